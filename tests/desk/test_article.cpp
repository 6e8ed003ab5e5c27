#include "../random.hpp"
#include "../support/desk.hpp"
#include "../support/raw.hpp"
#include <dcc/desk/article.hpp>
#include <dcc/exchange/import.hpp>

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string const article_body = "第一步：断电。第二步：重启。";

// An article that must not be refused.
ArticleId write(TestDesk &desk, Instant now, desk::ArticleArgs const &args) {
    auto session = desk.session(now);
    auto const receipt = desk::add_article(session, args);
    if (!receipt) throw std::runtime_error{receipt.refusal().message};
    return receipt->item.id;
}

desk::ArticleArgs article(std::string title, std::string body = article_body) {
    return {std::move(title), std::move(body), "outage", "zh"};
}

std::string code_of(Outcome<desk::ArticleReceipt> const &outcome) {
    return outcome ? "done" : outcome.refusal().code;
}

Article read(TestDesk &desk, ArticleId id) {
    return *desk::load_article(desk.writer, id);
}

std::vector<std::int64_t> found(TestDesk &desk, std::string_view text) {
    return desk.writer.find_texts(read_phrases(text), {});
}

std::vector<ArticleId> articles(TestDesk &desk, std::string_view text) {
    std::vector<ArticleId> ids;
    for (auto const &hit : desk.writer.find_articles(read_phrases(text), false, 10))
        ids.push_back(hit.id);
    return ids;
}

desk::OpenArgs about(std::string subject, std::string body = {}) {
    desk::OpenArgs args;
    args.subject = std::move(subject);
    args.body = std::move(body);
    return args;
}

}  // namespace

TEST_CASE("An article keeps its versions, and what is not said stays") {
    TestDesk desk;
    auto const id = write(desk, monday, article("路由器断线"));
    auto session = desk.session(monday + Seconds{60}, "wang");
    desk::ArticleArgs change;
    change.body = "换一根网线。";
    auto const receipt = desk::edit_article(session, id, change);
    REQUIRE(receipt);
    auto const now = read(desk, id);
    CHECK(now == receipt->item);
    CHECK(now.version == 2);
    CHECK(now.title == "路由器断线");
    CHECK(now.body == "换一根网线。");
    CHECK(now.category == "outage");
    CHECK(now.author == "wang");
    auto const events = desk.writer.events(id);
    REQUIRE(events.size() == 2);
    CHECK(std::get<event::ArticleWritten>(events[0].payload).body == article_body);
    CHECK(desk.writer.find(id)->text_event == events[1].seq);
    // The index knows the newest version alone.
    CHECK(articles(desk, "网线") == std::vector{id});
    CHECK(articles(desk, "断电").empty());
    CHECK(articles(desk, "路由器").size() == 1);
    CHECK(desk.whole());
}

TEST_CASE("What an article is refused for") {
    TestDesk desk;
    auto const id = write(desk, monday, article("路由器断线"));
    auto session = desk.session(monday + Seconds{60});
    CHECK(code_of(desk::add_article(session, {"", article_body, "", ""})) == "empty_text");
    CHECK(code_of(desk::add_article(session, {"标题", " \n", "", ""})) == "empty_text");
    auto const category = desk::add_article(session, {"标题", article_body, "outrage", ""});
    CHECK(code_of(category) == "unknown_category");
    CHECK(category.refusal().message.english().find("did you mean \"outage\"?") !=
          std::string::npos);
    CHECK(code_of(desk::add_article(session, {"标题", article_body, "", "fr"})) ==
          "unknown_language");
    CHECK(code_of(desk::edit_article(session, id, {})) == "unchanged");
    CHECK(code_of(desk::edit_article(session, id, article("路由器断线"))) == "unchanged");
    CHECK(code_of(desk::edit_article(session, ArticleId{9}, article("x"))) == "no_such_article");
    CHECK(code_of(desk::retire_article(session, ArticleId{9}, "alt")) == "no_such_article");
    CHECK(code_of(desk::retire_article(session, id, " ")) == "no_reason");
    ledger::Session early{desk.writer,
                          desk.policy,
                          desk.languages,
                          {"boss", {}, [] { return monday; }, monday - Seconds{301}}};
    CHECK(code_of(desk::edit_article(early, id, article("x"))) == "time_runs_back");
    CHECK(code_of(desk::retire_article(early, id, "alt")) == "time_runs_back");
    auto stranger = desk.session(monday, "nobody");
    CHECK(code_of(desk::add_article(stranger, article("x"))) == "not_permitted");
    CHECK(code_of(desk::edit_article(stranger, id, article("x"))) == "not_permitted");
    CHECK(code_of(desk::retire_article(stranger, id, "alt")) == "not_permitted");
    CHECK(code_of(desk::article_from_case(stranger, CaseId{1}, {})) == "not_permitted");
    CHECK(desk.writer.events(id).size() == 1);
    CHECK(desk.whole());
}

