#include <dcc/model/right.hpp>

namespace dcc {
namespace {

constexpr bool in_order() {
    for (std::size_t i = 0; i < rights.size(); ++i)
        if (rights[i].right != Right(i)) return false;
    return rights.back().right == Right::policy_choose;
}
static_assert(in_order(), "the table has a row for each permission, in the enum's order");

}  // namespace

std::vector<Right> rights_like(std::string_view pattern) {
    bool const any_end = pattern.ends_with('*');
    if (any_end) pattern.remove_suffix(1);
    std::vector<Right> found;
    for (auto const &row : rights)
        if (any_end ? row.word.starts_with(pattern) : row.word == pattern)
            found.push_back(row.right);
    return found;
}

}  // namespace dcc
