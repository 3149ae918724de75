// SPDX-License-Identifier: GPL-3.0-or-later
//
// screenshots FOLDER [SUFFIX]
//
// Makes the pictures of docs/guide.md: the station in each of its states, on the virtual reader with small images, and its
// wizard; light and dark, English and German. With SUFFIX ("-double") light and English only, as the environment scales it.
// The build's target "screenshots" runs it without a display.
#include "pictures.h"

#include "support/batchkit.h"
#include "support/slots.h"
#include "ui/labels/labeldialog.h"
#include "ui/language.h"
#include "ui/log/logview.h"
#include "ui/mainwindow.h"
#include "ui/station.h"
#include "ui/virtualreaderbox.h"

#include <QApplication>
#include <QDockWidget>
#include <QPushButton>
#include <QStyleFactory>
#include <QTemporaryDir>
#include <QTest>

using namespace coffer;

namespace {

constexpr int slotCount = 4;

QPalette darkPalette()
{
    QPalette palette(QColor(0x35, 0x38, 0x3c), QColor(0x2a, 0x2c, 0x30));
    palette.setColor(QPalette::Base, QColor(0x1f, 0x21, 0x24));
    palette.setColor(QPalette::Highlight, QColor(0x3d, 0x7e, 0xd6));
    return palette;
}

/// A station on a virtual reader.
class Stage
{
public:
    explicit Stage(const Pictures &pictures)
        : m_pictures(pictures), m_cluster(*loadCluster(QStringLiteral(COFFER_SOURCE_DIR "/boards"))),
          m_reader(m_work.filePath(QStringLiteral("cards")), testCardSize, slotCount), m_station(*makePlan(m_cluster), batchMaker()), m_window(m_station, reader())
    {
        for (const Node &node : m_cluster.nodes) {
            if (const Status made = makeImage(m_work.path(), node); !made)
                qFatal("%s", qPrintable(made.error().message));
        }
        auto *box = new VirtualReaderBox(m_reader);
        m_window.addReaderBox(box);
        QObject::connect(&m_station, &Station::batchMade, box, &VirtualReaderBox::follow);
        m_window.show();
    }

    void showAll()
    {
        take("ready");
        m_station.start();
        waitForPicture([this] { return !wantedIn(m_station.batch()).isEmpty(); });
        take("insert");
        put("head", 0, {});
        waitForPicture([this] { return slotIn<AwaitingRemoval>(m_station.batch()); });
        take("remove");
        m_reader.remove(0);
        for (int slot = 0; slot < slotCount; ++slot)
            put(QStringLiteral("node0%1").arg(slot), slot, {.writeRate = (slot + 1) * 20'000});
        waitForPicture([this] { return count<Flashing>() == slotCount; });
        QTest::qWait(2500); // for the plot to have something to show
        take("writing");
        for (int slot = 0; slot < slotCount; ++slot)
            m_reader.setFaults(QStringLiteral("node0%1").arg(slot), {});
        waitForPicture([this] { return count<AwaitingRemoval>() == slotCount; });
        for (int slot = 0; slot < slotCount; ++slot)
            m_reader.remove(slot);
        (void)m_reader.make(QStringLiteral("photos"), VirtualReader::Contents::Strange);
        put("photos", 1, {});
        waitForPicture([this] { return slotIn<Confirming>(m_station.batch()) && m_window.findChild<QPushButton *>(QStringLiteral("confirm"))->isEnabled(); });
        take("question");
        m_reader.remove(1);
        put("worn", 2, {.bad = {{1 << 20, 65536, false}}});
        waitForPicture([this] { return slotIn<AwaitingRemoval>(m_station.batch()); });
        take("failure");
        auto *log = m_window.findChild<QDockWidget *>();
        log->show();
        QTest::qWait(300);
        m_pictures.take("log", *m_window.findChild<LogView *>());
        log->hide();
        LabelDialog labels(labelsOf(m_station.batch().plan, reader()));
        labels.show();
        m_pictures.take("labels", labels);
        m_station.stop(false);
        waitForPicture([this] { return !isRunning(m_station.state()); });
        take("stopped");
    }

private:
    PrepareBatch batchMaker()
    {
        return [this](const Plan &plan, Progress &) -> Result<MakeBatch> {
            return [this, plan] { return std::make_unique<BatchRunner>(plan, m_reader, imagesIn(m_work.path()), *Journal::open(journal(), m_cluster.id)); };
        };
    }
    ReadRecord reader()
    {
        return [this](const QString &node, const std::optional<Card> &card) { return readRecord(*Journal::open(journal(), m_cluster.id), node, card); };
    }
    QString journal() const { return m_work.filePath(QStringLiteral("journal.sqlite")); }

    template <typename State>
    qsizetype count() const
    {
        return std::ranges::count_if(m_station.batch().slots, [](const SlotState &slot) { return std::holds_alternative<State>(slot); });
    }
    void put(const QString &card, int slot, const VirtualFaults &faults)
    {
        m_reader.setFaults(card, faults);
        if (const Status inserted = m_reader.insert(card, slot); !inserted)
            qFatal("%s", qPrintable(inserted.error().message));
    }
    void put(const char *card, int slot, const VirtualFaults &faults) { put(QString::fromLatin1(card), slot, faults); }
    void take(const char *name) { m_pictures.take(name, m_window); }

    Pictures m_pictures;
    QTemporaryDir m_work;
    Cluster m_cluster;
    VirtualReader m_reader;
    Station m_station;
    MainWindow m_window;
};

void takeAll(const Pictures &pictures)
{
    Stage(pictures).showAll();
    takeWizard(pictures);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("coffer-station"));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() < 2 || arguments.size() > 3)
        qFatal("usage: screenshots FOLDER [SUFFIX]");
    if (const Status made = makeDirectory(arguments[1]); !made)
        qFatal("%s", qPrintable(made.error().message));
    const QPalette light = QApplication::palette();
    setLanguage(app, QStringLiteral("en"));
    takeAll({arguments[1], arguments.value(2)});
    if (arguments.size() == 3)
        return 0;
    QApplication::setPalette(darkPalette());
    takeAll({arguments[1], QStringLiteral("-dark")});
    QApplication::setPalette(light);
    setLanguage(app, QStringLiteral("de"));
    takeAll({arguments[1], QStringLiteral("-de")});
    return 0;
}
