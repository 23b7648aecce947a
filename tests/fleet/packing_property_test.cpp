// The search on problems of pure packing, beside an exact integer program: every instance is a bin
// of its own, every task goes into one of them. COIN-OR's Cbc solves it.
#include <Cbc_C_Interface.h>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "berth/fleet_search.hpp"
#include "generate_cases/dice.hpp"
#include "model/instance.hpp"
#include "support/builders.hpp"

namespace berth::test {

namespace {

using Amounts = std::array<double, 3>;  // CPU units, MiB, GPUs
constexpr double no_limit = std::numeric_limits<double>::max();

struct Bin {
    Amounts room{};
    double price = 0;
};

// Columns: whether a bin is bought, then how many tasks of each request it holds.
class Model {
   public:
    Model(std::vector<Bin> bins, std::vector<Amounts> needs, std::vector<double> tasks)
        : bins_(std::move(bins)), needs_(std::move(needs)), tasks_(std::move(tasks)) {}

    std::optional<double> solve() {
        for (const Bin& bin : bins_) add_bin(bin);
        add_demands();
        const std::unique_ptr<Cbc_Model, void (*)(Cbc_Model*)> cbc(Cbc_newModel(), Cbc_deleteModel);
        Cbc_setLogLevel(cbc.get(), 0);
        Cbc_loadProblem(cbc.get(), static_cast<int>(cost_.size()), static_cast<int>(lower_.size()),
                        starts_.data(), rows_.data(), factors_.data(), nullptr, most_.data(),
                        cost_.data(), lower_.data(), upper_.data());
        for (std::size_t c = 0; c < cost_.size(); ++c) {
            Cbc_setInteger(cbc.get(), static_cast<int>(c));
        }
        Cbc_solve(cbc.get());
        if (Cbc_isProvenOptimal(cbc.get()) == 0) return std::nullopt;
        return Cbc_getObjValue(cbc.get());
    }

   private:
    // Row bin x resource: what is held <= room if bought. Then a row per request.
    int row_of(std::size_t bin, std::size_t resource) const {
        return static_cast<int>(bin * 3 + resource);
    }

    void add_bin(const Bin& bin) {
        const std::size_t b = bought_++;
        add_column(bin.price, 1);
        for (std::size_t r = 0; r < 3; ++r) add_factor(row_of(b, r), -bin.room[r]);
        end_column();
        for (std::size_t i = 0; i < needs_.size(); ++i) {
            add_column(0, tasks_[i]);
            for (std::size_t r = 0; r < 3; ++r) add_factor(row_of(b, r), needs_[i][r]);
            add_factor(static_cast<int>(bins_.size() * 3 + i), 1);
            end_column();
        }
    }

    void add_demands() {
        lower_.assign(bins_.size() * 3, -no_limit);
        upper_.assign(bins_.size() * 3, 0);
        for (const double tasks : tasks_) {
            lower_.push_back(tasks);
            upper_.push_back(no_limit);
        }
    }

    void add_column(double cost, double most) {
        cost_.push_back(cost);
        most_.push_back(most);
    }
    void add_factor(int row, double factor) {
        rows_.push_back(row);
        factors_.push_back(factor);
    }
    void end_column() { starts_.push_back(static_cast<int>(rows_.size())); }

    std::vector<Bin> bins_;
    std::vector<Amounts> needs_;
    std::vector<double> tasks_;
    std::size_t bought_ = 0;
    std::vector<int> starts_{0};
    std::vector<int> rows_;
    std::vector<double> factors_;
    std::vector<double> cost_;
    std::vector<double> most_;
    std::vector<double> lower_;
    std::vector<double> upper_;
};

// The least cost per hour of instances that hold all tasks by CPU, memory and GPUs; empty where
// none do. For searches without constraints, ports, network interfaces and existing instances.
std::optional<double> exact_packing_cost(const Snapshot& base, const std::vector<Request>& burst,
                                         const FleetSearchOptions& options) {
    std::vector<Bin> bins;
    for (const FleetType& type : options.types) {
        const InstanceType& facts = *find_instance_type(type.instance_type);
        const Bin bin{{static_cast<double>(facts.vcpus) * 1024,
                       static_cast<double>(host::model::planned_memory_mib(facts)),
                       static_cast<double>(facts.gpus)},
                      type.price_per_hour.value_or(facts.usd_per_hour)};
        bins.insert(bins.end(), static_cast<std::size_t>(type.max), bin);
    }
    std::vector<Amounts> needs;
    std::vector<double> tasks;
    for (const Request& request : burst) {
        const ContainerDefinition& container =
            base.find_task_definition(request.task_definition)->containers.front();
        needs.push_back({static_cast<double>(*container.cpu_units),
                         static_cast<double>(*container.memory_mib),
                         static_cast<double>(container.gpus.count)});
        tasks.push_back(static_cast<double>(request.count));
    }
    return Model(std::move(bins), std::move(needs), std::move(tasks)).solve();
}

}  // namespace

}  // namespace berth::test

namespace berth {

namespace {

struct Packing {
    Snapshot base;
    std::vector<Request> burst;
    FleetSearchOptions options;
};

Packing random_packing(std::uint64_t seed) {
    tests::Dice dice(seed);
    Packing made;
    const std::size_t requests = 1 + dice.below(4);
    for (std::size_t i = 0; i < requests; ++i) {
        const std::string family = fmt::format("work-{}", i);
        const std::int64_t cpu_units = dice.between(64, 2048);
        const std::int64_t memory_mib = dice.between(64, 5000);
        TaskDefinition definition = test::make_definition(family, cpu_units, memory_mib);
        if (dice.chance(15)) definition.containers.front().gpus.count = 1;
        made.base.task_definitions.push_back(std::move(definition));
        made.burst.push_back(test::run_task(family, dice.between(1, 6)));
    }
    for (const char* name : {"c5.xlarge", "m5.large", "g4dn.xlarge"}) {
        FleetType type;
        type.instance_type = name;
        type.max = dice.between(1, 4);
        made.options.types.push_back(std::move(type));
    }
    made.options.backend = "cpu";
    return made;
}

TEST(PackingProperty, BoundsNeverExceedTheCheapestPacking) {
    std::size_t packed = 0;
    std::size_t tight = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Packing made = random_packing(seed);
        const auto exact = test::exact_packing_cost(made.base, made.burst, made.options);
        const FleetSearchResult result = search_fleet(made.base, made.burst, made.options);
        if (!exact) {
            ASSERT_FALSE(result.found) << "seed " << seed;
            continue;
        }
        ++packed;
        ASSERT_LE(result.relaxation_bound, *exact + 1e-6) << "seed " << seed;
        if (result.relaxation_bound > 0.8 * *exact) ++tight;
        if (result.found) {
            ASSERT_GE(result.objective, *exact - 1e-6) << "seed " << seed;
        }
    }
    EXPECT_GT(packed, 20U);
    EXPECT_GT(tight, packed / 2);
}

}  // namespace

}  // namespace berth
