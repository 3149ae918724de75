// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/udisks.h"

#include "core/cards/openerrors.h"
#include "core/cards/systemdisks.h"
#include "core/cards/udiskserrors.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusUnixFileDescriptor>
#include <QDBusVariant>
#include <QDeadlineTimer>
#include <QEventLoop>
#include <QFile>
#include <QThread>
#include <QTimer>
#include <QUuid>

#include <algorithm>
#include <limits>

#include <fcntl.h>
#include <sys/stat.h>

namespace coffer {
namespace {

using namespace std::chrono_literals;

constexpr auto cancelInterval = 50ms;
constexpr unsigned long resolveInterval = 50; // ms
constexpr std::chrono::milliseconds resolvePatience = 3s; // UDisks hears of a new card when we do, and looks at it first
constexpr std::chrono::milliseconds answerPatience = 25s;  // for what takes no person's permission
constexpr int mostMounts = 32;
constexpr const char *unknownMethod = "org.freedesktop.DBus.Error.UnknownMethod";

/// UDisks at a connection to the system bus of this task's own: a bus that was started anew does no
/// harm, and what comes after its end, a late descriptor, does not reach this program any more.
class UDisks
{
public:
    UDisks(UDisksTask task, const CancelToken &cancel, std::chrono::milliseconds patience)
        : m_task(std::move(task)), m_cancel(cancel), m_patience(patience),
          m_bus(QDBusConnection::connectToBus(QDBusConnection::SystemBus, QUuid::createUuid().toString()))
    {
    }
    ~UDisks() { QDBusConnection::disconnectFromBus(m_bus.name()); }
    Q_DISABLE_COPY_MOVE(UDisks)

    Result<Fd> open(int flags)
    {
        const Result<QString> object = findObject();
        if (!object)
            return passOn(object);
        const QString mode = (flags & O_ACCMODE) == O_RDWR ? QStringLiteral("rw") : QStringLiteral("r");
        const QVariantMap options{{QStringLiteral("flags"), flags & ~O_ACCMODE}};
        const Result<QVariant> answer = ask(*object, "Block", "OpenDevice", {mode, options});
        if (!answer)
            return passOn(answer);
        Fd fd(::fcntl(answer->value<QDBusUnixFileDescriptor>().fileDescriptor(), F_DUPFD_CLOEXEC, 0));
        const int told = O_ACCMODE | O_DIRECT; // O_EXCL is not told of an open descriptor
        if (!fd.isValid() || (::fcntl(fd.get(), F_GETFL) & told) != (flags & told))
            return tooOldUDisks(m_task);
        return fd;
    }

    Status unmount()
    {
        const Result<QString> object = findObject();
        if (!object)
            return passOn(object);
        const Result<QVariant> answer = ask(*object, "Filesystem", "Unmount", {QVariantMap()});
        return answer ? ok() : passOn(answer);
    }

private:
    /// The object that stands for this very device.
    Result<QString> findObject()
    {
        struct stat node {};
        if (::stat(QFile::encodeName(m_task.devNode).constData(), &node) != 0)
            return cardGone(m_task.devNode);
        const QVariantMap device{{QStringLiteral("path"), m_task.devNode}};
        QDeadlineTimer patience(std::min(m_patience, resolvePatience));
        do {
            const Result<QVariant> answer = ask(QStringLiteral("/org/freedesktop/UDisks2/Manager"), "Manager", "ResolveDevice", {device, QVariantMap()});
            if (!answer)
                return passOn(answer);
            for (const QDBusObjectPath &object : qdbus_cast<QList<QDBusObjectPath>>(*answer)) {
                if (deviceNumber(object.path()) == node.st_rdev)
                    return object.path();
            }
            QThread::msleep(resolveInterval);
        } while (!patience.hasExpired());
        return cardGone(m_task.devNode);
    }

    /// 0 where it is not to be had.
    quint64 deviceNumber(const QString &object)
    {
        const QVariantList property{QStringLiteral("org.freedesktop.UDisks2.Block"), QStringLiteral("DeviceNumber")};
        const Result<QDBusMessage> answer = waitFor(message(object, QStringLiteral("org.freedesktop.DBus.Properties"), "Get", property), answerPatience);
        return answer ? answer->arguments().value(0).value<QDBusVariant>().variant().toULongLong() : 0;
    }

