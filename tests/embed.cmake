# Installs the build in BUILD below WORK, then builds and runs the program in SOURCE against what is
# installed, as one who embeds the library would.
cmake_minimum_required(VERSION 3.25)

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
run(${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK}/build -G ${GENERATOR} -D CMAKE_CXX_COMPILER=${CXX}
    -D CMAKE_BUILD_TYPE=Debug -D CMAKE_PREFIX_PATH=${WORK}/prefix
    -D CMAKE_FIND_USE_PACKAGE_REGISTRY=OFF)
run(${CMAKE_COMMAND} --build ${WORK}/build)

execute_process(COMMAND ${WORK}/build/embed ${WORK}/desk 2026-11-20T01:00:00Z OUTPUT_VARIABLE printed
  COMMAND_ERROR_IS_FATAL ANY)
string(CONCAT expected "C1: billing.charge, high, assigned to li.na\n"
  "  first_response: 1h on hotline, due 2026-11-20 10:00, 1h left\n"
  "  resolution: 2bd on office, due 2026-11-24 09:00, 15h left\n")
if(NOT printed STREQUAL expected)
  message(FATAL_ERROR "embed printed:\n${printed}instead of:\n${expected}")
endif()

# Everything still works when the installation is moved: the tools find their shared data and open
# the desk of the program, and pkg-config names what a compiler needs.
file(RENAME ${WORK}/prefix ${WORK}/moved)
set(ENV{DCC_SHARE} "")
execute_process(COMMAND ${WORK}/moved/bin/dcc-case list --db ${WORK}/desk/desk.db
  --as wang.fang --format ids
  OUTPUT_VARIABLE listed COMMAND_ERROR_IS_FATAL ANY)
if(NOT listed STREQUAL "C1\n")
  message(FATAL_ERROR "the tools list '${listed}' in the desk of the program")
endif()
file(GLOB_RECURSE pc ${WORK}/moved/dcc.pc)
cmake_path(GET pc PARENT_PATH pc_directory)
set(ENV{PKG_CONFIG_PATH} ${pc_directory})
execute_process(COMMAND pkg-config --cflags --libs dcc OUTPUT_VARIABLE options
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
separate_arguments(options UNIX_COMMAND "${options}")
execute_process(COMMAND pkg-config --variable=sharedir dcc OUTPUT_VARIABLE share
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
if(NOT EXISTS ${share}/packs)
  message(FATAL_ERROR "dcc.pc says that the shared data is in ${share}")
endif()

# The snippet of the README is a source file, and compiles without a warning.
file(READ ${SOURCE}/../../README.md readme)
string(REGEX MATCH "```cpp\n(.*)\n```\n\n`examples/embed`" found "${readme}")
file(WRITE ${WORK}/readme.cpp "${CMAKE_MATCH_1}\nint main() { take_in({}, {}); }\n")
run(${CXX} -Wall -Wextra -Wpedantic -Werror -O0 ${WORK}/readme.cpp -o ${WORK}/readme ${options})
