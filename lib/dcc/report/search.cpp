#include <dcc/base/columns.hpp>
#include <dcc/base/search_terms.hpp>
#include <dcc/base/text.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/model/tag.hpp>
#include <dcc/model/texts.hpp>
#include <dcc/report/search.hpp>
#include <dcc/rules/article.hpp>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>

#include <fmt/format.h>

namespace dcc::report {
namespace {

constexpr std::size_t most_words = 32;
constexpr std::size_t most_terms = 256;
constexpr std::size_t snippet_columns = 72;

// How many texts are taken from the index at a time: few enough that a common word, of which the
// newest are enough, is searched as fast as a rare one.
constexpr std::size_t batch = 1000;
constexpr std::size_t most_articles = 1000;  // are ranked

Note only_the_first(std::size_t limit) {
    return {say("Only the first {}", limit),
            Hint{Remedy::raise_limit, "a higher limit shows more"}};
}

Outcome<std::vector<Phrase>> wanted(std::string const &text) {
    auto phrases = read_phrases(text);
    if (phrases.empty())
        return Refusal{"no_words", "the text has no word to search for",
                       "a word is made of letters, digits or characters"};
    std::size_t count = 0;
    for (auto const &phrase : phrases) count += phrase.terms.size();
    if (phrases.size() > most_words || count > most_terms)
        return Refusal{
            "too_many_words",
            say("at most {} words can be searched for, and {} characters", most_words, most_terms),
            "search for fewer, rarer words"};
    return phrases;
}

std::string quoted(std::vector<Phrase const *> const &phrases, std::string_view joint) {
    std::string list;
    for (auto const *phrase : phrases)
        list += fmt::format("{}\"{}\"", list.empty() ? "" : joint, phrase->text);
    return list;
}

// The message when no `what` was found; `where` is the text that must contain all phrases, `occurs`
// gives whether a phrase alone would be found.
template <class Occurs>
std::string nothing_found(std::span<Phrase const> phrases, char const *what, char const *where,
                          Occurs const &occurs) {
    std::vector<Phrase const *> all;
    std::vector<Phrase const *> absent;
    for (auto const &phrase : phrases) {
        all.push_back(&phrase);
        if (!occurs(phrase)) absent.push_back(&phrase);
    }
    if (!absent.empty())
        return say(
            "No {} contains {}.{}", what, quoted(absent, " or "),
            absent.size() < all.size() ? " Search without it." : " Try a shorter or another word.");
    if (all.size() == 1) return say("No such {} contains {}.", what, quoted(all, ""));
    return say("No {} contains {}. Try fewer words.", where, quoted(all, " and "));
}

bool holds(store::Reader &reader, store::CaseFilter const &where, CaseId id) {
    using store::CaseFilter;
    if (where.kind == CaseFilter::Kind::all && where.parts.empty()) return true;
    CaseFilter::Number const only{CaseFilter::Number::Of::id, {id.number}};
    store::CaseQuery query;
    query.filter = {CaseFilter::Kind::all, {{CaseFilter::Kind::test, {}, only}, where}, {}};
    bool found = false;
    reader.each_case(query, [&](store::CaseRow const &) { return !(found = true); });
    return found;
}

bool fits(store::Reader &reader, SearchQuery const &query, store::CaseRow const &row) {
    if (!holds(reader, query.where, row.id)) return false;
    if (query.only_open && !row.is_open) return false;
    if (!query.states.empty() && std::ranges::count(query.states, row.state) == 0) return false;
    return query.categories.empty() || std::ranges::count(query.categories, row.category) > 0;
}

// A case that was found by a fact or a tag, or by a text that contains the phrases.
struct CaseHit {
    store::CaseRow row;
    std::optional<Event> event;  // of the text
    bool in_subject = false;
    std::string_view fact{};  // otherwise
    std::string shown{};      // likewise
};

std::string snippet_of(CaseHit const &hit, std::span<Phrase const> phrases) {
    if (!hit.event) return hit.shown;
    auto const texts = texts_of(hit.event->payload);
    auto const in_body = hit.in_subject ? std::vector<Span>{} : find_phrases(texts.body, phrases);
    if (!in_body.empty()) return mark(texts.body, in_body, snippet_columns);
    return mark(texts.subject, find_phrases(texts.subject, phrases), snippet_columns);
}

Columns<CaseHit> case_columns(std::span<Phrase const> phrases) {
    auto const row = [](auto part) { return part_of(&CaseHit::row, part); };
    auto const found_in = [](CaseHit const &hit) {
        return !hit.event       ? hit.fact
               : hit.in_subject ? std::string_view{"subject"}
                                : std::string_view{event::word(hit.event->payload)};
    };
    using store::CaseRow;
    return {
        {"id", "Case", row(&CaseRow::id)},
        {"state", "State", row(&CaseRow::state)},
        {"category", "Category", row(&CaseRow::category)},
        {"received_at", "Received", row(&CaseRow::received_at)},
        {"found_in", "Found in", found_in},
        {"at", "", part_of(&CaseHit::event, &Event::at)},
        {"event", "", part_of(&CaseHit::event, &Event::seq)},
        {"subject", "", row(&CaseRow::subject)},
        {"snippet", "Text", [phrases](CaseHit const &hit) { return snippet_of(hit, phrases); }},
    };
}

// Adds the cases of the texts that contain the phrases, the newest first, until there is one beyond
// the limit, which shows that there are more.
void add_cases(store::Reader &reader, SearchQuery const &query, std::span<Phrase const> phrases,
               bool in_subject, Columns<CaseHit> const &columns, std::set<CaseId> &seen,
               Table &table) {
    store::TextRange range{.in_subject = in_subject, .limit = batch};
    for (auto found = reader.find_texts(phrases, range); !found.empty();
         found = reader.find_texts(phrases, range)) {
        for (auto const seq : found) {
            if (table.rows.size() > query.limit) return;
            auto const id = reader.case_of(seq);
            if (!id || !seen.insert(*id).second) continue;
            auto const row = reader.find(*id);
            auto const event = row && fits(reader, query, *row) ? reader.event(seq) : std::nullopt;
            if (event) columns.add(table, {*row, *event, in_subject});
        }
        if (found.size() < batch) return;
        range.before = found.back();
    }
}

// Adds the cases that have the text as a tag, the newest first, likewise.
void add_tagged(store::Reader &reader, SearchQuery const &query, Columns<CaseHit> const &columns,
                std::set<CaseId> &seen, Table &table) {
    auto const key = fold_case(tag_text(query.text));
    auto const tag = reader.spelling_of_tag(key);
    CaseId before{std::numeric_limits<std::int64_t>::max()};
    for (auto found = reader.cases_with_tag(key, before, batch); !found.empty();
         found = reader.cases_with_tag(key, before, batch)) {
        for (auto const id : found) {
            if (table.rows.size() > query.limit) return;
            auto const row = reader.find(id);
            if (!row || !fits(reader, query, *row) || !seen.insert(id).second) continue;
            columns.add(table, {*row, std::nullopt, false, "tag", tag});
        }
        before = found.back();
    }
}

// Adds the cases that the text names, the newest first, likewise.
void add_named(store::Reader &reader, SearchQuery const &query, Columns<CaseHit> const &columns,
               std::set<CaseId> &seen, Table &table) {
    store::CaseQuery named;
    named.filter = query.named;
    named.kinds = {CaseKind::service, CaseKind::complaint};
    named.order = store::CaseQuery::Order::newest;
    std::vector<store::CaseRow> rows;
    reader.each_case(named, [&](store::CaseRow &&row) {
        rows.push_back(std::move(row));
        return rows.size() < batch;
    });
    for (auto const &row : rows) {
        if (table.rows.size() > query.limit) return;
        if (!fits(reader, query, row)) continue;
        seen.insert(row.id);
        auto const *fact = row.external_id == query.text         ? "external_id"
                           : CaseId::parse(query.text) == row.id ? "case"
                                                                 : "customer";
        columns.add(table, {row, std::nullopt, false, fact, row.subject});
    }
}

struct ArticleHit {
    ArticleId id;
    store::UseCount uses;
    double score = 0;
    store::ArticleRow row{};  // row and snippet: only of hits that are shown
    std::string snippet{};
};

std::string snippet_of(event::ArticleWritten const &written, std::span<Phrase const> phrases) {
    auto const in_body = find_phrases(written.body, phrases);
    if (!in_body.empty()) return mark(written.body, in_body, snippet_columns);
    return mark(written.title, find_phrases(written.title, phrases), snippet_columns);
}

Columns<ArticleHit> article_columns() {
    auto const row = [](auto part) { return part_of(&ArticleHit::row, part); };
    using store::ArticleRow;
    return {
        {"id", "Article", &ArticleHit::id},
        {"title", "Title", row(&ArticleRow::title)},
        {"category", "Category", row(&ArticleRow::category)},
        {"language", "Language", row(&ArticleRow::language)},
        {"uses", "Cases", [](ArticleHit const &hit) { return hit.uses.cases; }},
        {"stayed_solved", "", [](ArticleHit const &hit) { return hit.uses.stayed; }},
        {"snippet", "Text", &ArticleHit::snippet},
    };
}

}  // namespace

Outcome<Table> search_cases(store::Reader &reader, SearchQuery const &query) {
    auto const phrases = wanted(query.text);
    if (!phrases) return phrases.refusal();
    store::Reader::Snapshot const snapshot{reader};
    auto const columns = case_columns(*phrases);
    auto table = columns.table();
    std::set<CaseId> seen;
    add_named(reader, query, columns, seen, table);
    add_tagged(reader, query, columns, seen, table);
    auto const protection = reader.protection();
    bool const has_words = !protection || protection->words;
    if (!has_words && table.rows.empty())
        return Refusal{"no_word_index",
                       "this desk keeps no index of the words of cases, since their texts are "
                       "encrypted",
                       "list cases by what is not encrypted, such as category, tag or customer"};
    if (has_words)
        for (bool const in_subject : {true, false})
            add_cases(reader, query, *phrases, in_subject, columns, seen, table);
    if (table.rows.empty())
        table.empty = nothing_found(*phrases, "case", "text of a case", [&](Phrase const &phrase) {
            return !reader.find_texts({&phrase, 1}, {.limit = 1}).empty();
        });
    if (table.rows.size() > query.limit) {
        table.rows.resize(query.limit);
        table.partial = only_the_first(query.limit);
    }
    return table;
}

Outcome<Table> search_articles(store::Reader &reader, std::string const &words, std::size_t limit) {
    auto const phrases = wanted(words);
    if (!phrases) return phrases.refusal();
    std::vector<ArticleHit> hits;
    for (auto const &found : reader.find_articles(*phrases, false, most_articles)) {
        auto const uses = reader.uses(found.id);
        hits.push_back({found.id, uses, found.fit * rules::worth({uses.cases, uses.stayed})});
    }
    std::ranges::stable_sort(hits, std::greater{}, &ArticleHit::score);
    auto const columns = article_columns();
    auto table = columns.table();
    for (auto &hit : hits) {
        if (table.rows.size() == limit) {
            table.partial = only_the_first(limit);
            break;
        }
        auto const row = reader.find(hit.id);
        auto const event = row ? reader.event(row->text_event) : std::nullopt;
        auto const *written = event ? std::get_if<event::ArticleWritten>(&event->payload) : nullptr;
        if (!written) continue;
        hit.row = *row;
        hit.snippet = snippet_of(*written, *phrases);
        columns.add(table, hit);
    }
    if (hits.empty())
        table.empty = nothing_found(*phrases, "article", "article", [&](Phrase const &phrase) {
            return !reader.find_articles({&phrase, 1}, false, 1).empty();
        });
    return table;
}

}  // namespace dcc::report
