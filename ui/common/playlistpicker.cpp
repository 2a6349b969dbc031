// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "playlistpicker.h"

#include "model/items/playlistmodel.h"
#include "ui/common/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tandem::ui {

namespace {

/// Adds the kind's icon, and the priority as a number at the end of the row.
class PickerDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const int priority = index.data(model::PlaylistModel::PriorityRole).toInt();
        if (priority == 0)
            return;
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        painter->setPen(
            option.palette.color(isSelected ? QPalette::HighlightedText : QPalette::PlaceholderText));
        painter->drawText(option.rect.adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter,
                          QLocale().toString(priority));
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->icon = symbolIcon(index.data(model::PlaylistModel::IsAutoRole).toBool() ? u"auto-playlist"_s
                                                                                        : u"playlist"_s);
        option->decorationSize = QSize(16, 16);
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index).expandedTo({0, option.fontMetrics.height() + 10});
    }
};

} // namespace

PlaylistPicker::PlaylistPicker(QWidget *parent)
    : QWidget(parent),
      m_model(new model::PlaylistModel(this)),
      m_view(new QListView),
      m_upButton(new QToolButton),
      m_downButton(new QToolButton),
      m_emptyLabel(new QLabel)
{
    m_view->setObjectName(u"playlistChoiceListView"_s);
    m_view->setAccessibleName(tr("Playlists that synchronize, in order of priority"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new PickerDelegate(m_view));
    m_view->setDragDropMode(QAbstractItemView::InternalMove);
    m_view->setDefaultDropAction(Qt::MoveAction);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);

    m_upButton->setObjectName(u"priorityUpButton"_s);
    m_upButton->setIcon(symbolIcon(u"up"_s));
    m_upButton->setAccessibleName(tr("Higher priority"));
    m_upButton->setToolTip(tr("Give the selected playlist a higher priority"));
    m_downButton->setObjectName(u"priorityDownButton"_s);
    m_downButton->setIcon(symbolIcon(u"down"_s));
    m_downButton->setAccessibleName(tr("Lower priority"));
    m_downButton->setToolTip(tr("Give the selected playlist a lower priority"));

    m_emptyLabel->setObjectName(u"noPlaylistsLabel"_s);
    m_emptyLabel->setText(
        tr("The library has no playlists yet. Make one in the Playlist menu, or import one."));
    m_emptyLabel->setWordWrap(true);
    m_emptyLabel->setForegroundRole(QPalette::PlaceholderText);

    auto *buttons = new QVBoxLayout;
    buttons->addWidget(m_upButton);
    buttons->addWidget(m_downButton);
    buttons->addStretch();
    auto *row = new QHBoxLayout;
    row->addWidget(m_view, 1);
    row->addLayout(buttons);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_emptyLabel);
    layout->addLayout(row, 1);
    setFocusProxy(m_view);

    connect(m_upButton, &QToolButton::clicked, this, [this] { move(true); });
    connect(m_downButton, &QToolButton::clicked, this, [this] { move(false); });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &PlaylistPicker::updateButtons);
    connect(m_model, &QAbstractItemModel::modelReset, this, &PlaylistPicker::updateButtons);
    connect(m_model, &QAbstractItemModel::rowsMoved, this, &PlaylistPicker::updateButtons);
    updateButtons();
}

void PlaylistPicker::move(bool up)
{
    const int row = m_view->currentIndex().row();
    up ? m_model->moveUp(row) : m_model->moveDown(row);
    m_view->scrollTo(m_view->currentIndex());
}

void PlaylistPicker::updateButtons()
{
    const int row = m_view->currentIndex().row();
    m_upButton->setEnabled(m_model->canMoveUp(row));
    m_downButton->setEnabled(m_model->canMoveDown(row));
    const bool isEmpty = m_model->rowCount() == 0;
    m_emptyLabel->setVisible(isEmpty);
    m_view->setVisible(!isEmpty);
    m_upButton->setVisible(!isEmpty);
    m_downButton->setVisible(!isEmpty);
}

} // namespace tandem::ui
