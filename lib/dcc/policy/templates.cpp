#include <dcc/base/text.hpp>
#include <dcc/policy/detail/sections.hpp>
#include <dcc/policy/detail/templates.hpp>
#include <dcc/policy/templates.hpp>

#include <algorithm>
#include <array>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc {
namespace {

using Kinds = unsigned;  // a bit each

constexpr Kinds kinds(std::initializer_list<MessageKind> list) {
    Kinds set = 0;
    for (auto const kind : list) set |= 1U << static_cast<unsigned>(kind);
    return set;
}

constexpr Kinds all = (1U << message_kind_words.size()) - 1;

struct Placeholder {
    std::string_view name;
    Kinds known_to;
};

// Nothing of who works on a case, or what is noted on it, is among them.
constexpr std::array<Placeholder, 18> placeholders{{
    {"case", all},
    {"subject", all},
    {"customer", all},
    {"desk", all},
    {"channel", all},
    {"category", all},
    {"received", all},
    {"zone", all},
    {"expected", kinds({MessageKind::acknowledgement, MessageKind::missing, MessageKind::progress,
                        MessageKind::reminder, MessageKind::waiting})},
    {"missing", kinds({MessageKind::acknowledgement, MessageKind::missing})},
    {"body", kinds({MessageKind::progress, MessageKind::result})},
    {"promised", kinds({MessageKind::promise})},
    {"was_promised", kinds({MessageKind::promise})},
    {"reason", kinds({MessageKind::promise})},
    {"closes", kinds({MessageKind::reminder})},
    {"token", kinds({MessageKind::survey})},
    {"dimensions", kinds({MessageKind::survey})},
    {"effort_high", kinds({MessageKind::survey})},
}};

bool knows(MessageKind kind, std::string_view name) {
    return std::ranges::any_of(placeholders, [&](Placeholder const &one) {
        return one.name == name && (one.known_to & kinds({kind})) != 0;
    });
}

bool is_known(std::string_view name) {
    return std::ranges::count(placeholders, name, &Placeholder::name) > 0;
}

// A piece of a template: text as it stands, or a placeholder's name.
struct Piece {
    std::string_view text;
    bool is_name = false;
};

// Hands the pieces of the text in turn to `take`. False at a brace without its other half.
template <class Take>
bool each_piece(std::string_view text, Take const &take) {
    while (!text.empty()) {
        auto const brace = text.find_first_of("{}");
        if (brace != 0) take(Piece{text.substr(0, brace)});
        if (brace == std::string_view::npos) return true;
        text.remove_prefix(brace);
        if (text.size() > 1 && text[1] == text[0]) {
            take(Piece{text.substr(0, 1)});
            text.remove_prefix(2);
            continue;
        }
        auto const end = text.find_first_of("{}\n", 1);
        if (text[0] == '}' || end == std::string_view::npos || text[end] != '}') return false;
        take(Piece{text.substr(1, end - 1), true});
        text.remove_prefix(end + 1);
    }
    return true;
}

// A line filled in; nothing when a value is not known.
std::optional<std::string> fill_line(std::string_view line, Values const &values) {
    std::string filled;
    bool whole = true;
    each_piece(line, [&](Piece const &piece) {
        if (!piece.is_name) {
            filled += piece.text;
            return;
        }
        auto const value = values.find(piece.text);
        if (value == values.end() || value->second.empty())
            whole = false;
        else
            filled += value->second;
    });
    return whole ? std::optional{filled} : std::nullopt;
}

std::string wording_name(std::string_view language) {
    return fmt::format("templates/{}.toml", language);
}

struct LoadedWording {
    Wording wording;
    std::vector<Finding> findings;
};

LoadedWording load_wording(std::filesystem::path const &share, std::string_view language) {
    auto const name = wording_name(language);
    std::ifstream input{share / name, std::ios::binary};
    if (!input)
        throw Error{ErrorKind::no_input, fmt::format("cannot read {}", (share / name).string()),
                    "the texts of messages are among the shared data, which DCC_SHARE names"};
    std::string const text{std::istreambuf_iterator<char>{input}, {}};
    LoadedWording loaded;
    policy_file::TomlReading reading{name};
    if (auto const parsed = policy_file::parse(reading, text)) {
        policy_file::TomlTable root{reading, *parsed, ""};
        root.require("customer", loaded.wording.customer);
        root.table("facts", [&](policy_file::TomlTable &facts) {
            for (auto const &key : facts.keys())
                facts.require(key.text, loaded.wording.facts[key.text]);
        });
        policy_file::read_templates(root, true, [&](MessageKind kind, Template made) {
            loaded.wording.templates[kind] = std::move(made);
        });
        root.close();
    }
    loaded.findings = reading.take();
    return loaded;
}

}  // namespace

