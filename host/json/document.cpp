// Documents of a file, one after another.
//
// A text that looks like one document is read as one. Whatever follows it after all, and any other
// text, is read as a stream, for which simdjson first looks for where the last document ends: in
// one large document that is a walk through all of it.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <new>

#include "json/ondemand.hpp"
#include "json/text.hpp"
#include "json/value.hpp"

namespace berth::host::json {

namespace {

constexpr std::string_view cut_off =
    "is cut off, or its brackets do not match; take the snapshot again";

// Whether anything but blanks follows the first value of a text. Looked up only for a message
// about the first value, which is why nobody keeps the answer.
bool has_several_documents(std::string_view text) {
    std::size_t depth = 0;
    bool in_text = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_text) {
            if (c == '\\') ++i;
            in_text = c != '"';
        } else if (c == '"') {
            in_text = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && depth > 0 && --depth == 0) {
            return !without_trailing_blanks(text.substr(i + 1)).empty();
        }
    }
    return false;
}

}  // namespace

/// The iteration over the documents of a text.
class Stream {
   public:
    explicit Stream(Document& document) : document_(&document) {
#ifdef SIMDJSON_THREADS_ENABLED
        parser_.threaded = false;
#endif
        document.stream_ = this;
    }

    // Reads the document that all of the text seems to be. What is left then, or all of it if it
    // does not seem one, is returned; by read_rest() what is no whole document.
    std::string_view read_first(const std::function<void(Document&)>& read);
    std::string_view read_rest(std::string_view rest, const std::function<void(Document&)>& read);

    ondemand::document_reference reference;
    StandingValue root;

   private:
    Document* document_;
    ondemand::parser parser_;
};

std::string pointer_in_document(std::size_t number, const std::string& pointer) {
    return pointer.empty() ? fmt::format("document {}", number)
                           : fmt::format("document {}: {}", number, pointer);
}

Value Document::root() {
    path.clear();
    ondemand::document_reference& reference = stream_->reference;
    reference.rewind();
    const auto error = reference.get_value().get(stream_->root.value);
    if (error == simdjson::SCALAR_DOCUMENT_AS_VALUE) {
        fail("expected an object or a list, as the AWS CLI prints with `--output json`");
    }
    if (error != simdjson::SUCCESS) fail_syntax(error);
    return Value(stream_->root, stream_->root.value.raw_json_token().data(), *this);
}

Location Document::here() const {
    std::string pointer = path.pointer();
    return {*file_, number_ > 1 ? pointer_in_document(number_, pointer) : std::move(pointer)};
}

void Document::fail(const std::string& problem) const {
    throw InputError(problem, here());
}

void Document::fail_syntax(int error) const {
    const char* location = nullptr;
    const bool is_located =
        stream_->reference.current_location().get(location) == simdjson::SUCCESS;
    const std::size_t offset =
        is_located ? static_cast<std::size_t>(location - text_.data()) : text_.size();
    if (offset >= text_.size()) fail(fmt::format("the JSON value {}", cut_off));
    fail(fmt::format("not valid JSON near {}: {}", line_and_column(text_, offset),
                     simdjson::error_message(static_cast<simdjson::error_code>(error))));
}

void Document::warn(std::string text) const {
    warnings_->push_back({std::move(text), here()});
}

