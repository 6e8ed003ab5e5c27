#include "common/completion.hpp"

namespace dcc::cli {

namespace {

// The part that all tools share. `path` becomes the verb that the words before the cursor have
// reached; readline has split "--format=json" into three words. The lists come from the tool's own
// functions, NAME_at PATH and NAME_value PATH OPTION.
constexpr char const bash_engine[] = R"sh(# bash completion for dcc

_dcc_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur"); }
_dcc_files() { mapfile -t COMPREPLY < <(compgen -f -- "$cur"); compopt -o filenames 2>/dev/null; }
_dcc_directories() {
    mapfile -t COMPREPLY < <(compgen -d -- "$cur")
    compopt -o filenames 2>/dev/null
}

_dcc_complete() {
    local tool=$1 cur=${COMP_WORDS[COMP_CWORD]} path='' option='' count=0 i word next verbs words
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $word == '=' ]]; then
            continue
        elif [[ $option ]]; then
            option=''
        elif [[ $word == -* ]]; then
            if "_${tool}_takes" "$path" "$word"; then option=$word; fi
        else
            next=${path:+$path }$word
            if "_${tool}_is_verb" "$next"; then path=$next; else count=$((count + 1)); fi
        fi
    done
    if [[ $cur == '=' ]]; then cur=''; fi
    if [[ $option ]]; then
        "_${tool}_value" "$path" "$option"
    elif [[ $cur == -* ]]; then
        "_${tool}_options" "$path"
    else
        "_${tool}_argument" "$path" "$count"
    fi
}
)sh";

std::string bash_action(Completable const &value) {
    switch (value.kind) {
        case Completable::Kind::file: return "_dcc_files";
        case Completable::Kind::directory: return "_dcc_directories";
        case Completable::Kind::words: return "_dcc_words " + shell_quoted(spaced(value.words));
        case Completable::Kind::free:
        case Completable::Kind::nothing: break;
    }
    return ":";
}

std::string both_names(CompletedOption const &option) {
    return option.short_name.empty() ? "--" + option.name
                                     : "-" + option.short_name + " --" + option.name;
}

// A shell function whose body is a `case` over patterns.
class Function {
  public:
    Function(std::string &script, std::string const &name, std::string const &subject)
        : script_{script} {
        script_ += name + "() {\n    case " + subject + " in\n";
    }
    void row(std::string const &pattern, std::string const &commands) {
        script_ += "        " + pattern + ") " + commands + " ;;\n";
    }
    ~Function() { script_ += "    esac\n}\n"; }

  private:
    std::string &script_;
};

void options(std::string &script, std::string const &prefix, CompletedTool const &tool) {
    std::string common;
    for (auto const &option : tool.options) common += " " + both_names(option);
    Function function{script, prefix + "options", "$1"};
    for (auto const &verb : tool.verbs) {
        std::string names;
        for (auto const &option : verb.options) names += both_names(option) + " ";
        function.row(shell_quoted(verb.path),
                     "_dcc_words " + shell_quoted(names + common.substr(1)));
    }
}

// Which options take a value, and what it can be.
void values(std::string &script, std::string const &prefix, CompletedTool const &tool) {
    auto const each = [&](auto const &row) {
        for (auto const &verb : tool.verbs)
            for (auto const &option : verb.options)
                if (option.value.kind != Completable::Kind::nothing)
                    row(shell_quoted(verb.path + ":--" + option.name), option.value);
        for (auto const &option : tool.options)
            if (option.value.kind != Completable::Kind::nothing)
                row("*:--" + option.name, option.value);
    };
    {
        Function takes{script, prefix + "takes", "$1:$2"};
        each([&](std::string const &pattern, Completable const &) {
            takes.row(pattern, "return 0");
        });
        takes.row("*", "return 1");
    }
    Function value{script, prefix + "value", "$1:$2"};
    each([&](std::string const &pattern, Completable const &what) {
        value.row(pattern, bash_action(what));
    });
}

void arguments(std::string &script, std::string const &prefix, CompletedTool const &tool) {
    {
        Function is_verb{script, prefix + "is_verb", "$1"};
        for (auto const &verb : tool.verbs)
            if (!verb.path.empty()) is_verb.row(shell_quoted(verb.path), "return 0");
        is_verb.row("*", "return 1");
    }
    Function argument{script, prefix + "argument", "$1:$2"};
    for (auto const &verb : tool.verbs) {
        std::vector<std::string> names;
        for (auto const &[name, summary] : verb.verbs) names.push_back(name);
        if (!names.empty())
            argument.row(shell_quoted(verb.path + ":0"),
                         "_dcc_words " + shell_quoted(spaced(names)));
        for (std::size_t i = 0; i < verb.positionals.size(); ++i)
            argument.row(shell_quoted(verb.path + ":" + std::to_string(i)),
                         bash_action(verb.positionals[i]));
    }
}

}  // namespace

std::string bash_completion(std::vector<CompletedTool> const &tools) {
    std::string script = bash_engine;
    for (auto const &tool : tools) {
        auto const prefix = "_" + tool.name + "_";
        script += "\n";
        options(script, prefix, tool);
        values(script, prefix, tool);
        arguments(script, prefix, tool);
        script += "_" + tool.name + "() { _dcc_complete " + tool.name + "; }\n";
        script += "complete -F _" + tool.name + " " + tool.name + "\n";
    }
    return script;
}

}  // namespace dcc::cli
