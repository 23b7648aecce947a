#include "cli/shard.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <optional>

#include "berth/error.hpp"

namespace berth::host::cli {

namespace {

const Location where{"--shard", ""};

std::uint64_t number(std::string_view text, std::string_view what) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        throw InputError(fmt::format("{} is '{}', not a whole number", what, text), where);
    }
    return value;
}

std::optional<std::uint64_t> variable(const char* name) {
    const char* const text = std::getenv(name);
    if (text == nullptr || *text == '\0') return std::nullopt;
    return number(text, name);
}

Shard checked(std::uint64_t index, std::uint64_t count) {
    if (count == 0 || index >= count) {
        throw InputError(
            fmt::format("there is no part {} of {}: parts are numbered from 0", index, count),
            where);
    }
    return {index, count};
}

Shard shard_of_array_job() {
    if (const auto index = variable("AWS_BATCH_JOB_ARRAY_INDEX")) {
        const auto size = variable("AWS_BATCH_JOB_ARRAY_SIZE");
        if (size) return checked(*index, *size);
        throw InputError(
            "AWS_BATCH_JOB_ARRAY_INDEX is set and AWS_BATCH_JOB_ARRAY_SIZE is not: "
            "set it to the size of the array job",
            where);
    }
    if (const auto id = variable("SLURM_ARRAY_TASK_ID")) {
        const std::uint64_t first = variable("SLURM_ARRAY_TASK_MIN").value_or(0);
        const std::uint64_t step = variable("SLURM_ARRAY_TASK_STEP").value_or(1);
        const auto count = variable("SLURM_ARRAY_TASK_COUNT");
        if (count && step > 0 && *id >= first && (*id - first) % step == 0) {
            return checked((*id - first) / step, *count);
        }
        throw InputError(
            "the SLURM_ARRAY_TASK_ variables do not describe an array with equal "
            "steps: give the part as I/N",
            where);
    }
    throw InputError(
        "neither AWS Batch (AWS_BATCH_JOB_ARRAY_INDEX) nor Slurm "
        "(SLURM_ARRAY_TASK_ID) says which part of an array job this is",
        where);
}

}  // namespace

Shard parse_shard(const std::string& text) {
    if (text == "env") return shard_of_array_job();
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos) {
        throw InputError(fmt::format("'{}' is neither I/N (the part, from 0, and how many there "
                                     "are) nor env",
                                     text),
                         where);
    }
    const std::string_view view = text;
    return checked(number(view.substr(0, slash), "the part"),
                   number(view.substr(slash + 1), "the number of parts"));
}

}  // namespace berth::host::cli
