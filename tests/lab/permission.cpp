// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cardfiles.h"
#include "lab/events.h"
#include "lab/tst_cardlab.h"

namespace coffer {
namespace {

const QString reader = QStringLiteral("slot");
const QString nodeInMachine = QStringLiteral("/lab/node00.img");

QString partitionOf(const QJsonObject &inserted)
{
    return deviceOf(inserted) + u'1';
}

/// A line for the machine's shell that succeeds when the card's partition is mounted.
QString mountOf(const QJsonObject &inserted)
{
    return QStringLiteral("findmnt --noheadings --source %1").arg(partitionOf(inserted));
}

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

void CardLab::keepsTheDesktopFromMountingInNamedReaders()
{
    // What an administrator does for one reader, where udiskie mounts: as the rule's comments say.
    MUST(m_machine->root.shell(QStringLiteral(
        "sed -e '/^SUBSYSTEM/d' -e 's/^# \\(SUBSYSTEM.*ID_PATH}==\"\\)[^\"]*/\\1*-usb-0:1:*/' -e 's/UDISKS_AUTO}=\"0\"/UDISKS_IGNORE}=\"1\"/'"
        " /lab/rules/90-cofferware.rules > /etc/udev/rules.d/90-cofferware.rules && grep -q '^SUBSYSTEM.*usb-0:1:.*IGNORE' /etc/udev/rules.d/90-cofferware.rules &&"
        " udevadm control --reload")));
    for (const char *name : {"named", "other"})
        MUST(makeCameraCard(card(QLatin1String(name)), cardSize));
    const auto mounter = startAutoMounter(*m_user);
    const auto named = putIn(reader, fileMedium(card(QStringLiteral("named"))));
    MUST(named);
    const auto other = putIn(QStringLiteral("multi0"), fileMedium(card(QStringLiteral("other"))));
    MUST(other);

    // The later card is mounted, so the earlier one would have been.
    const Result<QString> mounted = m_machine->root.shell(QStringLiteral("until %1; do sleep 0.1; done").arg(mountOf(*other)));
    QVERIFY2(mounted, qPrintable(mounter->said()));
    QVERIFY(!m_machine->root.shell(mountOf(*named)));
    MUST(m_user->shell(QStringLiteral("udisksctl unmount -b %1").arg(partitionOf(*other))));
}

void CardLab::opensNoHardDiskForTheGroup()
{
    const auto disks = m_machine->root.shell(QStringLiteral(
        "cd /sys/block && ls -d vd* nvme* dm-* loop0; for disk in ata-*_sata ata-*_ide usb-*_usb-0:0; do basename $(readlink -f /dev/disk/by-id/$disk); done"));
    MUST(disks);
    const QStringList names = disks->split(u'\n');
    QVERIFY2(names.size() >= 8, qPrintable(*disks));
    for (const QString &name : names) {
        const QString object = QString(name).replace(u'-', QStringLiteral("_2d")); // as D-Bus spells it
        const auto opened = m_user->shell(QStringLiteral("busctl call org.freedesktop.UDisks2 /org/freedesktop/UDisks2/block_devices/%1 "
                                                         "org.freedesktop.UDisks2.Block OpenDevice 'sa{sv}' rw 0").arg(object));
        QVERIFY2(!opened && opened.error().message.contains(QLatin1String("Not authorized")), qPrintable(name));
    }
}

} // namespace coffer
