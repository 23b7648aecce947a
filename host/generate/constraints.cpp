// Placement constraints of generated task definitions by quota, and the expressions in them: entry
// point add_constraints().
//
// Two deals, each over web and GPU tasks apart: a condition on static facts of the instances
// (ConstraintKind), and on top of it one that is about other tasks or cannot be met (ExtraKind).
#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "berth/catalogue.hpp"
#include "generate/blueprint.hpp"
#include "generate/composition.hpp"
#include "generate/draws.hpp"

namespace berth::host::generate {

namespace {

// The instance types that the conditions of a task may name: those with enough GPUs for a GPU
// task, those without any for the others. Drawn in proportion to the fleet, but restrictions of
// GPU tasks pile up on one scarce type, as 54 % of them do in the openb trace.
class TypeChoice {
   public:
    TypeChoice(const Composition& composition, const Shape& shape);

    std::string_view draw(Random& random) const;

    // The architecture of an instance that would do, without regard to scarcity.
    std::string_view draw_architecture(Random& random) const;

   private:
    std::span<const FleetShare> fleet_;
    std::string_view scarce_;
    WeightedDraw draw_;
    bool prefers_scarce_;
};

class ExpressionWriter {
   public:
    ExpressionWriter(const Composition& composition, Random& random);

    // An expression of the kind; empty for ConstraintKind::none.
    std::string write(ConstraintKind kind, const TypeChoice& types);

    static std::string architecture_is(std::string_view architecture);

   private:
    std::vector<std::string_view> some_types(const TypeChoice& types);
    std::string some_zone();
    std::string zone_expression();
    std::string custom_expression();
    std::string compound_expression(const TypeChoice& types);

