#include "compile/class_builder.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "berth/catalogue.hpp"
#include "compile/signature.hpp"

namespace berth::host::compile {

ClassBuilder::ClassBuilder(CompiledProblem& problem)
    : problem_(problem),
      attributes_(problem.instances),
      predicates_(attributes_, problem.planes, problem.groups, problem.atoms) {
    for (std::size_t g = 0; g < problem.groups.size(); ++g) {
        group_ids_.emplace(problem.groups[g], static_cast<GroupId>(g));
    }
    problem_.counters_of_group.resize(problem.groups.size());
}

void ClassBuilder::warn_once(const std::string& text) {
    if (warned_.emplace(text, true).second) problem_.warnings.push_back({text, {}});
}

PlaneId ClassBuilder::launch_type_plane(LaunchType launch_type) {
    const bool external = launch_type == LaunchType::external;
    return problem_.planes.find_or_add(external ? "launch type EXTERNAL" : "launch type EC2", [&] {
        BitPlane plane(problem_.instance_count());
        for (std::size_t i = 0; i < problem_.instance_count(); ++i) {
            const ContainerInstance& instance = *problem_.instances[i];
            const bool is_external = instance.attribute(attribute_names::external) != nullptr;
            if (instance.status == "ACTIVE" && is_external == external) plane.set(i);
        }
        return plane;
    });
}

PlaneId ClassBuilder::provider_plane(const std::string& provider) {
    return problem_.planes.find_or_add("provider " + provider, [&] {
        BitPlane plane(problem_.instance_count());
        bool known = false;
        for (std::size_t i = 0; i < problem_.instance_count(); ++i) {
            const ContainerInstance& instance = *problem_.instances[i];
            if (instance.capacity_provider != provider) continue;
            known = true;
            if (instance.status == "ACTIVE") plane.set(i);
        }
        if (!known) {
            warn_once(fmt::format("no instance belongs to the capacity provider '{}'", provider));
        }
        return plane;
    });
}

PlaneId ClassBuilder::attribute_plane(const RequiredAttribute& attribute) {
    Signature key;
    key.add("attribute");
    key.add(attribute.name);
    if (attribute.value) key.add(*attribute.value);
    return problem_.planes.find_or_add(key.take(), [&] {
        const AttributeColumn& column = attributes_.column(attribute.name);
        BitPlane plane(problem_.instance_count());
        for (std::size_t i = 0; i < problem_.instance_count(); ++i) {
            const std::uint32_t code = column.codes[i];
            if (code == AttributeColumn::absent) continue;
            if (!attribute.value || column.values[code] == *attribute.value) plane.set(i);
        }
        return plane;
    });
}

PlaneId ClassBuilder::attributes_plane(const std::vector<RequiredAttribute>& attributes) {
    std::vector<PlaneId> planes;
    for (const RequiredAttribute& attribute : attributes) {
        planes.push_back(attribute_plane(attribute));
    }
    return problem_.planes.intersection(std::move(planes));
}

// Sorted and without repetition; empty where the zone of some subnet is not known.
std::vector<std::string> ClassBuilder::known_zones(const std::vector<std::string>& subnets) {
    std::vector<std::string> zones;
    for (const std::string& subnet : subnets) {
        const auto found = problem_.snapshot.subnet_zones.find(subnet);
        if (found == problem_.snapshot.subnet_zones.end()) {
            warn_once(
                fmt::format("the zone of subnet {} is not known; add the output of: aws ec2 "
                            "describe-subnets",
                            subnet));
            return {};
        }
        zones.push_back(found->second);
    }
    std::ranges::sort(zones);
    zones.erase(std::unique(zones.begin(), zones.end()), zones.end());
    return zones;
}

PlaneId ClassBuilder::location_plane(const std::vector<std::string>& subnets) {
    const std::vector<std::string> zones = known_zones(subnets);
    if (zones.empty()) return problem_.planes.all();
    return problem_.planes.find_or_add(fmt::format("zones {}", fmt::join(zones, " ")), [&] {
        const AttributeColumn& column = attributes_.column(attribute_names::availability_zone);
        BitPlane plane(problem_.instance_count());
        for (std::size_t i = 0; i < problem_.instance_count(); ++i) {
            const std::uint32_t code = column.codes[i];
            if (code == AttributeColumn::absent) continue;
            if (std::ranges::binary_search(zones, column.values[code])) plane.set(i);
        }
        return plane;
    });
}

// A pattern that costs too much to match is found out while planes are made; the error then names
// where it was written.
ExpressionId ClassBuilder::expression(const SourcedExpression& source) {
    const auto by_text = expression_by_text_.find(source.text);
    if (by_text != expression_by_text_.end()) return by_text->second;
    try {
        const ExpressionId id = new_expression(source);
        expression_by_text_.emplace(source.text, id);
        return id;
    } catch (const ExpressionError&) {
        throw;
    } catch (const InputError& error) {
        throw InputError(error.problem(), source.where);
    }
}

ExpressionId ClassBuilder::new_expression(const SourcedExpression& source) {
    CompiledExpression compiled;
    compiled.text = source.text;
    compiled.parsed = query::parse(source.text, source.where);
    compiled.simplified = query::simplify(compiled.parsed);
    const auto values_of = [&](const query::Test& test) -> std::vector<std::string_view> {
        if (test.subject == query::Subject::attribute) {
            return attributes_.column(test.attribute_name).values;
        }
        if (test.subject == query::Subject::ec2_instance_id) {
            return attributes_.ec2_instance_ids().values;
        }
        if (test.subject == query::Subject::agent_connected) return {"false", "true"};
        return {problem_.groups.begin(), problem_.groups.end()};
    };
    for (std::string& remark : query::remarks(compiled.parsed, values_of)) {
        problem_.warnings.push_back({std::move(remark), source.where});
    }
    const auto next = static_cast<ExpressionId>(problem_.expressions.size());
    const auto [by_form, is_new] =
        expression_by_form_.emplace(query::to_text(compiled.simplified), next);
    if (is_new) {
        predicates_.compile(compiled);
        problem_.expressions.push_back(std::move(compiled));
    }
    return by_form->second;
}

void ClassBuilder::add_expressions(const ResolvedRequest& request, TaskClass& out) {
    for (const SourcedExpression& source : request.expressions) {
        out.expressions.push_back(expression(source));
    }
    std::ranges::sort(out.expressions);
    out.expressions.erase(std::unique(out.expressions.begin(), out.expressions.end()),
                          out.expressions.end());

    std::vector<PlaneId> planes;
    for (const ExpressionId id : out.expressions) {
        if (problem_.expressions[id].dynamic) {
            out.dynamic_expressions.push_back(id);
        } else {
            planes.push_back(problem_.expressions[id].plane);
        }
    }
    out.plane_of(Reason::member_of) = problem_.planes.intersection(std::move(planes));
}

std::uint32_t ClassBuilder::buckets(const std::string& attribute_name) {
    auto& all = problem_.spread_buckets;
    const auto found = std::ranges::find(all, attribute_name, &SpreadBuckets::attribute_name);
    if (found != all.end()) return static_cast<std::uint32_t>(found - all.begin());

    const AttributeColumn& column = attributes_.column(attribute_name);
    const auto absent_bucket = static_cast<std::uint32_t>(column.values.size());
    SpreadBuckets buckets{attribute_name, column.codes, absent_bucket};
    for (std::uint32_t& bucket : buckets.bucket) {
        bucket = std::min(bucket, absent_bucket);
        buckets.bucket_count = std::max(buckets.bucket_count, bucket + 1);
    }
    all.push_back(std::move(buckets));
    return static_cast<std::uint32_t>(all.size() - 1);
}

std::uint32_t ClassBuilder::counter(GroupId group, const std::string& attribute_name) {
    const std::uint32_t buckets_id = buckets(attribute_name);
    const auto next = static_cast<std::uint32_t>(problem_.counters.size());
    const auto [entry, is_new] = counter_ids_.emplace(std::pair{group, buckets_id}, next);
    if (is_new) {
        problem_.counters.push_back(
            {group, buckets_id,
             std::vector<std::int32_t>(problem_.spread_buckets[buckets_id].bucket_count, 0)});
        problem_.counters_of_group[group].push_back(next);
    }
    return entry->second;
}

// A key that stands in the chain already changes nothing, nor does anything behind `random`, which
// leaves a single instance.
std::vector<SortKey> ClassBuilder::sort_keys(const ResolvedRequest& request, GroupId group) {
    using kernels::KeyKind;
    std::vector<SortKey> keys;
    for (const PlacementStrategy& strategy : request.strategies) {
        SortKey key;
        if (strategy.type == StrategyType::binpack) {
            key.kind =
                strategy.field == StrategyField::cpu ? KeyKind::cpu_left : KeyKind::memory_left;
        } else if (strategy.type == StrategyType::spread) {
            const bool by_attribute = strategy.field == StrategyField::attribute;
            key.kind = by_attribute ? KeyKind::group_in_bucket : KeyKind::group_on_instance;
            if (by_attribute) key.counter = counter(group, strategy.attribute_name);
        }
        if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
        if (key.kind == KeyKind::random_position) break;
    }
    return keys;
}

TaskClass ClassBuilder::make_fargate_class(const ResolvedRequest& request) {
    TaskClass out;
    out.fargate = true;
    out.needs = request.needs;
    out.group = group_ids_.find(request.group)->second;
    for (const std::string& zone : known_zones(request.subnets)) {
        const auto found = std::ranges::lower_bound(problem_.zones, zone);
        out.fargate_zones.push_back(static_cast<std::uint32_t>(found - problem_.zones.begin()));
    }
    if (out.fargate_zones.empty()) {
        warn_once(
            fmt::format("the Fargate tasks of group {} are placed without a zone: no subnet "
                        "of a known zone is given",
                        request.group));
    }
    return out;
}

TaskClass ClassBuilder::make_class(const ResolvedRequest& request) {
    TaskClass out;
    out.needs = request.needs;
    out.port_bits = problem_.ports.bits(request.needs.ports);
    out.group = group_ids_.find(request.group)->second;
    out.distinct_instance = request.distinct_instance;
    out.plane_of(Reason::agent) = problem_.planes.find_or_add("agent connected", [&] {
        BitPlane plane(problem_.instance_count());
        for (std::size_t i = 0; i < problem_.instance_count(); ++i) {
            if (problem_.instances[i]->agent_connected) plane.set(i);
        }
        return plane;
    });
    out.plane_of(Reason::attribute) = attributes_plane(request.needs.attributes);
    out.plane_of(Reason::location) = location_plane(request.subnets);
    add_expressions(request, out);
    if (request.scheduling == SchedulingStrategy::replica) {
        out.keys = sort_keys(request, out.group);
    }
    return out;
}

namespace {

std::string class_signature(const TaskClass& c) {
    Signature key;
    const auto add_number = [](Signature& k, auto number) {
        k.add(static_cast<std::int64_t>(number));
    };
    for (const std::int32_t amount : c.needs.amounts.of) add_number(key, amount);
    add_number(key, c.needs.gpus_all);
    key.add_all(c.needs.ports, [](Signature& k, const HostPort& port) {
        k.add(std::int64_t{port.port} * 2 + (port.protocol == Protocol::udp ? 1 : 0));
    });
    add_number(key, c.group);
    add_number(key, c.candidates);
    for (const PlaneId plane : c.check_planes) add_number(key, plane);
    key.add_all(c.expressions, add_number);
    key.add_all(c.keys, [](Signature& k, const SortKey& sort_key) {
        k.add(static_cast<std::int64_t>(sort_key.kind));
        k.add(std::int64_t{sort_key.counter});
    });
    key.add_all(c.fargate_zones, add_number);
    add_number(key, (c.distinct_instance ? 1 : 0) + (c.fargate ? 2 : 0));
    return key.take();
}

}  // namespace

ClassId ClassBuilder::add(TaskClass task_class) {
    const auto next = static_cast<ClassId>(problem_.classes.size());
    const auto [entry, is_new] = class_ids_.emplace(class_signature(task_class), next);
    if (is_new) problem_.classes.push_back(std::move(task_class));
    return entry->second;
}

std::vector<ClassId> ClassBuilder::classes_of(const ResolvedRequest& request) {
    if (request.launch_type == LaunchType::fargate) {
        const ClassId id = add(make_fargate_class(request));
        return std::vector<ClassId>(std::max<std::size_t>(1, request.providers.size()), id);
    }
    TaskClass base = make_class(request);
    std::vector<PlaneId> candidates;
    for (const CapacityProviderStrategyItem& item : request.providers) {
        candidates.push_back(provider_plane(item.capacity_provider));
    }
    if (candidates.empty()) candidates.push_back(launch_type_plane(request.launch_type));

    std::vector<ClassId> ids;
    for (const PlaneId plane : candidates) {
        TaskClass task_class = base;
        task_class.candidates = plane;
        std::vector<PlaneId> all = {plane};
        for (const Reason check : plane_checks) all.push_back(base.plane_of(check));
        task_class.eligible = problem_.planes.intersection(std::move(all));
        ids.push_back(add(std::move(task_class)));
    }
    return ids;
}

}  // namespace berth::host::compile
