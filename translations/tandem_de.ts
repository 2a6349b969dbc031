<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AttributeText</name>
    <message>
        <source>True or False is needed, not “%1”</source>
        <translation>True oder False wird gebraucht, nicht „%1“</translation>
    </message>
    <message>
        <source>a whole number from 0 to %1 is needed, not “%2”</source>
        <translation>eine ganze Zahl von 0 bis %1 wird gebraucht, nicht „%2“</translation>
    </message>
    <message>
        <source>a sum of 1 (music), 2 (video), 4 (pictures) and 8 (take nothing from the player) is needed, or 255 for no filter, not “%1”</source>
        <translation>eine Summe aus 1 (Musik), 2 (Video), 4 (Bilder) und 8 (nichts vom Player übernehmen) wird gebraucht, oder 255 für keinen Filter, nicht „%1“</translation>
    </message>
    <message>
        <source>a sum of 1 (synchronize) and 2 (convert) is needed, 0 for nothing or 255 for all, not “%1”</source>
        <translation>eine Summe aus 1 (abgleichen) und 2 (umwandeln) wird gebraucht, 0 für nichts oder 255 für alles, nicht „%1“</translation>
    </message>
    <message>
        <source>it is set to an empty text, not to “%1”</source>
        <translation>es wird auf einen leeren Text gesetzt, nicht auf „%1“</translation>
    </message>
    <message>
        <source>there is no such attribute</source>
        <translation>ein solches Attribut gibt es nicht</translation>
    </message>
    <message>
        <source>it can only be set, not read</source>
        <translation>es kann nur gesetzt, nicht gelesen werden</translation>
    </message>
    <message>
        <source>it can only be read, not set</source>
        <translation>es kann nur gelesen, nicht gesetzt werden</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>A player needs a name.</source>
        <translation>Ein Player braucht einen Namen.</translation>
    </message>
    <message>
        <source>No playlist yet. Make one with: tandem playlist create NAME</source>
        <translation>Noch keine Playlist. Legen Sie eine an mit: tandem playlist create NAME</translation>
    </message>
    <message>
        <source>The playlist is empty.</source>
        <translation>Die Playlist ist leer.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>usage: tandem %1</source>
        <translation>Aufruf: tandem %1</translation>
    </message>
    <message>
        <source>%1 needs a value.</source>
        <translation>%1 braucht einen Wert.</translation>
    </message>
    <message>
        <source>--progress is one of: bar, json, none.</source>
        <translation>Für --progress gibt es: bar, json, none.</translation>
    </message>
    <message>
        <source>%1 no longer belongs to the library. Its files are still there.</source>
        <translation>%1 gehört nicht mehr zur Bibliothek. Die Dateien darin sind noch da.</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s)</source>
        <translation>
            <numerusform>%n Titel</numerusform>
            <numerusform>%n Titel</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (not there now)</source>
        <translation>%1 (zurzeit nicht da)</translation>
    </message>
    <message>
        <source>To go on all the same, add --confirm.</source>
        <translation>Um trotzdem fortzufahren, fügen Sie --confirm hinzu.</translation>
    </message>
    <message>
        <source>On the command line: tandem partner DEVICE --take-over.</source>
        <translation>In der Befehlszeile: tandem partner DEVICE --take-over.</translation>
    </message>
    <message numerus="yes">
        <source>… and %n more (all of them with --json)</source>
        <translation>
            <numerusform>… und %n weiterer (alle mit --json)</numerusform>
            <numerusform>… und %n weitere (alle mit --json)</numerusform>
        </translation>
    </message>
    <message>
        <source>“tandem --help” shows what there is.</source>
        <translation>„tandem --help“ zeigt, was es gibt.</translation>
    </message>
    <message>
        <source>%1 of %2 files</source>
        <translation>%1 von %2 Dateien</translation>
    </message>
    <message>
        <source>Looking for music</source>
        <translation>Musik wird gesucht</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Query</source>
        <translation>Abfrage</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>static</source>
        <translation>fest</translation>
    </message>
    <message>
        <source>Tracks cannot be sorted by “%1”.</source>
        <translation>Titel lassen sich nicht nach „%1“ sortieren.</translation>
    </message>
    <message>
        <source>Playlist “%1” deleted. Its songs are still there.</source>
        <translation>Die Playlist „%1“ ist gelöscht. Ihre Titel sind noch da.</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Interpret</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Album</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>file is gone</source>
        <translation>Datei ist weg</translation>
    </message>
    <message>
        <source>drive is not there</source>
        <translation>Laufwerk ist nicht da</translation>
    </message>
    <message>
        <source>not in the library</source>
        <translation>nicht in der Bibliothek</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>partnered (%1)</source>
        <translation>Partner (%1)</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>partnered with %1</source>
        <translation>Partner von %1</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>von Hand</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Frei</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Gesamt</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>No player yet. Connect one, or name a folder with: tandem device add DIR</source>
        <translation>Noch kein Player. Schließen Sie einen an oder nennen Sie einen Ordner mit: tandem device add DIR</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Platz</translation>
    </message>
    <message>
        <source>%1 of %2 free</source>
        <translation>%1 von %2 frei</translation>
    </message>
    <message>
        <source>Kept free</source>
        <translation>Freigehalten</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Last synchronized</source>
        <translation>Zuletzt synchronisiert</translation>
    </message>
    <message>
        <source>A size is needed, like 100MB.</source>
        <translation>Eine Größe wird gebraucht, zum Beispiel 100MB.</translation>
    </message>
    <message>
        <source>“%1” is player number %2.</source>
        <translation>„%1“ ist Player Nummer %2.</translation>
    </message>
    <message>
        <source>The player is called “%1” from now on.</source>
        <translation>Der Player heißt von nun an „%1“.</translation>
    </message>
    <message>
        <source>“%1” is forgotten. Its files are still on it.</source>
        <translation>„%1“ ist vergessen. Die Dateien sind noch darauf.</translation>
    </message>
    <message numerus="yes">
        <source>%n audio file(s) found: %1 added, %2 updated, %3 moved, %4 missing, %5 failed, in %6 s.</source>
        <translation>
            <numerusform>%n Audiodatei gefunden: %1 hinzugefügt, %2 aktualisiert, %3 verschoben, %4 fehlend, %5 fehlgeschlagen, in %6 s.</numerusform>
            <numerusform>%n Audiodateien gefunden: %1 hinzugefügt, %2 aktualisiert, %3 verschoben, %4 fehlend, %5 fehlgeschlagen, in %6 s.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no command “%1”.</source>
        <translation>Es gibt keinen Befehl „%1“.</translation>
    </message>
    <message>
        <source>A whole number from 0 to 95 is needed.</source>
        <translation>Eine ganze Zahl von 0 bis 95 wird gebraucht.</translation>
    </message>
    <message numerus="yes">
        <source>“%1” is partnered with this library, with number %2. %n playlist(s) will be kept on it.</source>
        <translation>
            <numerusform>„%1“ hat jetzt eine Partnerschaft mit dieser Bibliothek, Nummer %2. %n Playlist wird darauf aktuell gehalten.</numerusform>
            <numerusform>„%1“ hat jetzt eine Partnerschaft mit dieser Bibliothek, Nummer %2. %n Playlists werden darauf aktuell gehalten.</numerusform>
        </translation>
    </message>
    <message>
        <source>The partnership with “%1” has ended. Its files are still on it.</source>
        <translation>Die Partnerschaft mit „%1“ ist beendet. Die Dateien sind noch darauf.</translation>
    </message>
    <message numerus="yes">
        <source>Playlist “%1” made with %n item(s).</source>
        <translation>
            <numerusform>Playlist „%1“ mit %n Titel angelegt.</numerusform>
            <numerusform>Playlist „%1“ mit %n Titeln angelegt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Playlist “%1” imported with %n item(s).</source>
        <translation>
            <numerusform>Playlist „%1“ mit %n Titel importiert.</numerusform>
            <numerusform>Playlist „%1“ mit %n Titeln importiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Playlist “%1” written to %2.</source>
        <translation>Playlist „%1“ nach %2 geschrieben.</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>geändert</translation>
    </message>
    <message>
        <source>no longer selected</source>
        <translation>nicht mehr gewählt</translation>
    </message>
    <message>
        <source>to make room</source>
        <translation>um Platz zu schaffen</translation>
    </message>
    <message>
        <source>old copy</source>
        <translation>alte Kopie</translation>
    </message>
    <message>
        <source>Stopped. What was copied stays; the rest follows next time.</source>
        <translation>Angehalten. Was kopiert wurde, bleibt; der Rest folgt beim nächsten Mal.</translation>
    </message>
    <message>
        <source>%1 copied (%2), %3 removed, %4 already there, in %5.</source>
        <translation>%1 kopiert (%2), %3 entfernt, %4 schon vorhanden, in %5.</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) did not fit.</source>
        <translation>
            <numerusform>%n Titel passte nicht mehr darauf.</numerusform>
            <numerusform>%n Titel passten nicht mehr darauf.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) left out, because they were deleted on the player (--include-skipped copies them again).</source>
        <translation>
            <numerusform>%n Titel ausgelassen, weil er auf dem Player gelöscht wurde (--include-skipped kopiert ihn erneut).</numerusform>
            <numerusform>%n Titel ausgelassen, weil sie auf dem Player gelöscht wurden (--include-skipped kopiert sie erneut).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) in the chosen playlists.</source>
        <translation>
            <numerusform>%n Titel in den gewählten Playlists.</numerusform>
            <numerusform>%n Titel in den gewählten Playlists.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 to copy (%2), %3 to remove, %4 do not fit.</source>
        <translation>%1 zu kopieren (%2), %3 zu entfernen, %4 ohne Platz.</translation>
    </message>
    <message>
        <source>%1 free afterwards.</source>
        <translation>Danach sind %1 frei.</translation>
    </message>
    <message>
        <source>remove %1 (%2)</source>
        <translation>entfernen: %1 (%2)</translation>
    </message>
    <message>
        <source>copy %1 (%2)</source>
        <translation>kopieren: %1 (%2)</translation>
    </message>
    <message>
        <source>A folder becomes a player with: tandem device add DIR</source>
        <translation>Ein Ordner wird zum Player mit: tandem device add DIR</translation>
    </message>
    <message>
        <source>There is no display on which to open the window. The commands do without one.</source>
        <translation>Es gibt keinen Bildschirm, auf dem sich das Fenster öffnen ließe. Die Befehle kommen ohne aus.</translation>
    </message>
    <message>
        <source>The display on which to open the window does not answer, or what Qt needs for it is not installed. The commands do without one.</source>
        <translation>Der Bildschirm, auf dem sich das Fenster öffnen soll, antwortet nicht, oder was Qt für ihn braucht, ist nicht installiert. Die Befehle kommen ohne aus.</translation>
    </message>
    <message>
        <source>Make</source>
        <translation>Fabrikat</translation>
    </message>
    <message>
        <source>Firmware</source>
        <translation>Firmware</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>Akku</translation>
    </message>
    <message>
        <source>size unknown</source>
        <translation>Größe unbekannt</translation>
    </message>
    <message>
        <source>Storage in use</source>
        <translation>Verwendeter Speicher</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>%1 (%2), %3</source>
        <comment>a storage&apos;s id, its name, its size</comment>
        <translation>%1 (%2), %3</translation>
    </message>
    <message>
        <source>“%1” can be used now: %2</source>
        <translation>„%1“ kann jetzt verwendet werden: %2</translation>
    </message>
    <message>
        <source>“%1” can be taken away now.</source>
        <translation>„%1“ kann jetzt abgezogen werden.</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>alles</translation>
    </message>
    <message>
        <source>Plays</source>
        <translation>Spielt</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Aus</translation>
    </message>
    <message>
        <source>Tandem</source>
        <translation>Tandem</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problem</translation>
    </message>
    <message>
        <source>There is more; name a folder to see less of it.</source>
        <translation>Es gibt noch mehr; nennen Sie einen Ordner, um weniger davon zu sehen.</translation>
    </message>
    <message numerus="yes">
        <source>%n converted song(s) kept, %1 of at most %2</source>
        <translation>
            <numerusform>%n umgewandelter Titel aufgehoben, %1 von höchstens %2</numerusform>
            <numerusform>%n umgewandelte Titel aufgehoben, %1 von höchstens %2</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing can be converted: ffmpeg is not installed.</source>
        <translation>Nichts kann umgewandelt werden: ffmpeg ist nicht installiert.</translation>
    </message>
    <message>
        <source>Nothing can be converted: this ffmpeg makes no format that Tandem knows.</source>
        <translation>Nichts kann umgewandelt werden: Dieses ffmpeg erzeugt kein Format, das Tandem kennt.</translation>
    </message>
    <message>
        <source>Songs can be converted to: %1</source>
        <translation>Titel können umgewandelt werden in: %1</translation>
    </message>
    <message>
        <source>%1 removed</source>
        <translation>%1 entfernt</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) are in use and stay for now</source>
        <translation>
            <numerusform>%n Titel wird gerade gebraucht und bleibt vorerst</numerusform>
            <numerusform>%n Titel werden gerade gebraucht und bleiben vorerst</numerusform>
        </translation>
    </message>
    <message>
        <source>This counts for the next synchronization only.</source>
        <translation>Das gilt nur für den nächsten Abgleich.</translation>
    </message>
    <message>
        <source>The next synchronization copies again what was deleted on the player.</source>
        <translation>Der nächste Abgleich kopiert wieder, was auf dem Player gelöscht wurde.</translation>
    </message>
    <message>
        <source>This is not stored: it lasts until the program ends, and so it has ended already.</source>
        <translation>Das wird nicht gespeichert: Es gilt, bis das Programm endet, und ist damit schon vorbei.</translation>
    </message>
    <message>
        <source>automatic, manual or declined is needed</source>
        <translation>automatic, manual oder declined wird gebraucht</translation>
    </message>
    <message>
        <source>the player is partnered, which “tandem unpartner DEVICE” ends</source>
        <translation>der Player hat eine Partnerschaft, die „tandem unpartner PLAYER“ beendet</translation>
    </message>
    <message>
        <source>“tandem device show DEVICE --attributes” lists them</source>
        <translation>„tandem device show PLAYER --attributes“ nennt sie</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribut</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>(cannot be read)</source>
        <translation>(nicht lesbar)</translation>
    </message>
    <message>
        <source>not on it</source>
        <translation>nicht darauf</translation>
    </message>
    <message>
        <source>did not fit</source>
        <translation>passte nicht</translation>
    </message>
    <message>
        <source>on it</source>
        <translation>darauf</translation>
    </message>
    <message>
        <source>On the player</source>
        <translation>Auf dem Player</translation>
    </message>
    <message numerus="yes">
        <source>Of %n item(s), %1 are on the player, %2 did not fit, and %3 are not on it for other reasons.</source>
        <translation>
            <numerusform>Von %n Titel sind %1 auf dem Player, %2 passten nicht, und %3 fehlen aus anderen Gründen.</numerusform>
            <numerusform>Von %n Titeln sind %1 auf dem Player, %2 passten nicht, und %3 fehlen aus anderen Gründen.</numerusform>
        </translation>
    </message>
    <message>
        <source>This player was never synchronized.</source>
        <translation>Dieser Player wurde noch nie abgeglichen.</translation>
    </message>
    <message>
        <source>The last synchronization had no errors.</source>
        <translation>Der letzte Abgleich verlief ohne Fehler.</translation>
    </message>
    <message>
        <source>A name, path or value is empty. If it is from a script: is its variable set?</source>
        <translation>Ein Name, Pfad oder Wert ist leer. Falls er aus einem Skript kommt: Ist dessen Variable gesetzt?</translation>
    </message>
    <message>
        <source>It is no playlist; to write over it all the same, add --force.</source>
        <translation>Das ist keine Playlist; um die Datei trotzdem zu überschreiben, fügen Sie --force hinzu.</translation>
    </message>
    <message>
        <source>The output could not be written: %1.</source>
        <translation>Die Ausgabe konnte nicht geschrieben werden: %1.</translation>
    </message>
    <message>
        <source>On the command line: tandem partner DEVICE.</source>
        <translation>Auf der Befehlszeile: tandem partner PLAYER.</translation>
    </message>
    <message>
        <source>On the command line: tandem device set DEVICE mode automatic.</source>
        <translation>Auf der Befehlszeile: tandem device set PLAYER mode automatic.</translation>
    </message>
    <message>
        <source>Room can be filled with: random, rating, nothing.</source>
        <translation>Platz kann aufgefüllt werden mit: random, rating, nothing.</translation>
    </message>
    <message>
        <source>These are the default playlists: yours, then the best rated, the newest, the most played and all other music.</source>
        <translation>Das sind die vorgegebenen Playlists: Ihre eigenen, dann die am besten bewerteten, die neuesten, die am häufigsten gespielten und alle anderen Titel.</translation>
    </message>
    <message>
        <source>auto, for players only</source>
        <translation>automatisch, nur für Player</translation>
    </message>
    <message>
        <source>static, for players only</source>
        <translation>statisch, nur für Player</translation>
    </message>
    <message>
        <source>Playlist “%1” is offered to players only.</source>
        <translation>Die Playlist „%1“ wird nur für Player angeboten.</translation>
    </message>
    <message>
        <source>Playlist “%1” is shown among the library’s playlists.</source>
        <translation>Die Playlist „%1“ wird bei denen der Bibliothek gezeigt.</translation>
    </message>
    <message>
        <source>moved</source>
        <translation>verschoben</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) moved to another place on the player.</source>
        <translation>
            <numerusform>%n Titel auf dem Player verschoben.</numerusform>
            <numerusform>%n Titel auf dem Player verschoben.</numerusform>
        </translation>
    </message>
    <message>
        <source>replace %1 (%2)</source>
        <translation>%1 ersetzen (%2)</translation>
    </message>
    <message>
        <source>move %1 to %2</source>
        <comment>a file on the player</comment>
        <translation>%1 nach %2 verschieben</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) lie on a drive, or behind a link, that is not there now. They stay in the library, and on players.</source>
        <translation>
            <numerusform>%n Titel liegt auf einem Laufwerk oder hinter einem Verweis, die jetzt nicht da sind. Er bleibt in der Bibliothek und auf Playern.</numerusform>
            <numerusform>%n Titel liegen auf einem Laufwerk oder hinter einem Verweis, die jetzt nicht da sind. Sie bleiben in der Bibliothek und auf Playern.</numerusform>
        </translation>
    </message>
    <message>
        <source>most of the music of “%1”, which is not there now, is in it. Add it with --replaces &quot;%1&quot; if the music moved, so that playlists and players keep it, or with --new if it is a further folder</source>
        <translation>darin ist das meiste der Musik von „%1“, das jetzt nicht da ist. Fügen Sie ihn mit --replaces &quot;%1&quot; hinzu, wenn die Musik umgezogen ist, damit Playlists und Player sie behalten, oder mit --new, wenn es ein weiterer Ordner ist</translation>
    </message>
    <message>
        <source>deleted in the library</source>
        <translation>in der Bibliothek gelöscht</translation>
    </message>
    <message>
        <source>no longer in the library</source>
        <translation>nicht mehr in der Bibliothek</translation>
    </message>
    <message>
        <source>music folder not there</source>
        <translation>Musikordner nicht da</translation>
    </message>
    <message>
        <source>no file for a playlist’s line</source>
        <translation>keine Datei für die Zeile einer Wiedergabeliste</translation>
    </message>
    <message>
        <source>library older than player</source>
        <translation>Bibliothek älter als Player</translation>
    </message>
    <message>
        <source>Audio files of kinds that Tandem does not know were passed over: %1.</source>
        <translation>Audiodateien von Arten, die Tandem nicht kennt, wurden übergangen: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) and folder(s) are left out, as you wish.</source>
        <translation>
            <numerusform>%n Datei oder Ordner bleibt draußen, wie Sie es wünschen.</numerusform>
            <numerusform>%n Dateien und Ordner bleiben draußen, wie Sie es wünschen.</numerusform>
        </translation>
    </message>
    <message>
        <source>No pattern leaves anything out.</source>
        <translation>Kein Muster lässt etwas aus.</translation>
    </message>
    <message>
        <source>The next “tandem library scan” goes by this.</source>
        <translation>Das nächste „tandem library scan“ richtet sich danach.</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) were not found, and may be where Tandem could not look: in what it could not read, or in a folder whose place another one has taken. They stay in the library, and on players. Scan again when all can be read; leave out what never can be (tandem library exclude); if they were deleted, say so: tandem library scan --deleted</source>
        <translation>
            <numerusform>%n Titel wurde nicht gefunden und kann dort sein, wo Tandem nicht nachsehen konnte: in dem, was sich nicht lesen ließ, oder in einem Ordner, an dessen Stelle ein anderer ist. Er bleibt in der Bibliothek und auf Playern. Lesen Sie neu ein, wenn alles gelesen werden kann; lassen Sie aus, was nie gelesen werden kann (tandem library exclude); wenn er gelöscht wurde, sagen Sie das: tandem library scan --deleted</numerusform>
            <numerusform>%n Titel wurden nicht gefunden und können dort sein, wo Tandem nicht nachsehen konnte: in dem, was sich nicht lesen ließ, oder in einem Ordner, an dessen Stelle ein anderer ist. Sie bleiben in der Bibliothek und auf Playern. Lesen Sie neu ein, wenn alles gelesen werden kann; lassen Sie aus, was nie gelesen werden kann (tandem library exclude); wenn sie gelöscht wurden, sagen Sie das: tandem library scan --deleted</numerusform>
        </translation>
    </message>
    <message>
        <source>tandem [--data-dir DIR] [--json]                     open the window
