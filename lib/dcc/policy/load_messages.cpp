#include <dcc/base/text.hpp>
#include <dcc/policy/detail/sections.hpp>

#include <fmt/format.h>

namespace dcc::policy_file {

void read_messages(Table &root, Policy &policy) {
    for (auto const &[kind, name] : message_kind_words) root.reading().know(Kind::message, name);
    root.table("messages", [&](Table &table) {
        auto &messages = policy.messages;
        table.get("from", messages.from);
        std::vector<std::string> silent;
        table.refer("silent", Kind::message, silent);
        for (auto const &name : silent)
            if (auto const kind = parse_word<MessageKind>(name)) messages.silent.push_back(*kind);
    });
}

}  // namespace dcc::policy_file
