// How every instance answers a task, instances that answer alike taken together, and why one does
// not take it, in words.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "berth/explain.hpp"
#include "berth/instance.hpp"
#include "explain/met_task.hpp"
#include "query/ast.hpp"
#include "solve/checks.hpp"

namespace berth::host::explain {

/// Fitting instances first, then by latest reason and smallest shortfall, those that are no
/// candidates last; equals in instance order. O(instances x expressions).
std::vector<InstanceVerdict> verdicts_on(const MetTask& task);

/// "status is DRAINING", "capacity provider is cp-arm, not cp-gpu", "an external instance".
std::string why_no_candidate(const MetTask& task, std::size_t instance);

/// "port 8080/tcp is taken", "attribute ecs.cpu-architecture is x86_64, not arm64", ...
std::string why_it_fails(const MetTask& task, std::size_t instance,
                         const solve::FailedCheck& failed);

/// "attribute:stack == prod is false: the instance has stack=dev", of the smallest part that makes
/// the expression false. The expression must not hold.
std::string why_it_is_false(const query::Node& expression, const ContainerInstance& instance,
                            const query::Load& load);

/// The static ports of the task that are taken on the instance.
std::vector<HostPort> clashing_ports(const MetTask& task, std::size_t instance);

}  // namespace berth::host::explain
