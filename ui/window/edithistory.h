// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"

#include <QObject>
#include <QUndoStack>
#include <memory>

namespace tandem::ui {

/// Something that a person has done, with what was before and after it as values.
class Edit
{
public:
    enum class Way { Back, Again };

    virtual ~Edit() = default;
    /// False: somebody else has changed the same since, and nothing is done.
    virtual Result<bool> go(Way way) = 0;
    virtual QString subject() const = 0; ///< what was edited, by its name
};

/// What was done in the window, to be undone and redone.
class EditHistory : public QObject
{
    Q_OBJECT

public:
    explicit EditHistory(QObject *parent = nullptr);
    ~EditHistory() override;

    /// Takes @p edit, which is done. @p text names it in the menu, @p sentence says what it did.
    void add(std::unique_ptr<Edit> edit, const QString &text, const QString &sentence);

    QString undoText() const { return m_stack.undoText(); } ///< empty if there is nothing to undo
    QString redoText() const { return m_stack.redoText(); }
    void undo();
    void redo();

Q_SIGNALS:
    void changed(); ///< what can be undone or redone
    void added(const QString &sentence);
    void said(const QString &sentence);
    void failed(const tandem::Error &error); ///< of the database; it can be tried again

private:
    void go(Edit::Way way);

    QUndoStack m_stack;
};

} // namespace tandem::ui