tandem library add [--new | --replaces OLD] DIR... | move OLD NEW | remove DIR |
               scan [--full] [--deleted] | status | search QUERY |
               exclude [PATTERN...] | include PATTERN...
tandem playlist list | show NAME | create NAME [FILE...] | create NAME --match QUERY
                [--sort FIELD[-]] [--limit 500 | 2GB | 90min] | import FILE... |
                export NAME FILE [--force] | delete NAME
tandem playlist set NAME sync-only on|off            offered to players only, or shown
tandem device list | add DIR [--limit SIZE] | rename DEVICE NAME | forget DEVICE
tandem device show DEVICE [ATTRIBUTE | --attributes | --errors]
tandem device set DEVICE ATTRIBUTE|storage|profile|mode VALUE
tandem device items DEVICE [PLAYLIST]                which songs are on it, which did not fit
tandem device files DEVICE [FOLDER] [--all]          what lies on it
tandem device mount DEVICE | eject DEVICE | release DEVICE
tandem profile list | show ID                        what players play, and how they want files
tandem conversion status | clear                     songs that were converted for players
tandem partner DEVICE [--name TEXT] [--playlist NAME]... | [--default-rules] [--reserve PERCENT]
                [--fill random|rating|nothing] [--take-over]
tandem unpartner DEVICE
tandem estimate DEVICE
tandem sync DEVICE [--dry-run | --retry-failed] [--confirm] [--include-skipped] [--verify]
                [--filter BITS]
tandem send DEVICE FILE|PLAYLIST...                  manual transfer

DEVICE is an id, a name, or the path of a mounted volume or folder.
Everywhere: --data-dir DIR, --json, --quiet, --progress bar|json|none. “--” ends the options.
Exit status: 0 all done; 1 done, but some items failed or did not fit; 2 wrong usage; 3 not done;
130 stopped.</source>
        <translation>tandem [--data-dir ORDNER] [--json]                  öffnet das Fenster
tandem library add [--new | --replaces ALT] ORDNER... | move ALT NEU | remove ORDNER |
               scan [--full] [--deleted] | status | search ABFRAGE |
               exclude [MUSTER...] | include MUSTER...
tandem playlist list | show NAME | create NAME [DATEI...] | create NAME --match ABFRAGE
                [--sort FELD[-]] [--limit 500 | 2GB | 90min] | import DATEI... |
                export NAME DATEI [--force] | delete NAME
tandem playlist set NAME sync-only on|off            nur für Player angeboten, oder gezeigt
tandem device list | add ORDNER [--limit GRÖSSE] | rename PLAYER NAME | forget PLAYER
tandem device show PLAYER [ATTRIBUT | --attributes | --errors]
tandem device set PLAYER ATTRIBUT|storage|profile|mode WERT
tandem device items PLAYER [WIEDERGABELISTE]         welche Titel darauf sind, welche nicht passten
tandem device files PLAYER [ORDNER] [--all]          was darauf liegt
tandem device mount PLAYER | eject PLAYER | release PLAYER
tandem profile list | show ID                        was Player abspielen und wie sie Dateien wollen
tandem conversion status | clear                     Titel, die für Player umgewandelt wurden
tandem partner PLAYER [--name TEXT] [--playlist NAME]... | [--default-rules] [--reserve PROZENT]
                [--fill random|rating|nothing] [--take-over]
tandem unpartner PLAYER
tandem estimate PLAYER
tandem sync PLAYER [--dry-run | --retry-failed] [--confirm] [--include-skipped] [--verify]
                [--filter BITS]
tandem send PLAYER DATEI|WIEDERGABELISTE...          Übertragung von Hand

PLAYER ist eine Nummer, ein Name oder der Pfad eines eingehängten Datenträgers oder Ordners.
Überall: --data-dir ORDNER, --json, --quiet, --progress bar|json|none. „--“ beendet die Optionen.
Ergebnis: 0 alles getan; 1 getan, aber einiges schlug fehl oder passte nicht; 2 falscher Aufruf;
3 nicht getan; 130 angehalten.</translation>
    </message>
