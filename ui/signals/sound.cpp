// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signals/sound.h"

#include <QApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QTimer>

#include <chrono>
#include <utility>

static void loadSounds()
{
    Q_INIT_RESOURCE(sounds);
}

namespace coffer {
namespace {

using namespace std::chrono_literals;

constexpr auto longest = 5s; // the sounds take less than one, and a server may hold back two; who is not done by then hangs

} // namespace

Sound::Players Sound::usualPlayers()
{
    return {{QStringLiteral("paplay"), QStringLiteral("--client-name=Cofferware"), QStringLiteral("--property=media.role=event")},
            {QStringLiteral("pw-play"), QStringLiteral("--media-role=Notification")},
            {QStringLiteral("aplay"), QStringLiteral("-q")}};
}

void Sound::beep()
{
    if (qobject_cast<QApplication *>(QCoreApplication::instance()))
        QApplication::beep();
}

Sound::Sound(Players players, std::function<void()> otherwise, QObject *parent)
    : QObject(parent), m_players(std::move(players)), m_otherwise(std::move(otherwise))
{
    loadSounds();
}

Sound::~Sound()
{
    if (!m_process)
        return;
    m_process->disconnect(this);
    m_process->kill();
    m_process->waitForFinished(); // that is at once
}

void Sound::play(Kind kind)
{
    if (m_process && m_kind == Kind::Failed)
        return;
    stop();
    m_kind = kind;
    start(0);
}

/// Starts the first that is there, from `player` on.
void Sound::start(qsizetype player)
{
    const QString file = fileOf(m_kind);
    QString program;
    while (player < m_players.size() && (program = QStandardPaths::findExecutable(m_players[player].first())).isEmpty())
        ++player;
    if (program.isEmpty() || file.isEmpty()) {
        m_otherwise();
        return;
    }
    m_process = std::make_unique<QProcess>();
    QProcess *process = m_process.get();
    process->setStandardInputFile(QProcess::nullDevice());
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setStandardErrorFile(QProcess::nullDevice());
    // Queued, as the process must not be deleted while it tells.
    const auto goOn = [this, process, player] {
        if (process != m_process.get())
            return;
        const bool played = process->error() == QProcess::UnknownError && process->exitCode() == 0;
        stop();
        if (!played)
            start(player + 1);
    };
    connect(process, &QProcess::finished, this, goOn, Qt::QueuedConnection);
    connect(process, &QProcess::errorOccurred, this, goOn, Qt::QueuedConnection);
    // What comes so late would tell of something else by then, so no other is tried.
    QTimer::singleShot(longest, process, [this, process] {
        if (process == m_process.get())
            stop();
    });
    process->start(program, m_players[player].mid(1) + QStringList(file));
}

void Sound::stop()
{
    if (!m_process)
        return;
    // Ended, but not waited for.
    QProcess *process = m_process.release();
    process->disconnect(this);
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->kill();
}

/// A copy of the sound on the disk, for as long as this lives; empty if there is no room for it.
QString Sound::fileOf(Kind kind)
{
    std::unique_ptr<QTemporaryFile> &file = m_files[int(kind)];
    if (!file)
        file.reset(QTemporaryFile::createNativeFile(kind == Kind::Failed ? QStringLiteral(":/sounds/failed.wav") : QStringLiteral(":/sounds/next-card.wav")));
    return file ? file->fileName() : QString();
}

} // namespace coffer
