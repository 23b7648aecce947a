#include "agreement/comparison.hpp"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

#include "berth/error.hpp"
#include "berth/problem.hpp"
#include "berth/solve.hpp"

namespace berth::tests {

namespace {

OracleTask in_words(const Problem& problem, const PlacedTask& placed) {
    OracleTask task{
        placed.request_index, placed.task_index, problem.group(placed.request_index), "", "", {}};
    if (placed.zone >= 0) task.zone = problem.zones().at(static_cast<std::size_t>(placed.zone));
    if (placed.instance == no_instance) return task;
    const ContainerInstance& instance = problem.instance(placed.instance);
    task.instance_arn = instance.arn;
    for (std::uint32_t i = 0; i < placed.gpu_count; ++i)
        task.gpu_ids.push_back(instance.remaining.gpu_ids.at(placed.gpu_first + i));
    return task;
}

OracleFailure in_words(const Problem& problem, const FailedTasks& failed, std::uint32_t offset) {
    OracleFailure failure{failed.request_index, failed.task_index + offset, {}, {}, "", 0};
    for (std::size_t i = 0; i < reason_count; ++i)
        if (failed.reasons[i] > 0)
            failure.tally[std::string(to_string(static_cast<Reason>(i)))] = failed.reasons[i];
    if (failed.closest) {
        failure.closest_arn = problem.instance(failed.closest->instance).arn;
        failure.closest_reason = to_string(failed.closest->reason);
        failure.shortfall = failed.closest->shortfall;
    }
    return failure;
}

std::string name_of(std::size_t request_index, std::int64_t task_index) {
    return "request " + std::to_string(request_index) + " task " + std::to_string(task_index);
}

std::string describe(const OracleTask& task) {
    std::string text = name_of(task.request_index, task.task_index) + " of " + task.group + " on " +
                       task.instance_arn + task.zone;
    for (const std::string& id : task.gpu_ids) text += " " + id;
    return text;
}

std::string describe(const OracleFailure& failure) {
    std::string text = name_of(failure.request_index, failure.task_index) + " unplaced:";
    for (const auto& [reason, count] : failure.tally)
        text += " " + reason + " x" + std::to_string(count);
    if (!failure.closest_arn) return text + ", no candidate";
    return text + ", closest " + *failure.closest_arn + " " + failure.closest_reason +
           " short by " + std::to_string(failure.shortfall);
}

template <typename Entry>
std::string first_difference(const std::vector<Entry>& expected, const std::vector<Entry>& actual) {
    const std::size_t longest = std::max(expected.size(), actual.size());
    for (std::size_t i = 0; i < longest; ++i) {
        const std::string want = i < expected.size() ? describe(expected[i]) : "nothing more";
        const std::string have = i < actual.size() ? describe(actual[i]) : "nothing more";
        if (want != have) return "expected " + want + "\n but got " + have + "\n";
    }
    return "";
}

}  // namespace

OracleResult in_words(const Problem& problem, const Plan& plan) {
    OracleResult result;
    for (const PlacedTask& placed : plan.tasks) result.tasks.push_back(in_words(problem, placed));
    for (const FailedTasks& failed : plan.failures)
        for (std::uint32_t i = 0; i < failed.count; ++i)
            result.failures.push_back(in_words(problem, failed, i));
    return result;
}

std::string first_difference(const OracleResult& expected, const OracleResult& actual) {
    return first_difference(expected.tasks, actual.tasks) +
           first_difference(expected.failures, actual.failures);
}

std::vector<std::string> available_backends() {
    std::vector<std::string> names;
    for (const BackendInfo& backend : backends())
        if (backend.unavailable.empty()) names.emplace_back(backend.name);
    return names;
}

Answer answer_of_oracle(const Case& problem) {
    try {
        return {oracle(problem.snapshot, problem.burst, problem.seed), false, ""};
    } catch (const std::invalid_argument& refusal) {
        return {{}, true, refusal.what()};
    }
}

Answer answer_of_backend(const Case& problem, const std::string& backend) {
    try {
        const Problem compiled = compile(problem.snapshot, problem.burst);
        SolveOptions options;
        options.seed = problem.seed;
        options.backend = backend;
        const Plan plan = solve(compiled, options);
        if (plan.backend != backend) throw std::logic_error("ran on " + plan.backend);
        return {in_words(compiled, plan), false, ""};
    } catch (const InputError& refusal) {
        return {{}, true, refusal.what()};
    }
}

std::string disagreement(const Answer& expected, const Answer& actual) {
    if (expected.is_refused && actual.is_refused) return "";
    if (expected.is_refused) return "should be refused: " + expected.message + "\n";
    if (actual.is_refused) return "should not be refused: " + actual.message + "\n";
    return first_difference(expected.result, actual.result);
}

::testing::AssertionResult agrees(const Case& problem, const std::string& backend) {
    const auto difference = [&](const Case& candidate) {
        return disagreement(answer_of_oracle(candidate), answer_of_backend(candidate, backend));
    };
    if (difference(problem).empty()) return ::testing::AssertionSuccess();
    const Case small =
        shrunk(problem, [&](const Case& candidate) { return !difference(candidate).empty(); });
    return ::testing::AssertionFailure() << "backend " << backend << " and the oracle disagree\n"
                                         << difference(small) << reproduction(small);
}

std::uint64_t case_count(std::uint64_t by_default) {
    const char* const asked = std::getenv("BERTH_AGREEMENT_CASES");
    return asked == nullptr ? by_default : std::strtoull(asked, nullptr, 10);
}

}  // namespace berth::tests
