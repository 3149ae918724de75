// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/process.h"
#include "core/build/context.h"

#include <functional>

namespace coffer {

/// `command` as user 0 of a user namespace of its own, where the caller's files belong to user 0
/// and nothing outside the namespace is mounted, owned or killed. With `native`, arm64 programs run
/// in it through coffer-native (see helpers/sandbox.cpp and helpers/native.cpp).
Command inSandbox(const BuildContext &context, const Command &command, bool native = false);

/// Whether this kernel lets a namespace register its own interpreter for arm64 programs (Linux 6.7
/// and later). Elsewhere the system's registration (qemu-user) does it, slower. Blocks shortly.
/// Errors: Failed, when there can be no namespace at all.
Result<bool> hasOwnInterpreter(const BuildContext &context);

/// Removes a folder and all in it, also what belongs to the namespace's other users. Nothing there
/// is fine. Blocks.
Status removeTree(const BuildContext &context, const QString &path, Progress &progress);

/// Runs the script `name` of core/build/recipes as the sandbox's user 0, with `folder`/work as its first
/// argument: a folder to work in, which is gone afterwards. `onLine` is told what it prints. Blocks.
Status runRecipe(const BuildContext &context, const QString &name, const QString &folder, bool native,
                 const QStringList &arguments, Progress &progress, const std::function<void(const QString &)> &onLine = {});

/// The text of a recipe, for a stage's inputs.
QByteArray recipeText(const QString &name);

} // namespace coffer
