// SPDX-License-Identifier: GPL-3.0-or-later
// Preloaded into the station by tests/bench/firstpaint: tells when the main window was first painted, and ends the program.
// Prints milliseconds since COFFER_STARTED (the wall clock in microseconds), the processor's milliseconds until then, and KiB of memory.

#include <QCoreApplication>
#include <QEvent>
#include <QTimer>

#include <sys/resource.h>

#include <chrono>
#include <cstdio>

namespace {

double milliseconds(const timeval &time)
{
    return double(time.tv_sec) * 1e3 + double(time.tv_usec) / 1e3;
}

void tell()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const double started = qgetenv("COFFER_STARTED").toDouble();
    rusage used = {};
    getrusage(RUSAGE_SELF, &used);
    std::printf("%.1f %.1f %ld\n", (double(std::chrono::duration_cast<std::chrono::microseconds>(now).count()) - started) / 1e3,
                milliseconds(used.ru_utime) + milliseconds(used.ru_stime), used.ru_maxrss);
    QCoreApplication::exit(0);
}

class PaintWatch : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint && watched->inherits("coffer::MainWindow")) {
            QCoreApplication::instance()->removeEventFilter(this);
            QTimer::singleShot(0, this, tell); // when what was painted has gone to the screen
        }
        return false;
    }
};

void watch()
{
    QCoreApplication *program = QCoreApplication::instance();
    program->installEventFilter(new PaintWatch(program));
}

} // namespace

Q_COREAPP_STARTUP_FUNCTION(watch)
