// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/build/context.h"

namespace coffer {

/// Something a build needs of this machine.
struct Requirement
{
    QString what;     ///< a program's name, or what must be possible
    QString reason;   ///< what it is needed for
    QString problem;  ///< why it is not met; empty when it is
    QString package;  ///< Debian package that has it; empty when installing does not help
    bool optional = false; ///< without it the build works, but slower
};

/// Looks for all that building images needs: programs, headers, user namespaces, room on the disk. Blocks shortly.
QList<Requirement> checkRequirements(const BuildContext &context);

/// The Debian packages that what is not met needs, each once.
QStringList missingPackages(const QList<Requirement> &requirements);

/// The command by which this user installs them; empty when there are none.
QString installCommand(const QStringList &packages);

/// Whether all that boot loaders are cross-built with is there. Errors: NotFound with what is missing.
Status requireBootLoaderTools();

} // namespace coffer
