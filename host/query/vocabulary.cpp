#include "query/vocabulary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>
#include <vector>

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

// Names that stand alone as a subject: all but `attribute:NAME`.
constexpr auto plain_subjects = [] {
    std::array<std::string_view, subjects.size() - 1> names{};
    for (std::size_t i = 1; i < subjects.size(); ++i) names[i - 1] = subjects[i].name;
    return names;
}();

// The operators that are spelled with letters.
constexpr auto operator_words = [] {
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

using Alias = std::pair<std::string_view, std::string_view>;

// What people write for an operator, and the operator.
constexpr std::array<Alias, 14> operator_aliases = {{{"=", "=="},
                                                     {"=~=", "=~"},
                                                     {"eq", "=="},
                                                     {"is", "=="},
                                                     {"ne", "!="},
                                                     {"lt", "<"},
                                                     {"le", "<="},
                                                     {"gt", ">"},
                                                     {"ge", ">="},
                                                     {"like", "=~"},
                                                     {"~", "=~"},
                                                     {"contains", "=~"},
                                                     {"not", "not_in` or `not_exists"},
                                                     {"has", "exists"}}};

std::string did_you_mean(std::string_view word) {
    return word.empty() ? std::string() : fmt::format("did you mean `{}`?", word);
}

std::string lower(std::string_view text) {
    std::string result(text);
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return result;
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

std::optional<Subject> find_subject(std::string_view word) {
    if (word.starts_with(attribute_prefix)) return Subject::attribute;
    const auto found = std::ranges::find(plain_subjects, word);
    if (found == plain_subjects.end()) return std::nullopt;
    return static_cast<Subject>(found - plain_subjects.begin() + 1);
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

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0U : 1U);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

std::string_view nearest_word(std::string_view word, std::span<const std::string_view> candidates) {
    constexpr std::size_t longest_word = 40;
    if (word.size() > longest_word) return {};
    const std::string wanted = lower(word);
    std::string_view best;
    // A word of n letters is taken for another if fewer than n / 2 + 1 of them, and at most two,
    // differ.
    std::size_t best_distance = std::min<std::size_t>(3, word.size() / 2 + 1);
    for (const std::string_view candidate : candidates) {
        const std::size_t distance = edit_distance(wanted, lower(candidate));
        if (distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

std::string subject_hint(std::string_view word) {
    if (word == "memberOf" || word == "memberof") {
        return "leave out `memberOf(...)`: it is the constraint's type, not part of the expression";
    }
    if (word == "exists" || word == "not_exists") {
        return fmt::format("`{0}` stands after its subject: `attribute:NAME {0}`", word);
    }
    if (lower(word) == "not") return did_you_mean("not");
    const std::size_t prefix = attribute_prefix.size();
    if (lower(word.substr(0, prefix)) == attribute_prefix && word.size() > prefix) {
        return did_you_mean(fmt::format("{}{}", attribute_prefix, word.substr(prefix)));
    }
    if (word.starts_with("ecs.")) return did_you_mean(fmt::format("{}{}", attribute_prefix, word));
    return did_you_mean(nearest_word(word, plain_subjects));
}

std::string operator_hint(std::string_view text) {
    const std::string wanted = lower(text);
    const auto alias = std::ranges::find(operator_aliases, std::string_view(wanted), &Alias::first);
    if (alias != operator_aliases.end()) return did_you_mean(alias->second);
    return did_you_mean(nearest_word(text, operator_words));
}

std::string connective_hint(std::string_view text, std::string_view previous) {
    constexpr std::array<std::string_view, 2> connectives = {"and", "or"};
    if (text == ")") return "this `)` closes nothing";
    if (text == "(")
        return "join two tests by `and` or `or`; quote a pattern with parentheses: '(a|b).*'";
    if (previous.find("||") != std::string_view::npos) {
        return fmt::format("`||` is part of the value `{}`: put blanks round it", previous);
    }
    if (text.starts_with("|")) return did_you_mean("||");
    return did_you_mean(nearest_word(text, connectives));
}

}  // namespace berth::host::query
