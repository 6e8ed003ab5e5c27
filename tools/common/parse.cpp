#include "common/parse.hpp"

#include "common/tool.hpp"
#include <dcc/base/text.hpp>

#include <algorithm>

#include <CLI/CLI.hpp>

namespace dcc::cli {

namespace {

constexpr char guard = '\x1f';  // the unit separator, which no name begins with

// The option as the verb or one above it declares it; null when none does.
CLI::Option *find_option(CLI::App *app, std::string const &name) {
    for (; app; app = app->get_parent())
        if (auto const option = app->get_option_no_throw(name)) return option;
    return nullptr;
}

Verb *find_verb(Verb const &above, std::string const &name) {
    auto const found = std::ranges::find(above.verbs(), name, &Verb::name);
    return found == above.verbs().end() ? nullptr : found->get();
}

std::string in_quotes(std::string_view word) {
    return "\"" + printable(word) + "\"";
}

[[noreturn]] void misuse(std::string const &message, Tool const &tool, Verb const &verb) {
    auto const path = verb.path();
    throw Error{ErrorKind::usage, message,
                "try '" + tool.name() + (path.empty() ? "" : " " + path) + " --help'"};
}

std::string did_you_mean(std::string_view word, std::vector<std::string> const &candidates) {
    std::vector<std::string_view> const views{candidates.begin(), candidates.end()};
    auto const meant = nearest(word, views);
    return meant.empty() ? "" : " (did you mean \"" + std::string{meant} + "\"?)";
}

// Which verb the words ask for, and the words as CLI11 shall read them.
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
            auto const option = find_option(&call.verb->app(), word->substr(0, equals));
            bool const takes_value = option && option->get_expected_max() > 0;
            call.words.push_back(word->substr(0, takes_value ? equals : word->npos));
            if (option && !takes_value && equals != word->npos)
                misuse(word->substr(0, equals) + " takes no value", tool, *call.verb);
            if (!takes_value) continue;
            if (equals != word->npos)
                call.words.push_back(guarded(word->substr(equals + 1)));
            else if (word + 1 == given.end())
                misuse(*word + " needs a value: " + option->get_type_name(), tool, *call.verb);
            else
                call.words.push_back(guarded(*++word));
        } else if (!options_end && word->starts_with("-") && word->size() > 1 &&
                   !std::isdigit(static_cast<unsigned char>((*word)[1]))) {
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

[[noreturn]] void refuse_extra(std::string const &word, Tool const &tool, Verb const &verb) {
    auto const plain = unguarded({word}).front();
    std::vector<std::string> candidates;
    if (word.starts_with("-")) {
        auto const name = word.substr(0, word.find('='));
        for (CLI::App const *app = &verb.app(); app; app = app->get_parent())
            for (auto const option : app->get_options())
                if (!option->get_positional() && !option->get_group().empty())
                    for (auto const &known : option->get_lnames())
                        candidates.push_back("--" + known);
        misuse("unknown option " + in_quotes(name) + did_you_mean(name, candidates), tool, verb);
    }
    if (verb.verbs().empty()) misuse("unexpected argument " + in_quotes(plain), tool, verb);
    auto const above = verb.path().empty() ? "" : verb.path() + " ";
    for (auto const &known : verb.verbs()) candidates.push_back(above + known->name());
    misuse("unknown verb " + in_quotes(above + plain) + did_you_mean(above + plain, candidates),
           tool, verb);
}

bool any_writer(Verb const &verb) {
    return verb.is_writer() ||
           std::ranges::any_of(verb.verbs(), [](auto const &below) { return any_writer(*below); });
}

std::string joined(auto const &words) {
    std::string text;
    for (auto const word : words) text += (text.empty() ? "" : "|") + std::string{word};
    return text;
}

}  // namespace

std::string guarded(std::string word) {
    word.insert(word.begin(), guard);
    return word;
}

std::vector<std::string> unguarded(std::vector<std::string> words) {
    for (auto &word : words)
        if (word.starts_with(guard)) word.erase(0, 1);
    return words;
}

Tool::Tool(std::string const &name, std::string const &summary)
    : common_{std::make_unique<CommonOptions>()} {
    auto app = std::make_shared<CLI::App>(summary, name);
    app->set_help_flag();
    app->require_subcommand(0, 1);
    app->allow_extras();
    root_.reset(new Verb{nullptr, std::move(app), summary});
}

Tool::Tool(Tool &&) noexcept = default;
Tool::~Tool() = default;

Verb &Tool::verb(std::string const &name, std::string const &summary) {
    auto &verb = root_->verb(name, summary);
    verb.section_ = section_;
    return verb;
}

Tool &Tool::section(std::string title) {
    section_ = std::move(title);
    return *this;
}

void Tool::complete() {
    auto &all = *root_;
    auto &common = *common_;
    all.option("db", common.db, "FILE", "the desk file [DCC_DB]").last_wins();
    all.option("policy", common.policy, "FILE",
               "the policy; unless given, policy.toml beside the desk file [DCC_POLICY]")
        .last_wins();
    all.option("as", common.actor, "NAME", "who acts; the login name unless given [DCC_ACTOR]")
        .last_wins();
    all.option("now", common.now, "TIME", "the present, to repeat a run [DCC_NOW]").last_wins();
    all.option("format", common.format, joined(format_words), "form of the output [DCC_FORMAT]")
        .last_wins();
    if (any_writer(all)) {
        all.flag("dry-run", common.dry_run, "decide and print, write nothing (verbs that write)");
        all.option("timeout", common.timeout, "SECONDS",
                   "how long to wait for other writers; 5 unless given (verbs that write)")
            .last_wins();
    }
    all.flag("q,quiet", common.quiet, "results only, no notes");
    all.flag("v,verbose", common.verbose, "say more on standard error");
    all.option("color", common.color, joined(color_words), "whether to use colour [NO_COLOR]")
        .last_wins();
    all.flag("h,help", common.help, "this help");
    all.flag("version", common.version, "name and version");
    all.flag("interface", common.interface, "");
    all.app().get_option("--interface")->group("");
}

Verb const &Tool::parse(std::vector<std::string> given) {
    if (!given.empty() && given.front() == "help") {
        given.erase(given.begin());
        given.emplace_back("--help");
    }
    auto call = prepare(*this, given);
    std::ranges::reverse(call.words);  // CLI11 takes them from the back
    try {
        root_->app().parse(std::move(call.words));
    } catch (CLI::ParseError const &error) {
        misuse(error.what(), *this, *call.verb);
    }
    StandardInput input;
    try {
        root_->take(input);
        if (common_->help || common_->version || common_->interface) return *call.verb;
        auto const extras = root_->app().remaining(true);
        if (!extras.empty()) refuse_extra(extras.front(), *this, *call.verb);
        if (call.verb->verbs().empty()) call.verb->take(input);
    } catch (Error const &error) {
        if (error.kind() != ErrorKind::usage || !error.hint().empty()) throw;
        misuse(error.what(), *this, *call.verb);
    }
    if (!call.verb->is_writer() && call.verb->has_action() &&
        (common_->dry_run || common_->timeout))
        misuse(
            std::string{common_->dry_run ? "--dry-run" : "--timeout"} + " is for verbs that write",
            *this, *call.verb);
    return *call.verb;
}

}  // namespace dcc::cli
