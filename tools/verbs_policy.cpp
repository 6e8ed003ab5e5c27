#include "verbs_policy.hpp"

#include "common/desk.hpp"
#include "common/import_input.hpp"
#include "tools.hpp"
#include <dcc/base/columns.hpp>
#include <dcc/exchange/draft_policy.hpp>
#include <dcc/policy/file_access.hpp>
#include <dcc/policy/lint.hpp>
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
        context.use_zone(Zone::load(loaded.policy.desk.zone));
        for (auto &finding : lint(loaded.policy, context.now()))
            findings.push_back(std::move(finding));
        for (auto &finding : check_hooks(loaded.policy)) findings.push_back(std::move(finding));
    }
    bool const wrong = has_errors(findings);
    if (context.format() == Format::text) {
        for (auto const &finding : findings) context.print_line(finding.text());
        if (!wrong) context.note(fmt::format("{}: no errors", context.policy_file().string()));
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

// A text that is shown as it is, also when it is empty.
template <class Member>
auto verbatim(Member member) {
    return [member](auto const &row) { return Cell{std::invoke(member, row)}; };
}

Table category_table(Policy const &policy) {
    auto const label = [](char const *language) {
        return [language](Category const &category) { return Cell{category.label.in(language)}; };
    };
    Columns<Category> const columns{
        {"id", "Category", &Category::id},
        {"label_zh", "中文", label("zh")},
        {"label_en", "English", label("en")},
        {"team", "Team", verbatim(&Category::team)},
        {"skills", "Skills", &Category::skills},
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
        {"skills", "Skills", &Person::skills},
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
    sheet.parts.push_back({"categories", "Categories", category_table(policy)});
    sheet.parts.push_back({"staff", "Staff", staff_table(policy)});
    context.print(sheet);
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
    if (verb.has_action())
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
    group.verb("show", "show the policy: service levels, categories, staff")
        .run(everyone, show_policy);
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
