// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "core/base/files.h"
#include "core/base/format.h"
#include "core/cards/contents.h"

#include <sys/mman.h>
#include <unistd.h>

using namespace coffer;

namespace {

constexpr qint64 cardSize = 2 << 20;
constexpr qsizetype sector = 512;
constexpr qint64 partition = 64 << 10;

bool put(int fd, const QByteArray &bytes, qint64 offset)
{
    return ::pwrite(fd, bytes.constData(), std::size_t(bytes.size()), off_t(offset)) == bytes.size();
}

} // namespace

/// The input is a card's first sector, and then what stands at 64 KiB and, without a table, at the card's start.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray input = inputBytes(data, size);
    const Fd card(::memfd_create("card", MFD_CLOEXEC));
    ALWAYS(card.isValid() && ::ftruncate(card.get(), cardSize) == 0);
    const bool hasTable = !input.isEmpty() && input.front() % 2 == 0;
    const QByteArray rest = input.size() > sector ? input.sliced(sector) : QByteArray();
    ALWAYS(put(card.get(), hasTable ? input.first(std::min(input.size(), sector)) : input, 0) && put(card.get(), rest, partition));

    const CardContents contents = readContents(card.get());
    const QString words = describe(contents);
    ALWAYS(!words.isEmpty() && words.size() < 2000 && words == printable(words));
    ALWAYS(!std::holds_alternative<UnreadableCard>(contents));
    ALWAYS(!std::holds_alternative<BlankCard>(contents) || input.count('\0') == input.size());
    return 0;
}
