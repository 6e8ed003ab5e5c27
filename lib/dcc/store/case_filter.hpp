#pragma once

#include <dcc/base/search_terms.hpp>
#include <dcc/base/time.hpp>
#include <dcc/model/case_facts.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace dcc::store {

// A condition on cases, as the desk's file can look for them.
struct CaseFilter {
    // One of the texts; an empty one is an unknown value.
    struct Text {
        enum class Of {
            kind,
            state,
            channel,
            category,
            priority,
            impact,
            urgency,
            team,
            person,
            product,
            external_id,
            tier,  // of the case's customer, now
            complaint_type,
            severity,
            department,
        };
        Of of{};
        std::vector<std::string> values;
    };
    // A time from `from` on and before `before`, as far as these are given; a case without such a
    // time is none of them.
    struct Time {
        enum class Of { received, updated, due, resolved, closed, waiting_since };
        Of of{};
        std::optional<Instant> from;
        std::optional<Instant> before;
    };
    // One of the numbers; with none of them, cases without such a number.
    struct Number {
        enum class Of { id, customer, about, repeat_of, incident, reopened };
        Of of{};
        std::vector<std::int64_t> values;
    };
    // What a case is.
    enum class Is { open, incomplete, repeat, handed_over, reopened };
    // With one of the tags, in the form of their keys.
    struct Tag {
        std::vector<std::string> keys;  // empty: with any tag
    };
    // With this value of a field of the policy.
    struct Field {
        FieldValue value;
    };
    // With one text that contains all the phrases.
    struct Words {
        std::vector<Phrase> phrases;
    };
    using Test = std::variant<Is, Text, Time, Number, Tag, Field, Words>;

    enum class Kind { all, any, no, test };

    Kind kind{};                      // "all" of no parts holds for every case
    std::vector<CaseFilter> parts{};  // one for `no`
    Test test{};
};

}  // namespace dcc::store
