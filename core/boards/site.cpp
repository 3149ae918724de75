// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/boards/site.h"

#include "core/boards/tomltable.h"

namespace coffer {
namespace {

constexpr TextForm readerForm = {"[A-Za-z0-9_.:+-]{1,200}", QT_TRANSLATE_NOOP("coffer", "where a reader is plugged in, as \"coffer cards --all\" "
                                                                                        "tells it, such as \"pci-0000:00:14.0-usb-0:2\"")};
constexpr qint64 mostGibibytes = 2048;

} // namespace

Result<Site> loadSite(const QString &path)
{
    const QString readers = QStringLiteral("allowed_readers");
    const QString confirm = QStringLiteral("confirm");
    const QString largest = QStringLiteral("largest_card_gib");
    const Result<TomlTable> file = TomlTable::read(path, {readers, confirm, largest});
    if (!file)
        return passOn(file);
    Site site;
    if (file->has(readers))
        site.allowedReaders = file->texts(readers, readerForm);
    if (file->has(readers) && site.allowedReaders.isEmpty())
        file->refuse(readers, tr("an empty list would allow no reader; allowed: at least one, or leave it out to allow all"));
    if (file->has(confirm))
        site.confirmAlways = file->choice(confirm, {QStringLiteral("foreign"), QStringLiteral("always")}) == 1;
    if (file->has(largest))
        site.largestCard = file->number(largest, 1, mostGibibytes) << 30;
    const Status right = file->status();
    return right ? Result<Site>(site) : passOn(right);
}

} // namespace coffer
