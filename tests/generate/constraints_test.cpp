#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "berth/generate.hpp"
#include "generate/inventory.hpp"

namespace berth {
namespace {

struct KindPattern {
    std::string name;
    std::regex pattern;
};

const std::vector<KindPattern>& kind_patterns() {
    static const std::vector<KindPattern> patterns = {
        {"architecture", std::regex("attribute:ecs\\.cpu-architecture == \\w+")},
        {"type equals", std::regex("attribute:ecs\\.instance-type == \\S+")},
        {"type matches", std::regex("attribute:ecs\\.instance-type =~ \\S+")},
        {"type in", std::regex("attribute:ecs\\.instance-type in \\[.*\\]")},
        {"zone", std::regex("attribute:ecs\\.availability-zone (==|!=|in) .*")},
        {"custom", std::regex("attribute:(stack|team|lifecycle) (exists|(==|!=) \\S+)")},
        {"compound", std::regex(".* and .*")},
        {"unsatisfiable", std::regex("attribute:(stack == retired|canary exists)")},
        {"group", std::regex(".*task:group == .*")},
        {"running count", std::regex("runningTasksCount < \\d+")},
    };
    return patterns;
}

// For each kind, the task definitions that have it, in the definition or in a request.
std::map<std::string, std::set<std::string>> definitions_by_kind(const GeneratedProblem& problem) {
    std::map<std::string, std::set<std::string>> kinds;
    const auto count = [&](const PlacementConstraint& constraint, const std::string& name) {
        if (constraint.type == ConstraintType::distinct_instance) kinds["distinct"].insert(name);
        for (const KindPattern& kind : kind_patterns()) {
            if (std::regex_match(constraint.expression, kind.pattern)) {
                kinds[kind.name].insert(name);
            }
        }
    };
    for (const auto& [name, definition] : definitions_by_name(problem.snapshot)) {
        for (const PlacementConstraint& constraint : definition->constraints) {
            count(constraint, name);
        }
        if (!definition->cpu_architecture.empty()) kinds["platform"].insert(name);
    }
    std::set<std::string> seen;
    for (const Request& request : problem.burst) {
        if (!seen.insert(request.task_definition).second) continue;
        for (const PlacementConstraint& constraint : request.constraints) {
            count(constraint, request.task_definition);
        }
    }
    return kinds;
}

TEST(Constraints, Burst10kHasEveryKindWithEverySeed) {
    for (const std::uint64_t seed : {0u, 1u, 2u, 3u}) {
        auto kinds =
            definitions_by_kind(generate({.preset = "burst-10k", .seed = seed, .load = {}}));
        for (const char* kind :
             {"architecture", "platform", "type equals", "type matches", "type in", "zone",
              "custom", "compound", "unsatisfiable", "distinct"}) {
            EXPECT_FALSE(kinds[kind].empty()) << kind << " is missing with seed " << seed;
        }
    }
}

TEST(Constraints, Affinity10kLooksAtOtherTasksInThirtyPercentOfDefinitions) {
    auto kinds = definitions_by_kind(generate({.preset = "affinity-10k", .seed = 4, .load = {}}));
    EXPECT_FALSE(kinds["group"].empty());
    EXPECT_FALSE(kinds["running count"].empty());
    EXPECT_FALSE(kinds["distinct"].empty());
    std::set<std::string> all = kinds["group"];
    all.merge(kinds["running count"]);
    all.merge(kinds["distinct"]);
    EXPECT_NEAR(static_cast<double>(all.size()), 0.3 * 156, 2.0);
}

TEST(Constraints, EveryRequestOfADefinitionHasTheSame) {
    const GeneratedProblem problem = generate({.preset = "gpu-burst", .seed = 4, .load = {}});
    std::map<std::string, const Request*> first;
    for (const Request& request : problem.burst) {
        const Request& other = *first.try_emplace(request.task_definition, &request).first->second;
        EXPECT_EQ(request.constraints, other.constraints) << request.task_definition;
        EXPECT_EQ(request.strategies, other.strategies) << request.task_definition;
        EXPECT_EQ(request.group, other.group) << request.task_definition;
    }
}

TEST(Network, SubnetsOfRequestsHaveZonesOfTheFleet) {
    const GeneratedProblem problem = generate({.preset = "fleet-5k", .seed = 4, .load = {}});
    std::set<std::string> zones;
    for (const ContainerInstance& instance : problem.snapshot.instances) {
        zones.insert(*instance.attribute("ecs.availability-zone"));
    }
    const auto definitions = definitions_by_name(problem.snapshot);
    for (const Request& request : problem.burst) {
        const NetworkMode mode = definitions.at(request.task_definition)->network_mode;
        ASSERT_EQ(request.subnets.empty(), mode != NetworkMode::awsvpc) << request.task_definition;
        for (const std::string& subnet : request.subnets) {
            const auto zone = problem.snapshot.subnet_zones.find(subnet);
            ASSERT_NE(zone, problem.snapshot.subnet_zones.end()) << subnet;
            EXPECT_TRUE(zones.contains(zone->second)) << zone->second;
        }
    }
}

}  // namespace
}  // namespace berth
