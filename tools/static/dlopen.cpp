// For tools linked fully static. SQLite's archive refers to dlopen for load_extension(), which the
// tools never call and a static program could not do; the linker is told (--wrap=dlopen) to take
// this in its place, and so has nothing to warn of.
// NOLINTNEXTLINE(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" void *__wrap_dlopen(char const *, int) {
    return nullptr;
}
