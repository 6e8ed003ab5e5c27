#include <dcc/base/detail/json.hpp>
#include <dcc/base/text.hpp>
#include <dcc/calendar/range.hpp>
#include <dcc/exchange/detail/batch.hpp>
#include <dcc/exchange/detail/customer_relations.hpp>
#include <dcc/exchange/detail/json_line.hpp>
#include <dcc/exchange/detail/lines.hpp>
#include <dcc/exchange/import.hpp>
#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/change.hpp>
#include <dcc/model/codec.hpp>
#include <dcc/rules/quality.hpp>

#include <algorithm>
#include <istream>
#include <ostream>
#include <set>
#include <streambuf>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace dcc::exchange {
namespace {

constexpr std::size_t longest_line = std::size_t{16} << 20;
constexpr std::size_t shown_bytes = 1000;                     // of a line that is too long
constexpr std::size_t endless_line = std::size_t{128} << 20;  // of a special file

// One pass over a file of lines.
class LinePass {
  public:
    LinePass(ledger::Session &session, ImportOptions const &options)
        : session_{session},
          options_{options},
          batch_{session, [this](Record const &record, std::string const &reason) {
                     write_reject(record, reason);
                 }} {}

    void line(Record record) {
        if (record.line % 1000 == 0) options_.progress(std::int64_t(record.line));
        if (trim(record.text).empty()) return;
        Json json;
        try {
            json = object_in(record.text);
            // A line of a reject file that could not be read before.
            if (auto const rejected = text(json, "record"); !rejected.empty()) {
                record.text = rejected;
                json = object_in(record.text);
            }
        } catch (std::exception const &bad) {
            return unreadable(std::move(record), bad.what());
        }
        try {
            read(json, record);
        } catch (BadLine const &bad) {
            batch_.reject({record}, bad.what());
        } catch (Error const &error) {
            if (error.kind() != ErrorKind::data) throw;
            batch_.reject({record}, error.what());
        }
    }

    void too_long(Record record) {
        record.text.resize(shown_bytes);
        unreadable(std::move(record), fmt::format("longer than {} bytes", longest_line));
    }

    ImportResult end() {
        end_case();
        batch_.flush();
        add_waiting();
        // Of a case that is not here, such links are dropped, not the case that has them.
        for (auto &[history, records] : waiting_)
            each_reference(history, [this](std::optional<CaseId> &reference, Link link) {
                if (link == Link::aside && reference && !here(*reference)) reference.reset();
            });
        add_waiting();
        for (auto &[history, records] : waiting_)
            batch_.reject(records, fmt::format("it refers to case {}, which is not imported",
                                               missing(history)->text()));
        add_links();
        relations_.record(
            session_,
            [this](CustomerId theirs) -> std::optional<CustomerId> {
                auto const found = customers_.find(theirs.number);
                return found == customers_.end() ? std::nullopt : std::optional{found->second};
            },
            [this](CaseId theirs) { return here(theirs); });
        return batch_.result();
    }

  private:
    static Json object_in(std::string const &text) {
        if (!is_utf8(text)) throw BadLine{"not UTF-8"};
        auto json = parse_json(text);
        if (!json.is_object()) throw BadLine{"not a JSON object"};
        return json;
    }

    // The line may belong to the case of the lines before it, which would then be incomplete.
    void unreadable(Record record, std::string const &reason) {
        if (case_.empty()) return batch_.reject({std::move(record)}, reason);
        if (broken_.empty()) broken_ = fmt::format("line {} after it: {}", record.line, reason);
        record.fault = reason;
        records_.push_back(std::move(record));
    }

    void write_reject(Record const &record, std::string const &reason) {
        Json json;
        try {
            json = object_in(record.text);
        } catch (std::exception const &) {
            json = {};  // it is kept as a text
        }
        Json line{{"dcc_line", record.line},
                  {"dcc_reason", record.fault.empty() ? reason : record.fault}};
        if (json.is_object()) {
            write_needed({{"type", "desk"}, {"desk", desk_}}, !desk_.empty());
            if (json.contains("data")) write_needed(json["data"]);
            for (auto const *name : {"dcc_line", "dcc_reason"}) json.erase(name);
            line.update(json);
        } else {
            line["record"] = record.text;
        }
        write_line(options_.rejects(), line);
    }

    // Writes a line that rejected lines need, once.
    void write_needed(Json const &line, bool needed) {
        if (needed && told_.insert(line.dump()).second) write_line(options_.rejects(), line);
    }

