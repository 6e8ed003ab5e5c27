#include <dcc/base/directory.hpp>
#include <dcc/base/error.hpp>
#include <dcc/base/file_text.hpp>
#include <dcc/base/new_file.hpp>
#include <dcc/desk/backup.hpp>
#include <dcc/desk/policy_files.hpp>
#include <dcc/store/files.hpp>
#include <dcc/store/foreign_log.hpp>
#include <dcc/store/writer.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <string>
#include <utility>
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
        throw Error{ErrorKind::no_input, say("{}: is not a regular file", file.string())};
}

// Whether a file has the same content as the stream.
bool has_content(fs::path const &file, std::istream &content) {
    std::error_code none;
    std::ifstream there;
    // To open a pipe would wait for another program.
    if (fs::is_regular_file(file, none)) there.open(file, std::ios::binary);
    return there.is_open() && have_same_bytes(content, there);
}

struct Copy {
    fs::path from;
    fs::path to;

    bool is_same_as(fs::path const &file) const {
        require_regular(from);
        std::ifstream content{from, std::ios::binary};
        return content && has_content(file, content);
    }

    // Throws Error{cannot_create} when there is another file; the hint says what that means.
    bool is_there_already(char const *hint) const {
        if (!is_taken(to)) return false;
        if (is_same_as(to)) return true;
        throw Error{ErrorKind::cannot_create,
                    say("{}: exists already, with other content", to.string()), hint};
    }
};

void drop_those_there(std::vector<Copy> &copies, char const *hint) {
    std::erase_if(copies, [&](Copy const &copy) { return copy.is_there_already(hint); });
}

constexpr char const *anchors = "anchors.txt";

void add_anchors(std::vector<Copy> &copies, fs::path const &from, fs::path const &to) {
    std::error_code none;
    if (fs::is_regular_file(from / anchors, none)) copies.push_back({from / anchors, to / anchors});
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
        throw Error{ErrorKind::cannot_create, say("{}: exists already", desk.string()),
                    "nothing was restored; a restore never replaces a desk"};
    store::refuse_foreign_log(
        desk, "nothing was restored; move it away, together with the desk it is of");
}

std::vector<event::PolicyAdopted> adopted_policies(store::Reader &reader) {
    std::vector<event::PolicyAdopted> policies;
    for (auto const &row : reader.policies())
        if (auto const event = reader.event(row.adopted_seq))
            policies.push_back(std::get<event::PolicyAdopted>(event->payload));
    return policies;
}

// ---- earlier backups

[[noreturn]] void refuse_taken(fs::path const &name, Wording const &what) {
    throw Error{ErrorKind::cannot_create, say("{}: exists already{}", name.string(), what),
                "nothing was copied; name another file. Only an earlier backup of the same desk is "
                "replaced"};
}

bool has_event(store::Reader &reader, store::Head const &head) {
    bool found = false;
    reader.each_event(
        [&](store::RawEvent const &raw) {
            found = raw.seq == head.seq && raw.digest == head.digest;
            return false;
        },
        head.seq - 1);
    return found;
}

// The newest event of the earlier backup that is that file; nothing when there is no such file.
// Throws Error{cannot_create} when it is anything but a copy of the desk as it was earlier.
Replaced earlier_backup(store::Reader &reader, fs::path const &file) {
    if (!is_taken(file)) return std::nullopt;
    std::error_code none;
    if (!fs::is_regular_file(fs::symlink_status(file, none))) refuse_taken(file, "");
    store::refuse_foreign_log(file, "nothing was copied; somebody uses that file as a desk");
    auto const [desk, head] = [&] {
        try {
            auto backup = store::Reader::open_to_copy(file);
            return std::pair{backup.desk_id(), backup.head()};
        } catch (Error const &error) {
            refuse_taken(file, say(", and is no backup: {}", error.message()));
        }
    }();
    if (desk != reader.desk_id()) refuse_taken(file, ", and is of another desk");
    if (!has_event(reader, head))
        refuse_taken(file, ", and has events that the desk does not have");
    return head;
}

void require_parts_of_backup(fs::path const &directory) {
    auto const is_part = [](fs::path const &name) {
        std::string_view const parts[] = {backup_desk, backup_policy, anchors};
        return std::ranges::count(parts, name.native()) > 0 ||
               name == store::files_beside(backup_desk) ||
               std::ranges::count(share_folders, name.native()) > 0;
    };
    for (auto const &entry : entries_of(directory)) {
        auto const name = entry.filename();
        if (!is_part(name))
            refuse_taken(directory, say(", with {}, which is no part of a backup", name.string()));
        if (std::ranges::count(share_folders, name.native()) == 0) continue;
        for (auto const &file : entries_of(entry))
            if (file.extension() != ".toml")
                refuse_taken(directory, say(", with {}, which is no part of a backup",
                                            (name / file.filename()).string()));
    }
}

// The same for a directory.
Replaced earlier_directory(store::Reader &reader, fs::path const &directory) {
    if (!is_taken(directory)) return std::nullopt;
    std::error_code none;
    if (!fs::is_directory(fs::symlink_status(directory, none))) refuse_taken(directory, "");
    auto const head = earlier_backup(reader, directory / backup_desk);
    if (!head) refuse_taken(directory, "");
    require_parts_of_backup(directory);
    return head;
}

Existing existing(Replaced const &earlier) {
    return earlier ? Existing::replace : Existing::refuse;
}

// ---- what a restored desk gets besides its file

