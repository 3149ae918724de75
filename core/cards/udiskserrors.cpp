// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/udiskserrors.h"

#include "core/base/files.h"
#include "core/base/format.h"
#include "core/cards/openerrors.h"

#include <QRegularExpression>

#include <algorithm>
#include <cerrno>
#include <optional>

namespace coffer {
namespace {

constexpr qsizetype mostWords = 200;

/// "open /dev/sdb"
QString deed(const UDisksTask &task)
{
    return (task.kind == UDisksTask::Kind::Open ? tr("open %1") : tr("unmount %1")).arg(task.devNode);
}

/// UDisks' own words, short, and fit for a terminal.
QString words(QString text)
{
    static const QRegularExpression prefix(QStringLiteral("^GDBus\\.Error:\\S+: "));
    text = printable(text.remove(prefix).simplified());
    while (text.endsWith(u'.'))
        text.chop(1);
    return text.size() <= mostWords ? text : text.left(mostWords) + u'…';
}

/// The error number that UDisks met, which it tells as strerror's words alone, in its own language:
/// that is C where no locale is set for services, else mostly that of this program.
std::optional<int> errorNumber(const QString &text)
{
    struct Words { int number; QLatin1String english; };
    static const Words known[] = {
        {EBUSY, QLatin1String("Device or resource busy")}, {EBUSY, QLatin1String("target is busy")},
        {ENOMEDIUM, QLatin1String("No medium found")},     {ENXIO, QLatin1String("No such device or address")},
        {ENODEV, QLatin1String("No such device")},         {ENOENT, QLatin1String("No such file or directory")},
        {EROFS, QLatin1String("Read-only file system")},
    };
    const auto *found = std::ranges::find_if(known, [&](const Words &words) {
        return text.contains(words.english) || text.contains(systemError(words.number));
    });
    return found == std::end(known) ? std::nullopt : std::optional<int>(found->number);
}

tl::unexpected<Error> busy(const UDisksTask &task)
{
    if (task.kind == UDisksTask::Kind::Open)
        return cardBusy(task.devNode);
    return fail(Errc::Busy, tr("%1 is mounted and in use; close the programs and windows that show its files, and try again.").arg(task.devNode));
}

tl::unexpected<Error> absent(const UDisksTask &task)
{
    return fail(Errc::NotFound, tr("This user may not %1 without UDisks, which does not run here; install the package udisks2, "
                                   "or become a member of the group disk.").arg(deed(task)));
}

tl::unexpected<Error> notPermitted(const UDisksTask &task)
{
    return fail(Errc::Refused, tr("This system's rules (polkit) do not let this user %1; have its administrator add Cofferware's rule "
                                  "(49-cofferware.rules), or become a member of the group disk.").arg(deed(task)));
}

tl::unexpected<Error> nobodyToAsk(const UDisksTask &task)
{
    return fail(Errc::Refused, tr("It takes a permission to %1, but there is nobody to ask for it here; work in a desktop session, "
                                  "add Cofferware's polkit rule (49-cofferware.rules), or become a member of the group disk.").arg(deed(task)));
}

tl::unexpected<Error> dismissed(const UDisksTask &task)
{
    return fail(Errc::Refused, tr("The permission to %1 was declined in the dialogue; try again and give it.").arg(deed(task)));
}

tl::unexpected<Error> endedEarly(const UDisksTask &task)
{
    return fail(Errc::Failed, tr("UDisks ended before it could %1; try again.").arg(deed(task)));
}

tl::unexpected<Error> gone(const UDisksTask &task)
{
    return cardGone(task.devNode);
}

struct Meaning
{
    QLatin1String name;
    tl::unexpected<Error> (*explain)(const UDisksTask &task);
};

#define BUS(name) QLatin1String("org.freedesktop.DBus.Error." name)
#define UDISKS(name) QLatin1String("org.freedesktop.UDisks2.Error." name)
const Meaning meanings[] = {
    {BUS("ServiceUnknown"), absent},
    {BUS("NameHasNoOwner"), absent},
    {BUS("AccessDenied"), notPermitted},
    {BUS("Disconnected"), noSystemBus},
    {BUS("NoReply"), endedEarly},
    {BUS("UnknownObject"), gone}, // the calls themselves are known: ResolveDevice, which came with them, was
    {BUS("UnknownInterface"), gone},
    {BUS("UnknownMethod"), gone},
    {UDISKS("NotAuthorized"), notPermitted},
    {UDISKS("NotAuthorizedCanObtain"), nobodyToAsk},
    {UDISKS("NotAuthorizedDismissed"), dismissed},
    {UDISKS("DeviceBusy"), busy},
    {UDISKS("AlreadyUnmounting"), busy},
};
#undef BUS
#undef UDISKS

} // namespace

tl::unexpected<Error> noSystemBus(const UDisksTask &task)
{
    return fail(Errc::NotFound, tr("This user may not %1 without UDisks, which cannot be reached: there is no system bus (D-Bus) here; "
                                   "start it, or become a member of the group disk.").arg(deed(task)));
}

tl::unexpected<Error> silentUDisks(const UDisksTask &task)
{
    return fail(Errc::Failed, tr("UDisks does not answer when it is asked to %1; restart the service udisks2 and try again.").arg(deed(task)));
}

tl::unexpected<Error> noPermission(const UDisksTask &task, std::chrono::milliseconds patience)
{
    const QString time = formatDuration(double(patience.count()) / 1000);
    if (task.kind == UDisksTask::Kind::Unmount)
        return fail(Errc::Failed, tr("%1 was not unmounted within %2: either nobody gave the permission, or files are still "
                                     "written to it; try again.").arg(task.devNode, time));
    return fail(Errc::Failed, tr("Nobody gave the permission to open %1 within %2; try again and answer the question.").arg(task.devNode, time));
}

tl::unexpected<Error> tooOldUDisks(const UDisksTask &task)
{
    return fail(Errc::Failed, tr("The UDisks of this system is too old to %1 safely; 2.7.3 or newer is needed.").arg(deed(task)));
}

tl::unexpected<Error> udisksError(const UDisksTask &task, const QString &name, const QString &text)
{
    const auto *known = std::ranges::find(meanings, name, &Meaning::name);
    if (known != std::end(meanings))
        return known->explain(task);
    if (name.startsWith(QLatin1String("org.freedesktop.DBus.Error.Spawn.")) || name.startsWith(QLatin1String("org.freedesktop.systemd1.")))
        return absent(task); // the bus could not start it
    const std::optional<int> number = errorNumber(text);
    if (number == EBUSY)
        return busy(task);
    if (number)
        return openError(task.devNode, *number);
    return fail(Errc::Failed, tr("UDisks could not %1: %2.").arg(deed(task), words(text)));
}

} // namespace coffer
