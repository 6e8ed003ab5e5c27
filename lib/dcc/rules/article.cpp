#include <dcc/rules/article.hpp>

#include <cmath>

namespace dcc::rules {

namespace {

using namespace event;

class ArticleFold {
  public:
    ArticleFold(Article &article, Event const &event) : article_{article}, event_{event} {}

    void operator()(NotAbout<Subject::article> auto const &) {}

    void operator()(ArticleWritten const &written) {
        article_.id = written.article;
        article_.version = written.version;
        article_.category = written.category;
        article_.language = written.language;
        if (written.from_case) article_.from_case = written.from_case;
        article_.title = written.title;
        article_.body = written.body;
        article_.author = event_.actor;
        article_.written_at = event_.at;
        article_.retired_at.reset();
        article_.reason.clear();
        article_.text_event = event_.seq;
    }

    void operator()(ArticleRetired const &retired) {
        article_.retired_at = event_.at;
        article_.reason = retired.reason;
    }

  private:
    Article &article_;
    Event const &event_;
};

}  // namespace

std::optional<ArticleId> article_of(Payload const &payload) {
    return std::visit(
        []<class E>(E const &event) -> std::optional<ArticleId> {
            if constexpr (About<E, Subject::article>)
                return event.article;
            else
                return std::nullopt;
        },
        payload);
}

void apply(Article &article, Event const &event) {
    article.last_event = event.seq;
    std::visit(ArticleFold{article, event}, event.payload);
}

Article replay_article(std::span<Event const> events) {
    Article article;
    for (auto const &event : events) apply(article, event);
    return article;
}

double worth(Uses const &uses) {
    auto const cases = static_cast<double>(uses.cases);
    // Laplace's rule of succession: adds two cases, one of which stayed solved, so that a small
    // number of cases has little effect.
    auto const stayed = (static_cast<double>(uses.stayed) + 1) / (cases + 2);
    return (0.5 + stayed) * (1 + std::log2(1 + cases) / 10);
}

}  // namespace dcc::rules
