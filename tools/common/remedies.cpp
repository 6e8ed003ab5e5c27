#include "common/remedies.hpp"

#include <dcc/model/case_facts.hpp>
#include <dcc/model/remedy.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/args.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::cli {
namespace {

// How a remedy is carried out with the tools.
struct RemedyRow {
    Remedy remedy;
    std::string_view argument;       // Remedy::give has a row for each first argument
    std::string_view text;           // {0} is the first value of values_of()
    std::string_view before = ": ";  // between the text of a note and this
    std::string_view after = "";     // at the end of a note
};

constexpr RemedyRow remedy_rows[] = {
    {Remedy::give, "article.title", "give it with --title TEXT"},
    {Remedy::give, "article.body", "give it with --body TEXT or --body-file FILE"},
    {Remedy::give, "article.answer", "give the answer with --body TEXT or --body-file FILE"},
    {Remedy::give, "article.change",
     "give what is new with --title, --body, --category or --language"},
    {Remedy::give, "article.reason", "give it with --reason TEXT"},
    {Remedy::give, "assign.force", "choose another one, or add --force REASON"},
    {Remedy::give, "assign.reason", "give it with --force REASON"},
    {Remedy::give, "case.channel", "give --channel NAME"},
    {Remedy::give, "case.subject", "give --subject TEXT"},
    {Remedy::give, "case.rating", "give --category, --impact, --urgency or --priority"},
    {Remedy::give, "case.body", "give it with --body TEXT or --body-file FILE"},
    {Remedy::give, "case.answer", "give it with --answer TEXT or --answer-file FILE"},
    {Remedy::give, "case.reason", "give it with --reason TEXT"},
    {Remedy::give, "case.tags", "give --add TAG or --remove TAG"},
    {Remedy::give, "case.wait", "wait with --on customer or --on third-party"},
    {Remedy::give, "complaint.complainants", "give it with --complainants N"},
    {Remedy::give, "complaint.severity", "give it with --severity NAME"},
    {Remedy::give, "complaint.reason", "give it with --reason TEXT"},
    {Remedy::give, "complaint.decision", "give it with --decision upheld|partly|rejected"},
    {Remedy::give, "complaint.cause", "give it with --cause ID"},
    {Remedy::give, "action.title", "give it with --title TEXT"},
    {Remedy::give, "action.measure", "give it with --measure TEXT"},
    {Remedy::give, "action.causes", "give it with --cause ID"},
    {Remedy::give, "action.body", "give it with --body TEXT or --body-file FILE"},
    {Remedy::give, "callback.rule", "give it with --rule NAME"},
    {Remedy::give, "remedy.amount", "give it with --remedy {1}=AMOUNT"},
    {Remedy::give, "remedy.no_amount", "give --remedy {1} without an amount"},
    {Remedy::give, "customer", "give a name, --phone or --email"},
    {Remedy::give, "customer.change", "give what is new, such as --phone NUMBER or --add TAG"},
    {Remedy::give, "evidence.name", "give it with --name TEXT"},
    {Remedy::give, "facts", "give {0}"},
    {Remedy::give, "feedback", "give at least --csat, --nps, --ces, --solved or --comment"},
    {Remedy::give, "feedback.token",
     "give the customer's --token, or have a colleague record the answer"},
    {Remedy::give, "incident.title", "give it with --title TEXT"},
    {Remedy::give, "incident.translation", "give it with --translation LANGUAGE=TEXT"},
    {Remedy::give, "incident.body", "give it with --body TEXT or --body-file FILE"},
    {Remedy::give, "incident.severity", "give it with --severity NAME"},
    {Remedy::give, "incident.reason", "give it with --reason TEXT"},
    {Remedy::give, "promise.reason", "give it with --reason TEXT; the customer is informed"},
    {Remedy::give, "quality.item", "give --item NAME=POINTS for each of them"},
    {Remedy::give, "redact.reason", "give it with --reason TEXT, and name nobody in it"},
    {Remedy::give, "handover.assign", "run 'dcc-route assign {1} --to STAFF'"},
    {Remedy::give, "handover.field", "give it with --field {1}=TEXT"},
    {Remedy::give, "handover.reason", "give it with --reason TEXT"},
    {Remedy::give, "hold.reason", "give it with --reason TEXT"},
    {Remedy::give, "review.check", "give --check ITEM=yes"},
    {Remedy::give, "review.reason", "give it with --reason TEXT or --reason-file FILE"},
    {Remedy::give, "solution.steps", "give them with --steps TEXT or --steps-file FILE"},
    {Remedy::give, "solution.effect", "give it with --effect TEXT, or keep a draft with --draft"},
    {Remedy::give, "solution.feasibility",
     "give it with --feasibility TEXT, or keep a draft with --draft"},
    {Remedy::give, "solution.submit", "submit it with --submit"},
    {Remedy::give, "staff.rebalance", "'dcc-route rebalance' moves them", "; "},
    {Remedy::give, "staff.rebalance_begun", "'dcc-route rebalance --begun' moves them", "; "},
    {Remedy::give, "task.force", "finish or cancel them, or add --force REASON"},
    {Remedy::give, "task.list", "see 'dcc-route task list --all --case {1}'"},
    {Remedy::give, "task.title", "give it with --title TEXT"},
    {Remedy::give, "training.topic", "give it with --topic TEXT"},
    {Remedy::give, "visit.technician", "give --technician STAFF"},
    {Remedy::give, "visit.to", "give --to TIME or --for DURATION"},
    {Remedy::give, "visit.change", "give --technician, --from, --to or --for"},
    {Remedy::give, "visit.reason", "give --reason TEXT"},
    {Remedy::give, "visit.found", "give --found TEXT"},
    {Remedy::give, "visit.done", "give --done TEXT"},
    {Remedy::give, "visit.result", "give --result TEXT"},
    {Remedy::answer_checks, "", "give --check {0}=yes"},
    {Remedy::correct_fact, "", "{1}correct it with {0}", " (", ")"},
    {Remedy::map_column, "", "name its column in the mapping of --map FILE"},
    {Remedy::raise_limit, "", "--limit N shows more."},
    {Remedy::check_clock, "", "check the clock, or --now"},
    {Remedy::find_customer, "", "see 'dcc-intake customer find'"},
    {Remedy::find_case, "", "see 'dcc-case list --all', or 'dcc-case search'"},
    {Remedy::edit_customer, "", "'dcc-intake customer edit {0}' changes it", "; "},
    {Remedy::choose_customer, "", "'dcc-case customer {0} --to {1} --reason TEXT' gives it another",
     "; "},
    {Remedy::show_customer, "", "see 'dcc-intake customer show {0}'"},
    {Remedy::list_doubts, "", "see 'dcc-intake customer duplicates'", "; "},
    {Remedy::list_articles, "", "see 'dcc-case article list'"},
    {Remedy::add_article, "", "write the article with 'dcc-case article add'"},
    {Remedy::search_article, "",
     "find another with 'dcc-case article search', or write your own answer"},
    {Remedy::list_incidents, "", "see 'dcc-route incident list'"},
    {Remedy::show_case, "", "see 'dcc-case show {0}'"},
    {Remedy::show_history, "", "see 'dcc-case history {0}'"},
    {Remedy::show_clocks, "", "see 'dcc-case clocks {0}'"},
    {Remedy::show_reasons, "", "see 'dcc-route why {0}'", " (", ")"},
    {Remedy::classify, "", "run 'dcc-route triage {0} --category NAME'", "; "},
    {Remedy::learn, "", "run 'dcc-route learn'"},
    {Remedy::supply_facts, "", "{0}"},
    {Remedy::supply_or_allow, "",
     "{0}; or set dispatch_incomplete = true under [desk] in the policy"},
    {Remedy::supply_purchase, "", "{0}", "; "},
    {Remedy::triage_again, "", "the next 'dcc-route triage' takes it", "; "},
    {Remedy::triage_case, "", "run 'dcc-route triage {0}'", "; "},
    {Remedy::resume_to_triage, "",
     "once 'dcc-case resume {0}' ends the waiting, the next 'dcc-route triage' takes it", "; "},
    {Remedy::assign, "", "or assign it to yourself first: dcc-route assign {0} --to {1}"},
    {Remedy::assign_handler, "", "run 'dcc-complaint assign {0} --to PERSON'"},
    {Remedy::list_evidence, "", "see 'dcc-complaint evidence list {0}'"},
    {Remedy::propose, "", "propose one: dcc-case propose {0} --steps …"},
    {Remedy::propose_draft, "", "write one: dcc-case propose {0} --steps …"},
    {Remedy::propose_again, "", "propose it again: dcc-case propose {0} --steps …"},
    {Remedy::submit_draft, "", "submit the draft: dcc-case propose {0} --submit"},
    {Remedy::review, "", "a reviewer decides: dcc-case review {0}"},
    {Remedy::return_solution, "", "return it with --return --reason TEXT"},
    {Remedy::confirm, "", "confirm it: dcc-case confirm {0}"},
    {Remedy::reopen, "", "reopen it with 'dcc-case reopen {0}'"},
    {Remedy::undo_ending, "", "undo it with 'dcc-case undo {0} --reason TEXT'"},
    {Remedy::read_again, "", "read it again: dcc-case show {0}"},
    {Remedy::book_visit, "", "book another with 'dcc-case visit book {0}'"},
    {Remedy::cancel_visit, "", "cancel it with 'dcc-case visit cancel {0}', and book it in {1}"},
    {Remedy::move_visit, "",
     "if it was earlier than booked, move it first: 'dcc-case visit move {0}'"},
    {Remedy::list_visits, "",
     "nothing is free later that day; see 'dcc-case visit list --technician {0}'"},
    {Remedy::list_messages, "", "see 'dcc-case outbox list --case {0}'"},
    {Remedy::finish_message, "", "then run 'dcc-case outbox done {0}'", ", "},
    {Remedy::retry_messages, "",
     "undeliverable messages are not tried again until 'dcc-case outbox retry': "
     "see 'dcc-case outbox list --state undeliverable'"},
    {Remedy::deliver_again, "", "a later 'dcc-case outbox deliver' tries them again"},
    {Remedy::notify_and_finish, "", "inform the customer, then run 'dcc-case outbox done {0}'"},
    {Remedy::create_desk, "",
     "create one with 'dcc-admin init', or name another with --db or DCC_DB"},
    {Remedy::list_packs, "", "see 'dcc-admin packs'"},
    {Remedy::name_policy, "", "name it with --policy, or create a desk with 'dcc-admin init'"},
    {Remedy::wait_longer, "", "try again, or wait longer with --timeout SECONDS"},
    {Remedy::verify_desk, "", "run 'dcc-admin verify'"},
    {Remedy::restore_backup, "", "run 'dcc-admin verify' and restore from a backup"},
    {Remedy::mend_desk, "",
     "run 'dcc-admin verify'; if no event is damaged, 'dcc-admin rebuild' mends the desk, else "
     "restore from a backup"},
    {Remedy::rebuild_desk, "",
     "if no event is damaged, 'dcc-admin rebuild' mends the desk, else restore from a backup"},
    {Remedy::compact_desk, "",
     "run 'dcc-admin key init' with the same master key, which compacts the file", "; "},
    {Remedy::name_key, "",
     "name the file of the master key with --key-file or DCC_KEY_FILE; see 'dcc-admin key status'"},
    {Remedy::act_as, "", "on the staff list you are {0}: add --as {0}, or set DCC_ACTOR"},
};

constexpr bool all_have_rows() {
    return std::ranges::all_of(remedy_words, [](auto const &remedy) {
        return std::ranges::find(remedy_rows, remedy.first, &RemedyRow::remedy) !=
               std::end(remedy_rows);
    });
}
static_assert(all_have_rows(), "each remedy has a row");

// The options of `dcc-case facts` for facts of the customer.
constexpr std::pair<std::string_view, std::string_view> customer_options[] = {
    {"customer_name", "--customer NAME"},  {"customer_phone", "--phone NUMBER"},
    {"customer_email", "--email ADDRESS"}, {"customer_language", "--language CODE"},
    {"customer_tier", "--tier NAME"},
};

// The option of `dcc-case facts` that supplies a fact; empty for the impact, which is given in
// triage.
std::string option_of(std::string_view name) {
    if (auto const field = field_in(name); !field.empty())
        return "--field " + std::string{field} + "=VALUE";
    std::string option;
    each_case_fact(when_correcting, [&](auto const &fact) {
        if (fact.name == name) option = fmt::format("--{} {}", fact.option, fact.value);
    });
    for (auto const &[fact, way] : customer_options)
        if (fact == name) option = way;
    return option;
}

// "--product, --order or --for"
Wording all_fact_options() {
    std::vector<std::string> options;
    each_case_fact(when_correcting,
                   [&](auto const &fact) { options.push_back(fmt::format("--{}", fact.option)); });
    options.emplace_back("--field");
    auto const last = options.back();
    options.pop_back();
    return say("{} or {}", fmt::join(options, ", "), last);
}

using Arguments = std::vector<std::string>;

// The commands that supply facts. The arguments are the case, then the facts.
Wording how_to_supply(Arguments const &arguments) {
    std::string options;
    bool impact = false;
    auto const &id = arguments.front();
    for (auto fact = arguments.begin() + 1; fact != arguments.end(); ++fact) {
        if (auto const option = option_of(*fact); !option.empty())
            options += fmt::format(" {}", option);
        else
            impact = true;
    }
    auto const facts = options.empty() ? Wording{} : say("run 'dcc-case facts {}{}'", id, options);
    auto const triage = impact ? say("run 'dcc-route triage {} --impact NAME'", id) : Wording{};
    return facts.empty() || triage.empty() ? facts + triage : say("{}; {}", facts, triage);
}

// The values for the text of a row: the arguments, which a few remedies transform.
std::vector<Wording> values_of(Remedy remedy, Arguments const &arguments) {
    std::vector<Wording> const as_given{arguments.begin(), arguments.end()};
    switch (remedy) {
        case Remedy::give:
            return arguments.at(0) == "facts" ? std::vector{all_fact_options()} : as_given;
        case Remedy::answer_checks: return {fmt::format("{}", fmt::join(arguments, "=yes,"))};
        case Remedy::correct_fact:
            return {option_of(arguments.at(0)),
                    arguments.size() > 1 ? say("expected: {}; ", arguments[1]) : Wording{}};
        case Remedy::supply_facts:
        case Remedy::supply_or_allow:
        case Remedy::supply_purchase: return {how_to_supply(arguments)};
        default: return as_given;
    }
}

RemedyRow const *row_of(Hint const &hint) {
    auto const *const found = std::ranges::find_if(remedy_rows, [&](RemedyRow const &row) {
        return row.remedy == hint.remedy &&
               (row.argument.empty() || row.argument == hint.arguments.at(0));
    });
    return found == std::end(remedy_rows) ? nullptr : found;
}

std::string text_by_row(Hint const &hint, RemedyRow const *row, Translation language) {
    if (!row) return hint.text.in(language);
    fmt::dynamic_format_arg_store<fmt::format_context> values;
    for (auto const &value : values_of(row->remedy, hint.arguments))
        values.push_back(value.in(language));
    return fmt::vformat(translated(row->text, language), values);
}

}  // namespace

std::string text_of(Hint const &hint, Translation language) {
    return text_by_row(hint, row_of(hint), language);
}

std::string text_of(Note const &note, Translation language) {
    auto const *row = row_of(note.hint);
    auto const hint = text_by_row(note.hint, row, language);
    if (hint.empty()) return note.text.in(language);
    return note.text.in(language) + translated(row ? row->before : ": ", language) + hint +
           translated(row ? row->after : "", language);
}

}  // namespace dcc::cli
