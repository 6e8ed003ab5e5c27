#include <dcc/base/detail/json.hpp>
#include <dcc/exchange/detail/lines.hpp>
#include <dcc/exchange/export_customer.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/ledger/customer_cases.hpp>
#include <dcc/model/codec.hpp>
#include <dcc/rules/mail.hpp>

#include <algorithm>
#include <ostream>
#include <utility>
#include <vector>

namespace dcc::exchange {
namespace {

// The customer has the token of a survey from the mail; staff who write this file get none.
Json line_of(Event const &event) {
    auto const encoded = encode(rules::for_reading(event.payload));
    Json line{{"type", "event"}, {"seq", event.seq}};
    line["case"] = event.case_id ? Json(event.case_id->text()) : Json();
    line["customer"] = event.customer_id ? Json(event.customer_id->text()) : Json();
    line["kind"] = encoded.kind;
    line["at"] = format_utc(event.at);
    line["recorded_at"] = format_utc(event.recorded_at);
    line["actor"] = event.actor;
    line["data"] = Json::parse(encoded.data);
    line["sealed"] = encoded.sealed.empty() ? Json() : Json::parse(encoded.sealed);
    return line;
}

// The file itself is given out by its number.
Json line_of(EvidenceId id, event::EvidenceAdded const &added) {
    return {{"type", "file"},
            {"id", id.text()},
            {"case", id.case_id.text()},
            {"name", added.name},
            {"media", added.media},
            {"size", added.size},
            {"digest", hex(added.digest)}};
}

}  // namespace

std::int64_t export_customer(store::Reader &reader, CustomerId id, std::ostream &out) {
    store::Reader::Snapshot const snapshot{reader};
    auto const customer = reader.find(id);
    if (!customer) return 0;
    std::int64_t lines = 0;
    auto const write = [&](Json const &line) {
        write_line(out, line);
        ++lines;
    };
    // Those who were merged into this customer are the same person.
    std::vector<CustomerId> all{id};
    for (std::size_t i = 0; i < all.size(); ++i) {
        write(line_of(ledger::load(reader, all[i]).value()));
        for (auto const &event : reader.events(all[i])) {
            write(line_of(event));
            if (auto const *merge = std::get_if<event::CustomerChanged>(&event.payload);
                merge && merge->absorbed && reader.find(*merge->absorbed)->merged_into == all[i] &&
                std::ranges::count(all, *merge->absorbed) == 0)
                all.push_back(*merge->absorbed);
        }
    }
    for (auto const one : ledger::cases_of(reader, id))
        for (auto const &event : reader.events(one)) {
            write(line_of(event));
            auto const *added = std::get_if<event::EvidenceAdded>(&event.payload);
            if (added && !event.erased) write(line_of({one, added->number}, *added));
        }
    return lines;
}

}  // namespace dcc::exchange
