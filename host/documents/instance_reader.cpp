// The members of a container instance. Texts stay views into the input until the instance is
// complete, so that sorting attributes moves views and each string is made once.
#include "documents/instance_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "documents/placement_reader.hpp"
#include "model/amounts.hpp"
#include "model/resource.hpp"

namespace berth::host::documents {

namespace {

using Draft = InstanceReader::Draft;
using Resource = InstanceReader::Resource;
using AttributeText = InstanceReader::AttributeText;

constexpr std::int64_t least_int64 = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t most_int64 = std::numeric_limits<std::int64_t>::max();

constexpr json::Member<Resource> resource_members[] = {
    {"name", [](json::Value& value, Resource& resource) { resource.name = value.text(); }},
    {"type", [](json::Value& value, Resource& resource) { resource.type = value.text(); }},
    {"doubleValue",
     [](json::Value& value, Resource& resource) { resource.double_value = value.number(); }},
    {"longValue",
     [](json::Value& value, Resource& resource) {
         resource.long_value = value.integer(least_int64, most_int64);
     }},
    {"integerValue",
     [](json::Value& value, Resource& resource) {
         resource.integer_value = value.integer(least_int64, most_int64);
     }},
    {"stringSetValue",
     [](json::Value& value, Resource& resource) {
         value.for_each_element([&](json::Value& text) { resource.set.push_back(text.text()); });
     }},
};

[[noreturn]] void fail_member(json::Document& document, std::string_view member,
                              const std::string& problem) {
    document.path.enter(member);
    document.fail(problem);
}

// What has a number, and no ids. A fraction of a unit is no unit.
std::int64_t amount(json::Document& document, const Resource& resource, std::int64_t least) {
    std::string_view member = "integerValue";
    double value = static_cast<double>(resource.integer_value);
    if (resource.type == "LONG") {
        member = "longValue";
        value = static_cast<double>(resource.long_value);
    } else if (resource.type == "DOUBLE") {
        member = "doubleValue";
        value = std::floor(resource.double_value);
    } else if (resource.type != "INTEGER") {
        fail_member(document, "type",
                    fmt::format("expected INTEGER, LONG or DOUBLE for {}, found \"{}\"",
                                resource.name, resource.type));
    }
    if (value < static_cast<double>(least) || value > static_cast<double>(largest_amount)) {
        fail_member(document, member,
                    fmt::format("expected {} from {} to {}, found {}", resource.name, least,
                                largest_amount, value));
    }
    return static_cast<std::int64_t>(value);
}

void expect_set(json::Document& document, const Resource& resource) {
    if (resource.type == "STRINGSET") return;
    fail_member(
        document, "type",
        fmt::format("expected STRINGSET for {}, found \"{}\"", resource.name, resource.type));
}

void add_ports(json::Document& document, const Resource& resource, Protocol protocol,
               std::vector<HostPort>& ports) {
    expect_set(document, resource);
    for (const std::string_view text : resource.set) {
        std::uint16_t port = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
        if (error != std::errc() || end != text.data() + text.size() || port == 0) {
            fail_member(document, "stringSetValue",
                        fmt::format("expected ports from \"1\" to \"65535\", found \"{}\"", text));
        }
        ports.push_back({port, protocol});
    }
}

void add_gpus(json::Document& document, const Resource& resource,
              std::vector<std::string>& gpu_ids) {
    expect_set(document, resource);
    std::vector<std::string_view> sorted = resource.set;
    std::ranges::sort(sorted);
    if (const auto twin = std::ranges::adjacent_find(sorted); twin != sorted.end()) {
        fail_member(document, "stringSetValue",
                    fmt::format("expected each GPU id once, found \"{}\" twice", *twin));
    }
    gpu_ids.assign(resource.set.begin(), resource.set.end());
}

// `least_amount` is 0 for what an instance registered; what is left may have fallen below.
void add_resource(json::Document& document, const Resource& resource, std::int64_t least_amount,
                  ResourceList& list) {
    if (resource.name.empty()) document.fail("expected the member `name` of a resource");
    if (const auto known = model::resource_named(resource.name)) {
        if (const auto member = model::words_of(*known).amount) {
            list.*member = amount(document, resource, least_amount);
        } else {
            add_gpus(document, resource, list.gpu_ids);
        }
    } else if (resource.name == "PORTS") {
        add_ports(document, resource, Protocol::tcp, list.ports);
    } else if (resource.name == "PORTS_UDP") {
        add_ports(document, resource, Protocol::udp, list.ports);
    }
}

void read_resources(json::Value& value, Draft& draft, std::int64_t least_amount,
                    ResourceList& list) {
    list = {};
    value.for_each_element([&](json::Value& element) {
        Resource& resource = draft.resource;
        resource.set.clear();
        resource = {{}, {}, 0, 0, 0, std::move(resource.set)};
        json::read_members(element, resource_members, resource);
        add_resource(element.document(), resource, least_amount, list);
    });
    std::ranges::sort(list.ports);
    list.ports.erase(std::unique(list.ports.begin(), list.ports.end()), list.ports.end());
}

constexpr json::Member<AttributeText> attribute_members[] = {
    {"name", [](json::Value& value, AttributeText& text) { text.name = value.text_not_empty(); }},
    {"value", [](json::Value& value, AttributeText& text) { text.value = value.text(); }},
};

void read_attributes(json::Value& value, Draft& draft) {
    draft.attributes.clear();
    value.for_each_element([&](json::Value& element) {
        AttributeText& text = draft.attributes.emplace_back();
        json::read_members(element, attribute_members, text);
        if (text.name.empty()) element.document().fail("expected the member `name`");
    });
}

Instant read_instant(json::Value& value) {
    const auto instant = value.is_text() ? model::parse_instant(value.text())
                                         : model::instant_from_epoch_seconds(value.number());
    if (!instant) {
        value.fail_expected("a time such as \"2018-06-18T22:28:28+00:00\", or epoch seconds");
    }
    return *instant;
}

constexpr json::Member<Draft> version_members[] = {
    {"agentVersion",
     [](json::Value& value, Draft& draft) { draft.instance.agent_version = value.text(); }},
};

constexpr json::Member<Draft> instance_members[] = {
    {"containerInstanceArn",
     [](json::Value& value, Draft& draft) { draft.instance.arn = value.text_not_empty(); }},
    {"ec2InstanceId",
     [](json::Value& value, Draft& draft) { draft.instance.ec2_instance_id = value.text(); }},
    {"capacityProviderName",
     [](json::Value& value, Draft& draft) { draft.instance.capacity_provider = value.text(); }},
    {"versionInfo",
     [](json::Value& value, Draft& draft) { json::read_members(value, version_members, draft); }},
    {"remainingResources",
     [](json::Value& value, Draft& draft) {
         draft.has_remaining = true;
         read_resources(value, draft, -largest_amount - 1, draft.instance.remaining);
     }},
    {"registeredResources",
     [](json::Value& value, Draft& draft) {
         read_resources(value, draft, 0, draft.instance.registered);
     }},
    {"status",
     [](json::Value& value, Draft& draft) { draft.instance.status = value.text_not_empty(); }},
    {"agentConnected",
     [](json::Value& value, Draft& draft) { draft.instance.agent_connected = value.boolean(); }},
    {"runningTasksCount",
     [](json::Value& value, Draft& draft) {
         draft.instance.running_tasks_count = read_amount(value);
     }},
    {"attributes", read_attributes},
    {"registeredAt",
     [](json::Value& value, Draft& draft) { draft.instance.registered_at = read_instant(value); }},
};

// Of a name that stands twice the last value counts.
void take_attributes(json::Document& document, const std::vector<AttributeText>& texts,
                     const std::vector<std::uint32_t>& order, std::vector<Attribute>& attributes) {
    attributes.reserve(texts.size());
    for (const std::uint32_t i : order) {
        const auto& [name, value] = texts[i];
        if (!attributes.empty() && attributes.back().name == name) {
            document.warn(fmt::format("the attribute {} is listed twice; \"{}\" counts, not \"{}\"",
                                      name, value, attributes.back().value));
            attributes.back().value = value;
        } else {
            attributes.push_back({std::string(name), std::string(value)});
        }
    }
}

}  // namespace

// Instances of one image list their attributes in one order, so the order that sorted the last
// instance mostly sorts this one. It is taken only if no two names are equal: of equal names the
// order of the input counts.
void InstanceReader::sort_attributes() {
    const auto name = [this](std::uint32_t i) { return draft_.attributes[i].name; };
    const auto is_out_of_order = [&](std::uint32_t a, std::uint32_t b) {
        return name(a) >= name(b);
    };
    if (order_.size() == draft_.attributes.size() &&
        std::ranges::adjacent_find(order_, is_out_of_order) == order_.end()) {
        return;
    }
    order_.resize(draft_.attributes.size());
    std::iota(order_.begin(), order_.end(), 0U);
    std::ranges::stable_sort(order_, {}, name);
}

ContainerInstance InstanceReader::read(json::Value& value) {
    draft_.instance = {};
    draft_.has_remaining = false;
    draft_.attributes.clear();
    json::read_members(value, instance_members, draft_);

    ContainerInstance& instance = draft_.instance;
    if (instance.arn.empty()) {
        value.document().fail("expected the member `containerInstanceArn`");
    }
    if (!draft_.has_remaining) instance.remaining = instance.registered;
    sort_attributes();
    take_attributes(value.document(), draft_.attributes, order_, instance.attributes);
    return std::move(instance);
}

}  // namespace berth::host::documents
