// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for libFuzzer: feeds the files of the folders it is given, and takes no notice of libFuzzer's options.
#include "fuzz.h"

#include <QDirIterator>
#include <QFile>

#include <span>

int main(int argc, char *argv[])
{
    int count = 0;
    for (const char *argument : std::span(argv, std::size_t(argc)).subspan(1)) {
        QDirIterator files(QFile::decodeName(argument), QDir::Files);
        while (files.hasNext()) {
            QFile file(files.next());
            ALWAYS(file.open(QIODevice::ReadOnly));
            const QByteArray input = file.readAll();
            std::printf("%s\n", qPrintable(file.fileName()));
            std::fflush(stdout);
            LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(input.constData()), std::size_t(input.size()));
            ++count;
        }
    }
    std::printf("%d inputs\n", count);
    return count > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
