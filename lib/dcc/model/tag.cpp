#include <dcc/base/text.hpp>
#include <dcc/model/tag.hpp>

#include <algorithm>

namespace dcc {
namespace {

constexpr std::size_t longest_tag = 64;  // bytes

}  // namespace

std::string tag_text(std::string_view word) {
    return composed(trim(word));
}

Wording fault_of_tag(std::string_view tag) {
    if (is_blank(tag)) return "it is empty";
    if (tag.find(',') != std::string_view::npos) return "it has a comma";
    if (printable(tag) != tag) return "it has a control character or a line end";
    if (tag.size() > longest_tag) return say("it is longer than {} bytes", longest_tag);
    return {};
}

std::string_view same_tag(std::vector<std::string> const &tags, std::string_view tag) {
    auto const key = fold_case(tag);
    auto const found =
        std::ranges::find_if(tags, [&](auto const &one) { return fold_case(one) == key; });
    return found == tags.end() ? std::string_view{} : std::string_view{*found};
}

}  // namespace dcc
