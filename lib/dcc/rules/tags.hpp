#pragma once

#include <dcc/base/error.hpp>
#include <dcc/policy/policy.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dcc::rules {

// The words as they are stored as tags, each once, in the spelling of the policy if it lists tags.
// Refused as "bad_tag" when one cannot be a tag (see fault_of_tag()), as "unknown_tag" when the
// policy lists tags and not this one, and as "too_many_tags" when a case cannot have so many.
Outcome<std::vector<std::string>> read_tags(Policy const &policy,
                                            std::vector<std::string> const &words);

// Refuses what read_tags() refuses.
std::optional<Refusal> refuse_tags(Policy const &policy, std::vector<std::string> const &words);

// Refuses more tags than a case may have, as "too_many_tags".
std::optional<Refusal> refuse_many_tags(std::size_t count);

}  // namespace dcc::rules
