// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/udevsource.h"
#include "support/devicebed.h"

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

constexpr qint64 sectors32G = 62333952;
constexpr qint64 sectors64G = 124735488;

} // namespace

/// The real source, fed by libudev with what readers do.
class ReadersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void seesACardPutIntoAReaderThatStays();
    void seesACardTakenOut();
    void seesAQuickSwap();
    void takesAClosingForNoSwap();
    void endsRightAfterBouncingContacts();
    void seesTheSameCardComeBackAsAnother();
    void followsAnSdSlot();
    void followsAStick();
    void seesAHubWithFourReadersAtOnce();
    void tellsSlotsOfAReaderApart();
    void tellsOfAWriteProtectedCard();
    void offersNothingOfAReaderThatIsNotAllowed();
    void takesOtherRulesAndNames();
    void knowsWhatWasThereBefore();
    void losesTheCardWithItsReader();

private:
    void watch(const CardRules &rules = {});
    /// What was signalled since the last call, "+29.7 GiB 12" for a card in and "-…" for one out, "!" for a refused one.
    QStringList heard()
    {
        QCoreApplication::processEvents();
        return std::exchange(m_heard, {});
    }
    static QString words(const char *sign, const Card &card) { return QStringLiteral("%1%2 #%3").arg(QLatin1String(sign), card.slot).arg(card.diskSeq); }

    std::unique_ptr<DeviceBed> m_bed;
    std::unique_ptr<CardSource> m_source;
    QStringList m_heard;
    const BedSlot m_slot = usbSlot(QStringLiteral("sdb"), QStringLiteral("2"));
};

void ReadersTest::init()
{
    m_bed = std::make_unique<DeviceBed>();
    QVERIFY2(umockdev_in_mock_environment(), "libumockdev-preload.so is not loaded");
}

void ReadersTest::cleanup()
{
    m_source.reset();
    m_bed.reset();
    m_heard.clear();
}

void ReadersTest::watch(const CardRules &rules)
{
    Result<std::unique_ptr<CardSource>> source = watchReaders(rules);
    QVERIFY2(source, source ? "" : qPrintable(source.error().message));
    m_source = std::move(*source);
    connect(m_source.get(), &CardSource::inserted, this, [this](const Card &card) { m_heard += words("+", card); });
    connect(m_source.get(), &CardSource::removed, this, [this](const Card &card) { m_heard += words("-", card); });
    connect(m_source.get(), &CardSource::refused, this, [this](const Refusal &refusal) { m_heard += u'!' + refusal.slot + u' ' + refusal.reason; });
}

void ReadersTest::seesACardPutIntoAReaderThatStays()
{
    m_bed->add(m_slot, 0, 1);
    watch();
    QVERIFY(m_source->cards().isEmpty());
    m_bed->change(m_slot, sectors32G, 2);
    QCOMPARE(heard(), QStringList(QStringLiteral("+Reader 1, slot 1 #2")));
    QCOMPARE(m_source->cards().size(), 1);
    const Card card = m_source->cards().first();
    QCOMPARE(card.devNode, QStringLiteral("/dev/sdb"));
    QCOMPARE(card.byId, m_slot.idPath);
    QCOMPARE(card.size, sectors32G * 512);
    QCOMPARE(card.model, QStringLiteral("Generic SD/MMC"));
}

void ReadersTest::seesACardTakenOut()
{
    m_bed->add(m_slot, sectors32G, 2);
    watch();
    m_bed->change(m_slot, 0, 3);
    QCOMPARE(heard(), QStringList(QStringLiteral("-Reader 1, slot 1 #2")));
    QVERIFY(m_source->cards().isEmpty());
}

void ReadersTest::seesAQuickSwap()
{
    m_bed->add(m_slot, sectors32G, 2);
    watch();
    m_bed->change(m_slot, sectors32G, 3); // the kernel has not looked in between
    QCOMPARE(heard(), QStringList({QStringLiteral("-Reader 1, slot 1 #2"), QStringLiteral("+Reader 1, slot 1 #3")}));
}

