// What Ref and Fn::GetAtt say, the names, ids and ARNs that AWS would make, and which resources
// need which others by them.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "import/cloudformation/evaluator.hpp"
#include "import/cloudformation/functions.hpp"
#include "json/text.hpp"
#include "model/random.hpp"
#include "query/vocabulary.hpp"

namespace berth::host::import::cloudformation {

namespace {

// FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo): the same name for the same resource in every run.
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return model::mix(hash);
}

// AWS puts twelve or thirteen capital letters and digits behind the names that it makes.
std::string name_suffix(std::string_view key) {
    constexpr std::string_view characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    std::uint64_t hash = hash_of(key);
    std::string suffix;
    for (int i = 0; i < 12; ++i, hash /= characters.size()) {
        suffix += characters[hash % characters.size()];
    }
    return suffix;
}

std::string uuid(const std::string& key) {
    const std::string hex = fmt::format("{:016x}{:016x}", hash_of(key), hash_of(key + "#"));
    const std::string_view digits = hex;
    return fmt::format("{}-{}-{}-{}-{}", digits.substr(0, 8), digits.substr(8, 4),
                       digits.substr(12, 4), digits.substr(16, 4), digits.substr(20));
}

// AWS General Reference, "Amazon Resource Names": China and GovCloud are partitions of their own.
std::string_view partition_of(std::string_view region) {
    if (region.starts_with("cn-")) return "aws-cn";
    return region.starts_with("us-gov-") ? "aws-us-gov" : "aws";
}

std::string key_of(const Stack& stack, const Resource& resource) {
    return stack.name + "/" + resource.id;
}

[[noreturn]] void fail_unknown_name(const Stack& stack, const std::string& name,
                                    const yaml::Value& at) {
    std::vector<std::string_view> names;
    for (const auto& [parameter, value] : stack.parameters) names.push_back(parameter);
    for (const Resource& resource : stack.source.resources) names.push_back(resource.id);
    const std::string_view near = query::nearest_word(name, names);
    at.fail(fmt::format("no parameter and no resource has the name `{}`{}", json::shortened(name),
                        near.empty() ? "" : fmt::format("; did you mean `{}`?", near)));
}

class Walk {
   public:
    Walk(Evaluator& evaluator, const Stack& stack) : scope_{evaluator, stack} {}

    std::vector<std::string> names;

    void value(const yaml::Value& at) {
        if (const std::optional<Call> call = call_in(at)) {
            this->call(*call);
        } else if (at.is_list()) {
            for (const yaml::Value& element : at.elements()) value(element);
        } else if (at.is_map()) {
            for (const auto& [name, member] : at.lenient_members()) value(member);
        }
    }

    void name(const std::string& id) {
        if (scope_.stack.source.find_resource(id) != nullptr &&
            std::ranges::find(names, id) == names.end()) {
            names.push_back(id);
        }
    }

   private:
    void call(const Call& call) {
        if (call.function == "Ref") {
            name(call.argument.text_not_empty());
        } else if (call.function == "Fn::GetAtt") {
            name(attribute_name(call.argument).id);
        } else if (call.function == "Fn::Sub") {
            sub(call.argument);
        } else if (call.function == "Fn::If") {
            const std::vector<yaml::Value> parts = arguments(call.argument, 3, "Fn::If");
            const bool holds =
                scope_.evaluator.holds(scope_.stack, parts[0].text_not_empty(), parts[0]);
            value(parts[holds ? 1 : 2]);
        } else {
            value(call.argument);
        }
    }

    void sub(const yaml::Value& argument) {
        std::vector<std::pair<std::string, yaml::Value>> own;
        if (argument.is_list()) own = arguments(argument, 2, "Fn::Sub")[1].lenient_members();
        for (const auto& [name, member] : own) value(member);
        for (const SubPart& part :
             sub_parts(argument.is_list() ? argument.elements()[0] : argument)) {
            if (part.is_variable && find_named(own, part.text) == nullptr) {
                name(part.text.substr(0, part.text.find('.')));
            }
        }
    }

