// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "capacitybar.h"

#include "base/text/format.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::ui {

namespace {

constexpr int barHeight = 18;
constexpr int gap = 6;
constexpr int swatch = 12;

QColor mix(const QColor &a, const QColor &b, double share)
{
    const auto part = [share](int x, int y) { return static_cast<int>(x * (1 - share) + y * share); };
    return QColor(part(a.red(), b.red()), part(a.green(), b.green()), part(a.blue(), b.blue()));
}

} // namespace

qint64 CapacityUse::otherBytes() const
{
    if (!isKnown())
        return -1;
    if (!hasEstimate())
        return std::max<qint64>(0, totalBytes - freeBytes);
    return std::max<qint64>(0, totalBytes - freeAfterBytes - tandemAfterBytes);
}

qint64 CapacityUse::tandemNowBytes() const
{
    return hasEstimate() ? std::max<qint64>(0, totalBytes - freeBytes - otherBytes()) : 0;
}

CapacityBar::CapacityBar(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"capacityBar"_s);
    setAccessibleName(tr("Room on the player"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setUse({});
}

void CapacityBar::setUse(const CapacityUse &use)
{
    m_use = use;
    setAccessibleDescription(summary());
    setToolTip(summary());
    updateGeometry();
    update();
}

QString CapacityBar::summary() const
{
    if (m_use.totalBytes <= 0)
        return tr("How much room the player has is not known.");
    if (m_use.freeBytes < 0)
        return tr("The player holds %1; how much of it is free is not known.")
            .arg(sizeText(m_use.totalBytes));
    const QString now = tr("%1 of %2 are free.").arg(sizeText(m_use.freeBytes), sizeText(m_use.totalBytes));
    if (!m_use.hasEstimate())
        return now;
    return tr("%1 After the synchronization %2 will be free.", "%1 is the sentence on what is free now")
        .arg(now, sizeText(m_use.freeAfterBytes));
}

QList<CapacityBar::LegendEntry> CapacityBar::legend() const
{
    QList<LegendEntry> entries;
    if (!m_use.isKnown())
        return entries;
    if (m_use.hasEstimate()) {
        entries += {Other, tr("Other files: %1").arg(sizeText(m_use.otherBytes()))};
        entries += {Tandem, tr("Tandem: %1, afterwards %2")
                                .arg(sizeText(m_use.tandemNowBytes()), sizeText(m_use.tandemAfterBytes))};
        entries +=
            {Free,
             tr("Free: %1, afterwards %2").arg(sizeText(m_use.freeBytes), sizeText(m_use.freeAfterBytes))};
    } else {
        entries += {Other, tr("Used: %1").arg(sizeText(m_use.otherBytes()))};
        entries += {Free, tr("Free: %1").arg(sizeText(m_use.freeBytes))};
    }
    if (m_use.reservedBytes > 0)
        entries += {Reserved, tr("Kept free: %1").arg(sizeText(m_use.reservedBytes))};
    return entries;
}

QBrush CapacityBar::brush(Part part) const
{
    const QColor text = palette().color(QPalette::WindowText);
    const QColor base = palette().color(QPalette::Base);
    switch (part) {
    case Other:
        return mix(base, text, 0.45);
    case Tandem:
        return palette().color(QPalette::Highlight);
    case Reserved:
        return QBrush(mix(base, text, 0.4), Qt::BDiagPattern);
    case Free:
    case PartCount:
        break;
    }
    return base;
}

void CapacityBar::paintBar(QPainter &painter, const QRect &rect, qint64 tandemBytes) const
{
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.save();
    painter.setClipPath(outline);
    painter.fillRect(rect, brush(Free));
    if (m_use.isKnown()) {
        const double perByte = static_cast<double>(rect.width()) / static_cast<double>(m_use.totalBytes);
        const auto pixels = [perByte](qint64 bytes) {
            return bytes > 0 ? std::max(2, static_cast<int>(static_cast<double>(bytes) * perByte)) : 0;
        };
        const int reserved = pixels(m_use.reservedBytes);
        painter.fillRect(QRect(rect.right() + 1 - reserved, rect.top(), reserved, rect.height()),
                         brush(Reserved));
        const int other = pixels(m_use.otherBytes());
        painter.fillRect(QRect(rect.left(), rect.top(), other, rect.height()), brush(Other));
        painter.fillRect(QRect(rect.left() + other, rect.top(), pixels(tandemBytes), rect.height()),
                         brush(Tandem));
        // A gap tells the parts apart without their colours.
        if (other > 0 && tandemBytes > 0)
            painter.fillRect(QRect(rect.left() + other - 1, rect.top(), 2, rect.height()), brush(Free));
    } else {
        painter.fillRect(rect, QBrush(brush(Other).color(), Qt::Dense6Pattern));
    }
    painter.restore();
    painter.setPen(mix(palette().color(QPalette::Window), palette().color(QPalette::WindowText), 0.35));
    painter.drawPath(outline);
}

int CapacityBar::layOutLegend(int width, int top, QPainter *painter) const
{
    const QFontMetrics metrics = fontMetrics();
    const int lineHeight = std::max(metrics.height(), swatch) + 4;
    if (!m_use.isKnown()) {
        const QRect area(0, top, width, 1000);
        if (painter)
            painter->drawText(area, Qt::TextWordWrap, summary());
        return metrics.boundingRect(area, Qt::TextWordWrap, summary()).height();
    }
    int x = 0, y = top;
    for (const LegendEntry &entry : legend()) {
        const int entryWidth = swatch + gap + metrics.horizontalAdvance(entry.text);
        if (x > 0 && x + entryWidth > width) {
            x = 0;
            y += lineHeight;
        }
        if (painter) {
            const QRect box(x, y + (lineHeight - swatch) / 2, swatch, swatch);
            painter->fillRect(box, brush(Free));
            painter->fillRect(box, brush(entry.part));
            painter->setPen(
                mix(palette().color(QPalette::Window), palette().color(QPalette::WindowText), 0.5));
            painter->drawRect(box.adjusted(0, 0, -1, -1));
            painter->setPen(palette().color(QPalette::WindowText));
            painter->drawText(QRect(x + swatch + gap, y, width, lineHeight), Qt::AlignLeft | Qt::AlignVCenter,
                              entry.text);
        }
        x += entryWidth + 3 * gap;
    }
    return y + lineHeight - top;
}

int CapacityBar::heightForWidth(int width) const
{
    const int bars = m_use.hasEstimate() ? 2 : 1;
    return bars * (barHeight + gap) + layOutLegend(width, 0, nullptr);
}

QSize CapacityBar::sizeHint() const
{
    return {360, heightForWidth(360)};
}

QSize CapacityBar::minimumSizeHint() const
{
    return {160, heightForWidth(std::max(160, width()))};
}

void CapacityBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    int top = 0;
    QStringList labels;
    if (m_use.hasEstimate())
        labels = {tr("Now"), tr("After")};
    int labelWidth = 0;
    for (const QString &label : std::as_const(labels))
        labelWidth = std::max(labelWidth, fontMetrics().horizontalAdvance(label) + 2 * gap);
    for (int bar = 0; bar < (m_use.hasEstimate() ? 2 : 1); ++bar) {
        painter.setPen(palette().color(QPalette::WindowText));
        if (!labels.isEmpty())
            painter.drawText(QRect(0, top, labelWidth, barHeight), Qt::AlignLeft | Qt::AlignVCenter,
                             labels.at(bar));
        paintBar(painter, QRect(labelWidth, top, width() - labelWidth, barHeight),
                 bar == 0 ? m_use.tandemNowBytes() : m_use.tandemAfterBytes);
        top += barHeight + gap;
    }
    painter.setPen(palette().color(QPalette::WindowText));
    layOutLegend(width(), top, &painter);
}

} // namespace tandem::ui
