#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdexcept>

#include "oracle/expression.hpp"

namespace berth::tests {

std::shared_ptr<const void> compile_pattern(const std::string& pattern) {
    int error = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code* const code =
        pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                      PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED, &error, &offset, nullptr);
    if (code == nullptr) throw std::invalid_argument("not a regular expression: " + pattern);
    return {code, [](pcre2_code* owned) { pcre2_code_free(owned); }};
}

bool matches_whole(const void* pattern, const std::string& value) {
    const auto* const code = static_cast<const pcre2_code*>(pattern);
    pcre2_match_context* const limits = pcre2_match_context_create(nullptr);
    pcre2_set_match_limit(limits, 100'000);
    pcre2_match_data* const match = pcre2_match_data_create_from_pattern(code, nullptr);
    const int result = pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(value.data()), value.size(),
                                   0, 0, match, limits);
    pcre2_match_data_free(match);
    pcre2_match_context_free(limits);
    if (result < 0 && result != PCRE2_ERROR_NOMATCH)
        throw std::invalid_argument("a pattern costs too much to match");
    return result >= 0;
}

}  // namespace berth::tests
