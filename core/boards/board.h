// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

namespace coffer {

constexpr qint64 sectorSize = 512; ///< bytes; the unit of all sector numbers

/// What a board is in the cluster; Twin: it stands for any of the others in an emulated one.
enum class Role { Head, Compute, Twin };

/// What a boot blob's first bytes must be: Rockchip's boot image (its header is RC4-encoded), a
/// flattened image tree, or anything.
enum class BlobKind { Rksd, Fit, Raw };

/// Bytes at a fixed place of a card's boot area.
struct BootBlob
{
    QString file;       ///< name in the board's image folder, e.g. "idbloader.img"
    BlobKind kind = BlobKind::Raw;
    qint64 sector = 0;
    qint64 maxBytes = 0;///< room up to the next thing on the card
};

/// How the boot loader is made from Debian's U-Boot source. Changes of our own are files: u-boot/config
/// and u-boot/*.patch in the boards' common folder and in the board's.
struct BootLoaderSource
{
    QString board;     ///< id of the board whose it is: it has that one's changes. In an emulated cluster, the twin's
    QString defconfig; ///< U-Boot configuration, e.g. "nanopi-m4-rk3399_defconfig"
    QString firmware;  ///< path of BL31 in Debian's arm-trusted-firmware package; empty: u-boot.bin is all
    qint64 memoryStart = 0; ///< bytes; memory that U-Boot may load kernels into
    qint64 memoryEnd = 0;   ///< bytes; behind its last one
};

/// What a kind of board is: boards/<id>/board.toml.
struct Board
{
    QString id;   ///< the folder's name, e.g. "nanopc-t4"
    QString name; ///< for people, e.g. "NanoPC-T4"
    Role role = Role::Compute;
    QString folder;       ///< absolute path of boards/<id>
    BootLoaderSource bootLoader;
    QList<BootBlob> blobs;
    qint64 environmentOffset = 0; ///< bytes from the card's start
    qint64 environmentSize = 0;   ///< bytes
    QMap<QString, QString> environment; ///< U-Boot variables, may contain @NAME@
    qint64 imageBytes = 0;        ///< size of the disk image; 0: as large as the root file system needs
    qint64 bootAreaStart = 0;     ///< bytes; partition 1, the boot loader's room
    qint64 bootAreaSize = 0;      ///< bytes
    QString deviceTree;           ///< e.g. "rockchip/rk3399-nanopc-t4.dtb"
    QString console;              ///< e.g. "ttyS2,1500000"
    QMap<QString, QString> disks; ///< the head's, that may hold the compute nodes' root: "emmc" → "/dev/…"
    QStringList packages;         ///< of the chosen profile, cluster's common ones not included

    /// Bytes from the card's start to the end of the boot area.
    qint64 bootAreaEnd() const { return bootAreaStart + bootAreaSize; }
    /// Where the root partition begins: behind the boot area, on a whole MiB. Bytes; 0: the card has none.
    qint64 rootStart() const { return imageBytes > 0 ? 0 : (bootAreaEnd() + 0xFFFFF) / 0x100000 * 0x100000; }
};

} // namespace coffer
