// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/readat.h"

#include <cerrno>

#include <unistd.h>

namespace coffer {

std::optional<QByteArray> readAt(int fd, qint64 offset, qint64 length)
{
    QByteArray data(length, Qt::Uninitialized);
    for (qsizetype done = 0; done < data.size();) {
        const ssize_t got = ::pread(fd, data.data() + done, std::size_t(data.size() - done), off_t(offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return {};
        done += got;
    }
    return data;
}

} // namespace coffer
