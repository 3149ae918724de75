// SPDX-License-Identifier: GPL-3.0-or-later
//
// coffer-sandbox [--bind SRC DST]... [--binfmt LAUNCHER] [--chdir DIR] -- COMMAND [ARGUMENT...]
//
// Runs COMMAND as user 0 of a user namespace of its own, with private mounts and processes:
// nothing it mounts or starts outlives it, and it dies with its caller.
// With --binfmt, arm64 programs run through LAUNCHER, inside only (binfmt_misc(5), kernel 6.7 or later).
// Facts: user_namespaces(7), pid_namespaces(7), subuid(5), newuidmap(1), Documentation/admin-guide/binfmt-misc.rst.
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <grp.h>
#include <linux/mount.h>
#include <poll.h>
#include <pwd.h>
#include <sched.h>
#include <string>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

/// Exit statuses of our own; any other is COMMAND's (128 + signal when one killed it).
enum Exit { Usage = 120, NoUserNamespace = 121, NoMapHelper = 122, NoIdRange = 123, NoBinfmt = 124, NoSetup = 125, NoExec = 126, NoCommand = 127 };

constexpr unsigned long Wanted = 65535; // user and group ids besides 0: Debian's reach to 65534

struct Options {
    std::vector<std::pair<std::string, std::string>> binds;
    std::string launcher;
    std::string directory;
    char **command = nullptr;
};

[[noreturn]] void die(Exit code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    std::fputs("coffer-sandbox: ", stderr);
    std::vfprintf(stderr, format, arguments);
    std::fputs("\n", stderr);
    va_end(arguments);
    _exit(code);
}

Options parse(int count, char **words)
{
    Options options;
    int at = 1;
    for (; at < count && std::strcmp(words[at], "--") != 0; ++at) {
        const std::string word = words[at];
        if (word == "--bind" && at + 2 < count) {
            options.binds.emplace_back(words[at + 1], words[at + 2]);
            at += 2;
        } else if (word == "--binfmt" && at + 1 < count) {
            options.launcher = words[++at];
        } else if (word == "--chdir" && at + 1 < count) {
            options.directory = words[++at];
        } else {
            die(Usage, "Unknown option %s. Usage: coffer-sandbox [--bind SRC DST]... [--binfmt LAUNCHER] [--chdir DIR] -- COMMAND [ARGUMENT...]", words[at]);
        }
    }
    if (at + 1 >= count)
        die(Usage, "No command after \"--\". Usage: coffer-sandbox [--bind SRC DST]... [--binfmt LAUNCHER] [--chdir DIR] -- COMMAND [ARGUMENT...]");
    options.command = words + at + 1;
    return options;
}

bool writeFile(const std::string &path, const std::string &text)
{
    const int file = open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    const bool ok = write(file, text.data(), text.size()) == ssize_t(text.size());
    const int error = errno;
    close(file);
    errno = error;
    return ok;
}

/// First id of the caller's range in /etc/subuid or /etc/subgid that is long enough.
unsigned long firstSubordinate(const char *path, const std::string &name)
{
    std::ifstream file(path);
    const std::string number = std::to_string(getuid());
    for (std::string line; std::getline(file, line);) {
        const size_t one = line.find(':');
        const size_t two = line.find(':', one + 1);
        if (one == std::string::npos || two == std::string::npos)
            continue;
        const std::string owner = line.substr(0, one);
        const unsigned long first = std::strtoul(line.c_str() + one + 1, nullptr, 10);
        const unsigned long length = std::strtoul(line.c_str() + two + 1, nullptr, 10);
        if ((owner == name || owner == number) && first > 0 && length >= Wanted)
            return first;
    }
    die(NoIdRange, "%s gives %s no range of %lu ids; run as root: usermod --add-subuids 100000-165535 --add-subgids 100000-165535 %s.",
        path, name.c_str(), Wanted, name.c_str());
}

void runMapHelper(const char *helper, pid_t child, unsigned long self, unsigned long first)
{
    const std::string words[] = {helper, std::to_string(child), "0", std::to_string(self), "1", "1", std::to_string(first), std::to_string(Wanted)};
    std::vector<char *> argv;
    for (const std::string &word : words)
        argv.push_back(const_cast<char *>(word.c_str()));
    argv.push_back(nullptr);
    const pid_t pid = fork();
    if (pid == 0) {
        execvp(helper, argv.data());
        _exit(errno == ENOENT ? 127 : 126);
    }
    int status = 0;
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        die(NoSetup, "%s could not be run: %s.", helper, std::strerror(errno));
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        die(NoMapHelper, "%s is missing; install the package uidmap.", helper);
    if (status != 0)
        die(NoIdRange, "%s refused the range of /etc/subuid and /etc/subgid; check that both name you, and that %s is setuid root.", helper, helper);
}

