#pragma once

#include <dcc/base/digest.hpp>
#include <dcc/base/time.hpp>
#include <dcc/model/field.hpp>

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace dcc {

// The score of one dimension of a survey, 1 to 5.
struct Score {
    std::string dimension;
    int value = 0;

    friend bool operator==(Score const &, Score const &) = default;
};

// A customer's feedback on a resolution. An absent figure was not asked for or not answered.
struct Feedback {
    Instant at;
    std::optional<int> csat;  // overall satisfaction, 1 to 5
    std::optional<int> nps;   // likelihood to recommend, 0 to 10
    std::optional<int> ces;   // effort, 1 to 7
    std::string ces_high;     // what 7 means: "easy" or "hard"
    std::vector<Score> dimensions;
    std::optional<bool> solved;
    std::string channel;
    std::string comment;  // erasable
    // The actor, if it was recorded without the token that the customer was sent.
    std::string recorded_by;

    friend bool operator==(Feedback const &, Feedback const &) = default;
};

// A resolution on which the customer may give feedback, once.
struct Invitation {
    Instant at;                   // when the case was resolved
    std::optional<Digest> token;  // digest of the mailed token, if there is one
    std::optional<Feedback> feedback;

    friend bool operator==(Invitation const &, Invitation const &) = default;
};

}  // namespace dcc

namespace dcc::event {

// The customer gave feedback on a resolution.
struct FeedbackGiven {
    int invitation = 0;       // which resolution, from 1
    std::optional<int> csat;  // 1 to 5
    std::optional<int> nps;   // 0 to 10
    std::optional<int> ces;   // 1 to 7
    std::string ces_high;     // what 7 means: "easy" or "hard"
    std::vector<Score> dimensions;
    std::optional<bool> solved;
    std::string channel;
    bool by_staff = false;  // recorded without the token
    std::string comment;

    static constexpr EventType type{"feedback_given", Subject::case_, Step::feedback};
    static constexpr auto fields = std::tuple{open("invitation", &FeedbackGiven::invitation),
                                              open("csat", &FeedbackGiven::csat),
                                              open("nps", &FeedbackGiven::nps),
                                              open("ces", &FeedbackGiven::ces),
                                              open("ces_high", &FeedbackGiven::ces_high),
                                              open("dimensions", &FeedbackGiven::dimensions),
                                              open("solved", &FeedbackGiven::solved),
                                              open("channel", &FeedbackGiven::channel),
                                              open("by_staff", &FeedbackGiven::by_staff),
                                              sealed("comment", &FeedbackGiven::comment)};
    friend bool operator==(FeedbackGiven const &, FeedbackGiven const &) = default;
};

using SurveyEvents = EventList<FeedbackGiven>;

}  // namespace dcc::event
