// SPDX-License-Identifier: GPL-3.0-or-later
#include "tools.h"

#include "core/image/imageinfo.h"
#include "core/image/nodeimage.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <sys/stat.h>
#include <zlib.h>

using namespace coffer;

class ImageInfoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tellsAllOfANodesImage();
    void tellsTheHeadsRootFileSystem();
    void tellsWhatIsMissingOnABlankCard();
    void tellsAWrongChecksum();
    void tellsWhatIsWrongInsideAnEnvironment();
    void findsABlobAtItsPlaceOnly();
    void looksIntoShortImages_data();
    void looksIntoShortImages();
    void refusesWhatIsNoImage();
    void survivesNoise();

private:
    QString image(const QByteArray &contents);

    Result<Cluster> m_cluster = loadCluster(QStringLiteral(COFFER_SOURCE_DIR "/boards"));
    QTemporaryDir m_folder;
    QByteArray m_node; ///< node 7's image
};

void ImageInfoTest::initTestCase()
{
    QVERIFY(m_cluster);
    QVERIFY(QFile::exists(makeIdbloader(m_folder.path())));
    QVERIFY(QFile::exists(makeFit(m_folder.path())));
    QVERIFY(writeFile(m_folder.filePath(defaultEnvironmentFile), "bootdelay=2\n"));
    const QString path = m_folder.filePath(QStringLiteral("node07.img"));
    const Status written = writeNodeImage(*m_cluster, m_cluster->nodes[8], m_folder.path(), path);
    QVERIFY2(written, written ? "" : qPrintable(written.error().message));
    m_node = *readFile(path);
}

