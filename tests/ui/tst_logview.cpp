// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logview.h"

#include "core/base/files.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLineEdit>
#include <QMessageBox>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace coffer;

class LogViewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void showsWhatComesIn();
    void filtersByLevelTextAndNode();
    void offersEachNodeOnce();
    void copiesWithoutSecrets();
    void followsUntilTheOperatorScrollsUp();
    void copiesInOrderWithoutKeys();
    void exportsForThisUserAloneWhileTheWindowGoesOn();
    void tellsWhyItHasNotExported();
    void takesABurst();

private:
    void add(const char *text, LogLevel level = LogLevel::Info, const char *node = "");
    int rows() const { return table()->model()->rowCount(); }
    QTableView *table() const { return m_view->findChild<QTableView *>(); }
    template <typename Widget>
    Widget *find(const char *name) const { return m_view->findChild<Widget *>(QLatin1String(name)); }

    std::unique_ptr<LogView> m_view;
};

void LogViewTest::init()
{
    const auto report = [] {
        SessionReport made;
        made.cluster = QStringLiteral("c16 of /home/tina");
        return made;
    };
    m_view = std::make_unique<LogView>(report, [] { return Secrets{{QStringLiteral("/home/tina")}, {}, {}}; });
    m_view->resize(800, 300);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void LogViewTest::add(const char *text, LogLevel level, const char *node)
{
    LogRecord record;
    record.level = level;
    record.node = QLatin1String(node);
    record.text = QLatin1String(text);
    m_view->add(record);
}

void LogViewTest::showsWhatComesIn()
{
    add("first");
    add("second");
    QTRY_COMPARE(rows(), 2);
    QCOMPARE(table()->model()->index(1, LogModel::Text).data().toString(), QStringLiteral("second"));
}

void LogViewTest::filtersByLevelTextAndNode()
{
    add("fine detail", LogLevel::Debug);
    add("a card is in", LogLevel::Info, "head");
    add("a card failed", LogLevel::Error, "node00");
    QTRY_COMPARE(rows(), 2);
    find<QComboBox>("level")->setCurrentIndex(int(LogLevel::Error));
    QCOMPARE(rows(), 1);
    find<QComboBox>("level")->setCurrentIndex(int(LogLevel::Debug));
    QCOMPARE(rows(), 3);
    find<QLineEdit>("text")->setText(QStringLiteral("CARD"));
    QCOMPARE(rows(), 2);
    QComboBox *nodes = find<QComboBox>("node");
    nodes->setCurrentIndex(nodes->findText(QStringLiteral("head")));
    QCOMPARE(rows(), 1);
}

void LogViewTest::offersEachNodeOnce()
{
    for (int i = 0; i < 3; ++i)
        add("x", LogLevel::Info, "head");
    add("y", LogLevel::Info, "node00");
    QCOMPARE(find<QComboBox>("node")->count(), 3);
}

void LogViewTest::copiesWithoutSecrets()
{
    add("in /home/tina/x");
    QTRY_COMPARE(rows(), 1);
    table()->selectRow(0);
    table()->setFocus();
    QTest::keySequence(table(), QKeySequence::Copy);
    QVERIFY2(QApplication::clipboard()->text().endsWith(QLatin1String("in ~/x")), qPrintable(QApplication::clipboard()->text()));
}

void LogViewTest::followsUntilTheOperatorScrollsUp()
{
    for (int i = 0; i < 100; ++i)
        add("line");
    QTRY_COMPARE(rows(), 100);
    QScrollBar *bar = table()->verticalScrollBar();
    QTRY_COMPARE(bar->value(), bar->maximum());
    bar->triggerAction(QAbstractSlider::SliderPageStepSub);
    QVERIFY(!find<QCheckBox>("follow")->isChecked());
    const int stays = bar->value();
    add("one more");
    QTRY_COMPARE(rows(), 101);
    QCOMPARE(bar->value(), stays);
    find<QCheckBox>("follow")->setChecked(true);
    QTRY_COMPARE(bar->value(), bar->maximum());
}

/// Clicked last first; the line before the key's bytes is not among them.
void LogViewTest::copiesInOrderWithoutKeys()
{
    for (const char *line : {"first", "-----BEGIN OPENSSH PRIVATE KEY-----", "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQ", "-----END OPENSSH PRIVATE KEY-----", "last"})
        add(line);
    QTRY_COMPARE(rows(), 5);
    table()->setSelectionMode(QAbstractItemView::MultiSelection);
    for (const int row : {4, 2, 0})
        table()->selectRow(row);
    table()->setFocus();
    QTest::keySequence(table(), QKeySequence::Copy);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].endsWith(QLatin1String("\tfirst")));
    QVERIFY2(lines[1].endsWith(QLatin1String("\t(private key)")), qPrintable(lines[1]));
    QVERIFY2(lines[2].endsWith(QLatin1String("\tlast")), qPrintable(lines[2]));
}

void LogViewTest::exportsForThisUserAloneWhileTheWindowGoesOn()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("report.html"));
    QSignalSpy exported(m_view.get(), &LogView::exported);
    m_view->startExport(path, ReportFormat::Html);
    QCOMPARE(exported.count(), 0); // it has only begun
    QTRY_COMPARE(exported.count(), 1);
    QVERIFY(exported[0][0].toBool());
    QCOMPARE(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther), QFile::Permissions());
    const Result<QByteArray> bytes = readFile(path);
    QVERIFY(bytes && bytes->contains("c16 of ~") && !bytes->contains("tina"));
}

void LogViewTest::tellsWhyItHasNotExported()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("a-file"));
    QVERIFY(writeFile(file, {}));
    QString told;
    QTimer looking;
    connect(&looking, &QTimer::timeout, this, [&] {
        if (auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget())) {
            told = box->text();
            box->accept();
        }
    });
    looking.start(10);
    QSignalSpy exported(m_view.get(), &LogView::exported);
    m_view->startExport(file + QStringLiteral("/below"), ReportFormat::Text);
    QTRY_COMPARE(exported.count(), 1);
    QVERIFY(!exported[0][0].toBool());
    QVERIFY2(told.contains(QLatin1String("a-file")), qPrintable(told));
}

/// More than it keeps, all at once: the newest stay.
void LogViewTest::takesABurst()
{
    for (int i = 0; i < LogModel::most + 1000; ++i)
        add(QByteArray::number(i).constData());
    QTRY_COMPARE(rows(), LogModel::most);
    QCOMPARE(table()->model()->index(0, LogModel::Text).data().toString(), QStringLiteral("1000"));
}

QTEST_MAIN(LogViewTest)
#include "tst_logview.moc"
