#pragma once

#include <dcc/policy/detail/toml_table.hpp>
#include <dcc/policy/service.hpp>

#include <functional>

namespace dcc::policy_file {

// Reads and checks the templates of a table, whose keys are the words of MessageKind. A complete
// table must have all templates with both texts; in another one templates and texts may be missing.
void read_templates(TomlTable &table, bool complete,
                    std::function<void(MessageKind, Template)> const &take);

}  // namespace dcc::policy_file
