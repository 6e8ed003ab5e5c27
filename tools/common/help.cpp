#include "common/help.hpp"

#include "common/tool.hpp"
#include <dcc/base/text.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace dcc::cli {

namespace {

constexpr std::size_t line_width = 80;
constexpr std::size_t margin = 2;
constexpr std::size_t widest_term = 26;  // a longer term has its text on the next line

// The bytes of the character that the text begins with.
std::size_t first_size(std::string_view text) {
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0u) == 0x80u) ++size;
    return size;
}

bool is_wide(std::string_view character) {
    return display_width(character) == 2;
}

bool is_closing(std::string_view character) {
    constexpr std::string_view marks[] = {"，", "。", "；", "：", "、", "！", "？", "）",
                                          "》", "」", "』", "”",  "’",  "％", "…"};
    return std::ranges::find(marks, character) != std::end(marks);
}

// The longest beginning of the text, not empty, within which no line may end.
std::string_view next_piece(std::string_view text) {
    std::size_t end = 0;
    bool wide = false;
    while (end < text.size() && text[end] != ' ') {
        auto const character = text.substr(end, first_size(text.substr(end)));
        if (end > 0 && (wide || is_wide(character)) && !is_closing(character)) break;
        wide = is_wide(character);
        end += character.size();
    }
    return text.substr(0, end);
}

using Rows = std::vector<std::pair<std::string, std::string>>;

// Breaks text at blanks, and Chinese text anywhere but before a mark that ends something. Every
// line after the first is indented; the first starts at column `at`.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t at) {
    std::string result;
    bool fresh = true;
    while (!text.empty()) {
        bool const blank = text.front() == ' ';
        auto const part = next_piece(text.substr(blank ? 1 : 0));
        auto const width = display_width(part) + (blank && !fresh ? 1 : 0);
        if (!fresh && at + width > line_width) {
            result += "\n" + std::string(indent, ' ');
            at = indent;
            fresh = true;
        }
        if (blank && !fresh) result += ' ';
        at += display_width(part) + (blank && !fresh ? 1 : 0);
        result += part;
        fresh = false;
        text.remove_prefix(part.size() + (blank ? 1 : 0));
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
    auto room = line_width - margin;
    while (display_width(term) > room) {
        auto const bar = term.substr(0, room).rfind('|');
        if (bar == std::string_view::npos) break;
        result += term.substr(0, bar + 1);
        result += "\n" + std::string(deeper, ' ');
        term.remove_prefix(bar + 1);
        room = line_width - deeper;
    }
    return result.append(term);
}

