#include <dcc/base/content_store.hpp>
#include <dcc/base/detail/uninterrupted.hpp>
#include <dcc/base/directory.hpp>
#include <dcc/base/error.hpp>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace dcc {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t prefix_size = 2;
constexpr std::size_t name_size = 64;

bool is_hex(std::string_view text, std::size_t size) {
    return text.size() == size && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

bool is_name(std::string_view name) {
    return is_hex(name.substr(0, name_size), name_size) &&
           (name.size() == name_size || name[name_size] == '.');
}

void make_directory(fs::path const &directory, FileAccess const &access) {
    std::error_code none;
    if (fs::is_directory(directory, none)) return;
    try {
        NewFile made{directory};
        made.create_directory(access);
        made.keep();
    } catch (Error const &) {
        // Another process may have made it meanwhile.
        if (!fs::is_directory(directory, none)) throw;
    }
}

// What was removed could else come back after a crash.
void sync_directory(fs::path const &directory) {
    auto const number = uninterrupted(
        [&] { return ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
    bool const done = number >= 0 && uninterrupted([&] { return ::fsync(number); }) == 0;
    auto const code = errno;
    if (number >= 0) ::close(number);
    if (!done)
        throw Error{ErrorKind::io,
                    say("{}: {}", directory.string(), std::generic_category().message(code))};
}

}  // namespace

ContentStore::ContentStore(fs::path directory, FileAccess access)
    : directory_{std::move(directory)}, access_{access} {}

fs::path ContentStore::place_of(std::string_view name) const {
    return directory_ / name.substr(0, prefix_size) / name.substr(prefix_size);
}

bool ContentStore::has(std::string_view name) const {
    std::error_code none;
    return fs::exists(fs::symlink_status(place_of(name), none));
}

void ContentStore::put(std::string_view name, Content const &content) const {
    auto const place = place_of(name);
    make_directory(directory_, access_.for_directory());
    make_directory(place.parent_path(), access_.for_directory());
    NewFile file{place};
    file.create(access_);
    content([&](std::string_view part) {
        file.append(part);
        return true;
    });
    file.keep();
}

void ContentStore::remove(std::string_view name) const {
    auto const place = place_of(name);
    std::error_code failed;
    if (!fs::remove(place, failed) && !failed) return;
    if (failed)
        throw Error{ErrorKind::io,
                    say("{}: cannot be removed: {}", place.string(), failed.message())};
    sync_directory(place.parent_path());
}

std::vector<std::string> ContentStore::names() const {
    std::vector<std::string> names;
    for (auto const &part : entries_of(directory_)) {
        auto const prefix = part.filename().string();
        if (!is_hex(prefix, prefix_size)) continue;
        for (auto const &entry : entries_of(part))
            if (auto name = prefix + entry.filename().string(); is_name(name))
                names.push_back(std::move(name));
    }
    return names;
}

bool is_unfinished(std::string_view name) {
    return name.find(".partial-") != std::string_view::npos;
}

}  // namespace dcc
