// Constraints by quota: entry point add_conditions().
//
// Two deals, each over web and GPU tasks apart: a condition on static facts of the instances
// (Kind), and on top of it one that is about other tasks or cannot be met (ExtraKind).
#include "generate/conditions.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "generate/custom_attributes.hpp"
#include "generate/expressions.hpp"
#include "generate/quotas.hpp"
#include "generate/random.hpp"

namespace berth::host::generate {

namespace {

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

void add_conditions(const Composition& composition, std::uint64_t seed,
                    std::vector<Blueprint>& blueprints) {
    Random random(seed, Stream::constraints);
    ExpressionWriter writer(composition, random);
    const auto add_kind = [&](Kind kind, Blueprint& blueprint) {
        if (kind == Kind::none) return;
        const TypeChoice types(composition, blueprint.shape);
        if (kind == Kind::architecture) {
            return pin_architecture(types.draw_architecture(random), blueprint, random);
        }
        blueprint.narrow = true;
        restrict(blueprint, writer.write(kind, types), random);
    };
    deal_kinds(composition.web_kinds, false, blueprints, random, add_kind);
    deal_kinds(composition.ml_kinds, true, blueprints, random, add_kind);

    ExtraWriter extras(blueprints, random);
    const auto add_extra = [&](ExtraKind kind, Blueprint& blueprint) {
        extras.add(kind, blueprint);
    };
    deal_kinds(composition.web_extras, false, blueprints, random, add_extra);
    deal_kinds(composition.ml_extras, true, blueprints, random, add_extra);
}

}  // namespace berth::host::generate
