// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/flash/compression.h"

#include "core/flash/unpacker.h"

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

/// A zstd file that was packed in parallel begins with a frame that only tells of the next one (RFC 8878, 3.1.2).
bool beginsLike(const QByteArray &start, const Format &format)
{
    const bool isSkippable = start.size() >= 4 && (start[0] & 0xf0) == 0x50 && start.sliced(1, 3) == "\x2a\x4d\x18";
    return start.startsWith(format.magic) || (isSkippable && format.compression == Compression::Zstd);
}

} // namespace

Result<Compression> detectCompression(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(Errc::NotFound, tr("The image %1 is not there or cannot be read.").arg(path));
    const QByteArray start = file.read(8);
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (unknownSuffixes.contains(suffix))
        return fail(Errc::InvalidInput, tr("%1 cannot be unpacked here; unpack it first, or pack it with xz or zstd.").arg(path));
    const auto found = std::find_if(formats.begin(), formats.end(), [&](const Format &format) { return beginsLike(start, format); });
    const auto named = std::find_if(formats.begin(), formats.end(), [&](const Format &format) { return suffix == format.suffix; });
    if (named != formats.end() && named != found)
        return fail(Errc::InvalidInput, tr("%1 is not what its name says, its contents are no %2; get it anew.").arg(path, suffix));
    return found == formats.end() ? Compression::None : found->compression;
}

Result<std::unique_ptr<QIODevice>> openCompressed(const QString &path, Compression compression)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(Errc::NotFound, tr("The image %1 cannot be read: %2.").arg(path, file->errorString()));
    // A file that is a card just now must not be its own image (see openFileTarget).
    if (::flock(file->handle(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return fail(Errc::Busy, tr("The image %1 is being written to; take another, or wait for that to end.").arg(path));
    const auto format = std::find_if(formats.begin(), formats.end(),
                                     [=](const Format &known) { return known.compression == compression; });
    if (format == formats.end())
        return file;
    std::unique_ptr<KFilterBase> filter(KCompressionDevice::filterForCompressionType(format->type));
    if (!filter) // KArchive may be built without one of them
        return fail(Errc::Failed, tr("%1 cannot be unpacked: KArchive lacks %2.").arg(path, format->suffix));
    // liblzma would take what else follows for the older .lzma, which has no checksums.
    const char firstByte = compression == Compression::Xz ? format->magic.front() : '\0';
    auto unpacker = std::make_unique<Unpacker>(std::move(file), std::move(filter), firstByte);
    if (!unpacker->isOpen())
        return fail(Errc::Failed, tr("%1 cannot be unpacked: there is not enough memory.").arg(path));
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
        return fail(Errc::InvalidInput, tr("%1 cannot be unpacked beyond %2 bytes: %3; get it anew.")
                                            .arg(path).arg(size).arg((*image)->errorString()));
    return size;
}

} // namespace coffer
