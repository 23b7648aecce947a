// The openb trace as an ECS problem: entry point import_openb().
//
// The lists are those of Weng et al., "Beware of Fragmentation", USENIX ATC 2023
// (hkust-adsl/kubernetes-scheduler-simulator, data/csv). All of the mapping is ours:
//
// * A node is an instance with its GPU model as the attribute `gpu-model`. It is no EC2 type, so it
//   has no `ecs.instance-type` and no network interface limit; its zone is not known.
// * 1,000 thousandths of a core are 1,024 CPU units, rounded to the nearest.
// * Tasks of equal size and GPU models share a task definition; neighbours in the list with the
//   same definition are one request. `gpu_spec` counts only for tasks with GPUs.
// * A task that shares a GPU has no counterpart in ECS and is left out.
// * Requests name the strategy binpack by CPU: the trace's own policies all pack.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <unordered_set>
#include <vector>

#include "berth/import.hpp"
#include "model/csv.hpp"

namespace berth {

namespace {

constexpr std::string_view gpu_model_attribute = "gpu-model";
constexpr std::string_view arn_prefix = "arn:aws:ecs:us-west-2:123456789012:";

// CPU units must fit in 32 bits.
constexpr std::int64_t most_cpu_milli = 2'000'000'000;
constexpr std::int64_t most_memory_mib = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t most_gpus = 1024;
constexpr std::int64_t whole_gpu_milli = 1000;

std::int64_t cpu_units_of_milli(std::int64_t cpu_milli) {
    return (cpu_milli * 1024 + 500) / 1000;
}

std::vector<ContainerInstance> read_nodes(const std::string& path) {
    host::model::CsvReader table(host::model::read_text_file(path), path);
    const std::size_t name = table.required_column("sn");
    const std::size_t cpu = table.required_column("cpu_milli");
    const std::size_t memory = table.required_column("memory_mib");
    const std::size_t gpus = table.required_column("gpu");
    const std::size_t model = table.required_column("model");

    std::vector<ContainerInstance> instances;
    std::unordered_set<std::string> names;
    while (table.next()) {
        const std::string& sn = table.field(name);
        if (sn.empty()) table.fail(name, "expected a name");
        if (!names.insert(sn).second) table.fail(name, fmt::format("'{}' is listed twice", sn));
        ContainerInstance& instance = instances.emplace_back();
        instance.arn = fmt::format("{}container-instance/openb/{}", arn_prefix, sn);
        instance.registered.cpu_units = cpu_units_of_milli(table.integer(cpu, 0, most_cpu_milli));
        instance.registered.memory_mib = table.integer(memory, 0, most_memory_mib);
        const std::int64_t count = table.integer(gpus, 0, most_gpus);
        for (std::int64_t i = 0; i < count; ++i) {
            instance.registered.gpu_ids.push_back(fmt::format("{}-gpu-{}", sn, i));
        }
        instance.remaining = instance.registered;
        instance.set_attribute(attribute_names::cpu_architecture, "x86_64");
        instance.set_attribute(attribute_names::os_type, "linux");
        if (!table.field(model).empty()) {
            instance.set_attribute(gpu_model_attribute, table.field(model));
        }
    }
    return instances;
}

// What makes two tasks equal.
struct Shape {
    std::int64_t cpu_units = 0;
    std::int64_t memory_mib = 0;
    std::uint32_t gpus = 0;
    std::string gpu_spec;

    friend auto operator<=>(const Shape&, const Shape&) = default;
};

class PodReader {
   public:
    explicit PodReader(const std::string& path)
        : table_(host::model::read_text_file(path), path),
          cpu_(table_.required_column("cpu_milli")),
          memory_(table_.required_column("memory_mib")),
          gpus_(table_.required_column("num_gpu")),
          gpu_milli_(table_.required_column("gpu_milli")),
          gpu_spec_(table_.column("gpu_spec")) {}

    OpenbImport read() {
        while (table_.next()) {
            const std::int64_t gpus = table_.integer(gpus_, 0, most_gpus);
            const std::int64_t milli =
                table_.integer(gpu_milli_, gpus > 0 ? 1 : 0, most_memory_mib);
            const Shape shape = read_shape(static_cast<std::uint32_t>(gpus));
            if (gpus > 0 && milli < whole_gpu_milli) {
                ++import_.fractional_tasks;
            } else {
                add_task(shape);
            }
        }
        return std::move(import_);
    }

