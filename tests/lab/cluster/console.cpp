// SPDX-License-Identifier: GPL-3.0-or-later
#include "lab/cluster/console.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

namespace coffer {
namespace {

constexpr int shownLines = 40;
constexpr int connectMs = 10000;

/// What a machine says that will not come up.
const QByteArrayList hopeless{"Kernel panic", "emergency mode", "(initramfs)", "No more bootdevs", "using default environment"};

} // namespace

Result<QByteArray> Console::await(const QByteArrayList &texts, int ms, const std::function<bool()> &isOver)
{
    QByteArray found;
    const auto finds = [&](const QByteArrayList &wanted) {
        const QByteArray &text = said();
        for (const QByteArray &each : wanted) {
            const qsizetype at = text.indexOf(each, m_seen);
            if (at < 0)
                continue;
            found = each;
            m_seen = at + each.size();
            return true;
        }
        return false;
    };
    const bool came = QTest::qWaitFor([&] { return finds(texts) || finds(hopeless) || isOver(); }, ms);
    if (texts.contains(found))
        return found;
    const QString why = !came ? QStringLiteral("not within %1 s").arg(ms / 1000)
                      : found.isEmpty() ? QStringLiteral("the machine has ended")
                                        : QString::fromLatin1(found);
    return fail(Errc::Failed, QStringLiteral("\"%1\" is not said (%2). %3 ends with:\n%4")
                                  .arg(QString::fromLatin1(texts.join("\" or \"")), why, m_log, lastLines()));
}

Result<std::unique_ptr<QLocalSocket>> Console::keyboard() const
{
    auto socket = std::make_unique<QLocalSocket>();
    // What is said is in the log too; here it only has to be taken, or the machine waits for that.
    QObject::connect(socket.get(), &QLocalSocket::readyRead, socket.get(), [from = socket.get()] { from->readAll(); });
    socket->connectToServer(m_socket);
    if (!socket->waitForConnected(connectMs))
        return fail(Errc::Failed, QStringLiteral("the console is not reached: ") + socket->errorString());
    return socket;
}

QString Console::lastLines()
{
    static const QRegularExpression control(QStringLiteral("\\x1b\\[[0-9;?]*[A-Za-z]|[\\x00-\\x09\\x0b-\\x1f]"));
    QString text = QString::fromUtf8(said());
    text.remove(control);
    return QStringList(text.split(u'\n').mid(std::max<qsizetype>(0, text.count(u'\n') - shownLines))).join(u'\n');
}

const QByteArray &Console::said()
{
    QFile log(m_log);
    if (log.size() > m_said.size() && log.open(QIODevice::ReadOnly) && log.seek(m_said.size()))
        m_said += log.readAll();
    return m_said;
}

} // namespace coffer
