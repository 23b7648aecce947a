// The few names that random cases are made of: few, so that they meet.
#pragma once

#include <string>
#include <vector>

namespace berth::tests::vocabulary {

inline const std::vector<std::string> zones = {"us-west-2a", "us-west-2b", "us-west-2c"};
inline const std::vector<std::string> stacks = {"prod", "dev", "", "two words", "PROD"};
inline const std::vector<std::string> racks = {"r1", "r2", "r3", "r4", "r5"};
inline const std::vector<std::string> groups = {"database", "family:batch", "service:web",
                                                "family:t0", "family:t1"};
inline const std::vector<std::string> services = {"web", "api"};
inline const std::vector<std::string> providers = {"cp-a", "cp-b", "cp-c"};

// Small limits of awsvpc tasks with and without a trunk, and one type that no catalogue knows.
inline const std::vector<std::string> instance_types = {"a1.medium", "c5.large",  "t3.medium",
                                                        "p2.xlarge", "m5.xlarge", "x9.imaginary"};

}  // namespace berth::tests::vocabulary
