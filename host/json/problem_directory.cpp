#include <system_error>

#include "berth/json.hpp"
#include "json/output_file.hpp"
#include "json/writer.hpp"

namespace berth {

std::string subnets_document(const Snapshot& snapshot) {
    std::string out;
    json::Writer writer(out);
    writer.begin_object();
    writer.key("Subnets");
    writer.begin_list();
    for (const auto& [subnet, zone] : snapshot.subnet_zones) {
        writer.line(4);
        writer.begin_object();
        writer.member("SubnetId", subnet);
        writer.member("AvailabilityZone", zone);
        writer.end_object();
    }
    writer.line();
    writer.end_list();
    writer.end_object();
    out += '\n';
    return out;
}

void write_cluster_directory(const std::filesystem::path& directory, const Snapshot& snapshot) {
    const std::filesystem::path cluster = directory / "cluster";
    std::error_code error;
    std::filesystem::create_directories(cluster, error);
    if (error) {
        throw InputError("the directory cannot be made: " + error.message(),
                         {cluster.string(), ""});
    }
    json::write_file_atomically(cluster / "container-instances.json",
                                container_instances_document(snapshot));
    json::write_file_atomically(cluster / "task-definitions.json",
                                task_definitions_document(snapshot));
    json::write_file_atomically(cluster / "tasks.json", tasks_document(snapshot));
    json::write_file_atomically(cluster / "subnets.json", subnets_document(snapshot));
}

void write_problem_directory(const std::filesystem::path& directory, const Snapshot& snapshot,
                             std::span<const Request> burst) {
    write_cluster_directory(directory, snapshot);
    json::write_file_atomically(directory / "burst.json", burst_document(burst));
}

}  // namespace berth
