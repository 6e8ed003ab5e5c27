#include <dcc/calendar/range.hpp>
#include <dcc/exchange/detail/customer_relations.hpp>
#include <dcc/exchange/detail/json_line.hpp>
#include <dcc/ledger/change.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace dcc::exchange {
namespace {

using CustomerReceipt = ledger::ReceiptOf<Customer>;

std::vector<std::string> texts(Json const &line, std::string_view name) {
    std::vector<std::string> all;
    for (auto const &item : items(line, name)) {
        if (!item.is_string()) throw BadLine{say("\"{}\" has an item that is no string", name)};
        all.push_back(item.get<std::string>());
    }
    return all;
}

template <class Id>
std::optional<Id> id_in(Json const &line, char const *name) {
    auto const given = text(line, name);
    return given.empty() ? std::nullopt : std::optional{must(Id::parse(given), name, given)};
}

Doubt doubt_of(Json const &json) {
    Doubt doubt;
    auto const why = text(json, "why");
    auto const at = text(json, "at");
    auto const settled = json.find("settled");
    doubt.kind = must(parse_word<DoubtKind>(why), "why", why);
    doubt.said = text(json, "said");
    doubt.other = id_in<CustomerId>(json, "other");
    doubt.about = id_in<CaseId>(json, "case");
    doubt.at = must(parse_rfc3339(at), "at", at);
    if (!is_supported(doubt.at)) throw BadLine{"at: the time cannot be"};
    doubt.settled = settled != json.end() && settled->is_boolean() && settled->get<bool>();
    return doubt;
}

Absorbed absorbed_of(Json const &json) {
    Absorbed absorbed;
    absorbed.customer =
        must(id_in<CustomerId>(json, "customer"), "customer", text(json, "customer"));
    for (auto const &fact : customer_fact_table)
        absorbed.facts.*fact.member = text(json, fact.name);
    absorbed.tags = texts(json, "tags");
    return absorbed;
}

bool is_same(Doubt const &one, Doubt const &other) {
    return one.kind == other.kind && one.said == other.said && one.other == other.other;
}

bool has(std::vector<Doubt> const &doubts, Doubt const &wanted) {
    return std::ranges::any_of(doubts, [&](Doubt const &one) { return is_same(one, wanted); });
}

// Records doubts, of which the settled ones come first: an event settles all that are there.
void record_doubts(ledger::Session &session, CustomerReceipt &receipt, std::vector<Doubt> doubts) {
    std::vector<Doubt> settled;
    std::ranges::copy_if(doubts, std::back_inserter(settled), &Doubt::settled);
    std::ranges::stable_sort(doubts, {}, [](Doubt const &one) { return !one.settled; });
    auto const settle = [&] {
        auto const open = [&](Doubt const &one) { return !one.settled && has(settled, one); };
        auto const foreign = [&](Doubt const &one) { return !one.settled && !has(settled, one); };
        if (std::ranges::any_of(receipt.item.doubts, open) &&
            std::ranges::none_of(receipt.item.doubts, foreign))
            session.record(receipt, session.now(), event::DoubtsSettled{}, Dating::import);
    };
    for (auto const &doubt : doubts) {
        if (!doubt.settled) settle();
        if (!has(receipt.item.doubts, doubt))
            session.record(receipt, std::min(doubt.at, session.now()),
                           event::CustomerDoubted{doubt.kind, doubt.said, doubt.other, doubt.about},
                           Dating::import);
    }
    settle();
}

}  // namespace

void CustomerRelations::add(CustomerId here, Json const &line) {
    Line read;
    read.here = here;
    read.theirs = CustomerId::parse(text(line, "customer"));
    read.merged_into = id_in<CustomerId>(line, "merged_into");
    read.tags = texts(line, "tags");
    for (auto const &item : items(line, "doubts")) read.doubts.push_back(doubt_of(item));
    for (auto const &item : items(line, "absorbed")) read.absorbed.push_back(absorbed_of(item));
    for (auto const &item : items(line, "contacts"))
        if (auto const from = id_in<CustomerId>(item, "from"))
            read.contacts.push_back({ContactKind::phone, text(item, "text"), {}, from});
    bool const says_nothing = !read.merged_into && read.tags.empty() && read.doubts.empty() &&
                              read.absorbed.empty() && read.contacts.empty();
    if (says_nothing) return;
    if (read.theirs) index_[read.theirs->number] = lines_.size();
    lines_.push_back(std::move(read));
}

CustomerRelations::Line const *CustomerRelations::line_of(CustomerId theirs) const {
    auto const found = index_.find(theirs.number);
    return found == index_.end() ? nullptr : &lines_[found->second];
}

void CustomerRelations::merge(ledger::Session &session, Line const &line,
                              CustomerHere const &customer_here) const {
    auto const into = line.merged_into ? customer_here(*line.merged_into) : std::nullopt;
    if (!into || session.writer().used(*into) == line.here) return;
    CustomerReceipt other{ledger::load(session.writer(), line.here).value(), {}, {}};
    if (other.item.merged_into) return;
    CustomerReceipt kept{ledger::load(session.writer(), *into).value(), {}, {}};
    event::CustomerChanged changed;
    changed.absorbed = line.here;
    std::vector<event::Payload> events;
    if (auto const *theirs = line_of(*line.merged_into)) {
        for (auto const &absorbed : theirs->absorbed) {
            if (absorbed.customer != line.theirs) continue;
            for (auto const &fact : customer_fact_table)
                if (absorbed.facts.*fact.member == kept.item.*fact.member)
                    changed.*fact.member = absorbed.facts.*fact.member;
            if (!changed.phone.empty()) changed.phone_key = kept.item.phone_key;
            changed.tags = absorbed.tags;
        }
        for (auto const &contact : theirs->contacts) {
            auto const found = std::ranges::find(kept.item.contacts, contact.text, &Contact::text);
            if (contact.from != line.theirs || found == kept.item.contacts.end()) continue;
            auto const number = static_cast<int>(found - kept.item.contacts.begin()) + 1;
            events.emplace_back(event::ContactRemoved{number});
            events.emplace_back(
                event::ContactAdded{{found->kind, found->text, found->key, line.here}});
        }
    }
    events.emplace_back(std::move(changed));
    session.record(kept, session.now(), std::move(events), Dating::import);
    session.record(other, session.now(), event::CustomerMerged{*into}, Dating::import);
}

void CustomerRelations::record(ledger::Session &session, CustomerHere const &customer_here,
                               CaseHere const &case_here) const {
    ledger::Session::Transaction transaction{session};
    for (auto const &line : lines_) merge(session, line, customer_here);
    for (auto const &line : lines_) {
        CustomerReceipt receipt{ledger::load(session.writer(), line.here).value(), {}, {}};
        event::CustomerChanged changed;
        for (auto const &tag : line.tags)
            if (std::ranges::count(receipt.item.tags, tag) == 0) changed.tags.push_back(tag);
        if (!changed.tags.empty())
            session.record(receipt, session.now(), std::move(changed), Dating::import);
        std::vector<Doubt> doubts;
        for (auto doubt : line.doubts) {
            if (doubt.other) {
                doubt.other = customer_here(*doubt.other);
                if (!doubt.other || *doubt.other == line.here) continue;
            }
            if (doubt.about) doubt.about = case_here(*doubt.about);
            doubts.push_back(std::move(doubt));
        }
        record_doubts(session, receipt, std::move(doubts));
    }
    transaction.commit();
}

}  // namespace dcc::exchange
