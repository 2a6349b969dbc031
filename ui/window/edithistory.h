// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "base/error.h"
#include "base/pending.h"

#include <QObject>
#include <QPromise>
#include <QUndoStack>
#include <deque>
#include <functional>
#include <memory>

namespace tandem::ui {

/// Something that a person has done, with what was before and after it as values.
class Edit
{
public:
    enum class Way { Back, Again };

    virtual ~Edit() = default;
    /// False: somebody else has changed the same since, and nothing is done. Nobody asks again before that is
    /// answered.
    virtual Pending<bool> go(Way way) = 0;
    virtual QString subject() const = 0; ///< what was edited, by its name
};

/// What was done in the window, to be undone and redone. What is asked of it is done one after the other:
/// each begins when the one before is done, so that every edit finds what the one before has left.
class EditHistory : public QObject
{
    Q_OBJECT

public:
    /// Does something, or begins to.
    using Step = std::move_only_function<Pending<void>()>;

    explicit EditHistory(QObject *parent = nullptr);
    ~EditHistory() override; ///< what has not begun is dropped

    Pending<void> perform(Step step);
    bool isBusy() const { return m_isBusy; } ///< something is being done; idle() follows

    /// Takes @p edit, which is done. @p text names it in the menu, @p sentence says what it did.
    void add(std::unique_ptr<Edit> edit, const QString &text, const QString &sentence);

    QString undoText() const { return m_stack.undoText(); } ///< empty if there is nothing to undo
    QString redoText() const { return m_stack.redoText(); }
    void undo(); ///< the last edit that was asked for before, if there is one
    void redo();

Q_SIGNALS:
    void idle();
    void changed(); ///< what can be undone or redone
    void added(const QString &sentence);
    void said(const QString &sentence);
    void failed(const tandem::Error &error); ///< of the database; it can be tried again

private:
    struct Waiting {
        Step step;
        std::shared_ptr<QPromise<Result<void>>> answer;
    };

    void next();
    Pending<void> go(Edit::Way way);
    void move(Edit::Way way, bool isDone);

    QUndoStack m_stack;
    std::deque<Waiting> m_waiting;
    bool m_isBusy = false;
    bool m_isGoing = false; ///< back or again: the stack must stay as it is
    QObject m_context;      ///< whose end, before that of all others, ends the waiting for answers
};

} // namespace tandem::ui
