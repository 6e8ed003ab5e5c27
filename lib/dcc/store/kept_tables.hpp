#pragma once

#include <array>

namespace dcc::store {

// A table that cannot be derived from other tables. Each of its rows belongs to an event, is added
// with it, and is removed only by an erasure (Writer::erase()).
struct KeptTable {
    char const *name;
    char const *number;  // the column with the number of the event, which is the table's key
    char const *what;    // a row in messages; {} is the number of the event
    bool is_complete;    // whether each event has a row
};

// All of them but the keys, those that others refer to first. Together with the projections
// (projections.hpp) and the text indexes and the keys these are all tables of a desk. A rebuild
// copies them row by row.
inline constexpr std::array kept_tables{
    KeptTable{"event", "seq", "event {}", true},
    KeptTable{"sealed", "seq", "the text of event {}", false},
};

// The keys of a protected desk, and whether it is still to be compacted. A rebuild copies them too.
inline constexpr std::array key_tables{"data_key", "compaction_due"};

// What escalation has calculated and seen, which is no part of a desk's content. A rebuild keeps
// only the event up to which it has looked.
inline constexpr std::array watch_tables{"watch", "watch_state"};

}  // namespace dcc::store
