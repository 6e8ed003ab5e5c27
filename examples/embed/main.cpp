// The desk of a customer centre inside your own program. It reads a policy, opens a case for a
// request, classifies and dispatches it by the rules of the policy, and prints the deadlines. It
// uses the same functions as the tools.
//   embed DIRECTORY [INSTANT]    the desk is DIRECTORY/desk.db, created if it does not exist;
//                                INSTANT, in RFC 3339, is used as the present

#include <dcc/dcc.hpp>

#include <chrono>
#include <filesystem>
#include <iostream>

namespace {

// A use case returns its result, or a refusal with the reason.
template <class T>
T accept(dcc::Outcome<T> outcome) {
    if (!outcome) throw dcc::Error{outcome.refusal().kind, outcome.refusal().message};
    return std::move(*outcome);
}

void print_clocks(dcc::Case const &item, dcc::rules::AdoptedTerms &adopted, dcc::Zone const &zone,
                  dcc::Instant now) {
    for (auto const &clock : item.clocks) {
        if (!clock.target || !clock.due_at) continue;
        auto const &calendar = adopted.calendar(clock.calendar_print);
        auto const left = dcc::rules::remaining(clock, calendar, now);
        std::cout << "  " << word(clock.kind) << ": " << format_duration(*clock.target) << " on "
                  << clock.calendar << ", due " << zone.format(*clock.due_at);
        if (left) std::cout << ", " << dcc::format_span(*left) << " left";
        std::cout << '\n';
    }
}

void take_in(std::filesystem::path const &directory, dcc::Instant now) {
    std::filesystem::path const share = SHARE_DIR;  // packs, calendars, languages
    auto const file = directory / "desk.db";
    // Where the tools look for it, so that they can work on this desk, too.
    auto const rules = directory / "policy.toml";
    std::filesystem::create_directories(directory);
    if (!std::filesystem::exists(rules))
        std::filesystem::copy_file(share / "packs/center/policy.toml", rules);
    auto const policy = dcc::load_policy(rules, share);
    // Somebody of the policy's staff list. The program has made sure who they are; it could name
    // their user of the operating system, too. The clock would be the real one.
    dcc::ledger::Acting const acting{"wang.fang", {}, [now] { return now; }};
    // A sandbox: with the tools everyone may act in it as anyone (--as wang.fang).
    if (!std::filesystem::exists(file))
        dcc::desk::create_desk(file, policy, {{}, "center", true}, acting);

    auto writer = dcc::store::Writer::open(file, {});
    dcc::wording::Languages languages{share};
    dcc::ledger::Session session{writer, policy, languages, acting};
    dcc::desk::OpenArgs request;
    request.channel = "web";
    request.customer.name = "王伟";
    request.customer.phone = "138-0000-1234";
    request.subject = "十一月的账单被重复扣费";
    request.order_no = "A-1001";
    auto const opened = accept(dcc::desk::open_case(session, request));
    auto const item = accept(dcc::desk::Triage{session}(opened.item.id)).item;

    auto const zone = dcc::Zone::load(policy.desk.zone);
    std::cout << item.id.text() << ": " << item.category << ", " << item.priority
              << ", assigned to " << (item.person.empty() ? item.team : item.person) << '\n';
    print_clocks(item, session.adopted(), zone, now);
}

}  // namespace

int main(int argc, char **argv) {
    if (argc < 2 || argc > 3) {
        std::cerr << "usage: embed DIRECTORY [INSTANT]\n";
        return 64;
    }
    try {
        auto const present = std::chrono::floor<dcc::Seconds>(std::chrono::system_clock::now());
        auto const given = argc == 3 ? dcc::parse_rfc3339(argv[2]) : std::optional{present};
        if (!given) throw dcc::Error{dcc::ErrorKind::usage, "INSTANT is not RFC 3339"};
        take_in(argv[1], *given);
    } catch (dcc::Error const &error) {
        std::cerr << "embed: " << error.what() << '\n';
        return static_cast<int>(error.kind());
    }
}
