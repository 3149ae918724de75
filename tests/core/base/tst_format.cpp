// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/format.h"

#include <QTest>

using namespace coffer;

class FormatTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bytesInBinaryUnits();
    void durationsAsAClockShowsThem();
    void textFromOutsideCannotSteerATerminal();
};

void FormatTest::bytesInBinaryUnits()
{
    QCOMPARE(formatBytes(0), QStringLiteral("0 bytes"));
    QCOMPARE(formatBytes(32 << 20), QStringLiteral("32.0 MiB"));
    QCOMPARE(formatRate(1536), QStringLiteral("1.5 KiB/s"));
    QCOMPARE(formatRate(0), QString());
}

void FormatTest::durationsAsAClockShowsThem()
{
    QCOMPARE(formatDuration(4.4), QStringLiteral("0:04"));
    QCOMPARE(formatDuration(245), QStringLiteral("4:05"));
    QCOMPARE(formatDuration(3723), QStringLiteral("1:02:03"));
    QCOMPARE(formatDuration(-1), QStringLiteral("–"));
}

void FormatTest::textFromOutsideCannotSteerATerminal()
{
    QCOMPARE(printable(QStringLiteral("\x1b[2J\nUrlaub \u202e2019 ü")), QStringLiteral("?[2J?Urlaub ?2019 ü"));
}

QTEST_GUILESS_MAIN(FormatTest)
#include "tst_format.moc"
