#include "berth/instance.hpp"

#include <algorithm>

namespace berth {

namespace {

auto lower_bound(auto& attributes, std::string_view name) {
    return std::ranges::lower_bound(attributes, name, {}, &Attribute::name);
}

}  // namespace

const std::string* ContainerInstance::attribute(std::string_view name) const {
    const auto found = lower_bound(attributes, name);
    return found != attributes.end() && found->name == name ? &found->value : nullptr;
}

void ContainerInstance::set_attribute(std::string_view name, std::string_view value) {
    const auto found = lower_bound(attributes, name);
    if (found != attributes.end() && found->name == name) {
        found->value = value;
    } else {
        attributes.insert(found, Attribute{std::string(name), std::string(value)});
    }
}

}  // namespace berth
