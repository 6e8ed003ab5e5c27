#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dcc::cli {

// The user of the operating system who runs this process: the name that the user database has for
// its id. In a user namespace that maps ids, in which anybody can have the id of anybody, a name
// that says so (name_in_namespace).
std::string login_of_user();

// Whether this process runs in a user namespace that maps ids.
bool in_user_namespace();

// By the text of /proc/self/uid_map: nothing when ids are the system's own; else the name under
// which a user of the namespace is recorded, "mapped-uid-N" by the id outside it. It is a valid
// name for the staff list of a policy and no name of the user database.
std::optional<std::string> name_in_namespace(std::string_view uid_map, unsigned user);

}  // namespace dcc::cli
