// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "../model/audiofiles.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QTemporaryDir>
#include <csignal>
#include <sys/stat.h>

namespace tandem::tests {

/// How a run of the program ended.
struct Run {
    int status = -1; ///< -1 if it was killed or did not end
    QByteArray out;
    QByteArray err;
    QJsonObject json; ///< empty unless standard output is exactly one object

    QString errorCode() const { return json[QStringLiteral("error")][QStringLiteral("code")].toString(); }
    QString errorSubject() const
    {
        return json[QStringLiteral("error")][QStringLiteral("subject")].toString();
    }
    /// Whether there is an error with all three fields, the message being a sentence.
    bool hasError(const QString &code) const
    {
        const QJsonObject error = json[QStringLiteral("error")].toObject();
        const QString message = error[QStringLiteral("message")].toString();
        return errorCode() == code && error[QStringLiteral("subject")].isString() && message.size() > 10 &&
               message.contains(u' ');
    }
    qint64 number(const char *field) const { return json[QLatin1StringView(field)].toInteger(-1); }
    QString text(const char *field) const { return json[QLatin1StringView(field)].toString(); }
    QJsonArray array(const char *field) const { return json[QLatin1StringView(field)].toArray(); }
    QStringList errorCodes() const
    {
        QStringList codes;
        for (const QJsonValue &error : array("errors"))
            codes.append(error[QStringLiteral("code")].toString());
        return codes;
    }
};

/// The built program with a data directory of its own.
class Program
{
public:
    explicit Program(const QString &dataDir) : m_dataDir(dataDir) {}

    const QString &dataDir() const { return m_dataDir; }

    std::unique_ptr<QProcess> start(const QStringList &arguments) const
    {
        auto process = std::make_unique<QProcess>();
        process->start(QStringLiteral(TANDEM_PROGRAM),
                       QStringList{QStringLiteral("--data-dir"), m_dataDir} + arguments);
        if (!process->waitForStarted())
            qFatal("the program does not start");
        return process;
    }

    static Run finish(QProcess &process)
    {
        constexpr int patienceMs = 120'000;
        Run run;
        if (!process.waitForFinished(patienceMs)) {
            process.kill();
            process.waitForFinished();
        } else if (process.exitStatus() == QProcess::NormalExit) {
            run.status = process.exitCode();
        }
        run.out = process.readAllStandardOutput();
        run.err = process.readAllStandardError();
        if (run.err.contains("QCommandLineParser:")) // Qt's warnings to the programmer are not for a person
            qFatal("%s", run.err.constData());
        run.json = QJsonDocument::fromJson(run.out).object(); // refuses anything behind the first value
        return run;
    }

    /// With --json.
    Run run(const QStringList &arguments) const
    {
        return finish(*start(QStringList{QStringLiteral("--json")} + arguments));
    }
    Run run(std::initializer_list<const char *> arguments) const { return run(list(arguments)); }

    /// As a person runs it.
    Run plain(const QStringList &arguments) const { return finish(*start(arguments)); }

    static QStringList list(std::initializer_list<const char *> arguments)
    {
        QStringList result;
        for (const char *argument : arguments)
            result.append(QString::fromUtf8(argument));
        return result;
    }

private:
    QString m_dataDir;
};

/// What can be seen of a file without opening it, and its content.
struct FileState {
    QByteArray content; ///< its hash; for a link where it leads
    quint64 inode = 0;
    qint64 modifiedNs = 0;

