#include <dcc/desk/desk.hpp>
#include <dcc/ledger/recorder.hpp>

#include <utility>

namespace dcc::desk {

store::Head create_desk(std::filesystem::path const &file, Policy const &policy,
                        event::DeskCreated created, ledger::Acting acting) {
    auto writer = store::Writer::create(file);
    return create_desk(writer, policy, std::move(created), std::move(acting));
}

store::Head create_desk(store::Writer &writer, Policy const &policy, event::DeskCreated created,
                        ledger::Acting acting) {
    bool const sandbox = created.sandbox;
    ledger::Recorder{writer, policy, std::move(acting), sandbox}.create_desk(std::move(created));
    writer.commit();
    return writer.head();
}

}  // namespace dcc::desk
