// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/bootloader.h"

#include "core/base/files.h"
#include "core/base/process.h"
#include "core/build/compiledenvironment.h"
#include "core/build/requirements.h"
#include "core/build/sourceoffer.h"
#include "core/build/ubootconfig.h"
#include "core/image/nodeimage.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QThread>

namespace coffer {
namespace {

const QString crossPrefix = QStringLiteral("aarch64-linux-gnu-");
const QString plainBinary = QStringLiteral("u-boot.bin");

/// All that a boot loader is made from, read beforehand.
struct Recipe
{
    Board board;
    BootLoaderParts parts;
    QString partsFolder;
    QByteArray fragment; ///< settings of all boards, then the board's
    QList<SourcePatch> patches;
};

Status copyTo(const QString &from, const QString &to)
{
    const Result<QByteArray> data = readFile(from);
    if (!data)
        return passOn(data);
    return writeFile(to, *data);
}

/// Adds the settings and patches in `boards`/`folder`; either may be absent.
Status addChanges(const QDir &boards, const QString &folder, Recipe &recipe)
{
    const QDir dir(boards.filePath(folder));
    for (const QString &name : dir.entryList({QStringLiteral("config"), QStringLiteral("*.patch")}, QDir::Files, QDir::Name)) {
        const Result<QByteArray> text = readFile(dir.filePath(name));
        if (!text)
            return passOn(text);
        if (name == QStringLiteral("config"))
            recipe.fragment += *text + '\n';
        else
            recipe.patches.append({folder + u'/' + name, *text});
    }
    return ok();
}

/// What compiles, in words: other versions make other bytes. Empty where there is no compiler (yet).
QByteArray compilerVersion()
{
    QByteArray versions;
    for (const char *program : {"gcc", "ld"}) {
        Command ask;
        ask.program = crossPrefix + QLatin1String(program);
        ask.arguments = {QStringLiteral("--version")};
        ask.quiet = true;
        Progress silent;
        versions += runProcess(ask, silent).value_or(QByteArray()).split('\n').first() + '\n';
    }
    return versions;
}

/// The variables that make and what it calls see: nothing of the caller's that could change the product.
QProcessEnvironment plainEnvironment(const QString &work)
{
    const QProcessEnvironment callers = QProcessEnvironment::systemEnvironment();
    QProcessEnvironment environment;
    for (const QString &name : callers.keys()) {
        if (name == QStringLiteral("HOME") || name == QStringLiteral("TMPDIR") || name == QStringLiteral("XDG_CACHE_HOME") || name.startsWith(QStringLiteral("CCACHE_")))
            environment.insert(name, callers.value(name));
    }
    // U-Boot's tools must meet the system's Python and its modules, not one earlier in PATH.
    environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/sbin:/usr/bin:/sbin:/bin"));
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C"));
    environment.insert(QStringLiteral("CCACHE_BASEDIR"), work); // so that boards share what is the same for them
    return environment;
}

/// The time of the newest entry of Debian's changelog, so that the same source gives the same bytes.
Result<QString> sourceDate(const QString &source, Progress &progress)
{
    Command read;
    read.program = QStringLiteral("dpkg-parsechangelog");
    read.arguments = {QStringLiteral("-l"), source + QStringLiteral("/debian/changelog"), QStringLiteral("-S"), QStringLiteral("Timestamp")};
    read.quiet = true;
    const Result<QByteArray> date = runProcess(read, progress);
    if (!date)
        return passOn(date);
    return QString::fromLatin1(*date).trimmed();
}

/// The source below `work`, unpacked, and a build folder in it: so all paths that the compiler sees are relative.
class Tree
{
public:
    Tree(const Recipe &recipe, const QString &work) : m_recipe(recipe), m_work(work) {}

    QString source() const { return m_work + QStringLiteral("/source"); }
    QString built(const QString &file) const { return source() + QStringLiteral("/build/") + file; }

    Status prepare(Progress &progress)
    {
        if (Status unpacked = unpackUBoot(m_recipe.partsFolder, m_recipe.parts.version, m_recipe.patches, source(), progress); !unpacked)
            return unpacked;
        const Result<QString> date = sourceDate(source(), progress);
        if (!date)
            return passOn(date);
        m_date = *date;
        return ok();
    }

