#include <dcc/chart/detail/scale.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace dcc::chart {
namespace {

constexpr double greatest = 1e100;  // sums do not overflow

// The least of 1, 2 and 5 times a power of ten that is not below `wanted`.
double round_decimal(double wanted) {
    auto const power = std::pow(10, std::floor(std::log10(wanted)));
    for (auto const factor : {1.0, 2.0, 5.0})
        if (factor * power >= wanted * (1 - 1e-9)) return factor * power;
    return 10 * power;
}

double round_seconds(double wanted, bool hours_largest) {
    constexpr double hour = 3600;
    constexpr double day = 24 * hour;
    for (auto const step : {1., 2., 5., 10., 15., 30., 60., 120., 300., 600., 900., 1800., hour})
        if (step >= wanted) return step;
    if (hours_largest) return hour * round_decimal(wanted / hour);
    for (auto const step : {2 * hour, 3 * hour, 6 * hour, 12 * hour, day})
        if (step >= wanted) return step;
    return day * round_decimal(wanted / day);
}

double round_step(double wanted, Unit unit) {
    switch (unit) {
        case Unit::count: return std::max(1.0, round_decimal(wanted));
        case Unit::number:
        case Unit::share: return round_decimal(wanted);
        case Unit::span: return round_seconds(wanted, false);
        case Unit::worked: return round_seconds(wanted, true);
    }
    return wanted;
}

// What is drawn where all values are zero.
double least_span(Unit unit) {
    return unit == Unit::span || unit == Unit::worked ? 3600 : 1;
}

// The decimals that a multiple of the step needs.
int decimals_of(double step) {
    int decimals = 0;
    for (auto rest = step; decimals < 6 && std::abs(rest - std::round(rest)) > 1e-6 * step;
         rest *= 10)
        ++decimals;
    return decimals;
}

Seconds seconds_of(double value) {
    constexpr double most = 1e15;  // thirty million years
    return Seconds{std::llround(std::clamp(value, -most, most))};
}

}  // namespace

std::optional<double> drawable(double value) {
    return std::isfinite(value) && std::abs(value) <= greatest ? std::optional{value}
                                                               : std::nullopt;
}

std::optional<double> drawable(std::optional<double> const &value) {
    return value ? drawable(*value) : std::nullopt;
}

std::optional<Value> drawable(std::optional<Value> const &value) {
    if (!value || !drawable(value->value)) return std::nullopt;
    bool const has_range =
        value->range && drawable(value->range->low) && drawable(value->range->high);
    return Value{value->value, has_range ? value->range : std::nullopt};
}

void Extent::add(double value) {
    if (!drawable(value)) return;
    if (!range_) range_ = Range{value, value};
    range_->low = std::min(range_->low, value);
    range_->high = std::max(range_->high, value);
}

void Extent::add(std::optional<double> const &value) {
    if (value) add(*value);
}

void Extent::add(std::optional<Value> const &value) {
    auto const found = drawable(value);
    if (!found) return;
    add(found->value);
    if (!found->range) return;
    add(found->range->low);
    add(found->range->high);
}

Scale::Scale(Extent const &extent, Axis const &axis, double from, double to, int ticks)
    : unit_{axis.unit}, from_{from}, to_{to} {
    auto const [least, most] = extent.range().value_or(Range{});
    low_ = axis.from_zero ? std::min(0.0, least) : least;
    high_ = axis.from_zero ? std::max(0.0, most) : most;
    if (high_ - low_ <= 1e-9 * std::max(std::abs(low_), std::abs(high_))) {
        // All are equal: no place on the axis means anything but that.
        auto const around = low_ == 0 ? least_span(unit_) : std::abs(low_) / 10;
        high_ += around;
        if (low_ != 0) low_ -= around;
    }
    step_ = round_step((high_ - low_) / ticks, unit_);
    auto const first = std::floor(low_ / step_ + 1e-9);
    auto const last = std::ceil(high_ / step_ - 1e-9);
    low_ = first * step_;
    high_ = last * step_;
    auto const count = static_cast<int>(last - first);
    for (int i = 0; i <= count; ++i) ticks_.push_back((first + i) * step_);
}

double Scale::operator()(double value) const {
    return from_ + (value - low_) / (high_ - low_) * (to_ - from_);
}

std::string Scale::text(double tick, wording::PageLabels const &labels) const {
    if (tick == 0 && unit_ != Unit::share) return labels.number(0, 0);
    switch (unit_) {
        case Unit::span: return labels.span(seconds_of(tick));
        case Unit::worked: return labels.worked(seconds_of(tick));
        case Unit::share: return labels.percent(tick, decimals_of(step_ * 100));
        case Unit::count:
        case Unit::number: break;
    }
    auto const unit = labels.large_unit(std::max(std::abs(low_), std::abs(high_)));
    return labels.number(tick / unit.size, decimals_of(step_ / unit.size)) + unit.name;
}

std::string value_text(std::optional<double> value, Unit unit, wording::PageLabels const &labels) {
    auto const number = drawable(value);
    if (!number) return "–";
    switch (unit) {
        case Unit::count: return labels.number(*number, 0);
        case Unit::number: return labels.number(*number, 2);
        case Unit::share: return labels.percent(*number, 1);
        case Unit::span: return labels.span(seconds_of(*number));
        case Unit::worked: return labels.worked(seconds_of(*number));
    }
    return "–";
}

}  // namespace dcc::chart
