#include "scale_in/mirrored_strategies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>

#include "explain/phrases.hpp"
#include "model/resource.hpp"
#include "solve/random_order.hpp"

namespace berth::host::scale_in {

namespace {

bool is_by_zone(const PlacementStrategy& strategy) {
    return strategy.attribute_name == attribute_names::availability_zone;
}

model::Resource packed_resource(const PlacementStrategy& strategy) {
    return strategy.field == StrategyField::cpu ? model::Resource::cpu : model::Resource::memory;
}

// A task without a known instance (on Fargate, or the snapshot lacks it) knows at least its zone.
std::optional<std::string> value_of(const ServiceTask& task, const PlacementStrategy& strategy) {
    if (task.instance == nullptr) {
        if (!is_by_zone(strategy) || task.task->availability_zone.empty()) return std::nullopt;
        return task.task->availability_zone;
    }
    const std::string* value = task.instance->attribute(strategy.attribute_name);
    return value == nullptr ? std::nullopt : std::optional(*value);
}

std::string place_name(const ServiceTask& task) {
    if (task.instance != nullptr) return explain::instance_name(*task.instance);
    const std::string& arn = task.task->container_instance_arn;
    return arn.empty() ? "Fargate" : std::string(explain::id_of_arn(arn));
}

}  // namespace

MirroredStrategies::MirroredStrategies(std::span<ServiceTask> tasks,
                                       const std::vector<PlacementStrategy>& strategies,
                                       std::uint64_t seed)
    : tasks_(tasks), seed_(seed), rank_by_arn_(tasks.size()) {
    for (const PlacementStrategy& strategy : strategies) steps_.push_back(make_step(strategy));
    std::vector<std::size_t> by_arn(tasks.size());
    std::iota(by_arn.begin(), by_arn.end(), std::size_t{0});
    std::ranges::sort(by_arn, {},
                      [&](std::size_t t) -> const std::string& { return tasks_[t].task->arn; });
    for (std::size_t rank = 0; rank < by_arn.size(); ++rank) rank_by_arn_[by_arn[rank]] = rank;
}

// [task] Numbers of the instances that the tasks run on; a Fargate task is by itself.
std::vector<std::uint32_t> MirroredStrategies::places() const {
    std::vector<std::uint32_t> place(tasks_.size(), 0);
    for (std::size_t t = 1; t < tasks_.size(); ++t) {
        const std::string& arn = tasks_[t].task->container_instance_arn;
        const bool same = !arn.empty() && arn == tasks_[t - 1].task->container_instance_arn;
        place[t] = place[t - 1] + (same ? 0 : 1);
    }
    return place;
}

void MirroredStrategies::number_by_attribute(Step& step) const {
    std::map<std::optional<std::string>, std::uint32_t> numbers;
    for (const ServiceTask& task : tasks_) {
        const auto next = static_cast<std::uint32_t>(numbers.size());
        step.bucket.push_back(numbers.emplace(value_of(task, step.strategy), next).first->second);
    }
}

// As in placement, a negative amount left counts as 0.
void MirroredStrategies::fill_binpack(Step& step) const {
    for (std::size_t t = 0; t < tasks_.size(); ++t) {
        const ContainerInstance* instance = tasks_[t].instance;
        if (instance == nullptr) continue;
        const std::int64_t left =
            model::amount_in(instance->remaining, packed_resource(step.strategy));
        step.amounts[step.bucket[t]] = std::max<std::int64_t>(left, 0);
    }
}

MirroredStrategies::Step MirroredStrategies::make_step(const PlacementStrategy& strategy) const {
    Step step{strategy, {}, std::vector<std::int64_t>(tasks_.size(), 0)};
    if (strategy.type == StrategyType::spread && strategy.field == StrategyField::attribute) {
        number_by_attribute(step);
    } else {
        step.bucket = places();
    }
    if (strategy.type == StrategyType::binpack) fill_binpack(step);
    if (strategy.type == StrategyType::spread) {
        for (const std::uint32_t bucket : step.bucket) ++step.amounts[bucket];
    }
    return step;
}

std::int64_t MirroredStrategies::given_back(const Step& step, std::size_t task) const {
    return tasks_[task].amounts[packed_resource(step.strategy)];
}

std::int64_t MirroredStrategies::key(const Step& step, std::size_t task) const {
    const std::int64_t amount = step.amounts[step.bucket[task]];
    switch (step.strategy.type) {
        case StrategyType::spread:
            return amount;
        case StrategyType::binpack:
            return amount + given_back(step, task);
        case StrategyType::random:
            // The first in the order is the largest key.
            return -static_cast<std::int64_t>(
                solve::RandomOrder(seed_, stops_, tasks_.size()).position(rank_by_arn_[task]));
    }
    return 0;
}

MirroredStrategies::Choice MirroredStrategies::choose() const {
    std::vector<std::size_t> kept;
    for (std::size_t t = 0; t < tasks_.size(); ++t) {
        if (!tasks_[t].stopped && !tasks_[t].task->is_protected) kept.push_back(t);
    }
    std::vector<const Step*> decisive;
    for (const Step& step : steps_) {
        std::vector<std::int64_t> keys;
        for (const std::size_t t : kept) keys.push_back(key(step, t));
        const std::int64_t largest = *std::ranges::max_element(keys);
        const std::size_t before = kept.size();
        std::size_t size = 0;
        for (std::size_t k = 0; k < before; ++k) {
            if (keys[k] == largest) kept[size++] = kept[k];
        }
        kept.resize(size);
        if (size < before) decisive.push_back(&step);
    }
    if (decisive.empty()) {
        return {kept.front(), "nothing tells the tasks apart: the first in instance order"};
    }
    return {kept.front(), reasons(decisive, kept.front())};
}

// Protected tasks count as rivals too: where one of them ranks higher, the sentence says that it
// was passed over.
std::string MirroredStrategies::reasons(const std::vector<const Step*>& decisive,
                                        std::size_t task) const {
    std::vector<std::size_t> rivals;
    for (std::size_t t = 0; t < tasks_.size(); ++t) {
        if (!tasks_[t].stopped) rivals.push_back(t);
    }
    std::string text;
    for (const Step* step : decisive) {
        const std::int64_t own = key(*step, task);
        const bool passed_over =
            std::ranges::any_of(rivals, [&](std::size_t t) { return key(*step, t) > own; });
        text += (text.empty() ? "" : "; of those ") + reason(*step, task) +
                (passed_over ? " that has a task without protection" : "");
        std::erase_if(rivals, [&](std::size_t t) { return key(*step, t) != own; });
    }
    return text;
}

void MirroredStrategies::stop(std::size_t task) {
    tasks_[task].stopped = true;
    ++stops_;
    for (Step& step : steps_) {
        std::int64_t& amount = step.amounts[step.bucket[task]];
        if (step.strategy.type == StrategyType::spread) --amount;
        if (step.strategy.type == StrategyType::binpack) amount += given_back(step, task);
    }
}

std::string MirroredStrategies::spread_reason(const Step& step, std::size_t task) const {
    const std::string tasks =
        explain::counted(step.amounts[step.bucket[task]], "task") + " of the service";
    if (step.strategy.field != StrategyField::attribute) {
        return fmt::format("{} runs {}, the most of any instance", place_name(tasks_[task]), tasks);
    }
    const auto value = value_of(tasks_[task], step.strategy);
    if (is_by_zone(step.strategy) && value) {
        return fmt::format("{} runs {}, the most of any zone", *value, tasks);
    }
    const std::string& name = step.strategy.attribute_name;
    const std::string which = value ? fmt::format("with {}={}", name, *value) : "without " + name;
    return fmt::format("the instances {} run {}, the most of any value", which, tasks);
}

std::string MirroredStrategies::reason(const Step& step, std::size_t task) const {
    switch (step.strategy.type) {
        case StrategyType::spread:
            return spread_reason(step, task);
        case StrategyType::binpack:
            return fmt::format("{} would have {} left, the most of any instance",
                               place_name(tasks_[task]),
                               explain::amount_of(model::reason_of(packed_resource(step.strategy)),
                                                  key(step, task)));
        case StrategyType::random:
            return fmt::format("first in the pseudo-random order of seed {}", seed_);
    }
    return {};
}

}  // namespace berth::host::scale_in
