#include <dcc/base/detail/count_members.hpp>
#include <dcc/base/private_directory.hpp>
#include <dcc/model/right.hpp>
#include <dcc/policy/compiled.hpp>

#include <array>
#include <cstdint>
#include <cstring>
#include <tuple>
#include <type_traits>

#include <fmt/format.h>

namespace dcc {
namespace {

// The first line of a compiled policy. Raise the number when the code below writes something else,
// or when a policy is checked for more before it is compiled. The patterns of a role are compiled
// to the permissions that there were, so that a new one counts too.
std::string const &compiled_heading() {
    static auto const line = fmt::format("dcc policy 18 {} {}\n", DCC_VERSION, rights.size());
    return line;
}

// The members of every struct of a policy, in order. Writing and reading use the same list, so that
// they cannot differ.
template <class T>
struct Members;

template <class T>
constexpr auto members_of(T &value) {
    return Members<std::remove_const_t<T>>::of(value);
}

#define DCC_MEMBERS(Struct, ...)                                            \
    template <>                                                             \
    struct Members<Struct> {                                                \
        static constexpr auto of(auto &x) { return std::tie(__VA_ARGS__); } \
    };

DCC_MEMBERS(Duration, x.seconds, x.business_days, x.in_business_days, x.at_close)
DCC_MEMBERS(Hours, x.open, x.close)
DCC_MEMBERS(CalendarSpec, x.name, x.zone, x.week, x.exceptions, x.workdays, x.holidays, x.table_end)
DCC_MEMBERS(Extension, x.to, x.roles)
DCC_MEMBERS(Term, x.kind, x.target, x.calendar, x.calendar_print, x.pauses, x.extensions,
            x.when_complete)
DCC_MEMBERS(DayCount, x.outside_hours, x.cutoff)
DCC_MEMBERS(Counting, x.days, x.whole_minutes, x.until_opening)
DCC_MEMBERS(Conventions, x.counting, x.reopening, x.from_creation, x.any_contact, x.opened_by_staff,
            x.silent_end_answers)
DCC_MEMBERS(Money, x.minor, x.currency)
DCC_MEMBERS(event::SourceText, x.name, x.text)
DCC_MEMBERS(Place, x.file, x.line, x.column)
DCC_MEMBERS(Label, x.any, x.texts)
DCC_MEMBERS(Condition, x.channel, x.category, x.priority, x.tier, x.product, x.tag, x.earlier,
            x.case_tag, x.field)
DCC_MEMBERS(TextTest, x.words, x.subject, x.patterns, x.all_words, x.unless_words,
            x.unless_patterns)
DCC_MEMBERS(Item, x.id, x.label)
DCC_MEMBERS(OwnField, x.id, x.label, x.type, x.choices, x.unit, x.pattern, x.personal, x.place)
DCC_MEMBERS(Skill, x.name, x.level)
DCC_MEMBERS(DeskPolicy, x.name, x.zone, x.language, x.guest_role, x.languages, x.tiers, x.currency,
            x.country, x.dispatch_incomplete)
DCC_MEMBERS(CalendarOrigin, x.place, x.extends, x.shared)
DCC_MEMBERS(Channel, x.id, x.label, x.purpose, x.address, x.calendar, x.in_service, x.mail, x.place)
DCC_MEMBERS(Category, x.id, x.parent, x.label, x.criteria, x.required, x.team, x.skills, x.impact,
            x.urgency, x.place)
DCC_MEMBERS(Priority, x.id, x.label, x.weight)
DCC_MEMBERS(SlaRule, x.name, x.when, x.terms, x.conventions, x.incident, x.place)
DCC_MEMBERS(Team, x.id, x.label, x.calendar, x.lead, x.place)
DCC_MEMBERS(Absence, x.from, x.to)
DCC_MEMBERS(Person, x.id, x.name, x.team, x.skills, x.roles, x.logins, x.email, x.capacity,
            x.calendar, x.absent, x.substitute, x.place)
DCC_MEMBERS(ClassifyRule, x.name, x.when, x.text, x.category, x.impact, x.urgency, x.place)
DCC_MEMBERS(RaiseRule, x.name, x.when, x.repeat, x.text, x.impact, x.urgency, x.priority, x.place)
DCC_MEMBERS(SuggestPolicy, x.decide_above, x.suggest_above, x.second_opinion, x.place)
DCC_MEMBERS(Role, x.id, x.may, x.place)
DCC_MEMBERS(ReviewRule, x.name, x.when, x.cost_above, x.place)
DCC_MEMBERS(HandoverRule, x.categories, x.teams, x.required, x.place)
DCC_MEMBERS(HandoverPolicy, x.required, x.rules, x.bounces)
DCC_MEMBERS(RaciRow, x.step, x.responsible, x.accountable, x.consulted, x.informed, x.place)
DCC_MEMBERS(ReviewPolicy, x.roles, x.checklist, x.rules)
DCC_MEMBERS(Template, x.subject, x.body, x.place)
DCC_MEMBERS(MessagePolicy, x.from, x.desk, x.retry, x.silent, x.aside, x.templates)
DCC_MEMBERS(WaitingPolicy, x.remind_after, x.reminders, x.close_after, x.calendar)
DCC_MEMBERS(SurveyPolicy, x.dimensions, x.complaint_at, x.ces_high)
DCC_MEMBERS(Product, x.id, x.label, x.warranty_months, x.serial, x.place)
DCC_MEMBERS(AfterSalesPolicy, x.order, x.serial, x.warranty_months, x.products)
DCC_MEMBERS(RetentionRule, x.name, x.categories, x.kind, x.years, x.days, x.place)
DCC_MEMBERS(ComplaintType, x.id, x.label, x.team, x.categories, x.place)
DCC_MEMBERS(Severity, x.id, x.label)
DCC_MEMBERS(Cause, x.id, x.parent, x.label, x.place)
DCC_MEMBERS(Validity, x.from, x.to)
DCC_MEMBERS(ComplaintRule, x.name, x.when, x.types, x.severities, x.rounds, x.valid, x.source,
            x.team, x.terms, x.place)
DCC_MEMBERS(Assessment, x.severity, x.complexity, x.impact, x.safety, x.immediate)
DCC_MEMBERS(AssessRule, x.name, x.types, x.text, x.when, x.assessment, x.type, x.place)
DCC_MEMBERS(Authority, x.role, x.up_to, x.unlimited, x.place)
DCC_MEMBERS(Budget, x.team, x.period, x.amount, x.place)
DCC_MEMBERS(CallbackRule, x.name, x.tiers, x.complaints, x.csat_at, x.days, x.every_days, x.place)
DCC_MEMBERS(ComplaintPolicy, x.types, x.severities, x.causes, x.rules, x.assess, x.authority,
            x.budgets, x.callbacks, x.rounds, x.automatic_acknowledgement, x.outside_body,
            x.alert_severities, x.alert, x.silence, x.silence_calendar, x.carry_out,
            x.carry_out_calendar, x.evidence_bytes, x.evidence_media)
DCC_MEMBERS(EscalationStep, x.to, x.after, x.calendar, x.place)
DCC_MEMBERS(EscalationRule, x.name, x.when, x.teams, x.clocks, x.warn, x.steps, x.place)
DCC_MEMBERS(Hook, x.on, x.run, x.timeout, x.place)
DCC_MEMBERS(Playbook, x.id, x.label, x.checklist, x.tell, x.sla, x.when, x.text, x.place)
DCC_MEMBERS(IncidentPolicy, x.severities, x.playbooks)
DCC_MEMBERS(Threshold, x.above, x.value)
DCC_MEMBERS(Indicator, x.id, x.label, x.measure, x.days, x.warning, x.critical, x.least, x.place)
DCC_MEMBERS(StaffScorePolicy, x.volume, x.speed, x.quality, x.satisfaction, x.reviews)
DCC_MEMBERS(QualityItem, x.id, x.label, x.points, x.place)
DCC_MEMBERS(FaultGrade, x.id, x.label, x.path, x.place)
DCC_MEMBERS(QualityPolicy, x.items, x.grades)
DCC_MEMBERS(LoyaltyRule, x.name, x.advice, x.days, x.tiers, x.csat_at, x.nps_at, x.complaints,
            x.cases, x.reopened, x.late, x.place)
DCC_MEMBERS(ReportPolicy, x.least_group, x.indicators, x.staff_score, x.quality, x.loyalty)
DCC_MEMBERS(Policy, x.desk, x.calendars, x.calendar_origins, x.channels, x.categories, x.priorities,
            x.impacts, x.urgencies, x.matrix, x.default_impact, x.default_urgency, x.raises, x.sla,
            x.teams, x.staff, x.classify, x.suggest, x.roles, x.review, x.handover, x.raci,
            x.messages, x.waiting_customer, x.waiting_third_party, x.survey, x.aftersales,
            x.complaints, x.retention, x.escalation, x.hooks, x.incidents, x.reports, x.tags,
            x.fields, x.repeat_days, x.sources, x.fingerprint)
#undef DCC_MEMBERS

template <class T>
concept Struct = requires(T value) {
    Members<T>::of(value);
};

template <class T, template <class...> class Of>
struct is_a : std::false_type {};
template <class... Args, template <class...> class Of>
struct is_a<Of<Args...>, Of> : std::true_type {};

// Enums written as their words, which stay the same when the numbers of the enum change. A
// different number would give a role a different permission.
template <class T>
concept Worded = std::is_enum_v<T> && requires(T value) {
    words_of(value);
};

// Types that are written as their bytes: numbers, enums without words, digests.
template <class T>
constexpr bool is_plain_type =
    std::is_arithmetic_v<T> || std::is_enum_v<T> || std::is_same_v<T, Digest>;

class Compiler {
  public:
    template <class T>
    void put(T const &value) {
        if constexpr (Worded<T>)
            put(std::string{word(value)});
        else if constexpr (is_plain_type<T>)
            out_.append(reinterpret_cast<char const *>(&value), sizeof value);
        else if constexpr (std::is_same_v<T, std::string>) {
            put(static_cast<std::uint32_t>(value.size()));
            out_ += value;
        } else if constexpr (is_a<T, std::optional>::value) {
            put(value.has_value());
            if (value) put(*value);
        } else if constexpr (is_a<T, std::pair>::value) {
            put(value.first);
            put(value.second);
        } else if constexpr (is_a<T, std::chrono::duration>::value)
            put(static_cast<std::int64_t>(value.count()));
        else if constexpr (is_a<T, std::chrono::time_point>::value)
            put(value.time_since_epoch());
        else if constexpr (std::is_same_v<T, std::chrono::weekday>)
            put(static_cast<std::uint8_t>(value.c_encoding()));
        else if constexpr (Struct<T>) {
            auto const members = members_of(value);
            static_assert(std::tuple_size_v<decltype(members)> == count_members<T>(),
                          "a member is missing in the list above");
            std::apply([this](auto const &...member) { (this->put(member), ...); }, members);
        } else {
            put(static_cast<std::uint32_t>(value.size()));
            for (auto const &item : value) put(item);
        }
    }

