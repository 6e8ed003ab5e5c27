#include <dcc/ledger/projection.hpp>
#include <dcc/ledger/rebuild.hpp>
#include <dcc/ledger/session.hpp>
#include <dcc/rules/article.hpp>
#include <dcc/rules/timeline.hpp>

#include <functional>
#include <optional>

namespace dcc::ledger {
namespace {

// What each finished thing is handed to.
struct Folded {
    std::function<void(Event const &)> policy;
    std::function<void(Event const &)> article;
    std::function<void(Customer const &)> customer;
    std::function<void(Case const &)> item;
};

void fold_all(store::Reader &reader, rules::AdoptedTerms &adopted, Folded const &folded,
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
            rules::apply(*item, event, adopted);
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
    auto adopted = adopted_terms_of(writer);
    std::int64_t cases = 0;
    fold_all(writer, adopted,
             {.policy = [&](Event const &event) { put_policy(writer, event); },
              .article = [&](Event const &event) { put_article(writer, event); },
              .customer = [&](Customer const &customer) { writer.put(customer_row(customer)); },
              .item =
                  [&](Case const &item) {
                      writer.put(case_rows(item, adopted));
                      ++cases;
                  }},
             progress);
    writer.index_cases();
    writer.commit();
    return cases;
}

}  // namespace dcc::ledger
