#include "common/desk.hpp"

#include "common/earlier.hpp"
#include "common/login.hpp"
#include "common/places.hpp"
#include "common/remedies.hpp"
#include <dcc/base/new_file.hpp>
#include <dcc/desk/customer.hpp>
#include <dcc/ledger/once.hpp>
#include <dcc/report/case_sheet.hpp>
#include <dcc/rules/access.hpp>
#include <dcc/rules/lifecycle.hpp>
#include <dcc/rules/listed.hpp>

#include <algorithm>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dcc::cli {
namespace {

Policy load(Context &context) {
    // A missing desk is reported before a missing policy or permission.
    std::error_code none;
    if (!std::filesystem::exists(context.db(), none)) store::Reader::open(context.db());
    auto policy = load_policy(context);
    context.use_desk(policy.desk.zone, policy.desk.language);
    return policy;
}

bool is_sandbox(std::filesystem::path const &db) {
    try {
        return store::Reader::open(db).is_sandbox();
    } catch (Error const &) {
        return false;
    }
}

// In a sandbox everyone may act as anyone.
void permit(Context &context, Policy const &policy) {
    auto const right = context.right().value();  // verbs for everyone open no desk
    if (auto no = rules::refuse_name(policy, context.actor(), context.user()))
        if (!is_sandbox(context.db())) throw Refused{*no};
    if (auto no = rules::refuse_access(policy, context.actor(), right)) throw Refused{*no};
}

Policy load_permitted(Context &context) {
    auto policy = load(context);
    permit(context, policy);
    return policy;
}

bool names_other_policy(Context const &context, std::filesystem::path const &own) {
    std::error_code none;
    return own != context.policy_file() && std::filesystem::exists(own, none) &&
           !std::filesystem::equivalent(own, context.policy_file(), none);
}

// The policy that decides who may do what: the desk's own, or if there is none that of the call.
// With the shared data of the tools and of the desk, which the call cannot choose. Nothing when it
// is missing or wrong.
std::optional<Policy> deciding_policy(Context const &context, std::filesystem::path const &own) {
    std::error_code none;
    try {
        auto const tools = own_share();
        auto const share =
            tools ? SharePlaces{*tools, directory_of(context.own_policy())} : context.share();
        return dcc::load_policy(std::filesystem::exists(own, none) ? own : context.policy_file(),
                                share, context.cache());
    } catch (Error const &) {
        return std::nullopt;
    }
}

// Whoever owns a file can do anything with it, also by other programs. Through sudo the account
// owns it, not the caller, and in a user namespace ids say nothing. A file that is to be made has
// no owner yet.
bool owns_desk(Context const &context) {
    struct ::stat status {};
    if (::stat(context.db().c_str(), &status) != 0) return true;
    return !context.through_sudo() && !in_user_namespace() &&
           (status.st_uid == ::getuid() || ::getuid() == superuser);
}

// Without a policy that says who may do what only the owner of the desk may. Else whoever can break
// the policy, or name one that does not exist, could do everything.
void require_owner(Context const &context, std::filesystem::path const &policy) {
    if (!owns_desk(context))
        throw Error{ErrorKind::no_permission,
                    say("{}: the policy of the desk cannot be read, so that only the owner "
                        "of the desk file may do this",
                        policy.string()),
                    "'dcc-admin policy check' says what is wrong with it"};
    std::error_code none;
    if (std::filesystem::exists(context.db(), none))
        context.note(
            say("{}: the policy of the desk cannot be read; the desk file is "
                "yours, so you may do this",
                policy.string()));
}

// Throws Refused, with the reason for asking, unless the deciding policy gives the permission.
void permit_by_own(Context const &context, std::filesystem::path const &own, Right right,
                   Wording const &reason) {
    auto const policy = deciding_policy(context, own);
    if (!policy) return require_owner(context, own);
    if (auto no = rules::refuse_name(*policy, context.actor(), context.user())) throw Refused{*no};
    if (auto no = rules::refuse_access(*policy, context.actor(), right)) {
        no->message = say("{}: {}", no->message, reason);
        throw Refused{*no};
    }
}

// To read a desk under another policy, the desk's own must allow it too.
Policy load_to_read(Context &context) {
    auto const own = context.own_policy();
    if (names_other_policy(context, own) && !is_sandbox(context.db()))
        permit_by_own(context, own, context.right().value(),
                      say("the policy of the desk is {}", own.string()));
    return load_permitted(context);
}

// To change a desk under another policy, or with other shared data than that of the tools, takes a
// permission of its own.
Policy load_to_write(Context &context) {
    auto const own = context.own_policy();
    Wording other;
    if (names_other_policy(context, own))
        other = say("the policy of the desk is {}", own.string());
    else if (auto const share = context.foreign_share())
        other = say("{} is not the shared data of the tools", share->string());
    if (!other.empty() && !is_sandbox(context.db()))
        permit_by_own(context, own, Right::policy_choose, other);
    return load_permitted(context);
}

}  // namespace

