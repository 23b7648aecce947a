// Reading YAML, and JSON as a part of it: values that know their position, and tables of the
// members that a reader knows.
//
// berth's own files are written by hand, so an unknown member is a mistake and an error, as is a
// duplicate; readers of other people's files can be more lenient. A reader goes no deeper than the
// members it knows, and the number of values that it may look at is limited: aliases that refer to
// each other can neither make it run forever nor exhaust memory.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "berth/error.hpp"
#include "json/tree.hpp"

namespace berth::host::yaml {

class Value {
   public:
    bool is_map() const { return node_->kind == json::Node::Kind::map; }
    bool is_list() const { return node_->kind == json::Node::Kind::list; }
    bool is_text() const { return node_->kind == json::Node::Kind::text; }
    bool is_null() const { return node_->kind == json::Node::Kind::null; }

    /// Elements of a list, or members of a map including duplicates.
    std::size_t size() const { return node_->children.size(); }

    /// Unquoted text, which may be a number or a boolean.
    bool is_plain() const { return is_text() && node_->is_plain; }

    /// A custom tag, such as "!Ref"; empty if there is none.
    std::string tag() const;

    /// The same value as if it had no tag.
    Value without_tag() const;

    /// Each of these throws InputError if the value is of another kind or out of range.
    std::string text() const;
    std::string text_not_empty() const;
    std::int64_t integer(std::int64_t least, std::int64_t most) const;
    double number() const;
    bool boolean() const;
    std::vector<Value> elements() const;

    /// Names and values in the file's order; a duplicate name is an error.
    std::vector<std::pair<std::string, Value>> members() const;

    /// The same, but the last of several equal names counts.
    std::vector<std::pair<std::string, Value>> lenient_members() const;

    /// A warning for each name that is given more than once, here and below. O(values).
    void warn_of_repeated_names(std::vector<Warning>& warnings) const;

    /// "line 12, /axes/0/name"
    Location where() const;
    [[noreturn]] void fail(const std::string& problem) const;
    [[noreturn]] void fail_expected(std::string_view what) const;

    /// Calls `check`, and gives this place to an InputError that has none.
    void located(const std::function<void()>& check) const;

   private:
    friend Value load(std::string_view text, const std::string& file);

    struct Source {
        explicit Source(const std::string& file) : tree(file) {}
        json::Tree tree;
        std::size_t values_left = json::most_values;
    };

    Value(const json::Node& node, std::string pointer, std::shared_ptr<Source> source);
    Value child(const json::Node& node, std::string_view step) const;
    std::vector<std::pair<std::string, Value>> all_members() const;
    std::string found() const;

    const json::Node* node_;
    std::string pointer_;
    std::shared_ptr<Source> source_;
    bool has_tag_ = true;
};

inline constexpr std::size_t most_bytes = std::size_t{4} << 20U;

/// The one document of a text. Throws InputError with line and column.
Value load(std::string_view text, const std::string& file);

/// The same from a file of at most `limit` bytes, or from standard input for "-".
Value load_file(const std::string& path, std::size_t limit = most_bytes);

/// A member that a reader knows, and how it reads the value.
template <class Target>
struct Member {
    std::string_view name;
    void (*read)(const Value& value, Target& target);
    bool required = false;
};

/// Names of members, by the name that their map has among the definitions of a JSON Schema.
using KnownMembers = std::map<std::string_view, std::vector<std::string_view>>;

[[noreturn]] void fail_unknown(const Value& member, const std::string& name,
                               const std::vector<std::string_view>& known);

template <class Target, std::size_t size>
std::vector<std::string_view> names_of(const Member<Target> (&table)[size]) {
    std::vector<std::string_view> names;
    for (const Member<Target>& member : table) names.push_back(member.name);
    return names;
}

/// Reads the members of a map by a table that has them all.
template <class Target, std::size_t size>
void read_members(const Value& map, const Member<Target> (&table)[size], Target& target) {
    std::array<bool, size> is_given{};
    for (const auto& [name, value] : map.members()) {
        std::size_t m = 0;
        while (m < size && table[m].name != name) ++m;
        if (m == size) fail_unknown(value, name, names_of(table));
        is_given[m] = true;
        table[m].read(value, target);
    }
    for (std::size_t m = 0; m < size; ++m) {
        if (table[m].required && !is_given[m]) {
            map.fail("expected the member `" + std::string(table[m].name) + "`");
        }
    }
}

std::vector<std::string> read_texts(const Value& list);

}  // namespace berth::host::yaml
