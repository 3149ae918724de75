// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/bodywriter.h"
#include "core/flash/flash.h"
#include "core/flash/imagememory.h"
#include "core/flash/readback.h"
#include "core/flash/room.h"
#include "core/flash/sourcereader.h"

#include <QElapsedTimer>

#include <thread>
#include <vector>

namespace coffer {
namespace {

/// One card from beginning to end, on its thread.
class CardRun
{
public:
    CardRun(const ImageSource &image, const FlashTask &task, Feeder &feeder, const FlashOptions &options)
        : m_image(image), m_card(*task.card), m_progress(*task.progress), m_marker(task.marker), m_feeder(feeder), m_options(options),
          m_io(m_card, m_progress, options.patience), m_tap(feeder.connect([this] { m_io.wake(); }))
    {
    }

    /// Used from then on by the calling thread.
    void run()
    {
        m_outcome = flash();
        m_tap.reset(); // lets the others go on
    }

    const Result<FlashReport> &outcome() const { return m_outcome; }

private:
    Result<FlashReport> flash()
    {
        CardEnds ends(m_image, m_card, m_io);
        BodyWriter body(m_image, m_card, m_io, ends, m_feeder, *m_tap, m_options, m_progress, m_report);
        QElapsedTimer clock;
        clock.start();
        m_progress.begin(QStringLiteral("write"), m_image.map.mappedBytes());
        const Status written = m_progress.checkCancelled()
                                   .and_then([&] { return ends.look(); })
                                   .and_then([&] { return ends.hasOldTail() ? ends.wipe() : ok(); })
                                   .and_then([&] { return body.write(); })
                                   .and_then([&] { return awaitImage(); })
                                   .and_then([&] { m_progress.finish(); return flush(ends); });
        if (!written)
            return passOn(written);
        m_report.secondsWriting = double(clock.restart()) / 1000;

        const Status finished = verify(body.unverified())
                                    .and_then([&] { return finish(ends); });
        if (!finished)
            return passOn(finished);
        if (m_options.verify) {
            m_report.bytesVerified = m_image.map.mappedBytes();
            m_report.secondsVerifying = double(clock.elapsed()) / 1000;
        }
        m_report.retries = m_io.retries();
        return m_report;
    }

    /// The first MiB is for an image that is known to be whole.
    Status awaitImage()
    {
        while (!m_tap->isImageGood()) {
            const Status going = m_tap->status().and_then([&] { return m_io.turn(); });
            if (!going)
                return going;
        }
        m_tap.reset();
        return ok();
    }

    Status flush(const CardEnds &ends)
    {
        if (!ends.isWiped()) // nothing was written
            return ok();
        m_progress.begin(QStringLiteral("flush"), 0);
        const Status flushed = m_io.flushNow();
        if (flushed)
            m_progress.finish();
        return flushed;
    }

    Status verify(const Unverified &written)
    {
        return m_options.verify ? ReadBack(m_image, m_card, m_io, m_feeder, m_options, m_progress, m_report).verify(written) : ok();
    }

    /// A first MiB that differs is written to a card that does not look complete, as everything.
    Status finish(CardEnds &ends)
    {
        m_progress.begin(QStringLiteral("finish"), 0);
        if (m_marker)
            ends.sign(*m_marker);
        const bool looksComplete = !ends.isWiped() && !ends.isFirstThere();
        const Status finished = m_progress.checkCancelled()
                                    .and_then([&] { return looksComplete ? ends.wipe() : ok(); })
                                    .and_then([&] { return ends.finish(m_options, m_progress, m_report); });
        if (finished)
            m_progress.finish();
        return finished;
    }

    const ImageSource &m_image;
    BlockTarget &m_card;
    Progress &m_progress;
    const std::optional<CardMarker> m_marker;
    Feeder &m_feeder;
    const FlashOptions &m_options;
    FlashReport m_report;
    CardIo m_io;
    std::unique_ptr<Tap> m_tap;
    Result<FlashReport> m_outcome;
};

Status checkReadable(const ImageSource &image)
{
    const auto reader = SourceReader::open(image);
    return reader ? ok() : passOn(reader);
}

} // namespace

QList<Result<FlashReport>> flashCards(const ImageSource &image, const QList<FlashTask> &tasks, const FlashOptions &options)
{
    const ImageMemory memory(options.memory);
    const QByteArray identity = imageIdentity(image);
    Feeder feeder(image, memory.recall(identity, countStretches(image.map)));
    std::vector<std::unique_ptr<CardRun>> runs; // null for a card that is not written to
    QList<Result<FlashReport>> outcomes;
    const Status readable = checkReadable(image);
    for (const FlashTask &task : tasks) {
        const Status fits = readable.and_then([&] { return checkRoom(image.map, *task.card); });
        runs.push_back(fits ? std::make_unique<CardRun>(image, task, feeder, options) : nullptr);
        outcomes.append(fits ? Result<FlashReport>() : passOn(fits));
    }
    feeder.start();
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 1; i < runs.size(); ++i) {
            if (runs[i])
                threads.emplace_back([&run = *runs[i]] { run.run(); });
        }
        if (!runs.empty() && runs.front())
            runs.front()->run();
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        if (runs[i])
            outcomes[qsizetype(i)] = runs[i]->outcome();
    }
    if (!feeder.isRemembered() && !feeder.digests().isEmpty() && imageIdentity(image) == identity)
        memory.remember(identity, feeder.digests());
    return outcomes;
}

Result<FlashReport> flashCard(const ImageSource &image, BlockTarget &card, Progress &progress, const FlashOptions &options,
                              const std::optional<CardMarker> &marker)
{
    return flashCards(image, {{&card, &progress, marker}}, options).first();
}

} // namespace coffer
