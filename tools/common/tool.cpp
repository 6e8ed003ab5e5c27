#include "common/tool.hpp"

#include <dcc/base/text.hpp>

#include <algorithm>

namespace dcc::cli {

namespace {

// The most bytes of a text argument; longer content belongs into a file.
constexpr std::size_t longest_text = 1U << 20U;

std::string file_text(std::string const &file, std::string const &option, StandardInput &input) {
    auto text = file == "-" ? input.take(option) : input.read(file);
    while (text.ends_with('\n') || text.ends_with('\r')) text.pop_back();
    if (!is_utf8(text)) throw Error{ErrorKind::data, say("{} is not UTF-8 text", file)};
    return text;
}

// Words separated by blanks and line ends, as `--format ids` prints them.
std::vector<std::string> words_of_input(StandardInput &input) {
    auto const text = input.take("CASE");
    std::vector<std::string> words;
    constexpr auto blanks = " \t\r\n\f\v";
    for (auto from = text.find_first_not_of(blanks); from != text.npos;) {
        auto const to = text.find_first_of(blanks, from);
        words.push_back(text.substr(from, to - from));
        from = text.find_first_not_of(blanks, to);
    }
    return words;
}

void take_cases(Given const &given, Cases &target) {
    target.several = given.values.size() > 1;
    for (auto const &word : given.values) {
        if (word != "-") {
            read_value(word, target.refs.emplace_back());
            continue;
        }
        target.several = true;
        for (auto const &read : words_of_input(given.input)) try {
                read_value(read, target.refs.emplace_back());
            } catch (Error const &error) {
                throw Error{ErrorKind::data, std::string{"standard input: "} + error.what()};
            }
    }
}

}  // namespace

Argument &Argument::required() {
    entry_->required = true;
    return *this;
}

Argument &Argument::optional() {
    entry_->required = false;
    return *this;
}

Argument &Argument::last_wins() {
    entry_->once = false;
    return *this;
}

Argument &Argument::hidden() {
    for (auto &parameter : entry_->parameters) parameter.hidden = true;
    return *this;
}

Verb::Verb(Verb const *parent, std::string name, Wording summary)
    : parent_{parent}, name_{std::move(name)}, summary_{std::move(summary)} {}

Verb::~Verb() = default;

Verb &Verb::verb(std::string const &name, Wording const &summary) {
    verbs_.emplace_back(new Verb{this, name, summary});
    return *verbs_.back();
}

Verb &Verb::details(Wording const &text) {
    details_ = text;
    return *this;
}

Verb &Verb::writes() {
    takes_key_ = true;
    return maintains();
}

Verb &Verb::maintains() {
    writes_ = true;
    return *this;
}

Verb &Verb::run(std::optional<Right> right, std::function<void(Context &)> action) {
    right_ = right;
    action_ = std::move(action);
    return *this;
}

std::string Verb::path() const {
    if (!parent_) return {};
    auto const above = parent_->path();
    return above.empty() ? name() : above + " " + name();
}

Argument Verb::add_positional(std::string const &placeholder, Wording const &help, bool many,
                              bool optional, Taker take) {
    Parameter parameter{"", placeholder, help};
    parameter.many = many;
    return Argument{entries_.emplace_back(
        Argument::Entry{{std::move(parameter)}, placeholder, !optional, !many, std::move(take)})};
}

Argument Verb::add_option(std::string const &name, std::string const &placeholder,
                          Wording const &help, bool many, Taker take) {
    return Argument{entries_.emplace_back(
        Argument::Entry{{{name, placeholder, help}}, "--" + name, false, !many, std::move(take)})};
}

// `name` may hold a short form: "q,quiet".
Argument Verb::flag(std::string const &name, bool &target, Wording const &help) {
    auto const comma = name.find(',');
    auto const long_name = comma == name.npos ? name : name.substr(comma + 1);
    Parameter parameter{long_name, "", help};
    if (comma != name.npos) parameter.short_name = name.substr(0, comma);
    return Argument{entries_.emplace_back(Argument::Entry{
        {std::move(parameter)}, "--" + long_name, false, false, [&target](Given const &) {
            target = true;
        }})};
}

Argument Verb::cases(Cases &target, Wording const &help) {
    return add_positional("CASE", say("{}; - reads them from standard input", help), true, false,
                          [&target](Given const &given) { take_cases(given, target); });
}

Argument Verb::add_text(std::string const &name, Wording const &help,
                        std::function<void(std::string)> set) {
    auto const file_option = "--" + name + "-file";
    Argument::Entry entry{
        {{name, "TEXT", help},
         {name + "-file", "FILE", "the same from a file; - is standard input, for either"}},
        "--" + name + " or " + file_option,
        false,
        true,
        {}};
    entry.take = [set = std::move(set), file_option](Given const &given) {
        auto const &value = given.values.back();
        std::string text;
        if (given.parameter == 0 && value != "-")
            read_value(value, text);
        else
            text = file_text(value, file_option, given.input);
        if (text.size() > longest_text)
            throw Error{ErrorKind::data, say("longer than {} bytes", longest_text),
                        "keep long content elsewhere, and refer to it"};
        set(std::move(text));
    };
    return Argument{entries_.emplace_back(std::move(entry))};
}

Argument Verb::text(std::string const &name, std::string &target, Wording const &help) {
    return add_text(name, help, [&target](std::string text) { target = std::move(text); });
}

Argument Verb::text(std::string const &name, std::optional<std::string> &target,
                    Wording const &help) {
    return add_text(name, help, [&target](std::string text) { target = std::move(text); });
}

std::string Verb::joined(std::vector<std::string> const &words) {
    std::string text;
    for (auto const &word : words) text += (text.empty() ? "" : "|") + word;
    return text;
}

Taker Verb::checked(std::vector<std::string> words, Taker take) {
    return [words = std::move(words), take = std::move(take)](Given const &given) {
        for (auto const &value : given.values)
            if (std::ranges::find(words, value) == words.end())
                refuse_word(value, {words.begin(), words.end()});
        take(given);
    };
}

Taker Verb::split(Taker take) {
    return [take = std::move(take)](Given const &given) {
        Given parts{given.parameter, {}, given.input};
        for (auto const &value : given.values)
            for (std::size_t from = 0; from <= value.size();) {
                auto const comma = std::min(value.find(',', from), value.size());
                auto const part = trim(std::string_view{value}.substr(from, comma - from));
                if (part.empty())
                    throw Error{ErrorKind::usage, say("\"{}\" has an empty part", value)};
                if (std::ranges::find(parts.values, part) != parts.values.end())
                    throw Error{ErrorKind::usage, say("\"{}\" is given twice", printable(part))};
                parts.values.emplace_back(part);
                from = comma + 1;
            }
        take(parts);
    };
}

void Verb::take(Values const &values, StandardInput &input) const {
    for (auto const &entry : entries_) {
        Parameter const *used = nullptr;
        Given given{0, {}, input};
        for (auto const &parameter : entry.parameters) {
            auto found = values(parameter);
            if (found.empty()) continue;
            if (used) throw Error{ErrorKind::usage, say("only one of {} can be given", entry.name)};
            used = &parameter;
            given.parameter = static_cast<std::size_t>(used - entry.parameters.data());
            given.values = std::move(found);
        }
        if (!used) {
            if (entry.required)
                throw Error{ErrorKind::usage,
                            say("{} is missing: {}", entry.name, entry.parameters.front().help)};
            continue;
        }
        auto const name = used->is_positional() ? used->placeholder : "--" + used->name;
        if (entry.once && given.values.size() > 1)
            throw Error{ErrorKind::usage, say("{} is given twice", name)};
        try {
            entry.take(given);
        } catch (Error const &error) {
            // The words of a choice are listed in the message already.
            bool const is_choice = name.find('|') != name.npos;
            throw Error{error.kind(),
                        is_choice ? error.message() : say("{}: {}", name, error.message()),
                        error.hint()};
        }
    }
}

}  // namespace dcc::cli