    // Customers and cases of the other desk that an event names, by what they are here: the lines
    // that are rejected can then be imported alone.
    void write_needed(Json const &data) {
        if (data.is_structured())
            for (auto const &part : data) write_needed(part);
        if (!data.is_string()) return;
        auto const &id = data.get_ref<std::string const &>();
        if (auto const theirs = CustomerId::parse(id); theirs && id == theirs->text()) {
            auto const here = customers_.find(theirs->number);
            if (here != customers_.end())
                write_needed({{"type", "customer"},
                              {"customer", id},
                              {"here", here->second.text()},
                              {"desk", session_.writer().desk_id()}},
                             true);
        }
        if (auto const theirs = CaseId::parse(id); theirs && id == theirs->text()) {
            auto const own = external_ids_.find(theirs->number);
            if (own != external_ids_.end())
                write_needed({{"type", "case"}, {"case", id}, {"external_id", own->second}}, true);
        }
    }

    void read(Json const &json, Record const &record) {
        auto const type = text(json, "type");
        if (type == "desk")
            desk(text(json, "desk"));
        else if (type == "customer" && json.contains("here"))
            known_customer(json);
        else if (type == "customer")
            customer(json);
        else if (type == "case")
            known_case(json);
        else if (type != "event")
            throw BadLine{say("\"type\": \"{}\" is not desk, customer or event", type)};
        else if (auto const id = text(json, "case"); !id.empty())
            case_event(json, id, record);
        else
            desk_event(json);
    }

    void desk(std::string id) {
        if (id == session_.writer().desk_id())
            throw Error{ErrorKind::usage, "these lines were exported from this same desk",
                        "its cases exist already; to restore a desk, use a backup"};
        // Lines before this one are of another desk.
        end_case();
        batch_.flush();
        desk_ = std::move(id);
    }

    // Of a reject file: a customer that is here already.
    void known_customer(Json const &json) {
        auto const theirs =
            must(CustomerId::parse(text(json, "customer")), "customer", text(json, "customer"));
        auto const here = must(CustomerId::parse(text(json, "here")), "here", text(json, "here"));
        if (text(json, "desk") != session_.writer().desk_id())
            throw BadLine{"the line was written by the import into another desk"};
        if (!session_.writer().find(here))
            throw BadLine{say("there is no customer {}", here.text())};
        customers_[theirs.number] = here;
    }

    // Of a reject file: the external id of a case that others refer to.
    void known_case(Json const &json) {
        auto const theirs = must(CaseId::parse(text(json, "case")), "case", text(json, "case"));
        external_ids_[theirs.number] = text(json, "external_id");
    }

    // The external id here for an object of the desk that the file comes from.
    std::string foreign(std::string const &id) const { return desk_ + ":" + id; }

    void customer(Json const &json) {
        auto const foreign_id = CustomerId::parse(text(json, "customer"));
        desk::CustomerArgs args;
        for (auto const &fact : customer_fact_table) args.*fact.member = text(json, fact.name);
        if (args.external_id.empty() && foreign_id) args.external_id = foreign(foreign_id->text());
        if (auto const merged = merged_here(args.external_id); merged && foreign_id) {
            customers_[foreign_id->number] = *merged;
            return;
        }
        // The number as all countries read it.
        if (auto const key = text(json, "phone_key"); !key.empty()) args.phone = key;
        for (auto const &contact : items(json, "contacts"))
            args.further.push_back(contact_of(contact));
        ledger::Session::Transaction transaction{session_};
        auto const found =
            desk::identify(session_, args, session_.now(), std::nullopt, Dating::clock);
        if (!found) throw BadLine{found.refusal().message};
        if (!found->customer) throw BadLine{"no detail of the customer is given"};
        relations_.add(found->customer->id, json);
        transaction.commit();
        batch_.count(*found);
        if (foreign_id) customers_[foreign_id->number] = found->customer->id;
    }

    // The customer whom an earlier import has merged, who would lead to another one.
    std::optional<CustomerId> merged_here(std::string const &external_id) {
        auto const id = session_.writer().find_external_customer(external_id);
        return id && session_.writer().find(*id)->merged_into ? id : std::nullopt;
    }

    static Contact contact_of(Json const &json) {
        if (!json.is_object()) throw BadLine{"a contact is not an object"};
        Contact contact;
        contact.kind =
            must(parse_word<ContactKind>(text(json, "kind")), "kind", text(json, "kind"));
        contact.text = text(json, "key");
        if (contact.text.empty()) contact.text = text(json, "text");
        return contact;
    }

