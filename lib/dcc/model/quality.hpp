#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>

#include <cstddef>
#include <string>
#include <tuple>
#include <vector>

namespace dcc {

// What a review gave for one criterion of the quality form.
struct ItemPoints {
    std::string item;
    int points = 0;  // 0 to `most`
    int most = 0;    // what the policy allowed then

    static constexpr auto fields = std::tuple{event::open("item", &ItemPoints::item),
                                              event::open("points", &ItemPoints::points),
                                              event::open("most", &ItemPoints::most)};
    friend bool operator==(ItemPoints const &, ItemPoints const &) = default;
};

// A review of how a case was handled.
struct QualityReview {
    int number = 0;  // from 1
    Instant at;
    std::string reviewer;
    std::string person;  // who held the case then; may be empty
    std::vector<ItemPoints> points;
    std::string fault;              // the grade of the fault that was found; empty: none
    std::vector<std::string> path;  // the steps that follow such a fault, in order
    std::size_t done = 0;           // how many of them are done
    std::string comment;            // erasable

    friend bool operator==(QualityReview const &, QualityReview const &) = default;
};

}  // namespace dcc

namespace dcc::event {

// The actor reviewed how the case was handled, by the policy's quality form.
struct QualityScored {
    int review = 0;      // its number in the case, from 1
    std::string person;  // who held the case; may be empty
    std::vector<ItemPoints> points;
    std::string fault;  // a grade of the policy; empty: no fault
    std::vector<std::string> path;
    std::string comment;

    static constexpr EventType type{"quality_scored", Subject::case_, Step::note};
    static constexpr auto fields = std::tuple{
        open("review", &QualityScored::review), open("person", &QualityScored::person),
        open("points", &QualityScored::points), open("fault", &QualityScored::fault),
        open("path", &QualityScored::path),     sealed("comment", &QualityScored::comment)};
    friend bool operator==(QualityScored const &, QualityScored const &) = default;
};

// The next step that follows the fault of a review is done.
struct FaultStepDone {
    int review = 0;
    std::string step;
    std::string comment;

    static constexpr EventType type{"fault_step_done", Subject::case_, Step::note};
    static constexpr auto fields =
        std::tuple{open("review", &FaultStepDone::review), open("step", &FaultStepDone::step),
                   sealed("comment", &FaultStepDone::comment)};
    friend bool operator==(FaultStepDone const &, FaultStepDone const &) = default;
};

// A person was trained. A later one with the same person, time and topic takes its place.
struct TrainingRecorded {
    std::string person;
    Instant held;
    std::string topic;
    std::string category;    // that it was about; empty: none in particular
    bool withdrawn = false;  // it did not take place

    static constexpr EventType type{"training_recorded", Subject::desk};
    static constexpr auto fields = std::tuple{
        open("person", &TrainingRecorded::person), open("held", &TrainingRecorded::held),
        open("topic", &TrainingRecorded::topic), open("category", &TrainingRecorded::category),
        open("withdrawn", &TrainingRecorded::withdrawn)};
    friend bool operator==(TrainingRecorded const &, TrainingRecorded const &) = default;
};

using QualityEvents = EventList<QualityScored, FaultStepDone>;
using TrainingEvents = EventList<TrainingRecorded>;

}  // namespace dcc::event
