#include "outbox_support.hpp"
#include <dcc/desk/escalation.hpp>
#include <dcc/desk/staff.hpp>
#include <dcc/print/print.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

Table escalate(TestDesk &desk, Instant now, bool dry_run = false) {
    auto session = desk.session(now, "boss", dry_run);
    auto escalated = desk::escalate(session);
    if (!escalated) throw std::runtime_error{escalated.refusal().message};
    return escalated->actions;
}

// What was done: "C1 reminder 1, C2 close".
std::string done(Table const &table) {
    std::string text;
    for (auto const &row : table.rows) {
        text +=
            (text.empty() ? "" : ", ") + print::plain_of(row[0]) + " " + print::plain_of(row[1]);
        if (auto const *number = std::get_if<std::int64_t>(&row[2]))
            text += " " + std::to_string(*number);
    }
    return text;
}

}  // namespace

TEST_CASE("A customer is reminded, told when it ends, and the case closed, each once") {
    TestDesk desk{mail_policy};
    auto const id = desk.open(monday, by_mail()).id;
    desk.after(monday, desk::wait, id, State::waiting_customer);
    CHECK(done(escalate(desk, monday)) == "");
    // Eight hours of the office after 09:00 with its lunch: 18:00.
    auto const first = monday + std::chrono::hours{9};
    CHECK(done(escalate(desk, first - Seconds{1})) == "");
    CHECK(done(escalate(desk, first, true)) == "C1 reminder 1");
    CHECK(desk.load(id).outgoing.size() == 1);
    CHECK(done(escalate(desk, first)) == "C1 reminder 1");
    CHECK(done(escalate(desk, first)) == "");
    auto const reminder = messages_of(desk, id).back();
    CHECK(reminder.kind == MessageKind::reminder);
    // 24 hours of the office are three days.
    CHECK(has(reminder.body, "若在2026年6月3日（星期三）18:00之前仍未收到"));
    auto const second = tuesday + std::chrono::hours{9};
    CHECK(done(escalate(desk, second + Seconds{5})) == "C1 reminder 2");
    CHECK(done(escalate(desk, second + Seconds{5})) == "");
    auto const end = second + std::chrono::hours{24};
    CHECK(done(escalate(desk, end - Seconds{1})) == "");
    CHECK(done(escalate(desk, end, true)) == "C1 close");
    CHECK(desk.load(id).state == State::waiting_customer);
    CHECK(done(escalate(desk, end)) == "C1 close");
    CHECK(desk.load(id).state == State::closed);
    CHECK(desk.load(id).closed_at == end);
    CHECK(done(escalate(desk, end + Seconds{1000000})) == "");
    CHECK(desk.whole());
}

TEST_CASE("An answer ends the waiting, and a new waiting begins anew") {
    TestDesk desk{mail_policy};
    auto const id = desk.open(monday, by_mail()).id;
    desk.after(monday, desk::wait, id, State::waiting_customer);
    auto const first = monday + std::chrono::hours{9};
    CHECK(done(escalate(desk, first)) == "C1 reminder 1");
    desk.after(tuesday, desk::receive, id, std::string{"这里"}, std::string{},
               desk::Aside::by_policy);
    CHECK(done(escalate(desk, tuesday + std::chrono::hours{1000})) == "");
    desk.after(tuesday + Seconds{60}, desk::wait, id, State::waiting_customer);
    CHECK(done(escalate(desk, tuesday + std::chrono::hours{8})) == "");
    CHECK(done(escalate(desk, tuesday + std::chrono::hours{24})) == "");
    CHECK(done(escalate(desk, tuesday + std::chrono::hours{24} + Seconds{60})) == "C1 reminder 1");
    CHECK(desk.whole());
}

TEST_CASE("While a third party is waited for the customer is told so, and nothing is closed") {
    TestDesk desk{mail_policy};
    auto const id = desk.open(monday, by_mail()).id;
    desk.after(monday, desk::wait, id, State::waiting_third_party);
    auto const late = monday + std::chrono::hours{24 * 30};
    CHECK(done(escalate(desk, late)) == "C1 waiting 1");
    CHECK(done(escalate(desk, late + std::chrono::hours{24 * 30})) == "");
    CHECK(kinds_of(desk, id) == "acknowledgement, waiting");
    CHECK(desk.load(id).state == State::waiting_third_party);
    CHECK(desk.whole());
}

