#pragma once

#include "../support/share.hpp"
#include <dcc/base/file_text.hpp>
#include <dcc/policy/finding.hpp>

#include <string>
#include <string_view>
#include <vector>

// The file of the English texts.
inline std::string const english = *dcc::read_text(test_share / "languages/en.toml");

// What is wrong with the English texts of that kind once the first of a text in the file is
// another, a line each.
template <class Texts>
std::string faults_with(std::string_view old, std::string_view fresh) {
    auto text = english;
    text.replace(text.find(old), old.size(), fresh);
    std::vector<dcc::Finding> findings;
    Texts::read(text, "languages/en.toml", "en", findings);
    std::string lines;
    for (auto const &finding : findings) lines += finding.text() + '\n';
    return lines;
}
