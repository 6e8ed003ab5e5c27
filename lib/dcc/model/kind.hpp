#pragma once

#include <dcc/model/words.hpp>

namespace dcc {

// The kind of a case, which selects its lifecycle.
enum class CaseKind { service, complaint };

constexpr WordTable<CaseKind, 2> case_kind_words{{
    {CaseKind::service, "service"},
    {CaseKind::complaint, "complaint"},
}};
constexpr auto const &words_of(CaseKind) {
    return case_kind_words;
}

}  // namespace dcc