void ReadersTest::takesAClosingForNoSwap()
{
    m_bed->add(m_slot, sectors32G, 2);
    watch();
    m_bed->touch(m_slot);
    m_bed->touch(m_slot);
    QCOMPARE(heard(), QStringList());
    QCOMPARE(m_source->cards().size(), 1);
}

void ReadersTest::endsRightAfterBouncingContacts()
{
    m_bed->add(m_slot, 0, 1);
    watch();
    m_bed->change(m_slot, sectors32G, 2);
    m_bed->change(m_slot, 0, 3);
    m_bed->change(m_slot, sectors32G, 4);
    // What is told ends with the card that is in, and nothing comes twice or leaves without having come.
    int inside = 0;
    const QStringList events = heard();
    for (const QString &event : events) {
        inside += event.startsWith(u'+') ? 1 : -1;
        QVERIFY2(inside == 0 || inside == 1, qPrintable(events.join(u'\n')));
    }
    QCOMPARE(events.last(), QStringLiteral("+Reader 1, slot 1 #4"));
    QCOMPARE(m_source->cards().size(), 1);
}

void ReadersTest::seesTheSameCardComeBackAsAnother()
{
    m_bed->add(m_slot, sectors32G, 2);
    watch();
    const Card before = m_source->cards().first();
    m_bed->change(m_slot, 0, 3);
    m_bed->change(m_slot, sectors32G, 4);
    heard();
    QVERIFY(!(m_source->cards().first() == before));
}

void ReadersTest::followsAnSdSlot()
{
    watch();
    const BedSlot slot = sdSlot(QStringLiteral("mmcblk0"));
    m_bed->add(slot, sectors32G, 7);
    QCOMPARE(heard(), QStringList(QStringLiteral("+SD slot 1 #7")));
    m_bed->remove(slot);
    QCOMPARE(heard(), QStringList(QStringLiteral("-SD slot 1 #7")));
    m_bed->add(slot, sectors64G, 8);
    QCOMPARE(heard(), QStringList(QStringLiteral("+SD slot 1 #8")));
}

void ReadersTest::followsAStick()
{
    watch();
    const BedSlot stick = usbSlot(QStringLiteral("sdc"), QStringLiteral("1.3"));
    m_bed->add(stick, sectors32G, 5);
    m_bed->remove(stick);
    m_bed->add(stick, sectors32G, 6);
    QStringList events = heard();
    QCOMPARE(events.last(), QStringLiteral("+Reader 1, slot 1 #6"));
    QCOMPARE(m_source->cards().size(), 1);
}

void ReadersTest::seesAHubWithFourReadersAtOnce()
{
    watch();
    for (int port = 1; port <= 4; ++port)
        m_bed->add(usbSlot(QStringLiteral("sd") + QChar(u'a' + port), QStringLiteral("2.%1").arg(port)), sectors32G, 10 + port);
    QCOMPARE(heard(), QStringList({QStringLiteral("+Reader 1, slot 1 #11"), QStringLiteral("+Reader 2, slot 1 #12"),
                                   QStringLiteral("+Reader 3, slot 1 #13"), QStringLiteral("+Reader 4, slot 1 #14")}));
    QCOMPARE(m_source->cards().size(), 4);
}

void ReadersTest::tellsSlotsOfAReaderApart()
{
    const BedSlot second = usbSlot(QStringLiteral("sdc"), QStringLiteral("2"), 1);
    m_bed->add(m_slot, 0, 1);
    m_bed->add(second, 0, 2);
    watch();
    m_bed->change(second, sectors32G, 3);
    QCOMPARE(heard(), QStringList(QStringLiteral("+Reader 1, slot 2 #3")));
    m_bed->change(m_slot, sectors64G, 4);
    QCOMPARE(heard(), QStringList(QStringLiteral("+Reader 1, slot 1 #4")));
    QCOMPARE(m_source->cards().first().slot, QStringLiteral("Reader 1, slot 1"));
}

