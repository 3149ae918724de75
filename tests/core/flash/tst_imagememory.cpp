// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/flash/imagememory.h"
#include "support/imagefile.h"
#include "support/random.h"

#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

const QByteArray identity = QByteArray(64, 'a');
const QList<Digest> digests = {{1, 2}, {3, 4}, {~0ULL, 0}};

} // namespace

class ImageMemoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void recallsWhatItRemembers();
    void knowsNothingElse();
    void remembersNothingWithoutFolderOrIdentity();
    void makesItsFolder();
    void ignoresDamagedRecords();
    void ignoresForeignRecords();
    void forgetsWhatWasNotAskedForLongest();
    void identifiesAnImageThatIsLeftAlone();
    void identifiesByMapToo();
    void hasNoIdentityForWhatIsGone();

private:
    ImageMemory memory() const { return ImageMemory(m_folder->filePath(QStringLiteral("images"))); }
    QStringList records() const { return QDir(m_folder->filePath(QStringLiteral("images"))).entryList(QDir::Files); }
    QString record() const { return m_folder->filePath(QStringLiteral("images/") + records().first()); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void ImageMemoryTest::recallsWhatItRemembers()
{
    memory().remember(identity, digests);
    QVERIFY(memory().recall(identity, 3) == digests);
    memory().remember(identity, {{5, 6}});
    QVERIFY(memory().recall(identity, 1) == QList<Digest>({{5, 6}}));
    QCOMPARE(QFile::permissions(record()) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

void ImageMemoryTest::knowsNothingElse()
{
    QVERIFY(memory().recall(identity, 3).isEmpty());
    memory().remember(identity, digests);
    QVERIFY(memory().recall(QByteArray(64, 'b'), 3).isEmpty());
    QVERIFY(memory().recall(identity, 2).isEmpty());
    QVERIFY(memory().recall(identity, 4).isEmpty());
}

void ImageMemoryTest::remembersNothingWithoutFolderOrIdentity()
{
    ImageMemory().remember(identity, digests);
    QVERIFY(ImageMemory().recall(identity, 3).isEmpty());
    memory().remember({}, digests);
    QVERIFY(memory().recall({}, 3).isEmpty());
    QVERIFY(records().isEmpty());
}

void ImageMemoryTest::makesItsFolder()
{
    const ImageMemory deep(m_folder->filePath(QStringLiteral("a/b/c")));
    deep.remember(identity, digests);
    QVERIFY(deep.recall(identity, 3) == digests);
}

void ImageMemoryTest::ignoresDamagedRecords()
{
    memory().remember(identity, digests);
    const QByteArray whole = *readFile(record());
    for (qsizetype i = 0; i < whole.size(); ++i) {
        QByteArray damaged = whole;
        damaged[i] = char(damaged[i] ^ 1);
        QVERIFY(writeFile(record(), damaged));
        QVERIFY2(memory().recall(identity, 3).isEmpty(), qPrintable(QString::number(i)));
        QVERIFY(writeFile(record(), whole.first(i)));
        QVERIFY2(memory().recall(identity, 3).isEmpty(), qPrintable(QString::number(i)));
    }
    for (const QByteArray &more : {QByteArray("x"), QByteArray(16, '\0'), QByteArray(100'000, '\0')}) {
        QVERIFY(writeFile(record(), whole + more));
        QVERIFY(memory().recall(identity, 3).isEmpty());
    }
    memory().remember(identity, digests); // takes its place
    QVERIFY(memory().recall(identity, 3) == digests);
}

void ImageMemoryTest::ignoresForeignRecords()
{
    memory().remember(identity, digests);
    const QString path = record();
    QVERIFY(QFile::remove(path));
    QVERIFY(writeFile(path, "something else\n"));
    QVERIFY(memory().recall(identity, 3).isEmpty());
    QVERIFY(QFile::remove(path) && QDir().mkdir(path));
    QVERIFY(memory().recall(identity, 3).isEmpty());
    memory().remember(identity, digests); // cannot, which is no error
    QVERIFY(memory().recall(identity, 3).isEmpty());
}

void ImageMemoryTest::forgetsWhatWasNotAskedForLongest()
{
    const auto number = [](int i) { return QByteArray::number(i).rightJustified(64, '0'); };
    const auto setAge = [&](int i, int seconds) {
        QFile file(m_folder->filePath(QStringLiteral("images/%1.digests").arg(QString::fromLatin1(number(i)))));
        QVERIFY(file.open(QIODevice::ReadWrite)
                && file.setFileTime(QDateTime::currentDateTime().addSecs(-seconds), QFileDevice::FileModificationTime));
    };
    for (int i = 0; i < 64; ++i) {
        memory().remember(number(i), digests);
        setAge(i, 1000 - i);
    }
    QVERIFY(memory().recall(number(0), 3) == digests); // so it is the newest

    memory().remember(number(64), digests);

    QCOMPARE(records().size(), 64);
    QVERIFY(memory().recall(number(0), 3) == digests);
    QVERIFY(memory().recall(number(1), 3).isEmpty());
    QVERIFY(memory().recall(number(2), 3) == digests);
}

void ImageMemoryTest::identifiesAnImageThatIsLeftAlone()
{
    const QByteArray bytes(100'000, 'x');
    const ImageSource image = imageFile(m_folder->path(), bytes, fullBmap(bytes.size()));
    QVERIFY2(imageIdentity(image).isEmpty(), "it may be changed again at the same time");
    QTRY_VERIFY(!imageIdentity(image).isEmpty());
    const QByteArray first = imageIdentity(image);
    QCOMPARE(imageIdentity(image), first);

    QFile file(image.path);
    const QDateTime before = QFileInfo(file).lastModified();
    QVERIFY(file.open(QIODevice::ReadWrite) && file.write("y") == 1 && file.flush());
    QVERIFY(file.setFileTime(before, QFileDevice::FileModificationTime)); // as some tools do
    file.close();
    QVERIFY(imageIdentity(image).isEmpty());
    QTRY_VERIFY(!imageIdentity(image).isEmpty());
    QVERIFY(imageIdentity(image) != first);
}

void ImageMemoryTest::identifiesByMapToo()
{
    const QByteArray bytes(100'000, 'x');
    ImageSource image = imageFile(m_folder->path(), bytes, fullBmap(bytes.size()));
    QTRY_VERIFY(!imageIdentity(image).isEmpty());
    const QByteArray whole = imageIdentity(image);
    image.map.ranges.first().last -= 1;
    QVERIFY(imageIdentity(image) != whole);
    image.map = fullBmap(bytes.size());
    addChecksums(image.map, bytes);
    QVERIFY(imageIdentity(image) != whole);
}

void ImageMemoryTest::hasNoIdentityForWhatIsGone()
{
    QVERIFY(imageIdentity({m_folder->filePath(QStringLiteral("none")), fullBmap(1), true}).isEmpty());
}

QTEST_GUILESS_MAIN(ImageMemoryTest)
#include "tst_imagememory.moc"
