#include "common/run.hpp"
#include "tools.hpp"

int main(int argc, char **argv) {
    return dcc::cli::run(dcc::cli::make_complaint_tool(), argc, argv);
}
