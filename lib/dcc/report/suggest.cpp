#include <dcc/base/columns.hpp>
#include <dcc/base/search_terms.hpp>
#include <dcc/base/text.hpp>
#include <dcc/report/suggest.hpp>
#include <dcc/rules/article.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

namespace dcc::report {
namespace {

constexpr std::size_t most_looked_up = 96;  // terms of the text that are looked up
constexpr std::size_t most_telling = 12;    // of these, the rarest that are used
constexpr std::size_t most_texts = 200;     // texts examined for each term: the newest
constexpr double least_score = 0.1;

// The distinct terms of a text that are worth a lookup: no single letter, and no character that the
// pair before it already covers.
std::vector<std::string> telling(std::vector<IndexTerm> const &all) {
    std::vector<std::string> list;
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < all.size() && list.size() < most_looked_up; ++i) {
        bool const pair = all[i].own_end < all[i].end;
        bool const word = display_width(all[i].text) > 1 && all[i].text.size() > 1;
        bool const covered = i > 0 && all[i - 1].end == all[i].end;
        if ((pair || (word && !covered)) && seen.insert(all[i].text).second)
            list.push_back(all[i].text);
    }
    return list;
}

// A term and where it occurs, the newest first.
template <class Id>
struct Occurrences {
    std::string term;
    double weight = 0;
    std::vector<Id> places;
};

// How similar an article or case is to the text (0 to 1), and the terms they share.
struct Likeness {
    double weight = 0;
    std::set<std::string> shared;
};

// Scores each place where the rarest terms of the text occur: the sum of its terms' weights as a
// share of all weights. A term's weight is log(1 + total / its places); `total` is the number of
// texts.
template <class Id, class Find>
std::map<Id, Likeness> alike(std::vector<std::string> const &terms, double total,
                             Find const &find) {
    std::vector<Occurrences<Id>> all;
    for (auto const &term : terms) {
        auto places = find(Phrase{{term}, false});
        if (places.empty()) continue;
        auto const weight = std::log(1 + total / static_cast<double>(places.size()));
        all.push_back({term, weight, std::move(places)});
    }
    std::ranges::stable_sort(all, std::greater{}, &Occurrences<Id>::weight);
    if (all.size() > most_telling) all.resize(most_telling);
    double sum = 0;
    for (auto const &one : all) sum += one.weight;
    std::map<Id, Likeness> found;
    for (auto const &one : all)
        for (auto const &place : one.places) {
            auto &likeness = found[place];
            if (likeness.shared.insert(one.term).second) likeness.weight += one.weight / sum;
        }
    auto const least = std::min<std::size_t>(2, all.size());
    std::erase_if(found, [&](auto const &entry) { return entry.second.shared.size() < least; });
    return found;
}

// The parts of the text that the shared terms cover, as they were written.
std::vector<std::string> words_covered(std::string_view text, std::vector<IndexTerm> const &all,
                                       std::set<std::string> const &shared) {
    std::vector<Span> spans;
    for (auto const &term : all) {
        if (!shared.contains(term.text)) continue;
        if (!spans.empty() && term.begin < spans.back().end)
            spans.back().end = std::max(spans.back().end, term.end);
        else
            spans.push_back({term.begin, term.end});
    }
    std::vector<std::string> words;
    for (auto const &span : spans) {
        auto word = printable(text.substr(span.begin, span.end - span.begin));
        if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
    }
    return words;
}

struct SuggestedAnswer {
    double score = 0;
    std::string kind;
    std::string id;
    std::string title;
    std::string category;
    std::optional<ArticleId> article;     // of a case: what it was answered with
    std::optional<store::UseCount> uses;  // of an article
    std::vector<std::string> shared;
};

Columns<SuggestedAnswer> suggestion_columns() {
    auto const uses = [](auto part) { return part_of(&SuggestedAnswer::uses, part); };
    auto const score = [](SuggestedAnswer const &one) { return std::round(one.score * 100) / 100; };
    return {
        {"id", "Id", &SuggestedAnswer::id},
        {"kind", "Kind", &SuggestedAnswer::kind},
        {"score", "Score", score},
        {"title", "Title", &SuggestedAnswer::title},
        {"category", "Category", &SuggestedAnswer::category},
        {"article", "", &SuggestedAnswer::article},
        {"uses", "", uses(&store::UseCount::cases)},
        {"stayed_solved", "", uses(&store::UseCount::stayed)},
        {"shared", "Shared words", &SuggestedAnswer::shared},
    };
}

class Suggester {
  public:
    Suggester(store::Reader &reader, std::string const &text, std::size_t limit)
        : reader_{reader}, text_{text}, limit_{limit}, all_{index_terms(text)} {}

