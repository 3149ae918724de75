// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cardfiles.h"
#include "lab/events.h"
#include "lab/tst_cardlab.h"

namespace coffer {
void CardLab::listsNoDiskThatIsNoCard()
{
    const auto listed = m_user->run({QStringLiteral("/lab/coffer"), QStringLiteral("cards"), QStringLiteral("--json"), QStringLiteral("--all")});

    QCOMPARE(listed->exitCode.value_or(-1), 0);
    QVERIFY2(!listed->said().contains(QStringLiteral("\"event\":\"card\"")), qPrintable(listed->said()));
    for (const char *device : {"/dev/vda", "/dev/vdb", "/dev/nvme0n1", "/dev/dm-0", "/dev/loop0", "/dev/sda", "/dev/sdb", "/dev/sdc"})
        QVERIFY2(listed->await(told("refused")), device);
}

void CardLab::writesACardInAnSdSlot()
{
    MUST(makeBlankCard(card(QStringLiteral("sd")), 128 << 20));
    const auto inserted = putIn(QStringLiteral("sd"), fileMedium(card(QStringLiteral("sd"))));
    MUST(inserted);
    QVERIFY(deviceOf(*inserted).startsWith(QLatin1String("/dev/mmcblk")));

    const auto flashed = flash(headImage, {deviceOf(*inserted)});

    QVERIFY(flashed->ends(180000));
    QVERIFY2(flashed->exitCode == 0, qPrintable(flashed->said()));
    QCOMPARE(differenceFrom(nodeImage(QStringLiteral("head")), card(QStringLiteral("sd"))), QString());
    MUST(watch([this] { return m_slots->eject(QStringLiteral("sd")); }, QStringLiteral("removed")));
}

void CardLab::writesTheCardInOneOfThreeSlots()
{
    for (const char *name : {"multi0", "multi2"})
        MUST(makeCameraCard(card(QLatin1String(name)), cardSize));
    const QByteArray before = checksumOf(card(QStringLiteral("multi0")));
    MUST(putIn(QStringLiteral("multi0"), fileMedium(card(QStringLiteral("multi0")))));
    const auto inserted = putIn(QStringLiteral("multi2"), fileMedium(card(QStringLiteral("multi2"))));
    MUST(inserted);

    const auto flashed = flash(headImage, {deviceOf(*inserted)});

    QVERIFY(flashed->ends(180000));
    QVERIFY2(flashed->exitCode == 0, qPrintable(flashed->said()));
    QCOMPARE(differenceFrom(nodeImage(QStringLiteral("head")), card(QStringLiteral("multi2"))), QString());
    QCOMPARE(checksumOf(card(QStringLiteral("multi0"))), before);
}

void CardLab::seesFourReadersBehindAHubAndWritesThemAtOnce()
{
    const QStringList names{QStringLiteral("hub1"), QStringLiteral("hub2"), QStringLiteral("hub3"), QStringLiteral("hub4")};
    for (const QString &name : names)
        MUST(makeBlankCard(card(name), cardSize));

    const auto inserted = watch(
        [&] {
            Status plugged = m_slots->plugHub(QStringLiteral("hub"), QStringLiteral("4"));
            for (int i = 0; plugged && i < names.size(); ++i)
                plugged = m_slots->plug(names.at(i), QStringLiteral("4.%1").arg(i + 1), fileMedium(card(names.at(i))));
            return plugged;
        },
        QStringLiteral("inserted"), 4);
    MUST(inserted);
    QStringList devices;
    for (const QJsonObject &event : *inserted)
        devices += deviceOf(event);
    QCOMPARE(QSet<QString>(devices.begin(), devices.end()).size(), 4);

    const auto flashed = flash(headImage, devices);

    QVERIFY(flashed->ends(300000));
    QVERIFY2(flashed->exitCode == 0, qPrintable(flashed->said()));
    for (const QString &name : names)
        QCOMPARE(differenceFrom(nodeImage(QStringLiteral("head")), card(name)), QString());
}

} // namespace coffer
