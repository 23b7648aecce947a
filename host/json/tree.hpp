// What a JSON or YAML text says, as a tree whose nodes know their line: for readers that look at a
// value more than once, or in another order than that of the text.
//
// Text goes in through a TreeBuilder, whoever parses it. It bounds what a small hostile text can
// cost: the number of values, each alias counted as often as it is merged, and how deep they lie.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/error.hpp"
#include "json/source.hpp"

namespace berth::host::json {

inline constexpr std::size_t most_values = 1'000'000;
inline constexpr std::size_t most_depth = 500;

struct Node {
    enum class Kind : std::uint8_t { null, text, list, map };

    /// An element of a list, which has no name, or a member of a map.
    struct Child {
        std::string_view name;
        const Node* value;
    };

    Kind kind = Kind::null;
    bool is_plain = false;  ///< a text without quotes: it may stand for a number or a truth value
    std::uint32_t line = 0;
    std::string_view text;
    std::string_view tag;  ///< of the file's own, such as "!Ref"
    std::vector<Child> children;
};

class Tree {
   public:
    explicit Tree(std::string file) : file_(std::move(file)) {}

    const std::string& file() const { return file_; }
    const Node& root() const { return *root_; }

   private:
    friend class TreeBuilder;

    std::string file_;
    std::pmr::monotonic_buffer_resource texts_;
    std::deque<Node> nodes_;
    const Node* root_ = nullptr;
};

/// Builds a tree in the order of the text. Throws InputError beyond its limits.
class TreeBuilder {
   public:
    explicit TreeBuilder(Tree& tree) : tree_(&tree) {}

    /// Whether the next thing is the name of a member, or the end of the open map.
    bool expects_name() const;
    void name(std::string_view name);

    /// A text stays as it is added; a list or a map is open until close().
    Node& add(Node::Kind kind, std::size_t line);

    /// The same node at a further place.
    void add_again(const Node& node, std::size_t line);

    Node& close();
    std::size_t depth() const { return open_.size(); }

    /// A copy of the text that lives as long as the tree.
    std::string_view keep(std::string_view text);

    /// Counts what is visited, or made, in building.
    void count(std::size_t line);

    [[noreturn]] void fail(const std::string& problem, std::size_t line) const;
    [[noreturn]] void fail_size(std::size_t line) const;

   private:
    void place(const Node& node);

    Tree* tree_;
    std::vector<Node*> open_;
    std::string_view name_;
    bool has_name_ = false;
    std::size_t values_left_ = most_values;
};

/// What stops a text from being of a language.
struct Fault {
    std::size_t offset;
    std::string problem;
};

/// Whether a text begins as an object or a list of JSON does, as some YAML does, too.
bool begins_as_json(std::string_view text);

/// Reads a text that begins as JSON. Of what is no JSON a part may be in the tree.
std::optional<Fault> read_json_tree(const PaddedText& text, TreeBuilder& builder);

}  // namespace berth::host::json
