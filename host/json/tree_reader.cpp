// JSON text to a tree, by simdjson. Unlike YAML's readers it knows all of JSON: names of any length
// and on any line, and characters as pairs of escaped surrogates.
#include <algorithm>

#include "json/ondemand.hpp"
#include "json/text.hpp"
#include "json/tree.hpp"

namespace berth::host::json {

namespace {

std::string_view without_digits(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
    return text;
}

// Takes one or more digits off the text.
bool take_digits(std::string_view& text) {
    const std::string_view rest = without_digits(text);
    const bool has_digits = rest.size() < text.size();
    text = rest;
    return has_digits;
}

bool is_number(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const bool begins_with_zero = text.starts_with('0');
    const std::size_t size = text.size();
    if (!take_digits(text) || (begins_with_zero && size - text.size() > 1)) return false;
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        if (!take_digits(text)) return false;
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
        if (!take_digits(text)) return false;
    }
    return text.empty();
}

class TreeReader {
   public:
    TreeReader(std::string_view text, TreeBuilder& builder) : text_(text), builder_(&builder) {}

    std::size_t offset() const { return offset_; }

    simdjson::error_code read(ondemand::value value);

   private:
    simdjson::error_code read_object(ondemand::value value);
    simdjson::error_code read_list(ondemand::value value);
    simdjson::error_code read_text(ondemand::value value);
    simdjson::error_code read_word(std::string_view word);
    void go_to(std::size_t offset);

    std::string_view text_;
    TreeBuilder* builder_;
    std::size_t offset_ = 0;
    std::size_t line_ = 1;
};

void TreeReader::go_to(std::size_t offset) {
    line_ +=
        static_cast<std::size_t>(std::ranges::count(text_.substr(offset_, offset - offset_), '\n'));
    offset_ = offset;
}

simdjson::error_code TreeReader::read(ondemand::value value) {
    const std::string_view token = value.raw_json_token();
    const auto offset = static_cast<std::size_t>(token.data() - text_.data());
    if (offset >= text_.size()) return simdjson::INCOMPLETE_ARRAY_OR_OBJECT;
    go_to(offset);
    switch (token.front()) {
        case '{':
            return read_object(value);
        case '[':
            return read_list(value);
        case '"':
            return read_text(value);
        default:
            return read_word(without_trailing_blanks(token.substr(0, text_.size() - offset)));
    }
}

simdjson::error_code TreeReader::read_object(ondemand::value value) {
    builder_->add(Node::Kind::map, line_);
    ondemand::object object;
    if (const auto error = value.get_object().get(object)) return error;
    for (auto result : object) {
        ondemand::field field;
        if (const auto error = std::move(result).get(field)) return error;
        std::string_view name;
        if (const auto error = unescaped_key(field).get(name)) return error;
        builder_->name(name);
        if (const auto error = read(field.value())) return error;
    }
    builder_->close();
    return simdjson::SUCCESS;
}

simdjson::error_code TreeReader::read_list(ondemand::value value) {
    builder_->add(Node::Kind::list, line_);
    ondemand::array list;
    if (const auto error = value.get_array().get(list)) return error;
    for (auto result : list) {
        ondemand::value element;
        if (const auto error = std::move(result).get(element)) return error;
        if (const auto error = read(element)) return error;
    }
    builder_->close();
    return simdjson::SUCCESS;
}

simdjson::error_code TreeReader::read_text(ondemand::value value) {
    std::string_view text;
    if (const auto error = value.get_string().get(text)) return error;
    builder_->add(Node::Kind::text, line_).text = builder_->keep(text);
    return simdjson::SUCCESS;
}

simdjson::error_code TreeReader::read_word(std::string_view word) {
    if (word == "null") {
        builder_->add(Node::Kind::null, line_);
        return simdjson::SUCCESS;
    }
    if (word != "true" && word != "false" && !is_number(word)) return simdjson::TAPE_ERROR;
    Node& node = builder_->add(Node::Kind::text, line_);
    node.text = builder_->keep(word);
    node.is_plain = true;
    return simdjson::SUCCESS;
}

}  // namespace

bool begins_as_json(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(blanks), text.size());
    return text.substr(begin).starts_with('{') || text.substr(begin).starts_with('[');
}

std::optional<Fault> read_json_tree(const PaddedText& padded, TreeBuilder& builder) {
    const std::string_view text = padded.view();
    ondemand::parser parser;
    ondemand::document document;
    const simdjson::padded_string_view bytes(text.data(), text.size(),
                                             text.size() + simdjson::SIMDJSON_PADDING);
    TreeReader reader(text, builder);
    if (const auto error = parser.iterate(bytes).get(document)) {
        return Fault{0, simdjson::error_message(error)};
    }
    ondemand::value root;
    simdjson::error_code error = document.get_value().get(root);
    if (!error) error = reader.read(root);
    const char* place = nullptr;
    const bool is_placed = document.current_location().get(place) == simdjson::SUCCESS;
    if (!error && is_placed) error = simdjson::TRAILING_CONTENT;
    if (!error) return std::nullopt;
    const std::size_t offset = is_placed ? static_cast<std::size_t>(place - text.data()) : 0;
    return Fault{std::min(std::max(offset, reader.offset()), text.size()),
                 simdjson::error_message(error)};
}

}  // namespace berth::host::json