TEST_CASE("A retired article is found no more until a new version brings it back") {
    TestDesk desk;
    auto const id = write(desk, monday, article("路由器断线"));
    auto session = desk.session(monday + Seconds{60});
    REQUIRE(desk::retire_article(session, id, "过时了"));
    CHECK(read(desk, id).retired_at == monday + Seconds{60});
    CHECK(read(desk, id).reason == "过时了");
    CHECK(articles(desk, "断线").empty());
    CHECK(code_of(desk::retire_article(session, id, "again")) == "retired");
    CHECK(desk.whole());
    auto const again = desk::edit_article(session, id, article("路由器断线（新）"));
    REQUIRE(again);
    CHECK(again->notes.size() == 1);
    CHECK(read(desk, id).is_offered());
    CHECK(articles(desk, "断线").size() == 1);
    CHECK(desk.whole());
}

TEST_CASE("An article from a case: its subject and its last answer, once it was solved") {
    TestDesk desk;
    auto args = about("宽带断线", "从昨晚开始");
    args.rating.category = "outage";
    args.customer.name = "王伟";
    args.customer.language = "en";
    auto const id = desk.open(monday, args).id;
    auto session = desk.session(monday + Seconds{600});
    CHECK(code_of(desk::article_from_case(session, id, {})) == "not_resolved");
    CHECK(code_of(desk::article_from_case(session, CaseId{9}, {})) == "no_such_case");
    desk.after(monday, desk::resolve, id, "重启光猫");
    desk.after(monday + Seconds{1}, desk::reopen, id, std::string{});
    desk.after(monday + Seconds{2}, desk::resolve, id, "更换光猫");
    auto const receipt = desk::article_from_case(session, id, {});
    REQUIRE(receipt);
    auto const made = read(desk, receipt->item.id);
    CHECK(made.title == "宽带断线");
    CHECK(made.body == "更换光猫");
    CHECK(made.category == "outage");
    CHECK(made.language == "en");
    CHECK(made.from_case == id);
    auto const other =
        desk::article_from_case(session, id, {"断线怎么办", article_body, "billing", "zh"});
    REQUIRE(other);
    CHECK(other->item.title == "断线怎么办");
    CHECK(other->item.category == "billing");
    CHECK(other->item.language == "zh");
    CHECK(desk.whole());
}

