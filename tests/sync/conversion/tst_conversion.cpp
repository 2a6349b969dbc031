// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/tracks/track.h"
#include "sync/conversion/conversion.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;
using device::PlayableFormat;
using device::PlayerProfile;
using model::AudioFormat;

namespace {

model::Track song(AudioFormat format, int bitrateKbps = 0, int sampleRateHz = 44'100, int channels = 2)
{
    model::Track track;
    track.path = u"/music/song"_s;
    track.sizeBytes = 30'000'000;
    track.modifiedNs = 1'700'000'000'000'000'000;
    track.tags.format = format;
    track.tags.duration = std::chrono::minutes(4);
    track.tags.bitrateKbps = bitrateKbps;
    track.tags.sampleRateHz = sampleRateHz;
    track.tags.channels = channels;
    return track;
}

PlayerProfile player(const QList<PlayableFormat> &formats)
{
    return {.formats = formats};
}

PlayableFormat plays(const char *ending, int maxBitrateKbps = 0, int maxSampleRateHz = 0)
{
    return {{QString::fromLatin1(ending)}, maxBitrateKbps, maxSampleRateHz};
}

/// "mp3 256 44100 2": what a row expects; empty for none.
QString text(const std::optional<Conversion> &conversion)
{
    if (!conversion)
        return {};
    return u"%1 %2 %3 %4"_s.arg(endingOf(conversion->format))
        .arg(conversion->bitrateKbps)
        .arg(conversion->sampleRateHz)
        .arg(conversion->channels);
}

} // namespace

class ConversionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The kind of file: FLAC for what has no losses if the player plays it, else MP3 before M4A, Ogg, Opus;
    // what is large only if there is nothing else.
    void format_data()
    {
        QTest::addColumn<QStringList>("plays");
        QTest::addColumn<AudioFormat>("source");
        QTest::addColumn<QString>("ending");
        const auto row = [](const char *name, const QStringList &played, AudioFormat source,
                            const char *ending) {
            QTest::newRow(name) << played << source << QString::fromLatin1(ending);
        };
        const QStringList all{u"wav"_s, u"flac"_s, u"opus"_s, u"ogg"_s, u"m4a"_s, u"mp3"_s};
        row("no losses", all, AudioFormat::Ape, "flac");
        row("losses", all, AudioFormat::Musepack, "mp3");
        row("no losses, no FLAC", {u"wav"_s, u"mp3"_s}, AudioFormat::Flac, "mp3");
        row("no MP3", {u"opus"_s, u"ogg"_s, u"m4a"_s}, AudioFormat::Flac, "m4a");
        row("Ogg", {u"opus"_s, u"ogg"_s}, AudioFormat::Mp3, "ogg");
        row("Opus", {u"wav"_s, u"opus"_s}, AudioFormat::Mp3, "opus");
        row("large only", {u"wav"_s, u"flac"_s}, AudioFormat::Mp3, "flac");
        row("WAV only", {u"wav"_s}, AudioFormat::Mp3, "wav");
        row("nothing that can be made", {u"wma"_s, u"ape"_s}, AudioFormat::Mp3, "");
    }
    void format()
    {
        QFETCH(QStringList, plays);
        QFETCH(AudioFormat, source);
        QFETCH(QString, ending);
        const auto conversion = conversionFor(player({{plays}}), song(source));
        QCOMPARE(conversion ? endingOf(conversion->format) : QString(), ending);
    }

    // What has no losses is told by its kind, and where that does not say by how much there is of it.
    void losses()
    {
        const PlayerProfile both = player({plays("mp3"), plays("flac")});
        QCOMPARE(conversionFor(both, song(AudioFormat::Mp4, 256))->format, ConvertedFormat::Mp3);
        QCOMPARE(conversionFor(both, song(AudioFormat::Mp4, 900))->format, ConvertedFormat::Flac);
        QCOMPARE(conversionFor(both, song(AudioFormat::Wma, 900))->format, ConvertedFormat::Flac);
        QCOMPARE(conversionFor(both, song(AudioFormat::OggVorbis, 500))->format, ConvertedFormat::Mp3);
    }