    // The customer here for one of the desk that the file comes from.
    CustomerId customer_here(CustomerId theirs) const {
        auto const here = customers_.find(theirs.number);
        if (here == customers_.end())
            throw BadLine{say("customer {} has no line before this one", theirs.text())};
        return here->second;
    }

    // A call to a customer or a note about one. The same one is not imported twice.
    void customer_event(Json const &json) {
        auto const theirs = CustomerId::parse(text(json, "customer"));
        auto const here = theirs ? customers_.find(theirs->number) : customers_.end();
        if (here == customers_.end()) throw BadLine{"the customer has no line before this one"};
        auto const at = must(parse_rfc3339(text(json, "at")), "at", text(json, "at"));
        if (!is_supported(at) || at > session_.now()) throw BadLine{"at: the time cannot be"};
        auto payload = decoded(json, text(json, "kind"));
        ledger::Session::Transaction transaction{session_};
        for (auto const &event : session_.writer().events(here->second))
            if (event.at == at && event.payload == payload) return;
        ledger::ReceiptOf<Customer> receipt{
            ledger::load(session_.writer(), here->second).value(), {}, {}};
        session_.record(receipt, at, std::move(payload), Dating::import);
        transaction.commit();
    }

    event::Payload decoded(Json const &json, std::string const &kind) {
        auto const sealed = json.find("sealed");
        return decode(kind, json.value("data", Json::object()).dump(),
                      sealed == json.end() || sealed->is_null() ? std::string{} : sealed->dump());
    }

    // Absences, like events of customers, are added once.
    void absence(Json const &json) {
        if (auto no = session_.refuse(Right::route_staff)) throw BadLine{no->message};
        auto absent =
            std::get<event::StaffAbsent>(decoded(json, std::string{event::StaffAbsent::type.word}));
        for (auto const &at : {std::optional{absent.from}, absent.to})
            if (at && !is_supported(*at)) throw BadLine{"the time of an absence cannot be"};
        auto const known = session_.writer().absence(absent.person, absent.from);
        if (known && known->ends_at == absent.to) return;
        ledger::Session::Transaction transaction{session_};
        session_.record(std::move(absent));
        transaction.commit();
    }

    // Likewise trainings.
    void training(Json const &json) {
        if (auto no = session_.refuse(Right::training_record)) throw BadLine{no->message};
        auto training = std::get<event::TrainingRecorded>(
            decoded(json, std::string{event::TrainingRecorded::type.word}));
        if (!is_supported(training.held) || training.held > session_.now())
            throw BadLine{"the time of a training cannot be"};
        if (auto no = rules::refuse_training(session_.policy(), training))
            throw BadLine{no->message};
        auto const known =
            session_.writer().training(training.person, training.held, training.topic);
        if (known && known->category == training.category && known->withdrawn == training.withdrawn)
            return;
        ledger::Session::Transaction transaction{session_};
        session_.record(std::move(training));
        transaction.commit();
    }

    // Of the events about no case: adoptions of policies, absences, trainings, calls and notes.
    // Customers have their own lines.
    void desk_event(Json const &json) {
        auto const kind = text(json, "kind");
        if (kind == event::CustomerCalled::type.word || kind == event::CustomerNoted::type.word)
            return customer_event(json);
        if (kind == event::StaffAbsent::type.word) return absence(json);
        if (kind == event::TrainingRecorded::type.word) return training(json);
        if (kind != event::PolicyAdopted::type.word) return;
        auto const adopted = std::get<event::PolicyAdopted>(
            decode(event::PolicyAdopted::type.word, json.value("data", Json{}).dump(), {}));
        auto checked = ledger::checked_adoption(adopted);
        if (!checked) throw BadLine{checked.refusal().message};
        checked->imported = true;
        ledger::Session::Transaction transaction{session_};
        if (session_.adopt(std::move(*checked))) transaction.commit();
    }

    // One bad line rejects its whole case, since an incomplete history would be wrong.
    void case_event(Json const &json, std::string const &id, Record record) {
        if (id != case_) end_case();
        case_ = id;
        records_.push_back(std::move(record));
        if (!broken_.empty()) return;
        try {
            add_event(json);
        } catch (std::exception const &bad) {
            broken_ = bad.what();
        }
    }

