// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/boards/ipv4.h"
#include "core/boards/tomlvalue.h"

#include <QRegularExpression>
#include <QStringList>

#include <memory>
#include <optional>

namespace coffer {

/// What a text has to look like, for the machine and for the operator ("a name such as node").
struct TextForm
{
    const char *pattern; ///< regular expression for all of the text
    const char *words;   ///< to be translated
};

/// A table of a TOML file. Its readers return what is asked for, or something harmless; the first
/// thing that is wrong in the file is kept with its line, and status() tells it at the end.
class TomlTable
{
public:
    /// The file's outermost table, in which `allowed` keys may be. Errors: those of parseToml();
    /// wrong keys are for status().
    static Result<TomlTable> read(const QString &path, const QStringList &allowed);

    bool has(const QString &key) const { return m_values.contains(key); }
    QStringList keys() const { return m_values.keys(); }

    QString text(const QString &key, const TextForm &form) const;
    /// A text that may be absent.
    QString optionalText(const QString &key, const TextForm &form) const;
    /// Different texts; an absent key is an error.
    QStringList texts(const QString &key, const TextForm &form) const;
    /// A whole number from `first` to `last`.
    qint64 number(const QString &key, qint64 first, qint64 last) const;
    /// An IPv4 address as four numbers.
    Ipv4 address(const QString &key) const;
    /// Which one of `choices` it is; 0 when it is none.
    int choice(const QString &key, const QStringList &choices) const;
    /// A table in this one; without `allowed` it may have any keys. Absent: an error unless `optional`.
    TomlTable table(const QString &key, const QStringList &allowed, bool optional = false) const;
    /// A list of tables; an absent key is an error.
    QList<TomlTable> tables(const QString &key, const QStringList &allowed) const;

    /// Keeps `what` as what is wrong with `key` (or, when it is empty, with the table).
    void refuse(const QString &key, const QString &what) const;
    /// InvalidInput with "file:line: what", or ok.
    Status status() const;

private:
    struct File { QString path; std::optional<Error> problem; };

    TomlTable(std::shared_ptr<File> file, const TomlValue &value, const QString &name, const QStringList &allowed);
    const TomlValue *find(const QString &key) const;
    bool fits(const TomlValue &value, const QString &key, const TextForm &form) const;
    void refuseAt(int line, const QString &what) const;

    std::shared_ptr<File> m_file;
    QString m_name; ///< "" or "[network]"
    int m_line = 1;
    TomlMap m_values;
};

} // namespace coffer
