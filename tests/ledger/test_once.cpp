#include "../support/desk.hpp"
#include <dcc/ledger/once.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

event::CallMade call(std::string key, std::string name = "open", std::string_view words = "a") {
    return {std::move(key), std::move(name), digest(words), {}};
}

// Opens a case and records the call; "refused" or the ids of the receipt.
std::string open_once(TestDesk &desk, event::CallMade const &made) {
    auto here = desk.session(monday);
    ledger::Once once{here, made};
    auto const earlier = once.earlier();
    if (!earlier) return earlier.refusal().code;
    if (*earlier) return "again " + (*earlier)->receipt.front();
    desk::OpenArgs args;
    args.channel = "phone";
    args.subject = "It does not work";
    auto const opened = desk::open_case(here, args);
    REQUIRE(opened);
    auto const id = opened->item.id.text();
    once.complete({id});
    return id;
}

}  // namespace

TEST_CASE("A call with a key is done once, and gives its receipt again") {
    TestDesk desk;
    struct Row {
        event::CallMade made;
        std::string given;
    };
    for (auto const &row : {
             Row{call("k1"), "C1"},
             Row{call("k1"), "again C1"},
             Row{call("k2"), "C2"},
             Row{call("k1"), "again C1"},
             Row{call("k1", "reply"), "key_used"},
             Row{call("k1", "open", "b"), "key_used"},
             Row{call("钥匙 ' \" %"), "C3"},
             Row{call("钥匙 ' \" %"), "again C3"},
         }) {
        CAPTURE(row.made.key);
        CHECK(open_once(desk, row.made) == row.given);
    }
    CHECK(desk.whole());
    CHECK(desk.writer.find(CaseId{3}));
    CHECK_FALSE(desk.writer.find(CaseId{4}));
}

TEST_CASE("A call that was not completed leaves nothing, and its key is free") {
    TestDesk desk;
    auto const head = desk.writer.head();
    {
        auto here = desk.session(monday);
        ledger::Once const once{here, call("k")};
        desk.after(monday, desk::note, desk.open(monday).id, "a note");
    }
    CHECK(desk.writer.head() == head);
    CHECK(open_once(desk, call("k")) == "C1");
    {
        auto here = desk.session(monday, "boss", true);
        ledger::Once dry{here, call("dry")};
        dry.complete({"C9"});
    }
    CHECK_FALSE(desk.writer.call_with("dry"));
}

TEST_CASE("Keys outlive a rebuild and another opening of the desk") {
    FileDesk desk;
    CHECK(open_once(desk, call("k")) == "C1");
    desk.rebuild();
    auto reader = store::Reader::open(desk.file);
    REQUIRE(reader.call_with("k"));
    CHECK(reader.call_with("k")->receipt == std::vector<std::string>{"C1"});
    CHECK_FALSE(reader.call_with("K"));
    CHECK(ledger::verify(reader, {}, no_progress).problems.empty());
}
