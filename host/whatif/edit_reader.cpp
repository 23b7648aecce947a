#include "whatif/edit_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "berth/query.hpp"
#include "documents/placement_reader.hpp"
#include "json/choice.hpp"
#include "whatif/placement_yaml.hpp"
#include "whatif/sweep_checks.hpp"
#include "whatif/time_edit_reader.hpp"

namespace berth::host::whatif {

namespace {

using yaml::Member;
using yaml::Value;

std::int64_t read_edit_count(const Value& value) {
    return value.integer(0, documents::largest_amount);
}

std::string read_expression(const Value& value) {
    std::string expression = value.text();
    if (!expression.empty()) Expression::parse(expression, value.where());
    return expression;
}

double read_factor(const Value& value, bool may_be_zero) {
    const double factor = value.number();
    value.located([=] { require_factor(factor, may_be_zero); });
    return factor;
}

constexpr Member<RequestSelector> selector_members[] = {
    {"taskDefinitions",
     [](const Value& value, RequestSelector& selector) {
         selector.task_definitions = yaml::read_texts(value);
     }},
    {"services", [](const Value& value,
                    RequestSelector& selector) { selector.services = yaml::read_texts(value); }},
};

template <class Kind>
void read_selector(const Value& value, Kind& edit) {
    yaml::read_members(value, selector_members, edit.requests);
}

template <class Kind>
void read_optional_count(const Value& value, Kind& edit) {
    edit.count = read_edit_count(value);
}

template <class Kind>
void read_filter(const Value& value, Kind& edit) {
    edit.expression = read_expression(value);
}

constexpr Member<Attribute> attribute_members[] = {
    {"name",
     [](const Value& value, Attribute& attribute) { attribute.name = value.text_not_empty(); },
     true},
    {"value", [](const Value& value, Attribute& attribute) { attribute.value = value.text(); }},
};

constexpr Member<AddInstances> add_members[] = {
    {"instanceType",
     [](const Value& value, AddInstances& edit) { edit.instance_type = read_instance_type(value); },
     true},
    {"count", [](const Value& value,
                 AddInstances& edit) { edit.count = value.integer(0, most_added_instances); }},
    {"availabilityZones",
     [](const Value& value, AddInstances& edit) { edit.zones = yaml::read_texts(value); }},
    {"attributes",
     [](const Value& value, AddInstances& edit) {
         for (const Value& element : value.elements()) {
             yaml::read_members(element, attribute_members, edit.attributes.emplace_back());
         }
     }},
    {"capacityProvider",
     [](const Value& value, AddInstances& edit) {
         edit.capacity_provider = value.text_not_empty();
     }},
};

constexpr Member<RemoveInstances> remove_members[] = {{"expression", read_filter},
                                                      {"count", read_optional_count}};

constexpr Member<DrainInstances> drain_members[] = {{"expression", read_filter},
                                                    {"count", read_optional_count}};

constexpr Member<SwapInstances> swap_members[] = {
    {"from", [](const Value& value, SwapInstances& edit) { edit.from = value.text_not_empty(); },
     true},
    {"to", [](const Value& value, SwapInstances& edit) { edit.to = read_instance_type(value); },
     true},
    {"count", read_optional_count},
};

constexpr Member<LoseZone> lose_zone_members[] = {
    {"availabilityZone",
     [](const Value& value, LoseZone& edit) { edit.zone = value.text_not_empty(); }, true},
};

constexpr Member<LoseInstances> lose_members[] = {
    {"count", read_optional_count},
    {"expression", read_filter},
    {"seed",
     [](const Value& value, LoseInstances& edit) {
         edit.seed =
             static_cast<std::uint64_t>(value.integer(0, std::numeric_limits<std::int64_t>::max()));
     }},
};

constexpr Member<ScaleCounts> scale_counts_members[] = {
    {"factor",
     [](const Value& value, ScaleCounts& edit) { edit.factor = read_factor(value, true); }},
    {"requests", read_selector},
};

constexpr Member<ScaleSizes> scale_sizes_members[] = {
    {"cpu", [](const Value& value, ScaleSizes& edit) { edit.cpu = read_factor(value, false); }},
    {"memory",
     [](const Value& value, ScaleSizes& edit) { edit.memory = read_factor(value, false); }},
    {"requests", read_selector},
};

constexpr Member<SetStrategies> set_strategies_members[] = {
    {"placementStrategy",
     [](const Value& value, SetStrategies& edit) { edit.strategies = read_strategies(value); },
     true},
    {"requests", read_selector},
};

constexpr Member<SetConstraints> set_constraints_members[] = {
    {"placementConstraints",
     [](const Value& value, SetConstraints& edit) { edit.constraints = read_constraints(value); },
     true},
    {"keep", [](const Value& value, SetConstraints& edit) { edit.keep = value.boolean(); }},
    {"requests", read_selector},
};

constexpr Member<UseGpuModels> use_gpu_models_members[] = {
    {"models",
     [](const Value& value, UseGpuModels& edit) {
         for (const Value& element : value.elements()) {
             edit.models.push_back(element.text());
             element.located([&edit] { require_gpu_model(edit.models.back()); });
         }
         if (edit.models.empty()) value.fail_expected("at least one model");
     },
     true},
    {"requests", read_selector},
};

constexpr Member<SetOrder> set_order_members[] = {
    {"order",
     [](const Value& value, SetOrder& edit) {
         static constexpr json::Choice<RequestOrder> choices[] = {
             {"given", RequestOrder::given},
             {"shuffled", RequestOrder::shuffled},
             {"largestFirst", RequestOrder::largest_first},
             {"roundRobin", RequestOrder::round_robin}};
         edit.order = json::read_choice(value, choices);
     },
     true},
};

constexpr Member<CapacityProviderStrategyItem> strategy_item_members[] = {
    {"capacityProvider",
     [](const Value& value, CapacityProviderStrategyItem& item) {
         item.capacity_provider = value.text_not_empty();
     },
     true},
    {"base", [](const Value& value,
                CapacityProviderStrategyItem& item) { item.base = value.integer(0, 100'000); }},
    {"weight", [](const Value& value,
                  CapacityProviderStrategyItem& item) { item.weight = value.integer(0, 1'000); }},
};

constexpr Member<SetProviderStrategy> set_provider_strategy_members[] = {
    {"capacityProviderStrategy",
     [](const Value& value, SetProviderStrategy& edit) {
         for (const Value& element : value.elements()) {
             yaml::read_members(element, strategy_item_members,
                                edit.capacity_providers.emplace_back());
         }
         if (edit.capacity_providers.empty()) value.fail_expected("at least one provider");
     },
     true},
    {"requests", read_selector},
};

template <class Kind, std::size_t size>
Edit read_kind(const Value& value, const Member<Kind> (&members)[size]) {
    Kind edit;
    yaml::read_members(value, members, edit);
    return edit;
}

constexpr Member<Edit> edit_members[] = {
    {"addInstances", [](const Value& v, Edit& edit) { edit = read_kind(v, add_members); }},
    {"removeInstances", [](const Value& v, Edit& edit) { edit = read_kind(v, remove_members); }},
    {"drainInstances", [](const Value& v, Edit& edit) { edit = read_kind(v, drain_members); }},
    {"swapInstances", [](const Value& v, Edit& edit) { edit = read_kind(v, swap_members); }},
    {"loseZone", [](const Value& v, Edit& edit) { edit = read_kind(v, lose_zone_members); }},
    {"loseInstances", [](const Value& v, Edit& edit) { edit = read_kind(v, lose_members); }},
    {"scaleCounts", [](const Value& v, Edit& edit) { edit = read_kind(v, scale_counts_members); }},
    {"scaleSizes", [](const Value& v, Edit& edit) { edit = read_kind(v, scale_sizes_members); }},
    {"setStrategies",
     [](const Value& v, Edit& edit) { edit = read_kind(v, set_strategies_members); }},
    {"setConstraints",
     [](const Value& v, Edit& edit) { edit = read_kind(v, set_constraints_members); }},
    {"useGpuModels",
     [](const Value& v, Edit& edit) { edit = read_kind(v, use_gpu_models_members); }},
    {"setOrder", [](const Value& v, Edit& edit) { edit = read_kind(v, set_order_members); }},
    {"setCapacityProviderStrategy",
     [](const Value& v, Edit& edit) { edit = read_kind(v, set_provider_strategy_members); }},
    {"setManagedScaling", [](const Value& v, Edit& edit) { edit = read_set_managed_scaling(v); }},
    {"setGroupSize", [](const Value& v, Edit& edit) { edit = read_set_group_size(v); }},
    {"setInstanceTypes", [](const Value& v, Edit& edit) { edit = read_set_instance_types(v); }},
};

template <class Kind>
concept Counted = requires(Kind& edit) {
    edit.count = std::int64_t{1};
};

}  // namespace

Edit read_edit(const Value& value) {
    if (value.members().size() != 1) {
        value.fail("expected one edit, such as `addInstances: {...}`; begin each one with a `-`");
    }
    Edit edit;
    yaml::read_members(value, edit_members, edit);
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

void list_edit_members(KnownMembers& known) {
    known["edit"] = yaml::names_of(edit_members);
    known["addInstances"] = yaml::names_of(add_members);
    known["attribute"] = yaml::names_of(attribute_members);
    known["removeInstances"] = yaml::names_of(remove_members);
    known["drainInstances"] = yaml::names_of(drain_members);
    known["swapInstances"] = yaml::names_of(swap_members);
    known["loseZone"] = yaml::names_of(lose_zone_members);
    known["loseInstances"] = yaml::names_of(lose_members);
    known["scaleCounts"] = yaml::names_of(scale_counts_members);
    known["scaleSizes"] = yaml::names_of(scale_sizes_members);
    known["requests"] = yaml::names_of(selector_members);
    known["setStrategies"] = yaml::names_of(set_strategies_members);
    known["placementStrategy"] = {std::begin(strategy_members), std::end(strategy_members)};
    known["setConstraints"] = yaml::names_of(set_constraints_members);
    known["placementConstraint"] = {std::begin(constraint_members), std::end(constraint_members)};
    known["useGpuModels"] = yaml::names_of(use_gpu_models_members);
    known["setOrder"] = yaml::names_of(set_order_members);
    known["setCapacityProviderStrategy"] = yaml::names_of(set_provider_strategy_members);
    known["capacityProviderStrategyItem"] = yaml::names_of(strategy_item_members);
    list_time_edit_members(known);
}

}  // namespace berth::host::whatif
