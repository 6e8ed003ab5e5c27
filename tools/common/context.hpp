#pragma once

#include "common/output.hpp"
#include "common/places.hpp"
#include "common/values.hpp"
#include <dcc/ledger/acting.hpp>
#include <dcc/model/desk.hpp>
#include <dcc/model/right.hpp>
#include <dcc/policy/share.hpp>
#include <dcc/store/protection.hpp>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dcc::cli {

// The common options as given on the command line. Others come from the Surroundings.
struct CommonOptions {
    std::optional<std::filesystem::path> db;
    std::optional<std::filesystem::path> policy;
    std::optional<std::filesystem::path> key_file;
    std::optional<std::string> actor;
    std::optional<std::string> now;
    std::optional<std::string> format;
    std::optional<std::string> color;
    std::optional<std::string> language;
    std::optional<int> timeout;
    std::optional<std::string> key;  // of a call that is to be done once
    Digest arguments{};              // of the call with a key
    bool array = false;
    bool spreadsheet = false;
    std::vector<std::string> columns;
    bool no_header = false;
    bool dry_run = false;
    bool quiet = false;
    bool verbose = false;
    bool help = false;
    bool version = false;
    bool interface = false;
};

// How errors are written on standard error: for people, or as JSON.
struct ErrorStyle {
    std::string tool;
    bool json = false;
    bool color = false;
    Translation language = nullptr;
};

inline constexpr std::string_view format_words[] = {"text", "json", "jsonl",    "csv",
                                                    "tsv",  "ids",  "markdown", "html"};
inline constexpr std::string_view color_words[] = {"auto", "always", "never"};

// The environment of a tool: variables, user, terminal, clock. Tests give their own.
struct Surroundings {
    Variable variable;
    std::function<std::string()> login;  // of the real user id, from the user database
    std::optional<Caller> caller = {};   // who runs the tool through sudo, if anybody
    bool terminal_out = false;
    bool terminal_err = false;
    std::size_t terminal_columns = 0;  // of standard output; 0 when not known
    std::function<Instant()> clock;    // the real time
};

// The surroundings of this process.
Surroundings real_surroundings();

// What every verb gets: the resolved common options, and standard output.
class Context {
  public:
    // Throws Error{usage} naming the option or the variable that is wrong. Errors are written in
    // the language of the context from then on.
    Context(ErrorStyle &errors, CommonOptions const &options, Surroundings const &around,
            Output &output);
    Context(Context const &) = delete;
    Context &operator=(Context const &) = delete;

    std::string const &tool() const noexcept { return errors_.tool; }

    // The permission that the verb needs; nothing when everyone may call it.
    std::optional<Right> right() const noexcept { return right_; }
    void set_right(std::optional<Right> right) { right_ = right; }
    // Both throw Error{usage} when neither the call nor the environment says where they are.
    std::filesystem::path const &db() const;
    std::filesystem::path const &policy_file() const;
    bool has_place() const noexcept { return has_place_; }        // of the desk
    bool policy_given() const noexcept { return policy_given_; }  // not merely the default place
    // The policy beside the desk, not beside a link to it: the desk's own.
    std::filesystem::path own_policy() const;
    // The shared data and that of the desk. Throws Error{no_input} when there is none.
    SharePlaces share() const;
    // The shared data of the call, if it is not that of the tools.
    std::optional<std::filesystem::path> foreign_share() const {
        return cli::foreign_share(variable_);
    }
    // Where compiled policies are kept; empty when none are kept.
    std::filesystem::path cache() const { return cache_directory(variable_); }
    // The file of the master key, if it comes from one.
    std::optional<std::filesystem::path> const &key_file() const noexcept { return key_file_; }
    // The master key, read when it is needed first; empty when none is named.
    store::KeySource const &key() const noexcept { return key_; }
    std::string const &actor() const noexcept { return actor_; }
    // The operating system's name of whoever called the tool, also through sudo.
    std::string const &user() const noexcept { return user_; }
    bool through_sudo() const noexcept { return through_sudo_; }
    std::chrono::seconds timeout() const noexcept { return timeout_; }
    bool dry_run() const noexcept { return dry_run_; }
    bool quiet() const noexcept { return quiet_; }
    bool verbose() const noexcept { return verbose_; }
    Format format() const noexcept { return style_.format; }
    bool terminal_err() const noexcept { return terminal_err_; }