void ReadersTest::tellsOfAWriteProtectedCard()
{
    m_bed->add(m_slot, 0, 1);
    watch();
    m_bed->change(m_slot, sectors32G, 2, true);
    const QStringList events = heard();
    QCOMPARE(events.size(), 1);
    QVERIFY2(events.first().startsWith(QLatin1String("!Reader 1, slot 1 ")) && events.first().contains(QLatin1String("write-protected")), qPrintable(events.first()));
    QCOMPARE(m_source->refusals().size(), 1);
    int changes = 0;
    connect(m_source.get(), &CardSource::changed, this, [&] { ++changes; });
    m_bed->change(m_slot, 0, 3);
    QCOMPARE(heard(), QStringList());
    QCOMPARE(changes, 1); // whoever shows refused cards hears that this one is gone
    QVERIFY(m_source->refusals().isEmpty());
    m_bed->change(m_slot, sectors32G, 4); // its slider was moved
    QCOMPARE(heard(), QStringList(QStringLiteral("+Reader 1, slot 1 #4")));
    QVERIFY(m_source->refusals().isEmpty());
}

void ReadersTest::offersNothingOfAReaderThatIsNotAllowed()
{
    watch({0, qint64(256) << 30, {QStringLiteral("pci-0000:00:14.0-usb-0:3")}});
    m_bed->add(m_slot, sectors32G, 2);
    m_bed->add(usbSlot(QStringLiteral("sdc"), QStringLiteral("3")), sectors32G, 3);
    const QStringList events = heard();
    QCOMPARE(events.size(), 2);
    QVERIFY2(events.first().contains(QLatin1String("allowed_readers")), qPrintable(events.first()));
    QCOMPARE(m_source->cards().size(), 1);
    QCOMPARE(m_source->cards().first().devNode, QStringLiteral("/dev/sdc"));
}

void ReadersTest::takesOtherRulesAndNames()
{
    watch();
    m_bed->add(m_slot, sectors32G, 2);
    m_bed->add(usbSlot(QStringLiteral("sdc"), QStringLiteral("3")), sectors32G, 3);
    QCOMPARE(heard().size(), 2);

    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("readers.json"));
    ReaderNames names(file);
    for (const Card &card : m_source->cards())
        names.slotName(card.byId);
    QVERIFY(names.setName(m_source->cards().first().byId, QStringLiteral("Left")));
    m_source->setRules({}, ReaderNames(file));
    QCOMPARE(m_source->cards().first().slot, QStringLiteral("Left, slot 1"));
    QCOMPARE(heard(), QStringList({QStringLiteral("-Reader 1, slot 1 #2"), QStringLiteral("+Left, slot 1 #2")}));

    m_source->setRules({0, qint64(256) << 30, {QStringLiteral("pci-0000:00:14.0-usb-0:3")}}, ReaderNames(file));
    const QStringList events = heard();
    QCOMPARE(events.size(), 2);
    QCOMPARE(events.first(), QStringLiteral("-Left, slot 1 #2"));
    QVERIFY2(events.last().startsWith(QLatin1String("!Left, slot 1 ")), qPrintable(events.last()));
    QCOMPARE(m_source->cards().size(), 1);
    m_source->setRules({}, ReaderNames(file));
    QCOMPARE(m_source->cards().size(), 2);
}

void ReadersTest::knowsWhatWasThereBefore()
{
    m_bed->add(m_slot, sectors32G, 2);
    m_bed->add(usbSlot(QStringLiteral("sdc"), QStringLiteral("3")), 0, 3);
    m_bed->add(sdSlot(QStringLiteral("mmcblk0")), sectors64G, 4, true);
    watch();
    QCOMPARE(m_source->cards().size(), 1);
    QCOMPARE(m_source->refusals().size(), 1);
    QCOMPARE(heard(), QStringList());
}

void ReadersTest::losesTheCardWithItsReader()
{
    m_bed->add(m_slot, sectors32G, 2);
    watch();
    m_bed->remove(m_slot);
    QCOMPARE(heard(), QStringList(QStringLiteral("-Reader 1, slot 1 #2")));
}

QTEST_GUILESS_MAIN(ReadersTest)
#include "tst_readers.moc"
