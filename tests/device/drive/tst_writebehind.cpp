// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/drive/writebehind.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem::device;

class WriteBehindTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Only so many files are held open and so many bytes on their way, however many are written; closed by
    // their writer, they are as they were written. Flushed, none is held.
    void isBounded()
    {
        const QTemporaryDir folder;
        const auto openFiles = [] {
            return QDir(u"/proc/self/fd"_s).entryList(QDir::Files | QDir::System).size();
        };
        const qsizetype before = openFiles();
        WriteBehind behind;
        const QByteArray data(1 << 20, 'x');
        for (int i = 0; i < 100; ++i) {
            QFile file(folder.filePath(QString::number(i)));
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
            QCOMPARE(file.write(data), data.size());
            behind.wrote(file.handle(), 0, data.size());
        }
        QVERIFY(openFiles() - before <= 70);
        QVERIFY(behind.pendingBytes() <= 70 * data.size());
        behind.flushed();
        QCOMPARE(behind.pendingBytes(), 0);
        QVERIFY(openFiles() - before <= 2);
        QFile first(folder.filePath(u"0"_s));
        QVERIFY(first.open(QIODevice::ReadOnly));
        QVERIFY(first.readAll() == data);
    }

    // A small file is not waited for, and neither is one that cannot do it.
    void ignoresTheRest()
    {
        WriteBehind behind;
        behind.wrote(-1, 0, 10 << 20);
        behind.wrote(0, 0, 1000);
        QCOMPARE(behind.pendingBytes(), 0);
    }
};

QTEST_GUILESS_MAIN(WriteBehindTest)
#include "tst_writebehind.moc"
