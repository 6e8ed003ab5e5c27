#pragma once

#include <string>
#include <vector>

namespace dcc::cli {

// CLI11 2.1.2 splits a word such as "[a,b]" that stands for one of many positionals, ends a verb at
// "++", forgets "--" below the first level, and has "--name=" take the next word. Words that are
// values are therefore marked while it parses: such a word stands for itself and nothing else.
std::string guarded(std::string word);
std::vector<std::string> unguarded(std::vector<std::string> words);

}  // namespace dcc::cli
