// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/explainfailure.h"

#include <QRegularExpression>

#include <algorithm>
#include <iterator>

namespace coffer {
namespace {

/// What tools say, as a regular expression, and what it means. The first that fits counts.
struct Explanation
{
    const char *words;
    Errc code;
    const char *sentence;
    bool isOfTheNetwork = false;
};

// apt 2.6 to 3.0 (apt-pkg, methods/), dpkg 1.21 to 1.22, mmdebstrap, GNU make and C library.
const Explanation explanations[] = {
    {"coffer-sandbox: This system forbids user namespaces", Errc::Refused,
     QT_TRANSLATE_NOOP("coffer", "This system lets no program have a user namespace, which builds need; \"coffer check\" tells more, or build as root.")},
    {"No space left on device|Disk quota exceeded|You don't have enough free space", Errc::NoSpace,
     QT_TRANSLATE_NOOP("coffer", "The disk is full; make room (\"coffer cache clean\" removes old stages), or choose other folders with --cache and --output.")},
    {"NO_PUBKEY|EXPKEYSIG|BADSIG|is not signed|invalid signature|couldn't be verified|Missing key|signatures? couldn", Errc::Failed,
     QT_TRANSLATE_NOOP("coffer", "The archive's signature is not Debian's, so nothing of it is used; install a newer debian-archive-keyring, or check mirror in cluster.toml.")},
    {"Temporary failure resolving|Could not resolve|Network is unreachable|network require authentication|No route to host|Name or service not known", Errc::Failed,
     QT_TRANSLATE_NOOP("coffer", "There is no network: the archive cannot be reached; connect this machine, or set a proxy in apt's configuration."), true},
    {"Connection refused|Could not connect|Connection timed out|Connection failed|Unable to connect", Errc::Failed,
     QT_TRANSLATE_NOOP("coffer", "The archive does not answer; try again later, or set another mirror in cluster.toml."), true},
    {"does not have a Release file|404 +Not Found|Hash Sum mismatch|File has unexpected size|Mirror sync in progress", Errc::Failed,
     QT_TRANSLATE_NOOP("coffer", "The mirror is broken, or has not got this suite; try again later, or set suite or mirror in cluster.toml."), true},
    {"Release file .* (is expired|is not valid yet)", Errc::Failed,
     QT_TRANSLATE_NOOP("coffer", "The archive's lists are out of date, or this machine's clock is wrong; check the date, or set another mirror in cluster.toml.")},
    {"Unable to locate package|has no installation candidate|No packages found|Can't select .* candidate|Couldn't find any package", Errc::NotFound,
     QT_TRANSLATE_NOOP("coffer", "The suite has no such package; look at the package lists in boards/.")},
    {"Exec format error|cannot execute (required file|binary file)|qemu-.*not (found|supported)|arm64 (can|could) not be executed", Errc::Failed,
     QT_TRANSLATE_NOOP("coffer", "This machine cannot run arm64 programs; \"coffer check --fix\" installs what it needs.")},
    {"gcc: (command )?not found|: not found\\b.*make|No such file or directory.*(gcc|bison|flex|dtc)|command not found", Errc::NotFound,
     QT_TRANSLATE_NOOP("coffer", "A program is missing; \"coffer check --fix\" installs what builds need.")},
    {"Cannot allocate memory|Out of memory|Killed signal terminated program", Errc::Failed,
     QT_TRANSLATE_NOOP("coffer", "There is not enough memory; close other programs and build again: what is done is kept.")},
};

const Explanation *explanationOf(const Error &error)
{
    if (error.code != Errc::Failed && error.code != Errc::NotFound)
        return nullptr;
    const auto *found = std::ranges::find_if(explanations, [&](const Explanation &explanation) {
        return QRegularExpression(QString::fromLatin1(explanation.words)).match(error.message).hasMatch();
    });
    return found == std::end(explanations) ? nullptr : found;
}

} // namespace

Error explainFailure(const Error &error)
{
    const Explanation *explanation = explanationOf(error);
    return explanation ? Error{explanation->code, tr(explanation->sentence) + QStringLiteral(" (") + error.message + u')'} : error;
}

bool isOfTheNetwork(const Error &error)
{
    const Explanation *explanation = explanationOf(error);
    return explanation && explanation->isOfTheNetwork;
}

} // namespace coffer
