// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/bootloader.h"

#include "core/base/files.h"
#include "core/base/process.h"
#include "core/build/stage.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QThread>

namespace coffer {
namespace {

Status copyTo(const QString &from, const QString &to)
{
    const Result<QByteArray> data = readFile(from);
    if (!data)
        return passOn(data);
    return writeFile(to, *data);
}

/// Writes the environment found in the FIT (U-Boot is stored in it as it is) as "name=value" lines.
Status writeCompiledEnvironment(const QString &folder)
{
    const Result<QByteArray> binary = readFile(folder + QStringLiteral("/u-boot.itb"));
    if (!binary)
        return passOn(binary);
    const Result<Environment> variables = compiledEnvironment(*binary);
    if (!variables)
        return passOn(variables);
    QByteArray text = "# The environment compiled into this build of U-Boot.\n";
    for (auto it = variables->begin(); it != variables->end(); ++it)
        text += it.key().toUtf8() + '=' + it.value().toUtf8() + '\n';
    return writeFile(folder + u'/' + defaultEnvironmentFile, text);
}

Status takeFromPackage(const Board &board, const AptArchive &archive, const QString &folder, Progress &progress)
{
    const QString unpacked = folder + QStringLiteral("/package");
    const BootLoaderSource &source = board.bootLoader;
    if (Status done = unpackPackage(archive, source.package + QStringLiteral(":arm64"), unpacked, progress); !done)
        return done;
    for (const BootBlob &blob : board.blobs) {
        if (Status copied = copyTo(unpacked + u'/' + source.packageFolder + u'/' + blob.file, folder + u'/' + blob.file); !copied)
            return copied;
    }
    QDir(unpacked).removeRecursively();
    return ok();
}

Command makeCommand(const QString &source, const QString &firmware, const QStringList &targets)
{
    const QString cross = QStringLiteral("aarch64-linux-gnu-");
    const bool cached = !findProgram(QStringLiteral("ccache")).isEmpty();
    const QString launcher = cached ? QStringLiteral("ccache ") : QString();
    Command make;
    make.program = QStringLiteral("make");
    make.arguments = QStringList{QStringLiteral("-s"), QStringLiteral("-C"), source,
                                 QStringLiteral("-j%1").arg(QThread::idealThreadCount()),
                                 QStringLiteral("O=../build"),
                                 QStringLiteral("CROSS_COMPILE=") + cross,
                                 QStringLiteral("CC=") + launcher + cross + QStringLiteral("gcc"),
                                 QStringLiteral("HOSTCC=") + launcher + QStringLiteral("gcc"),
                                 QStringLiteral("PYTHON3=/usr/bin/python3"),
                                 QStringLiteral("DTC=/usr/bin/dtc"),
                                 QStringLiteral("KCFLAGS=-g0"),
                                 QStringLiteral("BL31=") + firmware}
                     + targets;
    // U-Boot's tools must meet the system's Python and its modules, not one earlier in PATH.
    make.environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/sbin:/usr/bin:/sbin:/bin"));
    make.environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    return make;
}

/// The time of the newest entry of Debian's changelog, so that the same source gives the same bytes.
Result<QByteArray> sourceDate(const QString &source, Progress &progress)
{
    Command read;
    read.program = QStringLiteral("dpkg-parsechangelog");
    read.arguments = {QStringLiteral("-l"), source + QStringLiteral("/debian/changelog"), QStringLiteral("-S"), QStringLiteral("Timestamp")};
    read.quiet = true;
    return runProcess(read, progress);
}

Status buildFromSource(const Board &board, const AptArchive &archive, const QString &folder, Progress &progress)
{
    const QString work = folder + QStringLiteral("/work");
    const QString source = work + QStringLiteral("/source");
    if (Status done = unpackSource(archive, QStringLiteral("u-boot"), source, progress); !done)
        return done;
    if (Status done = unpackPackage(archive, QStringLiteral("arm-trusted-firmware:arm64"), work + QStringLiteral("/firmware"), progress); !done)
        return done;
    const Result<QByteArray> date = sourceDate(source, progress);
    if (!date)
        return passOn(date);
    const QString firmware = work + QStringLiteral("/firmware/") + board.bootLoader.firmware;
    const auto make = [&](const QStringList &targets) -> Status {
        Command command = makeCommand(source, firmware, targets);
        command.environment.insert(QStringLiteral("SOURCE_DATE_EPOCH"), QString::fromLatin1(*date).trimmed());
        const Result<QByteArray> made = runProcess(command, progress);
        if (!made)
            return passOn(made);
        return ok();
    };
    if (Status made = make({board.bootLoader.defconfig}); !made)
        return made;
    QFile config(work + QStringLiteral("/build/.config"));
    if (!config.open(QIODevice::Append))
        return fail(Errc::Failed, tr("%1 cannot be written: %2.").arg(config.fileName(), config.errorString()));
    // Host tools for other boards cost time and libraries; none of them is needed for the blobs.
    config.write("# CONFIG_LOCALVERSION_AUTO is not set\n# CONFIG_TOOLS_KWBIMAGE is not set\n"
                 "# CONFIG_TOOLS_LIBCRYPTO is not set\n# CONFIG_TOOLS_MKEFICAPSULE is not set\n");
    config.close();
    for (const char *target : {"olddefconfig", ".binman_stamp"}) {
        if (Status made = make({QLatin1String(target)}); !made)
            return made;
    }
    for (const BootBlob &blob : board.blobs) {
        if (Status copied = copyTo(work + QStringLiteral("/build/") + blob.file, folder + u'/' + blob.file); !copied)
            return copied;
    }
    QDir(work).removeRecursively();
    return ok();
}

} // namespace

Result<Environment> compiledEnvironment(const QByteArray &binary)
{
    static const QRegularExpression entry(QStringLiteral("\\A[A-Za-z0-9_.-]+=[\\x20-\\x7e]*\\z"));
    const auto isEntry = [&](qsizetype from, qsizetype to) {
        return entry.match(QString::fromLatin1(binary.constData() + from, to - from)).hasMatch();
    };
    const qsizetype found = binary.indexOf(QByteArrayView("\0bootcmd=", 9)) + 1;
    const qsizetype end = found > 0 ? binary.indexOf(QByteArrayView("\0\0", 2), found) : -1;
    if (end < 0)
        return fail(Errc::NotFound, tr("The boot loader has no environment compiled in."));
    qsizetype begin = found;
    while (begin > 1) {
        const qsizetype before = binary.lastIndexOf('\0', begin - 2) + 1;
        if (!isEntry(before, begin - 1))
            break;
        begin = before;
    }
    Environment variables;
    for (const QByteArray &line : binary.mid(begin, end - begin).split('\0')) {
        const qsizetype equals = line.indexOf('=');
        if (equals > 0)
            variables.insert(QString::fromLatin1(line.left(equals)), QString::fromLatin1(line.mid(equals + 1)));
    }
    return variables;
}

Result<QString> bootLoader(const BuildContext &context, const Board &board, const AptArchive &archive, Progress &progress)
{
    const BootLoaderSource &source = board.bootLoader;
    Stage stage;
    stage.name = QStringLiteral("bootloader-") + board.id;
    stage.inputs = {"2", context.cluster.suite.toUtf8(), source.package.toUtf8(), source.packageFolder.toUtf8(),
                    source.defconfig.toUtf8(), source.firmware.toUtf8()};
    for (const BootBlob &blob : board.blobs)
        stage.inputs += blob.file.toUtf8();
    stage.make = [&](const QString &folder, Progress &making) -> Status {
        const Status made = source.package.isEmpty() ? buildFromSource(board, archive, folder, making)
                                                     : takeFromPackage(board, archive, folder, making);
        return made ? writeCompiledEnvironment(folder) : made;
    };
    return runStage(context, stage, progress);
}

} // namespace coffer