    Scope scope_;
};

// Depth first; a template has at most 500 resources.
class CircleSearch {
   public:
    CircleSearch(Evaluator& evaluator, const Stack& stack) : evaluator_(evaluator), stack_(stack) {}

    void visit(const Resource& resource) {
        const auto first = std::ranges::find(under_way_, resource.id);
        if (first != under_way_.end()) {
            resource.body.fail(fmt::format("resources need each other in a circle: {} -> {}",
                                           fmt::join(first, under_way_.end(), " -> "),
                                           resource.id));
        }
        if (!done_.try_emplace(resource.id, true).second) return;
        under_way_.push_back(resource.id);
        for (const std::string& id : needed_resources(evaluator_, stack_, resource)) {
            visit(*stack_.source.find_resource(id));
        }
        under_way_.pop_back();
    }

   private:
    Evaluator& evaluator_;
    const Stack& stack_;
    std::vector<std::string> under_way_;
    std::map<std::string, bool> done_;
};

}  // namespace

std::vector<std::string> Evaluator::zones(const std::string& region) const {
    const bool is_home = region.empty() || region == options_->region;
    if (is_home && !options_->availability_zones.empty()) return options_->availability_zones;
    const std::string& name = is_home ? options_->region : region;
    return {name + "a", name + "b", name + "c"};
}

std::optional<Property> Evaluator::pseudo_parameter(const Stack& stack, const std::string& name,
                                                    const yaml::Value& at) const {
    const std::string_view partition = partition_of(options_->region);
    if (name == "AWS::AccountId") return text_property(options_->account, at.where());
    if (name == "AWS::Region") return text_property(options_->region, at.where());
    if (name == "AWS::StackName") return text_property(stack.name, at.where());
    if (name == "AWS::Partition") return text_property(std::string(partition), at.where());
    if (name == "AWS::NotificationARNs") return list_property({}, at.where());
    if (name == "AWS::URLSuffix") {
        return text_property(partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
                             at.where());
    }
    if (name == "AWS::StackId") {
        return text_property(
            fmt::format("arn:{}:cloudformation:{}:{}:stack/{}/{}", partition, options_->region,
                        options_->account, stack.name, uuid(stack.name)),
            at.where());
    }
    if (name != "AWS::NoValue") return std::nullopt;
    Property removed;
    removed.kind = Property::Kind::removed;
    return removed;
}

const Resource& Evaluator::existing(const Stack& stack, const std::string& id,
                                    const yaml::Value& at) {
    const Resource* const resource = stack.source.find_resource(id);
    if (resource == nullptr) fail_unknown_name(stack, id, at);
    if (!exists(stack, *resource)) {
        at.fail(fmt::format("there is no `{}`: its condition {} does not hold", id,
                            resource->condition));
    }
    return *resource;
}

Property Evaluator::reference(const Stack& stack, const std::string& name, const yaml::Value& at) {
    if (const auto pseudo = pseudo_parameter(stack, name, at)) return *pseudo;
    const Property* const parameter = find_named(stack.parameters, name);
    if (parameter == nullptr) return resource_reference(stack, existing(stack, name, at), at);
    if (!parameter->is_missing()) return *parameter;
    const std::optional<Property> given = answer(options_->attributes, stack.name, name, at);
    return given ? *given : *parameter;
}

Property Evaluator::resource_reference(const Stack& stack, const Resource& resource,
                                       const yaml::Value& at) {
    if (auto given = answer(options_->attributes, stack.name, resource.id, at)) return *given;
    const ResourceType* const type = find_resource_type(resource.type);
    if (type == nullptr) return missing_property(resource.id, at.where());
    switch (type->reference) {
        case Identity::name:
            return physical_name(stack, resource);
        case Identity::arn:
            return arn(stack, resource);
        case Identity::id:
            return text_property(physical_id(stack, resource), at.where());
    }
    at.fail("a resource without an identity");
}

