#include "import_input.hpp"

#include "places.hpp"
#include <dcc/base/detail/uninterrupted.hpp>
#include <dcc/base/error.hpp>

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dcc::cli {
namespace {

[[noreturn]] void fail(std::filesystem::path const &file, std::string const &why) {
    throw Error{ErrorKind::no_input, say("{}: cannot read: {}", file.string(), why)};
}

}  // namespace

ImportInput::ImportInput(std::filesystem::path const &file) : file_{file} {
    stream_.exceptions(std::ios::badbit);  // an error of reading is told with its reason
    bool const is_standard = file == "-";
    handle_ =
        is_standard ? ::dup(STDIN_FILENO) : ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (handle_ < 0) fail(file, std::generic_category().message(errno));
    struct ::stat status {};
    ::fstat(handle_, &status);
    auto const refuse = [&](std::string const &why) {
        ::close(handle_);
        fail(file, why);
    };
    if (S_ISDIR(status.st_mode)) refuse("it is a directory");
    if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode) && !S_ISCHR(status.st_mode) &&
        !S_ISSOCK(status.st_mode))
        refuse("it is neither a file nor a pipe");
    is_named_ = S_ISREG(status.st_mode) && !is_standard;
    if (is_standard) return;  // the caller has opened it
    try {
        require_readable(find_caller(environment, ::getuid()), handle_, file);
    } catch (...) {
        ::close(handle_);
        throw;
    }
}

ImportInput::~ImportInput() {
    ::close(handle_);
}

ImportInput::int_type ImportInput::underflow() {
    auto const size = uninterrupted([&] { return ::read(handle_, part_.data(), part_.size()); });
    if (size < 0)
        throw Error{ErrorKind::io, say("{}: reading failed: {}", file_.string(),
                                       std::generic_category().message(errno))};
    if (size == 0) return traits_type::eof();
    setg(part_.data(), part_.data(), part_.data() + size);
    return traits_type::to_int_type(part_.front());
}

bool ImportInput::is_json() {
    auto const ending = file_.extension();
    return ending == ".jsonl" || ending == ".ndjson" || sgetc() == '{';
}

std::filesystem::path ImportInput::reject_file() const {
    return is_named_ ? std::filesystem::path{file_.string() + ".rejected"}
                     : std::filesystem::path{};
}

}  // namespace dcc::cli
