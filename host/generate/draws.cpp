#include "generate/draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "generate/composition.hpp"

namespace berth::host::generate {

namespace {

struct Remainder {
    std::uint64_t rest;
    std::size_t index;
};

struct Quantile {
    std::uint64_t probability_ppm;
    std::uint64_t replicas_hundredths;
};

// exp(3.1 + 1.55 z) at the quantiles z of the normal distribution. Draws between two rows are
// interpolated in whole numbers.
constexpr std::array<Quantile, 25> replica_quantiles = {{
    {0, 0},
    {10'000, 60},
    {50'000, 173},
    {100'000, 305},
    {200'000, 602},
    {300'000, 985},
    {400'000, 1499},
    {500'000, 2220},
    {600'000, 3287},
    {700'000, 5004},
    {750'000, 6315},
    {800'000, 8182},
    {850'000, 11066},
    {900'000, 16181},
    {925'000, 20670},
    {950'000, 28416},
    {965'000, 36814},
    {975'000, 46310},
    {985'000, 64139},
    {990'000, 81716},
    {993'000, 100100},
    {996'000, 135385},
    {998'000, 192206},
    {998'896, 255100},
    {1'000'000, 255100},
}};

// What the small shares lack is taken from whichever is the largest.
void raise_to_minimum(std::span<const std::uint64_t> weights, std::uint32_t minimum,
                      std::vector<std::uint32_t>& shares) {
    for (std::size_t i = 0; i < shares.size(); ++i) {
        while (weights[i] > 0 && shares[i] < minimum) {
            --*std::ranges::max_element(shares);
            ++shares[i];
        }
    }
}

std::string hex_32(Random& random) {
    const std::uint64_t high = random.next();
    return fmt::format("{:016x}{:016x}", high, random.next());
}

std::string ecs_arn(std::string_view kind, std::string_view name) {
    return fmt::format("arn:aws:ecs:{}:{}:{}/{}", region, account, kind, name);
}

}  // namespace

std::vector<std::uint32_t> apportion(std::span<const std::uint64_t> weights, std::uint32_t total,
                                     std::uint32_t minimum) {
    std::vector<std::uint32_t> shares(weights.size(), 0);
    const std::uint64_t sum = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
    if (sum == 0) return shares;
    std::vector<Remainder> remainders;
    std::uint64_t left = total;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (weights[i] == 0) continue;
        shares[i] = static_cast<std::uint32_t>(total * weights[i] / sum);
        left -= shares[i];
        remainders.push_back({total * weights[i] % sum, i});
    }
    std::ranges::stable_sort(remainders, std::ranges::greater{}, &Remainder::rest);
    for (std::size_t i = 0; i < left; ++i) ++shares[remainders[i].index];
    if (remainders.size() * minimum <= total) raise_to_minimum(weights, minimum, shares);
    return shares;
}

std::vector<std::uint32_t> deal(std::span<const std::uint64_t> weights, std::uint32_t total,
                                std::uint32_t minimum, Random& random) {
    const std::vector<std::uint32_t> shares = apportion(weights, total, minimum);
    std::vector<std::uint32_t> indices;
    indices.reserve(total);
    for (std::uint32_t i = 0; i < shares.size(); ++i) indices.insert(indices.end(), shares[i], i);
    random.shuffle(indices);
    return indices;
}

WeightedDraw::WeightedDraw(std::span<const std::uint64_t> weights) : sums_(weights.size()) {
    std::partial_sum(weights.begin(), weights.end(), sums_.begin());
}

std::uint32_t WeightedDraw::draw(Random& random) const {
    const std::uint64_t at = random.below(sums_.back());
    return static_cast<std::uint32_t>(std::ranges::upper_bound(sums_, at) - sums_.begin());
}

std::uint64_t draw_replicas_hundredths(Random& random) {
    const std::uint64_t at = random.below(1'000'000);
    const auto upper =
        std::ranges::upper_bound(replica_quantiles, at, {}, &Quantile::probability_ppm);
    const Quantile& high = *upper;
    const Quantile& low = *(upper - 1);
    const std::uint64_t rise = high.replicas_hundredths - low.replicas_hundredths;
    const std::uint64_t run = high.probability_ppm - low.probability_ppm;
    return low.replicas_hundredths + rise * (at - low.probability_ppm) / run + 1;
}

std::string container_instance_arn(std::string_view cluster, Random& random) {
    return ecs_arn("container-instance", fmt::format("{}/{}", cluster, hex_32(random)));
}

std::string task_arn(std::string_view cluster, Random& random) {
    return ecs_arn("task", fmt::format("{}/{}", cluster, hex_32(random)));
}

std::string task_definition_arn(std::string_view family, std::int64_t revision) {
    return ecs_arn("task-definition", fmt::format("{}:{}", family, revision));
}

std::string ec2_instance_id(Random& random) {
    return fmt::format("i-0{:016x}", random.next());
}

std::string gpu_id(Random& random) {
    const std::string hex = hex_32(random);
    const std::string_view digits = hex;
    return fmt::format("GPU-{}-{}-{}-{}-{}", digits.substr(0, 8), digits.substr(8, 4),
                       digits.substr(12, 4), digits.substr(16, 4), digits.substr(20));
}

std::string subnet_id(Random& random) {
    return fmt::format("subnet-0{:016x}", random.next());
}

std::string zone_name(char letter) {
    return fmt::format("{}{}", region, letter);
}

}  // namespace berth::host::generate
