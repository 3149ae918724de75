// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTreeWidget>

namespace coffer {

/// A table whose rows grow as the words in its last column wrap; the other columns are as wide as their words.
class WrappingList : public QTreeWidget
{
    Q_OBJECT
public:
    explicit WrappingList(const QStringList &headers, QWidget *parent = nullptr);
};

} // namespace coffer
