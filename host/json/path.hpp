// A reader's position in a JSON document. Entering and leaving cost a few instructions and no
// allocation; the JSON pointer is built only on request.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace berth::host::json {

/// Appends the name of a step to a JSON pointer, `~` and `/` escaped (RFC 6901).
void append_escaped_step(std::string& pointer, std::string_view name);

class Path {
   public:
    /// `name` must outlive the step.
    void enter(std::string_view name) { push({name.data(), name.size()}); }
    void enter(std::size_t index) { push({nullptr, index}); }
    void leave() { --depth_; }
    void clear() { depth_ = 0; }

    /// RFC 6901: "/containerInstances/0/status", "" for the document itself.
    std::string pointer() const;

   private:
    struct Step {
        const char* name;    // nullptr: an element of a list
        std::size_t number;  // the length of the name, or the index of the element
    };

    void push(Step step) {
        if (depth_ == steps_.size()) fail_depth();
        steps_[depth_++] = step;
    }

    [[noreturn]] static void fail_depth();

    // Readers enter only what they know, and the deepest member of any document that they know
    // lies ten steps down.
    std::array<Step, 16> steps_{};
    std::size_t depth_ = 0;
};

}  // namespace berth::host::json
