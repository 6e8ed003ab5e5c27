#include "../support/desk.hpp"
#include "../support/raw.hpp"

#include <doctest/doctest.h>

using namespace dcc;

namespace {

// A desk with a note an hour, and an anchor after each, in three lines.
struct Anchored : FileDesk {
    PrivateKey key = PrivateKey::generate();
    std::vector<std::string> lines;

    Anchored() {
        open(monday);
        for (int hour = 1; hour <= 3; ++hour) {
            auto const now = monday + hour * Seconds{3600};
            after(now, desk::note, CaseId{1}, "hour " + std::to_string(hour));
            lines.push_back(line(now));
        }
    }

    std::string line(Instant now) {
        return signed_line(ledger::anchor_of(writer, now), key) + "\n";
    }
    std::string text() const { return lines[0] + lines[1] + lines[2]; }
    ledger::Verdict verdict(std::string const &written) {
        return ledger::verify(writer, ledger::read_anchors("a.txt", written, key.public_key()),
                              no_progress);
    }
    // The problems, each in brief: what is long and never the same is left out.
    std::vector<std::string> found(std::string const &written) {
        std::vector<std::string> problems;
        for (auto const &problem : verdict(written).problems) {
            auto text = problem.english();
            if (auto const at = text.find(" the chain does not contain"); at != text.npos)
                text.resize(at + 27);
            problems.push_back(std::move(text));
        }
        return problems;
    }
    std::string signed_text(std::string const &text) const {
        return text + " " + key.sign(text) + "\n";
    }
};

using Problems = std::vector<std::string>;

}  // namespace

TEST_CASE("Every anchor of a file is held against the chain") {
    Anchored desk;
    auto const verdict = desk.verdict(desk.text());
    CHECK(verdict.whole());
    CHECK(verdict.anchors == 3);
    // Two of one head, at one time.
    CHECK(desk.verdict(desk.text() + desk.lines[2]).anchors == 4);
}

TEST_CASE("A file without an anchor proves nothing and is refused") {
    Anchored desk;
    CHECK_THROWS_WITH_AS(desk.verdict(""), "a.txt: there is no anchor in it", Error);
}

TEST_CASE("A line that is no anchor by the key is a fault at its place") {
    Anchored desk;
    auto const &first = desk.lines[0];
    auto const &second = desk.lines[1];
    auto const &third = desk.lines[2];
    auto const bare = second.substr(0, second.rfind(' '));
    auto const no_signed_anchor = Problems{"a.txt:2: is not a signed anchor"};
    auto const wrong_signature = Problems{"a.txt:2: its signature is not of this line by this key"};
    auto const with_second = [&](std::string const &line) {
        return desk.found(first + line + third);
    };

    CHECK(with_second(second.substr(0, 40)).front().starts_with("a.txt:2: is not"));
    CHECK(desk.found(first + second.substr(0, 40)) ==
          Problems{"a.txt:2: was cut off: it has no line end"});
    CHECK(desk.found(first + second.substr(0, second.size() - 1)) ==
          Problems{"a.txt:2: was cut off: it has no line end"});
    CHECK(with_second(bare + "\n") == Problems{"a.txt:2: is not signed"});
    CHECK(with_second("\n") == no_signed_anchor);
    CHECK(with_second(" " + second) == no_signed_anchor);
    CHECK(with_second("yesterday\n") == no_signed_anchor);
    CHECK(with_second(with(second, "desk-anchor 1", "desk-anchor 2")) == no_signed_anchor);
    CHECK(with_second(with(second, " ", "  ")) == no_signed_anchor);
    CHECK(with_second(with(second, "T", "t")) == no_signed_anchor);
    CHECK(with_second(bare + " " + PrivateKey::generate().sign(bare) + "\n") == wrong_signature);
    CHECK(with_second(bare + first.substr(first.rfind(' '))) == wrong_signature);
    CHECK(with_second(with(second, "03:00:00Z", "03:00:01Z")) == wrong_signature);
    CHECK(with_second(with(second, "\n", "\r\n")) == wrong_signature);
    // Signed, and yet no anchor.
    CHECK(with_second(desk.signed_text("hello")) == no_signed_anchor);
    CHECK(with_second(desk.signed_text(with(bare, "Z", "+00:00"))) == no_signed_anchor);
}

TEST_CASE("Anchors out of order are a fault") {
    Anchored desk;
    CHECK(desk.found(desk.lines[0] + desk.lines[2] + desk.lines[1]) ==
          Problems{"a.txt:3: is of an earlier time than an anchor before it",
                   "a.txt:3: is of an earlier event than an anchor before it"});
    CHECK(desk.found(desk.text() + desk.line(monday)) ==
          Problems{"a.txt:4: is of an earlier time than an anchor before it"});
}

TEST_CASE("An anchor of another desk is a fault") {
    Anchored desk;
    Anchored other;
    auto const id = other.writer.desk_id();
    auto const line = signed_line(ledger::anchor_of(other.writer, monday), desk.key) + "\n";
    CHECK(desk.found(line) == Problems{"a.txt:1: is an anchor of another desk (" + id + ")"});
    // Also where it names a head of this one.
    ledger::Anchor const mixed{id, desk.writer.head(), monday};
    CHECK(desk.found(signed_line(mixed, desk.key) + "\n") ==
          Problems{"a.txt:1: is an anchor of another desk (" + id + ")"});
}

TEST_CASE(
    "A chain that was rewritten with all its digests no longer contains the anchors after it") {
    Anchored desk;
    Raw raw{desk.file};
    auto const before = desk.text();
    // Whoever knows the form can end the chain earlier and go on from there.
    raw.tamper(
        "DELETE FROM sealed WHERE seq = (SELECT max(seq) FROM event);"
        "DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)");
    desk.rebuild();
    CHECK(desk.whole());
    CHECK(desk.found(before) == Problems{"a.txt:3: the chain does not contain"});
    desk.after(monday + Seconds{3 * 3600}, desk::note, CaseId{1}, "something else");
    CHECK(desk.whole());
    auto const verdict = desk.verdict(before);
    CHECK(verdict.anchors == 2);
    CHECK(verdict.problems.size() == 1);
}

TEST_CASE("A fault of the anchors does not hide one of the tables") {
    Anchored desk;
    Raw{desk.file}.exec("UPDATE cases SET person = 'mallory'");
    CHECK(desk.found(desk.text() + "x\n") ==
          Problems{"C1: its row does not match its events", "a.txt:4: is not a signed anchor"});
}
