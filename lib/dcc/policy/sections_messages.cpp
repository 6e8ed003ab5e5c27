#include <dcc/base/mail.hpp>
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
                table.error(wait, say("retry: {} is not a duration such as \"5m\" or \"8h\"",
                                      quote(wait.text)));
            retry.push_back(duration.seconds);
        } catch (Error const &wrong) {
            table.error(wait, say("retry: {}", wrong.message()));
        }
    }
}

}  // namespace

void read_messages(TomlTable &root, Policy &policy) {
    for (auto const &[kind, name] : message_kind_words) root.reading().know(Kind::message, name);
    root.table("messages", [&](TomlTable &table) {
        auto &messages = policy.messages;
        if (table.get("from", messages.from) && !parse_mail_address(messages.from))
            table.error_at("from", say("from: {} is not a mail address such as "
                                       "\"service@example.com\" or \"Name <service@"
                                       "example.com>\"",
                                       quote(messages.from)));
        table.get("desk", messages.desk);
        read_retry(table, messages.retry);
        std::vector<std::string> silent;
        table.refer("silent", Kind::message, silent);
        for (auto const &name : silent)
            if (auto const kind = parse_word<MessageKind>(name)) messages.silent.push_back(*kind);
        PatternBudget budget;
        table.patterns("aside", budget, messages.aside);
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
