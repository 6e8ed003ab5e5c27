#include "../support/temp_dir.hpp"
#include <dcc/base/content_store.hpp>
#include <dcc/base/error.hpp>

#include <algorithm>
#include <filesystem>
#include <string>

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace dcc;

namespace {

namespace fs = std::filesystem;

std::string problem(auto const &act) {
    try {
        act();
    } catch (Error const &error) {
        return std::string{word(error.kind())} + ": " + error.what();
    }
    return "done";
}

std::string all_of(Content const &content) {
    std::string all;
    content([&](std::string_view part) {
        all += part;
        return true;
    });
    return all;
}

Content file_content(fs::path const &file) {
    return content_of(std::make_shared<InputFile const>(file));
}

constexpr std::int64_t no_limit = std::int64_t{1} << 40U;

unsigned mode_of(fs::path const &file) {
    struct ::stat status {};
    REQUIRE(::stat(file.c_str(), &status) == 0);
    return status.st_mode & 07777U;
}

std::string name_of(std::string const &text) {
    return hex(digest(text));
}

}  // namespace

TEST_CASE("A content is the same from a text and from a file, whatever its size") {
    TempDir dir;
    for (auto const size :
         {std::size_t{0}, std::size_t{1}, part_size - 1, part_size, part_size + 1, 3 * part_size}) {
        CAPTURE(size);
        std::string text(size, 'x');
        if (size > 0) text.back() = 'y';
        write_bytes(dir / "file", text);
        auto const from_file = file_content(dir / "file");
        CHECK(all_of(from_file) == text);
        CHECK(all_of(from_file) == text);  // each call begins anew
        CHECK(all_of(content_of(text)) == text);
        ContentId const id{digest(text), static_cast<std::int64_t>(size)};
        CHECK(identify(from_file, no_limit) == id);
        CHECK(identify(content_of(text), static_cast<std::int64_t>(size)) == id);
    }
}

TEST_CASE("A content is not read beyond the limit") {
    std::int64_t given = 0;
    Content const endless = [&](Take const &take) {
        while (take("0123456789")) given += 10;
    };
    CHECK_FALSE(identify(endless, 1000));
    CHECK(given <= 1000);
    CHECK_FALSE(identify(content_of("12345"), 4));
    CHECK(identify(content_of("1234"), 4));
}

TEST_CASE("Only regular files are read") {
    TempDir dir;
    REQUIRE(::mkfifo((dir / "pipe").c_str(), 0600) == 0);
    fs::create_directory(dir / "directory");
    write_bytes(dir / "file", "text");
    fs::create_symlink("file", dir / "link");
    for (fs::path const &file : {dir / "pipe", dir / "directory", fs::path{"/dev/zero"}}) {
        CAPTURE(file);
        CHECK(problem([&] { InputFile const input{file}; }) ==
              "no_input: " + file.string() + ": is not a regular file");
    }
    CHECK(problem([&] { InputFile const input{dir / "none"}; }).starts_with("no_input: "));
    CHECK(InputFile{dir / "link"}.size() == 4);
    CHECK(problem([&] { InputFile const input{dir / "link", false}; }).starts_with("no_input: "));
}

TEST_CASE("A store has each content under its name, with the access of the desk") {
    TempDir dir;
    ContentStore const store{dir / "store", FileAccess{0640}};
    CHECK(store.names().empty());
    auto const name = name_of("one");
    CHECK_FALSE(store.has(name));
    store.put(name, content_of("one"));
    CHECK(store.has(name));
    CHECK(store.place_of(name) == (dir / "store") / name.substr(0, 2) / name.substr(2));
    CHECK(read_bytes(store.place_of(name)) == "one");
    CHECK(mode_of(store.place_of(name)) == 0640);
    CHECK(mode_of(dir / "store") == 0750);
    CHECK(mode_of(store.place_of(name).parent_path()) == 0750);
    store.put(name + ".K7", content_of("another form"));
    auto names = store.names();
    std::ranges::sort(names);
    CHECK(names == std::vector{name, name + ".K7"});
    store.remove(name);
    store.remove(name);
    CHECK_FALSE(store.has(name));
    CHECK(store.names() == std::vector{name + ".K7"});
}

TEST_CASE("A store replaces nothing, and keeps nothing of a content that fails") {
    TempDir dir;
    ContentStore const store{dir / "store", {}};
    auto const name = name_of("one");
    store.put(name, content_of("one"));
    CHECK(problem([&] { store.put(name, content_of("other")); }).starts_with("cannot_create: "));
    CHECK(read_bytes(store.place_of(name)) == "one");
    auto const failing = name_of("two");
    CHECK(problem([&] {
              store.put(failing, [](Take const &take) {
                  take("tw");
                  throw Error{ErrorKind::no_input, "the disk failed"};
              });
          }) == "no_input: the disk failed");
    CHECK(store.names() == std::vector{name});
}

TEST_CASE("The names of a store are those of its files and of what was left unfinished") {
    TempDir dir;
    ContentStore const store{dir / "store", {}};
    auto const name = name_of("one");
    store.put(name, content_of("one"));
    write_bytes(store.place_of(name + ".partial-1"), "on");
    write_bytes(dir / "store/readme.txt", "of somebody else");
    write_bytes(store.place_of(name).parent_path() / "notes.txt", "too");
    auto names = store.names();
    std::ranges::sort(names);
    CHECK(names == std::vector{name, name + ".partial-1"});
    CHECK_FALSE(is_unfinished(names.front()));
    CHECK(is_unfinished(names.back()));
}