TEST_CASE("Answered at once: first response and resolution are met at that instant") {
    TestDesk desk;
    auto const id = write(desk, monday, article("断线", "**重启**光猫\n"));
    auto args = about("断线了");
    args.received = monday - Seconds{300};
    args.answer = desk::Answer{"", id};
    auto const item = desk.open(monday, args);
    CHECK(item.state == State::resolved);
    CHECK(item.at_once);
    CHECK(item.article == id);
    CHECK(item.received_at == monday - Seconds{300});
    CHECK(item.first_reply_at == monday);
    CHECK(item.first_resolved_at == monday);
    for (auto const &clock : item.clocks) {
        CAPTURE(word(clock.kind));
        CHECK(clock.stage == Stage::completed);
        CHECK(clock.stopped_at == monday);
    }
    auto const events = desk.writer.events(item.id);
    auto const *resolved = std::get_if<event::Resolved>(&events[1].payload);
    REQUIRE(resolved);
    CHECK(resolved->body == "重启光猫");
    CHECK(resolved->answered);
    CHECK(desk.writer.find(item.id)->at_once);

    args.answer = desk::Answer{"用自己的话", id};
    auto const own = desk.open(monday, args);
    CHECK(std::get<event::Resolved>(desk.writer.events(own.id)[1].payload).body == "用自己的话");
    args.answer = desk::Answer{"没有文章"};
    CHECK_FALSE(desk.open(monday, args).article);
    CHECK(desk.writer.uses(id).cases == 2);
    CHECK(desk.whole());
}

TEST_CASE("An answer at once that may not be given opens no case") {
    TestDesk desk{
        with(small_policy, "may = [\"case.*\", \"intake.open\"]", "may = [\"intake.open\"]")};
    auto const retired = write(desk, monday, article("断线"));
    auto boss = desk.session(monday);
    REQUIRE(desk::retire_article(boss, retired, "过时"));
    auto args = about("断线了");
    args.channel = "phone";
    auto const refused = [&](ledger::Session &session, desk::Answer answer) {
        args.answer = std::move(answer);
        auto const receipt = desk::open_case(session, args);
        return receipt ? "done" : receipt.refusal().code;
    };
    CHECK(refused(boss, {"", retired}) == "retired");
    CHECK(refused(boss, {"", ArticleId{9}}) == "no_such_article");
    CHECK(refused(boss, {"  "}) == "empty_text");
    auto agent = desk.session(monday, "wang");
    CHECK(refused(agent, {"重启"}) == "not_permitted");
    CHECK_FALSE(desk.writer.find(CaseId{1}));
    CHECK(desk.whole());
}

TEST_CASE("What the policy wants reviewed cannot be answered at once") {
    TestDesk desk{small_policy +
                  "[review]\nroles = [\"admin\"]\n[[review.required]]\nname = \"outages\"\n"
                  "when = { category = [\"outage\"] }\n"};
    auto const id = write(desk, monday, article("断线"));
    auto args = about("断线了");
    args.channel = "phone";
    args.rating.category = "outage";
    args.answer = desk::Answer{"", id};
    auto session = desk.session(monday);
    CHECK(desk::open_case(session, args).refusal().code == "review_required");
    CHECK_FALSE(desk.writer.find(CaseId{1}));
    args.rating.category = "billing";
    CHECK(desk.open(monday, args).state == State::resolved);
    CHECK(desk.whole());
}

TEST_CASE("Cases answered with an article count as its uses, those not reopened as solved") {
    TestDesk desk;
    auto const id = write(desk, monday, article("断线"));
    for (int i = 0; i < 3; ++i) {
        auto const item = desk.open(monday).id;
        auto session = desk.session(monday);
        auto const receipt = desk::resolve(session, item, {"", id});
        REQUIRE(receipt);
        CHECK(receipt->item.article == id);
        CHECK_FALSE(receipt->item.at_once);
    }
    desk.after(monday, desk::reopen, CaseId{2}, std::string{"又断了"});
    CHECK(desk.writer.uses(id).cases == 3);
    CHECK(desk.writer.uses(id).stayed == 2);
    auto session = desk.session(monday);
    CHECK(desk::resolve(session, CaseId{2}, {"", ArticleId{5}}).refusal().code ==
          "no_such_article");
    CHECK(desk.whole());
}

