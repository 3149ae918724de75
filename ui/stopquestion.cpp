// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stopquestion.h"

#include "ui/symbol.h"

#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

namespace coffer {
namespace {

QString consequenceOf(const BatchState &batch)
{
    QStringList written;
    for (const SlotState &slot : batch.slots) {
        if (std::holds_alternative<Flashing>(slot))
            written += nodeOf(slot)->name;
    }
    if (!written.isEmpty())
        return tr("Being written now: %1. What is stopped now does not boot until it is written again. Cards that are verified stay so.")
            .arg(QLocale().createSeparatedList(written));
    return tr("Cards that are verified stay so; you can go on with the rest later.");
}

} // namespace

QMessageBox *askWhetherToStop(const BatchState &batch, QWidget *parent, std::function<void()> stop)
{
    auto *box = new QMessageBox(parent);
    box->setWindowTitle(tr("Stop the batch?"));
    box->setText(tr("Stop the batch?"));
    const QColor color = colorFor(Tone::Warning, parent->palette());
    box->setIconPixmap(drawSymbol(Symbol::Attention, 48, parent->devicePixelRatioF(), color));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(consequenceOf(batch));
    QPushButton *yes = box->addButton(tr("&Stop the batch"), QMessageBox::DestructiveRole);
    QPushButton *no = box->addButton(tr("&Go on"), QMessageBox::RejectRole);
    yes->setObjectName(QStringLiteral("stop"));
    no->setObjectName(QStringLiteral("goOn"));
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    QObject::connect(yes, &QPushButton::clicked, parent, stop);
    box->open();
    return box;
}

} // namespace coffer
