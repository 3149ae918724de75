// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/boards/ipv4.h"

#include <QTest>

using namespace coffer;

class Ipv4Test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAndWritesFourNumbers_data();
    void readsAndWritesFourNumbers();
    void readsAnythingElseAsNothing_data();
    void readsAnythingElseAsNothing();
};

void Ipv4Test::readsAndWritesFourNumbers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<quint32>("number");
    QTest::newRow("least") << QStringLiteral("0.0.0.0") << quint32(0);
    QTest::newRow("most") << QStringLiteral("255.255.255.255") << 0xFFFFFFFFU;
    QTest::newRow("head") << QStringLiteral("172.27.142.250") << 0xAC1B8EFAU;
}

void Ipv4Test::readsAndWritesFourNumbers()
{
    QFETCH(QString, text);
    QFETCH(quint32, number);
    QCOMPARE(Ipv4::fromString(text).number(), number);
    QCOMPARE(Ipv4(number).toString(), text);
}

void Ipv4Test::readsAnythingElseAsNothing_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.-4", "01.2.3.4", "1.2.3.4 ", "0x1.2.3.4", "1..3.4", "+1.2.3.4", "::1", "1.2.3.4294967297"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void Ipv4Test::readsAnythingElseAsNothing()
{
    QFETCH(QString, text);
    QCOMPARE(Ipv4::fromString(text), Ipv4());
}

QTEST_GUILESS_MAIN(Ipv4Test)
#include "tst_ipv4.moc"
