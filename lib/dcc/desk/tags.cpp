#include <dcc/base/text.hpp>
#include <dcc/desk/tags.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/model/tag.hpp>
#include <dcc/rules/tags.hpp>

#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::desk {
namespace {

std::optional<Refusal> refuse_args(TagArgs const &args) {
    if (args.added.empty() && args.removed.empty())
        return Refusal{"no_tags",
                       "no tag is given",
                       Hint{Remedy::give, "give tags to add or to remove", {"case.tags"}},
                       {"tags"}};
    for (auto const &tag : args.added)
        if (!same_tag(args.removed, tag_text(tag)).empty())
            return Refusal{"bad_tag",
                           say("\"{}\" is both added and removed", printable(tag)),
                           "name it once",
                           {"tags"}};
    return std::nullopt;
}

}  // namespace

std::vector<std::string> as_known(ledger::Session &session, std::vector<std::string> tags) {
    if (!session.policy().tags.empty()) return tags;
    for (auto &tag : tags)
        if (auto known = session.writer().spelling_of_tag(fold_case(tag)); !known.empty())
            tag = std::move(known);
    return tags;
}

Outcome<ledger::Receipt> tag_case(ledger::Session &session, CaseId id, TagArgs const &args) {
    if (auto no = refuse_args(args)) return *no;
    auto const read = rules::read_tags(session.policy(), args.added);
    if (!read) return read.refusal();
    return ledger::change(
        session, id, Right::case_tag, Step::note,
        [&](Case const &item) -> Outcome<std::vector<event::Payload>> {
            event::Tagged tagged;
            for (auto &tag : as_known(session, *read))
                if (same_tag(item.tags, tag).empty()) tagged.added.push_back(std::move(tag));
            for (auto const &word : args.removed)
                if (auto const tag = same_tag(item.tags, tag_text(word)); !tag.empty())
                    tagged.removed.emplace_back(tag);
            if (tagged == event::Tagged{})
                return Refusal{"no_change",
                               item.tags.empty() ? say("{} has no tags", id.text())
                                                 : say("nothing changes: {} has the tags {}",
                                                       id.text(), fmt::join(item.tags, ", ")),
                               Hint{Remedy::show_case, "see the case", {id.text()}}};
            auto const kept = item.tags.size() - tagged.removed.size();
            if (auto no = rules::refuse_many_tags(kept + tagged.added.size())) return *no;
            return std::vector<event::Payload>{std::move(tagged)};
        });
}

}  // namespace dcc::desk
