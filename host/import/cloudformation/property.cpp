#include "import/cloudformation/property.hpp"

#include <algorithm>

#include "json/base64.hpp"
#include "json/text.hpp"

namespace berth::host::import::cloudformation {

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
