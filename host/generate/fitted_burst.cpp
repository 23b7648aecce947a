// A preset fixes the numbers of instances, tasks and definitions, so the load is met by two others.
//
// 1. Numbers of tasks per definition are in proportion to the weights. If that asks for more GPUs
//    than the load allows, GPU tasks give way to the others, each kind in proportion to itself.
//    Where every definition has one task, that is all there is to it.
// 2. Sizes are scaled by powers of two, so that sizes on a grid stay on one: all by the largest
//    power that keeps CPU and memory within the load, then definition after definition, in random
//    order, twice as large where that still does. Should one huge definition leave a gap, some
//    grow by eighths and leave the grid. Where the scarcest resource meets the load with the sizes
//    as they are, they stay.
#include "generate/fitted_burst.hpp"

#include <algorithm>
#include <numeric>
#include <set>

#include "generate/draws.hpp"

namespace berth::host::generate {

namespace {

constexpr std::int64_t million = 1'000'000;
constexpr std::int64_t near_enough_percent = 99;
constexpr int least_exponent = -12;
constexpr int most_exponent = 12;

// What the Linux kernel and Docker accept for one container [ECS].
constexpr std::int64_t least_cpu_units = 2;
constexpr std::int64_t least_memory_mib = 6;

std::int64_t scaled(std::int64_t base, int exponent, std::int64_t least) {
    if (base == 0) return 0;
    if (exponent >= 0) return base << exponent;
    const std::int64_t half = std::int64_t{1} << (-exponent - 1);
    return std::max(least, (base + half) >> -exponent);
}

// base * 2^exponent * eighths / 8
Need scaled(const Need& base, int exponent, int eighths = 8) {
    return {scaled(base.cpu_units * eighths, exponent - 3, least_cpu_units),
            scaled(base.memory_mib * eighths, exponent - 3, least_memory_mib), base.gpus};
}

void add(Amounts& sum, const Need& need, std::int64_t count) {
    sum.cpu_units += need.cpu_units * count;
    sum.memory_mib += need.memory_mib * count;
    sum.gpus += std::int64_t{need.gpus} * count;
}

Amounts share_of(const Amounts& left, std::int64_t load_ppm) {
    return {left.cpu_units * load_ppm / million, left.memory_mib * load_ppm / million,
            left.gpus * load_ppm / million};
}

bool within(const Amounts& asked, const Amounts& limit) {
    return asked.cpu_units <= limit.cpu_units && asked.memory_mib <= limit.memory_mib;
}

bool is_near(std::int64_t asked, std::int64_t limit) {
    return limit > 0 && asked * 100 >= limit * near_enough_percent;
}

bool meets(const Amounts& asked, const Amounts& limit) {
    return is_near(asked.cpu_units, limit.cpu_units) ||
           is_near(asked.memory_mib, limit.memory_mib) || is_near(asked.gpus, limit.gpus);
}

// The tasks of one pool in proportion to the weights, into `counts`.
void apportion_pool(std::span<const Blueprint> blueprints, bool with_gpus, std::uint32_t tasks,
                    std::vector<std::uint32_t>& counts) {
    std::vector<std::uint64_t> weights;
    for (const Blueprint& blueprint : blueprints) {
        const bool in_pool = (blueprint.shape.need.gpus > 0) == with_gpus;
        weights.push_back(in_pool ? blueprint.shape.weight : 0);
    }
    const std::vector<std::uint32_t> shares = apportion(weights, tasks, 1);
    for (std::size_t i = 0; i < shares.size(); ++i) counts[i] += shares[i];
}

std::vector<std::uint32_t> fit_counts(const Composition& composition,
                                      std::span<const Blueprint> blueprints,
                                      std::int64_t gpu_limit) {
    std::vector<std::uint64_t> weights;
    for (const Blueprint& blueprint : blueprints) weights.push_back(blueprint.shape.weight);
    const std::uint32_t tasks = composition.preset.tasks;
    std::vector<std::uint32_t> counts = apportion(weights, tasks, 1);
    if (composition.replicas == Replicas::one) return counts;

    std::int64_t gpus = 0;
    std::int64_t gpu_tasks = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const std::uint32_t per_task = blueprints[i].shape.need.gpus;
        gpus += std::int64_t{per_task} * counts[i];
        gpu_tasks += per_task > 0 ? counts[i] : 0;
    }
    if (gpus <= gpu_limit) return counts;
    const auto allowed = static_cast<std::uint32_t>(gpu_tasks * gpu_limit / gpus);
    std::ranges::fill(counts, 0);
    apportion_pool(blueprints, true, allowed, counts);
    apportion_pool(blueprints, false, tasks - allowed, counts);
    return counts;
}

void scale_all(std::span<const Blueprint> blueprints, int exponent, FittedBurst& burst) {
    for (std::size_t i = 0; i < blueprints.size(); ++i) {
        burst.needs[i] = scaled(blueprints[i].shape.need, exponent);
    }
}

// Leaves all sizes at one power of two and returns its exponent.
int scale_evenly(std::span<const Blueprint> blueprints, const Amounts& limit, FittedBurst& burst) {
    int exponent = most_exponent;
    scale_all(blueprints, exponent, burst);
    while (exponent > least_exponent && !within(amounts_asked(burst), limit)) {
        scale_all(blueprints, --exponent, burst);
    }
    return exponent;
}

// Makes sizes larger, one definition after the other, while the burst stays within the limit.
class Grower {
   public:
    Grower(std::span<const Blueprint> blueprints, int exponent, const Amounts& limit,
           FittedBurst& burst)
        : blueprints_(blueprints),
          exponent_(exponent),
          limit_(limit),
          burst_(burst),
          asked_(amounts_asked(burst)),
          has_grown_(blueprints.size(), false) {}

