// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures.h"
#include "wizardbed.h"

#include "core/batch/plan.h"
#include "core/cards/virtualreader.h"
#include "station/wizardservices.h"
#include "ui/cardsview.h"
#include "ui/readerspanel.h"
#include "ui/station.h"

#include <QTemporaryDir>

namespace coffer {
namespace {

/// The stages of a build as they are told, then a wait for `mayEnd`.
Result<QStringList> build(Machine &machine, Progress &progress)
{
    for (const char *stage : {"packages-of-base", "u-boot-source", "base", "bootloader-nanopc-t4"}) {
        progress.setStage(QLatin1String(stage));
        progress.begin(coffer::tr("make"), 0);
        progress.begin(coffer::tr("done"), 0);
    }
    progress.setStage(QStringLiteral("system-nanopc-t4"));
    progress.begin(coffer::tr("configure"), 0);
    progress.log(QStringLiteral("Setting up chrony (4.6.1-3) ..."));
    progress.log(QStringLiteral("Setting up samba (2:4.22.11+dfsg-0+deb13u1) ..."));
    machine.mayEnd.acquire();
    machine.missing = QStringList();
    return machine.missing;
}

} // namespace

void takeWizard(const Pictures &pictures)
{
    QTemporaryDir work;
    Paths paths;
    paths.boards = boardsFolder;
    paths.keys = work.filePath(QStringLiteral("ssh_keys"));
    paths.output = work.filePath(QStringLiteral("images"));
    paths.cache = work.filePath(QStringLiteral("cache"));
    paths.helpers = QStringLiteral(COFFER_HELPERS_DIR);
    const auto machine = std::make_shared<Machine>();
    machine->missing = QStringList{QStringLiteral("nanopc-t4-disk.img"), QStringLiteral("node00.img"), QStringLiteral("node01.img")};
    WizardServices services = wizardServices(paths, *loadCluster(boardsFolder));
    services.imagesMissing = [machine](Progress &) { return machine->missing; };
    services.build = [machine](Progress &progress) { return build(*machine, progress); };
    services.exportReport = services.showLabels = [] {};

    const Result<Plan> plan = makePlan(*machine->cluster);
    VirtualReader reader(work.filePath(QStringLiteral("cards")), 32 << 20, 4);
    Station station(*plan, {});
    WizardState state;
    FlashWizard wizard(state, services, {new ReadersPanel(reader), new CardsView(station)});
    wizard.resize(1000, 720);
    wizard.show();
    const auto find = [&](const char *name) { return wizard.currentPage()->findChild<QPushButton *>(QLatin1String(name)); };
    const auto turn = [&] {
        waitForPicture([&] { return wizard.button(QWizard::NextButton)->isEnabled(); });
        wizard.next();
    };
    waitForPicture([&] { return wizard.currentPage()->findChild<QTreeWidget *>()->topLevelItemCount() > 0; });
    pictures.take("wizard-lacks", wizard);
    turn();
    waitForPicture([&] { return wizard.button(QWizard::NextButton)->isEnabled(); });
    pictures.take("wizard-cluster", wizard);
    turn();
    waitForPicture([&] { return find("create")->isEnabled(); });
    find("create")->click();
    waitForPicture([&] { return find("install")->isEnabled() && !find("create")->isEnabled(); });
    pictures.take("wizard-keys", wizard);
    turn();
    find("build")->click();
    waitForPicture([&] { return state.build.stages().size() == 5 && state.build.lines().size() == 3; });
    QTest::qWait(300);
    pictures.take("wizard-images", wizard);
    machine->mayEnd.release();
    turn();
    pictures.take("wizard-readers", wizard);
    turn();
    pictures.take("wizard-cards", wizard);
    wizard.setCards(makeDonePlan(16), true);
    turn();
    waitForPicture([&] { return wizard.currentPage()->findChild<QPushButton *>(QStringLiteral("copy2")); });
    pictures.take("wizard-next", wizard);
    turn();
    pictures.take("wizard-report", wizard);
}

} // namespace coffer
