// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt.h"

#include "plans.h"

#include <QTest>

using namespace coffer;

namespace {

using Answer = Prompt::Answer;

/// A batch of a head and `nodes` nodes with a card in reader 1 that has just been begun.
BatchState writing(int nodes)
{
    BatchState state = start(makeOpenPlan(nodes));
    state = next(state, CardInserted{makeCard()});
    return next(state, CardChecked{makeCard(), {}});
}

BatchState ended(int nodes, const Result<FlashReport> &outcome)
{
    return next(writing(nodes), WorkDone{makeCard(), outcome});
}

BatchState allWith(Outcome outcome)
{
    Plan plan = makeOpenPlan(1);
    for (Plan::Entry &entry : plan.entries)
        entry.outcome = outcome;
    return start(plan);
}

} // namespace

class PromptTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysHowManyCardsAreAhead();
    void saysThatAnInterruptedBatchGoesOn();
    void saysWhyItCannotStart();
    void asksForTheNextCard();
    void saysWhyItAsksAgain();
    void asksBeforeItWrites();
    void tellsWhatItKnowsOfTheCard();
    void saysWhatIsWritten();
    void countsSeveralCards();
    void asksToRemoveAndLabel();
    void doesNotCallVerifiedWhatWasNotReadBack();
    void countsApartWhatWasNotReadBack();
    void warnsOfACardThatHadToBeMended();
    void offersTheSameCardAgainAfterAFailure();
    void wantsAFailedCardOutOnceItIsPutOff();
    void summarizes();
    void putsTheQuestionFirst();
    void neverTakesACardsWordsForMarkup();
};

void PromptTest::saysHowManyCardsAreAhead()
{
    QCOMPARE(promptFor(Ready{}, start(makeOpenPlan(16))).headline, QStringLiteral("17 cards to write"));
    const Prompt one = promptFor(Ready{}, start(makeOpenPlan(0)));
    QCOMPARE(one.headline, QStringLiteral("1 card to write"));
    QCOMPARE(one.answers, QList<Answer>{Answer::Start});
}

void PromptTest::saysThatAnInterruptedBatchGoesOn()
{
    Plan plan = makeOpenPlan(3);
    plan.entries[0].outcome = Outcome::Verified;
    const Prompt prompt = promptFor(Ready{}, start(plan));
    QCOMPARE(prompt.headline, QStringLiteral("3 cards to write"));
    QVERIFY2(prompt.text.contains(QLatin1String("1 card of the last batch")), qPrintable(prompt.text));
    QCOMPARE(prompt.answers, (QList<Answer>{Answer::Start, Answer::Anew}));
}

void PromptTest::saysWhyItCannotStart()
{
    const Prompt prompt = promptFor(Blocked{{Errc::NotFound, QStringLiteral("Run it.")}}, start(makeOpenPlan(1)));
    QCOMPARE(prompt.text, QStringLiteral("Run it."));
    QCOMPARE(prompt.answers, QList<Answer>{Answer::Start});
}

void PromptTest::asksForTheNextCard()
{
    const Prompt prompt = promptFor(Running{}, start(makeOpenPlan(1)));
    QCOMPARE(prompt.headline, QStringLiteral("Insert the card for head into any reader"));
    QCOMPARE(prompt.symbol, Symbol::Insert);
    QCOMPARE(prompt.answers, QList<Answer>{Answer::Skip});
}

void PromptTest::saysWhyItAsksAgain()
{
    const BatchState failed = next(ended(0, fail(Errc::CardGone, QStringLiteral("It was pulled."))), CardRemoved{makeCard()});
    const Prompt prompt = promptFor(Running{}, failed);
    QCOMPARE(prompt.headline, QStringLiteral("Insert the card for head into any reader"));
    QVERIFY(prompt.text.contains(QLatin1String("It was pulled.")));
    QCOMPARE(prompt.tone, Tone::Warning);
}

void PromptTest::asksBeforeItWrites()
{
    BatchState state = next(start(makeOpenPlan(0)), CardInserted{makeCard()});
    state = next(state, CardChecked{makeCard(), {QStringLiteral("FAT PHOTOS"), QStringLiteral("This card is not blank."), {}}});
    const Prompt prompt = promptFor(Running{}, state);
    QCOMPARE(prompt.headline, QStringLiteral("Write this card for head?"));
    for (const char *part : {"This card is not blank.", "FAT PHOTOS", "Reader 1, slot 2", "Acme SD", "4.0 GiB", "erases"})
        QVERIFY2(prompt.text.contains(QLatin1String(part)), part);
    QCOMPARE(prompt.answers, (QList<Answer>{Answer::Confirm, Answer::Decline, Answer::Skip}));
    QCOMPARE(prompt.advice.card, makeCard());
}

void PromptTest::tellsWhatItKnowsOfTheCard()
{
    BatchState state = next(start(makeOpenPlan(0)), CardInserted{makeCard()});
    state = next(state, CardChecked{makeCard(), {QStringLiteral("FAT"), QStringLiteral("Not blank."), QStringLiteral("It failed twice.")}});
    QVERIFY(promptFor(Running{}, state).text.contains(QLatin1String("It failed twice.")));
}

void PromptTest::saysWhatIsWritten()
{
    QCOMPARE(promptFor(Running{}, writing(1)).headline, QStringLiteral("Writing the card for head"));
    const BatchState checking = next(start(makeOpenPlan(0)), CardInserted{makeCard()});
    QCOMPARE(promptFor(Running{}, checking).headline, QStringLiteral("Looking at the card"));
}

