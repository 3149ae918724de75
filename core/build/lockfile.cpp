// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/lockfile.h"

#include "core/base/files.h"

#include <QRegularExpression>

#include <algorithm>

namespace coffer {

QByteArray formatLock(const Lock &lock)
{
    QByteArrayList lines = formatPackages(lock.packages).split('\n');
    lines.removeAll(QByteArray());
    std::sort(lines.begin(), lines.end());
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    QByteArray text;
    for (auto epoch = lock.epochs.begin(); epoch != lock.epochs.end(); ++epoch)
        text += "epoch " + epoch.key().toUtf8() + ' ' + QByteArray::number(*epoch) + '\n';
    if (!lock.updates.mirror.isEmpty())
        text += "mirror " + lock.updates.mirror.toUtf8() + '\n';
    if (!lock.updates.security.isEmpty())
        text += "security " + lock.updates.security.toUtf8() + '\n';
    return text + lines.join('\n') + '\n';
}

Result<Lock> readLock(const QString &path)
{
    const Result<QByteArray> text = readFile(path, 4 << 20);
    if (!text)
        return passOn(text);
    static const QRegularExpression time(QStringLiteral("\\Aepoch ([a-z0-9][a-z0-9-]*) (\\d{1,11})\\z"));
    static const QRegularExpression address(QStringLiteral("\\A(mirror|security) ([!-~]{1,300})\\z"));
    static const QRegularExpression package(QStringLiteral("\\A([a-z0-9][a-z0-9.+-]+) ([A-Za-z0-9.+~:_-]+) ([a-z0-9]+) ([0-9a-f]{64})\\z"));
    Lock lock;
    int number = 0;
    for (const QByteArray &line : text->split('\n')) {
        ++number;
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        const QString words = QString::fromUtf8(line);
        const auto times = time.match(words);
        const auto addresses = address.match(words);
        const auto packages = package.match(words);
        if (times.hasMatch())
            lock.epochs.insert(times.captured(1), times.captured(2).toLongLong());
        else if (addresses.hasMatch())
            (addresses.captured(1) == QLatin1String("mirror") ? lock.updates.mirror : lock.updates.security) = addresses.captured(2);
        else if (packages.hasMatch())
            lock.packages.append({packages.captured(1), packages.captured(2), packages.captured(3), {}, 0, packages.captured(4).toLatin1()});
        else
            return fail(Errc::InvalidInput, tr("%1:%2: this is no line of a lock; allowed: \"epoch BOARD SECONDS\", \"mirror ADDRESS\", \"security ADDRESS\" and \"package version architecture sha256\".")
                                                .arg(path).arg(number));
    }
    return lock;
}

PackageVersion lockedFile(const QString &name, const QByteArray &sha256)
{
    return {name.section(u'_', 0, 0), name.section(u'_', 1), QStringLiteral("file"), {}, 0, sha256};
}

ArchivePins pinsOf(const Lock &lock)
{
    ArchivePins pins;
    for (const PackageVersion &package : lock.packages) {
        for (const char *architecture : {"amd64", "arm64"}) {
            if (package.architecture == QLatin1String(architecture) || package.architecture == QLatin1String("all"))
                pins[QLatin1String(architecture)] += "Package: " + package.name.toUtf8() + "\nPin: version " + package.version.toUtf8() + "\nPin-Priority: 1001\n\n";
        }
    }
    return pins;
}

Status requireLocked(const Lock &lock, const QList<Board> &boards, const PackageSet &packages)
{
    for (const Board &board : boards) {
        if (!lock.epochs.contains(board.id))
            return fail(Errc::NotFound, tr("The lock is not of a build that made an image for %1; take one of \"build all\", or build only what it has.").arg(board.id));
    }
    for (const PackageVersion &package : packages) {
        const bool isLocked = std::ranges::any_of(lock.packages, [&](const PackageVersion &known) {
            return known.name == package.name && known.version == package.version && known.architecture == package.architecture && known.sha256 == package.sha256;
        });
        if (!isLocked)
            return fail(Errc::NotFound, tr("The archive has %1 %2, which is not in the lock; set mirror and security in cluster.toml to snapshots of the archives from that day.")
                                            .arg(package.name, package.version));
    }
    return ok();
}

} // namespace coffer
