#include <dcc/base/directory.hpp>
#include <dcc/base/error.hpp>
#include <dcc/base/new_file.hpp>
#include <dcc/desk/backup.hpp>
#include <dcc/store/files.hpp>
#include <dcc/store/foreign_log.hpp>
#include <dcc/store/writer.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <variant>
#include <vector>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

namespace fs = std::filesystem;

bool is_taken(fs::path const &file) {
    std::error_code none;
    return fs::exists(fs::symlink_status(file, none));
}

void require_regular(fs::path const &file) {
    std::error_code none;
    if (fs::is_other(file, none))
        throw Error{ErrorKind::no_input, fmt::format("{}: is not a regular file", file.string())};
}

struct Copy {
    fs::path from;
    fs::path to;

    // Throws Error{cannot_create} when there is another file; the hint says what that means.
    bool is_there_already(char const *hint) const {
        if (!is_taken(to)) return false;
        require_regular(from);
        std::error_code none;
        std::ifstream one{from, std::ios::binary};
        std::ifstream other;
        // To open a pipe would wait for another program.
        if (fs::is_regular_file(to, none)) other.open(to, std::ios::binary);
        using Bytes = std::istreambuf_iterator<char>;
        if (one && other.is_open() && std::equal(Bytes{one}, Bytes{}, Bytes{other}, Bytes{}))
            return true;
        throw Error{ErrorKind::cannot_create,
                    fmt::format("{}: exists already, with other content", to.string()), hint};
    }
};

void drop_those_there(std::vector<Copy> &copies, char const *hint) {
    std::erase_if(copies, [&](Copy const &copy) { return copy.is_there_already(hint); });
}

// The files beside a desk that belong to it.
std::vector<Copy> beside(fs::path const &from, fs::path const &to) {
    std::vector<Copy> copies;
    std::error_code none;
    if (fs::is_regular_file(from / "anchors.txt", none))
        copies.push_back({from / "anchors.txt", to / "anchors.txt"});
    for (auto const &entry : entries_of(from / "languages"))
        if (entry.extension() == ".toml")
            copies.push_back({entry, to / "languages" / entry.filename()});
    return copies;
}

// The files of evidence that the events of a desk name, which are in `from` and belong into `to`.
// Those that are missing are left out.
std::vector<Copy> evidence(store::Reader &reader, fs::path const &from, fs::path const &to) {
    std::vector<Copy> copies;
    std::error_code none;
    // A desk of an older schema has none.
    if (!fs::is_directory(from, none)) return copies;
    store::Files files{reader, from};
    std::set<fs::path> known;
    reader.each_file([&](store::FileRef &&ref) {
        for (auto const &place : files.places_of(ref))
            if (known.insert(place).second) copies.push_back({from / place, to / place});
        return true;
    });
    return copies;
}

// The directory `to` with the access of the directory `from`.
void make_directory(fs::path const &from, fs::path const &to) {
    std::error_code none;
    if (fs::exists(to, none)) return;
    if (to.has_parent_path()) make_directory(directory_of(from), directory_of(to));
    NewFile made{to};
    made.create_directory(access_of(from));
    made.keep();
}

void make(Copy const &copy) {
    require_regular(copy.from);
    make_directory(directory_of(copy.from), directory_of(copy.to));
    NewFile file{copy.to};
    file.copy(copy.from);
    file.keep();
}

void refuse_existing(fs::path const &desk) {
    if (is_taken(desk))
        throw Error{ErrorKind::cannot_create, fmt::format("{}: exists already", desk.string()),
                    "nothing was restored; a restore never replaces a desk"};
    store::refuse_foreign_log(
        desk, "nothing was restored; move it away, together with the desk it is of");
}

std::vector<Digest> adopted_policies(store::Reader &reader) {
    std::vector<Digest> policies;
    reader.each_event([&](store::RawEvent const &raw) {
        if (raw.kind == event::PolicyAdopted::type.word)
            policies.push_back(
                std::get<event::PolicyAdopted>(store::read_event(raw).payload).policy);
        return true;
    });
    return policies;
}

}  // namespace

void back_up(fs::path const &desk, fs::path const &file, ledger::Progress const &progress) {
    auto reader = store::Reader::open_to_copy(desk);
    reader.backup(file, progress, [&] {
        auto copies = evidence(reader, store::files_beside(desk), store::files_beside(file));
        // An interrupted backup of that name may have left some.
        drop_those_there(copies, "nothing was copied; name another file");
        for (auto const &copy : copies) make(copy);
    });
}

void back_up(DeskFiles const &from, fs::path const &directory, ledger::Progress const &progress) {
    auto reader = store::Reader::open_to_copy(from.desk);
    NewFile backup{directory};
    backup.create_directory(access_of(from.desk).for_directory());
    auto const desk = backup.temporary() / backup_desk;
    reader.backup(desk, progress);
    make({from.policy, backup.temporary() / backup_policy});
    for (auto const &copy : beside(directory_of(from.desk), backup.temporary())) make(copy);
    for (auto const &copy :
         evidence(reader, store::files_beside(from.desk), store::files_beside(desk)))
        make(copy);
    backup.keep();
}

Restored restore(fs::path const &backup, DeskFiles const &to, ledger::Progress const &progress,
                 store::KeySource key) {
    std::error_code none;
    bool const complete = fs::is_directory(backup, none);
    auto const desk = complete ? backup / backup_desk : backup;
    if (!fs::exists(desk, none))
        throw Error{ErrorKind::no_input, fmt::format("{}: there is no such backup", desk.string())};
    auto reader = store::Reader::open_to_copy(desk);

    refuse_existing(to.desk);
    auto copies = evidence(reader, store::files_beside(desk), store::files_beside(to.desk));
    if (complete) {
        std::ranges::move(beside(backup, directory_of(to.desk)), std::back_inserter(copies));
        copies.push_back({backup / backup_policy, to.policy});
    }
    drop_those_there(copies, "nothing was restored; move it away, or restore to another directory");

    for (auto const &file : {to.desk, to.policy}) fs::create_directories(directory_of(file), none);
    NewFile restored{to.desk};
    reader.backup(restored.temporary(), [](int, int) {});
    Restored result;
    {
        store::Writer::Options options;
        options.key = std::move(key);
        auto writer = store::Writer::open(restored.temporary(), std::move(options));
        result.verdict = ledger::verify(writer, {}, progress);
        if (result.verdict.whole()) {
            result.adopted = adopted_policies(writer);
            for (auto const &copy : copies) make(copy);
            store::Files files{writer, store::files_beside(to.desk)};
            result.evidence = verify_evidence(writer, files);
        }
    }
    if (result.verdict.whole()) restored.keep();
    result.policy = is_taken(to.policy);
    return result;
}

}  // namespace dcc::desk
