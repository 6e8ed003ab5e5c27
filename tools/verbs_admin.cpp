#include "tools.hpp"
#include <dcc/policy/load.hpp>

namespace dcc::cli {

namespace {
struct PackRow {
    std::string x;
};
}  // namespace

Tool make_admin_tool() {
    Tool tool{"dcc-admin", "set up and look after a desk"};
    tool.verb("packs", "list the policies to start from").run([](Context &context) {
        Table table;
        table.columns = {{"name", "Name"}, {"n", "Number"}, {"s", "Share"}};
        table.rows = {{std::string{"center 中文"}, std::int64_t{42}, Share{0.934}}};
        context.print(table);
    });
    return tool;
}

}  // namespace dcc::cli
