// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/helperprogram.h"
#include "model/tags/helper/servant.h"

#include <cstdlib>
#include <unistd.h>

/// Reads audio files for TagReaders, which starts it with the limits as arguments: bytes of memory, bytes of
/// stack, seconds of the processor's time.
int main(int argc, char **argv)
{
    using namespace tandem;
    // Whatever else the program had open is none of its business.
    ::close_range(firstHelperSocket + 1, ~0U, 0);
    if (argc != 4)
        return EXIT_FAILURE;
    const model::ReadLimits limits{.memoryBytes = std::atoll(argv[1]),
                                   .stackBytes = std::atoll(argv[2]),
                                   .processorTime = std::chrono::seconds(std::atoll(argv[3]))};
    if (!model::setReadLimits(limits))
        return EXIT_FAILURE;
    model::Servant(firstHelperSocket, limits.processorTime).run();
    return EXIT_SUCCESS;
}
