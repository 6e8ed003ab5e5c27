#include <dcc/rules/article.hpp>

#include <cmath>

namespace dcc::rules {

std::optional<ArticleId> article_of(event::Payload const &payload) {
    if (auto const *written = std::get_if<event::ArticleWritten>(&payload)) return written->article;
    if (auto const *retired = std::get_if<event::ArticleRetired>(&payload)) return retired->article;
    return std::nullopt;
}

void apply(Article &article, Event const &event) {
    article.last_event = event.seq;
    if (auto const *written = std::get_if<event::ArticleWritten>(&event.payload)) {
        article.id = written->article;
        article.version = written->version;
        article.category = written->category;
        article.language = written->language;
        if (written->from_case) article.from_case = written->from_case;
        article.title = written->title;
        article.body = written->body;
        article.author = event.actor;
        article.written_at = event.at;
        article.retired_at.reset();
        article.reason.clear();
        article.text_event = event.seq;
    } else if (auto const *retired = std::get_if<event::ArticleRetired>(&event.payload)) {
        article.retired_at = event.at;
        article.reason = retired->reason;
    }
}

Article replay_article(std::span<Event const> events) {
    Article article;
    for (auto const &event : events) apply(article, event);
    return article;
}

double worth(Uses const &uses) {
    auto const cases = static_cast<double>(uses.cases);
    // As if two more cases had been answered with it, one of which stayed solved: few cases say
    // little (Laplace's rule of succession).
    auto const stayed = (static_cast<double>(uses.stayed) + 1) / (cases + 2);
    return (0.5 + stayed) * (1 + std::log2(1 + cases) / 10);
}

}  // namespace dcc::rules
