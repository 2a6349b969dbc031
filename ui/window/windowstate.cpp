// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "windowstate.h"

#include <QFileInfo>
#include <QHeaderView>
#include <QSettings>
#include <QSplitter>

using namespace Qt::StringLiterals;

namespace tandem::ui {

namespace {

constexpr auto geometryKey = "window/geometry"_L1;
constexpr auto splitterKey = "window/splitter"_L1;
constexpr auto headerKey = "songs/header"_L1;
constexpr auto columnsKey = "songs/columns"_L1;

} // namespace

WindowState::WindowState(const QString &databasePath)
    : m_file(QFileInfo(databasePath).path() + u"/window.ini"_s)
{
}

void WindowState::save(const QWidget &window, const QSplitter &splitter, const QHeaderView &header) const
{
    QSettings settings(m_file, QSettings::IniFormat);
    settings.setValue(geometryKey, window.saveGeometry());
    settings.setValue(splitterKey, splitter.saveState());
    settings.setValue(headerKey, header.saveState());
    settings.setValue(columnsKey, header.count());
}

void WindowState::restore(QWidget &window, QSplitter &splitter, QHeaderView &header) const
{
    const QSettings settings(m_file, QSettings::IniFormat);
    window.restoreGeometry(settings.value(geometryKey).toByteArray());
    splitter.restoreState(settings.value(splitterKey).toByteArray());
    // A header does not notice by itself that a saved state is of other columns.
    if (settings.value(columnsKey).toInt() == header.count())
        header.restoreState(settings.value(headerKey).toByteArray());
}

} // namespace tandem::ui
