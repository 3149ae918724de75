// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/stage.h"

#include "core/base/files.h"
#include "core/base/sha256.h"
#include "core/build/sandbox.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

namespace coffer {
namespace {

constexpr int keyDigits = 16;
constexpr int keptProducts = 2;

QString keyOf(const Stage &stage)
{
    Sha256 hash;
    for (const QByteArray &input : stage.inputs) {
        // The length goes in too, so that "ab","c" and "a","bc" differ.
        hash.add(QByteArray::number(input.size()) + ':');
        hash.add(input);
    }
    return QString::fromLatin1(hash.takeHex().left(keyDigits));
}

/// Removes products of the stage beyond the newest few; what cannot be removed stays for the next time.
void dropOldProducts(const BuildContext &context, const QDir &stages, const QString &name)
{
    const QFileInfoList products = stages.entryInfoList({name + QStringLiteral("-") + QString(keyDigits, u'?')},
                                                        QDir::Dirs, QDir::Time);
    for (const QFileInfo &old : products.mid(keptProducts)) {
        Progress silent;
        (void)removeTree(context, old.absoluteFilePath(), silent);
    }
}

} // namespace

Result<QString> runStage(const BuildContext &context, const Stage &stage, Progress &progress)
{
    if (Status go = progress.checkCancelled(); !go)
        return passOn(go);
    const QDir stages(context.cacheFolder + QStringLiteral("/stages"));
    if (Status made = makeDirectory(stages.path()); !made)
        return passOn(made);
    const QString product = stages.filePath(stage.name + u'-' + keyOf(stage));
    if (QFileInfo::exists(product))
        return product;

    progress.setStage(stage.name);
    progress.begin(tr("make"), 0);
    const QString unfinished = stages.filePath(stage.name + QStringLiteral(".part"));
    if (Status removed = removeTree(context, unfinished, progress); !removed)
        return passOn(removed);
    if (Status made = makeDirectory(unfinished); !made)
        return passOn(made);
    if (Status made = stage.make(unfinished, progress); !made) {
        Progress cleaning;
        (void)removeTree(context, unfinished, cleaning);
        return fail(made.error().code, made.error().message);
    }
    if (Status moved = moveInPlace(unfinished, product); !moved)
        return passOn(moved);
    dropOldProducts(context, stages, stage.name);
    return product;
}

Result<QByteArray> hashFolder(const QString &folder)
{
    QStringList names;
    for (QDirIterator it(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories); it.hasNext();)
        names += it.next();
    names.sort();
    Sha256 hash;
    for (const QString &name : names) {
        const QFileInfo info(name);
        hash.add(QDir(folder).relativeFilePath(name).toUtf8() + '\0' + (info.isExecutable() ? 'x' : '-'));
        if (info.isSymLink()) {
            hash.add(info.symLinkTarget().toUtf8());
            continue;
        }
        const Result<QByteArray> contents = sha256OfFile(name);
        if (!contents)
            return contents;
        hash.add(*contents);
    }
    return hash.takeHex();
}

} // namespace coffer
