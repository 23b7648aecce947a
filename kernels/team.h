// The team concept: what a block algorithm may ask of the threads that run it.
//
// A block algorithm is one function that every member of a team calls with the same arguments. The
// members share memory, split work by rank, and meet at barriers:
//
//     rank(), size()        who am I, of how many
//     sync()                a barrier; what was written before it is seen by all behind it
//     min(value)            the smallest value of all members, for all of them (has barriers)
//     add(counter, value)   an atomic addition to shared memory
//     next(counter)         an atomic increment that returns the old value
//     tally()               [reason_count] counters that the members share
//
// Members stand in gangs (the warps of a block), which work without barriers of the whole team:
//
//     gang(), gangs()       which gang I am in, of how many
//     lane(), lanes         who I am in it, of how many
//     gang_min(value)       the smallest value of the gang, for lane 0
//     first_gang()          gang 0 as a team of its own: its members alone may ask for it, and the
//                           others wait at a barrier meanwhile
//
// Control flow that meets a barrier must be the same for all members. Three teams exist: BlockTeam
// (block_team.cuh) is a thread block; SerialTeam is one host thread, with nothing to wait for; and
// the tests have a team of real host threads, under which ThreadSanitizer sees a missing barrier.
#pragma once

#include <cstdint>

#include "kernels/host_device.h"
#include "kernels/rules.h"

namespace berth::kernels {

class SerialTeam {
   public:
    static constexpr std::uint32_t lanes = 1;

    std::uint32_t rank() const { return 0; }
    std::uint32_t size() const { return 1; }
    void sync() {}
    template <typename Value>
    Value min(const Value& value) {
        return value;
    }
    std::uint32_t gang() const { return 0; }
    std::uint32_t gangs() const { return 1; }
    std::uint32_t lane() const { return 0; }
    template <typename Value>
    Value gang_min(const Value& value) {
        return value;
    }
    SerialTeam first_gang() const { return {}; }
    template <typename Number>
    void add(Number* counter, Number value) {
        *counter += value;
    }
    std::uint32_t next(std::uint32_t* counter) { return (*counter)++; }
    std::uint32_t* tally() { return tally_; }

   private:
    std::uint32_t tally_[reason_count] = {};
};

}  // namespace berth::kernels
