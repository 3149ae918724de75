// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace coffer {

// What GuestProgram::await() waits for.

inline QJsonObject told(const char *event)
{
    return {{QStringLiteral("event"), QLatin1String(event)}};
}

inline QJsonObject told(const char *event, const QString &node)
{
    return {{QStringLiteral("event"), QLatin1String(event)}, {QStringLiteral("node"), node}};
}

inline QJsonObject progressOf(const char *phase)
{
    return {{QStringLiteral("event"), QStringLiteral("progress")}, {QStringLiteral("phase"), QLatin1String(phase)}};
}

inline QString deviceOf(const QJsonObject &event)
{
    return event.value(QStringLiteral("device")).toString();
}

} // namespace coffer
