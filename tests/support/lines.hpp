#pragma once

#include <sstream>
#include <string>
#include <vector>

inline std::vector<std::string> lines_of(std::string const &text) {
    std::vector<std::string> lines;
    std::istringstream input{text};
    for (std::string line; std::getline(input, line);) lines.push_back(line);
    return lines;
}