TEST_CASE("Where nobody can be told nothing happens; where a person must, it is left to one") {
    TestDesk desk{mail_policy};
    auto const customer = desk.open(monday, by_phone()).id;
    desk.after(monday, desk::wait, customer, State::waiting_customer);
    auto const third = desk.open(monday, by_phone()).id;
    desk.after(monday, desk::wait, third, State::waiting_third_party);
    auto const head = desk.writer.head();
    auto const late = monday + std::chrono::hours{10};
    CHECK(done(escalate(desk, late)) == "C1 reminder 1");
    CHECK(desk.writer.head().seq == head.seq + 1);
    CHECK(desk.load(customer).outgoing.back().state == MessageState::by_hand);
    CHECK(done(escalate(desk, late)) == "");
    CHECK(desk.writer.head().seq == head.seq + 1);
    CHECK(desk.whole());
}

TEST_CASE("Without [waiting] nothing is done, without the right neither") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    desk.after(monday, desk::wait, id, State::waiting_customer);
    CHECK(done(escalate(desk, monday + std::chrono::hours{10000})) == "");
    auto agent = desk.session(monday, "wang");
    CHECK(desk::escalate(agent).refusal().code == "not_permitted");
}

TEST_CASE("A case that changed later than now is left alone") {
    TestDesk desk{mail_policy};
    auto const id = desk.open(monday, by_mail()).id;
    desk.after(monday, desk::wait, id, State::waiting_customer);
    auto const late = monday + std::chrono::hours{24 * 30};
    desk.after(late, desk::note, id, std::string{"later"});
    CHECK(done(escalate(desk, late - Seconds{1})) == "");
    CHECK(done(escalate(desk, late)) == "C1 close");
}

namespace {

// Warnings, breaches and a ladder over the small policy, with mail addresses of some people.
std::string escalating(std::string text = mail_policy) {
    text = with(text, "zone = \"Asia/Shanghai\"", "zone = \"Asia/Shanghai\"\nlanguage = \"zh\"");
    text = with(text, "id = \"wang\"\nname = \"Wang\"",
                "id = \"wang\"\nname = \"Wang\"\nemail = \"wang@desk.example\"\ncapacity = 100");
    text = with(text, "id = \"boss\"\nname = \"Boss\"",
                "id = \"boss\"\nname = \"Boss\"\nemail = \"boss@desk.example\"");
    return text + R"([[escalation]]
name = "standard"
clocks = ["first_response", "promise"]
warn = ["50%", "75%"]
calendar = "office"
steps = [{ to = "assignee" }, { to = "lead", after = "1h" }, { to = "admin", after = "3h" }]
)";
}

struct Escalating : TestDesk {
    explicit Escalating(std::string const &text = escalating()) : TestDesk{text} {
        id = open(monday, by_phone()).id;
        after(monday, desk::assign, id, std::string{"wang"});
    }

    desk::Escalated run(Instant now, bool all = false, desk::Hooks::Run hook = run_program) {
        auto session = this->session(now);
        desk::EscalateArgs args;
        args.all = all;
        args.run_hook = std::move(hook);
        auto escalated = desk::escalate(session, args);
        if (!escalated) throw std::runtime_error{escalated.refusal().message};
        return std::move(*escalated);
    }

    // "warning 50 wang, breach –": what was announced, and to whom.
    std::string announced() {
        std::string text;
        for (auto const &event : writer.events(id))
            if (auto const *one = std::get_if<event::Escalated>(&event.payload)) {
                text += (text.empty() ? "" : ", ") + std::string{word(one->level)};
                if (one->number > 0) text += " " + std::to_string(one->number);
                for (auto const &person : one->to) text += " " + person;
                if (one->summed_up) text += " summed up";
            }
        return text;
    }

    CaseId id;
};

// The first response is due at 14:00; the office has lunch from 12:00 to 13:00.
Instant const answer_due = monday + std::chrono::hours{5};

}  // namespace

TEST_CASE("Each level is announced once, whatever cron misses or repeats") {
    struct Row {
        char const *name;
        std::vector<std::chrono::minutes> runs;  // after Monday, 09:00
        char const *announced;
    };
    using std::chrono::minutes;
    for (auto const &row : {
             Row{"in time",
                 {minutes{120}, minutes{120}, minutes{180}, minutes{300}, minutes{301},
                  minutes{361}, minutes{481}, minutes{482}},
                 "warning 50 wang, warning 75 wang, breach summed up, step 1 wang, step 2 boss, "
                 "step 3 boss"},
             Row{"late",
                 {minutes{60}, minutes{200}, minutes{600}},
                 "warning 50 summed up, warning 75 wang, breach summed up, step 1 wang, step 2 "
                 "summed up, step 3 boss"},
             Row{"very late",
                 {minutes{6000}, minutes{6000}},
                 "warning 50 summed up, warning 75 summed up, breach summed up, step 1 wang, step "
                 "2 summed up, step 3 boss"},
         }) {
        CAPTURE(row.name);
        Escalating desk;
        for (auto const after : row.runs) desk.run(monday + after);
        CHECK(desk.announced() == row.announced);
        auto const head = desk.writer.head().seq;
        desk.run(monday + row.runs.back());
        CHECK(desk.run(monday + row.runs.back(), true).actions.rows.empty());
        CHECK(desk.writer.head().seq == head);
        CHECK(desk.whole());
    }
}

