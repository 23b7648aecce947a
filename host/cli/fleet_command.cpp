// berth fleet: the cheapest fleet, or the cheapest addition to the cluster, that takes a burst.
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "berth/catalogue.hpp"
#include "berth/error.hpp"
#include "berth/fleet_search.hpp"
#include "berth/json.hpp"
#include "berth/prices.hpp"
#include "berth/what_if_result.hpp"
#include "cli/console.hpp"
#include "cli/display.hpp"
#include "cli/options.hpp"
#include "cli/tables.hpp"
#include "cli/verbs.hpp"
#include "model/amounts.hpp"

namespace berth::host::cli {

namespace {

constexpr std::int64_t default_most_instances = 100;

struct Halves {
    std::string first;
    std::string second;
    bool is_split = false;
};

Halves split_at(const std::string& text, char separator) {
    const std::size_t at = text.find(separator);
    if (at == std::string::npos) return {text, {}, false};
    return {text.substr(0, at), text.substr(at + 1), true};
}

// "m5.large", "m5.large:20" or "m5.large:2-20". Throws InputError.
FleetType parse_fleet_type(const std::string& text) {
    const Halves halves = split_at(text, ':');
    FleetType type;
    type.instance_type = halves.first;
    type.max = default_most_instances;
    if (!halves.is_split) return type;
    const Halves range = split_at(halves.second, '-');
    const auto most = model::parse_integer(range.is_split ? range.second : range.first);
    const auto least = range.is_split ? model::parse_integer(range.first) : std::int64_t{0};
    if (!least || !most || *least < 0 || *most < *least) {
        throw InputError(fmt::format(
            "--type: '{}' gives no numbers of instances; write m5.large, m5.large:20 or "
            "m5.large:2-20",
            text));
    }
    type.min = *least;
    type.max = *most;
    return type;
}

// "m5.large=0.08" for the types of that name. Throws InputError, also where there is none.
void set_price(const std::string& text, std::vector<FleetType>& types) {
    const Halves halves = split_at(text, '=');
    double price = 0;
    const char* const end = halves.second.data() + halves.second.size();
    const auto [stop, error] = std::from_chars(halves.second.data(), end, price);
    if (error != std::errc() || stop != end || !std::isfinite(price) || price < 0) {
        throw InputError(fmt::format(
            "--price: '{}' gives no price; write the price of an hour, m5.large=0.08", text));
    }
    bool is_known = false;
    for (FleetType& type : types) {
        if (type.instance_type != halves.first) continue;
        type.price_per_hour = price;
        is_known = true;
    }
    if (!is_known) {
        throw InputError(fmt::format("--price: no --type names {}", halves.first));
    }
}

// "stack=prod" or "gpu-pool". Throws InputError.
Attribute parse_attribute(const std::string& text) {
    const Halves halves = split_at(text, '=');
    if (halves.first.empty()) {
        throw InputError(fmt::format("--attribute: '{}' gives no name; write stack=prod", text));
    }
    return {halves.first, halves.second};
}

struct FleetCommand {
    InputOptions input;
    SolverOptions solver;
    OutputOptions output;
    std::vector<std::string> types;
    std::vector<std::string> prices;
    std::vector<std::string> zones;
    std::vector<std::string> attributes;
    std::string capacity_provider;
    std::string price_file;
    std::string currency;  // empty = that of the prices
    std::string minimise = "cost";
    bool from_scratch = false;
    double share = 1;
    double memory_factor = registered_memory_factor;
    std::uint64_t max_evaluations = 2000;
    double time_limit = 60;
    DirectoryOptions cluster_directory;
    std::string fail_on;
    std::string progress = "auto";
};

PriceList price_list(const FleetCommand& command) {
    PriceList list = catalogue_prices();
    if (!command.price_file.empty()) list = read_prices(command.price_file, std::move(list));
    if (!command.currency.empty()) list.currency = command.currency;
    return list;
}

// In a file of another currency the catalogue's prices do not count.
void price_by(const PriceList& list, FleetType& type) {
    const auto found = list.per_hour.find(type.instance_type);
    if (found != list.per_hour.end()) {
        type.price_per_hour = found->second;
    } else if (const InstanceType* known = find_instance_type(type.instance_type);
               known != nullptr && known->usd_per_hour >= 0) {
        throw InputError(
            fmt::format("there is no price in {} for {}: give it with --price {}=AMOUNT",
                        list.currency, type.instance_type, type.instance_type),
            {"--type", ""});
    }
}

FleetSearchOptions to_search_options(const FleetCommand& command, const PriceList& list) {
    const SolveOptions solver = to_solve_options(command.solver);
    FleetSearchOptions options;
    for (const std::string& text : command.types) options.types.push_back(parse_fleet_type(text));
    for (FleetType& type : options.types) price_by(list, type);
    for (const std::string& text : command.prices) set_price(text, options.types);
    for (FleetType& type : options.types) {
        type.capacity_provider = command.capacity_provider;
        for (const std::string& text : command.attributes) {
            type.attributes.push_back(parse_attribute(text));
        }
    }
    options.zones = command.zones;
    options.keep_existing = !command.from_scratch;
    options.objective =
        command.minimise == "cost" ? FleetObjective::cost : FleetObjective::instances;
    options.share = command.share;
    options.registration.memory_factor = command.memory_factor;
    options.seed = solver.seed;
    options.backend = solver.backend;
    options.threads = solver.threads;
    options.max_evaluations = command.max_evaluations;
    if (command.time_limit > 0) options.time_limit_seconds = command.time_limit;
    options.is_cancelled = StopSignal::has_come;
    return options;
}

// What the search is at, once a second at most.
class Reports {
   public:
    explicit Reports(ProgressMeter& meter) : meter_(meter) {}

