#include "../support/desk.hpp"
#include <dcc/desk/article.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/report/article.hpp>
#include <dcc/report/search.hpp>
#include <dcc/report/suggest.hpp>
#include <dcc/rules/article.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

CaseId open(TestDesk &desk, std::string subject, std::string body = {}) {
    desk::OpenArgs args;
    args.subject = std::move(subject);
    args.body = std::move(body);
    return desk.open(monday, args).id;
}

ArticleId write(TestDesk &desk, std::string title, std::string body) {
    auto session = desk.session(monday);
    return desk::add_article(session, {std::move(title), std::move(body), "", ""})->item.id;
}

// The first column of a result, or the refusal's code.
std::string ids(Table const &table) {
    std::string list;
    for (auto const &row : table.rows)
        list += (list.empty() ? "" : " ") + std::get<std::string>(row[0]);
    return list;
}

std::string ids(Outcome<Table> const &table) {
    return table ? ids(*table) : table.refusal().code;
}

std::string cases(TestDesk &desk, std::string text, std::size_t limit = 20) {
    report::SearchQuery query;
    query.text = std::move(text);
    query.limit = limit;
    return ids(report::search_cases(desk.writer, query));
}

std::string articles(TestDesk &desk, std::string const &text) {
    return ids(report::search_articles(desk.writer, text, 20));
}

}  // namespace

TEST_CASE("Cases with the words in their subject come first, then the newest, each once") {
    TestDesk desk;
    open(desk, "退款何时到账");
    open(desk, "查询订单", "想要退款");
    open(desk, "申请退款");
    auto const id = open(desk, "其他");
    desk.after(monday, desk::note, id, "客户问退款");
    desk.after(monday, desk::note, id, "又问退款");
    desk.after(monday, desk::note, CaseId{1}, "退款已办");
    CHECK(cases(desk, "退款") == "C3 C1 C4 C2");
    CHECK(cases(desk, "退款", 2) == "C3 C1");
    auto const few = report::search_cases(desk.writer, {"退款", 2, {}, {}, false});
    CHECK(few->partial ==
          Note{"Only the first 2", Hint{Remedy::raise_limit, "a higher limit shows more"}});
    auto const all = report::search_cases(desk.writer, {"退款", 4, {}, {}, false});
    CHECK_FALSE(all->partial);
}

TEST_CASE("A search can be held to some cases") {
    TestDesk desk;
    desk::OpenArgs args;
    args.subject = "退款";
    args.rating.category = "billing";
    auto const first = desk.open(monday, args).id;
    open(desk, "退款");
    desk.after(monday, desk::resolve, first, "好");
    report::SearchQuery query;
    query.text = "退款";
    query.only_open = true;
    CHECK(ids(report::search_cases(desk.writer, query)) == "C2");
    query.only_open = false;
    query.states = {State::resolved, State::closed};
    CHECK(ids(report::search_cases(desk.writer, query)) == "C1");
    query.states.clear();
    query.categories = {"billing"};
    CHECK(ids(report::search_cases(desk.writer, query)) == "C1");
}

TEST_CASE("Of a word that very many texts hold, every case is found") {
    TestDesk desk;
    auto const oldest = open(desk, "别的", "退款");
    auto const other = open(desk, "其他");
    {
        auto session = desk.session(monday);
        ledger::Session::Transaction transaction{session};
        ledger::Receipt receipt{desk.load(other), {}, {}};
        session.record(receipt, monday, std::vector<event::Payload>(2001, event::Noted{"退款"}));
        transaction.commit();
    }
    auto const subject = open(desk, "退款");
    desk.after(monday, desk::resolve, oldest, "好");
    struct Row {
        report::SearchQuery query;
        std::string found;
    };
    auto const all = subject.text() + " " + other.text() + " " + oldest.text();
    for (auto const &row : {
             Row{{"退款", 20, {}, {}, false}, all},
             Row{{"退款", 3, {}, {}, false}, all},
             Row{{"退款", 20, {State::resolved}, {}, false}, oldest.text()},
             Row{{"退款", 20, {}, {}, true}, subject.text() + " " + other.text()},
         }) {
        auto const table = report::search_cases(desk.writer, row.query);
        CHECK(ids(*table) == row.found);
        CHECK_FALSE(table->partial);
    }
    CHECK(report::search_cases(desk.writer, {"退款", 2, {}, {}, false})->partial);
}

TEST_CASE("A search that finds nothing says which words to leave out") {
    TestDesk desk;
    open(desk, "退款");
    open(desk, "发票");
    auto const told = [&](std::string const &text) {
        return report::search_cases(desk.writer, {text, 20, {}, {}, false})->empty;
    };
    CHECK(told("退款 发票") ==
          "No text of a case contains \"退款\" and \"发票\". Try fewer words.");
    CHECK(told("退款 冰箱") == "No case contains \"冰箱\". Search without it.");
    CHECK(told("冰箱") == "No case contains \"冰箱\". Try a shorter or another word.");
}

