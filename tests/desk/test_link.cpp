#include "../support/desk.hpp"
#include <dcc/desk/link.hpp>
#include <dcc/print/print.hpp>
#include <dcc/report/case_parts.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

struct LinkDesk : TestDesk {
    LinkDesk() {
        for (int i = 0; i < 5; ++i) open(monday);
    }

    std::string link(int one, LinkKind kind, int other) {
        return code(monday, desk::link_cases, CaseId{one}, kind, CaseId{other});
    }
    std::string unlink(int one, int other) {
        return code(monday, desk::unlink_cases, CaseId{one}, CaseId{other});
    }
    // The links as the sheet has them: "blocks C2, parent C3".
    std::string links(int one) {
        std::string all;
        for (auto const &row : report::linked_with(writer, load(CaseId{one})).rows)
            all +=
                (all.empty() ? "" : ", ") + print::plain_of(row[1]) + " " + print::plain_of(row[0]);
        return all;
    }
};

}  // namespace

TEST_CASE("A link is there from both sides, and goes from both") {
    struct Made {
        LinkKind kind;
        char const *here;
        char const *there;
    };
    for (auto const &made : {Made{LinkKind::related, "related C2", "related C1"},
                             Made{LinkKind::blocks, "blocks C2", "blocked_by C1"},
                             Made{LinkKind::blocked_by, "blocked_by C2", "blocks C1"},
                             Made{LinkKind::parent, "parent C2", "child C1"},
                             Made{LinkKind::child, "child C2", "parent C1"}}) {
        CAPTURE(made.here);
        LinkDesk desk;
        CHECK(desk.link(1, made.kind, 2) == "done");
        CHECK(desk.links(1) == made.here);
        CHECK(desk.links(2) == made.there);
        CHECK(desk.link(1, made.kind, 2) == "linked");
        CHECK(desk.link(2, desk.load(CaseId{2}).links.front().kind, 1) == "linked");
        CHECK(desk.whole());
        CHECK(desk.unlink(2, 1) == "done");
        CHECK(desk.links(1).empty());
        CHECK(desk.links(2).empty());
        CHECK(desk.unlink(2, 1) == "not_linked");
        CHECK(desk.whole());
    }
}

TEST_CASE("What would be a ring, a second parent or nothing is refused, and changes nothing") {
    LinkDesk desk;
    REQUIRE(desk.link(1, LinkKind::blocks, 2) == "done");
    REQUIRE(desk.link(2, LinkKind::blocks, 3) == "done");
    REQUIRE(desk.link(1, LinkKind::parent, 2) == "done");
    REQUIRE(desk.link(2, LinkKind::parent, 3) == "done");
    auto const head = desk.writer.head();
    struct Wrong {
        int one;
        LinkKind kind;
        int other;
        char const *code;
    };
    for (auto const &wrong :
         {Wrong{1, LinkKind::related, 1, "bad_link"}, Wrong{1, LinkKind::blocks, 1, "bad_link"},
          Wrong{2, LinkKind::blocks, 1, "bad_link"}, Wrong{3, LinkKind::blocks, 1, "bad_link"},
          Wrong{1, LinkKind::blocked_by, 3, "bad_link"}, Wrong{3, LinkKind::parent, 1, "bad_link"},
          Wrong{1, LinkKind::child, 3, "bad_link"}, Wrong{1, LinkKind::parent, 4, "bad_link"},
          Wrong{4, LinkKind::child, 1, "bad_link"}, Wrong{1, LinkKind::related, 9, "no_such_case"},
          Wrong{9, LinkKind::related, 1, "no_such_case"}}) {
        CAPTURE(wrong.one);
        CAPTURE(wrong.other);
        CHECK(desk.link(wrong.one, wrong.kind, wrong.other) == wrong.code);
    }
    auto session = desk.session(monday);
    CHECK(desk::link_cases(session, CaseId{3}, LinkKind::blocks, CaseId{1}).refusal().message ==
          "C3 would block itself in the end (C3 → C1 → C2 → C3)");
    CHECK(desk.writer.head() == head);
    // Kinds do not mix: a part may block its whole.
    CHECK(desk.link(3, LinkKind::blocks, 4) == "done");
    CHECK(desk.link(4, LinkKind::parent, 1) == "done");
    CHECK(desk.whole());
}

TEST_CASE("Resolving a case before those that hold it up is noted and not refused") {
    LinkDesk desk;
    desk.link(2, LinkKind::blocks, 1);
    desk.link(3, LinkKind::parent, 1);
    desk.link(4, LinkKind::related, 1);
    desk.after(monday, desk::resolve, CaseId{3}, some_text);
    auto session = desk.session(monday);
    auto const resolved = desk::resolve(session, CaseId{1}, {some_text});
    REQUIRE(resolved);
    REQUIRE(resolved->notes.size() == 1);
    CHECK(resolved->notes.front().text == "C1: C2 blocks it and is new");
    desk.after(monday, desk::reopen, CaseId{3}, some_text);
    desk.after(monday, desk::reopen, CaseId{1}, some_text);
    auto const again = desk::resolve(session, CaseId{1}, {some_text});
    REQUIRE(again->notes.size() == 2);
    CHECK(again->notes.back().text == "C1: C3 is a part of it and is reopened");
}
