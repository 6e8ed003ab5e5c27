#pragma once

#include <dcc/report/grouping.hpp>
#include <dcc/rules/filter_text.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::report {

// The id of a value that a filter names by its id, or by its name in the desk's language; a tag in
// the form in which tags are compared. "none" and an empty text are an unknown value, which is
// empty. Values in quotation marks are taken as they are. Throws Error{usage}, showing the place in
// the filter, for a value that neither the policy nor the calendar has.
std::string value_of(Policy const &policy, Dimension dimension, std::string_view filter,
                     rules::FilterValue const &value);

// Which rows a report counts.
class Filter {
  public:
    // All rows.
    Filter() = default;

    // Reads filters, all of which must hold; see rules::parse_filter(). Their fields are
    // dimensions: the row has one of the values. A category includes those below it; of several
    // tags of a row, one is enough. Times are values of their dimension (Dimension) in the zone.
    // Throws Error{usage}, showing the place, for a text of another form, a word, a field that is
    // not among the dimensions, and as value_of() does.
    Filter(Policy const &policy, Zone zone, std::span<std::string const> filters,
           std::span<Dimension const> dimensions);

    bool empty() const noexcept { return all_.parts.empty(); }

    // Those of the filters, and of the conditions that must all hold, that are on these dimensions
    // alone.
    Filter on(std::span<Dimension const> dimensions) const;

    // Whether a condition is on the dimension.
    bool uses(Dimension dimension) const;

    // Whether it holds for a row with these values.
    bool accepts(Dimensions const &row) const;

    // The filter as it can be read again: "channel:phone,web -team:none". Empty without any.
    std::string text() const;

  private:
    using Kind = rules::FilterText::Kind;
    struct Part {
        Kind kind{};
        std::vector<Part> parts{};
        Dimension dimension{};              // of a condition
        std::vector<std::string> values{};  // likewise
        std::vector<std::string> shown{};   // the values as they can be read again
    };

    static Part read(Policy const &policy, std::string_view filter, rules::FilterText const &text,
                     std::span<Dimension const> dimensions);
    static bool is_on(Part const &part, std::span<Dimension const> dimensions);
    static std::string text_of(Part const &part);
    bool holds(Part const &part, Dimensions const &row) const;
    bool has_value(Part const &condition, Dimensions const &row) const;

    Part all_;
    Zone zone_;
};

}  // namespace dcc::report
