// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cardfiles.h"
#include "lab/events.h"
#include "lab/tst_cardlab.h"

namespace coffer {
namespace {

const QString reader = QStringLiteral("slot");
const QString nodeInMachine = QStringLiteral("/lab/node00.img");

/// What a desktop runs: it mounts what is put in.
std::shared_ptr<GuestProgram> startAutoMounter(Guest &user)
{
    return user.start({QStringLiteral("/usr/bin/udiskie"), QStringLiteral("--automount"), QStringLiteral("--no-notify"), QStringLiteral("--no-tray"),
                       QStringLiteral("--no-appindicator"), QStringLiteral("--no-file-manager"), QStringLiteral("--verbose")});
}

} // namespace

void CardLab::saysWhatToDoWhenPolkitDeniesIt()
{
    MUST(m_machine->root.shell(QStringLiteral("rm /etc/polkit-1/rules.d/49-cofferware.rules && systemctl restart polkit")));
    MUST(makeBlankCard(card(QStringLiteral("denied")), cardSize));
    const QByteArray before = checksumOf(card(QStringLiteral("denied")));
    const auto inserted = putIn(reader, fileMedium(card(QStringLiteral("denied"))));
    MUST(inserted);

    const auto flashed = flash(headImage, {deviceOf(*inserted)});

    QVERIFY(flashed->ends());
    QCOMPARE(flashed->exitCode.value_or(-1), 3);
    const auto failure = flashed->await(told("error"));
    QVERIFY2(failure && failure->value(QStringLiteral("message")).toString().contains(QLatin1String("polkit rule of the guide")), qPrintable(flashed->said()));
    QCOMPARE(checksumOf(card(QStringLiteral("denied"))), before);
}

void CardLab::unmountsWhatTheDesktopHasMounted()
{
    const auto mounter = startAutoMounter(*m_user);
    MUST(makeCameraCard(card(QStringLiteral("camera")), cardSize));
    const auto inserted = putIn(reader, fileMedium(card(QStringLiteral("camera"))));
    MUST(inserted);
    const Result<QString> mounted = m_machine->root.shell(QStringLiteral("until grep PHOTOS /proc/mounts; do sleep 0.1; done"));
    QVERIFY2(mounted, qPrintable(mounter->said()));

    const auto flashed = flash(nodeInMachine, {deviceOf(*inserted)});

    QVERIFY(flashed->ends(180000));
    QVERIFY2(flashed->exitCode == 0, qPrintable(flashed->said()));
    QCOMPARE(differenceFrom(nodeImage(QStringLiteral("node00")), card(QStringLiteral("camera"))), QString());
}

void CardLab::isLeftAloneByTheDesktopWhereTheUdevRuleIs()
{
    MUST(m_machine->root.shell(QStringLiteral("cp /lab/rules/90-cofferware.rules /etc/udev/rules.d/ && udevadm control --reload")));
    const auto mounter = startAutoMounter(*m_user);
    MUST(makeCameraCard(card(QStringLiteral("camera")), cardSize));
    const QByteArray before = checksumOf(card(QStringLiteral("camera")));
    const auto inserted = putIn(reader, fileMedium(card(QStringLiteral("camera"))));
    MUST(inserted);
    // The mounter has heard of the card too by then, and says what it makes of it.
    QVERIFY2(QTest::qWaitFor([&] { return mounter->said().contains(QLatin1String("sd")); }, 30000), qPrintable(mounter->said()));

    const auto flashed = flash(headImage, {deviceOf(*inserted)});

    QVERIFY(flashed->ends(180000));
    QVERIFY2(flashed->exitCode == 0, qPrintable(flashed->said()));
    MUST(m_machine->root.shell(QStringLiteral("udevadm settle && ! grep '^%1' /proc/mounts").arg(deviceOf(*inserted))));
    QCOMPARE(differenceFrom(nodeImage(QStringLiteral("head")), card(QStringLiteral("camera"))), QString());
    QVERIFY(before != checksumOf(card(QStringLiteral("camera"))));
}

} // namespace coffer
