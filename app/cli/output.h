// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/cli/globaloptions.h"
#include "base/error.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

namespace tandem::model {
struct ScanProgress;
}
namespace tandem::sync {
struct SyncProgress;
}

namespace tandem::app {

/// The translation context of all that the command line says.
struct CommandLine {
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

/// How a command ended; see docs/user-guide/command-line.md.
enum ExitStatus { Done = 0, DoneWithFailures = 1, WrongUsage = 2, NotDone = 3, Interrupted = 130 };

/// What a command says: sentences for people or one JSON object, and progress on standard error.
class Output
{
public:
    explicit Output(const GlobalOptions &options);
    ~Output();

    bool isJson() const { return m_isJson; }

    /// A line for people; nothing in JSON.
    void line(const QString &text = {});
    /// Columns for people, the first row being the head; nothing in JSON.
    void table(const QList<QStringList> &rows);
    /// The one JSON object; nothing for people.
    void json(const QJsonObject &object);
    /// The failures of single items: listed under their causes for people, "errors" for JSON.
    void itemErrors(const QList<Error> &errors);

    /// Says why a command was not done, with what to do next. Returns its exit status.
    int fail(const Error &error, const QJsonObject &fields = {});
    int usage(const QString &sentence);

    /// To be called last: the exit status, which is NotDone if some of the output could not be written; says
    /// so.
    int ended(int status);

    void progress(const model::ScanProgress &progress);
    void progress(const sync::SyncProgress &progress);
    void endProgress();

private:
    void say(const QString &text);
    void bar(int percent, const QString &text);

    bool m_isJson;
    ProgressStyle m_style;
    bool m_isTerminal;
    bool m_isBarShown = false;
    int m_failure = 0; ///< of the first line that could not be written, as errno says it
};

QJsonObject toJson(const Error &error); ///< {code, subject, message}
QJsonArray toJson(const QList<Error> &errors);

/// The sentence for an error, with the option that answers it where there is one.
QString messageFor(const Error &error);

} // namespace tandem::app
