#include <dcc/rules/answer.hpp>
#include <dcc/rules/listed.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::rules {
namespace {

std::optional<Refusal> refuse_score(char const *name, std::optional<int> score, int least,
                                    int most) {
    if (!score || (*score >= least && *score <= most)) return std::nullopt;
    return Refusal{"bad_score",
                   say("{} is {}", name, *score),
                   say("it must be {} to {}", least, most),
                   {name}};
}

}  // namespace

std::optional<Refusal> refuse_answer(Policy const &policy, event::FeedbackGiven const &given) {
    if (auto no = refuse_score("csat", given.csat, 1, 5)) return no;
    if (auto no = refuse_score("nps", given.nps, 0, 10)) return no;
    if (auto no = refuse_score("ces", given.ces, 1, 7)) return no;
    for (auto const &score : given.dimensions) {
        if (auto no = refuse_unlisted("dimension", score.dimension, policy.survey.dimensions))
            return no;
        if (auto no = refuse_score(score.dimension.c_str(), score.value, 1, 5)) return no;
        if (std::ranges::count(given.dimensions, score.dimension, &Score::dimension) > 1)
            return Refusal{"bad_score", say("{} is scored twice", score.dimension), {}};
    }
    return refuse_unlisted("channel", given.channel, policy.channels);
}

}  // namespace dcc::rules
