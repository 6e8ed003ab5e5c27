#pragma once

#include <dcc/policy/detail/toml_table.hpp>
#include <dcc/policy/templates.hpp>

#include <span>
#include <string>
#include <string_view>

namespace dcc::wording {

// Reads a text that must be given and has only these placeholders, or reports the error.
inline void read_filled(policy_file::TomlTable &table, std::string_view key,
                        std::span<std::string_view const> placeholders, std::string &out) {
    if (!table.require(key, out)) return;
    if (auto const fault = text_fault(out, placeholders); !fault.empty())
        table.error_at(key, say("{}: {}", key, fault));
}

}  // namespace dcc::wording
