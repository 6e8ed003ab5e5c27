#include <dcc/desk/judges.hpp>
#include <dcc/rules/judging.hpp>

namespace dcc::desk {
namespace {

// Refuses judges of one complaint, whose history is read once.
class Judges {
  public:
    Judges(ledger::Session &session, Case const &complaint)
        : session_{session}, complaint_{complaint} {
        auto &writer = session.writer();
        interests_ = rules::interests_in(
            complaint, complaint.about ? writer.events(*complaint.about) : std::vector<Event>{});
        if (complaint.complaint->round().number > 1)
            earlier_ = rules::hands_of_earlier_rounds(writer.events(complaint.id));
    }

    std::optional<Refusal> refuse(rules::Doer const &person) {
        auto const &policy = session_.policy();
        if (auto no =
                rules::refuse_interested(policy, complaint_, interests_, person, session_.users()))
            return no;
        return rules::refuse_earlier_hand(policy, complaint_, earlier_, person, session_.users());
    }

  private:
    ledger::Session &session_;
    Case const &complaint_;
    std::vector<rules::Interest> interests_;
    std::vector<rules::Doer> earlier_;
};

}  // namespace

std::optional<Refusal> refuse_judge(ledger::Session &session, Case const &complaint,
                                    rules::Doer const &person) {
    return Judges{session, complaint}.refuse(person);
}

std::vector<std::string> barred_from(ledger::Session &session, Case const &item) {
    std::vector<std::string> barred;
    if (!item.complaint) return barred;
    Judges judges{session, item};
    for (auto const &person : session.policy().staff)
        if (judges.refuse({person.id, {}})) barred.push_back(person.id);
    return barred;
}

}  // namespace dcc::desk
