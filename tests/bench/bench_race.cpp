// Runs commands in turn, round after round, and prints the median of each beside the first's, so
// that whatever else the machine does falls on all alike.
//   bench_race ROUNDS [--rows N] -- NAME COMMAND [ARGUMENT…] -- NAME COMMAND…
// {n} in an argument is the round, {7+30n} seven and thirty times it. --rows: what one run handles,
// for a column of rows a second.

#include "command.hpp"

#include <cstring>

namespace {

struct Lane {
    std::vector<double> wall;
    std::vector<double> cpu;
    long peak_kb = 0;

    void add(bench::Run const &run) {
        wall.push_back(run.wall_ms);
        cpu.push_back(run.cpu_ms);
        peak_kb = std::max(peak_kb, run.peak_kb);
    }
};

void print(std::vector<bench::Command> const &commands, std::vector<Lane> const &lanes,
           double rows) {
    std::printf("%-38s %10s %8s %10s %8s %10s %8s%s\n", "", "median ms", "ratio", "CPU ms", "ratio",
                "p90 ms", "peak MB", rows > 0 ? "     rows/s" : "");
    auto const wall = bench::quantile(lanes[0].wall, 0.5);
    auto const cpu = bench::quantile(lanes[0].cpu, 0.5);
    for (std::size_t i = 0; i < lanes.size(); ++i) {
        auto const mine = bench::quantile(lanes[i].wall, 0.5);
        auto const my_cpu = bench::quantile(lanes[i].cpu, 0.5);
        std::printf("%-38s %10.2f %8.2f %10.2f %8.2f %10.2f %8.1f", commands[i].name.c_str(), mine,
                    mine / wall, my_cpu, my_cpu / cpu, bench::quantile(lanes[i].wall, 0.9),
                    static_cast<double>(lanes[i].peak_kb) / 1024);
        if (rows > 0) std::printf(" %10.0f", rows * 1e3 / mine);
        std::putchar('\n');
    }
}

int race(int argc, char **argv) {
    if (argc < 2) throw std::invalid_argument{"how many rounds?"};
    auto const rounds = std::atol(argv[1]);
    int from = 2;
    double rows = 0;
    if (argc > 3 && std::strcmp(argv[2], "--rows") == 0) {
        rows = std::atof(argv[3]);
        from = 4;
    }
    auto const commands = bench::read_commands(argv + from, argv + argc);
    std::vector<Lane> lanes(commands.size());
    for (long round = 0; round < rounds; ++round)
        for (std::size_t i = 0; i < commands.size(); ++i) {
            auto const run = bench::run(commands[i], round);
            if (run.status != 0) {
                std::fprintf(stderr, "%s: status %d in round %ld\n", commands[i].name.c_str(),
                             run.status, round);
                return 1;
            }
            lanes[i].add(run);
        }
    print(commands, lanes, rows);
    return 0;
}

}  // namespace

int main(int argc, char **argv) {
    try {
        return race(argc, argv);
    } catch (std::exception const &error) {
        std::fprintf(stderr, "bench_race: %s\n", error.what());
        return 64;
    }
}