Policy load_policy(Context const &context) {
    return dcc::load_policy(context.policy_file(), context.share(), context.cache());
}

void permit(Context &context) {
    auto const own = context.own_policy();
    bool const may_choose = names_other_policy(context, own) && is_sandbox(context.db());
    auto const &decides = may_choose ? context.policy_file() : own;
    auto const policy = deciding_policy(context, decides);
    if (!policy) return require_owner(context, decides);
    permit(context, *policy);
}

ReadContext::ReadContext(Context &context)
    : policy{load_to_read(context)},
      reader{store::Reader::open(context.db(), context.timeout(), context.key())},
      now{context.now()} {}

namespace {

store::Writer::Options options_of(Context const &context, bool bulk) {
    return {context.timeout(), bulk, !context.dry_run(), context.key()};
}

Context &without_key(Context &context) {
    if (context.call())
        throw Error{ErrorKind::usage, "--id: not for this call, which is safe to repeat as it is"};
    return context;
}

}  // namespace

WriteContext::WriteContext(Context &context, bool bulk)
    : WriteContext{without_key(context), options_of(context, bulk)} {}

WriteContext::WriteContext(Context &context, store::Writer::Options options)
    : policy{load_to_write(context)},
      languages{context.share()},
      writer{store::Writer::open(context.db(), std::move(options))},
      session{writer, policy, languages, context.acting(), context.dry_run()} {}

WriteContext &write_desk(Context &context) {
    std::shared_ptr<WriteContext> const desk{new WriteContext{context, options_of(context, false)}};
    if (!context.call()) {
        context.complete_by(desk, {});
        return *desk;
    }
    auto const once = std::make_shared<ledger::Once>(desk->session, *context.call());
    if (auto const earlier = accept(once->earlier())) {
        context.print_earlier(earlier->receipt,
                              [&](std::string const &id) { return sheet_of(*desk, id); });
        throw Repeated{};
    }
    context.complete_by(
        desk, [once](std::vector<std::string> const &receipt) { once->complete(receipt); });
    return *desk;
}

CustomerId find_customer(store::Reader &reader, CustomerId id) {
    if (!reader.find(id)) throw Refused{desk::no_such(id)};
    return reader.used(id);
}

CaseId find_case(store::Reader &reader, CaseRef const &ref) {
    return accept(ledger::find_case(reader, ref.text()));
}

Case load_case(store::Reader &reader, CaseRef const &ref) {
    auto adopted = ledger::adopted_terms_of(reader);
    return *ledger::load(reader, adopted, find_case(reader, ref));
}

std::vector<std::string> with_those_below(Policy const &policy,
                                          std::vector<std::string> const &ids) {
    std::vector<std::string> list;
    for (auto const &id : ids) {
        if (auto no = rules::refuse_unlisted("category", id, policy.categories)) throw Refused{*no};
        for (auto const &category : policy.categories)
            if (policy.is_within(category.id, id)) list.push_back(category.id);
    }
    return list;
}

