#include <dcc/ledger/projection.hpp>
#include <dcc/ledger/session.hpp>
#include <dcc/ledger/verify.hpp>
#include <dcc/rules/article.hpp>
#include <dcc/rules/timeline.hpp>
#include <dcc/store/chain.hpp>

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace dcc::ledger {
namespace {

constexpr std::size_t most_problems = 100;

class Check {
  public:
    Check(store::Reader &reader, std::optional<store::Head> const &anchor, Progress const &progress)
        : reader_{reader},
          anchor_{anchor},
          progress_{progress},
          adopted_{adopted_terms_of(reader)} {}

    Verdict run() {
        for (auto &complaint : reader_.integrity()) problem("sqlite: " + complaint);
        // Also after a complaint: it is the chain that tells which event is the first to fail.
        attempt([&] { return fmt::format("event {}", verdict_.head.seq + 1); }, [&] { chain(); });
        // What the events of a broken chain say proves nothing about the tables.
        if (verdict_.whole()) projections();
        return verdict_;
    }

  private:
    void problem(std::string text) {
        if (verdict_.problems.size() < most_problems) verdict_.problems.push_back(std::move(text));
    }

    // What cannot even be read is a problem too.
    template <class Place, class Work>
    void attempt(Place const &place, Work const &work) {
        try {
            work();
        } catch (Error const &error) {
            problem(fmt::format("{}: {}", place(), error.what()));
        }
    }

    static store::Chained chained(store::RawEvent const &raw) {
        return {raw.seq,
                raw.case_id ? std::optional{raw.case_id->number} : std::nullopt,
                raw.customer_id ? std::optional{raw.customer_id->number} : std::nullopt,
                raw.kind,
                raw.at.time_since_epoch().count(),
                raw.recorded_at.time_since_epoch().count(),
                raw.actor,
                raw.data,
                raw.sealed_digest};
    }

    void chain() {
        auto const total = reader_.event_count();
        bool anchored = !anchor_;
        reader_.each_event([&](store::RawEvent const &raw) {
            if (++verdict_.events % 1024 == 0) progress_(verdict_.events, 2 * total);
            if (raw.seq != verdict_.head.seq + 1) {
                problem(fmt::format("event {}: missing (the next one is {})", verdict_.head.seq + 1,
                                    raw.seq));
                return false;
            }
            if (link(verdict_.head.digest, chained(raw)) != raw.digest) {
                problem(fmt::format("event {} ({}): was changed: it does not fit its digest",
                                    raw.seq, raw.kind));
                return false;
            }
            if (raw.salt && digest(*raw.salt, raw.sealed) != raw.sealed_digest)
                problem(fmt::format("event {} ({}): its text was changed", raw.seq, raw.kind));
            if (raw.sealed_digest && !raw.salt) ++verdict_.erased;
            verdict_.head = {raw.seq, raw.digest};
            if (anchor_ && *anchor_ == verdict_.head) anchored = true;
            return true;
        });
        if (!anchored)
            problem(fmt::format("the chain does not hold the anchor {}:{}", anchor_->seq,
                                hex(anchor_->digest)));
    }

    void projections() {
        auto const total = reader_.event_count();
        std::int64_t done = 0;
        std::optional<Case> item;
        reader_.each_event_by_case([&](store::RawEvent const &raw) {
            if (++done % 1024 == 0) progress_(total + done, 2 * total);
            attempt([&] { return fmt::format("event {} ({})", raw.seq, raw.kind); },
                    [&] {
                        auto const event = read_event(raw);
                        if (event.case_id) {
                            if (!item || item->id != *event.case_id) {
                                compare(item);
                                item.emplace();
                            }
                            rules::apply(*item, event, adopted_);
                            case_words_.add(event);
                        } else if (event.customer_id)
                            compare_customer(event);
                        else if (auto const *adopted =
                                     std::get_if<event::PolicyAdopted>(&event.payload))
                            compare_policy(*adopted);
                        else if (auto const article = rules::article_of(event.payload)) {
                            rules::apply(articles_[*article], event);
                            ++article_events_;
                        }
                    });
            return verdict_.problems.size() < most_problems;
        });
        compare(item);
        attempt([] { return "articles and words"; }, [&] { compare_articles(); });
        attempt([] { return "tables"; }, [&] { count_rows(); });
    }

    void count_rows() {
        auto const counts = reader_.counts();
        count("cases", counts.cases, counts_.cases);
        count("clocks", counts.clocks, counts_.clocks);
        count("messages", counts.messages, counts_.messages);
        count("visits", counts.visits, counts_.visits);
        count("invitations", counts.invitations, counts_.invitations);
        auto const articles = reader_.article_counts();
        count("articles", articles.articles, std::ssize(articles_));
        count("events of articles", articles.events, article_events_);
        count("customers", reader_.customer_count(), customers_);
        count("promises", static_cast<std::int64_t>(reader_.all_terms().size()), promises_);
        count("calendars", static_cast<std::int64_t>(reader_.calendars().size()), calendars_);
    }

    void count(char const *what, std::int64_t rows, std::int64_t wanted) {
        if (rows != wanted)
            problem(fmt::format("{}: {} rows, but the events make {}", what, rows, wanted));
    }

    // A row that cannot even be read is not what its events say.
    template <class Compare>
    void compare(std::string const &what, Compare const &is_right) {
        try {
            if (!is_right()) problem(what + " not what its events say");
        } catch (Error const &error) {
            problem(fmt::format("{} not what its events say: {}", what, error.what()));
        }
    }

    void compare(std::optional<Case> const &item) {
        if (!item) return;
        ++verdict_.cases;
        ++counts_.cases;
        auto wanted = case_rows(*item, adopted_);
        std::ranges::sort(wanted.clocks, {}, [](auto const &row) {
            return std::pair{row.kind, row.instance};
        });
        std::ranges::sort(wanted.invitations, {}, &store::InvitationRow::number);
        counts_.clocks += std::ssize(wanted.clocks);
        counts_.messages += std::ssize(wanted.messages);
        counts_.visits += std::ssize(wanted.visits);
        counts_.invitations += std::ssize(wanted.invitations);
        std::optional<store::CaseRows> rows;
        compare(item->id.text() + ": its row is", [&] {
            rows = reader_.rows_of(item->id);
            return rows && rows->item == wanted.item;
        });
        if (!rows) return;
        auto const same = [&](char const *what, auto const &mine, auto const &theirs) {
            compare(fmt::format("{}: its {} are", item->id.text(), what),
                    [&] { return mine == theirs; });
        };
        same("clocks", rows->clocks, wanted.clocks);
        same("messages", rows->messages, wanted.messages);
        same("visits", rows->visits, wanted.visits);
        same("invitations", rows->invitations, wanted.invitations);
    }

    void compare_customer(Event const &event) {
        Customer customer;
        rules::apply(customer, event);
        ++customers_;
        compare(customer.id.text() + ": its row is",
                [&] { return reader_.find(customer.id) == customer_row(customer); });
    }

    // The indexes of words by a sum over all their terms and places, for whose sake no text need be
    // kept or looked for.
    void compare_articles() {
        store::WordSum words;
        for (auto const &entry : articles_) {
            auto const &article = entry.second;
            compare(article.id.text() + ": its row is",
                    [&] { return reader_.find(article.id) == article_row(article); });
            if (article.is_offered()) words.add(article);
        }
        compare("the index of articles is", [&] { return reader_.article_words() == words; });
        compare("the index of cases is", [&] { return reader_.case_words() == case_words_; });
    }

    void compare_policy(event::PolicyAdopted const &adopted) {
        for (auto const &row : terms_rows(adopted)) {
            ++promises_;
            if (reader_.terms(row.policy, row.rule) != row)
                problem(fmt::format("sla \"{}\" of policy {} is not what was adopted", row.rule,
                                    short_hex(row.policy)));
        }
        for (auto const &row : calendar_rows(adopted)) {
            ++calendars_;
            if (reader_.calendar(row.print) != row)
                problem(fmt::format("calendar \"{}\" is not what was adopted", row.name));
        }
    }

    store::Reader &reader_;
    std::optional<store::Head> anchor_;
    Progress const &progress_;
    rules::AdoptedTerms adopted_;
    Verdict verdict_;
    std::int64_t customers_ = 0;
    store::Reader::Counts counts_;
    std::map<ArticleId, Article> articles_;
    std::int64_t article_events_ = 0;
    store::WordSum case_words_;
    std::int64_t promises_ = 0;
    std::int64_t calendars_ = 0;
};

}  // namespace

Verdict verify(store::Reader &reader, std::optional<store::Head> const &anchor,
               Progress const &progress) {
    store::Reader::Snapshot const snapshot{reader};
    return Check{reader, anchor, progress}.run();
}

}  // namespace dcc::ledger
