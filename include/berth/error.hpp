// Errors that a caller can act on.
//
// berth keeps three kinds of "no" apart. Unusable input is an InputError (or, inside a cluster
// query expression, an ExpressionError). A task that fits nowhere is not an error but part of the
// Plan. A backend that cannot run here is a BackendError. Work that the caller stops ends with
// Cancelled. Any other exception is a fault in berth.
//
// Example:
//
//     try {
//         berth::read_burst("nowhere.json");
//         assert(false);
//     } catch (const berth::InputError& error) {
//         assert(error.where().file == "nowhere.json");
//     }
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace berth {

/// A position in the input. Either part may be empty.
struct Location {
    std::string file;     ///< path as the user gave it, "-" for standard input
    std::string pointer;  ///< JSON pointer (RFC 6901), or "line 12, column cpu" for a table
};

/// "file: pointer", "file", "pointer" or "", whichever parts are known.
std::string to_string(const Location& where);

/// Unusable input. It says where, what was expected and, if there is one, a remedy.
class InputError : public std::runtime_error {
   public:
    explicit InputError(const std::string& problem, Location where = {});

    const Location& where() const noexcept { return where_; }
    const std::string& problem() const noexcept { return problem_; }

   private:
    std::string problem_;
    Location where_;
};

/// A cluster query language expression that cannot be parsed.
class ExpressionError : public InputError {
   public:
    /// `offset` counts bytes from the start of `expression`.
    ExpressionError(const std::string& problem, std::string_view expression, std::size_t offset,
                    Location where = {});

    const std::string& expression() const noexcept { return expression_; }
    std::size_t offset() const noexcept { return offset_; }

   private:
    std::string expression_;
    std::size_t offset_;
};

/// A backend that cannot do what was asked of it.
class BackendError : public std::runtime_error {
   public:
    enum class Kind {
        unknown_backend,  ///< no backend of that name
        not_built,        ///< this build was made without CUDA
        no_device,        ///< no device, or no driver for it
        device_too_old,   ///< the build has no code for the device's compute capability
        out_of_memory,    ///< of the device; the message says how much was needed
        failed            ///< the device or its driver reported an error
    };

    BackendError(Kind kind, const std::string& problem)
        : std::runtime_error(problem), kind_(kind) {}

    Kind kind() const noexcept { return kind_; }

   private:
    Kind kind_;
};

/// The caller's `is_cancelled` returned true. Thrown only where a partial answer would be useless.
class Cancelled : public std::runtime_error {
   public:
    Cancelled() : std::runtime_error("cancelled by the caller") {}
};

/// Something odd that does not stop the work.
struct Warning {
    std::string text;
    Location where;
};

}  // namespace berth
