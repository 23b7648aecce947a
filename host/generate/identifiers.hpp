// Names as AWS forms them, made from the seed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "generate/random.hpp"

namespace berth::host::generate {

std::string container_instance_arn(std::string_view cluster, Random& random);
std::string task_arn(std::string_view cluster, Random& random);
std::string task_definition_arn(std::string_view family, std::int64_t revision);
std::string ec2_instance_id(Random& random);  ///< "i-0a1b..."
std::string gpu_id(Random& random);           ///< "GPU-" and a UUID
std::string subnet_id(Random& random);        ///< "subnet-0a1b..."
std::string zone_name(char letter);           ///< "us-west-2a"

}  // namespace berth::host::generate
