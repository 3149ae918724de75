// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/uboottree.h"

#include "core/base/process.h"

#include <QFileInfo>
#include <QThread>

namespace coffer {
namespace {

const QString crossPrefix = QStringLiteral("aarch64-linux-gnu-");

/// The variables that make and what it calls see: nothing of the caller's that could change the product.
QProcessEnvironment plainEnvironment(const QString &base)
{
    const QProcessEnvironment callers = QProcessEnvironment::systemEnvironment();
    const QStringList kept{QStringLiteral("HOME"), QStringLiteral("TMPDIR"), QStringLiteral("XDG_CACHE_HOME")};
    QProcessEnvironment environment;
    for (const QString &name : callers.keys()) {
        if (kept.contains(name) || name.startsWith(QStringLiteral("CCACHE_")))
            environment.insert(name, callers.value(name));
    }
    // U-Boot's tools must meet the system's Python and its modules, not one earlier in PATH.
    environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/sbin:/usr/bin:/sbin:/bin"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    environment.insert(QStringLiteral("CCACHE_BASEDIR"), base); // so that boards share what is the same for them
    return environment;
}

} // namespace

Result<UBootTree> UBootTree::in(const QString &source, const QString &firmware, Progress &progress)
{
    Command read;
    read.program = QStringLiteral("dpkg-parsechangelog");
    read.arguments = {QStringLiteral("-l"), source + QStringLiteral("/debian/changelog"), QStringLiteral("-S"), QStringLiteral("Timestamp")};
    read.quiet = true;
    const Result<QByteArray> date = runProcess(read, progress);
    if (!date)
        return passOn(date);
    UBootTree tree;
    tree.m_source = source;
    tree.m_firmware = firmware;
    tree.m_date = QString::fromLatin1(*date).trimmed();
    return tree;
}

Status UBootTree::make(const QString &target, Progress &progress) const
{
    const bool cached = QFileInfo::exists(QStringLiteral("/usr/bin/ccache"));
    const QString launcher = cached ? QStringLiteral("ccache ") : QString();
    Command make;
    make.program = QStringLiteral("make");
    make.arguments = {QStringLiteral("-C"), m_source, QStringLiteral("O=build"),
                      QStringLiteral("-j%1").arg(QThread::idealThreadCount()),
                      QStringLiteral("CROSS_COMPILE=") + crossPrefix,
                      QStringLiteral("CC=") + launcher + crossPrefix + QStringLiteral("gcc"),
                      QStringLiteral("HOSTCC=") + launcher + QStringLiteral("gcc"),
                      QStringLiteral("PYTHON3=/usr/bin/python3"), QStringLiteral("DTC=/usr/bin/dtc"), QStringLiteral("KCFLAGS=-g0")};
    if (!m_firmware.isEmpty())
        make.arguments += QStringLiteral("BL31=") + m_firmware;
    make.arguments += target;
    make.environment = plainEnvironment(QFileInfo(m_source).path());
    make.environment.insert(QStringLiteral("SOURCE_DATE_EPOCH"), m_date);
    const Result<QByteArray> made = runProcess(make, progress);
    if (!made)
        return passOn(made);
    return ok();
}

QByteArray crossCompilerVersion()
{
    QByteArray versions;
    for (const char *program : {"gcc", "ld"}) {
        Command ask;
        ask.program = crossPrefix + QLatin1String(program);
        ask.arguments = {QStringLiteral("--version")};
        ask.quiet = true;
        Progress silent;
        versions += runProcess(ask, silent).value_or(QByteArray()).split('\n').first() + '\n';
    }
    return versions;
}

} // namespace coffer
