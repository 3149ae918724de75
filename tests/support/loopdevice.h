// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/process.h"

#include <QFile>
#include <QProcess>

#include <fcntl.h>

namespace coffer {

/// A file as a block device, open for exclusive use; an invalid descriptor where there is no right to one. The kernel
/// detaches it when it is closed, also by a crash.
inline Fd openLoopDevice(const QString &path, int sector, QString *name = nullptr)
{
    const QString losetup = findProgram(QStringLiteral("losetup"));
    QProcess attach;
    attach.start(losetup, {QStringLiteral("--find"), QStringLiteral("--show"), QStringLiteral("--sector-size"),
                           QString::number(sector), path});
    if (losetup.isEmpty() || !attach.waitForFinished() || attach.exitCode() != 0)
        return Fd();
    const QString device = QString::fromLocal8Bit(attach.readAllStandardOutput()).trimmed();
    Fd fd(::open(QFile::encodeName(device).constData(), O_RDWR | O_EXCL | O_CLOEXEC));
    QProcess::execute(losetup, {QStringLiteral("--detach"), device});
    if (name)
        *name = device;
    return fd;
}

} // namespace coffer
