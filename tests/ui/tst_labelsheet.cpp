// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labels/labeldialog.h"
#include "ui/labels/qrcode.h"

#include <QCheckBox>
#include <QImage>
#include <QLocale>
#include <QPageLayout>
#include <QPainter>
#include <QProcess>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

QList<Label> makeLabels(int count)
{
    QList<Label> labels;
    for (int i = 0; i < count; ++i)
        labels += {QStringLiteral("c16"), QStringLiteral("node%1").arg(i, 2, 10, QLatin1Char('0')), QStringLiteral("172.27.142.%1").arg(100 + i),
                   QStringLiteral("42:14:b8:a3:a0:%1").arg(i, 2, 16, QLatin1Char('0')), QString(64, u'a'), QDateTime(QDate(2026, 6, 3), QTime(12, 0), Qt::UTC)};
    return labels;
}

/// What `program` prints for this file.
QString outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    return process.waitForFinished(60000) ? QString::fromUtf8(process.readAllStandardOutput()) : QString();
}

} // namespace

class LabelSheetTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysAllInItsCode();
    void makesCodesThatCanBeRead_data();
    void makesCodesThatCanBeRead();
    void refusesWhatNoCodeHolds();
    void printsAllLabelsAsText_data();
    void printsAllLabelsAsText();
    void leavesOutWhatIsNotWritten();
};

void LabelSheetTest::saysAllInItsCode()
{
    QCOMPARE(qrTextOf(makeLabels(8)[7]),
             QStringLiteral("cofferware:c16/node07?ip=172.27.142.107&mac=42:14:b8:a3:a0:07&image=aaaaaaaaaaaa&written=2026-06-03T12:00:00Z"));
    QCOMPARE(qrTextOf({QStringLiteral("a b"), QStringLiteral("head"), {}, {}, {}, {}}), QStringLiteral("cofferware:a%20b/head?"));
}

void LabelSheetTest::makesCodesThatCanBeRead_data()
{
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QString>("nameEnd");
    const QLocale metric(QLocale::German, QLocale::Germany);
    QTest::newRow("A4") << metric << QString();
    QTest::newRow("Letter") << QLocale(QLocale::English, QLocale::UnitedStates) << QString();
    QTest::newRow("the longest names") << metric << QString(57, u'x'); // a host name has at most 63 characters, RFC 1123
}

/// Another program reads every code of a page as it would be printed: they are on the paper, and no text runs into them.
void LabelSheetTest::makesCodesThatCanBeRead()
{
    QFETCH(QLocale, locale);
    QFETCH(QString, nameEnd);
    QLocale::setDefault(locale);
    const auto restore = qScopeGuard([] { QLocale::setDefault(QLocale::system()); });
    const QTemporaryDir folder;
    QList<Label> labels = makeLabels(17);
    for (Label &label : labels)
        label.name += nameEnd;
    const int dots = 300; // an inch
    QImage page(labelPage().fullRectPixels(dots).size(), QImage::Format_RGB32);
    page.fill(Qt::white);
    QPainter painter(&page);
    drawPage(painter, labels, 0, dots / 25.4);
    painter.end();
    const QString path = folder.filePath(QStringLiteral("page.png"));
    QVERIFY(page.save(path));
    const QStringList read = outputOf(QStringLiteral("zbarimg"), {QStringLiteral("-q"), QStringLiteral("--raw"), path}).trimmed().split(u'\n');
    for (const Label &label : labels)
        QVERIFY2(read.contains(qrTextOf(label)), qPrintable(label.name));
    QCOMPARE(read.size(), 17);
}

void LabelSheetTest::refusesWhatNoCodeHolds()
{
    QVERIFY(!encodeQr({}));
    QVERIFY(!encodeQr(QString(5000, u'x')));
}

void LabelSheetTest::printsAllLabelsAsText_data()
{
    QTest::addColumn<int>("count");
    for (const int count : {0, 1, 17, 40})
        QTest::addRow("%d", count) << count;
}

void LabelSheetTest::printsAllLabelsAsText()
{
    QFETCH(int, count);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("labels.pdf"));
    QVERIFY(writeLabels(path, makeLabels(count)));
    const QString text = outputOf(QStringLiteral("pdftotext"), {path, QStringLiteral("-")});
    for (const Label &label : makeLabels(count))
        QVERIFY2(text.contains(label.name) && text.contains(label.address) && text.contains(label.mac), qPrintable(label.name));
    QCOMPARE(text.count(u'\f'), pageCount(count));
}

void LabelSheetTest::leavesOutWhatIsNotWritten()
{
    QList<Label> labels = makeLabels(3);
    labels[1].written = {};
    LabelDialog dialog(labels);
    QCOMPARE(dialog.chosen().size(), 3);
    dialog.findChild<QCheckBox *>(QStringLiteral("written"))->setChecked(true);
    QCOMPARE(dialog.chosen().size(), 2);
}

QTEST_MAIN(LabelSheetTest)
#include "tst_labelsheet.moc"
