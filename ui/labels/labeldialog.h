// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/labels/labelsheet.h"

#include <QDialog>

class QCheckBox;

namespace coffer {

/// The label sheet: a picture of its pages, and saving it as a PDF, which any viewer prints.
class LabelDialog : public QDialog
{
    Q_OBJECT
public:
    explicit LabelDialog(const QList<Label> &labels, QWidget *parent = nullptr);

    /// Those that are printed: of all nodes, or of those whose card is written.
    QList<Label> chosen() const;

private:
    void draw();
    void save();

    QList<Label> m_labels;
    QWidget *m_pages;
    QCheckBox *m_written;
};

} // namespace coffer
