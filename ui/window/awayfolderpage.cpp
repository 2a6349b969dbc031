// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "awayfolderpage.h"

#include "ui/common/icons.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace tandem::ui {

namespace {

constexpr int iconSize = 64;
constexpr int columnWidth = 420; ///< of text that reads well in a wide window

QLabel *label(const QString &objectName, QPalette::ColorRole color)
{
    auto *result = new QLabel;
    result->setObjectName(objectName);
    result->setTextFormat(Qt::PlainText);
    result->setAlignment(Qt::AlignCenter);
    result->setWordWrap(true);
    result->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long path is no wide window
    result->setForegroundRole(color);
    return result;
}

} // namespace

AwayFolderPage::AwayFolderPage(QWidget *parent)
    : QWidget(parent),
      m_headingLabel(label(u"awayFolderLabel"_s, QPalette::WindowText)),
      m_pathLabel(label(u"awayFolderPathLabel"_s, QPalette::PlaceholderText))
{
    setObjectName(u"awayFolderPage"_s);
    auto *icon = label(u"awayFolderIconLabel"_s, QPalette::PlaceholderText);
    icon->setPixmap(
        symbolIcon(u"folder-away"_s).pixmap({iconSize, iconSize}, devicePixelRatio(), QIcon::Disabled));
    QFont font = m_headingLabel->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    m_headingLabel->setFont(font);
    auto *hint = label(u"awayFolderHintLabel"_s, QPalette::PlaceholderText);
    hint->setText(tr("Its songs stay in your library, in playlists and on players. If it is on a drive, "
                     "connect the drive: then they can be played again. If it was moved or renamed, "
                     "say where it is now."));
    auto *button = new QPushButton(symbolIcon(u"search"_s), tr("&Find It…"));
    button->setObjectName(u"findFolderButton"_s);
    connect(button, &QPushButton::clicked, this, [this] { Q_EMIT findRequested(m_folder); });

    auto *column = new QWidget;
    column->setObjectName(u"awayFolderColumn"_s);
    column->setMaximumWidth(columnWidth);
    auto *lines = new QVBoxLayout(column);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addStretch(2);
    lines->addWidget(icon);
    lines->addWidget(m_headingLabel);
    lines->addWidget(m_pathLabel);
    lines->addSpacing(8);
    lines->addWidget(hint);
    lines->addSpacing(8);
    lines->addWidget(button, 0, Qt::AlignHCenter);
    lines->addStretch(3);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(40, 40, 40, 40);
    layout->addStretch(1);
    layout->addWidget(column, 1000);
    layout->addStretch(1);
}

void AwayFolderPage::setFolder(const model::LibraryFolder &folder)
{
    m_folder = folder.id;
    m_headingLabel->setText(tr("“%1” is not there now.").arg(folder.name()));
    m_pathLabel->setText(folder.path);
}

} // namespace tandem::ui
