#pragma once

#include "outbox_support.hpp"
#include <dcc/desk/protection.hpp>

#include <string>

// What protected desks have in common.

inline dcc::SecretKey const master_key = dcc::SecretKey::generate();

inline dcc::store::KeySource giving(dcc::SecretKey const &master) {
    return [master] { return master; };
}

// What is thrown: "no_input: …", or "done" when nothing is.
inline std::string problem(auto const &act) {
    try {
        act();
    } catch (dcc::Error const &error) {
        return std::string{dcc::word(error.kind())} + ": " + error.what();
    }
    return "done";
}