TimeFrame frame_of(Context const &context, Policy const &policy, Instant now) {
    TimeFrame frame{context.zone(), now};
    auto const rule = std::find_if(policy.sla.rbegin(), policy.sla.rend(),
                                   [](SlaRule const &one) { return !one.incident; });
    if (rule == policy.sla.rend()) return frame;
    for (auto const &term : rule->terms) {
        auto const hours = policy.calendars.find(term.calendar);
        if (hours == policy.calendars.end()) continue;
        if (!frame.hours || term.kind == ClockKind::resolution) frame.hours = &hours->second;
    }
    return frame;
}

std::optional<Instant> instant_of(std::optional<When> const &when, TimeFrame const &frame) {
    return when ? std::optional{when->in(frame)} : std::nullopt;
}

void require_order(std::optional<Instant> from, std::optional<Instant> to,
                   std::string_view from_name, std::string_view to_name) {
    if (from && to && *to < *from)
        throw Error{ErrorKind::usage, say("{} is before {}", to_name, from_name)};
}

void add_states(Verb &verb, std::vector<State> &states, std::span<CaseKind const> kinds) {
    std::vector<std::string> words;
    for (auto const &[state, text] : state_words)
        if (std::ranges::any_of(kinds, [state = state](CaseKind kind) {
                return rules::lifecycle_of(kind).states.holds(state);
            }))
            words.emplace_back(text);
    verb.list("state", states, "STATE,…", words, "in these states");
}

void Limit::declare(Verb &verb) {
    verb.option("limit", given_, "N", "at most N, 0 for all; 50 unless given");
}

std::int64_t Limit::rows() const {
    if (given_ < 0) throw Error{ErrorKind::usage, "--limit: must not be negative"};
    return given_ == 0 ? -1 : given_;
}

void Limit::note(Table &table, Wording const &things) const {
    if (given_ != 0 && std::ssize(table.rows) == given_)
        table.partial = say("The first {} {}; --limit 0 lists all.", given_, things);
}

void print_notes(Context const &context, std::vector<Note> const &notes) {
    for (auto const &note : notes) context.note(note);
}

void note_unread(Context const &context, ledger::Verdict const &verdict) {
    if (verdict.unread > 0)
        context.note(say("without the master key, the personal data and {} could not be checked",
                         counted(verdict.unread, "the 1 text", "the {} texts")));
}

void note_evidence(Context const &context, desk::EvidenceVerdict const &verdict) {
    if (verdict.unread > 0)
        context.note(
            say("without the master key, the content of the files of evidence ({}) could "
                "not be checked",
                verdict.unread));
    if (!verdict.unused.empty())
        context.note(
            say("files beside the desk that are no evidence of any complaint: {}, such as "
                "{}; 'dcc-complaint evidence prune' removes them",
                verdict.unused.size(), verdict.unused.front()));
}

void print_receipt(Context &context, WriteContext &desk, ledger::Receipt const &receipt) {
    print_notes(context, receipt.notes);
    context.receipt(receipt.item.id.text(), [&] {
        return report::show_case(desk.writer, desk.session.adopted(), desk.policy, receipt.item,
                                 receipt.events, desk.session.now());
    });
}

void change_cases(Context &context, Cases const &cases, UseCase const &use_case) {
    if (cases.several) context.expect_several();
    auto &desk = write_desk(context);
    for_each_case(context, cases, [&](CaseRef const &ref) {
        print_receipt(context, desk, accept(use_case(desk.session, find_case(desk.writer, ref))));
    });
}

Verb &add_change(Tool &tool, Right right, std::string const &name, Wording const &summary,
                 UseCase use_case) {
    auto cases = std::make_shared<Cases>();
    auto &verb = tool.verb(name, summary).writes();
    verb.cases(*cases);
    verb.run(right, [cases, use_case = std::move(use_case)](Context &context) {
        change_cases(context, *cases, use_case);
    });
    return verb;
}

}  // namespace dcc::cli
