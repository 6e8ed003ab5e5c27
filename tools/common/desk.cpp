#include "common/desk.hpp"

#include "common/remedies.hpp"
#include <dcc/report/case_sheet.hpp>
#include <dcc/rules/access.hpp>
#include <dcc/rules/listed.hpp>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

Policy load(Context &context) {
    // A missing desk is reported before a missing policy or permission.
    std::error_code none;
    if (!std::filesystem::exists(context.db(), none)) store::Reader::open(context.db());
    auto policy = load_policy(context);
    context.use_zone(Zone::load(policy.desk.zone));
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

// The policy of a desk is the file beside it, not beside a link to it.
std::filesystem::path own_policy(Context const &context) {
    std::error_code none;
    bool const linked = std::filesystem::is_symlink(context.db(), none);
    auto const desk = linked ? std::filesystem::canonical(context.db(), none) : context.db();
    return desk.parent_path() / "policy.toml";
}

// Read with the shared data of the tools, which the call cannot choose.
Policy load_own(Context const &context, std::filesystem::path const &policy) {
    return dcc::load_policy(policy, own_share().value_or(context.share()), context.cache());
}

// What the call brings along in place of what the desk would use; empty if nothing.
std::string chosen(Context const &context, std::filesystem::path const &own) {
    std::error_code none;
    if (own != context.policy_file() && std::filesystem::exists(own, none) &&
        !std::filesystem::equivalent(own, context.policy_file(), none))
        return fmt::format("the policy of the desk is {}", own.string());
    if (auto const share = context.foreign_share())
        return fmt::format("{} is not the shared data of the tools", share->string());
    return {};
}

// By the desk's own policy, to change the desk under another policy or with other shared data
// takes a permission of its own.
Policy load_to_write(Context &context) {
    auto own = own_policy(context);
    if (auto const other = chosen(context, own); !other.empty() && !is_sandbox(context.db())) {
        std::error_code none;
        auto const policy =
            load_own(context, std::filesystem::exists(own, none) ? own : context.policy_file());
        if (auto no = rules::refuse_name(policy, context.actor(), context.user()))
            throw Refused{*no};
        if (auto no = rules::refuse_access(policy, context.actor(), Right::policy_choose)) {
            no->message += ": " + other;
            throw Refused{*no};
        }
    }
    return load_permitted(context);
}

}  // namespace

Policy load_policy(Context const &context) {
    return dcc::load_policy(context.policy_file(), context.share(), context.cache());
}

void permit(Context &context) {
    Loaded loaded;
    try {
        loaded = read_policy_file(context.policy_file(), context.share());
    } catch (Error const &) {
        return;
    }
    if (!loaded.has_errors()) permit(context, loaded.policy);
}

ReadContext::ReadContext(Context &context)
    : policy{load_permitted(context)},
      reader{store::Reader::open(context.db(), context.timeout(), context.key())},
      now{context.now()} {}

WriteContext::WriteContext(Context &context, bool bulk)
    : policy{load_to_write(context)},
      languages{context.share()},
      writer{store::Writer::open(context.db(),
                                 {context.timeout(), bulk, !context.dry_run(), context.key()})},
      session{writer, policy, languages, context.acting(), context.dry_run()} {}

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

std::optional<Instant> instant_of(std::optional<When> const &when, Context const &context,
                                  Instant now) {
    return when ? std::optional{when->in(context.zone(), now)} : std::nullopt;
}

void Limit::declare(Verb &verb) {
    verb.option("limit", given_, "N", "at most N, 0 for all; 50 unless given");
}

void Limit::note(Table &table, std::string_view things) const {
    if (given_ != 0 && std::ssize(table.rows) == given_)
        table.notes.push_back(fmt::format("The first {} {}; --limit 0 lists all.", given_, things));
}

void print_notes(Context const &context, std::vector<Note> const &notes) {
    for (auto const &note : notes) context.note(text_of(note));
}

void note_unread(Context const &context, ledger::Verdict const &verdict) {
    if (verdict.unread > 0)
        context.note(
            fmt::format("without the master key, the personal data and the {} texts could not be "
                        "checked",
                        verdict.unread));
}

void print_receipt(Context &context, WriteContext &desk, ledger::Receipt const &receipt) {
    print_notes(context, receipt.notes);
    context.receipt(receipt.item.id.text(), [&] {
        return report::show_case(desk.writer, desk.session.adopted(), desk.policy, receipt.item,
                                 receipt.events, desk.session.now());
    });
}

void change_cases(Context &context, Cases const &cases, UseCase const &use_case) {
    WriteContext desk{context};
    for_each_case(context, cases, [&](CaseRef const &ref) {
        print_receipt(context, desk, accept(use_case(desk.session, find_case(desk.writer, ref))));
    });
}

}  // namespace dcc::cli
