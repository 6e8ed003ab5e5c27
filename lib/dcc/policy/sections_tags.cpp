#include <dcc/model/tag.hpp>
#include <dcc/policy/detail/sections.hpp>

#include <utility>

#include <fmt/format.h>

namespace dcc::policy_file {

void read_tags(TomlTable &root, Policy &policy) {
    root.table("tags", [&](TomlTable &table) {
        std::vector<std::string> known;
        for (auto const &found : table.texts("allowed")) {
            auto tag = tag_text(found.text);
            if (auto const fault = fault_of_tag(tag); !fault.empty())
                table.error(found, say("allowed: {} is not a tag: {}", quote(found.text), fault));
            else if (auto const same = same_tag(known, tag); !same.empty())
                table.error(found, say("allowed: {} is the same tag as {}", quote(found.text),
                                       quote(same)));
            known.push_back(tag);
            policy.tags.push_back({std::move(tag), {}});
        }
        if (known.empty())
            table.error("allowed is missing or empty; without [tags], cases may have any tags");
        table.table("labels", [&](TomlTable &labels) {
            for (auto &tag : policy.tags) labels.get(tag.id, tag.label);
        });
    });
}

}  // namespace dcc::policy_file
