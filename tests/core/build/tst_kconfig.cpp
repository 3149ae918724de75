// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/kconfig.h"

#include "core/base/files.h"

#include <QTest>

using namespace coffer;

/// What is asked of a kernel's configuration, against what became of it.
class KconfigTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsOptions();
    void refusesWhatIsNoOption_data();
    void refusesWhatIsNoOption();
    void takesAConfigurationThatHasAll();
    void namesEachOptionThatWasDropped();
    void theProgramsOwnFragmentIsRead();

private:
    static KconfigOptions options(const QByteArray &text) { return parseKconfig(text, QStringLiteral("config")).value(); }
};

void KconfigTest::readsOptions()
{
    const KconfigOptions read = options("# words\n\nCONFIG_NFSD=m\nCONFIG_LOCALVERSION=\"-a b\"\n# CONFIG_DRM is not set\nCONFIG_NR_CPUS=16\n");

    QCOMPARE(read, (KconfigOptions{{"CONFIG_NFSD", "m"}, {"CONFIG_LOCALVERSION", "\"-a b\""}, {"CONFIG_DRM", "n"}, {"CONFIG_NR_CPUS", "16"}}));
}

void KconfigTest::refusesWhatIsNoOption_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("a word") << QByteArray("NFSD");
    QTest::newRow("without prefix") << QByteArray("NFSD=m");
    QTest::newRow("space before =") << QByteArray("CONFIG_NFSD =m");
    QTest::newRow("no value") << QByteArray("CONFIG_NFSD=");
    QTest::newRow("indented") << QByteArray(" CONFIG_NFSD=m");
    QTest::newRow("misspelt absence") << QByteArray("# CONFIG_NFSD is not  set");
    QTest::newRow("option as a comment") << QByteArray("#CONFIG_NFSD=m");
}

void KconfigTest::refusesWhatIsNoOption()
{
    QFETCH(QByteArray, line);

    const auto read = parseKconfig("CONFIG_A=y\n" + line + "\nCONFIG_B=y\n", QStringLiteral("kernel/config"));

    QVERIFY(!read);
    QCOMPARE(read.error().code, Errc::InvalidInput);
    QVERIFY2(read.error().message.startsWith(QStringLiteral("kernel/config:2: ")), qPrintable(read.error().message));
}

void KconfigTest::takesAConfigurationThatHasAll()
{
    const KconfigOptions wanted = options("CONFIG_NFSD=m\n# CONFIG_DRM is not set\n# CONFIG_GONE is not set\n");

    QVERIFY(checkKconfig(wanted, options("CONFIG_64BIT=y\nCONFIG_NFSD=m\n# CONFIG_DRM is not set\n")));
}

void KconfigTest::namesEachOptionThatWasDropped()
{
    const KconfigOptions wanted = options("CONFIG_NFSD=m\nCONFIG_CIFS=m\n# CONFIG_DRM is not set\nCONFIG_EXT4_FS=y\n");

    const Status checked = checkKconfig(wanted, options("CONFIG_CIFS=y\nCONFIG_DRM=m\nCONFIG_EXT4_FS=y\n"));

    QVERIFY(!checked);
    QCOMPARE(checked.error().code, Errc::InvalidInput);
    for (const char *part : {"CONFIG_NFSD=m (n)", "CONFIG_CIFS=m (y)", "CONFIG_DRM=n (m)"})
        QVERIFY2(checked.error().message.contains(QLatin1String(part)), part);
    QVERIFY(!checked.error().message.contains(QStringLiteral("EXT4")));
}

void KconfigTest::theProgramsOwnFragmentIsRead()
{
    const QByteArray text = readFile(QStringLiteral(COFFER_SOURCE_DIR "/boards/kernel/config")).value();

    const auto read = parseKconfig(text, QStringLiteral("kernel/config"));

    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(read->value("CONFIG_NFSD"), "m");
    QCOMPARE(read->value("CONFIG_CIFS"), "m");
    QCOMPARE(read->value("CONFIG_SENSORS_INA2XX"), "m");
    QCOMPARE(read->value("CONFIG_INA2XX_ADC"), "n"); // it claims the same sensor
    QCOMPARE(read->size(), text.count("CONFIG_")); // none twice
}

QTEST_GUILESS_MAIN(KconfigTest)
#include "tst_kconfig.moc"
