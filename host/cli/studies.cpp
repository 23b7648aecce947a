#include "cli/verbs.hpp"

namespace berth::host::cli {

std::span<const AddVerb> studies() {
    static constexpr AddVerb verbs[] = {add_what_if, add_fleet, add_simulate, add_generate,
                                        add_import};
    return verbs;
}

}  // namespace berth::host::cli
