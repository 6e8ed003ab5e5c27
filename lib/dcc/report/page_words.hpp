#pragma once

#include <dcc/calendar/zone.hpp>
#include <dcc/chart/page.hpp>
#include <dcc/policy/policy.hpp>
#include <dcc/report/indicators.hpp>
#include <dcc/report/trend.hpp>
#include <dcc/wording/page_texts.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::report {

// What the page for management is written with, and the figures that stand on it more than once.
struct PageWords {
    Policy const &policy;
    wording::PageTexts const &texts;
    wording::PageLabels const &labels;
    Zone const &zone;

    std::string say(wording::PageText which, wording::Values const &values = {}) const {
        return texts.text(which, values);
    }
    // The label in the language of the page; the id where there is none, "(none)" for no id.
    template <class Item>
    std::string name(Item const *item, std::string const &id) const {
        if (id.empty()) return say(wording::PageText::unknown);
        return item ? label_in(item->label, labels.language(), id) : id;
    }
    std::string value(Measure measure, std::optional<double> value) const;
    // "95 %: 90.1 % to 95.2 %"; empty without an interval.
    std::string interval(Measure measure, std::optional<stats::Interval> const &interval) const;
};

chart::Unit unit_of(Measure measure);

// "2026-06-01" of an instant in the zone, and of the last day before one.
std::string day_of(Zone const &zone, Instant instant);

// A card of the value of a whole span, with that of the span before and the course of its periods.
chart::Card card(PageWords const &words, Measure measure, MeasureValue const &value,
                 std::optional<MeasureValue> const &before, Trend const &trend);

// The control chart of a trend with its table. `by` is the name of the periods.
chart::Figure trend_figure(PageWords const &words, Trend const &trend, std::string const &by,
                           std::string const &basis);

// The indicators of the policy with their values and states, those that alert first.
chart::TitledTable indicator_table(PageWords const &words, std::vector<Measured> indicators,
                                   Instant as_of);

}  // namespace dcc::report
