// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/sessionlog.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace coffer {
namespace {

constexpr qint64 largestLog = qint64(256) << 20;

/// Holds the log's lock; gives it back at its end.
class Lock
{
public:
    explicit Lock(int fd) : m_fd(fd)
    {
        while (::flock(m_fd, LOCK_EX) != 0 && errno == EINTR) { }
    }
    ~Lock() { ::flock(m_fd, LOCK_UN); }
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;

private:
    int m_fd;
};

tl::unexpected<Error> writeError(const QString &path, int number)
{
    return fail(number == ENOSPC || number == EDQUOT ? Errc::NoSpace : Errc::Failed,
                tr("The log %1 cannot be written: %2.").arg(path, systemError(number)));
}

/// The offset behind the last complete line; -1 with errno when the file cannot be read.
qint64 endOfLastLine(int fd)
{
    char buffer[4096];
    for (qint64 end = ::lseek(fd, 0, SEEK_END); end != 0;) {
        const qint64 from = end - std::min<qint64>(end, sizeof buffer);
        if (end < 0 || ::pread(fd, buffer, std::size_t(end - from), from) != end - from)
            return -1;
        const auto newline = std::find(std::make_reverse_iterator(buffer + (end - from)), std::make_reverse_iterator(buffer), '\n');
        if (newline.base() != buffer)
            return from + (newline.base() - buffer);
        end = from;
    }
    return 0;
}

/// Makes a new file's name last through a power cut.
void syncFolder(const QString &path)
{
    const Fd folder(::open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.isValid())
        ::fsync(folder.get());
}

} // namespace

Result<SessionLog> SessionLog::open(const QString &path)
{
    if (Status made = makeDirectory(QFileInfo(path).absolutePath()); !made)
        return passOn(made);
    // O_NONBLOCK: a pipe must not hold us up; it has no meaning for a file.
    Fd file(::open(QFile::encodeName(path).constData(), O_RDWR | O_APPEND | O_CREAT | O_NONBLOCK | O_CLOEXEC, 0644));
    if (!file.isValid())
        return writeError(path, errno);
    struct stat info = {};
    if (::fstat(file.get(), &info) != 0)
        return writeError(path, errno);
    if (!S_ISREG(info.st_mode))
        return fail(Errc::Refused, tr("%1 is not a regular file; name another file for the log.").arg(path));
    {
        const Lock lock(file.get());
        const qint64 end = endOfLastLine(file.get());
        if (end < 0 || (end < ::lseek(file.get(), 0, SEEK_END) && ::ftruncate(file.get(), end) != 0))
            return writeError(path, errno);
    }
    if (info.st_size == 0)
        syncFolder(path);
    return SessionLog(std::move(file), path);
}

Status SessionLog::append(QJsonObject entry)
{
    entry.insert(QStringLiteral("time"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs));
    const QByteArray line = QJsonDocument(entry).toJson(QJsonDocument::Compact) + '\n';

    const Lock lock(m_file.get());
    const qint64 before = ::lseek(m_file.get(), 0, SEEK_END);
    for (qsizetype written = 0; written < line.size();) {
        const ssize_t more = ::write(m_file.get(), line.constData() + written, std::size_t(line.size() - written));
        if (more < 0 && errno == EINTR)
            continue;
        if (more < 0) {
            const int number = errno;
            // Half a line would spoil those that follow; should this fail too, open() mends it.
            [[maybe_unused]] const int cut = ::ftruncate(m_file.get(), before);
            return writeError(m_path, number);
        }
        written += more;
    }
    if (::fdatasync(m_file.get()) != 0)
        return writeError(m_path, errno);
    return ok();
}

Result<QList<QJsonObject>> SessionLog::read(const QString &path)
{
    const Result<QByteArray> data = readFile(path, largestLog);
    if (!data)
        return passOn(data);
    QList<QJsonObject> entries;
    int number = 0;
    qsizetype begin = 0;
    for (qsizetype end; (end = data->indexOf('\n', begin)) >= 0; begin = end + 1) {
        ++number;
        QJsonParseError error;
        const QJsonDocument line = QJsonDocument::fromJson(data->mid(begin, end - begin), &error);
        if (!line.isObject())
            return fail(Errc::InvalidInput, tr("%1:%2: the log is damaged: not a JSON object (%3); move it away to go on.")
                                                .arg(path).arg(number).arg(error.errorString()));
        entries.append(line.object());
    }
    return entries;
}

} // namespace coffer
