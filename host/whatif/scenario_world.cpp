#include "whatif/scenario_world.hpp"

#include <algorithm>
#include <iterator>
#include <mutex>

#include "whatif/edit_applier.hpp"
#include "whatif/sweep_checks.hpp"

namespace berth::host::whatif {

struct ScenarioWorld::Parts {
    Parts(Snapshot base_in, std::vector<Request> burst_in, Sweep sweep_in, SweepKind kind)
        : base(std::move(base_in)),
          burst(std::move(burst_in)),
          sweep(checked(std::move(sweep_in), kind)),
          scenario_count(point_count(sweep) * sweep.trials),
          applier(base, burst, sweep) {
        applier.try_options();
    }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    static Sweep checked(Sweep sweep, SweepKind kind) {
        for (const Axis& axis : sweep.axes) require_expanded(axis);
        check_sweep(sweep);
        check_kind(sweep, kind);
        return sweep;
    }

    Snapshot base;
    std::vector<Request> burst;
    Sweep sweep;
    std::uint64_t scenario_count;
    std::mutex mutex;  // of the applier: applying edits makes forms
    EditApplier applier;
};

namespace {

void add_form(const InstanceForm& form, Snapshot& snapshot) {
    snapshot.instances.push_back(form.instance);
    snapshot.tasks.insert(snapshot.tasks.end(), form.tasks.begin(), form.tasks.end());
}

// A set of forms, by their numbers.
class Forms {
   public:
    void add(std::uint32_t id) {
        if (id >= has_.size()) has_.resize(id + 1, false);
        has_[id] = true;
    }

    std::vector<std::uint32_t> ids() const {
        std::vector<std::uint32_t> ids;
        for (std::uint32_t id = 0; id < has_.size(); ++id) {
            if (has_[id]) ids.push_back(id);
        }
        return ids;
    }

   private:
    std::vector<bool> has_;
};

// The instances of some scenarios, each once, in instance order.
std::vector<InstanceId> all_instances(const std::vector<AppliedScenario>& scenarios,
                                      const InstancePool& pool) {
    Forms forms;
    for (const AppliedScenario& scenario : scenarios) {
        for (const InstanceId id : scenario.fleet) forms.add(id);
    }
    std::vector<InstanceId> ids = forms.ids();
    std::ranges::sort(
        ids, {}, [&pool](InstanceId id) -> const std::string& { return pool[id].instance.arn; });
    return ids;
}

// The requests of some scenarios, each once.
std::vector<RequestId> all_requests(const std::vector<AppliedScenario>& scenarios) {
    Forms forms;
    for (const AppliedScenario& scenario : scenarios) {
        for (const RequestShare& share : scenario.burst) forms.add(share.request);
    }
    return forms.ids();
}

// The solver wants a problem with an instance in it, even where no scenario has one.
ContainerInstance placeholder(const std::string& arn) {
    ContainerInstance instance;
    instance.arn = arn;
    instance.status = "INACTIVE";
    return instance;
}

Problem compile_together(const std::vector<InstanceId>& instances,
                         const std::vector<RequestId>& requests, EditApplier& applier) {
    const InstancePool& pool = applier.instances();
    Snapshot snapshot = pool.frame();
    for (const InstanceId id : instances) add_form(pool[id], snapshot);
    if (instances.empty()) snapshot.instances.push_back(placeholder(pool.unused_arn()));
    std::vector<Request> burst;
    for (const RequestId id : requests) burst.push_back(applier.requests()[id].request);
    return berth::compile(std::move(snapshot), std::move(burst));
}

// Position of each form in a list of forms; those that are not in it have none.
std::vector<std::uint32_t> positions_in(const std::vector<std::uint32_t>& forms) {
    std::vector<std::uint32_t> positions;
    for (std::uint32_t position = 0; position < forms.size(); ++position) {
        const std::uint32_t form = forms[position];
        if (form >= positions.size()) positions.resize(form + 1, 0);
        positions[form] = position;
    }
    return positions;
}

// Forms to the numbers that they have in the problem.
class Numbering {
   public:
    Numbering(const std::vector<InstanceId>& instances, const std::vector<RequestId>& requests)
        : instance_count_(std::max<std::size_t>(1, instances.size())),
          ordinal_of_(positions_in(instances)),
          request_of_(positions_in(requests)) {}

