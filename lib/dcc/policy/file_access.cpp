#include <dcc/base/directory.hpp>
#include <dcc/base/new_file.hpp>
#include <dcc/policy/file_access.hpp>

#include <optional>
#include <utility>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dcc {
namespace {

namespace fs = std::filesystem;

std::optional<struct ::stat> status_of(fs::path const &file) {
    struct ::stat status {};
    return ::stat(file.c_str(), &status) == 0 ? std::optional{status} : std::nullopt;
}

// The group is meant to write: new files of the directory get it.
bool is_shared(struct ::stat const &file, struct ::stat const &directory) {
    return (directory.st_mode & S_ISGID) != 0 && directory.st_gid == file.st_gid;
}

enum class Writers { owner, group };

void check(std::vector<Finding> &findings, fs::path const &file, Writers allowed,
           Wording const &what) {
    auto const status = status_of(file);
    if (!status) return;
    bool const is_directory = S_ISDIR(status->st_mode);
    if (!is_directory && !S_ISREG(status->st_mode)) return;  // such as a pipe
    // Of a sticky directory, such as /tmp, nobody can replace the files of others.
    if (is_directory && (status->st_mode & S_ISVTX) != 0) return;
    auto const directory = is_directory ? status : status_of(directory_of(file));
    bool const everybody = (status->st_mode & S_IWOTH) != 0;
    bool const group = allowed == Writers::owner && (status->st_mode & S_IWGRP) != 0 && directory &&
                       !is_shared(*status, *directory);
    if (!everybody && !group) return;
    auto message = say("{} may write {} (chmod {})", everybody ? "everybody" : "its group", what,
                       everybody ? "o-w" : "g-w");
    findings.push_back({Finding::Level::warning, {file.string(), 1, 1}, std::move(message)});
}

}  // namespace

std::vector<Finding> check_access(fs::path const &policy, SharePlaces const &share) {
    std::vector<Finding> findings;
    check(findings, policy, Writers::owner, "the policy, and so decide who may do what");
    check(findings, directory_of(policy), Writers::owner, "here, and so replace the policy");
    auto const check_shared = [&](fs::path const &file) {
        check(findings, file, Writers::group, "shared data: deadlines, texts to customers");
    };
    for (auto const &place : {share.own, share.common}) {
        if (place.empty()) continue;
        for (auto const name : share_folders) {
            check_shared(place / name);
            for (auto const &entry : entries_of(place / name)) check_shared(entry);
        }
    }
    return findings;
}

std::vector<Finding> check_hooks(Policy const &policy) {
    std::vector<Finding> findings;
    for (auto const &hook : policy.hooks) {
        auto const &program = hook.run.front();
        auto const status = status_of(program);
        auto const add = [&](Finding::Level level, Wording const &what) {
            findings.push_back({level, hook.place, say("hook: {} {}", program, what)});
        };
        if (!status)
            add(Finding::Level::error, "does not exist");
        else if (!S_ISREG(status->st_mode) || ::access(program.c_str(), X_OK) != 0)
            add(Finding::Level::error, "cannot be executed (chmod +x)");
        else if ((status->st_mode & S_IWOTH) != 0)
            add(Finding::Level::warning, "can be written by everybody (chmod o-w)");
    }
    return findings;
}

}  // namespace dcc
