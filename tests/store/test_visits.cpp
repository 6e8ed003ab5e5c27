#include "../support/desk.hpp"
#include <dcc/desk/visit.hpp>
#include <dcc/store/detail/db.hpp>

#include <doctest/doctest.h>
#include <sqlite3.h>

using namespace dcc;

namespace {

// SQLite's own counters for the statements that were run, read when each one ends.
struct Work {
    int scanned = 0;  // rows passed over in scans of whole tables
    int sorted = 0;
    int steps = 0;  // of SQLite's virtual machine

    static int note(unsigned, void *self, void *statement, void *) {
        auto &work = *static_cast<Work *>(self);
        auto const count = [&](int counter) {
            return sqlite3_stmt_status(static_cast<sqlite3_stmt *>(statement), counter, 1);
        };
        work.scanned += count(SQLITE_STMTSTATUS_FULLSCAN_STEP);
        work.sorted += count(SQLITE_STMTSTATUS_SORT);
        work.steps += count(SQLITE_STMTSTATUS_VM_STEP);
        return 0;
    }
};

// The store, with a look at what its statements cost.
struct Watched : store::Writer {
    explicit Watched(std::filesystem::path const &file)
        : store::Writer{store::Writer::open(file, {})} {}

    Work cost(auto const &act) {
        Work work;
        auto *handle = db_->sqlite().getHandle();
        sqlite3_trace_v2(handle, SQLITE_TRACE_PROFILE, &Work::note, &work);
        act();
        sqlite3_trace_v2(handle, 0, nullptr, nullptr);
        return work;
    }
};

// A desk of n cases, a tenth of them open, each with its own customer.
struct Sized : FileDesk {
    explicit Sized(int n) {
        writer.begin();
        for (int i = 1; i <= n; ++i) {
            desk::OpenArgs args;
            args.external_id = "X" + std::to_string(i);
            args.customer.name = "Customer " + std::to_string(10000 + i);
            args.customer.phone = "139" + std::to_string(10000000 + i);
            args.customer.email = "c" + std::to_string(i) + "@example.com";
            args.customer.external_id = "K" + std::to_string(i);
            auto const id = open(monday + Seconds{i}, args).id;
            after(monday + Seconds{i}, desk::assign, id,
                  desk::Holder{i % 2 ? "wang" : "li", true, "a desk with many cases"});
            if (i % 10) after(monday + Seconds{i}, desk::resolve, id, "text");
        }
        writer.commit();
    }
};

}  // namespace

TEST_CASE("What a command asks of the desk costs the same however much the desk holds") {
    Sized small{40};
    Sized large{1600};
    Watched few{small.file};
    Watched many{large.file};
    auto const now = monday + Seconds{86400};
    auto const same = [&](std::string const what, auto const &ask) {
        // Statements are prepared, and counters reset, before the measured work.
        for (auto *desk : {&few, &many}) desk->cost([&] { ask(*desk); });
        auto const cheap = few.cost([&] { ask(few); });
        auto const dear = many.cost([&] { ask(many); });
        CAPTURE(what);
        CAPTURE(cheap.steps);
        CHECK(dear.scanned <= cheap.scanned);
        CHECK(dear.steps > 0);
        CHECK(dear.steps <= cheap.steps + cheap.steps / 4);
    };
    same("find", [](Watched &desk) { CHECK(desk.find(CaseId{7})); });
    same("find external", [](Watched &desk) { CHECK(desk.find_external_case("X7")); });
    same("events", [](Watched &desk) { CHECK(desk.events(CaseId{7}).size() == 3); });
    same("clocks", [](Watched &desk) { CHECK_FALSE(desk.clocks(CaseId{7}).empty()); });
    same("customer", [](Watched &desk) { CHECK(desk.find(CustomerId{7})); });
    same("customer's events", [](Watched &desk) { CHECK(desk.events(CustomerId{7}).size() == 1); });
    same("external customer", [](Watched &desk) { CHECK(desk.find_external_customer("K7")); });
    same("phone", [](Watched &desk) {
        CHECK(desk.find_customer_by_phone(phone_keys("+8613910000007", "139 1000 0007")));
    });
    same("mail", [](Watched &desk) { CHECK(desk.find_customer_by_email("c7@example.com")); });
    same("find customers", [](Watched &desk) {
        CHECK(desk.find_customers({"", {}, "c7@example.com", ""}, 20).size() == 1);
        CHECK(desk.find_customers({"Customer 10040", {}, "", ""}, 1).size() == 1);
        CHECK(desk.find_customers({"", phone_keys("+8613910000007", "139 1000 0007"), "", ""}, 20)
                  .size() == 1);
        CHECK(desk.find_customers({"K7", {}, "", ""}, 20).size() == 1);
    });
    same("head", [](Watched &desk) { CHECK(desk.head().seq > 100); });
    same("desk's name", [](Watched &desk) { CHECK(desk.desk_id().size() == 32); });
    same("policy", [&](Watched &desk) { CHECK(desk.knows_policy(small.policy.fingerprint)); });
    same("promise",
         [&](Watched &desk) { CHECK(desk.terms(small.policy.fingerprint, "standard")); });
    same("new cases", [](Watched &desk) { CHECK(desk.new_cases(CaseId{}, 5).empty()); });
    same("changed since", [&](Watched &desk) { CHECK(desk.changed_since(now).empty()); });
    same("next ids", [](Watched &desk) {
        CHECK(desk.next_case_id().number > 40);
        CHECK(desk.next_customer_id().number > 40);
    });
    same("cases of a customer", [](Watched &desk) {
        store::CaseQuery query;
        query.customer = CustomerId{7};
        int count = 0;
        desk.each_case(query, [&](store::CaseRow &&) { return ++count > 0; });
        CHECK(count == 1);
    });
    for (auto const order : {store::CaseQuery::Order::newest, store::CaseQuery::Order::received})
        same("a page of all cases", [&](Watched &desk) {
            store::CaseQuery query;
            query.order = order;
            query.limit = 10;
            int count = 0;
            desk.each_case(query, [&](store::CaseRow &&) { return ++count > 0; });
            CHECK(count == 10);
        });

    auto const as_boss = [&](Watched &desk, auto const &act) {
        ledger::Session session{desk, small.policy, small.languages, acting("boss", now)};
        ledger::Session::Transaction const rolled_back{session};
        CHECK(act(session));
    };
    same("open", [&](Watched &desk) {
        as_boss(desk, [](ledger::Session &session) {
            desk::OpenArgs args;
            args.channel = "phone";
            args.subject = "refund";
            args.customer.phone = "13710000000";
            return static_cast<bool>(desk::open_case(session, args));
        });
    });
    same("reply", [&](Watched &desk) {
        as_boss(desk, [](ledger::Session &session) {
            return static_cast<bool>(desk::reply(session, CaseId{10}, "text"));
        });
    });
}

