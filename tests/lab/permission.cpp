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
    QVERIFY2(failure && failure->value(QStringLiteral("message")).toString().contains(QLatin1String("49-cofferware.rules")), qPrintable(flashed->said()));
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

void CardLab::desktopsAreToldToLeaveCardsAloneWhereTheUdevRuleIs()
{
    const auto hint = [&](const QJsonObject &inserted) {
        return m_machine->root.shell(QStringLiteral("udevadm settle; udisksctl info -b %1 | grep HintAuto").arg(deviceOf(inserted))).value_or(QString());
    };
    MUST(makeCameraCard(card(QStringLiteral("camera")), cardSize));
    const auto before = putIn(reader, fileMedium(card(QStringLiteral("camera"))));
    MUST(before);
    QVERIFY2(hint(*before).endsWith(QLatin1String("true")), qPrintable(hint(*before)));

    MUST(m_machine->root.shell(QStringLiteral("cp /lab/rules/90-cofferware.rules /etc/udev/rules.d/ && udevadm control --reload")));
    for (const char *slot : {"slot", "sd"}) {
        const auto after = putIn(QLatin1String(slot), fileMedium(card(QStringLiteral("camera"))));
        MUST(after);
        QVERIFY2(hint(*after).endsWith(QLatin1String("false")), qPrintable(hint(*after)));
        MUST(m_slots->eject(QLatin1String(slot)));
    }
}

} // namespace coffer