    std::string take() { return std::move(out_); }

  private:
    std::string out_;
};

class Decompiler {
  public:
    explicit Decompiler(std::string_view bytes) : rest_{bytes} {}

    template <class T>
    void get(T &value) {
        if constexpr (std::is_same_v<T, bool>) {
            std::uint8_t byte = 0;
            get(byte);
            value = byte != 0;
        } else if constexpr (Worded<T>) {
            auto const known = parse_word<T>(next(count()));
            if (known) value = *known;
            sound_ = sound_ && known.has_value();
        } else if constexpr (is_plain_type<T>) {
            auto const bytes = next(sizeof value);
            if (!bytes.empty()) std::memcpy(&value, bytes.data(), sizeof value);
        } else if constexpr (std::is_same_v<T, std::string>) {
            value = next(count());
        } else if constexpr (is_a<T, std::optional>::value) {
            bool has = false;
            get(has);
            if (has) get(value.emplace());
        } else if constexpr (is_a<T, std::pair>::value) {
            get(const_cast<std::remove_const_t<typename T::first_type> &>(value.first));
            get(value.second);
        } else if constexpr (is_a<T, std::chrono::duration>::value) {
            std::int64_t ticks = 0;
            get(ticks);
            value = T{static_cast<typename T::rep>(ticks)};
        } else if constexpr (is_a<T, std::chrono::time_point>::value) {
            typename T::duration since{};
            get(since);
            value = T{since};
        } else if constexpr (std::is_same_v<T, std::chrono::weekday>) {
            std::uint8_t day = 0;
            get(day);
            value = T{day};
        } else if constexpr (Struct<T>) {
            std::apply([this](auto &...member) { (this->get(member), ...); }, members_of(value));
        } else if constexpr (is_a<T, std::map>::value) {
            for (auto n = count(); n > 0 && sound_; --n) {
                typename T::key_type key{};
                get(key);
                get(value[std::move(key)]);
            }
        } else if constexpr (is_a<T, std::vector>::value) {
            value.clear();
            for (auto n = count(); n > 0 && sound_; --n) get(value.emplace_back());
        } else {  // std::array
            if (count() != value.size()) sound_ = false;
            for (auto &item : value) get(item);
        }
    }

