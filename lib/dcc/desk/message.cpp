#include <dcc/base/mail.hpp>
#include <dcc/base/text.hpp>
#include <dcc/base/token.hpp>
#include <dcc/calendar/calendar.hpp>
#include <dcc/desk/message.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/wording/fact_name.hpp>

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

using wording::Phrase;

// Messages that must reach the customer, if not by mail then by a person.
bool is_pressing(MessageKind kind) {
    return kind == MessageKind::promise || kind == MessageKind::reminder ||
           kind == MessageKind::missing || kind == MessageKind::decision ||
           kind == MessageKind::extension || kind == MessageKind::closing ||
           kind == MessageKind::visit_cancelled || kind == MessageKind::incident;
}

// Messages whose text a person has already given to the customer, unless the channel is mail.
bool is_said_by_person(MessageKind kind) {
    return kind == MessageKind::progress || kind == MessageKind::result;
}

// When the customer can expect the first answer or, after that, the solution.
std::optional<Instant> expected(Case const &item) {
    for (auto const kind : {ClockKind::reply, ClockKind::first_response, ClockKind::resolution})
        for (auto const &clock : item.clocks)
            if (clock.kind == kind && clock.stage == Stage::running) return clock.due_at;
    return std::nullopt;
}

template <class Payload>
Payload const *last_of(ledger::Receipt const &receipt) {
    Payload const *found = nullptr;
    for (auto const &event : receipt.events)
        if (auto const *payload = std::get_if<Payload>(&event.payload)) found = payload;
    return found;
}

// Fills the template of one message with the values of its case.
class MessageComposer {
  public:
    MessageComposer(ledger::Session &session, ledger::Receipt const &receipt, MessageKind kind,
                    std::optional<store::CustomerRow> const &customer)
        : policy_{session.policy()},
          item_{receipt.item},
          receipt_{receipt},
          kind_{kind},
          customer_{customer},
          catalogue_{session.languages().in(language_for(policy_, customer))},
          zone_{Zone::load(policy_.desk.zone)} {}

    std::string const &language() const { return catalogue_.language(); }

    // Writes subject and body.
    void write(event::Messaged &messaged, std::map<std::string, std::string> const &values) {
        gather();
        for (auto const &[name, value] : values) {
            auto const instant = parse_rfc3339(value);
            put(name, instant ? when(instant) : value);
        }
        if (kind_ == MessageKind::survey) {
            auto const token = random_token();
            messaged.token = token_digest(token);
            put("token", token);
        }
        auto const text = chosen();
        messaged.subject = printable(wording::fill_lines(text.subject, values_));
        messaged.body = wording::fill_lines(text.body, values_);
    }

  private:
    void put(std::string const &name, std::string const &value) {
        values_[name] = std::string{trim(printable(value, name == "body"))};
    }
    std::string when(std::optional<Instant> instant) const {
        return instant ? catalogue_.time(zone_, *instant) : std::string{};
    }

    void gather() {
        put("case", item_.id.text());
        put("subject", item_.subject);
        put("customer", customer_ && !customer_->name.empty() ? customer_->name
                                                              : catalogue_.text(Phrase::customer));
        put("desk", label_in(policy_.messages.desk, language(), policy_.desk.name));
        if (auto const *channel = policy_.channel(item_.channel))
            put("channel", label_in(channel->label, language(), channel->id));
        if (auto const *category = policy_.category(item_.category))
            put("category", label_in(category->label, language(), category->id));
        put("received", when(item_.received_at));
        put("zone", policy_.desk.zone);
        put("expected", when(expected(item_)));
        put("missing", missing());
        put("dimensions", dimensions());
        bool const easy = policy_.survey.ces_high == "easy";
        put("effort_high", catalogue_.text(easy ? Phrase::easy : Phrase::hard));
        if (auto const *replied = last_of<event::Replied>(receipt_)) put("body", replied->body);
        if (auto const *resolved = last_of<event::Resolved>(receipt_)) put("body", resolved->body);
        if (auto const *promised = last_of<event::Promised>(receipt_)) {
            put("promised", when(promised->by));
            put("was_promised", when(promised->instead_of));
            put("reason", promised->reason);
        }
        if (item_.complaint) gather_complaint();
    }

    void gather_complaint() {
        auto const &complaint = *item_.complaint;
        auto const &policy = policy_.complaints;
        auto const &round = complaint.round();
        put("round", std::to_string(round.number));
        if (complaint.assessment) {
            auto const &id = complaint.assessment->severity;
            auto const *severity = policy.severity(id);
            put("severity", severity ? label_in(severity->label, language(), id) : id);
        }
        if (auto const *type = policy.type(complaint.type))
            put("type", label_in(type->label, language(), type->id));
        put("outside_body", label_in(policy.outside_body, language(), {}));
        if (round.number < policy.rounds) put("next_round", std::to_string(round.number + 1));
        if (auto const *extended = last_of<event::Extended>(receipt_)) {
            put("reason", extended->reason);
            put("due", when(extended->due));
        }
        auto const *decided = last_of<event::Decided>(receipt_);
        if (!decided) return;
        put("body", decided->body);
        put("decision", catalogue_.decision(decided->decision));
        put("remedies", remedies(*round.proposal));
        put("remedies_due", when(decided->remedies_due));
        if (policy.silence)
            put("answer_by", when(Calendar{policy_.calendars.at(policy.silence_calendar)}
                                      .due(*round.replied_at, *policy.silence)
                                      .at));
    }

