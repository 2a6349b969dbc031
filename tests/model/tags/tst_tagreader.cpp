// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "audiofiles.h"
#include "hostilefiles.h"
#include "model/tags/helper/tagreader.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;
using namespace tandem::tests;

namespace {

Result<TrackTags> read(const QString &path)
{
    return readTags(QFile::encodeName(path));
}

} // namespace

class TagReaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryFormat_data();
    void readsEveryFormat();
    void readsMonkeysAudio();
    void readsMusepack();
    void choosesByEnding_data();
    void choosesByEnding();
    void knowsWhatIsInOgg();
    void tellsKindsOfFailure();
    void refusesProtected_data();
    void refusesProtected();
    void refusesWhatIsNotItsEnding_data();
    void refusesWhatIsNotItsEnding();
    void readsByContent_data();
    void readsByContent();
    void takesTagsBehindTheSound_data();
    void takesTagsBehindTheSound();
    void measuresWavOfUnknownSize_data();
    void measuresWavOfUnknownSize();
    void measuresFragments_data();
    void measuresFragments();
    void measuresMp3_data();
    void measuresMp3();
    void measuresJoinedMp3();
    void noticesMissingEnd_data();
    void noticesMissingEnd();
    void survivesEveryLength_data();
    void survivesEveryLength();
    void survivesDamage_data();
    void survivesDamage();
    void clampsHugeNumbers();
    void cleansTexts();
    void givesUpSearching();
    void neverWaitsForAFifo();
};

static void eachSample()
{
    QTest::addColumn<QString>("ending");
    for (const QString &ending : {u"mp3"_s, u"m4a"_s, u"flac"_s, u"ogg"_s, u"opus"_s, u"wav"_s, u"aiff"_s,
                                  u"wma"_s, u"wv"_s, u"oga"_s})
        QTest::newRow(qPrintable(ending)) << ending;
}

void TagReaderTest::readsEveryFormat_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<AudioFormat>("format");
    QTest::addColumn<int>("milliseconds");
    QTest::addColumn<int>("sampleRateHz");
    QTest::newRow("mp3") << u"mp3"_s << AudioFormat::Mp3 << 2000 << 16000;
    QTest::newRow("m4a") << u"m4a"_s << AudioFormat::Mp4 << 2000 << 16000;
    QTest::newRow("flac") << u"flac"_s << AudioFormat::Flac << 500 << 16000;
    QTest::newRow("ogg") << u"ogg"_s << AudioFormat::OggVorbis << 1000 << 16000;
    QTest::newRow("opus") << u"opus"_s << AudioFormat::Opus << 2000 << 48000;
    QTest::newRow("wav") << u"wav"_s << AudioFormat::Wav << 500 << 8000;
    QTest::newRow("aiff") << u"aiff"_s << AudioFormat::Aiff << 500 << 8000;
    QTest::newRow("wma") << u"wma"_s << AudioFormat::Wma << 2000 << 16000;
    QTest::newRow("wv") << u"wv"_s << AudioFormat::WavPack << 500 << 16000;
    QTest::newRow("FLAC in Ogg") << u"oga"_s << AudioFormat::Flac << 500 << 16000;
}

// Tags and audio properties of every kind of file are read.
void TagReaderTest::readsEveryFormat()
{
    QFETCH(QString, ending);
    QFETCH(AudioFormat, format);
    QFETCH(int, milliseconds);
    QFETCH(int, sampleRateHz);

    const auto tags = read(samplePath(ending));
    QVERIFY(tags);
    QCOMPARE(tags->format, format);
    QCOMPARE(tags->title, u"Träumerei"_s);
    QCOMPARE(tags->artist, u"Someone"_s);
    QCOMPARE(tags->album, u"Scenes"_s);
    QCOMPARE(tags->genre, u"Classical"_s);
    QCOMPARE(tags->year, 1838);
    QCOMPARE(tags->trackNumber, 7);
    if (format != AudioFormat::Wav) { // its INFO tags have no names for these
        QCOMPARE(tags->albumArtist, u"Various"_s);
        QCOMPARE(tags->composer, u"Schumann"_s);
        QCOMPARE(tags->discNumber, 2);
    }
    QVERIFY2(std::abs(tags->duration.count() - milliseconds) <= 150,
             qPrintable(QString::number(tags->duration.count())));
    QCOMPARE(tags->sampleRateHz, sampleRateHz);
    QCOMPARE(tags->channels, 1);
    QVERIFY(tags->bitrateKbps > 0);
}

