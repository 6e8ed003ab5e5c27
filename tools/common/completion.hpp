#pragma once

#include "common/tool.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dcc::cli {

inline constexpr std::string_view shells[] = {"bash", "zsh", "fish"};

// What can stand after an option or as a positional.
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

// One place in a tool's command line: after the tool itself or after one of its verbs.
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

// All that a shell can complete, from the same declarations that the parser works on.
std::vector<CompletedTool> completions(std::vector<Tool> const &tools);

// The script for "bash", "zsh" or "fish".
std::string completion_script(std::string_view shell, std::vector<Tool> const &tools);

std::string bash_completion(std::vector<CompletedTool> const &tools);
std::string zsh_completion(std::vector<CompletedTool> const &tools);
std::string fish_completion(std::vector<CompletedTool> const &tools);

// A text as one word of a shell.
std::string shell_quoted(std::string_view text);
std::string fish_quoted(std::string_view text);
std::string spaced(std::vector<std::string> const &words);

}  // namespace dcc::cli
