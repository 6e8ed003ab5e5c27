#include "common/tool.hpp"
#include <dcc/base/digest.hpp>
#include <dcc/base/text.hpp>
#include <dcc/wording/translation.hpp>

#include <algorithm>
#include <map>

#include <CLI/CLI.hpp>

namespace dcc::cli {

namespace {

constexpr int many_values = 1 << 20;
constexpr char guard = '\x1f';  // the unit separator, which no name begins with

// CLI11 2.1.2 splits a word such as "[a,b]" among several positionals, ends a verb at "++", ignores
// "--" below the first level, and lets "--name=" take the next word. Words that are values are
// therefore marked while it parses, so that it takes them literally.
std::string guarded(std::string word) {
    word.insert(word.begin(), guard);
    return word;
}

std::vector<std::string> unguarded(std::vector<std::string> words) {
    for (auto &word : words)
        if (word.starts_with(guard)) word.erase(0, 1);
    return words;
}

template <class Parameters>
auto for_each_parameter(Verb const &verb, Parameters const &act) {
    for (auto const &entry : verb.arguments())
        for (auto const &parameter : entry.parameters) act(parameter);
}

// The option of that name, declared by the verb or one above it; null when there is none.
Parameter const *find_option(Verb const *verb, std::string_view name) {
    Parameter const *found = nullptr;
    for (; verb && !found; verb = verb->parent())
        for_each_parameter(*verb, [&](Parameter const &parameter) {
            if (!parameter.is_positional() && parameter.name == name) found = &parameter;
        });
    return found;
}

Verb *find_verb(Verb const &above, std::string const &name) {
    auto const found = std::ranges::find(above.verbs(), name, &Verb::name);
    return found == above.verbs().end() ? nullptr : found->get();
}

std::string in_quotes(std::string_view word) {
    return "\"" + printable(word) + "\"";
}

[[noreturn]] void misuse(Wording const &message, Tool const &tool, Verb const &verb) {
    auto const path = verb.path();
    throw Error{ErrorKind::usage, message,
                say("try '{}{} --help'", tool.name(), (path.empty() ? "" : " " + path))};
}

Wording meant_word(std::string_view word, std::vector<std::string> const &candidates) {
    return did_you_mean(word, std::vector<std::string_view>{candidates.begin(), candidates.end()});
}

// "-q". Others that begin so are values: "-", "-5", and in filters "-tag:vip", "-(a or b)",
// "-退款".
bool names_short_options(std::string_view word) {
    return word.size() > 1 && word.front() == '-' && ((word[1] | 0x20) >= 'a') &&
           ((word[1] | 0x20) <= 'z') && word.find_first_of(":<>") == std::string_view::npos;
}

// The verb of a call, and the words in the form that CLI11 parses.
struct Call {
    Verb const *verb;
    std::vector<std::string> words;
};

Call prepare(Tool const &tool, std::vector<std::string> const &given) {
    Call call{&tool.root(), {}};
    bool options_end = false;
    bool positionals = false;
    for (auto word = given.begin(); word != given.end(); ++word) {
        if (!options_end && *word == "--") {
            options_end = true;
        } else if (!options_end && word->starts_with("--")) {
            auto const equals = word->find('=');
            auto const name = std::string_view{*word}.substr(0, equals);
            auto const option = find_option(call.verb, name.substr(2));
            bool const takes_value = option && !option->is_flag();
            call.words.push_back(word->substr(0, takes_value ? equals : word->npos));
            if (option && !takes_value && equals != word->npos)
                misuse(word->substr(0, equals) + " takes no value", tool, *call.verb);
            if (!takes_value) continue;
            if (equals != word->npos)
                call.words.push_back(guarded(word->substr(equals + 1)));
            else if (word + 1 == given.end())
                misuse(*word + " needs a value: " + option->placeholder, tool, *call.verb);
            else
                call.words.push_back(guarded(*++word));
        } else if (!options_end && names_short_options(*word)) {
            call.words.push_back(*word);
        } else if (auto const verb = positionals ? nullptr : find_verb(*call.verb, *word)) {
            call.verb = verb;
            call.words.push_back(*word);
        } else {
            positionals = true;
            call.words.push_back(guarded(*word));
        }
    }
    return call;
}

// CLI11's tree for one call: the verb of the call and those above it, with the options that the
// call names. Building the tree of a whole tool would cost more than everything else that a short
// command does.
class Parser {
  public:
    explicit Parser(Call call) : words_{std::move(call.words)} { (void)declare(*call.verb); }

