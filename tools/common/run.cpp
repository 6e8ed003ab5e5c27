#include "common/run.hpp"

#include "common/help.hpp"
#include "common/report_error.hpp"
#include <dcc/store/sqlite_settings.hpp>

#include <csignal>
#include <cstdlib>
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

// Whether errors are printed as JSON. Found without parsing the call, since parsing may fail.
bool wants_json(std::vector<std::string> const &words) {
    auto const variable = std::getenv("DCC_FORMAT");
    std::string format = variable ? variable : "";
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--format" && i + 1 < words.size()) format = words[i + 1];
        if (words[i].starts_with("--format=")) format = words[i].substr(9);
    }
    return format == "json" || format == "jsonl";
}

int act(Tool &tool, std::vector<std::string> const &words, Surroundings const &around,
        ErrorStyle const &errors, Output &output) {
    auto const &verb = tool.parse(words);
    auto const &common = tool.common();
    if (common.help || common.version || common.interface) {
        output.write(common.help      ? help(tool, verb)
                     : common.version ? tool.name() + " " DCC_VERSION "\n"
                                      : interface(tool));
        output.flush();
        return 0;
    }
    if (!verb.has_action()) {
        if (verb.path().empty()) {
            auto const usage = short_usage(tool);
            (void)!::write(STDERR_FILENO, usage.data(), usage.size());
            return static_cast<int>(ErrorKind::usage);
        }
        throw Error{ErrorKind::usage, "\"" + verb.path() + "\" needs a verb",
                    "try '" + tool.name() + " " + verb.path() + " --help'"};
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
            context.note("nothing was changed: with --id, a call is done as a whole or not at all");
    } catch (Repeated const &) {
        context.note("an earlier call with this --id did it already; nothing was changed");
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
    ErrorStyle const style{tool.name(), wants_json(words), color};
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
