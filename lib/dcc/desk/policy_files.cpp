#include <dcc/base/new_file.hpp>
#include <dcc/desk/backup.hpp>
#include <dcc/desk/policy_files.hpp>

#include <algorithm>

namespace dcc::desk {
namespace {

namespace fs = std::filesystem;

bool is_share_name(fs::path const &name) {
    return is_file_name(name.filename().native()) && name.extension() == ".toml" &&
           std::ranges::count(share_folders, name.parent_path().native()) > 0;
}

}  // namespace

std::vector<PolicyFile> policy_files(event::PolicyAdopted const &adopted) {
    std::vector<PolicyFile> files;
    for (auto const &source : adopted.sources)
        if (files.empty())
            files.push_back({backup_policy, source.text});
        else if (is_share_name(source.name))
            files.push_back({source.name, source.text});
    return files;
}

void write_policy(event::PolicyAdopted const &adopted, fs::path const &directory) {
    auto const access = access_in(directory_of(directory));
    NewFile made{directory};
    made.create_directory(access.for_directory());
    for (auto const &[name, text] : policy_files(adopted)) {
        auto const place = made.temporary() / name;
        fs::create_directories(directory_of(place));
        NewFile file{place};
        file.create(access, text);
        file.keep();
    }
    made.keep();
}

}  // namespace dcc::desk
