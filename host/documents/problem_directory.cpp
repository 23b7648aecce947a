#include <system_error>

#include "berth/json.hpp"
#include "json/output_file.hpp"

namespace berth {

namespace {

// Documents that most problems lack are left out where they say nothing, unless an older one of
// that name would be read in their place.
template <class Items>
void write_if_any(const std::filesystem::path& file, const Items& items,
                  std::string (*document)(const Snapshot&), const Snapshot& snapshot) {
    if (items.empty() && !std::filesystem::exists(file)) return;
    host::json::write_file_atomically(file, document(snapshot));
}

void write_control_plane(const std::filesystem::path& folder, const Snapshot& snapshot) {
    write_if_any(folder / "clusters.json", snapshot.clusters, clusters_document, snapshot);
    write_if_any(folder / "services.json", snapshot.services, services_document, snapshot);
    write_if_any(folder / "capacity-providers.json", snapshot.capacity_providers,
                 capacity_providers_document, snapshot);
    write_if_any(folder / "auto-scaling-groups.json", snapshot.auto_scaling_groups,
                 auto_scaling_groups_document, snapshot);
    write_if_any(folder / "launch-templates.json", snapshot.launch_templates,
                 launch_templates_document, snapshot);
}

}  // namespace

void write_cluster_directory(const std::filesystem::path& directory, const Snapshot& snapshot) {
    const std::filesystem::path cluster = directory / "cluster";
    std::error_code error;
    std::filesystem::create_directories(cluster, error);
    if (error) {
        throw InputError("the directory cannot be made: " + error.message(),
                         {cluster.string(), ""});
    }
    host::json::write_file_atomically(cluster / "container-instances.json",
                                      container_instances_document(snapshot));
    host::json::write_file_atomically(cluster / "task-definitions.json",
                                      task_definitions_document(snapshot));
    host::json::write_file_atomically(cluster / "tasks.json", tasks_document(snapshot));
    host::json::write_file_atomically(cluster / "subnets.json", subnets_document(snapshot));
    write_control_plane(cluster, snapshot);
}

void write_problem_directory(const std::filesystem::path& directory, const Snapshot& snapshot,
                             std::span<const Request> burst) {
    write_cluster_directory(directory, snapshot);
    host::json::write_file_atomically(directory / "burst.json", burst_document(burst));
}

}  // namespace berth
