#include <fmt/format.h>

#include <algorithm>

#include "import/cloudformation/documents.hpp"
#include "import/cloudformation/functions.hpp"
#include "json/text.hpp"
#include "model/amounts.hpp"

namespace berth::host::import::cloudformation {

namespace {

class Preparation {
   public:
    Preparation(Evaluator& evaluator, std::vector<Warning>& warnings)
        : evaluator_(evaluator), warnings_(warnings) {}

    PreparedResource prepare(const Stack& stack, const Resource& resource,
                             const ResourceType& type) {
        PreparedResource prepared{&stack, &resource, &type, {}};
        prepared.properties.kind = Property::Kind::map;
        prepared.properties.where = resource.body.where();
        if (resource.properties) read_properties(prepared);
        add_identity(prepared);
        add_defaults(prepared);
        return prepared;
    }

   private:
    void read_properties(PreparedResource& prepared) {
        const yaml::Value& properties = *prepared.resource->properties;
        if (call_in(properties)) {
            properties.fail("expected the properties themselves, not a function");
        }
        for (const auto& [name, value] : properties.lenient_members()) {
            const auto& rules = prepared.type->shape->rules;
            if (std::ranges::find(rules, name, &PropertyRule::name) == rules.end()) {
                warn_of_unknown_property(*prepared.type->shape, name, value.where(), warnings_);
                continue;
            }
            Property property = evaluator_.evaluate(*prepared.stack, value);
            if (property.kind != Property::Kind::removed) {
                prepared.properties.set(name, std::move(property));
            }
        }
    }

    void add_identity(PreparedResource& prepared) {
        const ResourceType& type = *prepared.type;
        const Stack& stack = *prepared.stack;
        const Resource& resource = *prepared.resource;
        Property& properties = prepared.properties;
        if (!type.name_property.empty()) {
            properties.set(type.name_property, evaluator_.physical_name(stack, resource));
        }
        if (!type.arn_member.empty()) {
            properties.set(type.arn_member, evaluator_.arn(stack, resource));
        }
        if (!type.id_member.empty()) {
            properties.set(type.id_member, text_property(evaluator_.physical_id(stack, resource),
                                                         resource.body.where()));
        }
    }

    // AWS CloudFormation Template Reference Guide, of each type.
    void add_defaults(PreparedResource& prepared) {
        const std::string_view type = prepared.type->name;
        if (type == "AWS::ECS::TaskDefinition") set_default(prepared, "Revision", "1");
        if (type == "AWS::EC2::LaunchTemplate") {
            set_default(prepared, "VersionNumber", "1");
            set_default(prepared, "DefaultVersion", "true");
        }
        if (type == "AWS::ECS::Service") add_desired_count(prepared);
        if (type == group_type) add_group_size(prepared);
        if (type == "AWS::ECS::CapacityProvider") find_group(prepared);
    }

    static void set_default(PreparedResource& prepared, std::string_view name,
                            const std::string& text) {
        if (prepared.properties.find(name) == nullptr) {
            prepared.properties.set(name, text_property(text, prepared.properties.where));
        }
    }

    static void add_desired_count(PreparedResource& prepared) {
        const Property* const scheduling = prepared.properties.find("SchedulingStrategy");
        if (scheduling == nullptr || scheduling->text != "DAEMON") {
            set_default(prepared, "DesiredCount", "1");
        }
    }

    static void add_group_size(PreparedResource& prepared) {
        for (const char* name : {"MinSize", "MaxSize"}) {
            if (prepared.properties.find(name) == nullptr) {
                prepared.resource->body.fail(fmt::format("expected the property `{}`", name));
            }
        }
        const Property least = *prepared.properties.find("MinSize");
        if (prepared.properties.find("DesiredCapacity") == nullptr) {
            prepared.properties.set("DesiredCapacity", least);
        }
        require_desired_in_range(prepared.properties);
    }

