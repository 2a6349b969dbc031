// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "device/storage/filestamp.h"

#include <QTest>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tandem::device;

namespace {

constexpr auto someDay = 1'700'000'001s + 123'456'789ns;

qint64 ns(std::chrono::nanoseconds time)
{
    return time.count();
}

} // namespace

/// What tells one file of a name from another.
class FileStampTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What a file system keeps of a time is that time; anything else is another.
    void times_data()
    {
        QTest::addColumn<qint64>("set");
        QTest::addColumn<qint64>("found");
        QTest::addColumn<bool>("isSame");
        const auto row = [](const char *name, std::chrono::nanoseconds set, std::chrono::nanoseconds found,
                            bool isSame) { QTest::newRow(name) << ns(set) << ns(found) << isSame; };
        row("as it was set", someDay, someDay, true);
        row("NTFS: 100 ns", someDay, 1'700'000'001s + 123'456'700ns, true);
        row("FUSE: microseconds", someDay, 1'700'000'001s + 123'456us, true);
        row("fine, and another", someDay, someDay + 1ms, false);
        row("fine, and an hour later", someDay, someDay + 1h, false);
        row("exFAT: 10 ms", someDay, 1'700'000'001s + 120ms, true);
        row("exFAT, another", someDay, 1'700'000'001s + 140ms, false);
        row("MTP: seconds", someDay, 1'700'000'001s, true);
        row("MTP, another", someDay, 1'700'000'003s, false);
        row("FAT: two seconds", someDay, 1'700'000'000s, true);
        row("FAT, rounded up", someDay, 1'700'000'002s, true);
        row("FAT, another", someDay, 1'700'000'004s, false);
        row("FAT, summer time", someDay, 1'700'000'000s + 1h, true);
        row("FAT, India", someDay, 1'700'000'000s - 5h - 30min, true);
        row("FAT, Nepal", someDay, 1'700'000'000s + 5h + 45min, true);
        row("FAT, round the world", someDay, 1'700'000'000s - 26h, true);
        row("FAT, ten minutes later", someDay, 1'700'000'000s + 10min, false);
        row("FAT, two days later", someDay, 1'700'000'000s + 48h, false);
        row("MTP, summer time", someDay, 1'700'000'001s - 1h, true);
    }
    void times()
    {
        QFETCH(qint64, set);
        QFETCH(qint64, found);
        QTEST(isSameTime(set, found), "isSame");
    }

    // Size, time and content have to be the same, as far as both are known.
    void stamps()
    {
        const FileStamp song{.sizeBytes = 4, .modifiedNs = ns(someDay), .hash = "abc"};
        QVERIFY(isStill(song, song));
        QVERIFY(isStill({}, song));
        QVERIFY(isStill(song, {}));
        QVERIFY(isStill({.sizeBytes = 4}, song));
        QVERIFY(!isStill({.sizeBytes = 5}, song));
        QVERIFY(isStill({.modifiedNs = ns(someDay)}, song));
        QVERIFY(!isStill({.sizeBytes = 4, .modifiedNs = ns(someDay + 1min)}, song));
        QVERIFY(isStill({.sizeBytes = 4, .hash = "abc"}, song));
        QVERIFY(!isStill({.sizeBytes = 4, .hash = "abd"}, song));
    }
};

QTEST_GUILESS_MAIN(FileStampTest)
#include "tst_filestamp.moc"
