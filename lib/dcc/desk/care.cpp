#include <dcc/base/detail/json.hpp>
#include <dcc/desk/care.hpp>
#include <dcc/desk/knowledge.hpp>
#include <dcc/desk/projection.hpp>
#include <dcc/desk/session.hpp>
#include <dcc/rules/knowledge.hpp>
#include <dcc/rules/timeline.hpp>

#include <ostream>

#include <fmt/format.h>

namespace dcc::desk {

store::Head create_desk(std::filesystem::path const &file, Policy const &policy,
                        std::string const &pack, std::string const &actor, Instant now) {
    auto writer = store::Writer::create(file);
    Event event;
    event.at = now;
    event.recorded_at = now;
    event.actor = actor;
    event.payload = event::DeskCreated{hex(digest(random_salt(), pack)).substr(0, 32), pack};
    writer.append(event);
    adopt(writer, policy, actor, now);
    writer.commit();
    return writer.head();
}

namespace {

// What each finished thing is handed to.
struct Folded {
    std::function<void(Event const &)> policy;
    std::function<void(Event const &)> article;
    std::function<void(Customer const &)> customer;
    std::function<void(Case const &)> item;
};

void fold_all(store::Reader &reader, rules::Book &book, Folded const &folded,
              Progress const &progress) {
    std::optional<Case> item;
    auto const finish = [&] {
        if (item) folded.item(*item);
        item.reset();
    };
    std::int64_t done = 0;
    auto const total = reader.event_count();
    reader.each_event_by_case([&](store::RawEvent const &raw) {
        if (++done % 1024 == 0) progress(done, total);
        auto const event = read_event(raw);
        if (event.case_id) {
            if (!item || item->id != *event.case_id) {
                finish();
                item.emplace();
            }
            rules::apply(*item, event, book);
        } else if (event.customer_id) {
            Customer customer;
            rules::apply(customer, event);
            folded.customer(customer);
        } else if (std::holds_alternative<event::PolicyAdopted>(event.payload))
            folded.policy(event);
        else if (rules::article_of(event.payload))
            folded.article(event);
        return true;
    });
    finish();
}

}  // namespace

std::int64_t rebuild(store::Writer &writer, Progress const &progress) {
    writer.begin();
    writer.clear_projections();
    auto book = book_of(writer);
    std::int64_t cases = 0;
    fold_all(writer, book,
             {.policy = [&](Event const &event) { put_policy(writer, event); },
              .article = [&](Event const &event) { put_article(writer, event); },
              .customer = [&](Customer const &customer) { writer.put(customer_row(customer)); },
              .item =
                  [&](Case const &item) {
                      writer.put(case_rows(item, book));
                      ++cases;
                  }},
             progress);
    writer.index_cases();
    writer.commit();
    return cases;
}

namespace {

Json stored(store::RawEvent const &raw, std::string const &text) {
    auto json = Json::parse(text, nullptr, false);
    if (json.is_discarded())
        throw Error{ErrorKind::io, fmt::format("the desk is damaged: event {}: no JSON", raw.seq),
                    "run 'dcc-admin verify' and restore from a backup"};
    return json;
}

}  // namespace

std::int64_t export_jsonl(store::Reader &reader, std::ostream &out, Progress const &progress) {
    store::Reader::Snapshot const snapshot{reader};
    std::int64_t lines = 0;
    auto const write = [&](Json const &line) {
        out << line.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
        ++lines;
    };
    write({{"type", "desk"}, {"desk", reader.desk_id()}, {"head", hex(reader.head().digest)}});
    reader.each_customer([&](store::CustomerRow const &row) {
        Json line{{"type", "customer"}, {"customer", row.id.text()}};
        for (auto const &[name, value] :
             {std::pair{"name", &row.name}, std::pair{"phone", &row.phone},
              std::pair{"email", &row.email}, std::pair{"language", &row.language},
              std::pair{"tier", &row.tier}, std::pair{"preferred_channel", &row.preferred_channel},
              std::pair{"external_id", &row.external_id}})
            line[name] = value->empty() ? Json() : Json(*value);  // Json{text} is an array
        line["added_at"] = format_utc(row.added_at);
        write(line);
        return true;
    });
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
        line["data"] = stored(raw, raw.data);
        line["sealed"] = raw.salt ? stored(raw, raw.sealed) : Json();
        line["digest"] = hex(raw.digest);
        write(line);
        return true;
    });
    return lines;
}

}  // namespace dcc::desk
