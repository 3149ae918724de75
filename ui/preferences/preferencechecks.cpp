// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/preferencechecks.h"

#include "core/base/format.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace coffer {
namespace {

constexpr qsizetype longest = 1000;
constexpr int lastPort = 65535;

// A name or an IPv4 address, or an IPv6 address in brackets; perhaps a port.
const QString hostForm = QStringLiteral(R"((?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?)");

bool isAddress(const QString &form, const QString &text)
{
    const QRegularExpressionMatch match = QRegularExpression(QRegularExpression::anchoredPattern(form)).match(text);
    return text.size() <= longest && match.hasMatch() && match.captured(1).toInt() <= lastPort;
}

QString shown(const QString &text)
{
    constexpr qsizetype enough = 80;
    return printable(text.size() > enough ? text.first(enough) + u'…' : text);
}

} // namespace

Status checkProxy(const QString &address)
{
    if (address.isEmpty() || isAddress(QStringLiteral("https?://") + hostForm + u'/' + u'?', address))
        return ok();
    if (address.contains(u'@'))
        return fail(Errc::Usage, tr("A proxy with a name and password is not kept here, as others could read it; set it in apt's configuration."));
    return fail(Errc::Usage, tr("\"%1\" is no address of a proxy; give one such as http://proxy.example:3128, or none.").arg(shown(address)));
}

Status checkMirror(const QString &address)
{
    const QString path = QStringLiteral("/[A-Za-z0-9._~:/%+-]*");
    if (address.isEmpty() || isAddress(QStringLiteral("https?://") + hostForm + QStringLiteral("(?:%1)?").arg(path), address)
        || isAddress(QStringLiteral("file://") + path, address))
        return ok();
    return fail(Errc::Usage, tr("\"%1\" is no address of a mirror; give one such as http://mirror.example/debian, or none.").arg(shown(address)));
}

Status checkCacheFolder(const QString &path)
{
    if (path.isEmpty())
        return ok();
    if (path.size() > longest || path != printable(path) || !QDir::isAbsolutePath(path))
        return fail(Errc::Usage, tr("\"%1\" is no folder for the cache; give its whole path, beginning with a slash.").arg(shown(path)));
    const QFileInfo info(path);
    if (info.exists() && !info.isDir())
        return fail(Errc::Usage, tr("%1 is a file; choose a folder for the cache.").arg(shown(path)));
    const QDir folder(path);
    if (info.exists() && !folder.isEmpty(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot) && !folder.exists(QStringLiteral("build.lock")))
        return fail(Errc::Usage, tr("%1 holds other things than a cache of builds; choose an empty folder, or a new one.").arg(shown(path)));
    return ok();
}

Status checkPlace(const QString &place)
{
    static const QRegularExpression form(QRegularExpression::anchoredPattern(QStringLiteral("[A-Za-z0-9_.:+-]{1,200}")));
    if (form.match(place).hasMatch())
        return ok();
    return fail(Errc::Usage, tr("\"%1\" is not where a reader is plugged in; \"coffer cards --all\" tells it.").arg(shown(place)));
}

} // namespace coffer
