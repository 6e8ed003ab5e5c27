#pragma once

#include <dcc/policy/detail/toml_table.hpp>
#include <dcc/policy/service.hpp>

#include <functional>

namespace dcc::policy_file {

// The templates of a table, one for each word of MessageKind, checked. Of a complete table none may
// lack; else each may, and either text of it.
void read_templates(TomlTable &table, bool complete,
                    std::function<void(MessageKind, Template)> const &take);

}  // namespace dcc::policy_file
