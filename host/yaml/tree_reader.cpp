// libyaml makes events of a text, this makes a tree of the events: aliases become nodes that stand
// at several places, and `<<` takes the members of other maps in.
//
// Of the libraries that Debian has, libyaml was chosen by trial. yaml-cpp refuses block scalars
// behind a tag as CloudFormation's templates have them, and takes 1 GB for 4 MiB of hostile
// brackets. libfyaml refuses some of those block scalars, too, lets bytes pass that are no UTF-8,
// and takes 1.5 GB before it makes the first event of the brackets. With libyaml they cost 30 MB,
// the text included. What it lacks of JSON json/tree_reader.cpp has.
#include "yaml/tree_reader.hpp"

#include <fmt/format.h>
#include <yaml.h>

#include <algorithm>
#include <memory>
#include <new>
#include <set>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include "berth/error.hpp"
#include "json/text.hpp"

namespace berth::host::yaml {

namespace {

using json::Fault;
using json::Node;

// libyaml compares each tag directive with all before it.
constexpr std::size_t most_tag_directives = 100;

std::size_t line_of(const yaml_mark_t& mark) {
    return mark.line + 1;
}

std::string_view view(const yaml_char_t* text) {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

std::size_t offset_of_character(std::string_view text, std::size_t number) {
    std::size_t offset = 0;
    while (offset < text.size() && number > 0) {
        ++offset;
        const bool within =
            offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0U) == 0x80U;
        if (!within) --number;
    }
    return offset;
}

class Parser {
   public:
    explicit Parser(std::string_view text) : text_(text) {
        if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
        yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                     text.size());
    }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;
    ~Parser() {
        yaml_event_delete(&event_);
        yaml_parser_delete(&parser_);
    }

    /// Goes on to the next event; false where the text is wrong.
    bool next() {
        yaml_event_delete(&event_);
        if (yaml_parser_parse(&parser_, &event_) != 0) return true;
        if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc();
        return false;
    }

    const yaml_event_t& event() const { return event_; }
    std::size_t line() const {
        return line_of(parser_.error == YAML_NO_ERROR ? event_.start_mark : parser_.problem_mark);
    }
    Fault fault() const;