TEST_CASE("A breach of a clock that ended between two runs is on record, and tells nobody") {
    Escalating desk;
    desk.run(monday);
    desk.after(answer_due + Seconds{1}, desk::reply, desk.id, "Sorry");
    desk.after(answer_due + Seconds{2}, desk::resolve, desk.id, "Done");
    desk.run(answer_due + std::chrono::hours{1});
    CHECK(desk.announced() == "breach");
    desk.run(answer_due + std::chrono::hours{100}, true);
    CHECK(desk.announced() == "breach");
    CHECK(desk.load(desk.id).outgoing.empty());
}

TEST_CASE("A reply at the deadline is in time") {
    Escalating desk;
    desk.after(answer_due, desk::reply, desk.id, "Here we are");
    desk.run(answer_due + std::chrono::hours{1});
    CHECK(desk.announced().empty());
}

TEST_CASE("People of the staff are told by mail; who has no address is named") {
    Escalating desk;
    desk.run(monday + std::chrono::hours{2});
    auto const warning = messages_of(desk, desk.id).back();
    CHECK(warning.kind == MessageKind::warning);
    CHECK(warning.address == "Wang <wang@desk.example>");
    CHECK(warning.language == "zh");
    CHECK(warning.subject == "C1 即将到期：首次响应，2026年6月1日（星期一）14:00");
    CHECK(has(warning.body, "时限已过 50 %。"));
    CHECK(has(warning.body, "负责人：Wang"));
    // The ladder ends with the clock, and what was not sent is not sent any more.
    desk.after(answer_due, desk::reply, desk.id, "Here we are");
    desk.after(answer_due, desk::resolve, desk.id, "Done");
    CHECK(desk.load(desk.id).outgoing.back().state == MessageState::superseded);

    Escalating other;
    other.after(monday, desk::assign, other.id, std::string{"li"});
    auto const told = other.run(monday + std::chrono::hours{2});
    REQUIRE(told.notes.size() == 1);
    CHECK(told.notes.front().text ==
          "tell Li yourself of 1 of these: the policy has no mail address");
    CHECK(other.announced() == "warning 50 li");
    CHECK(other.load(other.id).outgoing.empty());
}

TEST_CASE("A promise about to break is announced in working time of the ladder") {
    Escalating desk;
    desk.after(monday, desk::reply, desk.id, "Thanks");
    // Promised for Tuesday at 11:00: ten hours of the office.
    desk.after(monday, desk::promise, desk.id, tuesday + std::chrono::hours{2}, std::string{});
    CHECK(desk.run(monday + std::chrono::hours{6} - Seconds{1}).actions.rows.empty());
    desk.run(monday + std::chrono::hours{6});
    CHECK(desk.announced() == "warning 50 wang");
    desk.run(tuesday + std::chrono::hours{2} + Seconds{1});
    CHECK(desk.announced() ==
          "warning 50 wang, warning 75 summed up, breach summed up, step 1 wang");
}

TEST_CASE("Nobody gets more than some messages in one run") {
    Escalating desk;
    for (int i = 1; i < desk::most_messages + 5; ++i) {
        auto const id = desk.open(monday, by_phone()).id;
        desk.after(monday, desk::assign, id, std::string{"wang"});
    }
    auto const told = desk.run(monday + std::chrono::hours{2});
    CHECK(told.actions.rows.size() == desk::most_messages + 5);
    REQUIRE(told.notes.size() == 1);
    CHECK(told.notes.front().text ==
          "Wang is told of the first 20 cases; 5 more are on record without a message");
    CHECK(desk.run(monday + std::chrono::hours{2}).actions.rows.empty());
}

TEST_CASE("Another policy has all open cases looked at again, a rebuild too") {
    Escalating desk{mail_policy};
    desk.run(monday + std::chrono::hours{2});
    CHECK(desk.announced().empty());
    desk.policy = policy_of(escalating());
    desk.run(monday + std::chrono::hours{2});
    CHECK(desk.announced() == "warning 50 wang");
    desk.writer.begin();
    desk.writer.watch(desk.id, 1'000'000, std::nullopt);
    desk.writer.put(store::Reader::WatchState{std::nullopt, desk.writer.head().seq});
    desk.writer.commit();
    desk.run(monday + std::chrono::hours{3});
    CHECK(desk.announced() == "warning 50 wang, warning 75 wang");
}

