// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cardfiles.h"
#include "lab/events.h"
#include "lab/tst_cardlab.h"

#include <csignal>

namespace coffer {
namespace {

const QString reader = QStringLiteral("slot");

} // namespace

Status CardLab::playBlankCard(GuestProgram &batch, const QString &node)
{
    const QString path = card(node);
    if (!batch.await(told("insert", node)))
        return fail(Errc::Failed, QStringLiteral("%1 is not asked for: %2").arg(node, batch.said()));
    if (Status made = makeBlankCard(path, cardSize); !made)
        return made;
    if (Status in = m_slots->insert(reader, fileMedium(path)); !in)
        return in;
    if (!batch.await(told("verified", node), 180000))
        return fail(Errc::Failed, QStringLiteral("%1 is not verified: %2").arg(node, batch.said()));
    if (Status out = m_slots->eject(reader); !out)
        return out;
    if (const QString difference = nodeDifference(node, path); !difference.isEmpty())
        return fail(Errc::Failed, difference);
    return ok();
}

void CardLab::writesABatchOverOneReader()
{
    const auto batch = startBatch(QStringLiteral("head,0-2"));

    for (const char *node : {"head", "node00", "node01", "node02"})
        MUST(playBlankCard(*batch, QLatin1String(node)));

    const auto summary = batch->await(told("summary"));
    QVERIFY(summary);
    QCOMPARE(summary->value(QStringLiteral("verified")).toInt(), 4);
    QVERIFY(batch->ends());
    QCOMPARE(batch->exitCode.value_or(-1), 0);
}

void CardLab::asksAboutACameraCard()
{
    MUST(makeCameraCard(card(QStringLiteral("camera")), cardSize));
    const QByteArray before = checksumOf(card(QStringLiteral("camera")));
    const auto batch = startBatch(QStringLiteral("0"));
    QVERIFY(batch->await(told("insert", QStringLiteral("node00"))));

    MUST(m_slots->insert(reader, fileMedium(card(QStringLiteral("camera")))));
    const auto asked = batch->await(told("confirm", QStringLiteral("node00")));
    QVERIFY2(asked, qPrintable(batch->said()));
    QVERIFY(asked->value(QStringLiteral("contents")).toString().contains(QStringLiteral("PHOTOS")));
    QCOMPARE(checksumOf(card(QStringLiteral("camera"))), before);
    batch->say(QStringLiteral("y"));

    QVERIFY2(batch->await(told("verified", QStringLiteral("node00")), 180000), qPrintable(batch->said()));
    MUST(m_slots->eject(reader));
    QVERIFY(batch->ends());
    QCOMPARE(batch->exitCode.value_or(-1), 0);
    QCOMPARE(nodeDifference(QStringLiteral("node00"), card(QStringLiteral("camera"))), QString());
}

void CardLab::leavesACardAloneThatWasSwappedWhileItAsked()
{
    for (const char *name : {"first", "second"})
        MUST(makeCameraCard(card(QLatin1String(name)), cardSize));
    const QByteArray first = checksumOf(card(QStringLiteral("first")));
    const QByteArray second = checksumOf(card(QStringLiteral("second")));
    const auto batch = startBatch(QStringLiteral("0"));
    QVERIFY(batch->await(told("insert", QStringLiteral("node00"))));
    MUST(m_slots->insert(reader, fileMedium(card(QStringLiteral("first")))));
    QVERIFY2(batch->await(told("confirm", QStringLiteral("node00"))), qPrintable(batch->said()));

    // The batch sleeps through the swap, so that it hears the answer first, and opens what it was asked about.
    batch->signal(SIGSTOP);
    MUST(putIn(reader, fileMedium(card(QStringLiteral("second")))));
    batch->say(QStringLiteral("y"));
    batch->signal(SIGCONT);

    // Whatever it says of the first card, it asks about the second.
    QVERIFY2(batch->await(told("confirm", QStringLiteral("node00"))), qPrintable(batch->said()));
    batch->say(QString());
    batch->say(QStringLiteral("q"));
    QVERIFY(batch->ends());
    QCOMPARE(checksumOf(card(QStringLiteral("first"))), first);
    QCOMPARE(checksumOf(card(QStringLiteral("second"))), second);
}

} // namespace coffer
