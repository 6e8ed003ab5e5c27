#include <dcc/base/text.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/model/texts.hpp>
#include <dcc/report/detail/cells.hpp>
#include <dcc/report/knowledge.hpp>
#include <dcc/rules/article.hpp>

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace dcc::report {
namespace {

constexpr std::size_t most_words = 32;
constexpr std::size_t most_terms = 256;
constexpr std::size_t snippet_columns = 72;

// How many texts with the words are looked at, the newest: enough to choose from, and few enough
// that a word of half the cases is found as fast as any other. More where many are passed over.
constexpr std::size_t most_texts = 1000;
constexpr std::size_t most_filtered = 20'000;

Note only_the_first(std::size_t limit) {
    return {fmt::format("Only the first {}", limit),
            Hint{Remedy::raise_limit, "a higher limit shows more"}};
}

Outcome<std::vector<Phrase>> wanted(std::string const &text) {
    auto phrases = read_phrases(text);
    if (phrases.empty())
        return Refusal{"no_words", "there is no word in it to search for",
                       "a word is made of letters, digits or characters"};
    std::size_t count = 0;
    for (auto const &phrase : phrases) count += phrase.terms.size();
    if (phrases.size() > most_words || count > most_terms)
        return Refusal{"too_many_words",
                       fmt::format("at most {} words can be searched for, and {} characters",
                                   most_words, most_terms),
                       "search for the few that are rare"};
    return phrases;
}

std::string quoted(std::vector<Phrase const *> const &phrases, std::string_view joint) {
    std::string list;
    for (auto const *phrase : phrases)
        list += fmt::format("{}\"{}\"", list.empty() ? "" : joint, phrase->text);
    return list;
}

// What to say when no text (`where`) of any `what` was found; `occurs` tells whether a phrase alone
// would be.
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
        return fmt::format(
            "No {} holds {}.{}", what, quoted(absent, " or "),
            absent.size() < all.size() ? " Search without it." : " Try a shorter or another word.");
    if (all.size() == 1) return fmt::format("No such {} holds {}.", what, quoted(all, ""));
    return fmt::format("No {} holds {}. Try fewer words.", where, quoted(all, " and "));
}

bool fits(SearchQuery const &query, store::CaseRow const &row) {
    if (query.only_open && !row.is_open) return false;
    if (!query.states.empty() && std::ranges::count(query.states, row.state) == 0) return false;
    return query.categories.empty() || std::ranges::count(query.categories, row.category) > 0;
}

// The texts in the order in which their cases are shown: hits in subjects first, then the newest.
std::vector<std::int64_t> ranked(store::Reader &reader, std::span<Phrase const> phrases,
                                 std::vector<std::int64_t> const &found, std::size_t &subjects) {
    std::vector<std::int64_t> order;
    if (found.empty()) return order;
    order = reader.find_texts(phrases, {true, found.back(), found.size()});
    subjects = order.size();
    std::set<std::int64_t> const first(order.begin(), order.end());
    std::ranges::copy_if(found, std::back_inserter(order),
                         [&](auto const seq) { return !first.contains(seq); });
    return order;
}

std::vector<Cell> hit_cells(store::CaseRow const &row, Event const &event,
                            std::span<Phrase const> phrases, bool in_subject) {
    auto const texts = texts_of(event.payload);
    auto const in_body = in_subject ? std::vector<Span>{} : find_phrases(texts.body, phrases);
    auto const &shown = in_body.empty() ? texts.subject : texts.body;
    auto const spans = in_body.empty() ? find_phrases(texts.subject, phrases) : in_body;
    return {row.id.text(),
            std::string{word(row.state)},
            text(row.category),
            row.received_at,
            in_subject ? std::string{"subject"} : std::string{event::word(event.payload)},
            event.at,
            event.seq,
            text(row.subject),
            mark(shown, spans, snippet_columns)};
}

// Adds the cases of the newest `most` texts that hold the phrases, and gives how many texts it
// found. One case more than wanted tells that there are more.
std::size_t add_cases(store::Reader &reader, SearchQuery const &query,
                      std::span<Phrase const> phrases, std::size_t most, Table &table) {
    auto const found = reader.find_texts(phrases, {false, 1, most});
    std::size_t subjects = 0;
    std::size_t at = 0;
    std::set<CaseId> seen;
    for (auto const seq : ranked(reader, phrases, found, subjects)) {
        if (table.rows.size() > query.limit) break;
        bool const in_subject = at++ < subjects;
        auto const id = reader.case_of(seq);
        if (!id || !seen.insert(*id).second) continue;
        auto const row = reader.find(*id);
        auto const event = row && fits(query, *row) ? reader.event(seq) : std::nullopt;
        if (event) table.rows.push_back(hit_cells(*row, *event, phrases, in_subject));
    }
    return found.size();
}

}  // namespace

