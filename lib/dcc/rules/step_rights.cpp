#include <dcc/rules/step_rights.hpp>

namespace dcc::rules {

std::optional<Right> right_for(CaseKind kind, Step step) {
    bool const is_complaint = kind == CaseKind::complaint;
    bool const is_action = kind == CaseKind::action;
    switch (step) {
        case Step::open:
            return is_complaint ? Right::complaint_open
                   : is_action  ? Right::complaint_action
                                : Right::intake_open;
        case Step::triage: return Right::route_triage;
        case Step::assign: return Right::route_assign;
        case Step::start: return is_action ? Right::complaint_action : Right::case_start;
        case Step::note: return Right::case_note;
        case Step::receive: return Right::case_receive;
        case Step::reply: return Right::case_reply;
        case Step::wait: return Right::case_wait;
        case Step::resume: return Right::case_resume;
        case Step::resolve: return Right::case_resolve;
        case Step::reopen: return Right::case_reopen;
        case Step::close: return is_complaint ? Right::complaint_outcome : Right::case_close;
        case Step::cancel: return is_action ? Right::complaint_action : Right::case_cancel;
        case Step::facts: return Right::case_facts;
        case Step::propose: return Right::case_propose;
        case Step::review: return Right::case_review;
        case Step::confirm: return Right::case_confirm;
        case Step::promise: return Right::case_promise;
        case Step::visit: return Right::case_visit;
        case Step::feedback: return Right::case_feedback;
        case Step::erase: return Right::admin_redact;
        case Step::hold: return Right::admin_hold;
        case Step::acknowledge: return Right::complaint_acknowledge;
        case Step::assess: return Right::complaint_assess;
        case Step::evidence:
        case Step::finding:
        case Step::recuse: return Right::complaint_investigate;
        case Step::propose_remedy: return Right::complaint_propose;
        case Step::approve:
        case Step::give_back: return Right::complaint_approve;
        case Step::decide: return Right::complaint_reply;
        case Step::outcome: return Right::complaint_outcome;
        case Step::extend: return Right::complaint_extend;
        case Step::remedy: return Right::complaint_remedy;
        case Step::withdraw: return Right::complaint_withdraw;
        case Step::cause: return Right::complaint_cause;
        case Step::plan:
        case Step::finish: return Right::complaint_action;
        case Step::verify: return Right::complaint_verify;
        case Step::lapse:
        case Step::correct:
        case Step::notify: return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace dcc::rules