TEST_CASE("A dry run shows what would be done, calls no hook and does nothing") {
    auto const text = escalating() + "[[hook]]\non = [\"warning\"]\nrun = [\"/bin/true\"]\n";
    Escalating desk{text};
    auto session = desk.session(monday + std::chrono::hours{2}, "boss", true);
    desk::EscalateArgs args;
    args.run_hook = [](auto const &, std::string_view, std::chrono::seconds) -> ProcessResult {
        throw std::runtime_error{"called"};
    };
    auto const head = desk.writer.head().seq;
    CHECK(done(desk::escalate(session, args)->actions) == "C1 warning 50");
    CHECK(desk.writer.head().seq == head);
    CHECK_FALSE(desk.writer.watch_state());
}

TEST_CASE("Hooks get what is on record; whatever they do, it stops nothing") {
    auto const text = escalating() + R"([[hook]]
on = ["breach", "step"]
run = ["/bin/tell", "--now"]
timeout = "3s"
)";
    struct Row {
        char const *name;
        ProcessResult result;
        std::size_t calls;
        std::size_t failed;
        char const *failure;
    };
    ProcessResult good;
    good.status = 0;
    ProcessResult missing;
    missing.status = 127;
    missing.error = "No such file or directory";
    ProcessResult killed;
    killed.signal = 9;
    ProcessResult hanging;
    hanging.timed_out = true;
    for (auto const &row :
         {Row{"good", good, 4, 0, ""},
          Row{"missing", missing, 4, 4,
              "hook /bin/tell: event 8 (breach of C1): exit status 127: No such file or directory"},
          Row{"killed", killed, 4, 4, "hook /bin/tell: event 8 (breach of C1): ended by signal 9"},
          Row{"hanging", hanging, 1, 4,
              "hook /bin/tell: event 8 (breach of C1): still running after 3s and killed; it is "
              "not called again in this run"}}) {
        CAPTURE(row.name);
        Escalating desk{text};
        std::vector<std::string> lines;
        auto const hooks =
            desk.run(monday + std::chrono::hours{100}, false,
                     [&](auto const &words, std::string_view input, std::chrono::seconds patience) {
                         CHECK(words == std::vector<std::string>{"/bin/tell", "--now"});
                         CHECK(patience == std::chrono::seconds{3});
                         CHECK_FALSE(desk.writer.in_transaction());
                         lines.emplace_back(input);
                         return row.result;
                     })
                .hooks;
        CHECK(lines.size() == row.calls);
        CHECK(has(lines.front(), R"({"topic":"breach","seq":)"));
        CHECK(has(lines.front(), R"("case":"C1")"));
        CHECK(has(lines.front(), R"("clock":"first_response","instance":1,"level":"breach")"));
        CHECK(lines.front().back() == '\n');
        CHECK(hooks.made == row.calls);
        CHECK(hooks.failed == row.failed);
        if (row.failed > 0) CHECK(hooks.failures.front() == row.failure);
        CHECK(desk.announced() ==
              "warning 50 summed up, warning 75 summed up, breach summed up, step 1 wang, step 2 "
              "summed up, step 3 boss");
        CHECK(desk.whole());
    }
}

TEST_CASE("Substitutes, or else the lead, are told instead of those who are absent") {
    auto const text =
        with(escalating(), "name = \"Wang\"\n", "name = \"Wang\"\nsubstitute = \"li\"\n");
    Escalating desk{text};
    auto const absent = [&](char const *person) {
        auto session = desk.session(monday);
        REQUIRE(desk::record_absence(session, person, monday, std::nullopt));
    };
    absent("wang");
    desk.run(monday + std::chrono::hours{2});
    CHECK(desk.announced() == "warning 50 li");
    // Nobody stands in for Li.
    absent("li");
    desk.run(monday + std::chrono::hours{3});
    CHECK(desk.announced() == "warning 50 li, warning 75 boss");
}

TEST_CASE("What waits in the queue of a team is dispatched, as a row") {
    TestDesk desk;
    auto const id = desk.open(monday).id;
    desk.after(monday, desk::assign, id, "tech");
    auto const table = escalate(desk, monday);
    CHECK(done(table) == "C1 dispatch");
    auto const cell = [&](std::string_view name) {
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            if (table.columns[i].name == name) return table.rows[0][i];
        throw std::runtime_error{"no such column"};
    };
    CHECK(print::plain_of(cell("team")) == "tech");
    CHECK(std::get<std::vector<std::string>>(cell("to")) == std::vector<std::string>{"zhao"});
    CHECK(print::plain_of(cell("why")) == "waiting");
    CHECK(done(escalate(desk, monday)) == "");
}