    void add_event(Json const &json) {
        auto const kind = text(json, "kind");
        auto payload = decoded(json, kind);
        auto const at = must(parse_rfc3339(text(json, "at")), "at", text(json, "at"));
        if (std::holds_alternative<event::Opened>(payload)) {
            if (history_) throw BadLine{"opened twice"};
            open(std::get<event::Opened>(std::move(payload)), at, text(json, "actor"));
            return;
        }
        if (!history_) throw BadLine{say("{} before {} was opened", kind, case_)};
        if (std::holds_alternative<event::Held>(payload))
            if (auto no = session_.refuse(Right::admin_hold)) throw BadLine{no->message};
        // Articles are not imported: the number would mean another article here.
        if (auto *resolved = std::get_if<event::Resolved>(&payload)) resolved->article.reset();
        // Nor are incidents.
        if (auto *linked = std::get_if<event::IncidentLinked>(&payload)) linked->incident.reset();
        if (auto *unlinked = std::get_if<event::IncidentUnlinked>(&payload))
            unlinked->incident.reset();
        // The events that it names have other numbers here, and came without their texts.
        if (auto *erased = std::get_if<event::TextsErased>(&payload)) erased->events.clear();
        if (auto *set = std::get_if<event::CustomerSet>(&payload))
            for (auto *id : {&set->customer, &set->merged})
                if (*id) *id = customer_here(**id);
        if (auto *facts = std::get_if<event::FactsGiven>(&payload)) rename(*facts);
        if (auto *linked = std::get_if<event::Linked>(&payload)) {
            if (linked->other) links_here_.push_back({linked->kind, *linked->other});
            if (!linked->unanswered) return;
            linked->other.reset();
        }
        if (auto const *unlinked = std::get_if<event::Unlinked>(&payload)) {
            if (unlinked->other)
                std::erase(links_here_, CaseLink{unlinked->kind, *unlinked->other});
            return;
        }
        history_->steps.push_back({at, std::move(payload), text(json, "actor")});
    }

    // References to the case are found by its last external id.
    void rename(event::FactsGiven &facts) {
        if (facts.external_id.empty() && std::erase(facts.cleared, "external_id") > 0)
            facts.external_id = foreign(case_);
        if (facts.external_id.empty()) return;
        if (auto const id = CaseId::parse(case_)) external_ids_[id->number] = facts.external_id;
    }

    void open(event::Opened opened, Instant at, std::string actor) {
        auto &history = history_.emplace();
        auto &open = history.open;
        open.kind = opened.kind;
        if (opened.registration) open.registration = *opened.registration;
        open.channel = opened.channel;
        open.subject = opened.subject;
        open.purchase_date = opened.purchase_date;
        open.rating = {opened.category, opened.impact, opened.urgency, opened.priority};
        open.external_id = opened.external_id.empty() ? foreign(case_) : opened.external_id;
        history.number = CaseId::parse(case_);
        if (history.number && !opened.external_id.empty())
            external_ids_[history.number->number] = opened.external_id;
        open.source = options_.source;
        open.received = at;
        if (opened.customer) open.customer.name = customer_here(*opened.customer).text();
        history.as_told = std::move(opened);
        history.actor = std::move(actor);
    }

    // Why a case refers to another one; aside: it can do without.
    enum class Link { duplicate, about, aside };

    // Calls visit(reference, link) for each reference of the case to another one.
    template <class Visit>
    static void each_reference(History &history, Visit const &visit) {
        visit(history.as_told->about, Link::about);
        visit(history.as_told->repeat_of, Link::aside);
        for (auto &step : history.steps) {
            if (auto *triaged = std::get_if<event::Triaged>(&step.payload))
                visit(triaged->repeat_of, Link::aside);
            if (auto *withdrawn = std::get_if<event::EventWithdrawn>(&step.payload))
                visit(withdrawn->moved_to, Link::aside);
            if (auto *cancelled = std::get_if<event::Cancelled>(&step.payload))
                visit(cancelled->duplicate_of, Link::duplicate);
            if (auto *planned = std::get_if<event::Planned>(&step.payload))
                for (auto &complaint : planned->complaints) {
                    std::optional<CaseId> reference{complaint};
                    visit(reference, Link::about);
                    complaint = *reference;
                }
        }
    }

    // The case here for a case of the desk that the file comes from.
    std::optional<CaseId> here(CaseId theirs) {
        auto const own = external_ids_.find(theirs.number);
        return session_.writer().find_external_case(
            own == external_ids_.end() ? foreign(theirs.text()) : own->second);
    }

