#include <dcc/base/text.hpp>
#include <dcc/desk/article.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/rules/blank.hpp>
#include <dcc/rules/listed.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace dcc::desk {
namespace {

using Payloads = std::vector<event::Payload>;

std::optional<Refusal> refuse_unlisted(Policy const &policy, ArticleArgs const &args) {
    if (auto no = rules::refuse_unlisted("category", args.category, policy.categories)) return no;
    return rules::refuse_unlisted("language", args.language, policy.desk.languages);
}

std::optional<Refusal> refuse_empty(ArticleArgs const &args) {
    if (auto no = rules::refuse_line(args.title, "title", "article.title")) return no;
    return rules::refuse_blank(args.body, "article", "article.body");
}

// The first version, within the caller's transaction.
Outcome<ArticleReceipt> write_first(ledger::Session &session, ArticleArgs const &args,
                                    std::optional<CaseId> from) {
    if (auto no = refuse_unlisted(session.policy(), args)) return *no;
    if (auto no = refuse_empty(args)) return *no;
    auto const &language = args.language.empty() ? session.policy().desk.language : args.language;
    ArticleReceipt receipt;
    session.record(receipt, session.now(),
                   event::ArticleWritten{session.writer().next_article_id(), 1, args.category,
                                         language, from, args.title, args.body});
    return receipt;
}

// The language of a customer, when the policy has it.
std::string language_of(ledger::Session &session, std::optional<CustomerId> customer) {
    auto const row = customer ? session.writer().find(*customer) : std::nullopt;
    bool const known =
        row && std::ranges::count(session.policy().desk.languages, row->language) > 0;
    return known ? row->language : std::string{};
}

}  // namespace

Outcome<Article> load_article(store::Reader &reader, ArticleId id) {
    if (auto article = ledger::load(reader, id)) return *article;
    return ledger::no_such(id);
}

Outcome<ArticleReceipt> add_article(ledger::Session &session, ArticleArgs const &args) {
    if (auto no = session.refuse(Right::case_article)) return *no;
    ledger::Session::Transaction transaction{session};
    auto receipt = write_first(session, args, std::nullopt);
    if (receipt) transaction.commit();
    return receipt;
}

Outcome<ArticleReceipt> edit_article(ledger::Session &session, ArticleId id,
                                     ArticleArgs const &args) {
    bool was_retired = false;
    auto receipt = ledger::change(
        session, id, Right::case_article, [&](Article const &article) -> Outcome<Payloads> {
            if (auto no = refuse_unlisted(session.policy(), args)) return *no;
            auto const chosen = [](std::string const &given, std::string const &before) {
                return given.empty() ? before : given;
            };
            event::ArticleWritten written{id,
                                          article.version + 1,
                                          chosen(args.category, article.category),
                                          chosen(args.language, article.language),
                                          std::nullopt,
                                          chosen(args.title, article.title),
                                          chosen(args.body, article.body)};
            if (auto no = refuse_empty({written.title, written.body, {}, {}})) return *no;
            if (written.category == article.category && written.language == article.language &&
                written.title == article.title && written.body == article.body)
                return Refusal{"unchanged", say("{} would not change", id.text()),
                               Hint{Remedy::give, "give what is new", {"article.change"}}};
            was_retired = !article.is_offered();
            return Payloads{std::move(written)};
        });
    if (receipt && was_retired)
        receipt->notes.push_back(say("{} was retired and is in use again", id.text()));
    return receipt;
}

Outcome<ArticleReceipt> retire_article(ledger::Session &session, ArticleId id,
                                       std::string const &reason) {
    return ledger::change(
        session, id, Right::case_article, [&](Article const &article) -> Outcome<Payloads> {
            if (is_blank(reason))
                return Refusal{"no_reason",
                               "the reason is empty",
                               Hint{Remedy::give, "give a reason", {"article.reason"}},
                               {"reason"}};
            if (!article.is_offered())
                return Refusal{"retired", say("{} is retired already", id.text()), {}};
            return Payloads{event::ArticleRetired{id, reason}};
        });
}

Outcome<ArticleReceipt> article_from_case(ledger::Session &session, CaseId id, ArticleArgs args) {
    if (auto no = session.refuse(Right::case_article)) return *no;
    ledger::Session::Transaction transaction{session};
    auto const events = session.writer().events(id);
    auto const item = ledger::load(session.writer(), session.adopted(), id);
    if (!item) return ledger::no_such(id);
    event::Resolved const *resolved = nullptr;
    for (auto const &event : events)
        if (auto const *one = std::get_if<event::Resolved>(&event.payload)) resolved = one;
    if (!resolved)
        return Refusal{"not_resolved",
                       say("{} is {} and was never resolved: there is no answer to keep", id.text(),
                           item->state),
                       Hint{Remedy::add_article, "write the article by itself"}};
    if (args.title.empty()) args.title = item->subject;
    if (args.body.empty()) args.body = resolved->body;
    if (is_blank(args.body))
        return Refusal{"empty_text",
                       say("{} was resolved without a text", id.text()),
                       Hint{Remedy::give, "give the answer", {"article.answer"}},
                       {"body"}};
    // A category that only an older policy has is omitted, not refused: it was not given now.
    if (args.category.empty() && session.policy().category(item->category))
        args.category = item->category;
    if (args.language.empty()) args.language = language_of(session, item->customer);
    auto receipt = write_first(session, args, id);
    if (receipt) transaction.commit();
    return receipt;
}

}  // namespace dcc::desk
