#pragma once

#include "common/tool.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcc::cli {

// The shells that have a completion script.
inline constexpr std::string_view shells[] = {"bash", "zsh", "fish"};

// What a shell can offer for the value of an option or for a positional.
struct Completable {
    enum class Kind { nothing, free, file, directory, words };

    Kind kind = Kind::free;
    std::vector<std::string> words;
};

struct CompletedOption {
    std::string name;        // "format", without dashes
    std::string short_name;  // "q" or empty
    std::string help;
    Completable value;  // nothing: a flag
};

// What can follow the tool itself or one of its verbs on the command line.
struct CompletedVerb {
    std::string path;                                        // "calendar due"; empty after the tool
    std::vector<std::pair<std::string, std::string>> verbs;  // below it, with their summaries
    std::vector<CompletedOption> options;
    std::vector<Completable> positionals;
};

struct CompletedTool {
    std::string name;
    std::vector<CompletedVerb> verbs;      // the first is the tool itself
    std::vector<CompletedOption> options;  // common to all
};

// Everything that a shell can complete, from the declarations that the parser uses.
std::vector<CompletedTool> completions(std::vector<Tool> const &tools);

// The script for "bash", "zsh" or "fish".
std::string completion_script(std::string_view shell, std::vector<Tool> const &tools);

// The scripts, which completion_script() chooses from.
std::string bash_completion(std::vector<CompletedTool> const &tools);
std::string zsh_completion(std::vector<CompletedTool> const &tools);
std::string fish_completion(std::vector<CompletedTool> const &tools);

// A text quoted as one word of a POSIX shell.
std::string shell_quoted(std::string_view text);

// A text quoted as one word of fish.
std::string fish_quoted(std::string_view text);

// The words joined by blanks.
std::string spaced(std::vector<std::string> const &words);

}  // namespace dcc::cli
