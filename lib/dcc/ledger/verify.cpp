#include <dcc/ledger/detail/fold_events.hpp>
#include <dcc/ledger/verify.hpp>
#include <dcc/model/codec.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/store/chain.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

namespace dcc::ledger {
namespace {

constexpr std::size_t most_problems = 100;

class Check {
  public:
    Check(store::Reader &reader, Anchors const &anchors, Progress const &progress)
        : reader_{reader}, anchors_{anchors}, progress_{progress} {}

    Verdict run() {
        // A wrong key is no fault of the desk: thrown, not reported.
        try {
            texts_ = reader_.can_read_texts();
        } catch (Error const &error) {
            if (error.kind() != ErrorKind::io) throw;
            problem(say("protection: {}", error.message()));
        }
        for (auto &error : reader_.integrity()) problem(say("sqlite: {}", error));
        // Also after an error of SQLite: only the chain shows the first event that fails.
        attempt([&] { return fmt::format("event {}", verdict_.head.seq + 1); }, [&] { chain(); });
        // Without an intact chain, the events prove nothing about the tables.
        if (verdict_.whole()) projections();
        attempt([] { return "protection"; }, [&] { protection(); });
        for (auto const &fault : anchors_.faults) problem(fault);
        attempt([] { return "schema"; }, [&] { schema(); });
        return verdict_;
    }

  private:
    void problem(Wording text) {
        if (verdict_.problems.size() < most_problems) verdict_.problems.push_back(std::move(text));
    }

    // Data that cannot be read is a problem too.
    template <class Place, class Work>
    void attempt(Place const &place, Work const &work) {
        try {
            work();
        } catch (Error const &error) {
            pass_on(error);
            problem(say("{}: {}", place(), error.message()));
        }
    }

    // What cannot be read beside the desk, such as a time zone, is no fault of the desk. That a
    // text needs a key which is missing may be one.
    static void pass_on(Error const &error) {
        if (error.kind() == ErrorKind::no_input && error.hint().remedy != Remedy::name_key)
            throw error;
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
                raw.sealed_digest,
                raw.user,
                raw.dated};
    }

    void chain() {
        auto const total = reader_.event_count();
        auto last_recorded = Instant::min();
        auto anchors = anchors_.entries;
        std::ranges::stable_sort(anchors, {}, [](auto const &one) { return one.anchor.head.seq; });
        if (!anchors.empty()) desk_ = reader_.desk_id();
        auto next = anchors.begin();
        reader_.each_event([&](store::RawEvent const &raw) {
            if (++verdict_.events % 1024 == 0) progress_(verdict_.events, 2 * total);
            if (raw.seq != verdict_.head.seq + 1) {
                problem(
                    say("event {}: missing (the next one is {})", verdict_.head.seq + 1, raw.seq));
                return false;
            }
            if (link(verdict_.head.digest, chained(raw)) != raw.digest) {
                problem(say("event {} ({}): was changed: it does not match its digest", raw.seq,
                            raw.kind));
                return false;
            }
            // Schemas 1 to 3, whose events name no user, recorded what the caller said.
            if (!raw.dated.empty() && raw.recorded_at < last_recorded)
                problem(say("event {} ({}): recorded before the event that precedes it", raw.seq,
                            raw.kind));
            last_recorded = raw.recorded_at;
            age(raw);
            text(raw);
            erasure(raw);
            verdict_.head = {raw.seq, raw.digest};
            for (; next != anchors.end() && next->anchor.head.seq <= raw.seq; ++next)
                check(*next, next->anchor.head == verdict_.head);
            return true;
        });
        for (auto const &[seq, kind] : missing_)
            problem(say("event {} ({}): its text is missing, and no event erased it", seq, kind));
        for (; next != anchors.end(); ++next) check(*next, false);
    }

    void text(store::RawEvent const &raw) {
        auto const report = [&](Wording const &what) {
            problem(say("event {} ({}): {}", raw.seq, raw.kind, what));
        };
        if (raw.salt && digest(*raw.salt, raw.sealed) != raw.sealed_digest)
            report("its text was changed");
        if (!raw.fault.empty()) report(raw.fault);
        if (raw.locked && raw.fault.empty()) ++verdict_.unread;
        if (raw.salt && !raw.data_key) ++plain_;
        if (raw.data_key) ++encrypted_;
        if (raw.sealed_digest && !raw.salt && !raw.locked) missing_.emplace(raw.seq, raw.kind);
        if (raw.kind == event::DeskProtected::type.word) {
            auto const protection = std::get<event::DeskProtected>(read_event(raw).payload);
            protection_ = {protection.key, protection.words};
        } else if (raw.kind == event::KeyRotated::type.word && protection_) {
            protection_->master = std::get<event::KeyRotated>(read_event(raw).payload).key;
        }
    }

    void protection() {
        if (reader_.protection() != protection_)
            problem("the protection of personal data does not match the events");
        if (auto const wrong = protection_ ? plain_ : encrypted_; wrong > 0)
            problem(protection_
                        ? counted(wrong, "1 text is not encrypted, and the desk is protected",
                                  "{} texts are not encrypted, and the desk is protected")
                        : counted(wrong, "1 text is encrypted, and the desk is plain",
                                  "{} texts are encrypted, and the desk is plain"));
        for (auto &fault : reader_.key_faults()) problem(std::move(fault));
    }