namespace {

// A customer with n cases of one category, most of them cancelled, and a technician with a visit on
// each of n days.
struct Regular : FileDesk {
    explicit Regular(int n)
        : FileDesk{
              with(small_policy, "id = \"zhao\"\n", "id = \"zhao\"\ncalendar = \"always\"\n")} {
        writer.begin();
        desk::OpenArgs args;
        args.rating.category = "billing";
        args.customer.phone = "13710000000";
        desk::BookArgs visit;
        visit.technician = "zhao";
        visit.from = monday + std::chrono::hours{2};
        for (int i = 1; i <= n; ++i) {
            auto const now = monday + Seconds{i};
            auto const id = open(now, args).id;
            visit.to = visit.from + std::chrono::hours{1};
            after(now, desk::book_visit, CaseId{1}, visit);
            visit.from += std::chrono::days{1};
            if (i > 10) after(now, desk::cancel, id, "text", std::optional<CaseId>{});
        }
        writer.commit();
    }
};

}  // namespace

TEST_CASE("A customer who comes often and a technician with many visits are looked up alike") {
    Regular small{220};
    Regular large{360};
    Watched few{small.file};
    Watched many{large.file};
    auto const same = [&](auto const &ask) {
        for (auto *desk : {&few, &many}) desk->cost([&] { ask(*desk); });
        auto const cheap = few.cost([&] { ask(few); });
        auto const dear = many.cost([&] { ask(many); });
        CHECK(dear.scanned <= cheap.scanned);
        CHECK(dear.steps > 0);
        CHECK(dear.steps <= cheap.steps + cheap.steps / 4);
    };
    auto const now = monday + Seconds{1000};
    same([&](Watched &desk) {
        // Of so many cancelled ones the last 200 are looked at.
        CHECK_FALSE(desk.find_earlier(CustomerId{1}, "billing", monday, now, CaseId{1000}));
    });
    same([&](Watched &desk) {
        CHECK(
            desk.find_earlier(CustomerId{1}, "billing", monday, monday + Seconds{11}, CaseId{1000})
                ->id == CaseId{10});
    });
    same([&](Watched &desk) {
        auto const from = monday + std::chrono::hours{2 + 24 * 5};
        CHECK(desk.booked("zhao", from, from + std::chrono::hours{24}).size() == 1);
        CHECK(desk.booked("zhao", from + std::chrono::hours{1}, from + std::chrono::hours{2})
                  .empty());
    });
}

TEST_CASE("What is asked of open cases passes over no case that is ended") {
    Sized desk{800};
    Watched watched{desk.file};
    auto const cost = [&](auto const &ask) {
        watched.cost([&] { ask(); });
        return watched.cost([&] { ask(); });
    };
    auto const load = cost([&] {
        int open = 0;
        auto const loads = watched.loads({"li"});
        for (auto const &[priority, count] : loads.at("li").open_cases) open += count;
        CHECK(open == 80);
    });
    CHECK(load.scanned == 0);
    CHECK(load.steps < 80 * 10);
    auto const list = [&](store::CaseQuery const &query, int wanted) {
        auto const work = cost([&] {
            int count = 0;
            watched.each_case(query, [&](store::CaseRow &&) { return ++count > 0; });
            CHECK(count == wanted);
        });
        // A row of a case takes some 60 steps; a scan would need ten times as many.
        CHECK(work.steps < 80 * 100);
    };
    store::CaseQuery query;
    query.only_open = true;
    list(query, 80);
    query.limit = 10;
    list(query, 10);
    query.limit = -1;
    query.person = "li";
    list(query, 80);
    query.person.reset();
    query.team = "front";
    list(query, 80);
    query.team.reset();
    query.due_before = monday + Seconds{365 * 86400};
    list(query, 80);

    store::CaseQuery page;
    page.states = {State::assigned, State::in_progress};
    page.limit = 10;
    auto const work = cost([&] {
        int count = 0;
        watched.each_case(page, [&](store::CaseRow &&) { return ++count > 0; });
        CHECK(count == 10);
    });
    CHECK(work.sorted == 0);
    CHECK(work.steps < 10 * 100);
}