    void parse() {
        std::ranges::reverse(words_);  // CLI11 takes them from the back
        root_.parse(std::move(words_));
    }

    std::vector<std::string> values(Parameter const &parameter) const {
        auto const option = options_.find(&parameter);
        return option == options_.end() ? std::vector<std::string>{}
                                        : unguarded(option->second->results());
    }

    // The first word that was not parsed, still guarded if it is a value.
    std::optional<std::string> extra() const {
        auto const words = root_.remaining(true);
        if (words.empty()) return std::nullopt;
        return words.front();
    }

  private:
    CLI::App &declare(Verb const &verb) {
        auto &app = verb.parent() ? *declare(*verb.parent()).add_subcommand(verb.name()) : root_;
        app.set_help_flag();  // --help is one of the common options
        app.require_subcommand(0, 1);
        app.allow_extras();
        if (verb.parent()) app.fallthrough();
        for_each_parameter(verb, [&](Parameter const &parameter) {
            if (parameter.is_positional() || is_named(parameter))
                options_.emplace(&parameter, declare(app, parameter));
        });
        return app;
    }

    bool is_named(Parameter const &parameter) const {
        return std::ranges::any_of(words_, [&](std::string_view word) {
            if (!word.starts_with("--"))
                return word.starts_with("-") && !parameter.short_name.empty();
            return word.substr(2) == parameter.name;
        });
    }

    static CLI::Option *declare(CLI::App &app, Parameter const &parameter) {
        // CLI11 needs a name for a positional, and "a|b" is not a name.
        auto names = parameter.is_positional() ? "VALUE" + std::to_string(app.get_options().size())
                     : parameter.short_name.empty()
                         ? "--" + parameter.name
                         : "-" + parameter.short_name + ",--" + parameter.name;
        auto const option = app.add_option(std::move(names), CLI::callback_t{});
        option->take_all();
        if (parameter.is_flag()) option->expected(0);
        if (parameter.many) option->expected(1, many_values)->allow_extra_args();
        return option;
    }

