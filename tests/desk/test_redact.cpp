#include "../support/raw.hpp"
#include "outbox_support.hpp"
#include <dcc/desk/article.hpp>
#include <dcc/desk/feedback.hpp>
#include <dcc/desk/hold.hpp>
#include <dcc/desk/redact.hpp>
#include <dcc/desk/retention.hpp>
#include <dcc/desk/solution.hpp>
#include <dcc/desk/visit.hpp>
#include <dcc/exchange/export_customer.hpp>
#include <dcc/print/print.hpp>
#include <dcc/report/backlog.hpp>
#include <dcc/report/history.hpp>
#include <dcc/report/sla.hpp>

#include <algorithm>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

// Everything that is told of one customer has one of these words in it.
constexpr std::string_view redacted_words[] = {"quagga", "13899990000", "quagga@example.org"};

// A customer with two cases full of texts, delivered messages, and another customer.
struct RedactDesk : FileDesk {
    RedactDesk() : FileDesk{mail_policy} {
        desk::OpenArgs args;
        args.channel = "email";
        args.subject = "quagga subject";
        args.body = "quagga body 13899990000";
        args.order_no = "quagga-1";
        args.customer.name = "Quagga quagga";
        args.customer.phone = "13899990000";
        args.customer.email = "quagga@example.org";
        open(monday, args);
        after(monday + Seconds{60}, desk::reply, CaseId{1}, "quagga reply");
        after(monday + Seconds{120}, desk::note, CaseId{1}, "quagga note");
        after(monday + Seconds{180}, desk::receive, CaseId{1}, "quagga again", "email",
              desk::Aside::by_policy);
        after(monday + Seconds{240}, desk::resolve, CaseId{1}, "quagga answer");
        open(monday + Seconds{300}, args);
        after(monday + Seconds{360}, desk::cancel, CaseId{2}, "quagga reason",
              std::optional<CaseId>{});
        open(monday + Seconds{420}, by_phone());
        // Many small writes, so that the text index merges its segments.
        for (int i = 0; i < 20; ++i)
            after(monday + Seconds{480 + i}, desk::note, CaseId{3}, "quite another note");
        deliver();
    }

    void deliver() {
        auto here = session(monday + Seconds{900});
        REQUIRE(desk::deliver(here, [](Mail const &) { return std::string{}; }));
    }

    template <class Id>
    std::string redact(Id id, bool dry_run = false, Instant now = monday + Seconds{1000}) {
        auto here = session(now, "boss", dry_run);
        auto const done = desk::redact(here, id, "asked to");
        return done ? std::to_string(done->texts.size()) : done.refusal().code;
    }

    // What is still found of the customer, in the tables and in the bytes of the file and its log.
    std::string traces() {
        std::string found;
        for (std::string const suffix : {"", "-wal"}) {
            auto const bytes = read_bytes(this->file.string() + suffix);
            for (auto const secret : redacted_words)
                if (bytes.find(secret) != std::string::npos)
                    found += suffix + " " + std::string{secret} + ";";
        }
        if (!writer.find_texts(read_phrases("quagga"), {}).empty()) found += "search;";
        if (exported().find("quagga") != std::string::npos) found += "export;";
        return found;
    }

    std::string reports() {
        std::string text;
        report::Scope scope;
        scope.as_of = monday + Seconds{100'000};
        for (auto const &sheet :
             {report::sla(writer, policy, scope), report::backlog(writer, policy, scope)})
            for (auto const &part : sheet.parts)
                for (auto const &row : part.table.rows)
                    for (auto const &cell : row)
                        text += std::to_string(cell.index()) + std::to_string(hash_of(cell)) + ",";
        return text;
    }

    static std::size_t hash_of(Cell const &cell) {
        return std::visit(
            []<class T>(T const &value) -> std::size_t {
                if constexpr (std::is_arithmetic_v<T>)
                    return std::hash<T>{}(value);
                else if constexpr (std::is_same_v<T, std::string>)
                    return std::hash<std::string>{}(value);
                else if constexpr (std::is_same_v<T, Seconds>)
                    return static_cast<std::size_t>(value.count());
                else if constexpr (requires { value.value.count(); })
                    return static_cast<std::size_t>(value.value.count());
                else if constexpr (requires { value.value; })
                    return std::hash<double>{}(value.value);
                else
                    return 0;
            },
            cell);
    }
};

}  // namespace