// Monkey's Audio is read, and its descriptor tells when the end is missing.
void TagReaderTest::readsMonkeysAudio()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.ape"_s);
    const QByteArray data = apeData(5000);
    QVERIFY(writeFile(path, data));
    const auto tags = read(path);
    QVERIFY(tags);
    QCOMPARE(tags->format, AudioFormat::Ape);
    QCOMPARE(tags->duration, std::chrono::milliseconds(1000));
    QCOMPARE(tags->sampleRateHz, 44100);

    QVERIFY(writeFile(path, data.first(data.size() / 2)));
    QCOMPARE(read(path).error_or(Error{}).code, ErrorCode::FileCorrupt);
}

// Musepack is read.
void TagReaderTest::readsMusepack()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.mpc"_s);
    QVERIFY(writeFile(path, musepackData()));
    const auto tags = read(path);
    QVERIFY(tags);
    QCOMPARE(tags->format, AudioFormat::Musepack);
    QCOMPARE(tags->sampleRateHz, 44100);
    QVERIFY(tags->duration.count() > 2000);
}

void TagReaderTest::choosesByEnding_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<AudioFormat>("format");
    QTest::newRow("upper case") << u"A.FLAC"_s << AudioFormat::Flac;
    QTest::newRow("two dots") << u"1.5 a.mp3"_s << AudioFormat::Mp3;
    QTest::newRow("aif") << u"a.aif"_s << AudioFormat::Aiff;
    QTest::newRow("wave") << u"a.Wave"_s << AudioFormat::Wav;
    QTest::newRow("m4b") << u"a.m4b"_s << AudioFormat::Mp4;
    QTest::newRow("only an ending") << u".mp3"_s << AudioFormat::Mp3;
    QTest::newRow("no ending") << u"mp3"_s << AudioFormat::Unknown;
    QTest::newRow("a text") << u"a.mp3.txt"_s << AudioFormat::Unknown;
    QTest::newRow("empty") << u""_s << AudioFormat::Unknown;
    QTest::newRow("a dot") << u"a."_s << AudioFormat::Unknown;
}

// The ending says what a file is, in either case.
void TagReaderTest::choosesByEnding()
{
    QFETCH(QString, name);
    QFETCH(AudioFormat, format);
    QCOMPARE(audioFormatFromName(name), format);
}

// Any codec may be in a file that ends in .ogg.
void TagReaderTest::knowsWhatIsInOgg()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.ogg"_s);
    QVERIFY(QFile::copy(samplePath(u"opus"_s), path));
    const auto tags = read(path);
    QVERIFY(tags);
    QCOMPARE(tags->format, AudioFormat::Opus);
    QCOMPARE(tags->title, u"Träumerei"_s);

    QByteArray speex = readFile(samplePath(u"ogg"_s));
    speex.replace("\x01vorbis", "Speex  ");
    speex.replace("Speex  ", "Speex   ");
    QVERIFY(writeFile(path, speex));
    QCOMPARE(read(path).error_or(Error{}).code, ErrorCode::FormatUnsupported);
}

