// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "output.h"

#include "app/cli/progressline.h"
#include "base/text/errortext.h"
#include "base/text/format.h"
#include "model/scan/libraryscanner.h"
#include "sync/players/syncresult.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QMap>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace tandem::app {

namespace {

constexpr qsizetype maxErrorsPerCause = 10;
constexpr int usualColumns = 80;

/// 0, or what the system says against it.
int print(FILE *stream, const QString &text)
{
    const QByteArray bytes = text.toLocal8Bit() + '\n';
    const auto size = static_cast<size_t>(bytes.size());
    errno = 0;
    const bool isWritten =
        std::fwrite(bytes.constData(), 1, size, stream) == size && std::fflush(stream) == 0;
    return isWritten ? 0 : errno;
}

int terminalColumns()
{
    winsize size = {};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : usualColumns;
}

/// Tags and names may hold line breaks, and sequences that terminals obey.
QString inOneLine(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control)
            c = u' ';
    }
    return text;
}

QString phaseName(sync::SyncProgress::Phase phase)
{
    using Phase = sync::SyncProgress::Phase;
    switch (phase) {
    case Phase::Preparing:
        return u"preparing"_s;
    case Phase::Verifying:
        return u"verifying"_s;
    case Phase::Copying:
        return u"copying"_s;
    case Phase::Removing:
        return u"removing"_s;
    case Phase::Paused:
        return u"paused"_s;
    case Phase::WritingPlaylists:
        return u"writingPlaylists"_s;
    case Phase::Finishing:
        return u"finishing"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

void printJsonLine(FILE *stream, const QJsonObject &object)
{
    print(stream, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

} // namespace

QJsonObject toJson(const Error &error)
{
    return {{u"code"_s, errorCodeName(error.code)},
            {u"subject"_s, error.subject},
            {u"message"_s, messageFor(error)}};
}

QJsonArray toJson(const QList<Error> &errors)
{
    QJsonArray array;
    for (const Error &error : errors)
        array.append(toJson(error));
    return array;
}

QString messageFor(const Error &error)
{
    QString text = errorText(error);
    if (isBrake(error.code))
        return text + u' ' + CommandLine::tr("To go on all the same, add --confirm.");
    switch (error.code) {
    case ErrorCode::PartneredElsewhere:
    case ErrorCode::MarkerDamaged:
        return text + u' ' + CommandLine::tr("On the command line: tandem partner DEVICE --take-over.");
    case ErrorCode::NotPartnered:
        return text + u' ' + CommandLine::tr("On the command line: tandem partner DEVICE.");
    case ErrorCode::ManualDevice:
        return text + u' ' + CommandLine::tr("On the command line: tandem device set DEVICE mode automatic.");
    case ErrorCode::AlreadyExists:
        if (QFileInfo(error.subject).isFile())
            text += u' ' + CommandLine::tr("It is no playlist; to write over it all the same, add --force.");
        return text;
    case ErrorCode::NotFound:
        if (QFileInfo(error.subject).isDir())
            text += u' ' + CommandLine::tr("A folder becomes a player with: tandem device add DIR");
        return text;
    default:
        return text;
    }
}

Output::Output(const GlobalOptions &options)
    : m_isJson(options.isJson), m_style(options.progress), m_isTerminal(::isatty(STDERR_FILENO) == 1)
{
}

Output::~Output()
{
    endProgress();
}

void Output::say(const QString &text)
{
    endProgress();
    const int error = print(stdout, text);
    if (error != 0 && m_failure == 0)
        m_failure = error;
}

int Output::ended(int status)
{
    if (m_failure == 0)
        return status;
    // Who reads no further, as "head" does, knows it.
    if (m_failure != EPIPE) {
        print(stderr, u"tandem: "_s + CommandLine::tr("The output could not be written: %1.")
                                          .arg(QString::fromLocal8Bit(std::strerror(m_failure))));
    }
    return status == Done || status == DoneWithFailures ? NotDone : status;
}

void Output::line(const QString &text)
{
    if (!m_isJson)
        say(text);
}

void Output::table(const QList<QStringList> &rows)
{
    if (m_isJson)
        return;
    QList<int> widths;
    for (const QStringList &row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (qsizetype column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], columnsOf(inOneLine(row[column])));
    }
    for (const QStringList &row : rows) {
        QString text;
        for (qsizetype column = 0; column < row.size(); ++column) {
            const bool isLast = column == row.size() - 1;
            const QString cell = inOneLine(row[column]);
            text += isLast ? cell : cell + QString(widths[column] + 2 - columnsOf(cell), u' ');
        }
        while (text.endsWith(u' '))
            text.chop(1);
        say(text);
    }
}

void Output::json(const QJsonObject &object)
{
    if (m_isJson)
        say(QString::fromUtf8(QJsonDocument(object).toJson()).trimmed());
}

void Output::itemErrors(const QList<Error> &errors)
{
    if (m_isJson || errors.isEmpty())
        return;
    QMap<ErrorCode, QList<Error>> byCause;
    for (const Error &error : errors)
        byCause[error.code].append(error);
    for (const QList<Error> &group : std::as_const(byCause)) {
        line(groupText(group.first().code, static_cast<int>(group.size())));
        for (const Error &error : group.first(std::min(maxErrorsPerCause, group.size())))
            line(u"  "_s + messageFor(error));
        const qsizetype more = group.size() - maxErrorsPerCause;
        if (more > 0)
            line(u"  "_s +
                 CommandLine::tr("… and %n more (all of them with --json)", nullptr, static_cast<int>(more)));
    }
}

int Output::fail(const Error &error, const QJsonObject &fields)
{
    endProgress();
    if (m_isJson) {
        QJsonObject object = fields;
        object.insert(u"error"_s, toJson(error));
        json(object);
    } else if (!error.isCancelled()) {
        print(stderr, u"tandem: "_s + messageFor(error));
    }
    if (error.isCancelled())
        return Interrupted;
    return error.code == ErrorCode::InvalidArgument || error.code == ErrorCode::InvalidQuery ? WrongUsage
                                                                                             : NotDone;
}

int Output::usage(const QString &sentence)
{
    if (m_isJson) {
        json({{u"error"_s, QJsonObject{{u"code"_s, errorCodeName(ErrorCode::InvalidArgument)},
                                       {u"subject"_s, QString()},
                                       {u"message"_s, sentence}}}});
    } else {
        print(stderr,
              u"tandem: "_s + sentence + u'\n' + CommandLine::tr("“tandem --help” shows what there is."));
    }
    return WrongUsage;
}

void Output::progress(const model::ScanProgress &progress)
{
    if (m_style == ProgressStyle::JsonLines) {
        return printJsonLine(stderr, {{u"state"_s, u"scanning"_s},
                                      {u"itemsDone"_s, progress.done},
                                      {u"itemsTotal"_s, progress.total}});
    }
    if (progress.total > 0) {
        bar(static_cast<int>(progress.done * 100 / progress.total),
            CommandLine::tr("%1 of %2 files").arg(progress.done).arg(progress.total));
    } else {
        bar(0, CommandLine::tr("Looking for music"));
    }
}

void Output::progress(const sync::SyncProgress &progress)
{
    if (m_style == ProgressStyle::JsonLines) {
        return printJsonLine(stderr, {{u"state"_s, phaseName(progress.phase)},
                                      {u"percent"_s, progress.percent},
                                      {u"itemsDone"_s, progress.itemsDone},
                                      {u"itemsTotal"_s, progress.itemsTotal},
                                      {u"bytesDone"_s, progress.bytesDone},
                                      {u"bytesTotal"_s, progress.bytesTotal},
                                      {u"bytesPerSecond"_s, progress.bytesPerSecond},
                                      {u"secondsLeft"_s, progress.secondsLeft},
                                      {u"currentItem"_s, progress.currentItem}});
    }
    const QString speed =
        progress.bytesPerSecond > 0 ? speedText(progress.bytesPerSecond) + u"  "_s : QString();
    bar(progress.percent, speed + progress.currentItem);
}

void Output::bar(int percent, const QString &text)
{
    if (m_style != ProgressStyle::Bar || !m_isTerminal)
        return;
    const QByteArray bytes =
        "\r" + progressLine(percent, inOneLine(text), terminalColumns()).toLocal8Bit() + "\x1b[K";
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
    std::fflush(stderr);
    m_isBarShown = true;
}

void Output::endProgress()
{
    if (!std::exchange(m_isBarShown, false))
        return;
    std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
}

} // namespace tandem::app
