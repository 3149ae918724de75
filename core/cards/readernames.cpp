// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cards/readernames.h"

#include "core/base/files.h"
#include "core/base/format.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>

namespace coffer {
namespace {

constexpr qsizetype longestName = 40;
constexpr qsizetype mostReaders = 1000;
// pci-0000:00:14.0-usb-0:2.4:1.0-scsi-0:0:0:1: port 2.4's reader, its slot (SCSI's logical unit) 1
constexpr QLatin1String slotMark("-scsi-");

QString readerOf(const QString &byId)
{
    const qsizetype mark = byId.lastIndexOf(slotMark);
    return mark < 0 ? byId : byId.first(mark);
}

bool isUsb(const QString &place)
{
    return place.contains(QLatin1String("usb"));
}

} // namespace

QString ReaderNames::Reader::name() const
{
    if (!ownName.isEmpty())
        return ownName;
    return (isUsb(place) ? tr("Reader %1") : tr("SD slot %1")).arg(number);
}

ReaderNames::ReaderNames(const QString &file) : m_file(file)
{
    read();
}

QString ReaderNames::slotName(const QString &byId)
{
    const QString place = readerOf(byId);
    auto known = std::ranges::find(m_readers, place, &Reader::place);
    if (known == m_readers.end()) {
        read(); // another program may have met it
        known = std::ranges::find(m_readers, place, &Reader::place);
    }
    if (known == m_readers.end()) {
        m_readers.append({place, {}, int(std::ranges::count(m_readers, isUsb(place), [](const Reader &r) { return isUsb(r.place); })) + 1});
        known = std::prev(m_readers.end());
        static_cast<void>(write()); // a name that is not kept is still a name
    }
    const QString slot = place == byId ? QString() : byId.section(u':', -1);
    return slot.isEmpty() ? known->name() : tr("%1, slot %2").arg(known->name()).arg(slot.toInt() + 1);
}

Status ReaderNames::setName(const QString &reader, const QString &name)
{
    read();
    const auto wanted = std::ranges::find_if(m_readers, [&](const Reader &known) {
        return known.name() == reader || known.place == readerOf(reader);
    });
    QStringList names;
    for (const Reader &known : std::as_const(m_readers))
        names += known.name();
    if (wanted == m_readers.end())
        return fail(Errc::NotFound, names.isEmpty() ? tr("No reader was seen yet; plug one in.")
                                                    : tr("There is no reader \"%1\"; there are: %2.").arg(reader, names.join(QStringLiteral(", "))));
    if (name.size() > longestName || name != printable(name).simplified())
        return fail(Errc::Usage, tr("\"%1\" is no name for a reader; take up to %2 printable characters.").arg(printable(name)).arg(longestName));
    if (names.contains(name) && wanted->name() != name)
        return fail(Errc::Usage, tr("Another reader is called \"%1\" already; take another name.").arg(name));
    wanted->ownName = name;
    return write();
}

/// Hostile as any file; what is wrong in it is left out.
void ReaderNames::read()
{
    const Result<QByteArray> text = m_file.isEmpty() ? fail(Errc::NotFound, {}) : readFile(m_file, 1 << 20);
    if (!text)
        return;
    QList<Reader> found;
    for (const QJsonValue &value : QJsonDocument::fromJson(*text).array()) {
        const QJsonObject object = value.toObject();
        const Reader reader = {printable(object.value(QLatin1String("place")).toString()),
                               printable(object.value(QLatin1String("name")).toString().left(longestName)),
                               object.value(QLatin1String("number")).toInt()};
        if (!reader.place.isEmpty() && reader.number > 0 && found.size() < mostReaders)
            found.append(reader);
    }
    m_readers = found;
}

Status ReaderNames::write() const
{
    if (m_file.isEmpty())
        return ok();
    QJsonArray readers;
    for (const Reader &reader : m_readers)
        readers.append(QJsonObject{{QStringLiteral("place"), reader.place}, {QStringLiteral("name"), reader.ownName},
                                   {QStringLiteral("number"), reader.number}});
    return writeFile(m_file, QJsonDocument(readers).toJson());
}

} // namespace coffer