    Status make(const QString &target, Progress &progress) const
    {
        const bool cached = !findProgram(QStringLiteral("ccache")).isEmpty();
        const QString launcher = cached ? QStringLiteral("ccache ") : QString();
        Command make;
        make.program = QStringLiteral("make");
        make.arguments = {QStringLiteral("-C"), source(), QStringLiteral("O=build"), QStringLiteral("-j%1").arg(QThread::idealThreadCount()),
                          QStringLiteral("CROSS_COMPILE=") + crossPrefix,
                          QStringLiteral("CC=") + launcher + crossPrefix + QStringLiteral("gcc"),
                          QStringLiteral("HOSTCC=") + launcher + QStringLiteral("gcc"),
                          QStringLiteral("PYTHON3=/usr/bin/python3"), QStringLiteral("DTC=/usr/bin/dtc"), QStringLiteral("KCFLAGS=-g0")};
        const QString firmware = m_recipe.board.bootLoader.firmware;
        if (!firmware.isEmpty())
            make.arguments += QStringLiteral("BL31=") + m_recipe.partsFolder + u'/' + firmwareFolder + u'/' + firmware;
        make.arguments += target;
        make.environment = plainEnvironment(m_work);
        make.environment.insert(QStringLiteral("SOURCE_DATE_EPOCH"), m_date);
        const Result<QByteArray> made = runProcess(make, progress);
        if (!made)
            return passOn(made);
        return ok();
    }

private:
    const Recipe &m_recipe;
    QString m_work;
    QString m_date; ///< seconds since 1970
};

/// The board's configuration with our settings, checked to be what it should.
Result<QByteArray> configure(const Recipe &recipe, const Tree &tree, Progress &progress)
{
    if (Status made = tree.make(recipe.board.bootLoader.defconfig, progress); !made)
        return passOn(made);
    QFile config(tree.built(QStringLiteral(".config")));
    if (!config.open(QIODevice::Append) || config.write(recipe.fragment) != recipe.fragment.size())
        return fail(Errc::Failed, tr("%1 cannot be written: %2.").arg(config.fileName(), config.errorString()));
    config.close();
    if (Status made = tree.make(QStringLiteral("olddefconfig"), progress); !made)
        return passOn(made);
    const Result<QByteArray> text = readFile(config.fileName());
    if (!text)
        return text;
    for (const Status &right : {checkFragment(*text, recipe.fragment), checkEnvironmentPlace(*text, recipe.board)}) {
        if (!right)
            return passOn(right);
    }
    return text;
}

/// Writes the environment in the built program as "name=value" lines.
Status writeCompiledEnvironment(const QString &program, const QString &folder)
{
    const Result<QByteArray> binary = readFile(program);
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

/// The files of the build that are kept.
QStringList products(const Board &board)
{
    QStringList files;
    for (const BootBlob &blob : board.blobs)
        files += blob.file;
    if (board.bootLoader.firmware.isEmpty() && !files.contains(plainBinary))
        files += plainBinary;
    return files;
}

Status build(const Recipe &recipe, const QString &folder, Progress &progress)
{
    if (Status tools = requireBootLoaderTools(); !tools)
        return tools;
    static const QRegularExpression awkward(QStringLiteral("[\\s:#$'\"]"));
    if (folder.contains(awkward))
        return fail(Errc::Refused, tr("U-Boot cannot be built in %1, as make would take that name apart; choose another folder with --cache.").arg(folder));
    const QString work = folder + QStringLiteral("/work");
    Tree tree(recipe, work);
    if (Status prepared = tree.prepare(progress); !prepared)
        return prepared;
    const Result<QByteArray> config = configure(recipe, tree, progress);
    if (!config)
        return passOn(config);
    const bool isPlain = recipe.board.bootLoader.firmware.isEmpty();
    if (Status made = tree.make(isPlain ? plainBinary : QStringLiteral(".binman_stamp"), progress); !made)
        return made;
    for (const QString &file : products(recipe.board)) {
        if (Status copied = copyTo(tree.built(file), folder + u'/' + file); !copied)
            return copied;
    }
    if (Status written = writeCompiledEnvironment(tree.built(plainBinary), folder); !written)
        return written;
    const SourceOffer offer{recipe.board, recipe.parts, recipe.partsFolder, recipe.patches, *config, tree.source()};
    if (Status offered = writeSourceOffer(offer, folder, progress); !offered)
        return offered;
    QDir(work).removeRecursively();
    return ok();
}

} // namespace

Result<Stage> bootLoaderStage(const Board &board, const BootLoaderParts &parts, const QString &partsFolder)
{
    Recipe recipe{board, parts, partsFolder, {}, {}};
    const QDir boards(QFileInfo(board.folder).path());
    for (const QString &folder : {QStringLiteral("u-boot"), board.bootLoader.board + QStringLiteral("/u-boot")}) {
        if (Status added = addChanges(boards, folder, recipe); !added)
            return passOn(added);
    }
    Stage stage;
    stage.name = QStringLiteral("bootloader-") + board.bootLoader.board;
    stage.inputs = {"3", board.bootLoader.defconfig.toUtf8(), board.bootLoader.firmware.toUtf8(), recipe.fragment, compilerVersion(),
                    QByteArray::number(board.environmentOffset), QByteArray::number(board.environmentSize), products(board).join(u' ').toUtf8()};
    for (const ArchiveFile &file : parts.files)
        stage.inputs += file.name.toUtf8() + ' ' + file.sha256;
    for (const SourcePatch &patch : recipe.patches)
        stage.inputs += {patch.name.toUtf8(), patch.text};
    stage.make = [recipe](const QString &folder, Progress &progress) { return build(recipe, folder, progress); };
    return stage;
}

Result<QString> bootLoader(const BuildContext &context, const Board &board, const AptArchive &archive, Progress &progress)
{
    const Result<BootLoaderParts> parts = resolveBootLoaderParts(archive, progress);
    if (!parts)
        return passOn(parts);
    const Result<QString> partsFolder = runStage(context, bootLoaderPartsStage(archive, *parts), progress);
    if (!partsFolder)
        return partsFolder;
    const Result<Stage> stage = bootLoaderStage(board, *parts, *partsFolder);
    if (!stage)
        return passOn(stage);
    return runStage(context, *stage, progress);
}

} // namespace coffer
