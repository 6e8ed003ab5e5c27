#pragma once

#include <dcc/ledger/change.hpp>

#include <string>
#include <vector>

namespace dcc::desk {

// Tags that a case gets and loses.
struct TagArgs {
    std::vector<std::string> added;
    std::vector<std::string> removed;
};

// Gives a case tags and takes others away, in any state. A tag that other cases have keeps their
// spelling. What the case has or lacks already is passed over. Refused as rules::read_tags()
// refuses what is added, as "no_tags" when no tag is given, as "bad_tag" when one is both added and
// removed, and as "no_change" when nothing changes.
Outcome<ledger::Receipt> tag_case(ledger::Session &session, CaseId id, TagArgs const &args);

// The tags as the policy or else other cases of the desk spell them.
std::vector<std::string> as_known(ledger::Session &session, std::vector<std::string> tags);

}  // namespace dcc::desk
