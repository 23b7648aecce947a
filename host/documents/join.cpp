#include "documents/join.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <string_view>

#include "json/value.hpp"
#include "model/task_definition_index.hpp"

namespace berth::host::documents {

namespace {

Location location(const SnapshotParts& parts, const Place& place, std::string_view list) {
    const SourceFile& file = parts.files[place.file];
    std::string pointer = place.element == Place::event_detail
                              ? "/detail"
                              : fmt::format("/{}/{}", list, place.element);
    if (file.documents > 1) pointer = json::pointer_in_document(place.document, pointer);
    return {file.name, std::move(pointer)};
}

// The indices of the keys in ascending order, equal keys in order of appearance.
template <class Key>
std::vector<std::size_t> order_of(const std::vector<Key>& keys) {
    std::vector<std::size_t> order(keys.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (!std::ranges::is_sorted(keys)) {
        std::ranges::stable_sort(order, {}, [&](std::size_t i) -> const Key& { return keys[i]; });
    }
    return order;
}

template <class Item>
std::vector<std::string_view> arns_of(const std::vector<Item>& items) {
    std::vector<std::string_view> arns;
    arns.reserve(items.size());
    for (const Item& item : items) arns.push_back(item.arn);
    return arns;
}

struct Twins {
    std::size_t first;
    std::size_t second;
};

// The first ARN that stood before. ARNs begin alike and are many, so they are sorted by a digest;
// only where digests are equal do the texts decide, which bounds the time for any input.
std::optional<Twins> first_twins(const std::vector<std::string_view>& arns) {
    if (std::ranges::adjacent_find(arns, std::greater_equal<>()) == arns.end()) return std::nullopt;
    struct Key {
        std::size_t digest;
        std::size_t index;
    };
    std::vector<Key> keys(arns.size());
    for (std::size_t i = 0; i < arns.size(); ++i) {
        keys[i] = {std::hash<std::string_view>()(arns[i]), i};
    }
    std::ranges::sort(keys, [&](const Key& a, const Key& b) {
        if (a.digest != b.digest) return a.digest < b.digest;
        const int order = arns[a.index].compare(arns[b.index]);
        return order != 0 ? order < 0 : a.index < b.index;
    });
    std::optional<Twins> found;
    for (std::size_t i = 1; i < keys.size(); ++i) {
        const auto& [digest, first] = keys[i - 1];
        const std::size_t second = keys[i].index;
        if (digest != keys[i].digest || arns[first] != arns[second]) continue;
        if (!found || second < found->second) found = Twins{first, second};
    }
    return found;
}

void check_arns(const SnapshotParts& parts, const std::vector<std::string_view>& arns,
                const std::vector<Place>& places, std::string_view what, std::string_view list) {
    const std::optional<Twins> twins = first_twins(arns);
    if (!twins) return;
    throw InputError(
        fmt::format("the {} {} stands twice, first at {}; give each page and snapshot once", what,
                    arns[twins->first], to_string(location(parts, places[twins->first], list))),
        location(parts, places[twins->second], list));
}

// Keeps the last of the items that share a key. Items with an empty key are all kept.
template <class Item, class Key>
void keep_last(std::vector<Item>& items, Key key_of, std::string_view what,
               std::vector<Warning>& warnings) {
    std::vector<std::string> keys;
    keys.reserve(items.size());
    for (const Item& item : items) keys.push_back(key_of(item));
    const std::vector<std::size_t> order = order_of(keys);
    std::vector<bool> is_dropped(items.size());
    for (std::size_t i = 1; i < order.size(); ++i) {
        const std::string& key = keys[order[i]];
        if (key.empty() || keys[order[i - 1]] != key) continue;
        is_dropped[order[i - 1]] = true;
        warnings.push_back(
            {fmt::format("the {} {} is given twice; the last one counts", what, key), {}});
    }
    std::size_t index = 0;
    std::erase_if(items, [&](const Item&) { return is_dropped[index++]; });
}

std::string name_and_version(const LaunchTemplate& launch) {
    if (launch.is_configuration) return launch.name;
    return fmt::format("{} {} version {}", launch.id, launch.name, launch.version);
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
    keep_last(snapshot.task_definitions, model::family_and_revision, "task definition", warnings);
    keep_last(snapshot.services, arn_or_name, "service", warnings);
    keep_last(snapshot.clusters, arn_or_name, "cluster", warnings);
    keep_last(snapshot.capacity_providers, name, "capacity provider", warnings);
    keep_last(snapshot.auto_scaling_groups, name, "Auto Scaling group", warnings);
    keep_last(snapshot.launch_templates, name_and_version, "launch template or configuration",
              warnings);
}

// Of several answers about one task the last one counts.
void apply_protections(const std::vector<TaskProtection>& protections, Snapshot& snapshot) {
    if (protections.empty()) return;
    const std::vector<std::string_view> arns = arns_of(snapshot.tasks);
    const std::vector<std::size_t> order = order_of(arns);
    std::size_t unknown = 0;
    for (const TaskProtection& protection : protections) {
        const auto found = std::ranges::lower_bound(order, std::string_view(protection.task_arn),
                                                    {}, [&](std::size_t i) { return arns[i]; });
        if (found == order.end() || arns[*found] != protection.task_arn) {
            ++unknown;
        } else {
            snapshot.tasks[*found].is_protected = protection.is_enabled;
        }
    }
    if (unknown == 0) return;
    snapshot.warnings.push_back(
        {fmt::format("{} of {} task protections are of tasks that the snapshot lacks; add the "
                     "output of `aws ecs describe-tasks`",
                     unknown, protections.size()),
         {}});
}

}  // namespace

Snapshot join(SnapshotParts parts) {
    Snapshot& snapshot = parts.snapshot;
    check_arns(parts, arns_of(snapshot.instances), parts.instance_places, "container instance",
               "containerInstances");
    check_arns(parts, arns_of(snapshot.tasks), parts.task_places, "task", "tasks");
    keep_last_of_each(snapshot);
    apply_protections(parts.protections, snapshot);
    return std::move(snapshot);
}

}  // namespace berth::host::documents
