#include "../support/desk.hpp"
#include <dcc/desk/learning.hpp>
#include <dcc/desk/protection.hpp>
#include <dcc/model/remedy.hpp>
#include <dcc/report/learning.hpp>

#include <algorithm>
#include <fstream>

#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace dcc;

namespace {

std::string policy_with(std::string const &suggest) {
    return small_policy + "[suggest]\n" + suggest;
}

// A desk with cases that people have classified, in words that no rule of the policy knows.
struct Taught : FileDesk {
    explicit Taught(std::string const &suggest) : FileDesk{policy_with(suggest)} {
        std::vector<std::string> const bills{"账单多了钱", "月租算错", "话费不对", "套餐扣钱"};
        std::vector<std::string> const lines{"宽带很慢", "没有信号", "路由器坏", "网速不行"};
        for (std::size_t i = 0; i < 12; ++i) {
            teach("billing", bills[i % 4] + "，" + bills[(i + 1) % 4]);
            teach("outage", lines[i % 4] + "，" + lines[(i + 1) % 4]);
        }
    }

    void teach(std::string category, std::string subject) {
        desk::OpenArgs args;
        args.subject = std::move(subject);
        args.rating.category = std::move(category);
        open(monday, args);
    }

    learn::Model learned() {
        auto const found = desk::learnable(writer, policy, 1000);
        if (!found) throw std::runtime_error{found.refusal().message};
        return desk::learn_from(writer, *found, monday);
    }
    void learn() { learn::write_model(file, learned()); }

    ledger::Receipt triage(std::string subject) {
        desk::OpenArgs args;
        args.subject = std::move(subject);
        auto const id = open(monday, args).id;
        auto here = session(monday);
        desk::Triage triage{here};
        auto receipt = triage(id);
        if (!receipt) throw std::runtime_error{receipt.refusal().message};
        return std::move(*receipt);
    }
};

event::Triaged triaged_in(ledger::Receipt const &receipt) {
    for (auto const &event : receipt.events)
        if (auto const *triaged = std::get_if<event::Triaged>(&event.payload)) return *triaged;
    throw std::runtime_error{"not triaged"};
}

std::string why_not_read(std::filesystem::path const &desk, std::string const &id) {
    try {
        auto const model = learn::read_model(desk, id);
        return model ? "read" : "none";
    } catch (Error const &error) {
        std::string_view const text = error.what();
        return std::string{text.substr(text.rfind(": ") + 2)};
    }
}

}  // namespace

TEST_CASE("Above one limit the model decides, above another it suggests, below it is silent") {
    struct Row {
        std::string suggest;
        std::string category;
        std::size_t suggested;
    };
    for (auto const &row : {
             Row{"decide_above = 0.5\n", "outage", 1},
             Row{"decide_above = 1\nsuggest_above = 0.5\n", "", 1},
             Row{"suggest_above = 1\n", "", 0},
         }) {
        CAPTURE(row.suggest);
        Taught desk{row.suggest};
        desk.learn();
        auto const receipt = desk.triage("家里宽带没有信号");
        auto const triaged = triaged_in(receipt);
        CHECK(triaged.category == row.category);
        CHECK(triaged.suggested.size() == row.suggested);
        CHECK(triaged.model.empty() == (row.suggested == 0));
        CHECK(receipt.item.team == (row.category.empty() ? "" : "tech"));
        if (row.suggested > 0) CHECK(triaged.suggested.front().category == "outage");
        if (!row.category.empty())
            CHECK(triaged.category_by.starts_with("model " + triaged.model + " ("));
        else
            CHECK(triaged.category_by == "no rule fits");
        CHECK((row.suggested == 0 || receipt.notes.empty() == !row.category.empty()));
        if (!receipt.notes.empty()) CHECK(receipt.notes[0].hint.remedy == Remedy::classify);
        CHECK(desk.whole());
    }
}

TEST_CASE("A category that a person gives is not asked for, and teaches the next model") {
    Taught desk{"decide_above = 0.5\n"};
    desk.learn();
    auto const id = desk.triage("宽带没有信号").item.id;
    auto const before = desk.learned();
    auto here = desk.session(monday);
    desk::Triage triage{here};
    desk::TriageArgs args;
    args.rating.category = "billing";
    auto const receipt = triage(id, args);
    REQUIRE(receipt);
    CHECK(triaged_in(*receipt).suggested.empty());
    auto const after = desk.learned();
    CHECK(before.figures.accuracy().n == 24);
    CHECK(after.figures.accuracy().n == 25);
    CHECK(after.fingerprint != before.fingerprint);
}

