#include "evidence_support.hpp"
#include <dcc/desk/retention.hpp>
#include <dcc/exchange/export_customer.hpp>

#include <sstream>

using namespace evidence_test;

TEST_CASE("A file becomes a part of the complaint, and is stored once") {
    Complaints desk;
    auto here = desk.session(monday, "boss");
    auto const receipt = desk::add_evidence(here, wangs, evidence(png, "/tmp/a/bill.png"));
    REQUIRE(receipt);
    auto const &one = receipt->receipt.item.complaint->evidence.at(0);
    CHECK(one.number == 1);
    CHECK(one.digest == digest(png));
    CHECK(one.size == std::ssize(png));
    CHECK(one.media == "image/png");
    CHECK(one.name == "bill.png");
    CHECK(one.by == "boss");
    CHECK(receipt->file.ref.part.text() == "C1.e1");
    CHECK(receipt->file.name == "bill.png");
    CHECK(desk.add(wangs, evidence("a text", "C:\\Users\\li\\a.txt")) == "done");
    CHECK(desk.add(lis, evidence(png, "other.png")) == "done");
    std::vector<std::string> wanted{place_of(png), place_of("a text")};
    std::ranges::sort(wanted);
    CHECK(desk.stored() == wanted);
    auto const list = desk::list_evidence(desk.writer, wangs);
    REQUIRE(list);
    REQUIRE(list->size() == 2);
    CHECK(list->at(0).body == "the bill");
    CHECK(list->at(1).name == "a.txt");
    CHECK(desk.content({wangs, 1}) == png);
    CHECK(desk.content({wangs, 2}) == "a text");
    CHECK(desk.content({lis, 1}) == png);
    CHECK(desk.content({wangs, 3}) == "no_such_evidence");
    CHECK(desk.content({CaseId{9}, 1}) == "no_such_case");
    CHECK(desk.content({service, 1}) == "no_such_evidence");
    CHECK(desk.whole());
    desk.rebuild();
    CHECK(desk.content({lis, 1}) == png);
}

TEST_CASE("What is no evidence is refused, and leaves nothing") {
    Complaints desk{with(evidence_policy, "largest_mb = 1",
                         "largest_mb = 1\nmedia = [\"image/*\", \"text/plain\"]")};
    auto const megabyte = std::size_t{1} << 20U;
    CHECK(desk.add(wangs, evidence("")) == "empty_file");
    CHECK(desk.add(wangs, evidence(png, "")) == "no_name");
    CHECK(desk.add(wangs, evidence(png, "dir/")) == "no_name");
    CHECK(desk.add(wangs, evidence(png, std::string(300, 'n') + ".png")) == "no_name");
    CHECK(desk.add(wangs, evidence(std::string(megabyte + 1, 'x'), "a.txt")) == "too_large");
    CHECK(desk.add(wangs, evidence("%PDF-1.7", "a.pdf")) == "media_not_allowed");
    CHECK(desk.add(wangs, evidence("MZ", "a.png")) == "media_not_allowed");
    CHECK(desk.add(CaseId{9}, evidence(png)) == "no_such_case");
    CHECK(desk.add(service, evidence(png)) == "illegal_step");
    auto zhao = desk.session(monday, "zhao");
    CHECK(desk::add_evidence(zhao, wangs, evidence(png)).refusal().code == "not_permitted");
    auto trial = desk.session(monday, "boss", true);
    CHECK(desk::add_evidence(trial, wangs, evidence(png)));
    CHECK(desk.stored().empty());
    CHECK(desk.add(wangs, evidence(std::string(megabyte, 'x'), "a.txt")) == "done");
    CHECK(desk.add(wangs, evidence(png)) == "done");
    CHECK(desk.add(wangs, evidence(png, "again.png")) == "unchanged");
    CHECK(desk.add(wangs_other, evidence(png)) == "done");
    CHECK(desk.stored().size() == 2);
}

TEST_CASE("Who has an interest in a complaint may add evidence") {
    Complaints desk;
    desk.after(monday, desk::recuse, wangs, "boss", true, "is complained about");
    CHECK(desk.add(wangs, evidence(png)) == "done");
}

TEST_CASE("A file that is changed while it is read is refused, and nothing of it is kept") {
    Complaints desk;
    for (auto const *later : {"short", "another of a size", "one that has grown meanwhile"}) {
        CAPTURE(later);
        auto calls = std::make_shared<int>(0);
        Content const changing = [calls, later](Take const &take) {
            // The size, the head, and then what is stored.
            take(++*calls < 3 ? "something of size" : later);
        };
        auto here = desk.session(monday);
        CHECK(problem([&] {
                  (void)desk::add_evidence(here, wangs, {changing, "a.txt", ""});
              }) == "no_input: the file was changed while it was read");
        CHECK(desk.stored().empty());
        CHECK(desk.load(wangs).complaint->evidence.empty());
    }
}

