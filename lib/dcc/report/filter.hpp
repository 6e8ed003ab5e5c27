#pragma once

#include <dcc/report/grouping.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::report {

// Which rows a report counts: those that fulfil every condition.
class Filter {
  public:
    // All rows.
    Filter() = default;

    // Reads conditions "DIM=VALUE,VALUE" and "DIM!=VALUE": the row has, or has not, one of the
    // values in the dimension. A category includes those below it; of several tags of a row, one
    // is enough, and case does not matter. An empty value is an unknown one. Times are values of
    // their dimension (Dimension) in the zone. Throws Error{usage} for a text of another form, a
    // dimension that is not among those of the report, and a value that neither the policy nor the
    // calendar has.
    Filter(Policy const &policy, Zone zone, std::span<std::string const> conditions,
           std::span<Dimension const> dimensions);

    bool empty() const noexcept { return conditions_.empty(); }

    // The conditions on these dimensions alone.
    Filter on(std::span<Dimension const> dimensions) const;

    // Whether a condition is on the dimension.
    bool uses(Dimension dimension) const;

    // Whether a row with these values fulfils every condition.
    bool accepts(Dimensions const &row) const;

    // The conditions as they can be read again: "channel=phone,web; team!=". Empty without any.
    std::string text() const;

  private:
    struct Condition {
        Dimension dimension{};
        bool negated = false;
        std::vector<std::string> values;
    };

    static Condition read(Policy const &policy, std::string_view text,
                          std::span<Dimension const> dimensions);
    static bool has_tag(Condition const &condition, std::string_view joined);

    std::vector<Condition> conditions_;
    Zone zone_;
};

}  // namespace dcc::report
