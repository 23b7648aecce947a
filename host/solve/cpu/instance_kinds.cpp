#include "solve/cpu/instance_kinds.hpp"

#include <algorithm>
#include <unordered_map>

#include "solve/random_order.hpp"

namespace berth::host::solve::cpu {

namespace {

constexpr std::size_t kinds_at_most = 4096;

// Numbers the instances by the planes that they lie in. Two sets of planes with the same hash would
// only share a number.
std::vector<InstanceKind> number_kinds(std::size_t instances,
                                       const std::vector<compile::BitPlane>& planes,
                                       const std::vector<compile::PlaneId>& wanted,
                                       std::size_t& count) {
    std::vector<std::uint64_t> hashes(instances, 0);
    for (const compile::PlaneId id : wanted) {
        const std::uint64_t part = mix(id + 1);
        for (std::size_t w = 0; w < planes[id].word_count(); ++w) {
            compile::for_each_bit(planes[id].word(w), w, [&](std::size_t i) { hashes[i] += part; });
        }
    }
    std::unordered_map<std::uint64_t, std::size_t> numbers;
    std::vector<InstanceKind> kinds;
    kinds.reserve(instances);
    for (const std::uint64_t hash : hashes) {
        const std::size_t number = numbers.emplace(hash, numbers.size()).first->second;
        kinds.push_back(static_cast<InstanceKind>(number % kinds_at_most));
    }
    count = std::min(numbers.size(), kinds_at_most);
    return kinds;
}

}  // namespace

std::uint64_t KindSet::sign() const {
    std::uint64_t sign = 0;
    for (const std::uint64_t word : words_) sign |= word;
    return sign;
}

InstanceKinds::InstanceKinds(std::size_t instances, const std::vector<compile::BitPlane>& planes,
                             std::vector<compile::PlaneId> wanted)
    : kinds_of_(planes.size()) {
    std::ranges::sort(wanted);
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    std::size_t count = 0;
    kind_of_ = number_kinds(instances, planes, wanted, count);
    for (const compile::PlaneId id : wanted) {
        KindSet& kinds = kinds_of_[id] = KindSet(count);
        for (std::size_t w = 0; w < planes[id].word_count(); ++w) {
            compile::for_each_bit(planes[id].word(w), w,
                                  [&](std::size_t i) { kinds.add(kind_of_[i]); });
        }
    }
}

}  // namespace berth::host::solve::cpu
