// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/profiles/profilestore.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::device;

class ProfileStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QDir(m_dir->path()).mkpath(u"profiles"_s);
    }

    // Every file of the resources is there, and none is damaged; ids are unique, and the two that everything
    // else falls back to are among them.
    void builtIn()
    {
        const ProfileStore store(m_dir->path());
        QVERIFY(store.warnings().isEmpty());
        QCOMPARE(store.stored().size(), QDir(u":/profiles"_s).entryList({u"*.json"_s}).size());
        QSet<QString> ids;
        for (const StoredProfile &stored : store.stored()) {
            QVERIFY(stored.file.isEmpty());
            ids.insert(stored.profile.id);
        }
        QCOMPARE(ids.size(), store.stored().size());
        QVERIFY(ids.contains(u"drive"_s) && ids.contains(u"mtp"_s));
        QCOMPARE(store.find(u"nonsense"_s).error().code, ErrorCode::NotFound);
    }

    // A person's file with the id of one that came along takes its place; any other is added.
    void personsOwn()
    {
        write(u"a.json"_s, R"({"version": 1, "id": "rockbox", "name": "My Rockbox"})");
        write(u"b.json"_s, R"({"version": 1, "id": "mine", "name": "Mine"})");
        write(u"notes.txt"_s, "no profile");
        const qsizetype before = ProfileStore(m_dir->filePath(u"elsewhere"_s)).stored().size();
        const ProfileStore store(m_dir->path());
        QVERIFY(store.warnings().isEmpty());
        QCOMPARE(store.stored().size(), before + 1);
        QCOMPARE(store.find(u"rockbox"_s)->profile.name, u"My Rockbox"_s);
        QCOMPARE(store.find(u"rockbox"_s)->file, m_dir->filePath(u"profiles/a.json"_s));
        QCOMPARE(store.find(u"mine"_s)->profile.name, u"Mine"_s);
    }

    // What cannot be used is named, and stops nothing.
    void damaged()
    {
        write(u"1.json"_s,
              R"({"version": 1, "id": "bad", "name": "Bad", "limits": {"maxFolderDepth": "2"}})");
        write(u"2.json"_s, R"({"version": 1, "id": "mine", "name": "Mine"})");
        write(u"3.json"_s, R"({"version": 1, "id": "mine", "name": "Second"})");
        write(u"4.json"_s, QByteArray(2 << 20, ' '));
        write(u"5.json"_s, QByteArray("\0\xff\xfe", 3));
        const ProfileStore store(m_dir->path());
        QCOMPARE(store.find(u"mine"_s)->profile.name, u"Mine"_s);
        QVERIFY(!store.find(u"bad"_s));
        QCOMPARE(store.warnings().size(), 4);
        QCOMPARE(store.warnings()[0].subject, m_dir->filePath(u"profiles/1.json"_s));
        QVERIFY(store.warnings()[0].detail.startsWith("limits.maxFolderDepth:"_L1));
        QVERIFY(store.warnings()[1].detail.contains("2.json"_L1));
        QCOMPARE(store.warnings()[2].code, ErrorCode::FileTooLarge);
        QCOMPARE(store.warnings()[3].code, ErrorCode::InvalidArgument);
    }

private:
    void write(const QString &name, const QByteArray &data)
    {
        QFile file(m_dir->filePath(u"profiles/"_s + name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(data) == data.size());
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(ProfileStoreTest)
#include "tst_profilestore.moc"