TEST_CASE("What holds no word, or too many, is refused") {
    TestDesk desk;
    CHECK(cases(desk, "") == "no_words");
    CHECK(cases(desk, "\"'*(){}") == "no_words");
    std::string many;
    for (int i = 0; i < 33; ++i) many += " w" + std::to_string(i);
    CHECK(cases(desk, many) == "too_many_words");
    CHECK(cases(desk, many.substr(0, many.rfind(' '))) == "");
    std::string text;
    for (int i = 0; i < 300; ++i) text += "包裹";
    CHECK(cases(desk, text) == "too_many_words");
    CHECK(articles(desk, text) == "too_many_words");
}

TEST_CASE("Articles are ranked by title, by how the words fit, and by what they were worth") {
    TestDesk desk;
    for (int i = 0; i < 5; ++i) write(desk, "别的事情", "与此无关的内容");
    auto const in_body = write(desk, "网络", "说明很多，其中也有一处提到断线，还有别的许多内容。");
    auto const in_title = write(desk, "断线", "说明很多，其中没有提到它，还有别的许多内容。");
    CHECK(articles(desk, "断线") == in_title.text() + " " + in_body.text());
    CHECK(articles(desk, "断线 网络") == in_body.text());
    auto const twin = write(desk, "断线", "说明很多，其中没有提到它，还有别的许多内容。");
    CHECK(articles(desk, "断线").starts_with(in_title.text() + " " + twin.text()));
    for (int i = 0; i < 3; ++i) {
        auto session = desk.session(monday);
        REQUIRE(desk::resolve(session, open(desk, "求助"), {"", twin}));
    }
    CHECK(articles(desk, "断线").starts_with(twin.text() + " " + in_title.text()));
    for (int i = 1; i <= 3; ++i) desk.after(monday, desk::reopen, CaseId{i}, std::string{});
    CHECK(articles(desk, "断线").starts_with(in_title.text() + " " + twin.text()));
}

TEST_CASE("What an article was worth") {
    CHECK(rules::worth({0, 0}) == doctest::Approx(1));
    CHECK(rules::worth({1, 1}) > 1);
    CHECK(rules::worth({10, 10}) > rules::worth({1, 1}));
    CHECK(rules::worth({10, 9}) < rules::worth({10, 10}));
    CHECK(rules::worth({3, 0}) < 1);
    CHECK(rules::worth({1000, 0}) < rules::worth({1000, 900}));
}

TEST_CASE("Suggested is what shares the rarer words: articles, and cases that were solved") {
    TestDesk desk;
    for (auto const *subject : {"账单重复扣费", "宽带安装预约", "会员积分清零", "快递地址修改"})
        open(desk, subject);
    auto const solved = open(desk, "路由器频繁断线");
    desk.after(monday, desk::resolve, solved, "更新固件");
    auto const pending = open(desk, "路由器断线了");
    auto const article = write(desk, "路由器断线的处理", "更新固件");
    write(desk, "发票", "重开");
    auto const table = report::suggest(desk.writer, "你好，路由器又断线，怎么办", std::nullopt, 10);
    CHECK(ids(table) == article.text() + " " + solved.text());
    CHECK(std::get<std::vector<std::string>>(table.rows[1].back()) ==
          std::vector<std::string>{"路由器", "断线"});
    CHECK(ids(report::suggest(desk.writer, "路由器断线", std::nullopt, 1)) == article.text());
    CHECK(ids(report::suggest(desk.writer, "天气", std::nullopt, 10)) == "");
    CHECK(ids(report::suggest(desk.writer, "", std::nullopt, 10)) == "");
    CHECK(ids(report::suggest(desk.writer, "\xff\"*", std::nullopt, 10)) == "");
    // A case is not suggested for itself.
    desk.after(monday, desk::resolve, pending, "重启");
    CHECK(ids(report::suggest(desk.writer, "路由器断线了", pending, 10)).find(pending.text()) ==
          std::string::npos);
    CHECK(
        ids(report::suggest(desk.writer, "路由器断线了", std::nullopt, 10)).find(pending.text()) !=
        std::string::npos);
}

TEST_CASE("A version of an article is shown as it was") {
    TestDesk desk;
    auto const id = write(desk, "旧题", "旧文");
    auto session = desk.session(monday + Seconds{60}, "wang");
    REQUIRE(desk::edit_article(session, id, {"新题", "新文", "", ""}));
    auto const field = [](Sheet const &sheet, char const *name) {
        for (std::size_t i = 0; i < sheet.head.columns.size(); ++i)
            if (sheet.head.columns[i].name == name)
                return std::get<std::string>(sheet.head.rows[0][i]);
        return std::string{};
    };
    auto const now = report::show_article(desk.writer, id);
    CHECK(field(*now, "title") == "新题");
    CHECK(now->parts[0].table.rows.size() == 2);
    auto const then = report::show_article(desk.writer, id, 1);
    CHECK(field(*then, "title") == "旧题");
    CHECK(field(*then, "body") == "旧文");
    CHECK(field(*then, "author") == "boss");
    CHECK(report::show_article(desk.writer, id, 3).refusal().code == "no_such_version");
    CHECK(report::show_article(desk.writer, ArticleId{9}).refusal().code == "no_such_article");
}
