#pragma once

#include <dcc/base/detail/json.hpp>
#include <dcc/ledger/session.hpp>
#include <dcc/model/customer.hpp>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace dcc::exchange {

// What the lines of customers say beside the facts: tags, doubts about who they are, and merges.
// They refer to customers and cases of later lines, so they are recorded at the end of the file.
class CustomerRelations {
  public:
    // The customer or case here for one of the desk that the file comes from.
    using CustomerHere = std::function<std::optional<CustomerId>(CustomerId)>;
    using CaseHere = std::function<std::optional<CaseId>(CaseId)>;

    // Notes the relations in a customer's line. `here` is who they are in this desk. Throws
    // BadLine.
    void add(CustomerId here, Json const &line);

    // Records them, in one transaction. What the desk has already is not recorded again. A relation
    // to a customer who was not imported is left out, as are rings.
    void record(ledger::Session &session, CustomerHere const &customer_here,
                CaseHere const &case_here) const;

  private:
    // All ids but `here` are those of the desk that the file comes from.
    struct Line {
        CustomerId here;
        std::optional<CustomerId> theirs;
        std::optional<CustomerId> merged_into;
        std::vector<std::string> tags;
        std::vector<Doubt> doubts;
        std::vector<Absorbed> absorbed;
        std::vector<Contact> contacts;  // of merged customers
    };

    Line const *line_of(CustomerId theirs) const;
    void merge(ledger::Session &session, Line const &line, CustomerHere const &customer_here) const;

    std::vector<Line> lines_;
    std::unordered_map<std::int64_t, std::size_t> index_;  // of lines_, by their number
};

}  // namespace dcc::exchange
