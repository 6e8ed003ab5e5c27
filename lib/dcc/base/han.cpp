#include <dcc/base/detail/han.hpp>

#include <algorithm>

namespace dcc::han {

int word_cost(std::span<std::int32_t const> word) {
    if (word.empty() || word.size() > longest_word) return -1;
    std::uint64_t key = 0;
    for (auto const code : word) {
        if (!is_known(code)) return -1;
        key = key << 16 | static_cast<std::uint64_t>(code);
    }
    auto const *const end = word_keys + word_count;
    auto const *const found = std::lower_bound(word_keys, end, key);
    return found != end && *found == key ? word_costs[found - word_keys] : -1;
}

}  // namespace dcc::han