TEST_CASE("Once a customer is erased, nothing of them is left, live and rebuilt") {
    RedactDesk desk;
    for (auto const &problem : desk.problems()) FAIL_CHECK(problem);
    REQUIRE_FALSE(desk.traces().empty());
    auto const head = desk.writer.head();
    auto const before = desk.reports();
    CHECK(desk.redact(CustomerId{1}, true) != "0");
    CHECK(desk.writer.head() == head);

    REQUIRE(desk.redact(CustomerId{1}) != "0");
    for (int i = 0; i < 2; ++i) {
        for (auto const &problem : desk.problems(head)) FAIL_CHECK(problem);
        CHECK(desk.traces() == "");
        auto const row = desk.writer.find(CustomerId{1});
        REQUIRE(row);
        CHECK(row->name + row->phone + row->email + row->phone_key + row->email_key == "");
        CHECK(desk.writer.find(CaseId{1})->subject == "");
        CHECK(desk.load(CaseId{1}).order_no == "");
        CHECK(desk.reports() == before);
        desk.rebuild();
    }
    CHECK(desk.writer.find(CaseId{3})->subject == "It does not work");
    CHECK(desk.writer.find_texts(read_phrases("another"), {}).size() == 20);
}

TEST_CASE("Of an erased case the history shows that and why, and its customer is kept") {
    RedactDesk desk;
    REQUIRE(desk.redact(CaseId{1}) != "0");
    auto const events = desk.writer.events(CaseId{1});
    auto const *erased = std::get_if<event::TextsErased>(&events.back().payload);
    REQUIRE(erased);
    CHECK(erased->reason == "asked to");
    CHECK(events.back().actor == "boss");
    for (auto const number : erased->events) CHECK(desk.writer.event(number)->erased);
    auto const history = report::history(desk.policy, events);
    auto const text = print::plain_of(history.rows.back().at(6));
    CHECK(text.find("subject, body") != std::string::npos);
    CHECK(text.find("asked to") != std::string::npos);
    CHECK(desk.writer.find(CustomerId{1})->name == "Quagga quagga");
    CHECK(desk.writer.find(CaseId{2})->subject == "quagga subject");
    CHECK(desk.whole());

    // Work can go on, and what is said from then on can be erased too.
    desk.after(monday + Seconds{1100}, desk::reopen, CaseId{1}, "a new reason");
    CHECK(desk.redact(CaseId{1}) == "1");
    CHECK(desk.whole());
}

TEST_CASE("A complaint that has copies of a case's texts is erased with it") {
    RedactDesk desk;
    auto const rate = [&](CaseId id, Instant now) {
        desk::FeedbackArgs args;
        args.solved = false;
        args.comment = "quagga is not content";
        auto here = desk.session(now, "zhao");
        REQUIRE(desk::give_feedback(here, id, args));
    };
    rate(CaseId{1}, monday + Seconds{700});
    auto const complaint = desk.load(CaseId{4});
    REQUIRE(complaint.about == CaseId{1});
    REQUIRE(has(complaint.subject, "quagga"));
    SUBCASE("and named") {
        desk.deliver();
        auto here = desk.session(monday + Seconds{1000});
        auto const done = desk::redact(here, CaseId{1}, "asked to");
        REQUIRE(done);
        CHECK(done->notes.front().text == "C4 belongs to C1: its texts are erased too");
        CHECK(std::ranges::count(done->texts, CaseId{4}, &desk::ErasedText::case_id) > 0);
        CHECK(desk.load(CaseId{4}).subject.empty());
        CHECK(desk.redact(CaseId{1}) == "nothing_to_erase");
    }
    SUBCASE("alone, if asked") {
        desk.deliver();
        auto here = desk.session(monday + Seconds{1000});
        REQUIRE(desk::redact_alone(here, CaseId{1}, "its time is over"));
        CHECK(has(desk.load(CaseId{4}).subject, "quagga"));
        CHECK(desk.redact(CaseId{1}) != "nothing_to_erase");
    }
    SUBCASE("unless it waits for its acknowledgement") {
        CHECK(desk.redact(CaseId{1}) == "queued_messages");
    }
    SUBCASE("unless it is under a legal hold") {
        desk.deliver();
        desk.after(monday + Seconds{800}, desk::hold, CaseId{4}, "a claim");
        CHECK(desk.redact(CaseId{1}) == "held");
        auto here = desk.session(monday + Seconds{1000});
        auto const alone = desk::redact_alone(here, CaseId{1}, "its time is over");
        REQUIRE_FALSE(alone);
        CHECK(alone.refusal().message == "C4 is under a legal hold");
        CHECK_FALSE(desk.load(CaseId{1}).subject.empty());
    }
    CHECK(desk.whole());
}

TEST_CASE("An article that was written from an erased case is named and left alone") {
    RedactDesk desk;
    auto here = desk.session(monday + Seconds{950});
    auto const made = desk::article_from_case(here, CaseId{1}, {});
    REQUIRE(made);
    CHECK(desk::redact(here, CaseId{2}, "asked to")->notes.size() == 1);
    auto const done = desk::redact(here, CaseId{1}, "asked to");
    REQUIRE(done);
    CHECK(done->notes.front().text ==
          "article A1 was written from C1 and is left alone: check that it names nobody");
    CHECK(has(desk.writer.find(ArticleId{1})->title, "quagga"));
    CHECK(desk.whole());
}

