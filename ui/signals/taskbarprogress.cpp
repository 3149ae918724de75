// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signals/taskbarprogress.h"

#include "ui/signals/bus.h"

#include <QVariantMap>

#include <algorithm>

namespace coffer {

TaskbarProgress::TaskbarProgress(Bus &session) : m_session(session) {}

void TaskbarProgress::setProgress(std::optional<double> share)
{
    Entry entry = m_told;
    entry.percent.reset();
    if (share)
        entry.percent = int(std::clamp(*share, 0.0, 1.0) * 100);
    tell(entry);
}

void TaskbarProgress::setUrgent(bool urgent)
{
    Entry entry = m_told;
    entry.urgent = urgent;
    tell(entry);
}

void TaskbarProgress::tell(const Entry &entry)
{
    if (entry == m_told)
        return;
    m_told = entry;
    QDBusMessage update = QDBusMessage::createSignal(QStringLiteral("/com/canonical/unity/launcherentry/cofferstation"),
                                                     QStringLiteral("com.canonical.Unity.LauncherEntry"), QStringLiteral("Update"));
    const QVariantMap properties{{QStringLiteral("progress"), entry.percent.value_or(0) / 100.0},
                                 {QStringLiteral("progress-visible"), entry.percent.has_value()},
                                 {QStringLiteral("urgent"), entry.urgent}};
    update.setArguments({QStringLiteral("application://coffer-station.desktop"), properties});
    m_session.send(update);
}

} // namespace coffer
