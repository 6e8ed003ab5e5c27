// Microseconds for one decision of dispatch among 10, 100 and 1,000 people, beside a copy of the
// list of their workloads in the same run. The absolute figures are this machine's; the ratios
// carry over.

#include <dcc/rules/dispatch.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

using namespace dcc;

namespace {

struct EverybodyOnDuty : rules::Roster {
    rules::Presence presence(Person const &, Instant) override { return rules::Presence::on; }
    std::optional<Instant> next_on(Person const &, Instant at) override { return at; }
};

// Median over rounds of the microseconds that the work takes.
template <class Work>
double measure(Work const &work) {
    std::vector<double> figures;
    for (int round = 0; round < 201; ++round) {
        auto const start = std::chrono::steady_clock::now();
        work();
        std::chrono::duration<double, std::micro> const spent =
            std::chrono::steady_clock::now() - start;
        figures.push_back(spent.count());
    }
    std::ranges::nth_element(figures, figures.begin() + 100);
    return figures[100];
}

}  // namespace

int main() {
    std::printf("%-28s %13s %15s %10s\n", "people", "decision", "copy of loads", "ratio");
    for (int const people : {10, 100, 1000}) {
        Policy policy;
        policy.categories.resize(1);
        policy.categories.front().id = "tech";
        policy.categories.front().team = "tech";
        rules::Loads loads;
        for (int i = 0; i < people; ++i) {
            Person person;
            person.id = "p" + std::to_string(i);
            person.team = "tech";
            policy.staff.push_back(person);
            loads[person.id] = {i % 7, i % 7, Instant{Seconds{i}}};
        }
        EverybodyOnDuty roster;
        std::size_t sink = 0;
        auto const decision = measure([&] {
            sink += rules::dispatch(policy, {"tech", "tech", {}}, loads, Instant{}, roster)
                        .candidates.size();
        });
        auto const copy = measure([&] { sink += rules::Loads{loads}.size(); });
        if (sink == 0) return 1;
        std::printf("%-28d %10.1f us %12.1f us %10.2f\n", people, decision, copy, decision / copy);
    }
}
