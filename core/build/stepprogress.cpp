// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/stepprogress.h"

#include "core/build/packageset.h"

#include <QRegularExpression>

namespace coffer {

DownloadSteps::DownloadSteps(const QList<PackageVersion> &packages, Progress &progress) : m_progress(progress)
{
    qint64 total = 0;
    for (const PackageVersion &package : packages) {
        m_bytes.insert(package.name, package.bytes);
        total += package.bytes;
    }
    progress.begin(tr("download"), total);
}

void DownloadSteps::take(const QString &line)
{
    static const QRegularExpression begin(QStringLiteral("^Get:\\d+ \\S+ \\S+ \\S+ (\\S+) "));
    const auto match = begin.match(line);
    if (!match.hasMatch() || !m_bytes.contains(match.captured(1)))
        return;
    m_progress.advance(m_begun);
    m_begun = m_bytes.take(match.captured(1));
}

InstallSteps::InstallSteps(qint64 packages, Progress &progress) : m_steps(packages * 2), m_progress(progress)
{
    progress.begin(tr("install"), m_steps, tr("steps"));
}

void InstallSteps::take(const QString &line)
{
    static const QRegularExpression step(QStringLiteral("^(Unpacking|Setting up) (\\S+) \\("));
    const auto match = step.match(line);
    if (!match.hasMatch() || m_seen.size() >= m_steps)
        return;
    const auto before = m_seen.size();
    m_seen.insert(match.captured(1) + match.captured(2));
    m_progress.advance(m_seen.size() - before);
}

} // namespace coffer