std::string block(std::string const &title, Rows const &rows) {
    if (rows.empty()) return {};
    std::size_t width = 0;
    for (auto const &[term, text] : rows)
        if (display_width(term) <= widest_term) width = std::max(width, display_width(term));
    auto const indent = margin + width + 2;
    std::string result = "\n" + title + "\n";
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

// The texts of help in one language.
class Help {
  public:
    Help(Tool const &tool, Translation language) : tool_{tool}, language_{language} {}

    std::string of_tool() const {
        auto const &root = tool_.root();
        auto text = in(say("Usage: ")) + tool_.name() + " [" + in(say("OPTION")) + "…] " +
                    in(say("VERB")) + " [" + in(say("ARGUMENT")) + "…]\n\n" + description(root);
        for (std::size_t i = 0; i < root.verbs().size();) {
            auto const &section = root.verbs()[i]->section();
            Rows rows;
            for (; i < root.verbs().size() && root.verbs()[i]->section() == section; ++i) {
                auto const &verb = *root.verbs()[i];
                if (verb.verbs().empty())
                    rows.emplace_back(verb.path(), verb.summary().in(language_));
                else
                    for (auto const &below : verb.verbs())
                        rows.emplace_back(below->path(), below->summary().in(language_));
            }
            text += block(heading(section.empty() ? Wording{"Verbs"} : section), rows);
        }
        return text + block(heading("Options"), option_rows(root, false)) + see_also();
    }

    std::string of_verb(Verb const &verb) const {
        Rows verbs;
        add_verbs(verbs, verb, verb.path() + " ");
        return usage_of(verb) + "\n" + description(verb) + block(heading("Verbs"), verbs) +
               block(heading("Arguments"), option_rows(verb, true)) +
               block(heading("Options"), option_rows(verb, false)) +
               block(heading("Common options"), option_rows(tool_.root(), false)) + see_also();
    }

    std::string usage() const {
        auto verbs = in(say("verbs: "));
        auto const indent = display_width(verbs);
        for (auto const &verb : tool_.root().verbs())
            verbs += (verb == tool_.root().verbs().front() ? "" : " ") + verb->name();
        return in(say("usage: ")) + tool_.name() + " [" + in(say("OPTION")) + "…] " +
               in(say("VERB")) + " [" + in(say("ARGUMENT")) + "…]\n" + wrapped(verbs, indent, 0) +
               "\n" + say("try '{}'", tool_.name() + " --help").in(language_) + "\n";
    }

  private:
    std::string in(Wording const &text) const { return text.in(language_); }

    std::string heading(Wording const &title) const { return in(say("{}:", title)); }

    // A sentence out of a summary, which begins small and has no full stop.
    std::string sentence(Wording const &summary) const {
        auto text = summary.in(language_);
        if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
            text[0] = static_cast<char>(text[0] - 32);
        return in(say("{}.", text));
    }

    std::string description(Verb const &verb) const {
        auto text = paragraphs(sentence(verb.summary()));
        if (!verb.details().empty()) text += "\n" + paragraphs(verb.details().in(language_));
        return text;
    }

    Rows option_rows(Verb const &verb, bool positional) const {
        Rows rows;
        for (auto const &entry : verb.arguments())
            for (auto const &parameter : entry.parameters) {
                if (parameter.hidden || parameter.is_positional() != positional) continue;
                auto text = parameter.help.in(language_);
                if (entry.required && !positional && &parameter == &entry.parameters.front())
                    text += " " + in("(required)");
                rows.emplace_back(term(parameter), text);
            }
        return rows;
    }

    std::string usage_of(Verb const &verb) const {
        auto text = in(say("Usage: ")) + tool_.name() + " " + verb.path();
        auto const indent = display_width(text) + 1;
        if (!verb.verbs().empty())
            return text + " " + in(say("VERB")) + " [" + in(say("ARGUMENT")) + "…]\n";
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
        if (choice) text += " [" + in(say("OPTION")) + "…]";
        return wrapped(text, indent, 0) + "\n";
    }

    void add_verbs(Rows &rows, Verb const &verb, std::string const &below) const {
        for (auto const &each : verb.verbs()) {
            auto const path = each->path().substr(below.size());
            if (each->verbs().empty())
                rows.emplace_back(path + positionals(*each), each->summary().in(language_));
            else
                add_verbs(rows, *each, below);
        }
    }

    std::string see_also() const {
        auto const text =
            say("Exit status: 0 done, 1 refused by the desk's rules, 64 wrong usage, 65 wrong "
                "input, 76 done but the result not printed; others and all details: man {}.",
                tool_.name());
        return "\n" + wrapped(text.in(language_), 0, 0) + "\n";
    }

    Tool const &tool_;
    Translation language_;
};

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

std::string help(Tool const &tool, Translation language) {
    return Help{tool, language}.of_tool();
}

std::string help(Tool const &tool, Verb const &verb, Translation language) {
    Help const text{tool, language};
    return &verb == &tool.root() ? text.of_tool() : text.of_verb(verb);
}

std::string short_usage(Tool const &tool, Translation language) {
    return Help{tool, language}.usage();
}

std::string interface(Tool const &tool) {
    std::string lines;
    list_verbs(lines, tool.root());
    list_options(lines, tool.root());
    return lines;
}

}  // namespace dcc::cli
