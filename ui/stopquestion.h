// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/batch/batchstate.h"

#include <functional>

class QMessageBox;
class QWidget;

namespace coffer {

/// Asks over `parent` whether the batch should stop; `stop` is called if so. Does not block, the
/// batch goes on meanwhile. The box deletes itself when it is answered or rejected; Esc means no.
QMessageBox *askWhetherToStop(const BatchState &batch, QWidget *parent, std::function<void()> stop);

} // namespace coffer
