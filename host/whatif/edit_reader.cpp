#include "whatif/edit_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>
#include <variant>

#include "whatif/fields.hpp"
#include "whatif/placement_yaml.hpp"
#include "whatif/sweep_checks.hpp"
#include "yaml/record_reader.hpp"

namespace berth::host::whatif {

namespace {

using yaml::Value;

template <class Kind>
bool read_kind(std::string_view name, const Value& value, Edit& edit) {
    if (name != record::definition<Kind>.name) return false;
    Kind kind;
    yaml::read_record(value, kind);
    edit = std::move(kind);
    return true;
}

template <class... Kinds>
bool read_one_of(std::string_view name, const Value& value, std::variant<Kinds...>& edit) {
    return (read_kind<Kinds>(name, value, edit) || ...);
}

template <class Kind>
concept Counted = requires(Kind& edit) {
    edit.count = std::int64_t{1};
};

}  // namespace

Edit read_edit(const Value& value) {
    if (value.members().size() != 1) {
        value.fail("expected one edit, such as `addInstances: {...}`; begin each one with a `-`");
    }
    const auto [name, body] = value.members().front();
    Edit edit;
    if (!read_one_of(name, body, edit)) yaml::fail_unknown(body, name, edit_names());
    body.located([&edit] { check_edit(edit); });
    return edit;
}

RangedEdit::RangedEdit(const Value& value) : edit_(read_edit(value)) {
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

namespace {

template <class... Kinds>
std::vector<std::string_view> names_of_kinds(std::type_identity<std::variant<Kinds...>>) {
    return {record::definition<Kinds>.name...};
}

template <class... Kinds>
void list_members_of_kinds(KnownMembers& known, std::type_identity<std::variant<Kinds...>>) {
    (yaml::list_members<Kinds>(known), ...);
}

}  // namespace

std::vector<std::string_view> edit_names() {
    return names_of_kinds(std::type_identity<Edit>{});
}

void list_edit_members(KnownMembers& known) {
    known["edit"] = edit_names();
    known["placementStrategy"] = {std::begin(strategy_members), std::end(strategy_members)};
    known["placementConstraint"] = {std::begin(constraint_members), std::end(constraint_members)};
    list_members_of_kinds(known, std::type_identity<Edit>{});
}

}  // namespace berth::host::whatif
