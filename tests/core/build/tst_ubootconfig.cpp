// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/ubootconfig.h"

#include <QTest>

using namespace coffer;

class UBootConfigTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void environmentWhereTheBoardHasItIsRight();
    void environmentElsewhereIsRefusedWithBothPlaces_data();
    void environmentElsewhereIsRefusedWithBothPlaces();

private:
    static KconfigOptions parse(const QByteArray &config) { return parseKconfig(config, QStringLiteral(".config")).value(); }

    const QByteArray m_config = "#\n# Automatically generated\n#\nCONFIG_ENV_IS_IN_MMC=y\nCONFIG_ENV_OFFSET=0x3f8000\nCONFIG_ENV_SIZE=0x8000\n"
                                "CONFIG_BOOTDELAY=2\nCONFIG_SYS_PROMPT=\"=> \"\n# CONFIG_SYS_REDUNDAND_ENVIRONMENT is not set\n";
};

void UBootConfigTest::environmentWhereTheBoardHasItIsRight()
{
    Board board;
    board.environmentOffset = 0x3F8000;
    board.environmentSize = 0x8000;
    QVERIFY(checkEnvironmentPlace(parse(m_config), board));
}

void UBootConfigTest::environmentElsewhereIsRefusedWithBothPlaces_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("told");
    QTest::newRow("offset") << QByteArray("0x3f8000") << QByteArray("0x3f0000") << "at 0x3F0000, size 0x8000, but board.toml puts it at 0x3F8000, size 0x8000";
    QTest::newRow("size") << QByteArray("SIZE=0x8000") << QByteArray("SIZE=0x4000") << "at 0x3F8000, size 0x4000, but board.toml";
    QTest::newRow("no offset") << QByteArray("CONFIG_ENV_OFFSET=0x3f8000") << QByteArray() << "at nowhere";
    QTest::newRow("not on the card") << QByteArray("CONFIG_ENV_IS_IN_MMC=y") << QByteArray("CONFIG_ENV_IS_NOWHERE=y") << "set CONFIG_ENV_IS_IN_MMC";
    QTest::newRow("two") << QByteArray("# CONFIG_SYS_REDUNDAND_ENVIRONMENT is not set") << QByteArray("CONFIG_SYS_REDUNDAND_ENVIRONMENT=y") << "two environments";
}

void UBootConfigTest::environmentElsewhereIsRefusedWithBothPlaces()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, told);
    Board board;
    board.environmentOffset = 0x3F8000;
    board.environmentSize = 0x8000;
    const Status wrong = checkEnvironmentPlace(parse(QByteArray(m_config).replace(from, to)), board);
    QCOMPARE(wrong.error().code, Errc::InvalidInput);
    QVERIFY2(wrong.error().message.contains(told), qPrintable(wrong.error().message));
}

QTEST_GUILESS_MAIN(UBootConfigTest)
#include "tst_ubootconfig.moc"
