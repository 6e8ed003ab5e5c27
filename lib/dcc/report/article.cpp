#include <dcc/base/columns.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/report/article.hpp>
#include <dcc/rules/article.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::report {
namespace {

Cell stayed_share(store::UseCount const &uses) {
    if (uses.cases == 0) return {};
    return Share{static_cast<double>(uses.stayed) / static_cast<double>(uses.cases)};
}

// An article's row with how it was used.
struct ListedArticle {
    store::ArticleRow row;
    store::UseCount uses;
};

Columns<ListedArticle> list_columns(ArticleQuery const &query) {
    auto const row = [](auto part) { return part_of(&ListedArticle::row, part); };
    using store::ArticleRow;
    return {
        {"id", "Article", row(&ArticleRow::id)},
        {"title", "Title", row(&ArticleRow::title)},
        {"category", "Category", row(&ArticleRow::category)},
        {"language", "Language", row(&ArticleRow::language)},
        {"version", "Version", row(&ArticleRow::version)},
        {"from_case", "", row(&ArticleRow::from_case)},
        {"author", "", row(&ArticleRow::author)},
        {"written_at", "Written", row(&ArticleRow::written_at)},
        {"retired_at", query.retired ? "Retired" : "", row(&ArticleRow::retired_at)},
        {"uses", "Cases", [](ListedArticle const &one) { return one.uses.cases; }},
        {"stayed_solved", "", [](ListedArticle const &one) { return one.uses.stayed; }},
        {"stayed_share", "Stayed solved",
         [](ListedArticle const &one) { return stayed_share(one.uses); }},
    };
}

Columns<Article> columns_of(Article const &article, store::UseCount const &uses) {
    bool const used = uses.cases > 0;
    bool const retired = !article.is_offered();
    return {
        {"id", "Article", &Article::id},
        {"title", "Title", &Article::title},
        {"version", "Version", &Article::version},
        {"category", "Category", &Article::category},
        {"language", "Language", &Article::language},
        {"from_case", article.from_case ? "From case" : "", &Article::from_case},
        {"author", "By", &Article::author},
        {"written_at", "Written", &Article::written_at},
        {"retired_at", retired ? "Retired" : "", &Article::retired_at},
        {"retired_reason", retired ? "Reason" : "", &Article::reason},
        {"uses", "Cases answered", [uses](Article const &) { return uses.cases; }},
        {"stayed_solved", used ? "Stayed solved" : "",
         [uses](Article const &) { return uses.stayed; }},
        {"stayed_share", used ? "Share" : "",
         [uses](Article const &) { return stayed_share(uses); }},
        {"body", "Text", &Article::body},
    };
}

Table versions(std::span<Event const> events) {
    struct Version {
        Event const *event;
        event::ArticleWritten const *written;
    };
    std::vector<Version> versions;
    for (auto const &event : events)
        if (auto const *written = std::get_if<event::ArticleWritten>(&event.payload))
            versions.push_back({&event, written});
    auto const title = [](Version const &one) {
        return one.event->erased ? "(erased)" : one.written->title;
    };
    Columns<Version> const columns{
        {"version", "Version", part_of(&Version::written, &event::ArticleWritten::version)},
        {"at", "Written", part_of(&Version::event, &Event::at)},
        {"actor", "By", part_of(&Version::event, &Event::actor)},
        {"title", "Title", title},
    };
    return columns.table_of(versions);
}

Sheet sheet_of(store::Reader &reader, Article const &article, std::span<Event const> events) {
    Sheet sheet{columns_of(article, reader.uses(article.id)).row(article), {}};
    auto past = versions(events);
    bool const several = past.rows.size() > 1;
    sheet.parts.push_back({"versions", several ? "Versions" : "Version", std::move(past)});
    return sheet;
}

}  // namespace

Table list_articles(store::Reader &reader, ArticleQuery const &query) {
    auto const columns = list_columns(query);
    auto table = columns.table("No such article.");
    auto const fits = [](std::vector<std::string> const &list, std::string const &word) {
        return list.empty() || std::ranges::count(list, word) > 0;
    };
    reader.each_article([&](store::ArticleRow &&row) {
        if ((row.retired_at && !query.retired) || !fits(query.categories, row.category) ||
            !fits(query.languages, row.language))
            return true;
        auto const uses = reader.uses(row.id);
        columns.add(table, {std::move(row), uses});
        return true;
    });
    return table;
}

Outcome<Sheet> show_article(store::Reader &reader, ArticleId id, std::optional<int> version) {
    auto const events = reader.events(id);
    if (events.empty())
        return Refusal{"no_such_article", say("there is no article {}", id.text()),
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
    return Refusal{"no_such_version", say("{} has no version {}", id.text(), *version),
                   say("it has versions 1 to {}", article.version)};
}

Sheet show_article(store::Reader &reader, Article const &article) {
    return sheet_of(reader, article, reader.events(article.id));
}

}  // namespace dcc::report
