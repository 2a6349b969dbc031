// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/db/database.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>
#include <memory>

namespace tandem::ui {

/// Runs @p work(Connection &) in a pool thread with a connection of its own, so that the window stays
/// quick. Take the answer with `.then(context, function)`: it is dropped if the context is gone.
template <class Work>
auto inBackground(const model::Database &database, Work work)
{
    using Answer = std::invoke_result_t<Work, model::Connection &>;
    auto promise = std::make_shared<QPromise<Answer>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, database, work = std::move(work)] {
        {
            model::Connection connection(database);
            promise->addResult(work(connection));
        }
        promise->finish();
    });
    return promise->future();
}

} // namespace tandem::ui
