#include "whatif/edit_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>
#include <variant>

#include "whatif/fields.hpp"
#include "yaml/record_reader.hpp"

namespace berth::host::whatif {

namespace {

using yaml::Value;

template <class Kind>
concept Counted = requires(Kind& edit) {
    edit.count = std::int64_t{1};
};

}  // namespace

RangedEdit::RangedEdit(const Value& value) {
    yaml::read_kind(value, record::type_of<Edit>, &edit_);
    const auto [name, body] = value.members().front();
    std::vector<std::string> given;
    for (const auto& member : body.members()) given.push_back(member.first);
    const auto leaves_out = [&given](std::string_view member) {
        return std::ranges::find(given, member) == given.end();
    };
    bool has_place = false;
    if (std::holds_alternative<ScaleSizes>(edit_)) {
        sets_cpu_ = leaves_out("cpu");
        sets_memory_ = leaves_out("memory");
        has_place = sets_cpu_ || sets_memory_;
    } else if (std::holds_alternative<ScaleCounts>(edit_)) {
        has_place = leaves_out("factor");
    } else {
        counts_ = std::visit([]<class Kind>(const Kind&) { return Counted<Kind>; }, edit_);
        has_place = counts_ && leaves_out("count");
    }
    if (has_place) return;
    body.fail(fmt::format(
        "`{}` leaves out no number for the range to set; a range sets the `count` of instances, "
        "the `factor` of scaleCounts, or `cpu` and `memory` of scaleSizes",
        name));
}

Edit RangedEdit::at(double number) const {
    Edit edit = edit_;
    std::visit(
        [&]<class Kind>(Kind& kind) {
            if constexpr (Counted<Kind>) {
                kind.count = static_cast<std::int64_t>(number);
            } else if constexpr (std::is_same_v<Kind, ScaleCounts>) {
                kind.factor = number;
            } else if constexpr (std::is_same_v<Kind, ScaleSizes>) {
                if (sets_cpu_) kind.cpu = number;
                if (sets_memory_) kind.memory = number;
            }
        },
        edit);
    return edit;
}

}  // namespace berth::host::whatif
