// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/tst_cardlab.h"

#include "lab/cardfiles.h"
#include "lab/children.h"
#include "lab/devices.h"
#include "lab/events.h"

#include "core/base/files.h"
#include "core/flash/cardmarker.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace coffer {
namespace {

const QString labSources = QStringLiteral(COFFER_SOURCE_DIR "/tests/lab");
const QString machineFolder = QStringLiteral(LAB_FOLDER "/machine");
const QStringList places{QStringLiteral("--boards"), QStringLiteral("/lab/boards"), QStringLiteral("--output"), QStringLiteral("/tmp/images")};

/// What the machine sees as /lab.
Status fillShare(const QString &share)
{
    const QString sources = QStringLiteral(COFFER_SOURCE_DIR);
    const QString program = QStringLiteral(COFFER_PROGRAM);
    if (Status made = makeDirectory(share); !made)
        return made;
    if (Status copied = runHere(QStringLiteral("cp"), {QStringLiteral("-rL"), program, sources + QStringLiteral("/boards"), sources + QStringLiteral("/packaging/rules"), share}); !copied)
        return copied;
    if (Status made = runHere(sources + QStringLiteral("/tests/support/makestandins"), {program, sources, share + QStringLiteral("/images")}); !made)
        return made;
    return runHere(QStringLiteral("chmod"), {QStringLiteral("-R"), QStringLiteral("a+rX"), share});
}

} // namespace

void CardLab::initTestCase()
{
    QVERIFY(m_work.isValid());
    MUST(runHere(labSources + QStringLiteral("/buildroot"), {machineFolder, QStringLiteral(COFFER_PROGRAM)}));
    const QString share = m_work.filePath(QStringLiteral("share"));
    MUST(fillShare(share));
    for (int i = 0; i < 3; ++i)
        MUST(runHere(QStringLiteral(COFFER_PROGRAM),
                     {QStringLiteral("node-image"), QString::number(i), QStringLiteral("-o"), nodeImage(QStringLiteral("node0%1").arg(i)),
                      QStringLiteral("--output"), share + QStringLiteral("/images")}));
    for (const QString &name : bystanders) {
        const QString path = m_work.filePath(name + QStringLiteral(".disk"));
        MUST(makeDisk(path, 8 << 20));
        m_disks.insert(path, checksumOf(path));
    }
    m_disks.insert(machineFolder + QStringLiteral("/root.squashfs"), checksumOf(machineFolder + QStringLiteral("/root.squashfs")));

    auto machine = Machine::start({machineFolder, m_work.path(), share, readerArguments() + bystanderArguments(m_work.path())});
    MUST(machine);
    m_machine = std::move(*machine);
    m_slots = std::make_unique<Slots>(m_machine->qmp);
    m_user = &m_machine->lab;
    MUST(m_machine->root.shell(QLatin1String(bystanderUse)));
}

void CardLab::init()
{
    QVERIFY(m_machine); // else nothing can be tried
    // As the guide says it to an administrator.
    MUST(m_machine->root.shell(QStringLiteral("cp /lab/rules/49-cofferware.rules /etc/polkit-1/rules.d/ && usermod -aG cofferware lab"
                                              " && systemctl restart polkit")));
}

void CardLab::cleanup()
{
    if (!m_machine)
        return;
    static_cast<void>(m_machine->root.shell(QStringLiteral("pkill -x coffer; while pgrep -x coffer; do sleep 0.1; done; rm -rf /tmp/images /etc/udev/rules.d/90-cofferware.rules; pkill udiskie; udevadm control --reload")));
    MUST(m_slots->clear());
    QVERIFY(QTest::qWaitFor([this] { return noCardIsOffered(); }, 30000));
    for (auto disk = m_disks.cbegin(); disk != m_disks.cend(); ++disk) {
        if (!disk.key().endsWith(QLatin1String(".squashfs"))) // cannot be written to at all; looked at once, at the end
            QVERIFY2(checksumOf(disk.key()) == disk.value(), qPrintable(disk.key()));
    }
}

void CardLab::cleanupTestCase()
{
    m_machine.reset();
    for (auto disk = m_disks.cbegin(); disk != m_disks.cend(); ++disk)
        QVERIFY2(checksumOf(disk.key()) == disk.value(), qPrintable(disk.key()));
}

Result<QList<QJsonObject>> CardLab::watch(const std::function<Status()> &change, const QString &event, int count)
{
    const auto watcher = m_user->start({QStringLiteral("/lab/coffer"), QStringLiteral("cards"), QStringLiteral("--watch"), QStringLiteral("--json")});
    QList<QJsonObject> events;
    if (!watcher->await(told("watching")))
        return fail(Errc::Failed, QStringLiteral("the readers are not watched: ") + watcher->said());
    if (Status changed = change(); !changed)
        return passOn(changed);
    while (events.size() < count) {
        const auto next = watcher->await(QJsonObject{{QStringLiteral("event"), event}});
        if (!next)
            return fail(Errc::Failed, QStringLiteral("\"%1\" is not told: %2").arg(event, watcher->said()));
        events += *next;
    }
    watcher->signal(SIGINT);
    if (!watcher->ends())
        return fail(Errc::Failed, QStringLiteral("the watch does not end"));
    return events;
}

Result<QJsonObject> CardLab::putIn(const QString &slot, const QJsonObject &medium)
{
    const auto events = watch([&] { return m_slots->insert(slot, medium); }, QStringLiteral("inserted"));
    if (!events)
        return passOn(events);
    return events->first();
}

std::shared_ptr<GuestProgram> CardLab::flash(const QString &image, const QStringList &devices)
{
    return m_user->start(QStringList{QStringLiteral("/lab/coffer"), QStringLiteral("flash"), QStringLiteral("--json"), image} + devices);
}

std::shared_ptr<GuestProgram> CardLab::startBatch(const QString &only)
{
    static_cast<void>(m_user->shell(QStringLiteral("cp -r /lab/images /tmp/images")));
    return m_user->start(QStringList{QStringLiteral("/lab/coffer"), QStringLiteral("batch"), QStringLiteral("--json"),
                                     QStringLiteral("--only"), only} + places);
}

QString CardLab::nodeImage(const QString &node) const
{
    return node == QLatin1String("head") ? m_work.filePath(QStringLiteral("share/images/nanopc-t4/nanopc-t4-disk.img"))
                                         : m_work.filePath(QStringLiteral("share/") + node + QStringLiteral(".img"));
}

QString CardLab::nodeDifference(const QString &node, const QString &cardPath) const
{
    return differenceFrom(nodeImage(node), cardPath, {markerOffset, markerSize});
}

bool CardLab::noCardIsOffered()
{
    const auto listed = m_user->run({QStringLiteral("/lab/coffer"), QStringLiteral("cards"), QStringLiteral("--json")});
    return listed->exitCode == 0 && listed->out.filter(QStringLiteral("\"event\":\"card\"")).isEmpty();
}

} // namespace coffer

int main(int argc, char **argv)
{
    qputenv("QTEST_FUNCTION_TIMEOUT", "1800000"); // the machine's system is built in the first of them
    QCoreApplication app(argc, argv);
    coffer::CardLab lab;
    return QTest::qExec(&lab, argc, argv);
}
