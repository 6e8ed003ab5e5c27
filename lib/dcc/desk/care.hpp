#pragma once

#include <dcc/policy/policy.hpp>
#include <dcc/store/writer.hpp>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace dcc::desk {

// Told as work goes on: how much of how much is done.
using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

// Makes a desk: its first event, and the policy on record. Throws Error{cannot_create} when the
// file exists.
store::Head create_desk(std::filesystem::path const &file, Policy const &policy,
                        std::string const &pack, std::string const &actor, Instant now);

// What checking a desk found.
struct Verdict {
    store::Head head;
    std::int64_t events = 0;
    std::int64_t cases = 0;
    std::int64_t erased = 0;            // events whose sealed part was erased
    std::vector<std::string> problems;  // none: the desk is whole; at most 100 are told

    bool whole() const { return problems.empty(); }
};

// Checks SQLite's own integrity and foreign keys, the chain (naming the first event that fails),
// every sealed text against its digest, and every table beside the events against what the events
// say; that each word of the indexes can be looked up, and stands where the events have it and
// nowhere else. With an anchor, also that the chain still holds that link. Memory grows with the
// articles, not with the cases.
Verdict verify(store::Reader &reader, std::optional<store::Head> const &anchor,
               Progress const &progress);

// Makes the tables beside the events anew, in one transaction. Gives the number of cases.
std::int64_t rebuild(store::Writer &writer, Progress const &progress);

// Writes the desk as JSON Lines: a line for the desk, one for each customer, one for each event:
// first those of desk and customers, then those of the cases, case after case. Gives the number of
// lines.
std::int64_t export_jsonl(store::Reader &reader, std::ostream &out, Progress const &progress);

}  // namespace dcc::desk