// Each way in which a file cannot be read has its own code, and names the file.
void TagReaderTest::tellsKindsOfFailure()
{
    const QTemporaryDir folder;
    const auto codeOf = [&](const QString &name) {
        const auto tags = read(folder.filePath(name));
        return tags ? ErrorCode::Internal : tags.error().code;
    };
    QVERIFY(writeFile(folder.filePath(u"empty.mp3"_s), {}));
    QVERIFY(writeFile(folder.filePath(u"a.txt"_s), "text"));
    QVERIFY(QDir(folder.path()).mkdir(u"folder.mp3"_s));
    QCOMPARE(codeOf(u"empty.mp3"_s), ErrorCode::FileEmpty);
    QCOMPARE(codeOf(u"a.txt"_s), ErrorCode::FormatUnsupported);
    QCOMPARE(codeOf(u"folder.mp3"_s), ErrorCode::FileUnreadable);
    QCOMPARE(codeOf(u"none.mp3"_s), ErrorCode::FileMissing);
    QCOMPARE(read(folder.filePath(u"empty.mp3"_s)).error().subject, folder.filePath(u"empty.mp3"_s));

    QVERIFY(writeFile(folder.filePath(u"closed.wav"_s), wavData("Closed")));
    QVERIFY(QFile::setPermissions(folder.filePath(u"closed.wav"_s), {}));
    if (::geteuid() == 0)
        QSKIP("root may read everything");
    QCOMPARE(codeOf(u"closed.wav"_s), ErrorCode::FileUnreadable);
}

void TagReaderTest::refusesProtected_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<QByteArray>("open");
    QTest::addColumn<QByteArray>("locked");
    QTest::newRow("m4a: the kind of its sound") << u"m4a"_s << QByteArray("mp4a") << QByteArray("drms");
    // Two objects of the header: a list of codecs, and what tells that the content is encrypted.
    QTest::newRow("wma: an object of its header")
        << u"wma"_s << QByteArray::fromHex("4052d1861d31d011a3a400a0c90348f6")
        << QByteArray::fromHex("fbb3112223bdd211b4b700a0c955fc6e");
}

// A file that is encrypted by whoever sold it is told apart from one that is damaged.
void TagReaderTest::refusesProtected()
{
    QFETCH(QString, ending);
    QFETCH(QByteArray, open);
    QFETCH(QByteArray, locked);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a."_s + ending);
    QByteArray data = readFile(samplePath(ending));
    const qsizetype position = data.indexOf(open, std::max<qsizetype>(data.indexOf("stsd"), 0));
    QVERIFY(position > 0);
    QVERIFY(writeFile(path, data));
    QVERIFY(read(path));
    QVERIFY(writeFile(path, data.replace(position, open.size(), locked)));
    const auto tags = read(path);
    QVERIFY(!tags);
    QCOMPARE(tags.error().code, ErrorCode::FileProtected);
    QCOMPARE(tags.error().subject, path);
}

void TagReaderTest::refusesWhatIsNotItsEnding_data()
{
    eachSample();
    QTest::newRow("ape") << u"ape"_s;
    QTest::newRow("mpc") << u"mpc"_s;
}

// A text with the name of an audio file is corrupt.
void TagReaderTest::refusesWhatIsNotItsEnding()
{
    QFETCH(QString, ending);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a."_s + ending);
    QVERIFY(writeFile(path, QByteArray("This is not a sound file.\n").repeated(1000)));
    QCOMPARE(read(path).error_or(Error{}).code, ErrorCode::FileCorrupt);
}

void TagReaderTest::readsByContent_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<AudioFormat>("format");
    QTest::newRow("mp3") << u"mp3"_s << AudioFormat::Mp3;
    QTest::newRow("m4a") << u"m4a"_s << AudioFormat::Mp4;
    QTest::newRow("flac") << u"flac"_s << AudioFormat::Flac;
    QTest::newRow("ogg") << u"ogg"_s << AudioFormat::OggVorbis;
    QTest::newRow("opus") << u"opus"_s << AudioFormat::Opus;
    QTest::newRow("wav") << u"wav"_s << AudioFormat::Wav;
    QTest::newRow("aiff") << u"aiff"_s << AudioFormat::Aiff;
    QTest::newRow("wma") << u"wma"_s << AudioFormat::Wma;
    QTest::newRow("wv") << u"wv"_s << AudioFormat::WavPack;
}