TEST_CASE("A file without its event is unused, and used again when its content is added") {
    Complaints desk;
    store::Files files{desk.writer};
    desk.writer.begin();
    files.put(desk.writer, {{wangs, 1}, digest(png), std::ssize(png), "K1"}, content_of(png));
    desk.writer.rollback();  // as if the process were killed before the commit
    auto const verdict = desk::verify_evidence(desk.writer);
    CHECK(verdict.problems.empty());
    CHECK(verdict.unused == std::vector{hex(digest(png))});
    CHECK(desk.add(wangs, evidence(png)) == "done");
    CHECK(desk::verify_evidence(desk.writer).unused.empty());
    fs::create_directories((desk.files() / place_of("half")).parent_path());
    write_bytes(desk.files() / place_of("half", ".partial-1"), "ha");
    CHECK(desk::verify_evidence(desk.writer).unused.size() == 1);
    auto trial = desk.session(monday, "boss", true);
    CHECK(*desk::prune_evidence(trial) == 1);
    CHECK(desk.stored().size() == 2);
    auto here = desk.session(monday);
    CHECK(*desk::prune_evidence(here) == 1);
    CHECK(desk.stored() == std::vector{place_of(png)});
    auto li = desk.session(monday, "li");
    CHECK(desk::prune_evidence(li).refusal().code == "not_permitted");
}

TEST_CASE("Files that are missing, changed or cannot be read are found") {
    Complaints desk;
    REQUIRE(desk.add(wangs, evidence(png)) == "done");
    REQUIRE(desk.add(lis, evidence(png)) == "done");
    CHECK(desk::verify_evidence(desk.writer).files == 2);
    CHECK(desk::verify_evidence(desk.writer, {lis}).files == 1);
    CHECK(desk.faults().empty());
    auto const place = desk.files() / place_of(png);
    for (auto const &bytes :
         {png + "!", png.substr(1), std::string{}, std::string(png.size(), 'x')}) {
        write_bytes(place, bytes);
        CHECK(desk.faults() == std::vector<std::string>{"C1.e1: the file of evidence was changed",
                                                        "C3.e1: the file of evidence was changed"});
        CHECK(problem([&] { desk.content({wangs, 1}); }) == "io: the file of C1.e1 was changed");
    }
    fs::remove(place);
    CHECK(desk.faults({wangs}) ==
          std::vector<std::string>{"C1.e1: the file of evidence is missing"});
    CHECK(problem([&] { desk.content({wangs, 1}); }) == "io: the file of C1.e1 is missing");
    fs::create_symlink("/etc/hostname", place);
    CHECK(desk.faults({wangs}) ==
          std::vector<std::string>{"C1.e1: the file of evidence cannot be read"});
    // Whoever adds the content again puts it back, in this complaint or another one.
    auto here = desk.session(monday);
    auto const again = desk::add_evidence(here, wangs, evidence(png));
    REQUIRE(again);
    CHECK(again->file.ref.part.text() == "C1.e1");
    CHECK(again->receipt.events.empty());
    CHECK(again->receipt.notes.front().text ==
          "C1.e1 is this file, which was lost or changed: it is put back");
    CHECK(desk.faults().empty());
    CHECK(desk.add(wangs, evidence(png)) == "unchanged");
    fs::remove(place);
    CHECK(desk.add(wangs_other, evidence(png)) == "done");
    CHECK(desk.faults().empty());
}

TEST_CASE("An erasure removes the files that no other complaint has") {
    Complaints desk;
    REQUIRE(desk.add(wangs, evidence(png)) == "done");
    REQUIRE(desk.add(wangs, evidence("only here", "a.txt")) == "done");
    REQUIRE(desk.add(lis, evidence(png)) == "done");
    CHECK(desk.redact(wangs) == "done");
    CHECK(desk.stored() == std::vector{place_of(png)});
    CHECK(desk.content({wangs, 1}) == "erased");
    CHECK(desk.content({lis, 1}) == png);
    CHECK(desk.faults().empty());
    CHECK(desk.load(wangs).complaint->evidence.at(0).name.empty());
    // The complaint may get it again.
    CHECK(desk.add(wangs, evidence("only here", "a.txt"), monday + Seconds{7200}) == "done");
    CHECK(desk.redact(customer_wang, monday + Seconds{7300}) == "done");
    CHECK(desk.stored() == std::vector{place_of(png)});
    CHECK(desk.redact(lis) == "done");
    CHECK(desk.stored().empty());
    CHECK(desk.whole());
}

