// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "audiofiles.h"
#include "hostilefiles.h"
#include "model/tags/tagreaders.h"

#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tandem;
using namespace tandem::model;
using namespace tandem::tests;

namespace {

/// Less time than elsewhere, for the sake of who waits for the tests.
constexpr ReadLimits limits{.processorTime = 1s};

using Make = std::function<QByteArray()>;

QByteArray frames(int count)
{
    return id3v2Tag(id3v2Frame("TXXX", QByteArray("\x03k\0v", 4)).repeated(count));
}

QByteArray mp4Items(int count)
{
    const QByteArray value = mp4Box("data", bigEndian(1) + bigEndian(0) + 'v');
    const QByteArray items = mp4Box("\251nam", value).repeated(count);
    return mp4Box("ftyp", "M4A \0\0\0\0"_ba) +
           mp4Box("moov", mp4Box("udta", mp4Box("meta", bigEndian(0) + mp4Box("ilst", items))));
}

} // namespace

class TagReadersTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QByteArray make(const QString &name, const QByteArray &data)
    {
        const QString path = m_folder.filePath(name);
        return writeFile(path, data) ? QFile::encodeName(path) : QByteArray();
    }

private Q_SLOTS:
    // Tags and covers come from the helper as they are in the file, and so do errors.
    void reads()
    {
        TagReaders readers;
        const auto tags = readers.readTags(QFile::encodeName(samplePath(u"mp3"_s)));
        QVERIFY(tags);
        QCOMPARE(tags->format, AudioFormat::Mp3);
        QCOMPARE(tags->title, u"Träumerei"_s);
        QCOMPARE(tags->composer, u"Schumann"_s);
        QCOMPARE(tags->trackNumber, 7);
        QCOMPARE(tags->sampleRateHz, 16000);

        const auto cover = readers.readCover(QFile::encodeName(samplePath(u"mp3"_s)));
        QVERIFY(cover);
        QVERIFY(cover->isEmpty());

        const auto none = readers.readTags("/nowhere/a.mp3");
        QCOMPARE(none.error_or(Error{}).code, ErrorCode::FileMissing);
        QCOMPARE(none.error().subject, u"/nowhere/a.mp3"_s);
    }

    // Several threads read at the same time.
    void readsSideBySide()
    {
        TagReaders readers;
        const std::vector<QByteArray> paths(50, QFile::encodeName(samplePath(u"flac"_s)));
        std::atomic<int> good = 0;
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 4; ++i)
                threads.emplace_back([&] {
                    (void)readers.readTags(paths, [&good](size_t, const Result<TrackTags> &tags) {
                        if (tags && tags->title == u"Träumerei"_s)
                            ++good;
                    });
                });
        }
        QCOMPARE(good.load(), 200);
    }

    void hostile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<Make>("make");
        QTest::addColumn<bool>("isUnsafe"); // or else read, or damaged: whatever TagLib makes of it
        for (const char *atom :
             {"moov", "udta", "mdia", "meta", "ilst", "stbl", "minf", "moof", "traf", "trak", "stsd"})
            QTest::newRow(atom) << u"a.m4a"_s << Make([atom] { return nestedAtoms(atom, 50'000); })
                                << (qstrcmp(atom, "meta") != 0 && qstrcmp(atom, "stsd") != 0);
        QTest::newRow("chapters in chapters") << u"a.mp3"_s << Make([] {
            return nestedFrames("CHAP", QByteArray("c") + QByteArray(17, '\0'), 60'000);
        }) << true;
        QTest::newRow("tables of contents")
            << u"a.mp3"_s << Make([] { return nestedFrames("CTOC", QByteArray("c\0\3\0", 4), 28'000); })
            << true;
        for (const char *frame : {"TIT2", "PRIV", "APIC"})
            QTest::newRow(frame) << u"a.mp3"_s << Make([frame] { return compressedFrame(frame, 4 << 20); })
                                 << true;
        QTest::newRow("ten million values") << u"a.mp3"_s << Make([] {
            return id3v2Tag(id3v2Frame("TPE1", '\3' + QByteArray("a\0", 2).repeated(10'000'000)));
        }) << true;
        QTest::newRow("a million frames") << u"a.mp3"_s << Make([] { return frames(1'000'000); }) << true;
        QTest::newRow("a million items of APE") << u"a.ape"_s << Make([] {
            QByteArray items;
            for (int i = 0; i < 1'000'000; ++i)
                items += apeItem(QByteArray::number(i), "v");
            return apeData(5000) + apeTag(items, 1'000'000);
        }) << false;
        QTest::newRow("a million items of MP4")
            << u"a.m4a"_s << Make([] { return mp4Items(1'000'000); }) << false;
    }

    // No file takes more than its share, or does harm to who reads the next one.
    void hostile()
    {
        QFETCH(QString, name);
        QFETCH(Make, make);
        QFETCH(bool, isUnsafe);
        const QByteArray path = this->make(name, make());
        QVERIFY(!path.isEmpty());
        TagReaders readers(TagReaders::defaultProgram(), limits);
        const auto tags = readers.readTags(path);
        if (isUnsafe) {
            QCOMPARE(tags.error_or(Error{}).code, ErrorCode::FileCorrupt);
            QCOMPARE(tags.error().subject, QFile::decodeName(path));
            QVERIFY(!tags.error().detail.isEmpty() && tags.error().detail != u"truncated"_s);
        }
        QVERIFY(readers.readTags(QFile::encodeName(samplePath(u"mp3"_s))));
        QVERIFY(QFile::remove(QFile::decodeName(path)));
    }

    // The same holds for its picture.
    void hostileCover()
    {
        TagReaders readers(TagReaders::defaultProgram(), limits);
        const auto cover = readers.readCover(make(u"a.mp3"_s, compressedFrame("APIC", 4 << 20)));
        QCOMPARE(cover.error_or(Error{}).code, ErrorCode::FileCorrupt);
        QVERIFY(readers.readCover(QFile::encodeName(samplePath(u"mp3"_s))));
    }

    // A hundred pictures of 16 MB do not come into memory at the same time.
    void hundredPictures()
    {
        const QString path = m_folder.filePath(u"a.flac"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QByteArray header = readFile(samplePath(u"flac"_s)).first(42);
        header[4] = 0; // not the last block
        file.write(header);
        constexpr qint64 blockBytes = (1 << 24) - 1;
        for (int i = 0; i < 100; ++i) {
            const qint64 start = file.pos();
            file.write("\x06\xff\xff\xff" + bigEndian(3) + bigEndian(10) + "image/jpeg" + bigEndian(0) +
                       QByteArray(16, '\0') + bigEndian(blockBytes - 42));
            if (!file.seek(start + 4 + blockBytes))
                QSKIP("the file system has no sparse files");
        }
        file.write(QByteArray("\x81\0\0\0", 4));
        file.close();
        TagReaders readers(TagReaders::defaultProgram(), limits);
        QCOMPARE(readers.readTags(QFile::encodeName(path)).error_or(Error{}).code, ErrorCode::FileCorrupt);
        QVERIFY(readers.readTags(QFile::encodeName(samplePath(u"mp3"_s))));
    }

    // The others in the heap are read; each is answered once, in the order of the paths.
    void oneOfMany()
    {
        std::vector<QByteArray> paths(30, QFile::encodeName(samplePath(u"ogg"_s)));
        paths[7] = make(u"crashes.m4a"_s, nestedAtoms("moov", 50'000));
        paths[8] = make(u"inflates.mp3"_s, compressedFrame("PRIV", 4 << 20));
        paths[29] = paths[7];
        TagReaders readers(TagReaders::defaultProgram(), limits);
        std::vector<ErrorCode> codes;
        const auto done = readers.readTags(paths, [&](size_t index, const Result<TrackTags> &tags) {
            QCOMPARE(index, codes.size());
            codes.push_back(tags ? ErrorCode::Cancelled : tags.error().code);
        });
        QVERIFY(done);
        QCOMPARE(codes.size(), paths.size());
        for (size_t i = 0; i < codes.size(); ++i)
            QCOMPARE(codes[i], i == 7 || i == 8 || i == 29 ? ErrorCode::FileCorrupt : ErrorCode::Cancelled);
    }

    // A helper that is missing, or is none, is a fault of the installation, not of the file.
    void noHelper()
    {
        for (const QString &program : {u"/nonexistent/tandem-read"_s, u"/dev/null"_s, u"/bin/true"_s}) {
            TagReaders readers(program);
            const auto tags = readers.readTags(QFile::encodeName(samplePath(u"mp3"_s)));
            QCOMPARE(tags.error_or(Error{}).code, ErrorCode::HelperMissing);
            QCOMPARE(tags.error().subject, program);
        }
    }

    // A helper that does not answer is not waited for.
    void doesNotAnswer()
    {
        const QString program = m_folder.filePath(u"sleeper"_s);
        QVERIFY(writeFile(program, "#!/bin/sh\nexec sleep 1000\n"));
        QVERIFY(QFile::setPermissions(program, QFile::ReadOwner | QFile::ExeOwner));
        TagReaders readers(program, {.patience = 10ms});
        QCOMPARE(readers.readTags("a.mp3").error_or(Error{}).code, ErrorCode::HelperMissing);
    }

    // Who stops does not wait for a file.
    void stops()
    {
        std::stop_source stop;
        stop.request_stop();
        TagReaders readers;
        const auto tags = readers.readTags(QFile::encodeName(samplePath(u"mp3"_s)), stop.get_token());
        QVERIFY(!tags);
        QVERIFY(tags.error().isCancelled());
    }

    // What a helper says is not believed before it was checked.
    void damagedAnswers()
    {
        const QByteArray good = encodeAnswer(Result<TrackTags>(TrackTags{.format = AudioFormat::Mp3}));
        QVERIFY(decodeTags(good));
        QVERIFY(!decodeTags(good + 'x'));
        for (qsizetype length = 0; length < good.size(); ++length)
            QVERIFY(!decodeTags(good.first(length)));
        QVERIFY(!decodeTags(encodeAnswer(Result<TrackTags>(TrackTags{}))));
        QVERIFY(
            !decodeTags(encodeAnswer(Result<TrackTags>(TrackTags{.format = AudioFormat::Mp3, .year = -1}))));
        QVERIFY(!decodeTags(encodeAnswer(
            Result<TrackTags>(TrackTags{.format = AudioFormat::Mp3, .title = QString(3000, u'a')}))));
        QVERIFY(!decodeTags(encodeAnswer(Result<TrackTags>(cancelled()))));

        FrameBuffer buffer;
        buffer.append(QByteArray("\xff\xff\xff\xff", 4));
        QVERIFY(!buffer.take());
        QVERIFY(buffer.isDamaged());
    }
};

Q_DECLARE_METATYPE(Make)

QTEST_GUILESS_MAIN(TagReadersTest)
#include "tst_tagreaders.moc"
