#pragma once

#include <cstddef>
#include <string>

namespace dcc {

// A place in a policy's files, for messages and for explaining deadlines.
struct Place {
    std::string file;        // as given: "policy.toml"
    std::size_t line = 0;    // from 1
    std::size_t column = 0;  // from 1, in characters

    std::string text() const { return file + ':' + std::to_string(line); }  // "policy.toml:41"
};

}  // namespace dcc
