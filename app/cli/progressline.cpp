// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "progressline.h"

#include <QList>
#include <algorithm>
#include <cwchar>

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

constexpr int longestBar = 30;
constexpr int shortestBar = 5;
constexpr int fewWords = 24; ///< columns of text that are worth more than a longer bar

int columnsOf(char32_t character)
{
    return std::max(::wcwidth(static_cast<wchar_t>(character)), 0);
}

QString barOf(int percent, int width)
{
    const QString filled(std::clamp(percent, 0, 100) * width / 100, u'#');
    return width < shortestBar ? QString() : u"[%1]"_s.arg(filled, -width);
}

} // namespace

int columnsOf(const QString &text)
{
    int columns = 0;
    const auto characters = text.toUcs4();
    for (const char32_t character : characters)
        columns += columnsOf(character);
    return columns;
}

QString cutToColumns(const QString &text, int columns)
{
    QString cut;
    const auto characters = text.toUcs4();
    for (const char32_t character : characters) {
        columns -= columnsOf(character);
        if (columns < 0)
            break;
        cut += QString::fromUcs4(&character, 1);
    }
    return cut;
}

QString progressLine(int percent, const QString &text, int columns)
{
    const QString number = u"%1 %"_s.arg(percent, 4);
    const int room = std::max(columns - 1, 0);
    const int brackets = 2;
    const int besides = brackets + static_cast<int>(number.size()) + 2 + fewWords;
    QString line = barOf(percent, std::clamp(room - besides, 0, longestBar)) + number;
    if (!text.isEmpty())
        line += u"  "_s + text;
    return cutToColumns(line, room);
}

} // namespace tandem::app
