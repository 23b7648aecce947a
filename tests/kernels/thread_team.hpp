// A team of real host threads, for proving block algorithms where there is no device.
//
// Members run the same code at the same time, as the threads of a block do, and meet at barriers.
// A missing barrier is a data race, which ThreadSanitizer reports; a barrier that not all members
// reach is a deadlock, which the test's time limit ends. Gangs have barriers of their own.
#pragma once

#include <atomic>
#include <barrier>
#include <cstdint>
#include <cstring>
#include <memory>
#include <thread>
#include <vector>

#include "kernels/team.h"

namespace berth::tests {

/// What the members of a team share: a place to meet, and one for each gang.
class TeamRoom {
   public:
    /// `gang_size` divides `size`.
    TeamRoom(std::uint32_t size, std::uint32_t gang_size)
        : size_(size), barrier_(size), slots_(size) {
        for (std::uint32_t k = 0; size > gang_size && k < size / gang_size; ++k) {
            gangs_.push_back(std::make_unique<TeamRoom>(gang_size, gang_size));
        }
    }

    std::uint32_t size() const { return size_; }

   private:
    template <std::uint32_t>
    friend class ThreadTeam;
    struct alignas(16) Slot {
        unsigned char bytes[64];
    };

    std::uint32_t size_;
    std::barrier<> barrier_;
    std::vector<Slot> slots_;
    std::vector<std::unique_ptr<TeamRoom>> gangs_;  // none: the team is a gang
    std::uint32_t tally_[kernels::reason_count] = {};
};

template <std::uint32_t gang_size>
class ThreadTeam {
   public:
    static constexpr std::uint32_t lanes = gang_size;

    ThreadTeam(TeamRoom& room, std::uint32_t rank) : room_(room), rank_(rank) {}

    std::uint32_t rank() const { return rank_; }
    std::uint32_t size() const { return room_.size_; }
    void sync() { room_.barrier_.arrive_and_wait(); }

    template <typename Value>
    Value min(const Value& value) {
        static_assert(sizeof(Value) <= sizeof(TeamRoom::Slot));
        std::memcpy(room_.slots_[rank_].bytes, &value, sizeof value);
        sync();
        Value smallest = value;
        for (const TeamRoom::Slot& slot : room_.slots_) {
            Value other;
            std::memcpy(&other, slot.bytes, sizeof other);
            if (other < smallest) smallest = other;
        }
        sync();
        return smallest;
    }

    std::uint32_t gang() const { return rank_ / lanes; }
    std::uint32_t gangs() const { return size() / lanes; }
    std::uint32_t lane() const { return rank_ % lanes; }
    template <typename Value>
    Value gang_min(const Value& value) {
        return gang_team().min(value);
    }
    ThreadTeam first_gang() { return gang_team(); }

    template <typename Number>
    void add(Number* counter, Number value) {
        std::atomic_ref(*counter).fetch_add(value, std::memory_order_relaxed);
    }
    std::uint32_t next(std::uint32_t* counter) {
        return std::atomic_ref(*counter).fetch_add(1, std::memory_order_relaxed);
    }
    std::uint32_t* tally() { return room_.tally_; }

   private:
    ThreadTeam gang_team() {
        return room_.gangs_.empty() ? *this : ThreadTeam(*room_.gangs_[gang()], lane());
    }

    TeamRoom& room_;
    std::uint32_t rank_;
};

/// Runs `work(team)` once per member and waits for all of them. Every `gang_size` members are a
/// gang.
template <std::uint32_t gang_size, typename Work>
void run_team(std::uint32_t size, const Work& work) {
    TeamRoom room(size, gang_size);
    std::vector<std::jthread> others;
    for (std::uint32_t rank = 1; rank < size; ++rank) {
        others.emplace_back([&room, &work, rank] {
            ThreadTeam<gang_size> team(room, rank);
            work(team);
        });
    }
    ThreadTeam<gang_size> team(room, 0);
    work(team);
}

}  // namespace berth::tests
