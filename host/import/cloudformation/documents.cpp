#include "import/cloudformation/documents.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "import/cloudformation/evaluator.hpp"
#include "json/path.hpp"
#include "json/text.hpp"
#include "json/writer.hpp"
#include "model/amounts.hpp"

namespace berth::host::import::cloudformation {

namespace {

std::string printed_name(const PropertyRule& rule, bool lower_case) {
    std::string name(rule.printed_name.empty() ? rule.name : rule.printed_name);
    if (lower_case && name[0] >= 'A' && name[0] <= 'Z') {
        name[0] = static_cast<char>(name[0] - 'A' + 'a');
    }
    return name;
}

bool is_word_without_case(const std::string& text, std::string_view lower) {
    return std::ranges::equal(text, lower, [](char a, char b) { return (a | 0x20) == b; });
}

// CloudFormation reads YAML 1.1, which has more words than JSON.
std::optional<bool> parse_boolean(const std::string& text) {
    for (const std::string_view word : {"true", "yes", "on"}) {
        if (is_word_without_case(text, word)) return true;
    }
    for (const std::string_view word : {"false", "no", "off"}) {
        if (is_word_without_case(text, word)) return false;
    }
    return std::nullopt;
}

// Settings of the agent are the only lines of user data that berth reads.
bool is_missing_from_settings(const Property& script) {
    std::string_view rest = script.text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        const auto is_in_line = [&](const std::string& name) {
            return line.find("<" + name + ">") != std::string_view::npos;
        };
        if (line.find("ECS_") != std::string_view::npos &&
            std::ranges::any_of(script.missing, is_in_line)) {
            return true;
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

class DocumentWriter {
   public:
    DocumentWriter(Evaluator& evaluator, Documents& documents, std::vector<Warning>& warnings)
        : evaluator_(evaluator),
          documents_(documents),
          warnings_(warnings),
          writer_(documents.json) {}

    void write(const std::vector<PreparedResource>& resources) {
        std::vector<std::string_view> sections;
        for (const PreparedResource& prepared : resources) {
            if (std::ranges::find(sections, prepared.type->section) == sections.end()) {
                sections.push_back(prepared.type->section);
            }
        }
        writer_.begin_object();
        for (const std::string_view section : sections) write_section(section, resources);
        writer_.end_object();
        documents_.json += '\n';
    }

   private:
    void write_section(std::string_view section, const std::vector<PreparedResource>& resources) {
        writer_.line();
        writer_.key(section);
        writer_.begin_list();
        std::size_t index = 0;
        for (const PreparedResource& prepared : resources) {
            if (prepared.type->section != section || is_left_out(prepared)) continue;
            current_ = &prepared;
            writer_.line(4);
            write_object(prepared.properties, *prepared.type->shape,
                         fmt::format("/{}/{}", section, index++));
        }
        writer_.end_list();
    }

    // A subnet says nothing but its zone.
    bool is_left_out(const PreparedResource& prepared) {
        if (prepared.type->section != "Subnets") return false;
        const Property* const zone = prepared.properties.find("AvailabilityZone");
        if (zone != nullptr && !zone->is_missing()) return false;
        warnings_.push_back(
            {"AWS chooses the zone of this subnet; without `AvailabilityZone` the "
             "snapshot has none for it",
             prepared.properties.where});
        return true;
    }

    void write_object(const Property& object, const Shape& shape, const std::string& pointer) {
        documents_.places[pointer] = object.where;
        require(object, Property::Kind::map, "an object");
        for (const auto& [name, value] : object.members) {
            warn_of_unknown_property(shape, name, value.where, warnings_);
        }
        writer_.begin_object();
        for (const PropertyRule& rule : shape.rules) {
            const Property* const value = object.find(rule.name);
            if (value != nullptr && is_known(*value, rule)) write_member(rule, *value, pointer);
        }
        writer_.end_object();
    }

    void write_member(const PropertyRule& rule, const Property& value, const std::string& parent) {
        const std::string name = printed_name(rule, current_->type->prints_lower_case);
        const std::string pointer = parent + "/" + name;
        documents_.places[pointer] = value.where;
        writer_.key(name);
        switch (rule.kind) {
            case PropertyKind::text:
            case PropertyKind::script:
                writer_.text(text_in(value));
                return;
            case PropertyKind::integer:
                writer_.integer(integer_in(value));
                return;
            case PropertyKind::boolean:
                writer_.boolean(boolean_in(value));
                return;
            case PropertyKind::texts:
                write_texts(value, rule, pointer);
                return;
            case PropertyKind::joined_texts:
                writer_.text(fmt::format("{}", fmt::join(texts_in(value, rule), ",")));
                return;
            case PropertyKind::object:
                write_object(value, *rule.shape, pointer);
                return;
            case PropertyKind::objects:
                write_objects(value, rule, pointer);
        }
    }

    void write_objects(const Property& list, const PropertyRule& rule, const std::string& pointer) {
        require(list, Property::Kind::list, "a list of objects");
        writer_.begin_list();
        std::size_t index = 0;
        for (const Property& element : list.elements) {
            write_object(element, *rule.shape, fmt::format("{}/{}", pointer, index++));
        }
        writer_.end_list();
    }

    void write_texts(const Property& list, const PropertyRule& rule, const std::string& pointer) {
        const std::vector<std::string> texts = texts_in(list, rule);
        writer_.begin_list();
        for (std::size_t i = 0; i < texts.size(); ++i) {
            documents_.places[fmt::format("{}/{}", pointer, i)] = list.where;
            writer_.text(texts[i]);
        }
        writer_.end_list();
    }

    std::vector<std::string> texts_in(const Property& list, const PropertyRule& rule) {
        if (list.is_answer) return split_at_commas(list.text);
        require(list, Property::Kind::list, "a list of texts");
        std::vector<std::string> texts;
        for (const Property& element : list.elements) {
            if (is_known(element, rule)) texts.push_back(text_in(element));
        }
        return texts;
    }

    std::string text_in(const Property& value) {
        require(value, Property::Kind::text, "text");
        return text_of(value);
    }

    std::int64_t integer_in(const Property& value) {
        const std::string text = text_in(value);
        const std::optional<std::int64_t> number = model::parse_integer(text);
        if (!number) fail(value, "a whole number", text);
        return *number;
    }

    bool boolean_in(const Property& value) {
        const std::string text = text_in(value);
        const std::optional<bool> truth = parse_boolean(text);
        if (!truth) fail(value, "true or false", text);
        return *truth;
    }

    static void require(const Property& value, Property::Kind kind, std::string_view what) {
        constexpr std::string_view kinds[] = {"nothing", "text", "a list", "an object"};
        if (value.kind == kind) return;
        throw InputError(
            fmt::format("expected {}, found {}", what, kinds[static_cast<std::size_t>(value.kind)]),
            value.where);
    }

    [[noreturn]] static void fail(const Property& value, std::string_view what,
                                  const std::string& text) {
        throw InputError(fmt::format("expected {}, found \"{}\"", what, json::shortened(text)),
                         value.where);
    }

    bool is_known(const Property& value, const PropertyRule& rule) {
        if (!value.is_missing()) return true;
        if (rule.kind == PropertyKind::script && !is_missing_from_settings(value)) return true;
        for (const std::string& name : value.missing) {
            documents_.unresolved.insert(name);
            warnings_.push_back({fmt::format("`{}` is left out: only AWS knows {}; {}", rule.name,
                                             name, remedy(name, rule)),
                                 value.where});
        }
        return false;
    }

    std::string remedy(const std::string& missing, const PropertyRule& rule) {
        constexpr std::string_view export_prefix = "the export ";
        if (missing.starts_with(export_prefix)) {
            return fmt::format("give the template that exports it, too, or --export {}=VALUE",
                               missing.substr(export_prefix.size()));
        }
        const std::vector<std::string> groups = rule.name == "AutoScalingGroupArn"
                                                    ? groups_given_to(missing)
                                                    : std::vector<std::string>();
        if (groups.empty()) return fmt::format("give it with --attribute {}=VALUE", missing);
        return fmt::format(
            "give it with --attribute {}=VALUE, a group by ARN, name or logical id and commas "
            "between several; if it is the groups that the resource is given: --attribute {}={}",
            missing, missing, fmt::join(groups, ","));
    }

    // The Auto Scaling groups that stand in the properties of a resource, as of a custom resource
    // that looks up their ARNs.
    std::vector<std::string> groups_given_to(const std::string& attribute) {
        const Template& source = current_->stack->source;
        const Resource* const resource =
            source.find_resource(attribute.substr(0, attribute.find('.')));
        if (resource == nullptr) return {};
        std::vector<std::string> groups = needed_resources(evaluator_, *current_->stack, *resource);
        std::erase_if(groups, [&](const std::string& id) {
            return source.find_resource(id)->type != group_type;
        });
        return groups;
    }

    Evaluator& evaluator_;
    Documents& documents_;
    std::vector<Warning>& warnings_;
    json::Writer writer_;
    const PreparedResource* current_ = nullptr;
};

}  // namespace

Location Documents::place_of(const Location& in_json) const {
    std::string pointer = in_json.pointer;
    while (!pointer.empty()) {
        const auto place = places.find(pointer);
        if (place != places.end()) return place->second;
        pointer.resize(std::min(pointer.rfind('/'), pointer.size()));
        if (pointer.find('/') == std::string::npos) break;
    }
    return in_json;
}

Documents write_documents(Evaluator& evaluator, const std::vector<PreparedResource>& resources,
                          std::vector<Warning>& warnings) {
    Documents documents;
    DocumentWriter(evaluator, documents, warnings).write(resources);
    return documents;
}

}  // namespace berth::host::import::cloudformation
