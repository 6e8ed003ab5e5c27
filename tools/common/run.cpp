#include "common/run.hpp"

#include "common/desk.hpp"
#include "common/help.hpp"
#include "common/report_error.hpp"
#include <dcc/store/sqlite_settings.hpp>

#include <csignal>
#include <cstring>
#include <filesystem>
#include <new>

#include <fcntl.h>
#include <unistd.h>

namespace dcc::cli {

namespace {

// If a tool is started without standard files, the desk file could get one of their numbers, and a
// message would be written into it. So they are opened, in a mode in which using them fails.
void open_standard_files() {
    for (int const file : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(file, F_GETFD) < 0)
            (void)!::open("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

// The value of a common option, found without parsing the call, since parsing may fail.
std::optional<std::string> value_of(std::string const &option,
                                    std::vector<std::string> const &words) {
    std::optional<std::string> value;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == option && i + 1 < words.size()) value = words[i + 1];
        if (words[i].starts_with(option + "=")) value = words[i].substr(option.size() + 1);
    }
    return value;
}

// Whether errors are printed as JSON.
bool wants_json(std::vector<std::string> const &words, Surroundings const &around) {
    auto const format =
        value_of("--format", words).value_or(around.variable("DCC_FORMAT").value_or(std::string{}));
    return format == "json" || format == "jsonl";
}

// Has errors and help written in the language of the call or of its desk, where that can be read,
// before the call is parsed.
void find_language(ErrorStyle &errors, std::vector<std::string> const &words,
                   Surroundings const &around, Output &output) {
    try {
        CommonOptions common;
        common.db = value_of("--db", words);
        common.policy = value_of("--policy", words);
        common.language = value_of("--lang", words);
        Context context{errors, common, around, output};
        if (context.has_place()) {
            auto const policy = load_policy(context);
            context.use_desk(policy.desk.zone, policy.desk.language);
        }
    } catch (std::exception const &) {
        return;  // the call says what is wrong, in the language that is known
    }
}

bool has_desk(ErrorStyle &errors, CommonOptions const &common, Surroundings const &around,
              Output &output) {
    Context const context{errors, common, around, output};
    std::error_code none;
    return context.has_place() && std::filesystem::exists(context.db(), none);
}

Verb const &parsed(Tool &tool, std::vector<std::string> const &words, Surroundings const &around,
                   ErrorStyle &errors, Output &output) {
    try {
        return tool.parse(words);
    } catch (Error const &) {
        find_language(errors, words, around, output);
        throw;
    }
}

int act(Tool &tool, std::vector<std::string> const &words, Surroundings const &around,
        ErrorStyle &errors, Output &output) {
    auto const &verb = parsed(tool, words, around, errors, output);
    auto const &common = tool.common();
    if (common.help || !verb.has_action()) find_language(errors, words, around, output);
    if (common.help || common.version || common.interface) {
        output.write(common.help      ? help(tool, verb, errors.language)
                     : common.version ? tool.name() + " " DCC_VERSION "\n"
                                      : interface(tool));
        output.flush();
        return 0;
    }
    bool const at_a_glance = verb.path().empty() && verb.has_action();
    if (!verb.has_action() || (at_a_glance && !has_desk(errors, common, around, output))) {
        if (verb.path().empty()) {
            auto const usage = short_usage(tool, errors.language);
            (void)!::write(STDERR_FILENO, usage.data(), usage.size());
            return static_cast<int>(ErrorKind::usage);
        }
        throw Error{ErrorKind::usage, say("\"{}\" needs a verb", verb.path()),
                    say("try '{}'", tool.name() + " " + verb.path() + " --help")};
    }
    Context context{errors, common, around, output};
    context.set_right(verb.right());
    context.set_call(tool.name() + " " + verb.path());
    int status = 0;
    try {
        verb(context);
        context.complete();
    } catch (Quit const &quit) {
        status = quit.status;
        if (context.give_up())
            context.note(
                Wording{"nothing was changed: with --id, a call is done as a whole or not at all"});
    } catch (Repeated const &) {
        context.note(Wording{"an earlier call with this --id did it already; nothing was changed"});
    } catch (...) {
        context.give_up();
        context.finish();
        throw;
    }
    context.finish(verb.is_writer() && status == 0);
    return status;
}

}  // namespace

int run(Tool tool, int argc, char **argv) {
    // The end of a pipe's reader must not end the tool: see Output.
    std::signal(SIGPIPE, SIG_IGN);
    open_standard_files();
    store::use_sqlite_alone();
    std::vector<std::string> const words(argv + 1, argv + argc);
    auto const around = real_surroundings();
    auto const color = around.terminal_err && !around.variable("NO_COLOR");
    ErrorStyle style{tool.name(), wants_json(words, around), color};
    try {
        Output output{STDOUT_FILENO};
        tool.complete();
        return act(tool, words, around, style, output);
    } catch (Error const &error) {
        report(style, error);
        return static_cast<int>(error.kind());
    } catch (Refused const &refused) {
        report(style, refused.refusal());
        return static_cast<int>(refused.refusal().kind);
    } catch (std::filesystem::filesystem_error const &error) {
        report(style, Error{ErrorKind::io, error.what()});
        return static_cast<int>(ErrorKind::io);
    } catch (std::bad_alloc const &) {
        report_bug(style, "out of memory");
    } catch (std::exception const &error) {
        report_bug(style, error.what());
    }
    return static_cast<int>(ErrorKind::software);
}

}  // namespace dcc::cli
