#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/ledger/detail/fold_events.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/ledger/rebuild.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/article.hpp>
#include <dcc/rules/incident.hpp>
#include <dcc/store/renewal.hpp>

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace dcc::ledger {
namespace {

void derive(store::Writer &fresh, std::int64_t total, Progress const &progress) {
    Folding folding;
    folding.rows = [&](std::string const &, store::Rows const &rows) { fresh.put(rows); };
    folding.progress = [&](std::int64_t done) {
        progress(total + done, 2 * total);
        return true;
    };
    folding.failed = [](std::string const &place, Error const &error) {
        throw Error{error.kind(), say("{}: {}", place, error.message()),
                    error.hint().text.empty()
                        ? Hint{Remedy::restore_backup, "restore the desk from a backup"}
                        : error.hint()};
    };
    fold_events(fresh, folding);
    fresh.index_cases();
}

// Derives what events after a number change, as the commands did that recorded them.
void derive_after(store::Writer &fresh, std::int64_t seq) {
    auto adopted = adopted_terms_of(fresh);
    std::set<CaseId> cases;
    std::set<CustomerId> customers;
    std::map<ArticleId, std::vector<Event>> articles;
    std::set<IncidentId> incidents;
    std::vector<std::int64_t> erased;
    auto const collect = [&](Event const &event) {
        fresh.index(event);
        if (event.case_id)
            cases.insert(*event.case_id);
        else if (event.customer_id)
            customers.insert(*event.customer_id);
        else if (auto const *policy = std::get_if<event::PolicyAdopted>(&event.payload))
            fresh.put(rows_of(*policy, event.seq));
        else if (auto const *absent = std::get_if<event::StaffAbsent>(&event.payload))
            fresh.put(rows_of(*absent));
        else if (auto const *training = std::get_if<event::TrainingRecorded>(&event.payload))
            fresh.put(rows_of(*training));
        else if (auto const id = rules::article_of(event.payload))
            articles[*id].push_back(event);
        else if (auto const incident = rules::incident_of(event.payload))
            incidents.insert(*incident);
        if (auto const *erasure = event::erasure_in(event.payload)) {
            fresh.put(rows_of(*erasure, event.seq));
            erased.insert(erased.end(), erasure->events.begin(), erasure->events.end());
        }
    };
    fresh.each_event(
        [&](store::RawEvent const &raw) {
            collect(read_event(raw));
            return true;
        },
        seq);
    fresh.erase(erased);
    for (auto const id : customers) fresh.put(rows_of(*load(fresh, id)));
    for (auto const id : cases) fresh.put(rows_of(*load(fresh, adopted, id), adopted));
    for (auto const id : incidents) fresh.put(rows_of(*load(fresh, id)));
    for (auto const &[id, events] : articles) {
        auto article = load(fresh, id).value_or(Article{});
        std::vector<std::int64_t> numbers;
        for (auto const &event : events) {
            rules::apply(article, event);
            numbers.push_back(event.seq);
        }
        fresh.put(rows_of(article, numbers));
    }
}

void follow(store::Renewal &renewal) {
    auto &fresh = renewal.fresh();
    auto const before = fresh.head().seq;
    fresh.begin();
    renewal.copy([](std::int64_t, std::int64_t) {});
    if (fresh.head().seq > before) derive_after(fresh, before);
    fresh.commit();
}

// The disk may have failed while the tables were written.
void check(store::Writer &fresh) {
    auto const errors = fresh.integrity();
    if (!errors.empty())
        throw Error{ErrorKind::io, say("{}: the new tables are damaged: {}", fresh.path().string(),
                                       errors.front())};
}

// What happens before the tables are replaced leaves the desk as it was.
[[noreturn]] void fail_unchanged(Error const &error) {
    std::string const what = error.what();
    auto const *outcome = what.ends_with("; nothing was written") ? "" : "; nothing was changed";
    throw Error{error.kind(), what + outcome, error.hint()};
}

}  // namespace

std::int64_t rebuild(std::filesystem::path const &desk, std::chrono::milliseconds timeout,
                     Progress const &progress, store::KeySource key) {
    store::Renewal renewal{desk, timeout, std::move(key)};
    auto &fresh = renewal.fresh();
    try {
        renewal.copy([&](std::int64_t done, std::int64_t total) { progress(done, 2 * total); });
        derive(fresh, fresh.head().seq, progress);
        fresh.commit();
        check(fresh);
        follow(renewal);  // most of what others have recorded, before they have to wait
        renewal.lock();
        follow(renewal);
    } catch (Error const &error) {
        fail_unchanged(error);
    }
    renewal.replace();
    return fresh.count<store::CaseRow>();
}

}  // namespace dcc::ledger
