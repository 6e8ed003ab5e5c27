#include <dcc/desk/judges.hpp>
#include <dcc/rules/judging.hpp>

namespace dcc::desk {

std::optional<Refusal> refuse_judge(ledger::Session &session, Case const &complaint,
                                    rules::Doer const &person) {
    auto const &policy = session.policy();
    auto const about =
        complaint.about ? session.writer().events(*complaint.about) : std::vector<Event>{};
    auto const interests = rules::interests_in(complaint, about);
    if (auto no = rules::refuse_interested(policy, complaint, interests, person, session.users()))
        return no;
    if (complaint.complaint->round().number == 1) return std::nullopt;
    auto const earlier = rules::hands_of_earlier_rounds(session.writer().events(complaint.id));
    return rules::refuse_earlier_hand(policy, complaint, earlier, person, session.users());
}

}  // namespace dcc::desk
