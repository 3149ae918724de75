// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QWidget>

class QBoxLayout;
class QGridLayout;
class QGroupBox;

namespace coffer {

/// The coffer that the tiles are in, drawn with its lid open: the head's place in the lid, below it panels of four places.
class CofferCase : public QWidget
{
    Q_OBJECT
public:
    static constexpr int placesPerPanel = 4;

    explicit CofferCase(QWidget *parent = nullptr);

    /// Puts a tile into the lid, or into the place that a node of this index has; the case owns it.
    void addToLid(QWidget *tile);
    void addToPanel(QWidget *tile, int index);

    /// Places the panels for a view of this width, so many beside each other as it has room for.
    void arrange(int width);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *m_lid;
    QWidget *m_base;
    QBoxLayout *m_lidTiles;
    QGridLayout *m_panelGrid;
    QMap<int, QGroupBox *> m_panels; ///< by number, from 0
    int m_columns = 0;
};

} // namespace coffer
