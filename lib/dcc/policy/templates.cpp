#include <dcc/base/text.hpp>
#include <dcc/policy/detail/template_pieces.hpp>
#include <dcc/policy/detail/templates.hpp>
#include <dcc/policy/templates.hpp>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>

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

// None for customers tells the assignee or internal notes, which they must not see.
constexpr std::array<Placeholder, 38> placeholders{{
    {"case", all},
    {"subject", all},
    {"customer", all},
    {"desk", all},
    {"channel", all},
    {"category", all},
    {"received", all},
    {"zone", all},
    {"expected", kinds({MessageKind::acknowledgement, MessageKind::missing, MessageKind::progress,
                        MessageKind::reminder, MessageKind::waiting, MessageKind::alert,
                        MessageKind::complaint})},
    {"missing",
     kinds({MessageKind::acknowledgement, MessageKind::missing, MessageKind::complaint})},
    {"body", kinds({MessageKind::progress, MessageKind::result, MessageKind::decision,
                    MessageKind::incident})},
    {"promised", kinds({MessageKind::promise})},
    {"was_promised", kinds({MessageKind::promise})},
    {"reason", kinds({MessageKind::promise, MessageKind::extension, MessageKind::visit,
                      MessageKind::visit_cancelled})},
    {"closes", kinds({MessageKind::reminder})},
    {"token", kinds({MessageKind::survey})},
    {"dimensions", kinds({MessageKind::survey})},
    {"effort_high", kinds({MessageKind::survey})},
    {"round", kinds({MessageKind::decision, MessageKind::complaint})},
    {"decision", kinds({MessageKind::decision})},
    {"remedies", kinds({MessageKind::decision})},
    {"remedies_due", kinds({MessageKind::decision})},
    {"answer_by", kinds({MessageKind::decision})},
    {"next_round", kinds({MessageKind::decision})},
    {"outside_body", kinds({MessageKind::decision, MessageKind::closing})},
    {"due", kinds({MessageKind::extension, MessageKind::warning, MessageKind::escalation})},
    {"severity", kinds({MessageKind::alert, MessageKind::incident_alert})},
    {"type", kinds({MessageKind::alert})},
    {"visit_from", kinds({MessageKind::visit, MessageKind::visit_cancelled})},
    {"visit_to", kinds({MessageKind::visit, MessageKind::visit_cancelled})},
    {"technician", kinds({MessageKind::visit, MessageKind::visit_cancelled})},
    {"place", kinds({MessageKind::visit, MessageKind::visit_cancelled})},
    {"clock", kinds({MessageKind::warning, MessageKind::escalation})},
    {"share", kinds({MessageKind::warning})},
    {"assignee", kinds({MessageKind::warning, MessageKind::escalation})},
    {"priority", kinds({MessageKind::warning, MessageKind::escalation})},
    {"incident", kinds({MessageKind::incident, MessageKind::incident_alert})},
    {"title", kinds({MessageKind::incident, MessageKind::incident_alert})},
}};

bool knows(MessageKind kind, std::string_view name) {
    return std::ranges::any_of(placeholders, [&](Placeholder const &one) {
        return one.name == name && (one.known_to & kinds({kind})) != 0;
    });
}

bool is_known(std::string_view name) {
    return std::ranges::count(placeholders, name, &Placeholder::name) > 0;
}

}  // namespace

std::vector<std::string_view> placeholders_of(MessageKind kind) {
    std::vector<std::string_view> names;
    for (auto const &one : placeholders)
        if (knows(kind, one.name)) names.push_back(one.name);
    return names;
}

namespace {

// What is wrong with a text that may use the placeholders in `names`. `explain` may return a
// message for another placeholder; when it is empty a general message is used.
template <class Explain>
Wording fault_of(std::string_view text, std::span<std::string_view const> names,
                 Explain const &explain) {
    Wording fault;
    bool const balanced = policy_file::each_piece(text, [&](policy_file::Piece const &piece) {
        if (!piece.is_name || !fault.empty() || std::ranges::count(names, piece.text) > 0) return;
        fault = explain(piece.text);
        if (!fault.empty()) return;
        auto const near = piece.text.size() > 64 ? std::string_view{} : nearest(piece.text, names);
        fault = say("unknown placeholder {}{}", policy_file::quote(piece.text),
                    near.empty() ? say("; there are: {}", fmt::format("{}", fmt::join(names, ", ")))
                                 : say(" (did you mean {}?)", policy_file::quote(near)));
    });
    if (fault.empty() && !balanced)
        fault = "unbalanced brace; write {{ or }} for a brace in the text";
    return fault;
}

}  // namespace

Wording template_fault(MessageKind kind, std::string_view text) {
    auto const names = placeholders_of(kind);
    return fault_of(text, names, [&](std::string_view name) {
        return is_known(name) ? say("{{{}}} is not available in {}, which has: {}", name, kind,
                                    fmt::join(names, ", "))
                              : Wording{};
    });
}

Wording text_fault(std::string_view text, std::span<std::string_view const> names) {
    return fault_of(text, names, [](std::string_view) { return std::string{}; });
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
                    entry.error_at(key, say("{}: {}", key, fault));
                else if (!complete && trim(out).empty())
                    entry.error_at(key, say("{} is empty", key));
            };
            read("subject", made.subject);
            read("body", made.body);
            if (printable(made.subject) != made.subject)
                entry.error_at("subject", "subject must be one line without control characters");
            take(kind, std::move(made));
        });
        if (!found && complete && !table.has(name)) table.error(say("[{}] is missing", name));
    }
}

}  // namespace policy_file
}  // namespace dcc
