// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/stage.h"

#include "core/base/sha256.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <filesystem>
#include <system_error>

namespace coffer {
namespace {

constexpr int keyDigits = 16;

} // namespace

QByteArray stageKey(const Stage &stage, const QByteArrayList &keysOfNeeds)
{
    Sha256 hash;
    for (const QByteArrayList &part : {QByteArrayList{COFFER_VERSION, stage.name.toUtf8()}, stage.inputs, keysOfNeeds}) {
        hash.add(QByteArray::number(part.size()) + ';');
        for (const QByteArray &input : part) {
            // The length goes in too, so that "ab","c" and "a","bc" differ.
            hash.add(QByteArray::number(input.size()) + ':');
            hash.add(input);
        }
    }
    return hash.takeHex().left(keyDigits);
}

Result<QByteArray> hashFolder(const QString &folder)
{
    namespace fs = std::filesystem;
    QStringList names;
    for (QDirIterator it(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories); it.hasNext();)
        names += it.next();
    names.sort();
    Sha256 hash;
    for (const QString &name : names) {
        const QFileInfo info(name);
        const bool isLink = info.isSymLink();
        const char kind = isLink ? 'l' : info.isDir() ? 'd' : info.isExecutable() ? 'x' : '-';
        hash.add(QDir(folder).relativeFilePath(name).toUtf8() + '\0' + kind);
        if (isLink) {
            std::error_code error;
            hash.add(QByteArray::fromStdString(fs::read_symlink(info.filesystemFilePath(), error).string()) + '\0'); // as it is written there
        } else if (!info.isDir()) {
            const Result<QByteArray> contents = sha256OfFile(name);
            if (!contents)
                return contents;
            hash.add(*contents);
        }
    }
    return hash.takeHex();
}

} // namespace coffer
