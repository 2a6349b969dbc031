// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <libmtp.h>
#include <map>
#include <string>
#include <vector>

// Stands in for libmtp in a second build of the helper program: a player that is a folder of the computer,
// and that fails in the ways that tests ask for. The folder is $TANDEM_FAKE_MTP with
//   store/   what the player holds
//   control  how it behaves, a word or NAME=VALUE on each line, read anew at every transaction
//   log      one line for every transaction that the player was asked for
// Handles differ from session to session, as those of real players may.

namespace fake {

namespace fs = std::filesystem;

constexpr uint32_t storageId = 0x00010001;
constexpr uint32_t cardId = 0x00020001;
constexpr uint64_t capacity = 1'000'000'000;

struct Object {
    fs::path path;
    uint32_t parent = 0;
    uint32_t storage = 0;
    bool isCut = false; ///< libmtp knows its facts, with a name that was cut
};

struct State {
    LIBMTP_mtpdevice_t device = {};
    std::vector<LIBMTP_devicestorage_t> storages;
    std::vector<std::string> errors;
    std::vector<LIBMTP_error_t> errorList;
    std::map<uint32_t, Object> objects;
    uint32_t nextObject = 0;
    bool isStuck = false;
    int renamings = 0;
    int silences = 0; ///< how often nothing was said
};

extern State state;

fs::path folder();
fs::path store(uint32_t storage);

/// The value of a line of the control file, "yes" for a word alone, empty if there is none.
std::string control(const std::string &name);
bool is(const std::string &name);

/// Who wants to hear of the next event; asked for by one thread, told by another.
void listen(LIBMTP_event_cb_fn tell, void *data);

/// One more transaction; here the player goes wrong if it is to. "stallIn=NAME" and "crashIn=NAME" apply
/// once, with "always" every time. With "tellIn=NAME" it tells of something first, every time.
void transaction(const char *name);
/// With "crashAfter=NAME" the player has done it, once, and nobody hears of it.
void done(const char *name);
int fail(const char *number);

char *copy(const std::string &text);
uint32_t added(const fs::path &path, uint32_t parent, uint32_t storage);
Object *find(uint32_t object);
fs::path pathOf(uint32_t object, uint32_t storage);
/// Some players take a change of anything for one of the file.
time_t modified(const Object &object);
uint64_t usedBytes();
uint64_t size();

// What players make of names, in the control file; all can be combined.
//   hides     does not show names that begin with a dot, nor what lies below; "hides=below": only what lies
//             below; "hides=all": nothing at all
//   refuses   takes no such names, nor anything below; the same values
//   renames   has other characters in place of some, among them a dot in front; "renames=all": in place of
//             every "a"
//   forgets   what was sent last is gone when the player is opened again

// What players keep to themselves:
//   silent=NAME     says nothing of the object of this name, though it is in its folder: it is busy, or worse
//   silentTimes=N   only the first N times that it is asked
//   refuseRename=N  refuses the renamings of these numbers, one digit each, counted since it was opened
//   cuts=N          cuts longer names where all facts are asked for at once, and, from then on, everywhere:
//   libmtp
//                   keeps what it was told

bool isSilent(const Object &object);
/// The object's name, as it is told among all its facts.
std::string factsName(Object &object);
/// The same where it alone is asked for.
std::string nameAlone(const Object &object);

bool isShown(const fs::path &path);
bool isRefused(const fs::path &path);
/// What becomes of a name that the player is given.
std::string keptName(const std::string &name);
/// The file that was sent last, or what became of it; empty: it is no more.
void setSentLast(const fs::path &path);
bool isSentLast(const fs::path &path);
/// The player is opened.
void forgetSentLast();

} // namespace fake
