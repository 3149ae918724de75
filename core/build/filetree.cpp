// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/filetree.h"

#include "core/base/files.h"
#include "core/boards/cluster.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <filesystem>
#include <system_error>

namespace coffer {
namespace {

Status copyLink(const QFileInfo &link, const QString &to)
{
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::path target = fs::read_symlink(link.filesystemFilePath(), error);
    fs::remove(QFileInfo(to).filesystemFilePath(), error);
    fs::create_symlink(target, QFileInfo(to).filesystemFilePath(), error);
    if (error)
        return fail(Errc::Failed, tr("The link %1 cannot be made: %2.").arg(to, systemError(error.value())));
    return ok();
}

Status copyFile(const QFileInfo &file, const QString &to, const QMap<QString, QString> &values)
{
    const Result<QByteArray> data = readFile(file.filePath());
    if (!data)
        return passOn(data);
    QByteArray contents = *data;
    if (!contents.contains('\0')) {
        const Result<QString> text = substitute(QString::fromUtf8(contents), values, file.filePath());
        if (!text)
            return passOn(text);
        contents = text->toUtf8();
    }
    if (QFileInfo(to).isSymLink())
        QFile::remove(to); // an earlier tree's; what it leads to is not in this one
    if (Status written = writePublicFile(to, contents); !written)
        return written;
    if (file.isExecutable())
        QFile::setPermissions(to, publicProgram);
    return ok();
}

/// A file must not be written through a link of an earlier tree: that may lead anywhere on this machine.
Status requireFolders(const QString &top, const QString &name, const QString &source)
{
    for (qsizetype slash = name.indexOf(u'/'); slash >= 0; slash = name.indexOf(u'/', slash + 1)) {
        const QString folder = u'/' + name.first(slash);
        if (QFileInfo(top + folder).isSymLink())
            return fail(Errc::InvalidInput, tr("%1 cannot be laid into the system: %2 is a link there; put the file where that leads to.").arg(source, folder));
    }
    return ok();
}

} // namespace

Status renderTree(const QString &from, const QString &to, const QMap<QString, QString> &values)
{
    QDirIterator it(from, QDir::Files | QDir::Dirs | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        it.next();
        const QFileInfo info = it.fileInfo();
        const QString name = QDir(from).relativeFilePath(info.filePath());
        const QString target = to + u'/' + name;
        const bool isFolder = info.isDir() && !info.isSymLink();
        Status done = requireFolders(to, isFolder ? name + u'/' : name, info.filePath());
        if (done)
            done = makePublicFolder(QFileInfo(target).absolutePath());
        if (done && info.isSymLink())
            done = copyLink(info, target);
        else if (done)
            done = isFolder ? makePublicFolder(target) : copyFile(info, target, values);
        if (!done)
            return done;
    }
    return ok();
}

} // namespace coffer
