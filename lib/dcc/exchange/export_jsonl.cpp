#include <dcc/base/detail/json.hpp>
#include <dcc/base/error.hpp>
#include <dcc/base/token.hpp>
#include <dcc/exchange/detail/lines.hpp>
#include <dcc/exchange/export_jsonl.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/model/remedy.hpp>

#include <ostream>
#include <set>

#include <fmt/format.h>

namespace dcc::exchange {
namespace {

Json stored(store::RawEvent const &raw, std::string const &text) {
    auto json = parse_json(text);
    if (json.is_discarded())
        throw Error{ErrorKind::io, say("the desk is damaged: event {}: not valid JSON", raw.seq),
                    Hint{Remedy::restore_backup, "verify the desk and restore it from a backup"}};
    return json;
}

// The events of messages that are still to be sent, which takes all of their text.
std::set<std::int64_t> unsent_messages(store::Reader &reader) {
    std::set<std::int64_t> events;
    for (auto const &row : reader.messages({})) events.insert(row.event);
    return events;
}

void hide_survey_token(Json &sealed, Json const &data) {
    auto const token =
        data.contains("token") ? parse_digest(data["token"].get<std::string>()) : std::nullopt;
    if (!token || !sealed.is_object()) return;
    for (auto const *name : {"subject", "body"})
        if (sealed.contains(name)) sealed[name] = hide_token(sealed[name], *token);
}

}  // namespace

Json line_of(Customer const &customer) {
    Json line{{"type", "customer"}, {"customer", customer.id.text()}};
    auto const put = [](Json &json, std::string_view name, std::string const &value) {
        json[std::string{name}] = value.empty() ? Json() : Json(value);  // Json{text} is an array
    };
    for (auto const &fact : customer_fact_table) put(line, fact.name, customer.*fact.member);
    // Only a number that was read by a numbering plan has the country in its key.
    put(line, "phone_key", customer.phone_key.starts_with('+') ? customer.phone_key : "");
    auto &contacts = line["contacts"] = Json::array();
    for (auto const &contact : customer.contacts)
        if (!contact.text.empty()) {
            auto &json = contacts.emplace_back(Json{{"kind", word(contact.kind)}});
            put(json, "text", contact.text);
            put(json, "key", contact.key);
            json["from"] = contact.from ? Json(contact.from->text()) : Json();
        }
    auto &doubts = line["doubts"] = Json::array();
    for (auto const &doubt : customer.doubts) {
        auto &json = doubts.emplace_back(Json{{"why", word(doubt.kind)}});
        put(json, "said", doubt.said);
        json["other"] = doubt.other ? Json(doubt.other->text()) : Json();
        json["case"] = doubt.about ? Json(doubt.about->text()) : Json();
        json["at"] = format_utc(doubt.at);
        json["settled"] = doubt.settled;
    }
    auto &absorbed = line["absorbed"] = Json::array();
    for (auto const &one : customer.absorbed) {
        auto &json = absorbed.emplace_back(Json{{"customer", one.customer.text()}});
        for (auto const &fact : customer_fact_table) put(json, fact.name, one.facts.*fact.member);
        json["tags"] = one.tags;
    }
    line["tags"] = customer.tags;
    line["merged_into"] = customer.merged_into ? Json(customer.merged_into->text()) : Json();
    line["added_at"] = format_utc(customer.added_at);
    return line;
}

void write_line(std::ostream &out, Json const &line) {
    out << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

std::int64_t export_jsonl(store::Reader &reader, std::ostream &out,
                          ledger::Progress const &progress) {
    store::Reader::Snapshot const snapshot{reader};
    reader.require_texts();
    std::int64_t lines = 0;
    auto const write = [&](Json const &line) {
        write_line(out, line);
        ++lines;
    };
    write({{"type", "desk"}, {"desk", reader.desk_id()}, {"head", hex(reader.head().digest)}});
    reader.each_customer([&](store::CustomerRow const &row) {
        write(line_of(ledger::load(reader, row.id).value()));
        return true;
    });
    auto const unsent = unsent_messages(reader);
    auto const total = reader.event_count();
    std::int64_t done = 0;
    reader.each_event_by_case([&](store::RawEvent const &raw) {
        if (++done % 1024 == 0) progress(done, total);
        Json line{{"type", "event"}, {"seq", raw.seq}};
        line["case"] = raw.case_id ? Json(raw.case_id->text()) : Json();
        line["customer"] = raw.customer_id ? Json(raw.customer_id->text()) : Json();
        line["kind"] = raw.kind;
        line["at"] = format_utc(raw.at);
        line["recorded_at"] = format_utc(raw.recorded_at);
        line["actor"] = raw.actor;
        line["user"] = raw.user.empty() ? Json() : Json(raw.user);
        line["dated"] = raw.dated.empty() ? Json() : Json(raw.dated);
        line["data"] = stored(raw, raw.data);
        require_text(raw);
        line["sealed"] = raw.salt ? stored(raw, raw.sealed) : Json();
        if (raw.kind == event::Messaged::type.word && !unsent.contains(raw.seq))
            hide_survey_token(line["sealed"], line["data"]);
        line["digest"] = hex(raw.digest);
        write(line);
        return true;
    });
    return lines;
}

}  // namespace dcc::exchange
