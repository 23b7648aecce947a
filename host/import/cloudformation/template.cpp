#include "import/cloudformation/template.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "json/base64.hpp"
#include "json/text.hpp"

namespace berth::host::import::cloudformation {

namespace {

// AWS CloudFormation User Guide, "Understand CloudFormation quotas": a template in S3 may have
// 1 MB, and a template 500 resources.
constexpr std::size_t most_bytes = std::size_t{1} << 20U;
constexpr std::size_t most_resources = 500;

constexpr std::string_view resource_attributes[] = {
    "Type",           "Properties", "Condition",      "DependsOn",
    "CreationPolicy", "Metadata",   "DeletionPolicy", "UpdateReplacePolicy",
    "UpdatePolicy",   "Transform",  "Fn::Transform"};

void read_resource_member(const std::string& name, const yaml::Value& value, Resource& resource,
                          std::vector<Warning>& warnings) {
    if (name == "Type") {
        resource.type = value.text_not_empty();
    } else if (name == "Properties") {
        resource.properties.emplace(value);
    } else if (name == "Condition") {
        resource.condition = value.text_not_empty();
    } else if (std::ranges::find(resource_attributes, name) == std::end(resource_attributes)) {
        warnings.push_back(
            {fmt::format("a resource has no member `{}`; properties stand below `Properties`",
                         name),
             value.where()});
    }
}

void read_resources(const yaml::Value& section, Template& result, std::vector<Warning>& warnings) {
    for (const auto& [id, body] : section.lenient_members()) {
        if (id.starts_with("Fn::")) {
            body.fail(fmt::format("`{}` is not evaluated; write the resources out", id));
        }
        Resource resource{id, "", "", body, std::nullopt};
        for (const auto& [name, value] : body.lenient_members()) {
            read_resource_member(name, value, resource, warnings);
        }
        if (resource.type.empty()) body.fail("expected the member `Type`");
        result.resources.push_back(std::move(resource));
    }
    if (result.resources.size() > most_resources) {
        section.fail(fmt::format("the template has {} resources; CloudFormation takes {}",
                                 result.resources.size(), most_resources));
    }
}

std::optional<yaml::Value> read_export_name(const yaml::Value& value) {
    for (const auto& [name, member] : value.lenient_members()) {
        if (name == "Name") return member;
    }
    value.fail("expected the member `Name`");
}

void read_outputs(const yaml::Value& section, Template& result) {
    for (const auto& [id, body] : section.lenient_members()) {
        if (id.starts_with("Fn::")) {
            body.fail(fmt::format("`{}` is not evaluated; write the outputs out", id));
        }
        std::optional<yaml::Value> value;
        std::optional<yaml::Value> export_name;
        std::string condition;
        for (const auto& [name, member] : body.lenient_members()) {
            if (name == "Value") value.emplace(member);
            if (name == "Export") export_name = read_export_name(member);
            if (name == "Condition") condition = member.text_not_empty();
        }
        if (!value) body.fail("expected the member `Value`");
        result.outputs.emplace_back(id, Output{*value, export_name, condition});
    }
}

yaml::Value load_value(const CloudFormationTemplate& source) {
    if (!source.text) return yaml::load_file(source.path, most_bytes);
    if (source.text->size() > most_bytes) {
        throw InputError(fmt::format("the template has {} bytes; CloudFormation takes {}",
                                     source.text->size(), most_bytes),
                         {source.path, ""});
    }
    return yaml::load(*source.text, source.path);
}

void read_section(const std::string& name, const yaml::Value& section, Template& result,
                  std::vector<Warning>& warnings) {
    if (name == "Resources") {
        read_resources(section, result, warnings);
    } else if (name == "Parameters") {
        result.parameters = section.lenient_members();
    } else if (name == "Mappings") {
        result.mappings = section.lenient_members();
    } else if (name == "Conditions") {
        result.conditions = section.lenient_members();
    } else if (name == "Outputs") {
        read_outputs(section, result);
    } else if (name == "Transform" || name == "Fn::Transform") {
        warnings.push_back(
            {"macros are not evaluated: the template is read as it stands, without what they add",
             section.where()});
    }
}

}  // namespace

const Resource* Template::find_resource(std::string_view id) const {
    const auto found = std::ranges::find(resources, id, &Resource::id);
    return found == resources.end() ? nullptr : &*found;
}

Template load_template(const CloudFormationTemplate& source, std::vector<Warning>& warnings) {
    const yaml::Value root = load_value(source);
    Template result;
    if (!root.is_map()) root.fail_expected("a CloudFormation template, a map with `Resources`");
    root.warn_of_repeated_names(warnings);
    for (const auto& [name, section] : root.lenient_members()) {
        if (!section.is_null()) read_section(name, section, result, warnings);
    }
    if (result.resources.empty()) {
        root.fail("expected a CloudFormation template with `Resources`");
    }
    return result;
}

const Property* Property::find(std::string_view name) const {
    const auto found = std::ranges::find(members, name, &PropertyMember::name);
    return found == members.end() ? nullptr : &found->value;
}

Property* Property::find(std::string_view name) {
    const auto found = std::ranges::find(members, name, &PropertyMember::name);
    return found == members.end() ? nullptr : &found->value;
}

void Property::set(std::string_view name, Property value) {
    if (Property* const present = find(name)) {
        *present = std::move(value);
    } else {
        members.push_back({std::string(name), std::move(value)});
    }
}

std::string text_of(const Property& property) {
    return property.is_base64 ? json::encode_base64(property.text) : property.text;
}

Property text_property(std::string text, Location where) {
    Property property;
    property.text = std::move(text);
    property.where = std::move(where);
    return property;
}

Property missing_property(const std::string& name, Location where) {
    Property property = text_property("<" + name + ">", std::move(where));
    property.missing.push_back(name);
    return property;
}

void append(Property& text, const Property& part) {
    text.text += text_of(part);
    text.missing.insert(text.missing.end(), part.missing.begin(), part.missing.end());
}

std::vector<std::string> split_at_commas(std::string_view text) {
    std::vector<std::string> parts;
    if (text.empty()) return parts;
    for (bool is_last = false; !is_last;) {
        const std::size_t comma = text.find(',');
        is_last = comma == std::string_view::npos;
        std::string_view part = json::without_trailing_blanks(text.substr(0, comma));
        while (!part.empty() && json::is_blank(part.front())) part.remove_prefix(1);
        parts.emplace_back(part);
        if (!is_last) text.remove_prefix(comma + 1);
    }
    return parts;
}

Property list_property(const std::vector<std::string>& texts, const Location& where) {
    Property list;
    list.kind = Property::Kind::list;
    list.where = where;
    for (const std::string& text : texts) list.elements.push_back(text_property(text, where));
    return list;
}

}  // namespace berth::host::import::cloudformation
