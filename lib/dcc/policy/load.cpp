#include <dcc/base/digest.hpp>
#include <dcc/base/error.hpp>
#include <dcc/base/file_text.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/policy/compiled.hpp>
#include <dcc/policy/detail/sections.hpp>
#include <dcc/policy/load.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc {
namespace {

// The policy file means the same under any name; the calendars are known by theirs. Each part
// follows its length, so that different sources never give the same bytes.
Digest fingerprint_of(std::vector<event::SourceText> const &sources) {
    std::string all;
    auto const add = [&](std::string_view part) {
        all += fmt::format("{}:", part.size());
        all += part;
    };
    for (auto const &source : sources) {
        if (&source != &sources.front()) add(source.name);
        add(source.text);
    }
    return digest(all);
}

// Sets the fingerprint of each term's calendar: clocks keep the content of the calendar they began
// with.
void print_calendars(Policy &policy) {
    std::map<std::string_view, Digest> prints;
    auto const print_all = [&](auto &rules) {
        for (auto &rule : rules)
            for (auto &term : rule.terms) {
                auto const calendar = policy.calendars.find(term.calendar);
                if (calendar == policy.calendars.end()) continue;
                auto const [print, fresh] = prints.try_emplace(term.calendar);
                if (fresh) print->second = digest(calendar_text(calendar->second));
                term.calendar_print = print->second;
            }
    };
    print_all(policy.sla);
    print_all(policy.complaints.rules);
}

}  // namespace

Loaded read_policy(std::string_view text, std::string const &file, SharedData const &shared) {
    Loaded loaded;
    auto &policy = loaded.policy;
    policy.sources.push_back({std::filesystem::path{file}.filename().string(), std::string{text}});
    policy_file::TomlReading reading{file};
    auto const languages = shared.languages();
    for (auto const &language : languages) reading.know(policy_file::Kind::language, language);
    if (auto const parsed = policy_file::parse(reading, text)) {
        policy_file::TomlTable root{reading, *parsed, ""};
        policy_file::read_desk(root, policy, languages);
        policy_file::read_tags(root, policy);
        policy_file::read_own_fields(root, policy);
        policy_file::read_priorities(root, policy);
        policy_file::read_channels(root, policy);
        policy_file::read_categories(root, policy);
        policy_file::read_teams(root, policy);
        policy_file::read_staff(root, policy);
        policy_file::read_roles(root, policy);
        policy_file::read_sla(root, policy);
        policy_file::read_classify(root, policy);
        policy_file::read_suggest(root, policy);
        policy_file::read_review(root, policy);
        policy_file::read_messages(root, policy);
        policy_file::read_waiting(root, policy);
        policy_file::read_survey(root, policy);
        policy_file::read_aftersales(root, policy);
        policy_file::read_retention(root, policy);
        policy_file::read_handover(root, policy);
        policy_file::read_raci(root, policy);
        policy_file::read_escalation(root, policy);
        policy_file::read_incidents(root, policy);
        policy_file::read_indicators(root, policy);
        policy_file::read_quality(root, policy);
        policy_file::read_complaints(root, policy, shared);
        policy_file::read_loyalty(root, policy);
        policy_file::read_staff_score(root, policy);
        policy_file::read_reports(root, policy);
        policy_file::read_calendars(root, policy, shared);
        root.close();
        reading.resolve();
        print_calendars(policy);
    }
    policy.fingerprint = fingerprint_of(policy.sources);
    loaded.findings = reading.take();
    return loaded;
}

Policy read_sources(std::vector<event::SourceText> const &sources) {
    if (sources.empty()) return {};
    auto const text_of = [&](std::string const &source) -> std::optional<std::string> {
        auto const found = std::ranges::find(sources, source, &event::SourceText::name);
        if (found == sources.end()) return std::nullopt;
        return found->text;
    };
    auto const no_names = [] { return std::vector<std::string>{}; };
    SharedData const recorded{
        [&](std::string_view name) { return text_of(calendar_source(name)); }, no_names,
        [&](std::string_view name) { return text_of(preset_source(name)); }, no_names, no_names};
    return read_policy(sources.front().text, sources.front().name, recorded).policy;
}

namespace {

// A pipe that somebody has put in the place of a file: to open it could wait for ever. One that was
// opened for this process, such as /dev/stdin, has no name of its own.
bool is_named_pipe(std::filesystem::path const &file) {
    std::error_code none;
    std::error_code nameless;
    if (!std::filesystem::is_fifo(file, none)) return false;
    return !std::filesystem::canonical(file, nameless).empty() && !nameless;
}

std::string policy_text(std::filesystem::path const &file) {
    auto const refusal = [&](std::string_view why) -> Error {
        return {ErrorKind::no_input, say("cannot read the policy {}: {}", file.string(), why),
                Hint{Remedy::name_policy, "name another file, or create a desk with its policy"}};
    };
    if (is_named_pipe(file)) throw refusal("it is a named pipe");
    try {
        if (auto text = read_text(file)) return std::move(*text);
    } catch (Error const &error) {
        std::string_view const all = error.what();
        throw refusal(all.substr(all.rfind(": ") + 2));
    }
    throw refusal("there is no such file");
}

}  // namespace

Loaded read_policy_file(std::filesystem::path const &file, SharePlaces const &share) {
    return read_policy(policy_text(file), file.filename().string(), shared_data(share));
}

Policy load_policy(std::filesystem::path const &file, SharePlaces const &share,
                   std::filesystem::path const &cache) {
    auto const text = policy_text(file);
    auto const shared = shared_data(share);
    CompiledPolicies const compiled{cache, shared};
    if (auto policy = compiled.find(file, text)) return std::move(*policy);
    auto loaded = read_policy(text, file.filename().string(), shared);
    if (loaded.has_errors()) throw_findings(loaded.findings);
    compiled.keep(file, loaded.policy);
    return std::move(loaded.policy);
}

}  // namespace dcc
