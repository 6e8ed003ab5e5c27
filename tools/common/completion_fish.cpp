#include "common/completion.hpp"

namespace dcc::cli {

namespace {

// Whether the words before the cursor have reached just this verb. $dcc_verbs_TOOL lists the tool's
// verbs, $dcc_takes_TOOL its options that take a value, as PATH:OPTION or :OPTION when common.
constexpr char const fish_engine[] = R"fish(# fish completion for dcc

function __dcc_at --argument-names tool wanted count
    set -l verbs_name dcc_verbs_(string replace -a - _ $tool)
    set -l takes_name dcc_takes_(string replace -a - _ $tool)
    set -l words (commandline -opc)
    set -l path ''
    set -l skip 0
    set -l seen 0
    for word in $words[2..-1]
        if test $skip = 1
            set skip 0
        else if string match -q -- '-*' $word
            if contains -- "$path:$word" $$takes_name; or contains -- ":$word" $$takes_name
                set skip 1
            end
        else
            set -l next (string trim -- "$path $word")
            if contains -- $next $$verbs_name
                set path $next
            else
                set seen (math $seen + 1)
            end
        end
    end
    test "$path" = "$wanted"; and test -z "$count" -o "$seen" = "$count"
end
)fish";

std::string arguments_of(Completable const &value) {
    switch (value.kind) {
        case Completable::Kind::nothing: return "";
        case Completable::Kind::free: return " -x";
        case Completable::Kind::file: return " -r -F";
        case Completable::Kind::directory: return " -x -a '(__fish_complete_directories)'";
        case Completable::Kind::words: return " -x -a " + fish_quoted(spaced(value.words));
    }
    return "";
}

std::string at(std::string const &tool, std::string const &path, std::string const &count = {}) {
    return fish_quoted("__dcc_at " + tool + " \"" + path + "\" " + count);
}

std::string option_line(std::string const &tool, CompletedOption const &option,
                        std::string const &condition) {
    return "complete -c " + tool + condition +
           (option.short_name.empty() ? "" : " -s " + option.short_name) + " -l " + option.name +
           arguments_of(option.value) + " -d " + fish_quoted(option.help) + "\n";
}

void write_lists(std::string &script, CompletedTool const &tool) {
    auto variable = tool.name;
    for (auto &c : variable)
        if (c == '-') c = '_';
    script += "set -g dcc_verbs_" + variable;
    for (auto const &verb : tool.verbs)
        if (!verb.path.empty()) script += " " + fish_quoted(verb.path);
    script += "\nset -g dcc_takes_" + variable;
    for (auto const &verb : tool.verbs)
        for (auto const &option : verb.options)
            if (option.value.kind != Completable::Kind::nothing)
                script += " " + fish_quoted(verb.path + ":--" + option.name);
    for (auto const &option : tool.options)
        if (option.value.kind != Completable::Kind::nothing)
            script += " " + fish_quoted(":--" + option.name);
    script += "\n";
}

}  // namespace

std::string fish_completion(std::vector<CompletedTool> const &tools) {
    std::string script = fish_engine;
    for (auto const &tool : tools) {
        script += "\n";
        write_lists(script, tool);
        script += "complete -c " + tool.name + " -f\n";
        for (auto const &option : tool.options) script += option_line(tool.name, option, "");
        for (auto const &verb : tool.verbs) {
            for (auto const &[name, summary] : verb.verbs)
                script += "complete -c " + tool.name + " -n " + at(tool.name, verb.path, "0") +
                          " -a " + name + " -d " + fish_quoted(summary) + "\n";
            for (auto const &option : verb.options)
                script += option_line(tool.name, option, " -n " + at(tool.name, verb.path));
            for (std::size_t i = 0; i < verb.positionals.size(); ++i) {
                auto const &what = verb.positionals[i];
                auto const condition = "complete -c " + tool.name + " -n " +
                                       at(tool.name, verb.path, std::to_string(i));
                if (what.kind == Completable::Kind::words)
                    script += condition + " -a " + fish_quoted(spaced(what.words)) + "\n";
                if (what.kind == Completable::Kind::file) script += condition + " -F\n";
                if (what.kind == Completable::Kind::directory)
                    script += condition + " -a '(__fish_complete_directories)'\n";
            }
        }
    }
    return script;
}

}  // namespace dcc::cli
