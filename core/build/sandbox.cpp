// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/build/sandbox.h"

#include "core/base/files.h"

#include <QFile>
#include <QFileInfo>

static void initRecipes() // outside of every namespace, as the macro must be
{
    Q_INIT_RESOURCE(recipes);
}

namespace coffer {

Command inSandbox(const BuildContext &context, const Command &command, bool native)
{
    Command boxed = command;
    boxed.program = context.helpersFolder + QStringLiteral("/coffer-sandbox");
    boxed.arguments.clear();
    if (native)
        boxed.arguments << QStringLiteral("--binfmt") << context.helpersFolder + QStringLiteral("/coffer-native");
    boxed.arguments << QStringLiteral("--") << command.program << command.arguments;
    return boxed;
}

Result<bool> hasOwnInterpreter(const BuildContext &context)
{
    Command nothing;
    nothing.program = QStringLiteral("true");
    nothing.quiet = true;
    Progress silent;
    if (runProcess(inSandbox(context, nothing, true), silent))
        return true;
    const Result<QByteArray> without = runProcess(inSandbox(context, nothing), silent);
    return without ? Result<bool>(false) : passOn(without);
}

Status removeTree(const BuildContext &context, const QString &path, Progress &progress)
{
    if (!QFileInfo::exists(path) && !QFileInfo(path).isSymLink())
        return ok();
    Command remove;
    remove.program = QStringLiteral("rm");
    remove.arguments = {QStringLiteral("-rf"), QStringLiteral("--one-file-system"), QStringLiteral("--"), path};
    const Result<QByteArray> removed = runProcess(inSandbox(context, remove), progress);
    if (!removed)
        return passOn(removed);
    return ok();
}

QByteArray recipeText(const QString &name)
{
    initRecipes();
    QFile file(QStringLiteral(":/recipes/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Status runRecipe(const BuildContext &context, const QString &name, const QString &folder, bool native,
                 const QStringList &arguments, Progress &progress, const std::function<void(const QString &)> &onLine)
{
    const QString work = folder + QStringLiteral("/work");
    if (Status made = makeDirectory(work); !made)
        return made;
    const QString recipe = work + u'/' + name;
    const QString shared = QStringLiteral("layers.sh");
    for (const QString &part : {name, shared}) {
        if (Status written = writeFile(work + u'/' + part, recipeText(part)); !written)
            return written;
    }
    Command command;
    command.program = QStringLiteral("sh");
    command.arguments = QStringList{recipe, work} + arguments;
    command.graceMs = 0; // nothing outlives the sandbox, and nothing in it is worth saving
    command.onLine = onLine;
    const Result<QByteArray> done = runProcess(inSandbox(context, command, native), progress);
    if (!done)
        return passOn(done);
    return removeTree(context, work, progress);
}

} // namespace coffer