   private:
    Shape read_shape(std::uint32_t gpus) const {
        Shape shape;
        shape.cpu_units = cpu_units_of_milli(table_.integer(cpu_, 0, most_cpu_milli));
        shape.memory_mib = table_.integer(memory_, 0, most_memory_mib);
        shape.gpus = gpus;
        if (gpus > 0 && gpu_spec_) shape.gpu_spec = table_.field(*gpu_spec_);
        return shape;
    }

    void add_task(const Shape& shape) {
        const auto [entry, is_new] = names_.try_emplace(shape);
        if (is_new) entry->second = add_definition(shape);
        std::vector<Request>& burst = import_.problem.burst;
        if (!burst.empty() && burst.back().task_definition == entry->second) {
            ++burst.back().count;
            return;
        }
        Request& request = burst.emplace_back();
        request.task_definition = entry->second;
        request.strategies = {{StrategyType::binpack, StrategyField::cpu, ""}};
        request.where = table_.where();
    }

    // Returns the name by which requests call it. An amount of 0 stays out of the definition.
    std::string add_definition(const Shape& shape) {
        std::vector<TaskDefinition>& definitions = import_.problem.snapshot.task_definitions;
        TaskDefinition& definition = definitions.emplace_back();
        definition.family = fmt::format("openb-{:04}", definitions.size());
        definition.revision = 1;
        definition.arn = fmt::format("{}task-definition/{}:1", arn_prefix, definition.family);
        definition.where = table_.where();
        ContainerDefinition& container = definition.containers.emplace_back();
        container.name = "main";
        if (shape.cpu_units > 0) container.cpu_units = shape.cpu_units;
        if (shape.memory_mib > 0) container.memory_mib = shape.memory_mib;
        container.gpus.count = shape.gpus;
        if (!shape.gpu_spec.empty()) {
            definition.constraints.push_back(
                {ConstraintType::member_of, model_expression(shape.gpu_spec)});
        }
        return definition.family + ":1";
    }

    // "T4" -> `attribute:gpu-model == T4`, "P100|T4" -> `attribute:gpu-model in [P100, T4]`
    std::string model_expression(std::string_view spec) const {
        std::vector<std::string> models;
        for (std::size_t begin = 0; begin <= spec.size();) {
            const std::size_t end = std::min(spec.find('|', begin), spec.size());
            models.push_back(query_value(spec.substr(begin, end - begin)));
            begin = end + 1;
        }
        if (models.size() == 1) {
            return fmt::format("attribute:{} == {}", gpu_model_attribute, models.front());
        }
        return fmt::format("attribute:{} in [{}]", gpu_model_attribute, fmt::join(models, ", "));
    }

    // A value of the cluster query language, quoted where it has to be.
    std::string query_value(std::string_view model) const {
        constexpr std::string_view plain =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
        if (model.empty()) table_.fail(*gpu_spec_, "expected GPU models joined by '|'");
        if (model.find_first_not_of(plain) == std::string_view::npos) return std::string(model);
        const char quote = model.find('\'') == std::string_view::npos ? '\'' : '"';
        if (model.find(quote) != std::string_view::npos) {
            table_.fail(*gpu_spec_, "a GPU model with both kinds of quotes cannot be matched");
        }
        return fmt::format("{0}{1}{0}", quote, model);
    }

    host::model::CsvReader table_;
    std::size_t cpu_;
    std::size_t memory_;
    std::size_t gpus_;
    std::size_t gpu_milli_;
    std::optional<std::size_t> gpu_spec_;
    OpenbImport import_;
    std::map<Shape, std::string> names_;  // of the definitions made so far
};

}  // namespace

OpenbImport import_openb(const std::string& node_list_path, const std::string& task_list_path) {
    std::vector<ContainerInstance> instances = read_nodes(node_list_path);
    OpenbImport import = PodReader(task_list_path).read();
    import.problem.snapshot.instances = std::move(instances);
    return import;
}

}  // namespace berth
