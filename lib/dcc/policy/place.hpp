#pragma once

#include <cstddef>
#include <string>

namespace dcc {

// Where something stands in a policy's files, for messages and for explaining deadlines.
struct Place {
    std::string file;  // as given: "policy.toml"
    std::size_t line = 0;
    std::size_t column = 0;

    std::string text() const { return file + ':' + std::to_string(line); }  // "policy.toml:41"
};

}  // namespace dcc
