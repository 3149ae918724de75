// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/stopquestion.h"

#include "ui/symbol.h"

#include <QMessageBox>
#include <QPushButton>

namespace coffer {
namespace {

QString consequenceOf(const StationState &state)
{
    const auto *batch = std::get_if<BatchState>(&state);
    if (const auto *flashing = batch ? std::get_if<Flashing>(batch) : nullptr)
        return tr("The card for %1 is being written. If you stop now it does not boot until it is written again. "
                  "Cards that are verified stay so.")
            .arg(flashing->node.name);
    return tr("Cards that are verified stay so; you can go on with the rest later.");
}

} // namespace

QMessageBox *askWhetherToStop(const StationState &state, QWidget *parent, std::function<void()> stop)
{
    auto *box = new QMessageBox(parent);
    box->setWindowTitle(tr("Stop the batch?"));
    box->setText(tr("Stop the batch?"));
    const QColor color = colorFor(Tone::Warning, parent->palette());
    box->setIconPixmap(drawSymbol(Symbol::Attention, 48, parent->devicePixelRatioF(), color));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(consequenceOf(state));
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
