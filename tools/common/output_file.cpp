#include "common/output_file.hpp"

#include <dcc/base/new_file.hpp>

#include <array>
#include <fstream>
#include <string_view>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

namespace fs = std::filesystem;

// What follows the name of a desk in the names beside it: the log, its index and the journal of
// SQLite; the lock of deliveries; the model of categories; the new file of a rebuild, with the same
// beside it.
constexpr std::array<std::string_view, 9> endings{
    "-wal",     "-shm",         "-journal",     "-outbox",         ".model",
    "-rebuild", "-rebuild-wal", "-rebuild-shm", "-rebuild-journal"};

// The directory with its files of evidence.
constexpr std::string_view files_ending = ".files";

constexpr int most_links = 40;  // as the system follows

// The name that a file has or would get: without links, also if the last one leads nowhere.
fs::path resolved(fs::path file) {
    std::error_code none;
    file = fs::absolute(file, none).lexically_normal();
    if (!file.has_filename()) file = file.parent_path();  // it ended with a slash
    for (int links = 0; links < most_links && fs::is_symlink(file, none); ++links)
        file = (file.parent_path() / fs::read_symlink(file, none)).lexically_normal();
    return fs::weakly_canonical(file.parent_path(), none) / file.filename();
}

fs::path with_ending(fs::path file, std::string_view ending) {
    return file += ending;
}

// Whether it is the directory or has, or would have, a name in it.
bool is_within(fs::path const &file, fs::path const &directory) {
    auto const name = resolved(file).lexically_relative(directory);
    return !name.empty() && *name.begin() != "..";
}

[[noreturn]] void refuse(fs::path const &file, Wording const &what, Hint const &hint) {
    throw Error{ErrorKind::usage, say("{} is {}", file.string(), what), hint};
}

}  // namespace

bool is_database(fs::path const &file) {
    constexpr std::string_view heading = "SQLite format 3";
    std::error_code none;
    if (!fs::is_regular_file(file, none)) return false;
    std::string text(heading.size(), '\0');
    std::ifstream{file, std::ios::binary}.read(text.data(),
                                               static_cast<std::streamsize>(text.size()));
    return text == heading;
}

bool is_same_file(fs::path const &one, fs::path const &other) {
    std::error_code none;
    return fs::equivalent(one, other, none) || resolved(one) == resolved(other);
}

std::optional<Wording> part_of_desk(fs::path const &file, fs::path const &desk) {
    if (is_same_file(file, desk)) return Wording{"the desk"};
    auto const whole = resolved(desk);
    if (is_same_file(file, whole.parent_path() / "policy.toml")) return Wording{"the policy"};
    for (auto const ending : endings)
        if (is_same_file(file, with_ending(whole, ending)))
            return say("a file of the desk {}", desk.string());
    if (is_within(file, with_ending(whole, files_ending)))
        return say("a file of the desk {}", desk.string());
    return std::nullopt;
}

std::optional<Wording> part_of_any_desk(fs::path const &file) {
    // Whoever next makes the file of that name would remove it.
    if (is_temporary_name(resolved(file))) return Wording{"a name for unfinished files of dcc"};
    auto const name = resolved(file).string();
    for (auto const ending : endings) {
        if (!name.ends_with(ending)) continue;
        fs::path const desk = name.substr(0, name.size() - ending.size());
        if (is_database(desk)) return say("a file of the desk {}", desk.string());
    }
    for (auto at = resolved(file); at.has_relative_path(); at = at.parent_path()) {
        auto const directory = at.string();
        if (!directory.ends_with(files_ending)) continue;
        fs::path const desk = directory.substr(0, directory.size() - files_ending.size());
        if (is_database(desk)) return say("a file of the desk {}", desk.string());
    }
    return std::nullopt;
}

void require_no_desk_file(Context const &context, fs::path const &output, Wording const &hint) {
    if (context.has_place())
        if (auto const what = part_of_desk(output, context.db())) refuse(output, *what, hint);
    if ((context.has_place() || context.policy_given()) &&
        is_same_file(output, context.policy_file()))
        refuse(output, "the policy", hint);
    if (auto const what = part_of_any_desk(output)) refuse(output, *what, hint);
}

void require_no_part(Context const &context, fs::path const &output,
                     std::vector<UsedFile> const &used, Wording const &hint) {
    require_no_desk_file(context, output, hint);
    if (context.key_file() && is_same_file(output, *context.key_file()))
        refuse(output, "the master key", hint);
    for (auto const &[file, what] : used)
        if (is_same_file(output, file)) refuse(output, what, hint);
}

void require_new_desk(Context const &context) {
    constexpr auto hint = "name another file with --db or --policy";
    if (auto const what = part_of_any_desk(context.db())) refuse(context.db(), *what, hint);
    auto const what = part_of_desk(context.policy_file(), context.db());
    if (what && *what != Wording{"the policy"}) refuse(context.policy_file(), *what, hint);
}

}  // namespace dcc::cli