// The shared data of a backup that the common one lacks or has with other content.
std::vector<Copy> own_share(fs::path const &backup, DeskFiles const &to) {
    std::vector<Copy> copies;
    for (auto const folder : share_folders)
        for (auto const &entry : entries_of(backup / folder)) {
            auto const name = folder / entry.filename();
            if (entry.extension() != ".toml") continue;
            Copy const copy{entry, directory_of(to.desk) / name};
            if (to.share.common.empty() || !copy.is_same_as(to.share.common / name))
                copies.push_back(copy);
        }
    return copies;
}

// A file that was recorded.
struct Text {
    std::string const &content;
    fs::path to;
};

// The files of a policy as the desk adopted it. Throws Error{cannot_create} when there are others.
std::vector<Text> recorded_files(event::PolicyAdopted const &adopted, DeskFiles const &to) {
    auto const has = [](fs::path const &file, std::string const &text) {
        std::istringstream content{text};
        return has_content(file, content);
    };
    std::vector<Text> texts;
    for (auto const &[name, text] : policy_files(adopted)) {
        bool const is_policy = name == backup_policy;
        if (!is_policy && !to.share.common.empty() && has(to.share.common / name, text)) continue;
        auto const place = is_policy ? to.policy : directory_of(to.desk) / name;
        if (!is_taken(place))
            texts.push_back({text, place});
        else if (!has(place, text))
            throw Error{ErrorKind::cannot_create,
                        say("{}: exists already, with other content", place.string()),
                        "nothing was restored; move it away, or restore to another directory"};
    }
    return texts;
}

void make(Text const &text, FileAccess const &access) {
    std::error_code none;
    fs::create_directories(directory_of(text.to), none);
    NewFile file{text.to};
    file.create(access, text.content);
    file.keep();
}

}  // namespace

Replaced back_up(fs::path const &desk, fs::path const &file, ledger::Progress const &progress) {
    auto reader = store::Reader::open_to_copy(desk);
    auto const earlier = earlier_backup(reader, file);
    reader.backup(
        file, progress,
        [&] {
            auto copies = evidence(reader, store::files_beside(desk), store::files_beside(file));
            // An earlier or interrupted backup of that name may have left some.
            drop_those_there(copies, "nothing was copied; name another file");
            for (auto const &copy : copies) make(copy);
        },
        existing(earlier));
    return earlier;
}

Replaced back_up(DeskFiles const &from, fs::path const &directory,
                 ledger::Progress const &progress) {
    auto reader = store::Reader::open_to_copy(from.desk);
    auto const earlier = earlier_directory(reader, directory);
    NewFile backup{directory, existing(earlier)};
    backup.create_directory(access_of(from.desk).for_directory());
    auto const to = backup.temporary();
    auto const desk = to / backup_desk;
    reader.backup(desk, progress);
    std::vector<Copy> copies{{from.policy, to / backup_policy}};
    add_anchors(copies, directory_of(from.desk), to);
    for (auto const folder : share_folders)
        for (auto const &file : from.share.files(folder))
            copies.push_back({file, to / folder / file.filename()});
    std::ranges::move(evidence(reader, store::files_beside(from.desk), store::files_beside(desk)),
                      std::back_inserter(copies));
    for (auto const &copy : copies) make(copy);
    backup.keep();
    return earlier;
}

Restored restore(fs::path const &backup, DeskFiles const &to, ledger::Progress const &progress,
                 store::KeySource key) {
    std::error_code none;
    bool const complete = fs::is_directory(backup, none);
    auto const desk = complete ? backup / backup_desk : backup;
    if (!fs::exists(desk, none))
        throw Error{ErrorKind::no_input, say("{}: there is no such backup", desk.string())};
    auto reader = store::Reader::open_to_copy(desk);

    refuse_existing(to.desk);
    auto copies = evidence(reader, store::files_beside(desk), store::files_beside(to.desk));
    Restored result;
    if (complete) {
        add_anchors(copies, backup, directory_of(to.desk));
        for (auto const &copy : own_share(backup, to)) {
            copies.push_back(copy);
            result.share.push_back(copy.to.lexically_relative(directory_of(to.desk)).string());
        }
        copies.push_back({backup / backup_policy, to.policy});
    }
    drop_those_there(copies, "nothing was restored; move it away, or restore to another directory");

    for (auto const &file : {to.desk, to.policy}) fs::create_directories(directory_of(file), none);
    NewFile restored{to.desk};
    reader.backup(restored.temporary(), [](int, int) {});
    {
        store::Writer::Options options;
        options.key = std::move(key);
        auto writer = store::Writer::open(restored.temporary(), std::move(options));
        result.verdict = ledger::verify(writer, {}, progress);
        if (result.verdict.whole()) {
            auto const policies = adopted_policies(writer);
            for (auto const &policy : policies) result.adopted.push_back(policy.policy);
            auto const last = std::find_if(policies.rbegin(), policies.rend(),
                                           [](auto const &policy) { return !policy.imported; });
            if (!complete && !is_taken(to.policy) && last != policies.rend()) {
                auto const texts = recorded_files(*last, to);
                for (auto const &text : texts) {
                    make(text, access_in(directory_of(to.desk)));
                    if (text.to != to.policy)
                        result.share.push_back(
                            text.to.lexically_relative(directory_of(to.desk)).string());
                }
                result.recorded = !texts.empty();
            }
            for (auto const &copy : copies) make(copy);
            store::Files files{writer, store::files_beside(to.desk)};
            result.evidence = verify_evidence(writer, files);
        }
    }
    if (result.verdict.whole())
        restored.keep();
    else
        result.share.clear();
    std::ranges::sort(result.share);
    result.policy = is_taken(to.policy);
    return result;
}

}  // namespace dcc::desk
