#include <dcc/base/text.hpp>
#include <dcc/model/tag.hpp>
#include <dcc/rules/listed.hpp>
#include <dcc/rules/tags.hpp>

#include <fmt/format.h>

namespace dcc::rules {

Outcome<std::vector<std::string>> read_tags(Policy const &policy,
                                            std::vector<std::string> const &words) {
    std::vector<std::string> listed;
    for (auto const &item : policy.tags) listed.push_back(item.id);
    std::vector<std::string> tags;
    for (auto const &word : words) {
        auto tag = tag_text(word);
        if (auto const fault = fault_of_tag(tag); !fault.empty())
            return Refusal{"bad_tag",
                           say("\"{}\" is not a tag: {}", printable(word), fault),
                           "a tag is a word or a few, without commas",
                           {"tags"}};
        if (auto const same = same_tag(listed, tag); !same.empty())
            tag = same;
        else if (!listed.empty())
            return *refuse_unlisted("tag", tag, listed);
        if (same_tag(tags, tag).empty()) tags.push_back(std::move(tag));
    }
    if (auto no = refuse_many_tags(tags.size())) return *no;
    return tags;
}

std::optional<Refusal> refuse_tags(Policy const &policy, std::vector<std::string> const &words) {
    auto const read = read_tags(policy, words);
    return read ? std::nullopt : std::optional{read.refusal()};
}

std::optional<Refusal> refuse_many_tags(std::size_t count) {
    if (count <= most_tags) return std::nullopt;
    return Refusal{"too_many_tags",
                   say("a case has at most {} tags, not {}", most_tags, count),
                   "remove some first",
                   {"tags"}};
}

}  // namespace dcc::rules