TEST_CASE("Every word of a case is found, in what was said and noted, and nothing else") {
    TestDesk desk;
    auto const id = desk.open(monday, about("包裹没到", "订单 ABC-7")).id;
    desk.after(monday, desk::receive, id, "还要退款", std::string{}, desk::Aside::by_policy);
    desk.after(monday, desk::reply, id, "已经补发");
    desk.after(monday, desk::note, id, "仓库漏发");
    desk.after(monday, desk::wait, id, State::waiting_customer);
    desk.after(monday, desk::resolve, id, "签收 signed");
    auto const case_of = [&](std::string_view text) {
        auto const list = found(desk, text);
        return list.size() == 1 ? desk.writer.case_of(list[0]) : std::nullopt;
    };
    for (auto const *text :
         {"包裹", "没到", "abc-7", "退款", "补发", "仓库", "签收", "SIGNED", "包裹 订单"})
        CHECK_MESSAGE(case_of(text) == id, text);
    for (auto const *text : {"裹包", "包裹 退款", "没", "wang", "b", "到订"})
        CHECK_MESSAGE(found(desk, text).size() == (std::string_view{text} == "没" ? 1 : 0), text);
    CHECK(found(desk, "发").size() == 2);
    CHECK(desk.writer.find_texts(read_phrases("订单"), {.in_subject = true}).empty());
    CHECK(desk.writer.find_texts(read_phrases("包裹"), {.in_subject = true}).size() == 1);
    CHECK(desk.whole());
}

TEST_CASE("A search finds what a scan of all the texts finds, for any word") {
    constexpr std::string_view characters[] = {"包", "裹", "退", "款", "的", "，"};
    TestDesk desk;
    test::Random random{3};
    auto const any = [&](std::int64_t size, std::int64_t kinds) {
        std::string text;
        for (; size > 0; --size) text += characters[random.below(kinds)];
        return text;
    };
    std::vector<std::string> texts;
    auto const session = desk.session(monday);
    for (int i = 0; i < 150; ++i) {
        texts.push_back("题" + any(random.below(20), 6));
        desk.open(monday, about(texts.back()));
    }
    for (int i = 0; i < 300; ++i) {
        auto const word = any(1 + random.below(4), 5);
        std::vector<std::string> wanted;
        for (auto const &text : texts)
            if (text.find(word) != std::string::npos) wanted.insert(wanted.begin(), text);
        std::vector<std::string> had;
        for (auto const seq : found(desk, word))
            had.push_back(desk.writer.find(*desk.writer.case_of(seq))->subject);
        CHECK_MESSAGE(had == wanted, word);
    }
    CHECK(found(desk, "题").size() == 150);
    CHECK(desk.writer.find_texts(read_phrases("题"), {.limit = 7}).size() == 7);
}

