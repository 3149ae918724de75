// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QLocalSocket>

namespace coffer {

/// Orders to a running QEMU, over its machine protocol. All of it blocks until the answer is there, at most `patienceMs`.
class Qmp
{
public:
    static constexpr int patienceMs = 30000;

    /// `socket`: the local socket where it listens.
    Status connectTo(const QString &socket);
    /// The command's return value. Errors: Failed, with what QEMU says.
    Result<QJsonValue> execute(const QString &command, const QJsonObject &arguments = {});
    /// Waits for an event whose data have these values; also one that came before counts, once.
    Status awaitEvent(const QString &name, const QJsonObject &data);

private:
    Result<QJsonObject> nextMessage();

    QLocalSocket m_socket;
    QList<QJsonObject> m_events;
};

} // namespace coffer
