// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QList>
#include <QString>

namespace coffer {

/// Names of readers for people: "Reader 2", or what an operator calls it. A reader is known by where it is plugged in
/// (udev's ID_PATH), so that it has the same name tomorrow; that is kept in a file. Several programs may use one file.
class ReaderNames
{
public:
    /// Reads `file`; without one the names hold as long as this lives. What cannot be read counts as empty.
    explicit ReaderNames(const QString &file = {});

    /// The name of a slot with this ID_PATH: "Reader 2, slot 1"; of an SD slot "SD slot 1". A reader that is seen for the
    /// first time gets the next number, for good.
    QString slotName(const QString &byId);

    /// Gives a reader a name of its own. `reader` is its present name, or an ID_PATH of it or of one of its slots; an empty
    /// `name` takes it back. Errors: NotFound (no such reader, with those there are), Usage (name taken, too long or
    /// unprintable), those of writeFile().
    Status setName(const QString &reader, const QString &name);

    /// Every reader seen so far: where it is plugged in, and its name.
    struct Reader
    {
        QString place;
        QString ownName; ///< empty: none was given
        int number = 0;

        QString name() const;
    };
    const QList<Reader> &readers() const { return m_readers; }

private:
    void read();
    Status write() const;

    QString m_file;
    QList<Reader> m_readers; ///< in the order of their numbers
};

} // namespace coffer
