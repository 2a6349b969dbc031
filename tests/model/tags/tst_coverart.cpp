// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "audiofiles.h"
#include "model/tags/helper/coverart.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>
#include <fileref.h>
#include <sys/stat.h>
#include <tvariant.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::model;
using namespace tandem::tests;

namespace {

struct Picture {
    const char *type;
    QByteArray data;
};

const QByteArray jpeg = "\xff\xd8\xff\xe0 a picture " + QByteArray(500, '\x01');
const QByteArray otherJpeg = "\xff\xd8\xff\xe1 another " + QByteArray(300, '\x02');
const QByteArray png = "\x89PNG\r\n\x1a\n" + QByteArray(500, '\x03');

QByteArray jpegOfSize(qsizetype size)
{
    return QByteArray("\xff\xd8\xff").leftJustified(size, 'j');
}

/// In FLAC in Ogg, TagLib writes the comment without saying that it is the last block of metadata, bit 7 of
/// its kind (RFC 9639, section 8.1), and then takes the sound for more of them.
bool endMetadata(const QString &path)
{
    QByteArray data = readFile(path);
    const qsizetype page = data.indexOf("OggS", 4);
    const qsizetype segments = page + 26; // their number, then their lengths, then the block
    if (page < 0 || segments >= data.size())
        return false;
    const qsizetype block = segments + 1 + static_cast<quint8>(data[segments]);
    if (block >= data.size() || (data[block] & 0x7f) != 4)
        return false;
    data[block] = static_cast<char>(0x84);
    return writeFile(path, data);
}

/// Puts the pictures into an audio file.
bool embed(const QString &path, const QList<Picture> &pictures)
{
    TagLib::FileRef file(QFile::encodeName(path).constData(), false);
    TagLib::List<TagLib::VariantMap> properties;
    for (const Picture &picture : pictures) {
        TagLib::VariantMap property;
        property["data"] =
            TagLib::ByteVector(picture.data.constData(), static_cast<unsigned int>(picture.data.size()));
        property["pictureType"] = picture.type;
        property["mimeType"] = picture.data.startsWith('\x89') ? "image/png" : "image/jpeg";
        properties.append(property);
    }
    if (!file.setComplexProperties("PICTURE", properties) || !file.save())
        return false;
    return !path.endsWith(".oga"_L1) || endMetadata(path);
}

/// The sample of that kind, or one made here.
QByteArray audioData(const QString &ending)
{
    if (ending == "ape"_L1)
        return apeData(5000);
    if (ending == "mpc"_L1)
        return musepackData();
    return readFile(samplePath(ending));
}

ErrorCode codeOf(const QString &path)
{
    const auto cover = readCover(QFile::encodeName(path));
    return cover ? ErrorCode::Internal : cover.error().code;
}

void eachKind()
{
    QTest::addColumn<QString>("ending");
    for (const QString &ending : {u"mp3"_s, u"m4a"_s, u"flac"_s, u"ogg"_s, u"opus"_s, u"wav"_s, u"aiff"_s,
                                  u"wma"_s, u"wv"_s, u"oga"_s, u"ape"_s, u"mpc"_s})
        QTest::newRow(qPrintable(ending)) << ending;
}

} // namespace

class CoverArtTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The cover in every kind of file is read byte for byte, and the file stays as it is.
    void readsEveryFormat_data() { eachKind(); }
    void readsEveryFormat()
    {
        QFETCH(QString, ending);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a."_s + ending);
        QVERIFY(writeFile(path, audioData(ending)));
        QVERIFY(embed(path, {{"Front Cover", jpeg}}));
        const QByteArray before = readFile(path);
        const auto cover = readCover(QFile::encodeName(path));
        QVERIFY(cover);
        QCOMPARE(*cover, jpeg);
        QCOMPARE(readFile(path), before);

        // Whatever its ending says.
        const QString other = folder.filePath(ending == "flac"_L1 ? u"b.m4a"_s : u"b.flac"_s);
        QVERIFY(QFile::rename(path, other));
        QCOMPARE(readCover(QFile::encodeName(other)).value_or(QByteArray()), jpeg);
    }

    // A file without a picture has no cover; that is no error.
    void noPicture_data() { eachKind(); }
    void noPicture()
    {
        QFETCH(QString, ending);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a."_s + ending);
        QVERIFY(writeFile(path, audioData(ending)));
        const auto cover = readCover(QFile::encodeName(path));
        QVERIFY(cover);
        QVERIFY(cover->isEmpty());
    }

    // What others than TagLib wrote: an APIC frame in an ID3v2.3 tag (id3.org/id3v2.3.0, section 4.15).
    void readsId3Frame()
    {
        const QByteArray content = QByteArray("\0image/jpeg\0\3\0", 14) + jpeg;
        const auto size = static_cast<int>(content.size());
        const QByteArray frame = "APIC" + QByteArray(2, '\0') + static_cast<char>(size >> 8) +
                                 static_cast<char>(size & 0xff) + QByteArray(2, '\0') + content;
        const auto whole = static_cast<int>(frame.size());
        const QByteArray tag = QByteArray("ID3\3\0\0\0\0", 8) + static_cast<char>(whole >> 7) +
                               static_cast<char>(whole & 0x7f) + frame;
        const QByteArray sample = readFile(samplePath(u"mp3"_s));
        QVERIFY(sample.startsWith("ID3"));
        const qsizetype sound = 10 + (sample[8] << 7 | sample[9]); // its own tag is short
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.mp3"_s);
        QVERIFY(writeFile(path, tag + sample.sliced(sound)));
        QCOMPARE(readCover(QFile::encodeName(path)).value_or(QByteArray()), jpeg);
    }

    // The first front cover that is a JPEG counts, else the first picture; other kinds and too large ones are
    // none.
    void chooses_data()
    {
        QTest::addColumn<QList<Picture>>("pictures");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const QList<Picture> &pictures, const QByteArray &expected) {
            QTest::newRow(name) << pictures << expected;
        };
        row("front after back", {{"Back Cover", otherJpeg}, {"Front Cover", jpeg}}, jpeg);
        row("two fronts", {{"Front Cover", jpeg}, {"Front Cover", otherJpeg}}, jpeg);
        row("only a back", {{"Back Cover", jpeg}}, jpeg);
        row("no front", {{"Artist", jpeg}, {"Back Cover", otherJpeg}}, jpeg);
        row("PNG", {{"Front Cover", png}}, {});
        row("PNG and JPEG fronts", {{"Front Cover", png}, {"Front Cover", jpeg}}, jpeg);
        row("PNG front, JPEG back", {{"Front Cover", png}, {"Back Cover", jpeg}}, {});
        row("JPEG back, PNG front", {{"Back Cover", jpeg}, {"Front Cover", png}}, {});
        row("PNG first, no front", {{"Artist", png}, {"Back Cover", jpeg}}, {});
        row("largest", {{"Front Cover", jpegOfSize(largestCoverBytes)}}, jpegOfSize(largestCoverBytes));
        row("too large", {{"Front Cover", jpegOfSize(largestCoverBytes + 1)}}, {});
        row("too large, then smaller",
            {{"Front Cover", jpegOfSize(largestCoverBytes + 1)}, {"Front Cover", jpeg}}, jpeg);
        row("two bytes", {{"Front Cover", "\xff\xd8"}}, {});
    }
    void chooses()
    {
        QFETCH(QList<Picture>, pictures);
        QFETCH(QByteArray, expected);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.flac"_s);
        QVERIFY(writeFile(path, audioData(u"flac"_s)));
        QVERIFY(embed(path, pictures));
        const auto cover = readCover(QFile::encodeName(path));
        QVERIFY(cover);
        QVERIFY(*cover == expected);
    }

    // Each way in which a file cannot be read has its own code, and nothing waits for a FIFO.
    void failures()
    {
        const QTemporaryDir folder;
        QVERIFY(writeFile(folder.filePath(u"a.txt"_s), "text"));
        QVERIFY(QDir(folder.path()).mkdir(u"folder.mp3"_s));
        QCOMPARE(::mkfifo(QFile::encodeName(folder.filePath(u"fifo.mp3"_s)).constData(), 0600), 0);
        QCOMPARE(codeOf(folder.filePath(u"a.txt"_s)), ErrorCode::FormatUnsupported);
        QCOMPARE(codeOf(folder.filePath(u"none.mp3"_s)), ErrorCode::FileMissing);
        QCOMPARE(codeOf(folder.filePath(u"folder.mp3"_s)), ErrorCode::FileUnreadable);
        QCOMPARE(codeOf(folder.filePath(u"fifo.mp3"_s)), ErrorCode::FileUnreadable);
    }

    // However short a file is cut and whatever is wrong in it: a picture, none, or corrupt.
    void survivesDamage_data() { eachKind(); }
    void survivesDamage()
    {
        QFETCH(QString, ending);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a."_s + ending);
        QVERIFY(writeFile(path, audioData(ending)));
        QVERIFY(embed(path, {{"Front Cover", jpeg}}));
        const QByteArray whole = readFile(path);
        const auto isSound = [&path] {
            const auto cover = readCover(QFile::encodeName(path));
            if (!cover)
                return cover.error().code == ErrorCode::FileCorrupt;
            return cover->isEmpty() ||
                   (cover->startsWith("\xff\xd8\xff") && cover->size() <= largestCoverBytes);
        };
        for (qsizetype length = whole.size(); length >= 0; length -= length > 1200 ? 97 : 7) {
            QCOMPARE(::truncate(QFile::encodeName(path).constData(), length), 0);
            QVERIFY(isSound());
        }
        QRandomGenerator random(7);
        for (int round = 0; round < 200; ++round) {
            QByteArray damaged = whole;
            const auto reach =
                static_cast<int>(round % 2 ? whole.size() : qMin<qsizetype>(800, whole.size()));
            for (int i = 0; i < 8; ++i)
                damaged[random.bounded(reach)] =
                    static_cast<char>(random.bounded(2) ? 0xff : random.bounded(256));
            QVERIFY(writeFile(path, damaged));
            QVERIFY(isSound());
        }
    }

    // A huge file without anything in it is not read to its end.
    void givesUpSearching()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.mp3"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        if (!file.resize(qint64(1) << 40)) // a sparse file
            QSKIP("the file system cannot hold so large a file");
        QVERIFY(readCover(QFile::encodeName(path)).value_or(QByteArray()).isEmpty());
    }
};

QTEST_GUILESS_MAIN(CoverArtTest)
#include "tst_coverart.moc"
