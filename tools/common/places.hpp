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

// The shared data that the tools find without $DCC_SHARE; nothing when there is none.
std::optional<std::filesystem::path> own_share();

// The shared data that $DCC_SHARE names, unless it is the tools' own or they have none.
std::optional<std::filesystem::path> foreign_share(Variable const &variable);

// The directory in which compiled policies are kept between commands: $XDG_CACHE_HOME/dcc, else
// $HOME/.cache/dcc. Empty when neither is set; then none are kept.
std::filesystem::path cache_directory(Variable const &variable);

// The id of the account that may do anything.
inline constexpr unsigned superuser = 0;

// Somebody who runs a tool under the account of another, by sudo.
struct Caller {
    std::string name;
    unsigned user = 0;  // id
};

// The caller, by the variables that sudo sets and lets nobody choose, when the process runs as
// `user`, which is neither the caller nor the superuser. The superuser, who may do anything, is no
// caller. (The account's own programs could set the variables too, but they may do anything with
// the desk of the account.)
std::optional<Caller> find_caller(Variable const &variable, unsigned user);

// Throws Error{no_permission} unless a file that the caller names (an open one) may be read for
// them: it is theirs, or the system's and open to all. Else one account would read for others what
// is meant for it alone.
void require_readable(std::optional<Caller> const &caller, int file,
                      std::filesystem::path const &name);

// Throws Error{no_permission} unless the directory, desk and policy of a call through sudo belong
// to the account `user` or the superuser and nobody else may write to them. Those that do not exist
// are left out.
void require_own(std::filesystem::path const &desk, std::filesystem::path const &policy,
                 unsigned user);

}  // namespace dcc::cli