// Whatever its ending says, a file is read by what is in it.
void TagReaderTest::readsByContent()
{
    QFETCH(QString, ending);
    QFETCH(AudioFormat, format);
    const QTemporaryDir folder;
    for (const QString &other : {u"mp3"_s, u"m4a"_s, u"flac"_s, u"ogg"_s, u"wav"_s, u"wma"_s}) {
        const QString path = folder.filePath(u"a."_s + other);
        QVERIFY(QFile::copy(samplePath(ending), path));
        const auto tags = read(path);
        QVERIFY2(tags, qPrintable(other));
        QCOMPARE(tags->format, format);
        QCOMPARE(tags->title, u"Träumerei"_s);
    }
}

void TagReaderTest::takesTagsBehindTheSound_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<QByteArray>("behind");
    const QByteArray cover = apeTag(apeItem("Cover Art (Front)", "a.jpg" + QByteArray(500'000, '\1')), 1);
    const QByteArray id3v1 = "TAG" + QByteArray(125, ' ');
    for (const QString &ending : {u"wv"_s, u"m4a"_s, u"flac"_s, u"mp3"_s}) {
        QTest::addRow("cover behind %s", qPrintable(ending)) << ending << cover;
        QTest::addRow("ID3v1 behind %s", qPrintable(ending)) << ending << id3v1;
        QTest::addRow("both behind %s", qPrintable(ending)) << ending << cover + id3v1;
    }
}

// A tag behind the sound, also one with a large picture, does not hide that the end is there.
void TagReaderTest::takesTagsBehindTheSound()
{
    QFETCH(QString, ending);
    QFETCH(QByteArray, behind);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a."_s + ending);
    const QByteArray whole = readFile(samplePath(ending));
    QVERIFY(writeFile(path, whole + behind));
    QVERIFY(read(path));
    if (ending == "mp3"_L1)
        return; // in which a tag in the middle is as good as sound
    QVERIFY(writeFile(path, whole.first(whole.size() / 2) + behind));
    QVERIFY(!read(path));
}

void TagReaderTest::measuresWavOfUnknownSize_data()
{
    QTest::addColumn<QByteArray>("riff");
    QTest::addColumn<QByteArray>("extra");
    QTest::addColumn<QByteArray>("size");
    const QByteArray sizes = littleEndian(0) + littleEndian(0) + littleEndian(8000) + littleEndian(0) +
                             littleEndian(8000) + littleEndian(0) + littleEndian(0);
    QTest::newRow("all bits") << "RIFF" + littleEndian(0xffffffff) << QByteArray()
                              << littleEndian(0xffffffff);
    QTest::newRow("nothing") << "RIFF" + littleEndian(0) << QByteArray() << littleEndian(0);
    QTest::newRow("of sox") << "RIFF" + littleEndian(0x7ffff024) << QByteArray() << littleEndian(0x7ffff000);
    QTest::newRow("RF64") << "RF64" + littleEndian(0xffffffff) << riffChunk("ds64", sizes)
                          << littleEndian(0xffffffff);
}

// Of a WAV file from a pipe, all that follows is sound; an RF64 says how much it is in a chunk of its own.
void TagReaderTest::measuresWavOfUnknownSize()
{
    QFETCH(QByteArray, riff);
    QFETCH(QByteArray, extra);
    QFETCH(QByteArray, size);
    const QByteArray format = littleEndian16(1) + littleEndian16(1) + littleEndian(8000) +
                              littleEndian(8000) + littleEndian16(1) + littleEndian16(8);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.wav"_s);
    QVERIFY(writeFile(path, riff + "WAVE" + extra + riffChunk("fmt ", format) + "data" + size +
                                QByteArray(8000, '\x80')));
    const auto tags = read(path);
    QVERIFY(tags);
    QCOMPARE(tags->format, AudioFormat::Wav);
    QCOMPARE(tags->duration, std::chrono::milliseconds(1000));
    QCOMPARE(tags->sampleRateHz, 8000);
    QCOMPARE(tags->channels, 1);
    QCOMPARE(tags->bitrateKbps, 64);
}

void TagReaderTest::measuresFragments_data()
{
    QTest::addColumn<QByteArray>("run");
    QTest::newRow("one length for all") << bigEndian(0) + bigEndian(100);
    QTest::newRow("each its own") << bigEndian(0x300) + bigEndian(100) +
                                         (bigEndian(1024) + bigEndian(1)).repeated(100);
}

// An MP4 made of fragments is as long as these are.
void TagReaderTest::measuresFragments()
{
    QFETCH(QByteArray, run);
    QByteArray data = readFile(samplePath(u"m4a"_s));
    for (const char *header : {"mvhd", "mdhd"}) {
        const qsizetype at = data.indexOf(header);
        QVERIFY(at > 0);
        data.replace(at + 20, 4, bigEndian(0)); // its length
    }
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.m4a"_s);
    QVERIFY(writeFile(path, data + mp4Box("moof", mp4Box("traf", mp4Box("tfhd", bigEndian(8) + bigEndian(1) +
                                                                                    bigEndian(1024)) +
                                                                     mp4Box("trun", run)))));
    const auto tags = read(path);
    QVERIFY(tags);
    QCOMPARE(tags->duration, std::chrono::milliseconds(6400));
    QCOMPARE(tags->title, u"Träumerei"_s);
}

/// Frames of MPEG 1, layer III, 44.1 kHz, mono, of silence: 1152 samples each.
static QByteArray mp3Frames(int rateIndex, int kbps, int count)
{
    QByteArray frame(144 * kbps * 1000 / 44100, '\0');
    frame.replace(0, 4, QByteArray("\xff\xfb\0\xc0", 4));
    frame[2] = static_cast<char>(rateIndex << 4);
    return frame.repeated(count);
}

void TagReaderTest::measuresMp3_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<int>("frames");
    QTest::newRow("constant") << mp3Frames(9, 128, 1000) << 1000;
    QTest::newRow("variable, without a header")
        << (mp3Frames(1, 32, 5) + mp3Frames(9, 128, 1) + mp3Frames(14, 320, 4)).repeated(200) << 2000;
}

// The length of an MP3 without a header of a variable bit rate comes from frames here and there.
void TagReaderTest::measuresMp3()
{
    QFETCH(QByteArray, data);
    QFETCH(int, frames);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.mp3"_s);
    QVERIFY(writeFile(path, data));
    const auto tags = read(path);
    QVERIFY(tags);
    const double expected = frames * 1152 * 1000.0 / 44100;
    QVERIFY2(std::abs(static_cast<double>(tags->duration.count()) / expected - 1) < 0.15,
             qPrintable(QString::number(tags->duration.count())));
}

// Of two songs in one file, the first one's header does not speak for both.
void TagReaderTest::measuresJoinedMp3()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.mp3"_s);
    const QByteArray first = readFile(samplePath(u"mp3"_s));
    QVERIFY(writeFile(path, first.repeated(20)));
    const auto tags = read(path);
    QVERIFY(tags);
    QVERIFY2(tags->duration > std::chrono::seconds(34) && tags->duration < std::chrono::seconds(46),
             qPrintable(QString::number(tags->duration.count())));
}

