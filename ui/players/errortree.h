// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QTreeWidget>

namespace tandem::ui {

/// Failures grouped by cause; a group opens to one row per failure: the file's name, then the sentence.
class ErrorTree : public QTreeWidget
{
    Q_OBJECT

public:
    explicit ErrorTree(QWidget *parent = nullptr);

    void setErrors(const QList<Error> &errors);
};

} // namespace tandem::ui
