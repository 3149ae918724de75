// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cardfiles.h"
#include "lab/children.h"
#include "lab/events.h"
#include "lab/tst_cardlab.h"

#include <QElapsedTimer>
#include <QFile>

namespace coffer {
namespace {

const QString reader = QStringLiteral("slot");
const QString slowGroup = QStringLiteral("slow");
constexpr qint64 mostMsToEnd = 10000; ///< in an emulated machine

} // namespace

void CardLab::tellsThatACardIsWriteProtected()
{
    MUST(makeBlankCard(card(QStringLiteral("locked")), cardSize));
    const QByteArray before = checksumOf(card(QStringLiteral("locked")));

    const auto refused = watch(
        [&] { return m_slots->plug(QStringLiteral("locked"), QStringLiteral("4"), fileMedium(card(QStringLiteral("locked"))), true); },
        QStringLiteral("refused"));

    MUST(refused);
    const QString reason = refused->first().value(QStringLiteral("reason")).toString();
    QVERIFY2(reason.contains(QStringLiteral("write-protected")), qPrintable(reason));
    const auto flashed = flash(headImage, {deviceOf(refused->first())});
    QVERIFY(flashed->ends());
    QCOMPARE(flashed->exitCode.value_or(-1), 3);
    QCOMPARE(checksumOf(card(QStringLiteral("locked"))), before);
}

Status CardLab::goesOnAfter(GuestProgram &batch, const std::function<Status()> &pull)
{
    QElapsedTimer sincePull;
    sincePull.start();
    if (Status pulled = pull(); !pulled)
        return pulled;
    const auto failure = batch.await(told("error"), 30000);
    if (!failure || failure->value(QStringLiteral("message")).toString().isEmpty() || sincePull.elapsed() > mostMsToEnd)
        return fail(Errc::Failed, QStringLiteral("%1 ms after the pull: %2").arg(sincePull.elapsed()).arg(batch.said()));
    if (Status played = playBlankCard(batch, QStringLiteral("node00")); !played)
        return played;
    return batch.ends() && batch.exitCode == 0 ? ok() : fail(Errc::Failed, batch.said());
}

void CardLab::endsAtOnceWhenACardIsPulledWhileItIsWritten()
{
    MUST(m_slots->limit(slowGroup, 2 << 20));
    MUST(makeBlankCard(card(QStringLiteral("pulled")), cardSize));
    const auto batch = startBatch(QStringLiteral("0"));
    QVERIFY(batch->await(told("insert", QStringLiteral("node00"))));
    MUST(m_slots->insert(reader, limited(fileMedium(card(QStringLiteral("pulled"))), slowGroup)));
    QVERIFY2(batch->await(progressOf("write")), qPrintable(batch->said()));

    MUST(goesOnAfter(*batch, [this] { return m_slots->eject(reader); }));
}

void CardLab::endsAtOnceWhenACardIsPulledWhileItIsVerified()
{
    MUST(m_slots->limit(slowGroup, 0));
    MUST(makeBlankCard(card(QStringLiteral("pulled")), cardSize));
    const auto batch = startBatch(QStringLiteral("0"));
    QVERIFY(batch->await(told("insert", QStringLiteral("node00"))));
    MUST(m_slots->insert(reader, limited(fileMedium(card(QStringLiteral("pulled"))), slowGroup)));
    QVERIFY2(batch->await(progressOf("write")), qPrintable(batch->said()));
    MUST(m_slots->limit(slowGroup, 4 << 20));
    QVERIFY2(batch->await(progressOf("verify"), 180000), qPrintable(batch->said()));

    MUST(goesOnAfter(*batch, [this] { return m_slots->eject(reader); }));
}

void CardLab::endsAtOnceWhenTheReaderIsUnpluggedWhileItsCardIsWritten()
{
    const QString stick = QStringLiteral("stick");
    MUST(m_slots->limit(slowGroup, 2 << 20));
    MUST(makeBlankCard(card(stick), cardSize));
    const auto batch = startBatch(QStringLiteral("0"));
    QVERIFY(batch->await(told("insert", QStringLiteral("node00"))));
    MUST(m_slots->plug(stick, QStringLiteral("4"), limited(fileMedium(card(stick)), slowGroup)));
    QVERIFY2(batch->await(progressOf("write")), qPrintable(batch->said()));

    MUST(goesOnAfter(*batch, [&] { return m_slots->unplug(stick); }));
}

void CardLab::writesASlowCard()
{
    MUST(m_slots->limit(slowGroup, 1 << 20));
    MUST(makeBlankCard(card(QStringLiteral("slow")), cardSize));
    const auto inserted = putIn(reader, limited(fileMedium(card(QStringLiteral("slow"))), slowGroup));
    MUST(inserted);

    const auto flashed = flash(headImage, {deviceOf(*inserted)});
    double rate = 0;
    for (int told = 0; told < 5; ++told) {
        const auto progress = flashed->await(progressOf("write"));
        QVERIFY2(progress, qPrintable(flashed->said()));
        rate = progress->value(QStringLiteral("rate")).toDouble();
    }
    QVERIFY2(rate < 4 << 20, qPrintable(QString::number(rate)));

    QVERIFY(flashed->ends(300000));
    QVERIFY2(flashed->exitCode == 0, qPrintable(flashed->said()));
    QCOMPARE(differenceFrom(nodeImage(QStringLiteral("head")), card(QStringLiteral("slow"))), QString());
}

void CardLab::tellsOfASectorThatCannotBeWritten()
{
    MUST(makeBlankCard(card(QStringLiteral("worn")), cardSize));
    constexpr qint64 superblock = (2 << 20) / 512 + 2; // of the root file system, which no blank card has already
    const auto inserted = putIn(reader, failing(fileMedium(card(QStringLiteral("worn"))), QStringLiteral("write"), superblock));
    MUST(inserted);

    const auto flashed = flash(headImage, {deviceOf(*inserted)});

    QVERIFY(flashed->ends(180000));
    QCOMPARE(flashed->exitCode.value_or(-1), 1);
    QVERIFY(flashed->await(told("error")));
    QFile written(card(QStringLiteral("worn")));
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.read(1 << 20), QByteArray(1 << 20, '\0')); // does not boot
}