Wording read_wording(std::filesystem::path const &share, std::string_view language) {
    auto loaded = load_wording(share, language);
    if (!loaded.findings.empty()) throw_findings(loaded.findings);
    return std::move(loaded.wording);
}

std::vector<Finding> check_wordings(std::filesystem::path const &share) {
    std::vector<Finding> findings;
    for (auto const *const language : {"zh", "en"})
        std::ranges::move(load_wording(share, language).findings, std::back_inserter(findings));
    return findings;
}

std::vector<std::string_view> placeholders_of(MessageKind kind) {
    std::vector<std::string_view> names;
    for (auto const &one : placeholders)
        if (knows(kind, one.name)) names.push_back(one.name);
    return names;
}

std::string template_fault(MessageKind kind, std::string_view text) {
    std::string fault;
    bool const balanced = each_piece(text, [&](Piece const &piece) {
        if (!piece.is_name || !fault.empty() || knows(kind, piece.text)) return;
        auto const names = placeholders_of(kind);
        if (is_known(piece.text)) {
            fault = fmt::format("{{{}}} is nothing that {} can tell, which has: {}", piece.text,
                                word(kind), fmt::join(names, ", "));
            return;
        }
        auto const near = piece.text.size() > 64 ? std::string_view{} : nearest(piece.text, names);
        fault = fmt::format("unknown placeholder {}{}", policy_file::quote(piece.text),
                            near.empty()
                                ? fmt::format("; there are: {}", fmt::join(names, ", "))
                                : fmt::format(" (did you mean {}?)", policy_file::quote(near)));
    });
    if (fault.empty() && !balanced)
        fault = "a brace without its other half; a brace itself is written {{ or }}";
    return fault;
}

std::string fill(std::string_view text, Values const &values) {
    std::string filled;
    bool left_out = false;
    while (!text.empty()) {
        auto const end = text.find('\n');
        auto const line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        auto const made = fill_line(line, values);
        bool const after_blank = filled.empty() || filled.ends_with("\n\n");
        // Of the blank lines around what is left out, one remains.
        if (made && !(line.empty() && left_out && after_blank))
            filled += end == std::string_view::npos ? *made : *made + '\n';
        left_out = !made || (line.empty() && left_out);
    }
    return filled;
}

namespace policy_file {

void read_templates(TomlTable &table, bool complete,
                    std::function<void(MessageKind, Template)> const &take) {
    for (auto const &[kind, name] : message_kind_words) {
        bool const found = table.table(name, [&, kind = kind](TomlTable &entry) {
            Template made;
            made.place = entry.place();
            auto const read = [&](char const *key, std::string &out) {
                if (complete ? !entry.require(key, out) : !entry.get(key, out)) return;
                if (auto const fault = template_fault(kind, out); !fault.empty())
                    entry.error_at(key, fmt::format("{}: {}", key, fault));
                else if (!complete && trim(out).empty())
                    entry.error_at(key, fmt::format("{} is empty", key));
            };
            read("subject", made.subject);
            read("body", made.body);
            if (printable(made.subject) != made.subject)
                entry.error_at("subject", "subject: one line without control characters is wanted");
            take(kind, std::move(made));
        });
        if (!found && complete && !table.has(name))
            table.error(fmt::format("[{}] is missing", name));
    }
}

}  // namespace policy_file
}  // namespace dcc
