#include "common/completion.hpp"

namespace dcc::cli {

namespace {

// As for bash: the words before the cursor select the verb, then the tool's own function offers
// what can follow.
constexpr char const zsh_engine[] = R"sh(
_dcc_complete() {
    local tool=$1 path_='' option='' word next
    integer count=0 i
    for ((i = 2; i < CURRENT; i++)); do
        word=$words[i]
        if [[ -n $option ]]; then
            option=''
        elif [[ $word == -*=* ]]; then
            :
        elif [[ $word == -* ]]; then
            if _${tool}_takes "$path_" "$word"; then option=$word; fi
        else
            next=${path_:+$path_ }$word
            if _${tool}_is_verb "$next"; then path_=$next; else ((count += 1)); fi
        fi
    done
    if [[ -z $option && $PREFIX == --*=* ]]; then
        option=${PREFIX%%=*}
        compset -P '*='
    fi
    if [[ -n $option ]]; then
        _${tool}_value "$path_" "$option"
    elif [[ $PREFIX == -* ]]; then
        _${tool}_options "$path_"
    else
        _${tool}_argument "$path_" $count
    fi
}
)sh";

std::string zsh_action(Completable const &value) {
    switch (value.kind) {
        case Completable::Kind::file: return "_files";
        case Completable::Kind::directory: return "_files -/";
        case Completable::Kind::words: return "compadd -- " + spaced(value.words);
        case Completable::Kind::free:
        case Completable::Kind::nothing: break;
    }
    return ":";
}

// "name:help" for _describe. The name must not contain a colon.
std::string described(std::string const &name, std::string const &help) {
    return " " + shell_quoted(name + ":" + help);
}

void write_case(std::string &script, std::string const &name, std::string const &subject,
                std::string const &rows) {
    script +=
        name + "() {\n    local -a offers\n    case " + subject + " in\n" + rows + "    esac\n}\n";
}

std::string row(std::string const &pattern, std::string const &commands) {
    return "        " + pattern + ") " + commands + " ;;\n";
}

std::string options(CompletedTool const &tool) {
    auto const each = [](CompletedOption const &option) {
        auto text = described("--" + option.name, option.help);
        if (!option.short_name.empty()) text += described("-" + option.short_name, option.help);
        return text;
    };
    std::string common;
    for (auto const &option : tool.options) common += each(option);
    std::string rows;
    for (auto const &verb : tool.verbs) {
        std::string offer = "offers=(";
        for (auto const &option : verb.options) offer += each(option);
        offer += common;
        offer += " ); _describe -o option offers";
        rows += row(shell_quoted(verb.path), offer);
    }
    return rows;
}

std::string arguments(CompletedTool const &tool) {
    std::string rows;
    for (auto const &verb : tool.verbs) {
        std::string names;
        for (auto const &[name, summary] : verb.verbs) names += described(name, summary);
        if (!names.empty())
            rows += row(shell_quoted(verb.path + ":0"),
                        "offers=(" + names + " ); _describe verb offers");
        for (std::size_t i = 0; i < verb.positionals.size(); ++i)
            rows += row(shell_quoted(verb.path + ":" + std::to_string(i)),
                        zsh_action(verb.positionals[i]));
    }
    return rows;
}

}  // namespace

std::string zsh_completion(std::vector<CompletedTool> const &tools) {
    std::string names;
    for (auto const &tool : tools) names += " " + tool.name;
    std::string script = "#compdef" + names + "\n" + zsh_engine;
    for (auto const &tool : tools) {
        auto const prefix = "_" + tool.name + "_";
        std::string takes;
        std::string values;
        auto const add = [&](std::string const &pattern, CompletedOption const &option) {
            if (option.value.kind == Completable::Kind::nothing) return;
            takes += row(pattern, "return 0");
            values += row(pattern, zsh_action(option.value));
        };
        std::string verbs;
        for (auto const &verb : tool.verbs) {
            for (auto const &option : verb.options)
                add(shell_quoted(verb.path + ":--" + option.name), option);
            if (!verb.path.empty()) verbs += row(shell_quoted(verb.path), "return 0");
        }
        for (auto const &option : tool.options) add("*:--" + option.name, option);
        script += "\n";
        write_case(script, prefix + "takes", "$1:$2", takes + row("*", "return 1"));
        write_case(script, prefix + "is_verb", "$1", verbs + row("*", "return 1"));
        write_case(script, prefix + "options", "$1", options(tool));
        write_case(script, prefix + "value", "$1:$2", values);
        write_case(script, prefix + "argument", "$1:$2", arguments(tool));
    }
    // When the file is autoloaded from a directory of fpath, its body is the completion function.
    // When it is sourced, it registers the function.
    return script +
           "\nif [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n"
           "    _dcc_complete $service\nelse\n"
           "    _dcc() { _dcc_complete $service }\n    compdef _dcc" +
           names + "\nfi\n";
}

}  // namespace dcc::cli
