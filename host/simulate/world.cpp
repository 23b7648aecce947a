#include "simulate/world.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "berth/query.hpp"
#include "compile/compiled_problem.hpp"
#include "model/new_instances.hpp"
#include "model/resource.hpp"
#include "query/ast.hpp"
#include "solve/random_order.hpp"

namespace berth::host::simulate {

namespace {

using compile::TaskClass;

constexpr std::uint32_t no_slot = ~std::uint32_t{0};
constexpr std::size_t least_spare = 16;

// Numbers of the free GPUs, as the instance registered them.
std::vector<std::uint32_t> free_gpu_numbers(const ContainerInstance& instance) {
    const std::vector<std::string>& all = instance.registered.gpu_ids;
    std::vector<std::uint32_t> numbers;
    for (const std::string& id : instance.remaining.gpu_ids) {
        numbers.push_back(static_cast<std::uint32_t>(std::ranges::find(all, id) - all.begin()));
    }
    return numbers;
}

// Serial numbers of equal width follow, so that new instances stand in the order of their making.
std::string free_arn_prefix(const Snapshot& base) {
    const Registration registration;
    const std::string cluster = model::NewInstances(base, registration, "simulated").arn_prefix();
    std::string label = "simulated-";
    const auto is_taken = [&](const ContainerInstance& instance) {
        return instance.arn.starts_with(cluster + label);
    };
    while (std::ranges::any_of(base.instances, is_taken)) label += "again-";
    return cluster + label;
}

}  // namespace

World::World(Snapshot base, std::vector<Request> requests, std::uint64_t seed)
    : frame_(std::move(base)),
      requests_(std::move(requests)),
      seed_(seed),
      arn_prefix_(free_arn_prefix(frame_)) {
    std::ranges::sort(frame_.instances, {}, &ContainerInstance::arn);
    for (ContainerInstance& form : frame_.instances) {
        Instance& instance = instances_.emplace_back();
        instance.free_gpus = free_gpu_numbers(form);
        instance.form = std::move(form);
        instance.is_present = true;
    }
    frame_.instances.clear();
}

const compile::RequestShape& World::shape(std::uint32_t request) const {
    return problem().shapes[problem().request_shapes[request]];
}

KindId World::kind(const TaskKindKey& key) {
    const auto [found, is_new] = kind_ids_.try_emplace(key, static_cast<KindId>(kinds_.size()));
    if (is_new) kinds_.push_back(key);
    return found->second;
}

const TaskClass& World::task_class(KindId kind) const {
    const TaskKindKey& key = kinds_[kind];
    return problem().classes[shape(key.request).classes[key.provider_item]];
}

const std::string& World::group(KindId kind) const {
    return problem().groups[problem().request_groups[kinds_[kind].request]];
}

SlotKind World::add_slot_kind(ContainerInstance example) {
    Kind& kind = slot_kinds_.emplace_back();
    kind.example = std::move(example);
    return static_cast<SlotKind>(slot_kinds_.size() - 1);
}

std::string World::next_arn() {
    return fmt::format("{}{:08}", arn_prefix_, next_serial_++);
}

InstanceId World::launch(SlotKind number) {
    if (slot_kinds_[number].spare.empty()) compile();
    Kind& kind = slot_kinds_[number];
    ++kind.launched;
    Instance& instance = instances_.emplace_back();
    instance.form = kind.example;
    instance.form.arn = std::move(kind.spare.back().first);
    instance.slot = kind.spare.back().second;
    instance.free_gpus = free_gpu_numbers(instance.form);
    kind.spare.pop_back();
    const auto id = static_cast<InstanceId>(instances_.size() - 1);
    instance_of_slot_[instance.slot] = id;
    return id;
}

// Instances that are gone lose their slots; each kind gets as many spare ones as it has used, so
// that the number of compilations grows with the logarithm of the instances.
void World::compile() {
    Snapshot snapshot = frame_;
    for (const Instance& instance : instances_) {
        if (!instance.is_gone) snapshot.instances.push_back(instance.form);
    }
    for (Kind& kind : slot_kinds_) {
        kind.spare.resize(std::max(least_spare, kind.launched));
        for (auto& [arn, slot] : kind.spare) {
            ContainerInstance& instance = snapshot.instances.emplace_back(kind.example);
            arn = instance.arn = next_arn();
        }
        std::ranges::reverse(kind.spare);
    }
    state_.reset();
    dynamic_.reset();
    parts_.reset();
    problem_.emplace(berth::compile(std::move(snapshot), requests_));
    std::map<std::string, std::uint32_t, std::less<>> slot_of_arn;
    for (std::uint32_t s = 0; s < problem().instance_count(); ++s) {
        slot_of_arn.emplace(problem().instances[s]->arn, s);
    }
    place_slots(slot_of_arn);
    restore();
}

void World::place_slots(const std::map<std::string, std::uint32_t, std::less<>>& slot_of_arn) {
    instance_of_slot_.assign(slot_of_arn.size(), no_index);
    for (InstanceId id = 0; id < instances_.size(); ++id) {
        Instance& instance = instances_[id];
        if (instance.is_gone) continue;
        instance.slot = slot_of_arn.at(instance.form.arn);
        instance_of_slot_[instance.slot] = id;
    }
    for (Kind& kind : slot_kinds_) {
        for (auto& [arn, slot] : kind.spare) slot = slot_of_arn.at(arn);
    }
}

void World::restore() {
    parts_ = std::make_unique<solve::ProblemParts>(problem());
    state_ = std::make_unique<solve::ClusterState>(*parts_);
    dynamic_ = std::make_unique<solve::DynamicPlanes>(*parts_);
    open_ = compile::BitPlane(problem().instance_count());
    for (InstanceId id = 0; id < instances_.size(); ++id) {
        for (const KindId kind : instances_[id].tasks) take(kind, id);
        if (is_open(id)) open_.set(instances_[id].slot);
    }
    update_present();
}

void World::update_present() {
    present_.clear();
    rank_.assign(problem().instance_count(), no_slot);
    for (std::uint32_t slot = 0; slot < instance_of_slot_.size(); ++slot) {
        const InstanceId id = instance_of_slot_[slot];
        if (id == no_index || !instances_[id].is_present) continue;
        rank_[slot] = static_cast<std::uint32_t>(present_.size());
        present_.push_back(slot);
    }
}

void World::join(InstanceId id) {
    instances_[id].is_present = true;
    open_.set(instances_[id].slot);
    update_present();
}

void World::close(InstanceId id) {
    instances_[id].is_closed = true;
    open_.clear(instances_[id].slot);
}

void World::leave(InstanceId id) {
    Instance& instance = instances_[id];
    open_.clear(instance.slot);
    instance.is_present = false;
    instance.is_gone = true;
    instance_of_slot_[instance.slot] = no_index;
    update_present();
}

ContainerInstance World::now(InstanceId id) const {
    const Instance& instance = instances_[id];
    const solve::InstanceState& state = state_->instances[instance.slot];
    ContainerInstance out = instance.form;
    model::for_each_listed_amount([&](model::Resource resource, auto amount) {
        out.remaining.*amount = state.left[resource];
    });
    out.remaining.gpu_ids.clear();
    for (const std::uint32_t gpu : instance.free_gpus) {
        out.remaining.gpu_ids.push_back(out.registered.gpu_ids[gpu]);
    }
    for (const KindId kind : instance.tasks) {
        const std::vector<HostPort>& ports = task_class(kind).needs.ports;
        out.remaining.ports.insert(out.remaining.ports.end(), ports.begin(), ports.end());
    }
    std::ranges::sort(out.remaining.ports);
    out.running_tasks_count = state.running_tasks_count;
    return out;
}

void World::take(KindId kind, InstanceId id) {
    const TaskClass& taken = task_class(kind);
    const std::uint32_t slot = instances_[id].slot;
    state_->commit(taken, slot);
    dynamic_->update(taken.group, slot, state_->instances[slot].running_tasks_count);
}

std::vector<std::uint32_t> World::commit(KindId kind, InstanceId id) {
    Instance& instance = instances_[id];
    const auto count = static_cast<std::ptrdiff_t>(state_->gpus(task_class(kind), instance.slot));
    const std::vector<std::uint32_t> gpus(instance.free_gpus.begin(),
                                          instance.free_gpus.begin() + count);
    hold(kind, id, gpus);
    return gpus;
}

void World::hold(KindId kind, InstanceId id, const std::vector<std::uint32_t>& gpus) {
    Instance& instance = instances_[id];
    for (const std::uint32_t gpu : gpus) std::erase(instance.free_gpus, gpu);
    instance.tasks.push_back(kind);
    take(kind, id);
}

void World::release(KindId kind, InstanceId id, const std::vector<std::uint32_t>& gpus) {
    Instance& instance = instances_[id];
    const TaskClass& ended = task_class(kind);
    instance.tasks.erase(std::ranges::find(instance.tasks, kind));
    for (const std::uint32_t gpu : gpus) {
        instance.free_gpus.insert(std::ranges::upper_bound(instance.free_gpus, gpu), gpu);
    }
    state_->release(ended, instance.slot);
    if (dynamic_->empty()) return;
    dynamic_->release(ended.group, instance.slot,
                      state_->instances[instance.slot].running_tasks_count, groups_on(id));
}

std::vector<compile::GroupId> World::groups_on(InstanceId id) const {
    const Instance& instance = instances_[id];
    std::vector<compile::GroupId> groups;
    for (const KindId kind : instance.tasks) groups.push_back(task_class(kind).group);
    for (const compile::SnapshotTask& task : problem().snapshot_tasks) {
        const auto slot = static_cast<std::uint32_t>(task.instance);
        if (slot == instance.slot) groups.push_back(task.group);
    }
    return groups;
}

std::vector<InstanceId> World::matching(const std::string& expression) const {
    const Expression parsed = Expression::parse(expression);
    std::vector<InstanceId> out;
    for (InstanceId id = 0; id < instances_.size(); ++id) {
        const Instance& instance = instances_[id];
        if (!instance.is_present) continue;
        std::vector<std::string_view> groups;
        for (const compile::GroupId g : groups_on(id)) groups.push_back(problem().groups[g]);
        std::ranges::sort(groups);
        groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
        const std::int64_t running = state_->instances[instance.slot].running_tasks_count;
        if (query::evaluate(parsed.root(), instance.form,
                            {.groups = groups, .running_tasks_count = running})) {
            out.push_back(id);
        }
    }
    return out;
}

}  // namespace berth::host::simulate
