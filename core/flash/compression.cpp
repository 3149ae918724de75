// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/compression.h"

#include <KCompressionDevice>

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cerrno>

#include <sys/file.h>

namespace coffer {
namespace {

struct Format
{
    Compression compression;
    QLatin1StringView suffix;
    QByteArrayView magic;
    KCompressionDevice::CompressionType type;
};

// First bytes: RFC 1952, bzip2's manual, the .xz file format, RFC 8878.
constexpr std::array formats = {
    Format{Compression::Gzip, QLatin1StringView("gz"), "\x1f\x8b", KCompressionDevice::GZip},
    Format{Compression::Bzip2, QLatin1StringView("bz2"), "BZh", KCompressionDevice::BZip2},
    Format{Compression::Xz, QLatin1StringView("xz"), QByteArrayView("\xfd" "7zXZ\0", 6), KCompressionDevice::Xz},
    Format{Compression::Zstd, QLatin1StringView("zst"), "\x28\xb5\x2f\xfd", KCompressionDevice::Zstd},
};

const QStringList unknownSuffixes = {
    QStringLiteral("7z"), QStringLiteral("lz"), QStringLiteral("lz4"), QStringLiteral("lzma"),
    QStringLiteral("lzo"), QStringLiteral("rar"), QStringLiteral("tar"), QStringLiteral("tgz"),
    QStringLiteral("z"), QStringLiteral("zip"),
};

/// The compressed file, as KCompressionDevice needs it to tell a clean end from one that comes too
/// early: what it has read and not used when a compressed part ends it forgets. So it gets the
/// file's last bytes one by one, and the first (the longest header it looks for) in one.
class PackedFile : public QFile
{
public:
    using QFile::QFile;

protected:
    qint64 readData(char *data, qint64 maxSize) override
    {
        constexpr qint64 headerBytes = 10;
        constexpr qint64 slowBytes = 16384; // at least what it reads at a time
        const qint64 at = m_position;
        const qint64 wanted = at == 0 ? headerBytes : std::max(qint64(1), size() - at - slowBytes);
        const qint64 got = QFile::readData(data, std::min(maxSize, wanted));
        m_position += std::max(got, qint64(0));
        return got;
    }

private:
    qint64 m_position = 0;
};

class Unpacker : public KCompressionDevice
{
public:
    using KCompressionDevice::KCompressionDevice;
    bool isSequential() const override { return true; }
};

} // namespace

Result<Compression> detectCompression(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(Errc::NotFound, tr("The image %1 is not there or cannot be read.").arg(path));
    const QByteArray start = file.read(8);
    const QString suffix = QFileInfo(path).suffix().toLower();
    for (const Format &format : formats) {
        if (start.startsWith(format.magic))
            return format.compression;
        if (suffix == format.suffix)
            return fail(Errc::InvalidInput, tr("%1 is not what its name says, its contents are no %2; get it anew.")
                                                .arg(path, suffix));
    }
    if (unknownSuffixes.contains(suffix))
        return fail(Errc::InvalidInput, tr("%1 cannot be unpacked here; unpack it first, or pack it with xz or zstd.").arg(path));
    return Compression::None;
}

Result<std::unique_ptr<QIODevice>> openCompressed(const QString &path, Compression compression)
{
    auto file = compression == Compression::None ? std::make_unique<QFile>(path) : std::make_unique<PackedFile>(path);
    if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(Errc::NotFound, tr("The image %1 cannot be read: %2.").arg(path, file->errorString()));
    // A file that is a card just now must not be its own image (see openFileTarget).
    if (::flock(file->handle(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return fail(Errc::Busy, tr("The image %1 is being written to; take another, or wait for that to end.").arg(path));
    const auto format = std::find_if(formats.begin(), formats.end(),
                                     [=](const Format &known) { return known.compression == compression; });
    if (format == formats.end())
        return file;
    auto unpacker = std::make_unique<Unpacker>(file.release(), true, format->type);
    // KArchive may be built without one of them, and would then read the file as it is.
    if (unpacker->compressionType() != format->type || !unpacker->open(QIODevice::ReadOnly))
        return fail(Errc::Failed, tr("%1 cannot be unpacked: KArchive lacks %2.").arg(path, format->suffix));
    return unpacker;
}

Result<qint64> unpackedSize(const QString &path, Compression compression, Progress &progress)
{
    const Result<std::unique_ptr<QIODevice>> image = openCompressed(path, compression);
    if (!image)
        return passOn(image);
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    qint64 size = 0;
    progress.begin(QStringLiteral("unpack"), 0);
    for (;;) {
        if (Status going = progress.checkCancelled(); !going)
            return passOn(going);
        const qint64 got = (*image)->read(buffer.data(), buffer.size());
        if (got <= 0)
            break;
        size += got;
        progress.advance(got);
    }
    progress.finish();
    if (!(*image)->atEnd())
        return fail(Errc::InvalidInput, tr("%1 is cut off or damaged after %2 bytes, or packed in several parts; "
                                           "get it anew, or unpack it first.").arg(path).arg(size));
    return size;
}

} // namespace coffer