    // Bitrate, sample rate and channels are bounded by the player, by the kind of file, and by the source.
    void bounds_data()
    {
        QTest::addColumn<PlayableFormat>("format");
        QTest::addColumn<model::Track>("track");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const PlayableFormat &format, const model::Track &track,
                            const char *expected) {
            QTest::newRow(name) << format << track << QString::fromLatin1(expected);
        };
        using enum AudioFormat;
        row("a good one", plays("mp3"), song(Flac, 900), "mp3 256 0 0");
        row("a good one: AAC", plays("m4a"), song(Flac, 900), "m4a 256 0 0");
        row("a good one: Vorbis", plays("ogg"), song(Flac, 900), "ogg 192 0 0");
        row("a good one: Opus", plays("opus"), song(Flac, 900), "opus 160 48000 0");
        row("player's", plays("mp3", 192), song(Flac, 900), "mp3 192 0 0");
        row("player's, no usual one", plays("mp3", 200), song(Flac, 900), "mp3 192 0 0");
        row("player's, not exact", plays("m4a", 192), song(Flac, 900), "m4a 160 0 0");
        row("player's, too few", plays("mp3", 16), song(Flac, 900), "");
        row("source's", plays("mp3"), song(OggVorbis, 112), "mp3 160 0 0");
        row("source's, small", plays("mp3"), song(Opus, 24), "mp3 32 0 0");
        row("source's, large", plays("mp3"), song(OggVorbis, 500), "mp3 256 0 0");
        row("source's, not known", plays("mp3"), song(OggVorbis, 0), "mp3 256 0 0");
        row("one channel", plays("mp3"), song(Flac, 400, 44'100, 1), "mp3 128 0 0");
        row("six channels", plays("mp3"), song(Flac, 3000, 48'000, 6), "mp3 256 0 2");
        row("six channels stay", plays("flac"), song(Ape, 3000, 48'000, 6), "flac 0 0 0");
        row("sample rate, divided", plays("mp3"), song(Flac, 3000, 88'200), "mp3 256 44100 0");
        row("sample rate, divided by 4", plays("mp3"), song(Flac, 6000, 192'000), "mp3 256 48000 0");
        row("sample rate, player's", plays("mp3", 0, 44'100), song(Flac, 900, 48'000), "mp3 256 44100 0");
        row("sample rate, unusual", plays("mp3"), song(Ape, 900, 37'800), "mp3 256 32000 0");
        row("sample rate, not known", plays("mp3"), song(Ape, 900, 0), "mp3 256 44100 0");
        row("sample rate, not known, small", plays("mp3", 0, 32'000), song(Ape, 900, 0), "mp3 256 32000 0");
        row("sample rate, low", plays("ogg"), song(Wav, 128, 8'000, 1), "ogg 32 0 0");
        row("sample rate, middling", plays("ogg"), song(Wav, 700, 22'050), "ogg 64 0 0");
        row("sample rate, none", plays("mp3", 0, 4'000), song(Flac, 900), "");
        row("no losses, rate", plays("flac", 0, 48'000), song(Flac, 3000, 96'000), "flac 0 48000 0");
        row("no losses, as it is", plays("flac"), song(Ape, 3000, 96'000), "flac 0 0 0");
        row("no losses, bounded", plays("flac", 320), song(Ape, 900), "");
        row("no losses, bounded enough", plays("flac", 3000), song(Ape, 900), "flac 0 0 0");
        row("Opus where it cannot be", plays("opus", 0, 44'100), song(Flac, 900), "");
    }
    void bounds()
    {
        QFETCH(PlayableFormat, format);
        QFETCH(model::Track, track);
        QFETCH(QString, expected);
        QCOMPARE(text(conversionFor(player({format}), track)), expected);
    }

    // Of several formats of one ending, the first that something can be made for.
    void severalFormats()
    {
        const PlayerProfile profile = player({plays("mp3", 16), plays("mp3", 128, 48'000)});
        QCOMPARE(text(conversionFor(profile, song(AudioFormat::Flac))), u"mp3 128 0 0"_s);
    }

    // The profile's word counts: no conversion at all, a kind of file, a bitrate; within what the player
    // plays.
    void chosenByProfile()
    {
        PlayerProfile profile = player({plays("mp3", 192), plays("flac"), plays("ogg")});
        const model::Track track = song(AudioFormat::Ape, 900);
        profile.conversion.bitrateKbps = 128;
        QCOMPARE(text(conversionFor(profile, track)), u"mp3 128 0 0"_s);
        profile.conversion.bitrateKbps = 320;
        QCOMPARE(text(conversionFor(profile, track)), u"mp3 192 0 0"_s);
        profile.conversion.format = u"ogg"_s;
        QCOMPARE(text(conversionFor(profile, track)), u"ogg 320 0 0"_s);
        profile.conversion.format = u"m4a"_s;
        QVERIFY(!conversionFor(profile, track));
        profile.conversion = {.isOn = false};
        QVERIFY(!conversionFor(profile, track));
    }

    // What cannot be made here is passed over.
    void available()
    {
        const PlayerProfile profile = player({plays("mp3"), plays("ogg")});
        const model::Track track = song(AudioFormat::Musepack, 900);
        QCOMPARE(conversionFor(profile, track, ConvertedFormat::Ogg)->format, ConvertedFormat::Ogg);
        QVERIFY(!conversionFor(profile, track, ConvertedFormat::Flac));
        QVERIFY(!conversionFor(profile, track, {}));
    }

    // What is made is what the player plays, whatever is converted, for every profile of this kind.
    void isPlayable()
    {
        int made = 0;
        for (const char *ending : {"mp3", "m4a", "ogg", "opus", "flac", "wav"}) {
            for (const int maxBitrate : {0, 48, 128, 200, 320, 2000}) {
                for (const int maxRate : {0, 16'000, 44'100, 48'000, 96'000}) {
                    const PlayerProfile profile = player({plays(ending, maxBitrate, maxRate)});
                    for (const int rate : {0, 8'000, 44'100, 48'000, 96'000, 192'000}) {
                        const model::Track track = song(AudioFormat::Flac, 3000, rate);
                        const auto conversion = conversionFor(profile, track);
                        if (!conversion)
                            continue;
                        ++made;
                        const int newRate = conversion->sampleRateHz > 0 ? conversion->sampleRateHz : rate;
                        QCOMPARE(device::whyNotPlayable(profile, u"x."_s + endingOf(conversion->format),
                                                        conversion->bitrateKbps, newRate),
                                 QString());
                    }
                }
            }
        }
        QVERIFY(made > 500);
    }

    // The picture is as small as the player wants it, and there is none where ffmpeg puts none.
    void cover()
    {
        PlayerProfile profile = player({plays("mp3")});
        QCOMPARE(conversionFor(profile, song(AudioFormat::Flac))->coverPixels, 500);
        profile.cover = {.maxPixels = 240, .format = device::CoverFormat::Png};
        QCOMPARE(conversionFor(profile, song(AudioFormat::Flac))->coverPixels, 240);
        QCOMPARE(conversionFor(profile, song(AudioFormat::Flac))->coverFormat, device::CoverFormat::Png);
        profile.formats = {plays("ogg")};
        QCOMPARE(conversionFor(profile, song(AudioFormat::Flac))->coverPixels, 0);
    }

    // The version changes with everything that the new file depends on, is always the same for the same, and
    // is never one of a file that is copied as it is.
    void version()
    {
        const Conversion base{.bitrateKbps = 256, .sourceBytes = 1000, .sourceVersion = 5};
        QList<Conversion> others(8, base);
        others[0].format = ConvertedFormat::Ogg;
        others[1].bitrateKbps = 192;
        others[2].sampleRateHz = 48'000;
        others[3].channels = 2;
        others[4].coverPixels = 240;
        others[5].coverFormat = device::CoverFormat::Png;
        others[6].sourceBytes = 1001;
        others[7].sourceVersion = 6;
        QSet<qint64> versions{versionOf(base)};
        for (const Conversion &other : std::as_const(others))
            versions.insert(versionOf(other));
        QCOMPARE(versions.size(), 9);
        for (const qint64 version : std::as_const(versions))
            QVERIFY(version < 0);
        // The ledgers of players keep it for years.
        QCOMPARE(versionOf(base), qint64(-3632213175787176574));
    }

    // The estimate is what comes out, or a little more.
    void estimate_data()
    {
        QTest::addColumn<Conversion>("conversion");
        QTest::addColumn<model::Track>("track");
        QTest::addColumn<qint64>("least");
        QTest::addColumn<qint64>("most");
        const auto row = [](const char *name, const Conversion &conversion, const model::Track &track,
                            qint64 least,
                            qint64 most) { QTest::newRow(name) << conversion << track << least << most; };
        using enum ConvertedFormat;
        const model::Track flac = song(AudioFormat::Flac, 1000, 96'000);
        row("MP3", {.format = Mp3, .bitrateKbps = 256}, flac, 7'680'000, 7'700'000);
        row("MP3 with a picture", {.format = Mp3, .bitrateKbps = 256, .coverPixels = 500}, flac, 7'760'000,
            7'800'000);
        row("Opus", {.format = Opus, .bitrateKbps = 160}, flac, 4'800'000, 5'500'000);
        row("FLAC of half the rate", {.format = Flac, .sampleRateHz = 48'000}, flac, 15'000'000, 17'000'000);
        row("FLAC of WavPack", {.format = Flac}, song(AudioFormat::WavPack, 1000), 30'000'000, 34'000'000);
        row("FLAC of MP3", {.format = Flac}, song(AudioFormat::Mp3, 128), 42'336'000, 42'400'000);
        row("WAV", {.format = Wav, .channels = 2}, song(AudioFormat::Flac, 900, 44'100, 6), 42'336'000,
            42'400'000);
        model::Track endless = flac;
        endless.tags.duration = {};
        row("length not known", {.format = Mp3, .bitrateKbps = 256}, endless, 30'000'000, 30'100'000);
    }
    void estimate()
    {
        QFETCH(Conversion, conversion);
        QFETCH(model::Track, track);
        QFETCH(qint64, least);
        QFETCH(qint64, most);
        const qint64 bytes = estimatedBytes(conversion, track);
        QVERIFY2(bytes >= least && bytes <= most, qPrintable(QString::number(bytes)));
    }
};

QTEST_GUILESS_MAIN(ConversionTest)
#include "tst_conversion.moc"
