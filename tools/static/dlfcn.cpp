// For tools linked fully static. SQLite's archive refers to dlopen for load_extension(), which the
// tools never call; a static program could not load a shared object anyway. With these in its place
// the C library's loader stays out of the program, and the linker's warning about it too.
extern "C" {

void *dlopen(char const *, int) {
    return nullptr;
}
void *dlsym(void *, char const *) {
    return nullptr;
}
int dlclose(void *) {
    return -1;
}
char *dlerror() {
    static char message[] = "a static program loads no shared objects";
    return message;
}
}
