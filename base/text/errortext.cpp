// SPDX-FileCopyrightText: Tandem contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "errortext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace tandem {

namespace {

/// The translation context of this file.
struct ErrorText {
    Q_DECLARE_TR_FUNCTIONS(ErrorText)

public:
    static QString sentence(const Error &error);
    static QString heading(ErrorCode code, int count);
};

/// @p named with the subject in it, or @p unnamed if the error names nothing.
QString either(const Error &error, const QString &named, const QString &unnamed)
{
    return error.subject.isEmpty() ? unnamed : named.arg(error.subject);
}

/// Whether the detail is what the system said, and no part of the sentence already.
bool showsSystemDetail(ErrorCode code)
{
    switch (code) {
    case ErrorCode::FileUnreadable:
    case ErrorCode::FileNotWritable:
    case ErrorCode::FileCorrupt:
    case ErrorCode::PlaylistUnreadable:
    case ErrorCode::DatabaseUnreadable:
    case ErrorCode::DatabaseCorrupt:
    case ErrorCode::DeviceFailed:
    case ErrorCode::MountFailed:
    case ErrorCode::NotPlayable:
    case ErrorCode::ConversionFailed:
    case ErrorCode::HelperMissing:
        return true;
    default:
        return false;
    }
}

QString ErrorText::sentence(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Cancelled:
        return {};

    case ErrorCode::InvalidArgument:
        if (error.subject.isEmpty() && error.detail.isEmpty())
            return tr("A value cannot be used. Check what you entered.");
        if (error.detail.isEmpty())
            return tr("“%1” cannot be used here. Check what you entered.").arg(error.subject);
        if (error.subject.isEmpty())
            return tr("This cannot be used: %1.").arg(error.detail);
        return tr("“%1” cannot be used: %2.").arg(error.subject, error.detail);
    case ErrorCode::NotFound:
        return either(error, tr("“%1” was not found. Check the name and try again."),
                      tr("What you asked for was not found. It may have been removed in the meantime."));
    case ErrorCode::AlreadyExists:
        return either(error, tr("“%1” is there already. Choose another name or place."),
                      tr("It is there already. Choose another name or place."));
    case ErrorCode::InvalidQuery:
        return error.detail.isEmpty()
                   ? tr("The query cannot be understood. Check its fields, quotes and parentheses.")
                   : tr("The query cannot be understood: %1.").arg(error.detail);
    case ErrorCode::Busy:
        return either(error, tr("“%1” is busy with something else. Wait until it has finished, or stop it."),
                      tr("Another operation is running. Wait until it has finished, or stop it."));

    case ErrorCode::FileMissing:
        return either(
            error,
            tr("“%1” is not there. Check its name; if you moved or renamed it, scan the library again."),
            tr("A file is not there. Scan the library again if you moved or renamed it."));
    case ErrorCode::FileUnreadable:
        return either(error, tr("“%1” cannot be read. Check its permissions and the drive it is on."),
                      tr("A file cannot be read. Check its permissions and the drive it is on."));
    case ErrorCode::FileNotWritable:
        return either(error, tr("“%1” cannot be written. Check its permissions, or choose another place."),
                      tr("A file cannot be written. Check its permissions, or choose another place."));
    case ErrorCode::FileEmpty:
        return either(error, tr("“%1” is empty. Replace it with a complete copy."),
                      tr("A file is empty. Replace it with a complete copy."));
    case ErrorCode::FileCorrupt:
        return either(
            error, tr("“%1” is cut short, damaged, or not what its name says. Replace it with a good copy."),
            tr("A file is cut short, damaged, or not what its name says. Replace it with a good "
               "copy."));
    case ErrorCode::FileChanged:
        return either(
            error,
            tr("“%1” was changed by somebody else meanwhile, so it was left alone. In the library it "
               "is taken the next time; on a player, rename or remove it to have the song again."),
            tr("A file was changed by somebody else meanwhile, so it was left alone. In the library "
               "it is taken the next time; on a player, rename or remove it to have the song again."));
    case ErrorCode::FormatUnsupported:
        return either(error, tr("“%1” is of a kind that Tandem does not know. Convert it to another format."),
                      tr("A file is of a kind that Tandem does not know. Convert it to another format."));
    case ErrorCode::FileProtected:
        return either(
            error,
            tr("“%1” is protected against copying, and can neither be played nor converted here. Get "
               "it without protection from where you bought it."),
            tr("A file is protected against copying, and can neither be played nor converted here. "
               "Get it without protection from where you bought it."));
    case ErrorCode::NameNotUtf8:
        return either(error,
                      tr("The name “%1” holds characters that cannot be decoded (shown as %XX). Rename the "
                         "file, then scan again."),
                      tr("A file’s name holds characters that cannot be decoded. Rename the file, then scan "
                         "again."));
    case ErrorCode::FolderMissing:
        return either(error,
                      tr("The folder “%1” is not there. Check its name, and connect the drive if it is "
                         "on one; if it is gone for good, remove it from the library."),
                      tr("A folder is not there. Check its name, and connect the drive if it is on one; if "
                         "it is gone for good, remove it from the library."));
    case ErrorCode::MusicInsidePlayer:
        return either(error,
                      tr("The music folder “%1” lies on the player itself. Choose a player or a music folder "
                         "that do not contain each other."),
                      tr("A music folder lies on the player itself. Choose a player or a music folder that "
                         "do not contain each other."));
    case ErrorCode::PlayerInsideMusic:
        return either(error,
                      tr("The player “%1” lies in a music folder of the library. Choose a folder outside of "
                         "your music."),
                      tr("The player lies in a music folder of the library. Choose a folder outside of your "
                         "music."));
    case ErrorCode::PlaylistUnreadable:
        return either(error, tr("“%1” is not a playlist that Tandem can read. Use an M3U or M3U8 file."),
                      tr("The file is not a playlist that Tandem can read. Use an M3U or M3U8 file."));
    case ErrorCode::OutOfSpace:
        return either(error,
                      tr("This computer’s disk is full: “%1” could not be written. Make room, then "
                         "try again."),
                      tr("This computer’s disk is full. Make room, then try again."));

    case ErrorCode::DatabaseUnreadable:
        return either(error,
                      tr("The library’s database “%1” cannot be opened or written. Check the permissions of "
                         "the file and its folder."),
                      tr("The library’s database cannot be opened or written. Check the permissions of the "
                         "file and its folder."));
    case ErrorCode::DatabaseCorrupt:
        return either(error,
                      tr("The library’s database “%1” is damaged. Move it away to start anew, or put a "
                         "backup in its place."),
                      tr("The library’s database is damaged. Move it away to start anew, or put a backup in "
                         "its place."));
    case ErrorCode::DatabaseLocked:
        return tr("The library’s database is in use by another program. Close it, or wait a moment, then try "
                  "again.");
    case ErrorCode::DatabaseTooNew:
        return error.detail.isEmpty()
                   ? tr("The library was written by a newer Tandem. Update Tandem to open it.")
                   : tr("The library was written by a newer Tandem (database version %1). Update Tandem to "
                        "open it.")
                         .arg(error.detail);

    case ErrorCode::NotConnected:
        return either(error, tr("“%1” is not connected. Connect it, then try again."),
                      tr("The player is not connected. Connect it, then try again."));
    case ErrorCode::DeviceGone:
        return either(error,
                      tr("“%1” was taken away before it was finished. Connect the player again; it goes on "
                         "where it stopped."),
                      tr("The player was taken away before it was finished. Connect it again; it goes on "
                         "where it stopped."));
    case ErrorCode::DeviceReadOnly:
        return either(
            error,
            tr("“%1” cannot be written to. Check its lock switch and permissions, or mount it for "
               "writing."),
            tr("The player cannot be written to. Check its lock switch and permissions, or mount it "
               "for writing."));
    case ErrorCode::DeviceFull:
        return either(error,
                      tr("The player has no room left for “%1”. Remove something from it, or choose "
                         "fewer playlists."),
                      tr("The player is full. Remove something from it, or choose fewer playlists."));
    case ErrorCode::FolderFull:
        return either(
            error,
            tr("The player’s file system takes no more names in the folder of “%1”. Choose a profile "
               "that makes more folders, or shortens names."),
            tr("The player’s file system takes no more names in a folder. Choose a profile that makes "
               "more folders, or shortens names."));
    case ErrorCode::DeviceFailed:
        return either(error,
                      tr("The player reported an error at “%1”. Reconnect it and try again; if that does not "
                         "help, check its file system."),
                      tr("The player reported an error. Reconnect it and try again; if that does not help, "
                         "check its file system."));
    case ErrorCode::DeviceHeld:
        return error.subject.isEmpty() || error.detail.isEmpty()
                   ? either(error,
                            tr("Another program is using “%1”. Close what shows it, a file manager for "
                               "instance, then try again."),
                            tr("Another program is using the player. Close what shows it, a file manager for "
                               "instance, then try again."))
                   : tr("The program “%2” is using “%1”. Close it, or let Tandem ask it to let go of the "
                        "player, then try again.")
                         .arg(error.subject, error.detail);
    case ErrorCode::DeviceStalled:
        return either(error,
                      tr("“%1” did not answer in time. Unplug the player, plug it in again, then try again."),
                      tr("The player did not answer in time. Unplug it, plug it in again, then try again."));
    case ErrorCode::NotMounted:
        return either(error, tr("“%1” is connected, but not mounted. Mount it, then try again."),
                      tr("The player is connected, but not mounted. Mount it, then try again."));
    case ErrorCode::StorageMissing:
        return either(
            error,
            tr("The storage that was chosen for “%1”, perhaps a card, is not in it. Put it back, or "
               "choose another storage in the player’s settings."),
            tr("The storage that was chosen for the player, perhaps a card, is not in it. Put it "
               "back, or choose another storage in the player’s settings."));
    case ErrorCode::MountFailed:
        return either(error, tr("“%1” could not be mounted or let go. Close what uses it, then try again."),
                      tr("The player could not be mounted or let go. Close what uses it, then try again."));
    case ErrorCode::NotSupported:
        return either(error, tr("The player does not support this: “%1”."),
                      tr("The player does not support this."));
    case ErrorCode::NotPlayable:
        return either(error,
                      tr("The player does not play files like “%1”. Choose a profile that says it does, or "
                         "leave it out."),
                      tr("The player does not play files of this kind."));
    case ErrorCode::ConversionFailed:
        return either(error,
                      tr("“%1” could not be converted for the player. Check that it plays on this "
                         "computer; it is tried again the next time."),
                      tr("A song could not be converted for the player. Check that it plays on this "
                         "computer; it is tried again the next time."));
    case ErrorCode::DeviceLocked:
        return either(error, tr("“%1” is locked. Unlock it and allow the transfer of files, then try again."),
                      tr("The player is locked. Unlock it and allow the transfer of files, then try again."));
    case ErrorCode::NameTooLong:
        return either(error,
                      tr("The name of “%1” is too long for the player. Shorten the file’s name or tags."),
                      tr("A name is too long for the player. Shorten the file’s name or tags."));
    case ErrorCode::FileTooLarge:
        return either(
            error,
            tr("“%1” is larger than the player’s file system allows. Use a shorter or more strongly "
               "compressed file."),
            tr("A file is larger than the player’s file system allows. Use a shorter or more "
               "strongly compressed file."));
    case ErrorCode::NameTaken:
        return either(
            error,
            tr("The player has a file of its own at “%1”, which Tandem leaves alone. Rename or "
               "remove it to make way."),
            tr("The player has a file of its own under this name, which Tandem leaves alone. Rename "
               "or remove it to make way."));
    case ErrorCode::NameNotKept:
        return either(
            error,
            tr("The player does not show “%1” under this name, so it was not left there. Use plainer "
               "characters in the song’s file name or tags; if it is a file of Tandem’s own, this player "
               "cannot be synchronized."),
            tr("The player does not show a file under the name that it was given, so it was not left there. "
               "Use plainer characters in the song’s file name or tags."));
    case ErrorCode::LinkOnPlayer:
        return either(error,
                      tr("“%1” on the player is a link to another place. Tandem only writes on the player "
                         "itself: replace the link by a folder, then synchronize again."),
                      tr("A folder on the player is a link to another place. Tandem only writes on the "
                         "player itself: replace the link by a folder, then synchronize again."));

    case ErrorCode::NotPartnered:
        return either(error, tr("“%1” is not partnered with this library. Set it up first."),
                      tr("The player is not partnered with this library. Set it up first."));
    case ErrorCode::PartneredElsewhere:
        return either(
            error, tr("“%1” is partnered with another library. Take it over, or send songs to it by hand."),
            tr("The player is partnered with another library. Take it over, or send songs to it by "
               "hand."));
    case ErrorCode::TooManyPartnerships:
        return tr("The library has 16 partnerships, which is as many as it can have. End one of them first.");
    case ErrorCode::ManualDevice:
        return either(error,
                      tr("“%1” only takes what you send to it by hand. Switch it to automatic "
                         "synchronization first."),
                      tr("The player only takes what you send to it by hand. Switch it to automatic "
                         "synchronization first."));
    case ErrorCode::MarkerDamaged:
        return either(error,
                      tr("The partnership’s mark on the player cannot be read (“%1”). Set the player up "
                         "again to renew it; its files stay."),
                      tr("The partnership’s mark on the player cannot be read. Set the player up again to "
                         "renew it; its files stay."));
    case ErrorCode::LedgerDamaged:
        return either(error,
                      tr("The player’s own list of what Tandem placed cannot be read (“%1”). Tandem goes by "
                         "the library’s copy; synchronize again to renew it."),
                      tr("The player’s own list of what Tandem placed cannot be read. Tandem goes by the "
                         "library’s copy; synchronize again to renew it."));
    case ErrorCode::BrakeManyDeletions:
        return either(
            error,
            tr("More than half of what Tandem placed on “%1” would be removed, so nothing was done "
               "yet. Check the chosen playlists, or go on if you mean it."),
            tr("More than half of what Tandem placed on the player would be removed, so nothing was "
               "done yet. Check the chosen playlists, or go on if you mean it."));
    case ErrorCode::BrakeEmptyListing:
        return either(
            error,
            tr("“%1” shows none of the songs that it held, so nothing was done yet. Reconnect it; "
               "if it was emptied on purpose, go on."),
            tr("The player shows none of the songs that it held, so nothing was done yet. Reconnect "
               "it; if it was emptied on purpose, go on."));
    case ErrorCode::BrakeLibraryMissing:
        return either(
            error,
            tr("The music folder “%1” is not there, so nothing was done yet. Connect its drive; go "
               "on only if the music is gone for good."),
            tr("Music folders of the library, or parts of them, are not there or cannot be looked "
               "into, so nothing was done yet. Connect their drive; go on only if the music is gone "
               "for good."));
    case ErrorCode::BrakeLeftLibrary:
        return tr("The library no longer has %n song(s) of the player, though nobody deleted their files: "
                  "their music folder was taken out, or they are left out now. So nothing was done yet. Add "
                  "the folder again, or its new place; go on only if they are to be removed.",
                  nullptr, error.detail.toInt());
    case ErrorCode::BrakePlaylistGap:
        return tr(
            "A chosen playlist names %n song(s) on the player whose files the library does not find, so "
            "nothing was done yet. Scan the library, or add their folder; go on only if they are to be "
            "removed.",
            nullptr, error.detail.toInt());
    case ErrorCode::BrakeLibraryBehind:
        return tr("The player knows of later synchronizations than the library, as after a backup was "
                  "restored, and would lose %n song(s), so nothing was done yet. Check the chosen playlists, "
                  "or go on if you mean it.",
                  nullptr, error.detail.toInt());
    case ErrorCode::BrakeOtherStorage:
        return either(
            error,
            tr("“%1” shows another storage than the one that Tandem used before, so nothing was done "
               "yet. Put the card back, or mount its drive; go on only if this one is to be used "
               "from now on."),
            tr("The player shows another storage than the one that Tandem used before, so nothing "
               "was done yet. Put the card back, or mount its drive; go on only if this one is to "
               "be used from now on."));
    case ErrorCode::PlayerForgotten:
        return either(error,
                      tr("“%1” was forgotten while it was in use. Its files stay; add it again to go on."),
                      tr("The player was forgotten while it was in use. Its files stay; add it again to go "
                         "on."));
    case ErrorCode::DidNotFit:
        return either(
            error,
            tr("There was no room for “%1” on the player. Choose fewer playlists, or give this one "
               "a higher priority."),
            tr("There was no room for a song on the player. Choose fewer playlists, or give this one "
               "a higher priority."));

    case ErrorCode::HelperMissing:
        return either(error,
                      tr("A part of Tandem, “%1”, is missing or cannot be started. Install Tandem again."),
                      tr("A part of Tandem is missing or cannot be started. Install Tandem again."));
    case ErrorCode::Internal:
        break;
    }
    const QString where = error.detail.isEmpty()    ? error.subject
                          : error.subject.isEmpty() ? error.detail
                                                    : error.subject + u": "_s + error.detail;
    return where.isEmpty()
               ? tr("Something went wrong inside Tandem. Try again; if it happens again, please report it.")
               : tr("Something went wrong inside Tandem (%1). Try again; if it happens again, please report "
                    "it.")
                     .arg(where);
}

