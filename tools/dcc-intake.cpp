#include "common/run.hpp"
#include "tools.hpp"

int main(int argc, char **argv) {
    return dcc::cli::run(dcc::cli::make_intake_tool(), argc, argv);
}
