// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "errortree.h"

#include "errortext.h"
#include "icons.h"

#include <QMap>

using namespace Qt::StringLiterals;

namespace tandem::ui {

ErrorTree::ErrorTree(QWidget *parent) : QTreeWidget(parent)
{
    setObjectName(u"errorTreeWidget"_s);
    setAccessibleName(tr("What did not work, by cause"));
    setHeaderHidden(true);
    setColumnCount(1);
    setWordWrap(true);
    setTextElideMode(Qt::ElideNone);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setUniformRowHeights(false);
}

void ErrorTree::setErrors(const QList<Error> &errors)
{
    clear();
    QMap<ErrorCode, QStringList> groups;
    for (const Error &error : errors) {
        if (!error.isCancelled())
            groups[error.code] += errorText(error);
    }
    for (const auto &[code, sentences] : groups.asKeyValueRange()) {
        auto *group = new QTreeWidgetItem(this, {groupText(code, static_cast<int>(sentences.size()))});
        group->setIcon(0, symbolIcon(u"warning"_s));
        for (const QString &sentence : sentences) {
            auto *item = new QTreeWidgetItem(group, {sentence});
            item->setToolTip(0, sentence);
        }
    }
    if (topLevelItemCount() == 1)
        topLevelItem(0)->setExpanded(true);
}

} // namespace tandem::ui