    // Auto Scaling refuses such a group. What is no number is found where it is written.
    static void require_desired_in_range(const Property& group) {
        const auto amount = [&](const char* name) {
            return model::parse_integer(group.find(name)->text);
        };
        const auto least = amount("MinSize");
        const auto most = amount("MaxSize");
        const auto desired = amount("DesiredCapacity");
        if (!least || !most || !desired || (*least <= *desired && *desired <= *most)) return;
        throw InputError(fmt::format("a desired capacity of {} is outside MinSize, {}, and "
                                     "MaxSize, {}",
                                     *desired, *least, *most),
                         group.find("DesiredCapacity")->where);
    }

    // In the answer of a user the group may stand by its logical id.
    void find_group(PreparedResource& prepared) {
        Property* const provider = prepared.properties.find("AutoScalingGroupProvider");
        Property* const group =
            provider == nullptr ? nullptr : provider->find("AutoScalingGroupArn");
        if (group == nullptr || group->is_missing()) return;
        const Resource* const resource = prepared.stack->source.find_resource(group->text);
        if (resource == nullptr || resource->type != group_type) return;
        if (!evaluator_.exists(*prepared.stack, *resource)) return;
        group->text = evaluator_.arn(*prepared.stack, *resource).text;
    }

    Evaluator& evaluator_;
    std::vector<Warning>& warnings_;
};

bool is_cluster(const PreparedResource& prepared, const std::string& name_or_arn) {
    if (prepared.type->name != cluster_type) return false;
    return prepared.properties.find("ClusterName")->text == name_or_arn ||
           prepared.properties.find("ClusterArn")->text == name_or_arn;
}

// A cluster of which the templates know no more than its name.
PreparedResource named_cluster(const PreparedResource& association, const Property& cluster) {
    PreparedResource prepared{association.stack, nullptr, find_resource_type(cluster_type), {}};
    prepared.properties.kind = Property::Kind::map;
    prepared.properties.where = cluster.where;
    const std::string name = cluster.text.substr(cluster.text.rfind('/') + 1);
    prepared.properties.set("ClusterName", text_property(name, cluster.where));
    return prepared;
}

// Takes associations out of the list and puts what they say into the clusters.
void join_associations(std::vector<PreparedResource>& resources) {
    const auto is_association = [](const PreparedResource& prepared) {
        return prepared.type->name == cluster_associations_type;
    };
    std::vector<PreparedResource> associations;
    std::ranges::copy_if(resources, std::back_inserter(associations), is_association);
    std::erase_if(resources, is_association);
    for (const PreparedResource& association : associations) {
        const Property* const cluster = association.properties.find("Cluster");
        if (cluster == nullptr) {
            association.resource->body.fail("expected the property `Cluster`");
        }
        auto found = std::ranges::find_if(resources, [&](const PreparedResource& prepared) {
            return is_cluster(prepared, cluster->text);
        });
        if (found == resources.end()) {
            found = resources.insert(found, named_cluster(association, *cluster));
        }
        for (const auto& [name, value] : association.properties.members) {
            if (name != "Cluster") found->properties.set(name, value);
        }
    }
}

}  // namespace

void warn_of_unknown_property(const Shape& shape, const std::string& name, const Location& where,
                              std::vector<Warning>& warnings) {
    if (knows_property(shape, name)) return;
    const std::string_view likely = likely_property(shape, name);
    const std::string hint =
        likely.empty() ? std::string() : fmt::format("; did you mean `{}`?", likely);
    warnings.push_back({fmt::format("there is no property `{}` here, it is ignored{}",
                                    json::shortened(name), hint),
                        where});
}

std::vector<PreparedResource> prepare_resources(Evaluator& evaluator,
                                                const std::vector<Stack>& stacks,
                                                std::vector<Warning>& warnings) {
    Preparation preparation(evaluator, warnings);
    std::vector<PreparedResource> resources;
    for (const Stack& stack : stacks) {
        for (const Resource& resource : stack.source.resources) {
            const ResourceType* const type = find_resource_type(resource.type);
            if (type == nullptr || !evaluator.exists(stack, resource)) continue;
            resources.push_back(preparation.prepare(stack, resource, *type));
        }
    }
    join_associations(resources);
    return resources;
}

}  // namespace berth::host::import::cloudformation
