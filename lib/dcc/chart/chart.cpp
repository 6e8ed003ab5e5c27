#include <dcc/chart/detail/drawing.hpp>
#include <dcc/chart/detail/renderers.hpp>

#include <string>

namespace dcc::chart {

using wording::PageLabel;

std::string draw_nothing(std::string const &title, Style const &style) {
    constexpr double height = 60;
    auto const words = style.labels.text(PageLabel::no_data);
    Drawing drawing;
    drawing.stroke(Path{}.box({1, 1}, {chart_width - 1, height - 1}), Paint::axis, {1, "4 4"});
    drawing.text({chart_width / 2, height / 2 + 5}, words, Drawing::Anchor::middle, Paint::muted);
    return drawing.element(chart_width, height, title, words, style.id);
}

std::string left_out(std::size_t drawn, std::size_t all, wording::PageLabels const &labels) {
    if (drawn >= all) return {};
    return labels.text(PageLabel::left_out,
                       {{"count", std::to_string(drawn)}, {"total", std::to_string(all)}});
}

std::string svg(Chart const &chart, wording::PageLabels const &labels, std::string_view id) {
    return std::visit([&](auto const &one) { return draw(one, Style{labels, id}); }, chart);
}

std::string const &title_of(Chart const &chart) {
    return std::visit([](auto const &one) -> std::string const & { return one.title; }, chart);
}

}  // namespace dcc::chart