</context>
<context>
    <name>DeviceText</name>
    <message>
        <source>Not set up yet.</source>
        <translation>Noch nicht eingerichtet.</translation>
    </message>
    <message>
        <source>Partnered, number %1.</source>
        <translation>Partnerschaft Nummer %1.</translation>
    </message>
    <message>
        <source>Not partnered.</source>
        <translation>Keine Partnerschaft.</translation>
    </message>
    <message>
        <source>Partnered with another library.</source>
        <translation>Partnerschaft mit einer anderen Bibliothek.</translation>
    </message>
    <message>
        <source>Partnered with “%1”.</source>
        <translation>Partnerschaft mit „%1“.</translation>
    </message>
    <message>
        <source>Takes what you send to it by hand.</source>
        <translation>Nimmt, was Sie von Hand senden.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>two sentences: the partnership, the connection</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Connected.</source>
        <translation>Verbunden.</translation>
    </message>
    <message>
        <source>Not connected.</source>
        <translation>Nicht verbunden.</translation>
    </message>
    <message>
        <source>The chosen playlists hold no songs.</source>
        <translation>Die gewählten Playlists enthalten keine Titel.</translation>
    </message>
    <message>
        <source>Everything is up to date.</source>
        <translation>Alles ist auf dem neuesten Stand.</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) to copy (%1).</source>
        <translation>
            <numerusform>%n Titel ist zu kopieren (%1).</numerusform>
            <numerusform>%n Titel sind zu kopieren (%1).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) to remove.</source>
        <translation>
            <numerusform>%n Titel ist zu entfernen.</numerusform>
            <numerusform>%n Titel sind zu entfernen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) do not fit.</source>
        <translation>
            <numerusform>%n Titel passt nicht mehr darauf.</numerusform>
            <numerusform>%n Titel passen nicht mehr darauf.</numerusform>
        </translation>
    </message>
    <message>
        <source>Finding out what to do…</source>
        <translation>Ermitteln, was zu tun ist …</translation>
    </message>
    <message>
        <source>Copying songs…</source>
        <translation>Titel werden kopiert …</translation>
    </message>
    <message>
        <source>Removing what is no longer wanted…</source>
        <translation>Nicht mehr Gewünschtes wird entfernt …</translation>
    </message>
    <message>
        <source>Writing playlists…</source>
        <translation>Playlists werden geschrieben …</translation>
    </message>
    <message>
        <source>Finishing…</source>
        <translation>Abschließen …</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n song(s)</source>
        <translation>
            <numerusform>%1 von %n Titel</numerusform>
            <numerusform>%1 von %n Titeln</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 left</source>
        <comment>%1 is a time</comment>
        <translation>noch %1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a list</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Synchronized %1, in %2.</source>
        <comment>%1: when, %2: how long it took</comment>
        <translation>Synchronisiert %1, Dauer: %2.</translation>
    </message>
    <message>
        <source>Stopped %1. What had been copied stays.</source>
        <comment>%1: when</comment>
        <translation>Angehalten %1. Was bereits kopiert war, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Not finished %1.</source>
        <comment>%1: when</comment>
        <translation>Nicht abgeschlossen %1.</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) were copied (%1).</source>
        <translation>
            <numerusform>%n Titel wurde kopiert (%1).</numerusform>
            <numerusform>%n Titel wurden kopiert (%1).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) were removed.</source>
        <translation>
            <numerusform>%n Titel wurde entfernt.</numerusform>
            <numerusform>%n Titel wurden entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Everything was up to date.</source>
        <translation>Alles war auf dem neuesten Stand.</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) did not fit.</source>
        <translation>
            <numerusform>%n Titel passte nicht mehr darauf.</numerusform>
            <numerusform>%n Titel passten nicht mehr darauf.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) that you deleted on the player were not copied again.</source>
        <translation>
            <numerusform>%n Titel, den Sie auf dem Player gelöscht haben, wurde nicht erneut kopiert.</numerusform>
            <numerusform>%n Titel, die Sie auf dem Player gelöscht haben, wurden nicht erneut kopiert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) failed.</source>
        <translation>
            <numerusform>%n Titel ist fehlgeschlagen.</numerusform>
            <numerusform>%n Titel sind fehlgeschlagen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Connected, battery at %1 %.</source>
        <translation>Verbunden, Akku bei %1 %.</translation>
    </message>
    <message>
        <source>Connected, but cannot be used yet.</source>
        <translation>Verbunden, aber noch nicht verwendbar.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>%1 With so much kept free, there is room for none of it.</source>
        <comment>%1: one or more sentences</comment>
        <translation>%1 Wenn so viel frei bleibt, ist für nichts davon Platz.</translation>
    </message>
    <message>
        <source>%1 To keep so much free, about %2 of it will be left out.</source>
        <comment>%1: one or more sentences</comment>
        <translation>%1 Um so viel frei zu halten, werden etwa %2 davon ausgelassen.</translation>
    </message>
    <message>
        <source>Reading what is on the player…</source>
        <translation>Der Inhalt des Players wird gelesen …</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>A value cannot be used. Check what you entered.</source>
        <translation>Ein Wert kann nicht verwendet werden. Prüfen Sie Ihre Eingabe.</translation>
    </message>
    <message>
        <source>“%1” cannot be used here. Check what you entered.</source>
        <translation>„%1“ kann hier nicht verwendet werden. Prüfen Sie Ihre Eingabe.</translation>
    </message>
    <message>
        <source>This cannot be used: %1.</source>
        <translation>Das kann nicht verwendet werden: %1.</translation>
    </message>
    <message>
        <source>“%1” cannot be used: %2.</source>
        <translation>„%1“ kann nicht verwendet werden: %2.</translation>
    </message>
    <message>
        <source>“%1” was not found. Check the name and try again.</source>
        <translation>„%1“ wurde nicht gefunden. Prüfen Sie den Namen und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>What you asked for was not found. It may have been removed in the meantime.</source>
        <translation>Das Gesuchte wurde nicht gefunden. Vielleicht wurde es inzwischen entfernt.</translation>
    </message>
    <message>
        <source>“%1” is there already. Choose another name or place.</source>
        <translation>„%1“ ist bereits vorhanden. Wählen Sie einen anderen Namen oder Ort.</translation>
    </message>
    <message>
        <source>It is there already. Choose another name or place.</source>
        <translation>Das ist bereits vorhanden. Wählen Sie einen anderen Namen oder Ort.</translation>
    </message>
    <message>
        <source>The query cannot be understood. Check its fields, quotes and parentheses.</source>
        <translation>Die Abfrage ist nicht verständlich. Prüfen Sie Felder, Anführungszeichen und Klammern.</translation>
    </message>
    <message>
        <source>The query cannot be understood: %1.</source>
        <translation>Die Abfrage ist nicht verständlich: %1.</translation>
    </message>
    <message>
        <source>“%1” is busy with something else. Wait until it has finished, or stop it.</source>
        <translation>„%1“ ist mit etwas anderem beschäftigt. Warten Sie, bis es fertig ist, oder halten Sie es an.</translation>
    </message>
    <message>
        <source>Another operation is running. Wait until it has finished, or stop it.</source>
        <translation>Ein anderer Vorgang läuft. Warten Sie, bis er fertig ist, oder halten Sie ihn an.</translation>
    </message>
    <message>
        <source>“%1” is not there. Check its name; if you moved or renamed it, scan the library again.</source>
        <translation>„%1“ ist nicht da. Prüfen Sie den Namen; falls Sie die Datei verschoben oder umbenannt haben, lesen Sie die Bibliothek neu ein.</translation>
    </message>
    <message>
        <source>A file is not there. Scan the library again if you moved or renamed it.</source>
        <translation>Eine Datei ist nicht da. Lesen Sie die Bibliothek neu ein, falls Sie sie verschoben oder umbenannt haben.</translation>
    </message>
    <message>
        <source>“%1” cannot be read. Check its permissions and the drive it is on.</source>
        <translation>„%1“ kann nicht gelesen werden. Prüfen Sie die Zugriffsrechte und das Laufwerk.</translation>
    </message>
    <message>
        <source>A file cannot be read. Check its permissions and the drive it is on.</source>
        <translation>Eine Datei kann nicht gelesen werden. Prüfen Sie die Zugriffsrechte und das Laufwerk.</translation>
    </message>
    <message>
        <source>“%1” cannot be written. Check its permissions, or choose another place.</source>
        <translation>„%1“ kann nicht geschrieben werden. Prüfen Sie die Zugriffsrechte oder wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>A file cannot be written. Check its permissions, or choose another place.</source>
        <translation>Eine Datei kann nicht geschrieben werden. Prüfen Sie die Zugriffsrechte oder wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>“%1” is empty. Replace it with a complete copy.</source>
        <translation>„%1“ ist leer. Ersetzen Sie die Datei durch eine vollständige Kopie.</translation>
    </message>
    <message>
        <source>A file is empty. Replace it with a complete copy.</source>
        <translation>Eine Datei ist leer. Ersetzen Sie sie durch eine vollständige Kopie.</translation>
    </message>
    <message>
        <source>“%1” is cut short, damaged, or not what its name says. Replace it with a good copy.</source>
        <translation>„%1“ ist abgeschnitten, beschädigt oder nicht, was der Name besagt. Ersetzen Sie die Datei durch eine gute Kopie.</translation>
    </message>
    <message>
        <source>A file is cut short, damaged, or not what its name says. Replace it with a good copy.</source>
        <translation>Eine Datei ist abgeschnitten, beschädigt oder nicht, was ihr Name besagt. Ersetzen Sie sie durch eine gute Kopie.</translation>
    </message>
    <message>
        <source>“%1” is of a kind that Tandem does not know. Convert it to another format.</source>
        <translation>„%1“ ist von einer Art, die Tandem nicht kennt. Wandeln Sie die Datei in ein anderes Format um.</translation>
    </message>
    <message>
        <source>A file is of a kind that Tandem does not know. Convert it to another format.</source>
        <translation>Eine Datei ist von einer Art, die Tandem nicht kennt. Wandeln Sie sie in ein anderes Format um.</translation>
    </message>
    <message>
        <source>The name “%1” holds characters that cannot be decoded (shown as %XX). Rename the file, then scan again.</source>
        <translation>Der Name „%1“ enthält Zeichen, die sich nicht entschlüsseln lassen (als %XX gezeigt). Benennen Sie die Datei um und lesen Sie dann neu ein.</translation>
    </message>
    <message>
        <source>A file’s name holds characters that cannot be decoded. Rename the file, then scan again.</source>
        <translation>Ein Dateiname enthält Zeichen, die sich nicht entschlüsseln lassen. Benennen Sie die Datei um und lesen Sie dann neu ein.</translation>
    </message>
    <message>
        <source>The music folder “%1” lies on the player itself. Choose a player or a music folder that do not contain each other.</source>
        <translation>Der Musikordner „%1“ liegt auf dem Player selbst. Wählen Sie einen Player und einen Musikordner, die einander nicht enthalten.</translation>
    </message>
    <message>
        <source>A music folder lies on the player itself. Choose a player or a music folder that do not contain each other.</source>
        <translation>Ein Musikordner liegt auf dem Player selbst. Wählen Sie einen Player und einen Musikordner, die einander nicht enthalten.</translation>
    </message>
    <message>
        <source>The player “%1” lies in a music folder of the library. Choose a folder outside of your music.</source>
        <translation>Der Player „%1“ liegt in einem Musikordner der Bibliothek. Wählen Sie einen Ordner außerhalb Ihrer Musik.</translation>
    </message>
    <message>
        <source>The player lies in a music folder of the library. Choose a folder outside of your music.</source>
        <translation>Der Player liegt in einem Musikordner der Bibliothek. Wählen Sie einen Ordner außerhalb Ihrer Musik.</translation>
    </message>
    <message>
        <source>“%1” is not a playlist that Tandem can read. Use an M3U or M3U8 file.</source>
        <translation>„%1“ ist keine Playlist, die Tandem lesen kann. Verwenden Sie eine M3U- oder M3U8-Datei.</translation>
    </message>
    <message>
        <source>The file is not a playlist that Tandem can read. Use an M3U or M3U8 file.</source>
        <translation>Die Datei ist keine Playlist, die Tandem lesen kann. Verwenden Sie eine M3U- oder M3U8-Datei.</translation>
    </message>
    <message>
        <source>This computer’s disk is full: “%1” could not be written. Make room, then try again.</source>
        <translation>Die Festplatte dieses Computers ist voll: „%1“ konnte nicht geschrieben werden. Schaffen Sie Platz und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>This computer’s disk is full. Make room, then try again.</source>
        <translation>Die Festplatte dieses Computers ist voll. Schaffen Sie Platz und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The library’s database “%1” cannot be opened or written. Check the permissions of the file and its folder.</source>
        <translation>Die Datenbank der Bibliothek „%1“ kann nicht geöffnet oder geschrieben werden. Prüfen Sie die Zugriffsrechte der Datei und ihres Ordners.</translation>
    </message>
    <message>
        <source>The library’s database cannot be opened or written. Check the permissions of the file and its folder.</source>
        <translation>Die Datenbank der Bibliothek kann nicht geöffnet oder geschrieben werden. Prüfen Sie die Zugriffsrechte der Datei und ihres Ordners.</translation>
    </message>
    <message>
        <source>The library’s database “%1” is damaged. Move it away to start anew, or put a backup in its place.</source>
        <translation>Die Datenbank der Bibliothek „%1“ ist beschädigt. Verschieben Sie sie, um neu zu beginnen, oder setzen Sie eine Sicherung an ihre Stelle.</translation>
    </message>
    <message>
        <source>The library’s database is damaged. Move it away to start anew, or put a backup in its place.</source>
        <translation>Die Datenbank der Bibliothek ist beschädigt. Verschieben Sie sie, um neu zu beginnen, oder setzen Sie eine Sicherung an ihre Stelle.</translation>
    </message>
    <message>
        <source>The library’s database is in use by another program. Close it, or wait a moment, then try again.</source>
        <translation>Die Datenbank der Bibliothek wird von einem anderen Programm verwendet. Schließen Sie es oder warten Sie einen Moment und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The library was written by a newer Tandem. Update Tandem to open it.</source>
        <translation>Die Bibliothek wurde von einem neueren Tandem geschrieben. Aktualisieren Sie Tandem, um sie zu öffnen.</translation>
    </message>
    <message>
        <source>The library was written by a newer Tandem (database version %1). Update Tandem to open it.</source>
        <translation>Die Bibliothek wurde von einem neueren Tandem geschrieben (Datenbankversion %1). Aktualisieren Sie Tandem, um sie zu öffnen.</translation>
    </message>
    <message>
        <source>“%1” is not connected. Connect it, then try again.</source>
        <translation>„%1“ ist nicht verbunden. Schließen Sie das Gerät an und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The player is not connected. Connect it, then try again.</source>
        <translation>Der Player ist nicht verbunden. Schließen Sie ihn an und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>“%1” was taken away before it was finished. Connect the player again; it goes on where it stopped.</source>
        <translation>„%1“ wurde vor dem Abschluss entfernt. Schließen Sie den Player wieder an; es geht dort weiter, wo es aufgehört hat.</translation>
    </message>
    <message>
        <source>The player was taken away before it was finished. Connect it again; it goes on where it stopped.</source>
        <translation>Der Player wurde vor dem Abschluss entfernt. Schließen Sie ihn wieder an; es geht dort weiter, wo es aufgehört hat.</translation>
    </message>
    <message>
        <source>“%1” cannot be written to. Check its lock switch and permissions, or mount it for writing.</source>
        <translation>„%1“ kann nicht beschrieben werden. Prüfen Sie Schreibschutzschalter und Zugriffsrechte oder hängen Sie das Gerät beschreibbar ein.</translation>
    </message>
    <message>
        <source>The player cannot be written to. Check its lock switch and permissions, or mount it for writing.</source>
        <translation>Der Player kann nicht beschrieben werden. Prüfen Sie Schreibschutzschalter und Zugriffsrechte oder hängen Sie ihn beschreibbar ein.</translation>
    </message>
    <message>
        <source>The player has no room left for “%1”. Remove something from it, or choose fewer playlists.</source>
        <translation>Der Player hat keinen Platz mehr für „%1“. Entfernen Sie etwas davon oder wählen Sie weniger Playlists.</translation>
    </message>
    <message>
        <source>The player is full. Remove something from it, or choose fewer playlists.</source>
        <translation>Der Player ist voll. Entfernen Sie etwas davon oder wählen Sie weniger Playlists.</translation>
    </message>
    <message>
        <source>The player reported an error at “%1”. Reconnect it and try again; if that does not help, check its file system.</source>
        <translation>Der Player meldete einen Fehler bei „%1“. Schließen Sie ihn neu an und versuchen Sie es erneut; hilft das nicht, prüfen Sie sein Dateisystem.</translation>
    </message>
    <message>
        <source>The player reported an error. Reconnect it and try again; if that does not help, check its file system.</source>
        <translation>Der Player meldete einen Fehler. Schließen Sie ihn neu an und versuchen Sie es erneut; hilft das nicht, prüfen Sie sein Dateisystem.</translation>
    </message>
    <message>
        <source>“%1” is locked. Unlock it and allow the transfer of files, then try again.</source>
        <translation>„%1“ ist gesperrt. Entsperren Sie das Gerät, erlauben Sie die Dateiübertragung und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The player is locked. Unlock it and allow the transfer of files, then try again.</source>
        <translation>Der Player ist gesperrt. Entsperren Sie ihn, erlauben Sie die Dateiübertragung und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <source>The name of “%1” is too long for the player. Shorten the file’s name or tags.</source>
        <translation>Der Name von „%1“ ist zu lang für den Player. Kürzen Sie den Namen oder die Tags der Datei.</translation>
    </message>
    <message>
        <source>A name is too long for the player. Shorten the file’s name or tags.</source>
        <translation>Ein Name ist zu lang für den Player. Kürzen Sie den Namen oder die Tags der Datei.</translation>
    </message>
    <message>
        <source>“%1” is larger than the player’s file system allows. Use a shorter or more strongly compressed file.</source>
        <translation>„%1“ ist größer, als das Dateisystem des Players erlaubt. Verwenden Sie eine kürzere oder stärker komprimierte Datei.</translation>
    </message>
    <message>
        <source>A file is larger than the player’s file system allows. Use a shorter or more strongly compressed file.</source>
        <translation>Eine Datei ist größer, als das Dateisystem des Players erlaubt. Verwenden Sie eine kürzere oder stärker komprimierte Datei.</translation>
    </message>
    <message>
        <source>The player has a file of its own at “%1”, which Tandem leaves alone. Rename or remove it to make way.</source>
        <translation>Der Player hat eine eigene Datei unter „%1“, die Tandem nicht anrührt. Benennen Sie sie um oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>The player has a file of its own under this name, which Tandem leaves alone. Rename or remove it to make way.</source>
        <translation>Der Player hat eine eigene Datei dieses Namens, die Tandem nicht anrührt. Benennen Sie sie um oder entfernen Sie sie.</translation>
    </message>
    <message>
        <source>“%1” is not partnered with this library. Set it up first.</source>
        <translation>„%1“ hat keine Partnerschaft mit dieser Bibliothek. Richten Sie das Gerät zuerst ein.</translation>
    </message>
    <message>
        <source>The player is not partnered with this library. Set it up first.</source>
        <translation>Der Player hat keine Partnerschaft mit dieser Bibliothek. Richten Sie ihn zuerst ein.</translation>
    </message>
    <message>
        <source>“%1” is partnered with another library. Take it over, or send songs to it by hand.</source>
        <translation>„%1“ hat eine Partnerschaft mit einer anderen Bibliothek. Übernehmen Sie das Gerät oder senden Sie Titel von Hand.</translation>
    </message>
    <message>
        <source>The player is partnered with another library. Take it over, or send songs to it by hand.</source>
        <translation>Der Player hat eine Partnerschaft mit einer anderen Bibliothek. Übernehmen Sie ihn oder senden Sie Titel von Hand.</translation>
    </message>
    <message>
        <source>The library has 16 partnerships, which is as many as it can have. End one of them first.</source>
        <translation>Die Bibliothek hat 16 Partnerschaften und damit so viele wie möglich. Beenden Sie zuerst eine davon.</translation>
    </message>
    <message>
        <source>“%1” only takes what you send to it by hand. Switch it to automatic synchronization first.</source>
        <translation>„%1“ nimmt nur, was Sie von Hand senden. Stellen Sie das Gerät zuerst auf automatische Synchronisation um.</translation>
    </message>
    <message>
        <source>The player only takes what you send to it by hand. Switch it to automatic synchronization first.</source>
        <translation>Der Player nimmt nur, was Sie von Hand senden. Stellen Sie ihn zuerst auf automatische Synchronisation um.</translation>
    </message>
    <message>
        <source>The partnership’s mark on the player cannot be read (“%1”). Set the player up again to renew it; its files stay.</source>
        <translation>Das Zeichen der Partnerschaft auf dem Player ist unlesbar („%1“). Richten Sie den Player neu ein, um es zu erneuern; seine Dateien bleiben.</translation>
    </message>
    <message>
        <source>The partnership’s mark on the player cannot be read. Set the player up again to renew it; its files stay.</source>
        <translation>Das Zeichen der Partnerschaft auf dem Player ist unlesbar. Richten Sie den Player neu ein, um es zu erneuern; seine Dateien bleiben.</translation>
    </message>
    <message>
        <source>The player’s own list of what Tandem placed cannot be read (“%1”). Tandem goes by the library’s copy; synchronize again to renew it.</source>
        <translation>Die Liste des Players darüber, was Tandem dort abgelegt hat, ist unlesbar („%1“). Tandem richtet sich nach der Kopie der Bibliothek; synchronisieren Sie erneut, um sie zu erneuern.</translation>
    </message>
    <message>
        <source>The player’s own list of what Tandem placed cannot be read. Tandem goes by the library’s copy; synchronize again to renew it.</source>
        <translation>Die Liste des Players darüber, was Tandem dort abgelegt hat, ist unlesbar. Tandem richtet sich nach der Kopie der Bibliothek; synchronisieren Sie erneut, um sie zu erneuern.</translation>
    </message>
    <message>
        <source>More than half of what Tandem placed on “%1” would be removed, so nothing was done yet. Check the chosen playlists, or go on if you mean it.</source>
        <translation>Mehr als die Hälfte dessen, was Tandem auf „%1“ abgelegt hat, würde entfernt; deshalb ist noch nichts geschehen. Prüfen Sie die gewählten Playlists, oder fahren Sie fort, wenn es so gemeint ist.</translation>
    </message>
    <message>
        <source>More than half of what Tandem placed on the player would be removed, so nothing was done yet. Check the chosen playlists, or go on if you mean it.</source>
        <translation>Mehr als die Hälfte dessen, was Tandem auf dem Player abgelegt hat, würde entfernt; deshalb ist noch nichts geschehen. Prüfen Sie die gewählten Playlists, oder fahren Sie fort, wenn es so gemeint ist.</translation>
    </message>
    <message>
        <source>“%1” shows none of the songs that it held, so nothing was done yet. Reconnect it; if it was emptied on purpose, go on.</source>
        <translation>„%1“ zeigt keinen der Titel, die darauf waren; deshalb ist noch nichts geschehen. Schließen Sie das Gerät neu an; wurde es absichtlich geleert, fahren Sie fort.</translation>
    </message>
    <message>
        <source>The player shows none of the songs that it held, so nothing was done yet. Reconnect it; if it was emptied on purpose, go on.</source>
        <translation>Der Player zeigt keinen der Titel, die darauf waren; deshalb ist noch nichts geschehen. Schließen Sie ihn neu an; wurde er absichtlich geleert, fahren Sie fort.</translation>
    </message>
    <message>
        <source>The music folder “%1” is not there, so nothing was done yet. Connect its drive; go on only if the music is gone for good.</source>
        <translation>Der Musikordner „%1“ ist nicht da; deshalb ist noch nichts geschehen. Schließen Sie sein Laufwerk an; fahren Sie nur fort, wenn die Musik endgültig fort ist.</translation>
    </message>
    <message>
        <source>There was no room for “%1” on the player. Choose fewer playlists, or give this one a higher priority.</source>
        <translation>Auf dem Player war kein Platz für „%1“. Wählen Sie weniger Playlists oder geben Sie dieser einen höheren Vorrang.</translation>
    </message>
    <message>
        <source>There was no room for a song on the player. Choose fewer playlists, or give this one a higher priority.</source>
        <translation>Auf dem Player war kein Platz für einen Titel. Wählen Sie weniger Playlists oder geben Sie dieser einen höheren Vorrang.</translation>
    </message>
    <message>
        <source>Something went wrong inside Tandem. Try again; if it happens again, please report it.</source>
        <translation>In Tandem ist etwas schiefgegangen. Versuchen Sie es erneut; geschieht es wieder, melden Sie es bitte.</translation>
    </message>
    <message>
        <source>Something went wrong inside Tandem (%1). Try again; if it happens again, please report it.</source>
        <translation>In Tandem ist etwas schiefgegangen (%1). Versuchen Sie es erneut; geschieht es wieder, melden Sie es bitte.</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) were stopped</source>
        <translation>
            <numerusform>%n Eintrag wurde angehalten</numerusform>
            <numerusform>%n Einträge wurden angehalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n value(s) cannot be used</source>
        <translation>
            <numerusform>%n Wert kann nicht verwendet werden</numerusform>
            <numerusform>%n Werte können nicht verwendet werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) were not found</source>
        <translation>
            <numerusform>%n Eintrag wurde nicht gefunden</numerusform>
            <numerusform>%n Einträge wurden nicht gefunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) are there already</source>
        <translation>
            <numerusform>%n Eintrag ist bereits vorhanden</numerusform>
            <numerusform>%n Einträge sind bereits vorhanden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n query(s) cannot be understood</source>
        <translation>
            <numerusform>%n Abfrage ist nicht verständlich</numerusform>
            <numerusform>%n Abfragen sind nicht verständlich</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) were in use</source>
        <translation>
            <numerusform>%n Eintrag war in Gebrauch</numerusform>
            <numerusform>%n Einträge waren in Gebrauch</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are not there</source>
        <translation>
            <numerusform>%n Datei ist nicht da</numerusform>
            <numerusform>%n Dateien sind nicht da</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) cannot be read</source>
        <translation>
            <numerusform>%n Datei kann nicht gelesen werden</numerusform>
            <numerusform>%n Dateien können nicht gelesen werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) cannot be written</source>
        <translation>
            <numerusform>%n Datei kann nicht geschrieben werden</numerusform>
            <numerusform>%n Dateien können nicht geschrieben werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are empty</source>
        <translation>
            <numerusform>%n Datei ist leer</numerusform>
            <numerusform>%n Dateien sind leer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are cut short or damaged</source>
        <translation>
            <numerusform>%n Datei ist abgeschnitten oder beschädigt</numerusform>
            <numerusform>%n Dateien sind abgeschnitten oder beschädigt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are of an unknown kind</source>
        <translation>
            <numerusform>%n Datei ist von unbekannter Art</numerusform>
            <numerusform>%n Dateien sind von unbekannter Art</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file name(s) cannot be decoded</source>
        <translation>
            <numerusform>%n Dateiname lässt sich nicht entschlüsseln</numerusform>
            <numerusform>%n Dateinamen lassen sich nicht entschlüsseln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folder(s) are not there</source>
        <translation>
            <numerusform>%n Ordner ist nicht da</numerusform>
            <numerusform>%n Ordner sind nicht da</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n music folder(s) lie on the player</source>
        <translation>
            <numerusform>%n Musikordner liegt auf dem Player</numerusform>
            <numerusform>%n Musikordner liegen auf dem Player</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n player(s) lie in a music folder</source>
        <translation>
            <numerusform>%n Player liegt in einem Musikordner</numerusform>
            <numerusform>%n Player liegen in einem Musikordner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n playlist file(s) cannot be read</source>
        <translation>
            <numerusform>%n Playlist-Datei kann nicht gelesen werden</numerusform>
            <numerusform>%n Playlist-Dateien können nicht gelesen werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) found no room on this computer’s disk</source>
        <translation>
            <numerusform>%n Datei fand keinen Platz auf der Festplatte dieses Computers</numerusform>
            <numerusform>%n Dateien fanden keinen Platz auf der Festplatte dieses Computers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) with the library’s database</source>
        <translation>
            <numerusform>%n Problem mit der Datenbank der Bibliothek</numerusform>
            <numerusform>%n Probleme mit der Datenbank der Bibliothek</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n player(s) are not connected</source>
        <translation>
            <numerusform>%n Player ist nicht verbunden</numerusform>
            <numerusform>%n Player sind nicht verbunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) were left because the player was taken away</source>
        <translation>
            <numerusform>%n Eintrag blieb übrig, weil der Player entfernt wurde</numerusform>
            <numerusform>%n Einträge blieben übrig, weil der Player entfernt wurde</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) could not be written to the player</source>
        <translation>
            <numerusform>%n Eintrag konnte nicht auf den Player geschrieben werden</numerusform>
            <numerusform>%n Einträge konnten nicht auf den Player geschrieben werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) found the player full</source>
        <translation>
            <numerusform>%n Eintrag fand den Player voll vor</numerusform>
            <numerusform>%n Einträge fanden den Player voll vor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) failed because the player reported an error</source>
        <translation>
            <numerusform>%n Eintrag ist fehlgeschlagen, weil der Player einen Fehler meldete</numerusform>
            <numerusform>%n Einträge sind fehlgeschlagen, weil der Player einen Fehler meldete</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) met a locked player</source>
        <translation>
            <numerusform>%n Eintrag traf auf einen gesperrten Player</numerusform>
            <numerusform>%n Einträge trafen auf einen gesperrten Player</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) are too long for the player</source>
        <translation>
            <numerusform>%n Name ist zu lang für den Player</numerusform>
            <numerusform>%n Namen sind zu lang für den Player</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are too large for the player’s file system</source>
        <translation>
            <numerusform>%n Datei ist zu groß für das Dateisystem des Players</numerusform>
            <numerusform>%n Dateien sind zu groß für das Dateisystem des Players</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) are taken by the player’s own files</source>
        <translation>
            <numerusform>%n Name ist von einer eigenen Datei des Players belegt</numerusform>
            <numerusform>%n Namen sind von eigenen Dateien des Players belegt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) with the partnership</source>
        <translation>
            <numerusform>%n Problem mit der Partnerschaft</numerusform>
            <numerusform>%n Probleme mit der Partnerschaft</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) to answer before going on</source>
        <translation>
            <numerusform>%n Frage ist vor dem Fortfahren zu beantworten</numerusform>
            <numerusform>%n Fragen sind vor dem Fortfahren zu beantworten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) did not fit</source>
        <translation>
            <numerusform>%n Eintrag passte nicht mehr darauf</numerusform>
            <numerusform>%n Einträge passten nicht mehr darauf</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) failed because of a mistake in Tandem</source>
        <translation>
            <numerusform>%n Eintrag ist wegen eines Fehlers in Tandem fehlgeschlagen</numerusform>
            <numerusform>%n Einträge sind wegen eines Fehlers in Tandem fehlgeschlagen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 The system says: %2.</source>
        <translation>%1 Das System meldet: %2.</translation>
    </message>
    <message>
        <source>The folder “%1” is not there. Check its name, and connect the drive if it is on one; if it is gone for good, remove it from the library.</source>
        <translation>Der Ordner „%1“ ist nicht da. Prüfen Sie seinen Namen, und schließen Sie sein Laufwerk an, falls er auf einem liegt; wenn er endgültig fort ist, entfernen Sie ihn aus der Bibliothek.</translation>
    </message>
    <message>
        <source>A folder is not there. Check its name, and connect the drive if it is on one; if it is gone for good, remove it from the library.</source>
        <translation>Ein Ordner ist nicht da. Prüfen Sie seinen Namen, und schließen Sie sein Laufwerk an, falls er auf einem liegt; wenn er endgültig fort ist, entfernen Sie ihn aus der Bibliothek.</translation>
    </message>
    <message>
        <source>Another program is using “%1”. Close what shows it, a file manager for instance, then try again.</source>
        <translation>Ein anderes Programm verwendet „%1“. Schließen Sie, was ihn zeigt, zum Beispiel eine Dateiverwaltung, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Another program is using the player. Close what shows it, a file manager for instance, then try again.</source>
        <translation>Ein anderes Programm verwendet den Player. Schließen Sie, was ihn zeigt, zum Beispiel eine Dateiverwaltung, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The program “%2” is using “%1”. Close it, or let Tandem ask it to let go of the player, then try again.</source>
        <translation>Das Programm „%2“ verwendet „%1“. Beenden Sie es, oder lassen Sie Tandem es bitten, den Player freizugeben, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>“%1” did not answer in time. Unplug the player, plug it in again, then try again.</source>
        <translation>„%1“ hat nicht rechtzeitig geantwortet. Ziehen Sie den Player ab, schließen Sie ihn wieder an, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The player did not answer in time. Unplug it, plug it in again, then try again.</source>
        <translation>Der Player hat nicht rechtzeitig geantwortet. Ziehen Sie ihn ab, schließen Sie ihn wieder an, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>“%1” is connected, but not mounted. Mount it, then try again.</source>
        <translation>„%1“ ist angeschlossen, aber nicht eingehängt. Hängen Sie ihn ein, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The player is connected, but not mounted. Mount it, then try again.</source>
        <translation>Der Player ist angeschlossen, aber nicht eingehängt. Hängen Sie ihn ein, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>“%1” could not be mounted or let go. Close what uses it, then try again.</source>
        <translation>„%1“ konnte nicht eingehängt oder freigegeben werden. Schließen Sie, was ihn verwendet, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The player could not be mounted or let go. Close what uses it, then try again.</source>
        <translation>Der Player konnte nicht eingehängt oder freigegeben werden. Schließen Sie, was ihn verwendet, und versuchen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>The player does not support this: “%1”.</source>
        <translation>Der Player unterstützt das nicht: „%1“.</translation>
    </message>
    <message>
        <source>The player does not support this.</source>
        <translation>Der Player unterstützt das nicht.</translation>
    </message>
    <message>
        <source>The player does not play files like “%1”. Choose a profile that says it does, or leave it out.</source>
        <translation>Der Player spielt Dateien wie „%1“ nicht ab. Wählen Sie ein Profil, das sie nennt, oder lassen Sie die Datei weg.</translation>
    </message>
    <message>
        <source>The player does not play files of this kind.</source>
        <translation>Der Player spielt Dateien dieser Art nicht ab.</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) found the player in use by another program</source>
        <translation>
            <numerusform>%n Titel traf den Player in Gebrauch durch ein anderes Programm an</numerusform>
            <numerusform>%n Titel trafen den Player in Gebrauch durch ein anderes Programm an</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) were left because the player did not answer</source>
        <translation>
            <numerusform>%n Titel blieb liegen, weil der Player nicht antwortete</numerusform>
            <numerusform>%n Titel blieben liegen, weil der Player nicht antwortete</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n player(s) are not mounted</source>
        <translation>
            <numerusform>%n Player ist nicht eingehängt</numerusform>
            <numerusform>%n Player sind nicht eingehängt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n player(s) could not be mounted or let go</source>
        <translation>
            <numerusform>%n Player konnte nicht eingehängt oder freigegeben werden</numerusform>
            <numerusform>%n Player konnten nicht eingehängt oder freigegeben werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) need something that the player does not support</source>
        <translation>
            <numerusform>%n Titel braucht etwas, das der Player nicht unterstützt</numerusform>
            <numerusform>%n Titel brauchen etwas, das der Player nicht unterstützt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) are of a kind that the player does not play</source>
        <translation>
            <numerusform>%n Titel ist von einer Art, die der Player nicht abspielt</numerusform>
            <numerusform>%n Titel sind von einer Art, die der Player nicht abspielt</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is protected against copying, and can neither be played nor converted here. Get it without protection from where you bought it.</source>
        <translation>„%1“ ist kopiergeschützt und kann hier weder abgespielt noch umgewandelt werden. Besorgen Sie es dort, wo Sie es gekauft haben, ohne Schutz.</translation>
    </message>
    <message>
        <source>A file is protected against copying, and can neither be played nor converted here. Get it without protection from where you bought it.</source>
        <translation>Eine Datei ist kopiergeschützt und kann hier weder abgespielt noch umgewandelt werden. Besorgen Sie sie dort, wo Sie sie gekauft haben, ohne Schutz.</translation>
    </message>
    <message>
        <source>The player’s file system takes no more names in the folder of “%1”. Choose a profile that makes more folders, or shortens names.</source>
        <translation>Das Dateisystem des Players nimmt im Ordner von „%1“ keine Namen mehr auf. Wählen Sie ein Profil, das mehr Ordner anlegt oder Namen kürzt.</translation>
    </message>
    <message>
        <source>The player’s file system takes no more names in a folder. Choose a profile that makes more folders, or shortens names.</source>
        <translation>Das Dateisystem des Players nimmt in einem Ordner keine Namen mehr auf. Wählen Sie ein Profil, das mehr Ordner anlegt oder Namen kürzt.</translation>
    </message>
    <message>
        <source>“%1” could not be converted for the player. Check that it plays on this computer; it is tried again the next time.</source>
        <translation>„%1“ konnte nicht für den Player umgewandelt werden. Prüfen Sie, ob es sich auf diesem Computer abspielen lässt; beim nächsten Mal wird es wieder versucht.</translation>
    </message>
    <message>
        <source>A song could not be converted for the player. Check that it plays on this computer; it is tried again the next time.</source>
        <translation>Ein Titel konnte nicht für den Player umgewandelt werden. Prüfen Sie, ob er sich auf diesem Computer abspielen lässt; beim nächsten Mal wird es wieder versucht.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are protected against copying</source>
        <translation>
            <numerusform>%n Datei ist kopiergeschützt</numerusform>
            <numerusform>%n Dateien sind kopiergeschützt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) found a full folder on the player</source>
        <translation>
            <numerusform>%n Titel fand auf dem Player einen vollen Ordner vor</numerusform>
            <numerusform>%n Titel fanden auf dem Player einen vollen Ordner vor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) could not be converted for the player</source>
        <translation>
            <numerusform>%n Titel konnte nicht für den Player umgewandelt werden</numerusform>
            <numerusform>%n Titel konnten nicht für den Player umgewandelt werden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A chosen playlist names %n song(s) on the player whose files the library does not find, so nothing was done yet. Scan the library, or add their folder; go on only if they are to be removed.</source>
        <translation>
            <numerusform>Eine gewählte Wiedergabeliste nennt %n Titel auf dem Player, dessen Datei die Bibliothek nicht findet, daher wurde noch nichts getan. Lesen Sie die Bibliothek neu ein oder fügen Sie seinen Ordner hinzu; fahren Sie nur fort, wenn der Titel entfernt werden soll.</numerusform>
            <numerusform>Eine gewählte Wiedergabeliste nennt %n Titel auf dem Player, deren Dateien die Bibliothek nicht findet, daher wurde noch nichts getan. Lesen Sie die Bibliothek neu ein oder fügen Sie ihren Ordner hinzu; fahren Sie nur fort, wenn die Titel entfernt werden sollen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The player knows of later synchronizations than the library, as after a backup was restored, and would lose %n song(s), so nothing was done yet. Check the chosen playlists, or go on if you mean it.</source>
        <translation>
            <numerusform>Der Player weiß von späteren Synchronisierungen als die Bibliothek, wie nach dem Wiederherstellen einer Sicherung, und würde %n Titel verlieren, daher wurde noch nichts getan. Prüfen Sie die gewählten Wiedergabelisten, oder fahren Sie fort, wenn es so gemeint ist.</numerusform>
            <numerusform>Der Player weiß von späteren Synchronisierungen als die Bibliothek, wie nach dem Wiederherstellen einer Sicherung, und würde %n Titel verlieren, daher wurde noch nichts getan. Prüfen Sie die gewählten Wiedergabelisten, oder fahren Sie fort, wenn es so gemeint ist.</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” was forgotten while it was in use. Its files stay; add it again to go on.</source>
        <translation>„%1“ wurde vergessen, während damit gearbeitet wurde. Die Dateien darauf bleiben; fügen Sie den Player wieder hinzu, um fortzufahren.</translation>
    </message>
    <message>
        <source>The player was forgotten while it was in use. Its files stay; add it again to go on.</source>
        <translation>Der Player wurde vergessen, während damit gearbeitet wurde. Die Dateien darauf bleiben; fügen Sie ihn wieder hinzu, um fortzufahren.</translation>
    </message>
    <message numerus="yes">
        <source>%n player(s) forgotten meanwhile</source>
        <translation>
            <numerusform>%n inzwischen vergessener Player</numerusform>
            <numerusform>%n inzwischen vergessene Player</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” was changed by somebody else meanwhile, so it was left alone. In the library it is taken the next time; on a player, rename or remove it to have the song again.</source>
        <translation>„%1“ wurde inzwischen von jemand anderem geändert und bleibt daher, wie es ist. In der Bibliothek wird die Datei beim nächsten Mal gelesen; auf einem Player benennen Sie sie um oder entfernen Sie sie, um den Titel wieder zu bekommen.</translation>
    </message>
    <message>
        <source>A file was changed by somebody else meanwhile, so it was left alone. In the library it is taken the next time; on a player, rename or remove it to have the song again.</source>
        <translation>Eine Datei wurde inzwischen von jemand anderem geändert und bleibt daher, wie sie ist. In der Bibliothek wird sie beim nächsten Mal gelesen; auf einem Player benennen Sie sie um oder entfernen Sie sie, um den Titel wieder zu bekommen.</translation>
    </message>
    <message>
        <source>A part of Tandem, “%1”, is missing or cannot be started. Install Tandem again.</source>
        <translation>Ein Teil von Tandem, „%1“, fehlt oder kann nicht gestartet werden. Installieren Sie Tandem neu.</translation>
    </message>
    <message>
        <source>A part of Tandem is missing or cannot be started. Install Tandem again.</source>
        <translation>Ein Teil von Tandem fehlt oder kann nicht gestartet werden. Installieren Sie Tandem neu.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) were changed by somebody else and left alone</source>
        <translation>
            <numerusform>%n Datei wurde von jemand anderem geändert und bleibt, wie sie ist</numerusform>
            <numerusform>%n Dateien wurden von jemand anderem geändert und bleiben, wie sie sind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) need a part of Tandem that cannot be started</source>
        <translation>
            <numerusform>%n Eintrag braucht einen Teil von Tandem, der nicht gestartet werden kann</numerusform>
            <numerusform>%n Einträge brauchen einen Teil von Tandem, der nicht gestartet werden kann</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” on the player is a link to another place. Tandem only writes on the player itself: replace the link by a folder, then synchronize again.</source>
        <translation>„%1“ auf dem Player ist eine Verknüpfung zu einem anderen Ort. Tandem schreibt nur auf den Player selbst: Ersetzen Sie die Verknüpfung durch einen Ordner, und synchronisieren Sie erneut.</translation>
    </message>
    <message>
        <source>A folder on the player is a link to another place. Tandem only writes on the player itself: replace the link by a folder, then synchronize again.</source>
        <translation>Ein Ordner auf dem Player ist eine Verknüpfung zu einem anderen Ort. Tandem schreibt nur auf den Player selbst: Ersetzen Sie die Verknüpfung durch einen Ordner, und synchronisieren Sie erneut.</translation>
    </message>
    <message numerus="yes">
        <source>%n link(s) on the player are in the way</source>
        <translation>
            <numerusform>%n Verknüpfung auf dem Player ist im Weg</numerusform>
            <numerusform>%n Verknüpfungen auf dem Player sind im Weg</numerusform>
        </translation>
    </message>
    <message>
        <source>The player does not show “%1” under this name, so it was not left there. Use plainer characters in the song’s file name or tags; if it is a file of Tandem’s own, this player cannot be synchronized.</source>
        <translation>Der Player zeigt „%1“ nicht unter diesem Namen, daher wurde es nicht dort gelassen. Verwenden Sie einfachere Zeichen im Dateinamen oder in den Tags des Titels; ist es eine eigene Datei von Tandem, so kann dieser Player nicht synchronisiert werden.</translation>
    </message>
    <message>
        <source>The player does not show a file under the name that it was given, so it was not left there. Use plainer characters in the song’s file name or tags.</source>
        <translation>Der Player zeigt eine Datei nicht unter dem Namen, den sie bekam, daher wurde sie nicht dort gelassen. Verwenden Sie einfachere Zeichen im Dateinamen oder in den Tags des Titels.</translation>
    </message>
    <message numerus="yes">
        <source>%n name(s) were not kept by the player</source>
        <translation>
            <numerusform>%n Name wurde vom Player nicht beibehalten</numerusform>
            <numerusform>%n Namen wurden vom Player nicht beibehalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The library no longer has %n song(s) of the player, though nobody deleted their files: their music folder was taken out, or they are left out now. So nothing was done yet. Add the folder again, or its new place; go on only if they are to be removed.</source>
        <translation>
            <numerusform>Die Bibliothek hat %n Titel des Players nicht mehr, obwohl niemand seine Datei gelöscht hat: Sein Musikordner wurde herausgenommen, oder er wird jetzt ausgelassen. Daher wurde noch nichts getan. Fügen Sie den Ordner oder seinen neuen Ort wieder hinzu; fahren Sie nur fort, wenn der Titel entfernt werden soll.</numerusform>
            <numerusform>Die Bibliothek hat %n Titel des Players nicht mehr, obwohl niemand ihre Dateien gelöscht hat: Ihr Musikordner wurde herausgenommen, oder sie werden jetzt ausgelassen. Daher wurde noch nichts getan. Fügen Sie den Ordner oder seinen neuen Ort wieder hinzu; fahren Sie nur fort, wenn die Titel entfernt werden sollen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Music folders of the library, or parts of them, are not there or cannot be looked into, so nothing was done yet. Connect their drive; go on only if the music is gone for good.</source>
        <translation>Musikordner der Bibliothek oder Teile davon sind nicht da oder können nicht eingesehen werden; deshalb ist noch nichts geschehen. Schließen Sie ihr Laufwerk an; fahren Sie nur fort, wenn die Musik endgültig fort ist.</translation>
    </message>
    <message>
        <source>The storage that was chosen for “%1”, perhaps a card, is not in it. Put it back, or choose another storage in the player’s settings.</source>
        <translation>Der für „%1“ gewählte Speicher, vielleicht eine Karte, ist nicht darin. Legen Sie ihn wieder ein, oder wählen Sie in den Einstellungen des Players einen anderen.</translation>
    </message>
    <message>
        <source>The storage that was chosen for the player, perhaps a card, is not in it. Put it back, or choose another storage in the player’s settings.</source>
        <translation>Der für den Player gewählte Speicher, vielleicht eine Karte, ist nicht darin. Legen Sie ihn wieder ein, oder wählen Sie in den Einstellungen des Players einen anderen.</translation>
    </message>
    <message>
        <source>“%1” shows another storage than the one that Tandem used before, so nothing was done yet. Put the card back, or mount its drive; go on only if this one is to be used from now on.</source>
        <translation>„%1“ zeigt einen anderen Speicher als den, den Tandem bisher benutzt hat; deshalb wurde noch nichts getan. Legen Sie die Karte wieder ein, oder hängen Sie das Laufwerk ein; machen Sie nur weiter, wenn von nun an dieser benutzt werden soll.</translation>
    </message>
    <message>
        <source>The player shows another storage than the one that Tandem used before, so nothing was done yet. Put the card back, or mount its drive; go on only if this one is to be used from now on.</source>
        <translation>Der Player zeigt einen anderen Speicher als den, den Tandem bisher benutzt hat; deshalb wurde noch nichts getan. Legen Sie die Karte wieder ein, oder hängen Sie das Laufwerk ein; machen Sie nur weiter, wenn von nun an dieser benutzt werden soll.</translation>
    </message>
    <message numerus="yes">
        <source>%n player(s) lack the storage that was chosen</source>
        <translation>
            <numerusform>%n Player fehlt der gewählte Speicher</numerusform>
            <numerusform>%n Playern fehlt der gewählte Speicher</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>unknown</source>
        <comment>size</comment>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <comment>speed; %1 is a size</comment>
        <translation>%1 pro Sekunde</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <comment>hours and minutes</comment>
        <translation>%1 und %2</translation>
    </message>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>vor %n Minute</numerusform>
            <numerusform>vor %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>today at %1</source>
        <translation>heute um %1</translation>
    </message>
    <message>
        <source>yesterday at %1</source>
        <translation>gestern um %1</translation>
    </message>
    <message>
        <source>on %1 at %2</source>
        <comment>date and time of day</comment>
        <translation>am %1 um %2</translation>
    </message>
