// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/stagecache.h"

#include "core/base/files.h"
#include "core/build/buildproducts.h"
#include "core/build/flushfilesystem.h"
#include "core/build/sandbox.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

#include <fcntl.h>
#include <sys/stat.h>

namespace coffer {
namespace {

const QString unfinished = QStringLiteral(".part"); ///< how the names of folders end that are being filled

QString stagesFolder(const BuildContext &context)
{
    return context.cacheFolder + QStringLiteral("/stages");
}

QString unfinishedFolder(const BuildContext &context, const Stage &stage)
{
    if (stage.products.isEmpty())
        return stagesFolder(context) + u'/' + stage.name + unfinished;
    return QFileInfo(stage.products.first()).path() + QStringLiteral("/.") + stage.name + unfinished;
}

/// Tells a file as it is now from any other state of it.
QByteArray stateOf(const QString &path)
{
    const QFileInfo info(path);
    return path.toUtf8() + ' ' + QByteArray::number(info.size()) + ' ' + QByteArray::number(info.lastModified().toMSecsSinceEpoch()) + '\n';
}

/// Beside the first product: what all were made from, and how they were left.
QString stampOf(const Stage &stage)
{
    const QFileInfo first(stage.products.first());
    return first.path() + QStringLiteral("/.") + first.fileName() + QStringLiteral(".made");
}

QByteArray stampText(const Stage &stage, const QByteArray &key)
{
    QByteArray text = key + '\n';
    for (const QString &path : stage.products)
        text += stateOf(path);
    return text;
}

void noteUse(const QString &path)
{
    ::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), nullptr, 0); // a note only; it may fail
}

/// The sizes on disk of the entries of `folder`. du runs in the sandbox, as some belong to its other users.
Result<QList<CachedItem>> itemsIn(const BuildContext &context, const QString &folder, Progress &progress)
{
    QList<CachedItem> items;
    Command measure;
    measure.program = QStringLiteral("du");
    measure.arguments = {QStringLiteral("--block-size=1"), QStringLiteral("--summarize"), QStringLiteral("--")};
    measure.quiet = true;
    for (const QFileInfo &entry : QDir(folder).entryInfoList(QDir::Dirs | QDir::Files | QDir::NoDotAndDotDot)) {
        if (entry.fileName().endsWith(unfinished))
            continue; // changes under du
        items.append({entry.fileName(), entry.absoluteFilePath(), 0, entry.lastModified()});
        measure.arguments += entry.absoluteFilePath();
    }
    if (items.isEmpty())
        return items;
    const Result<QByteArray> sizes = runProcess(inSandbox(context, measure), progress);
    if (!sizes)
        return passOn(sizes);
    QMap<QString, qint64> bytes;
    for (const QByteArray &line : sizes->split('\n'))
        bytes.insert(QString::fromUtf8(line.mid(line.indexOf('\t') + 1)), line.left(line.indexOf('\t')).toLongLong());
    for (CachedItem &item : items)
        item.bytes = bytes.value(item.path);
    return items;
}

} // namespace

QString cachedProduct(const BuildContext &context, const Stage &stage, const QByteArray &key)
{
    return stagesFolder(context) + u'/' + stage.name + u'-' + QString::fromLatin1(key);
}

Status removeLeftovers(const BuildContext &context, Progress &progress)
{
    QList<QFileInfo> left = QDir(context.cacheFolder).entryInfoList({QStringLiteral("tree-*")}, QDir::Dirs);
    left += QDir(stagesFolder(context)).entryInfoList({QLatin1Char('*') + unfinished}, QDir::Dirs);
    for (const Board &board : context.cluster.boards)
        left += QDir(productFolder(context.outputFolder, board.id)).entryInfoList({QStringLiteral(".*") + unfinished}, QDir::Dirs | QDir::Hidden);
    for (const QFileInfo &folder : std::as_const(left)) {
        if (Status removed = removeTree(context, folder.filePath(), progress); !removed)
            return removed;
    }
    return ok();
}

bool isMade(const BuildContext &context, const Stage &stage, const QByteArray &key)
{
    if (!stage.products.isEmpty())
        return readFile(stampOf(stage)).value_or(QByteArray()) == stampText(stage, key);
    const QString product = cachedProduct(context, stage, key);
    if (!QFileInfo::exists(product))
        return false;
    noteUse(product);
    return true;
}

Result<QString> beginProduct(const BuildContext &context, const Stage &stage, Progress &progress)
{
    const QString unfinished = unfinishedFolder(context, stage);
    if (Status removed = removeTree(context, unfinished, progress); !removed)
        return passOn(removed);
    if (Status made = makeDirectory(unfinished); !made)
        return passOn(made);
    return unfinished;
}

Status endProduct(const BuildContext &context, const Stage &stage, const QByteArray &key, const QString &folder, const Progress &progress)
{
    if (Status flushed = flushFileSystem(folder, progress); !flushed)
        return flushed;
    if (stage.products.isEmpty())
        return moveInPlace(folder, cachedProduct(context, stage, key));
    // From now on nothing there counts until all of it does; an image never stands beside another one's map.
    QFile::remove(stampOf(stage));
    for (const QString &path : stage.products)
        QFile::remove(path);
    for (const QString &path : stage.products) {
        if (Status moved = moveInPlace(folder + u'/' + QFileInfo(path).fileName(), path); !moved)
            return moved;
    }
    Progress silent;
    if (Status removed = removeTree(context, folder, silent); !removed)
        return removed;
    return writeFile(stampOf(stage), stampText(stage, key));
}

Result<QList<CachedItem>> cachedItems(const BuildContext &context, Progress &progress)
{
    QStringList folders{stagesFolder(context)};
    for (const QFileInfo &apt : QDir(context.cacheFolder).entryInfoList({QStringLiteral("apt-*")}, QDir::Dirs))
        folders += apt.absoluteFilePath() + QStringLiteral("/debs");
    QList<CachedItem> all;
    for (const QString &folder : folders) {
        const Result<QList<CachedItem>> items = itemsIn(context, folder, progress);
        if (!items)
            return items;
        all += *items;
    }
    std::sort(all.begin(), all.end(), [](const CachedItem &one, const CachedItem &other) { return one.used < other.used; });
    return all;
}

Result<qint64> shrinkCache(const BuildContext &context, qint64 limit, const QStringList &kept, Progress &progress)
{
    const Result<QList<CachedItem>> items = cachedItems(context, progress);
    if (!items)
        return passOn(items);
    qint64 total = 0;
    for (const CachedItem &item : *items)
        total += item.bytes;
    qint64 removed = 0;
    for (const CachedItem &item : *items) {
        if (total - removed <= limit)
            break;
        if (kept.contains(item.path))
            continue;
        if (Status gone = removeTree(context, item.path, progress); !gone)
            return passOn(gone);
        removed += item.bytes;
    }
    return removed;
}

} // namespace coffer