Outcome<Table> search_cases(store::Reader &reader, SearchQuery const &query) {
    auto const phrases = wanted(query.text);
    if (!phrases) return phrases.refusal();
    store::Reader::Snapshot const snapshot{reader};
    Table table;
    table.columns = {{"id", "Case"},
                     {"state", "State"},
                     {"category", "Category"},
                     {"received_at", "Received"},
                     {"found_in", "Found in"},
                     {"at", ""},
                     {"event", ""},
                     {"subject", ""},
                     {"snippet", "Text"}};
    auto most = most_texts;
    auto texts = add_cases(reader, query, *phrases, most, table);
    bool const filtered = query.only_open || !query.states.empty() || !query.categories.empty();
    if (filtered && texts == most && table.rows.size() < query.limit) {
        most = most_filtered;
        table.rows.clear();
        texts = add_cases(reader, query, *phrases, most, table);
    }
    if (table.rows.empty())
        table.empty = nothing_found(*phrases, "case", "text of a case", [&](Phrase const &phrase) {
            return !reader.find_texts({&phrase, 1}, {false, 1, 1}).empty();
        });
    if (table.rows.size() > query.limit) {
        table.rows.resize(query.limit);
        table.notes.push_back(only_the_first(query.limit));
    }
    if (texts == most)
        table.notes.push_back(fmt::format(
            "Many texts hold the words: the newest {} were looked at. More words narrow it.",
            most));
    return table;
}

Outcome<Table> search_articles(store::Reader &reader, std::string const &words, std::size_t limit) {
    auto const phrases = wanted(words);
    if (!phrases) return phrases.refusal();
    struct Hit {
        store::ArticleHit article;
        store::UseCount uses;
        double score = 0;
    };
    std::vector<Hit> hits;
    for (auto const &article : reader.find_articles(*phrases, false, most_texts)) {
        auto const uses = reader.uses(article.id);
        hits.push_back({article, uses, article.fit * rules::worth({uses.cases, uses.stayed})});
    }
    std::ranges::stable_sort(hits, std::greater{}, &Hit::score);
    Table table;
    table.columns = {{"id", "Article"},        {"title", "Title"}, {"category", "Category"},
                     {"language", "Language"}, {"uses", "Cases"},  {"stayed_solved", ""},
                     {"snippet", "Text"}};
    for (auto const &hit : hits) {
        if (table.rows.size() == limit) {
            table.notes.push_back(only_the_first(limit));
            break;
        }
        auto const row = reader.find(hit.article.id);
        auto const event = row ? reader.event(row->text_event) : std::nullopt;
        auto const *written = event ? std::get_if<event::ArticleWritten>(&event->payload) : nullptr;
        if (!written) continue;
        auto const in_body = find_phrases(written->body, *phrases);
        auto const snippet =
            in_body.empty()
                ? mark(written->title, find_phrases(written->title, *phrases), snippet_columns)
                : mark(written->body, in_body, snippet_columns);
        table.rows.push_back({row->id.text(), text(row->title), text(row->category),
                              text(row->language), hit.uses.cases, hit.uses.stayed, snippet});
    }
    if (hits.empty())
        table.empty = nothing_found(*phrases, "article", "article", [&](Phrase const &phrase) {
            return !reader.find_articles({&phrase, 1}, false, 1).empty();
        });
    return table;
}

}  // namespace dcc::report