</context>
<context>
    <name>Messages</name>
    <message>
        <source>Tandem</source>
        <translation>Tandem</translation>
    </message>
</context>
<context>
    <name>tandem::device::PlayerProfileText</name>
    <message>
        <source>there is no such field</source>
        <translation>ein solches Feld gibt es nicht</translation>
    </message>
    <message>
        <source>this field is needed</source>
        <translation>dieses Feld wird gebraucht</translation>
    </message>
    <message>
        <source>a text is needed</source>
        <translation>ein Text wird gebraucht</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2 is needed</source>
        <translation>eine ganze Zahl von %1 bis %2 wird gebraucht</translation>
    </message>
    <message>
        <source>true or false is needed</source>
        <translation>true oder false wird gebraucht</translation>
    </message>
    <message>
        <source>one of these is needed: %1</source>
        <extracomment>%1: a list of words, &quot;a&quot;, &quot;b&quot;</extracomment>
        <translation>eines von diesen wird gebraucht: %1</translation>
    </message>
    <message>
        <source>an object { } is needed</source>
        <translation>ein Objekt { } wird gebraucht</translation>
    </message>
    <message>
        <source>a list [ ] of at most %1 is needed</source>
        <translation>eine Liste [ ] von höchstens %1 wird gebraucht</translation>
    </message>
    <message>
        <source>small letters and digits without a dot are needed, like &quot;mp3&quot;</source>
        <translation>Kleinbuchstaben und Ziffern ohne Punkt werden gebraucht, etwa &quot;mp3&quot;</translation>
    </message>
    <message>
        <source>at least one is needed</source>
        <translation>mindestens eines wird gebraucht</translation>
    </message>
    <message>
        <source>no player can store this name</source>
        <translation>diesen Namen kann kein Player speichern</translation>
    </message>
    <message>
        <source>at least %1 is needed, or 0 for any</source>
        <translation>mindestens %1 wird gebraucht, oder 0 für beliebig</translation>
    </message>
    <message>
        <source>a path within the player is needed, with / between folders</source>
        <translation>ein Pfad auf dem Player wird gebraucht, mit / zwischen Ordnern</translation>
    </message>
    <message>
        <source>there is no {%1}; there are: %2</source>
        <translation>{%1} gibt es nicht; es gibt: %2</translation>
    </message>
    <message>
        <source>a brace has no counterpart</source>
        <translation>eine Klammer hat kein Gegenstück</translation>
    </message>
    <message>
        <source>small letters, digits and hyphens are needed, at most 40</source>
        <translation>Kleinbuchstaben, Ziffern und Bindestriche werden gebraucht, höchstens 40</translation>
    </message>
    <message>
        <source>no JSON from line %1 on: %2</source>
        <translation>kein JSON ab Zeile %1: %2</translation>
    </message>
    <message>
        <source>the player does not play it, says &quot;formats&quot;</source>
        <translation>der Player spielt es nicht ab, sagt &quot;formats&quot;</translation>
    </message>