/// Root maps every id to itself, anyone else 0 to themselves and the rest to their subordinate ids:
/// what COMMAND makes as user 0 belongs to the caller.
void mapIds(pid_t child)
{
    const std::string process = "/proc/" + std::to_string(child);
    if (geteuid() == 0) {
        const std::string map = "0 0 " + std::to_string(Wanted + 1);
        if (!writeFile(process + "/uid_map", map) || !writeFile(process + "/gid_map", map))
            die(NoIdRange, "Root here lacks the ids 0 to %lu (%s); run outside of this container, or give it all ids.", Wanted, std::strerror(errno));
        return;
    }
    const passwd *user = getpwuid(getuid());
    const std::string name = user ? user->pw_name : std::to_string(getuid());
    const unsigned long firstUser = firstSubordinate("/etc/subuid", name);
    const unsigned long firstGroup = firstSubordinate("/etc/subgid", name);
    runMapHelper("newuidmap", child, getuid(), firstUser);
    runMapHelper("newgidmap", child, getgid(), firstGroup);
}

void must(bool done, const char *what)
{
    if (!done)
        die(NoSetup, "%s: %s.", what, std::strerror(errno));
}

/// The registration lives as long as this mount, which ends with the namespace.
void registerLauncher(const std::string &launcher)
{
    const int context = int(syscall(SYS_fsopen, "binfmt_misc", FSOPEN_CLOEXEC));
    int mounted = -1;
    if (context >= 0 && syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) == 0)
        mounted = int(syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC));
    if (mounted < 0)
        die(NoBinfmt, "This kernel has no binfmt_misc of a namespace's own (%s); it takes Linux 6.7 or later.", std::strerror(errno));
    const int entry = openat(mounted, "register", O_WRONLY); // the mount stays as long as it is open
    // ELF, 64 bit, little-endian, executable or shared, machine 183 (EM_AARCH64); P: keep argv[0], F: open now.
    std::string rule = ":arm64:M::"
        "\\x7f\\x45\\x4c\\x46\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\xb7\\x00:"
        "\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x00\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xfe\\xff\\xff\\xff:" + launcher + ":PF";
    if (entry < 0 || write(entry, rule.data(), rule.size()) != ssize_t(rule.size()))
        die(NoBinfmt, "%s could not be registered for arm64 programs: %s.", launcher.c_str(), std::strerror(errno));
    // Where it is looked for; inside some containers /proc/sys is not ours, and nothing is lost.
    syscall(SYS_move_mount, mounted, "", AT_FDCWD, "/proc/sys/fs/binfmt_misc", MOVE_MOUNT_F_EMPTY_PATH);
    fcntl(entry, F_SETFD, FD_CLOEXEC);
}

int supervise(pid_t command)
{
    for (int status = 0;;) {
        const pid_t ended = wait(&status);
        if (ended == command)
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        if (ended < 0 && errno != EINTR)
            return NoSetup;
    }
}

/// Process 1 of the namespace. `caller`'s other end closes when the caller is gone.
int inside(const Options &options, int caller)
{
    char go = 0;
    if (read(caller, &go, 1) != 1)
        _exit(NoSetup); // the caller has said why
    must(setgroups(0, nullptr) == 0 && setresgid(0, 0, 0) == 0 && setresuid(0, 0, 0) == 0, "The namespace's user 0 could not be taken");
    must(prctl(PR_SET_PDEATHSIG, SIGKILL) == 0, "The sandbox could not be tied to its caller");
    pollfd gone = {caller, 0, 0};
    if (poll(&gone, 1, 0) != 0)
        _exit(NoSetup);
    must(mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0, "Mounts could not be made private");
    for (const auto &[from, to] : options.binds)
        must(mount(from.c_str(), to.c_str(), nullptr, MS_BIND | MS_REC, nullptr) == 0, ("Could not bind " + from + " to " + to).c_str());
    must(mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) == 0, "/proc could not be mounted (in a container: give it an unmasked /proc)");
    if (!options.launcher.empty())
        registerLauncher(options.launcher);
    must(options.directory.empty() || chdir(options.directory.c_str()) == 0, "The working directory could not be entered");

    const pid_t command = fork();
    must(command >= 0, "No new process");
    if (command == 0) {
        execvp(options.command[0], options.command);
        die(errno == ENOENT ? NoCommand : NoExec, "%s: %s.", options.command[0], std::strerror(errno));
    }
    return supervise(command);
}

} // namespace

int main(int count, char **words)
{
    const Options options = parse(count, words);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int channel[2];
    must(pipe2(channel, O_CLOEXEC) == 0, "No pipe");

    const long child = syscall(SYS_clone, CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWIPC | SIGCHLD, nullptr, nullptr, nullptr, nullptr);
    if (child < 0)
        die(NoUserNamespace, "This system forbids user namespaces (%s); look at kernel.unprivileged_userns_clone, user.max_user_namespaces and kernel.apparmor_restrict_unprivileged_userns, or run as root; inside a chroot nobody may have them, so leave it or use a container.", std::strerror(errno));
    if (child == 0) {
        close(channel[1]);
        _exit(inside(options, channel[0]));
    }
    close(channel[0]);
    mapIds(pid_t(child));
    must(write(channel[1], "", 1) == 1, "The namespace did not start");
    int status = 0;
    while (waitpid(pid_t(child), &status, 0) < 0 && errno == EINTR) { }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
