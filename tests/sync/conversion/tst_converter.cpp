// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakeffmpeg.h"
#include "model/tags/tagreaders.h"
#include "sync/conversion/childprocess.h"
#include "sync/conversion/converter.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTest>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace tandem;
using namespace tandem::sync;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Conversion conversionOf(const QString &song, const Conversion &wanted)
{
    Conversion conversion = wanted;
    conversion.sourceBytes = QFileInfo(song).size();
    return conversion;
}

} // namespace

class ConverterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fake = std::make_unique<FakeFfmpeg>();
        m_converter = std::make_unique<Converter>(m_fake->program());
        m_song = m_fake->makeSong(u"song.wav"_s);
        m_target = m_fake->path(u"target.wav"_s);
    }

    // What can be made is what ffmpeg says, and it is asked once.
    void available()
    {
        m_fake->setEncoders("Encoders:\n V..... = Video\n A..... = Audio\n ------\n"
                            " V....D mjpeg                MJPEG\n A....D libmp3lame           MP3\n"
                            " A....D flac                 FLAC\n V....D libvorbis            no sound\n");
        QCOMPARE(m_converter->available(), ConvertedFormat::Mp3 | ConvertedFormat::Flac);
        QCOMPARE(m_converter->available(), ConvertedFormat::Mp3 | ConvertedFormat::Flac);
        QCOMPARE(m_fake->asked(), 1);
    }

    // Without ffmpeg nothing can be made, and that is said.
    void notInstalled()
    {
        const Converter none{QString()};
        QVERIFY(!none.isInstalled());
        QCOMPARE(none.available(), ConvertedFormats());
        const auto done = none.convert(m_song, FakeFfmpeg::conversionOf(m_song), m_target, {});
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::ConversionFailed);
        QCOMPARE(Converter(u"/no/such/ffmpeg"_s).available(), ConvertedFormats());
    }

    // The source is read and stays as it was; the target is the new song.
    void converts()
    {
        const QByteArray before = contentOf(m_song);
        QVERIFY(convert());
        QCOMPARE(contentOf(m_target), before);
        QCOMPARE(contentOf(m_song), before);
        QVERIFY(m_fake->arguments().contains(m_song));
        QVERIFY(m_fake->arguments().contains(u"-nostdin"_s));
    }

    // Every way of failing is the song's error, with a reason.
    void fails_data()
    {
        QTest::addColumn<FakeFfmpeg::Mode>("mode");
        QTest::addColumn<QString>("detail");
        QTest::newRow("says why") << FakeFfmpeg::Mode::Failing << u"ffmpeg: no such luck"_s;
        QTest::newRow("crashes") << FakeFfmpeg::Mode::Crashing << u"ffmpeg: 139"_s;
        QTest::newRow("hangs") << FakeFfmpeg::Mode::Hanging << u"ffmpeg hung"_s;
        QTest::newRow("goes on and on") << FakeFfmpeg::Mode::Talking << u"ffmpeg hung"_s;
        QTest::newRow("no song") << FakeFfmpeg::Mode::Garbage << u"the file that was made cannot be read"_s;
        QTest::newRow("half a song") << FakeFfmpeg::Mode::Short
                                     << u"the file that was made is 5.0 s long, not 10.0 s"_s;
    }
    void fails()
    {
        QFETCH(FakeFfmpeg::Mode, mode);
        QFETCH(QString, detail);
        m_fake->setMode(mode);
        m_converter->setPatience(500ms);
        const QByteArray before = contentOf(m_song);
        const auto done = convert();
        QVERIFY(!done);
        QCOMPARE(done.error(), (Error{ErrorCode::ConversionFailed, m_song, detail}));
        QCOMPARE(contentOf(m_song), before);
    }

    // A picture that cannot be converted is left out.
    void damagedPicture()
    {
        m_fake->setMode(FakeFfmpeg::Mode::NoCover);
        Conversion conversion = FakeFfmpeg::conversionOf(m_song);
        conversion.coverPixels = 500;
        QVERIFY(m_converter->convert(m_song, conversion, m_target, {}));
        QCOMPARE(m_fake->begun().size(), 2);
        QVERIFY(m_fake->arguments().contains(u"-vn"_s));
    }

    // What is wrong with the source is said as everywhere else, and ffmpeg is not bothered with it.
    void badSource()
    {
        const Conversion conversion = FakeFfmpeg::conversionOf(m_song);
        const auto codeOf = [&](const QString &source) {
            const auto done = m_converter->convert(source, conversion, m_target, {});
            return done ? ErrorCode::Internal : done.error().code;
        };
        QCOMPARE(codeOf(m_fake->path(u"none.wav"_s)), ErrorCode::FileMissing);
        QVERIFY(QFile::copy(m_fake->path(u"mode"_s), m_fake->path(u"no song.wav"_s)));
        QCOMPARE(codeOf(m_fake->path(u"no song.wav"_s)), ErrorCode::FileCorrupt);
        // Not the content that the conversion was made for.
        QCOMPARE(codeOf(m_fake->makeSong(u"other.wav"_s, 11)), ErrorCode::FileChanged);
        QCOMPARE(m_fake->begun(), QStringList());
    }

    // A source that changes while it is being converted gives no song, whatever came out.
    void changedMeanwhile()
    {
        m_fake->setMode(FakeFfmpeg::Mode::Waiting);
        Result<std::chrono::milliseconds> done;
        std::jthread thread([&] { done = convert(); });
        QVERIFY(QTest::qWaitFor([&] { return !m_fake->begun().isEmpty(); }, 30s));
        m_fake->makeSong(u"song.wav"_s);
        m_fake->release();
        thread.join();
        QVERIFY(!done);
        QCOMPARE(done.error(), (Error{ErrorCode::FileChanged, m_song, {}}));
    }

    // A stop ends ffmpeg.
    void stopped()
    {
        m_fake->setMode(FakeFfmpeg::Mode::Hanging);
        std::stop_source stop;
        Result<std::chrono::milliseconds> done;
        std::jthread thread([&] {
            done = m_converter->convert(m_song, FakeFfmpeg::conversionOf(m_song), m_target, stop.get_token());
        });
        QVERIFY(QTest::qWaitFor([&] { return !m_fake->begun().isEmpty(); }, 30s));
        stop.request_stop();
        thread.join();
        QVERIFY(!done && done.error().isCancelled());
        QVERIFY(!QFile::exists(u"/proc/%1"_s.arg(m_fake->process())));
    }

    // The real ffmpeg: of each kind of file each kind is made, readable, as long as it was, in the wanted
    // rate, with the tags that it had.
    void real_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<Conversion>("conversion");
        using enum ConvertedFormat;
        const QStringList endings{u"mp3"_s,  u"m4a"_s, u"flac"_s, u"ogg"_s, u"oga"_s,
                                  u"opus"_s, u"wav"_s, u"aiff"_s, u"wma"_s, u"wv"_s};
        const QList<Conversion> conversions{
            {.format = Mp3, .bitrateKbps = 128, .coverPixels = 240},
            {.format = M4a, .bitrateKbps = 128, .sampleRateHz = 32'000, .coverPixels = 240},
            {.format = Ogg, .bitrateKbps = 96, .sampleRateHz = 44'100, .channels = 1},
            {.format = Opus, .bitrateKbps = 64, .sampleRateHz = 48'000},
            {.format = Flac, .sampleRateHz = 24'000, .coverPixels = 240},
            {.format = Wav, .sampleRateHz = 22'050}};
        for (const QString &ending : endings) {
            for (const Conversion &conversion : conversions) {
                QTest::addRow("%s to %s", qPrintable(ending), qPrintable(endingOf(conversion.format)))
                    << (QFINDTESTDATA(u"../data/audio/sample."_s + ending)) << conversion;
            }
        }
    }
    void real()
    {
        QFETCH(QString, source);
        QFETCH(Conversion, conversion);
        const Converter converter;
        if (!converter.available().testFlag(conversion.format))
            QSKIP("ffmpeg is not installed, or cannot make this kind of file");
        const QString target = m_fake->path(u"made."_s + endingOf(conversion.format));
        const QByteArray before = contentOf(source);
        const auto done = converter.convert(source, conversionOf(source, conversion), target, {});
        QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
        QCOMPARE(contentOf(source), before);
        const auto from = model::TagReaders().readTags(QFile::encodeName(source));
        const auto made = model::TagReaders().readTags(QFile::encodeName(target));
        QVERIFY(from && made);
        QCOMPARE(made->title, from->title);
        QCOMPARE(made->artist, from->artist);
        QCOMPARE(made->album, from->album);
        QCOMPARE(made->genre, from->genre);
        QCOMPARE(made->year, from->year);
        QCOMPARE(made->trackNumber, from->trackNumber);
        if (conversion.format != ConvertedFormat::Wav) { // which has no place for the others
            QCOMPARE(made->albumArtist, from->albumArtist);
            QCOMPARE(made->composer, from->composer);
            QCOMPARE(made->discNumber, from->discNumber);
        }
        if (conversion.sampleRateHz > 0)
            QCOMPARE(made->sampleRateHz, conversion.sampleRateHz);
        QCOMPARE(made->channels, conversion.channels > 0 ? conversion.channels : from->channels);
        QVERIFY(std::chrono::abs(made->duration - from->duration) < 150ms);
    }

    // An MP3 whose header only guesses, or two in one file, is whole: what was decoded counts.
    void estimatedLength()
    {
        const Converter converter;
        if (!converter.available().testFlag(ConvertedFormat::Mp3))
            QSKIP("ffmpeg is not installed, or cannot make MP3");
        const auto encode = [&](const QString &name, const QStringList &options) {
            const QStringList arguments = QStringList{u"-f"_s, u"lavfi"_s, u"-i"_s, u"sine=d=10"_s} +
                                          options + QStringList{u"-write_xing"_s, u"0"_s, m_fake->path(name)};
            return runProgram(Converter::findProgram(), arguments, {}, 60s).has_value();
        };
        // Silence at first, so that its first frames are small.
        QVERIFY(encode(u"vbr.mp3"_s, {u"-af"_s, u"adelay=3000,aphaser"_s, u"-q:a"_s, u"0"_s}));
        QVERIFY(encode(u"plain.mp3"_s, {u"-b:a"_s, u"64k"_s}));
        QFile joined(m_fake->path(u"joined.mp3"_s));
        QVERIFY(joined.open(QIODevice::WriteOnly));
        joined.write(contentOf(QFINDTESTDATA(u"../data/audio/sample.mp3"_s)));
        joined.write(contentOf(m_fake->path(u"plain.mp3"_s)));
        joined.close();
        for (const QString &name : {u"vbr.mp3"_s, u"joined.mp3"_s}) {
            const QString source = m_fake->path(name);
            const auto done = converter.convert(
                source, conversionOf(source, {.format = ConvertedFormat::Mp3, .bitrateKbps = 64}),
                m_fake->path(u"made.mp3"_s), {});
            QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
            QVERIFY(model::TagReaders().readTags(QFile::encodeName(m_fake->path(u"made.mp3"_s)))->duration >
                    10s);
        }
    }

    // The same song comes out each time, to the byte: what is on a player can be known again by it.
    void realIsRepeatable()
    {
        const Converter converter;
        if (!converter.available().testFlag(ConvertedFormat::Mp3))
            QSKIP("ffmpeg is not installed, or cannot make MP3");
        const QString source = QFINDTESTDATA(u"../data/audio/sample.flac"_s);
        const Conversion conversion = conversionOf(source, {.bitrateKbps = 128, .coverPixels = 240});
        const QString first = m_fake->path(u"first.mp3"_s);
        const QString second = m_fake->path(u"second.mp3"_s);
        QVERIFY(converter.convert(source, conversion, first, {}));
        QVERIFY(converter.convert(source, conversion, second, {}));
        QVERIFY(!contentOf(first).isEmpty());
        QCOMPARE(contentOf(first), contentOf(second));
    }

    // The picture comes along, no larger than wanted; the real ffmpeg.
    void realPicture()
    {
        const Converter converter;
        if (!converter.available().testFlag(ConvertedFormat::Mp3))
            QSKIP("ffmpeg is not installed, or cannot make MP3");
        const QString source = m_fake->path(u"picture.flac"_s);
        QProcess making;
        making.start(Converter::findProgram(),
                     {u"-loglevel"_s, u"error"_s, u"-i"_s, QFINDTESTDATA(u"../data/audio/sample.flac"_s),
                      u"-f"_s, u"lavfi"_s, u"-i"_s, u"color=red:size=900x600:duration=1:rate=1"_s, u"-map"_s,
                      u"0:a"_s, u"-map"_s, u"1:v"_s, u"-c:v"_s, u"png"_s, u"-disposition:v:0"_s,
                      u"attached_pic"_s, source});
        QVERIFY(making.waitForFinished(30'000));
        QCOMPARE(making.exitCode(), 0);
        for (const ConvertedFormat format :
             {ConvertedFormat::Mp3, ConvertedFormat::M4a, ConvertedFormat::Flac}) {
            if (!converter.available().testFlag(format))
                continue;
            const QString target = m_fake->path(u"made."_s + endingOf(format));
            const Conversion conversion =
                conversionOf(source, {.format = format,
                                      .bitrateKbps = format == ConvertedFormat::Flac ? 0 : 128,
                                      .coverPixels = 240});
            const auto done = converter.convert(source, conversion, target, {});
            QVERIFY2(done, done ? "" : qPrintable(done.error().detail));
            const auto picture = model::TagReaders().readCover(QFile::encodeName(target));
            QVERIFY(picture);
            QCOMPARE(jpegSize(*picture), QSize(240, 160));
        }
    }

private:
    Result<std::chrono::milliseconds> convert() const
    {
        return m_converter->convert(m_song, FakeFfmpeg::conversionOf(m_song), m_target, {});
    }

    /// What the frame header of a JPEG says; the test needs no library for pictures.
    static QSize jpegSize(const QByteArray &jpeg)
    {
        for (qsizetype at = 2; at + 9 < jpeg.size();) {
            const auto number = [&jpeg](qsizetype place) {
                return (static_cast<quint8>(jpeg[place]) << 8) + static_cast<quint8>(jpeg[place + 1]);
            };
            const auto marker = static_cast<quint8>(jpeg[at + 1]);
            if (marker >= 0xc0 && marker <= 0xc2)
                return {number(at + 7), number(at + 5)};
            at += 2 + number(at + 2);
        }
        return {};
    }

    std::unique_ptr<FakeFfmpeg> m_fake;
    std::unique_ptr<Converter> m_converter;
    QString m_song;
    QString m_target;
};

QTEST_GUILESS_MAIN(ConverterTest)
#include "tst_converter.moc"
