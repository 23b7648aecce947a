#include "yaml/value.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>

#include <charconv>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "json/path.hpp"
#include "json/source.hpp"
#include "json/text.hpp"
#include "model/amounts.hpp"

namespace berth::host::yaml {

namespace {

using json::shortened;

constexpr std::size_t most_values = 1'000'000;

std::string line_of(const YAML::Mark& mark) {
    return mark.is_null() ? "" : fmt::format("line {}", mark.line + 1);
}

}  // namespace

Value::Value(YAML::Node node, std::string pointer, std::shared_ptr<Source> source)
    : node_(std::move(node)), pointer_(std::move(pointer)), source_(std::move(source)) {
    if (source_->values_left-- > 0) return;
    source_->values_left = 0;
    fail(
        fmt::format("the file stands for more than {} values, each alias counted as often as it "
                    "is used; make it smaller",
                    most_values));
}

Value& Value::operator=(const Value& other) {
    node_.reset(other.node_);
    pointer_ = other.pointer_;
    source_ = other.source_;
    has_tag_ = other.has_tag_;
    return *this;
}

Value Value::child(const YAML::Node& node, std::string_view step) const {
    std::string pointer = pointer_ + "/";
    json::append_escaped_step(pointer, step);
    return {node, std::move(pointer), source_};
}

bool Value::is_plain() const {
    return node_.IsScalar() && node_.Tag() != "!";
}

std::string Value::tag() const {
    const std::string& tag = node_.Tag();
    return has_tag_ && tag.size() > 1 ? tag : std::string();
}

Value Value::without_tag() const {
    Value value = *this;
    value.has_tag_ = false;
    return value;
}

std::string Value::found() const {
    if (node_.IsMap()) return "a map";
    if (node_.IsSequence()) return "a list";
    if (!node_.IsScalar()) return "nothing";
    return is_plain() ? shortened(node_.Scalar())
                      : fmt::format("the text \"{}\"", shortened(node_.Scalar()));
}

Location Value::where() const {
    std::string place = line_of(node_.Mark());
    if (!place.empty() && !pointer_.empty()) place += ", ";
    return {source_->file, place + pointer_};
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
    if (!node_.IsScalar()) fail_expected("text");
    return node_.Scalar();
}

std::string Value::text_not_empty() const {
    if (!node_.IsScalar() || node_.Scalar().empty()) fail_expected("text that is not empty");
    return node_.Scalar();
}

std::int64_t Value::integer(std::int64_t least, std::int64_t most) const {
    const std::optional<std::int64_t> number =
        is_plain() ? model::parse_integer(node_.Scalar()) : std::nullopt;
    if (!number || *number < least || *number > most) {
        fail_expected(fmt::format("a whole number from {} to {}", least, most));
    }
    return *number;
}

double Value::number() const {
    double number = 0;
    const std::string text = is_plain() ? node_.Scalar() : std::string();
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (text.empty() || error != std::errc() || stopped != end || !std::isfinite(number)) {
        fail_expected("a number");
    }
    return number;
}

bool Value::boolean() const {
    if (is_plain() && node_.Scalar() == "true") return true;
    if (is_plain() && node_.Scalar() == "false") return false;
    fail_expected("true or false");
}

std::vector<Value> Value::elements() const {
    if (!node_.IsSequence()) fail_expected("a list");
    std::vector<Value> elements;
    for (const YAML::Node& node : node_) {
        elements.push_back(child(node, std::to_string(elements.size())));
    }
    return elements;
}

std::vector<std::pair<std::string, Value>> Value::all_members() const {
    if (!node_.IsMap()) fail_expected("a map of members");
    std::vector<std::pair<std::string, Value>> members;
    for (const auto& member : node_) {
        const Value value =
            child(member.second, member.first.IsScalar() ? member.first.Scalar() : "");
        if (!member.first.IsScalar()) value.fail("expected text as the name of a member");
        members.emplace_back(member.first.Scalar(), value);
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
                             shortened(name), line_of(first->second.node_.Mark())),
                 value.where()});
            first->second = value;
        }
        value.warn_of_repeated_names(warnings);
    }
}

namespace {

class IgnoredEvents : public YAML::EventHandler {
    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  const std::string&) override {}
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {}
    void OnSequenceEnd() override {}
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}
    void OnMapEnd() override {}
};

// YAML::LoadAll() loads for ever where text behind a document begins none (yaml-cpp 0.7).
const char* other_than_one_document(const std::string& text) {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    IgnoredEvents events;
    if (!parser.HandleNextDocument(events)) return "none";
    return parser.HandleNextDocument(events) ? "text behind the first one" : nullptr;
}

[[noreturn]] void fail_size(std::uintmax_t size, std::size_t limit, const std::string& file) {
    throw InputError(fmt::format("the file has {} bytes; it may have {}", size, limit), {file, ""});
}

}  // namespace

Value load(std::string_view text, const std::string& file) {
    if (text.size() > most_bytes) fail_size(text.size(), most_bytes, file);
    try {
        const std::string bytes(text);
        if (const char* const found = other_than_one_document(bytes)) {
            throw InputError(fmt::format("expected one YAML or JSON document, found {}", found),
                             {file, ""});
        }
        return {YAML::Load(bytes), "",
                std::make_shared<Value::Source>(Value::Source{file, most_values})};
    } catch (const YAML::Exception& error) {
        const bool too_deep = dynamic_cast<const YAML::DeepRecursion*>(&error) != nullptr;
        throw InputError(
            "this is neither YAML nor JSON: " + (too_deep ? "nested too deeply" : error.msg),
            {file, fmt::format("{}, column {}", line_of(error.mark), error.mark.column + 1)});
    }
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
