#pragma once

#include <dcc/policy/detail/toml_table.hpp>
#include <dcc/wording/page_labels.hpp>

namespace dcc::wording {

// Reads the tables [labels] and [numbers] of a file of a language, and reports their errors.
class PageLabels::Reader {
  public:
    Reader(policy_file::TomlTable &root, PageLabels &labels) : root_{root}, labels_{labels} {}

    void read();

  private:
    policy_file::TomlTable &root_;
    PageLabels &labels_;
};

}  // namespace dcc::wording
