// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/boards/loadboard.h"

#include "core/boards/cluster.h"
#include "core/boards/tomltable.h"

#include <QDir>

#include <algorithm>

namespace coffer {
namespace {

constexpr qint64 largestImage = qint64(64) << 30;
constexpr qint64 largestBootArea = qint64(1) << 30;
constexpr qint64 largestEnvironment = 1 << 20;
constexpr qint64 highestAddress = qint64(1) << 48;
constexpr qint64 imageUnit = 4096; ///< block size of image maps

constexpr TextForm anyWords{"[^\\x00-\\x1f\\x7f]{1,80}", QT_TRANSLATE_NOOP("coffer", "1 to 80 characters")};
constexpr TextForm fileName{"[A-Za-z0-9_][A-Za-z0-9_.+-]*", QT_TRANSLATE_NOOP("coffer", "a file name such as idbloader.img")};
constexpr TextForm relativePath{"[A-Za-z0-9_][A-Za-z0-9_.+-]*(/[A-Za-z0-9_][A-Za-z0-9_.+-]*)*", QT_TRANSLATE_NOOP("coffer", "a relative path such as usr/lib/arm-trusted-firmware/rk3399/bl31.elf")};
constexpr TextForm deviceTree{"([A-Za-z0-9_][A-Za-z0-9_.+-]*/)*[A-Za-z0-9_][A-Za-z0-9_.+-]*\\.dtb", QT_TRANSLATE_NOOP("coffer", "a path such as rockchip/rk3399-nanopi-m4.dtb")};
constexpr TextForm console{"tty[A-Za-z]+\\d+(,\\d+([noe]\\d?)?)?", QT_TRANSLATE_NOOP("coffer", "a console such as ttyS2,1500000")};
constexpr TextForm defconfig{"[A-Za-z0-9_.-]+_defconfig", QT_TRANSLATE_NOOP("coffer", "a U-Boot configuration such as nanopi-m4-rk3399_defconfig")};
// Debian Policy 5.6.1
constexpr TextForm packageName{"[a-z0-9][a-z0-9+.-]+", QT_TRANSLATE_NOOP("coffer", "a Debian package's name: lower-case letters, digits and + - .")};
constexpr TextForm value{"[^\\x00-\\x1f\\x7f]*", QT_TRANSLATE_NOOP("coffer", "a value on one line")};
constexpr TextForm devicePath{"/dev/[A-Za-z0-9_][A-Za-z0-9_.:+-]*(/[A-Za-z0-9_][A-Za-z0-9_.:+-]*)*", QT_TRANSLATE_NOOP("coffer", "a device such as /dev/mmcblk2")};
constexpr TextForm variableName{"[A-Za-z_][A-Za-z0-9_]*", ""};

BootLoaderSource readBootLoader(const TomlTable &source)
{
    BootLoaderSource loader;
    loader.defconfig = source.text(QStringLiteral("defconfig"), defconfig);
    loader.firmware = source.optionalText(QStringLiteral("firmware"), relativePath);
    const TomlTable memory = source.table(QStringLiteral("memory"), {QStringLiteral("start"), QStringLiteral("end")});
    loader.memoryStart = memory.number(QStringLiteral("start"), 0, highestAddress);
    loader.memoryEnd = memory.number(QStringLiteral("end"), loader.memoryStart + 1, highestAddress);
    return loader;
}

void readEnvironmentPlace(const TomlTable &card, Board &board)
{
    const TomlTable environment = card.table(QStringLiteral("environment"), {QStringLiteral("offset"), QStringLiteral("size")});
    board.environmentOffset = environment.number(QStringLiteral("offset"), 0, largestBootArea);
    board.environmentSize = environment.number(QStringLiteral("size"), sectorSize, largestEnvironment);
    if (board.environmentOffset % sectorSize != 0 || board.environmentSize % sectorSize != 0)
        environment.refuse(QStringLiteral("offset"), tr("the environment's place must be whole sectors; allowed: multiples of %1").arg(sectorSize));
    if (board.environmentOffset < board.bootAreaStart || board.environmentOffset + board.environmentSize > board.bootAreaEnd())
        environment.refuse(QStringLiteral("offset"), tr("the environment is not in the boot area; allowed: bytes %1 to %2").arg(board.bootAreaStart).arg(board.bootAreaEnd()));
}

/// The blobs in ascending order, each with its room up to what comes next.
void readBlobs(const TomlTable &card, Board &board)
{
    const QStringList kinds{QStringLiteral("rksd"), QStringLiteral("fit"), QStringLiteral("raw")};
    const qint64 environmentEnd = board.environmentOffset + board.environmentSize;
    for (const TomlTable &table : card.tables(QStringLiteral("blobs"), {QStringLiteral("file"), QStringLiteral("sector"), QStringLiteral("kind")})) {
        BootBlob blob;
        blob.file = table.text(QStringLiteral("file"), fileName);
        blob.kind = BlobKind(table.choice(QStringLiteral("kind"), kinds));
        blob.sector = table.number(QStringLiteral("sector"), board.bootAreaStart / sectorSize, board.bootAreaEnd() / sectorSize - 1);
        const qint64 start = blob.sector * sectorSize;
        if (start >= board.environmentOffset && start < environmentEnd)
            table.refuse(QStringLiteral("sector"), tr("%1 would lie on the environment; allowed: sectors before %2 or from %3 on")
                                                       .arg(blob.file).arg(board.environmentOffset / sectorSize).arg(environmentEnd / sectorSize));
        for (const BootBlob &other : std::as_const(board.blobs)) {
            if (other.sector == blob.sector || other.file == blob.file)
                table.refuse(QStringLiteral("sector"), tr("%1 and %2 need a file and a sector each").arg(other.file, blob.file));
        }
        board.blobs.append(blob);
    }
    std::sort(board.blobs.begin(), board.blobs.end(), [](const BootBlob &one, const BootBlob &other) { return one.sector < other.sector; });
    qint64 next = board.bootAreaEnd();
    for (auto blob = board.blobs.rbegin(); blob != board.blobs.rend(); ++blob) {
        const qint64 start = blob->sector * sectorSize;
        const bool beforeEnvironment = start < board.environmentOffset;
        blob->maxBytes = (beforeEnvironment ? std::min(next, board.environmentOffset) : next) - start;
        next = start;
    }
}

void readCard(const TomlTable &card, Board &board)
{
    const TomlTable area = card.table(QStringLiteral("boot-area"), {QStringLiteral("start"), QStringLiteral("size")});
    board.bootAreaStart = area.number(QStringLiteral("start"), sectorSize, largestBootArea);
    board.bootAreaSize = area.number(QStringLiteral("size"), sectorSize, largestBootArea);
    if (board.bootAreaStart % imageUnit != 0 || board.bootAreaSize % imageUnit != 0)
        area.refuse(QStringLiteral("start"), tr("the boot area must be whole blocks; allowed: multiples of %1").arg(imageUnit));
    if (card.has(QStringLiteral("image-size"))) {
        board.imageBytes = card.number(QStringLiteral("image-size"), board.bootAreaEnd(), largestImage);
        if (board.imageBytes % imageUnit != 0)
            card.refuse(QStringLiteral("image-size"), tr("the image's size must be whole blocks; allowed: multiples of %1").arg(imageUnit));
    }
    readEnvironmentPlace(card, board);
    readBlobs(card, board);
}

void readEnvironment(const TomlTable &environment, const QMap<QString, QString> &names, Board &board)
{
    const QRegularExpression rightName(QRegularExpression::anchoredPattern(QLatin1String(variableName.pattern)));
    for (const QString &key : environment.keys()) {
        if (!rightName.match(key).hasMatch())
            environment.refuse(key, tr("a U-Boot variable's name is wrong; allowed: letters, digits and _"));
        const QString text = environment.text(key, value);
        if (const Result<QString> filled = substitute(text, names, key); !filled)
            environment.refuse(key, tr("\"%1\" has a @NAME@ that is not known; allowed: %2").arg(key, QStringList(names.keys()).join(QStringLiteral(", "))));
        board.environment.insert(key, text);
    }
}

} // namespace

QStringList readPackages(const TomlTable &packages, const QString &profile, const QStringList &profiles)
{
    QMap<QString, QStringList> lists;
    for (const QString &each : profiles)
        lists.insert(each, packages.texts(each, packageName));
    return lists.value(profile);
}

Result<Board> loadBoard(const QString &folder, const QString &profile, const QStringList &profiles, const QMap<QString, QString> &names)
{
    const Result<TomlTable> file = TomlTable::read(
        folder + QStringLiteral("/board.toml"),
        {QStringLiteral("name"), QStringLiteral("role"), QStringLiteral("device-tree"), QStringLiteral("console"),
         QStringLiteral("boot-loader"), QStringLiteral("card"), QStringLiteral("environment"), QStringLiteral("disks"),
         QStringLiteral("packages")});
    if (!file)
        return passOn(file);
    Board board;
    board.id = QDir(folder).dirName();
    board.folder = QDir(folder).absolutePath();
    board.name = file->text(QStringLiteral("name"), anyWords);
    board.role = Role(file->choice(QStringLiteral("role"), {QStringLiteral("head"), QStringLiteral("compute"), QStringLiteral("twin")}));
    const bool isTwin = board.role == Role::Twin;
    board.deviceTree = isTwin ? file->optionalText(QStringLiteral("device-tree"), deviceTree) : file->text(QStringLiteral("device-tree"), deviceTree);
    board.console = file->text(QStringLiteral("console"), console);
    board.bootLoader = readBootLoader(file->table(QStringLiteral("boot-loader"), {QStringLiteral("defconfig"), QStringLiteral("firmware"), QStringLiteral("memory")}));
    board.bootLoader.board = board.id;
    readCard(file->table(QStringLiteral("card"), {QStringLiteral("image-size"), QStringLiteral("boot-area"),
                                                  QStringLiteral("environment"), QStringLiteral("blobs")}), board);
    readEnvironment(file->table(QStringLiteral("environment"), {}, true), names, board);
    const TomlTable disks = file->table(QStringLiteral("disks"), {QStringLiteral("emmc"), QStringLiteral("nvme")}, true);
    for (const QString &disk : disks.keys())
        board.disks.insert(disk, disks.text(disk, devicePath));
    if (!isTwin)
        board.packages = readPackages(file->table(QStringLiteral("packages"), profiles), profile, profiles);
    else if (file->has(QStringLiteral("packages")))
        file->refuse(QStringLiteral("packages"), tr("a twin has no packages of its own; allowed: none"));
    if (Status right = file->status(); !right)
        return passOn(right);
    return board;
}

} // namespace coffer