    void grow(const std::vector<std::size_t>& order, int eighths) {
        for (const std::size_t i : order) {
            if (!has_grown_[i]) grow(i, eighths);
        }
    }

    bool meets_limit() const { return meets(asked_, limit_); }

   private:
    void grow(std::size_t i, int eighths) {
        const Need larger = scaled(blueprints_[i].shape.need, exponent_, eighths);
        Amounts asked = asked_;
        add(asked, burst_.needs[i], -std::int64_t{burst_.counts[i]});
        add(asked, larger, burst_.counts[i]);
        if (!within(asked, limit_)) return;
        asked_ = asked;
        burst_.needs[i] = larger;
        has_grown_[i] = true;
    }

    std::span<const Blueprint> blueprints_;
    int exponent_;
    const Amounts& limit_;
    FittedBurst& burst_;
    Amounts asked_;
    std::vector<bool> has_grown_;
};

void grow_some(std::span<const Blueprint> blueprints, int exponent, const Amounts& limit,
               Random random, FittedBurst& burst) {
    std::vector<std::size_t> order(blueprints.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    random.shuffle(order);
    Grower grower(blueprints, exponent, limit, burst);
    for (int eighths = 16; eighths > 8 && !grower.meets_limit(); --eighths) {
        grower.grow(order, eighths);
    }
}

// No two definitions alike: a size that was seen grows by single MiB.
void make_distinct(std::vector<Need>& needs) {
    std::set<Need> seen;
    for (Need& need : needs) {
        while (!seen.insert(need).second) ++need.memory_mib;
    }
}

}  // namespace

Amounts amounts_asked(const FittedBurst& burst) {
    Amounts asked;
    for (std::size_t i = 0; i < burst.needs.size(); ++i)
        add(asked, burst.needs[i], burst.counts[i]);
    return asked;
}

std::int64_t load_ppm_of(const Amounts& asked, const Amounts& left) {
    const auto share = [](std::int64_t part, std::int64_t whole) {
        return whole > 0 ? part * million / whole : 0;
    };
    return std::max({share(asked.cpu_units, left.cpu_units),
                     share(asked.memory_mib, left.memory_mib), share(asked.gpus, left.gpus)});
}

FittedBurst fit_burst(const Composition& composition, std::uint64_t seed,
                      std::span<const Blueprint> blueprints, const Amounts& left,
                      std::int64_t load_ppm) {
    const Amounts limit = share_of(left, load_ppm);
    FittedBurst burst;
    burst.counts = fit_counts(composition, blueprints,
                              limit.gpus * std::int64_t{composition.gpu_load_permille} / 1000);
    burst.needs.resize(blueprints.size());
    scale_all(blueprints, 0, burst);
    const Amounts asked = amounts_asked(burst);
    if (!within(asked, limit) || !meets(asked, limit)) {
        const int exponent = scale_evenly(blueprints, limit, burst);
        grow_some(blueprints, exponent, limit, Random(seed, Stream::sizes), burst);
    }
    if (composition.replicas == Replicas::one) make_distinct(burst.needs);
    return burst;
}

}  // namespace berth::host::generate
