// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/image/environment.h"

#include <QtEndian>

#include <zlib.h>

#include <algorithm>

namespace coffer {
namespace {

constexpr qsizetype crcSize = 4;

quint32 crcOf(QByteArrayView data)
{
    return quint32(crc32_z(0, reinterpret_cast<const Bytef *>(data.data()), z_size_t(data.size())));
}

/// U-Boot takes any name without '='; one that its shell, or a line of text, would take apart is wrong.
bool isName(const QString &name)
{
    const auto plain = [](QChar letter) {
        return letter > u' ' && letter < QChar(0x7f) && !QStringLiteral("=#$;&|\"'\\").contains(letter);
    };
    return !name.isEmpty() && std::all_of(name.cbegin(), name.cend(), plain);
}

/// Adds "name=value" to `variables`; what is wrong with it otherwise, empty when nothing is.
QString add(Environment &variables, QByteArrayView entry)
{
    const qsizetype equals = entry.indexOf('=');
    if (equals < 0)
        return tr("an entry has no \"=\"");
    const QString name = QString::fromUtf8(entry.first(equals));
    if (!isName(name))
        return tr("a variable has a name that U-Boot cannot use");
    if (variables.contains(name))
        return tr("the variable \"%1\" is there twice").arg(name);
    variables.insert(name, QString::fromUtf8(entry.sliced(equals + 1)));
    return {};
}

} // namespace

Result<QByteArray> formatEnvironment(const Environment &variables, qint64 size)
{
    QByteArray block(crcSize, '\0');
    for (auto it = variables.cbegin(); it != variables.cend(); ++it) {
        if (!isName(it.key()))
            return fail(Errc::InvalidInput, tr("\"%1\" cannot be the name of a U-Boot variable; use letters, digits and _.").arg(it.key()));
        if (it->contains(u'\0') || it->contains(u'\n') || it->contains(u'\r'))
            return fail(Errc::InvalidInput, tr("The value of the U-Boot variable \"%1\" must be on one line.").arg(it.key()));
        block += it.key().toUtf8() + '=' + it->toUtf8() + '\0';
    }
    if (variables.isEmpty())
        block += '\0';
    block += '\0';
    if (block.size() > size)
        return fail(Errc::InvalidInput, tr("The boot environment needs %1 bytes and has room for %2; shorten it in board.toml.").arg(block.size()).arg(size));
    block.append(size - block.size(), '\0');
    qToLittleEndian(crcOf(QByteArrayView(block).sliced(crcSize)), block.data());
    return block;
}

Result<EnvironmentBlock> parseEnvironment(const QByteArray &block)
{
    EnvironmentBlock result;
    if (block.size() <= crcSize || crcOf(QByteArrayView(block).sliced(crcSize)) != qFromLittleEndian<quint32>(block.constData()))
        return result;
    result.crcValid = true;
    for (qsizetype at = crcSize;;) {
        const qsizetype end = block.indexOf('\0', at);
        if (end < 0)
            return fail(Errc::InvalidInput, tr("The boot environment is not closed; write the card again."));
        if (end == at)
            return result;
        if (const QString problem = add(result.variables, QByteArrayView(block).sliced(at, end - at)); !problem.isEmpty())
            return fail(Errc::InvalidInput, tr("The boot environment is damaged: %1; write the card again.").arg(problem));
        at = end + 1;
    }
}

Result<Environment> parseEnvironmentText(const QByteArray &text, const QString &where)
{
    Environment variables;
    int number = 0;
    for (const QByteArray &line : text.split('\n')) {
        ++number;
        if (line.trimmed().isEmpty() || line.startsWith('#'))
            continue;
        QString problem;
        if (line.contains('\0') || line.contains('\r'))
            problem = tr("the line has a character that no value may have");
        else
            problem = add(variables, line);
        if (!problem.isEmpty())
            return fail(Errc::InvalidInput, tr("%1:%2: %3; allowed: lines of name=value, each name once.").arg(where).arg(number).arg(problem));
    }
    return variables;
}

} // namespace coffer
