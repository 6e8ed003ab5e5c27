#pragma once

#include <dcc/base/error.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::rules {

// A value of a condition, or a word, as it was written.
struct FilterValue {
    std::string text;
    std::size_t at = 0;      // where it begins in the filter, in bytes
    std::size_t size = 0;    // in bytes, with quotation marks
    bool is_quoted = false;  // which makes a word of what would mean something else
};

// "due<today", or a word that stands alone.
struct FilterCondition {
    enum class Sign { is, below, at_most, above, at_least };

    std::string field;  // in lower case; empty: a word
    Sign sign{};
    std::vector<FilterValue> values;  // one of them is enough; at least one, which may be empty
    std::size_t at = 0;               // where it begins
    std::size_t size = 0;             // of the field's name, or of the word
};

// What is written in a filter, which may be nested.
struct FilterText {
    enum class Kind { all, any, no, condition };

    Kind kind{};
    std::vector<FilterText> parts{};  // one for `no`; "all" of none is everything
    FilterCondition condition{};
};

// Reads a filter:
//
//   state:open 退款 -tag:vip (team:tech or person:li) received>=2026-11-01 product:"Model X",Y
//
// Conditions that follow one another must all hold; "or" stands between groups of them, "-" or
// "not" before what must not hold, parentheses around what belongs together; "and" may be written.
// The Chinese words 且, 或 and 非 mean the same, and so do full-width signs. A condition is a
// field, a sign (":" or "=", "!=", "<", "<=", ">", ">=") and values with commas between them; a
// value or a word with blanks, commas or parentheses stands in quotation marks. Every other word is
// one to be searched for. Which fields and values exist is decided by who asks: see filter_error().
// Throws Error{usage} for a text of another form, with the place.
FilterText parse_filter(std::string_view text);

// What is wrong with a part of the filter, shown below the message with marks where it is.
Error filter_error(std::string_view text, std::size_t at, std::size_t size, Wording const &message,
                   Hint hint = {});

}  // namespace dcc::rules
