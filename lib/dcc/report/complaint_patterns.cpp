#include <dcc/base/columns.hpp>
#include <dcc/calendar/zone.hpp>
#include <dcc/report/complaint_patterns.hpp>
#include <dcc/stats/poisson.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>
#include <unordered_map>

#include <fmt/format.h>

namespace dcc::report {
namespace {

// The complaints of a customer.
struct Complainant {
    CustomerId customer;
    std::string name;
    std::vector<std::string> complaints;  // their ids, oldest first
    std::vector<std::string> types;       // without repetition
    Instant first_at;
    Instant last_at;
};

// The complaints of a type and product, or category.
struct Cluster {
    std::string type;
    std::string product;
    std::string category;
    std::vector<std::string> complaints;  // in the window, oldest first
    std::int64_t in_baseline = 0;
    double usual = 0;  // the number to be expected in the window
    double p = 1;
    double adjusted = 1;
    Instant first_at;
    Instant last_at;
};

// Gathers both in one pass, in the order of time.
class Search {
  public:
    Search(store::Reader &reader, PatternQuery const &query, Instant now)
        : reader_{reader},
          query_{query},
          now_{now},
          window_from_{now - std::chrono::days{query.window}},
          baseline_from_{window_from_ - std::chrono::days{query.baseline}} {
        auto const first = std::min(reader.first_complaint_at().value_or(now), window_from_);
        baseline_from_ = std::max(baseline_from_, first);
        auto const customers_from = now - std::chrono::days{query.days};
        auto const from = query.only == Pattern::complainants ? customers_from
                          : query.only == Pattern::clusters
                              ? baseline_from_
                              : std::min(customers_from, baseline_from_);
        reader.each_complaint_sample(from, now + Seconds{1}, [&](auto const &complaint) {
            if (complaint.customer && complaint.received_at >= customers_from)
                add_customer(complaint);
            if (complaint.received_at >= baseline_from_) add_group(complaint);
        });
    }

    Seconds window() const { return std::chrono::days{query_.window}; }
    Seconds baseline() const { return window_from_ - baseline_from_; }
    bool has_baseline() const { return baseline() >= window(); }
    std::size_t groups() const { return groups_.size(); }

    std::vector<Complainant> complainants() {
        std::vector<Complainant> found;
        for (auto &[customer, complainant] : customers_)
            if (complainant.complaints.size() >= static_cast<std::size_t>(query_.at_least))
                found.push_back(std::move(complainant));
        std::ranges::sort(found, [](Complainant const &a, Complainant const &b) {
            return std::tuple{b.complaints.size(), b.last_at, a.customer} <
                   std::tuple{a.complaints.size(), a.last_at, b.customer};
        });
        bool const readable = reader_.can_read_texts();
        for (auto &complainant : found)
            if (auto row = readable ? reader_.find(complainant.customer) : std::nullopt)
                complainant.name = std::move(row->name);
        return found;
    }

    std::vector<Cluster> clusters() {
        std::vector<Cluster> found;
        if (!has_baseline()) return found;
        stats::Spans const spans{static_cast<double>(window().count()),
                                 static_cast<double>(baseline().count())};
        std::vector<double> p;
        for (auto &[key, group] : groups_) {
            group.usual = static_cast<double>(group.in_baseline) * spans.window / spans.baseline;
            group.p = stats::excess_probability(
                {static_cast<std::int64_t>(group.complaints.size()), group.in_baseline}, spans);
            p.push_back(group.p);
        }
        auto const adjusted = stats::benjamini_hochberg(p);
        auto of_group = adjusted.begin();
        for (auto &[key, group] : groups_) {
            group.adjusted = *of_group++;
            if (group.adjusted <= query_.false_alarms &&
                group.complaints.size() >= static_cast<std::size_t>(query_.least))
                found.push_back(std::move(group));
        }
        std::ranges::stable_sort(found, {}, &Cluster::p);
        return found;
    }

  private:
    using Sample = store::Reader::ComplaintSample;

    void add_customer(Sample const &complaint) {
        auto &found = customers_[complaint.customer->number];
        found.customer = *complaint.customer;
        add(found, complaint);
        if (std::ranges::count(found.types, complaint.type) == 0)
            found.types.emplace_back(complaint.type);
    }

    void add_group(Sample const &complaint) {
        auto const matter = complaint.product.empty() ? complaint.category : complaint.product;
        key_.assign(complaint.type).append(1, complaint.product.empty() ? '\0' : '\1');
        auto &group = groups_[key_.append(matter)];
        if (group.type.empty()) {
            group.type = complaint.type;
            (complaint.product.empty() ? group.category : group.product) = matter;
        }
        if (complaint.received_at >= window_from_)
            add(group, complaint);
        else
            ++group.in_baseline;
    }

