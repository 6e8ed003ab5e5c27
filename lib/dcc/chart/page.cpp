#include <dcc/base/text.hpp>
#include <dcc/chart/detail/table_markup.hpp>
#include <dcc/chart/markup.hpp>
#include <dcc/chart/page.hpp>
#include <dcc/chart/style.hpp>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace dcc::chart {
namespace {

using wording::PageLabel;
using wording::PageLabels;

// Writes one page. The charts are numbered as they come, so that each has an id of its own.
class Writer {
  public:
    explicit Writer(Pen const &pen) : pen_{pen}, labels_{pen.labels} {}

    std::string write(Page const &page) {
        auto const title = escape(page.title);
        // Only its own style is let in, so that nothing could be loaded or run even if a text got
        // through as markup.
        auto out = fmt::format(
            "<!DOCTYPE html>\n<html lang=\"{}\" xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n"
            "<meta charset=\"utf-8\"/>\n"
            "<meta http-equiv=\"Content-Security-Policy\" "
            "content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
            "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
            "<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n"
            "<a class=\"skip\" href=\"#content\">{}</a>\n"
            "<header>\n<h1>{}</h1>\n",
            escape(labels_.language()), title, style_sheet(), label(PageLabel::skip), title);
        if (!page.about.empty())
            out += fmt::format("<p class=\"about\">{}</p>\n", escape(page.about));
        out += "</header>\n" + contents(page) + "<main id=\"content\">\n" + cards(page.cards);
        for (std::size_t i = 0; i < page.sections.size(); ++i)
            out += section(page.sections[i], i + 1);
        return out + "</main>\n" + footer(page) + "</body>\n</html>\n";
    }

  private:
    std::string label(PageLabel which, wording::Values const &values = {}) const {
        return escape(labels_.text(which, values));
    }

    std::string sample(std::int64_t n) const {
        return labels_.text(PageLabel::sample,
                            {{"count", labels_.number(static_cast<double>(n), 0)}});
    }

    std::string draw(Chart const &chart) {
        return svg(chart, labels_, "c" + std::to_string(++charts_));
    }

    std::string contents(Page const &page) const {
        if (page.sections.size() < 2) return {};
        auto out = fmt::format("<nav aria-label=\"{}\">\n<ul>\n", label(PageLabel::contents));
        for (std::size_t i = 0; i < page.sections.size(); ++i)
            out += fmt::format("<li><a href=\"#s{}\">{}</a></li>\n", i + 1,
                               escape(page.sections[i].title));
        return out + "</ul>\n</nav>\n";
    }

    std::string cards(std::vector<Card> const &cards) {
        if (cards.empty()) return {};
        auto out = fmt::format(
            "<section aria-labelledby=\"s0\">\n<h2 id=\"s0\">{}</h2>\n<dl class=\"cards\">\n",
            label(PageLabel::key_figures));
        for (auto const &card : cards) {
            out += fmt::format("<div class=\"card\"><dt>{}</dt>\n<dd class=\"value\">{}</dd>\n",
                               escape(card.title), escape(text_of(card.value, pen_)));
            if (!card.detail.empty())
                out += fmt::format("<dd class=\"detail\">{}</dd>\n", escape(card.detail));
            if (card.n)
                out += fmt::format("<dd class=\"detail\">{}</dd>\n", escape(sample(*card.n)));
            if (card.course) out += "<dd>" + draw(*card.course) + "</dd>\n";
            out += "</div>\n";
        }
        return out + "</dl>\n</section>\n";
    }

    std::string section(Section const &section, std::size_t number) {
        auto out = fmt::format("<section aria-labelledby=\"s{0}\">\n<h2 id=\"s{0}\">{1}</h2>\n{2}",
                               number, escape(section.title), paragraphs(section.text));
        for (auto const &part : section.parts)
            out += std::visit([&](auto const &one) { return write_part(one); }, part);
        return out + "</section>\n";
    }

    std::string write_part(Figure const &figure) {
        auto const &title = title_of(figure.chart);
        auto out = fmt::format("<div class=\"figure\">\n<h3>{}</h3>\n<figure>\n{}", escape(title),
                               draw(figure.chart));
        std::vector<std::string> basis;
        if (!figure.basis.empty())
            basis.push_back(labels_.text(PageLabel::basis, {{"value", figure.basis}}));
        if (figure.n) basis.push_back(sample(*figure.n));
        if (!basis.empty())
            out += fmt::format("<figcaption>{}</figcaption>\n",
                               escape(fmt::format("{}", fmt::join(basis, " · "))));
        return out + "</figure>\n<div>\n" + table_markup(figure.table, title, pen_) +
               "</div>\n</div>\n";
    }

    std::string write_part(TitledTable const &part) const {
        return table_markup(part.table, part.title, pen_);
    }

    std::string write_part(Sheet const &sheet) const {
        auto out = fields_markup(sheet.head, pen_);
        for (auto const &part : sheet.parts) {
            if (part.table.rows.empty() && part.table.empty.empty()) continue;
            out += table_markup(part.table, part.title.english(), pen_);
        }
        return out;
    }

    static std::string paragraphs(std::string_view text) {
        std::string out;
        std::string paragraph;
        auto const end_paragraph = [&] {
            if (!is_blank(paragraph)) out += fmt::format("<p>{}</p>\n", escape(trim(paragraph)));
            paragraph.clear();
        };
        while (!text.empty()) {
            auto const end = text.find('\n');
            auto const line = text.substr(0, end);
            if (is_blank(line)) end_paragraph();
            paragraph += paragraph.empty() ? "" : " ";
            paragraph += line;
            text.remove_prefix(end == text.npos ? text.size() : end + 1);
        }
        end_paragraph();
        return out;
    }

    std::string footer(Page const &page) const {
        if (page.footnotes.empty() && page.fingerprint.empty()) return {};
        auto out = fmt::format("<footer>\n<h2>{}</h2>\n{}", label(PageLabel::notes),
                               notes_markup(page.footnotes));
        if (!page.fingerprint.empty())
            out += fmt::format("<p class=\"note\">{} <code>{}</code></p>\n",
                               label(PageLabel::fingerprint), escape(page.fingerprint));
        return out + "</footer>\n";
    }

    Pen const &pen_;
    PageLabels const &labels_;
    int charts_ = 0;
};

}  // namespace

std::string html(Page const &page, PageLabels const &labels, Zone const &zone) {
    Pen const pen{labels, zone};
    return Writer{pen}.write(page);
}

}  // namespace dcc::chart
