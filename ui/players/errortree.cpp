// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "errortree.h"

#include "base/text/errortext.h"
#include "ui/common/icons.h"

#include <QHeaderView>
#include <QMap>

using namespace Qt::StringLiterals;

namespace tandem::ui {

ErrorTree::ErrorTree(QWidget *parent) : QTreeWidget(parent)
{
    setObjectName(u"errorTreeWidget"_s);
    setAccessibleName(tr("What did not work, by cause"));
    setHeaderHidden(true);
    setColumnCount(1);
    setTextElideMode(Qt::ElideNone);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setUniformRowHeights(true);
    // Rows are as long as their sentences, and the list scrolls to their ends.
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::ResizeToContents);
}

void ErrorTree::setErrors(const QList<Error> &errors)
{
    clear();
    QMap<ErrorCode, QList<Error>> groups;
    for (const Error &error : errors) {
        if (!error.isCancelled())
            groups[error.code] += error;
    }
    for (const auto &[code, members] : groups.asKeyValueRange()) {
        const QString heading = groupText(code, static_cast<int>(members.size()));
        auto *group = new QTreeWidgetItem(this, {heading});
        group->setIcon(0, symbolIcon(u"warning"_s));
        group->setToolTip(0, heading);
        for (const Error &error : members) {
            const QString sentence = errorText(error);
            const QString name = error.subject.section(u'/', -1);
            // What tells the rows apart comes first: the sentences of a group begin alike.
            auto *item = new QTreeWidgetItem(
                group, {name.isEmpty()
                            ? sentence
                            : tr("%1 – %2", "a file's name and what happened to it").arg(name, sentence)});
            item->setToolTip(0, sentence);
        }
    }
    if (topLevelItemCount() == 1)
        topLevelItem(0)->setExpanded(true);
}

} // namespace tandem::ui
