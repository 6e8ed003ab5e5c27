#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/model/field.hpp>
#include <dcc/model/sla.hpp>

#include <string>
#include <tuple>
#include <vector>

namespace dcc::event {

struct DeskCreated {
    std::string desk;  // random, names this desk for ever
    std::string pack;

    static constexpr EventType type{"desk_created", Subject::desk};
    static constexpr auto fields =
        std::tuple{open("desk", &DeskCreated::desk), open("pack", &DeskCreated::pack)};
    friend bool operator==(DeskCreated const &, DeskCreated const &) = default;
};

struct SourceText {
    std::string name;
    std::string text;

    static constexpr auto fields =
        std::tuple{open("name", &SourceText::name), open("text", &SourceText::text)};
    friend bool operator==(SourceText const &, SourceText const &) = default;
};

struct CalendarText {
    std::string name;
    Digest print{};
    std::string text;

    static constexpr auto fields =
        std::tuple{open("name", &CalendarText::name), open("print", &CalendarText::print),
                   open("text", &CalendarText::text)};
    friend bool operator==(CalendarText const &, CalendarText const &) = default;
};

// A policy that the desk had not seen before: its sources, and what its SLA rules promise, so that
// clocks keep that promise whatever becomes of the files.
struct PolicyAdopted {
    Digest policy{};
    std::vector<SourceText> sources;
    std::vector<ServiceTerms> terms;
    std::vector<CalendarText> calendars;

    static constexpr EventType type{"policy_adopted", Subject::desk};
    static constexpr auto fields = std::tuple{
        open("policy", &PolicyAdopted::policy), open("sources", &PolicyAdopted::sources),
        open("promises", &PolicyAdopted::terms), open("calendars", &PolicyAdopted::calendars)};
    friend bool operator==(PolicyAdopted const &, PolicyAdopted const &) = default;
};

using DeskEvents = EventList<DeskCreated, PolicyAdopted>;

}  // namespace dcc::event
