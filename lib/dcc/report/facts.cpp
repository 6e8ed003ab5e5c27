#include <dcc/base/columns.hpp>
#include <dcc/base/text.hpp>
#include <dcc/ledger/adopted.hpp>
#include <dcc/ledger/projection.hpp>
#include <dcc/report/facts.hpp>
#include <dcc/report/past.hpp>
#include <dcc/store/reader.hpp>

#include <algorithm>
#include <array>

namespace dcc::report {
namespace {

constexpr std::array fact_clocks{
    ClockKind::first_response, ClockKind::next_response, ClockKind::update, ClockKind::resolution,
    ClockKind::promise,        ClockKind::acknowledge,   ClockKind::reply};

struct Fact {
    store::CaseRow row;
    std::vector<store::ClockRow> clocks;
    std::vector<store::CaseTagRow> tags;
    std::vector<store::CaseFieldRow> fields;
    std::vector<store::Reader::AnswerSample> answers;
    Instant as_of;
};

// The last instance of a kind; null when there is none.
store::ClockRow const *last_of(Fact const &fact, ClockKind kind) {
    store::ClockRow const *last = nullptr;
    for (auto const &clock : fact.clocks)
        if (clock.kind == kind && (!last || clock.instance > last->instance)) last = &clock;
    return last;
}

// As the report of service levels counts it.
std::string_view verdict_of(store::ClockRow const &clock, Instant as_of) {
    auto const until = clock.stopped_at.value_or(as_of);
    bool const late = clock.judged_met ? !*clock.judged_met : clock.due_at && until > *clock.due_at;
    if (late) return "breached";
    if (!clock.stopped_at) return "running";
    if (clock.stage != Stage::completed) return "not_counted";
    return clock.due_at || clock.judged_met ? "met" : "no_target";
}

std::int64_t breached(Fact const &fact, ClockKind kind) {
    return std::ranges::count_if(fact.clocks, [&](store::ClockRow const &clock) {
        return clock.kind == kind && verdict_of(clock, fact.as_of) == "breached";
    });
}

Columns<Fact> clock_columns(ClockKind kind) {
    std::string const name{word(kind)};
    auto const last = [kind](auto part) {
        return [kind, part](Fact const &fact) {
            auto const *clock = last_of(fact, kind);
            return clock ? cell_of(std::invoke(part, *clock)) : Cell{};
        };
    };
    bool const shown = kind == ClockKind::first_response || kind == ClockKind::resolution;
    return {
        {name + "_clocks", "",
         [kind](Fact const &fact) {
             return std::ranges::count(fact.clocks, kind, &store::ClockRow::kind);
         }},
        {name + "_breached", "", [kind](Fact const &fact) { return breached(fact, kind); }},
        {name + "_due_at", "", last(&store::ClockRow::due_at)},
        {name + "_stopped_at", "", last(&store::ClockRow::stopped_at)},
        {name + "_elapsed_s", "", last(&store::ClockRow::elapsed)},
        {name + "_verdict", shown ? name : "",
         [kind](Fact const &fact) {
             auto const *clock = last_of(fact, kind);
             return clock ? Cell{std::string{verdict_of(*clock, fact.as_of)}} : Cell{};
         }},
    };
}

Columns<Fact> case_columns() {
    using Row = store::CaseRow;
    auto const of = [](auto part) { return part_of(&Fact::row, part); };
    return {
        {"case", "Case", of(&Row::id)},
        {"kind", "", of(&Row::kind)},
        {"state", "State", of(&Row::state)},
        {"is_open", "", of(&Row::is_open)},
        {"external_id", "", of(&Row::external_id)},
        {"customer", "", of(&Row::customer)},
        {"channel", "Channel", of(&Row::channel)},
        {"category", "Category", of(&Row::category)},
        {"priority", "Priority", of(&Row::priority)},
        {"impact", "", of(&Row::impact)},
        {"urgency", "", of(&Row::urgency)},
        {"team", "", of(&Row::team)},
        {"person", "", of(&Row::person)},
        {"product", "", of(&Row::product)},
        {"about", "", of(&Row::about)},
        {"repeat_of", "", of(&Row::repeat_of)},
        {"duplicate_of", "", of(&Row::duplicate_of)},
        {"incident", "", of(&Row::incident)},
        {"article", "", of(&Row::article)},
        {"at_once", "", of(&Row::at_once)},
        {"missing", "", of([](Row const &row) { return split_words(row.missing); })},
        {"received_at", "Received", of(&Row::received_at)},
        {"updated_at", "", of(&Row::updated_at)},
        {"assigned_at", "", of(&Row::assigned_at)},
        {"first_reply_at", "", of(&Row::first_reply_at)},
        {"first_resolved_at", "", of(&Row::first_resolved_at)},
        {"resolved_at", "", of(&Row::resolved_at)},
        {"closed_at", "", of(&Row::closed_at)},
        {"waiting_since", "", of(&Row::waiting_since)},
        {"next_due_at", "", of(&Row::next_due_at)},
        {"reopened", "", of(&Row::reopened)},
        {"replies", "", of(&Row::replies)},
        {"messages", "", of(&Row::messages)},
        {"bounces", "", of(&Row::bounces)},
    };
}

std::vector<std::string> tags_of(Fact const &fact) {
    std::vector<std::string> tags;
    for (auto const &row : fact.tags) tags.push_back(row.tag);
    return tags;
}

// A column for each field of the policy that is not personal.
Columns<Fact> field_columns(Policy const &policy) {
    Columns<Fact> columns;
    for (auto const &field : policy.fields) {
        if (field.personal) continue;
        columns.append({{"field_" + field.id, "", [id = field.id](Fact const &fact) {
                             auto const found =
                                 std::ranges::find(fact.fields, id, &store::CaseFieldRow::field);
                             return found == fact.fields.end() ? std::string{} : found->value;
                         }}});
    }
    return columns;
}

Columns<Fact> const &fixed_columns() {
    static auto const all = [] {
        auto made = case_columns();
        for (auto const kind : fact_clocks) made.append(clock_columns(kind));
        auto const answer = [](auto part) {
            return [part](Fact const &fact) {
                return fact.answers.empty() ? Cell{}
                                            : cell_of(std::invoke(part, fact.answers.back()));
            };
        };
        auto const given = [answer](auto part) {
            return answer(
                [part](store::Reader::AnswerSample const &sample) { return sample.answer.*part; });
        };
        using Given = event::FeedbackGiven;
        made.append({
            {"answers", "",
             [](Fact const &fact) { return static_cast<std::int64_t>(fact.answers.size()); }},
            {"answered_at", "", answer(&store::Reader::AnswerSample::at)},
            {"csat", "CSAT", given(&Given::csat)},
            {"nps", "", given(&Given::nps)},
            {"ces", "", given(&Given::ces)},
            {"solved", "", given(&Given::solved)},
            {"tags", "", tags_of},
        });
        return made;
    }();
    return all;
}

Columns<Fact> columns_of(Policy const &policy) {
    auto columns = fixed_columns();
    return std::move(columns.append(field_columns(policy)));
}

}  // namespace

Table facts_table(Policy const &policy) {
    return columns_of(policy).table("No case in that time.");
}

void each_fact(store::Reader &reader, Policy const &policy, Scope const &scope,
               std::function<bool(std::vector<Cell> &&)> const &visit) {
    store::Reader::Snapshot const snapshot{reader};
    auto const columns = columns_of(policy);
    auto const changed = reader.changed_since(scope.as_of);
    auto const answered = reader.answered(scope.as_of);
    auto adopted = ledger::adopted_terms_of(reader);
    auto const last = scope.as_of + Seconds{1};
    reader.each_case_row(scope.from.value_or(Instant{Seconds{INT64_MIN}}),
                         std::min(scope.before.value_or(last), last), [&](store::CaseRow &&row) {
                             Fact fact{std::move(row), {}, {}, {}, {}, scope.as_of};
                             auto const id = fact.row.id;
                             bool const is_changed = std::ranges::binary_search(changed, id);
                             if (is_changed) {
                                 auto rows = ledger::rows_of(
                                     replay_until(reader, id, scope.as_of, adopted), adopted);
                                 fact.row = store::list_of<store::CaseRow>(rows).front();
                                 fact.clocks = std::move(store::list_of<store::ClockRow>(rows));
                                 fact.tags = std::move(store::list_of<store::CaseTagRow>(rows));
                                 std::ranges::sort(fact.tags, {}, &store::CaseTagRow::key);
                                 fact.fields = std::move(store::list_of<store::CaseFieldRow>(rows));
                             }
                             if (!scope.filter.accepts(dimensions_of(fact.row))) return true;
                             if (!is_changed) {
                                 fact.clocks = reader.clocks(id);
                                 fact.tags = reader.tags(id);
                                 fact.fields = reader.fields(id);
                             }
                             if (std::ranges::binary_search(answered, id))
                                 fact.answers = reader.answers_of(id, scope.as_of);
                             Table one;
                             columns.add(one, fact);
                             return visit(std::move(one.rows.front()));
                         });
}

}  // namespace dcc::report
