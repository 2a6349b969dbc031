// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "fakeplayer.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <mutex>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>
#include <utility>

using namespace std::chrono_literals;

namespace fake {

namespace {

struct Listener {
    LIBMTP_event_cb_fn tell = nullptr;
    void *data = nullptr;
};

std::mutex listening;
std::condition_variable isListening;
Listener listener;

/// Tells of an event, and goes on only when somebody has heard of it.
void tellEvent()
{
    std::unique_lock lock(listening);
    isListening.wait(lock, [] { return listener.tell != nullptr; });
    const Listener told = std::exchange(listener, {});
    lock.unlock();
    told.tell(LIBMTP_HANDLER_RETURN_OK, LIBMTP_EVENT_OBJECT_ADDED, 0, told.data);
}

void hang()
{
    while (true)
        std::this_thread::sleep_for(1h);
}

/// How many parts of the path there are from the first on that begins with a dot.
std::ptrdiff_t partsFromDot(const fs::path &path)
{
    const fs::path inStore = path.lexically_relative(folder());
    const auto first =
        std::ranges::find_if(inStore, [](const fs::path &part) { return part.string().starts_with('.'); });
    return std::distance(first, inStore.end());
}

bool concernsDots(const char *trait, const fs::path &path)
{
    const std::string how = control(trait);
    return how == "all" || (!how.empty() && partsFromDot(path) > (how == "below" ? 1 : 0));
}

std::string sentLast()
{
    std::ifstream file(folder() / "last");
    std::string path;
    std::getline(file, path);
    return path;
}

} // namespace

fs::path folder()
{
    return std::getenv("TANDEM_FAKE_MTP");
}

fs::path store(uint32_t storage)
{
    return folder() / (storage == cardId ? "card" : "store");
}

std::string control(const std::string &name)
{
    std::ifstream file(folder() / "control");
    for (std::string line; std::getline(file, line);) {
        if (line == name)
            return "yes";
        if (line.starts_with(name + "="))
            return line.substr(name.size() + 1);
    }
    return {};
}

bool is(const std::string &name)
{
    return !control(name).empty();
}

State state;

void listen(LIBMTP_event_cb_fn tell, void *data)
{
    const std::lock_guard lock(listening);
    listener = {tell, data};
    isListening.notify_one();
}

void transaction(const char *name)
{
    std::ofstream(folder() / "log", std::ios::app) << name << '\n';
    if (state.isStuck)
        hang();
    const bool isDue = is("always") || !fs::exists(folder() / "failed");
    if (control("stallIn") == name && isDue) {
        std::ofstream(folder() / "failed") << name;
        hang();
    }
    if (control("tellIn") == name)
        tellEvent();
    if (control("crashIn") == name && isDue) {
        std::ofstream(folder() / "failed") << name;
        ::_exit(134);
    }
}

void done(const char *name)
{
    if (control("crashAfter") != name || fs::exists(folder() / "failed"))
        return;
    std::ofstream(folder() / "failed") << name;
    ::_exit(134);
}

int fail(const char *number)
{
    state.errors.push_back(std::string("PTP Layer error ") + number + ": fake");
    return -1;
}

char *copy(const std::string &text)
{
    return ::strdup(text.c_str());
}

uint32_t added(const fs::path &path, uint32_t parent, uint32_t storage)
{
    const uint32_t object = state.nextObject++;
    state.objects[object] = {.path = path, .parent = parent, .storage = storage};
    return object;
}

Object *find(uint32_t object)
{
    const auto found = state.objects.find(object);
    if (found == state.objects.end() || !fs::exists(found->second.path)) {
        fail("2009");
        return nullptr;
    }
    return &found->second;
}

fs::path pathOf(uint32_t object, uint32_t storage)
{
    if (object == LIBMTP_FILES_AND_FOLDERS_ROOT || object == 0)
        return store(storage);
    const Object *found = find(object);
    return found ? found->path : fs::path();
}

time_t modified(const Object &object)
{
    struct stat status = {};
    ::stat(object.path.c_str(), &status);
    return is("wildTimes") ? ::time(nullptr) + ::getpid() * 10L : status.st_mtim.tv_sec;
}

uint64_t usedBytes()
{
    uint64_t used = 0;
    for (const auto &entry : fs::recursive_directory_iterator(store(storageId)))
        used += entry.is_regular_file() ? entry.file_size() : 0;
    return used;
}

uint64_t size()
{
    const std::string text = control("capacity");
    return text.empty() ? capacity : std::stoull(text);
}

bool isSilent(const Object &object)
{
    if (control("silent") != object.path.filename().string())
        return false;
    const std::string times = control("silentTimes");
    return times.empty() || state.silences++ < std::stoi(times);
}

std::string factsName(Object &object)
{
    object.isCut = is("cuts");
    return nameAlone(object);
}

std::string nameAlone(const Object &object)
{
    const std::string name = object.path.filename();
    return object.isCut ? name.substr(0, std::stoul(control("cuts"))) : name;
}

bool isShown(const fs::path &path)
{
    return !concernsDots("hides", path);
}

bool isRefused(const fs::path &path)
{
    return concernsDots("refuses", path);
}

std::string keptName(const std::string &name)
{
    if (!is("renames"))
        return name;
    std::string kept = name;
    if (kept.starts_with('.'))
        kept[0] = '_';
    std::ranges::replace(kept, control("renames") == "all" ? 'a' : '&', '_');
    return kept;
}

void setSentLast(const fs::path &path)
{
    std::ofstream(folder() / "last") << path.string();
}

bool isSentLast(const fs::path &path)
{
    return sentLast() == path.string();
}

void forgetSentLast()
{
    const std::string path = sentLast();
    if (!path.empty() && is("forgets"))
        fs::remove(path);
    setSentLast({});
}

} // namespace fake
