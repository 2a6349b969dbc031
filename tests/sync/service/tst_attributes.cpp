// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "sync/service/attributes.h"

#include <QSet>
#include <QTest>
#include <algorithm>
#include <functional>

using namespace Qt::StringLiterals;
using namespace tandem;
using namespace tandem::sync;
using model::PartnershipStatus;

using Change = std::function<void(AttributeSource &)>;
Q_DECLARE_METATYPE(Change)

namespace {

constexpr qint64 beyond32Bits = 5'000'000'000'000;

/// A connected partner about which everything is known.
AttributeSource partner()
{
    AttributeSource source;
    source.state = {.id = PlayerId{7},
                    .name = u"SANSA CLIP"_s,
                    .friendlyName = u"Clip for running"_s,
                    .kind = model::PlayerKind::Volume,
                    .location = u"/media/clip"_s,
                    .isConnected = true,
                    .status = PartnershipStatus::PartnershipExists,
                    .partnershipIndex = 16,
                    .totalBytes = beyond32Bits,
                    .freeBytes = beyond32Bits - 1,
                    .progressPercent = 42};
    source.identity = u"volume:ABCD:1234"_s;
    source.facts = {.serialNumber = u"S-0815"_s,
                    .storages = {{.id = u"00010001"_s, .totalBytes = 100},
                                 {.id = u"00020001"_s, .totalBytes = beyond32Bits, .isReadOnly = true},
                                 {.id = u"00030001"_s, .totalBytes = 200}},
                    .storage = u"00010001"_s};
    source.partnership = Partnership{.index = 16,
                                     .playerUuid = u"e7f7"_s,
                                     .reservePercent = 95,
                                     .syncOnConnect = false,
                                     .hasDefaultRules = true,
                                     .nextFilter = 7};
    source.syncedItems = 50'000;
    source.skippedItems = 3;
    source.lastSession = {.noFit = 2, .failed = 1, .endedAt = 1'700'000'000};
    source.backgroundBits = 3;
    return source;
}

AttributeSource manualPlayer()
{
    AttributeSource source = partner();
    source.state.status = PartnershipStatus::ManualDevice;
    source.state.partnershipIndex = 0;
    source.partnership.reset();
    return source;
}

/// The attribute's text, or "!" and the error's code.
QString textOf(const AttributeSource &source, const QString &name)
{
    const auto attribute = findAttribute(name);
    if (!attribute)
        return u"!"_s + errorCodeName(attribute.error().code);
    const auto text = readAttribute(source, *attribute);
    return text ? *text : u"!"_s + errorCodeName(text.error().code);
}

} // namespace

class AttributesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // The list is the specification's, each attribute with what can be done with it.
    void table_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("rights"); // R read, W write, P partners only
        const auto rows = [](const char *rights, std::initializer_list<const char *> names) {
            for (const char *name : names)
                QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(rights);
        };
        rows("R", {"Connected", "FreeSpace", "TotalSpace", "FriendlyName", "Name", "SerialNumber",
                   "SupportsAudio", "SupportsPhoto", "SupportsVideo", "SyncIndex", "SyncItemCount",
                   "SyncPercentComplete", "SyncRelationship", "LastSyncTime", "LastSyncErrorCount",
                   "LastSyncNoFitCount", "PreferredAudio", "PreferredVideo", "PreferredPhoto"});
        rows("RWP", {"PercentSpaceReserved", "SyncOnConnect", "AutoSyncDefaultRules", "SyncFilter",
                     "BackgroundSyncState"});
        rows("RP", {"SkippedFiles"});
        rows("WP", {"IncludeSkippedFiles"});
    }
    void table()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, rights);
        const auto attribute = findAttribute(name);
        QVERIFY(attribute);
        QCOMPARE(QString(attribute->name), name);
        QCOMPARE(attribute->isReadable, rights.contains(u'R'));
        QCOMPARE(attribute->isWritable, rights.contains(u'W'));
        QCOMPARE(attribute->needsPartnership, rights.contains(u'P'));
        QCOMPARE(findAttribute(name.toLower())->id, attribute->id);
        QCOMPARE(findAttribute(name.toUpper())->id, attribute->id);
    }

    // Every attribute is listed once, in the order of its numbers.
    void listedOnce()
    {
        QSet<QString> names;
        int number = 0;
        for (const Attribute &attribute : attributeTable()) {
            QCOMPARE(static_cast<int>(attribute.id), number++);
            names.insert(attribute.name);
        }
        QCOMPARE(names.size(), 26);
        QCOMPARE(number, 26);
    }

    // A name that does not exist is said to be the mistake.
    void unknownName()
    {
        const auto found = findAttribute(u"FreeSpac"_s);
        QVERIFY(!found);
        QCOMPARE(found.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(found.error().subject, u"FreeSpac"_s);
        QVERIFY(!findAttribute({}));
        QVERIFY(!findAttribute(u"FreeSpace "_s));
    }

    // Values have the forms of the specification.
    void reading_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<Change>("change");
        const auto row = [](
                             const char *what, const char *name, const char *text,
                             const Change &change = [](AttributeSource &) {}) {
            QTest::newRow(what) << QString::fromLatin1(name) << QString::fromUtf8(text) << change;
        };
        const auto away = [](AttributeSource &source) {
            source.state.isConnected = false;
            source.facts = {};
        };
        const auto onePlace = [](AttributeSource &source) { source.facts.storages.clear(); };
        const auto folder = [](AttributeSource &source) {
            source.state.kind = model::PlayerKind::Folder;
            source.identity = u"folder:/home"_s;
            source.facts = {};
        };
        const auto without = [](PartnershipStatus status) {
            return [status](AttributeSource &source) {
                source.state.status = status;
                source.state.partnershipIndex = 0;
                source.partnership.reset();
            };
        };
        const auto filtered = [](int bits) {
            return [bits](AttributeSource &source) { source.partnership->nextFilter = bits; };
        };
        row("connected", "Connected", "True");
        row("away", "Connected", "False", away);
        row("bytes beyond 32 bits", "TotalSpace", "5000000000000");
        row("free bytes beyond 32 bits", "FreeSpace", "4999999999999");
        row("no byte free", "FreeSpace", "0", [](AttributeSource &source) { source.state.freeBytes = 0; });
        row("room as last seen", "FreeSpace", "4999999999999", away);
        row("room never told", "FreeSpace", "!notSupported",
            [](AttributeSource &source) { source.state.freeBytes = -1; });
        row("room never seen", "TotalSpace", "!notConnected", [](AttributeSource &source) {
            source.state.totalBytes = -1;
            source.state.isConnected = false;
        });
        row("owner's name", "FriendlyName", "Clip for running");
        row("system's name", "Name", "SANSA CLIP");
        row("serial number", "SerialNumber", "S-0815");
        row("serial number of one that is away", "SerialNumber", "ABCD:1234", away);
        row("serial number of a folder", "SerialNumber", "e7f7", folder);
        row("serial number of a folder without partnership", "SerialNumber", "!notSupported",
            [folder](AttributeSource &source) {
                folder(source);
                source.partnership.reset();
            });
        row("music", "SupportsAudio", "True");
        row("pictures", "SupportsPhoto", "False");
        row("films", "SupportsVideo", "False");
        row("music goes to the storage in use", "PreferredAudio", "00010001");
        row("pictures to the largest that takes them", "PreferredPhoto", "00030001");
        row("films, too", "PreferredVideo", "00030001");
        row("the only storage", "PreferredPhoto", "00010001", onePlace);
        row("sizes unknown", "PreferredVideo", "00010001", [](AttributeSource &source) {
            for (device::StorageChoice &storage : source.facts.storages)
                storage.totalBytes = -1;
        });
        row("storages of one that is away", "PreferredAudio", "!notConnected", away);
        row("storage without a name", "PreferredAudio", "", folder);
        row("partner", "SyncRelationship", "2");
        row("new", "SyncRelationship", "0", without(PartnershipStatus::NewDevice));
        row("declined", "SyncRelationship", "0", without(PartnershipStatus::PartnershipDeclined));
        row("manual", "SyncRelationship", "1", without(PartnershipStatus::ManualDevice));
        row("another's", "SyncRelationship", "3", without(PartnershipStatus::PartnershipAnother));
        row("index", "SyncIndex", "16");
        row("no index", "SyncIndex", "0", without(PartnershipStatus::NewDevice));
        row("items", "SyncItemCount", "50000");
        row("percent", "SyncPercentComplete", "42");
        row("time", "LastSyncTime", "2023-11-14T22:13:20Z");
        row("no session yet", "LastSyncTime", "", [](AttributeSource &source) { source.lastSession = {}; });
        row("errors", "LastSyncErrorCount", "1");
        row("no fit", "LastSyncNoFitCount", "2");
        row("reserve", "PercentSpaceReserved", "95");
        row("not on connection", "SyncOnConnect", "False");
        row("on connection", "SyncOnConnect", "True",
            [](AttributeSource &source) { source.partnership->syncOnConnect = true; });
        row("stock rules", "AutoSyncDefaultRules", "True");
        row("own rules", "AutoSyncDefaultRules", "False",
            [](AttributeSource &source) { source.partnership->hasDefaultRules = false; });
        row("filter", "SyncFilter", "0x07");
        row("no filter", "SyncFilter", "0xFF", filtered(noFilter));
        row("filter of nothing", "SyncFilter", "0x00", filtered(0));
        row("background", "BackgroundSyncState", "3");
        row("no background", "BackgroundSyncState", "0",
            [](AttributeSource &source) { source.backgroundBits = 0; });
        row("all background", "BackgroundSyncState", "255",
            [](AttributeSource &source) { source.backgroundBits = allBackground; });
        row("skipped", "SkippedFiles", "1");
        row("none skipped", "SkippedFiles", "0", [](AttributeSource &source) { source.skippedItems = 0; });
        row("only to be set", "IncludeSkippedFiles", "!invalidArgument");
    }
    void reading()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, text);
        QFETCH(const Change, change);
        AttributeSource source = partner();
        change(source);
        QCOMPARE(textOf(source, name), text);
    }

    // What is about a partnership needs one with this library; what is not can be asked of any player.
    void partnersOnly_data()
    {
        QTest::addColumn<PartnershipStatus>("status");
        QTest::addColumn<ErrorCode>("expected");
        QTest::newRow("new") << PartnershipStatus::NewDevice << ErrorCode::NotPartnered;
        QTest::newRow("declined") << PartnershipStatus::PartnershipDeclined << ErrorCode::NotPartnered;
        QTest::newRow("manual") << PartnershipStatus::ManualDevice << ErrorCode::ManualDevice;
        QTest::newRow("another's") << PartnershipStatus::PartnershipAnother << ErrorCode::PartneredElsewhere;
    }
    void partnersOnly()
    {
        QFETCH(const PartnershipStatus, status);
        QFETCH(const ErrorCode, expected);
        AttributeSource source = manualPlayer();
        source.state.status = status;
        for (const Attribute &attribute : attributeTable()) {
            if (attribute.isReadable) {
                const auto text = readAttribute(source, attribute);
                QCOMPARE(text.has_value(), !attribute.needsPartnership);
                if (!text) {
                    QCOMPARE(text.error().code, expected);
                    QCOMPARE(text.error().subject, u"Clip for running"_s);
                }
            }
            if (attribute.isWritable) {
                const auto checked = checkAttribute(source, attribute, u"0"_s);
                QVERIFY(!checked);
                QCOMPARE(checked.error().code, expected);
            }
        }
    }

    // A partnership that another library took over in the meantime is none.
    void takenOver()
    {
        AttributeSource source = partner();
        source.state.status = PartnershipStatus::PartnershipAnother;
        QCOMPARE(textOf(source, u"SyncOnConnect"_s), u"!partneredElsewhere"_s);
        QVERIFY(!checkAttribute(source, *findAttribute(u"SyncOnConnect"_s), u"True"_s));
    }

    // What can only be read is refused before anything else is looked at.
    void readOnly()
    {
        for (const AttributeSource &source : {partner(), manualPlayer()}) {
            for (const Attribute &attribute : attributeTable()) {
                if (attribute.isWritable)
                    continue;
                const auto checked = checkAttribute(source, attribute, u"1"_s);
                QVERIFY(!checked);
                QCOMPARE(checked.error().code, ErrorCode::InvalidArgument);
                QCOMPARE(checked.error().subject, QString(attribute.name));
                QVERIFY(!checked.error().detail.isEmpty());
            }
        }
    }

    // Values within their range are taken as they are written, all others refused.
    void writing_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("number"); // -1: refused
        const auto rows = [](const char *name, std::initializer_list<std::pair<const char *, int>> values) {
            for (const auto &[value, number] : values)
                QTest::addRow("%s %s", name, value)
                    << QString::fromLatin1(name) << QString::fromUtf8(value) << number;
        };
        rows("PercentSpaceReserved", {{"0", 0},
                                      {"1", 1},
                                      {"95", 95},
                                      {"96", -1},
                                      {"-1", -1},
                                      {"+1", -1},
                                      {"", -1},
                                      {" 5", -1},
                                      {"5%", -1},
                                      {"5.5", -1},
                                      {"0x5", -1},
                                      {"4294967296", -1},
                                      {"99999999999999999999", -1},
                                      {"٣", -1},
                                      {"ten", -1}});
        for (const char *name : {"SyncOnConnect", "AutoSyncDefaultRules"}) {
            rows(name,
                 {{"True", 1}, {"true", 1}, {"False", 0}, {"FALSE", 0}, {"1", -1}, {"", -1}, {"yes", -1}});
        }
        rows("SyncFilter", {{"0", 0},
                            {"7", 7},
                            {"0x07", 7},
                            {"0X0f", 15},
                            {"15", 15},
                            {"16", -1},
                            {"254", -1},
                            {"255", 255},
                            {"0xFF", 255},
                            {"0x1FF", -1},
                            {"0x", -1},
                            {"0x-1", -1},
                            {"0xFFFFFFFFF", -1},
                            {"FF", -1},
                            {"", -1}});
        rows("BackgroundSyncState",
             {{"0", 0}, {"1", 1}, {"2", 2}, {"3", 3}, {"4", -1}, {"255", 255}, {"256", -1}, {"", -1}});
        rows("IncludeSkippedFiles", {{"", 1}, {"1", -1}, {"True", -1}});
    }
    void writing()
    {
        QFETCH(const QString, name);
        QFETCH(const QString, value);
        QFETCH(const int, number);
        const auto attribute = findAttribute(name);
        QVERIFY(attribute);
        const auto checked = checkAttribute(partner(), *attribute, value);
        QCOMPARE(checked.has_value(), number >= 0);
        if (checked) {
            QCOMPARE(*checked, (AttributeChange{attribute->id, number}));
            QCOMPARE(checked->isOn(), number != 0);
        } else {
            QCOMPARE(checked.error().code, ErrorCode::InvalidArgument);
            QCOMPARE(checked.error().subject, name);
            QVERIFY2(checked.error().detail.contains(value), "what was said is part of the answer");
        }
    }

    // What was read can be set again.
    void readBack()
    {
        for (int filter : {0, 1, 7, 8, 15, noFilter}) {
            AttributeSource source = partner();
            source.partnership->nextFilter = filter;
            for (const Attribute &attribute : attributeTable()) {
                if (!attribute.isReadable || !attribute.isWritable)
                    continue;
                const auto text = readAttribute(source, attribute);
                QVERIFY(text);
                const auto change = checkAttribute(source, attribute, *text);
                QVERIFY(change);
                if (attribute.id == AttributeId::SyncFilter)
                    QCOMPARE(change->number, filter);
            }
        }
    }
};

QTEST_GUILESS_MAIN(AttributesTest)
#include "tst_attributes.moc"
