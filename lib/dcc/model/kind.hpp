#pragma once

#include <dcc/model/words.hpp>

namespace dcc {

// The kind of a case: a request of a customer, a complaint, or an improvement action of the desk
// itself. It selects the lifecycle.
enum class CaseKind { service, complaint, action };

constexpr WordTable<CaseKind, 3> case_kind_words{{
    {CaseKind::service, "service"},
    {CaseKind::complaint, "complaint"},
    {CaseKind::action, "action"},
}};
constexpr auto const &words_of(CaseKind) {
    return case_kind_words;
}

}  // namespace dcc
