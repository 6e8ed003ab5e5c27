#include "common/filter_words.hpp"

#include <dcc/report/case_filter.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::cli {

namespace {

// Calls `use` with what a filter is read against.
template <class Use>
store::CaseFilter in_frame(Context const &context, ReadContext &desk, Use const &use) {
    auto const frame = frame_of(context, desk.policy, desk.now);
    return use(report::FilterFrame{desk.reader, desk.policy, frame.zone, desk.now, frame.hours,
                                   context.actor()});
}

}  // namespace

store::CaseFilter read_filter(Context const &context, ReadContext &desk, std::string_view filter) {
    return in_frame(context, desk,
                    [&](auto const &frame) { return report::read_case_filter(frame, filter); });
}

store::CaseFilter read_names(Context const &context, ReadContext &desk, std::string_view text) {
    return in_frame(context, desk,
                    [&](auto const &frame) { return report::cases_named(frame, text); });
}

void FilterWords::declare(Verb &verb) {
    verb.positional("FILTER", words_, "which cases: state:open 'due<today' -tag:vip WORD")
        .optional();
}

void FilterWords::apply(Context const &context, ReadContext &desk, store::CaseQuery &query) const {
    if (words_.empty()) return;
    auto const filter = fmt::format("{}", fmt::join(words_, " "));
    query.filter = read_filter(context, desk, filter);
    if (report::asks_for_states(filter)) query.only_open = false;
}

}  // namespace dcc::cli
