// Cluster query language expressions for generated constraints.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generate/composition.hpp"
#include "generate/quotas.hpp"
#include "generate/random.hpp"
#include "generate/shapes.hpp"

namespace berth::host::generate {

/// The instance types that the conditions of a task may name: those with enough GPUs for a GPU
/// task, those without any for the others. Drawn in proportion to the fleet, but restrictions of
/// GPU tasks pile up on one scarce type, as 54 % of them do in the openb trace.
class TypeChoice {
   public:
    TypeChoice(const Composition& composition, const Shape& shape);

    std::string_view draw(Random& random) const;

    /// The architecture of an instance that would do, without regard to scarcity.
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

    /// An expression of the kind; empty for Kind::none.
    std::string write(Kind kind, const TypeChoice& types);

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

/// The letters of all zones in which the preset has instances, in order.
std::string zone_letters(const Composition& composition);

}  // namespace berth::host::generate
