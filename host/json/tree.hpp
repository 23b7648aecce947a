// A JSON or YAML text as a tree whose nodes know their line: for readers that look at a value more
// than once, or not in the order of the text.
//
// Every parser fills the tree through a TreeBuilder. It bounds what a small hostile text can cost:
// the number of values (an alias counts each time it is merged) and their depth.
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
    bool is_plain = false;  ///< a text without quotes: it may be a number or a boolean
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

    /// Whether the next item is the name of a member, or the end of the open map.
    bool expects_name() const;
    void name(std::string_view name);

    /// A text stays as it is added; a list or a map is open until close().
    Node& add(Node::Kind kind, std::size_t line);

    /// The same node at another place.
    void add_again(const Node& node, std::size_t line);

    Node& close();
    std::size_t depth() const { return open_.size(); }

    /// A copy of the text that lives as long as the tree.
    std::string_view keep(std::string_view text);

    /// Counts the nodes that are visited or created while building.
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

/// Why a text is not valid in a language.
struct Fault {
    std::size_t offset;
    std::string problem;
};

/// Whether a text begins like a JSON object or list; some YAML does, too.
bool begins_as_json(std::string_view text);

/// Reads a text that begins like JSON. If it is not JSON, part of it may be in the tree.
std::optional<Fault> read_json_tree(const PaddedText& text, TreeBuilder& builder);

}  // namespace berth::host::json
