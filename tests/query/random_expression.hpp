// Random expressions, instances and loads over a small vocabulary, so that tests often meet values
// that are present, absent, equal and joined. Same seed, same sequence, on every machine.
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "query/ast.hpp"

namespace berth::host::query::testing {

struct Situation {
    ContainerInstance instance;
    std::vector<std::string_view> groups;

    Load load() const {
        return {.groups = groups, .running_tasks_count = instance.running_tasks_count};
    }
};

class RandomExpressions {
   public:
    explicit RandomExpressions(std::uint64_t seed) : engine_(seed) {}

    /// The text of an expression with about `tests` tests, in varied spelling.
    std::string expression(std::size_t tests);

    Situation situation();

   private:
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(engine_() % limit); }
    bool chance(std::size_t one_in) { return below(one_in) == 0; }
    template <std::size_t count>
    std::string pick(const std::array<const char*, count>& choices) {
        return choices.at(below(count));
    }

    std::string single_test();
    std::string test();
    std::string textual_test(const std::string& subject, bool ordered);
    std::string ordered_test(const std::string& subject, const std::string& value);
    std::string existence(const std::string& subject);
    std::string value();
    std::string value_list();

    std::mt19937_64 engine_;
};

}  // namespace berth::host::query::testing
