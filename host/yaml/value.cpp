#include "yaml/value.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "json/path.hpp"
#include "json/source.hpp"
#include "json/text.hpp"
#include "model/amounts.hpp"
#include "yaml/tree_reader.hpp"

namespace berth::host::yaml {

namespace {

using json::shortened;

std::string line_text(const json::Node& node) {
    return fmt::format("line {}", node.line);
}

}  // namespace

Value::Value(const json::Node& node, std::string pointer, std::shared_ptr<Source> source)
    : node_(&node), pointer_(std::move(pointer)), source_(std::move(source)) {
    if (source_->values_left-- > 0) return;
    source_->values_left = 0;
    json::TreeBuilder(source_->tree).fail_size(node.line);
}

Value Value::child(const json::Node& node, std::string_view step) const {
    std::string pointer = pointer_ + "/";
    json::append_escaped_step(pointer, step);
    return {node, std::move(pointer), source_};
}

std::string Value::tag() const {
    return has_tag_ ? std::string(node_->tag) : std::string();
}

Value Value::without_tag() const {
    Value value = *this;
    value.has_tag_ = false;
    return value;
}

std::string Value::found() const {
    if (is_map()) return "a map";
    if (is_list()) return "a list";
    if (!is_text()) return "nothing";
    const std::string text = shortened(node_->text);
    return is_plain() ? text : fmt::format("the text \"{}\"", text);
}

Location Value::where() const {
    return {source_->tree.file(), line_text(*node_) + (pointer_.empty() ? "" : ", ") + pointer_};
}

void Value::fail(const std::string& problem) const {
    throw InputError(problem, where());
}

void Value::fail_expected(std::string_view what) const {
    fail(fmt::format("expected {}, found {}", what, found()));
}

void Value::located(const std::function<void()>& check) const {
    try {
        check();
    } catch (const InputError& error) {
        fail(error.problem());
    }
}

std::string Value::text() const {
    if (!is_text()) fail_expected("text");
    return std::string(node_->text);
}

std::string Value::text_not_empty() const {
    if (!is_text() || node_->text.empty()) fail_expected("text that is not empty");
    return std::string(node_->text);
}

std::int64_t Value::integer(std::int64_t least, std::int64_t most) const {
    const std::optional<std::int64_t> number =
        is_plain() ? model::parse_integer(node_->text) : std::nullopt;
    if (!number || *number < least || *number > most) {
        fail_expected(fmt::format("a whole number from {} to {}", least, most));
    }
    return *number;
}

double Value::number() const {
    double number = 0;
    const std::string_view text = is_plain() ? node_->text : std::string_view();
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (text.empty() || error != std::errc() || stopped != end || !std::isfinite(number)) {
        fail_expected("a number");
    }
    return number;
}

bool Value::boolean() const {
    if (is_plain() && node_->text == "true") return true;
    if (is_plain() && node_->text == "false") return false;
    fail_expected("true or false");
}

std::vector<Value> Value::elements() const {
    if (!is_list()) fail_expected("a list");
    std::vector<Value> elements;
    elements.reserve(size());
    for (const json::Node::Child& element : node_->children) {
        elements.push_back(child(*element.value, std::to_string(elements.size())));
    }
    return elements;
}

std::vector<std::pair<std::string, Value>> Value::all_members() const {
    if (!is_map()) fail_expected("a map of members");
    std::vector<std::pair<std::string, Value>> members;
    members.reserve(size());
    for (const auto& [name, node] : node_->children) {
        members.emplace_back(name, child(*node, name));
    }
    return members;
}

std::vector<std::pair<std::string, Value>> Value::members() const {
    std::vector<std::pair<std::string, Value>> members = all_members();
    std::set<std::string> names;
    for (const auto& [name, value] : members) {
        if (!names.insert(name).second) {
            value.fail(fmt::format("the member `{}` is given twice", name));
        }
    }
    return members;
}

std::vector<std::pair<std::string, Value>> Value::lenient_members() const {
    std::vector<std::pair<std::string, Value>> members;
    std::map<std::string, std::size_t> places;
    for (auto& [name, value] : all_members()) {
        const auto [place, is_new] = places.try_emplace(name, members.size());
        if (is_new) {
            members.emplace_back(name, value);
        } else {
            members[place->second].second = value;
        }
    }
    return members;
}

void Value::warn_of_repeated_names(std::vector<Warning>& warnings) const {
    if (is_list()) {
        for (const Value& element : elements()) element.warn_of_repeated_names(warnings);
    }
    if (!is_map()) return;
    std::map<std::string, Value> earlier;
    for (const auto& [name, value] : all_members()) {
        const auto [first, is_new] = earlier.try_emplace(name, value);
        if (!is_new) {
            warnings.push_back(
                {fmt::format("`{}` is given more than once, before in {}; the last one counts",
                             shortened(name), line_text(*first->second.node_)),
                 value.where()});
            first->second = value;
        }
        value.warn_of_repeated_names(warnings);
    }
}

namespace {

[[noreturn]] void fail_size(std::uintmax_t size, std::size_t limit, const std::string& file) {
    throw InputError(fmt::format("the file has {} bytes; it may have {}", size, limit), {file, ""});
}

}  // namespace

Value load(std::string_view text, const std::string& file) {
    if (text.size() > most_bytes) fail_size(text.size(), most_bytes, file);
    const json::PaddedText padded(text);
    std::optional<json::Fault> fault;
    if (json::begins_as_json(padded.view())) {
        const auto source = std::make_shared<Value::Source>(file);
        json::TreeBuilder builder(source->tree);
        fault = json::read_json_tree(padded, builder);
        if (!fault) return {source->tree.root(), "", source};
    }
    const auto source = std::make_shared<Value::Source>(file);
    json::TreeBuilder builder(source->tree);
    const std::optional<json::Fault> other = read_yaml_tree(padded.view(), file, builder);
    if (!other) return {source->tree.root(), "", source};
    // What got further knows better what was meant.
    if (!fault || fault->offset <= other->offset) fault = other;
    throw InputError("this is neither YAML nor JSON: " + fault->problem,
                     {file, json::line_and_column(padded.view(), fault->offset)});
}

Value load_file(const std::string& path, std::size_t limit) {
    std::error_code unknown;
    const std::uintmax_t size = std::filesystem::file_size(path, unknown);
    if (!unknown && size > limit) fail_size(size, limit, path);
    const json::PaddedText text = json::read_file(path);
    if (text.view().size() > limit) fail_size(text.view().size(), limit, path);
    return load(text.view(), path);
}

void fail_unknown(const Value& member, const std::string& name,
                  const std::vector<std::string_view>& known) {
    member.fail(fmt::format("the member `{}` is unknown here; known are: {}", shortened(name),
                            fmt::join(known, ", ")));
}

std::vector<std::string> read_texts(const Value& list) {
    std::vector<std::string> texts;
    for (const Value& element : list.elements()) texts.push_back(element.text_not_empty());
    return texts;
}

}  // namespace berth::host::yaml
