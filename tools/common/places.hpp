#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace dcc::cli {

// Reads a variable of the environment. Tests give their own.
using Variable = std::function<std::optional<std::string>(char const *name)>;
std::optional<std::string> environment(char const *name);

// Where the shared data is: $DCC_SHARE, else share/dcc beside the running program's bin directory
// or share beside its build tree, else where it was installed. Throws Error{no_input} naming the
// places looked at when there is none.
std::filesystem::path find_share(Variable const &variable);

// The languages that the shared data has; none when there is no shared data.
std::vector<std::string> known_languages(Variable const &variable);

// Where compiled policies are kept between commands: $XDG_CACHE_HOME/dcc, else $HOME/.cache/dcc.
// Empty when neither is set; then nothing is kept.
std::filesystem::path cache_directory(Variable const &variable);

}  // namespace dcc::cli
