#include <dcc/base/columns.hpp>
#include <dcc/base/search_terms.hpp>
#include <dcc/base/word_finder.hpp>
#include <dcc/report/rule_tables.hpp>

#include <optional>
#include <string>
#include <vector>

namespace dcc::report {

namespace {

constexpr std::size_t excerpt_columns = 48;

// Where the request has what was found: a word where it is one, a pattern at the first such
// letters.
std::optional<Span> place_in(event::RuleMatch const &match, std::string_view request) {
    std::vector<std::string> const word{match.by};
    for (auto const &hit : WordFinder{word}.find(request))
        if (request.substr(hit.span.begin, hit.span.end - hit.span.begin) == match.text)
            return hit.span;
    auto const begin = match.text.empty() ? std::string_view::npos : request.find(match.text);
    if (begin == std::string_view::npos) return std::nullopt;
    return Span{begin, begin + match.text.size()};
}

Columns<event::RuleMatch> match_columns() {
    return {
        {"rule", "Rule", &event::RuleMatch::rule},
        {"word", "Word or pattern", &event::RuleMatch::by},
        {"text", "Text", &event::RuleMatch::text},
    };
}

}  // namespace

Table match_table(std::span<event::RuleMatch const> found, std::string_view request) {
    auto columns = match_columns();
    auto const around = [request](event::RuleMatch const &match) {
        auto const place = place_in(match, request);
        return place ? Cell{mark(request, {&*place, 1}, excerpt_columns)} : Cell{};
    };
    return columns.append({{"around", "Around it", around}}).table_of(found);
}

Table match_table(std::span<event::RuleMatch const> found) {
    return match_columns().table_of(found);
}

Table raised_table(std::span<event::Raised const> raised) {
    Columns<event::Raised> const columns{
        {"what", "What", &event::Raised::what},
        {"from", "From", &event::Raised::from},
        {"to", "To", &event::Raised::to},
        {"rule", "Rule", &event::Raised::rule},
        {"place", "Rule at", &event::Raised::place},
    };
    return columns.table_of(raised);
}

}  // namespace dcc::report
