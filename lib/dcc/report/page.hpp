#pragma once

#include <dcc/chart/page.hpp>
#include <dcc/report/scope.hpp>
#include <dcc/wording/page_texts.hpp>

namespace dcc::report {

// The page for management: cards, charts and their tables, of the cases in scope, by day up to a
// month, by week up to half a year, by month above. The cards compare with the span of the same
// length before. With a filter, the page is of the cases that it accepts, by what they are at
// scope.as_of, and has no indicators. The same desk, scope and texts give the same page.
//
// The fingerprint names the newest event until scope.as_of, its digest, and the policy.
chart::Page page(store::Reader &reader, Policy const &policy, Scope const &scope,
                 wording::PageTexts const &texts, wording::PageLabels const &labels);

}  // namespace dcc::report
