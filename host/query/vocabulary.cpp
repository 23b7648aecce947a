#include "query/vocabulary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace berth::host::query {

namespace {

struct OperatorEntry {
    std::string_view symbol;
    std::string_view word;
    Operator positive;
};

// In the order of Operator.
constexpr std::array<OperatorEntry, 12> operators = {{
    {"==", "equals", Operator::equal},
    {"!=", "not_equals", Operator::equal},
    {"<", "less_than", Operator::less},
    {"<=", "less_than_equal", Operator::less_equal},
    {">", "greater_than", Operator::greater},
    {">=", "greater_than_equal", Operator::greater_equal},
    {"=~", "matches", Operator::matches},
    {"!~", "not_matches", Operator::matches},
    {"in", "in", Operator::in},
    {"!in", "not_in", Operator::in},
    {"exists", "exists", Operator::exists},
    {"!exists", "not_exists", Operator::exists},
}};

constexpr std::uint32_t bit(Operator op) {
    return std::uint32_t{1} << static_cast<unsigned>(op);
}

constexpr std::uint32_t equality = bit(Operator::equal) | bit(Operator::not_equal) |
                                   bit(Operator::exists) | bit(Operator::not_exists);
constexpr std::uint32_t order = bit(Operator::less) | bit(Operator::less_equal) |
                                bit(Operator::greater) | bit(Operator::greater_equal);
constexpr std::uint32_t choice =
    bit(Operator::in) | bit(Operator::not_in) | bit(Operator::matches) | bit(Operator::not_matches);

struct SubjectEntry {
    std::string_view name;
    ValueKind kind;
    std::uint32_t operators;
};

// In the order of Subject.
constexpr std::array<SubjectEntry, 7> subjects = {{
    {"attribute:NAME", ValueKind::text, equality | order | choice},
    {"task:group", ValueKind::text, equality | order | choice},
    {"ec2InstanceId", ValueKind::text, equality | choice},
    {"agentConnected", ValueKind::text, equality | choice},
    {"agentVersion", ValueKind::version, equality | order},
    {"registeredAt", ValueKind::instant, equality | order},
    {"runningTasksCount", ValueKind::integer, equality | order},
}};

constexpr auto plain_names = [] {
    std::array<std::string_view, subjects.size() - 1> names{};
    for (std::size_t i = 1; i < subjects.size(); ++i) names[i - 1] = subjects[i].name;
    return names;
}();

constexpr auto words = [] {
    std::array<std::string_view, operators.size() + 2> all{};
    for (std::size_t i = 0; i < operators.size(); ++i) all[i] = operators[i].word;
    all[operators.size()] = "!in";
    all[operators.size() + 1] = "!exists";
    return all;
}();

const SubjectEntry& entry(Subject subject) {
    return subjects[static_cast<std::size_t>(subject)];
}
const OperatorEntry& entry(Operator op) {
    return operators[static_cast<std::size_t>(op)];
}

}  // namespace

std::string_view name(Subject subject) {
    return entry(subject).name;
}

ValueKind value_kind(Subject subject) {
    return entry(subject).kind;
}

bool allows(Subject subject, Operator op) {
    return (entry(subject).operators & bit(op)) != 0;
}

std::string allowed_operators(Subject subject) {
    std::string list;
    for (std::size_t i = 0; i < operators.size(); ++i) {
        if (!allows(subject, static_cast<Operator>(i))) continue;
        list += fmt::format("{}`{}`", list.empty() ? "" : ", ", operators[i].symbol);
    }
    return list;
}

std::string all_subjects() {
    std::string list;
    for (const SubjectEntry& subject : subjects) {
        list += fmt::format("{}`{}`", list.empty() ? "" : ", ", subject.name);
    }
    return list;
}

std::span<const std::string_view> plain_subject_names() {
    return plain_names;
}

std::optional<Subject> find_subject(std::string_view word) {
    if (word.starts_with(attribute_prefix)) return Subject::attribute;
    const auto found = std::ranges::find(plain_names, word);
    if (found == plain_names.end()) return std::nullopt;
    return static_cast<Subject>(found - plain_names.begin() + 1);
}

std::string_view symbol(Operator op) {
    return entry(op).symbol;
}

std::optional<Operator> find_operator(std::string_view text) {
    const auto found = std::ranges::find_if(operators, [text](const OperatorEntry& candidate) {
        return candidate.symbol == text || candidate.word == text;
    });
    if (found == operators.end()) return std::nullopt;
    return static_cast<Operator>(found - operators.begin());
}

std::span<const std::string_view> operator_words() {
    return words;
}

bool is_negated(Operator op) {
    return positive(op) != op;
}

Operator positive(Operator op) {
    return entry(op).positive;
}

bool is_dynamic(Subject subject) {
    return subject == Subject::task_group || subject == Subject::running_tasks_count;
}

bool is_dynamic(const Node& node) {
    if (node.kind == NodeKind::test) return is_dynamic(node.test.subject);
    return std::ranges::any_of(node.children, [](const Node& child) { return is_dynamic(child); });
}

}  // namespace berth::host::query
