// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/boards/tomltable.h"

#include "core/base/format.h"

#include <algorithm>
#include <numeric>

namespace coffer {
namespace {

constexpr int farthestGuess = 3;
constexpr int longestShown = 60;

/// How many letters have to be changed, added or left out to get from one word to the other.
int distance(const QString &from, const QString &to)
{
    QList<int> row(to.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < from.size(); ++i) {
        int diagonal = std::exchange(row[0], int(i) + 1);
        for (qsizetype j = 0; j < to.size(); ++j) {
            const int changed = diagonal + (from[i] != to[j]);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, diagonal + 1, row[j] + 1});
        }
    }
    return row.last();
}

/// A word from a file as it may be shown: short, and without control characters.
QString shown(QString word)
{
    word.truncate(longestShown);
    return printable(word);
}

/// "…; did you mean "gateway"? Allowed: dhcp, gateway."
QString amongAllowed(const QString &word, QStringList allowed)
{
    std::sort(allowed.begin(), allowed.end());
    const auto nearest = std::min_element(allowed.cbegin(), allowed.cend(), [&](const QString &one, const QString &other) {
        return distance(shown(word), one) < distance(shown(word), other);
    });
    const QString list = tr("allowed: %1").arg(allowed.join(QStringLiteral(", ")));
    const int far = nearest == allowed.cend() ? 0 : distance(shown(word), *nearest);
    if (nearest == allowed.cend() || far > farthestGuess || far >= nearest->size())
        return list;
    return tr("did you mean \"%1\"? (%2)").arg(*nearest, list);
}

} // namespace

TomlTable::TomlTable(std::shared_ptr<File> file, const TomlValue &value, const QString &name, const QStringList &allowed)
    : m_file(std::move(file)), m_name(name), m_line(value.line)
{
    if (const auto *values = std::get_if<TomlMap>(&value.data))
        m_values = *values;
    for (auto it = m_values.cbegin(); it != m_values.cend() && !allowed.isEmpty(); ++it) {
        if (!allowed.contains(it.key()))
            refuseAt(it->line, tr("the key \"%1\" is not known here; %2").arg(shown(it.key()), amongAllowed(it.key(), allowed)));
    }
}

Result<TomlTable> TomlTable::read(const QString &path, const QStringList &allowed)
{
    const Result<TomlValue> root = parseToml(path);
    if (!root)
        return passOn(root);
    return TomlTable(std::make_shared<File>(File{path, {}}), *root, {}, allowed);
}

QString TomlTable::text(const QString &key, const TextForm &form) const
{
    const TomlValue *value = find(key);
    return value && fits(*value, key, form) ? std::get<QString>(value->data) : QString();
}

QString TomlTable::optionalText(const QString &key, const TextForm &form) const
{
    return has(key) ? text(key, form) : QString();
}

QStringList TomlTable::texts(const QString &key, const TextForm &form) const
{
    const TomlValue *value = find(key);
    if (!value)
        return {};
    const auto *list = std::get_if<QList<TomlValue>>(&value->data);
    if (!list) {
        refuse(key, tr("a list in brackets is expected here"));
        return {};
    }
    QStringList texts;
    for (const TomlValue &element : *list) {
        if (!fits(element, key, form))
            return {};
        const QString word = std::get<QString>(element.data);
        if (texts.contains(word))
            refuseAt(element.line, tr("\"%1\" is in \"%2\" twice").arg(shown(word), key));
        texts.append(word);
    }
    return texts;
}

qint64 TomlTable::number(const QString &key, qint64 first, qint64 last) const
{
    const TomlValue *value = find(key);
    if (!value)
        return first;
    const auto *number = std::get_if<qint64>(&value->data);
    if (number && *number >= first && *number <= last)
        return *number;
    refuse(key, tr("\"%1\" must be a whole number; allowed: %2 to %3").arg(key).arg(first).arg(last));
    return first;
}

Ipv4 TomlTable::address(const QString &key) const
{
    static constexpr TextForm form{"(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}",
                                   QT_TRANSLATE_NOOP("coffer", "an IPv4 address such as 172.27.142.250")};
    return Ipv4::fromString(text(key, form));
}

int TomlTable::choice(const QString &key, const QStringList &choices) const
{
    const TomlValue *value = find(key);
    const auto *word = value ? std::get_if<QString>(&value->data) : nullptr;
    const qsizetype found = word ? choices.indexOf(*word) : -1;
    if (value && found < 0)
        refuse(key, tr("\"%1\" cannot have this value; %2").arg(key, amongAllowed(word ? *word : QString(), choices)));
    return int(std::max<qsizetype>(found, 0));
}

TomlTable TomlTable::table(const QString &key, const QStringList &allowed, bool optional) const
{
    const TomlValue *value = optional && !has(key) ? nullptr : find(key);
    if (value && !std::holds_alternative<TomlMap>(value->data))
        refuse(key, tr("\"%1\" must be a table").arg(key));
    TomlValue empty;
    empty.line = m_line;
    return TomlTable(m_file, value ? *value : empty, QStringLiteral("[%1]").arg(key), allowed);
}

QList<TomlTable> TomlTable::tables(const QString &key, const QStringList &allowed) const
{
    QList<TomlTable> tables;
    const TomlValue *value = find(key);
    const auto *list = value ? std::get_if<QList<TomlValue>>(&value->data) : nullptr;
    if (value && !list)
        refuse(key, tr("\"%1\" must be a list of tables").arg(key));
    for (const TomlValue &element : list ? *list : QList<TomlValue>()) {
        if (!std::holds_alternative<TomlMap>(element.data))
            refuseAt(element.line, tr("\"%1\" must be a list of tables").arg(key));
        tables.append(TomlTable(m_file, element, key, allowed));
    }
    return tables;
}

void TomlTable::refuse(const QString &key, const QString &what) const
{
    const auto it = m_values.constFind(key);
    refuseAt(it == m_values.cend() ? m_line : it->line, what);
}

Status TomlTable::status() const
{
    return m_file->problem ? Status(tl::unexpected<Error>(*m_file->problem)) : ok();
}

const TomlValue *TomlTable::find(const QString &key) const
{
    const auto it = m_values.constFind(key);
    if (it != m_values.cend())
        return &*it;
    refuseAt(m_line, m_name.isEmpty() ? tr("the key \"%1\" is missing").arg(key)
                                      : tr("the key \"%1\" is missing in %2").arg(key, m_name));
    return nullptr;
}

bool TomlTable::fits(const TomlValue &value, const QString &key, const TextForm &form) const
{
    const auto *text = std::get_if<QString>(&value.data);
    const QRegularExpression pattern(QRegularExpression::anchoredPattern(QLatin1String(form.pattern)));
    if (text && pattern.match(*text).hasMatch())
        return true;
    if (text)
        refuseAt(value.line, tr("\"%1\" is not right for \"%2\"; allowed: %3").arg(shown(*text), key, tr(form.words)));
    else
        refuseAt(value.line, tr("\"%1\" must be a text in quotes; allowed: %2").arg(key, tr(form.words)));
    return false;
}

void TomlTable::refuseAt(int line, const QString &what) const
{
    if (!m_file->problem)
        m_file->problem = Error{Errc::InvalidInput, QStringLiteral("%1:%2: %3.").arg(m_file->path).arg(line).arg(what)};
}

} // namespace coffer
