#include "../support/desk.hpp"
#include "../support/raw.hpp"

#include <doctest/doctest.h>

using namespace dcc;

namespace {

std::string tables(FileDesk &desk) {
    Raw raw{desk.file};
    std::string text;
    for (auto const *table : {"cases", "clock", "customer", "policy", "service_terms", "calendar"})
        text += raw.table(table);
    return text;
}

}  // namespace

TEST_CASE("Rebuilding gives every table back byte for byte") {
    FileDesk desk;
    for (int i = 0; i < 20; ++i) {
        desk::OpenArgs args;
        args.rating.priority = i % 4 == 0 ? "urgent" : "";
        args.customer.phone = "1380000" + std::to_string(1000 + i % 7);
        if (i % 3 == 0) args.external_id = "X" + std::to_string(i);
        auto const id = desk.open(monday + Seconds{i}, args).id;
        if (i % 2 == 0) desk.after(monday + Seconds{100}, desk::assign, id, "wang");
        if (i % 5 != 0) desk.after(monday + Seconds{200}, desk::reply, id, "We look into it");
        if (i % 3 == 1) desk.after(monday + Seconds{300}, desk::wait, id, State::waiting_customer);
        if (i % 4 == 3) desk.after(monday + Seconds{400}, desk::resolve, id, "Done");
        if (i % 8 == 3) desk.after(monday + Seconds{500}, desk::reopen, id, "Not done");
        if (i == 17) desk.policy = policy_of(with(small_policy, "\"16h\"", "\"12h\""));
    }
    auto const rows = tables(desk);
    auto const head = desk.writer.head();
    CHECK(ledger::rebuild(desk.writer, no_progress) == 20);
    CHECK(tables(desk) == rows);
    CHECK(desk.writer.head() == head);
    {
        Raw raw{desk.file};
        raw.exec(
            "UPDATE cases SET person = 'nobody', next_due_at = 0; DELETE FROM clock;"
            "UPDATE customer SET name = 'x', phone_key = NULL; UPDATE service_terms SET text = "
            "'{}'");
    }
    CHECK_FALSE(desk.whole());
    ledger::rebuild(desk.writer, no_progress);
    CHECK(tables(desk) == rows);
    CHECK(desk.whole());
}
