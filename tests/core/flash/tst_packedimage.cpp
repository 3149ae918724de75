// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/flash/imagesource.h"
#include "support/random.h"

#include <QLoggingCategory>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

/// Packed images as the formats' own tools make them, with their checksums, and what may become of them.
class PackedImageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void refusesEveryCut_data() { tools(); }
    void refusesEveryCut();
    void neverTakesAFlippedByte_data() { tools(); }
    void neverTakesAFlippedByte();
    void refusesWhatFollowsBehindTheEnd_data() { tools(); }
    void refusesWhatFollowsBehindTheEnd();
    void unpacksSeveralParts_data() { tools(); }
    void unpacksSeveralParts();
    void losesNoPartWhereReadsEnd_data() { tools(); }
    void losesNoPartWhereReadsEnd();
    void unpacksWhatWasPackedInParallel();
    void refusesNothingPacked_data() { tools(); }
    void refusesNothingPacked();
    void refusesNameOfAnotherFormat_data() { tools(); }
    void refusesNameOfAnotherFormat();

private:
    void tools();
    static QByteArray packed(const QString &tool, const QByteArray &data);
    QByteArray part(qint64 size) const { return m_image.first(size); }
    Result<QByteArray> unpacked(const QString &suffix, const QByteArray &file);

    QTemporaryDir m_folder;
    QByteArray m_image;
};

void PackedImageTest::initTestCase()
{
    QLoggingCategory::setFilterRules(QStringLiteral("kf.archive=false"));
    QRandomGenerator random = seededGenerator();
    m_image = randomBytes(9000, random) + QByteArray(300000, '\0') + QByteArray("text ").repeated(500) + randomBytes(100000, random);
}

void PackedImageTest::tools()
{
    QTest::addColumn<QString>("tool");
    QTest::addColumn<QString>("suffix");
    QTest::newRow("gz") << QStringLiteral("gzip") << QStringLiteral("gz");
    QTest::newRow("bz2") << QStringLiteral("bzip2") << QStringLiteral("bz2");
    QTest::newRow("xz") << QStringLiteral("xz") << QStringLiteral("xz");
    QTest::newRow("zst") << QStringLiteral("zstd") << QStringLiteral("zst");
}

QByteArray PackedImageTest::packed(const QString &tool, const QByteArray &data)
{
    QProcess process;
    process.start(tool, {QStringLiteral("-c")});
    process.write(data);
    process.closeWriteChannel();
    if (!process.waitForFinished() || process.exitCode() != 0)
        qFatal("%s failed", qPrintable(tool));
    return process.readAllStandardOutput();
}

