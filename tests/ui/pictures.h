// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPixmap>
#include <QTest>
#include <QWidget>

namespace coffer {

/// Where pictures of windows go: into `folder`, as "NAME-SUFFIX.png".
struct Pictures
{
    QString folder;
    QString suffix;

    void take(const char *name, QWidget &widget) const
    {
        QTest::qWait(50); // the layout of what has just changed
        const QString path = QStringLiteral("%1/%2%3.png").arg(folder, QLatin1String(name), suffix);
        if (!widget.grab().save(path))
            qFatal("%s cannot be written", qPrintable(path));
    }
};

template <typename Condition>
void waitForPicture(Condition condition)
{
    if (!QTest::qWaitFor(condition, 30000))
        qFatal("a state for a picture was not reached");
}

/// Takes the wizard's pages, on a cluster that has everything but its keys and images, which are made meanwhile. Its two pages
/// with cards are empty.
void takeWizard(const Pictures &pictures);

} // namespace coffer
