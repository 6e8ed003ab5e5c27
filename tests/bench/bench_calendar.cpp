// Nanoseconds for one deadline and one elapsed time, near and far, beside a loop over the days in
// the same run. The absolute figures are this machine's; the ratios carry over.

#include <dcc/calendar/calendar.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <utility>
#include <vector>

using namespace dcc;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::floor;
using std::chrono::sys_days;

namespace {

constexpr std::size_t questions = 4096;
constexpr Instant first = sys_days{2024y / 1 / 1};

CalendarSpec office() {
    CalendarSpec spec;
    spec.name = "office";
    spec.zone = "Asia/Shanghai";
    for (std::size_t i = 1; i < 6; ++i) spec.week[i] = {{9h, 12h}, {13h, 18h}};
    for (int year = 2019; year < 2040; ++year) {
        for (int i = 0; i < 7; ++i) {
            auto const october = std::chrono::year{year} / std::chrono::October / 1;
            spec.holidays[sys_days{october} + days{i}] = "国庆节";
        }
    }
    return spec;
}

// The reference: day after day from the spec, in a zone of fixed offset.
class NaiveLoop {
  public:
    explicit NaiveLoop(CalendarSpec const &spec) : spec_{spec} {}

    Instant due(Instant from, Seconds work) const {
        for (auto day = floor<days>(from + offset);; day += days{1}) {
            if (spec_.holidays.contains(day)) continue;
            for (auto const &hours : spec_.week[std::chrono::weekday{day}.c_encoding()]) {
                auto const open = std::max(Instant{day + hours.open} - offset, from);
                auto const close = Instant{day + hours.close} - offset;
                if (open >= close) continue;
                if (work <= close - open) return open + work;
                work -= close - open;
            }
        }
    }

    Seconds elapsed(Instant from, Instant to) const {
        Seconds sum{0};
        auto const last = floor<days>(to + offset);
        for (auto day = floor<days>(from + offset); day <= last; day += days{1}) {
            if (spec_.holidays.contains(day)) continue;
            for (auto const &hours : spec_.week[std::chrono::weekday{day}.c_encoding()]) {
                auto const open = std::max(Instant{day + hours.open} - offset, from);
                auto const close = std::min(Instant{day + hours.close} - offset, to);
                if (open < close) sum += close - open;
            }
        }
        return sum;
    }

  private:
    static constexpr Seconds offset = 8h;
    CalendarSpec const &spec_;
};

// Median over rounds of the nanoseconds that one of the questions takes.
template <class Ask>
double measure(int rounds, Ask const &ask) {
    std::vector<double> figures;
    volatile std::int64_t sink = 0;
    for (int round = 0; round < rounds; ++round) {
        auto const start = std::chrono::steady_clock::now();
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < questions; ++i) sum += ask(i);
        std::chrono::duration<double, std::nano> const spent =
            std::chrono::steady_clock::now() - start;
        sink = sink + sum;
        figures.push_back(spent.count() / questions);
    }
    std::ranges::nth_element(figures, figures.begin() + rounds / 2);
    return figures[static_cast<std::size_t>(rounds / 2)];
}

// What a command pays that starts, computes a deadline and exits.
double microseconds_to_first_due(CalendarSpec spec) {
    auto const start = std::chrono::steady_clock::now();
    Calendar const fresh{std::move(spec)};
    if (fresh.due(first, 4h).at < first) return 0;
    std::chrono::duration<double, std::micro> const spent =
        std::chrono::steady_clock::now() - start;
    return spent.count();
}

void report(char const *name, double ours, double naive) {
    std::printf("%-28s %10.1f ns %12.1f ns %10.4f\n", name, ours, naive, ours / naive);
}

}  // namespace

int main() {
    auto const spec = office();
    auto abroad = spec;
    abroad.zone = "Europe/Berlin";
    auto const cold = microseconds_to_first_due(spec);
    auto const cold_abroad = microseconds_to_first_due(abroad);
    Calendar const calendar{spec};
    NaiveLoop const naive{spec};

    std::vector<Instant> from(questions);
    std::uint64_t state = 1;
    for (auto &t : from) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        t = first + Seconds{static_cast<std::int64_t>((state >> 33U) % (3U * 365 * 86400))};
    }
    struct Horizon {
        char const *name;
        Seconds work;      // in working time
        Seconds distance;  // about the same in all time
    };
    static constexpr std::array<Horizon, 2> horizons{
        {{"4 hours", 4h, 4h}, {"5 years", 5 * 251 * 8h, 5 * 365 * 24h}}};
    std::printf("%-28s %13s %15s %10s\n", "", "calendar", "loop over days", "ratio");
    for (auto const &horizon : horizons) {
        auto const work = horizon.work;
        auto const distance = horizon.distance;
        for (auto const t : from) {
            if (calendar.due(t, work).at != naive.due(t, work) ||
                calendar.elapsed(t, t + distance) != naive.elapsed(t, t + distance)) {
                std::puts("the two disagree");
                return 1;
            }
        }
        int const rounds = work < 24h ? 401 : 11;
        auto const count = [](Instant t) { return t.time_since_epoch().count(); };
        std::printf("%s ahead\n", horizon.name);
        report("  due", measure(401, [&](auto i) { return count(calendar.due(from[i], work).at); }),
               measure(rounds, [&](auto i) { return count(naive.due(from[i], work)); }));
        report(
            "  elapsed",
            measure(401,
                    [&](auto i) { return calendar.elapsed(from[i], from[i] + distance).count(); }),
            measure(rounds,
                    [&](auto i) { return naive.elapsed(from[i], from[i] + distance).count(); }));
    }

    std::vector<double> starts;
    for (int i = 0; i < 401; ++i) starts.push_back(microseconds_to_first_due(spec));
    std::ranges::nth_element(starts, starts.begin() + 200);
    std::printf("\nconstruct a calendar and ask one due\n");
    std::printf("  reading %-19s %9.1f us\n", spec.zone.c_str(), cold);
    std::printf("  reading %-19s %9.1f us\n", abroad.zone.c_str(), cold_abroad);
    std::printf("  zone known                  %9.1f us\n", starts[200]);
}