    friend bool operator==(const FileState &, const FileState &) = default;
};

/// All files and links below @p root, by their path in it. Links are not followed.
inline QMap<QString, FileState> treeOf(const QString &root)
{
    QMap<QString, FileState> tree;
    QDirIterator files(root, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        struct stat status{};
        ::lstat(QFile::encodeName(path).constData(), &status);
        const QFileInfo info(path);
        const QByteArray content = info.isSymLink()
                                       ? info.symLinkTarget().toUtf8()
                                       : QCryptographicHash::hash(readFile(path), QCryptographicHash::Sha1);
        tree.insert(path.mid(root.size() + 1),
                    {content, status.st_ino, status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec});
    }
    return tree;
}

/// Only the contents, without what Tandem notes for itself.
inline QMap<QString, QByteArray> contentsOf(const QString &root)
{
    QMap<QString, QByteArray> contents;
    const auto tree = treeOf(root);
    for (auto file = tree.cbegin(); file != tree.cend(); ++file) {
        if (!file.key().startsWith(QLatin1StringView(".tandem/")))
            contents.insert(file.key(), file->content);
    }
    return contents;
}

/// A library, music and a player in one temporary directory.
class World
{
public:
    World() : tandem(path("data"))
    {
        QDir(m_directory.path()).mkpath(QStringLiteral("music"));
        QDir(m_directory.path()).mkpath(QStringLiteral("player"));
    }

    QString path(const QString &name = {}) const
    {
        return name.isEmpty() ? m_directory.path() : m_directory.filePath(name);
    }
    QString path(const char *name) const { return path(QString::fromUtf8(name)); }
    QString music(const QString &name = {}) const
    {
        return path(name.isEmpty() ? QStringLiteral("music") : QStringLiteral("music/") + name);
    }
    QString player(const QString &name = {}) const
    {
        return path(name.isEmpty() ? QStringLiteral("player") : QStringLiteral("player/") + name);
    }

    /// Writes music/NAME, a WAV file.
    QString song(const QString &name, const QByteArray &title, int milliseconds = 100) const
    {
        writeFile(music(name), wavData(title, milliseconds));
        return music(name);
    }

    /// song 0.wav and so on, titled alike.
    void songs(int count, int milliseconds = 100) const
    {
        for (int i = 0; i < count; ++i) {
            const QByteArray number = QByteArray::number(i).rightJustified(3, '0');
            song(QStringLiteral("song %1.wav").arg(QString::fromLatin1(number)), "Song " + number,
                 milliseconds);
        }
    }

    /// Adds the music, an auto playlist "All" of it, and the partnership that keeps it on the player.
    /// Whether that went well.
    bool partner(const QStringList &deviceOptions = {}) const
    {
        return tandem.run({QStringLiteral("library"), QStringLiteral("add"), music()}).status == 0 &&
               tandem.run({"playlist", "create", "All", "--match", ""}).status == 0 &&
               tandem.run(QStringList{QStringLiteral("device"), QStringLiteral("add"), player()} +
                          deviceOptions)
                       .status == 0 &&
               tandem.run({QStringLiteral("partner"), player(), QStringLiteral("--playlist"),
                           QStringLiteral("All")})
                       .status == 0;
    }

    Run sync(const QStringList &options = {}) const
    {
        return tandem.run(QStringList{QStringLiteral("sync"), player()} + options);
    }

    /// Names of files on the player that only exist while it is written to.
    QStringList leftovers() const
    {
        QStringList names;
        const QStringList expected{QStringLiteral(".tandem/partner.json"),
                                   QStringLiteral(".tandem/ledger.jsonl")};
        const QStringList files = treeOf(player()).keys();
        for (const QString &file : files) {
            const bool isHidden = file.startsWith(u'.') || file.contains(QLatin1StringView("/."));
            if ((isHidden && !expected.contains(file)) || file.endsWith(QLatin1StringView(".part")))
                names.append(file);
        }
        return names;
    }

    /// Whether the player holds each song of the music folder once, byte for byte, and nothing else.
    bool isMirror() const
    {
        QList<QByteArray> wanted = contentsOf(music()).values();
        QList<QByteArray> found;
        const auto contents = contentsOf(player());
        for (auto file = contents.cbegin(); file != contents.cend(); ++file) {
            if (file.key().startsWith(QLatin1StringView("Music/")))
                found.append(*file);
        }
        std::ranges::sort(wanted);
        std::ranges::sort(found);
        return wanted == found;
    }

private:
    QTemporaryDir m_directory;

public:
    const Program tandem;
};

} // namespace tandem::tests
