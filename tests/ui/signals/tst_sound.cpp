// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/signals/sound.h"

#include "eventloopgap.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <cmath>
#include <numbers>

#include <signal.h>

using namespace coffer;

namespace {

struct Wave
{
    int channels = 0;
    int rate = 0; ///< samples a second
    int bits = 0;
    QList<double> samples; ///< from -1 to 1

    double seconds() const { return double(samples.size()) / rate; }
    /// How much of this pitch, in Hz, there is.
    double power(double pitch) const
    {
        double real = 0;
        double imaginary = 0;
        for (qsizetype i = 0; i < samples.size(); ++i) {
            real += samples[i] * std::cos(2 * std::numbers::pi * pitch * double(i) / rate);
            imaginary += samples[i] * std::sin(2 * std::numbers::pi * pitch * double(i) / rate);
        }
        return real * real + imaginary * imaginary;
    }
};

template <typename T>
T numberAt(const QByteArray &data, qsizetype offset)
{
    return qFromLittleEndian<T>(data.constData() + offset);
}

/// A plain file: one "fmt " of 16 bytes, then the data.
Wave readWave(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray data = file.readAll();
    if (data.size() < 44 || !data.startsWith("RIFF") || data.mid(8, 8) != "WAVEfmt " || data.mid(36, 4) != "data" || numberAt<quint16>(data, 20) != 1)
        return {};
    Wave wave{numberAt<quint16>(data, 22), int(numberAt<quint32>(data, 24)), numberAt<quint16>(data, 34), {}};
    for (qsizetype i = 44; i + 1 < data.size(); i += 2)
        wave.samples += numberAt<qint16>(data, i) / 32768.0;
    return wave;
}

const QString nextCard = QStringLiteral(":/sounds/next-card.wav");
const QString failed = QStringLiteral(":/sounds/failed.wav");

} // namespace

/// Scripts stand for the programs that play.
class SoundTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void givesAProgramTheSoundsFile_data();
    void givesAProgramTheSoundsFile();
    void takesTheFirstThatIsThere();
    void triesTheNextWhenOneFails();
    void beepsOnceWhenNoneCan();
    void beepsWhereThereIsNone();
    void doesNotWaitForOneThatHangs();
    void playsANewerOneAtOnce();
    void playsFailedToItsEnd();
    void endsWithTheProgram();

    void shortAndClean_data();
    void shortAndClean();
    void areToldApart();

private:
    /// A player that notes its own number, then what it was called with, and does `then`.
    QStringList player(const char *name, const QByteArray &then);
    /// What the players have noted so far, a line each.
    QStringList noted() const;
    qint64 pidOf(qsizetype line) const { return noted().value(line).section(u' ', 1, 1).toLongLong(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    int m_beeps = 0;
    std::function<void()> m_beep = [this] { ++m_beeps; };
};

void SoundTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    m_beeps = 0;
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); // what cannot be heard is no reason to say a word
}

QStringList SoundTest::player(const char *name, const QByteArray &then)
{
    const QString path = m_folder->filePath(QLatin1String(name));
    QFile script(path);
    if (!script.open(QIODevice::WriteOnly))
        return {};
    script.write("#!/bin/sh\necho \"" + QByteArray(name) + " $$ $(head -c 4 \"$2\") $*\" >>" + QFile::encodeName(m_folder->filePath(QStringLiteral("noted")))
                 + "\n" + then + "\n");
    script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {path, QStringLiteral("--quiet")};
}

QStringList SoundTest::noted() const
{
    QFile file(m_folder->filePath(QStringLiteral("noted")));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

void SoundTest::givesAProgramTheSoundsFile_data()
{
    QTest::addColumn<Sound::Kind>("kind");
    QTest::addColumn<QString>("sound");
    QTest::newRow("next card") << Sound::Kind::NextCard << nextCard;
    QTest::newRow("failed") << Sound::Kind::Failed << failed;
}

void SoundTest::givesAProgramTheSoundsFile()
{
    QFETCH(Sound::Kind, kind);
    QFETCH(QString, sound);
    const QString copy = m_folder->filePath(QStringLiteral("copy"));
    Sound player({this->player("good", "cp \"$2\" " + QFile::encodeName(copy) + ".part && mv " + QFile::encodeName(copy) + ".part " + QFile::encodeName(copy))},
                 m_beep);
    player.play(kind);
    QTRY_VERIFY(QFile::exists(copy));
    QVERIFY2(noted().value(0).contains(QStringLiteral("RIFF --quiet /")), qPrintable(noted().value(0)));
    QFile played(copy);
    QFile wanted(sound);
    QVERIFY(played.open(QIODevice::ReadOnly) && wanted.open(QIODevice::ReadOnly));
    QVERIFY(played.readAll() == wanted.readAll());
    QCOMPARE(m_beeps, 0);
}

void SoundTest::takesTheFirstThatIsThere()
{
    Sound sound({{QStringLiteral("no-such-player")}, player("good", "exit 0"), player("spare", "exit 0")}, m_beep);
    sound.play(Sound::Kind::NextCard);
    QTRY_COMPARE(noted().size(), 1);
    QVERIFY(noted().first().startsWith(QStringLiteral("good ")));
    // It is free for the next then.
    QTRY_VERIFY(::kill(pid_t(pidOf(0)), 0) != 0);
    sound.play(Sound::Kind::NextCard);
    QTRY_COMPARE(noted().size(), 2);
    QVERIFY(noted().last().startsWith(QStringLiteral("good ")));
}

void SoundTest::triesTheNextWhenOneFails()
{
    const QString notAProgram = m_folder->filePath(QStringLiteral("not-a-program"));
    QFile file(notAProgram);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("\x7f""ELF and no more") > 0);
    file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
    file.close();
    Sound sound({{notAProgram}, player("refuses", "exit 1"), player("crashes", "kill -9 $$"), player("good", "exit 0")}, m_beep);
    sound.play(Sound::Kind::NextCard);
    QTRY_COMPARE(noted().size(), 3);
    QVERIFY(noted().at(2).startsWith(QStringLiteral("good ")));
    QCOMPARE(m_beeps, 0);
}

