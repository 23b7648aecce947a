// What generic code knows about a C++ type, as data: one constant per type, so hashing, reading,
// describing and writing are compiled once, not once per record.
#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace berth::host::record {

struct Record;

enum class Shape : std::uint8_t {
    opaque,   ///< nothing is known about it: no member that counts may have it
    boolean,  ///< `get` and `set`, as of the next one
    integer,  ///< enumerators and spans of time, too
    number,   ///< double
    text,     ///< std::string
    optional,
    list,
    map,  ///< by name
    record,
    variant
};

/// Called with each element of a value; the name is that in a map.
struct Visitor {
    void* context;
    void (*call)(void* context, std::string_view name, void* element);
};

struct Type {
    Shape shape = Shape::opaque;
    const Type* of = nullptr;                 ///< of an optional, a list, a map: what they hold
    const Record* record = nullptr;           ///< of a record; of a variant, what it is
    std::span<const Type* const> kinds = {};  ///< of a variant
    std::int64_t least = 0;                   ///< of integers, what the type holds of them
    std::int64_t most = 0;
    std::int64_t (*get)(const void*) = nullptr;
    void (*set)(void*, std::int64_t) = nullptr;
    std::size_t (*size)(const void*) = nullptr;  ///< of a variant the number of the kind it holds
    void (*visit)(void*, Visitor) = nullptr;     ///< what it holds, in order
    void* (*add)(void*, std::string_view name) = nullptr;  ///< one more element, new
    void* (*hold)(void*, std::size_t kind) = nullptr;      ///< makes a variant a new one of a kind
};

/// Specialised for records and variants in record/field.hpp.
template <class T>
struct TypeOf {
    static constexpr Type type{};
};

template <class T>
inline constexpr const Type& type_of = TypeOf<T>::type;

/// Calls `each(name, element)` for what the value holds.
template <class Each>
void for_each_element(const Type& type, const void* value, const Each& each) {
    const auto call = [](void* context, std::string_view name, void* element) {
        (*static_cast<const Each*>(context))(name, element);
    };
    type.visit(const_cast<void*>(value),
               {const_cast<void*>(static_cast<const void*>(&each)), call});
}

template <class T>
inline constexpr std::int64_t least_of =
    std::is_signed_v<T> ? static_cast<std::int64_t>(std::numeric_limits<T>::min()) : 0;
template <class T>
inline constexpr std::int64_t most_of =
    std::cmp_greater(std::numeric_limits<T>::max(), std::numeric_limits<std::int64_t>::max())
        ? std::numeric_limits<std::int64_t>::max()
        : static_cast<std::int64_t>(std::numeric_limits<T>::max());
template <>
inline constexpr std::int64_t most_of<bool> = 1;
template <class T>
requires(std::is_enum_v<T>) inline constexpr std::int64_t least_of<T> = 0;
template <class T>
requires(std::is_enum_v<T>) inline constexpr std::int64_t most_of<T> = 0;  // no tables pack them

template <class T>
requires(std::integral<T> || std::is_enum_v<T>) struct TypeOf<T> {
    static constexpr Type type{
        .shape = std::same_as<T, bool> ? Shape::boolean : Shape::integer,
        .least = least_of<T>,
        .most = most_of<T>,
        .get =
            [](const void* value) {
                return static_cast<std::int64_t>(*static_cast<const T*>(value));
            },
        .set = [](void* value,
                  std::int64_t number) { *static_cast<T*>(value) = static_cast<T>(number); }};
};

/// A list that already has its elements.
template <class T, std::size_t count>
struct TypeOf<std::array<T, count>> {
    static constexpr Type type{
        .shape = Shape::list,
        .of = &type_of<T>,
        .size = [](const void*) { return count; },
        .visit =
            [](void* value, Visitor visitor) {
                for (T& element : *static_cast<std::array<T, count>*>(value)) {
                    visitor.call(visitor.context, {}, &element);
                }
            }};
};

template <class Rep, class Period>
struct TypeOf<std::chrono::duration<Rep, Period>> {
    using Time = std::chrono::duration<Rep, Period>;
    static constexpr Type type{
        .shape = Shape::integer,
        .get =
            [](const void* value) {
                return static_cast<std::int64_t>(static_cast<const Time*>(value)->count());
            },
        .set = [](void* value, std::int64_t number) { *static_cast<Time*>(value) = Time(number); }};
};

template <>
struct TypeOf<double> {
    static constexpr Type type{.shape = Shape::number};
};

template <>
struct TypeOf<std::string> {
    static constexpr Type type{.shape = Shape::text};
};

template <class T>
struct TypeOf<std::optional<T>> {
    using Optional = std::optional<T>;
    static constexpr Type type{.shape = Shape::optional,
                               .of = &type_of<T>,
                               .size = [](const void* value) -> std::size_t {
                                   return static_cast<const Optional*>(value)->has_value() ? 1 : 0;
                               },
                               .visit =
                                   [](void* value, Visitor visitor) {
                                       auto& held = *static_cast<Optional*>(value);
                                       if (held) visitor.call(visitor.context, {}, &*held);
                                   },
                               .add = [](void* value, std::string_view) -> void* {
                                   if constexpr (std::default_initializable<T>) {
                                       return &static_cast<Optional*>(value)->emplace();
                                   }
                                   return nullptr;
                               }};
};

template <class T>
struct TypeOf<std::vector<T>> {
    using List = std::vector<T>;
    static constexpr Type type{
        .shape = Shape::list,
        .of = &type_of<T>,
        .size = [](const void* value) { return static_cast<const List*>(value)->size(); },
        .visit =
            [](void* value, Visitor visitor) {
                for (T& element : *static_cast<List*>(value)) {
                    visitor.call(visitor.context, {}, &element);
                }
            },
        .add = [](void* value, std::string_view) -> void* {
            return &static_cast<List*>(value)->emplace_back();
        }};
};

template <class T>
struct TypeOf<std::map<std::string, T, std::less<>>> {
    using Map = std::map<std::string, T, std::less<>>;
    static constexpr Type type{
        .shape = Shape::map,
        .of = &type_of<T>,
        .size = [](const void* value) { return static_cast<const Map*>(value)->size(); },
        .visit =
            [](void* value, Visitor visitor) {
                for (auto& [name, element] : *static_cast<Map*>(value)) {
                    visitor.call(visitor.context, name, &element);
                }
            },
        .add = [](void* value, std::string_view name) -> void* {
            return &(*static_cast<Map*>(value))[std::string(name)];
        }};
};

}  // namespace berth::host::record
