#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/detail/fold_events.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/rules/article.hpp>
#include <dcc/rules/incident.hpp>
#include <dcc/rules/timeline.hpp>

#include <map>
#include <optional>
#include <tuple>

#include <fmt/format.h>

namespace dcc::ledger {
namespace {

class EventFold {
  public:
    EventFold(store::Reader &reader, Folding const &folding)
        : reader_{reader}, folding_{folding}, adopted_{adopted_terms_of(reader)} {}

    void run() {
        std::int64_t done = 0;
        bool more = true;
        reader_.each_event_by_owner([&](store::RawEvent const &raw) {
            attempt([&] { return fmt::format("event {} ({})", raw.seq, raw.kind); },
                    [&] { fold(read_event(raw, folding_.texts)); });
            return more = ++done % progress_step != 0 || folding_.progress(done);
        });
        if (!more) return;
        finish_customer();
        finish_case();
        for (auto const &[key, absent] : absences_)
            hand_on("absence of " + key.first, [&, &absent = absent] { return rows_of(absent); });
        for (auto const &[key, training] : trainings_)
            hand_on("training of " + std::get<0>(key),
                    [&, &training = training] { return rows_of(training); });
        for (auto const &[id, entry] : articles_) {
            auto const &[article, events] = entry;
            if (folding_.article) folding_.article(article);
            hand_on(id.text(),
                    [&, &article = article, &events = events] { return rows_of(article, events); });
        }
        for (auto const &entry : incidents_)
            hand_on(entry.first.text(), [&] { return rows_of(entry.second); });
    }

  private:
    static constexpr std::int64_t progress_step = 1024;

    void fold(Event event) {
        if (auto const *erasure = event::erasure_in(event.payload))
            hand_on(fmt::format("event {}", event.seq),
                    [&] { return rows_of(*erasure, event.seq); });
        if (event.case_id) {
            if (!item_ || item_->id != *event.case_id) {
                finish_case();
                item_.emplace().id = *event.case_id;
                events_.clear();
            }
            if (folding_.case_event) folding_.case_event(event);
            events_.push_back(std::move(event));
            if (std::holds_alternative<event::EventWithdrawn>(events_.back().payload))
                item_ = rules::replay(events_, adopted_);
            else
                rules::apply(*item_, events_.back(), adopted_);
        } else if (event.customer_id) {
            if (!customer_ || customer_->id != *event.customer_id) {
                finish_customer();
                customer_.emplace().id = *event.customer_id;
            }
            rules::apply(*customer_, event);
        } else if (auto const *adopted = std::get_if<event::PolicyAdopted>(&event.payload)) {
            hand_on("policy " + short_hex(adopted->policy),
                    [&] { return rows_of(*adopted, event.seq); });
        } else if (auto *absent = std::get_if<event::StaffAbsent>(&event.payload)) {
            auto const key = std::pair{absent->person, absent->from};
            absences_.insert_or_assign(key, std::move(*absent));
        } else if (auto *training = std::get_if<event::TrainingRecorded>(&event.payload)) {
            std::tuple key{training->person, training->held, training->topic};
            trainings_.insert_or_assign(std::move(key), std::move(*training));
        } else if (auto const id = rules::article_of(event.payload)) {
            auto &[article, events] = articles_[*id];
            rules::apply(article, event);
            events.push_back(event.seq);
        } else if (auto const incident = rules::incident_of(event.payload)) {
            rules::apply(incidents_[*incident], event);
        }
    }

    void finish_case() {
        finish_customer();
        if (item_) hand_on(item_->id.text(), [&] { return rows_of(*item_, adopted_); });
        item_.reset();
    }

    void finish_customer() {
        if (customer_) hand_on(customer_->id.text(), [&] { return rows_of(*customer_); });
        customer_.reset();
    }

    template <class Make>
    void hand_on(std::string const &name, Make const &make) {
        attempt([&] { return name; }, [&] { folding_.rows(name, make()); });
    }

    template <class Place, class Work>
    void attempt(Place const &place, Work const &work) {
        try {
            work();
        } catch (Error const &error) {
            if (!folding_.failed) throw;
            folding_.failed(place(), error);
        }
    }

    store::Reader &reader_;
    Folding const &folding_;
    rules::AdoptedTerms adopted_;
    std::optional<Case> item_;
    std::vector<Event> events_;  // of that case
    std::optional<Customer> customer_;
    std::map<std::pair<std::string, Instant>, event::StaffAbsent> absences_;
    std::map<std::tuple<std::string, Instant, std::string>, event::TrainingRecorded> trainings_;
    std::map<ArticleId, std::pair<Article, std::vector<std::int64_t>>> articles_;
    std::map<IncidentId, Incident> incidents_;
};

}  // namespace

void fold_events(store::Reader &reader, Folding const &folding) {
    EventFold{reader, folding}.run();
}

}  // namespace dcc::ledger
