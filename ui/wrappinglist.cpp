// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wrappinglist.h"

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace coffer {
namespace {

constexpr int anyHeight = 10000;

/// Tells the height that the last column's wrapped words take, as a tree asks without telling the width; and keeps the words of the
/// others apart.
class WrappingDelegate : public QStyledItemDelegate
{
public:
    explicit WrappingDelegate(const QTreeView &view, QObject *parent) : QStyledItemDelegate(parent), m_view(view) {}

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        if (index.column() < m_view.model()->columnCount() - 1)
            return QStyledItemDelegate::sizeHint(option, index) + QSize(gap * option.fontMetrics.averageCharWidth(), 0);
        QStyleOptionViewItem wide = option;
        wide.rect = QRect(0, 0, m_view.columnWidth(index.column()), anyHeight);
        return QStyledItemDelegate::sizeHint(wide, index);
    }

private:
    static constexpr int gap = 2; ///< characters
    const QTreeView &m_view;
};

} // namespace

WrappingList::WrappingList(const QStringList &headers, QWidget *parent) : QTreeWidget(parent)
{
    setHeaderLabels(headers);
    setRootIsDecorated(false);
    setWordWrap(true);
    setAlternatingRowColors(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new WrappingDelegate(*this, this));
    header()->setSectionsMovable(false);
    header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    header()->setSectionResizeMode(int(headers.size()) - 1, QHeaderView::Stretch);
    connect(header(), &QHeaderView::sectionResized, this, [this] { scheduleDelayedItemsLayout(); });
}

} // namespace coffer
