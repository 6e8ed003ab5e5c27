#include "common/master_key.hpp"

#include <dcc/base/durable_file.hpp>
#include <dcc/base/error.hpp>
#include <dcc/base/new_file.hpp>
#include <dcc/base/process.hpp>

#include <chrono>
#include <string>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

// A command may ask another machine, or a person for a password.
constexpr std::chrono::seconds command_patience{60};

// The key in a text, which is wiped. `source` is for messages; the text is in none.
SecretKey key_in(std::string text, std::string const &source) {
    auto const key = SecretKey::parse(text);
    wipe(text);
    if (!key)
        throw Error{ErrorKind::data, say("{}: is not a master key", source),
                    "a master key is 32 random bytes in base64, 44 characters"};
    return *key;
}

SecretKey key_by(std::string const &command) {
    auto result = ask_command(command, command_patience);
    if (result.succeeded()) return key_in(std::move(result.output), "DCC_KEY_COMMAND");
    wipe(result.output);
    auto const how = result.timed_out ? say("took longer than {} s", command_patience.count())
                     : result.signal  ? say("was ended by signal {}", *result.signal)
                                      : say("ended with status {}", *result.status);
    throw Error{ErrorKind::no_input, say("DCC_KEY_COMMAND: the command {}{}{}", how,
                                         result.error.empty() ? "" : ": ", result.error)};
}

}  // namespace

SecretKey read_master_key(std::filesystem::path const &file) {
    return key_in(read_secret(file), file.string());
}

SecretKey make_master_key(std::filesystem::path const &file) {
    auto const key = SecretKey::generate();
    auto text = key.text() + "\n";
    NewFile made{file};
    made.create({0600}, text);
    wipe(text);
    made.keep();
    return key;
}

store::KeySource key_source(std::optional<std::filesystem::path> const &file,
                            Variable const &variable) {
    if (file) return [name = *file] { return read_master_key(name); };
    if (auto const key = variable("DCC_KEY"); key && !key->empty())
        return [text = *key] { return key_in(text, "DCC_KEY"); };
    if (auto const command = variable("DCC_KEY_COMMAND"); command && !command->empty())
        return [text = *command] { return key_by(text); };
    return {};
}

}  // namespace dcc::cli
