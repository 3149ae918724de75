// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/batch/startrule.h"

#include <QTest>

using namespace coffer;

namespace {

Node nodeNamed(const QString &name)
{
    Node node;
    node.name = name;
    return node;
}

CardMarker marker(const QString &cluster, const QString &node, qint64 seconds = 1'800'000'000)
{
    return {cluster, node, QStringLiteral("image-a"), QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC), QStringLiteral("0.1.0")};
}

const QString ours = QStringLiteral("c16");
const QString node07 = QStringLiteral("node07");
const QString node08 = QStringLiteral("node08");

} // namespace

class StartRuleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksAboutWhatCouldBeMissed_data();
    void asksAboutWhatCouldBeMissed();
    void asksAboutABegunCardThatHoldsSomethingElse();
    void saysWhoseCardItIs_data();
    void saysWhoseCardItIs();
};

void StartRuleTest::asksAboutWhatCouldBeMissed_data()
{
    QTest::addColumn<CardContents>("contents");
    QTest::addColumn<QMap<QString, CardMarker>>("written");
    QTest::addColumn<bool>("alwaysAsk");
    QTest::addColumn<QString>("question"); // a part of it
    const auto row = [](const char *name, const CardContents &contents, const QMap<QString, CardMarker> &written, bool alwaysAsk, const char *question) {
        QTest::newRow(name) << contents << written << alwaysAsk << QString::fromLatin1(question);
    };
    const QMap<QString, CardMarker> none;
    const CardMarker earlier = marker(ours, node08, 1'700'000'000);
    row("blank", BlankCard{}, none, false, "");
    row("ours, of that node, of an earlier batch", MarkedCard{marker(ours, node07)}, none, false, "");
    row("ours, of another node, of an earlier batch", MarkedCard{marker(ours, node08)}, none, false, "");
    row("ours, of a node that has another card now", MarkedCard{earlier}, {{node08, marker(ours, node08)}}, false, "");
    row("just written as another node", MarkedCard{marker(ours, node08)}, {{node08, marker(ours, node08)}}, false, "the card of node08, which is done");
    row("just written as that node", MarkedCard{marker(ours, node07)}, {{node07, marker(ours, node07)}}, false, "this batch has written already");
    row("a second card of a node", BlankCard{}, {{node07, marker(ours, node07)}}, false, "has written a card of node07 already");
    row("another coffer's", MarkedCard{marker(QStringLiteral("c99"), node07)}, none, false, "another coffer");
    row("another coffer's of the same making", MarkedCard{marker(QStringLiteral("c99"), node07)}, {{node08, marker(ours, node08)}}, false, "another coffer");
    row("photos", ForeignCard{QStringLiteral("1 partition: FAT PHOTOS")}, none, false, "not blank");
    row("unreadable", UnreadableCard{QStringLiteral("It cannot be read.")}, none, false, "cannot be told");
    row("blank, but always asked", BlankCard{}, none, true, "Every card is asked about");
    row("ours, but always asked", MarkedCard{marker(ours, node07)}, none, true, "Every card is asked about");
}

void StartRuleTest::asksAboutWhatCouldBeMissed()
{
    QFETCH(CardContents, contents);
    using Written = QMap<QString, CardMarker>;
    QFETCH(Written, written);
    QFETCH(bool, alwaysAsk);
    QFETCH(QString, question);
    const QString asked = judgeCard(contents, nodeNamed(node07), QStringLiteral("image-a"), {ours, alwaysAsk, written}).question;
    QVERIFY2(question.isEmpty() ? asked.isEmpty() : asked.contains(question), qPrintable(asked));
}

/// Half-written cards have no partition table; one that has was used since it was begun, or nothing was ever written to it.
void StartRuleTest::asksAboutABegunCardThatHoldsSomethingElse()
{
    const StartRule rule = {ours, false, {}, node08};
    const auto judge = [&](const CardContents &contents) { return judgeCard(contents, nodeNamed(node07), QStringLiteral("image-a"), rule); };
    const CardVerdict halfWritten = judge(ForeignCard{QStringLiteral("data of an unknown kind"), false});
    QVERIFY2(halfWritten.question.isEmpty(), qPrintable(halfWritten.question));
    QVERIFY2(halfWritten.contents.contains(node08), qPrintable(halfWritten.contents));
    const CardVerdict photos = judge(ForeignCard{QStringLiteral("1 partition: FAT PHOTOS")});
    QVERIFY2(photos.question.contains(QStringLiteral("not blank")), qPrintable(photos.question));
    QCOMPARE(photos.contents, QStringLiteral("1 partition: FAT PHOTOS"));
}

void StartRuleTest::saysWhoseCardItIs_data()
{
    QTest::addColumn<CardContents>("contents");
    QTest::addColumn<QString>("start");
    QTest::addColumn<QString>("end");
    QTest::newRow("same image") << CardContents(MarkedCard{marker(ours, node07)}) << "node07 of c16, written on " << "(a card of this cluster, same image)";
    QTest::newRow("other node") << CardContents(MarkedCard{marker(ours, node08)}) << "node08 of c16, written on " << "(a card of this cluster)";
    QTest::newRow("other coffer") << CardContents(MarkedCard{marker(QStringLiteral("c9"), node07)}) << "node07 of c9, written on " << "(a card of another coffer, same image)";
    QTest::newRow("blank") << CardContents(BlankCard{}) << "blank" << "blank";
    QTest::newRow("photos") << CardContents(ForeignCard{QStringLiteral("1 partition: FAT PHOTOS")}) << "1 partition" << "FAT PHOTOS";
}

void StartRuleTest::saysWhoseCardItIs()
{
    QFETCH(CardContents, contents);
    QFETCH(QString, start);
    QFETCH(QString, end);
    const QString said = judgeCard(contents, nodeNamed(node07), QStringLiteral("image-a"), {ours, false, {}}).contents;
    QVERIFY2(said.startsWith(start) && said.endsWith(end), qPrintable(said));
}

Q_DECLARE_METATYPE(coffer::CardContents)
QTEST_GUILESS_MAIN(StartRuleTest)
#include "tst_startrule.moc"
