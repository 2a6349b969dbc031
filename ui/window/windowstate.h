// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

class QHeaderView;
class QSplitter;
class QWidget;

namespace tandem::ui {

/// How a window looked when it was closed: its place and size, its parts, the columns of its table.
/// Kept beside the library, so that each library has its own.
class WindowState
{
public:
    /// @p databasePath: of the library's database; `window.ini` lies in the same folder.
    explicit WindowState(const QString &databasePath);

    void save(const QWidget &window, const QSplitter &splitter, const QHeaderView &header) const;
    /// What was not saved, or by another version with other columns, stays as it is.
    void restore(QWidget &window, QSplitter &splitter, QHeaderView &header) const;

private:
    QString m_file;
};

} // namespace tandem::ui