void CardLab::tellsOfACardThatLiesAboutItsSize()
{
    MUST(makeBlankCard(card(QStringLiteral("real")), qint64(1) << 30));
    QProcess server;
    endsWithParent(server);
    const QString socket = m_work.filePath(QStringLiteral("nbd.socket"));
    server.setProcessChannelMode(QProcess::ForwardedChannels);
    server.start(QStringLiteral("nbdkit"), {QStringLiteral("--foreground"), QStringLiteral("--unix"), socket, QStringLiteral("python"),
                                            QStringLiteral(COFFER_SOURCE_DIR "/tests/lab/lyingcard.py"),
                                            QStringLiteral("file=") + card(QStringLiteral("real")), QStringLiteral("size=8G")});
    QVERIFY(QTest::qWaitFor([&] { return QFile::exists(socket) || server.state() == QProcess::NotRunning; }, 10000));
    const auto inserted = putIn(reader, nbdMedium(socket));
    MUST(inserted);
    QCOMPARE(inserted->value(QStringLiteral("size")).toInteger(), qint64(8) << 30);

    const auto flashed = flash(headImage, {deviceOf(*inserted)});

    QVERIFY(flashed->ends(180000));
    QCOMPARE(flashed->exitCode.value_or(-1), 1);
    const auto failure = flashed->await(told("error"));
    QVERIFY2(failure, qPrintable(flashed->said()));
    QVERIFY2(failure->value(QStringLiteral("message")).toString().contains(QLatin1String("claims")), qPrintable(flashed->said()));
    MUST(m_slots->eject(reader));
    server.kill();
    QVERIFY(server.waitForFinished());
}

} // namespace coffer
