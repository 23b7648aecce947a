// Whatever is changed of a sweep, its simulation, its cluster or its prices, the fingerprint is
// another one.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "record/hasher.hpp"
#include "simulate/fields.hpp"
#include "support/each_change.hpp"
#include "whatif/fields.hpp"
#include "whatif/results_file.hpp"
#include "whatif/small_world.hpp"

namespace berth {
namespace {

using host::record::Hasher;

template <class Record>
class Fingerprint : public testing::Test {};

// Through them every record is reached that a fingerprint is of, but those of ECS's documents.
using Roots = testing::Types<Sweep, Simulation, PriceList, Service, CapacityProvider,
                             AutoScalingGroup, LaunchTemplate>;
TYPED_TEST_SUITE(Fingerprint, Roots);

TYPED_TEST(Fingerprint, IsAnotherOneForEveryChangeOfAMember) {
    TypeParam record;
    std::set<std::string> prints;
    std::size_t changes = 0;
    const auto look = [&] {
        Hasher hasher(true);
        hasher.add(record);
        prints.insert(hasher.digits());
        ++changes;
    };
    look();
    test::change_each(host::record::type_of<TypeParam>, &record, look);
    EXPECT_GT(changes, 2u);
    EXPECT_EQ(prints.size(), changes);
}

std::string print_of(const Snapshot& snapshot, const Sweep& sweep, const Simulation* simulation) {
    namespace whatif = host::whatif;
    const whatif::ScenarioWorld world(snapshot, test::burst(), sweep);
    const whatif::MeasureBasis basis =
        whatif::measure_basis(snapshot, test::burst(), catalogue_prices());
    return simulation == nullptr ? whatif::fingerprint(world, basis)
                                 : whatif::fingerprint(world, basis, *simulation);
}

TEST(FingerprintOfASweep, ComesFromItsRecords) {
    const Snapshot snapshot = test::cluster();
    Sweep sweep;
    const Simulation simulation;
    Snapshot with_group = snapshot;
    with_group.auto_scaling_groups.emplace_back();
    const std::string print = print_of(snapshot, sweep, nullptr);
    const std::string over_time = print_of(snapshot, sweep, &simulation);
    EXPECT_EQ(print_of(with_group, sweep, nullptr), print);
    EXPECT_NE(print_of(with_group, sweep, &simulation), over_time);
    EXPECT_NE(over_time, print);
    sweep.title = "for people";
    EXPECT_EQ(print_of(snapshot, sweep, nullptr), print);
    sweep.trials = 2;
    EXPECT_NE(print_of(snapshot, sweep, nullptr), print);
}

}  // namespace
}  // namespace berth