TEST_CASE("A dry run and a refused erasure leave the files; a later one removes what was left") {
    Complaints desk;
    REQUIRE(desk.add(wangs, evidence(png)) == "done");
    auto trial = desk.session(monday, "boss", true);
    CHECK(desk::redact(trial, wangs, "asked to"));
    CHECK(desk.stored().size() == 1);
    CHECK(desk.redact(wangs) == "done");
    fs::create_directories((desk.files() / place_of(png)).parent_path());
    write_bytes(desk.files() / place_of(png), png);  // as if it had been killed before
    CHECK(desk.redact(wangs) == "nothing_to_erase");
    CHECK(desk.stored().empty());
}

TEST_CASE("Retention removes files like an erasure") {
    Complaints desk;
    REQUIRE(desk.add(wangs, evidence(png)) == "done");
    desk.after(monday, desk::withdraw, wangs, "it came");
    auto later = desk.session(monday + Seconds{40 * 86'400});
    auto const done = desk::apply_retention(later);
    REQUIRE(done);
    CHECK(done->cases.size() == 1);
    CHECK(desk.stored().empty());
}

TEST_CASE("A backup has the files, and a restore brings them back") {
    Complaints desk;
    TempDir dir;
    REQUIRE(desk.add(wangs, evidence(png)) == "done");
    REQUIRE(desk.add(lis, evidence("a text", "a.txt")) == "done");
    write_bytes(desk.file.parent_path() / "policy.toml", evidence_policy);
    desk::DeskFiles const from{desk.file, desk.file.parent_path() / "policy.toml", test_share};
    auto const restored = [&](fs::path const &backup, char const *to) {
        return desk::restore(backup, {dir / to / "desk.db", dir / to / "policy.toml", test_share},
                             no_progress);
    };
    auto const names_in = [&](fs::path const &where) {
        std::vector<std::string> names;
        for (auto const &entry : fs::recursive_directory_iterator{where})
            if (entry.is_regular_file())
                names.push_back(entry.path().lexically_relative(where).string());
        std::ranges::sort(names);
        return names;
    };

    desk::back_up(desk.file, dir / "copy.db", no_progress);
    CHECK(names_in(dir / "copy.db.files") == desk.stored());
    desk::back_up(from, dir / "copy", no_progress);
    CHECK(names_in(dir / "copy/desk.db.files") == desk.stored());
    for (auto const *backup : {"copy.db", "copy"}) {
        CAPTURE(backup);
        fs::remove_all(dir / "to");
        auto const done = restored(dir / backup, "to");
        CHECK(done.verdict.whole());
        CHECK(done.evidence.files == 2);
        CHECK(done.evidence.problems.empty());
        CHECK(names_in(dir / "to/desk.db.files") == desk.stored());
        {
            auto reader = store::Reader::open(dir / "to/desk.db");
            CHECK(desk.content(reader, {wangs, 1}) == png);
        }
        // An interrupted restore left the files; it can be repeated.
        for (auto const *left : {"to/desk.db", "to/desk.db-wal", "to/desk.db-shm"})
            fs::remove(dir / left);
        CHECK(restored(dir / backup, "to").evidence.problems.empty());
    }
    // What is lost in the backup does not keep the desk from being restored.
    fs::remove(dir / "copy.db.files" / place_of(png));
    write_bytes(dir / "copy.db.files" / place_of("a text"), "another");
    auto const done = restored(dir / "copy.db", "worse");
    CHECK(done.verdict.whole());
    CHECK(done.evidence.problems ==
          std::vector<Wording>{"C1.e1: the file of evidence is missing",
                               "C3.e1: the file of evidence was changed"});
    CHECK(fs::exists(dir / "worse/desk.db"));
    // Nothing is replaced.
    CHECK(problem([&] { restored(dir / "copy", "worse"); }).starts_with("cannot_create: "));
    fs::remove(dir / "copy.db");
    CHECK(problem([&] {
              desk::back_up(desk.file, dir / "copy.db", no_progress);
          }).starts_with("cannot_create: "));
}

TEST_CASE("The export of a customer names the files") {
    Complaints desk;
    REQUIRE(desk.add(wangs, evidence(png)) == "done");
    REQUIRE(desk.add(lis, evidence("a text", "a.txt")) == "done");
    std::ostringstream out;
    exchange::export_customer(desk.writer, customer_wang, out);
    CHECK(has(out.str(),
              "{\"type\":\"file\",\"id\":\"C1.e1\",\"case\":\"C1\",\"name\":\"bill.png\","
              "\"media\":\"image/png\",\"size\":" +
                  std::to_string(png.size()) + ",\"digest\":\"" + hex(digest(png)) + "\"}"));
    CHECK_FALSE(has(out.str(), "a.txt"));
}
