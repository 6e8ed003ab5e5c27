#include <dcc/base/token.hpp>

#include <set>
#include <string>

#include <doctest/doctest.h>

using namespace dcc;

TEST_CASE("A token is four groups of letters that nobody takes for others, and never the same") {
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        auto const token = random_token();
        CHECK(token.size() == 19);
        CHECK(token[4] == '-');
        CHECK(token[9] == '-');
        CHECK(token[14] == '-');
        CHECK(token.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz-") == std::string::npos);
        seen.insert(token);
    }
    CHECK(seen.size() == 200);
}

TEST_CASE("A token is known again however a person writes it") {
    auto const print = token_digest("k7mq-3t0e-9xf1-2hbn");
    CHECK(token_digest("K7MQ-3T0E-9XF1-2HBN") == print);
    CHECK(token_digest(" k7mq3t0e 9xf12hbn ") == print);
    CHECK(token_digest("k7mq-3toe-9xfI-2hbn") == print);
    CHECK(token_digest("k7mq-3tOe-9xfl-2hbn") == print);
    CHECK(token_digest("k7mq-3t0e-9xf1-2hbm") != print);
    CHECK(token_digest("") != print);
}

TEST_CASE("A token is found in a text by its digest") {
    auto const token = random_token();
    auto const print = token_digest(token);
    CHECK(find_token("code " + token + ".", print) == token);
    CHECK(find_token(random_token() + token, print) == token);
    CHECK(find_token("code " + random_token(), print).empty());
    CHECK(find_token("", print).empty());
}

TEST_CASE("A token is hidden wherever it stands in a text, and nothing else is") {
    auto const token = random_token();
    auto const print = token_digest(token);
    auto const other = random_token();
    CHECK(hide_token("code " + token + ".", print) == "code ****-****-****-****.");
    CHECK(hide_token(token + token + "-" + token, print) ==
          "****-****-****-********-****-****-****-****-****-****-****");
    CHECK(hide_token("https://x.example/?t=" + token + "&l=zh", print) ==
          "https://x.example/?t=****-****-****-****&l=zh");
    CHECK(hide_token("ab" + token, print) == "ab****-****-****-****");
    CHECK(hide_token(other + "，评价码", print) == other + "，评价码");
    CHECK(hide_token("", print).empty());
    CHECK(hide_token(token.substr(1), print) == token.substr(1));
}
