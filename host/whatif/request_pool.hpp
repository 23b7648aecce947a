// Every form that a request takes in some scenario, built once and then referred to by number.
//
// As with instances, the same edit always turns a request into the same form. The number of tasks
// is not part of the form.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "berth/request.hpp"
#include "berth/snapshot.hpp"
#include "berth/what_if.hpp"
#include "compile/request_rules.hpp"

namespace berth::host::whatif {

using RequestId = std::uint32_t;

struct RequestForm {
    Request request;          ///< its count is 0
    std::size_t outcome = 0;  ///< the request that it was, before all edits
    std::optional<std::uint32_t> shape;
};

class RequestPool {
   public:
    /// `frame`: what requests name; must outlive this, as must the edits. `instance_types`: those
    /// that instances can have.
    RequestPool(const Snapshot& frame, std::vector<std::string> instance_types);

    /// A request before all edits. The first one has the number and the outcome 0, and so on.
    RequestId add_original(Request request);

    const RequestForm& operator[](RequestId id) const { return forms_[id]; }

    /// Throws InputError for what ECS would reject. The reference holds until the next call.
    const compile::ResolvedRequest& resolved(RequestId id);

    /// Throws InputError for a name in the selector that no request has.
    void check(const RequestSelector& selector);

    /// Whether the tasks need no instance.
    bool is_fargate(RequestId id);

    /// Whether an edit applies to the request at all.
    bool concerns(const RequestSelector& selector, RequestId id);

    /// The request after an edit; unchanged if the edit does not or cannot apply to it: Fargate
    /// takes neither constraints nor strategies, a DAEMON service no strategies, and GPU models
    /// matter to tasks that ask for GPUs.
    RequestId edited(RequestId id, const ScaleSizes& edit);
    RequestId edited(RequestId id, const SetStrategies& edit);
    RequestId edited(RequestId id, const SetConstraints& edit);
    RequestId edited(RequestId id, const UseGpuModels& edit);
    RequestId edited(RequestId id, const SetProviderStrategy& edit);

    /// The request with its capacity provider drawn: one of those of its strategy.
    RequestId on_provider(RequestId id, std::size_t provider);

   private:
    template <class Edit, class Change>
    RequestId edited_once(RequestId id, const Edit& edit, const Change& change);
    RequestId derived(RequestId from, Request request);
    std::string expression_of(const UseGpuModels& edit) const;

    compile::RequestResolver resolver_;
    std::vector<std::string> instance_types_;
    std::deque<RequestForm> forms_;
    std::map<std::pair<RequestId, const void*>, RequestId> edited_;
    std::map<std::pair<RequestId, std::size_t>, RequestId> on_provider_;
    std::map<const RequestSelector*, std::vector<bool>> concerned_;  // [outcomes]
    std::size_t originals_ = 0;
};

}  // namespace berth::host::whatif
