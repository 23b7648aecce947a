// Reading JSON in one pass: documents, their values, and tables of the members that a reader knows.
//
// Built on simdjson's On-Demand interface, which is confined to the sources of this folder
// (ondemand.hpp). A value can be read once, while the iteration is at it. Readers read the members
// they know and skip the rest; every error names the file and the JSON pointer. Text is a view into
// the input and lives as long as the document is read.
#pragma once

#include <concepts>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/error.hpp"
#include "json/path.hpp"
#include "json/source.hpp"

namespace berth::host::json {

class Document;
class Value;
struct StandingField;
struct StandingValue;
class Stream;

/// The callback for each member or element: a function of the caller that outlives the call.
template <class... Arguments>
class Visitor {
   public:
    template <class Function>
    requires(!std::same_as<Function, Visitor>) Visitor(Function& function)
        : function_(&function), call_([](const void* of, Arguments... arguments) {
              (*static_cast<Function*>(const_cast<void*>(of)))(arguments...);
          }) {}

    void operator()(Arguments... arguments) const { call_(function_, arguments...); }

   private:
    const void* function_;
    void (*call_)(const void* function, Arguments... arguments);
};

/// The name of a member, while reading is at its value.
class MemberName {
   public:
    MemberName(const char* begin, const char* value_begin, StandingField& field,
               const Document& document)
        : begin_(begin), value_begin_(value_begin), field_(&field), document_(&document) {}

    /// Whether the name is spelled `name` in the document. `name` has no characters that JSON
    /// escapes and is shorter than the padding of the document.
    bool is_spelt(std::string_view name) const {
        return begin_[name.size()] == '"' && std::memcmp(begin_, name.data(), name.size()) == 0;
    }

    bool has_escapes() const;

    /// The name without escapes.
    std::string_view text() const;

   private:
    std::string_view raw() const;

    const char* begin_;
    const char* value_begin_;
    StandingField* field_;
    const Document* document_;
    mutable std::string_view text_;  // simdjson unescapes a name once
};

/// The JSON value that the reader is at.
class Value {
   public:
    /// `token` is where the value begins in the text.
    Value(StandingValue& value, const char* token, Document& document)
        : value_(&value), token_(token), document_(&document) {}

    Document& document() const noexcept { return *document_; }

    bool is_null() const { return first_character() == 'n'; }
    bool is_text() const { return first_character() == '"'; }
    bool is_object() const { return first_character() == '{'; }
    bool is_list() const { return first_character() == '['; }

    /// Each of these throws InputError if the value has another type or is out of range.
    std::string_view text();
    std::string_view text_not_empty();
    std::int64_t integer(std::int64_t least, std::int64_t most);
    double number();
    bool boolean();

    /// Calls `read(name, value)`, of a MemberName and a Value, for each member, in the document's
    /// order. The value need not be read.
    template <class Function>
    void for_each_member(Function&& read) {
        visit_members(read);
    }

    /// Calls `read(value)` for each element, with its index on the path.
    template <class Function>
    void for_each_element(Function&& read) {
        visit_elements(read);
    }

    /// "expected WHAT, found the text "x"", at this value.
    [[noreturn]] void fail_expected(std::string_view what);

   private:
    // In a truncated text, a value may begin where the text ends: on the padding, a NUL.
    char first_character() const { return *token_; }

    // The value if it is a scalar, else its bracket; nothing at the end of the text.
    std::string_view token();
    std::string found();

    void visit_members(Visitor<const MemberName&, Value&> read);
    void visit_elements(Visitor<Value&> read);

    StandingValue* value_;
    const char* token_;
    Document* document_;
};

/// One of the JSON values that follow each other in a file.
class Document {
   public:
    Document(std::string_view text, const std::string& file, std::vector<Warning>& warnings)
        : text_(text), file_(&file), warnings_(&warnings) {}

    /// The document's value, from its start, even if part of it was read before. Throws InputError
    /// for anything but an object or a list.
    Value root();

    Path path;

    /// 1, 2, ... within the file.
    std::size_t number() const noexcept { return number_; }

    Location here() const;
    [[noreturn]] void fail(const std::string& problem) const;
    /// `error` is one of simdjson's codes.
    [[noreturn]] void fail_syntax(int error) const;
    void warn(std::string text) const;

   private:
    friend class Value;
    friend class Stream;
    friend std::size_t for_each_document(const PaddedText&, const std::string&,
                                         std::vector<Warning>&,
                                         const std::function<void(Document&)>&);

    std::string_view text_;
    const std::string* file_;
    std::vector<Warning>* warnings_;
    std::size_t number_ = 0;
    Stream* stream_ = nullptr;
};

/// Calls `read` for each document of a text and returns how many there were. Throws InputError for
/// text without any and for a truncated last document. O(text).
std::size_t for_each_document(const PaddedText& text, const std::string& file,
                              std::vector<Warning>& warnings,
                              const std::function<void(Document&)>& read);

/// "document 3: /tasks/0"
std::string pointer_in_document(std::size_t number, const std::string& pointer);

/// A member that a reader knows, and how it reads the value.
template <class Target>
struct Member {
    std::string_view name;
    void (*read)(Value& value, Target& target);
};

/// The member of a table that has a name; nullptr = none.
///
/// The search starts at `next` and moves it past the match: programs write members in a fixed
/// order, and tables follow the AWS CLI's.
template <class Target, std::size_t size>
const Member<Target>* find_member(const MemberName& name, const Member<Target> (&table)[size],
                                  std::size_t& next) {
    for (std::size_t tried = 0; tried < size; ++tried) {
        const Member<Target>& member = table[next];
        next = next + 1 < size ? next + 1 : 0;
        if (name.is_spelt(member.name)) return &member;
    }
    if (!name.has_escapes()) return nullptr;
    const std::string_view text = name.text();
    for (const Member<Target>& member : table) {
        if (member.name == text) return &member;
    }
    return nullptr;
}

/// Reads a member if the table knows it; `null` counts as an absent member. Returns whether it is
/// known.
template <class Target, std::size_t size>
bool read_member(const MemberName& name, Value& value, const Member<Target> (&table)[size],
                 Target& target, std::size_t& next) {
    const Member<Target>* const member = find_member(name, table, next);
    if (member == nullptr) return false;
    if (value.is_null()) return true;
    Path& path = value.document().path;
    path.enter(member->name);
    member->read(value, target);
    path.leave();
    return true;
}

/// Reads the members of an object that the table knows and skips the others.
template <class Target, std::size_t size>
void read_members(Value& object, const Member<Target> (&table)[size], Target& target) {
    std::size_t next = 0;
    object.for_each_member([&](const MemberName& name, Value& value) {
        read_member(name, value, table, target, next);
    });
}

/// Reads an object whose name is the first member of the table and is required.
template <class Target, std::size_t size>
Target read_named(Value& object, const Member<Target> (&table)[size], std::string Target::*name) {
    Target target;
    read_members(object, table, target);
    if ((target.*name).empty()) {
        object.document().fail("expected the member `" + std::string(table[0].name) + "`");
    }
    return target;
}

}  // namespace berth::host::json
