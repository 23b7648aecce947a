// Property: what is written of services, clusters, capacity providers, Auto Scaling groups and
// launch templates is read back as the same model.
#include <gtest/gtest.h>

#include <algorithm>

#include "berth/json.hpp"
#include "documents/random_model.hpp"

namespace berth::tests {
namespace {

class RandomFleet : public RandomModel {
   public:
    using RandomModel::RandomModel;

    Service service(std::size_t index) {
        Service service;
        service.name = fmt::format("service-{}", index);
        service.arn = chance() ? fmt::format("arn:{}", index) : std::string();
        service.task_definition = optional_text();
        service.desired_count = amount();
        service.running_count = amount();
        service.minimum_healthy_percent = optional_amount();
        service.maximum_percent = optional_amount();
        service.scheduling = chance() ? SchedulingStrategy::daemon : SchedulingStrategy::replica;
        if (chance()) service.launch_type = static_cast<LaunchType>(below(3));
        service.capacity_providers = provider_strategy();
        service.constraints = constraints();
        service.strategies = strategies();
        return service;
    }

    Cluster cluster(std::size_t index) {
        Cluster cluster;
        cluster.name = fmt::format("cluster-{}", index);
        cluster.arn = chance() ? fmt::format("arn:{}", index) : std::string();
        for (std::size_t i = below(3); i-- > 0;) cluster.capacity_providers.push_back(text());
        cluster.default_strategy = provider_strategy();
        return cluster;
    }

    CapacityProvider provider(std::size_t index) {
        CapacityProvider provider;
        provider.name = fmt::format("provider-{}", index);
        provider.arn = optional_text();
        provider.auto_scaling_group_arn = optional_text();
        if (provider.auto_scaling_group_arn.empty()) return provider;
        if (chance()) {
            ManagedScaling& scaling = provider.managed_scaling.emplace();
            scaling.target_capacity = number_from(1, 100);
            scaling.minimum_step = number_from(1, 10'000);
            scaling.maximum_step = number_from(1, 10'000);
            scaling.instance_warmup_seconds = number_from(0, 10'000);
        }
        provider.managed_termination_protection = chance();
        provider.managed_draining = chance();
        return provider;
    }

    AutoScalingGroup group(std::size_t index) {
        AutoScalingGroup group;
        group.name = fmt::format("group-{}", index);
        group.arn = optional_text();
        group.min_size = amount();
        group.max_size = amount();
        group.desired_capacity = amount();
        for (std::size_t i = below(3); i-- > 0;) group.availability_zones.push_back(text());
        for (std::size_t i = below(3); i-- > 0;) group.subnets.push_back(fmt::format("s-{}", i));
        for (std::size_t i = below(3); i-- > 0;) group.instance_ids.push_back(text());
        group.launch_configuration = optional_text();
        group.launch_template = reference();
        for (std::size_t i = below(3); i-- > 0;) {
            LaunchOverride& launch = group.overrides.emplace_back();
            launch.instance_type = optional_text();
            launch.weighted_capacity = number_from(0, 999);
            launch.launch_template = reference();
        }
        group.new_instances_protected = chance();
        return group;
    }

    LaunchTemplate launch_template(std::size_t index) {
        LaunchTemplate launch;
        launch.is_configuration = chance();
        launch.name = fmt::format("launch-{}", index);
        if (!launch.is_configuration) {
            if (chance()) launch.id = fmt::format("lt-{}", index);
            if (!launch.id.empty() && chance()) launch.name.clear();
            launch.version = number_from(1, 100);
            launch.is_default = chance();
        }
        launch.instance_type = optional_text();
        for (std::size_t i = below(20); i-- > 0;) {
            launch.user_data += static_cast<char>(below(256));
        }
        return launch;
    }

    template <class Item>
    std::vector<Item> several(Item (RandomFleet::*make)(std::size_t)) {
        std::vector<Item> items(below(5));
        for (std::size_t i = 0; i < items.size(); ++i) items[i] = (this->*make)(i);
        return items;
    }

   private:
    std::int64_t number_from(std::int64_t least, std::int64_t most) {
        return least + static_cast<std::int64_t>(below(static_cast<std::size_t>(most - least + 1)));
    }

    LaunchTemplateReference reference() {
        LaunchTemplateReference reference;
        if (chance()) return reference;
        reference.id_or_name = chance() ? "lt-" + text() : text();
        reference.version = optional_text();
        return reference;
    }
};

template <class Item>
void expect_round_trips(Item (RandomFleet::*make)(std::size_t), std::vector<Item> Snapshot::*member,
                        std::string (*document)(const Snapshot&)) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        SCOPED_TRACE(fmt::format("seed {}", seed));
        Snapshot written;
        written.*member = RandomFleet(seed).several(make);
        const std::string text = document(written);
        const Snapshot read = read_cluster_text(text, "test");
        EXPECT_TRUE(read.*member == written.*member) << text << document(read);
        EXPECT_TRUE(read.warnings.empty()) << text;
    }
}

TEST(FleetRoundTrip, GivesTheSameServices) {
    expect_round_trips(&RandomFleet::service, &Snapshot::services, services_document);
}

TEST(FleetRoundTrip, GivesTheSameClusters) {
    expect_round_trips(&RandomFleet::cluster, &Snapshot::clusters, clusters_document);
}

TEST(FleetRoundTrip, GivesTheSameCapacityProviders) {
    expect_round_trips(&RandomFleet::provider, &Snapshot::capacity_providers,
                       capacity_providers_document);
}

TEST(FleetRoundTrip, GivesTheSameAutoScalingGroups) {
    expect_round_trips(&RandomFleet::group, &Snapshot::auto_scaling_groups,
                       auto_scaling_groups_document);
}

TEST(FleetRoundTrip, GivesTheSameLaunchTemplatesConfigurationsFirst) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        SCOPED_TRACE(fmt::format("seed {}", seed));
        Snapshot written;
        written.launch_templates = RandomFleet(seed).several(&RandomFleet::launch_template);
        std::stable_partition(written.launch_templates.begin(), written.launch_templates.end(),
                              [](const LaunchTemplate& launch) { return launch.is_configuration; });
        const std::string text = launch_templates_document(written);
        EXPECT_TRUE(read_cluster_text(text, "test").launch_templates == written.launch_templates)
            << text;
    }
}

}  // namespace
}  // namespace berth::tests
