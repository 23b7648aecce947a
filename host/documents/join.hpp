// Joins the cluster documents of a snapshot: checks identities, lets the last one count where
// repetition is allowed, and assigns protections to their tasks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "berth/snapshot.hpp"
#include "documents/task_reader.hpp"

namespace berth::host::documents {

/// Where an instance or a task was read, for the one message that needs it. Kept small: there may
/// be a hundred thousand.
struct Place {
    std::uint32_t file = 0;      ///< into SnapshotParts::files
    std::uint32_t document = 1;  ///< within the file, from 1
    std::uint32_t element = 0;   ///< of `containerInstances` or `tasks`

    static constexpr std::uint32_t event_detail = UINT32_MAX;  ///< `element` of an event
};

struct SourceFile {
    std::string name;
    std::size_t documents = 0;
};

struct SnapshotParts {
    Snapshot snapshot;
    std::vector<Place> instance_places;  ///< one for each instance
    std::vector<Place> task_places;      ///< one for each task
    std::vector<TaskProtection> protections;
    std::vector<SourceFile> files;
};

/// Throws an InputError that names both places of a duplicate ARN.
/// O(n log n) in whatever is not already sorted.
Snapshot join(SnapshotParts parts);

}  // namespace berth::host::documents
