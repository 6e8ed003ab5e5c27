#pragma once

#include <dcc/policy/detail/toml_table.hpp>
#include <dcc/wording/page_texts.hpp>

namespace dcc::wording {

// Reads the tables [page] and [measures] of a file of a language, and reports their errors.
class PageTexts::Reader {
  public:
    Reader(policy_file::TomlTable &root, PageTexts &texts) : root_{root}, texts_{texts} {}

    void read();

  private:
    policy_file::TomlTable &root_;
    PageTexts &texts_;
};

}  // namespace dcc::wording
