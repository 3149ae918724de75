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

#include <algorithm>

namespace coffer {
namespace {

const QString labSources = QStringLiteral(COFFER_SOURCE_DIR "/tests/lab");
const QString machineFolder = QStringLiteral(LAB_FOLDER "/machine");
const QString program = QStringLiteral("/lab/coffer");
const QStringList places{QStringLiteral("--boards"), QStringLiteral("/lab/boards"), QStringLiteral("--output"), QStringLiteral("/tmp/images")};

/// What the machine sees as /lab.
Status fillShare(const QString &share)
{
    const QString sources = QStringLiteral(COFFER_SOURCE_DIR);
    const QString coffer = QStringLiteral(COFFER_PROGRAM);
    if (Status made = makeDirectory(share); !made)
        return made;
    if (Status copied = runHere(QStringLiteral("cp"), {QStringLiteral("-rL"), coffer, sources + QStringLiteral("/boards"),
                                                             sources + QStringLiteral("/packaging/rules"), share}); !copied)
        return copied;
    if (Status made = runHere(sources + QStringLiteral("/tests/support/makestandins"), {coffer, sources, share + QStringLiteral("/images")}); !made)
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
    MUST(m_machine->root.shell(QStringLiteral("usermod -aG cofferware lab")));
    MUST(installPolkitRule());
}

void CardLab::init()
{
    QVERIFY(m_machine); // else nothing can be tried
}

void CardLab::cleanup()
{
    if (!m_machine)
        return;
    static_cast<void>(m_machine->root.shell(QStringLiteral("pkill -x coffer; pkill -x udiskie; while pgrep -x coffer; do sleep 0.1; done; rm -rf /tmp/images")));
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

Result<QList<QJsonObject>> CardLab::watch(const std::function<Status()> &change, const char *event, int count)
{
    const auto watcher = m_user->start({program, QStringLiteral("cards"), QStringLiteral("--watch"), QStringLiteral("--json")});
    if (!watcher->await(told("watching")))
        return fail(Errc::Failed, QStringLiteral("the readers are not watched: ") + watcher->said());
    if (Status changed = change(); !changed)
        return passOn(changed);
    const qint64 before = m_lastSeq; // media up to it were there already
    QList<QJsonObject> events;
    while (events.size() < count) {
        const auto next = watcher->await(told(event));
        if (!next)
            return fail(Errc::Failed, QStringLiteral("\"%1\" is not told: %2").arg(QLatin1String(event), watcher->said()));
        const qint64 seq = next->value(QStringLiteral("diskSeq")).toInteger();
        if (next->value(QStringLiteral("event")) == QLatin1String("inserted") && seq <= before)
            continue;
        m_lastSeq = std::max(m_lastSeq, seq);
        events += *next;
    }
    watcher->signal(SIGINT);
    if (!watcher->ends())
        return fail(Errc::Failed, QStringLiteral("the watch does not end"));
    return events;
}

Result<QJsonObject> CardLab::putIn(const QString &slot, const QJsonObject &medium)
{
    const auto events = watch([&] { return m_slots->insert(slot, medium); }, "inserted");
    if (!events)
        return passOn(events);
    return events->first();
}

std::shared_ptr<GuestProgram> CardLab::flash(const QString &image, const QStringList &devices)
{
    return m_user->start(QStringList{program, QStringLiteral("flash"), QStringLiteral("--json"), image} + devices);
}

std::shared_ptr<GuestProgram> CardLab::startBatch(const QString &only)
{
    static_cast<void>(m_user->shell(QStringLiteral("cp -r /lab/images /tmp/images")));
    return m_user->start(QStringList{program, QStringLiteral("batch"), QStringLiteral("--json"),
                                     QStringLiteral("--only"), only} + places);
}

QString CardLab::nodeImage(const QString &node) const
{
    return node == QLatin1String("head") ? m_work.filePath(QStringLiteral("share/images/nanopc-t4/nanopc-t4-disk.img"))
                                         : m_work.filePath(QStringLiteral("share/%1.img").arg(node));
}

QString CardLab::nodeDifference(const QString &node, const QString &cardPath) const
{
    return differenceFrom(nodeImage(node), cardPath, {markerOffset, markerSize});
}

Status CardLab::installPolkitRule()
{
    const auto installed = m_machine->root.shell(QStringLiteral("cp /lab/rules/49-cofferware.rules /etc/polkit-1/rules.d/"));
    return installed ? ok() : Status(passOn(installed));
}

bool CardLab::noCardIsOffered()
{
    const auto listed = m_user->run({program, QStringLiteral("cards"), QStringLiteral("--json")});
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
