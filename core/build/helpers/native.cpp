// SPDX-License-Identifier: GPL-3.0-or-later
//
// coffer-native PATH ARGV0 [ARGUMENT...]
//
// The interpreter that binfmt_misc starts (flag P) for an arm64 program in a root being built. A program that has an
// amd64 copy below /.native/programs runs as that, through the copies' own ld.so; anything else by
// /.native/qemu-aarch64. Which programs have a copy is decided where /.native is made (recipes/tools.sh). Static, so
// that it starts in any root.
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <unistd.h>
#include <vector>

namespace {

std::string resolved(const char *path)
{
    char buffer[PATH_MAX];
    return realpath(path, buffer) ? buffer : path;
}

/// The copy's own parts where they are compiled, the root's own where they are text.
void addInterpreterParts(const std::string &program, std::vector<std::string> &words)
{
    if (program == "/usr/bin/perl") { // -I, as -T makes perl ignore PERL5LIB
        words.push_back("-I/.native/perl-base");
        if (access("/usr/lib/aarch64-linux-gnu/perl", F_OK) == 0)
            words.push_back("-I/.native/perl");
    } else if (program.starts_with("/usr/bin/python3")) {
        setenv("PYTHONHOME", "/usr:/.native/python", 1);
    }
}

} // namespace

int main(int count, char **arguments)
{
    if (count < 3)
        return 127;
    const std::string program = resolved(arguments[1]);
    const std::string copy = "/.native/programs" + program;
    std::vector<std::string> words;
    if (access(copy.c_str(), X_OK) == 0) {
        words = {"/.native/ld.so", "--argv0", arguments[2], "--library-path", "/.native/lib:/.native/lib/systemd", copy};
        addInterpreterParts(program, words);
    } else {
        words = {"/.native/qemu-aarch64", "-0", arguments[2], arguments[1]};
    }
    words.insert(words.end(), arguments + 3, arguments + count);

    std::vector<char *> argv;
    for (std::string &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    execv(argv[0], argv.data());
    std::perror(argv[0]);
    return 127;
}