    void operator()(const FleetSearchProgress& at) {
        const auto now = std::chrono::steady_clock::now();
        if (now < next_) return;
        next_ = now + std::chrono::seconds(1);
        const std::string best =
            at.best ? fmt::format("best so far {:.4f}", *at.best) : std::string("none found yet");
        meter_.phase(fmt::format("searching: {} placed, {}, lower bound {:.4f}",
                                 counted(at.evaluations, "fleet"), best, at.lower_bound));
    }

   private:
    ProgressMeter& meter_;
    std::chrono::steady_clock::time_point next_{};
};

void write_cluster(const FleetCommand& command, const FleetSearchResult& result) {
    const DirectoryOptions& directory = command.cluster_directory;
    if (directory.path.empty()) return;
    if (!result.found) {
        print_remark("--write-cluster: nothing is written, as no fleet was found",
                     command.output.quiet);
        return;
    }
    write_problem_directory(directory.path, result.cluster.snapshot, result.cluster.burst);
}

int run_fleet(const FleetCommand& command) {
    const PriceList prices = price_list(command);
    FleetSearchOptions options = to_search_options(command, prices);
    if (!command.cluster_directory.path.empty()) check_directory(command.cluster_directory);
    ProgressMeter meter(to_progress_mode(command.progress), command.output.quiet);
    meter.phase("reading the cluster and the burst");
    const LoadedInput input = load_input(command.input, command.solver);
    const StopSignal stop;
    meter.phase("searching");
    options.progress = Reports(meter);
    const FleetSearchResult result = search_fleet(input.snapshot, input.burst, options);
    meter.finish();

    print_warnings(input.snapshot.warnings, command.output.quiet);
    print_warnings(result.warnings, command.output.quiet);
    write_cluster(command, result);
    const FleetQuestion question{
        options,         input.burst,   options.keep_existing ? input.snapshot.instances.size() : 0,
        prices.currency, prices.source, !command.prices.empty()};
    std::string text;
    if (command.output.format == "json") {
        write_fleet_json(text, input.snapshot, input.burst, options, prices.currency, result);
    } else {
        text = fleet_table(question, result, output_style(command.output));
    }
    deliver(command.output, text);
    if (StopSignal::has_come()) return exit_status::interrupted;
    const bool fails = command.fail_on == "unplaced" && !result.found;
    return fails ? exit_status::fail_on_met : exit_status::answered;
}

void add_fleet_options(CLI::App& verb, FleetCommand& command) {
    add_texts(verb, "--type", "TYPE[:[LEAST-]MOST]", command.types,
              fmt::format("An instance type that the fleet may hold, and how many of it (up to {} "
                          "unless given); may be repeated",
                          default_most_instances))
        ->required();
    add_texts(verb, "--price", "TYPE=AMOUNT", command.prices,
              "Price of an instance and hour in place of the catalogue's; may be repeated");
    add_text(verb, "--prices", "FILE", command.price_file,
             "Own prices, discounts and spot prices, YAML or JSON")
        ->default_str("on demand, of the built-in catalogue");
    add_text(verb, "--currency", "CODE", command.currency, "What all prices are in")
        ->default_str("that of the prices");
    verb.add_option("--zones", command.zones,
                    "Zones of the new instances, separated by commas; each goes to the one that "
                    "has the fewest")
        ->option_text("ZONE,...")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->default_str("those of the cluster's instances");
    add_texts(verb, "--attribute", "NAME=VALUE", command.attributes,
              "A custom attribute of the new instances; may be repeated");
    add_text(verb, "--capacity-provider", "NAME", command.capacity_provider,
             "Capacity provider of the new instances");
    verb.add_flag("--from-scratch", command.from_scratch,
                  "Search a whole fleet, without the cluster's instances and their tasks. By "
                  "default they stay, and the answer is what to add");
    verb.add_option("--registered-memory-factor", command.memory_factor,
                    "Memory that a new instance registers, as a share of its type's")
        ->option_text("SHARE")
        ->default_str(fmt::format("{}", command.memory_factor));
}

void add_search_options(CLI::App& verb, FleetCommand& command) {
    add_choice(verb, "--minimise", "cost|instances", command.minimise,
               "The cost of an hour, or the number of new instances");
    verb.add_option("--share", command.share, "Share of the tasks that must be placed")
        ->option_text("SHARE")
        ->default_str("1");
    constexpr std::uint64_t most_evaluations = 1'000'000'000;
    add_number(verb, "--max-evaluations", command.max_evaluations, most_evaluations,
               "Evaluate at most this many fleets");
    verb.add_option("--time-limit", command.time_limit,
                    "Search for at most this many seconds; 0 = no limit, and the same answer on "
                    "every machine")
        ->option_text("SECONDS")
        ->check(CLI::NonNegativeNumber.description(""))
        ->default_str("60");
    add_text(verb, "--write-cluster", "DIR", command.cluster_directory.path,
             "Write the cluster with the fleet, and the burst, for 'berth place'");
    verb.add_flag("--force", command.cluster_directory.force,
                  "Let --write-cluster write even if the directory is not empty");
    add_choice(verb, "--fail-on", "unplaced", command.fail_on,
               "Exit with status 3 if no fleet was found that takes the burst");
}

}  // namespace

void add_fleet(CLI::App& app, Action& action) {
    const auto command = std::make_shared<FleetCommand>();
    command->cluster_directory.option = "--write-cluster";
    CLI::App* verb = add_verb(
        app, "fleet", "Search the cheapest fleet, or addition to the cluster, that takes a burst",
        "berth fleet --cluster examples/mixed-fleet/cluster --burst "
        "examples/mixed-fleet/burst.json --type m5.large:10 --type g4dn.12xlarge:4 "
        "--type x1.16xlarge:2\n"
        "berth fleet --cluster examples/mixed-fleet/cluster --burst "
        "examples/mixed-fleet/burst.json --type m5.large:20 --minimise instances --share 0.5 "
        "--output json");
    add_cluster_option(*verb, command->input);
    add_burst_option(*verb, command->input);
    add_fleet_options(*verb, *command);
    add_search_options(*verb, *command);
    add_solver_options(*verb, command->solver);
    add_output_options(*verb, command->output, "table|json");
    add_progress_option(*verb, command->progress);
    verb->callback([command, &action] { action = [command] { return run_fleet(*command); }; });
}

}  // namespace berth::host::cli
