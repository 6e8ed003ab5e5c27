#include <dcc/base/text.hpp>
#include <dcc/policy/detail/toml_reading.hpp>

#include <algorithm>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace dcc::policy_file {
namespace {

// Beyond these limits no suggestions are searched, since a hostile file could make that slow.
constexpr std::size_t longest_word = 64;  // bytes
constexpr std::size_t most_suggestions = 500;

constexpr std::size_t longest_name = 64;  // bytes

}  // namespace

bool is_name(std::string_view name) {
    constexpr std::string_view marks = "_-.@+";
    return !name.empty() && name.size() <= longest_name && std::ranges::all_of(name, [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               static_cast<unsigned char>(c) >= 0x80 || marks.find(c) != std::string_view::npos;
    });
}

Place TomlReading::place(toml::source_region const &source) const {
    return {file_, source.begin.line, source.begin.column};
}

void TomlReading::error(Place const &place, std::string const &subject, Wording const &what) {
    ++errors_;
    findings_.push_back(
        {Finding::Level::error, place, subject.empty() ? what : say("{}: {}", subject, what)});
}

void TomlReading::warn(Place const &place, std::string const &subject, Wording const &what) {
    findings_.push_back({Finding::Level::warning, place, say("{}: {}", subject, what)});
}

void TomlReading::add(std::vector<Finding> findings) {
    for (auto &finding : findings) {
        if (finding.level == Finding::Level::error) ++errors_;
        findings_.push_back(std::move(finding));
    }
}

void TomlReading::know(Kind kind, std::string_view name) {
    names_[kind].try_emplace(std::string{name});
}

void TomlReading::declare(Kind kind, Text const &name, std::string const &subject) {
    bool const sentence = kind == Kind::sla_rule || kind == Kind::classify_rule ||
                          kind == Kind::assess_rule || kind == Kind::raise_rule;
    if (sentence && printable(name.text) != name.text)
        error(name.place, subject, "its name has control characters");
    if (!sentence && !is_name(name.text))
        error(name.place, subject,
              say("{} is not a name: up to {} letters, digits and _-.@+, no blanks",
                  quote(name.text), longest_name));
    auto const [first, fresh] = names_[kind].try_emplace(name.text, name.place);
    if (!fresh) error(name.place, subject, say("already declared on line {}", first->second.line));
}

bool TomlReading::knows(Kind kind, std::string_view name) const {
    auto const names = names_.find(kind);
    return names != names_.end() && names->second.contains(name);
}

std::vector<std::string_view> TomlReading::names(Kind kind) const {
    std::vector<std::string_view> names;
    if (auto const known = names_.find(kind); known != names_.end())
        for (auto const &[name, place] : known->second) names.push_back(name);
    return names;
}

void TomlReading::refer(Reference reference) {
    references_.push_back(std::move(reference));
}

Wording TomlReading::suggestion(std::string_view word,
                                std::span<std::string_view const> names) const {
    if (word.size() > longest_word || findings_.size() > most_suggestions) return {};
    return did_you_mean(word, names);
}

Wording TomlReading::suggestion(std::string_view word, Kind kind) const {
    return suggestion(word, names(kind));
}

void TomlReading::resolve() {
    for (auto const &[kind, name, subject] : references_) {
        if (knows(kind, name.text)) continue;
        error(name.place, subject,
              say("unknown {} {}{}", kind, quote(name.text), suggestion(name.text, kind)));
    }
}

std::vector<Finding> TomlReading::take() {
    std::ranges::stable_sort(findings_, {}, [this](Finding const &finding) {
        auto const &[file, line, column] = finding.place;
        return std::tuple{file != file_, std::string_view{file}, line, column};
    });
    return std::move(findings_);
}

}  // namespace dcc::policy_file
