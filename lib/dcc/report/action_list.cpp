#include <dcc/base/columns.hpp>
#include <dcc/base/text.hpp>
#include <dcc/report/action_list.hpp>

#include <algorithm>
#include <tuple>

namespace dcc::report {
namespace {

struct ListedAction {
    store::ActionRow action;
    store::CaseRow item;
};

Columns<ListedAction> listed_action_columns(Instant now) {
    using store::ActionRow;
    using store::CaseRow;
    auto const action = [](auto part) { return part_of(&ListedAction::action, part); };
    auto const item = [](auto part) { return part_of(&ListedAction::item, part); };
    auto const late = [now](ListedAction const &row) {
        return !row.action.done_at && row.item.is_open && row.action.due_at < now;
    };
    return {
        {"id", "Action", item(&CaseRow::id)},
        {"state", "State", item(&CaseRow::state)},
        {"nature", "", action(&ActionRow::nature)},
        {"owner", "Owner", item(&CaseRow::person)},
        {"causes", "Causes",
         [](ListedAction const &row) { return Cell{split_words(row.action.causes)}; }},
        {"complaints", "",
         [](ListedAction const &row) { return Cell{split_words(row.action.complaints)}; }},
        {"due_at", "Due", action(&ActionRow::due_at)},
        {"overdue", "", late},
        {"late_s", "Overdue by",
         [now, late](ListedAction const &row) {
             return late(row) ? Cell{now - row.action.due_at} : Cell{};
         }},
        {"planned_at", "", action(&ActionRow::planned_at)},
        {"done_at", "Done", action(&ActionRow::done_at)},
        {"verified_at", "Verified", action(&ActionRow::verified_at)},
        {"title", "Title", item(&CaseRow::subject)},
    };
}

}  // namespace

Table list_actions(store::Reader &reader, bool all, Instant now) {
    std::vector<ListedAction> rows;
    for (auto &action : reader.actions()) {
        auto item = reader.find(action.case_id);
        if (item && (all || item->is_open)) rows.push_back({std::move(action), std::move(*item)});
    }
    std::ranges::sort(rows, {}, [](ListedAction const &row) {
        return std::tuple{row.action.due_at, row.action.case_id};
    });
    return listed_action_columns(now).table_of(rows, all ? "No action." : "No open action.");
}

}  // namespace dcc::report
