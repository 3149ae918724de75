// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QtConcurrentRun>

#include <functional>
#include <memory>

namespace coffer {

/// Runs synchronous `work` on Qt's thread pool. `onProgress` and `onDone` are called on the
/// thread of `context` (which must be the calling one), from its event loop, in the order in which
/// things happened, and never once `context` is gone; the work is then cancelled, and the returned
/// future can be waited for.
/// The only place where the program meets threads.
template <typename T>
QFuture<Result<T>> runJob(QObject *context, CancelToken cancel,
                          std::function<Result<T>(Progress &)> work,
                          std::function<void(const ProgressEvent &)> onProgress,
                          std::function<void(const Result<T> &)> onDone)
{
    // The relay lives on the context's thread as long as anybody may still post to it; that the
    // context is gone is written and read on that thread only.
    const std::shared_ptr<QObject> relay(new QObject, [](QObject *object) { object->deleteLater(); });
    const auto contextGone = std::make_shared<bool>(false);
    QObject::connect(context, &QObject::destroyed, relay.get(), [=] {
        *contextGone = true;
        cancel.cancel();
    });
    QFuture<Result<T>> future = QtConcurrent::run([=](QPromise<Result<T>> &promise) {
        Progress progress(
            [&](const ProgressEvent &event) {
                QMetaObject::invokeMethod(
                    relay.get(),
                    [=] {
                        if (!*contextGone)
                            onProgress(event);
                    },
                    Qt::QueuedConnection);
            },
            cancel);
        promise.addResult(work(progress));
    });
    // Posted, as work that has already ended would otherwise be reported from within this call, and
    // before its progress.
    future.then(relay.get(), [=](const Result<T> &result) {
        QMetaObject::invokeMethod(
            relay.get(),
            [=] {
                if (!*contextGone)
                    onDone(result);
                Q_UNUSED(relay) // kept until the last event has been delivered
            },
            Qt::QueuedConnection);
    });
    return future;
}

} // namespace coffer