QString ErrorText::heading(ErrorCode code, int count)
{
    switch (code) {
    case ErrorCode::Cancelled:
        return tr("%n item(s) were stopped", nullptr, count);
    case ErrorCode::InvalidArgument:
        return tr("%n value(s) cannot be used", nullptr, count);
    case ErrorCode::NotFound:
        return tr("%n item(s) were not found", nullptr, count);
    case ErrorCode::AlreadyExists:
        return tr("%n item(s) are there already", nullptr, count);
    case ErrorCode::InvalidQuery:
        return tr("%n query(s) cannot be understood", nullptr, count);
    case ErrorCode::Busy:
        return tr("%n item(s) were in use", nullptr, count);
    case ErrorCode::FileMissing:
        return tr("%n file(s) are not there", nullptr, count);
    case ErrorCode::FileUnreadable:
        return tr("%n file(s) cannot be read", nullptr, count);
    case ErrorCode::FileNotWritable:
        return tr("%n file(s) cannot be written", nullptr, count);
    case ErrorCode::FileEmpty:
        return tr("%n file(s) are empty", nullptr, count);
    case ErrorCode::FileCorrupt:
        return tr("%n file(s) are cut short or damaged", nullptr, count);
    case ErrorCode::FileChanged:
        return tr("%n file(s) were changed by somebody else and left alone", nullptr, count);
    case ErrorCode::FormatUnsupported:
        return tr("%n file(s) are of an unknown kind", nullptr, count);
    case ErrorCode::FileProtected:
        return tr("%n file(s) are protected against copying", nullptr, count);
    case ErrorCode::NameNotUtf8:
        return tr("%n file name(s) cannot be decoded", nullptr, count);
    case ErrorCode::FolderMissing:
        return tr("%n folder(s) are not there", nullptr, count);
    case ErrorCode::MusicInsidePlayer:
        return tr("%n music folder(s) lie on the player", nullptr, count);
    case ErrorCode::PlayerInsideMusic:
        return tr("%n player(s) lie in a music folder", nullptr, count);
    case ErrorCode::PlaylistUnreadable:
        return tr("%n playlist file(s) cannot be read", nullptr, count);
    case ErrorCode::OutOfSpace:
        return tr("%n file(s) found no room on this computer’s disk", nullptr, count);
    case ErrorCode::DatabaseUnreadable:
    case ErrorCode::DatabaseCorrupt:
    case ErrorCode::DatabaseLocked:
    case ErrorCode::DatabaseTooNew:
        return tr("%n problem(s) with the library’s database", nullptr, count);
    case ErrorCode::NotConnected:
        return tr("%n player(s) are not connected", nullptr, count);
    case ErrorCode::DeviceGone:
        return tr("%n item(s) were left because the player was taken away", nullptr, count);
    case ErrorCode::DeviceReadOnly:
        return tr("%n item(s) could not be written to the player", nullptr, count);
    case ErrorCode::DeviceFull:
        return tr("%n item(s) found the player full", nullptr, count);
    case ErrorCode::FolderFull:
        return tr("%n item(s) found a full folder on the player", nullptr, count);
    case ErrorCode::DeviceFailed:
        return tr("%n item(s) failed because the player reported an error", nullptr, count);
    case ErrorCode::DeviceHeld:
        return tr("%n item(s) found the player in use by another program", nullptr, count);
    case ErrorCode::DeviceStalled:
        return tr("%n item(s) were left because the player did not answer", nullptr, count);
    case ErrorCode::NotMounted:
        return tr("%n player(s) are not mounted", nullptr, count);
    case ErrorCode::StorageMissing:
        return tr("%n player(s) lack the storage that was chosen", nullptr, count);
    case ErrorCode::MountFailed:
        return tr("%n player(s) could not be mounted or let go", nullptr, count);
    case ErrorCode::NotSupported:
        return tr("%n item(s) need something that the player does not support", nullptr, count);
    case ErrorCode::NotPlayable:
        return tr("%n item(s) are of a kind that the player does not play", nullptr, count);
    case ErrorCode::ConversionFailed:
        return tr("%n item(s) could not be converted for the player", nullptr, count);
    case ErrorCode::DeviceLocked:
        return tr("%n item(s) met a locked player", nullptr, count);
    case ErrorCode::NameTooLong:
        return tr("%n name(s) are too long for the player", nullptr, count);
    case ErrorCode::FileTooLarge:
        return tr("%n file(s) are too large for the player’s file system", nullptr, count);
    case ErrorCode::NameTaken:
        return tr("%n name(s) are taken by the player’s own files", nullptr, count);
    case ErrorCode::NameNotKept:
        return tr("%n name(s) were not kept by the player", nullptr, count);
    case ErrorCode::LinkOnPlayer:
        return tr("%n link(s) on the player are in the way", nullptr, count);
    case ErrorCode::NotPartnered:
    case ErrorCode::PartneredElsewhere:
    case ErrorCode::TooManyPartnerships:
    case ErrorCode::ManualDevice:
    case ErrorCode::MarkerDamaged:
    case ErrorCode::LedgerDamaged:
        return tr("%n problem(s) with the partnership", nullptr, count);
    case ErrorCode::PlayerForgotten:
        return tr("%n player(s) forgotten meanwhile", nullptr, count);
    case ErrorCode::BrakeManyDeletions:
    case ErrorCode::BrakeEmptyListing:
    case ErrorCode::BrakeLibraryMissing:
    case ErrorCode::BrakeLeftLibrary:
    case ErrorCode::BrakePlaylistGap:
    case ErrorCode::BrakeLibraryBehind:
    case ErrorCode::BrakeOtherStorage:
        return tr("%n question(s) to answer before going on", nullptr, count);
    case ErrorCode::DidNotFit:
        return tr("%n item(s) did not fit", nullptr, count);
    case ErrorCode::HelperMissing:
        return tr("%n item(s) need a part of Tandem that cannot be started", nullptr, count);
    case ErrorCode::Internal:
        break;
    }
    return tr("%n item(s) failed because of a mistake in Tandem", nullptr, count);
}

} // namespace

QString errorText(const Error &original)
{
    // Details are sentences of their own, or what the system said; here they stand within a sentence.
    Error error = original;
    error.detail = error.detail.trimmed();
    if (error.detail.endsWith(u'.'))
        error.detail.chop(1);
    const QString sentence = ErrorText::sentence(error);
    if (error.detail.isEmpty() || !showsSystemDetail(error.code))
        return sentence;
    return ErrorText::tr("%1 The system says: %2.").arg(sentence, error.detail);
}

QString groupText(ErrorCode code, int count)
{
    return ErrorText::heading(code, count);
}

} // namespace tandem
