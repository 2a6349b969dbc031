// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/pending.h"

#include <QTest>
#include <QThread>
#include <semaphore>

using namespace Qt::StringLiterals;
using namespace tandem;

class PendingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_thread = std::make_unique<QThread>();
        m_worker = std::make_unique<QObject>();
        m_worker->moveToThread(m_thread.get());
        m_thread->start();
    }
    void cleanup() { endThread(); }

    // The answer is made in the worker's thread and comes to that of the one who asked, value or error.
    void answers()
    {
        QThread *made = nullptr;
        QThread *taken = nullptr;
        auto number = askOf(m_worker.get(), [&]() -> Result<int> {
                          made = QThread::currentThread();
                          return 7;
                      }).then(this, [&](const Result<int> &answer) {
            taken = QThread::currentThread();
            return answer;
        });
        QCOMPARE(answerOf(number), 7);
        QCOMPARE(made, m_thread.get());
        QCOMPARE(taken, thread());
        const auto failing = askOf(m_worker.get(), []() -> Result<void> { return failure(ErrorCode::Busy); });
        QCOMPARE(answerOf(failing).error().code, ErrorCode::Busy);
        QCOMPARE(answerOf(answered(Result<int>(3))), 3);
    }

    // Nobody is told if the one who asked is gone.
    void contextGone()
    {
        std::binary_semaphore mayAnswer(0);
        auto asker = std::make_unique<QObject>();
        bool isTold = false;
        auto pending = askOf(m_worker.get(), [&]() -> Result<void> {
                           mayAnswer.acquire();
                           return {};
                       }).then(asker.get(), [&](const Result<void> &answer) {
            isTold = true;
            return answer;
        });
        asker.reset();
        mayAnswer.release();
        QVERIFY(answerOf(pending).error().isCancelled());
        QVERIFY(!isTold);
    }

    // What is asked of a worker that goes before it comes to it is answered as cancelled.
    void workerGone()
    {
        m_thread->quit();
        m_thread->wait();
        const auto pending = askOf(m_worker.get(), []() -> Result<void> { return {}; });
        m_worker.reset();
        QVERIFY(answerOf(pending).error().isCancelled());
    }

private:
    void endThread()
    {
        m_thread->quit();
        m_thread->wait();
        m_worker.reset();
    }

    std::unique_ptr<QThread> m_thread;
    std::unique_ptr<QObject> m_worker;
};

QTEST_GUILESS_MAIN(PendingTest)
#include "tst_pending.moc"
