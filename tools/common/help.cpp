#include "common/help.hpp"

#include "common/tool.hpp"
#include <dcc/base/text.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace dcc::cli {

namespace {

constexpr std::size_t columns = 80;
constexpr std::size_t margin = 2;
constexpr std::size_t widest_term = 26;  // a longer term has its text on the next line

using Rows = std::vector<std::pair<std::string, std::string>>;

// Breaks text at blanks. Every line after the first is indented; the first starts at column `at`.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t at) {
    std::string result;
    bool fresh = true;
    while (!text.empty()) {
        auto const word = text.substr(0, text.find(' '));
        auto const width = display_width(word);
        if (!fresh && at + 1 + width > columns) {
            result += "\n" + std::string(indent, ' ');
            at = indent;
            fresh = true;
        }
        if (!fresh) result += ' ';
        at += width + (fresh ? 0 : 1);
        result += word;
        fresh = false;
        text.remove_prefix(std::min(text.size(), word.size() + 1));
    }
    return result;
}

std::string paragraphs(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        auto const line = text.substr(0, text.find('\n'));
        result += wrapped(line, 0, 0) + "\n";
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return result;
}

// A term with many choices, broken after one of them where a line is full.
std::string in_lines(std::string_view term) {
    constexpr std::size_t deeper = margin + 4;
    std::string result(margin, ' ');
    auto room = columns - margin;
    while (display_width(term) > room) {
        auto const bar = term.substr(0, room).rfind('|');
        if (bar == std::string_view::npos) break;
        result += term.substr(0, bar + 1);
        result += "\n" + std::string(deeper, ' ');
        term.remove_prefix(bar + 1);
        room = columns - deeper;
    }
    return result.append(term);
}

std::string block(std::string const &title, Rows const &rows) {
    if (rows.empty()) return {};
    std::size_t width = 0;
    for (auto const &[term, text] : rows)
        if (display_width(term) <= widest_term) width = std::max(width, display_width(term));
    auto const indent = margin + width + 2;
    std::string result = "\n" + title + ":\n";
    for (auto const &[term, text] : rows) {
        auto const used = display_width(term);
        result += in_lines(term);
        result +=
            used > width ? "\n" + std::string(indent, ' ') : std::string(width - used + 2, ' ');
        result += wrapped(text, indent, indent) + "\n";
    }
    return result;
}

std::string term(Parameter const &parameter) {
    if (parameter.is_positional()) return parameter.placeholder;
    auto text = "--" + parameter.name;
    if (!parameter.short_name.empty()) text = "-" + parameter.short_name + ", " + text;
    return parameter.is_flag() ? text : text + " " + parameter.placeholder;
}

Rows option_rows(Verb const &verb, bool positional) {
    Rows rows;
    for (auto const &entry : verb.arguments())
        for (auto const &parameter : entry.parameters) {
            if (parameter.hidden || parameter.is_positional() != positional) continue;
            auto text = parameter.help;
            if (entry.required && !positional && &parameter == &entry.parameters.front())
                text += " (required)";
            rows.emplace_back(term(parameter), text);
        }
    return rows;
}

// The positionals as a usage line has them: "FILE [CASE…]".
std::string positionals(Verb const &verb) {
    std::string text;
    for (auto const &entry : verb.arguments()) {
        auto const &parameter = entry.parameters.front();
        if (!parameter.is_positional()) continue;
        auto const name = parameter.placeholder + (parameter.many ? "…" : "");
        text += entry.required ? " " + name : " [" + name + "]";
    }
    return text;
}

std::string usage_of(Tool const &tool, Verb const &verb) {
    std::string text = "Usage: " + tool.name() + " " + verb.path();
    auto const indent = text.size() + 1;
    if (!verb.verbs().empty()) return text + " VERB [ARGUMENT…]\n";
    text += positionals(verb);
    bool choice = false;
    for (auto const &entry : verb.arguments()) {
        auto const &parameter = entry.parameters.front();
        if (parameter.is_positional()) continue;
        if (entry.required)
            text += " " + term(parameter);
        else
            choice = true;
    }
    return wrapped(text + (choice ? " [OPTION…]" : ""), indent, 0) + "\n";
}

void add_verbs(Rows &rows, Verb const &verb, std::string const &below) {
    for (auto const &each : verb.verbs()) {
        auto const path = each->path().substr(below.size());
        if (each->verbs().empty())
            rows.emplace_back(path + positionals(*each), each->summary());
        else
            add_verbs(rows, *each, below);
    }
}

std::string see_also(Tool const &tool) {
    return "\n" +
           wrapped(
               "Exit status: 0 done, 1 refused by the desk's rules, 64 wrong usage, 65 wrong "
               "input, 76 done but the result not printed; others and all details: man " +
                   tool.name() + ".",
               0, 0) +
           "\n";
}

std::string sentence(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 32);
    return text + ".";
}

void list_options(std::string &lines, Verb const &verb) {
    auto const path = verb.path().empty() ? "" : verb.path() + " ";
    for (auto const &entry : verb.arguments())
        for (auto const &parameter : entry.parameters)
            if (!parameter.hidden && !parameter.is_positional())
                lines += path + term(parameter) + "\n";
}

void list_verbs(std::string &lines, Verb const &verb) {
    for (auto const &each : verb.verbs()) {
        if (each->verbs().empty()) lines += each->path() + positionals(*each) + "\n";
        list_options(lines, *each);
        list_verbs(lines, *each);
    }
}

}  // namespace

std::string help(Tool const &tool) {
    auto const &root = tool.root();
    auto text = "Usage: " + tool.name() + " [OPTION…] VERB [ARGUMENT…]\n\n" +
                paragraphs(sentence(root.summary()));
    if (!root.details().empty()) text += "\n" + paragraphs(root.details());
    for (std::size_t i = 0; i < root.verbs().size();) {
        auto const &section = root.verbs()[i]->section();
        Rows rows;
        for (; i < root.verbs().size() && root.verbs()[i]->section() == section; ++i) {
            auto const &verb = *root.verbs()[i];
            if (verb.verbs().empty())
                rows.emplace_back(verb.path(), verb.summary());
            else
                for (auto const &below : verb.verbs())
                    rows.emplace_back(below->path(), below->summary());
        }
        text += block(section.empty() ? "Verbs" : section, rows);
    }
    text += block("Options", option_rows(root, false));
    return text + see_also(tool);
}

std::string help(Tool const &tool, Verb const &verb) {
    if (&verb == &tool.root()) return help(tool);
    auto text = usage_of(tool, verb) + "\n" + paragraphs(sentence(verb.summary()));
    if (!verb.details().empty()) text += "\n" + paragraphs(verb.details());
    Rows verbs;
    add_verbs(verbs, verb, verb.path() + " ");
    text += block("Verbs", verbs);
    text += block("Arguments", option_rows(verb, true));
    text += block("Options", option_rows(verb, false));
    text += block("Common options", option_rows(tool.root(), false));
    return text + see_also(tool);
}

std::string short_usage(Tool const &tool) {
    std::string verbs = "verbs:";
    for (auto const &verb : tool.root().verbs()) verbs += " " + verb->name();
    return "usage: " + tool.name() + " [OPTION…] VERB [ARGUMENT…]\n" + wrapped(verbs, 7, 0) +
           "\ntry '" + tool.name() + " --help'\n";
}

std::string interface(Tool const &tool) {
    std::string lines;
    list_verbs(lines, tool.root());
    list_options(lines, tool.root());
    return lines;
}

}  // namespace dcc::cli
