// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakeffmpeg.h"
#include "sync/conversion/conversionqueue.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tandem;
using namespace tandem::sync;
using Mode = FakeFfmpeg::Mode;

namespace {

constexpr int songs = 12;

} // namespace

class ConversionQueueTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fake = std::make_unique<FakeFfmpeg>();
        m_converter = std::make_unique<Converter>(m_fake->program());
        m_cache = std::make_unique<ConversionCache>(m_fake->path(u"conversions"_s));
        m_jobs.clear();
        for (int i = 0; i < songs; ++i) {
            const QString song = m_fake->makeSong(u"%1.wav"_s.arg(i, 2, 10, QChar(u'0')), 10 + i);
            const Conversion conversion = FakeFfmpeg::conversionOf(song);
            m_jobs.append({song, conversion, conversion.sourceBytes});
        }
    }

    // All come out, each its own, whatever the number of workers.
    void all_data()
    {
        QTest::addColumn<int>("workers");
        QTest::newRow("as usual") << 0;
        QTest::newRow("one") << 1;
        QTest::newRow("three") << 3;
        QTest::newRow("more than songs") << 50;
    }
    void all()
    {
        QFETCH(int, workers);
        ConversionQueue queue(*m_converter, *m_cache, m_jobs, workers);
        for (int i = 0; i < songs; ++i) {
            const auto made = queue.take(i, {});
            QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
            QCOMPARE(contentOf(made->path()), contentOf(m_jobs[i].source));
            QCOMPARE(made->sizeBytes(), m_jobs[i].conversion.sourceBytes);
        }
        QCOMPARE(m_fake->begun().size(), songs);
    }

    // What is in the cache is not made again.
    void cached()
    {
        for (int run = 0; run < 2; ++run) {
            ConversionQueue queue(*m_converter, *m_cache, m_jobs, 2);
            for (int i = 0; i < songs; ++i)
                QVERIFY(queue.take(i, {}));
        }
        QCOMPARE(m_fake->begun().size(), songs);
    }

    // As many as there are workers at once, and no more than twice as many ahead of what was taken.
    void boundedByNumber()
    {
        m_fake->setMode(Mode::Waiting);
        ConversionQueue queue(*m_converter, *m_cache, m_jobs, 2);
        QVERIFY(QTest::qWaitFor([&] { return m_fake->begun().size() == 2; }, 30s));
        QTest::qWait(200); // time to begin a third, were there nothing to keep it
        QCOMPARE(m_fake->begun().size(), 2);
        m_fake->release();
        QVERIFY(QTest::qWaitFor([&] { return m_fake->begun().size() == 4; }, 30s));
        QVERIFY(QTest::qWaitFor([&] { return m_cache->status().files == 4; }, 30s));
        QTest::qWait(200);
        QCOMPARE(m_fake->begun().size(), 4);
        QVERIFY(queue.take(0, {}));
        QVERIFY(QTest::qWaitFor([&] { return m_fake->begun().size() == 5; }, 30s));
    }

    // Nor further ahead than so many bytes; but what is waited for is always made.
    void boundedByBytes()
    {
        ConversionQueue queue(*m_converter, *m_cache, m_jobs, 3, 1);
        QVERIFY(QTest::qWaitFor([&] { return m_cache->status().files == 1; }, 30s));
        QTest::qWait(200);
        QCOMPARE(m_fake->begun().size(), 1);
        for (int i = 0; i < songs; ++i)
            QVERIFY(queue.take(i, {}));
    }

    // The first ones are begun first.
    void inOrder()
    {
        ConversionQueue queue(*m_converter, *m_cache, m_jobs, 1);
        for (int i = 0; i < songs; ++i)
            QVERIFY(queue.take(i, {}));
        QStringList sources;
        for (const ConversionJob &job : std::as_const(m_jobs))
            sources.append(job.source);
        QCOMPARE(m_fake->begun(), sources);
    }

    // A song that fails is one failure; the others come.
    void oneFails()
    {
        QVERIFY(QFile::remove(m_jobs[3].source));
        QVERIFY(QFile::resize(m_jobs[5].source, 100'000 + 7));
        ConversionQueue queue(*m_converter, *m_cache, m_jobs, 2);
        for (int i = 0; i < songs; ++i) {
            const auto made = queue.take(i, {});
            QCOMPARE(made.has_value(), i != 3 && i != 5);
            if (!made)
                QCOMPARE(made.error().subject, m_jobs[i].source);
        }
        QCOMPARE(m_cache->status().files, songs - 2);
    }

    // What failed leaves nothing in the cache.
    void failedLeavesNothing()
    {
        m_fake->setMode(Mode::Garbage);
        {
            ConversionQueue queue(*m_converter, *m_cache, m_jobs, 2);
            for (int i = 0; i < songs; ++i)
                QCOMPARE(queue.take(i, {}).error().code, ErrorCode::ConversionFailed);
        }
        QCOMPARE(QDir(m_fake->path(u"conversions"_s)).entryList(QDir::Files), QStringList());
    }

    // Songs that nobody needs any more are passed over.
    void passedOver()
    {
        ConversionQueue queue(*m_converter, *m_cache, m_jobs, 1);
        QVERIFY(queue.take(0, {}));
        QVERIFY(queue.take(10, {}));
        QVERIFY(queue.take(11, {}));
        QVERIFY(!m_fake->begun().contains(m_jobs[8].source));
    }

    // Few as the cache may hold, what is ahead is not taken out of it before it was used.
    void smallCache()
    {
        ConversionCache small(m_fake->path(u"small"_s), 1000);
        {
            ConversionQueue queue(*m_converter, small, m_jobs, 3);
            for (int i = 0; i < songs; ++i) {
                const auto made = queue.take(i, {});
                QVERIFY(made);
                QCOMPARE(QFile(made->path()).size(), m_jobs[i].conversion.sourceBytes);
            }
        }
        QCOMPARE(small.status().bytes, 0);
    }

    // A stop ends the waiting; the end of the queue ends what runs, and all that it had begun.
    void stopped()
    {
        m_fake->setMode(Mode::Hanging);
        std::stop_source stop;
        {
            ConversionQueue queue(*m_converter, *m_cache, m_jobs, 2);
            QVERIFY(QTest::qWaitFor([&] { return m_fake->begun().size() == 2; }, 30s));
            std::jthread stopper([&stop] { stop.request_stop(); });
            const auto made = queue.take(0, stop.get_token());
            QVERIFY(!made);
            QVERIFY(made.error().isCancelled());
        }
        QVERIFY(!QFile::exists(u"/proc/%1"_s.arg(m_fake->process())));
        QCOMPARE(m_cache->status().bytes, 0);
    }

    // An empty queue, and one that nobody asks, end by themselves.
    void unused()
    {
        ConversionQueue empty(*m_converter, *m_cache, {});
        ConversionQueue unasked(*m_converter, *m_cache, m_jobs);
    }

private:
    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<FakeFfmpeg> m_fake;
    std::unique_ptr<Converter> m_converter;
    std::unique_ptr<ConversionCache> m_cache;
    QList<ConversionJob> m_jobs;
};

QTEST_GUILESS_MAIN(ConversionQueueTest)
#include "tst_conversionqueue.moc"