    std::string zone_letters_;
    Random& random_;
};

constexpr std::uint64_t scarce_permille = 540;

std::string_view family_of(std::string_view type) {
    return type.substr(0, type.find('.'));
}

bool suits(const FleetShare& share, const Shape& shape) {
    const std::int32_t gpus = find_instance_type(share.instance_type)->gpus;
    const auto wanted = static_cast<std::int32_t>(shape.need.gpus);
    return wanted > 0 ? gpus >= wanted : gpus == 0;
}

// All types where none suits.
WeightedDraw suitable_types(std::span<const FleetShare> fleet, const Shape& shape) {
    std::vector<std::uint64_t> weights;
    for (const FleetShare& share : fleet) weights.push_back(suits(share, shape) ? share.weight : 0);
    WeightedDraw draw(weights);
    return draw.possible() ? draw : WeightedDraw(weights_of(fleet));
}

TypeChoice::TypeChoice(const Composition& composition, const Shape& shape)
    : fleet_(composition.fleet),
      scarce_(composition.scarce_type),
      draw_(suitable_types(fleet_, shape)),
      prefers_scarce_(shape.need.gpus > 0 &&
                      std::ranges::any_of(fleet_, [&](const FleetShare& share) {
                          return share.instance_type == scarce_ && suits(share, shape);
                      })) {}

std::string_view TypeChoice::draw(Random& random) const {
    if (prefers_scarce_ && random.chance_permille(scarce_permille)) return scarce_;
    return fleet_[draw_.draw(random)].instance_type;
}

std::string_view TypeChoice::draw_architecture(Random& random) const {
    return find_instance_type(fleet_[draw_.draw(random)].instance_type)->cpu_architecture;
}

ExpressionWriter::ExpressionWriter(const Composition& composition, Random& random)
    : zone_letters_(zone_letters(composition)), random_(random) {}

std::string ExpressionWriter::write(ConstraintKind kind, const TypeChoice& types) {
    switch (kind) {
        case ConstraintKind::none:
            break;
        case ConstraintKind::architecture:
            return architecture_is(types.draw_architecture(random_));
        case ConstraintKind::instance_type_equals:
            return fmt::format("attribute:ecs.instance-type == {}", types.draw(random_));
        case ConstraintKind::instance_type_matches:
            return fmt::format("attribute:ecs.instance-type =~ {}.*",
                               family_of(types.draw(random_)));
        case ConstraintKind::instance_type_in:
            return fmt::format("attribute:ecs.instance-type in [{}]",
                               fmt::join(some_types(types), ", "));
        case ConstraintKind::zone:
            return zone_expression();
        case ConstraintKind::custom_attribute:
            return custom_expression();
        case ConstraintKind::compound:
            return compound_expression(types);
    }
    return {};
}

std::string ExpressionWriter::architecture_is(std::string_view architecture) {
    return fmt::format("attribute:ecs.cpu-architecture == {}", architecture);
}

// Two to five types, fewer where the fleet has no more that suit.
std::vector<std::string_view> ExpressionWriter::some_types(const TypeChoice& types) {
    std::vector<std::string_view> names;
    const std::uint64_t wanted = random_.between(2, 5);
    for (int tries = 0; tries < 20 && names.size() < wanted; ++tries) {
        const std::string_view name = types.draw(random_);
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
    return names;
}

std::string ExpressionWriter::some_zone() {
    return zone_name(random_.pick(zone_letters_));
}

std::string ExpressionWriter::zone_expression() {
    const std::size_t first = random_.below(zone_letters_.size());
    const std::string zone = zone_name(zone_letters_[first]);
    switch (random_.below(3)) {
        case 0:
            return fmt::format("attribute:ecs.availability-zone == {}", zone);
        case 1:
            return fmt::format("attribute:ecs.availability-zone != {}", zone);
        default:
            return fmt::format("attribute:ecs.availability-zone in [{}, {}]", zone,
                               zone_name(zone_letters_[(first + 1) % zone_letters_.size()]));
    }
}

std::string ExpressionWriter::custom_expression() {
    const CustomAttribute& attribute = random_.pick(custom_attributes);
    const std::string_view value = random_.pick(attribute.values);
    switch (random_.below(3)) {
        case 0:
            return fmt::format("attribute:{} == {}", attribute.name, value);
        case 1:
            return fmt::format("attribute:{} != {}", attribute.name, value);
        default:
            return fmt::format("attribute:{} exists", attribute.name);
    }
}

// Each draw is a statement of its own: in what order a compiler evaluates arguments is its choice.
std::string ExpressionWriter::compound_expression(const TypeChoice& types) {
    switch (random_.below(3)) {
        case 0: {
            const std::string zone = some_zone();
            return fmt::format(
                "attribute:ecs.instance-type =~ {}.* and not (attribute:ecs.availability-zone == "
                "{})",
                family_of(types.draw(random_)), zone);
        }
        case 1:
            return "(attribute:stack == prod or attribute:stack == staging) and "
                   "attribute:ecs.os-type == linux";
        default: {
            const std::string zone = some_zone();
            return fmt::format(
                "{} and not (attribute:lifecycle == spot) and attribute:ecs.availability-zone != "
                "{}",
                architecture_is(types.draw_architecture(random_)), zone);
        }
    }
}

constexpr std::uint32_t every_kind_from = 100;  // definitions, from which no kind may be missing

// To the task definition or to the request, with equal odds.
void restrict(Blueprint& blueprint, std::string expression, Random& random) {
    auto& constraints = random.chance_permille(500) ? blueprint.definition.constraints
                                                    : blueprint.request.constraints;
    constraints.push_back({ConstraintType::member_of, std::move(expression)});
}

// Two thirds as a constraint, the rest through the runtime platform.
void pin_architecture(std::string_view architecture, Blueprint& blueprint, Random& random) {
    blueprint.architecture = architecture;
    if (random.below(3) > 0) {
        restrict(blueprint, ExpressionWriter::architecture_is(architecture), random);
    } else {
        blueprint.definition.cpu_architecture = architecture == "arm64" ? "ARM64" : "X86_64";
    }
}

// Draws groups that other tasks refer to, large ones more often.
class GroupDraw {
   public:
    GroupDraw(const std::vector<Blueprint>& blueprints, bool plain_only)
        : blueprints_(blueprints), draw_(weights(blueprints, plain_only)) {}

    std::string draw(Random& random) const { return blueprints_[draw_.draw(random)].group(); }

   private:
    static std::vector<std::uint64_t> weights(const std::vector<Blueprint>& blueprints,
                                              bool plain_only) {
        std::vector<std::uint64_t> weights;
        for (const Blueprint& blueprint : blueprints) {
            weights.push_back(plain_only && blueprint.narrow ? 0 : blueprint.shape.weight);
        }
        if (!WeightedDraw(weights).possible()) weights.assign(weights.size(), 1);
        return weights;
    }

    const std::vector<Blueprint>& blueprints_;
    WeightedDraw draw_;
};

// Where a definition's tasks are wanted with regard to other tasks.
class ExtraWriter {
   public:
    ExtraWriter(const std::vector<Blueprint>& blueprints, Random& random)
        : any_(blueprints, false), plain_(blueprints, true), random_(random) {}

    void add(ExtraKind kind, Blueprint& blueprint) {
        if (kind == ExtraKind::none) return;
        if (kind == ExtraKind::distinct_instance) {
            blueprint.distinct = true;
            blueprint.request.constraints.push_back({ConstraintType::distinct_instance, ""});
            return;
        }
        blueprint.narrow = true;
        restrict(blueprint, expression(kind), random_);
    }

   private:
    std::string expression(ExtraKind kind) {
        switch (kind) {
            case ExtraKind::unsatisfiable:
                return random_.chance_permille(500)
                           ? fmt::format("attribute:stack == {}", unused_stack)
                           : fmt::format("attribute:{} exists", rare_attribute);
            case ExtraKind::avoid_group:
                return fmt::format("not(task:group == {})", any_.draw(random_));
            case ExtraKind::join_group:
                return fmt::format("task:group == {}", plain_.draw(random_));
            case ExtraKind::running_count:
                return fmt::format("runningTasksCount < {}", random_.between(8, 24));
            case ExtraKind::none:
            case ExtraKind::distinct_instance:
                break;
        }
        return {};
    }

    GroupDraw any_;
    GroupDraw plain_;
    Random& random_;
};

// Deals the rows of a table over the blueprints with the given `is_ml`; calls add(kind, blueprint).
template <typename Table, typename Add>
void deal_kinds(const Table& table, bool is_ml, std::vector<Blueprint>& blueprints, Random& random,
                Add add) {
    std::vector<Blueprint*> chosen;
    for (Blueprint& blueprint : blueprints) {
        if (blueprint.shape.is_ml == is_ml) chosen.push_back(&blueprint);
    }
    const auto total = static_cast<std::uint32_t>(chosen.size());
    const std::uint32_t minimum = total >= every_kind_from ? 1 : 0;
    const std::vector<std::uint32_t> rows = deal(weights_of(table), total, minimum, random);
    for (std::size_t i = 0; i < rows.size(); ++i) add(table[rows[i]].kind, *chosen[i]);
}

}  // namespace

void add_constraints(const Composition& composition, std::uint64_t seed,
                     std::vector<Blueprint>& blueprints) {
    Random random(seed, Stream::constraints);
    ExpressionWriter writer(composition, random);
    const auto add_kind = [&](ConstraintKind kind, Blueprint& blueprint) {
        if (kind == ConstraintKind::none) return;
        const TypeChoice types(composition, blueprint.shape);
        if (kind == ConstraintKind::architecture) {
            return pin_architecture(types.draw_architecture(random), blueprint, random);
        }
        blueprint.narrow = true;
        restrict(blueprint, writer.write(kind, types), random);
    };
    deal_kinds(composition.web_constraints, false, blueprints, random, add_kind);
    deal_kinds(composition.ml_constraints, true, blueprints, random, add_kind);

    ExtraWriter extras(blueprints, random);
    const auto add_extra = [&](ExtraKind kind, Blueprint& blueprint) {
        extras.add(kind, blueprint);
    };
    deal_kinds(composition.web_extras, false, blueprints, random, add_extra);
    deal_kinds(composition.ml_extras, true, blueprints, random, add_extra);
}

}  // namespace berth::host::generate
