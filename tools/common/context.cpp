#include "common/context.hpp"

#include "common/login.hpp"
#include "common/master_key.hpp"
#include "common/remedies.hpp"
#include <dcc/base/new_file.hpp>
#include <dcc/base/text.hpp>
#include <dcc/wording/translation.hpp>

#include <algorithm>
#include <charconv>
#include <cstdio>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace dcc::cli {

namespace {

std::optional<std::string> not_empty(std::optional<std::string> text) {
    if (text && text->empty()) return std::nullopt;
    return text;
}

// A value and, for messages, where it comes from.
struct Sourced {
    std::string text;
    std::string source;

    [[noreturn]] void refuse(Wording const &why) const {
        throw Error{ErrorKind::usage, say("{}: {}", source, why)};
    }
};

std::optional<Sourced> choose(std::optional<std::string> const &given, char const *option,
                              Surroundings const &around, char const *variable) {
    if (given) return Sourced{*given, option};
    if (auto value = not_empty(around.variable(variable))) return Sourced{*value, variable};
    return std::nullopt;
}

std::optional<std::string> text_of_path(std::optional<std::filesystem::path> const &path) {
    if (!path) return std::nullopt;
    return path->string();
}

template <class Words>
std::size_t index_of(Sourced const &choice, Words const &words) {
    auto const found = std::ranges::find(words, choice.text);
    if (found == std::end(words)) {
        try {
            refuse_word(choice.text, {std::begin(words), std::end(words)});
        } catch (Error const &error) {
            choice.refuse(error.message());
        }
    }
    return static_cast<std::size_t>(found - std::begin(words));
}

// Empty when nothing says where it is: a file of the current directory could be anybody's.
std::filesystem::path default_desk(Surroundings const &around) {
    // The XDG specification has relative values ignored.
    if (auto const data = not_empty(around.variable("XDG_DATA_HOME")); data && data->front() == '/')
        return std::filesystem::path{*data} / "dcc/desk.db";
    if (auto const home = not_empty(around.variable("HOME")))
        return std::filesystem::path{*home} / ".local/share/dcc/desk.db";
    return {};
}

std::string choose_actor(CommonOptions const &options, Surroundings const &around,
                         std::string const &user) {
    if (auto const actor = choose(options.actor, "--as", around, "DCC_ACTOR")) {
        auto const name = trim(actor->text);
        if (name.empty()) actor->refuse("the name is empty");
        if (!is_utf8(name) || printable(name) != name)
            actor->refuse(say("\"{}\" is not a name", printable(name)));
        return std::string{name};
    }
    if (around.caller) return user;
    for (auto const variable : {"LOGNAME", "USER"})
        if (auto const name = not_empty(around.variable(variable))) return *name;
    return user;
}

bool choose_color(CommonOptions const &options, Surroundings const &around) {
    if (options.color) {
        auto const choice = color_words[index_of({*options.color, "--color"}, color_words)];
        if (choice != "auto") return choice == "always";
    } else if (not_empty(around.variable("NO_COLOR"))) {
        return false;
    }
    return around.terminal_out && around.variable("TERM") != "dumb";
}

// By POSIX the first of these variables that is set names the language of messages.
Translation language_of_locale(Variable const &variable) {
    for (auto const name : {"LC_ALL", "LC_MESSAGES", "LANG"})
        if (auto const value = not_empty(variable(name)))
            return wording::translation_into(*value).value_or(nullptr);
    return nullptr;
}

// It is kept for ever, and printed.
void require_key(std::string const &key) {
    constexpr std::size_t longest = 200;
    if (key.empty() || key.size() > longest || printable(key) != key)
        throw Error{ErrorKind::usage,
                    say("--id: a key is a text of 1 to {} bytes on one line", longest)};
}

// Text is shortened only for a terminal, never for a file or a pipe.
std::size_t choose_width(Surroundings const &around) {
    if (!around.terminal_out) return 0;
    if (auto const columns = around.variable("COLUMNS")) {
        std::size_t width = 0;
        auto const end = columns->data() + columns->size();
        if (std::from_chars(columns->data(), end, width).ptr == end && width > 0) return width;
    }
    return around.terminal_columns;
}

}  // namespace

