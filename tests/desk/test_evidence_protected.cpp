#include "evidence_support.hpp"
#include <dcc/desk/merge.hpp>

using namespace evidence_test;

TEST_CASE("The files of a protected desk are encrypted for each owner") {
    Complaints desk;
    desk.protect();
    std::string large((std::size_t{1} << 20U) - 1, 'x');
    REQUIRE(desk.add(wangs, evidence(png)) == "done");
    REQUIRE(desk.add(wangs_other, evidence(png)) == "done");
    REQUIRE(desk.add(lis, evidence(png)) == "done");
    REQUIRE(desk.add(lis, evidence(large, "large.txt")) == "done");
    std::vector<std::string> wanted{place_of(png, ".K1"), place_of(png, ".K2"),
                                    place_of(large, ".K2")};
    std::ranges::sort(wanted);
    CHECK(desk.stored() == wanted);
    for (auto const &name : wanted)
        CHECK(read_bytes(desk.files() / name).find("okapi") == std::string::npos);
    auto reader = desk.reader();
    CHECK(desk.content(reader, {wangs, 1}) == png);
    CHECK(desk.content(reader, {lis, 1}) == png);
    CHECK(desk.content(reader, {lis, 2}) == large);
    CHECK(desk.faults().empty());

    auto locked = desk.reader({});
    auto const verdict = desk::verify_evidence(locked);
    CHECK(verdict.files == 4);
    CHECK(verdict.unread == 4);
    CHECK(verdict.problems.empty());
    auto wrong = desk.reader(giving(SecretKey::generate()));
    CHECK(problem([&] { (void)desk::verify_evidence(wrong); }).starts_with("no_input: "));

    // One customer's file tells nothing that another's could be put in place of.
    auto const one = desk.files() / place_of(png, ".K1");
    auto const bytes = read_bytes(one);
    write_bytes(one, read_bytes(desk.files() / place_of(png, ".K2")));
    CHECK(desk.faults().size() == 2);
    write_bytes(one, bytes.substr(0, bytes.size() - 1));
    CHECK(desk::verify_evidence(locked, {wangs}).problems.size() == 1);
    write_bytes(one, bytes + "x");
    CHECK(desk.faults().size() == 2);
    write_bytes(one, png);
    CHECK(desk.faults().size() == 2);
    write_bytes(one, bytes);
    CHECK(desk.faults().empty());

    CHECK(desk.redact(customer_wang) == "done");
    CHECK(std::ranges::count(desk.stored(), place_of(png, ".K1")) == 0);
    CHECK(desk.stored().size() == 2);
    CHECK(desk.content({lis, 1}) == png);
    CHECK(desk.whole());
}

TEST_CASE("Texts and files of a merged customer stay encrypted as they were, and are erased too") {
    Complaints desk;
    desk.protect();
    REQUIRE(desk.add(lis, evidence(png)) == "done");
    auto session = desk.session(monday);
    REQUIRE(desk::merge_customers(session, customer_wang, CustomerId{2}));
    CHECK(desk.load(lis).customer == customer_wang);
    CHECK(desk.content({lis, 1}) == png);
    CHECK(desk.faults().empty());
    REQUIRE(desk.add(lis, evidence("more", "more.txt")) == "done");
    CHECK(desk.content({lis, 2}) == "more");
    CHECK(desk.whole());
    CHECK(desk.redact(CustomerId{2}) == "merged");
    CHECK(desk.redact(customer_wang) == "done");
    CHECK(desk.stored().empty());
    CHECK(desk.writer.find(CustomerId{2})->name.empty());
    CHECK(desk.whole());
}

TEST_CASE("A content in parts is encrypted part by part, and none can be moved or left out") {
    Complaints desk{with(evidence_policy, "largest_mb = 1", "largest_mb = 8")};
    desk.protect();
    for (auto const size : {part_size, part_size + 1, 3 * part_size}) {
        CAPTURE(size);
        std::string text(size, 'x');
        for (std::size_t at = 0; at < size; at += part_size)
            text[at] = static_cast<char>('a' + at / part_size);
        auto const number = static_cast<int>(desk.load(wangs).complaint->evidence.size()) + 1;
        REQUIRE(desk.add(wangs, evidence(text, "a.txt")) == "done");
        CHECK(desk.content({wangs, number}) == text);
        auto const file = desk.files() / place_of(text, ".K1");
        auto const bytes = read_bytes(file);
        constexpr std::size_t sealed_part = part_size + 40;
        auto const heading = bytes.find('\n') + 1;
        if (bytes.size() > heading + sealed_part) {
            write_bytes(file, bytes.substr(0, heading + sealed_part));
            CHECK(desk.faults().size() == 1);
        }
        if (size == 3 * part_size) {
            write_bytes(file, bytes.substr(0, heading) +
                                  bytes.substr(heading + sealed_part, sealed_part) +
                                  bytes.substr(heading, sealed_part) +
                                  bytes.substr(heading + 2 * sealed_part));
            CHECK(desk.faults().size() == 1);
        }
        write_bytes(file, bytes);
        CHECK(desk.faults().empty());
    }
}

