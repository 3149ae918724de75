// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"

#include <QObject>
#include <QPromise>
#include <QtConcurrent>

namespace coffer {

/// Runs synchronous `work` (Result<T> work(Progress &)) on Qt's thread pool. `onProgress` and
/// `onDone` are called on the thread of `context`, and never after `context` is gone; the work
/// then goes on to its end unless `cancel` is set. The only place where the program meets threads.
template <typename T>
void runJob(QObject *context, CancelToken cancel, std::function<Result<T>(Progress &)> work,
            std::function<void(const ProgressEvent &)> onProgress,
            std::function<void(const Result<T> &)> onDone)
{
    auto *relay = new QObject;
    QObject::connect(context, &QObject::destroyed, relay, [cancel] { cancel.cancel(); });
    const QFuture<Result<T>> future = QtConcurrent::run([=](QPromise<Result<T>> &promise) {
        Progress progress(
            [&](const ProgressEvent &event) {
                QMetaObject::invokeMethod(relay, [=] { onProgress(event); }, Qt::QueuedConnection);
            },
            cancel);
        promise.addResult(work(progress));
    });
    future.then(relay, [=](const Result<T> &result) { onDone(result); relay->deleteLater(); });
}

} // namespace coffer
