#include <algorithm>

#include "record/field.hpp"

namespace berth::host::record {

namespace {

bool has_group(const std::vector<FileMember>& members, const Definition* group) {
    return std::ranges::find(members, group, &FileMember::group) != members.end();
}

void add_members(const Record& record, void* owner, const Definition* group,
                 std::vector<FileMember>& members) {
    for (const Field& field : record.fields) {
        if (field.form.kind == Form::Kind::unwritten) continue;
        if (field.group == group) {
            if (field.form.kind == Form::Kind::inlined) {
                add_members(*field.type->record, field.in(owner), nullptr, members);
            } else {
                members.push_back({&field, nullptr, &record, owner});
            }
        } else if (group == nullptr && !has_group(members, field.group)) {
            members.push_back({nullptr, field.group, &record, owner});
        }
    }
}

}  // namespace

bool FileMember::is_required() const {
    if (field != nullptr) return field->presence == Presence::required;
    return std::ranges::any_of(members_of(*record, owner, group), &FileMember::is_required);
}

std::vector<FileMember> members_of(const Record& record, void* owner, const Definition* group) {
    std::vector<FileMember> members;
    add_members(record, owner, group, members);
    return members;
}

std::vector<FileMember> members_of(const Record& record, const Definition* group) {
    return members_of(record, const_cast<void*>(record.defaults()), group);
}

std::vector<std::string_view> names_of(const std::vector<FileMember>& members) {
    std::vector<std::string_view> names;
    for (const FileMember& member : members) names.push_back(member.name());
    return names;
}

}  // namespace berth::host::record