    std::string remedies(Proposal const &proposal) const {
        std::vector<std::string> names;
        for (auto const &remedy : proposal.remedies)
            names.push_back(wording::fill(
                catalogue_.remedy(remedy.kind),
                {{"amount", remedy.amount ? format_money(*remedy.amount) : std::string{}}}));
        return catalogue_.list(names);
    }

    std::string missing() const {
        std::vector<std::string> names;
        for (auto const &fact : item_.missing)
            names.push_back(wording::fact_name(catalogue_, policy_, fact));
        return catalogue_.list(names);
    }

    std::string dimensions() const {
        std::vector<std::string> names;
        for (auto const &item : policy_.survey.dimensions)
            names.push_back(label_in(item.label, language(), item.id));
        return catalogue_.list(names);
    }

    // The policy's subject and body each take precedence over the shared ones.
    Template chosen() const {
        auto text = catalogue_.message(kind_);
        auto const own = policy_.messages.templates.find({kind_, language()});
        if (own != policy_.messages.templates.end()) {
            if (!own->second.subject.empty()) text.subject = own->second.subject;
            if (!own->second.body.empty()) text.body = own->second.body;
        }
        return text;
    }

    Policy const &policy_;
    Case const &item_;
    ledger::Receipt const &receipt_;
    MessageKind kind_;
    std::optional<store::CustomerRow> const &customer_;
    wording::Catalogue const &catalogue_;
    Zone zone_;
    wording::Values values_;
};

}  // namespace

std::string const &language_for(Policy const &policy,
                                std::optional<store::CustomerRow> const &customer) {
    bool const is_spoken =
        customer && std::ranges::count(policy.desk.languages, customer->language) > 0;
    return is_spoken ? customer->language : policy.desk.language;
}

void notify(ledger::Session &session, ledger::Receipt &receipt, MessageKind kind,
            std::map<std::string, std::string> const &values) {
    auto const &policy = session.policy();
    auto const &item = receipt.item;
    if (policy.messages.from.empty() || std::ranges::count(policy.messages.silent, kind) > 0)
        return;
    auto const *channel = policy.channel(item.channel);
    if (is_said_by_person(kind) && !(channel && channel->mail)) return;

    auto const customer = item.customer ? session.writer().find(*item.customer) : std::nullopt;
    // To the address from which the request came, if there is one.
    auto address = parse_mail_address(!item.reply_to.empty() ? item.reply_to
                                      : customer             ? customer->email
                                                             : std::string{});
    if (kind == MessageKind::survey && customer && customer->consent == "no") return;
    if (!address && !is_pressing(kind) && !is_said_by_person(kind)) return;

    MessageComposer composer{session, receipt, kind, customer};
    event::Messaged messaged;
    messaged.number = static_cast<int>(item.outgoing.size()) + 1;
    messaged.kind = kind;
    messaged.language = composer.language();
    messaged.by_hand = !address;
    if (address) {
        address->name = customer ? std::string{trim(printable(customer->name))} : std::string{};
        messaged.address = address->text();
    } else if (customer) {
        messaged.address = printable(customer->phone.empty() ? customer->email : customer->phone);
    }
    composer.write(messaged, values);
    if (messaged.by_hand) {
        auto const id = MessageId{item.id, messaged.number}.text();
        auto const why = customer && !customer->email.empty()
                             ? say("no mail goes to \"{}\"", printable(customer->email))
                             : Wording{"no mail address"};
        receipt.notes.emplace_back(
            say("{}: {}: inform the customer yourself ({})", item.id.text(), why, kind),
            Hint{Remedy::finish_message, "then record that it is done", {id}});
    }
    session.record(receipt, session.now(), std::move(messaged));
}

bool tell_person(ledger::Session &session, ledger::Receipt &receipt, Person const &person,
                 MessageKind kind, std::map<std::string, std::string> const &values) {
    std::optional<store::CustomerRow> const nobody;
    auto address = parse_mail_address(person.email);
    MessageComposer composer{session, receipt, kind, nobody};
    event::Messaged messaged;
    messaged.number = static_cast<int>(receipt.item.outgoing.size()) + 1;
    messaged.kind = kind;
    messaged.language = composer.language();
    messaged.by_hand = !address;
    auto const name = printable(person.name);
    if (address) address->name = name;
    messaged.address = address ? address->text() : name;
    composer.write(messaged, values);
    session.record(receipt, session.now(), std::move(messaged));
    return address.has_value();
}

void alert_staff(ledger::Session &session, ledger::Receipt &receipt) {
    auto const &policy = session.policy();
    if (policy.messages.from.empty()) return;
    for (auto const &id : policy.complaints.alert) {
        auto const *person = policy.person(id);
        if (!person) continue;
        auto const text = receipt.item.id.text();
        if (tell_person(session, receipt, *person, MessageKind::alert))
            receipt.notes.push_back(say("{}: {} is alerted by mail", text, person->name));
        else
            receipt.notes.emplace_back(
                say("{}: alert {} yourself: the policy has no mail address", text, person->name),
                Hint{Remedy::finish_message,
                     "then record that it is done",
                     {MessageId{receipt.item.id, receipt.item.outgoing.back().number}.text()}});
    }
}

}  // namespace dcc::desk
