#include "common/desk.hpp"

#include "common/remedies.hpp"
#include <dcc/report/case_sheet.hpp>
#include <dcc/rules/access.hpp>
#include <dcc/rules/listed.hpp>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

Policy load(Context &context) {
    // Without a desk file, the policy beside it is missing too. Report the missing desk.
    std::error_code none;
    if (!context.policy_given() && !std::filesystem::exists(context.policy_file(), none) &&
        !std::filesystem::exists(context.db(), none))
        store::Reader::open(context.db());
    auto policy = load_policy(context);
    context.use_zone(Zone::load(policy.desk.zone));
    return policy;
}

void permit(Context &context, Policy const &policy) {
    auto const right = context.right().value();  // verbs for everyone open no desk
    if (auto no = rules::refuse_access(policy, context.actor(), right)) throw Refused{*no};
}

Policy load_permitted(Context &context) {
    auto policy = load(context);
    permit(context, policy);
    return policy;
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
      reader{store::Reader::open(context.db(), context.timeout())},
      now{context.now()} {}

WriteContext::WriteContext(Context &context, bool bulk)
    : policy{load_permitted(context)},
      languages{context.share()},
      writer{store::Writer::open(context.db(), {context.timeout(), bulk, !context.dry_run()})},
      session{writer, policy, languages, context.actor(), context.now(), context.dry_run()} {}

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
