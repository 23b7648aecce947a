// Future instances: what an instance of an EC2 type would show once registered.
//
// The type gives CPU, memory, GPUs and architecture. What ECS's agent adds (capabilities, versions)
// depends on the machine image, so it is taken from the cluster's instances [ours].
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "berth/catalogue.hpp"
#include "berth/snapshot.hpp"

namespace berth::host::model {

class NewInstances {
   public:
    /// Keeps references to both; they must outlive this. `label` is used for a cluster whose name
    /// is unknown, and in GPU ids.
    NewInstances(const Snapshot& base, const Registration& registration, std::string label);

    /// An empty instance of the type without an ARN. `zone` may be empty: none.
    ContainerInstance make(const InstanceType& type, const std::string& zone) const;

    /// What `old` would be with another type: same zone, attributes and capacity provider, new and
    /// empty.
    ContainerInstance replacement(const ContainerInstance& old, const InstanceType& type) const;

    /// "arn:aws:ecs:REGION:ACCOUNT:container-instance/CLUSTER/", as the cluster's instances have
    /// it.
    const std::string& arn_prefix() const { return arn_prefix_; }

   private:
    void register_as(const InstanceType& type, ContainerInstance& instance) const;

    const Snapshot& base_;
    const Registration& registration_;
    std::string label_;
    std::string arn_prefix_;
    std::string agent_version_;             // the newest of the cluster
    std::optional<Instant> registered_at_;  // the latest of the cluster
};

}  // namespace berth::host::model
