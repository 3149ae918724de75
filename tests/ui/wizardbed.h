// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plans.h"
#include "ui/wizard/flashwizard.h"

#include <QLabel>
#include <QPushButton>
#include <QSemaphore>
#include <QTest>
#include <QTreeWidget>

#include <atomic>

namespace coffer {

const QString boardsFolder = QStringLiteral(COFFER_SOURCE_DIR "/boards");

/// What the fake services answer; the jobs share it.
struct Machine
{
    QList<Requirement> requirements{{QStringLiteral("mke2fs"), QStringLiteral("file systems"), {}, {}}};
    Result<Cluster> cluster = loadCluster(boardsFolder);
    Result<QList<KeyPair>> keys = QList<KeyPair>{pair("cc", true), pair("root", true)};
    std::optional<Error> creating;
    Result<QString> installing = QStringLiteral("Root's key is in /home/.ssh/id_ed25519 now; log in with: ssh root@head");
    Result<QStringList> missing = QStringList();
    std::optional<Error> building;
    std::atomic<int> builds = 0;
    QSemaphore mayEnd; ///< a build waits for it
    int exports = 0;
    int labels = 0;

    static KeyPair pair(const char *name, bool present)
    {
        return {QLatin1String(name), QStringLiteral("/keys/private"), QStringLiteral("/keys/public"), QStringLiteral("ed25519"),
                present ? QStringLiteral("SHA256:abc") : QString(), present};
    }
};

inline Result<QStringList> buildOn(Machine &machine, Progress &progress)
{
    ++machine.builds;
    progress.setStage(QStringLiteral("base"));
    progress.begin(coffer::tr("make"), 10, QStringLiteral("steps"));
    progress.log(QStringLiteral("Unpacking bash\x1b[31m"));
    while (!machine.mayEnd.tryAcquire(1, 10)) {
        if (const Status going = progress.checkCancelled(); !going)
            return passOn(going);
    }
    if (machine.building)
        return tl::unexpected(*machine.building);
    progress.begin(coffer::tr("done"), 0);
    machine.missing = QStringList();
    return QStringList{QStringLiteral("/out/head.img")};
}

inline WizardServices servicesOf(const std::shared_ptr<Machine> &machine)
{
    WizardServices services;
    services.flashed = *loadCluster(boardsFolder);
    services.requirements = [=](Progress &) -> Result<QList<Requirement>> { return machine->requirements; };
    services.cluster = [=](Progress &) { return machine->cluster; };
    services.keys = [=](Progress &) { return machine->keys; };
    services.createKeys = [=](Progress &) -> Result<QStringList> {
        if (machine->creating)
            return tl::unexpected(*machine->creating);
        for (KeyPair &key : *machine->keys)
            key.present = true;
        return QStringList{QStringLiteral("cc")};
    };
    services.installRootKey = [=](Progress &) { return machine->installing; };
    services.imagesMissing = [=](Progress &) { return machine->missing; };
    services.build = [=](Progress &progress) { return buildOn(*machine, progress); };
    services.nextSteps = [](const Cluster &cluster) {
        return QList<NextStep>{{QStringLiteral("Switch %1 on.").arg(cluster.id), {}}, {QStringLiteral("Look."), QStringLiteral("ssh head")}};
    };
    services.exportReport = [=] { ++machine->exports; };
    services.showLabels = [=] { ++machine->labels; };
    return services;
}

/// The wizard over such a machine, new for each test.
class WizardBed : public QObject
{
protected:
    void init()
    {
        m_machine = std::make_shared<Machine>();
        m_state = std::make_unique<WizardState>();
    }

    void cleanup()
    {
        m_wizard.reset();
        m_state.reset();
    }

    void open(int page = 0)
    {
        m_wizard.reset();
        m_state->page = page;
        m_wizard = std::make_unique<FlashWizard>(*m_state, servicesOf(m_machine), FlashWizard::Hosted{new QLabel(QStringLiteral("readers")), new QLabel(QStringLiteral("cards"))});
        m_wizard->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_wizard.get()));
        QCOMPARE(m_wizard->currentId(), page);
    }

    QWizardPage *page() const { return m_wizard->currentPage(); }
    QString verdict() const { return find<QLabel>("verdict")->text(); }
    bool canGoOn() const { return m_wizard->button(QWizard::NextButton)->isEnabled(); }
    void press(const char *name) const { find<QPushButton>(name)->click(); }
    template <typename Widget>
    Widget *find(const char *name) const { return page()->findChild<Widget *>(QLatin1String(name)); }

    /// The words of a list's rows.
    QStringList rows(const char *name) const
    {
        QStringList rows;
        const auto *list = find<QTreeWidget>(name);
        for (int i = 0; i < list->topLevelItemCount(); ++i) {
            QStringList words;
            for (int column = 0; column < list->columnCount(); ++column)
                words += list->topLevelItem(i)->text(column);
            rows += words.join(u'|');
        }
        return rows;
    }

    void picture(const char *name) const
    {
        const QString folder = qEnvironmentVariable("COFFER_PICTURES");
        if (!folder.isEmpty())
            m_wizard->grab().save(folder + u'/' + QLatin1String(name) + QStringLiteral(".png"));
    }

    std::shared_ptr<Machine> m_machine;
    std::unique_ptr<WizardState> m_state;
    std::unique_ptr<FlashWizard> m_wizard;
};

} // namespace coffer