void PromptTest::countsSeveralCards()
{
    Card other = makeCard();
    other.byId += u'2';
    BatchState state = next(writing(1), CardInserted{other});
    state = next(state, CardChecked{other, {}});
    QCOMPARE(promptFor(Running{}, state).headline, QStringLiteral("Writing 2 cards"));
}

void PromptTest::asksToRemoveAndLabel()
{
    FlashReport report;
    report.bytesVerified = 340 << 20;
    const Prompt prompt = promptFor(Running{}, ended(1, report));
    QCOMPARE(prompt.headline, QStringLiteral("Remove the card from Reader 1, slot 2, label it head"));
    QVERIFY2(prompt.text.contains(QLatin1String("192.0.2.250")) && prompt.text.contains(QLatin1String("340")), qPrintable(prompt.text));
    QCOMPARE(prompt.tone, Tone::Good);
    QVERIFY(prompt.answers.isEmpty());
}

void PromptTest::doesNotCallVerifiedWhatWasNotReadBack()
{
    const Prompt prompt = promptFor(Running{}, ended(1, FlashReport{}));
    QVERIFY2(prompt.text.contains(QLatin1String("not read back")), qPrintable(prompt.text));
    QCOMPARE(prompt.tone, Tone::Warning);
}

void PromptTest::countsApartWhatWasNotReadBack()
{
    BatchState state = allWith(Outcome::Verified);
    state.plan.entries[0].isUnread = true;
    const Prompt prompt = promptFor(Ended{}, state);
    QCOMPARE(prompt.headline, QStringLiteral("All 2 cards are written"));
    QVERIFY2(prompt.text.contains(QLatin1String("1 of 2 cards verified, 1 not read back")), qPrintable(prompt.text));
    QCOMPARE(prompt.tone, Tone::Warning);
}

void PromptTest::warnsOfACardThatHadToBeMended()
{
    FlashReport report;
    report.repaired = 2;
    report.bytesVerified = 340 << 20;
    QVERIFY(promptFor(Running{}, ended(0, report)).text.contains(QLatin1String("do not trust")));
}

void PromptTest::offersTheSameCardAgainAfterAFailure()
{
    const Prompt prompt = promptFor(Running{}, ended(1, fail(Errc::ChecksumMismatch, QStringLiteral("Bytes differ."))));
    QCOMPARE(prompt.headline, QStringLiteral("The card for head in Reader 1, slot 2 failed"));
    QVERIFY(prompt.text.contains(QLatin1String("Bytes differ.")));
    QCOMPARE(prompt.answers, (QList<Answer>{Answer::TryAgain, Answer::Skip}));
}

void PromptTest::wantsAFailedCardOutOnceItIsPutOff()
{
    const BatchState put = next(ended(1, fail(Errc::Failed, QStringLiteral("No."))), SkipNode{QStringLiteral("head")});
    const Prompt prompt = promptFor(Running{}, put);
    QCOMPARE(prompt.headline, QStringLiteral("Remove the card from Reader 1, slot 2"));
    QVERIFY(prompt.answers.isEmpty());
}

void PromptTest::summarizes()
{
    const Prompt all = promptFor(Ended{}, allWith(Outcome::Verified));
    QCOMPARE(all.headline, QStringLiteral("All 2 cards are verified"));
    QCOMPARE(all.answers, QList<Answer>{Answer::Anew});
    const Prompt before = promptFor(Ended{true}, allWith(Outcome::Verified));
    QVERIFY2(before.text.contains(QLatin1String("last batch")), qPrintable(before.text));
    const Prompt rest = promptFor(Ended{}, allWith(Outcome::Failed));
    QCOMPARE(rest.headline, QStringLiteral("Done, but not with all nodes"));
    QCOMPARE(rest.text, QStringLiteral("0 of 2 cards verified, 2 failed"));
    QCOMPARE(promptFor(Stopped{}, start(makeOpenPlan(0))).text, QStringLiteral("0 of 1 cards verified, 1 not done"));
    QVERIFY(promptFor(Stopping{}, writing(0)).answers.isEmpty());
}

/// A question in one reader goes before a card that is done in another, and that before the next one to put in.
void PromptTest::putsTheQuestionFirst()
{
    Card other = makeCard();
    other.byId += u'2';
    BatchState state = next(ended(2, FlashReport{}), SlotsCounted{1});
    QCOMPARE(promptFor(Running{}, state).symbol, Symbol::Remove);
    state = next(state, CardInserted{other});
    state = next(state, CardChecked{other, {QStringLiteral("FAT"), QStringLiteral("Not blank."), {}}});
    QCOMPARE(promptFor(Running{}, state).headline, QStringLiteral("Write this card for node00?"));
}

void PromptTest::neverTakesACardsWordsForMarkup()
{
    BatchState state = next(start(makeOpenPlan(0)), CardInserted{makeCard()});
    state = next(state, CardChecked{makeCard(), {QStringLiteral("<b>FAT</b>"), QStringLiteral("Not blank."), {}}});
    QVERIFY(promptFor(Running{}, state).text.contains(QLatin1String("<b>FAT</b>"))); // shown as it is, by a plain label
}

QTEST_GUILESS_MAIN(PromptTest)
#include "tst_prompt.moc"
