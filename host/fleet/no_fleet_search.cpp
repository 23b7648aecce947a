// In place of the search in builds that were made without Clp.
#include "berth/error.hpp"
#include "berth/fleet_search.hpp"

namespace berth {

FleetSearchResult search_fleet(const Snapshot&, const std::vector<Request>&,
                               const FleetSearchOptions&) {
    throw InputError(
        "this berth was built without the search for fleets; install Clp (Debian and Ubuntu: "
        "coinor-libclp-dev) and build it again with -DBERTH_FLEET_SEARCH=ON");
}

}  // namespace berth