void TagReaderTest::noticesMissingEnd_data()
{
    eachSample();
}

// A file of which only the first half is there is corrupt.
void TagReaderTest::noticesMissingEnd()
{
    QFETCH(QString, ending);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a."_s + ending);
    const QByteArray whole = readFile(samplePath(ending));
    QVERIFY(writeFile(path, whole.first(whole.size() / 2)));
    QCOMPARE(read(path).error_or(Error{}).code, ErrorCode::FileCorrupt);
}

void TagReaderTest::survivesEveryLength_data()
{
    eachSample();
}

// However short a file is cut, it is read or corrupt.
void TagReaderTest::survivesEveryLength()
{
    QFETCH(QString, ending);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a."_s + ending);
    const QByteArray whole = readFile(samplePath(ending));
    QVERIFY(writeFile(path, whole));
    for (qsizetype length = whole.size(); length > 0; length -= length > 600 ? 97 : 1) {
        QCOMPARE(::truncate(path.toUtf8().constData(), length), 0);
        const auto tags = read(path);
        QVERIFY(tags || tags.error().code == ErrorCode::FileCorrupt ||
                tags.error().code == ErrorCode::FormatUnsupported);
    }
}

void TagReaderTest::survivesDamage_data()
{
    eachSample();
}

// A file with wrong bytes anywhere is read or corrupt.
void TagReaderTest::survivesDamage()
{
    QFETCH(QString, ending);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a."_s + ending);
    const QByteArray whole = readFile(samplePath(ending));
    QRandomGenerator random(20);
    for (int round = 0; round < 300; ++round) {
        QByteArray damaged = whole;
        // Mostly the beginning, where the headers are.
        const int reach = round % 3 == 0 ? static_cast<int>(whole.size()) : 400;
        for (int i = 0; i < 8; ++i)
            damaged[random.bounded(reach)] =
                static_cast<char>(random.bounded(2) ? 0xff : random.bounded(256));
        QVERIFY(writeFile(path, damaged));
        const auto tags = read(path);
        QVERIFY(tags || tags.error().code == ErrorCode::FileCorrupt ||
                tags.error().code == ErrorCode::FormatUnsupported);
        if (tags) {
            QVERIFY(tags->year >= 0 && tags->year <= 9999);
            QVERIFY(tags->trackNumber >= 0 && tags->discNumber >= 0 && tags->duration.count() >= 0);
        }
    }
}

