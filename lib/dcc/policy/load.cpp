#include <dcc/base/digest.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/policy/compiled.hpp>
#include <dcc/policy/detail/sections.hpp>

#include <algorithm>
#include <array>
#include <fstream>

#include <fmt/format.h>

namespace dcc {
namespace {

// Each part with its length before it, so that no two lists of sources read the same.
Digest fingerprint_of(std::vector<event::SourceText> const &sources) {
    std::string all;
    for (auto const &[name, text] : sources) {
        for (std::string_view const part : {std::string_view{name}, std::string_view{text}}) {
            all += fmt::format("{}:", part.size());
            all += part;
        }
    }
    return digest(all);
}

// Clocks keep the calendar they were promised, by its content.
void print_calendars(Policy &policy) {
    std::map<std::string_view, Digest> prints;
    for (auto &rule : policy.sla) {
        for (auto &term : rule.terms) {
            auto const calendar = policy.calendars.find(term.calendar);
            if (calendar == policy.calendars.end()) continue;
            auto const [print, fresh] = prints.try_emplace(term.calendar);
            if (fresh) print->second = digest(calendar_text(calendar->second));
            term.calendar_print = print->second;
        }
    }
}

}  // namespace

std::optional<std::string> read_text(std::filesystem::path const &file) {
    // Opening a directory succeeds; reading it does not.
    if (std::filesystem::is_directory(file)) return std::nullopt;
    std::ifstream input{file, std::ios::binary};
    if (!input) return std::nullopt;
    std::string text;
    std::array<char, 32'768> part;
    // No more than what is certainly too large: the file may have no end.
    while (input && text.size() < (2U << 20)) {
        input.read(part.data(), part.size());
        text.append(part.data(), static_cast<std::size_t>(input.gcount()));
    }
    if (input.bad()) return std::nullopt;
    return text;
}

std::string Finding::text() const {
    return fmt::format("{}:{}:{}: {}{}", place.file, place.line, place.column,
                       level == Level::warning ? "warning: " : "", message);
}

bool Loaded::has_errors() const {
    return std::ranges::any_of(
        findings, [](Finding const &finding) { return finding.level == Finding::Level::error; });
}

Loaded read_policy(std::string_view text, std::string const &file, SharedCalendar const &shared,
                   SharedNames const &names) {
    Loaded loaded;
    auto &policy = loaded.policy;
    policy.sources.push_back({std::filesystem::path{file}.filename().string(), std::string{text}});
    policy_file::Reading reading{file};
    if (auto const parsed = policy_file::parse(reading, text)) {
        policy_file::Table root{reading, *parsed, ""};
        policy_file::read_desk(root, policy);
        policy_file::read_priorities(root, policy);
        policy_file::read_channels(root, policy);
        policy_file::read_categories(root, policy);
        policy_file::read_teams(root, policy);
        policy_file::read_staff(root, policy);
        policy_file::read_roles(root, policy);
        policy_file::read_sla(root, policy);
        policy_file::read_classify(root, policy);
        policy_file::read_review(root, policy);
        policy_file::read_messages(root, policy);
        policy_file::read_waiting(root, policy);
        policy_file::read_survey(root, policy);
        policy_file::read_aftersales(root, policy);
        policy_file::read_calendars(root, policy, shared, names);
        root.close();
        reading.resolve();
        print_calendars(policy);
    }
    policy.fingerprint = fingerprint_of(policy.sources);
    loaded.findings = reading.take();
    return loaded;
}

namespace {

std::string policy_text(std::filesystem::path const &file) {
    auto text = read_text(file);
    if (!text)
        throw Error{
            ErrorKind::no_input, fmt::format("cannot read the policy {}", file.string()),
            Hint{Remedy::name_policy, "name another file, or create a desk with its policy"}};
    return std::move(*text);
}

Loaded read_file(std::filesystem::path const &file, std::string_view text,
                 std::filesystem::path const &share) {
    return read_policy(text, file.filename().string(), shared_calendars(share),
                       shared_names(share));
}

}  // namespace

Loaded read_policy_file(std::filesystem::path const &file, std::filesystem::path const &share) {
    return read_file(file, policy_text(file), share);
}

Policy load_policy(std::filesystem::path const &file, std::filesystem::path const &share) {
    auto const text = policy_text(file);
    CompiledPolicies const compiled{compiled_directory(), share};
    if (auto policy = compiled.find(file, text)) return std::move(*policy);
    auto loaded = read_file(file, text, share);
    if (loaded.has_errors()) policy_file::throw_findings(loaded.findings);
    compiled.keep(file, loaded.policy);
    return std::move(loaded.policy);
}

SharedCalendar shared_calendars(std::filesystem::path const &share) {
    return [share](std::string_view name) {
        return read_text(share / "calendars" / fmt::format("{}.toml", name));
    };
}

SharedNames shared_names(std::filesystem::path const &share) {
    return [share] {
        std::vector<std::string> names;
        std::error_code none;
        for (auto const &entry : std::filesystem::directory_iterator{share / "calendars", none})
            if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
        return names;
    };
}

}  // namespace dcc
