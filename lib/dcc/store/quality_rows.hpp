#pragma once

#include <dcc/base/time.hpp>
#include <dcc/model/ids.hpp>
#include <dcc/store/row_columns.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>

namespace dcc::store {

// The rows of reviews and trainings (see rows.hpp).

// A review with the attributes of its case that reports need, so that a report reads one table.
struct QualityReviewRow {
    CaseId case_id;
    int number = 0;
    Instant at;
    std::string reviewer;
    std::string person;
    std::int64_t points = 0;
    std::int64_t most = 0;
    std::string items;  // "tone=4/5,solution=3/5"
    std::string fault;
    std::string path;  // steps, joined by ","
    std::int64_t done = 0;
    std::string channel;
    std::string category;
    std::string priority;
    std::string team;
    Instant received_at;  // of the case

    static constexpr auto table = "quality_review";
    static constexpr auto what = "reviews";
    static constexpr std::size_t keys = 2;
    static constexpr auto case_column = "case_id";
    static constexpr auto columns = std::tuple{
        value("case_id", &QualityReviewRow::case_id),
        value("number", &QualityReviewRow::number),
        value("at", &QualityReviewRow::at),
        open_text("reviewer", &QualityReviewRow::reviewer),
        open_text("person", &QualityReviewRow::person),
        value("points", &QualityReviewRow::points),
        value("most", &QualityReviewRow::most),
        open_text("items", &QualityReviewRow::items),
        open_text("fault", &QualityReviewRow::fault),
        open_text("path", &QualityReviewRow::path),
        value("done", &QualityReviewRow::done),
        open_text("channel", &QualityReviewRow::channel),
        open_text("category", &QualityReviewRow::category),
        open_text("priority", &QualityReviewRow::priority),
        open_text("team", &QualityReviewRow::team),
        value("received_at", &QualityReviewRow::received_at),
    };
    friend bool operator==(QualityReviewRow const &, QualityReviewRow const &) = default;
};

// That a person was trained.
struct TrainingRow {
    std::string person;
    Instant held_at;
    std::string topic;
    std::string category;
    bool withdrawn = false;

    static constexpr auto table = "training";
    static constexpr auto what = "trainings";
    static constexpr std::size_t keys = 3;
    static constexpr auto columns = std::tuple{
        open_text("person", &TrainingRow::person),   value("held_at", &TrainingRow::held_at),
        open_text("topic", &TrainingRow::topic),     open_text("category", &TrainingRow::category),
        value("withdrawn", &TrainingRow::withdrawn),
    };
    friend bool operator==(TrainingRow const &, TrainingRow const &) = default;
};

}  // namespace dcc::store
