#include "conformance/expected_answer.hpp"

#include <simdjson.h>

namespace berth::tests {

namespace {

std::string text_of(simdjson::dom::element value) {
    return std::string(std::string_view(value));
}

OracleTask read_task(simdjson::dom::element value) {
    OracleTask task;
    task.request_index = std::uint64_t(value["requestIndex"]);
    task.task_index = std::int64_t(value["taskIndex"]);
    task.group = text_of(value["group"]);
    task.instance_arn = text_of(value["containerInstanceArn"]);
    for (const simdjson::dom::element id : simdjson::dom::array(value["gpuIds"]))
        task.gpu_ids.push_back(text_of(id));
    return task;
}

OracleFailure read_failure(simdjson::dom::element value) {
    OracleFailure failure;
    failure.request_index = std::uint64_t(value["requestIndex"]);
    failure.task_index = std::int64_t(value["taskIndex"]);
    for (const auto& [reason, count] : simdjson::dom::object(value["reasons"]))
        failure.tally[std::string(reason)] = std::int64_t(count);
    if (simdjson::dom::element(value["closest"]).is_null()) return failure;
    failure.closest_arn = text_of(value["closest"]);
    failure.closest_reason = text_of(value["closestReason"]);
    return failure;
}

}  // namespace

ExpectedAnswer read_expected_answer(const std::string& path) {
    simdjson::dom::parser parser;
    const simdjson::dom::element root = parser.load(path);
    ExpectedAnswer expected;
    expected.seed = std::uint64_t(root["seed"]);
    for (const simdjson::dom::element task : simdjson::dom::array(root["tasks"]))
        expected.result.tasks.push_back(read_task(task));
    for (const simdjson::dom::element failure : simdjson::dom::array(root["failures"]))
        expected.result.failures.push_back(read_failure(failure));
    return expected;
}

}  // namespace berth::tests
