// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <KFilterBase>

#include <QFile>

#include <memory>

namespace coffer {

/// Reads what is packed in a file, with one of KArchive's filters: all of its compressed parts (gzip's
/// members, the frames and streams of others), one after the other. KCompressionDevice does not do:
/// it forgets what it has read behind the end of a part, and takes a cut for an end.
/// When it gives no more, atEnd() is true only when all was read and found undamaged; else errorString() has why.
class Unpacker : public QIODevice
{
public:
    /// `file` is open, at its start. Each part but the first has to begin with `firstByte`, if not 0.
    Unpacker(std::unique_ptr<QFile> file, std::unique_ptr<KFilterBase> filter, char firstByte);
    ~Unpacker() override;

    bool isSequential() const override { return true; }
    bool atEnd() const override { return m_state == State::Ended; }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    enum class State { InPart, BetweenParts, Ended, Failed };

    bool hasInput();
    State unpack();
    State beginPart();
    State giveUp(const QString &problem);

    std::unique_ptr<QFile> m_file;
    std::unique_ptr<KFilterBase> m_filter;
    const char m_firstByte;
    QByteArray m_input;
    State m_state = State::InPart;
};

} // namespace coffer
