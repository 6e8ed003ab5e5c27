// For tools that are linked statically. SQLite's archive refers to dlopen for load_extension(),
// which the tools never call and a static program could not do. The linker option --wrap=dlopen
// uses this function instead, so the linker does not warn.
// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" void *__wrap_dlopen(char const *, int) {
    return nullptr;
}
