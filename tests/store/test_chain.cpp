#include "../support/desk.hpp"
#include "../support/raw.hpp"
#include <dcc/store/chain.hpp>

#include <doctest/doctest.h>
#include <sodium.h>

using namespace dcc;

namespace {

// The link as its documentation says, worked out from the bare columns without the library.
std::string link_by_hand(std::string const &previous, SQLite::Statement &row) {
    std::string bytes = previous;
    for (int i = 0; i < 11; ++i) {
        auto const cell = row.getColumn(i);
        std::string field;
        if (i != 8)
            field = cell.isNull() ? "" : cell.getString();
        else
            for (int b = 0; b < cell.getBytes(); ++b) {
                char hex[3];
                std::snprintf(hex, sizeof hex, "%02x",
                              static_cast<unsigned char const *>(cell.getBlob())[b]);
                field += hex;
            }
        bytes += std::to_string(field.size());
        bytes += ':';
        bytes += field;
        bytes += ',';
    }
    std::string digest(32, '\0');
    crypto_generichash(reinterpret_cast<unsigned char *>(digest.data()), digest.size(),
                       reinterpret_cast<unsigned char const *>(bytes.data()), bytes.size(), nullptr,
                       0);
    return digest;
}

}  // namespace

TEST_CASE("A link is the digest that its documentation says") {
    // Worked out with Python's hashlib.blake2b(…, digest_size=32).
    Digest previous{};
    store::Chained event{7,    42,   std::nullopt, "replied", 1780275600, 1780275601,
                         "王", "{}", std::nullopt, "",        ""};
    CHECK(hex(store::link(previous, event)) ==
          "29d70cc9328583314de8409f5ffdb6fd05ce743565e96834bbcb5c1f3d4980a8");
    event.user = "wang";
    event.dated = "hand";
    CHECK(hex(store::link(previous, event)) ==
          "1b97c1619af82551a8751388dbee4a9a17745cf00d2a4a1de439de4790b26b6c");
    event.dated = "";
    previous.fill(0xab);
    event.customer_id = 3;
    event.case_id.reset();
    event.sealed_digest = Digest{};
    CHECK(hex(store::link(previous, event)) ==
          "3715fe1dab11d04604016a0d774ed4c4e1eba1a9aeabb7a52f63f03301e77148");
}

TEST_CASE("The whole chain of a desk can be worked out from its bare rows") {
    FileDesk desk;
    desk::OpenArgs args;
    args.customer.name = "王伟";
    auto const id = desk.open(monday, args).id;
    desk.after(monday + Seconds{60}, desk::reply, id, "We look into it");
    Raw raw{desk.file};
    SQLite::Statement rows{raw.db(),
                           "SELECT seq, case_id, customer_id, kind, at, recorded_at, actor, data,"
                           " sealed_digest, user, dated, digest FROM event ORDER BY seq"};
    std::string previous(32, '\0');
    int count = 0;
    while (rows.executeStep()) {
        previous = link_by_hand(previous, rows);
        CHECK(rows.getColumn(11).getString() == previous);
        ++count;
    }
    CHECK(count == 5);
    auto const head = desk.writer.head();
    CHECK(std::equal(head.digest.begin(), head.digest.end(), previous.begin(),
                     [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); }));
}