   private:
    std::string_view text_;
    yaml_parser_t parser_{};
    yaml_event_t event_{};
};

std::string_view remedy_for(std::string_view text, std::string_view problem) {
    const auto says = [&](std::string_view words) {
        return problem.find(words) != std::string_view::npos;
    };
    if (text.starts_with('\t')) return "; indent with spaces, not with a tab";
    if (says("Unicode character escape")) return "; write the character itself";
    const bool is_text = says("cannot start any token") || text.starts_with("::");
    return is_text ? "; write the text in quotes" : "";
}

Fault Parser::fault() const {
    const std::string problem = parser_.problem == nullptr ? "unreadable" : parser_.problem;
    if (parser_.error == YAML_READER_ERROR) return {parser_.problem_offset, problem};
    const std::size_t offset = offset_of_character(text_, parser_.problem_mark.index);
    std::string whole = problem + std::string(remedy_for(text_.substr(offset), problem));
    if (parser_.context != nullptr && parser_.context_mark.line != parser_.problem_mark.line) {
        whole += fmt::format(" ({} that begins in line {})", parser_.context,
                             line_of(parser_.context_mark));
    }
    return {offset, whole};
}

constexpr std::string_view standard_tag = "tag:yaml.org,2002:";

// What a tag of YAML's own says that a scalar is.
enum class Meaning { as_written, plain, text, null, unknown };

Meaning meaning_of(std::string_view tag) {
    if (tag.empty()) return Meaning::as_written;
    if (tag == "!") return Meaning::text;
    if (!tag.starts_with(standard_tag)) return Meaning::unknown;
    tag.remove_prefix(standard_tag.size());
    if (tag == "str") return Meaning::text;
    if (tag == "int" || tag == "float" || tag == "bool") return Meaning::plain;
    return tag == "null" ? Meaning::null : Meaning::unknown;
}

bool is_null_word(std::string_view text) {
    return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

class TreeReader {
   public:
    TreeReader(std::string_view text, std::string file, json::TreeBuilder& builder)
        : parser_(text), file_(std::move(file)), builder_(&builder) {}

    std::optional<Fault> read();

   private:
    // A list or a map whose end has not come yet.
    struct Open {
        std::string anchor;
        std::vector<std::size_t> merges;  // which members of it are `<<`
        const Node* node;
    };

    void begin(Node::Kind kind, std::string_view anchor, std::string_view tag);
    void end();
    void scalar();
    void alias();
    void name(std::string_view text, bool is_text);
    void merge(Node& map, const std::vector<std::size_t>& merges);
    [[noreturn]] void fail(const std::string& problem) const {
        builder_->fail(problem, parser_.line());
    }
    [[noreturn]] void fail_name() const { fail("expected text as the name of a member"); }
    void take_event();

    Parser parser_;
    std::string file_;
    json::TreeBuilder* builder_;
    std::vector<Open> open_;
    std::unordered_map<std::string, const Node*> anchors_;  // nullptr: still open
};

void TreeReader::begin(Node::Kind kind, std::string_view anchor, std::string_view tag) {
    if (builder_->expects_name()) fail_name();
    Node& node = builder_->add(kind, parser_.line());
    if (meaning_of(tag) == Meaning::unknown && !tag.starts_with(standard_tag)) {
        node.tag = builder_->keep(tag);
    }
    if (!anchor.empty()) anchors_[std::string(anchor)] = nullptr;
    open_.push_back({std::string(anchor), {}, &node});
}

void TreeReader::end() {
    Node& node = builder_->close();
    const Open open = std::move(open_.back());
    open_.pop_back();
    if (!open.merges.empty()) merge(node, open.merges);
    if (!open.anchor.empty()) anchors_[open.anchor] = &node;
}

void TreeReader::name(std::string_view text, bool is_text) {
    if (!is_text) fail_name();
    builder_->name(text);
}

void TreeReader::scalar() {
    const auto& scalar = parser_.event().data.scalar;
    const std::string_view text(reinterpret_cast<const char*>(scalar.value), scalar.length);
    const std::string_view tag = view(scalar.tag);
    const Meaning meaning = meaning_of(tag);
    const bool is_unquoted = scalar.style == YAML_PLAIN_SCALAR_STYLE && meaning != Meaning::text;
    const bool is_null = meaning == Meaning::null ||
                         (meaning == Meaning::as_written && is_unquoted && is_null_word(text));
    if (builder_->expects_name()) {
        if (is_unquoted && text == "<<") {
            open_.back().merges.push_back(open_.back().node->children.size());
        }
        if (scalar.anchor != nullptr) {
            fail("the name of a member has an anchor; give it to the value");
        }
        return name(text, !is_null);
    }
    Node& node = builder_->add(is_null ? Node::Kind::null : Node::Kind::text, parser_.line());
    node.text = builder_->keep(text);
    node.is_plain = is_unquoted || meaning == Meaning::plain;
    if (meaning == Meaning::unknown) node.tag = builder_->keep(tag);
    if (scalar.anchor != nullptr) anchors_[std::string(view(scalar.anchor))] = &node;
}

void TreeReader::alias() {
    const std::string anchor(view(parser_.event().data.alias.anchor));
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) {
        fail(
            fmt::format("this is neither YAML nor JSON: no anchor stands before the alias `*{}`; "
                        "write a text that begins with * in quotes",
                        json::shortened(anchor)));
    }
    if (found->second == nullptr) {
        fail(fmt::format("the alias `*{}` stands within what it stands for",
                         json::shortened(anchor)));
    }
    if (builder_->expects_name()) {
        return name(found->second->text, found->second->kind == Node::Kind::text);
    }
    builder_->add_again(*found->second, parser_.line());
}

// The members of the maps that stand for `<<`, behind the map's own, which go before them.
void TreeReader::merge(Node& map, const std::vector<std::size_t>& merges) {
    std::vector<const Node*> merged;
    std::vector<Node::Child> children;
    std::set<std::string_view> names;
    for (std::size_t c = 0, m = 0; c < map.children.size(); ++c) {
        const Node::Child& child = map.children[c];
        if (m == merges.size() || merges[m] != c) {
            names.insert(child.name);
            children.push_back(child);
            continue;
        }
        ++m;
        if (child.value->kind == Node::Kind::list) {
            for (const Node::Child& element : child.value->children) {
                merged.push_back(element.value);
            }
        } else {
            merged.push_back(child.value);
        }
    }
    for (const Node* const other : merged) {
        if (other->kind != Node::Kind::map) {
            builder_->fail("`<<` takes a map, or a list of maps", other->line);
        }
        for (const Node::Child& child : other->children) {
            builder_->count(child.value->line);
            if (names.insert(child.name).second) children.push_back(child);
        }
    }
    map.children = std::move(children);
}

void TreeReader::take_event() {
    const yaml_event_t& event = parser_.event();
    switch (event.type) {
        case YAML_SCALAR_EVENT:
            return scalar();
        case YAML_ALIAS_EVENT:
            return alias();
        case YAML_SEQUENCE_START_EVENT:
            return begin(Node::Kind::list, view(event.data.sequence_start.anchor),
                         view(event.data.sequence_start.tag));
        case YAML_MAPPING_START_EVENT:
            return begin(Node::Kind::map, view(event.data.mapping_start.anchor),
                         view(event.data.mapping_start.tag));
        case YAML_SEQUENCE_END_EVENT:
        case YAML_MAPPING_END_EVENT:
            return end();
        default:
            return;
    }
}

std::optional<Fault> TreeReader::read() {
    do {
        if (!parser_.next()) return parser_.fault();
        if (parser_.event().type == YAML_STREAM_END_EVENT) {
            throw InputError("expected one YAML or JSON document, found none", {file_, ""});
        }
        take_event();
    } while (parser_.event().type != YAML_DOCUMENT_END_EVENT);
    if (!parser_.next() || parser_.event().type != YAML_STREAM_END_EVENT) {
        fail("expected one YAML or JSON document, found text behind the first one");
    }
    return std::nullopt;
}

bool has_many_tag_directives(std::string_view text) {
    constexpr std::string_view directive = "\n%TAG";
    std::size_t count = 0;
    for (std::size_t at = text.find(directive); at != std::string_view::npos;
         at = text.find(directive, at + 1)) {
        if (++count > most_tag_directives) return true;
    }
    return false;
}

}  // namespace

std::optional<Fault> read_yaml_tree(std::string_view text, const std::string& file,
                                    json::TreeBuilder& builder) {
    if (has_many_tag_directives(text)) {
        return Fault{0, fmt::format("more than {} tag directives", most_tag_directives)};
    }
    return TreeReader(text, file, builder).read();
}

}  // namespace berth::host::yaml
