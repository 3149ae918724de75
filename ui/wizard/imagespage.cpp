// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/imagespage.h"

#include "core/base/format.h"
#include "ui/wrappinglist.h"

#include <QFileInfo>
#include <QFontDatabase>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace coffer {
namespace {

constexpr int mostNamed = 4;

QString amountOf(const BuildStage &stage)
{
    if (stage.total <= 0)
        return {};
    if (stage.unit.isEmpty())
        return ImagesPage::tr("%1 of %2").arg(formatBytes(stage.done), formatBytes(stage.total));
    return ImagesPage::tr("%1 of %2 %3", "packages, for example").arg(QLocale().toString(stage.done), QLocale().toString(stage.total), stage.unit);
}

QString namesOf(const QStringList &paths)
{
    QStringList names;
    for (const QString &path : paths.mid(0, mostNamed))
        names += QFileInfo(path).fileName();
    const QString some = names.join(QStringLiteral(", "));
    return paths.size() > mostNamed ? ImagesPage::tr("%1 and %2 more").arg(some).arg(paths.size() - mostNamed) : some;
}

} // namespace

ImagesPage::ImagesPage(const WizardServices &services, BuildRun &build)
    : WizardPage(tr("Images"), tr("One image a card. The build takes minutes and goes on when you leave this page; what has not changed is not built again.")),
      m_services(services), m_build(build), m_whole(new QProgressBar), m_stages(new WrappingList({tr("State"), tr("Stage"), tr("Progress")})),
      m_output(new QPlainTextEdit)
{
    m_whole->setObjectName(QStringLiteral("whole"));
    m_whole->setAccessibleName(tr("How far the build is"));
    m_stages->setObjectName(QStringLiteral("stages"));
    m_stages->setAccessibleName(tr("Stages of the build"));
    m_output->setObjectName(QStringLiteral("output"));
    m_output->setAccessibleName(tr("Output of the build"));
    m_output->setReadOnly(true);
    m_output->setTabChangesFocus(true);
    m_output->setUndoRedoEnabled(false);
    m_output->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_output->setMaximumBlockCount(int(BuildRun::mostLines));
    m_output->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_output->setPlaceholderText(tr("What the build prints appears here."));
    m_output->setPlainText(m_build.lines().join(u'\n'));
    m_output->moveCursor(QTextCursor::End);
    body()->addWidget(m_whole);
    body()->addWidget(m_stages, 1);
    body()->addWidget(m_output, 1);
    m_start = addButton(QStringLiteral("build"), {}, [this] { m_build.start(m_services.build); });
    m_cancel = addButton(QStringLiteral("cancel"), tr("Cance&l the build"), [this] {
        m_build.cancel();
        draw();
    });
    m_again = addButton(QStringLiteral("again"), tr("L&ook again"), [this] { look(); });

    connect(&m_build, &BuildRun::changed, this, &ImagesPage::draw);
    connect(&m_build, &BuildRun::linesAdded, this, [this](const QStringList &lines) { m_output->appendPlainText(lines.join(u'\n')); });
    connect(&m_build, &BuildRun::ended, this, &ImagesPage::noteEnd);
    draw();
}

void ImagesPage::look()
{
    if (m_build.isRunning())
        return draw();
    run<QStringList>(tr("Looking …"), m_services.imagesMissing, [this](const Result<QStringList> &missing) {
        m_areThere = missing && missing->isEmpty();
        if (m_build.isRunning())
            return; // it was started meanwhile, and says more
        if (missing)
            tellMissing(*missing);
        else
            sayError(missing.error());
        draw();
    });
}

void ImagesPage::tellMissing(const QStringList &missing)
{
    if (missing.isEmpty())
        say(Symbol::Verified, Tone::Good, tr("All images are there."));
    else
        say(Symbol::Attention, Tone::Warning, tr("Missing: %1.").arg(namesOf(missing)));
}

void ImagesPage::draw()
{
    const bool isRunning = m_build.isRunning();
    const ProgressEvent &whole = m_build.whole();
    m_start->setText(m_areThere ? tr("B&uild anew what has changed") : m_build.outcome() ? tr("Go on b&uilding") : tr("B&uild"));
    m_start->setEnabled(!isRunning);
    m_cancel->setEnabled(isRunning && !m_build.isCancelling());
    m_again->setEnabled(!isRunning);
    m_whole->setRange(0, isRunning || whole.total > 0 ? int(whole.total) : 1); // 0 to 0: nobody knows yet
    m_whole->setValue(int(whole.done));
    drawStages();
    if (m_build.isCancelling())
        say(Symbol::Stopped, Tone::Warning, tr("Stopping …"));
    else if (isRunning && whole.secondsLeft >= 0)
        say(Symbol::InWork, Tone::Busy, tr("Building; about %1 left.").arg(formatDuration(whole.secondsLeft)));
    else if (isRunning)
        say(Symbol::InWork, Tone::Busy, tr("Building …"));
    Q_EMIT completeChanged();
}

void ImagesPage::drawStages()
{
    const QList<BuildStage> &stages = m_build.stages();
    while (m_stages->topLevelItemCount() > stages.size())
        delete m_stages->takeTopLevelItem(m_stages->topLevelItemCount() - 1);
    for (int i = 0; i < stages.size(); ++i) {
        const BuildStage &stage = stages[i];
        const bool isNew = i >= m_stages->topLevelItemCount();
        QTreeWidgetItem *row = isNew ? new QTreeWidgetItem(m_stages) : m_stages->topLevelItem(i);
        const QString state = stage.isDone ? tr("Done") : m_build.isRunning() ? stage.step : tr("Stopped");
        const bool isOther = row->text(0) != state;
        row->setText(0, state);
        row->setText(1, stage.name);
        row->setText(2, stage.isDone ? QString() : amountOf(stage));
        if (isOther && stage.isDone)
            row->setIcon(0, symbolIcon(Symbol::Verified, Tone::Good));
        else if (isOther)
            row->setIcon(0, symbolIcon(m_build.isRunning() ? Symbol::InWork : Symbol::Stopped, m_build.isRunning() ? Tone::Busy : Tone::Warning));
        if (isNew)
            m_stages->scrollToItem(row);
    }
}

void ImagesPage::noteEnd()
{
    const std::optional<Result<QStringList>> outcome = m_build.outcome();
    if (*outcome)
        return look();
    draw();
    if (outcome->error().code == Errc::Cancelled)
        say(Symbol::Stopped, Tone::Warning, tr("The build was cancelled. What is done is kept; the next one goes on from there."));
    else
        sayError(outcome->error());
}

} // namespace coffer
