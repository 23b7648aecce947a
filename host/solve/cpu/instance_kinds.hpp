// Instances in the same planes are of one kind; a fleet has tens to thousands of kinds.
//
// An instance's kind is two bytes and a plane's kinds are a few words, so whether an instance may
// be in a plane is known without the plane itself. If a fleet has more kinds than there is space
// for, some share a number: a plane that has the kind then need not have the instance.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "compile/plane_pool.hpp"

namespace berth::host::solve::cpu {

using InstanceKind = std::uint16_t;

/// Bit k: the plane has instances of kind k. As many words as the kinds of the cluster need.
class KindSet {
   public:
    KindSet() = default;
    explicit KindSet(std::size_t kinds) : words_(compile::plane_words(kinds)) {}

    void add(InstanceKind kind) { words_[kind / 64U] |= std::uint64_t{1} << (kind % 64U); }
    bool has(InstanceKind kind) const { return ((words_[kind / 64U] >> (kind % 64U)) & 1U) != 0; }

    /// All kinds folded into one word: kind k is at bit k mod 64.
    std::uint64_t sign() const;

   private:
    std::vector<std::uint64_t> words_;
};

constexpr std::uint64_t sign_of(InstanceKind kind) {
    return std::uint64_t{1} << (kind % 64U);
}

class InstanceKinds {
   public:
    /// By the planes in `wanted`, in any order; duplicates are allowed.
    InstanceKinds(std::size_t instances, const std::vector<compile::BitPlane>& planes,
                  std::vector<compile::PlaneId> wanted);

    InstanceKind of_instance(std::size_t instance) const { return kind_of_[instance]; }

    /// Of one of the wanted planes.
    const KindSet& of_plane(compile::PlaneId plane) const { return kinds_of_[plane]; }

   private:
    std::vector<InstanceKind> kind_of_;  // [N]
    std::vector<KindSet> kinds_of_;      // [P], empty where the plane was not wanted
};

}  // namespace berth::host::solve::cpu
