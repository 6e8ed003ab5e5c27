#pragma once

#include <dcc/base/wording.hpp>

#include <string>

namespace dcc::cli {

class Tool;
class Verb;

// The output of --help for a tool or one of its verbs, at most 80 columns wide.
std::string help(Tool const &tool, Translation language = nullptr);
std::string help(Tool const &tool, Verb const &verb, Translation language = nullptr);

// The lines that a tool prints when it is called without a verb.
std::string short_usage(Tool const &tool, Translation language = nullptr);

// Every verb and option, one per line, in the order of declaration. The manual page is checked
// against it.
//   calendar due CALENDAR FROM DURATION
//   calendar show --from TIME
//   --db FILE
std::string interface(Tool const &tool);

}  // namespace dcc::cli
