#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>

#include <optional>
#include <string>
#include <tuple>

namespace dcc::event {

// A person is absent. A later one with the same beginning says until when. No reason is recorded:
// it would be personal.
struct StaffAbsent {
    std::string person;
    Instant from;
    std::optional<Instant> to;  // none: until further notice; not after `from`: never

    static constexpr EventType type{"staff_absent", Subject::desk};
    static constexpr auto fields =
        std::tuple{open("person", &StaffAbsent::person), open("from", &StaffAbsent::from),
                   open("to", &StaffAbsent::to)};
    friend bool operator==(StaffAbsent const &, StaffAbsent const &) = default;
};

using StaffEvents = EventList<StaffAbsent>;

}  // namespace dcc::event
