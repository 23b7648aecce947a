#include "explain/phrases.hpp"

#include <fmt/format.h>

#include "model/resource.hpp"

namespace berth::host::explain {

std::string with_separators(std::int64_t number) {
    std::string digits = std::to_string(number);
    const std::size_t first = number < 0 ? 1 : 0;
    for (std::size_t at = digits.size(); at > first + 3;) {
        at -= 3;
        digits.insert(at, ",");
    }
    return digits;
}

std::string counted(std::int64_t number, std::string_view noun) {
    return fmt::format("{} {}{}", with_separators(number), noun, number == 1 ? "" : "s");
}

std::string amount_of(Reason reason, std::int64_t amount) {
    const model::ReasonWords& words = model::words_of(reason);
    if (words.unit.empty()) return with_separators(amount);
    return fmt::format("{} {}{}", with_separators(amount), amount == 1 ? words.unit : words.units,
                       words.unit_of);
}

std::string to_text(const HostPort& port) {
    return fmt::format("{}/{}", port.port, port.protocol == Protocol::tcp ? "tcp" : "udp");
}

std::string enumerated(const std::vector<std::string>& items) {
    std::string text;
    for (std::size_t k = 0; k < items.size(); ++k) {
        if (k > 0) text += k + 1 == items.size() ? " and " : ", ";
        text += items[k];
    }
    return text;
}

std::string_view id_of_arn(std::string_view arn) {
    const std::size_t slash = arn.rfind('/');
    return slash == std::string_view::npos ? arn : arn.substr(slash + 1);
}

std::string instance_name(const ContainerInstance& instance) {
    return instance.ec2_instance_id.empty() ? std::string(id_of_arn(instance.arn))
                                            : instance.ec2_instance_id;
}

std::string attribute_or_empty(const ContainerInstance& instance, std::string_view name) {
    const std::string* value = instance.attribute(name);
    return value == nullptr ? std::string() : *value;
}

}  // namespace berth::host::explain
