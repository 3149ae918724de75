// SPDX-License-Identifier: GPL-3.0-or-later
#include "coffer/invocation.h"

#include "core/base/format.h"
#include "core/cards/targets.h"
#include "core/flash/flash.h"
#include "core/flash/imagesource.h"

#include <QFileInfo>

#include <filesystem>

namespace coffer {
namespace {

QString targetHelp()
{
    return tr("TARGET is a card (device node or /dev/disk/by-… name), a regular file that stands for one (created when\n"
              "absent), or an unused loop device. Everything else is refused with exit code 3.");
}

/// Whether two names are one file, by whatever way.
bool isSameFile(const QString &one, const QString &other)
{
    std::error_code error;
    return std::filesystem::equivalent(QFileInfo(one).filesystemFilePath(), QFileInfo(other).filesystemFilePath(), error);
}

/// Reads the card back and tells the verdict.
int verifyAndTell(Invocation &call, const ImageSource &source, BlockTarget &card, Progress &progress)
{
    Result<std::unique_ptr<QIODevice>> image = source.open();
    if (!image)
        return failWith(call, image.error());
    const Result<FlashReport> report = verifyImage(**image, source.map, card, progress);
    if (!report)
        return failWith(call, report.error());
    call.console.tell(tr("%1: verified, %2 read back in %3").arg(card.name(), formatBytes(report->bytesVerified), formatDuration(report->secondsVerifying)),
                      QStringLiteral("verified"),
                      {{QStringLiteral("target"), card.name()}, {QStringLiteral("bytes"), report->bytesVerified}, {QStringLiteral("seconds"), report->secondsVerifying}});
    return ExitDone;
}

} // namespace

int runFlash(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Writes IMAGE to a card and reads it back.\n") + targetHelp());
    const QCommandLineOption bmap(QStringLiteral("bmap"), tr("The image's block map; IMAGE.bmap is found by itself."), QStringLiteral("MAP"));
    const QCommandLineOption full(QStringLiteral("full"), tr("Writes all of the image, whatever its map says."));
    const QCommandLineOption noVerify(QStringLiteral("no-verify"), tr("Does not read the card back."));
    parser.addOptions({bmap, full, noVerify});
    if (const auto ended = parse(call, parser, {QStringLiteral("IMAGE TARGET"), 2, 2}))
        return *ended;

    const QStringList operands = parser.positionalArguments();
    if (isSameFile(operands.at(0), operands.at(1)))
        return failWith(call, {Errc::Refused, tr("%1 is the image itself; name a card to write it to.").arg(operands.at(1))});
    Progress progress = call.progress();
    const Result<ImageSource> source = openImageSource(operands.at(0), parser.value(bmap), parser.isSet(full), progress);
    if (!source)
        return failWith(call, source.error());
    Result<std::unique_ptr<BlockTarget>> card = openNamedTarget(operands.at(1), source->map.imageSize);
    if (!card)
        return failWith(call, card.error());
    Result<std::unique_ptr<QIODevice>> image = source->open();
    if (!image)
        return failWith(call, image.error());
    const Result<FlashReport> report = writeImage(**image, source->map, **card, progress);
    if (!report)
        return failWith(call, report.error());
    call.console.tell(tr("%1: %2 written in %3").arg((*card)->name(), formatBytes(report->bytesWritten), formatDuration(report->secondsWriting)),
                      QStringLiteral("written"),
                      {{QStringLiteral("target"), (*card)->name()}, {QStringLiteral("bytes"), report->bytesWritten}, {QStringLiteral("seconds"), report->secondsWriting}});
    return parser.isSet(noVerify) ? int(ExitDone) : verifyAndTell(call, *source, **card, progress);
}

int runVerify(Invocation &call)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Reads a card back and compares it with IMAGE.\n") + targetHelp());
    const QCommandLineOption bmap(QStringLiteral("bmap"), tr("The image's block map; IMAGE.bmap is found by itself."), QStringLiteral("MAP"));
    parser.addOption(bmap);
    if (const auto ended = parse(call, parser, {QStringLiteral("IMAGE TARGET"), 2, 2}))
        return *ended;
    const QStringList operands = parser.positionalArguments();
    Progress progress = call.progress();
    const Result<ImageSource> source = openImageSource(operands.at(0), parser.value(bmap), false, progress);
    if (!source)
        return failWith(call, source.error());
    Result<std::unique_ptr<BlockTarget>> card = openNamedTarget(operands.at(1), source->map.imageSize, Access::ReadOnly);
    if (!card)
        return failWith(call, card.error());
    return verifyAndTell(call, *source, **card, progress);
}

} // namespace coffer
