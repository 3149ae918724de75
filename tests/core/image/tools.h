// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/base/process.h"

#include <QDir>

namespace coffer {

/// Runs one of the programs that real boards and people meet our images with; what it says on
/// standard output. A failing or missing program gives "error: …".
inline QByteArray runTool(const QString &program, const QStringList &arguments, const QByteArray &input = {}, const QString &folder = {})
{
    Command command;
    command.program = program;
    command.arguments = arguments;
    command.input = input;
    command.workingDirectory = folder;
    Progress progress;
    const Result<QByteArray> output = runProcess(command, progress);
    return output ? *output : "error: " + output.error().message.toUtf8();
}

/// Makes idbloader.img with mkimage in `folder`: a TPL and an SPL of these sizes. Its path.
inline QString makeIdbloader(const QString &folder, int tplSize = 20000, int splSize = 50000)
{
    (void)writeFile(folder + QStringLiteral("/tpl.bin"), QByteArray(tplSize, 't'));
    (void)writeFile(folder + QStringLiteral("/spl.bin"), QByteArray(splSize, 's'));
    const QString both = splSize > 0 ? QStringLiteral("tpl.bin:spl.bin") : QStringLiteral("tpl.bin");
    const QByteArray made = runTool(QStringLiteral("mkimage"), {QStringLiteral("-n"), QStringLiteral("rk3399"), QStringLiteral("-T"), QStringLiteral("rksd"),
                                                               QStringLiteral("-d"), both, QStringLiteral("idbloader.img")}, {}, folder);
    return made.startsWith("error") ? QString::fromUtf8(made) : folder + QStringLiteral("/idbloader.img");
}

/// Makes u-boot.itb with mkimage in `folder`: two images with hashes; `external`: their data lie behind the
/// tree, as in U-Boot's own. Its path.
inline QString makeFit(const QString &folder, bool external = true, int size = 60000)
{
    (void)writeFile(folder + QStringLiteral("/u-boot.bin"), QByteArray(size, 'u'));
    (void)writeFile(folder + QStringLiteral("/bl31.bin"), QByteArray(7001, 'b'));
    (void)writeFile(folder + QStringLiteral("/fit.its"), R"(/dts-v1/;
/ {
    description = "Test of a boot loader";
    #address-cells = <1>;
    images {
        u-boot {
            description = "U-Boot"; data = /incbin/("u-boot.bin"); type = "standalone"; arch = "arm64";
            compression = "none"; load = <0x200000>; hash { algo = "sha256"; };
        };
        atf {
            description = "BL31"; data = /incbin/("bl31.bin"); type = "firmware"; arch = "arm64"; os = "arm-trusted-firmware";
            compression = "none"; load = <0x40000>; entry = <0x40000>; hash { algo = "sha256"; };
        };
    };
    configurations { default = "c"; c { description = "board"; firmware = "atf"; loadables = "u-boot"; }; };
};
)");
    QStringList arguments{QStringLiteral("-f"), QStringLiteral("fit.its"), QStringLiteral("u-boot.itb")};
    if (external)
        arguments.prepend(QStringLiteral("-E"));
    const QByteArray made = runTool(QStringLiteral("mkimage"), arguments, {}, folder);
    return made.startsWith("error") ? QString::fromUtf8(made) : folder + QStringLiteral("/u-boot.itb");
}

} // namespace coffer
