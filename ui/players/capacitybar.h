// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

namespace tandem::ui {

/// How a player's room is used, in bytes; -1 is unknown.
struct CapacityUse {
    qint64 totalBytes = -1;
    qint64 freeBytes = -1;
    qint64 reservedBytes = 0; ///< to be left free by a sync

    // With an estimate:
    qint64 tandemAfterBytes = -1; ///< placed by Tandem, after the sync
    qint64 freeAfterBytes = -1;   ///< after the sync

    bool isKnown() const { return totalBytes > 0 && freeBytes >= 0; }
    bool hasEstimate() const { return isKnown() && tandemAfterBytes >= 0 && freeAfterBytes >= 0; }
    /// What neither Tandem placed nor a sync changes; all that is used, without an estimate.
    qint64 otherBytes() const;
    qint64 tandemNowBytes() const; ///< 0 without an estimate

    friend bool operator==(const CapacityUse &, const CapacityUse &) = default;
};

/// One bar for now and one for after the sync, with a legend in words. Parts differ by pattern as well
/// as by colour.
class CapacityBar : public QWidget
{
    Q_OBJECT

public:
    explicit CapacityBar(QWidget *parent = nullptr);

    void setUse(const CapacityUse &use);
    const CapacityUse &use() const { return m_use; }
    /// The bars in one or two sentences; also the accessible description.
    QString summary() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    enum Part { Other, Tandem, Free, Reserved, PartCount };
    struct LegendEntry {
        Part part;
        QString text;
    };

    QList<LegendEntry> legend() const;
    QBrush brush(Part part) const;
    void paintBar(QPainter &painter, const QRect &rect, qint64 tandemBytes) const;
    /// Paints the legend unless @p painter is null; returns its height.
    int layOutLegend(int width, int top, QPainter *painter) const;

    CapacityUse m_use;
};

} // namespace tandem::ui
