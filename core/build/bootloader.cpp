// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/bootloader.h"

#include "core/base/files.h"
#include "core/build/compiledenvironment.h"
#include "core/build/requirements.h"
#include "core/build/sourceoffer.h"
#include "core/build/ubootconfig.h"
#include "core/build/uboottree.h"
#include "core/image/nodeimage.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace coffer {
namespace {

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

/// The board's configuration with our settings, checked to be what it should.
Result<QByteArray> configure(const Recipe &recipe, const UBootTree &tree, Progress &progress)
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
    const Result<KconfigOptions> wanted = parseKconfig(recipe.fragment, QStringLiteral("u-boot/config"));
    const Result<KconfigOptions> finished = parseKconfig(*text, config.fileName());
    if (!wanted || !finished)
        return wanted ? passOn(finished) : passOn(wanted);
    for (const Status &right : {checkKconfig(*wanted, *finished), checkEnvironmentPlace(*finished, recipe.board)}) {
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

/// Copies what is kept out of the build to `folder`, and adds what belongs beside it.
Status keepProducts(const Recipe &recipe, const UBootTree &tree, const SourceOffer &offer, const QString &folder, Progress &progress)
{
    for (const QString &file : products(recipe.board)) {
        if (Status copied = copyTo(tree.built(file), folder + u'/' + file); !copied)
            return copied;
    }
    if (Status written = writeCompiledEnvironment(tree.built(plainBinary), folder); !written)
        return written;
    return writeSourceOffer(offer, folder, progress);
}

/// Whether U-Boot can be built in `folder` on this machine at all.
Status checkPlace(const QString &folder)
{
    static const QRegularExpression awkward(QStringLiteral("[\\s:#$'\"]"));
    if (folder.contains(awkward))
        return fail(Errc::Refused, tr("U-Boot cannot be built in %1, as make would take that name apart; "
                                      "choose another folder with --cache.").arg(folder));
    return requireBootLoaderTools();
}

Status build(const Recipe &recipe, const QString &folder, Progress &progress)
{
    if (Status right = checkPlace(folder); !right)
        return right;
    const QString work = folder + QStringLiteral("/work");
    const QString source = work + QStringLiteral("/source");
    if (Status unpacked = unpackUBoot(recipe.partsFolder, recipe.parts.version, recipe.patches, source, progress); !unpacked)
        return unpacked;
    const QString firmware = recipe.board.bootLoader.firmware;
    const bool isPlain = firmware.isEmpty();
    const QString firmwarePath = recipe.partsFolder + u'/' + firmwareFolder + u'/' + firmware;
    const Result<UBootTree> tree = UBootTree::in(source, isPlain ? QString() : firmwarePath, progress);
    if (!tree)
        return passOn(tree);
    const Result<QByteArray> config = configure(recipe, *tree, progress);
    if (!config)
        return passOn(config);
    if (Status made = tree->make(isPlain ? plainBinary : QStringLiteral(".binman_stamp"), progress); !made)
        return made;
    const SourceOffer offer{recipe.board, recipe.parts, recipe.partsFolder, recipe.patches, *config, source};
    if (Status kept = keepProducts(recipe, *tree, offer, folder, progress); !kept)
        return kept;
    QDir(work).removeRecursively();
    return ok();
}

} // namespace

QString bootLoaderName(const Board &board)
{
    return QStringLiteral("bootloader-") + board.bootLoader.board;
}

Result<Stage> bootLoaderStage(const Board &board, const BootLoaderParts &parts)
{
    Recipe recipe{board, parts, {}, {}, {}};
    const QDir boards(QFileInfo(board.folder).path());
    for (const QString &folder : {QStringLiteral("u-boot"), board.bootLoader.board + QStringLiteral("/u-boot")}) {
        if (Status added = addChanges(boards, folder, recipe); !added)
            return passOn(added);
    }
    Stage stage;
    stage.name = bootLoaderName(board);
    stage.needs = {bootLoaderSource};
    stage.inputs = {"4", board.name.toUtf8(), board.bootLoader.defconfig.toUtf8(), board.bootLoader.firmware.toUtf8(),
                    recipe.fragment, crossCompilerVersion(),
                    QByteArray::number(board.environmentOffset), QByteArray::number(board.environmentSize), products(board).join(u' ').toUtf8()};
    for (const ArchiveFile &file : parts.files)
        stage.inputs += file.name.toUtf8() + ' ' + file.sha256;
    for (const SourcePatch &patch : recipe.patches)
        stage.inputs += {patch.name.toUtf8(), patch.text};
    stage.make = [recipe](const StageWork &work, Progress &progress) {
        Recipe whole = recipe;
        whole.partsFolder = work.needs.value(bootLoaderSource);
        return build(whole, work.folder, progress);
    };
    return stage;
}

} // namespace coffer
