#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>

#include <optional>
#include <string>
#include <tuple>

namespace dcc::event {

// A completion date promised to the customer.
struct Promised {
    Instant by;
    std::optional<Instant> instead_of;  // the date promised before
    std::string reason;                 // of the change

    static constexpr EventType type{"promised", Subject::case_, Step::promise};
    static constexpr auto fields =
        std::tuple{open("by", &Promised::by), open("instead_of", &Promised::instead_of),
                   sealed("reason", &Promised::reason)};
    friend bool operator==(Promised const &, Promised const &) = default;
};

// Another system says whether its deadline was met, and not when that was. It counts as a promise.
struct PromiseJudged {
    bool met = false;

    static constexpr EventType type{"promise_judged", Subject::case_, Step::note};
    static constexpr auto fields = std::tuple{open("met", &PromiseJudged::met)};
    friend bool operator==(PromiseJudged const &, PromiseJudged const &) = default;
};

using PromiseEvents = EventList<Promised, PromiseJudged>;

}  // namespace dcc::event
