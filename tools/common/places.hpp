#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dcc::cli {

// Reads an environment variable. Tests give their own.
using Variable = std::function<std::optional<std::string>(char const *name)>;

// The variable of this process; nothing when it is not set.
std::optional<std::string> environment(char const *name);

// The directory of the shared data: $DCC_SHARE, else share/dcc beside the running program's bin
// directory, else where it was installed. Throws Error{no_input} naming the places searched when
// there is none.
std::filesystem::path find_share(Variable const &variable);

// The languages of the shared data; empty when there is no shared data.
std::vector<std::string> known_languages(Variable const &variable);

// The directory in which compiled policies are kept between commands: $XDG_CACHE_HOME/dcc, else
// $HOME/.cache/dcc. Empty when neither is set; then none are kept.
std::filesystem::path cache_directory(Variable const &variable);

}  // namespace dcc::cli
