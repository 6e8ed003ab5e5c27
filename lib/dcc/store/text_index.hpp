#pragma once

#include <dcc/model/article.hpp>
#include <dcc/model/event.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace dcc::store {

// A sum over every term of an index, each with its place, whatever their order: two indexes with
// the same sum hold the same terms at the same places.
struct WordSum {
    std::uint64_t sum = 0;
    std::int64_t terms = 0;

    void add(std::string_view term, std::int64_t row, std::string_view column, std::int64_t at);
    // What the index must hold of an event of a case, and of an article.
    void add(Event const &event);
    void add(Article const &article);

    friend bool operator==(WordSum const &, WordSum const &) = default;
};

// What the index of cases is given of an event: its terms with blanks between them.
struct IndexedText {
    std::int64_t event = 0;
    std::string subject;
    std::string body;
};

}  // namespace dcc::store
