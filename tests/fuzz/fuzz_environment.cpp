// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/image/environment.h"

#include <QtEndian>

#include <zlib.h>

#include <algorithm>

using namespace coffer;

namespace {

QByteArray withChecksum(const QByteArray &entries)
{
    const quint32 sum = qToLittleEndian(quint32(crc32_z(0, reinterpret_cast<const Bytef *>(entries.constData()), z_size_t(entries.size()))));
    return QByteArray(reinterpret_cast<const char *>(&sum), sizeof sum) + entries;
}

bool isOnOneLine(const QString &value)
{
    return !value.contains(u'\n') && !value.contains(u'\r');
}

/// What was read is written as it was, but for values that do not go into a line.
void checkKept(const Environment &variables, qint64 size)
{
    const Result<QByteArray> block = formatEnvironment(variables, size);
    ALWAYS(block.has_value() == std::all_of(variables.begin(), variables.end(), isOnOneLine));
    if (!block)
        return;
    const Result<EnvironmentBlock> again = parseEnvironment(*block);
    ALWAYS(block->size() == size && again && again->crcValid && again->variables == variables);
}

void checkBlock(const QByteArray &block, qint64 room)
{
    const Result<EnvironmentBlock> parsed = parseEnvironment(block);
    if (!parsed) {
        ALWAYS(isRefusal(parsed.error()));
        return;
    }
    ALWAYS(parsed->crcValid || parsed->variables.isEmpty());
    checkKept(parsed->variables, room);
}

void checkText(const QByteArray &text, qint64 room)
{
    const Result<Environment> parsed = parseEnvironmentText(text, QStringLiteral("fuzz.txt"));
    if (!parsed) {
        ALWAYS(isRefusal(parsed.error()) && parsed.error().message.startsWith(QLatin1String("fuzz.txt:")));
        return;
    }
    checkKept(*parsed, room);
    QByteArray lines;
    for (auto it = parsed->cbegin(); it != parsed->cend(); ++it)
        lines += it.key().toUtf8() + '=' + it->toUtf8() + '\n';
    const Result<Environment> again = parseEnvironmentText(lines, {});
    ALWAYS(again && *again == *parsed);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = inputBytes(data, size);
    const qint64 room = qint64(size) * 3 + 64; // a byte that is no UTF-8 becomes three
    checkBlock(input, room);
    checkBlock(withChecksum(input), room);
    checkText(input, room);
    return 0;
}
