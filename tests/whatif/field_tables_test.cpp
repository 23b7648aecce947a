// Each member of every record that files have is given its sample and then another value: the
// fingerprint is another one, and what is written reads as the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "json/record_writer.hpp"
#include "record/hasher.hpp"
#include "simulate/fields.hpp"
#include "whatif/fields.hpp"
#include "yaml/record_reader.hpp"

namespace berth {
namespace {

using namespace host;
using record::FileMember;
using record::Form;
using record::Shape;
using record::Type;
using Kind = Form::Kind;

// Of these each member takes at least one that it does not have already.
constexpr std::string_view values[] = {"true",
                                       "false",
                                       "1",
                                       "2",
                                       "0.25",
                                       "other",
                                       "[other]",
                                       "90s",
                                       "91s",
                                       "2030-01-01T00:00:00Z",
                                       "{taskDefinition: other}",
                                       "{serviceName: a, taskDefinition: other, desiredCount: 1}",
                                       "[{type: random}]",
                                       "[{type: distinctInstance}]",
                                       "[{name: a, options: [{name: b}]}]",
                                       "[{at: 1s, zone: a}]",
                                       "[{a: b}]"};

// What a rule allows. A list that a rule refuses is half read, so that it comes first.
std::string_view value_under(void (*rule)(const std::string&)) {
    if (rule == documents::check_instance_type) return "c5.large";
    if (rule == whatif::require_gpu_model) return "M60";
    if (rule == simulate::check_expression) return "attribute:a == b";
    if (rule == simulate::check_zone) return "us-east-1b";
    return "";
}

std::vector<std::string> values_for(const Form& form) {
    std::vector<std::string> all;
    if (form.kind == Kind::parts) all = {"[{at: 1s, runTask: {taskDefinition: a}}]"};
    if (form.check != nullptr) {
        all.emplace_back(value_under(form.check));
        if (form.kind == Kind::texts) all = {"[" + all.front() + "]"};
    }
    all.insert(all.end(), std::begin(values), std::end(values));
    for (const auto& choice : form.choices) all.emplace_back(choice.text);
    return all;
}

void read_member(const FileMember& member, std::string_view text) {
    yaml::read_value(yaml::load(text, "value"), member.field->form, *member.field->type,
                     member.value());
}

// Calls `visit` for each member that stands for itself, in the record and in what it holds.
template <class Visit>
void for_each_leaf(const std::vector<FileMember>& members, const Visit& visit);

template <class Visit>
void for_each_leaf(const Type& type, void* value, const Visit& visit) {
    if (type.shape == Shape::record) {
        return for_each_leaf(record::members_of(*type.record, value), visit);
    }
    record::for_each_element(type, value, [&](std::string_view, void* element) {
        for_each_leaf(type.shape == Shape::variant ? *type.kinds[type.size(value)] : *type.of,
                      element, visit);
    });
}

template <class Visit>
void for_each_leaf(const std::vector<FileMember>& members, const Visit& visit) {
    for (const FileMember& member : members) {
        if (member.field == nullptr) {
            for_each_leaf(record::members_of(*member.record, member.owner, member.group), visit);
            continue;
        }
        const Form& form = member.field->form;
        // It is read once for each number of a range, and part of the options by then.
        if (form.own == &whatif::ranged_edit_functions) continue;
        const bool holds_members =
            form.own == nullptr &&
            (form.kind == Kind::part || form.kind == Kind::parts || form.kind == Kind::named);
        if (holds_members) {
            for_each_leaf(*member.field->type, member.value(), visit);
        } else {
            visit(member);
        }
    }
}

// Gives everything that can hold members one, of each kind where there are kinds.
void add_parts(const std::vector<FileMember>& members);

void add_parts_of(const Type& type, void* value) {
    if (type.shape == Shape::record) return add_parts(record::members_of(*type.record, value));
    if (type.shape == Shape::list && type.of->shape == Shape::variant) {
        for (std::size_t kind = 0; kind < type.of->kinds.size(); ++kind) {
            add_parts_of(*type.of->kinds[kind], type.of->hold(type.add(value, {}), kind));
        }
    } else {
        add_parts_of(*type.of, type.add(value, "m5.large"));
    }
}

void add_parts(const std::vector<FileMember>& members) {
    for (const FileMember& member : members) {
        if (member.field == nullptr) {
            add_parts(record::members_of(*member.record, member.owner, member.group));
            continue;
        }
        const Kind kind = member.field->form.kind;
        if (member.field->form.own == nullptr &&
            (kind == Kind::part || kind == Kind::parts || kind == Kind::named)) {
            add_parts_of(*member.field->type, member.value());
        }
    }
}

template <class Record>
std::string print_of(const Record& value) {
    record::Hasher hasher(true);
    hasher.add(value);
    return hasher.digits();
}

// The record's own rule is left out: it keeps members apart that exclude each other.
void read_members(const yaml::Value& map, const std::vector<FileMember>& members) {
    for (const auto& [name, value] : map.members()) {
        const auto member = std::ranges::find(members, name, &FileMember::name);
        ASSERT_NE(member, members.end()) << name;
        if (member->field == nullptr) {
            read_members(value, record::members_of(*member->record, member->owner, member->group));
        } else {
            yaml::read_value(value, member->field->form, *member->field->type, member->value());
        }
    }
}

template <class Record>
Record read_back(const std::string& text) {
    Record copy;
    read_members(yaml::load(text, "written"), record::members_of(record::record_of<Record>, &copy));
    return copy;
}

/// Another value for a member, one that its record and all above it allow.
template <class Record>
bool change(const Record& root, const FileMember& member) {
    const std::string before = json::text_of_record(root);
    for (const std::string& value : values_for(member.field->form)) {
        try {
            read_member(member, value);
            const std::string after = json::text_of_record(root);
            read_back<Record>(after);
            if (after != before) return true;
        } catch (const InputError&) {
            continue;
        }
    }
    return false;
}

template <class Record>
class FieldTable : public testing::Test {};

// Through them every table is reached that files are read by.
using Files = testing::Types<whatif::SweepInFile, whatif::AxisInFile, whatif::StrategyInFile,
                             whatif::ConstraintInFile, simulate::SimulationInFile,
                             simulate::ArrivalInFile, simulate::LossInFile, simulate::Distribution>;
TYPED_TEST_SUITE(FieldTable, Files);

TYPED_TEST(FieldTable, AChangeOfAMemberIsWrittenReadBackAndSeenInTheFingerprint) {
    TypeParam root;
    const Type& type = record::type_of<TypeParam>;
    add_parts_of(type, &root);
    for_each_leaf(type, &root, [](const FileMember& member) {
        const record::Field& field = *member.field;
        if (field.presence == record::Presence::alternative || field.sample.empty()) return;
        read_member(member, field.sample);
    });
    std::set<std::string> prints{print_of(root)};
    for_each_leaf(type, &root, [&](const FileMember& member) {
        SCOPED_TRACE(member.name());
        ASSERT_TRUE(change(root, member));
        const std::string text = json::text_of_record(root);
        const auto copy = read_back<TypeParam>(text);
        EXPECT_EQ(json::text_of_record(copy), text);
        EXPECT_EQ(print_of(copy), print_of(root)) << text;
        if (member.field->effect == record::Effect::never) return;
        EXPECT_TRUE(prints.insert(print_of(root)).second) << text;
    });
}

}  // namespace
}  // namespace berth
