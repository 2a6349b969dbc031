<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CommandLine</name>
    <message numerus="yes">
        <source>%n track(s)</source>
        <translation>
            <numerusform>%n track</numerusform>
            <numerusform>%n tracks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %n more (all of them with --json)</source>
        <translation>
            <numerusform>… and %n more (all of them with --json)</numerusform>
            <numerusform>… and %n more (all of them with --json)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n audio file(s) found: %1 added, %2 updated, %3 moved, %4 missing, %5 failed, in %6 s.</source>
        <translation>
            <numerusform>%n audio file found: %1 added, %2 updated, %3 moved, %4 missing, %5 failed, in %6 s.</numerusform>
            <numerusform>%n audio files found: %1 added, %2 updated, %3 moved, %4 missing, %5 failed, in %6 s.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” is partnered with this library, with number %2. %n playlist(s) will be kept on it.</source>
        <translation>
            <numerusform>“%1” is partnered with this library, with number %2. %n playlist will be kept on it.</numerusform>
            <numerusform>“%1” is partnered with this library, with number %2. %n playlists will be kept on it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Playlist “%1” made with %n item(s).</source>
        <translation>
            <numerusform>Playlist “%1” made with %n item.</numerusform>
            <numerusform>Playlist “%1” made with %n items.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Playlist “%1” imported with %n item(s).</source>
        <translation>
            <numerusform>Playlist “%1” imported with %n item.</numerusform>
            <numerusform>Playlist “%1” imported with %n items.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) did not fit.</source>
        <translation>
            <numerusform>%n item did not fit.</numerusform>
            <numerusform>%n items did not fit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) left out, because they were deleted on the player (--include-skipped copies them again).</source>
        <translation>
            <numerusform>%n item left out, because it was deleted on the player (--include-skipped copies it again).</numerusform>
            <numerusform>%n items left out, because they were deleted on the player (--include-skipped copies them again).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) in the chosen playlists.</source>
        <translation>
            <numerusform>%n item in the chosen playlists.</numerusform>
            <numerusform>%n items in the chosen playlists.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n converted song(s) kept, %1 of at most %2</source>
        <translation>
            <numerusform>%n converted song kept, %1 of at most %2</numerusform>
            <numerusform>%n converted songs kept, %1 of at most %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) are in use and stay for now</source>
        <translation>
            <numerusform>%n song is in use and stays for now</numerusform>
            <numerusform>%n songs are in use and stay for now</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n item(s), %1 are on the player, %2 did not fit, and %3 are not on it for other reasons.</source>
        <translation>
            <numerusform>Of %n item, %1 are on the player, %2 did not fit, and %3 are not on it for other reasons.</numerusform>
            <numerusform>Of %n items, %1 are on the player, %2 did not fit, and %3 are not on it for other reasons.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) moved to another place on the player.</source>
        <translation>
            <numerusform>%n item moved to another place on the player.</numerusform>
            <numerusform>%n items moved to another place on the player.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) lie on a drive, or behind a link, that is not there now. They stay in the library, and on players.</source>
        <translation>
            <numerusform>%n song lies on a drive, or behind a link, that is not there now. It stays in the library, and on players.</numerusform>
            <numerusform>%n songs lie on a drive, or behind a link, that is not there now. They stay in the library, and on players.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) and folder(s) are left out, as you wish.</source>
        <translation>
            <numerusform>%n file or folder is left out, as you wish.</numerusform>
            <numerusform>%n files and folders are left out, as you wish.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) were not found, and may be where Tandem could not look: in what it could not read, or in a folder whose place another one has taken. They stay in the library, and on players. Scan again when all can be read; leave out what never can be (tandem library exclude); if they were deleted, say so: tandem library scan --deleted</source>
        <translation>
            <numerusform>%n song was not found, and may be where Tandem could not look: in what it could not read, or in a folder whose place another one has taken. It stays in the library, and on players. Scan again when all can be read; leave out what never can be (tandem library exclude); if it was deleted, say so: tandem library scan --deleted</numerusform>
            <numerusform>%n songs were not found, and may be where Tandem could not look: in what it could not read, or in a folder whose place another one has taken. They stay in the library, and on players. Scan again when all can be read; leave out what never can be (tandem library exclude); if they were deleted, say so: tandem library scan --deleted</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeviceText</name>
    <message numerus="yes">
        <source>%n song(s) to copy (%1).</source>
        <translation>
            <numerusform>%n song to copy (%1).</numerusform>
            <numerusform>%n songs to copy (%1).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) to remove.</source>
        <translation>
            <numerusform>%n song to remove.</numerusform>
            <numerusform>%n songs to remove.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) do not fit.</source>
        <translation>
            <numerusform>%n song does not fit.</numerusform>
            <numerusform>%n songs do not fit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n song(s)</source>
        <translation>
            <numerusform>%1 of %n song</numerusform>
            <numerusform>%1 of %n songs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) were copied (%1).</source>
        <translation>
            <numerusform>%n song was copied (%1).</numerusform>
            <numerusform>%n songs were copied (%1).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) were removed.</source>
        <translation>
            <numerusform>%n song was removed.</numerusform>
            <numerusform>%n songs were removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) did not fit.</source>
        <translation>
            <numerusform>%n song did not fit.</numerusform>
            <numerusform>%n songs did not fit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) that you deleted on the player were not copied again.</source>
        <translation>
            <numerusform>%n song that you deleted on the player was not copied again.</numerusform>
            <numerusform>%n songs that you deleted on the player were not copied again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) failed.</source>
        <translation>
            <numerusform>%n song failed.</numerusform>
            <numerusform>%n songs failed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message numerus="yes">
        <source>%n item(s) were stopped</source>
        <translation>
            <numerusform>%n item was stopped</numerusform>
            <numerusform>%n items were stopped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) cannot be used</source>
        <translation>
            <numerusform>%n value cannot be used</numerusform>
            <numerusform>%n values cannot be used</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) were not found</source>
        <translation>
            <numerusform>%n item was not found</numerusform>
            <numerusform>%n items were not found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) are there already</source>
        <translation>
            <numerusform>%n item is there already</numerusform>
            <numerusform>%n items are there already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n query(s) cannot be understood</source>
        <translation>
            <numerusform>%n query cannot be understood</numerusform>
            <numerusform>%n queries cannot be understood</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) were in use</source>
        <translation>
            <numerusform>%n item was in use</numerusform>
            <numerusform>%n items were in use</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are not there</source>
        <translation>
            <numerusform>%n file is not there</numerusform>
            <numerusform>%n files are not there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) cannot be read</source>
        <translation>
            <numerusform>%n file cannot be read</numerusform>
            <numerusform>%n files cannot be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) cannot be written</source>
        <translation>
            <numerusform>%n file cannot be written</numerusform>
            <numerusform>%n files cannot be written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are empty</source>
        <translation>
            <numerusform>%n file is empty</numerusform>
            <numerusform>%n files are empty</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are cut short or damaged</source>
        <translation>
            <numerusform>%n file is cut short or damaged</numerusform>
            <numerusform>%n files are cut short or damaged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are of an unknown kind</source>
        <translation>
            <numerusform>%n file is of an unknown kind</numerusform>
            <numerusform>%n files are of an unknown kind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file name(s) cannot be decoded</source>
        <translation>
            <numerusform>%n file name cannot be decoded</numerusform>
            <numerusform>%n file names cannot be decoded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) are not there</source>
        <translation>
            <numerusform>%n folder is not there</numerusform>
            <numerusform>%n folders are not there</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n music folder(s) lie on the player</source>
        <translation>
            <numerusform>%n music folder lies on the player</numerusform>
            <numerusform>%n music folders lie on the player</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n player(s) lie in a music folder</source>
        <translation>
            <numerusform>%n player lies in a music folder</numerusform>
            <numerusform>%n players lie in a music folder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n playlist file(s) cannot be read</source>
        <translation>
            <numerusform>%n playlist file cannot be read</numerusform>
            <numerusform>%n playlist files cannot be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) found no room on this computer’s disk</source>
        <translation>
            <numerusform>%n file found no room on this computer’s disk</numerusform>
            <numerusform>%n files found no room on this computer’s disk</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) with the library’s database</source>
        <translation>
            <numerusform>%n problem with the library’s database</numerusform>
            <numerusform>%n problems with the library’s database</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n player(s) are not connected</source>
        <translation>
            <numerusform>%n player is not connected</numerusform>
            <numerusform>%n players are not connected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) were left because the player was taken away</source>
        <translation>
            <numerusform>%n item was left because the player was taken away</numerusform>
            <numerusform>%n items were left because the player was taken away</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) could not be written to the player</source>
        <translation>
            <numerusform>%n item could not be written to the player</numerusform>
            <numerusform>%n items could not be written to the player</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) found the player full</source>
        <translation>
            <numerusform>%n item found the player full</numerusform>
            <numerusform>%n items found the player full</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) failed because the player reported an error</source>
        <translation>
            <numerusform>%n item failed because the player reported an error</numerusform>
            <numerusform>%n items failed because the player reported an error</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) met a locked player</source>
        <translation>
            <numerusform>%n item met a locked player</numerusform>
            <numerusform>%n items met a locked player</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) are too long for the player</source>
        <translation>
            <numerusform>%n name is too long for the player</numerusform>
            <numerusform>%n names are too long for the player</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are too large for the player’s file system</source>
        <translation>
            <numerusform>%n file is too large for the player’s file system</numerusform>
            <numerusform>%n files are too large for the player’s file system</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) are taken by the player’s own files</source>
        <translation>
            <numerusform>%n name is taken by the player’s own files</numerusform>
            <numerusform>%n names are taken by the player’s own files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) with the partnership</source>
        <translation>
            <numerusform>%n problem with the partnership</numerusform>
            <numerusform>%n problems with the partnership</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) to answer before going on</source>
        <translation>
            <numerusform>%n question to answer before going on</numerusform>
            <numerusform>%n questions to answer before going on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) did not fit</source>
        <translation>
            <numerusform>%n item did not fit</numerusform>
            <numerusform>%n items did not fit</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) failed because of a mistake in Tandem</source>
        <translation>
            <numerusform>%n item failed because of a mistake in Tandem</numerusform>
            <numerusform>%n items failed because of a mistake in Tandem</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) found the player in use by another program</source>
        <translation>
            <numerusform>%n item found the player in use by another program</numerusform>
            <numerusform>%n items found the player in use by another program</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) were left because the player did not answer</source>
        <translation>
            <numerusform>%n item was left because the player did not answer</numerusform>
            <numerusform>%n items were left because the player did not answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n player(s) are not mounted</source>
        <translation>
            <numerusform>%n player is not mounted</numerusform>
            <numerusform>%n players are not mounted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n player(s) could not be mounted or let go</source>
        <translation>
            <numerusform>%n player could not be mounted or let go</numerusform>
            <numerusform>%n players could not be mounted or let go</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) need something that the player does not support</source>
        <translation>
            <numerusform>%n item needs something that the player does not support</numerusform>
            <numerusform>%n items need something that the player does not support</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) are of a kind that the player does not play</source>
        <translation>
            <numerusform>%n item is of a kind that the player does not play</numerusform>
            <numerusform>%n items are of a kind that the player does not play</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are protected against copying</source>
        <translation>
            <numerusform>%n file is protected against copying</numerusform>
            <numerusform>%n files are protected against copying</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) found a full folder on the player</source>
        <translation>
            <numerusform>%n item found a full folder on the player</numerusform>
            <numerusform>%n items found a full folder on the player</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) could not be converted for the player</source>
        <translation>
            <numerusform>%n item could not be converted for the player</numerusform>
            <numerusform>%n items could not be converted for the player</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A chosen playlist names %n song(s) on the player whose files the library does not find, so nothing was done yet. Scan the library, or add their folder; go on only if they are to be removed.</source>
        <translation>
            <numerusform>A chosen playlist names %n song on the player whose file the library does not find, so nothing was done yet. Scan the library, or add its folder; go on only if it is to be removed.</numerusform>
            <numerusform>A chosen playlist names %n songs on the player whose files the library does not find, so nothing was done yet. Scan the library, or add their folder; go on only if they are to be removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The player knows of later synchronizations than the library, as after a backup was restored, and would lose %n song(s), so nothing was done yet. Check the chosen playlists, or go on if you mean it.</source>
        <translation>
            <numerusform>The player knows of later synchronizations than the library, as after a backup was restored, and would lose %n song, so nothing was done yet. Check the chosen playlists, or go on if you mean it.</numerusform>
            <numerusform>The player knows of later synchronizations than the library, as after a backup was restored, and would lose %n songs, so nothing was done yet. Check the chosen playlists, or go on if you mean it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n player(s) forgotten meanwhile</source>
        <translation>
            <numerusform>%n player forgotten meanwhile</numerusform>
            <numerusform>%n players forgotten meanwhile</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were changed by somebody else and left alone</source>
        <translation>
            <numerusform>%n file was changed by somebody else and left alone</numerusform>
            <numerusform>%n files were changed by somebody else and left alone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) need a part of Tandem that cannot be started</source>
        <translation>
            <numerusform>%n item needs a part of Tandem that cannot be started</numerusform>
            <numerusform>%n items need a part of Tandem that cannot be started</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n link(s) on the player are in the way</source>
        <translation>
            <numerusform>%n link on the player is in the way</numerusform>
            <numerusform>%n links on the player are in the way</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) were not kept by the player</source>
        <translation>
            <numerusform>%n name was not kept by the player</numerusform>
            <numerusform>%n names were not kept by the player</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The library no longer has %n song(s) of the player, though nobody deleted their files: their music folder was taken out, or they are left out now. So nothing was done yet. Add the folder again, or its new place; go on only if they are to be removed.</source>
        <translation>
            <numerusform>The library no longer has %n song of the player, though nobody deleted its file: its music folder was taken out, or it is left out now. So nothing was done yet. Add the folder again, or its new place; go on only if it is to be removed.</numerusform>
            <numerusform>The library no longer has %n songs of the player, though nobody deleted their files: their music folder was taken out, or they are left out now. So nothing was done yet. Add the folder again, or its new place; go on only if they are to be removed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n player(s) lack the storage that was chosen</source>
        <translation>
            <numerusform>%n player lacks the storage that was chosen</numerusform>
            <numerusform>%n players lack the storage that was chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::model::PlaylistRulesText</name>
    <message numerus="yes">
        <source>A playlist&apos;s name can be at most %n characters long.</source>
        <translation>
            <numerusform>A playlist&apos;s name can be at most %n character long.</numerusform>
            <numerusform>A playlist&apos;s name can be at most %n characters long.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::model::QueryText</name>
    <message numerus="yes">
        <source>A query can have at most %n conditions.</source>
        <translation>
            <numerusform>A query can have at most %n condition.</numerusform>
            <numerusform>A query can have at most %n conditions.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Parentheses can be nested at most %n levels deep.</source>
        <translation>
            <numerusform>Parentheses can be nested at most %n level deep.</numerusform>
            <numerusform>Parentheses can be nested at most %n levels deep.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A query can be at most %n characters long.</source>
        <translation>
            <numerusform>A query can be at most %n character long.</numerusform>
            <numerusform>A query can be at most %n characters long.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ui::AutoPlaylistDialog</name>
    <message numerus="yes">
        <source>%n song(s) match now.</source>
        <translation>
            <numerusform>%n song matches now.</numerusform>
            <numerusform>%n songs match now.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ui::LibraryController</name>
    <message numerus="yes">
        <source>Only folders and M3U playlists can be dropped here. %n item(s) were left out, the first is “%1”. Drop the folder that holds the music instead.</source>
        <translation>
            <numerusform>Only folders and M3U playlists can be dropped here. %n item was left out, the first is “%1”. Drop the folder that holds the music instead.</numerusform>
            <numerusform>Only folders and M3U playlists can be dropped here. %n items were left out, the first is “%1”. Drop the folder that holds the music instead.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Name of the new playlist with %n selected song(s):</source>
        <translation>
            <numerusform>Name of the new playlist with %n selected song:</numerusform>
            <numerusform>Name of the new playlist with %n selected songs:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) were added to the playlist.</source>
        <translation>
            <numerusform>%n song was added to the playlist.</numerusform>
            <numerusform>%n songs were added to the playlist.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) were removed from the playlist.</source>
        <translation>
            <numerusform>%n song was removed from the playlist.</numerusform>
            <numerusform>%n songs were removed from the playlist.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) were moved.</source>
        <translation>
            <numerusform>%n song was moved.</numerusform>
            <numerusform>%n songs were moved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ui::MainWindow</name>
    <message numerus="yes">
        <source>%n file(s) could not be read; the rest is in the library.</source>
        <translation>
            <numerusform>%n file could not be read; the rest is in the library.</numerusform>
            <numerusform>%n files could not be read; the rest is in the library.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s)</source>
        <translation>
            <numerusform>%n song</numerusform>
            <numerusform>%n songs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) were not found, and may be where Tandem could not look. They stay in the library and on players until all of it can be read, or until “tandem library scan --deleted” says that they were deleted.</source>
        <translation>
            <numerusform>%n song was not found, and may be where Tandem could not look. It stays in the library and on players until all of it can be read, or until “tandem library scan --deleted” says that it was deleted.</numerusform>
            <numerusform>%n songs were not found, and may be where Tandem could not look. They stay in the library and on players until all of it can be read, or until “tandem library scan --deleted” says that they were deleted.</numerusform>
        </translation>
    </message>
</context>
</TS>
