#include "query/hints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>
#include <vector>

#include "query/vocabulary.hpp"

namespace berth::host::query {

namespace {

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

// Insertions, deletions and replacements that turn one word into the other.
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

}  // namespace

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
    return did_you_mean(nearest_word(word, plain_subject_names()));
}

std::string operator_hint(std::string_view text) {
    const std::string wanted = lower(text);
    const auto alias = std::ranges::find(operator_aliases, std::string_view(wanted), &Alias::first);
    if (alias != operator_aliases.end()) return did_you_mean(alias->second);
    return did_you_mean(nearest_word(text, operator_words()));
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
