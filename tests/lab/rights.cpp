// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cardfiles.h"
#include "lab/events.h"
#include "lab/tst_cardlab.h"

namespace coffer {
namespace {

const QString reader = QStringLiteral("slot");

/// A desktop's auto-mounter, in the user's session.
const QStringList autoMounter{QStringLiteral("udiskie"), QStringLiteral("--automount"), QStringLiteral("--no-notify"),
                              QStringLiteral("--no-tray"), QStringLiteral("--no-file-manager")};

QString partitionOf(const QJsonObject &event)
{
    return deviceOf(event) + u'1';
}

/// Waits in the machine until the card's partition is mounted.
QString untilMounted(const QJsonObject &event)
{
    return QStringLiteral("until findmnt --noheadings --source %1; do sleep 0.1; done").arg(partitionOf(event));
}

} // namespace

void CardLab::tellsTheRemedyWhereNoRuleAllowsIt()
{
    MUST(m_machine->root.shell(QStringLiteral("rm /etc/polkit-1/rules.d/49-cofferware.rules")));
    MUST(makeBlankCard(card(QStringLiteral("denied")), cardSize));
    const QByteArray before = checksumOf(card(QStringLiteral("denied")));
    const auto inserted = putIn(reader, fileMedium(card(QStringLiteral("denied"))));
    MUST(inserted);

    const auto denied = flash(headImage, {deviceOf(*inserted)});

    QVERIFY(denied->ends());
    QCOMPARE(denied->exitCode.value_or(-1), 3);
    QCOMPARE(denied->out.filter(QStringLiteral("\"event\":\"error\"")).size(), 1);
    QVERIFY2(denied->said().contains(QStringLiteral("polkit rule")), qPrintable(denied->said()));
    QCOMPARE(checksumOf(card(QStringLiteral("denied"))), before);

    MUST(installPolkitRule());
    const auto allowed = flash(headImage, {deviceOf(*inserted)});
    QVERIFY(allowed->ends(180000));
    QVERIFY2(allowed->exitCode == 0, qPrintable(allowed->said()));
    QCOMPARE(differenceFrom(nodeImage(QStringLiteral("head")), card(QStringLiteral("denied"))), QString());
}

void CardLab::opensNoDiskOfTheMachineForItsGroup()
{
    const QString open = QStringLiteral("busctl call org.freedesktop.UDisks2 /org/freedesktop/UDisks2/block_devices/%1 "
                                        "org.freedesktop.UDisks2.Block OpenDevice 'sa{sv}' rw 0");
    const auto internal = m_machine->root.shell(QStringLiteral("cd /sys/block && ls -d vd* nvme* dm-* loop0;"
                                                               "for disk in sata ide; do basename $(readlink -f /dev/disk/by-id/ata-*_$disk); done"));
    MUST(internal);
    const QStringList names = internal->split(u'\n');
    QVERIFY2(names.size() >= 7, qPrintable(*internal));
    for (const QString &name : names) {
        // As D-Bus spells it in a path.
        const auto opened = m_user->shell(open.arg(QString(name).replace(u'-', QStringLiteral("_2d"))));
        QVERIFY2(!opened && opened.error().message.contains(QStringLiteral("Not authorized")), qPrintable(name));
    }
}

void CardLab::writesACardThatTheDesktopHasMounted()
{
    MUST(makeCameraCard(card(QStringLiteral("mounted")), cardSize));
    const auto desktop = m_user->start(autoMounter);
    const auto inserted = putIn(reader, fileMedium(card(QStringLiteral("mounted"))));
    MUST(inserted);
    MUST(m_user->shell(untilMounted(*inserted), 60000));

    // Of an image without file systems, or the desktop would mount and change what has just been written.
    const auto flashed = flash(bootOnlyImage, {deviceOf(*inserted)});

    QVERIFY(flashed->ends(180000));
    QVERIFY2(flashed->exitCode == 0, qPrintable(flashed->said()));
    QVERIFY2(!desktop->exitCode, qPrintable(desktop->said()));
    QCOMPARE(differenceFrom(nodeImage(QStringLiteral("node00")), card(QStringLiteral("mounted"))), QString());
}

void CardLab::keepsTheDesktopFromMountingInNamedReaders()
{
    const QString rule = QStringLiteral("/etc/udev/rules.d/90-cofferware.rules");
    const QString reload = QStringLiteral("udevadm control --reload && udevadm trigger --settle --subsystem-match=block");
    for (const char *name : {"named", "other"})
        MUST(makeCameraCard(card(QLatin1String(name)), cardSize));
    // An administrator takes the sign of a comment away before a line and puts the place in.
    MUST(m_machine->root.shell(QStringLiteral("sed 's/^#\\(ENV{ID_PATH}==\"\\)[^\"]*/\\1*-usb-0:1:*/' /lab/rules/90-cofferware.rules > %1 && "
                                              "grep -q '^ENV{ID_PATH}' %1 && %2").arg(rule, reload)));
    const auto desktop = m_user->start(autoMounter);

    const auto named = putIn(reader, fileMedium(card(QStringLiteral("named"))));
    MUST(named);
    const auto other = putIn(QStringLiteral("multi0"), fileMedium(card(QStringLiteral("other"))));
    MUST(other);

    MUST(m_user->shell(untilMounted(*other), 60000));
    QVERIFY(!m_user->shell(QStringLiteral("findmnt --source %1").arg(partitionOf(*named))));
    MUST(m_machine->root.shell(QStringLiteral("udevadm info --query=property %1 | grep -qx UDISKS_AUTO=0").arg(deviceOf(*named))));
    MUST(m_machine->root.shell(QStringLiteral("umount %1; rm %2 && %3").arg(partitionOf(*other), rule, reload)));
}

} // namespace coffer