    // Whether all bytes were read and were valid.
    bool complete() const { return sound_ && rest_.empty(); }

  private:
    std::string_view next(std::size_t size) {
        if (size > rest_.size()) {
            sound_ = false;
            rest_ = {};
            return {};
        }
        auto const bytes = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return bytes;
    }
    std::uint32_t count() {
        std::uint32_t n = 0;
        get(n);
        return n;
    }

    std::string_view rest_;
    bool sound_ = true;
};

}  // namespace

std::string compile_policy(Policy const &policy) {
    Compiler compiler;
    compiler.put(policy);
    auto const body = compiler.take();
    return compiled_heading() + hex(digest(body)) + body;
}

std::optional<Policy> read_compiled(std::string_view bytes) {
    if (!bytes.starts_with(compiled_heading())) return std::nullopt;
    bytes.remove_prefix(compiled_heading().size());
    auto const print = bytes.substr(0, 2 * sizeof(Digest));
    bytes.remove_prefix(print.size());
    if (print != hex(digest(bytes))) return std::nullopt;
    Policy policy;
    Decompiler decompiler{bytes};
    decompiler.get(policy);
    if (!decompiler.complete()) return std::nullopt;
    return policy;
}

std::string CompiledPolicies::name_of(std::filesystem::path const &file) const {
    std::error_code none;
    auto name = std::filesystem::absolute(file, none).lexically_normal().string();
    // The same files give another policy when another set of languages is installed.
    for (auto const &language : shared_.languages()) name += '\n' + language;
    return hex(digest(name)).substr(0, 32) + ".policy";
}

std::optional<Policy> CompiledPolicies::find(std::filesystem::path const &file,
                                             std::string_view text) const {
    if (directory_.empty()) return std::nullopt;
    auto const bytes = PrivateDirectory{directory_, false}.read(name_of(file));
    auto policy = bytes ? read_compiled(*bytes) : std::nullopt;
    if (!policy || policy->sources.empty()) return std::nullopt;
    auto const &sources = policy->sources;
    if (sources.front().name != file.filename().string() || sources.front().text != text)
        return std::nullopt;
    for (auto source = sources.begin() + 1; source != sources.end(); ++source) {
        auto const name = std::filesystem::path{source->name}.stem().string();
        auto const &read = source->name == preset_source(name) ? shared_.preset : shared_.calendar;
        if (read(name) != source->text) return std::nullopt;
    }
    return policy;
}

void CompiledPolicies::keep(std::filesystem::path const &file, Policy const &policy) const {
    if (directory_.empty()) return;
    PrivateDirectory{directory_, true}.write(name_of(file), compile_policy(policy));
}

}  // namespace dcc