    Scenario scenario(const AppliedScenario& applied) const {
        Scenario scenario;
        scenario.seed = applied.seed;
        scenario.removed = removed(applied.fleet);
        std::vector<RequestCount>& requests = scenario.requests.emplace();
        requests.reserve(applied.burst.size());
        for (const RequestShare& share : applied.burst) {
            requests.push_back({request_of_[share.request], share.count});
        }
        return scenario;
    }

   private:
    std::vector<Ordinal> removed(const std::vector<InstanceId>& fleet) const {
        std::vector<bool> is_there(instance_count_, false);
        for (const InstanceId id : fleet) is_there[ordinal_of_[id]] = true;
        std::vector<Ordinal> removed;
        for (std::size_t i = 0; i < is_there.size(); ++i) {
            if (!is_there[i]) removed.push_back(static_cast<Ordinal>(i));
        }
        return removed;
    }

    std::size_t instance_count_;  // with the one that stands for none
    std::vector<std::uint32_t> ordinal_of_;
    std::vector<std::uint32_t> request_of_;
};

}  // namespace

ScenarioWorld::ScenarioWorld(Snapshot base, std::vector<Request> burst, Sweep sweep, SweepKind kind)
    : parts_(std::make_unique<Parts>(std::move(base), std::move(burst), std::move(sweep), kind)) {}
ScenarioWorld::~ScenarioWorld() = default;
ScenarioWorld::ScenarioWorld(ScenarioWorld&&) noexcept = default;
ScenarioWorld& ScenarioWorld::operator=(ScenarioWorld&&) noexcept = default;

const Sweep& ScenarioWorld::sweep() const {
    return parts_->sweep;
}

const Snapshot& ScenarioWorld::base() const {
    return parts_->base;
}

const std::vector<Request>& ScenarioWorld::burst() const {
    return parts_->burst;
}

std::uint64_t ScenarioWorld::scenario_count() const {
    return parts_->scenario_count;
}

std::size_t ScenarioWorld::outcome_count() const {
    return parts_->burst.size() + displaced().size();
}

const std::vector<DisplacedTasks>& ScenarioWorld::displaced() const {
    return parts_->applier.displaced();
}

const std::vector<Warning>& ScenarioWorld::warnings() const {
    return parts_->applier.warnings();
}

ScenarioBatch ScenarioWorld::batch(std::uint64_t first, std::uint64_t count) const {
    const std::scoped_lock lock(parts_->mutex);
    EditApplier& applier = parts_->applier;
    std::vector<ScenarioKey> keys;
    std::vector<AppliedScenario> applied;
    for (std::uint64_t i = first; i < first + count; ++i) {
        keys.push_back(scenario_key(parts_->sweep, i));
        applied.push_back(applier.apply(keys.back()));
    }
    const std::vector<InstanceId> instances = all_instances(applied, applier.instances());
    const std::vector<RequestId> requests = all_requests(applied);
    ScenarioBatch batch{
        compile_together(instances, requests, applier), std::move(keys), {}, {}, outcome_count()};
    for (const RequestId id : requests) batch.outcomes.push_back(applier.requests()[id].outcome);
    const Numbering numbering(instances, requests);
    for (const AppliedScenario& scenario : applied) {
        batch.scenarios.push_back(numbering.scenario(scenario));
    }
    return batch;
}

MaterialisedScenario ScenarioWorld::materialised(const ScenarioKey& key) const {
    const std::scoped_lock lock(parts_->mutex);
    EditApplier& applier = parts_->applier;
    const AppliedScenario applied = applier.apply(key);
    MaterialisedScenario scenario;
    scenario.seed = applied.seed;
    scenario.snapshot = applier.instances().frame();
    std::ranges::copy(warnings(), std::back_inserter(scenario.snapshot.warnings));
    for (const InstanceId id : applied.fleet) add_form(applier.instances()[id], scenario.snapshot);
    for (const RequestShare& share : applied.burst) {
        const RequestForm& form = applier.requests()[share.request];
        scenario.burst.push_back(form.request);
        scenario.burst.back().count = share.count;
        const bool is_displaced = form.outcome >= parts_->burst.size();
        scenario.base_request.push_back(is_displaced ? MaterialisedScenario::npos : form.outcome);
    }
    return scenario;
}

}  // namespace berth::host::whatif

namespace berth {

MaterialisedScenario materialise(const Snapshot& base, const std::vector<Request>& burst,
                                 const Sweep& sweep, const ScenarioKey& key) {
    return host::whatif::ScenarioWorld(base, burst, sweep).materialised(key);
}

}  // namespace berth
