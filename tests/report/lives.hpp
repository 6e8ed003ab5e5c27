#pragma once

#include "../support/desk.hpp"

#include <random>
#include <vector>

// A desk on which cases come, are handed about, wait, are solved and reopened at random; time goes
// on from Monday by up to `most_step` seconds a step.
struct Lives : FileDesk {
    std::mt19937 random;
    dcc::Instant now = monday;
    std::vector<dcc::CaseId> ids;

    explicit Lives(unsigned seed) : random{seed} {}

    void live(int steps, int most_step) {
        // One transaction for all, so that hundreds of steps cost no more than one.
        writer.begin();
        for (int i = 0; i < steps; ++i) {
            now += dcc::Seconds{pick(most_step)};
            if (ids.empty() || pick(3) == 0)
                come();
            else
                go_on(ids[static_cast<std::size_t>(pick(static_cast<int>(ids.size())))]);
        }
        writer.commit();
    }

    int pick(int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }

  private:
    void come() {
        dcc::desk::OpenArgs args;
        args.channel = pick(2) ? "phone" : "email";
        args.rating.category = pick(3) ? "billing" : pick(2) ? "outage" : "";
        if (pick(4) == 0) args.rating.priority = "urgent";
        ids.push_back(open(now, args).id);
    }

    // Most steps are legal in some state only: those that are not are refused, which is well.
    void go_on(dcc::CaseId id) {
        using namespace dcc;
        auto here = session(now);
        static char const *const holders[] = {"wang", "li", "zhao", "tech", "front"};
        switch (pick(9)) {
            case 0:
            case 1: (void)desk::assign(here, id, holders[pick(5)]); break;
            case 2: (void)desk::reply(here, id, "text"); break;
            case 3: (void)desk::wait(here, id, State::waiting_customer); break;
            case 4: (void)desk::receive(here, id, "text"); break;
            case 5: (void)desk::resolve(here, id, "text"); break;
            case 6: (void)desk::reopen(here, id, "text"); break;
            case 7: (void)(pick(3) ? desk::close(here, id, "") : desk::cancel(here, id, "")); break;
            default: {
                desk::Triage triage{here};
                (void)triage(id);
            }
        }
    }
};
