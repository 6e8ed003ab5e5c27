// Many writers at once: each of PROCESSES lanes starts the command again as soon as it ends, for
// some seconds; one command after the other. Prints commands a second and latencies.
//   bench_writers PROCESSES SECONDS -- NAME COMMAND [ARGUMENT…] -- NAME COMMAND…

#include "command.hpp"

#include <atomic>
#include <thread>

namespace {

struct Crowd {
    std::vector<double> wall;
    long errors = 0;
    int last_status = 0;
};

Crowd crowd(bench::Command const &command, std::size_t lanes, double ms, std::atomic<long> &n) {
    std::vector<Crowd> each(lanes);
    std::vector<std::thread> threads;
    auto const end = bench::clock_ms() + ms;
    for (auto &mine : each)
        threads.emplace_back([&command, &mine, &n, end] {
            while (bench::clock_ms() < end) {
                auto const run = bench::run(command, n++);
                mine.wall.push_back(run.wall_ms);
                if (run.status == 0) continue;
                ++mine.errors;
                mine.last_status = run.status;
            }
        });
    for (auto &thread : threads) thread.join();
    Crowd all;
    for (auto const &mine : each) {
        all.wall.insert(all.wall.end(), mine.wall.begin(), mine.wall.end());
        all.errors += mine.errors;
        all.last_status = std::max(all.last_status, mine.last_status);
    }
    return all;
}

void writers(int argc, char **argv) {
    if (argc < 4) throw std::invalid_argument{"how many processes, for how many seconds?"};
    auto const lanes = static_cast<std::size_t>(std::atol(argv[1]));
    auto const slices = std::atol(argv[2]);
    auto const commands = bench::read_commands(argv + 3, argv + argc);
    std::vector<Crowd> sums(commands.size());
    std::atomic<long> n{0};
    for (long slice = 0; slice < slices; ++slice)  // a second each, in turn
        for (std::size_t i = 0; i < commands.size(); ++i) {
            auto const part = crowd(commands[i], lanes, 1000, n);
            sums[i].wall.insert(sums[i].wall.end(), part.wall.begin(), part.wall.end());
            sums[i].errors += part.errors;
            sums[i].last_status = std::max(sums[i].last_status, part.last_status);
        }
    std::printf("%-38s %10s %8s %10s %10s %10s %8s\n", "", "commands/s", "ratio", "median ms",
                "p99 ms", "max ms", "errors");
    auto const per_second = [&](Crowd const &sum) {
        return static_cast<double>(std::ssize(sum.wall) - sum.errors) / static_cast<double>(slices);
    };
    for (std::size_t i = 0; i < commands.size(); ++i) {
        auto const &sum = sums[i];
        std::printf("%-38s %10.0f %8.2f %10.1f %10.1f %10.1f %8ld", commands[i].name.c_str(),
                    per_second(sum), per_second(sum) / per_second(sums[0]),
                    bench::quantile(sum.wall, 0.5), bench::quantile(sum.wall, 0.99),
                    *std::max_element(sum.wall.begin(), sum.wall.end()), sum.errors);
        if (sum.errors > 0) std::printf("  (status %d)", sum.last_status);
        std::putchar('\n');
    }
}

}  // namespace

int main(int argc, char **argv) {
    try {
        writers(argc, argv);
    } catch (std::exception const &error) {
        std::fprintf(stderr, "bench_writers: %s\n", error.what());
        return 64;
    }
}
