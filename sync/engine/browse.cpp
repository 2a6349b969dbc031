// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "browse.h"

#include "device/storage/devicepath.h"

#include <algorithm>
#include <vector>

namespace tandem::sync {

Result<BrowseResult> browse(device::DeviceStorage &storage, const BrowseRequest &request,
                            std::stop_token stop, qsizetype maxObjects)
{
    BrowseResult result;
    // The last one is the next: folders are entered where they stand in the order of names.
    std::vector<BrowsedObject> waiting;
    const auto enter = [&](const QString &folder) -> Result<void> {
        auto objects = storage.list(folder);
        if (!objects)
            return std::unexpected(objects.error());
        std::ranges::sort(*objects, std::ranges::greater(), &device::StoredObject::name);
        for (const device::StoredObject &object : std::as_const(*objects))
            waiting.push_back({device::joinPath(folder, object.name), object.sizeBytes, object.isFolder});
        return {};
    };
    if (auto entered = enter(request.folder); !entered)
        return std::unexpected(entered.error());
    while (!waiting.empty()) {
        if (stop.stop_requested())
            return cancelled();
        if (result.objects.size() >= maxObjects) {
            result.isCutShort = true;
            break;
        }
        const BrowsedObject object = std::move(waiting.back());
        waiting.pop_back();
        result.objects.append(object);
        if (!object.isFolder || !request.isRecursive)
            continue;
        if (auto entered = enter(object.path); !entered) {
            if (entered.error().code != ErrorCode::FileMissing) // gone meanwhile, or not to be entered
                return std::unexpected(entered.error());
        }
    }
    return result;
}

} // namespace tandem::sync
