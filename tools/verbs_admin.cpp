#include "common/completion.hpp"
#include "tools.hpp"
#include "verbs_calendar.hpp"
#include "verbs_desk.hpp"
#include "verbs_key.hpp"
#include "verbs_policy.hpp"
#include "verbs_redact.hpp"
#include <dcc/base/columns.hpp>
#include <dcc/base/directory.hpp>
#include <dcc/base/text.hpp>
#include <dcc/report/events.hpp>

#include <algorithm>

namespace dcc::cli {

namespace {

// The purpose of a pack, from the first line of its policy: "# pack: center — a general …".
std::string purpose_of(std::filesystem::path const &policy, std::string const &name) {
    auto const text = read_file(policy);
    std::string_view line = std::string_view{text}.substr(0, text.find('\n'));
    for (auto const lead :
         std::initializer_list<std::string_view>{"#", " ", "pack:", " ", name, " ", "—"})
        if (line.starts_with(lead)) line.remove_prefix(lead.size());
    return std::string{trim(line)};
}

Table packs(std::filesystem::path const &share) {
    struct Pack {
        std::string name;
        std::filesystem::path policy;
    };
    std::vector<Pack> packs;
    std::error_code none;
    for (auto const &entry : entries_of(share / "packs")) {
        auto const policy = entry / "policy.toml";
        if (std::filesystem::exists(policy, none))
            packs.push_back({entry.filename().string(), policy});
    }
    std::ranges::sort(packs, {}, &Pack::name);
    Columns<Pack> const columns{
        {"name", "Pack", &Pack::name},
        {"purpose", "Purpose",
         [](Pack const &pack) { return Cell{purpose_of(pack.policy, pack.name)}; }},
        {"policy_file", "", [](Pack const &pack) { return pack.policy.string(); }},
    };
    return columns.table_of(packs, "no packs");
}

void add_packs(Tool &tool) {
    tool.verb("packs", "list the policies to start from").run(everyone, [](Context &context) {
        context.print(packs(context.share().common));
    });
}

void add_events(Tool &tool) {
    auto &verb = tool.verb("events", "list the types of events that a desk records");
    verb.details("dcc-desk(5) describes each. Sealed fields can be erased.");
    verb.run(everyone, [](Context &context) { context.print(report::list_events()); });
}

void add_completion(Tool &tool) {
    auto shell = std::make_shared<std::string>();
    auto &verb = tool.verb("completion", "print a completion script for all tools");
    verb.details(
        "For bash: source <(dcc-admin completion bash). For zsh: write it to a file _dcc in a "
        "directory of $fpath. For fish: write it to ~/.config/fish/completions/dcc-admin.fish.");
    verb.choice_positional(*shell, {"bash", "zsh", "fish"}, "the shell");
    verb.run(everyone, [shell](Context &context) {
        context.output().write(completion_script(*shell, all_tools()));
    });
}

}  // namespace

Tool make_admin_tool() {
    Tool tool{"dcc-admin", "set up and maintain a desk"};
    tool.section("The desk");
    add_init(tool);
    add_packs(tool);
    add_policy(tool);
    tool.section("Maintenance");
    add_maintenance(tool);
    add_events(tool);
    tool.section("Personal data");
    add_redact(tool);
    add_key(tool);
    tool.section("Working time");
    add_calendar(tool);
    tool.section("The shell");
    add_completion(tool);
    return tool;
}

}  // namespace dcc::cli
