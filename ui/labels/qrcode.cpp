// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/labels/qrcode.h"

#include <QPainter>
#include <QPainterPath>

#include <memory>

#include <qrencode.h>

namespace coffer {
namespace {

constexpr int quietZone = 4;

struct FreeCode
{
    void operator()(QRcode *code) const { QRcode_free(code); }
};

} // namespace

Result<QrCode> encodeQr(const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    const std::unique_ptr<QRcode, FreeCode> code(QRcode_encodeData(int(bytes.size()), reinterpret_cast<const unsigned char *>(bytes.data()), 0, QR_ECLEVEL_M));
    if (!code)
        return fail(Errc::InvalidInput, tr("No QR code holds this text: it is empty or too long."));
    QrCode made = {code->width, QByteArray(code->width * code->width, 0)};
    for (int i = 0; i < made.modules.size(); ++i)
        made.modules[i] = char(code->data[i] & 1); // the lowest bit is the module's colour (qrencode.h)
    return made;
}

void drawQr(QPainter &painter, const QRectF &area, const QrCode &code)
{
    const double module = std::min(area.width(), area.height()) / (code.side + 2 * quietZone);
    QPainterPath dark;
    for (int y = 0; y < code.side; ++y) {
        for (int x = 0; x < code.side; ++x) {
            if (!code.isDark(x, y))
                continue;
            int run = 1;
            while (x + run < code.side && code.isDark(x + run, y))
                ++run;
            dark.addRect(area.left() + (x + quietZone) * module, area.top() + (y + quietZone) * module, run * module, module);
            x += run;
        }
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillPath(dark, Qt::black);
    painter.restore();
}

} // namespace coffer