TEST_CASE("An erasure is refused") {
    RedactDesk desk;
    SUBCASE("twice") {
        CHECK(desk.redact(CustomerId{1}) != "0");
        CHECK(desk.redact(CustomerId{1}) == "nothing_to_erase");
        CHECK(desk.redact(CaseId{1}) == "nothing_to_erase");
    }
    SUBCASE("of what does not exist") {
        CHECK(desk.redact(CaseId{9}) == "no_such_case");
        CHECK(desk.redact(CustomerId{9}) == "no_such_customer");
    }
    SUBCASE("without a reason") {
        auto here = desk.session(monday + Seconds{1000});
        CHECK(desk::redact(here, CaseId{1}, " ").refusal().code == "no_reason");
    }
    SUBCASE("without the permission") {
        auto here = desk.session(monday + Seconds{1000}, "wang");
        CHECK(desk::redact(here, CaseId{1}, "x").refusal().code == "not_permitted");
        CHECK(desk::hold(here, CaseId{1}, "x").refusal().code == "not_permitted");
        CHECK(desk::apply_retention(here).refusal().code == "not_permitted");
    }
    SUBCASE("while a message is queued, until it is delivered") {
        desk.after(monday + Seconds{800}, desk::reply, CaseId{1}, "one more quagga");
        CHECK(desk.redact(CaseId{1}) == "queued_messages");
        CHECK(desk.redact(CustomerId{1}) == "queued_messages");
        CHECK_FALSE(desk.load(CaseId{2}).subject.empty());
        desk.deliver();
        CHECK(desk.redact(CustomerId{1}) != "queued_messages");
    }
    SUBCASE("under a legal hold, until it is released") {
        desk.after(monday + Seconds{800}, desk::hold, CaseId{2}, "a claim");
        CHECK(desk.code(monday + Seconds{800}, desk::hold, CaseId{2}, "again") == "held");
        CHECK(desk.redact(CaseId{2}) == "held");
        CHECK(desk.redact(CustomerId{1}) == "held");
        CHECK(desk.redact(CaseId{1}) != "held");
        desk.after(monday + Seconds{1000}, desk::release, CaseId{2}, "settled");
        CHECK(desk.code(monday + Seconds{1000}, desk::release, CaseId{2}, "x") == "not_held");
        CHECK(desk.redact(CustomerId{1}) != "held");
        CHECK(desk.traces() == "");
    }
    CHECK(desk.whole());
}

TEST_CASE("Retention erases the texts of cases that ended long enough ago, and of no others") {
    RedactDesk desk;
    desk.policy = policy_of(mail_policy + "[[retention]]\nname = \"all\"\nafter = \"3y\"\n");
    desk.after(monday + Seconds{1000}, desk::close, CaseId{1}, "quiet");
    auto const due = [&](std::string_view now) {
        auto here = desk.session(at(now));
        auto const done = desk::apply_retention(here);
        REQUIRE(done);
        std::string ids;
        for (auto const &one : done->cases) ids += one.id.text() + " ";
        return ids;
    };
    CHECK(due("2029-06-01T20:00:00+08:00") == "");
    desk.after(monday + Seconds{1100}, desk::hold, CaseId{1}, "a claim");
    CHECK(due("2029-06-02T00:00:00+08:00") == "C2 ");
    CHECK(due("2029-06-02T00:00:00+08:00") == "");
    desk.after(at("2029-06-02T01:00:00+08:00"), desk::release, CaseId{1}, "settled");
    CHECK(due("2029-06-02T02:00:00+08:00") == "C1 ");
    CHECK(desk.writer.find(CustomerId{1})->name == "Quagga quagga");
    CHECK(desk.writer.find(CaseId{3})->subject == "It does not work");
    CHECK(desk.whole());
}

TEST_CASE("An export of a customer has all of theirs, and nothing of others") {
    RedactDesk desk;
    auto const exported = [&](std::int64_t id) {
        std::ostringstream out;
        exchange::export_customer(desk.writer, CustomerId{id}, out);
        return out.str();
    };
    auto const text = exported(1);
    for (auto const *part :
         {"13899990000", "quagga subject", "quagga body", "quagga-1", "quagga reply", "quagga note",
          "quagga again", "quagga answer", "quagga reason"})
        CHECK_MESSAGE(text.find(part) != std::string::npos, part);
    CHECK(text.find("another note") == std::string::npos);
    CHECK(exported(2).find("quagga") == std::string::npos);
    CHECK(exported(9) == "");
    REQUIRE(desk.redact(CustomerId{1}) != "0");
    CHECK(exported(1).find("quagga") == std::string::npos);
}
