// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/players/overlap.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>
#include <sys/mount.h>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

class OverlapTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(QDir(m_directory.path()).mkpath(u"music/jazz"_s));
        QVERIFY(QDir(m_directory.path()).mkpath(u"music 2"_s));
        QVERIFY(QDir(m_directory.path()).mkpath(u"player/Music"_s));
        QVERIFY(QFile::link(at(u"music"_s), at(u"link"_s)));
    }

    // A player and a music folder must lie apart, however their paths are written.
    void rules_data()
    {
        QTest::addColumn<QString>("music");
        QTest::addColumn<QString>("player");
        QTest::addColumn<ErrorCode>("expected"); // Internal: apart
        const auto row = [](const char *name, const QString &music, const QString &player,
                            ErrorCode expected = ErrorCode::Internal) {
            QTest::newRow(name) << music << player << expected;
        };
        row("apart", u"music"_s, u"player"_s);
        row("names begin alike", u"music"_s, u"music 2"_s);
        row("the same", u"music"_s, u"music"_s, ErrorCode::PlayerInsideMusic);
        row("player inside", u"music"_s, u"music/jazz"_s, ErrorCode::PlayerInsideMusic);
        row("music inside", u"player/Music"_s, u"player"_s, ErrorCode::MusicInsidePlayer);
        row("by a link", u"music"_s, u"link/jazz"_s, ErrorCode::PlayerInsideMusic);
        row("by a link to music", u"link"_s, u"music"_s, ErrorCode::PlayerInsideMusic);
        row("by dots", u"music"_s, u"player/../music/jazz/"_s, ErrorCode::PlayerInsideMusic);
        row("not there", u"gone/music"_s, u"gone"_s, ErrorCode::MusicInsidePlayer);
    }
    void rules()
    {
        QFETCH(QString, music);
        QFETCH(QString, player);
        QFETCH(ErrorCode, expected);
        const auto checked = checkOverlap({at(u"music 3"_s), at(music)}, at(player));
        QCOMPARE(checked.has_value(), expected == ErrorCode::Internal);
        if (!checked) {
            QCOMPARE(checked.error().code, expected);
            QCOMPARE(checked.error().subject, at(music));
        }
    }

    // A player without a location overlaps nothing; the root overlaps everything.
    void edges()
    {
        QVERIFY(checkOverlap({at(u"music"_s)}, {}));
        QVERIFY(checkOverlap({}, at(u"music"_s)));
        QCOMPARE(checkOverlap({at(u"music"_s)}, u"/"_s).error().code, ErrorCode::MusicInsidePlayer);
    }

    // A folder that is bound to another path is the same folder there.
    void boundElsewhere()
    {
        QVERIFY(QDir(m_directory.path()).mkpath(u"bound"_s));
        const QByteArray bound = QFile::encodeName(at(u"bound"_s));
        if (::mount(QFile::encodeName(at(u"music"_s)).constData(), bound.constData(), nullptr, MS_BIND,
                    nullptr) != 0)
            QSKIP("mounting needs more rights");
        const auto isUnbound = qScopeGuard([&] { ::umount2(bound.constData(), MNT_DETACH); });
        const auto codeOf = [&](const QString &music, const QString &player) {
            const auto checked = checkOverlap({at(music)}, at(player));
            return checked ? ErrorCode::Internal : checked.error().code;
        };
        QCOMPARE(codeOf(u"music"_s, u"bound"_s), ErrorCode::PlayerInsideMusic);
        QCOMPARE(codeOf(u"music"_s, u"bound/jazz"_s), ErrorCode::PlayerInsideMusic);
        QCOMPARE(codeOf(u"bound/jazz"_s, u"music"_s), ErrorCode::MusicInsidePlayer);
        QCOMPARE(codeOf(u"music 2"_s, u"bound"_s), ErrorCode::Internal);
    }

private:
    QString at(const QString &path) const { return m_directory.filePath(path); }

    QTemporaryDir m_directory;
};

QTEST_APPLESS_MAIN(OverlapTest)
#include "tst_overlap.moc"
