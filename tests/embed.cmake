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
