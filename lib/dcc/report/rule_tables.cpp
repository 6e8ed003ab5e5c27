#include <dcc/base/columns.hpp>
#include <dcc/base/text.hpp>
#include <dcc/report/rule_tables.hpp>

namespace dcc::report {

Table match_table(std::span<event::RuleMatch const> found) {
    Columns<event::RuleMatch> const columns{
        {"rule", "Rule", &event::RuleMatch::rule},
        {"word", "Word or pattern", &event::RuleMatch::by},
        {"text", "Text", &event::RuleMatch::text},
    };
    return columns.table_of(found);
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
