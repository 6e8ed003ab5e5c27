#pragma once

#include <dcc/base/hint.hpp>
#include <dcc/base/table.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/chart/chart.hpp>
#include <dcc/wording/page_labels.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace dcc::chart {

// One figure of a page that is read at first.
struct Card {
    std::string title;
    Cell value;
    std::string detail = {};               // its interval, what it is compared with
    std::optional<std::int64_t> n = {};    // how many cases it was computed from
    std::optional<Sparkline> course = {};  // how it came about
};

// A chart with the table of its values.
struct Figure {
    Chart chart;
    Table table;
    std::string basis = {};  // what was counted, in which span of time
    std::optional<std::int64_t> n = {};
};

// A table without a chart.
struct TitledTable {
    std::string title;
    Table table;
};

struct Section {
    std::string title;
    std::string text;  // paragraphs, with blank lines between them
    std::vector<std::variant<Figure, TitledTable, Sheet>> parts = {};
};

struct Page {
    std::string title;
    std::string about;  // whose figures these are, of which span of time
    std::vector<Card> cards = {};
    std::vector<Section> sections = {};
    std::vector<Note> footnotes = {};
    std::string fingerprint = {};  // of the data, so that two pages can be compared; may be empty
};

// The page as one HTML file, for people of the language of the labels, with instants as local times
// of the zone. It loads nothing and runs nothing: it can be sent, printed and opened from a disk,
// and needs no more than the content policy that it states, "default-src 'none'; style-src
// 'unsafe-inline'". All texts are escaped. The same page gives the same bytes.
std::string html(Page const &page, wording::PageLabels const &labels, Zone const &zone);

}  // namespace dcc::chart
