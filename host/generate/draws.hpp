// What the generator draws: streams of randomness (model/random.hpp), one for each purpose; shares
// of a whole as exact quotas; and names as AWS forms them.
//
// With 40 task definitions, a kind that has a share of 2 % would be missing from half of the seeds
// if each definition drew its kind. Dealing quotas keeps every seed close to the stated mix.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/random.hpp"

namespace berth::host::generate {

/// What a sequence of draws is for.
enum class Stream : std::uint64_t {
    instance_types = 1,
    instances,
    shapes,
    network,
    constraints,
    strategies,
    groups,
    sizes,
    running_tasks,
    identifiers,
    requests,
};

class Random : public model::Random {
   public:
    Random(std::uint64_t seed, Stream stream, std::uint64_t index = 0)
        : model::Random(seed, static_cast<std::uint64_t>(stream), index) {}
};

/// Splits `total` in proportion to the weights by largest remainders; ties go to the first.
///
/// Every positive weight gets at least `minimum`, as long as `total` suffices for that; else the
/// minimum is dropped. The results add up to `total`. Without any positive weight all are 0.
std::vector<std::uint32_t> apportion(std::span<const std::uint64_t> weights, std::uint32_t total,
                                     std::uint32_t minimum = 0);

/// `total` indices into `weights`, each as often as apportion() says, in random order.
std::vector<std::uint32_t> deal(std::span<const std::uint64_t> weights, std::uint32_t total,
                                std::uint32_t minimum, Random& random);

/// Draws indices with probability in proportion to fixed weights, in O(log n).
class WeightedDraw {
   public:
    explicit WeightedDraw(std::span<const std::uint64_t> weights);

    /// False if every weight is 0; then nothing can be drawn.
    bool possible() const { return !sums_.empty() && sums_.back() > 0; }

    std::uint32_t draw(Random& random) const;

   private:
    std::vector<std::uint64_t> sums_;
};

/// The weights of a table whose rows have a member `weight`.
template <typename Table>
std::vector<std::uint64_t> weights_of(const Table& table) {
    std::vector<std::uint64_t> weights;
    weights.reserve(std::size(table));
    for (const auto& row : table) weights.push_back(row.weight);
    return weights;
}

/// The number of tasks of one definition, in hundredths: log-normal, mu 3.1, sigma 1.55, at most
/// 2,551 tasks. Those are the replicas per service of a GPU-disaggregated serving fleet (Alibaba
/// cluster-trace-gpu-v2025: 312 services, median 21, p95 329).
std::uint64_t draw_replicas_hundredths(Random& random);

std::string container_instance_arn(std::string_view cluster, Random& random);
std::string task_arn(std::string_view cluster, Random& random);
std::string task_definition_arn(std::string_view family, std::int64_t revision);
std::string ec2_instance_id(Random& random);  ///< "i-0a1b..."
std::string gpu_id(Random& random);           ///< "GPU-" and a UUID
std::string subnet_id(Random& random);        ///< "subnet-0a1b..."
std::string zone_name(char letter);           ///< "us-west-2a"

}  // namespace berth::host::generate
