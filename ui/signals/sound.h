// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <functional>
#include <memory>

class QProcess;
class QTemporaryFile;

namespace coffer {

/// The station's two short sounds. A program of the desktop plays them, so an audio service that hangs or crashes hangs or
/// crashes that program; where none can, the desktop's beep is heard, if anything.
class Sound : public QObject
{
    Q_OBJECT
public:
    enum class Kind { NextCard, Failed };
    /// Programs with their options, which play the file that is named after them; the best first.
    using Players = QList<QStringList>;

    static Players usualPlayers();
    /// QApplication's beep, where there is such an application.
    static void beep();

    explicit Sound(Players players = usualPlayers(), std::function<void()> otherwise = &Sound::beep, QObject *parent = nullptr);
    ~Sound() override;

    /// Starts it and returns. It takes the place of one that is heard just now, but "failed" is heard to its end.
    void play(Kind kind);

private:
    void start(qsizetype player);
    void stop();
    QString fileOf(Kind kind);

    const Players m_players;
    const std::function<void()> m_otherwise;
    std::unique_ptr<QTemporaryFile> m_files[2]; ///< where the programs find the sounds
    std::unique_ptr<QProcess> m_process;        ///< null while it is quiet
    Kind m_kind = Kind::NextCard;
};

} // namespace coffer