TEST_CASE("Nothing that is searched for is an error") {
    TestDesk desk;
    desk.open(monday, about("退款"));
    write(desk, monday, article("退款"));
    constexpr std::string_view pieces[] = {
        "\"",   "'",       "*",    "(", ")",  ":", "^", "{",    "}", "-", "+", "AND", "OR", "NOT",
        "NEAR", "subject", "退款", " ", "\\", ";", ",", "\xff", "“", "a", "%", "_",   "--"};
    test::Random random{5};
    for (int i = 0; i < 500; ++i) {
        std::string text;
        for (auto n = random.below(9); n > 0; --n) text += random.pick(pieces);
        if (random.one_in(5)) text += '\0';
        CAPTURE(text);
        CHECK_NOTHROW(found(desk, text));
        CHECK_NOTHROW(articles(desk, text));
    }
    CHECK(found(desk, std::string(100'000, 'x')).empty());
    CHECK(found(desk, "x\" OR \"退款").empty());
}

TEST_CASE("Tables made anew are those that were written, the index of words too") {
    FileDesk desk;
    auto const id = write(desk, monday, article("断线"));
    write(desk, monday, article("退款"));
    auto session = desk.session(monday);
    REQUIRE(desk::edit_article(session, id, article("断线", "重启")));
    REQUIRE(desk::retire_article(session, ArticleId{2}, "过时"));
    for (int i = 0; i < 40; ++i) {
        auto const item = desk.open(monday, about("第" + std::to_string(i) + "件包裹", "退款")).id;
        desk.after(monday, desk::reply, item, "好的");
    }
    auto const before = desk.writer.case_words();
    CHECK(before.terms > 200);
    CHECK(desk.whole());
    desk.rebuild();
    CHECK(desk.writer.case_words() == before);
    CHECK(found(desk, "好的").size() == 40);
    CHECK(articles(desk, "重启") == std::vector{id});
    CHECK(desk.whole());
}

TEST_CASE(
    "An index of words that does not hold what the events say is a problem, until made anew") {
    auto const problem_after = [](char const *sql) {
        FileDesk desk;
        write(desk, monday, article("断线"));
        desk.open(monday, about("退款"));
        Raw{desk.file}.exec(sql);
        auto const problems = desk.problems();
        desk.rebuild();
        CHECK(desk.whole());
        return problems.empty() ? std::string{} : problems.front();
    };
    CHECK(problem_after("INSERT INTO case_words (rowid, subject) VALUES (99, '包裹')") ==
          "the index of cases does not match the events");
    CHECK(problem_after("INSERT INTO case_words (case_words) VALUES ('delete-all')") ==
          "the index of cases does not match the events");
    CHECK(problem_after("INSERT INTO article_words (article_words, rowid, title, body)"
                        " VALUES ('delete', 1, '断线 线', '')") ==
          "the index of articles does not match the events: the sizes of its texts contradict the "
          "totals");
    CHECK(problem_after("UPDATE article SET title = 'x'") ==
          "A1: its row does not match its events");
    CHECK(problem_after("UPDATE article SET retired_at = 5") ==
          "A1: its row does not match its events");
    CHECK(problem_after("DELETE FROM article_event") ==
          "A1: its events of articles do not match its events");
}

TEST_CASE("Words that are there but can no longer be looked up are a problem too") {
    FileDesk desk;
    std::string text;  // enough that the index needs an index of its own
    for (int i = 0; i < 20000; ++i) text += " w" + std::to_string(i);
    desk.open(monday, about("退款", text));
    REQUIRE(found(desk, "w777").size() == 1);
    Raw{desk.file}.exec("DELETE FROM case_words_idx");
    REQUIRE(found(desk, "w777").empty());
    CHECK(desk.problems() ==
          std::vector<std::string>{"the index of cases does not match the events: its totals "
                                   "contradict its terms"});
    desk.rebuild();
    CHECK(found(desk, "w777").size() == 1);
    CHECK(desk.whole());
}

TEST_CASE("Articles are exported, and a case that names one loses the name elsewhere") {
    TestDesk from;
    auto const id = write(from, monday, article("断线"));
    auto args = about("断线了");
    args.answer = desk::Answer{"", id};
    from.open(monday, args);
    auto const lines = from.exported();
    CHECK(lines.find("\"article_written\"") != std::string::npos);
    CHECK(lines.find(article_body) != std::string::npos);

    TestDesk to;
    std::istringstream input{lines};
    auto session = to.session(monday + Seconds{60});
    std::ostringstream rejects;
    auto const result =
        exchange::import_jsonl(session, input,
                               {.source = "x.jsonl",
                                .rejects = [&]() -> std::ostream & { return rejects; },
                                .progress = [](auto) {}});
    CHECK(result.imported == 1);
    CHECK(rejects.str().empty());
    auto const item = to.load(CaseId{1});
    CHECK(item.at_once);
    CHECK_FALSE(item.article);
    CHECK_FALSE(to.writer.find(id));
    CHECK(found(to, "断线了").size() == 1);
    CHECK(to.whole());
}
