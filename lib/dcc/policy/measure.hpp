#pragma once

#include <dcc/model/words.hpp>

#include <array>
#include <string_view>

namespace dcc {

// What is measured of a period: by reports over time, indicators, and the page for management. How
// each is computed is in report/measure.hpp; dcc-report(1) gives the formulas.
enum class Measure {
    opened,
    resolved,
    reopened,
    open,
    late,
    first_response_met,
    resolution_met,
    first_response_time,
    resolution_time,
    csat,
    nps,
    complaints,
    complaint_rate,
    escalated,
};

constexpr WordTable<Measure, 14> measure_words{{
    {Measure::opened, "opened"},
    {Measure::resolved, "resolved"},
    {Measure::reopened, "reopened"},
    {Measure::open, "open"},
    {Measure::late, "late"},
    {Measure::first_response_met, "first_response_met"},
    {Measure::resolution_met, "resolution_met"},
    {Measure::first_response_time, "first_response_time"},
    {Measure::resolution_time, "resolution_time"},
    {Measure::csat, "csat"},
    {Measure::nps, "nps"},
    {Measure::complaints, "complaints"},
    {Measure::complaint_rate, "complaint_rate"},
    {Measure::escalated, "escalated"},
}};
constexpr auto const &words_of(Measure) {
    return measure_words;
}

// The kind of a figure.
enum class MeasureKind {
    count,   // of what happened in the period
    level,   // a count at the end of the period
    share,   // a proportion, 0 to 1
    span,    // working time in seconds
    points,  // the net promoter score, -100 to 100
    rate,    // per 1,000
};

constexpr MeasureKind kind_of(Measure measure) {
    switch (measure) {
        case Measure::opened:
        case Measure::resolved:
        case Measure::reopened:
        case Measure::complaints:
        case Measure::escalated: return MeasureKind::count;
        case Measure::open:
        case Measure::late: return MeasureKind::level;
        case Measure::first_response_met:
        case Measure::resolution_met:
        case Measure::csat: return MeasureKind::share;
        case Measure::first_response_time:
        case Measure::resolution_time: return MeasureKind::span;
        case Measure::nps: return MeasureKind::points;
        case Measure::complaint_rate: return MeasureKind::rate;
    }
    return MeasureKind::count;
}

// Whether it is the figure of a group, which is not shown of fewer than [reports] least_group.
constexpr bool is_of_group(MeasureKind kind) {
    return kind != MeasureKind::count && kind != MeasureKind::level;
}

// The name of a measure for the staff, in English.
constexpr std::string_view title_of(Measure measure) {
    switch (measure) {
        case Measure::opened: return "Cases opened";
        case Measure::resolved: return "Cases resolved";
        case Measure::reopened: return "Cases reopened";
        case Measure::open: return "Open cases";
        case Measure::late: return "Late cases";
        case Measure::first_response_met: return "First responses in time";
        case Measure::resolution_met: return "Resolutions in time";
        case Measure::first_response_time: return "Median first response";
        case Measure::resolution_time: return "Median resolution";
        case Measure::csat: return "Satisfied customers (CSAT)";
        case Measure::nps: return "Net promoter score (NPS)";
        case Measure::complaints: return "Complaints received";
        case Measure::complaint_rate: return "Complaints per 1,000 cases";
        case Measure::escalated: return "Escalations";
    }
    return "?";
}

}  // namespace dcc
