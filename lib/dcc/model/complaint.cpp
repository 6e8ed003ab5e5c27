#include <dcc/model/complaint.hpp>

#include <fmt/format.h>

namespace dcc {

Digest proposal_digest(Proposal const &proposal) {
    std::string all;
    auto const add = [&](std::string_view part) { all += fmt::format("{}:{}", part.size(), part); };
    add(word(proposal.decision));
    for (auto const &remedy : proposal.remedies) {
        add(word(remedy.kind));
        add(remedy.amount ? format_money(*remedy.amount) : std::string{});
    }
    add(proposal.body);
    return digest(all);
}

}  // namespace dcc