    // The first case, by its number there, to which the case refers and which is not here.
    std::optional<CaseId> missing(History &history) {
        std::optional<CaseId> found;
        each_reference(history, [&](std::optional<CaseId> const &reference, Link) {
            if (reference && !found && !here(*reference)) found = reference;
        });
        return found;
    }

    void add(History history, std::vector<Record> records) {
        each_reference(history, [this](std::optional<CaseId> &reference, Link) {
            if (reference) reference = here(*reference);
        });
        batch_.add(std::move(history), std::move(records));
    }

    // Adds the cases whose references are here, until there are no more of them.
    void add_waiting() {
        for (bool found = true; std::exchange(found, false);) {
            std::vector<std::pair<History, std::vector<Record>>> left;
            for (auto &[history, records] : waiting_)
                if (missing(history))
                    left.emplace_back(std::move(history), std::move(records));
                else {
                    add(std::move(history), std::move(records));
                    found = true;
                }
            waiting_ = std::move(left);
            batch_.flush();
        }
    }

    // Links go both ways, so they are recorded when all cases are here: at the time of the last
    // event of their case.
    void add_links() {
        ledger::Session::Transaction transaction{session_};
        for (auto const &[theirs, links] : links_) {
            auto const own = here(theirs);
            if (!own || !batch_.has_made(*own)) continue;
            ledger::Receipt receipt{
                ledger::load(session_.writer(), session_.adopted(), *own).value(), {}, {}};
            std::vector<event::Payload> events;
            for (auto const &link : links)
                if (auto const other = here(link.other); other && *other != *own)
                    events.emplace_back(event::Linked{link.kind, other, false});
            session_.record(receipt, receipt.item.updated_at, std::move(events), Dating::import);
        }
        transaction.commit();
    }

    void end_case() {
        if (auto const id = CaseId::parse(case_); id && !links_here_.empty())
            links_.emplace_back(*id, std::exchange(links_here_, {}));
        if (!broken_.empty())
            batch_.reject(records_, broken_);
        else if (history_)
            end_history();
        case_.clear();
        broken_.clear();
        records_.clear();
        history_.reset();
    }

    void end_history() {
        bool duplicate = false;
        bool refers = false;
        each_reference(*history_, [&](std::optional<CaseId> const &reference, Link link) {
            refers = refers || reference;
            duplicate = duplicate || (reference && link == Link::duplicate);
        });
        if (refers && !duplicate && missing(*history_)) batch_.flush();  // it may be in the batch
        if (duplicate || (refers && missing(*history_)))
            waiting_.emplace_back(std::move(*history_), std::move(records_));
        else
            add(std::move(*history_), std::move(records_));
    }

    ledger::Session &session_;
    ImportOptions const &options_;
    Batch batch_;
    std::string desk_;
    std::unordered_map<std::int64_t, CustomerId> customers_;      // theirs → ours
    std::unordered_map<std::int64_t, std::string> external_ids_;  // their case → external id
    // Written after the others: duplicates, and cases that refer to a case which is not yet here.
    std::vector<std::pair<History, std::vector<Record>>> waiting_;
    std::vector<std::pair<CaseId, std::vector<CaseLink>>> links_;  // of their cases
    CustomerRelations relations_;
    std::set<std::string> told_;  // lines that rejected ones need, written before them
    std::string case_;
    std::vector<CaseLink> links_here_;  // of this case, as they are in the end
    std::string broken_;                // why the case is rejected
    std::vector<Record> records_;
    std::optional<History> history_;
};

// Reads a line as std::getline does, but keeps no more than its beginning if it is too long. Throws
// Error{data} when it does not seem to end at all.
bool read_line(std::istream &input, std::string &line) {
    line.clear();
    auto &buffer = *input.rdbuf();
    using Traits = std::istream::traits_type;
    std::size_t size = 0;
    for (auto c = buffer.sbumpc(); c != Traits::eof(); c = buffer.sbumpc()) {
        if (c == '\n') return true;
        if (++size <= longest_line + 1) line += Traits::to_char_type(c);
        if (size > endless_line)
            throw Error{ErrorKind::data, say("a line is longer than {} bytes", endless_line)};
    }
    return size > 0;
}

}  // namespace

ImportResult import_jsonl(ledger::Session &session, std::istream &input,
                          ImportOptions const &options) {
    LinePass pass{session, options};
    std::string line;
    for (std::size_t number = 1; read_line(input, line); ++number) {
        if (line.size() > longest_line)
            pass.too_long({number, line});
        else
            pass.line({number, line});
    }
    return pass.end();
}

}  // namespace dcc::exchange
