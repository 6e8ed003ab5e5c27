#include "desk.hpp"
#include <dcc/model/tag.hpp>
#include <dcc/rules/condition.hpp>
#include <dcc/rules/tags.hpp>

#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace dcc;
using namespace dcc::test;

namespace {

using Words = std::vector<std::string>;

std::string code_of(Policy const &policy, Words const &words) {
    auto const read = rules::read_tags(policy, words);
    return read ? "read" : read.refusal().code;
}

}  // namespace

TEST_CASE("a tag is composed, trimmed, kept in its case, and there once") {
    auto const read = rules::read_tags(bare_policy(), {" VIP ", "vip", "cafe\u0301", "催单"});
    REQUIRE(read);
    CHECK(*read == Words{"VIP", "caf\u00e9", "催单"});
}

TEST_CASE("what cannot be a tag is refused") {
    auto const policy = bare_policy();
    for (auto const *word : {"", " \t", "\u200b", "a,b", "a\nb", "a\x01z", "a\u202eb"}) {
        CAPTURE(word);
        CHECK(code_of(policy, {word}) == "bad_tag");
    }
    CHECK(code_of(policy, {std::string(64, 'x')}) == "read");
    CHECK(code_of(policy, {std::string(65, 'x')}) == "bad_tag");
    Words many;
    for (std::size_t i = 0; i < most_tags; ++i) many.push_back(std::to_string(i));
    CHECK(code_of(policy, many) == "read");
    many.emplace_back("more");
    CHECK(code_of(policy, many) == "too_many_tags");
}

TEST_CASE("a policy that lists tags allows no others, and spells them") {
    auto policy = bare_policy();
    policy.tags = {{"VIP", {}}, {"refund", {}}};
    CHECK(*rules::read_tags(policy, {"vip", "REFUND"}) == Words{"VIP", "refund"});
    auto const no = rules::read_tags(policy, {"refnd"});
    REQUIRE_FALSE(no);
    CHECK(no.refusal().code == "unknown_tag");
    CHECK(no.refusal().message == "there is no tag \"refnd\" (did you mean \"refund\"?)");
}

TEST_CASE("a rule can ask for a tag of the case, beside those of the customer") {
    auto const policy = bare_policy();
    Condition condition;
    condition.case_tag = {"Vip"};
    rules::CaseAttributes known;
    known.tags = {"vip"};
    CHECK_FALSE(rules::holds(condition, known, policy));
    known.case_tags = {"other", "VIP"};
    CHECK(rules::holds(condition, known, policy));
    condition.tag = {"gold"};
    CHECK_FALSE(rules::holds(condition, known, policy));
}
