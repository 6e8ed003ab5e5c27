#pragma once

#include "common/desk.hpp"
#include <dcc/store/case_filter.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dcc::cli {

// The filter on cases of a call, read against the desk. Throws Error{usage}.
store::CaseFilter read_filter(Context const &context, ReadContext &desk, std::string_view filter);

// The cases that the text names; see report::cases_named().
store::CaseFilter read_names(Context const &context, ReadContext &desk, std::string_view text);

// The words of a call that are a filter on cases: dcc-case list state:open due<today
class FilterWords {
  public:
    void declare(Verb &verb);

    // Sets query.filter. A filter that asks for states decides by itself whether ended cases are
    // listed.
    void apply(Context const &context, ReadContext &desk, store::CaseQuery &query) const;

  private:
    std::vector<std::string> words_;
};

}  // namespace dcc::cli
