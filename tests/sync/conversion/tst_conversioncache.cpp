// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/conversion/conversioncache.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <array>
#include <fcntl.h>
#include <sys/stat.h>
#include <thread>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;

namespace {

const Conversion conversion{.bitrateKbps = 128, .sourceBytes = 1000, .sourceVersion = 1};

} // namespace

class ConversionCacheTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_cache = std::make_unique<ConversionCache>(folder(), 1000);
    }

    // What was stored is found, by path, size, time and conversion together; nothing else is.
    void findsByIdentity()
    {
        QVERIFY(!m_cache->find(u"/a"_s, conversion));
        QCOMPARE(m_cache->sizeOf(u"/a"_s, conversion), -1);
        QCOMPARE(store(u"/a"_s, 100), 100);
        const auto found = m_cache->find(u"/a"_s, conversion);
        QVERIFY(found);
        QCOMPARE(found->sizeBytes(), 100);
        QVERIFY(found->path().endsWith(".mp3"_L1));
        QCOMPARE(QFile(found->path()).size(), 100);
        QCOMPARE(m_cache->sizeOf(u"/a"_s, conversion), 100);

        QVERIFY(!m_cache->find(u"/b"_s, conversion));
        Conversion other = conversion;
        other.sourceVersion = 2;
        QVERIFY(!m_cache->find(u"/a"_s, other));
        other = conversion;
        other.bitrateKbps = 192;
        QVERIFY(!m_cache->find(u"/a"_s, other));
        // Another run of the program finds it, too.
        QVERIFY(ConversionCache(folder(), 1000).find(u"/a"_s, conversion));
    }

    // Looking for what is not there makes no folder.
    void nothingYet()
    {
        QVERIFY(!m_cache->find(u"/a"_s, conversion));
        QCOMPARE(m_cache->status().files, 0);
        QCOMPARE(m_cache->clear(), 0);
        QVERIFY(!QDir(folder()).exists());
    }

    // Too much: what was used longest ago goes first.
    void leastRecentlyUsedGoes()
    {
        store(u"/a"_s, 400);
        setUsed(u"/a"_s, 100);
        store(u"/b"_s, 400);
        setUsed(u"/b"_s, 200);
        QVERIFY(m_cache->find(u"/a"_s, conversion)); // now the latest
        store(u"/c"_s, 400);
        QVERIFY(m_cache->find(u"/a"_s, conversion));
        QVERIFY(!m_cache->find(u"/b"_s, conversion));
        QVERIFY(m_cache->find(u"/c"_s, conversion));
        QCOMPARE(m_cache->status().bytes, 800);
        QCOMPARE(m_cache->status().files, 2);
        QCOMPARE(m_cache->status().maxBytes, 1000);
    }

    // A use does not change what the file is: whoever sends it to a player looks at its time.
    void useLeavesTime()
    {
        store(u"/a"_s, 10);
        const auto first = m_cache->find(u"/a"_s, conversion);
        struct stat before = {};
        struct stat after = {};
        QCOMPARE(::stat(QFile::encodeName(first->path()).constData(), &before), 0);
        m_cache->find(u"/a"_s, conversion);
        QCOMPARE(::stat(QFile::encodeName(first->path()).constData(), &after), 0);
        QCOMPARE(after.st_mtim.tv_sec, before.st_mtim.tv_sec);
        QCOMPARE(after.st_mtim.tv_nsec, before.st_mtim.tv_nsec);
    }

    // What is in use stays, however full the cache is and whoever clears it.
    void inUseStays()
    {
        store(u"/a"_s, 700);
        setUsed(u"/a"_s, 100);
        {
            const auto used = m_cache->find(u"/a"_s, conversion);
            store(u"/b"_s, 700);
            ConversionCache other(folder(), 1000);
            other.clear();
            QVERIFY(QFile::exists(used->path()));
            QVERIFY(!other.find(u"/b"_s, conversion));
        }
        QCOMPARE(m_cache->clear(), 700);
        QVERIFY(!m_cache->find(u"/a"_s, conversion));
    }

    // A new file is in use from the first moment, whatever another thread clears meanwhile.
    void newFileStays()
    {
        std::jthread clearer([this](const std::stop_token &stop) {
            while (!stop.stop_requested())
                m_cache->clear();
        });
        for (int i = 0; i < 2000; ++i) {
            const auto file = m_cache->newFile(conversion);
            QVERIFY(file);
            QVERIFY2(QFile::exists(file->path()), qPrintable(QString::number(i)));
        }
    }

    // One that is larger than the whole cache can be used, and goes then.
    void largerThanAll()
    {
        {
            auto file = newFile(5000);
            const auto stored = m_cache->store(std::move(file), u"/a"_s, conversion);
            QVERIFY(stored);
            QVERIFY(QFile::exists(stored->path()));
        }
        m_cache->trim();
        QCOMPARE(m_cache->status().files, 0);
    }

    // Clearing says how much it was; what was left half made goes with any trim, unless it is being made.
    void leftovers()
    {
        store(u"/a"_s, 100);
        {
            const CachedFile half = newFile(50);
            m_cache->trim();
            QVERIFY(QFile::exists(half.path()));
            QCOMPARE(m_cache->status().files, 1);
            QCOMPARE(m_cache->status().bytes, 150);
        }
        m_cache->trim();
        QCOMPARE(m_cache->status().bytes, 100);
        QCOMPARE(m_cache->clear(), 100);
        QCOMPARE(QDir(folder()).entryList(QDir::Files).size(), 0);
    }

    // An empty file, as a power cut may leave it, is none; nor is a link to somewhere else.
    void damaged()
    {
        store(u"/a"_s, 100);
        const QString path = m_cache->find(u"/a"_s, conversion)->path();
        QVERIFY(QFile::resize(path, 0));
        QVERIFY(!m_cache->find(u"/a"_s, conversion));
        QCOMPARE(m_cache->sizeOf(u"/a"_s, conversion), -1);
        QVERIFY(QFile::remove(path));
        QFile outside(m_directory->filePath(u"outside"_s));
        QVERIFY(outside.open(QIODevice::WriteOnly) && outside.write("mine") == 4);
        outside.close();
        QVERIFY(QFile::link(outside.fileName(), path));
        QVERIFY(!m_cache->find(u"/a"_s, conversion));
        m_cache->clear();
        QCOMPARE(outside.size(), 4);
    }

    // A folder that cannot be made is an error that names it.
    void notWritable()
    {
        QFile file(folder());
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto made = m_cache->newFile(conversion);
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::FileNotWritable);
    }

private:
    QString folder() const { return m_directory->filePath(u"conversions"_s); }

    CachedFile newFile(qint64 sizeBytes)
    {
        auto file = m_cache->newFile(conversion);
        if (!file || !QFile::resize(file->path(), sizeBytes))
            qFatal("making a file");
        return std::move(*file);
    }

    qint64 store(const QString &source, qint64 sizeBytes)
    {
        const auto stored = m_cache->store(newFile(sizeBytes), source, conversion);
        return stored ? stored->sizeBytes() : -1;
    }

    void setUsed(const QString &source, time_t seconds)
    {
        const QString path = m_cache->find(source, conversion)->path();
        const std::array<timespec, 2> times = {timespec{seconds, 0}, timespec{0, UTIME_OMIT}};
        QCOMPARE(::utimensat(AT_FDCWD, QFile::encodeName(path).constData(), times.data(), 0), 0);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<ConversionCache> m_cache;
};

QTEST_GUILESS_MAIN(ConversionCacheTest)
#include "tst_conversioncache.moc"
