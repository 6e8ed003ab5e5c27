#pragma once

#include <dcc/base/error.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::rules {

// Refuses a word that is not in `known` as "unknown_WHAT". The message names the most similar known
// word; the hint lists all of them if they are not too many. An empty word is not refused.
std::optional<Refusal> refuse_unknown(std::string_view what, std::string const &given,
                                      std::vector<std::string_view> const &known);

// The same for a list of objects with an `id`, or of words.
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
