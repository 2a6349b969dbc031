// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "settledwish.h"

#include <QCryptographicHash>
#include <QtEndian>
#include <algorithm>
#include <array>

namespace tandem::sync {

qint64 wishNumber(const Survey &survey)
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    const auto add = [&hash](std::array<qint64, 3> numbers) {
        hash.addData(QByteArrayView(reinterpret_cast<const char *>(numbers.data()), sizeof(numbers)));
    };
    if (survey.record.partnership)
        add({survey.record.partnership->reservePercent, 0, 0});
    for (const WantedItem &item : survey.selection.wanted) {
        if (!item.isFill)
            add({item.track.value, item.sizeBytes, item.sourceVersion});
    }
    return std::max<qint64>(1, qFromLittleEndian<qint64>(hash.result().constData()) &
                                   std::numeric_limits<qint64>::max());
}

bool isSettled(const Survey &survey)
{
    if (!survey.isPartnered() || survey.record.partnership->settledWish == 0)
        return false;
    const Partnership &partnership = *survey.record.partnership;
    return survey.storage.freeBytes >= 0 && survey.storage.freeBytes == partnership.settledFreeBytes &&
           wishNumber(survey) == partnership.settledWish;
}

} // namespace tandem::sync
