#include "yaml/skeleton.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <string_view>
#include <vector>

#include "json/record_writer.hpp"

namespace berth::host::yaml {

namespace {

using record::Field;
using record::FileMember;
using record::Form;
using record::Presence;
using record::Shape;
using record::Type;
using Kind = Form::Kind;
using Lines = std::vector<std::string>;

constexpr std::size_t width = 90;

// A larger bound is that of the type, of which nobody needs to know.
constexpr std::int64_t largest_shown = std::numeric_limits<std::int32_t>::max();

/// "10,000"
std::string grouped(std::int64_t number) {
    std::string digits = fmt::format("{}", number);
    const std::ptrdiff_t first = number < 0 ? 1 : 0;
    for (auto at = std::ssize(digits) - 3; at > first; at -= 3) {
        digits.insert(static_cast<std::size_t>(at), ",");
    }
    return digits;
}

std::string bounds_of(const Form& form) {
    const bool has_most = form.most < largest_shown;
    if (form.least_is_excluded) {
        return fmt::format("above {}{}", grouped(form.least),
                           has_most ? ", at most " + grouped(form.most) : "");
    }
    return has_most ? fmt::format("{} to {}", grouped(form.least), grouped(form.most))
                    : fmt::format("{} or more", grouped(form.least));
}

std::string hint_of(const Form& form) {
    switch (form.kind) {
        case Kind::whole:
        case Kind::number:
            return bounds_of(form);
        case Kind::choice: {
            Lines texts;
            for (const auto& choice : form.choices) texts.emplace_back(choice.text);
            return fmt::format("one of {}", fmt::join(texts, ", "));
        }
        case Kind::own:
            return std::string(form.own->hint);
        default:
            return "";
    }
}

bool is_plain(std::string_view text) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto is_usual = [&](char c) {
        return is_letter(c) || (c >= '0' && c <= '9') || c == ' ';
    };
    return std::ranges::all_of(text, is_usual) && std::ranges::any_of(text, is_letter);
}

// What the member has where a file leaves it out.
std::string default_of(const FileMember& member) {
    std::string text;
    json::Writer writer(text);
    json::write_value(writer, member.field->form, *member.field->type, member.value());
    const std::string_view inner = std::string_view(text).substr(1, text.size() - 2);
    return text.starts_with('"') && is_plain(inner) ? std::string(inner) : text;
}

const Type& inner_type(const Field& field) {
    return field.type->shape == Shape::optional ? *field.type->of : *field.type;
}

std::string note_of(const FileMember& member) {
    if (member.field == nullptr) return std::string(member.group->sentence);
    const Field& field = *member.field;
    Lines hints;
    if (field.presence == Presence::required) hints.emplace_back("required");
    if (std::string hint = hint_of(field.form); !hint.empty()) hints.push_back(std::move(hint));
    if (field.presence == Presence::defaulted && !field.sample.empty()) {
        hints.push_back("default: " + default_of(member));
    }
    std::string note(field.sentence);
    if (note.empty() && field.form.kind == Kind::part) {
        note = inner_type(field).record->definition.sentence;
    }
    if (hints.empty()) return note;
    const std::string joined = fmt::format("{}", fmt::join(hints, "; "));
    return note.empty() ? joined : fmt::format("{} ({})", note, joined);
}

Lines comment(std::string_view text) {
    Lines lines{"#"};
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (lines.back().size() + word.size() >= width) lines.emplace_back("#");
        lines.back() += fmt::format(" {}", word);
    }
    return lines;
}

void append(Lines& lines, const Lines& more, std::string_view before) {
    for (const std::string& line : more) lines.push_back(std::string(before) + line);
}

void append_as_comments(Lines& lines, const Lines& more) {
    for (const std::string& line : more) {
        lines.push_back((line.starts_with('#') ? "" : "# ") + line);
    }
}

// The dash stands before the first line that is no comment.
void append_element(Lines& lines, const Lines& element) {
    bool has_dash = false;
    for (const std::string& line : element) {
        const bool gets_dash = !has_dash && !line.starts_with('#');
        lines.push_back((gets_dash ? "- " : has_dash ? "  " : "") + line);
        has_dash |= gets_dash;
    }
}

Lines lines_of(const std::vector<FileMember>& members);

// The lines below a member that holds records; none for one that stands in a line.
Lines lines_below(const Field& field) {
    const Form& form = field.form;
    const Type& type = inner_type(field);
    Lines lines;
    if (!field.sample.empty()) return lines;
    if (form.own != nullptr) {
        if (form.own->file == nullptr || field.presence == Presence::defaulted) return lines;
        const Lines element = lines_of(record::members_of(*form.own->file));
        const bool is_list = form.own->is_list || form.kind == Kind::parts;
        is_list ? append_element(lines, element) : append(lines, element, "");
    } else if (form.kind == Kind::part) {
        append(lines, lines_of(record::members_of(*type.record)), "");
    } else if (form.kind == Kind::parts && type.of->shape == Shape::variant) {
        for (const Type* const kind : type.of->kinds) {
            const record::Definition& definition = kind->record->definition;
            Lines element = comment(definition.sentence);
            element.push_back(fmt::format("{}:", definition.name));
            append(element, lines_of(record::members_of(*kind->record)), "  ");
            append_element(lines, element);
        }
    } else if (form.kind == Kind::parts) {
        append_element(lines, lines_of(record::members_of(*type.of->record)));
    } else if (form.kind == Kind::named) {
        lines.push_back(fmt::format("{}:", form.name));
        append(lines, lines_of(record::members_of(*type.of->record)), "  ");
    }
    return lines;
}

Lines lines_of(const FileMember& member) {
    Lines below;
    std::string head = fmt::format("{}:", member.name());
    if (member.field == nullptr) {
        below = lines_of(record::members_of(*member.record, member.owner, member.group));
    } else {
        below = lines_below(*member.field);
        const std::string_view sample = member.field->sample;
        if (below.empty())
            head += " " + (sample.empty() ? default_of(member) : std::string(sample));
    }
    const std::string note = note_of(member);
    Lines lines;
    if (note.empty() || head.size() + note.size() + 4 <= width) {
        lines.push_back(note.empty() ? head : fmt::format("{}  # {}", head, note));
    } else {
        lines = comment(note);
        lines.push_back(head);
    }
    append(lines, below, "  ");
    return lines;
}

Lines lines_of(const std::vector<FileMember>& members) {
    Lines lines;
    for (const FileMember& member : members) {
        const bool is_comment =
            member.field != nullptr && member.field->presence == Presence::alternative;
        const Lines more = lines_of(member);
        is_comment ? append_as_comments(lines, more) : append(lines, more, "");
    }
    return lines;
}

}  // namespace

std::string skeleton_of(const record::Record& root) {
    Lines lines = comment(root.definition.sentence);
    append(lines,
           comment("Every member is shown; those that are comments stand in place of others. What "
                   "is not required can be left out."),
           "");
    for (const FileMember& member : record::members_of(root)) {
        lines.emplace_back();
        append(lines, lines_of(std::vector<FileMember>{member}), "");
    }
    return fmt::format("{}\n", fmt::join(lines, "\n"));
}

}  // namespace berth::host::yaml