</context>
<context>
    <name>tandem::device::ProfileStoreText</name>
    <message>
        <source>id: %1 has the same</source>
        <translation>id: %1 hat dieselbe</translation>
    </message>
</context>
<context>
    <name>tandem::model::DeviceModel</name>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>Estimating…</source>
        <translation>Wird geschätzt …</translation>
    </message>
    <message>
        <source>Synchronizing, %1 %</source>
        <translation>Synchronisiert, %1 %</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>a player and what it is doing</comment>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Not mounted</source>
        <translation>Nicht eingehängt</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Used by another program</source>
        <translation>Von anderem Programm verwendet</translation>
    </message>
    <message>
        <source>Does not answer</source>
        <translation>Antwortet nicht</translation>
    </message>
    <message>
        <source>Paused, %1 %</source>
        <comment>a synchronization; percent</comment>
        <translation>Pausiert, %1 %</translation>
    </message>
</context>
<context>
    <name>tandem::model::LimitText</name>
    <message>
        <source>A limit is a number of items such as 500, a size such as 2GB, or a duration such as 90min.</source>
        <translation>Eine Grenze ist eine Anzahl wie 500, eine Größe wie 2GB oder eine Dauer wie 90min.</translation>
    </message>
    <message>
        <source>A limit must be more than nothing.</source>
        <translation>Eine Grenze muss größer als nichts sein.</translation>
    </message>
    <message>
        <source>This limit is too large.</source>
        <translation>Diese Grenze ist zu groß.</translation>
    </message>
</context>
<context>
    <name>tandem::model::MusicFoldersText</name>
    <message>
        <source>none of the songs of “%1” is there</source>
        <translation>keiner der Titel von „%1“ ist dort</translation>
    </message>
</context>
<context>
    <name>tandem::model::PlaylistFileText</name>
    <message>
        <source>Only playlists in M3U and M3U8 files can be read.</source>
        <translation>Nur Playlists in M3U- und M3U8-Dateien können gelesen werden.</translation>
    </message>
    <message>
        <source>This is not a file.</source>
        <translation>Das ist keine Datei.</translation>
    </message>
    <message>
        <source>The file is too large for a playlist.</source>
        <translation>Die Datei ist zu groß für eine Playlist.</translation>
    </message>
    <message>
        <source>The file holds no text.</source>
        <translation>Die Datei enthält keinen Text.</translation>
    </message>
    <message>
        <source>A line of it is longer than any path.</source>
        <translation>Eine Zeile darin ist länger als jeder Pfad.</translation>
    </message>
    <message>
        <source>It has more lines than any playlist: %1.</source>
        <translation>Sie hat mehr Zeilen als jede Wiedergabeliste: %1.</translation>
    </message>
</context>
<context>
    <name>tandem::model::PlaylistModel</name>
    <message>
        <source>Synchronizes, priority %1</source>
        <translation>Wird synchronisiert, Vorrang %1</translation>
    </message>
    <message>
        <source>Does not synchronize</source>
        <translation>Wird nicht synchronisiert</translation>
    </message>
    <message>
        <source>%1, synchronizes with priority %2</source>
        <translation>%1, wird mit Vorrang %2 synchronisiert</translation>
    </message>
    <message>
        <source>%1, does not synchronize</source>
        <translation>%1, wird nicht synchronisiert</translation>
    </message>
</context>
<context>
    <name>tandem::model::PlaylistRulesText</name>
    <message>
        <source>A playlist needs a name.</source>
        <translation>Eine Playlist braucht einen Namen.</translation>
    </message>
    <message numerus="yes">
        <source>A playlist&apos;s name can be at most %n characters long.</source>
        <translation>
            <numerusform>Der Name einer Playlist kann höchstens %n Zeichen lang sein.</numerusform>
            <numerusform>Der Name einer Playlist kann höchstens %n Zeichen lang sein.</numerusform>
        </translation>
    </message>
    <message>
        <source>A playlist&apos;s name cannot hold line breaks or control characters.</source>
        <translation>Der Name einer Playlist kann keine Zeilenumbrüche oder Steuerzeichen enthalten.</translation>
    </message>
    <message>
        <source>This is no possible limit of an auto playlist.</source>
        <translation>Das ist keine mögliche Grenze einer automatischen Playlist.</translation>
    </message>
