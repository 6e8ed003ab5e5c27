#pragma once

#include <dcc/policy/place.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// How one field of a case is read from a row of an imported table.
struct MappedField {
    std::vector<std::string> columns;           // joined by one blank; none: only the fallback
    std::map<std::string, std::string> values;  // imported value → value in dcc, see value_of()
    std::optional<std::string> fallback;        // used when the column is empty
    std::vector<std::string> unknown;           // values that mean "not known", such as "?"
    bool as_name = false;                       // the value becomes a name, see name_of()
    Place place;
};

// A name of the policy for any text: each run of characters that a name cannot have becomes one
// "_", and what is longer than 64 bytes is cut off: "Front desk / east" is "Front_desk_east". A
// name is its own name.
std::string name_of(std::string_view text);

// The value in dcc for a value of the column, which is known: by `values`, where "*" stands for any
// other value and, as a result, for the value unchanged; then as a name, if the field asks for it.
// Nothing when `values` has none for it.
std::optional<std::string> value_of(MappedField const &field, std::string const &value);

// How an imported table is read. Comes from a TOML mapping file.
struct Mapping {
    char delimiter = ',';
    std::string encoding;              // of the table: "GB18030", …; empty: UTF-8
    std::string zone;                  // of times without an offset; empty: the desk's
    std::vector<std::string> formats;  // of times, tried in order: "%d-%m-%y %H:%M:%S", …
    std::string group_by;              // column: consecutive rows with the same value are one case
    std::string at;                    // with group_by: the column with the time of each row
    std::vector<std::string> keep;     // columns without a field, kept as a note in the case
    bool classify = false;             // rows without a category are classified by the policy
    std::map<std::string, MappedField> fields;  // by field name: "subject", "received_at", …
    std::string text;                           // the text of the file
};

// A field that a mapping may name, with a short description.
struct MappableField {
    std::string_view name;
    std::string_view meaning;
};
// All of them: facts of cases, facts of customers, and those of an import. Besides, fields of the
// policy are called "field.ID".
std::vector<MappableField> mappable_fields();

// Reads a mapping. Throws Error{policy} with all errors and their places. A mapping must have the
// fields external_id, subject and received_at: without an external_id an import cannot be repeated.
Mapping read_mapping(std::string_view text, std::string const &file);

// The mapping used without a file: each column whose heading is the name of a field is that field.
// Throws Error{data} when a field that a mapping must have is missing, or when two columns are the
// same field.
Mapping plain_mapping(std::vector<std::string> const &heading);

}  // namespace dcc
