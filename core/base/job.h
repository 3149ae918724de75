// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QFuture>
#include <QMutex>
#include <QObject>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <functional>
#include <memory>

namespace coffer {

/// The way from a job's thread to the object that started it, for as long as that lives.
class JobLink
{
public:
    explicit JobLink(QObject *context) : m_context(context) {}

    void cut()
    {
        const QMutexLocker lock(&m_mutex);
        m_context = nullptr;
    }
    /// Calls `function` from the event loop of the context's thread; not at all when it is gone
    /// by then.
    template <typename Function>
    void post(Function function)
    {
        const QMutexLocker lock(&m_mutex);
        if (m_context)
            QMetaObject::invokeMethod(m_context, std::move(function), Qt::QueuedConnection);
    }

private:
    QMutex m_mutex;
    QObject *m_context;
};

/// Runs synchronous `work` on Qt's thread pool, or another one, where it waits until a thread is free. `onProgress` and `onDone` are called on the
/// thread of `context` (which must be the calling one), from its event loop, in the order in which
/// things happened, and never once `context` is gone; the work is then cancelled, and the returned
/// future can be waited for.
/// The only place where the program meets threads.
template <typename T>
QFuture<Result<T>> runJob(QObject *context, CancelToken cancel,
                          std::function<Result<T>(Progress &)> work,
                          std::function<void(const ProgressEvent &)> onProgress,
                          std::function<void(const Result<T> &)> onDone,
                          QThreadPool &pool = *QThreadPool::globalInstance())
{
    const auto link = std::make_shared<JobLink>(context);
    const QMetaObject::Connection ending = QObject::connect(context, &QObject::destroyed, [=] {
        link->cut();
        cancel.cancel();
    });
    return QtConcurrent::run(&pool, [=] {
        Progress progress([&](const ProgressEvent &event) { link->post([=] { onProgress(event); }); }, cancel);
        const Result<T> result = work(progress);
        link->post([=] {
            QObject::disconnect(ending);
            onDone(result);
        });
        return result;
    });
}

} // namespace coffer
