// Every string of up to six tokens: the parser takes exactly those that the grammar takes, and
// gives them the meaning that the grammar gives.
//
// The yardstick follows the grammar by splitting a string at its connectives, from the loosest to
// the tightest, and knows neither tokens nor trees.
#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "query/ast.hpp"
#include "query/tree.hpp"

namespace berth::host::query {
namespace {

using testing::same_tree;

enum class Piece : std::uint8_t {
    true_test,
    false_test,
    conjunction,
    disjunction,
    negation,
    open,
    close
};
constexpr std::array<const char*, 7> spelling = {
    "attribute:t exists", "attribute:f exists", "and", "or", "not", "(", ")"};
constexpr int longest = 6;

using Pieces = std::vector<Piece>;
using Range = std::pair<std::size_t, std::size_t>;

// The truth of `expr`, `and` or `unary` over a range of pieces; nothing where it is none.
std::optional<bool> truth(const Pieces& pieces, Range range, Piece level);

// Splits at every connective of this level that stands outside parentheses.
std::vector<Range> split(const Pieces& pieces, Range range, Piece connective) {
    std::vector<Range> parts;
    std::size_t start = range.first;
    int depth = 0;
    for (std::size_t i = range.first; i < range.second; ++i) {
        if (pieces[i] == Piece::open) ++depth;
        if (pieces[i] == Piece::close) --depth;
        if (pieces[i] != connective || depth != 0) continue;
        parts.emplace_back(start, i);
        start = i + 1;
    }
    parts.emplace_back(start, range.second);
    return parts;
}

std::optional<bool> unary_truth(const Pieces& pieces, Range range) {
    const auto [first, last] = range;
    if (first == last) return std::nullopt;
    if (pieces[first] == Piece::negation) {
        const auto inner = unary_truth(pieces, {first + 1, last});
        return inner ? std::optional(!*inner) : std::nullopt;
    }
    if (last - first == 1) {
        if (pieces[first] == Piece::true_test) return true;
        if (pieces[first] == Piece::false_test) return false;
    }
    if (last - first < 3 || pieces[first] != Piece::open || pieces[last - 1] != Piece::close) {
        return std::nullopt;
    }
    return truth(pieces, {first + 1, last - 1}, Piece::disjunction);
}

std::optional<bool> truth(const Pieces& pieces, Range range, Piece level) {
    const bool is_or = level == Piece::disjunction;
    bool result = !is_or;
    for (const Range& part : split(pieces, range, level)) {
        const auto value =
            is_or ? truth(pieces, part, Piece::conjunction) : unary_truth(pieces, part);
        if (!value) return std::nullopt;
        result = is_or ? result || *value : result && *value;
    }
    return result;
}

// Parentheses that close before they open would mislead split().
bool is_balanced(const Pieces& pieces) {
    int depth = 0;
    for (const Piece piece : pieces) {
        if (piece == Piece::open) ++depth;
        if (piece == Piece::close && --depth < 0) return false;
    }
    return depth == 0;
}

std::optional<bool> parsed_truth(const std::string& text, const ContainerInstance& instance) {
    try {
        const Node node = parse(text);
        EXPECT_TRUE(same_tree(parse(to_text(node)), node)) << text;
        const bool holds = evaluate(node, instance, {});
        EXPECT_EQ(evaluate(simplify(node), instance, {}), holds) << text;
        return holds;
    } catch (const ExpressionError&) {
        return std::nullopt;
    }
}

void check(const Pieces& pieces, const ContainerInstance& instance) {
    std::string text;
    for (const Piece piece : pieces) {
        text += std::string(spelling.at(static_cast<std::size_t>(piece))) + " ";
    }
    const auto expected =
        is_balanced(pieces) ? truth(pieces, {0, pieces.size()}, Piece::disjunction) : std::nullopt;
    ASSERT_EQ(parsed_truth(text, instance), expected) << text;
}

TEST(Grammar, TakesExactlyWhatItSaysOverEveryShortString) {
    ContainerInstance instance;
    instance.set_attribute("t", "");
    std::size_t strings = 0;
    for (std::size_t length = 1; length <= longest; ++length) {
        Pieces pieces(length, Piece::true_test);
        for (bool more = true; more; ++strings) {
            check(pieces, instance);
            if (::testing::Test::HasFatalFailure()) return;
            more = false;
            for (Piece& piece : pieces) {  // counts up in base 7
                if (piece != Piece::close) {
                    piece = static_cast<Piece>(static_cast<int>(piece) + 1);
                    more = true;
                    break;
                }
                piece = Piece::true_test;
            }
        }
    }
    EXPECT_EQ(strings, 137'256U) << "7 + 7^2 + ... + 7^6";
}

}  // namespace
}  // namespace berth::host::query
