#include "common/completion.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>

namespace dcc::cli {

namespace {

Completable completable(CLI::Option const &option) {
    auto const placeholder = option.get_type_name();
    if (placeholder.empty()) return {Completable::Kind::nothing, {}};
    if (placeholder == "FILE") return {Completable::Kind::file, {}};
    if (placeholder == "DIR") return {Completable::Kind::directory, {}};
    if (placeholder.find('|') == placeholder.npos) return {Completable::Kind::free, {}};
    return {Completable::Kind::words, CLI::detail::split(placeholder, '|')};
}

std::vector<CompletedOption> options_of(Verb const &verb) {
    std::vector<CompletedOption> options;
    for (auto const option : std::as_const(verb.app()).get_options()) {
        if (option->get_positional() || option->get_group().empty()) continue;
        auto const &shorts = option->get_snames();
        options.push_back({option->get_lnames().front(), shorts.empty() ? "" : shorts.front(),
                           option->get_description(), completable(*option)});
    }
    return options;
}

void add(std::vector<CompletedVerb> &all, Verb const &verb) {
    CompletedVerb completed{verb.path(), {}, {}, {}};
    for (auto const &below : verb.verbs())
        completed.verbs.emplace_back(below->name(), below->summary());
    if (!verb.path().empty()) completed.options = options_of(verb);
    for (auto const option : std::as_const(verb.app()).get_options())
        if (option->get_positional()) completed.positionals.push_back(completable(*option));
    all.push_back(std::move(completed));
    for (auto const &below : verb.verbs()) add(all, *below);
}

std::string quoted_with(std::string_view text, std::string_view quote) {
    std::string result = "'";
    for (char const c : text) {
        if (c == '\'')
            result += quote;
        else
            result += c;
    }
    return result + "'";
}

}  // namespace

std::vector<CompletedTool> completions(std::vector<Tool> const &tools) {
    std::vector<CompletedTool> completed;
    for (auto const &tool : tools) {
        completed.push_back({tool.name(), {}, options_of(tool.root())});
        add(completed.back().verbs, tool.root());
    }
    return completed;
}

std::string completion_script(std::string_view shell, std::vector<Tool> const &tools) {
    auto const completed = completions(tools);
    if (shell == "bash") return bash_completion(completed);
    if (shell == "zsh") return zsh_completion(completed);
    return fish_completion(completed);
}

std::string shell_quoted(std::string_view text) {
    return quoted_with(text, "'\\''");
}

std::string fish_quoted(std::string_view text) {
    std::string escaped;
    for (char const c : text) escaped += c == '\\' ? "\\\\" : std::string(1, c);
    return quoted_with(escaped, "\\'");
}

std::string spaced(std::vector<std::string> const &words) {
    std::string text;
    for (auto const &word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

}  // namespace dcc::cli