TEST_CASE("A desk that becomes protected encrypts its files, also when that is interrupted") {
    Complaints desk;
    REQUIRE(desk.add(wangs, evidence(png)) == "done");
    REQUIRE(desk.add(lis, evidence(png)) == "done");
    REQUIRE(desk.add(lis, evidence("a text", "a.txt")) == "done");
    auto const plain = desk.stored();
    SUBCASE("at once") {
        desk.protect();
    }
    SUBCASE("killed before the first file") {
        desk.protect();
        for (auto const &name : desk.stored()) fs::remove(desk.files() / name);
        write_bytes(desk.files() / place_of(png), png);
        write_bytes(desk.files() / place_of("a text"), "a text");
        CHECK(desk.content({wangs, 1}) == png);
        CHECK(desk.faults() == std::vector<std::string>{
                                   "C1.e1: the file of evidence is not encrypted, and the desk is "
                                   "protected",
                                   "C3.e1: the file of evidence is not encrypted, and the desk is "
                                   "protected",
                                   "C3.e2: the file of evidence is not encrypted, and the desk is "
                                   "protected"});
        auto other = desk.session(monday);
        CHECK(desk::protect(other, SecretKey::generate(), false).refusal().code ==
              "protected_already");
        desk.protect();
    }
    SUBCASE("killed before the plain files were removed") {
        desk.protect();
        write_bytes(desk.files() / place_of(png), png);
        write_bytes(desk.files() / place_of("a text"), "a text");
        write_bytes(desk.files() / place_of(png, ".K2"), "half");
        desk.protect();
    }
    SUBCASE("one file was changed before") {
        write_bytes(desk.files() / place_of("a text"), "another");
        auto here = desk.session(monday);
        auto const done = desk::protect(here, master_key, false);
        REQUIRE(done);
        CHECK(done->notes.front().text ==
              "the file of C3.e2 was changed before; it stays as it is, and is not encrypted");
        CHECK(desk.faults() == std::vector<std::string>{"C3.e2: the file of evidence was changed"});
        write_bytes(desk.files() / place_of("a text"), "a text");
        desk.protect();
    }
    std::vector<std::string> wanted{place_of(png, ".K1"), place_of(png, ".K2"),
                                    place_of("a text", ".K2")};
    std::ranges::sort(wanted);
    CHECK(desk.stored() == wanted);
    CHECK(desk.content({wangs, 1}) == png);
    CHECK(desk.content({lis, 2}) == "a text");
    CHECK(desk.faults().empty());
    auto here = desk.session(monday);
    CHECK(desk::protect(here, master_key, false).refusal().code == "protected_already");
    auto const next = SecretKey::generate();
    CHECK(desk::rotate_key(here, next));
    auto reader = desk.reader(giving(next));
    CHECK(desk.content(reader, {wangs, 1}) == png);
    CHECK(desk.stored() == wanted);
}

TEST_CASE("A backup of a protected desk needs no key, and its files neither") {
    Complaints desk;
    desk.protect();
    REQUIRE(desk.add(wangs, evidence(png)) == "done");
    TempDir dir;
    desk::back_up(desk.file, dir / "copy.db", no_progress);
    auto const without = desk::restore(
        dir / "copy.db", {dir / "one/desk.db", dir / "one/p.toml", test_share}, no_progress);
    CHECK(without.evidence.unread == 1);
    CHECK(without.evidence.problems.empty());
    auto const done =
        desk::restore(dir / "copy.db", {dir / "two/desk.db", dir / "two/p.toml", test_share},
                      no_progress, giving(master_key));
    CHECK(done.evidence.unread == 0);
    auto reader =
        store::Reader::open(dir / "two/desk.db", std::chrono::seconds{1}, giving(master_key));
    CHECK(desk.content(reader, {wangs, 1}) == png);
}
