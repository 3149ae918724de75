// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/boards/site.h"

#include "core/base/files.h"

#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

class SiteTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allowsAllWhenItSaysNothing();
    void takesWhatItSays();
    void refusesWhatIsWrong_data();
    void refusesWhatIsWrong();
    void tellsWhenThereIsNone();

private:
    Result<Site> load(const QByteArray &text) const
    {
        return writeFile(m_file, text).and_then([&] { return loadSite(m_file); });
    }

    QTemporaryDir m_folder;
    QString m_file = m_folder.filePath(QStringLiteral("site.toml"));
};

void SiteTest::allowsAllWhenItSaysNothing()
{
    const Result<Site> site = load("# nothing\n");
    QVERIFY(site);
    QVERIFY(site->allowedReaders.isEmpty() && !site->confirmAlways);
    QCOMPARE(site->largestCard, qint64(256) << 30);
}

void SiteTest::takesWhatItSays()
{
    const Result<Site> site = load("allowed_readers = [\"pci-0000:00:14.0-usb-0:2\"]\nconfirm = \"always\"\nlargest_card_gib = 64\n");
    QVERIFY2(site, site ? "" : qPrintable(site.error().message));
    QCOMPARE(site->allowedReaders, QStringList(QStringLiteral("pci-0000:00:14.0-usb-0:2")));
    QVERIFY(site->confirmAlways);
    QCOMPARE(site->largestCard, qint64(64) << 30);
}

void SiteTest::refusesWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("line");
    QTest::newRow("a key that is none") << QByteArray("\nallowed-readers = []\n") << ":2: ";
    QTest::newRow("no reader at all") << QByteArray("allowed_readers = []\n") << ":1: ";
    QTest::newRow("no place") << QByteArray("allowed_readers = [\"the left one\"]\n") << ":1: ";
    QTest::newRow("a word that is none") << QByteArray("confirm = \"never\"\n") << ":1: ";
    QTest::newRow("no size") << QByteArray("largest_card_gib = 0\n") << ":1: ";
    QTest::newRow("no TOML") << QByteArray("confirm =\n") << ":1: ";
}

void SiteTest::refusesWhatIsWrong()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, line);
    const Result<Site> site = load(text);
    QVERIFY(!site);
    QCOMPARE(site.error().code, Errc::InvalidInput);
    QVERIFY2(site.error().message.startsWith(m_file + line), qPrintable(site.error().message));
}

void SiteTest::tellsWhenThereIsNone()
{
    QCOMPARE(loadSite(m_folder.filePath(QStringLiteral("absent.toml"))).error().code, Errc::NotFound);
}

QTEST_GUILESS_MAIN(SiteTest)
#include "tst_site.moc"
