// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "assignpaths.h"

#include "device/storage/devicepath.h"
#include "model/tracks/trackrepository.h"
#include "sync/wish/pathtemplate.h"

#include <QFileInfo>
#include <QHash>

using namespace Qt::StringLiterals;

namespace tandem::sync {

namespace {

/// A dot in a folder's name begins no ending, other than in device::numberedPath().
QString numberedFolder(const QString &folder, int number)
{
    return number < 2 ? folder : folder + u" (%1)"_s.arg(number);
}

bool isNumberedFolder(const QString &folder, const QString &wanted)
{
    const QString found = device::foldedPath(folder);
    const QString begin = device::foldedPath(wanted) + " ("_L1;
    if (found == device::foldedPath(wanted))
        return true;
    if (!found.startsWith(begin) || !found.endsWith(u')'))
        return false;
    bool isNumber = false;
    return QStringView(found).sliced(begin.size()).chopped(1).toInt(&isNumber) > 1 && isNumber;
}

class PathAssigner
{
public:
    PathAssigner(const QList<LedgerEntry> &ledger, const device::PlayerProfile &profile,
                 const ConversionChooser &conversions)
        : m_profile(profile), m_conversions(conversions)
    {
        m_known.reserve(ledger.size());
        for (const LedgerEntry &entry : ledger) {
            if (entry.track.isValid())
                m_known.insert(entry.track, &entry);
            else
                m_knownFiles.insert(entry.source, &entry);
            if (m_profile.limits.maxFilesPerFolder > 0 && entry.state != LedgerState::Skipped)
                ++m_filesIn[device::foldedPath(device::parentPath(entry.path))];
        }
    }

    /// Whether it stays where it is.
    bool keep(WantedItem &item) const
    {
        const LedgerEntry *entry = known(item);
        if (!entry || entry->sourceVersion != item.sourceVersion || entry->source != item.source)
            return false;
        if (!item.conversion && entry->sizeBytes != item.sizeBytes) // the size of a conversion is a guess
            return false;
        item.path = entry->path;
        return true;
    }

    void assign(WantedItem &item, const model::Track &track)
    {
        m_conversions.choose(item, track, m_profile, known(item));
        if (item.conversion && keep(item))
            return;
        item.path = item.conversion ? renderPath(m_profile, converted(track, *item.conversion))
                                    : renderPath(m_profile, track);
        if (item.obstacle)
            return;
        if (!isWithinLimits(m_profile.limits, item.path))
            item.obstacle = Error{ErrorCode::NameTooLong, track.path, {}};
        else if (m_profile.limits.maxFilesPerFolder > 0)
            item.path = device::joinPath(folderWithRoom(item), device::fileNameOf(item.path));
    }

private:
    const LedgerEntry *known(const WantedItem &item) const
    {
        return item.track.isValid() ? m_known.value(item.track) : m_knownFiles.value(item.source);
    }

    /// As the file will be called.
    static model::Track converted(model::Track track, const Conversion &conversion)
    {
        const qsizetype ending = QFileInfo(track.path).suffix().size();
        track.path = track.path.chopped(ending) + endingOf(conversion.format);
        return track;
    }

    QString folderWithRoom(const WantedItem &item)
    {
        const QString wanted = device::parentPath(item.path);
        if (wanted.isEmpty())
            return wanted; // nothing can stand beside the top
        // A changed song takes the place that its old copy has.
        if (const LedgerEntry *entry = m_known.value(item.track)) {
            const QString folder = device::parentPath(entry->path);
            if (isNumberedFolder(folder, wanted))
                return folder;
        }
        int &number = m_numbers[device::foldedPath(wanted)];
        for (number = std::max(number, 1);; ++number) {
            const QString folder = numberedFolder(wanted, number);
            qint64 &files = m_filesIn[device::foldedPath(folder)];
            if (files < m_profile.limits.maxFilesPerFolder) {
                ++files;
                return folder;
            }
        }
    }

    const device::PlayerProfile &m_profile;
    const ConversionChooser &m_conversions;
    QHash<TrackId, const LedgerEntry *> m_known;
    QHash<QString, const LedgerEntry *> m_knownFiles; ///< that are not in the library, by source
    QHash<QString, qint64> m_filesIn;                 ///< by folded folder
    QHash<QString, int> m_numbers;                    ///< the first that may have room, by folded folder
};

} // namespace

Result<void> assignPaths(model::Connection &connection, Selection &selection,
                         const QList<LedgerEntry> &ledger, const device::PlayerProfile &profile,
                         const ConversionChooser &conversions)
{
    PathAssigner assigner(ledger, profile, conversions);
    QList<TrackId> open;
    for (WantedItem &item : selection.wanted) {
        if (item.track.isValid() && !assigner.keep(item))
            open.append(item.track);
    }
    QHash<TrackId, model::Track> tracks;
    if (!open.isEmpty()) {
        const auto found = model::TrackRepository(connection).tracks(open);
        if (!found)
            return std::unexpected(found.error());
        tracks.reserve(found->size());
        for (const model::Track &track : *found)
            tracks.insert(track.id, track);
    }
    for (WantedItem &item : selection.wanted) {
        if (!item.path.isEmpty())
            continue;
        if (!item.track.isValid())
            assigner.assign(item, selection.files.value(item.source));
        else if (const auto track = tracks.constFind(item.track); track != tracks.constEnd())
            assigner.assign(item, *track);
    }
    return {};
}

} // namespace tandem::sync
