// For tools that are linked statically. The start files of GCC for static programs register all
// unwinding tables, which the first exception then sorts: forty times what the rest of a refused
// command costs. The linker option --wrap uses these functions instead, which register nothing, so
// the table that --eh-frame-hdr has sorted is searched.
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming)
extern "C" void __wrap___register_frame_info(void const *, void *) {}

extern "C" void *__wrap___deregister_frame_info(void const *) {
    return nullptr;
}
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
