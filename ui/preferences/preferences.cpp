// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/preferences/preferences.h"

#include "core/cards/card.h"

namespace coffer {
namespace {

CardRules rulesFor(const QStringList &readers)
{
    CardRules rules;
    rules.allowedReaders = readers;
    return rules;
}

} // namespace

Site narrowed(const Site &site, const Preferences &own)
{
    Site narrow = site;
    narrow.confirmAlways = site.confirmAlways || own.confirmAlways;
    if (own.allowedReaders.isEmpty())
        return narrow;
    QStringList both;
    for (const QString &place : own.allowedReaders) {
        if (rulesFor(site.allowedReaders).allows(place))
            both += place;
    }
    for (const QString &place : site.allowedReaders) { // a slot, where the operator allows its whole reader
        if (rulesFor(own.allowedReaders).allows(place) && !both.contains(place))
            both += place;
    }
    // An empty list would allow all; this is where no reader is plugged in, as places begin with their bus.
    narrow.allowedReaders = both.isEmpty() ? QStringList(QStringLiteral("none")) : both;
    return narrow;
}

QStringList languages()
{
    return {QStringLiteral("en"), QStringLiteral("de")};
}

} // namespace coffer
