// Tries a change by solving again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "berth/explain.hpp"
#include "explain/changes.hpp"

namespace berth::host::explain {

class ChangeVerifier {
   public:
    ChangeVerifier(const MetTask& task, const SolveOptions& options);

    /// The change with its numbers; nothing where the task still fits nowhere, or where ECS would
    /// refuse the changed request.
    std::optional<Change> verify(const Proposal& proposal) const;

   private:
    bool places_the_task(const Problem& problem, const Plan& plan) const;

    const MetTask& task_;
    SolveOptions options_;
    std::vector<Request> burst_;  // what is decided before the request, and the request
    std::size_t request_index_ = 0;
};

}  // namespace berth::host::explain
