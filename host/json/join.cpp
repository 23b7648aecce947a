#include "json/join.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string_view>

#include "json/value.hpp"
#include "model/task_definition_index.hpp"

namespace berth::json {

namespace {

Location location(const SnapshotParts& parts, const Place& place, std::string_view list) {
    const SourceFile& file = parts.files[place.file];
    std::string pointer = place.element == Place::event_detail
                              ? "/detail"
                              : fmt::format("/{}/{}", list, place.element);
    if (file.documents > 1) pointer = pointer_in_document(place.document, pointer);
    return {file.name, std::move(pointer)};
}

// The indices of `items` in order of their keys, equal keys in order of appearance.
template <class Item, class Key>
std::vector<std::size_t> order_by(const std::vector<Item>& items, Key key) {
    std::vector<std::size_t> order(items.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto key_of = [&](std::size_t i) { return key(items[i]); };
    if (!std::ranges::is_sorted(order, {}, key_of)) std::ranges::stable_sort(order, {}, key_of);
    return order;
}

template <class Item>
void check_arns(const SnapshotParts& parts, const std::vector<Item>& items,
                const std::vector<Place>& places, std::string_view what, std::string_view list) {
    const auto arn = [](const Item& item) -> std::string_view { return item.arn; };
    const std::vector<std::size_t> order = order_by(items, arn);
    for (std::size_t i = 1; i < order.size(); ++i) {
        const Item& item = items[order[i]];
        if (items[order[i - 1]].arn != item.arn) continue;
        throw InputError(
            fmt::format("the {} {} stands twice, first at {}; give each page and snapshot once",
                        what, item.arn, to_string(location(parts, places[order[i - 1]], list))),
            location(parts, places[order[i]], list));
    }
}

// Keeps the last of the items that share a key. Items with an empty key are all kept.
template <class Item, class Key>
void keep_last(std::vector<Item>& items, Key key, std::string_view what,
               std::vector<Warning>& warnings) {
    const std::vector<std::size_t> order = order_by(items, key);
    std::vector<bool> is_dropped(items.size());
    for (std::size_t i = 1; i < order.size(); ++i) {
        const std::string name = key(items[order[i]]);
        if (name.empty() || key(items[order[i - 1]]) != name) continue;
        is_dropped[order[i - 1]] = true;
        warnings.push_back(
            {fmt::format("the {} {} is given twice; the last one counts", what, name), {}});
    }
    std::size_t index = 0;
    std::erase_if(items, [&](const Item&) { return is_dropped[index++]; });
}

void keep_last_of_each(Snapshot& snapshot) {
    const auto arn_or_name = [](const auto& item) {
        return item.arn.empty() ? item.name : item.arn;
    };
    const auto name = [](const auto& item) { return item.name; };
    std::vector<Warning>& warnings = snapshot.warnings;
    keep_last(
        snapshot.task_definitions, [](const TaskDefinition& item) { return item.arn; },
        "task definition", warnings);
    keep_last(snapshot.task_definitions, family_and_revision, "task definition", warnings);
    keep_last(snapshot.services, arn_or_name, "service", warnings);
    keep_last(snapshot.clusters, arn_or_name, "cluster", warnings);
    keep_last(snapshot.capacity_providers, name, "capacity provider", warnings);
    keep_last(snapshot.auto_scaling_groups, name, "Auto Scaling group", warnings);
}

// Of several answers about one task the last one counts.
void apply_protections(const std::vector<TaskProtection>& protections, Snapshot& snapshot) {
    if (protections.empty()) return;
    const auto arn = [](const Task& task) -> std::string_view { return task.arn; };
    const std::vector<std::size_t> order = order_by(snapshot.tasks, arn);
    const auto arn_at = [&](std::size_t i) { return arn(snapshot.tasks[i]); };
    std::size_t unknown = 0;
    for (const TaskProtection& protection : protections) {
        const auto found =
            std::ranges::lower_bound(order, std::string_view(protection.task_arn), {}, arn_at);
        if (found == order.end() || arn_at(*found) != protection.task_arn) {
            ++unknown;
        } else {
            snapshot.tasks[*found].is_protected = protection.is_enabled;
        }
    }
    if (unknown > 0) {
        snapshot.warnings.push_back(
            {fmt::format("{} of {} task protections are of tasks that the snapshot lacks; add the "
                         "output of `aws ecs describe-tasks`",
                         unknown, protections.size()),
             {}});
    }
}

}  // namespace

Snapshot join(SnapshotParts parts) {
    Snapshot& snapshot = parts.snapshot;
    check_arns(parts, snapshot.instances, parts.instance_places, "container instance",
               "containerInstances");
    check_arns(parts, snapshot.tasks, parts.task_places, "task", "tasks");
    keep_last_of_each(snapshot);
    apply_protections(parts.protections, snapshot);
    return std::move(snapshot);
}

}  // namespace berth::json
