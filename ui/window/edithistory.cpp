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

/// The entry of the stack that is gone over next.
const Entry &entryOf(const QUndoStack &stack, Edit::Way way)
{
    const int place = way == Edit::Way::Back ? stack.index() - 1 : stack.index();
    return *static_cast<const Entry *>(stack.command(place)); // it holds no others
}

} // namespace

EditHistory::EditHistory(QObject *parent) : QObject(parent)
{
    m_stack.setUndoLimit(keptEdits);
    connect(&m_stack, &QUndoStack::indexChanged, this, &EditHistory::changed);
}

EditHistory::~EditHistory()
{
    m_stack.disconnect(this); // it tells of its own end, when nobody can listen any more
    blockSignals(true);
    m_waiting.clear();
}

Pending<void> EditHistory::perform(Step step)
{
    auto answer = std::make_shared<QPromise<Result<void>>>();
    answer->start();
    m_waiting.push_back({std::move(step), answer});
    if (!m_isBusy)
        next();
    return answer->future();
}

void EditHistory::next()
{
    m_isGoing = false;
    m_isBusy = !m_waiting.empty();
    if (!m_isBusy)
        return Q_EMIT idle();
    Waiting first = std::move(m_waiting.front());
    m_waiting.pop_front();
    first.step()
        .then(&m_context,
              [this, answer = first.answer](const Result<void> &done) {
                  answer->addResult(done);
                  answer->finish();
                  next();
              })
        // Nobody is left who could do it.
        .onCanceled(&m_context, [this] { next(); });
}

void EditHistory::add(std::unique_ptr<Edit> edit, const QString &text, const QString &sentence)
{
    if (m_isGoing) {
        perform([this, later = std::move(edit), text, sentence]() mutable {
            add(std::move(later), text, sentence);
            return answered<void>({});
        });
        return;
    }
    m_stack.push(new Entry(std::move(edit), text));
    Q_EMIT added(sentence);
}

void EditHistory::undo()
{
    perform([this] { return m_stack.canUndo() ? go(Edit::Way::Back) : answered<void>({}); });
}

void EditHistory::redo()
{
    perform([this] { return m_stack.canRedo() ? go(Edit::Way::Again) : answered<void>({}); });
}

Pending<void> EditHistory::go(Edit::Way way)
{
    m_isGoing = true;
    return entryOf(m_stack, way).edit().go(way).then(&m_context, [this, way](const Result<bool> &done) {
        m_isGoing = false;
        if (done)
            move(way, *done);
        else
            Q_EMIT failed(done.error());
        return done.transform([](bool) {});
    });
}

void EditHistory::move(Edit::Way way, bool isDone)
{
    const bool isBack = way == Edit::Way::Back;
    const Entry &entry = entryOf(m_stack, way);
    QString sentence = (isBack ? tr("Undone: %1.") : tr("Redone: %1.")).arg(entry.text());
    if (!isDone) {
        entry.drop();
        sentence =
            tr("“%1” has been changed elsewhere since, and was left as it is.").arg(entry.edit().subject());
    }
    if (isBack)
        m_stack.undo();
    else
        m_stack.redo();
    Q_EMIT said(sentence);
}

} // namespace tandem::ui
