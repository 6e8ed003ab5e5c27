#include "common/completion.hpp"

#include <algorithm>
#include <utility>

namespace dcc::cli {

namespace {

Completable completable(Parameter const &parameter) {
    auto const &placeholder = parameter.placeholder;
    if (parameter.is_flag()) return {Completable::Kind::nothing, {}};
    if (placeholder == "FILE") return {Completable::Kind::file, {}};
    if (placeholder == "DIR") return {Completable::Kind::directory, {}};
    if (placeholder.find('|') == placeholder.npos) return {Completable::Kind::free, {}};
    std::vector<std::string> words;
    for (std::size_t from = 0; from <= placeholder.size();) {
        auto const to = std::min(placeholder.find('|', from), placeholder.size());
        words.push_back(placeholder.substr(from, to - from));
        from = to + 1;
    }
    return {Completable::Kind::words, std::move(words)};
}

CompletedVerb completed(Verb const &verb) {
    CompletedVerb result{verb.path(), {}, {}, {}};
    for (auto const &below : verb.verbs())
        result.verbs.emplace_back(below->name(), below->summary());
    for (auto const &entry : verb.arguments())
        for (auto const &parameter : entry.parameters) {
            if (parameter.hidden) continue;
            if (parameter.is_positional())
                result.positionals.push_back(completable(parameter));
            else
                result.options.push_back(
                    {parameter.name, parameter.short_name, parameter.help, completable(parameter)});
        }
    return result;
}

void add(std::vector<CompletedVerb> &all, Verb const &verb) {
    all.push_back(completed(verb));
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
    std::vector<CompletedTool> result;
    for (auto const &tool : tools) {
        CompletedTool completed_tool{tool.name(), {}, {}};
        add(completed_tool.verbs, tool.root());
        completed_tool.options = std::exchange(completed_tool.verbs.front().options, {});
        result.push_back(std::move(completed_tool));
    }
    return result;
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
