// The verbs of the program, one file each. Each function here declares its verb's options on the
// app and, when the verb was given, leaves in `action` what is to be done.
#pragma once

#include <functional>
#include <span>
#include <string_view>

namespace CLI {
class App;
}

namespace berth::host::cli {

/// Does the work of the chosen verb and returns the exit status. Throws InputError, BackendError
/// and OutputError.
using Action = std::function<int()>;

/// Declares a verb.
using AddVerb = void (*)(CLI::App& app, Action& action);

void add_place(CLI::App& app, Action& action);
void add_explain(CLI::App& app, Action& action);
void add_query(CLI::App& app, Action& action);
void add_capacity(CLI::App& app, Action& action);
void add_scale_in(CLI::App& app, Action& action);
void add_completion(CLI::App& app, Action& action);
void add_man(CLI::App& app, Action& action);

/// The verbs that the quick build of `make demo` leaves out: what-if, simulate and whatever else it
/// takes long to compile. There they say so.
std::span<const AddVerb> studies();

void add_what_if(CLI::App& app, Action& action);
void add_fleet(CLI::App& app, Action& action);
void add_simulate(CLI::App& app, Action& action);
void add_generate(CLI::App& app, Action& action);
void add_import(CLI::App& app, Action& action);

namespace exit_status {
inline constexpr int answered = 0;
inline constexpr int internal_fault = 1;
inline constexpr int unusable = 2;
inline constexpr int fail_on_met = 3;
inline constexpr int interrupted = 130;  ///< as shells report SIGINT; the answer is a part

struct Meaning {
    int status;
    std::string_view text;
};

/// What help and the manual page say of each.
inline constexpr Meaning meanings[] = {
    {answered, "an answer, also when tasks were left over"},
    {internal_fault, "an internal fault"},
    {unusable, "unusable arguments or input; nothing was written"},
    {fail_on_met, "the answer met --fail-on"},
    {interrupted, "interrupted, but answered: what was done by then"},
};
}  // namespace exit_status

}  // namespace berth::host::cli
