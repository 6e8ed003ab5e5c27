#pragma once

#include <dcc/model/article.hpp>
#include <dcc/model/event.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace dcc::store {

// A checksum over every term of an index with its position, and over what ranks the texts: their
// number, and for articles their sizes. The order of adding does not matter. Two indexes with the
// same checksum contain the same terms at the same positions and give the same ranks.
struct WordSum {
    std::uint64_t sum = 0;
    std::int64_t terms = 0;  // and texts

    // Adds a term: its event or article number, its column, and its position there.
    void add(std::string_view term, std::int64_t row, std::string_view column, std::int64_t at);
    // Adds the terms that the index must contain for an event of a case, or for an article.
    void add(Event const &event);
    void add(Article const &article);

    friend bool operator==(WordSum const &, WordSum const &) = default;
};

// The terms of an event for the index of cases, separated by blanks.
struct IndexedText {
    std::int64_t event = 0;
    std::string subject;
    std::string body;
};

}  // namespace dcc::store
