// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labels/labeldialog.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QPageLayout>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QUrl>
#include <QVBoxLayout>

namespace coffer {
namespace {

constexpr double previewUnit = 2.8; // pixels a mm

/// A page as it will be printed.
class PageView : public QWidget
{
public:
    PageView(const QList<Label> &labels, int page) : m_labels(labels), m_page(page)
    {
        setFixedSize((labelPage().fullRect(QPageLayout::Millimeter).size() * previewUnit).toSize());
        QStringList names;
        for (const Label &label : labelsOn(labels, page))
            names += label.name;
        setAccessibleName(LabelDialog::tr("Page %1").arg(page + 1));
        setAccessibleDescription(names.join(QStringLiteral(", ")));
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.fillRect(rect(), Qt::white);
        drawPage(painter, m_labels, m_page, previewUnit);
    }

private:
    QList<Label> m_labels;
    int m_page;
};

} // namespace

LabelDialog::LabelDialog(const QList<Label> &labels, QWidget *parent)
    : QDialog(parent), m_labels(labels), m_pages(new QWidget), m_written(new QCheckBox(tr("Only cards that are &written")))
{
    setWindowTitle(tr("Labels"));
    m_written->setObjectName(QStringLiteral("written"));
    new QVBoxLayout(m_pages);
    auto *view = new QScrollArea;
    view->setWidget(m_pages);
    view->setWidgetResizable(true);
    view->setAlignment(Qt::AlignHCenter);
    view->setAccessibleName(tr("The label sheet"));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *saving = buttons->addButton(tr("&Save as PDF…"), QDialogButtonBox::AcceptRole);
    saving->setObjectName(QStringLiteral("save"));
    saving->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(view, 1);
    layout->addWidget(m_written);
    layout->addWidget(buttons);
    connect(m_written, &QCheckBox::toggled, this, &LabelDialog::draw);
    connect(saving, &QPushButton::clicked, this, &LabelDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    draw();
    resize(680, 620);
}

QList<Label> LabelDialog::chosen() const
{
    QList<Label> chosen = m_labels;
    if (m_written->isChecked())
        chosen.removeIf([](const Label &label) { return !label.written.isValid(); });
    return chosen;
}

void LabelDialog::draw()
{
    qDeleteAll(m_pages->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
    const QList<Label> labels = chosen();
    for (int page = 0; page < pageCount(labels.size()); ++page)
        m_pages->layout()->addWidget(new PageView(labels, page));
}

void LabelDialog::save()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the labels"), QDir::home().filePath(QStringLiteral("labels.pdf")), tr("PDF (*.pdf)"));
    if (path.isEmpty())
        return;
    if (const Status written = writeLabels(path, chosen()); !written) {
        QMessageBox::warning(this, tr("Not saved"), written.error().message);
        return;
    }
    QDesktopServices::openUrl(QUrl::fromLocalFile(path)); // a viewer prints it
}

} // namespace coffer
