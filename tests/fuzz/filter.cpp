#include "target.hpp"
#include <dcc/report/filter.hpp>

#include <array>
#include <string>

namespace dcc::test {
namespace {

void check_places(std::string_view text, rules::FilterText const &part) {
    for (auto const &value : part.condition.values) {
        require(value.at + value.size <= text.size(), "a value lies in the filter");
        require(text.substr(value.at, value.size).find(value.text) != std::string_view::npos,
                "it stands where it is said to");
    }
    require(part.kind != rules::FilterText::Kind::no || part.parts.size() == 1,
            "what must not hold is one part");
    for (auto const &one : part.parts) check_places(text, one);
}

std::string shown(std::string const &filter) {
    std::array const filters{filter};
    return report::Filter{{}, {}, filters, report::clock_dimensions}.text();
}

}  // namespace

// A filter is read or refused; what a report shows of one is read as the same.
void fuzz(std::string_view input) {
    accepts([&] { check_places(input, rules::parse_filter(input)); });
    std::string text;
    if (!accepts([&] { text = shown(std::string{input}); })) return;
    std::string again;
    require(accepts([&] { again = shown(text); }), "what is shown can be read");
    require(again == text, "it is the same filter");
}

}  // namespace dcc::test
