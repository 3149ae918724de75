// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <QFile>
#include <QString>

#include <cerrno>
#include <memory>

#include <fcntl.h>
#include <linux/blkpg.h>
#include <linux/loop.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace coffer {

/// A loop device over a file for as long as this lives. Only root has them.
class LoopDevice
{
public:
    static bool arePossible()
    {
        return ::geteuid() == 0 && Fd(::open("/dev/loop-control", O_RDWR | O_CLOEXEC)).isValid();
    }

    /// Attaches `file` to a free device; null when that fails.
    static std::unique_ptr<LoopDevice> attach(const QString &file, quint32 flags = 0)
    {
        const Fd control(::open("/dev/loop-control", O_RDWR | O_CLOEXEC));
        const Fd backing(::open(QFile::encodeName(file).constData(), (flags & LO_FLAGS_READ_ONLY ? O_RDONLY : O_RDWR) | O_CLOEXEC));
        while (control.isValid() && backing.isValid()) {
            const int number = ::ioctl(control.get(), LOOP_CTL_GET_FREE);
            if (number < 0)
                break;
            const QString path = QStringLiteral("/dev/loop%1").arg(number);
            Fd device(::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC));
            loop_config config = {};
            config.fd = quint32(backing.get());
            config.block_size = 512;
            config.info.lo_flags = flags;
            const QByteArray name = QFile::encodeName(file).left(LO_NAME_SIZE - 1);
            std::copy(name.begin(), name.end(), config.info.lo_file_name);
            if (::ioctl(device.get(), LOOP_CONFIGURE, &config) == 0)
                return std::unique_ptr<LoopDevice>(new LoopDevice(path, std::move(device)));
            if (errno != EBUSY) // somebody else took it between
                break;
        }
        return {};
    }

    ~LoopDevice()
    {
        if (m_hasPartition) {
            blkpg_partition partition = {};
            partition.pno = 1;
            blkpg(BLKPG_DEL_PARTITION, partition);
        }
        ::ioctl(m_device.get(), LOOP_CLR_FD);
    }

    QString path() const { return m_path; }

    /// Tells the kernel of a partition, as not every kernel reads the table.
    bool addPartition(qint64 start, qint64 length)
    {
        blkpg_partition partition = {};
        partition.pno = 1;
        partition.start = start;
        partition.length = length;
        m_hasPartition = blkpg(BLKPG_ADD_PARTITION, partition);
        return m_hasPartition;
    }

private:
    LoopDevice(const QString &path, Fd device) : m_path(path), m_device(std::move(device)) {}

    bool blkpg(int operation, blkpg_partition &partition)
    {
        blkpg_ioctl_arg argument = {};
        argument.op = operation;
        argument.datalen = sizeof partition;
        argument.data = &partition;
        return ::ioctl(m_device.get(), BLKPG, &argument) == 0;
    }

    QString m_path;
    Fd m_device;
    bool m_hasPartition = false;
};

/// Makes a file of zeros, sparse.
inline bool makeSparseFile(const QString &path, qint64 size)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.resize(size);
}

} // namespace coffer
