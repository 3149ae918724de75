// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/paths.h"
#include "common/readersetup.h"

#include <QStringList>

#include <variant>

namespace coffer {

/// What the station's command line says.
struct Options
{
    Paths paths;
    QString only; ///< as makePlan() takes it
    ReaderOptions readers;
    bool opensWizard = false;
};

/// Parses the program's arguments over the default paths. An exit code when that was all: help or
/// the version was asked for (0), or the call is wrong and has been told so on standard error (2).
std::variant<Options, int> parseOptions(const QStringList &arguments);

} // namespace coffer
