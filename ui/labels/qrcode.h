// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QByteArray>

class QPainter;
class QRectF;

namespace coffer {

/// A QR code: side × side modules, row by row; a byte is 1 where it is dark.
struct QrCode
{
    int side = 0;
    QByteArray modules;

    bool isDark(int x, int y) const { return modules[y * side + x] != 0; }
};

/// The code for a text (UTF-8), with error correction M, as small as it goes. Errors: InvalidInput (empty, or too long for a code).
Result<QrCode> encodeQr(const QString &text);

/// Draws it in black as vectors, with the quiet zone of four modules that the standard wants (ISO/IEC 18004).
void drawQr(QPainter &painter, const QRectF &area, const QrCode &code);

} // namespace coffer
