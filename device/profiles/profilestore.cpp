// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "profilestore.h"

#include "base/logging.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace tandem::device {

namespace {

constexpr qint64 maxFileBytes = 1 << 20;

/// The translation context of this file.
struct ProfileStoreText {
    Q_DECLARE_TR_FUNCTIONS(tandem::device::ProfileStoreText)
};

Result<PlayerProfile> readProfile(const QString &fileName)
{
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::FileUnreadable, fileName, file.errorString());
    const QByteArray data = file.read(maxFileBytes + 1);
    if (data.size() > maxFileBytes)
        return failure(ErrorCode::FileTooLarge, fileName);
    return parseProfile(data, fileName);
}

QStringList jsonFiles(const QString &folder)
{
    QStringList files;
    const QDir dir(folder);
    const QStringList names = dir.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names)
        files.append(dir.filePath(name));
    return files;
}

} // namespace

ProfileStore::ProfileStore(const QString &dataDir)
{
    readBuiltIn();
    readPersons(dataDir + u"/profiles"_s);
}

void ProfileStore::readBuiltIn()
{
    const QStringList files = jsonFiles(u":/profiles"_s);
    for (const QString &file : files) {
        const auto profile = readProfile(file);
        Q_ASSERT_X(profile, "ProfileStore", "a profile in the resources is damaged");
        if (profile)
            m_stored.append({*profile, {}});
    }
}

void ProfileStore::readPersons(const QString &folder)
{
    const QStringList files = jsonFiles(folder);
    for (const QString &file : files) {
        if (auto taken = take(file); !taken) {
            qCWarning(logDevice) << "profile not used:" << file << taken.error().detail;
            m_warnings.append(taken.error());
        }
    }
}

Result<void> ProfileStore::take(const QString &fileName)
{
    const auto profile = readProfile(fileName);
    if (!profile)
        return std::unexpected(profile.error());
    const auto known = std::ranges::find(m_stored, profile->id,
                                         [](const StoredProfile &stored) { return stored.profile.id; });
    if (known == m_stored.end()) {
        m_stored.append({*profile, fileName});
        return {};
    }
    if (!known->file.isEmpty())
        return failure(ErrorCode::InvalidArgument, fileName,
                       ProfileStoreText::tr("id: %1 has the same").arg(known->file));
    *known = {*profile, fileName};
    return {};
}

QList<PlayerProfile> ProfileStore::profiles() const
{
    QList<PlayerProfile> profiles;
    for (const StoredProfile &stored : m_stored)
        profiles.append(stored.profile);
    return profiles;
}

Result<StoredProfile> ProfileStore::find(const QString &id) const
{
    for (const StoredProfile &stored : m_stored) {
        if (stored.profile.id == id)
            return stored;
    }
    return failure(ErrorCode::NotFound, id);
}

} // namespace tandem::device
