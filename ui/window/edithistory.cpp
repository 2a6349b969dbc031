// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "edithistory.h"

namespace tandem::ui {

namespace {

constexpr int keptEdits = 30; // each of a long playlist holds all of its lines

/// A place in the stack. What is to be done is done before the stack moves, so that it stays where it is if
/// that fails.
class Entry : public QUndoCommand
{
public:
    Entry(std::unique_ptr<Edit> edit, const QString &text) : QUndoCommand(text), m_edit(std::move(edit)) {}

    Edit &edit() const { return *m_edit; }
    void drop() const { m_isDropped = true; } ///< as soon as the stack moves over it

    void undo() override { setObsolete(m_isDropped); }
    void redo() override { setObsolete(m_isDropped); }

private:
    std::unique_ptr<Edit> m_edit;
    mutable bool m_isDropped = false;
};

} // namespace

EditHistory::EditHistory(QObject *parent) : QObject(parent)
{
    m_stack.setUndoLimit(keptEdits);
    connect(&m_stack, &QUndoStack::indexChanged, this, &EditHistory::changed);
}

EditHistory::~EditHistory()
{
    m_stack.disconnect(this); // it tells of its own end, when nobody can listen any more
}

void EditHistory::add(std::unique_ptr<Edit> edit, const QString &text, const QString &sentence)
{
    m_stack.push(new Entry(std::move(edit), text));
    Q_EMIT added(sentence);
}

void EditHistory::undo()
{
    if (m_stack.canUndo())
        go(Edit::Way::Back);
}

void EditHistory::redo()
{
    if (m_stack.canRedo())
        go(Edit::Way::Again);
}

void EditHistory::go(Edit::Way way)
{
    const bool isBack = way == Edit::Way::Back;
    const int place = isBack ? m_stack.index() - 1 : m_stack.index();
    const auto *entry = static_cast<const Entry *>(m_stack.command(place)); // it holds no others
    const Result<bool> done = entry->edit().go(way);
    if (!done)
        return Q_EMIT failed(done.error());
    QString sentence = (isBack ? tr("Undone: %1.") : tr("Redone: %1.")).arg(entry->text());
    if (!*done) {
        entry->drop();
        sentence =
            tr("“%1” has been changed elsewhere since, and was left as it is.").arg(entry->edit().subject());
    }
    if (isBack)
        m_stack.undo();
    else
        m_stack.redo();
    Q_EMIT said(sentence);
}

} // namespace tandem::ui