</context>
<context>
    <name>tandem::model::PlaylistTargetText</name>
    <message>
        <source>the name of a playlist’s file ends in .m3u8 or .m3u</source>
        <translation>der Name einer Playlist-Datei endet auf .m3u8 oder .m3u</translation>
    </message>
    <message>
        <source>it is music, which is never written over</source>
        <translation>es ist Musik, die nie überschrieben wird</translation>
    </message>
</context>
<context>
    <name>tandem::model::PlaylistText</name>
    <message>
        <source>There is no such playlist.</source>
        <translation>Diese Playlist gibt es nicht.</translation>
    </message>
    <message>
        <source>What an auto playlist holds follows from its query.</source>
        <translation>Was eine automatische Playlist enthält, folgt aus ihrer Abfrage.</translation>
    </message>
    <message>
        <source>Only an auto playlist has a query.</source>
        <translation>Nur eine automatische Playlist hat eine Abfrage.</translation>
    </message>
</context>
<context>
    <name>tandem::model::PlaylistTransferText</name>
    <message>
        <source>Imported playlist</source>
        <translation>Importierte Playlist</translation>
    </message>
</context>
<context>
    <name>tandem::model::QueryText</name>
    <message>
        <source>&quot;-&quot; must stand directly before what it excludes.</source>
        <translation>„-“ muss direkt vor dem stehen, was es ausschließt.</translation>
    </message>
    <message>
        <source>The name of a field is missing before &quot;%1&quot;.</source>
        <translation>Vor „%1“ fehlt der Name eines Felds.</translation>
    </message>
    <message>
        <source>A value is missing after &quot;%1&quot;.</source>
        <translation>Nach „%1“ fehlt ein Wert.</translation>
    </message>
    <message>
        <source>The quotation mark that opens here is not closed.</source>
        <translation>Das Anführungszeichen, das hier öffnet, wird nicht geschlossen.</translation>
    </message>
    <message>
        <source>Position %1: %2</source>
        <translation>Stelle %1: %2</translation>
    </message>
    <message>
        <source>No parenthesis is open that this one could close.</source>
        <translation>Es ist keine Klammer offen, die diese schließen könnte.</translation>
    </message>
    <message>
        <source>A condition is missing before &quot;%1&quot;; put it in quotation marks if you are looking for the word.</source>
        <translation>Vor „%1“ fehlt eine Bedingung; setzen Sie es in Anführungszeichen, wenn Sie das Wort suchen.</translation>
    </message>
    <message>
        <source>A condition is missing here.</source>
        <translation>Hier fehlt eine Bedingung.</translation>
    </message>
    <message numerus="yes">
        <source>A query can have at most %n conditions.</source>
        <translation>
            <numerusform>Eine Abfrage kann höchstens %n Bedingung haben.</numerusform>
            <numerusform>Eine Abfrage kann höchstens %n Bedingungen haben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Parentheses can be nested at most %n levels deep.</source>
        <translation>
            <numerusform>Klammern können höchstens %n Ebene tief verschachtelt sein.</numerusform>
            <numerusform>Klammern können höchstens %n Ebenen tief verschachtelt sein.</numerusform>
        </translation>
    </message>
    <message>
        <source>The parenthesis that opens here is not closed.</source>
        <translation>Die Klammer, die sich hier öffnet, wird nicht geschlossen.</translation>
    </message>
    <message numerus="yes">
        <source>A query can be at most %n characters long.</source>
        <translation>
            <numerusform>Eine Abfrage kann höchstens %n Zeichen lang sein.</numerusform>
            <numerusform>Eine Abfrage kann höchstens %n Zeichen lang sein.</numerusform>
        </translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a duration; write for example 90s, 5min, 1h or 4:30.</source>
        <translation>„%1“ ist keine Dauer; schreiben Sie zum Beispiel 90s, 5min, 1h oder 4:30.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a size; write for example 500KB, 10MB or 1.5GB.</source>
        <translation>„%1“ ist keine Größe; schreiben Sie zum Beispiel 500KB, 10MB oder 1.5GB.</translation>
    </message>
    <message>
        <source>There is no field &quot;%1&quot;.</source>
        <translation>Es gibt kein Feld „%1“.</translation>
    </message>
    <message>
        <source>There is no field &quot;%1&quot;. Did you mean &quot;%2&quot;?</source>
        <translation>Es gibt kein Feld „%1“. Meinten Sie „%2“?</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is a text: use &quot;:&quot;, &quot;=&quot; or &quot;!=&quot;.</source>
        <translation>„%1“ ist ein Text: Verwenden Sie „:“, „=“ oder „!=“.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a whole number.</source>
        <translation>„%1“ ist keine ganze Zahl.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is neither an age such as 12h, 30d, 2w, 6m or 1y nor a date such as 2024-05-01, 2024-05 or 2024.</source>
        <translation>„%1“ ist weder ein Alter wie 12h, 30d, 2w, 6m oder 1y noch ein Datum wie 2024-05-01, 2024-05 oder 2024.</translation>
    </message>
    <message>
        <source>An age is compared with &quot;&lt;&quot;, &quot;&lt;=&quot;, &quot;&gt;&quot; or &quot;&gt;=&quot;.</source>
        <translation>Ein Alter wird mit „&lt;“, „&lt;=“, „&gt;“ oder „&gt;=“ verglichen.</translation>
    </message>
    <message>
        <source>A format has no order: use &quot;:&quot;, &quot;=&quot; or &quot;!=&quot;.</source>
        <translation>Ein Format hat keine Rangfolge: Verwenden Sie „:“, „=“ oder „!=“.</translation>
    </message>
    <message>
        <source>There is no format &quot;%1&quot;. Known are: %2.</source>
        <translation>Es gibt kein Format „%1“. Bekannt sind: %2.</translation>
    </message>
</context>
<context>
    <name>tandem::model::ReaderText</name>
    <message>
        <source>it takes more than %1 MB of memory</source>
        <translation>sie braucht mehr als %1 MB Speicher</translation>
    </message>
    <message>
        <source>it makes the program that reads it fail</source>
        <translation>sie bringt das Programm, das sie liest, zum Absturz</translation>
    </message>
    <message>
        <source>it takes more than %1 s of the processor’s time</source>
        <translation>sie braucht mehr als %1 s Rechenzeit</translation>
    </message>
    <message>
        <source>the program that reads it was ended</source>
        <translation>das Programm, das sie liest, wurde beendet</translation>
    </message>
</context>
<context>
    <name>tandem::model::TrackModel</name>
    <message>
        <source>This file is not there: %1</source>
        <translation>Diese Datei ist nicht da: %1</translation>
    </message>
    <message>
        <source>%1, file not there</source>
        <translation>%1, Datei nicht da</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Interpret</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Album</translation>
    </message>
    <message>
        <source>No.</source>
        <comment>column heading: number of the track on its album</comment>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>Time</source>
        <comment>column heading: playing time</comment>
        <translation>Dauer</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Added</source>
        <comment>column heading: when the track came into the library</comment>
        <translation>Hinzugefügt</translation>
    </message>
</context>
<context>
    <name>tandem::sync::ConversionLength</name>
    <message>
        <source>the file that was made is %1 s long, not %2 s</source>
        <translation>die erzeugte Datei ist %1 s lang, nicht %2 s</translation>
    </message>
</context>
<context>
    <name>tandem::sync::Conversions</name>
    <message>
        <source>%1; conversion is switched off</source>
        <translation>%1; Umwandeln ist abgeschaltet</translation>
    </message>
    <message>
        <source>%1; ffmpeg, which would convert it, is not installed</source>
        <translation>%1; ffmpeg, das es umwandeln würde, ist nicht installiert</translation>
    </message>
    <message>
        <source>%1; this ffmpeg cannot make %2 of it</source>
        <translation>%1; dieses ffmpeg kann daraus kein %2 machen</translation>
    </message>
</context>
<context>
    <name>tandem::sync::Converter</name>
    <message>
        <source>the file that was made cannot be read</source>
        <translation>die erzeugte Datei ist nicht lesbar</translation>
    </message>
    <message>
        <source>ffmpeg is not installed</source>
        <translation>ffmpeg ist nicht installiert</translation>
    </message>
    <message>
        <source>ffmpeg cannot be started</source>
        <translation>ffmpeg lässt sich nicht starten</translation>
    </message>
    <message>
        <source>ffmpeg hung</source>
        <translation>ffmpeg hing fest</translation>
    </message>
</context>
<context>
    <name>tandem::sync::SentPlaylistText</name>
    <message>
        <source>Sent to %1</source>
        <comment>the name of a playlist; %1 is a player</comment>
        <translation>Gesendet an %1</translation>
    </message>
</context>
<context>
    <name>tandem::sync::StockRules</name>
    <message>
        <source>Rated 5 stars</source>
        <translation>Mit 5 Sternen bewertet</translation>
    </message>
    <message>
        <source>Added in the last month</source>
        <translation>Im letzten Monat hinzugefügt</translation>
    </message>
    <message>
        <source>Rated 4 or 5 stars</source>
        <translation>Mit 4 oder 5 Sternen bewertet</translation>
    </message>
    <message>
        <source>Played in the last month</source>
        <translation>Im letzten Monat gespielt</translation>
    </message>
    <message>
        <source>Most played</source>
        <translation>Am häufigsten gespielt</translation>
    </message>
    <message>
        <source>All music</source>
        <translation>Alle Musik</translation>
    </message>
</context>
<context>
    <name>tandem::ui::AutoPlaylistDialog</name>
    <message>
        <source>&amp;Descending</source>
        <translation>A&amp;bsteigend</translation>
    </message>
    <message>
        <source>Auto Playlist</source>
        <translation>Automatische Playlist</translation>
    </message>
    <message>
        <source>For example: genre:jazz year&gt;=1990 added&lt;30d</source>
        <comment>the words before the colon and the signs are fixed</comment>
        <translation>Zum Beispiel: genre:jazz year&gt;=1990 added&lt;30d</translation>
    </message>
    <message>
        <source>Artist</source>
        <translation>Interpret</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Album</translation>
    </message>
    <message>
        <source>Album artist</source>
        <translation>Albuminterpret</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Composer</source>
        <translation>Komponist</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>Jahr</translation>
    </message>
    <message>
        <source>Track number</source>
        <translation>Titelnummer</translation>
    </message>
    <message>
        <source>Disc number</source>
        <translation>Nummer der CD</translation>
    </message>
    <message>
        <source>Playing time</source>
        <translation>Spieldauer</translation>
    </message>
    <message>
        <source>Bit rate</source>
        <translation>Bitrate</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>When added</source>
        <translation>Hinzugefügt am</translation>
    </message>
    <message>
        <source>When changed</source>
        <translation>Geändert am</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>How often played</source>
        <translation>Wie oft gespielt</translation>
    </message>
    <message>
        <source>When last played</source>
        <translation>Zuletzt gespielt</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>Dateiname</translation>
    </message>
    <message>
        <source>Random order</source>
        <translation>Zufällige Reihenfolge</translation>
    </message>
    <message>
        <source>Limit</source>
        <translation>Grenze</translation>
    </message>
    <message>
        <source>Unit of the limit</source>
        <translation>Einheit der Grenze</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>keine Grenze</translation>
    </message>
    <message>
        <source>songs</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>Stunden</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>&amp;Query:</source>
        <translation>&amp;Abfrage:</translation>
    </message>
    <message>
        <source>&amp;Sort by:</source>
        <translation>&amp;Sortieren nach:</translation>
    </message>
    <message>
        <source>&amp;Limit:</source>
        <translation>&amp;Grenze:</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) match now.</source>
        <translation>
            <numerusform>%n Titel passt derzeit.</numerusform>
            <numerusform>%n Titel passen derzeit.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ui::AwayFolderPage</name>
    <message>
        <source>Its songs stay in your library, in playlists and on players. If it is on a drive, connect the drive: then they can be played again. If it was moved or renamed, say where it is now.</source>
        <translation>Seine Titel bleiben in der Bibliothek, in Playlists und auf Playern. Liegt er auf einem Laufwerk, schließen Sie es an: Dann können sie wieder abgespielt werden. Wurde er verschoben oder umbenannt, geben Sie an, wo er jetzt ist.</translation>
    </message>
    <message>
        <source>&amp;Find It…</source>
        <translation>&amp;Suchen …</translation>
    </message>
    <message>
        <source>“%1” is not there now.</source>
        <translation>„%1“ ist zurzeit nicht da.</translation>
    </message>
</context>
<context>
    <name>tandem::ui::CapacityBar</name>
    <message>
        <source>Room on the player</source>
        <translation>Platz auf dem Player</translation>
    </message>
    <message>
        <source>How much room the player has is not known.</source>
        <translation>Wie viel Platz der Player hat, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The player holds %1; how much of it is free is not known.</source>
        <translation>Der Player fasst %1; wie viel davon frei ist, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>%1 of %2 are free.</source>
        <translation>%1 von %2 sind frei.</translation>
    </message>
    <message>
        <source>%1 After the synchronization %2 will be free.</source>
        <comment>%1 is the sentence on what is free now</comment>
        <translation>%1 Nach der Synchronisation werden %2 frei sein.</translation>
    </message>
    <message>
        <source>Other files: %1</source>
        <translation>Andere Dateien: %1</translation>
    </message>
    <message>
        <source>Tandem: %1, afterwards %2</source>
        <translation>Tandem: %1, danach %2</translation>
    </message>
    <message>
        <source>Free: %1, afterwards %2</source>
        <translation>Frei: %1, danach %2</translation>
    </message>
    <message>
        <source>Used: %1</source>
        <translation>Belegt: %1</translation>
    </message>
    <message>
        <source>Free: %1</source>
        <translation>Frei: %1</translation>
    </message>
    <message>
        <source>Kept free: %1</source>
        <translation>Frei gehalten: %1</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Danach</translation>
    </message>
</context>
<context>
    <name>tandem::ui::ConnectionBox</name>
    <message>
        <source>&amp;Mount</source>
        <translation>Ein&amp;hängen</translation>
    </message>
    <message>
        <source>Ask It to &amp;Let Go</source>
        <translation>Um &amp;Freigabe bitten</translation>
    </message>
    <message>
        <source>E&amp;ject</source>
        <translation>Aus&amp;werfen</translation>
    </message>
    <message>
        <source>Make the player’s files available</source>
        <translation>Die Dateien des Players verfügbar machen</translation>
    </message>
    <message>
        <source>Ask the other program to give up the player</source>
        <translation>Das andere Programm bitten, den Player freizugeben</translation>
    </message>
    <message>
        <source>Finish what is being written, so that the player can be taken away</source>
        <translation>Beenden, was geschrieben wird, damit der Player abgezogen werden kann</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <comment>a warning sign and a sentence</comment>
        <translation>⚠ %1</translation>
    </message>
</context>
<context>
    <name>tandem::ui::DevicePanel</name>
    <message>
        <source>Set &amp;Up…</source>
        <translation>Ein&amp;richten …</translation>
    </message>
    <message>
        <source>Player</source>
        <translation>Player</translation>
    </message>
    <message>
        <source>Choose what synchronizes with this player</source>
        <translation>Wählen, was mit diesem Player synchronisiert wird</translation>
    </message>
    <message>
        <source>Drag songs, playlists or files here to copy them to this player.</source>
        <translation>Ziehen Sie Titel, Playlists oder Dateien hierher, um sie auf diesen Player zu kopieren.</translation>
    </message>
    <message>
        <source>Playlists that synchronize</source>
        <translation>Synchronisierte Playlists</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <comment>a warning sign and a sentence</comment>
        <translation>⚠ %1</translation>
    </message>
</context>
<context>
    <name>tandem::ui::EditHistory</name>
    <message>
        <source>Undone: %1.</source>
        <translation>Rückgängig gemacht: %1.</translation>
    </message>
    <message>
        <source>Redone: %1.</source>
        <translation>Wiederholt: %1.</translation>
    </message>
    <message>
        <source>“%1” has been changed elsewhere since, and was left as it is.</source>
        <translation>„%1“ ist seitdem anderswo geändert worden und wurde so gelassen.</translation>
    </message>