    // The digest of an event without `dated` does not cover its user, so it must have none; and no
    // version has recorded such an event after one that has it.
    void age(store::RawEvent const &raw) {
        if (!raw.dated.empty()) {
            has_dated_ = true;
            return;
        }
        if (!raw.user.empty())
            problem(
                say("event {} ({}): was changed: it has a user, which events of its age "
                    "do not have",
                    raw.seq, raw.kind));
        if (has_dated_)
            problem(say("event {} ({}): has no dating, but an event before it has one", raw.seq,
                        raw.kind));
    }

    void check(Anchors::Entry const &entry, bool is_contained) {
        auto const &[place, anchor] = entry;
        auto const before = place.empty() ? std::string{} : place + ": ";
        if (!place.empty() && anchor.desk != desk_)
            problem(say("{}is an anchor of another desk ({})", before, anchor.desk));
        else if (!is_contained)
            problem(say("{}the chain does not contain the anchor {}:{}", before, anchor.head.seq,
                        hex(anchor.head.digest)));
        else
            ++verdict_.anchors;
    }

    void schema() {
        for (auto &difference : reader_.schema_differences())
            problem(say("schema: {}", std::move(difference)));
    }

    // What an erasure names must have had a text, and must not have it any more.
    void erasure(store::RawEvent const &raw) {
        if (raw.kind != event::TextsErased::type.word &&
            raw.kind != event::CustomerErased::type.word)
            return;
        auto const event = read_event(raw, store::Texts::dispensable);
        for (auto const seq : event::erasure_in(event.payload)->events) {
            if (missing_.erase(seq) > 0)
                ++verdict_.erased;
            else
                problem(say("event {} ({}): it erased the text of event {}, which {}", raw.seq,
                            raw.kind, seq, state_of_text(seq)));
        }
    }

    std::string_view state_of_text(std::int64_t seq) {
        return reader_.has_text(seq) ? "is still there" : "has none";
    }

    void projections() {
        auto const total = verdict_.events;
        Folding folding;
        folding.rows = [&](std::string const &name, store::Rows rows) {
            compare(name, std::move(rows));
        };
        folding.progress = [&](std::int64_t done) {
            progress_(total + done, 2 * total);
            return verdict_.problems.size() < most_problems;
        };
        folding.texts = store::Texts::dispensable;
        if (!protection_ || protection_->words)
            folding.case_event = [&](Event const &event) { case_words_.add(event); };
        folding.article = [&](Article const &article) {
            if (article.is_offered()) article_words_.add(article);
        };
        folding.failed = [&](std::string const &place, Error const &error) {
            pass_on(error);
            problem(say("{}: {}", place, error.message()));
        };
        fold_events(reader_, folding);
        if (texts_) {
            compare_words(
                "the index of articles", [&] { return reader_.article_words(); }, article_words_);
            compare_words(
                "the index of cases", [&] { return reader_.case_words(); }, case_words_);
        }
        attempt([] { return "tables"; }, [&] { compare_counts(); });
    }

    // Compares the rows of an object with the tables. The first row type is the object itself, the
    // others are its parts.
    void compare(std::string const &name, store::Rows rows) {
        std::string_view own;
        std::size_t index = 0;
        store::each_projection([&]<class Row>(std::type_identity<Row>) {
            auto const size = std::ssize(store::list_of<Row>(rows));
            counts_[index++] += size;
            if (own.empty() && size > 0) own = Row::what;
        });
        verdict_.cases += std::ssize(store::list_of<store::CaseRow>(rows));
        for (auto const &mismatch : reader_.mismatches(std::move(rows)))
            problem(say("{}: its {} not match its events{}{}", name,
                        mismatch.what == own ? say("row does") : say("{} do", mismatch.what),
                        mismatch.error.empty() ? "" : ": ", mismatch.error));
    }

    // Compares checksums over all terms and positions, so that no text must be kept in memory.
    template <class Read>
    void compare_words(char const *what, Read const &read, store::WordSum const &wanted) {
        auto const text = say("{} does not match the events", what);
        try {
            if (read() != wanted) problem(text);
        } catch (Error const &error) {
            problem(say("{}: {}", text, error.message()));
        }
    }

    void compare_counts() {
        std::size_t index = 0;
        store::each_projection([&]<class Row>(std::type_identity<Row>) {
            auto const rows = reader_.count<Row>();
            auto const wanted = counts_[index++];
            if (rows != wanted)
                problem(say("{}: {} rows, but the events make {}", Row::what, rows, wanted));
        });
    }

    store::Reader &reader_;
    Anchors const &anchors_;
    Progress const &progress_;
    Verdict verdict_;
    bool texts_ = true;                            // they can be read
    std::optional<store::Protection> protection_;  // by the events
    std::int64_t plain_ = 0;                       // texts that are not encrypted, and
    std::int64_t encrypted_ = 0;                   // those that are
    std::string desk_;                             // its id; known when there are anchors
    bool has_dated_ = false;                       // an event before has `dated`
    std::map<std::int64_t, std::string> missing_;  // events without their text, and their kinds
    std::array<std::int64_t, std::tuple_size_v<store::Projections>> counts_{};  // wanted
    store::WordSum case_words_;
    store::WordSum article_words_;
};

}  // namespace

Verdict verify(store::Reader &reader, Anchors const &anchors, Progress const &progress) {
    store::Reader::Snapshot const snapshot{reader};
    return Check{reader, anchors, progress}.run();
}

}  // namespace dcc::ledger