    void add_articles() {
        auto const total = static_cast<double>(reader_.count<store::ArticleRow>());
        auto const found = alike<ArticleId>(telling(all_), total, [&](Phrase const &phrase) {
            std::vector<ArticleId> places;
            for (auto const &hit : reader_.find_articles({&phrase, 1}, false, most_texts))
                places.push_back(hit.id);
            return places;
        });
        for (auto const &[id, likeness] : found) {
            auto const row = reader_.find(id);
            if (!row) continue;
            auto const uses = reader_.uses(id);
            auto const score = likeness.weight * rules::worth({uses.cases, uses.stayed});
            add({score, "article", id.text(), row->title, row->category, {}, uses, {}}, likeness);
        }
    }

    void add_cases(std::optional<CaseId> but) {
        auto const total = static_cast<double>(reader_.head().seq);
        auto const found = alike<CaseId>(telling(all_), total, [&](Phrase const &phrase) {
            std::set<CaseId> places;
            for (auto const seq : reader_.find_texts({&phrase, 1}, {.limit = most_texts}))
                if (auto const id = reader_.case_of(seq); id && id != but) places.insert(*id);
            return std::vector<CaseId>(places.begin(), places.end());
        });
        std::vector<std::pair<double, CaseId>> order;
        order.reserve(found.size());
        for (auto const &[id, likeness] : found) order.emplace_back(likeness.weight, id);
        std::ranges::sort(order, std::greater{});  // equal ones: the newest first
        std::size_t shown = 0;
        for (auto const &[weight, id] : order) {
            auto const row = reader_.find(id);
            if (!row || (row->state != State::resolved && row->state != State::closed)) continue;
            add({weight, "case", id.text(), row->subject, row->category, row->article, {}, {}},
                found.at(id));
            if (++shown == limit_) break;
        }
    }

    Table take() {
        std::ranges::stable_sort(list_, std::greater{}, &SuggestedAnswer::score);
        if (list_.size() > limit_) list_.resize(limit_);
        return suggestion_columns().table_of(
            list_, "Nothing similar: no article and no solved case shares its rarer words.");
    }

  private:
    void add(SuggestedAnswer suggestion, Likeness const &likeness) {
        if (suggestion.score < least_score) return;
        suggestion.shared = words_covered(text_, all_, likeness.shared);
        list_.push_back(std::move(suggestion));
    }

    store::Reader &reader_;
    std::string const &text_;
    std::size_t limit_;
    std::vector<IndexTerm> all_;
    std::vector<SuggestedAnswer> list_;
};

}  // namespace

Table suggest(store::Reader &reader, std::string const &text, std::optional<CaseId> but,
              std::size_t limit) {
    Suggester suggester{reader, text, limit};
    suggester.add_articles();
    auto const protection = reader.protection();
    bool const searchable = !protection || protection->words;
    if (searchable) suggester.add_cases(but);
    auto table = suggester.take();
    if (!searchable)
        table.notes.push_back(
            "Only articles were searched: this desk keeps no index of the words of cases, since "
            "their texts are encrypted.");
    return table;
}

}  // namespace dcc::report