</context>
<context>
    <name>tandem::ui::ErrorTree</name>
    <message>
        <source>What did not work, by cause</source>
        <translation>Was nicht gelang, nach Ursache</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>a file&apos;s name and what happened to it</comment>
        <translation>%1 – %2</translation>
    </message>
</context>
<context>
    <name>tandem::ui::FolderController</name>
    <message>
        <source>Add Music Folder</source>
        <translation>Musikordner hinzufügen</translation>
    </message>
    <message>
        <source>“%1” was added to the library.</source>
        <translation>„%1“ wurde zur Bibliothek hinzugefügt.</translation>
    </message>
    <message>
        <source>“%1” looks like “%2”, which is not there any more. Is it the same music at a new place? Then playlists, ratings and players keep its songs.</source>
        <translation>„%1“ sieht aus wie „%2“, das nicht mehr da ist. Ist es dieselbe Musik an einem neuen Ort? Dann behalten Playlists, Bewertungen und Player ihre Titel.</translation>
    </message>
    <message>
        <source>Same Music, Moved</source>
        <translation>Dieselbe Musik, umgezogen</translation>
    </message>
    <message>
        <source>Other Music</source>
        <translation>Andere Musik</translation>
    </message>
    <message>
        <source>Remove Music Folder</source>
        <translation>Musikordner entfernen</translation>
    </message>
    <message>
        <source>The library has no music folders.</source>
        <translation>Die Bibliothek hat keine Musikordner.</translation>
    </message>
    <message>
        <source>Its songs leave the library and its players; the files stay where they are.</source>
        <translation>Seine Titel verlassen die Bibliothek und ihre Player; die Dateien bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>“%1” was removed from the library.</source>
        <translation>„%1“ wurde aus der Bibliothek entfernt.</translation>
    </message>
    <message>
        <source>Find Music Folder</source>
        <translation>Musikordner suchen</translation>
    </message>
    <message>
        <source>Which of the folders that are not there?</source>
        <translation>Welchen der Ordner, die nicht da sind?</translation>
    </message>
    <message>
        <source>Find It…</source>
        <translation>Suchen …</translation>
    </message>
    <message>
        <source>Where Is “%1” Now?</source>
        <translation>Wo ist „%1“ jetzt?</translation>
    </message>
    <message>
        <source>Only some of the songs of “%1” are in “%2”. If this is its place now, playlists, ratings and players keep these; the others are shown as missing until they are in it, too. What else is in it is added to the library.</source>
        <translation>Nur ein Teil der Titel von „%1“ ist in „%2“. Ist das jetzt sein Ort, behalten Playlists, Bewertungen und Player diese Titel; die anderen werden als fehlend gezeigt, bis auch sie darin sind. Was sonst darin ist, kommt in die Bibliothek.</translation>
    </message>
    <message>
        <source>This Is Its Place</source>
        <translation>Das ist sein Ort</translation>
    </message>
    <message>
        <source>None of the songs of “%1” is in “%2”, so nothing was changed. Choose the folder that holds them under the same names. To have this one in the library as well, add it as a music folder.</source>
        <translation>Keiner der Titel von „%1“ ist in „%2“; es wurde nichts geändert. Wählen Sie den Ordner, der sie unter denselben Namen enthält. Soll dieser auch in die Bibliothek, fügen Sie ihn als Musikordner hinzu.</translation>
    </message>
    <message>
        <source>Choose Another…</source>
        <translation>Anderen wählen …</translation>
    </message>
    <message>
        <source>“%1” is at “%2” now. Playlists, ratings and players keep its songs.</source>
        <translation>„%1“ ist jetzt in „%2“. Playlists, Bewertungen und Player behalten seine Titel.</translation>
    </message>
</context>
<context>
    <name>tandem::ui::LibraryController</name>
    <message>
        <source>Import Playlist</source>
        <translation>Playlist importieren</translation>
    </message>
    <message>
        <source>Playlists (%1)</source>
        <translation>Playlists (%1)</translation>
    </message>
    <message>
        <source>“%1” was imported.</source>
        <translation>„%1“ wurde importiert.</translation>
    </message>
    <message>
        <source>Export Playlist</source>
        <translation>Playlist exportieren</translation>
    </message>
    <message>
        <source>“%1” was written.</source>
        <translation>„%1“ wurde geschrieben.</translation>
    </message>
    <message>
        <source>Not Added</source>
        <translation>Nicht hinzugefügt</translation>
    </message>
    <message numerus="yes">
        <source>Only folders and M3U playlists can be dropped here. %n item(s) were left out, the first is “%1”. Drop the folder that holds the music instead.</source>
        <translation>
            <numerusform>Hier können nur Ordner und M3U-Playlists abgelegt werden. %n Eintrag wurde ausgelassen: „%1“. Legen Sie stattdessen den Ordner ab, der die Musik enthält.</numerusform>
            <numerusform>Hier können nur Ordner und M3U-Playlists abgelegt werden. %n Einträge wurden ausgelassen, der erste ist „%1“. Legen Sie stattdessen den Ordner ab, der die Musik enthält.</numerusform>
        </translation>
    </message>
    <message>
        <source>Name of the new, empty playlist:</source>
        <translation>Name der neuen, leeren Playlist:</translation>
    </message>
    <message numerus="yes">
        <source>Name of the new playlist with %n selected song(s):</source>
        <translation>
            <numerusform>Name der neuen Playlist mit %n ausgewählten Titel:</numerusform>
            <numerusform>Name der neuen Playlist mit %n ausgewählten Titeln:</numerusform>
        </translation>
    </message>
    <message>
        <source>New Playlist</source>
        <translation>Neue Playlist</translation>
    </message>
    <message>
        <source>New Auto Playlist</source>
        <translation>Neue automatische Playlist</translation>
    </message>
    <message>
        <source>Edit Auto Playlist</source>
        <translation>Automatische Playlist bearbeiten</translation>
    </message>
    <message>
        <source>Rename Playlist</source>
        <translation>Playlist umbenennen</translation>
    </message>
    <message>
        <source>New name:</source>
        <translation>Neuer Name:</translation>
    </message>
    <message>
        <source>Delete Playlist</source>
        <translation>Playlist löschen</translation>
    </message>
    <message>
        <source>Delete the playlist “%1”? Its songs stay in the library; players that synchronize it lose what no other playlist holds.</source>
        <translation>Die Playlist „%1“ löschen? Ihre Titel bleiben in der Bibliothek; Player, die sie synchronisieren, verlieren, was keine andere Playlist enthält.</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) were added to the playlist.</source>
        <translation>
            <numerusform>%n Titel wurde zur Playlist hinzugefügt.</numerusform>
            <numerusform>%n Titel wurden zur Playlist hinzugefügt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) were removed from the playlist.</source>
        <translation>
            <numerusform>%n Titel wurde aus der Playlist entfernt.</numerusform>
            <numerusform>%n Titel wurden aus der Playlist entfernt.</numerusform>
        </translation>
    </message>
    <message>
        <source>The playlist “%1” was made.</source>
        <translation>Die Playlist „%1“ wurde angelegt.</translation>
    </message>
    <message>
        <source>The auto playlist “%1” was made.</source>
        <translation>Die automatische Playlist „%1“ wurde angelegt.</translation>
    </message>
    <message>
        <source>The auto playlist “%1” was changed.</source>
        <translation>Die automatische Playlist „%1“ wurde geändert.</translation>
    </message>
    <message>
        <source>“%1” is called “%2” now.</source>
        <translation>„%1“ heißt jetzt „%2“.</translation>
    </message>
    <message>
        <source>The playlist “%1” was deleted.</source>
        <translation>Die Playlist „%1“ wurde gelöscht.</translation>
    </message>
    <message>
        <source>Add Songs</source>
        <translation>Titel hinzufügen</translation>
    </message>
    <message>
        <source>Remove Songs</source>
        <translation>Titel entfernen</translation>
    </message>
    <message>
        <source>Move Songs</source>
        <translation>Titel verschieben</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) were moved.</source>
        <translation>
            <numerusform>%n Titel wurde verschoben.</numerusform>
            <numerusform>%n Titel wurden verschoben.</numerusform>
        </translation>
    </message>
    <message>
        <source>it has been changed elsewhere since, and was left as it is; look at it again</source>
        <translation>sie wurde inzwischen anderswo geändert und blieb, wie sie ist; sehen Sie sie sich noch einmal an</translation>
    </message>
    <message>
        <source>“%1” has been changed elsewhere since, and was left as it is. Look at it again before you go on.</source>
        <translation>„%1“ wurde inzwischen anderswo geändert und blieb, wie sie ist. Sehen Sie sie sich noch einmal an, bevor Sie fortfahren.</translation>
    </message>
</context>
<context>
    <name>tandem::ui::MainActions</name>
    <message>
        <source>&amp;Add Music Folder…</source>
        <translation>Musikordner &amp;hinzufügen …</translation>
    </message>
    <message>
        <source>Re&amp;move Music Folder…</source>
        <translation>Musikordner &amp;entfernen …</translation>
    </message>
    <message>
        <source>&amp;Rescan</source>
        <translation>&amp;Neu einlesen</translation>
    </message>
    <message>
        <source>&amp;Import Playlist…</source>
        <translation>Playlist &amp;importieren …</translation>
    </message>
    <message>
        <source>&amp;Export Playlist…</source>
        <translation>Playlist e&amp;xportieren …</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>Remove from &amp;Playlist</source>
        <translation>Aus &amp;Playlist entfernen</translation>
    </message>
    <message>
        <source>&amp;New Playlist…</source>
        <translation>&amp;Neue Playlist …</translation>
    </message>
    <message>
        <source>New playlist from the selected songs</source>
        <translation>Neue Playlist aus den ausgewählten Titeln</translation>
    </message>
    <message>
        <source>New &amp;Auto Playlist…</source>
        <translation>Neue &amp;automatische Playlist …</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>&amp;Bearbeiten …</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen …</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>&amp;Löschen …</translation>
    </message>
    <message>
        <source>&amp;Add Folder as Player…</source>
        <translation>&amp;Ordner als Player hinzufügen …</translation>
    </message>
    <message>
        <source>&amp;Start Synchronization</source>
        <translation>Synchronisation &amp;starten</translation>
    </message>
    <message>
        <source>Synchronize and &amp;Bring Back Deleted Songs</source>
        <translation>Synchronisieren und &amp;gelöschte Titel zurückholen</translation>
    </message>
    <message>
        <source>Copies again what was deleted on the player, too</source>
        <translation>Kopiert auch erneut, was auf dem Player gelöscht wurde</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>An&amp;halten</translation>
    </message>
    <message>
        <source>Send Selected Songs to &amp;Player</source>
        <translation>Ausgewählte Titel an &amp;Player senden</translation>
    </message>
    <message>
        <source>Set &amp;Up…</source>
        <translation>Ein&amp;richten …</translation>
    </message>
    <message>
        <source>&amp;End Partnership…</source>
        <translation>Partnerschaft &amp;beenden …</translation>
    </message>
    <message>
        <source>&amp;Forget…</source>
        <translation>&amp;Vergessen …</translation>
    </message>
    <message>
        <source>Show Player &amp;Panel</source>
        <translation>Player-&amp;Bereich zeigen</translation>
    </message>
    <message>
        <source>&amp;About Tandem</source>
        <translation>&amp;Über Tandem</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Playlist</source>
        <translation>&amp;Playlist</translation>
    </message>
    <message>
        <source>P&amp;layer</source>
        <translation>P&amp;layer</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Werkzeugleiste</translation>
    </message>
    <message>
        <source>Add Folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>New Playlist</source>
        <translation>Neue Playlist</translation>
    </message>
    <message>
        <source>New Auto Playlist</source>
        <translation>Neue automatische Playlist</translation>
    </message>
    <message>
        <source>Synchronize</source>
        <translation>Synchronisieren</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Player</source>
        <translation>Player</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>E&amp;ject</source>
        <translation>Aus&amp;werfen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Undo: %1</source>
        <comment>%1 is a command</comment>
        <translation>&amp;Rückgängig: %1</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>&amp;Redo: %1</source>
        <comment>%1 is a command</comment>
        <translation>&amp;Wiederholen: %1</translation>
    </message>
    <message>
        <source>&amp;Find Music Folder…</source>
        <translation>Musikordner &amp;suchen …</translation>
    </message>
    <message>
        <source>Says where a music folder is that is not there any more</source>
        <translation>Gibt an, wo ein Musikordner ist, der nicht mehr da ist</translation>
    </message>
</context>
<context>
    <name>tandem::ui::MainWindow</name>
    <message>
        <source>Quit Tandem</source>
        <translation>Tandem beenden</translation>
    </message>
    <message>
        <source>A player is being synchronized. What was copied stays on it; the rest follows the next time.</source>
        <translation>Ein Player wird gerade synchronisiert. Was kopiert wurde, bleibt auf ihm; der Rest folgt beim nächsten Mal.</translation>
    </message>
    <message>
        <source>Stop and Quit</source>
        <translation>Anhalten und beenden</translation>
    </message>
    <message>
        <source>Tandem</source>
        <translation>Tandem</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read; the rest is in the library.</source>
        <translation>
            <numerusform>%n Datei konnte nicht gelesen werden; der Rest ist in der Bibliothek.</numerusform>
            <numerusform>%n Dateien konnten nicht gelesen werden; der Rest ist in der Bibliothek.</numerusform>
        </translation>
    </message>
    <message>
        <source>The library is up to date.</source>
        <translation>Die Bibliothek ist auf dem neuesten Stand.</translation>
    </message>
    <message>
        <source>Reading was stopped. Rescan to go on.</source>
        <translation>Das Einlesen wurde angehalten. Lesen Sie neu ein, um fortzufahren.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a player and what happened to it</comment>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s)</source>
        <translation>
            <numerusform>%n Titel</numerusform>
            <numerusform>%n Titel</numerusform>
        </translation>
    </message>
    <message>
        <source>About Tandem</source>
        <translation>Über Tandem</translation>
    </message>
    <message>
        <source>Tandem %1</source>
        <translation>Tandem %1</translation>
    </message>
    <message>
        <source>A media library that keeps portable players up to date.

Free software under the GNU General Public License, version 3 or later, without any warranty.</source>
        <translation>Eine Medienbibliothek, die tragbare Player auf dem neuesten Stand hält.

Freie Software unter der GNU General Public License, Version 3 oder neuer, ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>“%1” can be taken away now.</source>
        <translation>„%1“ kann jetzt abgezogen werden.</translation>
    </message>
    <message>
        <source>The playlist is just being changed. Try again in a moment.</source>
        <translation>Die Playlist wird gerade geändert. Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message numerus="yes">
        <source>%n song(s) were not found, and may be where Tandem could not look. They stay in the library and on players until all of it can be read, or until “tandem library scan --deleted” says that they were deleted.</source>
        <translation>
            <numerusform>%n Titel wurde nicht gefunden und kann dort sein, wo Tandem nicht nachsehen konnte. Er bleibt in der Bibliothek und auf Playern, bis alles gelesen werden kann oder bis „tandem library scan --deleted“ sagt, dass er gelöscht wurde.</numerusform>
            <numerusform>%n Titel wurden nicht gefunden und können dort sein, wo Tandem nicht nachsehen konnte. Sie bleiben in der Bibliothek und auf Playern, bis alles gelesen werden kann oder bis „tandem library scan --deleted“ sagt, dass sie gelöscht wurden.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tandem::ui::MessageLine</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>tandem::ui::ModePage</name>
    <message>
        <source>Set up “%1”</source>
        <translation>„%1“ einrichten</translation>
    </message>
    <message>
        <source>Give the player a name and choose how music gets onto it.</source>
        <translation>Geben Sie dem Player einen Namen und wählen Sie, wie Musik darauf kommt.</translation>
    </message>
    <message>
        <source>&amp;Name:</source>
        <translation>&amp;Name:</translation>
    </message>
    <message>
        <source>&amp;Automatic</source>
        <translation>&amp;Automatisch</translation>
    </message>
    <message>
        <source>The playlists that you choose are on the player after every connection. What you put on it yourself is never touched.</source>
        <translation>Die von Ihnen gewählten Playlists sind nach jedem Anschließen auf dem Player. Was Sie selbst darauf ablegen, wird nie angerührt.</translation>
    </message>
    <message>
        <source>You drag songs and playlists onto the player when you like.</source>
        <translation>Sie ziehen Titel und Playlists auf den Player, wann Sie möchten.</translation>
    </message>
    <message>
        <source>Not now, and d&amp;o not ask again</source>
        <translation>Jetzt nicht und nicht mehr &amp;fragen</translation>
    </message>
    <message>
        <source>You can set it up later in the Player menu.</source>
        <translation>Sie können ihn später im Menü „Player“ einrichten.</translation>
    </message>
    <message>
        <source>By &amp;hand</source>
        <translation>Von &amp;Hand</translation>
    </message>
