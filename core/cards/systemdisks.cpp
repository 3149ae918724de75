// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/systemdisks.h"

#include "core/base/files.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace coffer {
namespace {

struct Mount
{
    QString device; ///< "8:1"
    QString point;
    QString source; ///< "/dev/sda1", "tmpfs"
};

/// proc(5) writes blanks and line breaks in names as \040 and the like.
QString unescaped(const QByteArray &field)
{
    QByteArray text;
    for (qsizetype i = 0; i < field.size(); ++i) {
        bool isOctal = false;
        const int code = field.mid(i + 1, 3).toInt(&isOctal, 8);
        if (field.at(i) == '\\' && isOctal && code < 256) {
            text += char(code);
            i += 3;
        } else {
            text += field.at(i);
        }
    }
    return QFile::decodeName(text);
}

/// Files in /proc and /sys; what is not there is empty.
QByteArray contents(const QString &path)
{
    return readFile(path).value_or(QByteArray());
}

QStringList entries(const QString &folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::System);
}

/// Fields as in proc(5): id, parent, major:minor, root, mount point, options, optional fields up to
/// "-", type, source.
QList<Mount> readMounts(const QString &root)
{
    QList<Mount> mounts;
    for (const QByteArray &line : contents(root + QStringLiteral("/proc/self/mountinfo")).split('\n')) {
        const QList<QByteArray> fields = line.split(' ');
        const qsizetype dash = fields.indexOf("-", 6);
        if (dash < 0 || fields.size() < dash + 3)
            continue;
        mounts.append({QString::fromLatin1(fields.at(2)), unescaped(fields.at(4)), unescaped(fields.at(dash + 2))});
    }
    return mounts;
}

/// Collects devices with their reasons, following them down to the disks they stand on.
class Survey
{
public:
    explicit Survey(const QString &root) : m_root(root), m_mounts(readMounts(root)) {}

    SystemDisks take()
    {
        addMounts();
        addSwaps();
        addStacks();
        addBtrfs();
        addLoops();
        return m_found;
    }

private:
    QString sys(const QString &name) const { return m_root + QStringLiteral("/sys/class/block/") + name; }

    /// The name of the device with a number "8:1", or of the node `source`; empty when there is none.
    QString nameOf(const QString &number, const QString &source) const
    {
        const QFileInfo byNumber(m_root + QStringLiteral("/sys/dev/block/") + number);
        if (!number.isEmpty() && byNumber.exists())
            return byNumber.canonicalFilePath().section(u'/', -1);
        // Btrfs has a number of its own, its source is one of its devices.
        if (!source.startsWith(QLatin1String("/dev/")))
            return {};
        const QString name = QFileInfo(m_root + source).canonicalFilePath().section(u'/', -1);
        return !name.isEmpty() && QFileInfo::exists(sys(name)) ? name : QString();
    }

    /// The disk of a partition; else empty.
    QString diskOf(const QString &name) const
    {
        if (!QFileInfo::exists(sys(name) + QStringLiteral("/partition")))
            return {};
        return QFileInfo(sys(name)).canonicalFilePath().section(u'/', -2, -2);
    }

    /// Records `name`, its disk and all that it stands on.
    void add(const QString &name, const QString &use)
    {
        if (name.isEmpty() || m_found.inUse.contains(name))
            return;
        m_found.inUse.insert(name, use);
        add(diskOf(name), use);
        for (const QString &below : entries(sys(name) + QStringLiteral("/slaves")))
            add(below, use);
    }

    void addMounts()
    {
        for (const Mount &mount : m_mounts) {
            const QString name = nameOf(mount.device, mount.source);
            const bool byDesktop = mount.point.startsWith(QLatin1String("/media/"))
                                   || mount.point.startsWith(QLatin1String("/run/media/"));
            if (!byDesktop)
                add(name, tr("mounted at %1").arg(mount.point));
            else if (!name.isEmpty())
                m_found.mounted.insert(name, mount.point);
        }
    }

    void addSwaps()
    {
        const QList<QByteArray> lines = contents(m_root + QStringLiteral("/proc/swaps")).split('\n');
        for (const QByteArray &line : lines.mid(1)) {
            const QString path = unescaped(line.split(' ').first());
            if (path.startsWith(QLatin1String("/dev/")))
                add(nameOf({}, path), tr("swap space"));
            else if (!path.isEmpty())
                add(deviceOfFile(path), tr("holding the swap file %1").arg(path));
        }
    }

    /// Members of volumes and arrays, also of those that are not mounted.
    void addStacks()
    {
        for (const QString &name : entries(m_root + QStringLiteral("/sys/class/block"))) {
            for (const QString &below : entries(sys(name) + QStringLiteral("/slaves")))
                add(below, tr("part of %1 (LVM, RAID or encryption)").arg(name));
        }
    }

    void addBtrfs()
    {
        const QString folder = m_root + QStringLiteral("/sys/fs/btrfs/");
        for (const QString &id : entries(folder)) {
            const QStringList devices = entries(folder + id + QStringLiteral("/devices"));
            for (const QString &name : devices) {
                const bool isCard = devices.size() == 1 && m_found.mounted.contains(name);
                if (!isCard)
                    add(name, tr("part of a mounted btrfs"));
            }
        }
    }

    void addLoops()
    {
        static const QRegularExpression loop(QStringLiteral("^loop\\d+$"));
        for (const QString &name : entries(m_root + QStringLiteral("/sys/class/block")).filter(loop)) {
            const QByteArray file = contents(sys(name) + QStringLiteral("/loop/backing_file")).trimmed();
            const QString path = QFile::decodeName(file);
            if (path.startsWith(QLatin1String("/dev/")))
                add(nameOf({}, path), tr("the disk below %1").arg(name));
            else if (!path.isEmpty())
                add(deviceOfFile(path), tr("holding the file of %1").arg(name));
        }
    }

    /// The device of the file system that holds `path`: that of the mount with the longest fitting
    /// mount point; of two at one place the later hides the earlier.
    QString deviceOfFile(const QString &path) const
    {
        QString name;
        qsizetype longest = -1;
        for (const Mount &mount : m_mounts) {
            const QString point = mount.point.endsWith(u'/') ? mount.point : mount.point + u'/';
            if (path.startsWith(point) && point.size() >= longest) {
                longest = point.size();
                name = nameOf(mount.device, mount.source);
            }
        }
        return name;
    }

    QString m_root;
    QList<Mount> m_mounts;
    SystemDisks m_found;
};

} // namespace

SystemDisks systemDisks(const QString &root)
{
    return Survey(root).take();
}

} // namespace coffer
