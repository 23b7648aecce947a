#include "generate/requests.hpp"

#include <algorithm>

#include "generate/random.hpp"

namespace berth::host::generate {

namespace {

constexpr std::uint64_t most_tasks_per_request = 10;  // of the RunTask call [ECS]

struct Part {
    std::uint32_t blueprint;
    std::uint32_t tasks;
};

std::vector<Part> split(std::span<const std::uint32_t> counts, Random& random) {
    std::vector<Part> parts;
    for (std::uint32_t i = 0; i < counts.size(); ++i) {
        for (std::uint32_t left = counts[i]; left > 0; left -= parts.back().tasks) {
            const auto wanted =
                static_cast<std::uint32_t>(random.between(1, most_tasks_per_request));
            parts.push_back({i, std::min(left, wanted)});
        }
    }
    return parts;
}

}  // namespace

std::vector<Request> make_requests(std::span<const Blueprint> blueprints,
                                   std::span<const std::uint32_t> counts, std::uint64_t seed) {
    Random random(seed, Stream::requests);
    std::vector<Part> parts = split(counts, random);
    random.shuffle(parts);
    std::vector<Request> requests;
    requests.reserve(parts.size());
    for (const Part& part : parts) {
        Request& request = requests.emplace_back(blueprints[part.blueprint].request);
        request.count = part.tasks;
    }
    return requests;
}

}  // namespace berth::host::generate
