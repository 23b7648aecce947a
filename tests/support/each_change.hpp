// Every change of one member of a record, by its field table and those of what it holds.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "record/field.hpp"

namespace berth::test {

/// Changes one value after the other and calls `look` behind each change. Values that may hold
/// others get one; a variant becomes one of its kinds after the other.
inline void change_each(const host::record::Type& type, void* value,
                        const std::function<void()>& look) {
    using host::record::Shape;
    const auto change_held = [&](const host::record::Type& held) {
        host::record::for_each_element(type, value, [&](std::string_view, void* element) {
            change_each(held, element, look);
        });
    };
    switch (type.shape) {
        case Shape::opaque:
            FAIL() << "nothing is known of a member's type";
        case Shape::boolean:
            type.set(value, 1 - type.get(value));
            return look();
        case Shape::integer:
            type.set(value, type.get(value) + 1);
            return look();
        case Shape::number:
            *static_cast<double*>(value) += 1;
            return look();
        case Shape::text:
            *static_cast<std::string*>(value) += "x";
            return look();
        case Shape::optional:
        case Shape::list:
        case Shape::map:
            if (type.add != nullptr) {
                type.add(value, "name");
                look();
            }
            return change_held(*type.of);
        case Shape::variant:
            for (std::size_t kind = 0; kind < type.kinds.size(); ++kind) {
                if (kind != type.size(value)) {
                    type.hold(value, kind);
                    look();
                }
                change_held(*type.kinds[kind]);
            }
            return;
        case Shape::record:
            for (const host::record::Field& field : type.record->fields) {
                if (field.effect == host::record::Effect::never) continue;
                SCOPED_TRACE(field.name);
                change_each(*field.type, field.in(value), look);
            }
    }
}

}  // namespace berth::test