    // The call, if it has a key: it is to be done once.
    std::optional<event::CallMade> const &call() const noexcept { return call_; }
    void set_call(std::string name) {
        if (call_) call_->call = std::move(name);
    }
    // The content of a file is one of the arguments of the call.
    void add_to_call(Digest const &content) {
        if (call_) call_->arguments = digest(hex(call_->arguments) + hex(content));
    }
    // Holds back the output of the call until complete() has run `commit` with the ids of its
    // receipts, and keeps the desk until then.
    void complete_by(std::shared_ptr<void> desk,
                     std::function<void(std::vector<std::string> const &)> commit);
    void complete();
    // Drops the output that is held back. Whether there was any to be expected.
    bool give_up();

    // The present: the clock as it was when the tool began, or --now read in the zone.
    Instant now(Zone const &zone) const;
    Instant now() const { return now(style_.zone); }
    // Who acts, and when.
    ledger::Acting acting() const;

    // The zone in which instants are printed and local times are read; UTC until it is set.
    Zone const &zone() const noexcept { return style_.zone; }
    void use_zone(Zone zone) { style_.zone = std::move(zone); }
    // The zone of a desk, and its language unless the call names one.
    void use_desk(std::string const &zone, std::string_view language);

    // The language in which people read the output: that of the call, else the desk's, which is
    // known once the policy is; until then that of the locale.
    Translation language() const noexcept { return style_.language; }

    // Prints the result of the verb in the chosen format. A table is a list already, whatever was
    // expected.
    void print(Table const &table);
    void print(Sheet const &sheet);

    // Prints one of the sheets of a call; after expect_several() it is an element of a list.
    void print_one(Sheet const &sheet);

    // Prints a line of text unchanged, whatever the format.
    void print_line(std::string_view text);

    // Prints again what an earlier call with the key of this one answered with; the sheet of an id
    // is the thing as it is now, and says that the call was repeated.
    void print_earlier(std::vector<std::string> const &receipt,
                       std::function<Sheet(std::string const &id)> const &sheet);

    // Prints the result of a verb that creates or changes an item: its id; in JSON and in a dry run
    // the complete sheet. Call it once for each item.
    void receipt(std::string_view id, std::function<Sheet()> const &sheet);

    // From here on sheets are elements of a list, so that JSON is an array.
    void expect_several();

    // Ends an open list and writes all output. Throws Error{io} when that fails. If the call has
    // changed the desk, as `changed` or receipts say, throws Error{unprinted}, which says what was
    // done, also when the reader of the output has ended.
    void finish(bool changed = false);

    // Prints a line on standard error, unless --quiet.
    void note(Note const &note) const;

    // Prints a line on standard error, only with --verbose.
    void remark(Wording const &text) const;

    Output &output() noexcept { return output_; }
    Style const &style() const noexcept { return style_; }
    ErrorStyle const &error_style() const noexcept { return errors_; }

  private:
    void print_receipt(std::string_view id, std::function<Sheet()> const &sheet);
    Error unprinted(std::string const &why) const;
    // Runs print(), whose error must not hide what was done, so that nobody does it again.
    void telling(bool changed, std::function<void()> const &print);

    void speak(Translation language);

    ErrorStyle &errors_;
    bool language_given_ = false;
    std::optional<Right> right_;
    std::filesystem::path db_;
    bool has_place_ = true;
    std::filesystem::path policy_;
    bool policy_given_ = false;
    std::optional<std::filesystem::path> key_file_;
    store::KeySource key_;
    Variable variable_;
    std::string actor_;
    std::string user_;
    bool through_sudo_;
    std::string now_text_;
    std::function<Instant()> clock_;
    Instant begun_;
    std::chrono::seconds timeout_{5};
    bool dry_run_;
    bool quiet_;
    bool verbose_;
    bool terminal_err_;
    std::optional<event::CallMade> call_;
    std::shared_ptr<void> desk_;
    std::function<void(std::vector<std::string> const &)> commit_;
    Style style_;
    Output &output_;
    bool several_ = false;
    std::size_t receipts_ = 0;
    std::vector<std::string> done_;  // the ids of receipts
};

}  // namespace dcc::cli