namespace {

// What simdjson's first look over the whole text found wrong: bytes that are no UTF-8, a control
// character within quotes, a quote that is never closed.
[[noreturn]] void fail_text(std::string_view text, const std::string& file,
                            simdjson::error_code error) {
    if (error == simdjson::MEMALLOC) throw std::bad_alloc();
    std::string place;
    if (error == simdjson::UTF8_ERROR) {
        std::size_t begin = 0;
        while (begin < text.size()) {
            const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
            if (!simdjson::validate_utf8(text.data() + begin, end - begin)) break;
            begin = end;
        }
        place = " in line " + std::to_string(std::ranges::count(text.substr(0, begin), '\n') + 1);
    }
    throw InputError(fmt::format("not valid JSON{}: {}", place, simdjson::error_message(error)),
                     {file, ""});
}

void check_encoding(std::string_view text, const std::string& file) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        throw InputError(
            "the file is UTF-16, as Windows PowerShell writes with `>`; JSON is UTF-8: pipe "
            "through `Out-File -Encoding utf8`",
            {file, ""});
    }
    if (text.size() >= std::numeric_limits<std::uint32_t>::max()) {
        throw InputError("the file is larger than 4 GiB; split it into several", {file, ""});
    }
    if (without_trailing_blanks(text).empty()) {
        throw InputError(
            "the file is empty; expected JSON as the AWS CLI prints with `--output json`",
            {file, ""});
    }
}

// Whether a text begins and ends as one object or one list does, and shows no seam between two
// documents early on: outside of quotes nothing else puts a line break between closing and opening
// brackets, and within quotes there is none. A wrong guess costs time alone.
bool seems_one_value(std::string_view text) {
    constexpr std::size_t most_seam_offset = std::size_t{1} << 20;
    const char first = text[text.find_first_not_of(blanks)];
    const char last = without_trailing_blanks(text).back();
    if (first != '{' && first != '[') return false;
    if (last != (first == '{' ? '}' : ']')) return false;
    const std::string_view begin = text.substr(0, most_seam_offset);
    return begin.find(first == '{' ? "}\n{" : "]\n[") == std::string_view::npos;
}

}  // namespace

std::size_t for_each_document(const PaddedText& padded, const std::string& file,
                              std::vector<Warning>& warnings,
                              const std::function<void(Document&)>& read) {
    const std::string_view text = padded.view();
    check_encoding(text, file);
    Document document(text, file, warnings);
    Stream stream(document);
    std::string_view rest;
    try {
        rest = stream.read_first(read);
        if (!rest.empty()) rest = stream.read_rest(rest, read);
    } catch (const InputError& error) {
        if (document.number_ != 1 || !has_several_documents(text)) throw;
        throw InputError(error.problem(), {file, pointer_in_document(1, error.where().pointer)});
    }
    if (!rest.empty()) {
        const auto begin = static_cast<std::size_t>(rest.data() - text.data());
        throw InputError(fmt::format("the JSON value that starts at {} {}",
                                     line_and_column(text, begin), cut_off),
                         {file, ""});
    }
    return document.number_;
}

std::string_view Stream::read_first(const std::function<void(Document&)>& read) {
    const std::string_view text = document_->text_;
    if (!seems_one_value(text)) return text;
    ondemand::document first;
    const simdjson::padded_string_view padded(text.data(), text.size(),
                                              text.size() + simdjson::SIMDJSON_PADDING);
    if (parser_.iterate(padded).get(first) != simdjson::SUCCESS) return text;
    reference = ondemand::document_reference(first);
    document_->number_ = 1;
    read(*document_);
    const char* next = nullptr;
    if (reference.current_location().get(next) != simdjson::SUCCESS) return {};
    return text.substr(static_cast<std::size_t>(next - text.data()));
}

std::string_view Stream::read_rest(std::string_view rest,
                                   const std::function<void(Document&)>& read) {
    const std::string_view text = document_->text_;
    const std::string& file = *document_->file_;
    // One batch for all of it: a document may be as large as the file.
    ondemand::document_stream stream;
    if (const auto error =
            parser_.iterate_many(rest.data(), rest.size(), rest.size()).get(stream)) {
        fail_text(text, file, error);
    }
    for (auto result : stream) {
        if (const auto error = std::move(result).get(reference)) fail_text(text, file, error);
        ++document_->number_;
        read(*document_);
    }
    return rest.substr(rest.size() - stream.truncated_bytes());
}

}  // namespace berth::host::json