    /// The first argument of UDisks' answer; nothing where it answers without.
    Result<QVariant> ask(const QString &object, const char *interface, const char *method, const QVariantList &arguments)
    {
        const QString fullName = QStringLiteral("org.freedesktop.UDisks2.") + QLatin1String(interface);
        const bool mayAskPeople = qstrcmp(interface, "Manager") != 0;
        const auto patience = mayAskPeople ? m_patience : std::min(m_patience, answerPatience);
        const Result<QDBusMessage> answer = waitFor(message(object, fullName, method, arguments), patience);
        if (!answer)
            return passOn(answer);
        if (answer->type() == QDBusMessage::ReplyMessage)
            return answer->arguments().value(0);
        if (answer->type() == QDBusMessage::InvalidMessage)
            return mayAskPeople ? noPermission(m_task, patience) : silentUDisks(m_task);
        if (!mayAskPeople && answer->errorName() == QLatin1String(unknownMethod))
            return tooOldUDisks(m_task);
        return udisksError(m_task, answer->errorName(), answer->errorMessage());
    }

    static QDBusMessage message(const QString &object, const QString &interface, const char *method, const QVariantList &arguments)
    {
        QDBusMessage message = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.UDisks2"), object, interface, QLatin1String(method));
        message.setArguments(arguments);
        message.setInteractiveAuthorizationAllowed(true);
        return message;
    }

    /// UDisks' answer, also that of an error; an invalid one if none came in time. Errors: no bus, Cancelled.
    Result<QDBusMessage> waitFor(const QDBusMessage &message, std::chrono::milliseconds patience)
    {
        if (!m_bus.isConnected())
            return noSystemBus(m_task);
        if (m_cancel.isCancelled())
            return fail(Errc::Cancelled, tr("Cancelled."));
        const QDBusPendingCallWatcher call(m_bus.asyncCall(message, std::numeric_limits<int>::max())); // we look at the clock
        const QDeadlineTimer deadline(patience);
        QEventLoop loop;
        QTimer look;
        QObject::connect(&call, &QDBusPendingCallWatcher::finished, &loop, &QEventLoop::quit);
        QObject::connect(&look, &QTimer::timeout, &loop, [&] {
            if (m_cancel.isCancelled() || deadline.hasExpired())
                loop.quit();
        });
        look.start(cancelInterval);
        if (!call.isFinished())
            loop.exec(QEventLoop::ExcludeUserInputEvents);
        // If it is neither late nor cancelled, the whole program is ending.
        if (m_cancel.isCancelled() || (!call.isFinished() && !deadline.hasExpired()))
            return fail(Errc::Cancelled, tr("Cancelled."));
        return call.isFinished() ? call.reply() : QDBusMessage();
    }

    const UDisksTask m_task;
    const CancelToken m_cancel;
    const std::chrono::milliseconds m_patience;
    QDBusConnection m_bus;
};

/// The device itself or the first of its partitions that a desktop has mounted; else empty.
QString mountedNode(const DeviceProperties &device, const SystemDisks &system)
{
    const QStringList names = device.children + QStringList(device.kernelName());
    const auto found = std::ranges::find_if(names, [&](const QString &name) { return system.mounted.contains(name); });
    return found == names.end() ? QString() : QStringLiteral("/dev/") + *found;
}

} // namespace

Result<Fd> openThroughUDisks(const QString &devNode, int flags, const CancelToken &cancel, std::chrono::milliseconds patience)
{
    return UDisks({UDisksTask::Kind::Open, devNode}, cancel, patience).open(flags);
}

Status unmountThroughUDisks(const DeviceProperties &device, const CancelToken &cancel, std::chrono::milliseconds patience)
{
    const QString devNode = device.udev.value(QStringLiteral("DEVNAME"));
    // A device may be mounted at several places; each call ends one of them.
    for (int i = 0; i < mostMounts; ++i) {
        const SystemDisks system = systemDisks();
        if (const QString use = system.useOf(device); !use.isEmpty())
            return fail(Errc::Refused, tr("%1 is not touched, as this machine needs it: %2.").arg(devNode, use));
        const QString mounted = mountedNode(device, system);
        if (mounted.isEmpty())
            return ok();
        const Status done = UDisks({UDisksTask::Kind::Unmount, mounted}, cancel, patience).unmount();
        if (!done)
            return done.error().code == Errc::NotFound ? Status(cardBusy(devNode)) : done;
    }
    return cardBusy(devNode);
}

} // namespace coffer
