#pragma once

#include "common/context.hpp"
#include "common/values.hpp"

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dcc::cli {

// The values that the call gives for one argument.
struct Given {
    std::size_t parameter;            // which of the argument's parameters was used
    std::vector<std::string> values;  // at least one
    StandardInput &input;
};
using Taker = std::function<void(Given const &)>;

// One option or positional as it is declared. Parser, help, completion and the check of the manual
// page all read these; CLI11 gets only those of the verb that is called.
struct Parameter {
    std::string name;         // "body"; empty for a positional
    std::string placeholder;  // "TEXT"; a flag has none
    Wording help;
    std::string short_name = {};  // "q"
    bool many = false;            // a positional that takes all remaining words
    bool hidden = false;          // from people

    bool is_positional() const noexcept { return name.empty(); }
    bool is_flag() const noexcept { return placeholder.empty(); }
};

// A declared argument: one parameter, or alternatives of which one may be given.
class Argument {
  public:
    struct Entry {
        std::vector<Parameter> parameters;
        std::string name;  // as messages call it: "CASE", "--body or --body-file"
        bool required = false;
        bool once = true;  // an error when given twice
        Taker take;
    };
    explicit Argument(Entry &entry) : entry_{&entry} {}

    // Makes an option required; makes a positional optional.
    Argument &required();
    Argument &optional();

    // The option can be repeated, and the last one wins: for options that people put into aliases.
    Argument &last_wins();

    // Omits the argument from help and completion.
    Argument &hidden();

  private:
    Entry *entry_;
};

// In place of a permission, for verbs that show only the policy or shared data.
inline constexpr std::optional<Right> everyone{};

// A verb of a tool, declared once: parser, help, man page check and completion all come from here.
// Targets are written when the call has been parsed and must live as long as the tool: use a
// shared_ptr to a plain struct that the action holds too.
class Verb {
  public:
    Verb(Verb const &) = delete;
    Verb &operator=(Verb const &) = delete;
    ~Verb();

    // A verb below this one: "calendar" "due". A verb has either verbs or positionals.
    Verb &verb(std::string const &name, Wording const &summary);

    // Paragraphs for --help, below the summary.
    Verb &details(Wording const &text);

    // The verb changes the desk, so it takes --dry-run, --timeout and --id.
    Verb &writes();

    // The verb looks after the desk as a whole and is safe to repeat as it is: it takes no --id.
    Verb &maintains();

    // The action of the verb, and the permission that it needs, or `everyone`.
    Verb &run(std::optional<Right> right, std::function<void(Context &)> action);

    // T is anything that read_value() reads, or std::optional or std::vector of it. A positional is
    // required unless T is std::optional or optional() is called; a vector takes all remaining
    // words.
    template <class T>
    Argument positional(std::string const &placeholder, T &target, Wording const &help) {
        return add_positional(placeholder, help, is_vector(target), is_optional(target),
                              taker(target));
    }

    // --name PLACEHOLDER; a vector is filled by repeating the option. The placeholder FILE is
    // completed with files, DIR with directories, "a|b" with these words.
    template <class T>
    Argument option(std::string const &name, T &target, std::string const &placeholder,
                    Wording const &help) {
        return add_option(name, placeholder, help, is_vector(target), taker(target));
    }

    // The same, one of the words; a mistyped one is answered with the nearest.
    template <class T>
    Argument choice(std::string const &name, T &target, std::vector<std::string> const &words,
                    Wording const &help) {
        return add_option(name, joined(words), help, is_vector(target),
                          checked(words, taker(target)));
    }
    template <class T>
    Argument choice_positional(T &target, std::vector<std::string> const &words,
                               Wording const &help) {
        return add_positional(joined(words), help, is_vector(target), is_optional(target),
                              checked(words, taker(target)));
    }

    // --name A,B,…: values separated by commas; repeating the option adds to them.
    template <class T>
    Argument list(std::string const &name, std::vector<T> &target, std::string const &placeholder,
                  Wording const &help) {
        return add_option(name, placeholder, help, true, split(taker(target)));
    }

    // The same, some of the words, which are too many for the placeholder.
    template <class T>
    Argument list(std::string const &name, std::vector<T> &target, std::string const &placeholder,
                  std::vector<std::string> const &words, Wording const &help) {
        return add_option(name, placeholder, help, true, split(checked(words, taker(target))));
    }

    // The same, some of the words.
    template <class T>
    Argument choices(std::string const &name, std::vector<T> &target,
                     std::vector<std::string> const &words, Wording const &help) {
        return add_option(name, joined(words), help, true, split(checked(words, taker(target))));
    }

    Argument flag(std::string const &name, bool &target, Wording const &help);

    // CASE…: numbers or external ids; "-" reads words from standard input.
    Argument cases(Cases &target, Wording const &help = "the cases: C42, 42 or ext:ABC-7");

    // --name TEXT or --name-file FILE; "-" is standard input for both. Line ends at the end of a
    // file are dropped.
    Argument text(std::string const &name, std::string &target, Wording const &help);
    Argument text(std::string const &name, std::optional<std::string> &target, Wording const &help);

    std::string const &name() const noexcept { return name_; }  // "due"
    std::string path() const;  // "calendar due"; empty for the tool itself
    Verb const *parent() const noexcept { return parent_; }
    Wording const &summary() const noexcept { return summary_; }
    Wording const &details() const noexcept { return details_; }
    Wording const &section() const noexcept { return section_; }
    bool is_writer() const noexcept { return writes_; }
    bool takes_key() const noexcept { return takes_key_; }
    std::optional<Right> right() const noexcept { return right_; }
    bool has_action() const noexcept { return static_cast<bool>(action_); }
    std::vector<std::unique_ptr<Verb>> const &verbs() const noexcept { return verbs_; }
    std::deque<Argument::Entry> const &arguments() const noexcept { return entries_; }

    void operator()(Context &context) const { action_(context); }

    // Passes the values that the call gives for each parameter to its taker. Throws Error{usage}
    // naming the argument that is wrong or missing.
    using Values = std::function<std::vector<std::string>(Parameter const &)>;
    void take(Values const &values, StandardInput &input) const;

  private:
    friend class Tool;
    Verb(Verb const *parent, std::string name, Wording summary);

    Argument add_positional(std::string const &placeholder, Wording const &help, bool many,
                            bool optional, Taker take);
    Argument add_option(std::string const &name, std::string const &placeholder,
                        Wording const &help, bool many, Taker take);
    Argument add_text(std::string const &name, Wording const &help,
                      std::function<void(std::string)> set);
    static std::string joined(std::vector<std::string> const &words);
    static Taker checked(std::vector<std::string> words, Taker take);
    static Taker split(Taker take);

    template <class T>
    static constexpr bool is_vector(T const &) {
        return false;
    }
    template <class T>
    static constexpr bool is_vector(std::vector<T> const &) {
        return true;
    }
    template <class T>
    static constexpr bool is_optional(T const &) {
        return false;
    }
    template <class T>
    static constexpr bool is_optional(std::optional<T> const &) {
        return true;
    }

    template <class T>
    static Taker taker(T &target) {
        return [&target](Given const &given) { read_value(given.values.back(), target); };
    }
    template <class T>
    static Taker taker(std::optional<T> &target) {
        return [&target](Given const &given) { read_value(given.values.back(), target.emplace()); };
    }
    template <class T>
    static Taker taker(std::vector<T> &target) {
        return [&target](Given const &given) {
            for (auto const &value : given.values) read_value(value, target.emplace_back());
        };
    }

    Verb const *parent_;
    std::string name_;
    Wording summary_;
    Wording details_;
    Wording section_;  // its heading in the tool's help
    bool writes_ = false;
    bool takes_key_ = false;
    std::optional<Right> right_;
    std::function<void(Context &)> action_;
    std::vector<std::unique_ptr<Verb>> verbs_;
    std::deque<Argument::Entry> entries_;
};

// A tool: its verbs and the common options of all tools.
class Tool {
  public:
    Tool(std::string const &name, Wording const &summary);
    Tool(Tool &&) noexcept;
    ~Tool();

    Verb &verb(std::string const &name, Wording const &summary);

    // What a call without a verb shows, once there is a desk: see report/glance.hpp.
    void at_a_glance(Right right, std::function<void(Context &)> show);

    // The heading in --help for the verbs declared from here on.
    Tool &section(Wording title);

    std::string name() const { return root_->name(); }
    Verb &root() const noexcept { return *root_; }

    // Declares the common options. Call it once all verbs are declared, since some depend on them.
    void complete();

    // Finds the verb of a call and takes its arguments. Throws Error{usage}.
    Verb const &parse(std::vector<std::string> words);

    CommonOptions const &common() const noexcept { return *common_; }

  private:
    void declare_common();

    std::unique_ptr<CommonOptions> common_;
    std::unique_ptr<Verb> root_;
    Wording section_;
};

}  // namespace dcc::cli
