// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cluster/tst_clusterlab.h"

#include "lab/children.h"

namespace coffer {
namespace {

constexpr int consoleMs = 60000;
const QString refused = QStringLiteral("Permission denied (publickey)");

} // namespace

QString ClusterLab::refusal(const EmulatedBoard &machine, const Login &login) const
{
    Command ssh;
    ssh.program = QStringLiteral("ssh");
    ssh.arguments = m_cluster->sshArguments(machine, QStringLiteral("true"), login);
    Progress silent;
    const Result<QByteArray> said = runProcess(m_cluster->network().inside(ssh), silent);
    return machine.name() + QStringLiteral(": ") + (said ? QStringLiteral("comes in") : said.error().message);
}

void ClusterLab::theClustersMachinesAskNothing()
{
    const QString line = QStringLiteral("for name in %1; do echo \"$name $(ssh -n -o BatchMode=yes -o StrictHostKeyChecking=yes $name hostname 2>&1)\"; done");
    const QList<EmulatedBoard *> machines = m_cluster->machines();
    for (EmulatedBoard *from : {&head(), &node(0)}) {
        QStringList names;
        QStringList answers;
        for (EmulatedBoard *to : machines) {
            if (to == from)
                continue;
            for (const QString &name : {to->name(), to->name() + u'.' + m_plan.network.domain, m_cluster->addressOf(*to)}) {
                names += name;
                answers += name + u' ' + to->name();
            }
        }
        const Result<QString> said = runAsCc(*from, line.arg(names.join(u' ')));
        MUST(said);
        QCOMPARE(said->split(u'\n'), answers);
    }
}

void ClusterLab::noPasswordIsTaken()
{
    const QStringList byPassword{QStringLiteral("PubkeyAuthentication=no"), QStringLiteral("PreferredAuthentications=password,keyboard-interactive")};
    for (EmulatedBoard *machine : m_cluster->machines()) {
        for (const char *user : {"root", "cc"}) {
            const QString why = refusal(*machine, {QLatin1String(user), {}, byPassword});
            QVERIFY2(why.contains(refused), qPrintable(why));
        }
    }
}

void ClusterLab::noOtherKeyIsTaken()
{
    const QString other = m_work.filePath(QStringLiteral("other"));
    MUST(runHere(QStringLiteral("ssh-keygen"), {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"), QString(), QStringLiteral("-f"), other}));
    for (EmulatedBoard *machine : {&head(), &node(0)}) {
        const QString why = refusal(*machine, {QStringLiteral("root"), other});
        QVERIFY2(why.contains(refused), qPrintable(why));
    }
}

void ClusterLab::theConsoleTakesNoPassword()
{
    for (EmulatedBoard *machine : {&head(), &node(0)}) {
        const auto keyboard = machine->console().keyboard();
        MUST(keyboard);
        (*keyboard)->write("root\r");
        MUST(machine->await({"Password:"}, consoleMs));
        (*keyboard)->write("root\r");
        MUST(machine->await({"Login incorrect"}, consoleMs));
    }
}

void ClusterLab::theShareTakesNoOtherSecret()
{
    for (const char *options : {"username=cc,password=cc", "username=cc,password=", "username=root,password=root", "guest"}) {
        const Result<QString> said = m_cluster->run(node(0), QStringLiteral("mount -t cifs //%1/share /mnt -o vers=3.1.1,%2 2>&1; true").arg(head().name(), QLatin1String(options)));
        MUST(said);
        QVERIFY2(said->contains(QStringLiteral("mount error(13)")), qPrintable(*said));
    }
}

} // namespace coffer
