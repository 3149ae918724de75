// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QCoreApplication;

namespace coffer {

/// Shows the program's texts, and those of Qt's own dialogs, in `language` ("de"); "" is that of the system. What has no
/// translation stays English. To be called once, before the first window is made.
void setLanguage(QCoreApplication &app, const QString &language);

} // namespace coffer