TEST_CASE("A rule decides before the model, which may have a second opinion") {
    for (bool const second : {false, true}) {
        Taught desk{std::string{"decide_above = 0.9\nsuggest_above = 0.5\nsecond_opinion = "} +
                    (second ? "true\n" : "false\n")};
        desk.learn();
        auto const receipt = desk.triage("refund: 宽带很慢，没有信号，路由器坏");
        auto const triaged = triaged_in(receipt);
        CHECK(triaged.category == "billing");
        CHECK(triaged.category_by.starts_with("rule \"refunds\""));
        CHECK(triaged.suggested.empty() == !second);
    }
}

TEST_CASE("Without a model triage works as before, and says once what the policy misses") {
    Taught desk{"suggest_above = 0.5\n"};
    auto here = desk.session(monday);
    desk::Triage triage{here};
    for (bool const first : {true, false}) {
        desk::OpenArgs args;
        args.subject = "Hello";
        auto const receipt = triage(desk.open(monday, args).id);
        REQUIRE(receipt);
        CHECK(triaged_in(*receipt).category_by == "no rule fits");
        auto const missed = std::ranges::count(receipt->notes, std::optional{Remedy::learn},
                                               [](Note const &note) { return note.hint.remedy; });
        CHECK(missed == (first ? 1 : 0));
    }
}

TEST_CASE("The same cases give the same model; the newest come first") {
    Taught desk{"suggest_above = 0.5\n"};
    CHECK(learn::encode(desk.learned()) == learn::encode(desk.learned()));
    auto const few = desk::learnable(desk.writer, desk.policy, 10);
    REQUIRE(few);
    CHECK(few->lesson.examples.size() == 10);
    CHECK(desk::learnable(desk.writer, desk.policy, 8).refusal().code == "too_few_cases");
}

TEST_CASE("A model that is damaged, foreign, unsafe or no file is refused with the reason") {
    Taught desk{"suggest_above = 0.5\n"};
    auto const file = learn::model_beside(desk.file);
    auto const model = desk.learned();
    auto const id = model.desk;
    CHECK(why_not_read(desk.file, id) == "none");
    learn::write_model(desk.file, model);
    CHECK(why_not_read(desk.file, id) == "read");
    CHECK(why_not_read(desk.file, "other").starts_with("it is the model of another desk"));
    ::chmod(file.c_str(), 0666);
    CHECK(why_not_read(desk.file, id) == "somebody who may not change the desk may change it");
    std::ofstream{file, std::ios::binary} << "dcc model 1\nno";
    ::chmod(file.c_str(), 0600);
    CHECK(why_not_read(desk.file, id) == "it is damaged, or no model of this version");
    CHECK_THROWS_AS(desk.triage("Hello"), Error);
    std::filesystem::remove(file);
    std::filesystem::create_symlink(desk.file, file);
    CHECK(why_not_read(desk.file, id) != "read");
    learn::write_model(desk.file, model);  // takes the place of the link
    CHECK(why_not_read(desk.file, id) == "read");
    CHECK(desk.whole());
    std::filesystem::remove(file);
    std::filesystem::create_directory(file);
    CHECK(why_not_read(desk.file, id) != "read");
}

TEST_CASE("The model has the access of the desk") {
    Taught desk{"suggest_above = 0.5\n"};
    for (auto const mode : {0600U, 0640U, 0660U}) {
        ::chmod(desk.file.c_str(), mode);
        desk.learn();
        struct ::stat status {};
        REQUIRE(::stat(learn::model_beside(desk.file).c_str(), &status) == 0);
        CHECK((status.st_mode & 0777U) == mode);
    }
}

TEST_CASE("Protecting a desk removes its model, and another has other features") {
    Taught desk{"decide_above = 0.5\n"};
    desk.learn();
    auto const plain = desk.learned();
    auto const key = SecretKey::generate();
    auto here = desk.session(monday);
    auto const done = desk::protect(here, key, false);
    REQUIRE(done);
    CHECK_FALSE(std::filesystem::exists(learn::model_beside(desk.file)));
    CHECK(std::ranges::count(done->notes, std::optional{Remedy::learn},
                             [](Note const &note) { return note.hint.remedy; }) == 1);
    auto const hidden = desk.learned();
    CHECK(hidden.desk != plain.desk);
    CHECK(hidden.classifier.ids != plain.classifier.ids);
    CHECK(hidden.classifier.ids.size() == plain.classifier.ids.size());
    desk.learn();
    CHECK(triaged_in(desk.triage("宽带没有信号")).category == "outage");
}
