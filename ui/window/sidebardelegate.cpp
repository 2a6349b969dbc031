// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sidebardelegate.h"

#include "ui/window/sidebar.h"

#include <QApplication>
#include <QPainter>

namespace tandem::ui {

namespace {

constexpr int margin = 8;
constexpr int iconSize = 16;
constexpr int progressHeight = 3;

QFont smallFont(const QFont &font)
{
    QFont result = font;
    result.setPointSizeF(font.pointSizeF() * 0.85);
    return result;
}

} // namespace

void SidebarDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    const bool isSection = index.data(Sidebar::KindRole).toInt() == Sidebar::Section;
    const bool isSelected = background.state.testFlag(QStyle::State_Selected);
    const QPalette &palette = background.palette;
    const QPalette::ColorGroup group =
        background.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    const QStyle *style = background.widget ? background.widget->style() : QApplication::style();
    if (!isSection)
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &background, painter, background.widget);

    painter->save();
    if (isSection) {
        QFont font = smallFont(background.font);
        font.setBold(true);
        painter->setFont(font);
        painter->setPen(palette.color(group, QPalette::PlaceholderText));
        painter->drawText(background.rect.adjusted(margin, 0, -margin, -4), Qt::AlignLeft | Qt::AlignBottom,
                          background.text);
        painter->restore();
        return;
    }

    const QColor text = palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::Text);
    const QColor quiet =
        palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::PlaceholderText);
    const QString status = index.data(Sidebar::StatusRole).toString();
    QRect content = background.rect.adjusted(margin, 0, -margin, 0);
    const QRect iconRect(content.left(), content.top() + (content.height() - iconSize) / 2, iconSize,
                         iconSize);
    background.icon.paint(painter, iconRect, Qt::AlignCenter, isSelected ? QIcon::Selected : QIcon::Normal);
    content.setLeft(iconRect.right() + margin);

    const auto elided = [&](const QFontMetrics &metrics, const QString &line) {
        return metrics.elidedText(line, Qt::ElideRight, content.width());
    };
    painter->setFont(background.font);
    painter->setPen(text);
    if (status.isEmpty()) {
        painter->drawText(content, Qt::AlignLeft | Qt::AlignVCenter,
                          elided(background.fontMetrics, background.text));
        painter->restore();
        return;
    }
    const QFont font = smallFont(background.font);
    const QFontMetrics smallMetrics(font);
    const int lines = background.fontMetrics.height() + smallMetrics.height();
    const int top = content.top() + (content.height() - lines - progressHeight) / 2;
    painter->drawText(QRect(content.left(), top, content.width(), background.fontMetrics.height()),
                      Qt::AlignLeft, elided(background.fontMetrics, background.text));
    painter->setFont(font);
    painter->setPen(quiet);
    painter->drawText(
        QRect(content.left(), top + background.fontMetrics.height(), content.width(), smallMetrics.height()),
        Qt::AlignLeft, elided(smallMetrics, status));
    if (const int percent = index.data(Sidebar::ProgressRole).toInt(); percent >= 0) {
        QRect bar(content.left(), top + lines, content.width(), progressHeight);
        painter->setPen(Qt::NoPen);
        painter->setOpacity(0.3);
        painter->fillRect(bar, text);
        painter->setOpacity(1.0);
        bar.setWidth(bar.width() * percent / 100);
        painter->fillRect(bar, isSelected ? text : palette.color(group, QPalette::Highlight));
    }
    painter->restore();
}

QSize SidebarDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int line = option.fontMetrics.height();
    const bool isSection = index.data(Sidebar::KindRole).toInt() == Sidebar::Section;
    const bool hasStatus = !index.data(Sidebar::StatusRole).toString().isEmpty();
    return {120, isSection ? line + 16 : hasStatus ? 2 * line + 12 : line + 12};
}

} // namespace tandem::ui
