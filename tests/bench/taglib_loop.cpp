// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// The limit that ./dev bench holds a first scan against: walks a folder, then reads the tags of every
// file with TagLib on a number of threads, and keeps nothing. Prints one JSON object.

#include <fileref.h>
#include <tag.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

struct Totals {
    std::atomic<std::size_t> read = 0;
    std::atomic<std::size_t> failed = 0;
    // Sums of what was read: nothing that a compiler or a careless reader could leave out.
    std::atomic<std::size_t> textCharacters = 0;
    std::atomic<std::size_t> durationMs = 0;
};

bool isAudio(const std::filesystem::path &path)
{
    static constexpr std::array<std::string_view, 11> suffixes{
        ".mp3", ".m4a", ".flac", ".ogg", ".opus", ".wav", ".aiff", ".wma", ".ape", ".wv", ".mpc"};
    return std::ranges::contains(suffixes, std::string_view(path.extension().native()));
}

std::vector<std::string> audioFiles(const char *folder)
{
    std::vector<std::string> paths;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file() && isAudio(entry.path()))
            paths.push_back(entry.path().native());
    }
    return paths;
}

void readTags(const std::string &path, Totals &totals)
{
    const TagLib::FileRef file(path.c_str(), true, TagLib::AudioProperties::Average);
    if (file.isNull() || file.tag() == nullptr) {
        ++totals.failed;
        return;
    }
    const TagLib::Tag &tag = *file.tag();
    totals.textCharacters += tag.title().size() + tag.artist().size() + tag.album().size() +
                             tag.genre().size() + (tag.year() != 0) + (tag.track() != 0);
    if (const auto *properties = file.audioProperties())
        totals.durationMs += static_cast<std::size_t>(properties->lengthInMilliseconds());
    ++totals.read;
}

// Every thread takes the next path until none is left.
void readAll(const std::vector<std::string> &paths, unsigned threadCount, Totals &totals)
{
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i = next++; i < paths.size(); i = next++)
            readTags(paths[i], totals);
    };
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < threadCount; ++i)
        threads.emplace_back(work);
}

unsigned threadCountFrom(const char *text)
{
    unsigned count = 0;
    const char *end = text + std::strlen(text);
    const auto [rest, error] = std::from_chars(text, end, count);
    return error == std::errc() && rest == end && count <= 256 ? count : 0;
}

} // namespace

int main(int argc, char *argv[])
{
    const unsigned threadCount = argc == 3 ? threadCountFrom(argv[2]) : 0;
    if (threadCount == 0) {
        std::fputs("usage: bench_taglib_loop FOLDER THREADS\n", stderr);
        return 2;
    }
    try {
        Totals totals;
        readAll(audioFiles(argv[1]), threadCount, totals);
        std::printf("{\"read\": %zu, \"failed\": %zu, \"textCharacters\": %zu, \"durationMs\": %zu}\n",
                    totals.read.load(), totals.failed.load(), totals.textCharacters.load(),
                    totals.durationMs.load());
    } catch (const std::exception &error) {
        std::fprintf(stderr, "bench_taglib_loop: %s\n", error.what());
        return 3;
    }
    return 0;
}
