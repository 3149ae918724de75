// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/alignedbuffer.h"
#include "core/flash/carddescriptor.h"
#include "core/flash/filetarget.h"
#include "core/flash/flash.h"
#include "support/imagefile.h"
#include "support/loopdevice.h"
#include "support/randomimage.h"
#include "support/shim.h"

#include <QTemporaryDir>
#include <QTest>

#include <dlfcn.h>

using namespace coffer;

namespace {

constexpr qint64 mebi = 1 << 20;

} // namespace

/// System calls that transfer a part only, are interrupted, or fail. Runs with the shim loaded before all libraries.
class SystemCallsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void goOnAfterPartsAndInterruptions();
    void tellTheByteWhereTheyFail_data();
    void tellTheByteWhereTheyFail();
    void failWhenNothingIsTransferred();
    void flashDisturbed_data();
    void flashDisturbed();
    void flashDisturbedOnADevice_data() { flashDisturbed_data(); }
    void flashDisturbedOnADevice();

private:
    Fd openCard() const;
    void flash(std::unique_ptr<BlockTarget> card, bool isRing, int fd);

    ShimPlan *m_plan = nullptr;
    QRandomGenerator m_random;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

void SystemCallsTest::initTestCase()
{
    const auto find = reinterpret_cast<ShimPlan *(*)()>(::dlsym(RTLD_DEFAULT, "cofferShimPlan"));
    if (!find)
        QSKIP("The shim is not loaded: ctest does that, but not with sanitizers, which want to come first.");
    m_plan = find();
    m_random = seededGenerator();
}

void SystemCallsTest::init()
{
    m_plan->fd = -1;
    m_plan->rings = false;
    m_plan->cutEvery = m_plan->interruptEvery = m_plan->calls = m_plan->cuts = m_plan->interruptions = 0;
    m_plan->error = 0;
    m_folder = std::make_unique<QTemporaryDir>();
    m_path = m_folder->filePath(QStringLiteral("card"));
    QVERIFY(writeFile(m_path, randomBytes(7 * mebi, m_random)));
}

Fd SystemCallsTest::openCard() const
{
    return Fd(::open(QFile::encodeName(m_path).constData(), O_RDWR | O_CLOEXEC));
}

void SystemCallsTest::goOnAfterPartsAndInterruptions()
{
    const CardDescriptor card(openCard(), m_path);
    const AlignedBuffer written(mebi);
    const AlignedBuffer read(mebi);
    m_random.fillRange(reinterpret_cast<quint32 *>(written.all().data()), mebi / 4);
    m_plan->fd = card.fd();
    m_plan->cutEvery = 1;
    m_plan->interruptEvery = 3;

    QVERIFY(card.write(2 * mebi, written.all()));
    QVERIFY(card.read(2 * mebi, read.all()));

    QVERIFY(isEqual(written.all(), read.all()));
    QVERIFY(m_plan->cuts > 500 && m_plan->interruptions > 200);
    QVERIFY(readFile(m_path)->mid(2 * mebi, mebi) == QByteArrayView(reinterpret_cast<const char *>(written.all().data()), mebi));
}

void SystemCallsTest::tellTheByteWhereTheyFail_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<Errc>("code");
    QTest::newRow("EIO") << EIO << Errc::Failed;
    QTest::newRow("ENOSPC") << ENOSPC << Errc::NoSpace;
    QTest::newRow("EDQUOT") << EDQUOT << Errc::NoSpace;
    QTest::newRow("ENODEV") << ENODEV << Errc::CardGone;
    QTest::newRow("ENXIO") << ENXIO << Errc::CardGone;
    QTest::newRow("ENOMEDIUM") << ENOMEDIUM << Errc::CardGone;
}

void SystemCallsTest::tellTheByteWhereTheyFail()
{
    QFETCH(int, error);
    QFETCH(Errc, code);
    const CardDescriptor card(openCard(), m_path);
    const AlignedBuffer buffer(65536);
    m_plan->fd = card.fd();
    m_plan->error = error;

    const Status written = card.write(mebi, buffer.all());
    const Status read = card.read(2 * mebi, buffer.all());

    QVERIFY(!written && !read);
    QCOMPARE(written.error().code, code);
    QCOMPARE(read.error().code, code);
    QVERIFY(written.error().message.contains(m_path));
    if (code == Errc::Failed) {
        QVERIFY2(written.error().message.contains(QStringLiteral("byte 1048576")), qPrintable(written.error().message));
        QVERIFY2(read.error().message.contains(QStringLiteral("byte 2097152")), qPrintable(read.error().message));
    }
}

void SystemCallsTest::failWhenNothingIsTransferred()
{
    const CardDescriptor card(openCard(), m_path);
    const AlignedBuffer buffer(65536);
    m_plan->fd = card.fd();
    m_plan->error = -1;
    QCOMPARE(card.write(mebi, buffer.all()).error().code, Errc::Failed);
    QCOMPARE(card.read(mebi, buffer.all()).error().code, Errc::Failed);
}

void SystemCallsTest::flashDisturbed_data()
{
    QTest::addColumn<bool>("isRing");
    QTest::newRow("by io_uring") << true;
    QTest::newRow("by threads") << false;
}

void SystemCallsTest::flash(std::unique_ptr<BlockTarget> card, bool isRing, int fd)
{
    const QByteArray bytes = randomBytes(5 * mebi + 12345, m_random);
    const ImageSource image = imageFile(m_folder->path(), bytes, randomMap(bytes.size(), m_random));
    const QByteArray before = readFile(m_path).value();
    m_plan->fd = isRing ? -1 : fd;
    m_plan->rings = isRing;
    m_plan->cutEvery = 2;
    m_plan->interruptEvery = 5;
    Progress progress;

    const Result<FlashReport> report = flashCard(image, *card, progress);

    m_plan->fd = -1;
    m_plan->rings = false;
    QVERIFY2(report, qPrintable(report ? QString() : report.error().message));
    QCOMPARE(report->repaired, 0);
    QCOMPARE(report->retries, 0);
    card.reset();
    QVERIFY(readFile(m_path).value() == flashed(before, bytes, image.map));
    if (isRing && m_plan->calls == 0)
        QSKIP("io_uring is forbidden here.");
    QVERIFY(m_plan->cuts > 0 && m_plan->interruptions > 0);
}

void SystemCallsTest::flashDisturbed()
{
    QFETCH(bool, isRing);
    Fd fd = openCard();
    const int number = fd.get();
    flash(makeFdTarget(std::move(fd), m_path, 7 * mebi, 4096, isRing ? Engine::Best : Engine::Threads), isRing, number);
}

void SystemCallsTest::flashDisturbedOnADevice()
{
    QFETCH(bool, isRing);
    Fd fd = openLoopDevice(m_path, 512);
    if (!fd.isValid())
        QSKIP("A loop device can only be attached by root.");
    const int number = fd.get();
    flash(makeFdTarget(std::move(fd), m_path, 7 * mebi, 512, isRing ? Engine::Best : Engine::Threads), isRing, number);
}

QTEST_GUILESS_MAIN(SystemCallsTest)
#include "tst_systemcalls.moc"
