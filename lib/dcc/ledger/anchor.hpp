#pragma once

#include <dcc/base/signature.hpp>
#include <dcc/base/time.hpp>
#include <dcc/store/reader.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dcc::ledger {

// The head that the chain of a desk had at some time. Kept elsewhere and signed by a key that is
// kept elsewhere, it shows that nobody has rewritten the chain since, which the chain alone cannot
// show.
struct Anchor {
    std::string desk;
    store::Head head;
    Instant at;
};

Anchor anchor_of(store::Reader &reader, Instant now);

// The anchor as a line, without its end (dcc-desk(5)).
std::string signed_line(Anchor const &anchor, PrivateKey const &key);

// Throws Error{data} when the anchor cannot follow on the lines of that file: they are something
// else, or anchors of a later time or event. A last line that was cut off does not count.
void require_follows(Anchor const &anchor, std::string const &file, std::string_view text);

// The anchors that a chain must contain.
struct Anchors {
    struct Entry {
        std::string place;  // "anchors.txt:3"; empty for a head that came without a file
        Anchor anchor;      // with a desk, if it has a place
    };
    std::vector<Entry> entries;
    std::vector<std::string> faults;  // each line that is no anchor by the key, or out of order

    Anchors() = default;
    Anchors(store::Head const &head) { entries.push_back({{}, {{}, head, {}}}); }
};

// Reads lines signed by the key's owner; the file's name is for the faults. Throws Error{data} when
// there is no line at all, for that would prove nothing.
Anchors read_anchors(std::string const &file, std::string_view text, PublicKey const &key);

}  // namespace dcc::ledger