// Numbers that no record has are cut down, not wrapped around.
void TagReaderTest::clampsHugeNumbers()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.wav"_s);
    QVERIFY(writeFile(path, wavData({{"INAM", "A"}, {"ICRD", "20240501"}, {"IPRT", "2147483647"}})));
    const auto tags = read(path);
    QVERIFY(tags);
    QCOMPARE(tags->year, 2024);
    QCOMPARE(tags->trackNumber, 99999);
}

// Control characters and endless texts do not reach the library.
void TagReaderTest::cleansTexts()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.wav"_s);
    QVERIFY(writeFile(path, wavData({{"INAM", " two\nlines\t"}, {"IART", QByteArray(100000, 'a')}})));
    const auto tags = read(path);
    QVERIFY(tags);
    QCOMPARE(tags->title, u"two lines"_s);
    QCOMPARE(tags->artist.size(), 2000);
    QVERIFY(tags->album.isEmpty());
}

// A huge file without a single frame is not read to its end.
void TagReaderTest::givesUpSearching()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.mp3"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    if (!file.resize(qint64(1) << 40)) // a sparse file
        QSKIP("the file system cannot hold so large a file");
    QCOMPARE(read(path).error_or(Error{}).code, ErrorCode::FileCorrupt);
}

// A FIFO without a writer is unreadable at once.
void TagReaderTest::neverWaitsForAFifo()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.mp3"_s);
    QCOMPARE(::mkfifo(path.toUtf8().constData(), 0600), 0);
    QCOMPARE(read(path).error_or(Error{}).code, ErrorCode::FileUnreadable);
}

QTEST_GUILESS_MAIN(TagReaderTest)
#include "tst_tagreader.moc"
