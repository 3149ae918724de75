// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QRandomGenerator>
#include <QtDebug>

namespace coffer {

/// A generator whose seed is printed; COFFER_TEST_SEED repeats a run.
inline QRandomGenerator seededGenerator()
{
    bool given = false;
    quint32 seed = qEnvironmentVariable("COFFER_TEST_SEED").toUInt(&given);
    if (!given)
        seed = QRandomGenerator::global()->generate();
    qInfo("COFFER_TEST_SEED=%u", seed);
    return QRandomGenerator(seed);
}

inline QByteArray randomBytes(qint64 size, QRandomGenerator &random)
{
    QByteArray words((size + 3) / 4 * 4, Qt::Uninitialized);
    random.fillRange(reinterpret_cast<quint32 *>(words.data()), words.size() / 4);
    words.truncate(size);
    return words;
}

} // namespace coffer
