#include <dcc/base/mail.hpp>
#include <dcc/base/pattern.hpp>
#include <dcc/base/text.hpp>
#include <dcc/policy/detail/sections.hpp>
#include <dcc/policy/detail/templates.hpp>

#include <fmt/format.h>

namespace dcc::policy_file {
namespace {

void read_retry(TomlTable &table, std::vector<Seconds> &retry) {
    if (!table.has("retry")) return;
    retry.clear();
    for (auto const &wait : table.texts("retry")) {
        try {
            auto const duration = parse_duration(wait.text);
            if (duration.in_business_days || duration.seconds <= Seconds{0})
                table.error(wait,
                            fmt::format("retry: {} is not a duration such as \"5m\" or \"8h\"",
                                        quote(wait.text)));
            retry.push_back(duration.seconds);
        } catch (Error const &wrong) {
            table.error(wait, fmt::format("retry: {}", wrong.what()));
        }
    }
}

// Patterns of texts that change nothing when they are received.
void read_aside(TomlTable &table, std::vector<std::string> &patterns) {
    PatternBudget budget;
    for (auto &found : table.texts("aside")) {
        try {
            budget.take(Pattern{found.text});
        } catch (Error const &wrong) {
            table.error(found, fmt::format("aside: {}", wrong.what()));
        }
        patterns.push_back(std::move(found.text));
    }
}

}  // namespace

void read_messages(TomlTable &root, Policy &policy) {
    for (auto const &[kind, name] : message_kind_words) root.reading().know(Kind::message, name);
    root.table("messages", [&](TomlTable &table) {
        auto &messages = policy.messages;
        if (table.get("from", messages.from) && !parse_mail_address(messages.from))
            table.error_at("from", fmt::format("from: {} is not a mail address such as "
                                               "\"service@example.com\" or \"Name <service@"
                                               "example.com>\"",
                                               quote(messages.from)));
        table.get("desk", messages.desk);
        read_retry(table, messages.retry);
        std::vector<std::string> silent;
        table.refer("silent", Kind::message, silent);
        for (auto const &name : silent)
            if (auto const kind = parse_word<MessageKind>(name)) messages.silent.push_back(*kind);
        read_aside(table, messages.aside);
        table.table("templates", [&](TomlTable &languages) {
            for (auto const &language : policy.desk.languages)
                languages.table(language, [&](TomlTable &kinds) {
                    read_templates(kinds, false, [&](MessageKind kind, Template made) {
                        messages.templates[{kind, language}] = std::move(made);
                    });
                });
        });
    });
}

}  // namespace dcc::policy_file
