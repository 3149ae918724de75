// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

namespace coffer {

/// A copy of the configuration that comes with the program, to be spoilt by a test.
class BoardFiles
{
public:
    BoardFiles()
    {
        for (const QString &file : {QStringLiteral("cluster.toml"), QStringLiteral("nanopc-t4/board.toml"), QStringLiteral("nanopi-m4/board.toml")})
            write(file, *readFile(QStringLiteral(COFFER_SOURCE_DIR "/boards/") + file));
    }

    QString folder() const { return m_folder.path(); }
    QString path(const QString &file) const { return m_folder.filePath(file); }
    QByteArray read(const QString &file) const { return readFile(path(file)).value_or(QByteArray()); }
    void write(const QString &file, const QByteArray &text) const
    {
        QDir(folder()).mkpath(QFileInfo(file).path());
        QFile to(path(file));
        if (!to.open(QIODevice::WriteOnly) || to.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(path(file)));
    }

    /// Replaces the first `from`; the line where it was, or 0 when the file has none.
    int replace(const QString &file, const QByteArray &from, const QByteArray &to) const
    {
        QByteArray text = read(file);
        const qsizetype at = text.indexOf(from);
        if (at < 0)
            return 0;
        write(file, text.replace(at, from.size(), to));
        return int(text.left(at).count('\n')) + 1;
    }

private:
    QTemporaryDir m_folder;
};

} // namespace coffer