Property Evaluator::attribute(const Stack& stack, const std::string& id, const std::string& name,
                              const yaml::Value& at) {
    const Resource& resource = existing(stack, id, at);
    const std::string full_name = id + "." + name;
    if (auto given = answer(options_->attributes, stack.name, full_name, at)) return *given;
    if (const ResourceType* const type = find_resource_type(resource.type)) {
        const auto rule = std::ranges::find(type->attributes, name, &AttributeRule::name);
        if (rule != type->attributes.end()) return known_attribute(stack, resource, *rule, at);
    }
    return missing_property(full_name, at.where());
}

Property Evaluator::known_attribute(const Stack& stack, const Resource& resource,
                                    const AttributeRule& rule, const yaml::Value& at) {
    switch (rule.source) {
        case AttributeSource::name:
            return physical_name(stack, resource);
        case AttributeSource::arn:
            return arn(stack, resource);
        case AttributeSource::id:
            return text_property(physical_id(stack, resource), at.where());
        case AttributeSource::first_version:
            return text_property("1", at.where());
        case AttributeSource::property:
            break;
    }
    if (resource.properties) {
        for (const auto& [name, value] : resource.properties->lenient_members()) {
            if (name == rule.name) return evaluate_text(stack, value);
        }
    }
    return missing_property(resource.id + "." + std::string(rule.name), at.where());
}

Property Evaluator::physical_name(const Stack& stack, const Resource& resource) {
    const Step step(*this, resource.body,
                    fmt::format("the name of {} of {}", resource.id, stack.name));
    const std::string_view property = find_resource_type(resource.type)->name_property;
    if (resource.properties && !property.empty()) {
        for (const auto& [name, value] : resource.properties->lenient_members()) {
            if (name != property) continue;
            Property given = evaluate(stack, value);
            if (given.kind == Property::Kind::text) return given;
        }
    }
    return text_property(
        fmt::format("{}-{}-{}", stack.name, resource.id, name_suffix(key_of(stack, resource))),
        resource.body.where());
}

std::string Evaluator::physical_id(const Stack& stack, const Resource& resource) const {
    return fmt::format("{}0{:016x}", find_resource_type(resource.type)->id_prefix,
                       hash_of(key_of(stack, resource)));
}

Property Evaluator::arn(const Stack& stack, const Resource& resource) {
    const ResourceType& type = *find_resource_type(resource.type);
    std::string path(type.arn_path);
    if (const std::size_t place = path.find("{}"); place != std::string::npos) {
        path.replace(place, 2, uuid(key_of(stack, resource)));
    }
    Property property =
        text_property(fmt::format("arn:{}:{}:{}:{}:{}", partition_of(options_->region),
                                  type.arn_service, options_->region, options_->account, path),
                      resource.body.where());
    append(property, physical_name(stack, resource));
    property.text += type.arn_suffix;
    return property;
}

std::vector<std::string> needed_resources(Evaluator& evaluator, const Stack& stack,
                                          const Resource& resource) {
    Walk walk(evaluator, stack);
    if (!evaluator.exists(stack, resource)) return {};
    for (const auto& [name, member] : resource.body.lenient_members()) {
        if (name == "Properties") walk.value(member);
        if (name != "DependsOn") continue;
        if (member.is_list()) {
            for (const yaml::Value& id : member.elements()) walk.name(id.text_not_empty());
        } else {
            walk.name(member.text_not_empty());
        }
    }
    return walk.names;
}

void require_no_circle(Evaluator& evaluator, const Stack& stack) {
    CircleSearch search(evaluator, stack);
    for (const Resource& resource : stack.source.resources) search.visit(resource);
}

}  // namespace berth::host::import::cloudformation
