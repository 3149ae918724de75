// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QElapsedTimer>
#include <QJsonObject>
#include <QMap>

namespace coffer {

/// What the command line tells the world: lines and a progress bar for people, or, as JSON, one
/// object a line on standard output. Errors go to standard error in either form.
class Console
{
public:
    void setJson(bool json) { m_json = json; }
    bool isJson() const { return m_json; }

    /// A line for people; nothing in JSON.
    void print(const QString &line);
    /// An object for programs, marked with its kind of "event"; nothing for people.
    void emitJson(const QString &event, QJsonObject object);
    /// Both at once: what was found or done.
    void tell(const QString &line, const QString &event, const QJsonObject &object);
    /// A failure: its sentence, and in JSON its code.
    void error(const Error &error);
    /// Draws a progress event: bar on a terminal, a line now and then elsewhere, or JSON.
    void progress(const ProgressEvent &event);
    /// A sink for Progress that ends here. The console must outlive it.
    Progress::Sink sink();

private:
    void drawBar(const ProgressEvent &event);
    void plainLine(const ProgressEvent &event);
    void clearBar();

    /// What was last told of work under one name; several may be under way.
    struct Told
    {
        QString phase;
        QElapsedTimer since;
        bool isDone = false;
    };

    bool m_json = false;
    bool m_barShown = false;
    QMap<QString, Told> m_told; ///< by node and stage
};

} // namespace coffer