    template <class Found>
    static void add(Found &found, Sample const &complaint) {
        if (found.complaints.empty()) found.first_at = complaint.received_at;
        found.last_at = complaint.received_at;
        found.complaints.push_back(complaint.id.text());
    }

    store::Reader &reader_;
    PatternQuery const &query_;
    Instant now_;
    Instant window_from_;
    Instant baseline_from_;
    std::unordered_map<std::int64_t, Complainant> customers_;
    std::map<std::string, Cluster> groups_;
    std::string key_;
};

Table complainants_table(Search &search, PatternQuery const &query) {
    Columns<Complainant> const columns{
        {"customer", "Customer", &Complainant::customer},
        {"name", "Name", &Complainant::name},
        {"complaints", "Complaints", [](Complainant const &row) { return row.complaints.size(); }},
        {"types", "Types", &Complainant::types},
        {"first_at", "", &Complainant::first_at},
        {"last_at", "Last", &Complainant::last_at},
        {"cases", "Cases", &Complainant::complaints},
    };
    return columns.table_of(
        search.complainants(),
        say("No customer complained {} times in {} days.", query.at_least, query.days));
}

// A small probability for people.
std::string probability_text(double p) {
    return p < 0.0001 ? "<0.0001" : fmt::format("{:.4f}", p);
}

Table clusters_table(Search &search) {
    Columns<Cluster> const columns{
        {"type", "Type", &Cluster::type},
        {"product", "", &Cluster::product},
        {"category", "", &Cluster::category},
        {"", "Product, category",
         [](Cluster const &row) { return row.product.empty() ? row.category : row.product; }},
        {"complaints", "Complaints", [](Cluster const &row) { return row.complaints.size(); }},
        {"usual", "Usual", &Cluster::usual},
        {"in_baseline", "", &Cluster::in_baseline},
        {"p", "", &Cluster::p},
        {"p_adjusted", "", &Cluster::adjusted},
        {"", "p adjusted", [](Cluster const &row) { return probability_text(row.adjusted); }},
        {"first_at", "Since", &Cluster::first_at},
        {"last_at", "", &Cluster::last_at},
        {"cases", "Cases", &Cluster::complaints},
    };
    return columns.table_of(search.clusters(), search.has_baseline()
                                                   ? "No cluster: all came at their usual rate."
                                                   : "No usual rate yet: the first complaint is "
                                                     "too recent.");
}

std::vector<Note> cluster_notes(Search const &search, PatternQuery const &query) {
    if (!search.has_baseline()) return {};
    return {say("Usual: the group's complaints in the {} before the last {} days, for {} days.",
                format_span(search.baseline()), query.window, query.window),
            say("Test: exact conditional test of two Poisson counts, over {} groups of the "
                "same type and product or category.",
                search.groups()),
            say("False alarms: at most {} % of the clusters are expected to be some "
                "(Benjamini-Hochberg).",
                fmt::format("{:g}", 100 * query.false_alarms))};
}

}  // namespace

Sheet complaint_patterns(store::Reader &reader, Policy const &policy, PatternQuery const &query,
                         Instant now) {
    store::Reader::Snapshot const snapshot{reader};
    Search search{reader, query, now};
    Columns<Search> const head{
        {"as_of", "", [&](Search const &) { return now; }},
        {"days", "", [&](Search const &) { return query.days; }},
        {"at_least", "", [&](Search const &) { return query.at_least; }},
        {"window_days", "", [&](Search const &) { return query.window; }},
        {"baseline_s", "", [](Search const &found) { return found.baseline(); }},
        {"groups", "", [](Search const &found) { return found.groups(); }},
        {"false_alarms", "", [&](Search const &) { return Share{query.false_alarms}; }},
    };
    Sheet sheet{head.row(search), {}};
    // The only part has no title, so that CSV prints it.
    auto const title = [&](char const *text) { return query.only ? "" : text; };
    if (query.only != Pattern::clusters) {
        sheet.parts.push_back(
            {"complainants", title("Repeated complainants"), complainants_table(search, query)});
        sheet.head.notes.emplace_back(
            say("Complainants: {} or more complaints in the {} "
                "days before {}.",
                query.at_least, query.days, Zone::load(policy.desk.zone).format(now)));
    }
    if (query.only != Pattern::complainants) {
        sheet.parts.push_back({"clusters", title("Clusters"), clusters_table(search)});
        for (auto &note : cluster_notes(search, query)) sheet.head.notes.push_back(std::move(note));
    }
    return sheet;
}

}  // namespace dcc::report
