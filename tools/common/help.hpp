#pragma once

#include <string>

namespace dcc::cli {

class Tool;
class Verb;

// What --help prints: for a tool, or for one of its verbs. At most 80 columns wide.
std::string help(Tool const &tool);
std::string help(Tool const &tool, Verb const &verb);

// The few lines that a tool without a verb prints.
std::string short_usage(Tool const &tool);

// Every verb and option, a line each, sorted as declared: what the man page is held against.
//   calendar due CALENDAR FROM DURATION
//   calendar show --from TIME
//   --db FILE
std::string interface(Tool const &tool);

}  // namespace dcc::cli