</context>
<context>
    <name>tandem::ui::PartnershipWizard</name>
    <message>
        <source>Set Up Player</source>
        <translation>Player einrichten</translation>
    </message>
    <message>
        <source>Setting up the player…</source>
        <translation>Der Player wird eingerichtet …</translation>
    </message>
</context>
<context>
    <name>tandem::ui::PlaybackBar</name>
    <message>
        <source>Previous song</source>
        <translation>Voriger Titel</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Wiedergeben</translation>
    </message>
    <message>
        <source>Next song</source>
        <translation>Nächster Titel</translation>
    </message>
    <message>
        <source>Position in the song</source>
        <translation>Stelle im Titel</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>This song cannot be played.</source>
        <translation>Dieser Titel kann nicht wiedergegeben werden.</translation>
    </message>
    <message>
        <source>This song cannot be played: %1</source>
        <translation>Dieser Titel kann nicht wiedergegeben werden: %1</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <comment>title and artist</comment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <comment>two playing times</comment>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>tandem::ui::PlayerController</name>
    <message>
        <source>Add Folder as Player</source>
        <translation>Ordner als Player hinzufügen</translation>
    </message>
    <message>
        <source>Rename Player</source>
        <translation>Player umbenennen</translation>
    </message>
    <message>
        <source>New name:</source>
        <translation>Neuer Name:</translation>
    </message>
    <message>
        <source>End Partnership</source>
        <translation>Partnerschaft beenden</translation>
    </message>
    <message>
        <source>End the partnership with “%1”? It no longer synchronizes. The files that Tandem placed on it stay there.</source>
        <translation>Die Partnerschaft mit „%1“ beenden? Der Player wird nicht mehr synchronisiert. Die Dateien, die Tandem darauf abgelegt hat, bleiben dort.</translation>
    </message>
    <message>
        <source>Forget Player</source>
        <translation>Player vergessen</translation>
    </message>
    <message>
        <source>Forget “%1”? A partnership with it ends, and it leaves the list. Its files stay.</source>
        <translation>„%1“ vergessen? Eine Partnerschaft endet und der Player verlässt die Liste. Seine Dateien bleiben.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>“%1” is among the playlists of “%2” already.</source>
        <translation>„%1“ gehört schon zu den Playlists von „%2“.</translation>
    </message>
    <message>
        <source>Choose Playlist</source>
        <translation>Playlist auswählen</translation>
    </message>
    <message>
        <source>“%1” is among the playlists of “%2” now.</source>
        <translation>„%1“ gehört jetzt zu den Playlists von „%2“.</translation>
    </message>
</context>
<context>
    <name>tandem::ui::PlayerOptions</name>
    <message>
        <source>Start when &amp;connected</source>
        <translation>Bei &amp;Verbindung beginnen</translation>
    </message>
    <message>
        <source>Room to keep free, in percent</source>
        <translation>Platz, der frei bleibt, in Prozent</translation>
    </message>
    <message>
        <source> %</source>
        <comment>percent, after a number</comment>
        <translation> %</translation>
    </message>
    <message>
        <source>Storage of the player to use</source>
        <translation>Zu verwendender Speicher des Players</translation>
    </message>
    <message>
        <source>Kind of player</source>
        <translation>Art des Players</translation>
    </message>
    <message>
        <source>What the player plays, and how it wants its files</source>
        <translation>Was der Player spielt, und wie er seine Dateien will</translation>
    </message>
    <message>
        <source>Keep &amp;free:</source>
        <translation>&amp;Frei lassen:</translation>
    </message>
    <message>
        <source>St&amp;ore on:</source>
        <translation>S&amp;peichern auf:</translation>
    </message>
    <message>
        <source>&amp;Kind of player:</source>
        <translation>&amp;Art des Players:</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
</context>
<context>
    <name>tandem::ui::PlaylistPicker</name>
    <message>
        <source>Playlists that synchronize, in order of priority</source>
        <translation>Synchronisierte Playlists nach Vorrang</translation>
    </message>
    <message>
        <source>Higher priority</source>
        <translation>Höherer Vorrang</translation>
    </message>
    <message>
        <source>Give the selected playlist a higher priority</source>
        <translation>Der ausgewählten Playlist höheren Vorrang geben</translation>
    </message>
    <message>
        <source>Lower priority</source>
        <translation>Niedrigerer Vorrang</translation>
    </message>
    <message>
        <source>Give the selected playlist a lower priority</source>
        <translation>Der ausgewählten Playlist niedrigeren Vorrang geben</translation>
    </message>
    <message>
        <source>The library has no playlists yet. Make one in the Playlist menu, or import one.</source>
        <translation>Die Bibliothek hat noch keine Playlists. Erstellen Sie eine im Menü „Playlist“ oder importieren Sie eine.</translation>
    </message>
</context>
<context>
    <name>tandem::ui::PlaylistsPage</name>
    <message>
        <source>What is to be on the player?</source>
        <translation>Was soll auf dem Player sein?</translation>
    </message>
    <message>
        <source>The checked playlists synchronize. If room runs out, those higher up come first.</source>
        <translation>Die angekreuzten Playlists werden abgeglichen. Wird der Platz knapp, haben die oberen Vorrang.</translation>
    </message>
    <message>
        <source>The &amp;default playlists</source>
        <translation>Die &amp;vorgegebenen Playlists</translation>
    </message>
    <message>
        <source>Your own, also those that you make later, then what you like best, then all other music.</source>
        <translation>Ihre eigenen, auch die, die Sie später anlegen, dann was Ihnen am besten gefällt, dann alle andere Musik.</translation>
    </message>
    <message>
        <source>The playlists that I &amp;choose:</source>
        <translation>Die Playlists, die ich aus&amp;wähle:</translation>
    </message>
</context>
<context>
    <name>tandem::ui::RoomPage</name>
    <message>
        <source>How much room is to stay free?</source>
        <translation>Wie viel Platz soll frei bleiben?</translation>
    </message>
    <message>
        <source>A synchronization leaves this part of the player to you.</source>
        <translation>Diesen Teil des Players lässt eine Synchronisation Ihnen.</translation>
    </message>
    <message>
        <source> %</source>
        <comment>percent, after a number</comment>
        <translation> %</translation>
    </message>
    <message>
        <source>&amp;Keep free:</source>
        <translation>&amp;Frei halten:</translation>
    </message>
    <message>
        <source>Finding out how much there is to copy…</source>
        <translation>Ermitteln, wie viel zu kopieren ist …</translation>
    </message>
    <message>
        <source>Nothing</source>
        <comment>what fills the room that is left</comment>
        <translation>Nichts</translation>
    </message>
    <message>
        <source>Other songs, at random</source>
        <translation>Andere Titel, zufällig</translation>
    </message>
    <message>
        <source>Other songs, the best rated first</source>
        <translation>Andere Titel, die am besten bewerteten zuerst</translation>
    </message>
    <message>
        <source>&amp;Fill the rest with:</source>
        <translation>Den Rest auf&amp;füllen mit:</translation>
    </message>
</context>
<context>
    <name>tandem::ui::ScanStatus</name>
    <message>
        <source>Reading your music…</source>
        <translation>Ihre Musik wird eingelesen …</translation>
    </message>
    <message>
        <source>Progress of reading the music folders</source>
        <translation>Fortschritt beim Einlesen der Musikordner</translation>
    </message>
    <message>
        <source>Stop reading the music folders</source>
        <translation>Einlesen der Musikordner anhalten</translation>
    </message>
    <message>
        <source>Stop; what has been read stays</source>
        <translation>Anhalten; bereits Eingelesenes bleibt</translation>
    </message>
</context>
<context>
    <name>tandem::ui::Sidebar</name>
    <message>
        <source>Library, playlists and players</source>
        <translation>Bibliothek, Playlists und Player</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Songs</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Playlists</source>
        <translation>Playlists</translation>
    </message>
    <message>
        <source>Players</source>
        <translation>Player</translation>
    </message>
    <message>
        <source>Auto playlist</source>
        <translation>Automatische Playlist</translation>
    </message>
    <message>
        <source>Playlist</source>
        <translation>Playlist</translation>
    </message>
    <message>
        <source>Not there now</source>
        <comment>a folder</comment>
        <translation>Zurzeit nicht da</translation>
    </message>
    <message>
        <source>Music folder that is not there now</source>
        <translation>Musikordner, der zurzeit nicht da ist</translation>
    </message>
</context>
<context>
    <name>tandem::ui::SongPage</name>
    <message>
        <source>Add Music Folder…</source>
        <translation>Musikordner hinzufügen …</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search songs</source>
        <translation>Titel suchen</translation>
    </message>
    <message>
        <source>Words are found in title, artist and album. You can also ask for fields: genre:jazz year&gt;=1990 added&lt;30d</source>
        <comment>the words before the colon and the signs are fixed</comment>
        <translation>Wörter werden in Titel, Interpret und Album gefunden. Sie können auch nach Feldern fragen: genre:jazz year&gt;=1990 added&lt;30d</translation>
    </message>
    <message>
        <source>Songs</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Auto playlist of all songs</source>
        <translation>Automatische Playlist aller Titel</translation>
    </message>
    <message>
        <source>Auto playlist: %1</source>
        <translation>Automatische Playlist: %1</translation>
    </message>
    <message>
        <source>No song matches “%1”.</source>
        <translation>Kein Titel passt zu „%1“.</translation>
    </message>
    <message>
        <source>Check the spelling, or clear the search box.</source>
        <translation>Prüfen Sie die Schreibweise oder leeren Sie das Suchfeld.</translation>
    </message>
    <message>
        <source>This playlist is empty.</source>
        <translation>Diese Playlist ist leer.</translation>
    </message>
    <message>
        <source>Drag songs onto it, from the table to its name on the left.</source>
        <translation>Ziehen Sie Titel aus der Tabelle auf ihren Namen links.</translation>
    </message>
    <message>
        <source>Add a music folder to begin.</source>
        <translation>Fügen Sie zu Beginn einen Musikordner hinzu.</translation>
    </message>
    <message>
        <source>Tandem shows the music of your folders and keeps your players up to date with it. Your files are only read.</source>
        <translation>Tandem zeigt die Musik Ihrer Ordner und hält Ihre Player damit auf dem neuesten Stand. Ihre Dateien werden nur gelesen.</translation>
    </message>
    <message>
        <source>Reading your music…</source>
        <translation>Ihre Musik wird eingelesen …</translation>
    </message>
    <message>
        <source>No song fits this auto playlist.</source>
        <translation>Kein Titel passt zu dieser automatischen Playlist.</translation>
    </message>
    <message>
        <source>Change its query in the Playlist menu.</source>
        <translation>Ändern Sie ihre Abfrage im Menü „Playlist“.</translation>
    </message>
    <message>
        <source>No music was found in your folders.</source>
        <translation>In Ihren Ordnern wurde keine Musik gefunden.</translation>
    </message>
    <message>
        <source>Put music into them and rescan, or add another folder.</source>
        <translation>Legen Sie Musik hinein und lesen Sie neu ein, oder fügen Sie einen anderen Ordner hinzu.</translation>
    </message>
    <message>
        <source>Songs can be moved in the playlist’s own order only: click the heading with the arrow until the arrow is gone.</source>
        <translation>Titel lassen sich nur in der eigenen Reihenfolge der Playlist verschieben: Klicken Sie auf die Überschrift mit dem Pfeil, bis der Pfeil verschwindet.</translation>
    </message>
    <message>
        <source>Songs can be moved where the whole playlist is shown: clear the search box.</source>
        <translation>Titel lassen sich verschieben, wenn die ganze Playlist zu sehen ist: Leeren Sie das Suchfeld.</translation>
    </message>
</context>
<context>
    <name>tandem::ui::SongView</name>
    <message>
        <source>Songs</source>
        <translation>Titel</translation>
    </message>
</context>
<context>
    <name>tandem::ui::SyncBox</name>
    <message>
        <source>Progress of the synchronization</source>
        <translation>Fortschritt der Synchronisation</translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>Fortfahren</translation>
    </message>
    <message>
        <source>Synchronize although Tandem stopped to ask</source>
        <translation>Synchronisieren, obwohl Tandem nachgefragt hat</translation>
    </message>
    <message>
        <source>&amp;Stop Synchronization</source>
        <translation>Synchronisation &amp;anhalten</translation>
    </message>
    <message>
        <source>&amp;Start Synchronization</source>
        <translation>Synchronisation &amp;starten</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten …</translation>
    </message>
    <message>
        <source>&amp;Retry Failed</source>
        <translation>Fehlgeschlagene e&amp;rneut versuchen</translation>
    </message>
    <message>
        <source>Copy only what failed in the last synchronization</source>
        <translation>Nur kopieren, was beim letzten Abgleich fehlschlug</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>P&amp;ause</source>
        <translation>P&amp;ause</translation>
    </message>
    <message>
        <source>Resume the synchronization</source>
        <translation>Den Abgleich fortsetzen</translation>
    </message>
    <message>
        <source>Pause the synchronization</source>
        <translation>Den Abgleich anhalten, bis er fortgesetzt wird</translation>
    </message>
    <message>
        <source>Go on with the next song</source>
        <translation>Mit dem nächsten Titel weitermachen</translation>
    </message>
    <message>
        <source>Wait after the song that is being copied</source>
        <translation>Nach dem Titel warten, der gerade kopiert wird</translation>
    </message>
</context>
<context>
    <name>tandem::ui::TakeOverPage</name>
    <message>
        <source>This player is partnered with another library</source>
        <translation>Dieser Player hat eine Partnerschaft mit einer anderen Bibliothek</translation>
    </message>
    <message>
        <source>This player is partnered with “%1”</source>
        <translation>Dieser Player hat eine Partnerschaft mit „%1“</translation>
    </message>
    <message>
        <source>A player has one partner at a time.</source>
        <translation>Ein Player hat immer nur einen Partner.</translation>
    </message>
    <message>
        <source>&amp;Take it over</source>
        <translation>&amp;Übernehmen</translation>
    </message>
    <message>
        <source>From now on it synchronizes with this library, and the other partnership ends. The songs that are on it stay: those that this library has as well are not copied again, and none of them is ever removed by Tandem. You can delete them yourself to make room.</source>
        <translation>Von nun an wird er mit dieser Bibliothek abgeglichen, und die andere Partnerschaft endet. Die Titel darauf bleiben: Was auch diese Bibliothek hat, wird nicht noch einmal kopiert, und keinen davon entfernt Tandem jemals. Sie können sie selbst löschen, um Platz zu schaffen.</translation>
    </message>
    <message>
        <source>Use it by &amp;hand, this time</source>
        <translation>Dieses Mal von &amp;Hand verwenden</translation>
    </message>
    <message>
        <source>You can drag songs and playlists onto the player to copy them. The other partnership stays as it is, and nothing is read back from the player. Tandem asks again the next time that it is connected.</source>
        <translation>Sie können Titel und Playlists auf den Player ziehen, um sie zu kopieren. Die andere Partnerschaft bleibt, wie sie ist, und vom Player wird nichts zurückgelesen. Beim nächsten Anschließen fragt Tandem wieder.</translation>
    </message>
    <message>
        <source>Leave it alone, and d&amp;o not ask again</source>
        <translation>In Ruhe lassen und ni&amp;cht mehr fragen</translation>
    </message>
    <message>
        <source>You can change your mind later in the Player menu.</source>
        <translation>Sie können es sich im Menü „Player“ später anders überlegen.</translation>
    </message>
</context>
</TS>
