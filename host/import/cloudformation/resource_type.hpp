// What berth knows of the types of resources: their properties, how the AWS CLI prints them, and
// what Ref and Fn::GetAtt say of them.
//
// Source: AWS CloudFormation Template Reference Guide, "Resource and property reference", and the
// API references of Amazon ECS, Amazon EC2 Auto Scaling and Amazon EC2 for the printed form.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace berth::host::import::cloudformation {

enum class PropertyKind : std::uint8_t {
    text,
    script,        ///< text of which only lines with the agent's settings matter
    integer,       ///< CloudFormation takes numbers as text, the API does not
    boolean,       ///< the same
    texts,         ///< a list of texts
    joined_texts,  ///< the same, printed as one text with commas
    object,
    objects  ///< a list of objects
};

struct Shape;

/// A property that is written into the documents.
struct PropertyRule {
    std::string_view name;
    PropertyKind kind = PropertyKind::text;
    const Shape* shape = nullptr;        ///< of object and objects
    std::string_view printed_name = {};  ///< empty = its own, as the type prints its names
};

/// The properties of a resource, or of an object in it.
struct Shape {
    std::span<const PropertyRule> rules;
    std::string_view others;  ///< names between blanks that exist but say nothing of placement
};

enum class Identity : std::uint8_t { name, arn, id };

enum class AttributeSource : std::uint8_t { name, arn, id, property, first_version };

/// What Fn::GetAtt returns.
struct AttributeRule {
    std::string_view name;
    AttributeSource source = AttributeSource::property;
};

struct ResourceType {
    std::string_view name;     ///< `AWS::ECS::Cluster`
    std::string_view section;  ///< member that the AWS CLI prints a list of them in
    bool prints_lower_case;    ///< `ClusterName` is printed as `clusterName`
    const Shape* shape;
    Identity reference;                   ///< what Ref returns
    std::string_view name_property = {};  ///< absent from the template: AWS makes a name
    std::string_view arn_member = {};     ///< printed with the ARN
    std::string_view id_member = {};      ///< printed with the id
    std::string_view id_prefix = {};
    std::string_view arn_service = {};
    std::string_view arn_path = {};    ///< before the name; "{}" stands for a UUID
    std::string_view arn_suffix = {};  ///< behind the name
    std::span<const AttributeRule> attributes = {};
};

inline constexpr std::string_view cluster_type = "AWS::ECS::Cluster";
inline constexpr std::string_view cluster_associations_type =
    "AWS::ECS::ClusterCapacityProviderAssociations";
inline constexpr std::string_view group_type = "AWS::AutoScaling::AutoScalingGroup";

/// nullptr = placement does not look at resources of that type.
const ResourceType* find_resource_type(std::string_view name);

/// Whether resources of the shape can have a property of that name.
bool knows_property(const Shape& shape, std::string_view name);

/// The property that was probably meant by a name that the shape lacks; empty = no idea.
std::string_view likely_property(const Shape& shape, std::string_view name);

}  // namespace berth::host::import::cloudformation