Surroundings real_surroundings() {
    Surroundings around;
    around.variable = environment;
    around.login = login_of_user;
    around.caller = find_caller(environment, ::getuid());
    around.terminal_out = ::isatty(STDOUT_FILENO) == 1;
    around.terminal_err = ::isatty(STDERR_FILENO) == 1;
    winsize size{};
    if (around.terminal_out && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        around.terminal_columns = size.ws_col;
    around.clock = [] { return std::chrono::floor<Seconds>(std::chrono::system_clock::now()); };
    return around;
}

Context::Context(ErrorStyle &errors, CommonOptions const &options, Surroundings const &around,
                 Output &output)
    : errors_{errors},
      variable_{around.variable},
      user_{around.caller ? around.caller->name : around.login()},
      through_sudo_{around.caller.has_value()},
      clock_{around.clock},
      begun_{around.clock()},
      dry_run_{options.dry_run},
      quiet_{options.quiet},
      verbose_{options.verbose},
      terminal_err_{around.terminal_err},
      output_{output} {
    if (quiet_ && verbose_)
        throw Error{ErrorKind::usage, "--quiet and --verbose contradict each other"};
    auto const db = choose(text_of_path(options.db), "--db", around, "DCC_DB");
    db_ = db ? std::filesystem::path{db->text} : default_desk(around);
    has_place_ = db || !db_.empty();
    auto const policy = choose(text_of_path(options.policy), "--policy", around, "DCC_POLICY");
    if (through_sudo_) {
        if (policy)
            throw Error{ErrorKind::no_permission, policy->source + ": not through sudo",
                        "the policy is the one beside the desk"};
        std::error_code none;
        // A link would bring another policy along.
        if (has_place_) db_ = std::filesystem::weakly_canonical(db_, none);
        if (has_place_) require_own(db_, db_.parent_path() / "policy.toml", ::getuid());
    }
    policy_ = policy ? std::filesystem::path{policy->text} : db_.parent_path() / "policy.toml";
    policy_given_ = policy.has_value();
    if (auto const file =
            choose(text_of_path(options.key_file), "--key-file", around, "DCC_KEY_FILE"))
        key_file_ = file->text;
    key_ = key_source(key_file_, around.variable);
    actor_ = choose_actor(options, around, user_);
    if (auto const now = choose(options.now, "--now", around, "DCC_NOW")) {
        if (!parse_rfc3339(now->text) && !parse_civil(now->text))
            now->refuse(
                say("\"{}\" is not a time such as 2026-11-21T16:00:00+08:00 or 2026-11-21 16:00",
                    printable(now->text)));
        now_text_ = now->text;
    }
    if (auto const format = choose(options.format, "--format", around, "DCC_FORMAT"))
        style_.format = static_cast<Format>(index_of(*format, format_words));
    style_.spreadsheet = options.spreadsheet;
    if (style_.spreadsheet && style_.format != Format::csv)
        throw Error{ErrorKind::usage, "--spreadsheet: only with --format csv"};
    style_.columns = options.columns;
    style_.heading = !options.no_header;
    if (options.array && style_.format != Format::json)
        throw Error{ErrorKind::usage, "--array: only with --format json"};
    several_ = options.array;
    if (options.key) {
        require_key(*options.key);
        call_ = event::CallMade{*options.key, {}, options.arguments, {}};
    }
    if (options.timeout) {
        if (*options.timeout < 0 || *options.timeout > 3600)
            throw Error{ErrorKind::usage, "--timeout: must be 0 to 3600 seconds"};
        timeout_ = std::chrono::seconds{*options.timeout};
    }
    style_.color = choose_color(options, around);
    style_.width = choose_width(around);
    style_.quiet = quiet_;
    style_.words = [](Note const &note, Translation into) { return text_of(note, into); };
    if (auto const chosen = choose(options.language, "--lang", around, "DCC_LANG")) {
        index_of(*chosen, wording::spoken_languages());
        speak(*wording::translation_into(chosen->text));
        language_given_ = true;
    } else
        speak(language_of_locale(around.variable));
}

void Context::speak(Translation into) {
    style_.language = errors_.language = into;
}

void Context::use_desk(std::string const &zone, std::string_view spoken) {
    use_zone(Zone::load(zone));
    if (language_given_) return;
    if (auto const translation = wording::translation_into(spoken)) speak(*translation);
}

namespace {

[[noreturn]] void refuse_place() {
    throw Error{ErrorKind::usage,
                "nothing says where the desk is: neither HOME nor XDG_DATA_HOME is set",
                "name the desk with --db or DCC_DB"};
}

}  // namespace

std::filesystem::path const &Context::db() const {
    if (!has_place_) refuse_place();
    return db_;
}

std::filesystem::path const &Context::policy_file() const {
    if (!has_place_ && !policy_given_) refuse_place();
    return policy_;
}

std::filesystem::path Context::own_policy() const {
    std::error_code none;
    bool const linked = std::filesystem::is_symlink(db(), none);
    auto const desk = linked ? std::filesystem::canonical(db(), none) : db();
    return desk.parent_path() / "policy.toml";
}

SharePlaces Context::share() const {
    return {find_share(variable_),
            has_place_ ? directory_of(own_policy()) : std::filesystem::path{}};
}

Instant Context::now(Zone const &zone) const {
    return now_text_.empty() ? begun_ : zone.parse(now_text_);
}

ledger::Acting Context::acting() const {
    return {actor_, user_, clock_,
            now_text_.empty() ? std::nullopt : std::optional{zone().parse(now_text_)}};
}

void Context::print(Table const &table) {
    several_ = false;
    print::write(output_, table, style_);
    if (table.partial && style_.format != Format::text) note(*table.partial);
}

void Context::print(Sheet const &sheet) {
    print::write(output_, sheet, style_);
}

void Context::print_line(std::string_view text) {
    output_.write(std::string{text} + "\n");
}

void Context::complete_by(std::shared_ptr<void> desk,
                          std::function<void(std::vector<std::string> const &)> commit) {
    desk_ = std::move(desk);
    commit_ = std::move(commit);
    if (commit_) output_.hold();
}

void Context::complete() {
    if (!commit_) return;
    commit_(done_);
    commit_ = {};
    output_.release();
}

bool Context::give_up() {
    if (!commit_) return false;
    commit_ = {};
    output_.drop();
    done_.clear();
    receipts_ = 0;
    return true;
}

void Context::print_earlier(std::vector<std::string> const &receipt,
                            std::function<Sheet(std::string const &id)> const &sheet) {
    if (receipt.size() > 1) several_ = true;
    for (auto const &id : receipt)
        print_receipt(id, [&] {
            auto earlier = sheet(id);
            earlier.head.columns.push_back({"repeated", ""});
            earlier.head.rows.at(0).emplace_back(true);
            return earlier;
        });
}

void Context::receipt(std::string_view id, std::function<Sheet()> const &sheet) {
    if (!dry_run_) done_.emplace_back(id);
    telling(true, [&] { print_receipt(id, sheet); });
}

void Context::telling(bool changed, std::function<void()> const &print) {
    try {
        print();
    } catch (Error const &error) {
        if (dry_run_ || (done_.empty() && !changed)) throw;
        throw unprinted(error.what());
    }
}

Error Context::unprinted(std::string const &why) const {
    return {
        ErrorKind::unprinted,
        say("{}; the change was made{}{}", why, done_.empty() ? "" : ": ", fmt::join(done_, ", ")),
        call_ ? "the same call with its --id gives the receipt" : "do not repeat the call"};
}

void Context::print_receipt(std::string_view id, std::function<Sheet()> const &sheet) {
    if (style_.format == Format::ids || (style_.format == Format::text && !dry_run_))
        return print_line(id);
    print_one(sheet());
}

void Context::print_one(Sheet const &sheet) {
    auto const place = !several_        ? ListPlace::alone
                       : receipts_ == 0 ? ListPlace::first
                                        : ListPlace::next;
    ++receipts_;
    print::write(output_, sheet, style_, place);
}

void Context::expect_several() {
    several_ = true;
}

void Context::finish(bool changed) {
    telling(changed, [&] {
        if (std::exchange(several_, false)) print::end_list(output_, style_, receipts_ == 0);
        output_.flush();
    });
    if (output_.closed() && !done_.empty())
        throw unprinted("nobody reads standard output any more");
}

void Context::note(Note const &note) const {
    if (!quiet_)
        std::fputs((tool() + ": " + printable(text_of(note, language())) + "\n").c_str(), stderr);
}

void Context::remark(Wording const &text) const {
    if (verbose_)
        std::fputs((tool() + ": " + printable(text.in(language())) + "\n").c_str(), stderr);
}

}  // namespace dcc::cli
