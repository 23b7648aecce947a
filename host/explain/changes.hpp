// Single changes that would let a failed task fit: proposed from the state that the task meets,
// then kept only if solving again places the task.
//
// External interface is verified_changes(); the other functions each propose one kind of change.
// A proposal is a guess that costs little to make and one compile and solve to check, so that
// every file proposes what the checks of the solver say would fit, and nothing else.
//
// Order [ours], smallest first: what is repaired without touching task or fleet (an agent
// reconnected, an instance activated); less of a resource, by the share that is given up; dynamic
// host ports; conditions that are dropped (part of a constraint, a constraint, distinctInstance);
// another subnet, trunking, another network mode; another capacity provider or launch type; one
// more instance, the cheapest first.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "berth/explain.hpp"
#include "berth/request.hpp"
#include "berth/snapshot.hpp"
#include "explain/met_task.hpp"

namespace berth::host::explain {

/// A copy of the input that a proposal may change.
struct Trial {
    Snapshot snapshot;
    std::vector<Request> burst;
    std::size_t request_index = 0;

    Request& request() { return burst[request_index]; }

    /// The request's task definition as a copy that no other request uses. The group stays.
    TaskDefinition& own_definition(const TaskDefinition& definition);
};

struct Proposal {
    std::string text;
    std::function<void(Trial&)> apply;
};

/// Proposals of one kind, smallest first; one that is verified makes the rest needless.
using Proposals = std::vector<Proposal>;

std::vector<Proposals> propose_repairs(const MetTask& task);
std::vector<Proposals> propose_smaller_needs(const MetTask& task);
std::vector<Proposals> propose_dynamic_ports(const MetTask& task);
std::vector<Proposals> propose_looser_constraints(const MetTask& task);
std::vector<Proposals> propose_network(const MetTask& task);
std::vector<Proposals> propose_other_targets(const MetTask& task);
std::vector<Proposals> propose_more_instances(const MetTask& task);

/// At most `max_changes` changes that let the failed task fit, in the order above. Each costs a
/// copy of the snapshot, a compile and a solve of the burst up to the request.
std::vector<Change> verified_changes(const MetTask& task, const SolveOptions& options,
                                     std::size_t max_changes);

}  // namespace berth::host::explain
