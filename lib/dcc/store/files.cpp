#include <dcc/base/error.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/store/detail/db.hpp>
#include <dcc/store/detail/key_ring.hpp>
#include <dcc/store/files.hpp>

#include <charconv>
#include <limits>
#include <memory>
#include <utility>

#include <fmt/format.h>

namespace dcc::store {
namespace {

// An encrypted file is this line, with the number of the data key, and then the parts of the
// content, each encrypted. A part is bound to its place, so that none can be moved or left out.
constexpr std::string_view heading = "dcc evidence 1 ";
constexpr std::size_t most_heading = 64;
constexpr std::size_t part_overhead = 40;  // nonce and tag

std::string place_of(FileRef const &ref, std::int64_t part, bool is_last) {
    return fmt::format("evidence {} {} part {}{}", ref.owner, hex(ref.digest), part,
                       is_last ? " end" : "");
}

struct Heading {
    std::int64_t key = 0;
    std::int64_t size = 0;
};

std::optional<Heading> read_heading(InputFile const &file) {
    std::string_view const all = heading;
    auto const text = file.read(0, most_heading);
    auto const end = text.find('\n');
    if (!text.starts_with(all) || end == std::string::npos) return std::nullopt;
    Heading found{0, static_cast<std::int64_t>(end) + 1};
    auto const *const last = text.data() + end;
    auto const [rest, failed] = std::from_chars(text.data() + all.size(), last, found.key);
    return failed == std::errc{} && rest == last ? std::optional{found} : std::nullopt;
}

std::int64_t parts_of(FileRef const &ref) {
    constexpr auto size = static_cast<std::int64_t>(part_size);
    return (ref.size + size - 1) / size;
}

FileAccess access_beside(std::filesystem::path const &desk) {
    try {
        return access_of(desk);
    } catch (Error const &) {
        return {};  // a desk in memory, or one that is not there yet
    }
}

}  // namespace

std::filesystem::path files_beside(std::filesystem::path const &desk) {
    return real_name(desk) += ".files";
}

Files::Files(Reader &reader) : Files{reader, files_beside(reader.path())} {}

Files::Files(Reader &reader, std::filesystem::path directory)
    : reader_{reader}, store_{std::move(directory), access_beside(reader.path())} {}

std::string Files::name_of(FileRef const &ref, bool encrypted) const {
    return hex(ref.digest) + (encrypted ? "." + ref.owner : "");
}

bool Files::is_protected() {
    return reader_.protection().has_value();
}

Content Files::plain_content(FileRef const &ref) const {
    return content_of(
        std::make_shared<InputFile const>(store_.place_of(name_of(ref, false)), false));
}

Content Files::encrypted(Writer &writer, FileRef const &ref, Content const &content) {
    auto &keys = writer.db_->keys();
    auto const key = keys.key_of(ref.owner);
    return [&keys, key, ref, content](Take const &take) {
        if (!take(fmt::format("{}{}\n", heading, key))) return;
        auto const last = parts_of(ref);
        std::int64_t number = 0;
        content([&](std::string_view part) {
            ++number;
            return take(keys.encrypt_bytes(key, part, place_of(ref, number, number == last)));
        });
    };
}

Content Files::decrypted(FileRef const &ref) {
    auto const file = std::make_shared<InputFile const>(store_.place_of(name_of(ref, true)), false);
    auto &keys = reader_.db_->keys();
    return [file, &keys, ref](Take const &take) {
        auto const found = read_heading(*file);
        if (!found)
            throw Error{ErrorKind::io, say("evidence {} is not encrypted", hex(ref.digest))};
        auto at = found->size;
        auto const last = parts_of(ref);
        for (std::int64_t number = 1; number <= last; ++number) {
            auto const bytes = file->read(at, part_size + part_overhead);
            at += static_cast<std::int64_t>(bytes.size());
            auto const place = place_of(ref, number, number == last);
            if (!take(keys.decrypt_bytes(found->key, bytes, place))) return;
        }
        if (!file->read(at, 1).empty())
            throw Error{ErrorKind::io, say("evidence {} is too long", hex(ref.digest))};
    };
}

// What is stored must be what was identified: somebody may write to the file meanwhile.
Content Files::same(FileRef const &ref, Content const &content) {
    return [&](Take const &take) {
        auto const given = identify(
            [&](Take const &count) {
                content([&](std::string_view part) { return count(part) && take(part); });
            },
            ref.size);
        if (given != ContentId{ref.digest, ref.size})
            throw Error{ErrorKind::no_input, "the file was changed while it was read"};
    };
}

FileState Files::state_of(FileRef const &ref, bool is_encrypted) {
    try {
        if (is_encrypted && !reader_.can_read_texts()) {
            InputFile const file{store_.place_of(name_of(ref, true)), false};
            auto const found = read_heading(file);
            auto const parts = parts_of(ref) * static_cast<std::int64_t>(part_overhead);
            return found && file.size() == found->size + ref.size + parts ? FileState::unread
                                                                          : FileState::changed;
        }
        auto const content = is_encrypted ? decrypted(ref) : plain_content(ref);
        return identify(content, ref.size) == ContentId{ref.digest, ref.size} ? FileState::whole
                                                                              : FileState::changed;
    } catch (Error const &error) {
        return error.kind() == ErrorKind::no_input ? FileState::unreadable : FileState::changed;
    }
}

FileState Files::check(FileRef const &ref) {
    return reader_.db_->guard([&] {
        reader_.can_read_texts();  // a wrong key is no fault of the file
        bool const desk_protected = is_protected();
        bool const is_encrypted = desk_protected && store_.has(name_of(ref, true));
        if (!is_encrypted && !store_.has(name_of(ref, false))) return FileState::missing;
        auto const state = state_of(ref, is_encrypted);
        bool const is_plain = desk_protected && !is_encrypted;
        return is_plain && state == FileState::whole ? FileState::plain : state;
    });
}

void Files::read(FileRef const &ref, Take const &take) {
    auto const fail = [&](char const *what) {
        throw Error{ErrorKind::io, say("the file of {} {}", ref.part.text(), what),
                    Hint{Remedy::restore_backup, "restore it from a backup"}};
    };
    reader_.db_->guard([&] {
        bool const is_encrypted = is_protected() && store_.has(name_of(ref, true));
        if (!is_encrypted && !store_.has(name_of(ref, false))) fail("is missing");
        auto const content = is_encrypted ? decrypted(ref) : plain_content(ref);
        bool stopped = false;
        auto const given = identify(
            [&](Take const &count) {
                content([&](std::string_view part) {
                    if (!count(part)) return false;
                    stopped = !take(part);
                    return !stopped;
                });
            },
            ref.size);
        if (!stopped && given != ContentId{ref.digest, ref.size}) fail("was changed");
    });
}

void Files::put(Writer &writer, FileRef const &ref, Content const &content) {
    writer.db_->guard([&] {
        bool const encrypts = is_protected();
        auto const name = name_of(ref, encrypts);
        if (store_.has(name)) {
            if (state_of(ref, encrypts) == FileState::whole) return;
            store_.remove(name);
        }
        auto const checked = same(ref, content);
        store_.put(name, encrypts ? encrypted(writer, ref, checked) : checked);
    });
}

bool Files::encrypt(Writer &writer, FileRef const &ref) {
    if (!store_.has(name_of(ref, false))) return true;
    if (state_of(ref, false) != FileState::whole) return false;
    put(writer, ref, plain_content(ref));
    return true;
}

std::vector<std::string> Files::plain() {
    std::vector<std::string> plain;
    if (!is_protected()) return plain;
    for (auto &name : store_.names())
        if (name.find('.') == std::string::npos) plain.push_back(std::move(name));
    return plain;
}

std::vector<std::string> Files::unused() {
    std::vector<std::string> unused;
    bool const desk_protected = is_protected();
    for (auto &name : store_.names()) {
        bool used = false;
        for (auto const &ref : reader_.files(parse_digest(name.substr(0, 64)).value()))
            used |= name == name_of(ref, false) || (desk_protected && name == name_of(ref, true));
        if (!used) unused.push_back(std::move(name));
    }
    return unused;
}

std::vector<std::filesystem::path> Files::places_of(FileRef const &ref) {
    std::vector<std::filesystem::path> places;
    for (bool const encrypted : {false, true})
        if (auto const name = name_of(ref, encrypted); store_.has(name))
            places.push_back(store_.place_of(name).lexically_relative(directory()));
    return places;
}

}  // namespace dcc::store
