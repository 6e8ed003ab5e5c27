#include "verbs_policy.hpp"

#include "common/desk.hpp"
#include "common/import_input.hpp"
#include "common/output_file.hpp"
#include "tools.hpp"
#include <dcc/base/columns.hpp>
#include <dcc/desk/policy_files.hpp>
#include <dcc/exchange/draft_policy.hpp>
#include <dcc/policy/file_access.hpp>
#include <dcc/policy/lint.hpp>
#include <dcc/report/recorded_policies.hpp>
#include <dcc/wording/languages.hpp>

#include <algorithm>
#include <functional>

#include <fmt/format.h>

namespace dcc::cli {
namespace {

Table findings_table(std::vector<Finding> const &findings) {
    auto const level = [](Finding const &finding) {
        return finding.level == Finding::Level::error ? "error" : "warning";
    };
    Columns<Finding> const columns{
        {"level", "Level", level},
        {"file", "", [](Finding const &finding) { return Cell{finding.place.file}; }},
        {"line", "", [](Finding const &finding) { return finding.place.line; }},
        {"column", "", [](Finding const &finding) { return finding.place.column; }},
        {"text", "", &Finding::message},
        {"message", "Finding", &Finding::text},
    };
    return columns.table_of(findings);
}

// Prints the findings of reading and lint. Without errors it says so on standard error.
void check_policy(Context &context) {
    auto const share = context.share();
    auto loaded = read_policy_file(context.policy_file(), share);
    auto findings = loaded.findings;
    for (auto &finding : wording::Languages{share}.check()) findings.push_back(std::move(finding));
    for (auto &finding : check_access(context.policy_file(), share))
        findings.push_back(std::move(finding));
    if (!loaded.has_errors()) {
        context.use_desk(loaded.policy.desk.zone, loaded.policy.desk.language);
        for (auto &finding : lint(loaded.policy, context.now()))
            findings.push_back(std::move(finding));
        for (auto &finding : check_hooks(loaded.policy)) findings.push_back(std::move(finding));
    }
    bool const wrong = has_errors(findings);
    if (context.format() == Format::text) {
        for (auto const &finding : findings) context.print_line(finding.text());
        if (!wrong) context.note(say("{}: no errors", context.policy_file().string()));
    } else
        context.print(findings_table(findings));
    context.finish();
    if (wrong) throw Quit{static_cast<int>(ErrorKind::policy)};
}

Table sla_table(Policy const &policy) {
    struct Row {
        SlaRule const &rule;
        Term const &term;
    };
    std::vector<Row> rows;
    for (auto const &rule : policy.sla)
        for (auto const &term : rule.terms) rows.push_back({rule, term});
    auto const target = [](Row const &row) {
        return row.term.target ? Cell{format_duration(*row.term.target)} : Cell{};
    };
    auto const pauses = [](Row const &row) {
        std::vector<std::string> words;
        for (auto const state : row.term.pauses) words.emplace_back(word(state));
        return words;
    };
    Columns<Row> const columns{
        {"rule", "Rule", [](Row const &row) { return row.rule.name; }},
        {"place", "Place", [](Row const &row) { return row.rule.place.text(); }},
        {"clock", "Clock", [](Row const &row) { return row.term.kind; }},
        {"target", "Target", target},
        {"calendar", "Calendar", [](Row const &row) { return row.term.calendar; }},
        {"pauses", "Pauses while", pauses},
    };
    return columns.table_of(rows);
}

// What a rule says in [sla.conventions], by the names that it has there.
struct ConventionRow {
    std::string rule;
    std::string convention;
    std::string value;
};

void add_conventions(std::vector<ConventionRow> &rows, SlaRule const &rule) {
    auto const add_if = [&](bool is_said, std::string key, std::string value = "true") {
        if (is_said) rows.push_back({rule.name, std::move(key), std::move(value)});
    };
    auto const words = [](std::vector<ClockKind> const &kinds) {
        std::string list;
        for (auto const kind : kinds) list += (list.empty() ? "" : ", ") + std::string{word(kind)};
        return list;
    };
    auto const &[counting, reopening, from_creation, any_contact, opened_by_staff, silent] =
        rule.conventions;
    auto const &days = counting.days;
    add_if(days.outside_hours != OutsideHours::nearest, "outside_hours",
           std::string{word(days.outside_hours)});
    if (days.cutoff) {
        std::chrono::hh_mm_ss const time{days.cutoff->seconds};
        add_if(true, "cutoff",
               fmt::format("{:02}:{:02}:{:02}", time.hours().count(), time.minutes().count(),
                           time.seconds().count()));
    }
    add_if(counting.whole_minutes, "whole_minutes");
    add_if(counting.until_opening, "until_opening");
    add_if(reopening != Reopening::resume, "reopening", std::string{word(reopening)});
    add_if(!from_creation.empty(), "from_creation", words(from_creation));
    add_if(!any_contact.empty(), "any_contact", words(any_contact));
    add_if(opened_by_staff, "opened_by_staff");
    add_if(silent, "silent_end_answers");
}

Table conventions_table(Policy const &policy) {
    std::vector<ConventionRow> rows;
    for (auto const &rule : policy.sla) add_conventions(rows, rule);
    Columns<ConventionRow> const columns{
        {"rule", "Rule", &ConventionRow::rule},
        {"convention", "Convention", &ConventionRow::convention},
        {"value", "Value", &ConventionRow::value},
    };
    return columns.table_of(rows);
}

// A text that is shown as it is, also when it is empty.
template <class Member>
auto verbatim(Member member) {
    return [member](auto const &row) { return Cell{std::invoke(member, row)}; };
}

// Skills of a category or a person: "billing:3".
constexpr auto skills = [](auto const &of) {
    std::vector<std::string> texts;
    for (auto const &skill : of.skills) texts.push_back(skill.text());
    return texts;
};

Table category_table(Policy const &policy) {
    auto const label = [](char const *language) {
        return [language](Category const &category) { return Cell{category.label.in(language)}; };
    };
    Columns<Category> const columns{
        {"id", "Category", &Category::id},
        {"label_zh", "中文", label("zh")},
        {"label_en", "English", label("en")},
        {"team", "Team", verbatim(&Category::team)},
        {"skills", "Skills", skills},
        {"required", "Required", &Category::required},
        {"criteria", "", verbatim(&Category::criteria)},
    };
    return columns.table_of(policy.categories);
}

Table staff_table(Policy const &policy) {
    auto const hours = [&](Person const &person) { return Cell{policy.calendar_of(person)}; };
    Columns<Person> const columns{
        {"id", "Person", &Person::id},
        {"name", "Name", verbatim(&Person::name)},
        {"team", "Team", verbatim(&Person::team)},
        {"skills", "Skills", skills},
        {"roles", "Roles", &Person::roles},
        {"capacity", "Capacity", &Person::capacity},
        {"calendar", "Hours", hours},
    };
    return columns.table_of(policy.staff);
}

void show_policy(Context &context) {
    auto const policy = load_policy(context);
    auto const desk = [](auto part) {
        return [part](Policy const &one) { return Cell{std::invoke(part, one.desk)}; };
    };
    Columns<Policy> const columns{
        {"name", "Desk", desk(&DeskPolicy::name)},
        {"zone", "Time zone", desk(&DeskPolicy::zone)},
        {"language", "Language", desk(&DeskPolicy::language)},
        {"fingerprint", "Fingerprint", [](Policy const &one) { return hex(one.fingerprint); }},
        {"file", "File", [&](Policy const &) { return context.policy_file().string(); }},
    };
    Sheet sheet{columns.row(policy), {}};
    sheet.parts.push_back({"sla", "Service levels", sla_table(policy)});
    sheet.parts.push_back({"conventions", "Conventions", conventions_table(policy)});
    sheet.parts.push_back({"categories", "Categories", category_table(policy)});
    sheet.parts.push_back({"staff", "Staff", staff_table(policy)});
    context.print(sheet);
}

struct ShowPolicyArgs {
    bool recorded = false;
    std::optional<std::string> fingerprint;
    std::optional<When> as_of;
    std::optional<std::filesystem::path> to;
};

void show_recorded(Context &context, ShowPolicyArgs const &args) {
    if (args.fingerprint && args.as_of)
        throw Error{ErrorKind::usage, "only one of FINGERPRINT or --as-of can be given"};
    bool const one = args.fingerprint || args.as_of;
    if (args.to && !one)
        throw Error{ErrorKind::usage, "--to: FINGERPRINT or --as-of is missing",
                    "name the policy that is to be written"};
    auto reader = store::Reader::open(context.db(), context.timeout());
    auto const policies = report::recorded_policies(reader);
    if (!policies.empty() && !policies.back().zone.empty())
        context.use_zone(Zone::load(policies.back().zone));
    if (!one) return context.print(report::list_policies(policies));
    auto const policy =
        accept(args.fingerprint
                   ? report::find_policy(policies, *args.fingerprint)
                   : report::policy_at(policies, args.as_of->in({context.zone(), context.now()})));
    auto const files = desk::policy_files(policy.adopted);
    if (files.empty())
        throw Refused{{"no_text", "the desk has not recorded the text of this policy", {}}};
    if (args.to) {
        require_no_part(context, *args.to);
        desk::write_policy(policy.adopted, *args.to);
    }
    if (context.format() != Format::text) return context.print(report::show_policy(policy));
    if (args.to) return context.print_line(args.to->string());
    context.output().write(files.front().text);
    std::string others;
    for (auto file = files.begin() + 1; file != files.end(); ++file)
        others += (others.empty() ? "" : ", ") + file->name.string();
    if (!others.empty()) context.note(say("it uses {}, which --to writes too", others));
}

void show(Context &context, ShowPolicyArgs const &args) {
    if (args.recorded) return show_recorded(context, args);
    if (args.fingerprint || args.as_of || args.to)
        throw Error{ErrorKind::usage, "FINGERPRINT, --as-of and --to are for --recorded"};
    show_policy(context);
}

struct DraftArgs {
    std::filesystem::path file;
    std::optional<std::filesystem::path> map;
};

void draft(Context &context, DraftArgs const &args) {
    ImportInput input{args.file};
    auto const mapping =
        args.map ? read_mapping(read_file(*args.map), args.map->string()) : Mapping{};
    auto const drafted =
        exchange::draft_policy(input.stream(), mapping, args.file.filename().string());
    context.output().write(drafted.policy);
    for (auto const &note : drafted.notes) context.note(note);
}

// A permission, or none for what everyone may do, and the verbs that ask for it.
struct Permission {
    std::optional<Right> right;
    std::string_view allows;
    std::vector<std::string> verbs;
};

void add_verbs(std::vector<Permission> &permissions, std::string const &tool, Verb const &verb) {
    // A call without a verb shows what some verb shows too.
    if (verb.has_action() && verb.parent())
        std::ranges::find(permissions, verb.right(), &Permission::right)
            ->verbs.push_back(tool + " " + verb.path());
    for (auto const &below : verb.verbs()) add_verbs(permissions, tool, *below);
}

Table roles_table(Policy const &policy) {
    std::vector<Permission> permissions;
    for (auto const &row : rights) permissions.push_back({row.right, row.allows, {}});
    permissions.push_back({everyone, "see the policy and what is not in a desk", {}});
    for (auto const &tool : all_tools()) add_verbs(permissions, tool.name(), tool.root());
    Columns<Permission> columns{
        {"permission", "Permission", &Permission::right},
        {"allows", "", &Permission::allows},
    };
    for (auto const &role : policy.roles)
        columns.append({{"role_" + role.id, role.id, [&role](Permission const &permission) {
                             return !permission.right ||
                                    std::ranges::count(role.may, *permission.right) > 0;
                         }}});
    columns.append({{"verbs", "Verbs", &Permission::verbs}});
    auto table = columns.table_of(permissions);
    if (policy.roles.empty())
        table.notes.emplace_back("The policy has no roles: everyone may do everything.");
    return table;
}

}  // namespace

void add_policy(Tool &tool) {
    auto &group = tool.verb("policy", "the desk's rules");
    group.verb("check", "find errors and likely mistakes in the policy")
        .details("Errors make the status 78; warnings leave it at 0.")
        .run(everyone, check_policy);
    auto shown = std::make_shared<ShowPolicyArgs>();
    auto &show_verb = group.verb("show", "show the policy: service levels, categories, staff");
    show_verb.details(
        "With --recorded: the policies that the desk has adopted. Of one of them, its text byte "
        "for byte; --to also writes the shared calendars and limits that it used.");
    show_verb.positional("FINGERPRINT", shown->fingerprint, "of a recorded one, or its beginning");
    show_verb.flag("recorded", shown->recorded, "list those that the desk has adopted");
    show_verb.option("as-of", shown->as_of, "TIME", "the recorded one that was adopted last then");
    show_verb.option("to", shown->to, "DIR", "write the recorded one to this new directory");
    show_verb.run(everyone, [shown](Context &context) { show(context, *shown); });
    group.verb("roles", "show what each role may do")
        .details("A line for each permission: the roles that have it, and the verbs that need it.")
        .run(everyone, [](Context &context) { context.print(roles_table(load_policy(context))); });
    auto args = std::make_shared<DraftArgs>();
    auto &drafting = group.verb("draft", "write a policy with the names that a table uses");
    drafting.details(
        "The channels, categories, teams, people, ratings and tiers of a table that is to be "
        "imported, as TOML on standard output, to be edited. The mapping is that of 'dcc-intake "
        "import'. The file - is standard input.");
    drafting.positional("FILE", args->file, "the table");
    drafting.option("map", args->map, "FILE", "how columns become fields: a TOML file");
    drafting.run(everyone, [args](Context &context) { draft(context, *args); });
}

}  // namespace dcc::cli
