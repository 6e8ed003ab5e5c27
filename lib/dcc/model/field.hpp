#pragma once

#include <string_view>

namespace dcc::event {

// A field of an event: its name and where it is kept. One marked sealed may hold text or personal
// data: it is stored outside the audit chain, behind a salted digest, so that it can be erased
// without breaking the chain. Empty fields are left out.
template <class Struct, class Member>
struct Field {
    std::string_view name;
    Member Struct::*member;
    bool sealed;
};

template <class Struct, class Member>
constexpr Field<Struct, Member> open(std::string_view name, Member Struct::*member) {
    return {name, member, false};
}

template <class Struct, class Member>
constexpr Field<Struct, Member> sealed(std::string_view name, Member Struct::*member) {
    return {name, member, true};
}

}  // namespace dcc::event
