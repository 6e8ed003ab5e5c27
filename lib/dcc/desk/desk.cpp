#include <dcc/desk/desk.hpp>
#include <dcc/ledger/recorder.hpp>

namespace dcc::desk {

store::Head create_desk(std::filesystem::path const &file, Policy const &policy,
                        std::string const &pack, std::string const &actor, Instant now) {
    auto writer = store::Writer::create(file);
    return create_desk(writer, policy, pack, actor, now);
}

store::Head create_desk(store::Writer &writer, Policy const &policy, std::string const &pack,
                        std::string const &actor, Instant now) {
    ledger::Recorder{writer, policy, actor, now}.create_desk(pack);
    writer.commit();
    return writer.head();
}

}  // namespace dcc::desk