QString ImageInfoTest::image(const QByteArray &contents)
{
    QFile file(m_folder.filePath(QStringLiteral("test.img")));
    if (!file.open(QIODevice::WriteOnly) || file.write(contents) != contents.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

void ImageInfoTest::tellsAllOfANodesImage()
{
    const auto info = inspectImage(image(m_node), m_cluster->boardFor(Role::Compute));
    QVERIFY(info);
    QCOMPARE(info->size, 32 << 20);
    QCOMPARE(info->partitions.size(), 1);
    QVERIFY(info->tableProblem.isEmpty());
    QCOMPARE(info->blobs.size(), 2);
    QCOMPARE(info->blobs[0].kind, QStringLiteral("idbloader"));
    QCOMPARE(info->blobs[0].sector, 64);
    QCOMPARE(info->blobs[0].size, readFile(m_folder.filePath(QStringLiteral("idbloader.img")))->size());
    QCOMPARE(info->blobs[0].detail, QStringLiteral("RK33"));
    QCOMPARE(info->blobs[1].kind, QStringLiteral("FIT"));
    QCOMPARE(info->blobs[1].sector, 16384);
    QCOMPARE(info->blobs[1].detail, QStringLiteral("Test of a boot loader"));
    QCOMPARE(info->environmentOffset, 0x3F8000);
    QVERIFY(info->environment.crcValid);
    QCOMPARE(info->environment.variables.value(QStringLiteral("ipaddr")), QStringLiteral("172.27.142.107"));
    QVERIFY(info->fileSystem.isEmpty());
}

void ImageInfoTest::tellsTheHeadsRootFileSystem()
{
    const Board &board = m_cluster->boardFor(Role::Head);
    const qint64 rootSize = 64 << 20;
    const QString path = image({});
    QVERIFY(QFile::resize(path, board.rootStart() + rootSize));
    const auto pieces = bootPieces(*m_cluster, m_cluster->head(), m_folder.path(), board.rootStart() + rootSize);
    QVERIFY(pieces);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    for (const Piece &piece : *pieces)
        QVERIFY(file.seek(piece.offset) && file.write(piece.data) == piece.data.size());
    file.close();
    const QByteArray told = runTool(QStringLiteral("mke2fs"), {QStringLiteral("-q"), QStringLiteral("-F"), QStringLiteral("-t"), QStringLiteral("ext4"), QStringLiteral("-b"), QStringLiteral("4096"),
                                                             QStringLiteral("-L"), QStringLiteral("head\x1b[1m"), QStringLiteral("-E"), QStringLiteral("offset=%1").arg(board.rootStart()),
                                                             path, QStringLiteral("64M")});
    QVERIFY2(!told.startsWith("error"), told.constData());

    const auto info = inspectImage(path, board);

    QVERIFY(info);
    QCOMPARE(info->partitions.size(), 2);
    QCOMPARE(info->blobs.size(), 2);
    QVERIFY(info->environment.crcValid);
    static const QRegularExpression expected(QStringLiteral("^ext4, label head\\?\\[1m, (\\d+\\.\\d) MiB of 64\\.0 MiB used$"));
    const auto match = expected.match(info->fileSystem);
    QVERIFY2(match.hasMatch(), qPrintable(info->fileSystem));
    // dumpe2fs counts the same.
    const QByteArray header = runTool(QStringLiteral("dumpe2fs"), {QStringLiteral("-h"), path + QStringLiteral("?offset=%1").arg(board.rootStart())});
    const auto number = [&](const char *name) {
        const qsizetype at = header.indexOf(name);
        return at < 0 ? -1.0 : header.mid(at + qstrlen(name), header.indexOf('\n', at) - at - qstrlen(name)).trimmed().toDouble();
    };
    const double used = (number("Block count:") - number("Free blocks:")) * 4096 / (1 << 20);
    QVERIFY2(std::abs(match.captured(1).toDouble() - used) < 0.06, header.constData());
}

void ImageInfoTest::tellsWhatIsMissingOnABlankCard()
{
    const QString path = image({});
    QVERIFY(QFile::resize(path, qint64(4) << 30));
    const auto info = inspectImage(path, m_cluster->boardFor(Role::Head));
    QVERIFY(info);
    QCOMPARE(info->size, qint64(4) << 30);
    QVERIFY(info->partitions.isEmpty() && !info->tableProblem.isEmpty());
    QVERIFY(info->blobs.isEmpty());
    QVERIFY(!info->environment.crcValid);
    QVERIFY(info->fileSystem.isEmpty());
}

void ImageInfoTest::tellsAWrongChecksum()
{
    QByteArray wrong = m_node;
    wrong[0x3F8000 + 20] = char(wrong[0x3F8000 + 20] ^ 1);
    const auto info = inspectImage(image(wrong), m_cluster->boardFor(Role::Compute));
    QVERIFY(info);
    QVERIFY(!info->environment.crcValid);
    QVERIFY(info->environment.variables.isEmpty());
    QCOMPARE(info->blobs.size(), 2);
}

void ImageInfoTest::tellsWhatIsWrongInsideAnEnvironment()
{
    QByteArray block = QByteArray(4, '\0') + QByteArray("a=b\0a=c\0\0", 9);
    block.append(0x8000 - block.size(), '\0');
    qToLittleEndian(quint32(crc32(0, reinterpret_cast<const Bytef *>(block.constData()) + 4, 0x8000 - 4)), block.data());
    QByteArray wrong = m_node;
    wrong.replace(0x3F8000, 0x8000, block);
    const auto info = inspectImage(image(wrong), m_cluster->boardFor(Role::Compute));
    QVERIFY(info);
    QVERIFY(info->environment.crcValid);
    QVERIFY2(info->environmentProblem.contains(QStringLiteral("twice")), qPrintable(info->environmentProblem));
}

void ImageInfoTest::findsABlobAtItsPlaceOnly()
{
    QByteArray shifted = m_node;
    shifted.insert(32 << 10, QByteArray(512, '\0'));
    QVERIFY(inspectImage(image(shifted), m_cluster->boardFor(Role::Compute))->blobs.isEmpty());
}

void ImageInfoTest::looksIntoShortImages_data()
{
    QTest::addColumn<qint64>("size");
    for (const qint64 size : {0, 1, 511, 512, 32768, 32768 + 100, 0x3F8000, 0x3F8000 + 5, 0x400000, 16384 * 512 + 30, 16384 * 512 + 1000})
        QTest::newRow(QByteArray::number(size).constData()) << size;
}

void ImageInfoTest::looksIntoShortImages()
{
    QFETCH(qint64, size);
    const auto info = inspectImage(image(m_node.first(size)), m_cluster->boardFor(Role::Compute));
    QVERIFY(info);
    QCOMPARE(info->size, size);
    QVERIFY(info->partitions.isEmpty()); // the table tells of more than is there
    QCOMPARE(info->environment.crcValid, size >= 0x400000);
}

void ImageInfoTest::refusesWhatIsNoImage()
{
    const Board &board = m_cluster->boardFor(Role::Compute);
    QCOMPARE(inspectImage(m_folder.filePath(QStringLiteral("nothing")), board).error().code, Errc::NotFound);
    QCOMPARE(inspectImage(m_folder.path(), board).error().code, Errc::Refused);
    QCOMPARE(inspectImage(QStringLiteral("/dev/zero"), board).error().code, Errc::Refused);
    const QString pipe = m_folder.filePath(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    QCOMPARE(inspectImage(pipe, board).error().code, Errc::Refused);
}

void ImageInfoTest::survivesNoise()
{
    const quint32 seed = QRandomGenerator::global()->generate();
    qInfo("seed %u", seed);
    QRandomGenerator random(seed);
    const QString path = image(m_node);
    for (int round = 0; round < 40; ++round) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        for (const qint64 at : {440, 32768, 0x3F8000, 16384 * 512}) {
            QByteArray noise(random.bounded(1, 64), Qt::Uninitialized);
            for (char &byte : noise)
                byte = char(random.bounded(256));
            QVERIFY(file.seek(at + random.bounded(600)) && file.write(noise) == noise.size());
        }
        file.close();
        QVERIFY(inspectImage(path, m_cluster->boardFor(Role::Compute)));
    }
}

QTEST_GUILESS_MAIN(ImageInfoTest)
#include "tst_imageinfo.moc"
