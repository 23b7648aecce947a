#include "generate/expressions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "berth/catalogue.hpp"
#include "generate/custom_attributes.hpp"
#include "generate/identifiers.hpp"

namespace berth::host::generate {

namespace {

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

}  // namespace

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

std::string ExpressionWriter::write(Kind kind, const TypeChoice& types) {
    switch (kind) {
        case Kind::none:
            break;
        case Kind::architecture:
            return architecture_is(types.draw_architecture(random_));
        case Kind::instance_type_equals:
            return fmt::format("attribute:ecs.instance-type == {}", types.draw(random_));
        case Kind::instance_type_matches:
            return fmt::format("attribute:ecs.instance-type =~ {}.*",
                               family_of(types.draw(random_)));
        case Kind::instance_type_in:
            return fmt::format("attribute:ecs.instance-type in [{}]",
                               fmt::join(some_types(types), ", "));
        case Kind::zone:
            return zone_expression();
        case Kind::custom_attribute:
            return custom_expression();
        case Kind::compound:
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

std::string zone_letters(const Composition& composition) {
    std::string letters;
    for (const FleetShare& share : composition.fleet) letters += share.zones;
    std::ranges::sort(letters);
    letters.erase(std::unique(letters.begin(), letters.end()), letters.end());
    return letters;
}

}  // namespace berth::host::generate