/// What would be on a card, had the card been verified.
Result<QByteArray> PackedImageTest::unpacked(const QString &suffix, const QByteArray &data)
{
    QFile file(m_folder.filePath(QStringLiteral("image.img.") + suffix));
    if (!file.open(QIODevice::WriteOnly) || file.write(data) != data.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    file.close();
    const Result<ImageSource> source = openImageSource(file.fileName());
    if (!source)
        return passOn(source);
    const Result<std::unique_ptr<QIODevice>> image = source->open();
    return image ? Result<QByteArray>((*image)->readAll()) : passOn(image);
}

/// Every place near the ends of a file, and some between.
static QList<qsizetype> places(const QByteArray &file)
{
    constexpr qsizetype near = 40;
    QList<qsizetype> found;
    for (qsizetype at = 0; at < file.size() - near; at += at < near ? 1 : 3001)
        found.append(at);
    for (qsizetype at = file.size() - near; at < file.size(); ++at)
        found.append(at);
    return found;
}

static bool isRefused(const Result<QByteArray> &result)
{
    return !result && result.error().code == Errc::InvalidInput && result.error().message.contains(QLatin1String("image.img"))
           && result.error().message.endsWith(u'.');
}

void PackedImageTest::refusesEveryCut()
{
    QFETCH(QString, tool);
    QFETCH(QString, suffix);
    const QByteArray whole = packed(tool, m_image);
    QCOMPARE(unpacked(suffix, whole).value_or(QByteArray()), m_image);

    for (const qsizetype length : places(whole))
        QVERIFY2(isRefused(unpacked(suffix, whole.first(length))), qPrintable(QString::number(length)));
}

/// Some bytes tell nothing of the contents (the time in a gzip file): then these are the same.
void PackedImageTest::neverTakesAFlippedByte()
{
    QFETCH(QString, tool);
    QFETCH(QString, suffix);
    const QByteArray whole = packed(tool, m_image);

    int taken = 0;
    for (const qsizetype at : places(whole)) {
        QByteArray damaged = whole;
        damaged[at] = char(damaged[at] ^ (1 << at % 8));
        const Result<QByteArray> result = unpacked(suffix, damaged);
        QVERIFY2(isRefused(result) || result == m_image, qPrintable(QString::number(at)));
        taken += result ? 1 : 0;
    }
    QVERIFY(taken < 15);
}

void PackedImageTest::refusesWhatFollowsBehindTheEnd()
{
    QFETCH(QString, tool);
    QFETCH(QString, suffix);
    const QByteArray whole = packed(tool, m_image);

    for (const QByteArray &more : {QByteArray("x"), QByteArray("\x1f\x8b"), QByteArray("<html>"), QByteArray(100, '\0'), QByteArray(100000, '\0'),
                                   QByteArray(100, '\xff'), QByteArray::fromHex("5d00008000ffffffffffffffff00") + part(5000), m_image, whole.first(9)})
        QVERIFY2(isRefused(unpacked(suffix, whole + more)), more.first(std::min(more.size(), qsizetype(20))).toHex());
}

/// "cat a.gz b.gz" is a gzip file, and so with the others.
void PackedImageTest::unpacksSeveralParts()
{
    QFETCH(QString, tool);
    QFETCH(QString, suffix);
    QByteArray file;
    QByteArray contents;

    for (const qint64 size : {1, 0, 5000, 37, 70000, 0, 0, 309000, 8192}) {
        file += packed(tool, part(size));
        contents += part(size);
        const Result<QByteArray> result = unpacked(suffix, file);
        QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
        QVERIFY(*result == contents);
    }
    QVERIFY(isRefused(unpacked(suffix, file.chopped(1))));
}

/// What is read of a file at a time may end anywhere in a part, or between two.
void PackedImageTest::losesNoPartWhereReadsEnd()
{
    QFETCH(QString, tool);
    QFETCH(QString, suffix);
    const QByteArray small = packed(tool, part(100));
    const QByteArray large = packed(tool, m_image);
    const qsizetype count = 65536 / small.size() + 2;

    const Result<QByteArray> result = unpacked(suffix, small.repeated(count) + large);

    QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
    QVERIFY(*result == part(100).repeated(count) + m_image);
}

void PackedImageTest::unpacksWhatWasPackedInParallel()
{
    const QByteArray skipped = QByteArray::fromHex("502a4d1804000000") + QByteArray(4, 'x');
    const QByteArray frame = packed(QStringLiteral("zstd"), m_image);

    const Result<QByteArray> result = unpacked(QStringLiteral("zst"), skipped + frame + skipped + frame + skipped);

    QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
    QVERIFY(*result == m_image + m_image);
    QVERIFY(isRefused(unpacked(QStringLiteral("zst"), skipped)));
}

void PackedImageTest::refusesNothingPacked()
{
    QFETCH(QString, tool);
    QFETCH(QString, suffix);

    const Result<QByteArray> result = unpacked(suffix, packed(tool, {}));

    QVERIFY(isRefused(result));
    QVERIFY2(result.error().message.contains(QLatin1String("is empty")), qPrintable(result.error().message));
    QVERIFY(isRefused(unpacked(suffix, {})));
}

void PackedImageTest::refusesNameOfAnotherFormat()
{
    QFETCH(QString, tool);
    QFETCH(QString, suffix);
    const QByteArray whole = packed(tool, m_image);

    for (const char *name : {"gz", "bz2", "xz", "zst", "tgz", "zip"}) {
        const Result<QByteArray> result = unpacked(QLatin1String(name), whole);
        QVERIFY2(suffix == QLatin1String(name) ? result.has_value() : isRefused(result), name);
    }
    QVERIFY(unpacked(QStringLiteral("bin"), whole) == m_image);
}

QTEST_GUILESS_MAIN(PackedImageTest)
#include "tst_packedimage.moc"
