// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools.h"

#include "core/image/bootblob.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

using namespace coffer;

class BootBlobTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void knowsIdbloadersOfMkimage_data();
    void knowsIdbloadersOfMkimage();
    void knowsFitsOfMkimage_data();
    void knowsFitsOfMkimage();
    void takesNoneForTheOther();
    void refusesDamagedHeaders_data();
    void refusesDamagedHeaders();
    void survivesAnyDamage();
    void survivesAnyCut();

private:
    QTemporaryDir m_folder;
    QByteArray m_idbloader;
    QByteArray m_fit;
};

void BootBlobTest::initTestCase()
{
    const QString idbloader = makeIdbloader(m_folder.path());
    const QString fit = makeFit(m_folder.path());
    m_idbloader = readFile(idbloader).value_or(QByteArray());
    m_fit = readFile(fit).value_or(QByteArray());
    QVERIFY2(!m_idbloader.isEmpty(), qPrintable(idbloader));
    QVERIFY2(!m_fit.isEmpty(), qPrintable(fit));
}

void BootBlobTest::knowsIdbloadersOfMkimage_data()
{
    QTest::addColumn<int>("tpl");
    QTest::addColumn<int>("spl");
    QTest::newRow("small") << 1000 << 1000;
    QTest::newRow("as large as ours") << 51200 << 114688;
    QTest::newRow("largest TPL") << 0x30000 - 0x2000 - 4 << 200000;
    QTest::newRow("TPL only") << 50000 << 0;
}

void BootBlobTest::knowsIdbloadersOfMkimage()
{
    QFETCH(int, tpl);
    QFETCH(int, spl);
    const QTemporaryDir folder;
    const auto data = readFile(makeIdbloader(folder.path(), tpl, spl));
    QVERIFY(data);

    const auto header = readBlobHeader(BlobKind::Rksd, *data);

    QVERIFY(header);
    QCOMPARE(header->detail, QStringLiteral("RK33"));
    QVERIFY(header->size <= data->size());
    if (spl > 0)
        QCOMPARE(header->size, data->size());
    else
        QVERIFY(header->size >= 2048 + tpl);
    // The first sector alone tells the same, but for the chip.
    QCOMPARE(readBlobHeader(BlobKind::Rksd, data->first(512))->size, header->size);
}

void BootBlobTest::knowsFitsOfMkimage_data()
{
    QTest::addColumn<bool>("external");
    QTest::newRow("data behind the tree") << true;
    QTest::newRow("data in the tree") << false;
}

void BootBlobTest::knowsFitsOfMkimage()
{
    QFETCH(bool, external);
    const QTemporaryDir folder;
    const auto data = readFile(makeFit(folder.path(), external));
    QVERIFY(data);

    const auto header = readBlobHeader(BlobKind::Fit, *data);

    QVERIFY(header);
    QCOMPARE(header->detail, QStringLiteral("Test of a boot loader"));
    QVERIFY2(header->size <= data->size() && header->size > data->size() - 512, qPrintable(QString::number(header->size)));
    if (external) // the tree alone tells the same
        QCOMPARE(readBlobHeader(BlobKind::Fit, data->first(qFromBigEndian<quint32>(data->constData() + 4)))->size, header->size);
}

void BootBlobTest::takesNoneForTheOther()
{
    QVERIFY(!readBlobHeader(BlobKind::Rksd, m_fit));
    QVERIFY(!readBlobHeader(BlobKind::Fit, m_idbloader));
    QVERIFY(!readBlobHeader(BlobKind::Raw, m_fit));
    for (const BlobKind kind : {BlobKind::Rksd, BlobKind::Fit}) {
        QVERIFY(!readBlobHeader(kind, QByteArray()));
        QVERIFY(!readBlobHeader(kind, QByteArray(100000, '\0')));
        QVERIFY(!readBlobHeader(kind, QByteArray(100000, '\xff')));
    }
}

void BootBlobTest::refusesDamagedHeaders_data()
{
    QTest::addColumn<int>("at");
    QTest::addColumn<quint32>("word");
    QTest::newRow("no magic") << 0 << 0xD00DFEEEU;
    QTest::newRow("total of 0") << 4 << 0U;
    QTest::newRow("total below the header") << 4 << 39U;
    QTest::newRow("total behind the data") << 4 << 0xFFFFFFFFU;
    QTest::newRow("structure in the header") << 8 << 0U;
    QTest::newRow("structure behind the tree") << 8 << 0xFFFFFFF0U;
    QTest::newRow("structure off the words") << 8 << 57U;
    QTest::newRow("strings in the header") << 12 << 4U;
    QTest::newRow("strings behind the tree") << 12 << 0x7FFFFFFFU;
    QTest::newRow("unknown token") << 56 << 0x77U;
    QTest::newRow("ends before it begins") << 56 << 2U;
}

void BootBlobTest::refusesDamagedHeaders()
{
    QFETCH(int, at);
    QFETCH(quint32, word);
    QByteArray fit = m_fit;
    if (at == 56)
        at = int(qFromBigEndian<quint32>(fit.constData() + 8));
    qToBigEndian(word, fit.data() + at);
    QVERIFY(!readBlobHeader(BlobKind::Fit, fit));
}

void BootBlobTest::survivesAnyDamage()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    const qsizetype tree = qFromBigEndian<quint32>(m_fit.constData() + 4);
    for (int round = 0; round < 5000; ++round) {
        // Data of just the size of the tree, so that a sanitizer sees a read behind it.
        QByteArray fit = m_fit.first(tree);
        QByteArray idbloader = m_idbloader.first(2052);
        for (int changes = random.bounded(1, 6); changes > 0; --changes) {
            fit[random.bounded(int(fit.size()))] = char(random.bounded(256));
            idbloader[random.bounded(int(idbloader.size()))] = char(random.bounded(256));
        }
        for (const auto &header : {readBlobHeader(BlobKind::Fit, fit), readBlobHeader(BlobKind::Rksd, idbloader)}) {
            if (!header)
                continue;
            QVERIFY(header->size > 0 && header->size < (qint64(1) << 40));
            for (const QChar letter : header->detail)
                QVERIFY(letter.isPrint());
        }
    }
}

void BootBlobTest::survivesAnyCut()
{
    for (qsizetype size = 0; size < qsizetype(qFromBigEndian<quint32>(m_fit.constData() + 4)); ++size)
        QVERIFY(!readBlobHeader(BlobKind::Fit, QByteArray(m_fit.constData(), size)));
    for (qsizetype size = 0; size < 512; ++size)
        QVERIFY(!readBlobHeader(BlobKind::Rksd, QByteArray(m_idbloader.constData(), size)));
}

QTEST_GUILESS_MAIN(BootBlobTest)
#include "tst_bootblob.moc"
