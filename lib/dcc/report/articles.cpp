#include <dcc/model/remedy.hpp>
#include <dcc/report/detail/cells.hpp>
#include <dcc/report/knowledge.hpp>
#include <dcc/rules/article.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::report {
namespace {

Cell share_of(store::UseCount const &uses) {
    if (uses.cases == 0) return {};
    return Share{static_cast<double>(uses.stayed) / static_cast<double>(uses.cases)};
}

Table versions(std::span<Event const> events) {
    Table table;
    table.columns = {
        {"version", "Version"}, {"at", "Written"}, {"actor", "By"}, {"title", "Title"}};
    for (auto const &event : events)
        if (auto const *written = std::get_if<event::ArticleWritten>(&event.payload))
            table.rows.push_back({std::int64_t{written->version}, event.at, event.actor,
                                  event.erased ? Cell{"(erased)"} : text(written->title)});
    return table;
}

Sheet sheet_of(store::Reader &reader, Article const &article, std::span<Event const> events) {
    auto const uses = reader.uses(article.id);
    bool const used = uses.cases > 0;
    bool const retired = !article.is_offered();
    Sheet sheet;
    sheet.head.columns = {{"id", "Article"},
                          {"title", "Title"},
                          {"version", "Version"},
                          {"category", "Category"},
                          {"language", "Language"},
                          {"from_case", article.from_case ? "From case" : ""},
                          {"author", "By"},
                          {"written_at", "Written"},
                          {"retired_at", retired ? "Retired" : ""},
                          {"retired_reason", retired ? "Reason" : ""},
                          {"uses", "Cases answered"},
                          {"stayed_solved", used ? "Stayed solved" : ""},
                          {"stayed_share", used ? "Share" : ""},
                          {"body", "Text"}};
    sheet.head.rows = {{article.id.text(), text(article.title), std::int64_t{article.version},
                        text(article.category), text(article.language),
                        article.from_case ? Cell{article.from_case->text()} : Cell{},
                        article.author, article.written_at, instant(article.retired_at),
                        text(article.reason), uses.cases, uses.stayed, share_of(uses),
                        text(article.body)}};
    auto past = versions(events);
    bool const several = past.rows.size() > 1;
    sheet.parts.push_back({"versions", several ? "Versions" : "Version", std::move(past)});
    return sheet;
}

}  // namespace

Table list_articles(store::Reader &reader, ArticleQuery const &query) {
    Table table;
    table.columns = {{"id", "Article"},
                     {"title", "Title"},
                     {"category", "Category"},
                     {"language", "Language"},
                     {"version", "Version"},
                     {"from_case", ""},
                     {"author", ""},
                     {"written_at", "Written"},
                     {"retired_at", query.retired ? "Retired" : ""},
                     {"uses", "Cases"},
                     {"stayed_solved", ""},
                     {"stayed_share", "Stayed solved"}};
    table.empty = "No such article.";
    auto const fits = [](std::vector<std::string> const &list, std::string const &word) {
        return list.empty() || std::ranges::count(list, word) > 0;
    };
    reader.each_article([&](store::ArticleRow &&row) {
        if ((row.retired_at && !query.retired) || !fits(query.categories, row.category) ||
            !fits(query.languages, row.language))
            return true;
        auto const uses = reader.uses(row.id);
        table.rows.push_back({row.id.text(), text(row.title), text(row.category),
                              text(row.language), std::int64_t{row.version},
                              row.from_case ? Cell{row.from_case->text()} : Cell{}, row.author,
                              row.written_at, instant(row.retired_at), uses.cases, uses.stayed,
                              share_of(uses)});
        return true;
    });
    return table;
}

Outcome<Sheet> show_article(store::Reader &reader, ArticleId id, std::optional<int> version) {
    auto const events = reader.events(id);
    if (events.empty())
        return Refusal{"no_such_article", fmt::format("there is no article {}", id.text()),
                       Hint{Remedy::list_articles, "see the list of articles"}};
    auto article = rules::replay_article(events);
    if (!version) return sheet_of(reader, article, events);
    for (auto const &event : events) {
        auto const *written = std::get_if<event::ArticleWritten>(&event.payload);
        if (!written || written->version != *version) continue;
        auto const of_then = rules::replay_article({&event, 1});
        auto shown = of_then;
        shown.from_case = article.from_case;
        shown.retired_at = article.retired_at;
        shown.reason = article.reason;
        return sheet_of(reader, shown, events);
    }
    return Refusal{"no_such_version", fmt::format("{} has no version {}", id.text(), *version),
                   fmt::format("it has versions 1 to {}", article.version)};
}

Sheet show_article(store::Reader &reader, Article const &article) {
    return sheet_of(reader, article, reader.events(article.id));
}

}  // namespace dcc::report