void SoundTest::beepsOnceWhenNoneCan()
{
    Sound sound({player("refuses", "exit 1"), player("refuses-too", "exit 1")}, m_beep);
    sound.play(Sound::Kind::Failed);
    QTRY_COMPARE(m_beeps, 1);
    QCOMPARE(noted().size(), 2);
    sound.play(Sound::Kind::Failed);
    QTRY_COMPARE(m_beeps, 2);
}

void SoundTest::beepsWhereThereIsNone()
{
    Sound sound({{QStringLiteral("no-such-player")}}, m_beep);
    sound.play(Sound::Kind::NextCard);
    QCOMPARE(m_beeps, 1);
    Sound mute(Sound::Players{});
    mute.play(Sound::Kind::NextCard); // no window system to beep
}

void SoundTest::doesNotWaitForOneThatHangs()
{
    Sound sound({player("hangs", "exec sleep 60")}, m_beep);
    QElapsedTimer clock;
    clock.start();
    sound.play(Sound::Kind::NextCard);
    QVERIFY(clock.elapsed() < gapLimit);
    QTRY_COMPARE(noted().size(), 1);
    // It is ended, and no other noise is made so late.
    const qint64 gap = longestGapUntil([this] { return ::kill(pid_t(pidOf(0)), 0) != 0; });
    QVERIFY2(gap >= 0 && gap < gapLimit, qPrintable(QString::number(gap)));
    QCOMPARE(m_beeps, 0);
    sound.play(Sound::Kind::NextCard);
    QTRY_COMPARE(noted().size(), 2);
}

void SoundTest::playsANewerOneAtOnce()
{
    Sound sound({player("long", "exec sleep 60")}, m_beep);
    sound.play(Sound::Kind::NextCard);
    QTRY_COMPARE(noted().size(), 1);
    sound.play(Sound::Kind::Failed);
    QTRY_COMPARE(noted().size(), 2);
    QTRY_VERIFY(::kill(pid_t(pidOf(0)), 0) != 0);
    QCOMPARE(::kill(pid_t(pidOf(1)), 0), 0);
    QCOMPARE(m_beeps, 0);
}

void SoundTest::playsFailedToItsEnd()
{
    const QByteArray end = QFile::encodeName(m_folder->filePath(QStringLiteral("end")));
    Sound sound({player("long", "while [ ! -e " + end + " ]; do sleep 0.02; done")}, m_beep);
    sound.play(Sound::Kind::Failed);
    QTRY_COMPARE(noted().size(), 1);
    sound.play(Sound::Kind::NextCard);
    sound.play(Sound::Kind::Failed);
    QCOMPARE(::kill(pid_t(pidOf(0)), 0), 0);
    QFile file(QFile::decodeName(end));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QTRY_VERIFY(::kill(pid_t(pidOf(0)), 0) != 0);
    QCOMPARE(noted().size(), 1); // neither of the two was queued
}

void SoundTest::endsWithTheProgram()
{
    {
        Sound sound({player("long", "exec sleep 60")}, m_beep);
        sound.play(Sound::Kind::Failed);
        QTRY_COMPARE(noted().size(), 1);
    }
    QVERIFY(::kill(pid_t(pidOf(0)), 0) != 0);
}

void SoundTest::shortAndClean_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("next card") << nextCard;
    QTest::newRow("failed") << failed;
}

void SoundTest::shortAndClean()
{
    QFETCH(QString, path);
    const Sound loads(Sound::Players{});
    const Wave wave = readWave(path);
    QCOMPARE(wave.channels, 1);
    QCOMPARE(wave.bits, 16);
    QVERIFY(wave.rate >= 22050 && wave.rate <= 44100);
    QVERIFY(wave.seconds() > 0.3 && wave.seconds() < 1.0);
    const auto [lowest, highest] = std::ranges::minmax_element(wave.samples);
    QVERIFY(*highest > 0.3 && *highest < 0.9); // heard, and not cut off
    QVERIFY(*lowest > -0.9);
    QVERIFY(std::abs(wave.samples.first()) < 0.01 && std::abs(wave.samples.last()) < 0.01); // no clicks
}

void SoundTest::areToldApart()
{
    const Sound loads(Sound::Players{});
    const Wave up = readWave(nextCard);
    const Wave down = readWave(failed);
    QVERIFY(down.seconds() > 1.2 * up.seconds());
    QVERIFY(up.power(987.77) > 20 * up.power(349.23));
    QVERIFY(down.power(349.23) > 20 * down.power(987.77));
}

QTEST_GUILESS_MAIN(SoundTest)
#include "tst_sound.moc"
