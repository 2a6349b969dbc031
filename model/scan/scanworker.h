// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "model/db/database.h"
#include "model/scan/libraryscanner.h"

#include <QObject>
#include <stop_token>

namespace tandem::model {

/// Runs the scans of a Library in its scan thread, where it lives; every scan() ends in finished() or
/// failed().
class ScanWorker : public QObject
{
    Q_OBJECT

public:
    explicit ScanWorker(Database database) : m_database(std::move(database)) {}

    void scan(const std::stop_token &stop);

Q_SIGNALS:
    void progressed(const tandem::model::ScanProgress &progress);
    void tracksAdded(); ///< during the scan, every couple of seconds if there are new ones
    void finished(const tandem::model::ScanReport &report);
    void failed(const tandem::Error &error); ///< Cancelled if it was stopped

private:
    Result<ScanReport> run(const std::stop_token &stop);

    Database m_database;
};

} // namespace tandem::model
