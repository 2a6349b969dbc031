// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/scan/leftout.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;

class LeftOutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void discarded_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<bool>("isDiscarded");
        for (const char *name :
             {".", "..", ".a", ".hidden.mp3", "._song.mp3", ".Trash-1000", "#recycle", "$RECYCLE.BIN",
              "$Recycle.Bin", "@eaDir", "Thumbs.db", "System Volume Information"})
            QTest::newRow(name) << QByteArray(name) << true;
        for (const char *name : {"...And Justice for All", "..a", "...", "a", "recycle", "#1's", "$ign",
                                 "@home", "Thumbs.db.mp3", "a.mp3"})
            QTest::newRow(name) << QByteArray(name) << false;
    }

    // Hidden is a dot and anything but another one; systems' own names are known in either case.
    void discarded()
    {
        QFETCH(QByteArray, name);
        QFETCH(bool, isDiscarded);
        QCOMPARE(isDiscardedName(name), isDiscarded);
    }

    void patterns_data()
    {
        QTest::addColumn<QStringList>("patterns");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("isLeftOut");
        const auto row = [](const QStringList &patterns, const QByteArray &path, bool isLeftOut) {
            QTest::addRow("%s, %s", qPrintable(patterns.join(u' ')), path.constData())
                << patterns << path << isLeftOut;
        };
        row({}, "a", false);
        row({u"Demos"_s}, "Demos", true);
        row({u"Demos"_s}, "artist/demos", true);
        row({u"Demos"_s}, "artist/Demos 2", false);
        row({u"Demos/"_s}, "artist/Demos", true);
        row({u"*.tmp.mp3"_s}, "a/b.tmp.mp3", true);
        row({u"*.tmp.mp3"_s}, "a/b.mp3", false);
        row({u"a"_s, u"b?"_s}, "x/b1", true);
        row({u"Books/*/drafts"_s}, "Books/one/drafts", true);
        row({u"Books/*/drafts"_s}, "Books/one/two/drafts", false);
        row({u"Books/*/drafts"_s}, "below/Books/one/drafts", false);
        row({u"/Books/drafts"_s}, "Books/drafts", true);
        row({u"caf\u00e9"_s}, "caf\xc3\xa9", true);
    }

    // A pattern without a slash is held against the name, one with a slash against the path.
    void patterns()
    {
        QFETCH(QStringList, patterns);
        QFETCH(QByteArray, path);
        QFETCH(bool, isLeftOut);
        QCOMPARE(Exclusions(patterns).cover(path), isLeftOut);
    }

    void otherAudio()
    {
        QCOMPARE(otherAudioEnding("a.DSF"), QByteArray("dsf"));
        for (const char *name : {"a.mp3", "a.txt", "dsf", ""})
            QCOMPARE(otherAudioEnding(name), QByteArray());
    }
};

QTEST_GUILESS_MAIN(LeftOutTest)
#include "tst_leftout.moc"
