// What ECS itself would reject, and what it would fill in, before looking at any instance.
//
// External interface is just RequestResolver. Each distinct shape of request (all but its count) is
// resolved once: real bursts repeat a few shapes many thousands of times.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "berth/request.hpp"
#include "berth/snapshot.hpp"
#include "compile/needs.hpp"
#include "model/task_definition_index.hpp"

namespace berth::host::compile {

/// A memberOf expression and where it was written, for messages.
struct SourcedExpression {
    std::string text;
    Location where;
};

/// A request with names looked up and defaults filled in.
struct ResolvedRequest {
    const TaskDefinition* definition = nullptr;
    std::string group;
    TaskNeeds needs;
    std::vector<SourcedExpression> expressions;
    bool distinct_instance = false;
    std::vector<PlacementStrategy> strategies;            ///< the defaults where none given
    std::vector<CapacityProviderStrategyItem> providers;  ///< empty = by launch type
    LaunchType launch_type = LaunchType::ec2;             ///< fargate also by its providers
    SchedulingStrategy scheduling = SchedulingStrategy::replica;
    std::vector<std::string> subnets;
};

/// FARGATE and FARGATE_SPOT need no instance.
bool is_fargate_provider(std::string_view name);

class RequestResolver {
   public:
    explicit RequestResolver(const Snapshot& snapshot);

    /// Index into shapes(). Throws InputError for what ECS would reject.
    std::uint32_t resolve(const Request& request);

    const std::vector<ResolvedRequest>& shapes() const { return shapes_; }
    std::vector<Warning>& warnings() { return warnings_; }

   private:
    ResolvedRequest resolve_new(const Request& request);
    void resolve_target(const Request& request, ResolvedRequest& out);
    const std::vector<CapacityProviderStrategyItem>* default_providers();

    const Snapshot& snapshot_;
    model::TaskDefinitionIndex definitions_;
    std::unordered_map<std::string, std::uint32_t> by_signature_;
    std::vector<ResolvedRequest> shapes_;
    std::vector<Warning> warnings_;
    bool warned_of_clusters_ = false;
};

}  // namespace berth::host::compile
