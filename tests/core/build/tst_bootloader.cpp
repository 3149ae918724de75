// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/compiledenvironment.h"

#include <QTest>

using namespace coffer;

class BootLoaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsTheCompiledEnvironment();
    void binaryWithoutOneIsSaidToHaveNone_data();
    void binaryWithoutOneIsSaidToHaveNone();
};

void BootLoaderTest::findsTheCompiledEnvironment()
{
    const QByteArray code(300, '\xd5');
    const QByteArray strings("not an entry\0arch=arm\0bootcmd=run a; run b\0empty=\0\0bootdelay is no entry\0", 73);

    const auto variables = compiledEnvironment(code + QByteArray(1, '\0') + strings + code);

    QCOMPARE(variables.value(), (Environment{{QStringLiteral("arch"), QStringLiteral("arm")},
                                             {QStringLiteral("bootcmd"), QStringLiteral("run a; run b")},
                                             {QStringLiteral("empty"), QString()}}));
}

void BootLoaderTest::binaryWithoutOneIsSaidToHaveNone_data()
{
    QTest::addColumn<QByteArray>("binary");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("zeros") << QByteArray(1000, '\0');
    QTest::newRow("name inside a word") << QByteArray("xbootcmd=run\0\0", 14);
    QTest::newRow("cut off") << QByteArray("\0bootcmd=run", 12);
}

void BootLoaderTest::binaryWithoutOneIsSaidToHaveNone()
{
    QFETCH(QByteArray, binary);
    QCOMPARE(compiledEnvironment(binary).error().code, Errc::NotFound);
}

QTEST_GUILESS_MAIN(BootLoaderTest)
#include "tst_bootloader.moc"
