// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QEventLoop>
#include <QFuture>
#include <QFutureWatcher>
#include <QPromise>
#include <memory>
#include <type_traits>
#include <utility>

namespace tandem {

/// What takes time: a Result that comes later, once, to the one who asked. It is taken in the context's
/// thread, and dropped if the context is gone by then, or if nobody is left who could answer:
///
///     library.removeFolder(path).then(this, [this](const Result<void> &done) { ... });
template <class T>
using Pending = QFuture<Result<T>>;

/// For what can be said at once.
template <class T>
Pending<T> answered(Result<T> result)
{
    return QtFuture::makeReadyValueFuture(std::move(result));
}

/// Has @p work() done in the thread of @p worker, behind whatever was asked of it before. It gives a Result.
template <class Work>
auto askOf(QObject *worker, Work work) -> QFuture<std::invoke_result_t<Work>>
{
    using Answer = std::invoke_result_t<Work>;
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    QMetaObject::invokeMethod(
        worker,
        [promise, work = std::move(work)]() mutable {
            promise->addResult(work());
            promise->finish();
        },
        Qt::QueuedConnection);
    return promise->future();
}

/// Waits for the answer, with an event loop of its own: for the command line and for tests. Cancelled if
/// nobody is left who could give it.
template <class T>
Result<T> answerOf(const Pending<T> &pending)
{
    QEventLoop loop;
    QFutureWatcher<Result<T>> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(pending);
    if (!pending.isFinished())
        loop.exec();
    if (pending.resultCount() == 0)
        return cancelled();
    return pending.result();
}

} // namespace tandem
