// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lab/machine.h"
#include "lab/slots.h"

#include <QMap>
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

/// Ends the test function with the error's sentence, if there is one.
#define MUST(expression)                                                  \
    do {                                                                  \
        const auto &outcome_ = (expression);                              \
        if (!outcome_)                                                    \
            QFAIL(qPrintable(outcome_.error().message));                  \
    } while (false)

namespace coffer {

constexpr qint64 cardSize = 96 << 20;
const QString headImage = QStringLiteral("/lab/images/nanopc-t4/nanopc-t4-disk.img"); ///< in the machine

/// Our programs in a machine of its own, with readers and cards that are driven from outside.
class CardLab : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase();

    // readers.cpp: where cards are
    void listsNoDiskThatIsNoCard();
    void writesACardInAnSdSlot();
    void writesTheCardInOneOfThreeSlots();
    void seesFourReadersBehindAHubAndWritesThemAtOnce();

    // batches.cpp: one card after the other
    void writesABatchOverOneReader();
    void asksAboutACameraCard();
    void leavesACardAloneThatWasSwappedWhileItAsked();

    // permission.cpp: who may
    void saysWhatToDoWhenPolkitDeniesIt();
    void unmountsWhatTheDesktopHasMounted();
    void desktopsAreToldToLeaveCardsAloneWhereTheUdevRuleIs();
    void keepsTheDesktopFromMountingInNamedReaders();
    void opensNoHardDiskForTheGroup();

    // faults.cpp: cards that fail
    void tellsThatACardIsWriteProtected();
    void endsAtOnceWhenACardIsPulledWhileItIsWritten();
    void endsAtOnceWhenACardIsPulledWhileItIsVerified();
    void endsAtOnceWhenTheReaderIsUnpluggedWhileItsCardIsWritten();
    void writesASlowCard();
    void tellsOfASectorThatCannotBeWritten();
    void tellsOfACardThatLiesAboutItsSize();

private:
    /// The path of the file that is the card `name`.
    QString card(const QString &name) const { return m_work.filePath(name + QStringLiteral(".card")); }
    /// Puts a card into a slot and waits until the programs in the machine see it: the event that tells of it.
    Result<QJsonObject> putIn(const QString &slot, const QJsonObject &medium);
    /// The same of any change.
    Result<QList<QJsonObject>> watch(const std::function<Status()> &change, const QString &event, int count = 1);
    std::shared_ptr<GuestProgram> flash(const QString &image, const QStringList &devices);
    std::shared_ptr<GuestProgram> startBatch(const QString &only);
    /// Plays the batch's part for this node with a blank card in the reader "slot": asked for, in, verified, out; and the card is right.
    Status playBlankCard(GuestProgram &batch, const QString &node);
    /// Pulls the card that the batch writes as node00: that work ends at once with a sentence, and a good card ends the batch.
    Status goesOnAfter(GuestProgram &batch, const std::function<Status()> &pull);
    /// Where the card's file does not hold what the node needs, in words.
    QString nodeDifference(const QString &node, const QString &cardPath) const;
    QString nodeImage(const QString &node) const;
    bool noCardIsOffered();

    QTemporaryDir m_work;
    QMap<QString, QByteArray> m_disks; ///< file of what must not change → its checksum
    std::unique_ptr<Machine> m_machine;
    std::unique_ptr<Slots> m_slots;
    Guest *m_user = nullptr; ///< who runs our programs: nobody special
};

} // namespace coffer
