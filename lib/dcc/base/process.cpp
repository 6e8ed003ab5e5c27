#include <dcc/base/detail/uninterrupted.hpp>
#include <dcc/base/error.hpp>
#include <dcc/base/process.hpp>
#include <dcc/base/text.hpp>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace dcc {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t bytes_read = 4096;
constexpr ::off_t most_errors = 1 << 20;  // bytes on standard error; writing more fails

[[noreturn]] void fail(char const *what, int code = errno) {
    throw Error{ErrorKind::io, say("cannot {}: {}", what, std::generic_category().message(code))};
}

// A file in memory. As the standard input or error of a program it replaces a pipe, which both
// sides would have to read and write in turn.
class MemoryFile {
  public:
    explicit MemoryFile(char const *name)
        : file_{::memfd_create(name, MFD_CLOEXEC | MFD_ALLOW_SEALING)} {
        if (file_ < 0) fail("create a file in memory");
    }
    MemoryFile(MemoryFile const &) = delete;
    MemoryFile &operator=(MemoryFile const &) = delete;
    ~MemoryFile() { ::close(file_); }

    int number() const { return file_; }

    // Gives it that size, and no more: whoever writes without end does not fill the memory.
    void limit(::off_t size) {
        if (::ftruncate(file_, size) != 0 || ::fcntl(file_, F_ADD_SEALS, F_SEAL_GROW) != 0)
            fail("limit a file in memory");
    }

    void write(std::string_view text) {
        while (!text.empty()) {
            auto const count =
                uninterrupted([&] { return ::write(file_, text.data(), text.size()); });
            if (count < 0) fail("write to memory");
            text.remove_prefix(static_cast<std::size_t>(count));
        }
        if (::lseek(file_, 0, SEEK_SET) != 0) fail("go to the beginning of a file in memory");
    }

    std::string text() const {
        std::string text(bytes_read, '\0');
        auto const count =
            uninterrupted([&] { return ::pread(file_, text.data(), text.size(), 0); });
        text.resize(static_cast<std::size_t>(std::max<::ssize_t>(count, 0)));
        return text;
    }

    std::string first_line() const {
        auto const all = text();
        auto const lines = trim(std::string_view{all}.substr(0, all.find('\0')));
        return std::string{lines.substr(0, lines.find('\n'))};
    }

  private:
    int file_;
};

// The process, or the error for which there is none.
struct StartedProgram {
    ::pid_t child = 0;
    int error = 0;
};

// A command whose output is kept stays in the caller's process group. Any other gets a group of its
// own, so that its child processes can be killed with it.
StartedProgram start(std::string const &program, std::vector<std::string> words,
                     MemoryFile const &input, std::optional<MemoryFile> const &output,
                     MemoryFile const &errors) {
    ::posix_spawn_file_actions_t files;
    ::posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_adddup2(&files, input.number(), STDIN_FILENO);
    if (output)
        ::posix_spawn_file_actions_adddup2(&files, output->number(), STDOUT_FILENO);
    else
        ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(&files, errors.number(), STDERR_FILENO);
    ::sigset_t broken_pipe;
    ::sigemptyset(&broken_pipe);
    ::sigaddset(&broken_pipe, SIGPIPE);
    ::posix_spawnattr_setsigdefault(&attributes, &broken_pipe);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    short const group = output ? 0 : POSIX_SPAWN_SETPGROUP;
    ::posix_spawnattr_setflags(&attributes, static_cast<short>(group | POSIX_SPAWN_SETSIGDEF));
    std::vector<char *> arguments;
    for (auto &word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    StartedProgram started;
    started.error = ::posix_spawn(&started.child, program.c_str(), &files, &attributes,
                                  arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&files);
    ::posix_spawnattr_destroy(&attributes);
    return started;
}

// The status from wait(2). Nothing when the child had to be killed.
std::optional<int> wait_for(::pid_t child, std::chrono::seconds patience) {
    auto const deadline = steady_clock::now() + patience;
    int status = 0;
    for (milliseconds pause{1};; pause = std::min(pause * 2, milliseconds{50})) {
        auto const ended = uninterrupted([&] { return ::waitpid(child, &status, WNOHANG); });
        if (ended == child) return status;
        if (ended < 0) fail("wait for the command");
        if (steady_clock::now() >= deadline) break;
        std::this_thread::sleep_for(pause);
    }
    ::kill(::getpgid(child) == child ? -child : child, SIGKILL);
    (void)uninterrupted([&] { return ::waitpid(child, &status, 0); });
    return std::nullopt;
}

ProcessResult run(std::string const &program, std::vector<std::string> const &words,
                  std::string_view input, std::chrono::seconds patience,
                  std::optional<MemoryFile> const &kept) {
    MemoryFile file{"input"};
    MemoryFile errors{"errors"};
    errors.limit(most_errors);
    file.write(input);
    auto const started = start(program, words, file, kept, errors);
    ProcessResult result;
    if (started.error != 0) {
        result.status = started.error == EACCES || started.error == ENOEXEC ? 126 : 127;
        result.error = std::generic_category().message(started.error);
        return result;
    }
    auto const status = wait_for(started.child, patience);
    if (kept) result.output = kept->text();
    result.timed_out = !status;
    result.error = errors.first_line();
    if (status && WIFEXITED(*status)) result.status = WEXITSTATUS(*status);
    if (status && WIFSIGNALED(*status)) result.signal = WTERMSIG(*status);
    return result;
}

constexpr auto shell = "/bin/sh";

std::vector<std::string> by_shell(std::string const &command) {
    return {"sh", "-c", command};
}

}  // namespace

ProcessResult run_command(std::string const &command, std::string_view input,
                          std::chrono::seconds patience) {
    return run(shell, by_shell(command), input, patience, std::nullopt);
}

ProcessResult run_program(std::vector<std::string> const &words, std::string_view input,
                          std::chrono::seconds patience) {
    return run(words.front(), words, input, patience, std::nullopt);
}

ProcessResult ask_command(std::string const &command, std::chrono::seconds patience) {
    std::optional<MemoryFile> kept{"output"};
    return run(shell, by_shell(command), {}, patience, kept);
}

}  // namespace dcc
