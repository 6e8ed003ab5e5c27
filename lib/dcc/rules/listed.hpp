#pragma once

#include <dcc/base/error.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::rules {

// Refused as "unknown_WHAT" when the word is not among those the policy has, with the nearest of
// them, and all of them as the hint unless they are too many to read. An empty word says nothing.
std::optional<Refusal> refuse_unknown(std::string_view what, std::string const &given,
                                      std::vector<std::string_view> const &known);

// The same for a list of things that have an id, or of words.
template <class List>
std::optional<Refusal> refuse_unlisted(std::string_view what, std::string const &given,
                                       List const &list) {
    std::vector<std::string_view> known;
    for (auto const &item : list) {
        if constexpr (requires { item.id; })
            known.push_back(item.id);
        else
            known.push_back(item);
    }
    return refuse_unknown(what, given, known);
}

}  // namespace dcc::rules