    std::vector<std::string> words_;
    CLI::App root_;
    std::map<Parameter const *, CLI::Option *> options_;
};

[[noreturn]] void refuse_extra(std::string const &word, Tool const &tool, Verb const &verb) {
    auto const plain = unguarded({word}).front();
    std::vector<std::string> candidates;
    if (word.starts_with("-")) {
        auto const name = word.substr(0, word.find('='));
        for (auto above = &verb; above; above = above->parent())
            for_each_parameter(*above, [&](Parameter const &known) {
                if (!known.is_positional() && !known.hidden)
                    candidates.push_back("--" + known.name);
            });
        misuse(say("unknown option {}{}", in_quotes(name), meant_word(name, candidates)), tool,
               verb);
    }
    if (verb.verbs().empty()) misuse(say("unexpected argument {}", in_quotes(plain)), tool, verb);
    auto const above = verb.path().empty() ? "" : verb.path() + " ";
    for (auto const &known : verb.verbs()) candidates.push_back(above + known->name());
    misuse(
        say("unknown verb {}{}", in_quotes(above + plain), meant_word(above + plain, candidates)),
        tool, verb);
}

bool any(Verb const &verb, bool (Verb::*is)() const noexcept) {
    return (verb.*is)() ||
           std::ranges::any_of(verb.verbs(), [is](auto const &below) { return any(*below, is); });
}

// What the call says, apart from the options that all verbs take. Each value is preceded by its
// length, so that different arguments never give the same bytes.
Digest arguments_of(Verb const &verb, Verb::Values const &values, StandardInput const &input) {
    Digesting all;
    auto const add = [&](std::string const &value) {
        all.add(std::to_string(value.size()) + ":");
        all.add(value);
    };
    for_each_parameter(verb, [&](Parameter const &parameter) {
        for (auto const &value : values(parameter)) {
            add(parameter.name);
            add(value);
        }
    });
    for (auto const &content : input.contents()) add(content);
    return all.end();
}

std::string joined(auto const &words) {
    std::string text;
    for (auto const word : words) text += (text.empty() ? "" : "|") + std::string{word};
    return text;
}

}  // namespace

Tool::Tool(std::string const &name, Wording const &summary)
    : common_{std::make_unique<CommonOptions>()}, root_{new Verb{nullptr, name, summary}} {}

Tool::Tool(Tool &&) noexcept = default;
Tool::~Tool() = default;

Verb &Tool::verb(std::string const &name, Wording const &summary) {
    auto &verb = root_->verb(name, summary);
    verb.section_ = section_;
    return verb;
}

Tool &Tool::section(Wording title) {
    section_ = std::move(title);
    return *this;
}

void Tool::at_a_glance(Right right, std::function<void(Context &)> show) {
    root_->run(right, [show = std::move(show), name = name()](Context &context) {
        show(context);
        context.note(say("'{} --help' lists what it can do", name));
    });
}

void Tool::complete() {
    auto &all = *root_;
    auto &common = *common_;
    all.option("db", common.db, "FILE", "the desk file [DCC_DB]").last_wins();
    all.option("policy", common.policy, "FILE",
               "the policy; unless given, policy.toml beside the desk file [DCC_POLICY]")
        .last_wins();
    all.option("key-file", common.key_file, "FILE",
               "the master key of a protected desk [DCC_KEY_FILE, DCC_KEY, DCC_KEY_COMMAND]")
        .last_wins();
    all.option("as", common.actor, "NAME", "the actor; the login name unless given [DCC_ACTOR]")
        .last_wins();
    all.option("now", common.now, "TIME", "use this time as the present [DCC_NOW]").last_wins();
    all.option("format", common.format, joined(format_words), "form of the output [DCC_FORMAT]")
        .last_wins();
    all.flag("array", common.array, "json: an array, also of one thing");
    all.list("columns", common.columns, "NAME,…",
             "only these columns, in this order; names as in json, or headings");
    all.flag("no-header", common.no_header, "text, csv, tsv: without the line of headings");
    all.flag("spreadsheet", common.spreadsheet, "csv for spreadsheet programs, without formulas");
    if (any(all, &Verb::is_writer)) {
        all.flag("dry-run", common.dry_run, "decide and print, write nothing (verbs that write)");
        all.option("timeout", common.timeout, "SECONDS",
                   "how long to wait for other writers; 5 unless given (verbs that write)")
            .last_wins();
    }
    if (any(all, &Verb::takes_key))
        all.option("id", common.key, "KEY",
                   "do it once: a repeated call with this key gives the same receipt")
            .last_wins();
    all.flag("q,quiet", common.quiet, "results only, no notes");
    all.flag("v,verbose", common.verbose, "print more on standard error");
    all.option("color", common.color, joined(color_words), "whether to use colour [NO_COLOR]")
        .last_wins();
    all.option("lang", common.language, joined(wording::spoken_languages()),
               "the language of what people read; the desk's unless given [DCC_LANG]")
        .last_wins();
    all.flag("h,help", common.help, "this help");
    all.flag("version", common.version, "name and version");
    all.flag("interface", common.interface, "every verb and option, a line each").hidden();
}

Verb const &Tool::parse(std::vector<std::string> given) {
    if (!given.empty() && given.front() == "help") {
        given.erase(given.begin());
        given.emplace_back("--help");
    }
    auto call = prepare(*this, given);
    auto const &verb = *call.verb;
    Parser parser{std::move(call)};
    try {
        parser.parse();
    } catch (CLI::ParseError const &error) {
        misuse(error.what(), *this, verb);
    }
    StandardInput input;
    auto const values = [&](Parameter const &parameter) { return parser.values(parameter); };
    try {
        root_->take(values, input);
        if (common_->help || common_->version || common_->interface) return verb;
        if (auto const extra = parser.extra()) refuse_extra(*extra, *this, verb);
        if (&verb != root_.get() && verb.verbs().empty()) verb.take(values, input);
    } catch (Error const &error) {
        if (error.kind() != ErrorKind::usage || !error.hint().text.empty()) throw;
        misuse(error.what(), *this, verb);
    }
    if (!verb.is_writer() && verb.has_action() && (common_->dry_run || common_->timeout))
        misuse(say("{} is for verbs that write", common_->dry_run ? "--dry-run" : "--timeout"),
               *this, verb);
    if (common_->key && verb.has_action()) {
        if (!verb.takes_key())
            misuse("--id is for verbs that make or change things in the desk", *this, verb);
        common_->arguments = arguments_of(verb, values, input);
    }
    return verb;
}

}  // namespace dcc::cli
