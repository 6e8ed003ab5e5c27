#pragma once

#include <dcc/base/wording.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dcc {

// Tags are words that people give cases, beside their category. They are compared as fold_case()
// makes them: case and width do not matter.

// No case may have more tags by hand.
constexpr std::size_t most_tags = 50;

// The word as it is stored as a tag: in normal form C, without blanks at its ends.
std::string tag_text(std::string_view word);

// What keeps such a text from being a tag: "it is empty", "it has a comma", …. Empty: nothing.
Wording fault_of_tag(std::string_view tag);

// The tag among these that is the same; empty when there is none.
std::string_view same_tag(std::vector<std::string> const &tags, std::string_view tag);

}  // namespace dcc
