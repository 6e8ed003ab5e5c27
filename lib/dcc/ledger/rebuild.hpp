#pragma once

#include <dcc/ledger/progress.hpp>
#include <dcc/store/protection.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>

namespace dcc::ledger {

// Makes every table and index of a desk anew from its events, in a second file beside the desk, and
// then gives the desk the new content in one transaction (store/renewal.hpp). Also upgrades a desk
// of an older schema. The desk may be in use; what others record meanwhile is in the new tables
// too, and the last of them wait up to some seconds. Gives the number of cases. Throws Error{io}
// for an event or a text that cannot be read and when the disk is full, Error{busy} when another
// writer keeps the desk locked past the timeout: then the desk is unchanged. A protected desk needs
// the `key`, and is then protected as before.
std::int64_t rebuild(std::filesystem::path const &desk, std::chrono::milliseconds timeout,
                     Progress const &progress, store::KeySource key = {});

}  // namespace dcc::ledger
