// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logview.h"

#include "core/base/files.h"
#include "core/base/job.h"
#include "core/log/keylines.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace coffer {

LogView::LogView(GiveReport giveReport, GiveSecrets giveSecrets, QWidget *parent)
    : QWidget(parent), m_giveReport(std::move(giveReport)), m_giveSecrets(std::move(giveSecrets)), m_table(new QTableView), m_text(new QLineEdit),
      m_level(new QComboBox), m_node(makeNames(QStringLiteral("node"), tr("All nodes"))), m_reader(makeNames(QStringLiteral("reader"), tr("All readers"))),
      m_stage(makeNames(QStringLiteral("stage"), tr("All stages"))), m_follow(new QCheckBox(tr("&Follow")))
{
    m_filtered.setSourceModel(&m_model);
    build();
    filter();
    connect(m_text, &QLineEdit::textChanged, this, &LogView::filter);
    connect(m_level, &QComboBox::currentIndexChanged, this, &LogView::filter);
    connect(&m_filtered, &QAbstractItemModel::rowsInserted, this, &LogView::followIfAtEnd);
    connect(m_follow, &QCheckBox::toggled, this, &LogView::followIfAtEnd);
    // Who scrolls up wants to read; who goes to the end wants to follow.
    connect(m_table->verticalScrollBar(), &QScrollBar::actionTriggered, this, [this] {
        const QScrollBar *bar = m_table->verticalScrollBar();
        m_follow->setChecked(bar->sliderPosition() >= bar->maximum());
    });
}

QComboBox *LogView::makeNames(const QString &objectName, const QString &all)
{
    auto *names = new QComboBox;
    names->setObjectName(objectName);
    names->setAccessibleName(all);
    names->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    names->addItem(all, QString());
    connect(names, &QComboBox::currentIndexChanged, this, &LogView::filter);
    return names;
}

void LogView::build()
{
    m_text->setObjectName(QStringLiteral("text"));
    m_text->setPlaceholderText(tr("Search"));
    m_text->setAccessibleName(tr("Search in the log"));
    m_text->setClearButtonEnabled(true);
    setFocusProxy(m_text);
    m_level->setObjectName(QStringLiteral("level"));
    for (const LogLevel level : allLogLevels)
        m_level->addItem(wordFor(level), int(level));
    m_level->setCurrentIndex(int(LogLevel::Info));
    m_follow->setObjectName(QStringLiteral("follow"));
    m_follow->setChecked(true);
    auto *level = new QLabel(tr("Least &level:")); // screen readers do not hear of a combo box's own name
    level->setBuddy(m_level);
    auto *save = new QPushButton(tr("&Export…"));
    save->setObjectName(QStringLiteral("export"));
    connect(save, &QPushButton::clicked, this, &LogView::askToExport);

    m_table->setObjectName(QStringLiteral("log"));
    m_table->setAccessibleName(tr("Log"));
    m_table->setModel(&m_filtered);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setWordWrap(false);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 4);
    m_table->horizontalHeader()->setStretchLastSection(true);
    auto *copying = new QAction(tr("&Copy"), m_table);
    copying->setShortcut(QKeySequence::Copy);
    copying->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(copying);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copying, &QAction::triggered, this, &LogView::copy);

    auto *above = new QHBoxLayout;
    above->addWidget(m_text, 1);
    for (QWidget *widget : std::initializer_list<QWidget *>{level, m_level, m_node, m_reader, m_stage, m_follow, save})
        above->addWidget(widget);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(above);
    layout->addWidget(m_table, 1);
}

void LogView::offer(QComboBox *names, const QString &name)
{
    if (!name.isEmpty() && names->findData(name) < 0)
        names->addItem(name, name);
}

void LogView::add(const LogRecord &record)
{
    offer(m_node, record.node);
    offer(m_reader, record.reader);
    offer(m_stage, record.stage);
    m_model.add(record);
}

void LogView::filter()
{
    m_filtered.setFilter({LogLevel(m_level->currentData().toInt()), m_text->text(), m_node->currentData().toString(), m_reader->currentData().toString(),
                          m_stage->currentData().toString()});
    followIfAtEnd();
}

void LogView::followIfAtEnd()
{
    if (m_follow->isChecked())
        m_table->scrollToBottom();
}

void LogView::copy()
{
    std::set<int> wanted; // in the log's order, not in that of the clicks
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        wanted.insert(m_filtered.mapToSource(index).row());
    if (wanted.empty())
        return; // what was copied elsewhere stays
    const Redactor redactor(m_giveSecrets());
    KeyLines keys; // looks at all rows: a key's first line need not be selected
    QStringList lines;
    for (int row = 0; row <= *wanted.rbegin(); ++row) {
        LogRecord record = m_model.record(row);
        if (keys.isPart(record))
            record.text = QStringLiteral("(private key)");
        if (wanted.contains(row))
            lines += redactor(lineOf(record));
    }
    QApplication::clipboard()->setText(lines.join(u'\n'));
}

void LogView::askToExport()
{
    const std::pair<QString, ReportFormat> kinds[] = {{tr("Report (*.html)"), ReportFormat::Html}, {tr("Text (*.txt)"), ReportFormat::Text},
                                                      {tr("JSON lines (*.jsonl)"), ReportFormat::JsonLines}};
    QStringList filters;
    for (const auto &[words, format] : kinds)
        filters += words;
    QString chosen = filters.first();
    const QString name = QStringLiteral("cofferware-%1.html").arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd-HHmm")));
    QWidget *from = QApplication::activeWindow(); // the wizard's, maybe: who has chosen is there again
    const QString path = QFileDialog::getSaveFileName(from ? from : this, tr("Export the session"), QDir::home().filePath(name), filters.join(QStringLiteral(";;")), &chosen);
    if (path.isEmpty())
        return;
    // What the name says counts more than the list of kinds, which stands where it stood.
    const std::pair<const char *, ReportFormat> suffixes[] = {{".html", ReportFormat::Html}, {".txt", ReportFormat::Text}, {".jsonl", ReportFormat::JsonLines}};
    const auto named = std::ranges::find_if(suffixes, [&](const auto &known) { return path.endsWith(QLatin1String(known.first), Qt::CaseInsensitive); });
    if (named != std::end(suffixes))
        return startExport(path, named->second);
    const auto kind = std::ranges::find(kinds, chosen, &std::pair<QString, ReportFormat>::first);
    startExport(path, kind != std::end(kinds) ? kind->second : ReportFormat::Html);
}

void LogView::startExport(const QString &path, ReportFormat format)
{
    const auto work = [path, format, report = m_giveReport(), giveSecrets = m_giveSecrets](Progress &) -> Status {
        return writeFile(path, exportReport(report, format, giveSecrets()), true);
    };
    const auto done = [this](const Status &written) {
        if (!written)
            QMessageBox::warning(QApplication::activeWindow(), tr("Not exported"), written.error().message);
        Q_EMIT exported(written.has_value());
    };
    runJob<void>(this, {}, work, [](const ProgressEvent &) {}, done);
}

} // namespace coffer
