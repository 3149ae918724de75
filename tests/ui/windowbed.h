// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/batchkit.h"
#include "support/gatedreader.h"
#include "ui/mainwindow.h"
#include "ui/virtualreaderbox.h"

#include <QCheckBox>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QTest>

namespace coffer {

inline Result<CardRecord> readNothing(const QString &, const std::optional<Card> &)
{
    return CardRecord{};
}

inline QString insert(const char *node)
{
    return QStringLiteral("Insert the card for %1 into any reader").arg(QLatin1String(node));
}

inline QString label(const char *node)
{
    return QStringLiteral("Remove the card from Virtual reader, label it %1").arg(QLatin1String(node));
}

/// The window as the program composes it, on a virtual reader; new for each test.
class WindowBed : public QObject
{
protected:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_reader = std::make_unique<GatedReader>(m_folder->filePath(QStringLiteral("cards")), testCardSize);
        m_preparing.acquire(m_preparing.available());
        m_preparing.release();
    }

    void cleanup()
    {
        m_reader->gate.release();
        m_preparing.release();
        m_window.reset();
        m_station.reset();
        m_reader.reset();
        m_folder.reset();
    }

    void open(int nodes)
    {
        m_cluster = makeCluster(nodes);
        for (const Node &node : m_cluster.nodes)
            QVERIFY(makeImage(m_folder->path(), node));
        m_plan = *makePlan(m_cluster);
        const auto prepare = [this](const Plan &plan, Progress &) -> Result<MakeBatch> {
            m_preparing.acquire();
            m_preparing.release();
            if (!QFile::exists(imagePath(m_folder->path(), m_cluster.head())))
                return fail(Errc::NotFound, QStringLiteral("Run \"coffer build all\"."));
            const Result<Journal> journal = Journal::open(m_folder->filePath(QStringLiteral("journal")), m_cluster.id);
            if (!journal)
                return passOn(journal);
            return [this, plan, journal = *journal] { return std::make_unique<BatchRunner>(plan, *m_reader, imagesIn(m_folder->path()), journal); };
        };
        m_station = std::make_unique<Station>(m_plan, prepare);
        m_window = std::make_unique<MainWindow>(*m_station, readNothing);
        auto *box = new VirtualReaderBox(*m_reader);
        m_window->addReaderBox(box);
        connect(m_station.get(), &Station::batchMade, box, &VirtualReaderBox::follow);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void start()
    {
        press("start");
        QTRY_VERIFY(isRunning(m_window->state()));
    }

    /// Up to the middle of it.
    void writeHead()
    {
        m_reader->isGated = true;
        start();
        press("insert");
        QTRY_VERIFY(m_reader->isWaiting);
        QTRY_COMPARE(headline(), QStringLiteral("Writing the card for head"));
    }

    QPushButton *button(const char *name) const
    {
        for (QPushButton *button : m_window->findChildren<QPushButton *>(QLatin1String(name))) {
            if (button->isVisible())
                return button;
        }
        return nullptr;
    }

    void press(const char *name)
    {
        QTRY_VERIFY2(button(name) && button(name)->isEnabled(), name);
        QTest::mouseClick(button(name), Qt::LeftButton);
    }

    QString headline() const
    {
        for (const QLabel *label : m_window->findChildren<QLabel *>(QStringLiteral("headline"))) {
            if (label->isVisible())
                return label->text();
        }
        return {};
    }

    QMessageBox *question() const
    {
        auto *box = m_window->findChild<QMessageBox *>();
        return box && box->isVisible() ? box : nullptr;
    }

    bool holds(int entry) const
    {
        const Node node = m_plan.entries[entry].node;
        return holdsImage(m_reader->cardPath(node.name), m_folder->path(), node);
    }

    QString tally() const { return m_window->findChild<QLabel *>(QStringLiteral("tally"))->text(); }
    QCheckBox *swap() const { return m_window->findChild<QCheckBox *>(QStringLiteral("swap")); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<GatedReader> m_reader;
    std::unique_ptr<Station> m_station;
    std::unique_ptr<MainWindow> m_window;
    QSemaphore m_preparing; ///< what a batch's getting ready waits for; there is one of it unless a test takes it
    Cluster m_cluster;
    Plan m_plan;
};

} // namespace coffer
