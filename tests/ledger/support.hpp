#pragma once

#include "../support/desk.hpp"
#include "../support/raw.hpp"

#include <string>

// What a rebuild makes anew, as one text.
inline std::string tables(FileDesk &desk) {
    Raw raw{desk.file};
    std::string text;
    for (auto const *table : {"cases", "clock", "customer", "policy", "service_terms", "calendar"})
        text += raw.table(table);
    return text;
}
