/* Loaded before libc (LD_PRELOAD): lets the writes to files whose path contains FAULT_MATCH fail or kill the process.
   FAULT_AFTER=n  the first n writes succeed, all later ones find the disk full;
   FAULT_KILL=n   the n-th write never returns: the process is gone;
   FAULT_LOG=file one byte is added to this file for each matching write. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static long seen;

static int matches(int fd) {
    const char *match = getenv("FAULT_MATCH");
    char link[64], path[4096];
    if (!match) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strstr(path, match) != NULL;
}

static void log_one(void) {
    const char *log = getenv("FAULT_LOG");
    if (!log) return;
    int fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0) return;
    syscall(SYS_write, fd, ".", 1);
    close(fd);
}

/* Return 1 when this write must fail; errno is set then. */
static int refused(int fd) {
    int before = errno;
    if (!matches(fd)) {
        errno = before;
        return 0;
    }
    long count = __sync_add_and_fetch(&seen, 1);
    const char *after = getenv("FAULT_AFTER"), *kill_at = getenv("FAULT_KILL");
    log_one();
    if (kill_at && count >= atol(kill_at)) raise(SIGKILL);
    errno = before;
    if (!after || count <= atol(after)) return 0;
    errno = ENOSPC;
    return 1;
}

#define INSTEAD(result, name, parameters, ...)                                       \
    result name parameters {                                                         \
        static result(*real) parameters;                                             \
        if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name);                        \
        return refused(fd) ? -1 : real(__VA_ARGS__);                                 \
    }

INSTEAD(ssize_t, write, (int fd, const void *from, size_t size), fd, from, size)
INSTEAD(ssize_t, pwrite, (int fd, const void *from, size_t size, off_t at), fd, from, size, at)
INSTEAD(ssize_t, pwrite64, (int fd, const void *from, size_t size, off64_t at), fd, from, size, at)
INSTEAD(ssize_t, writev, (int fd, const struct iovec *parts, int count), fd, parts, count)

/* posix_fallocate returns its error instead of setting errno. */
int posix_fallocate(int fd, off_t at, off_t size) {
    static int (*real)(int, off_t, off_t);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "posix_fallocate");
    return refused(fd) ? ENOSPC : real(fd, at, size);
}
