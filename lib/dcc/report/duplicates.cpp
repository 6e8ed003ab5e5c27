#include <dcc/base/columns.hpp>
#include <dcc/base/phone.hpp>
#include <dcc/report/duplicates.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace dcc::report {
namespace {

struct DuplicatePair {
    CustomerId customer;
    std::string name;
    std::optional<CustomerId> other;
    std::string other_name;
    DoubtKind why{};
    std::string said;  // the number, the address or the other name
    std::optional<CaseId> about;
};

using NumberPair = std::pair<std::int64_t, std::int64_t>;

NumberPair ids_of(CustomerId one, CustomerId other) {
    return std::minmax({one.number, other.number});
}

class Finder {
  public:
    Finder(store::Reader &reader, Policy const &policy) : reader_{reader}, policy_{policy} {}

    std::vector<DuplicatePair> run() {
        reader_.each_customer([&](store::CustomerRow &&row) {
            if (row.merged_into) return true;
            names_.emplace(row.id.number, row.name);
            add(row.id, ContactKind::phone, row.phone);
            add(row.id, ContactKind::email, row.email);
            return true;
        });
        reader_.each_contact(
            [&](store::ContactRow &&row) { add(row.customer, row.kind, row.text); });
        for (auto const &doubt : reader_.doubts()) {
            if (doubt.settled && doubt.other) settled_.insert(ids_of(doubt.customer, *doubt.other));
            if (!doubt.settled) add(doubt);
        }
        for (auto const &[key, owners] : owners_) add(owners);
        std::erase_if(pairs_, [&](DuplicatePair const &pair) {
            return pair.other && settled_.contains(ids_of(pair.customer, *pair.other));
        });
        std::ranges::stable_sort(pairs_, {}, &DuplicatePair::customer);
        return std::move(pairs_);
    }

  private:
    struct Owners {
        ContactKind kind{};
        std::string text;
        std::vector<CustomerId> customers;
    };

    void add(CustomerId id, ContactKind kind, std::string const &text) {
        if (text.empty() || !names_.contains(id.number)) return;
        std::string key;
        if (kind == ContactKind::email)
            key = email_key(text);
        else if (auto const number = parse_phone(text, policy_.desk.country))
            key = number->key;
        if (key.empty()) return;
        auto &owners = owners_[key];
        if (owners.customers.empty()) owners = {kind, text, {}};
        if (std::ranges::count(owners.customers, id) == 0) owners.customers.push_back(id);
    }

    void add(Owners const &owners) {
        for (std::size_t i = 1; i < owners.customers.size(); ++i) {
            auto const one = owners.customers.front();
            auto const other = owners.customers[i];
            if (doubted_.contains(ids_of(one, other))) continue;
            pairs_.push_back(
                {one,
                 names_[one.number],
                 other,
                 names_[other.number],
                 owners.kind == ContactKind::phone ? DoubtKind::phone : DoubtKind::email,
                 owners.text,
                 {}});
        }
    }

    void add(store::DoubtRow const &doubt) {
        if (!names_.contains(doubt.customer.number)) return;
        if (doubt.other) {
            if (!names_.contains(doubt.other->number)) return;
            doubted_.insert(ids_of(doubt.customer, *doubt.other));
        }
        pairs_.push_back({doubt.customer, names_[doubt.customer.number], doubt.other,
                          doubt.other ? names_[doubt.other->number] : std::string{}, doubt.kind,
                          doubt.said, doubt.about});
    }

    store::Reader &reader_;
    Policy const &policy_;
    std::map<std::int64_t, std::string> names_;  // of customers who are used
    std::map<std::string, Owners> owners_;       // by key
    std::set<NumberPair> settled_;
    std::set<NumberPair> doubted_;  // they have a row with the case
    std::vector<DuplicatePair> pairs_;
};

}  // namespace

Table duplicates(store::Reader &reader, Policy const &policy) {
    Columns<DuplicatePair> const columns{
        {"customer", "Customer", &DuplicatePair::customer},
        {"name", "Name", &DuplicatePair::name},
        {"other", "Other", &DuplicatePair::other},
        {"other_name", "Other's name", &DuplicatePair::other_name},
        {"why", "Why", &DuplicatePair::why},
        {"said", "Given", &DuplicatePair::said},
        {"case", "Case", &DuplicatePair::about},
    };
    return columns.table_of(Finder{reader, policy}.run(), "No doubt about who is whom.");
}

}  // namespace dcc::report
