// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/preferencesfile.h"

#include "core/base/files.h"
#include "ui/preferences/preferencechecks.h"

#include <QFileInfo>
#include <QLocale>
#include <QSettings>

#include <functional>

namespace coffer {
namespace {

constexpr qint64 largestFile = 1 << 20; // bytes
constexpr qint64 largestLimit = qint64(1) << 50; // bytes; more than any disk here
constexpr qsizetype mostReaders = 1000;

const QString readersKey = QStringLiteral("cards/allowedReaders");
const QString confirmKey = QStringLiteral("cards/confirmAlways");
const QString verifyKey = QStringLiteral("cards/verify");
const QString soundsKey = QStringLiteral("signals/sounds");
const QString notificationsKey = QStringLiteral("signals/notifications");
const QString cacheKey = QStringLiteral("building/cacheFolder");
const QString limitKey = QStringLiteral("building/cacheLimit");
const QString proxyKey = QStringLiteral("building/proxy");
const QString mirrorKey = QStringLiteral("building/mirror");
const QString languageKey = QStringLiteral("look/language");

/// Takes values out of a file, and notes the keys of those that are wrong.
class Reading
{
public:
    explicit Reading(const QString &path) : m_file(path, QSettings::IniFormat) {}

    bool isWhole() const { return m_file.status() == QSettings::NoError; }
    const QStringList &wrong() const { return m_wrong; }

    void take(const QString &key, bool &value)
    {
        const QString text = textAt(key);
        if (text == QLatin1String("true") || text == QLatin1String("false"))
            value = text == QLatin1String("true");
        else if (m_file.contains(key))
            m_wrong += key;
    }
    void take(const QString &key, QString &value, const std::function<bool(const QString &)> &isRight)
    {
        if (!m_file.contains(key))
            return;
        const QString text = textAt(key);
        if (!text.isNull() && isRight(text))
            value = text;
        else
            m_wrong += key;
    }
    void take(const QString &key, qint64 &value)
    {
        bool isNumber = false;
        const qint64 number = textAt(key).toLongLong(&isNumber);
        if (isNumber && number >= 0 && number <= largestLimit)
            value = number;
        else if (m_file.contains(key))
            m_wrong += key;
    }
    void takePlaces(const QString &key, QStringList &places)
    {
        const QStringList found = m_file.value(key).toStringList();
        for (const QString &place : found.first(std::min(found.size(), mostReaders))) {
            if (checkPlace(place))
                places += place;
        }
        if (m_file.contains(key) && (places.isEmpty() || places.size() != found.size()))
            m_wrong += key;
    }

private:
    /// Null for what is no text: a list, or one of Qt's own kinds of value.
    QString textAt(const QString &key) const
    {
        const QVariant value = m_file.value(key);
        return value.typeId() == QMetaType::QString ? QStringLiteral("") + value.toString() : QString();
    }

    QSettings m_file;
    QStringList m_wrong;
};

// QSettings gives what this process wrote with the type it had then, but what it reads from a file as text; so all is text.
QString wordFor(bool value)
{
    return value ? QStringLiteral("true") : QStringLiteral("false");
}

LoadedPreferences unreadable(const QString &path)
{
    LoadedPreferences loaded;
    loaded.values.confirmAlways = true;
    loaded.warning = tr("The preferences in %1 cannot be read, so the usual ones hold and every card is asked about; look at the preferences and save them anew.").arg(path);
    return loaded;
}

} // namespace

LoadedPreferences loadPreferences(const QString &path)
{
    if (!QFileInfo::exists(path))
        return {};
    const Result<QByteArray> bytes = readFile(path, largestFile);
    // Qt's own kinds of value are never needed here, and reading them takes a parser of binary data.
    if (!bytes || bytes->contains("@Variant") || bytes->contains("@DateTime") || bytes->contains('\0'))
        return unreadable(path);
    Reading file(path);
    if (!file.isWhole())
        return unreadable(path);
    LoadedPreferences loaded;
    Preferences &values = loaded.values;
    file.takePlaces(readersKey, values.allowedReaders);
    file.take(confirmKey, values.confirmAlways);
    file.take(verifyKey, values.verify);
    if (!file.wrong().isEmpty()) // all so far is about care
        values.confirmAlways = true;
    file.take(soundsKey, values.sounds);
    file.take(notificationsKey, values.notifications);
    file.take(cacheKey, values.cacheFolder, [](const QString &text) { return checkCacheFolder(text).has_value(); });
    file.take(limitKey, values.cacheLimit);
    file.take(proxyKey, values.proxy, [](const QString &text) { return checkProxy(text).has_value(); });
    file.take(mirrorKey, values.mirror, [](const QString &text) { return checkMirror(text).has_value(); });
    file.take(languageKey, values.language, [](const QString &text) { return text.isEmpty() || languages().contains(text); });
    if (!file.wrong().isEmpty())
        loaded.warning = tr("Some preferences in %1 cannot be used, so the usual ones hold for them: %2; look at the preferences and save them anew.")
                             .arg(path, QLocale().createSeparatedList(file.wrong()));
    return loaded;
}

Status savePreferences(const QString &path, const Preferences &preferences)
{
    if (Status made = makeDirectory(QFileInfo(path).absolutePath()); !made)
        return made;
    QSettings file(path, QSettings::IniFormat);
    file.clear(); // what was wrong in it goes too
    if (!preferences.allowedReaders.isEmpty())
        file.setValue(readersKey, preferences.allowedReaders);
    file.setValue(confirmKey, wordFor(preferences.confirmAlways));
    file.setValue(verifyKey, wordFor(preferences.verify));
    file.setValue(soundsKey, wordFor(preferences.sounds));
    file.setValue(notificationsKey, wordFor(preferences.notifications));
    file.setValue(cacheKey, preferences.cacheFolder);
    file.setValue(limitKey, QString::number(preferences.cacheLimit));
    file.setValue(proxyKey, preferences.proxy);
    file.setValue(mirrorKey, preferences.mirror);
    file.setValue(languageKey, preferences.language);
    file.sync();
    if (file.status() == QSettings::AccessError)
        return fail(Errc::Failed, tr("The preferences cannot be written to %1; check the folder's permissions and the disk's free space.").arg(path));
    return ok();
}

} // namespace coffer
