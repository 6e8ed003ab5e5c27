#include <dcc/base/digest.hpp>
#include <dcc/desk/desk.hpp>
#include <dcc/ledger/session.hpp>
#include <dcc/store/writer.hpp>

namespace dcc::desk {

store::Head create_desk(std::filesystem::path const &file, Policy const &policy,
                        std::string const &pack, std::string const &actor, Instant now) {
    auto writer = store::Writer::create(file);
    Event event;
    event.at = now;
    event.recorded_at = now;
    event.actor = actor;
    event.payload = event::DeskCreated{hex(digest(random_salt(), pack)).substr(0, 32), pack};
    writer.append(event);
    ledger::adopt(writer, policy, actor, now);
    writer.commit();
    return writer.head();
}

}  // namespace dcc::desk
