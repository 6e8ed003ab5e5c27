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

// How one field of a case is made from a row of a foreign table.
struct MappedField {
    std::vector<std::string> columns;           // joined by one blank; none: only the default
    std::map<std::string, std::string> values;  // foreign value → ours; "*" for any other
    std::optional<std::string> fallback;        // where the column is empty
    std::vector<std::string> unknown;           // values that mean "not known", such as "?"
    Place place;
};

// How a foreign table is read: from a TOML mapping file.
struct Mapping {
    char delimiter = ',';
    std::string zone;                  // of times without an offset; empty: the desk's
    std::vector<std::string> formats;  // of times, tried in order: "%d-%m-%y %H:%M:%S", …
    std::string group_by;              // column: successive rows with one value are one case
    std::string at;                    // with group_by: the column with the time of each row
    bool classify = false;             // rows without a category are classified by the policy
    std::map<std::string, MappedField> fields;  // by our name: "subject", "received_at", …
    std::string text;                           // the file's own
};

// Every field a mapping may name, with a line saying what it is.
struct MappableField {
    std::string_view name;
    std::string_view meaning;
};
std::vector<MappableField> mappable_fields();

// Reads a mapping. Throws Error{policy} with all errors, each with its place; unknown keys come
// with a suggestion. A mapping must say where external_id, subject and received_at come from:
// without an external_id an import cannot be repeated.
Mapping read_mapping(std::string_view text, std::string const &file);

// The mapping used without a file: each column of the heading that bears the name of a field is
// that field. Throws Error{data} when the heading lacks one that a mapping must name.
Mapping plain_mapping(std::vector<std::string> const &heading);

}  // namespace dcc
