<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
  <context>
    <name>coffer</name>
    <message>
      <source>
Some places came back wrong at first; do not trust this card for long.</source>
      <translation>
Manche Stellen kamen zuerst falsch zurück; dieser Karte nicht lange trauen.</translation>
    </message>
    <message>
      <source> GiB</source>
      <translation> GiB</translation>
    </message>
    <message>
      <source> and %1 more</source>
      <translation> und %1 weitere</translation>
    </message>
    <message>
      <source>"%1" cannot be the name of a U-Boot variable; use letters, digits and _.</source>
      <translation>"%1" kann kein Name einer U-Boot-Variablen sein; Buchstaben, Ziffern und _ verwenden.</translation>
    </message>
    <message>
      <source>"%1" cannot have this value; %2</source>
      <translation>"%1" kann diesen Wert nicht haben; %2</translation>
    </message>
    <message>
      <source>"%1" has a @NAME@ that is not known; allowed: %2</source>
      <translation>"%1" hat einen unbekannten @NAME@; erlaubt: %2</translation>
    </message>
    <message>
      <source>"%1" has nothing between two commas; write it like "head,3,7-9".</source>
      <translation>"%1" hat nichts zwischen zwei Kommas; so schreiben: "head,3,7-9".</translation>
    </message>
    <message>
      <source>"%1" is in "%2" twice</source>
      <translation>"%1" steht zweimal in "%2"</translation>
    </message>
    <message>
      <source>"%1" is no address of a mirror; give one such as http://mirror.example/debian, or none.</source>
      <translation>"%1" ist keine Adresse eines Spiegels; eine wie http://mirror.example/debian angeben, oder keine.</translation>
    </message>
    <message>
      <source>"%1" is no address of a proxy; give one such as http://proxy.example:3128, or none.</source>
      <translation>"%1" ist keine Adresse eines Proxys; eine wie http://proxy.example:3128 angeben, oder keine.</translation>
    </message>
    <message>
      <source>"%1" is no folder for the cache; give its whole path, beginning with a slash.</source>
      <translation>"%1" ist kein Ordner für den Cache; den ganzen Pfad angeben, mit einem Schrägstrich beginnend.</translation>
    </message>
    <message>
      <source>"%1" is no name for a card; take one like "node07".</source>
      <translation>"%1" ist kein Name für eine Karte; einen wie "node07" nehmen.</translation>
    </message>
    <message>
      <source>"%1" is no name for a reader; take up to %2 printable characters.</source>
      <translation>"%1" ist kein Name für einen Kartenleser; bis zu %2 druckbare Zeichen nehmen.</translation>
    </message>
    <message>
      <source>"%1" is no range of blocks</source>
      <translation>"%1" ist kein Bereich von Blöcken</translation>
    </message>
    <message>
      <source>"%1" is not right for "%2"; allowed: %3</source>
      <translation>"%1" passt nicht für "%2"; erlaubt: %3</translation>
    </message>
    <message>
      <source>"%1" is not where a reader is plugged in; "coffer cards --all" tells it.</source>
      <translation>"%1" ist keine Stelle, an der ein Kartenleser angeschlossen ist; "coffer cards --all" nennt sie.</translation>
    </message>
    <message>
      <source>"%1" is one argument too many.</source>
      <translation>"%1" ist ein Argument zu viel.</translation>
    </message>
    <message>
      <source>"%1" must be a list of tables</source>
      <translation>"%1" muss eine Liste von Tabellen sein</translation>
    </message>
    <message>
      <source>"%1" must be a table</source>
      <translation>"%1" muss eine Tabelle sein</translation>
    </message>
    <message>
      <source>"%1" must be a text in quotes; allowed: %2</source>
      <translation>"%1" muss ein Text in Anführungszeichen sein; erlaubt: %2</translation>
    </message>
    <message>
      <source>"%1" must be a whole number; allowed: %2 to %3</source>
      <translation>"%1" muss eine ganze Zahl sein; erlaubt: %2 bis %3</translation>
    </message>
    <message>
      <source>%1
Put in another card, or try the same one again.</source>
      <translation>%1
Eine andere Karte einstecken oder dieselbe noch einmal versuchen.</translation>
    </message>
    <message>
      <source>%1 %</source>
      <translation>%1 %</translation>
    </message>
    <message>
      <source>%1 (%2 used)</source>
      <translation>%1 (%2 belegt)</translation>
    </message>
    <message>
      <source>%1 (%2)</source>
      <translation>%1 (%2)</translation>
    </message>
    <message>
      <source>%1 (%2, same image)</source>
      <translation>%1 (%2, gleiches Abbild)</translation>
    </message>
    <message>
      <source>%1 (for: %2)</source>
      <translation>%1 (für: %2)</translation>
    </message>
    <message>
      <source>%1 Change the load addresses in [environment] of board.toml.</source>
      <translation>%1 Die Ladeadressen in [environment] von board.toml ändern.</translation>
    </message>
    <message>
      <source>%1 It holds: %2</source>
      <translation>%1 Sie enthält: %2</translation>
    </message>
    <message>
      <source>%1 MB/s</source>
      <translation>%1 MB/s</translation>
    </message>
    <message>
      <source>%1 and %2 are other keys already; move the second away when you do not need it any more, and try again.</source>
      <translation>%1 und %2 sind schon andere Schlüssel; verschieben Sie den zweiten, wenn Sie ihn nicht mehr brauchen, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
      <source>%1 and %2 more</source>
      <translation>%1 und %2 weitere</translation>
    </message>
    <message>
      <source>%1 and %2 need a file and a sector each</source>
      <translation>%1 und %2 brauchen je eine Datei und einen Sektor</translation>
    </message>
    <message>
      <source>%1 belongs to another user; make it yours with "chown".</source>
      <translation>%1 gehört einem anderen Benutzer; mit "chown" übernehmen.</translation>
    </message>
    <message>
      <source>%1 bytes</source>
      <translation>%1 Bytes</translation>
    </message>
    <message>
      <source>%1 can be read by others; mend it with "chmod 600 %1" and consider a new key.</source>
      <translation>%1 ist für andere lesbar; mit "chmod 600 %1" ausbessern und einen neuen Schlüssel erwägen.</translation>
    </message>
    <message>
      <source>%1 can be written by others; mend it with "chmod 644 %1".</source>
      <translation>%1 ist für andere schreibbar; mit "chmod 644 %1" ausbessern.</translation>
    </message>
    <message>
      <source>%1 cannot be a card's size; allowed: from 1MiB to 2TiB, in steps of 4KiB</source>
      <translation>%1 kann nicht die Größe einer Karte sein; erlaubt: von 1MiB bis 2TiB, in Schritten von 4KiB</translation>
    </message>
    <message>
      <source>%1 cannot be copied to %2; check the space on the disk.</source>
      <translation>%1 kann nicht nach %2 kopiert werden; den Platz auf der Platte prüfen.</translation>
    </message>
    <message>
      <source>%1 cannot be laid into the system: %2 is a link there; put the file where that leads to.</source>
      <translation>%1 kann nicht in das System gelegt werden: %2 ist dort ein Verweis; legen Sie die Datei dahin, wohin er führt.</translation>
    </message>
    <message>
      <source>%1 cannot be linked: %2.</source>
      <translation>%1 kann nicht verlinkt werden: %2.</translation>
    </message>
    <message>
      <source>%1 cannot be locked: %2.</source>
      <translation>%1 kann nicht gesperrt werden: %2.</translation>
    </message>
    <message>
      <source>%1 cannot be looked at: %2.</source>
      <translation>%1 kann nicht untersucht werden: %2.</translation>
    </message>
    <message>
      <source>%1 cannot be made %2 bytes large: %3.</source>
      <translation>%1 kann nicht %2 Bytes groß gemacht werden: %3.</translation>
    </message>
    <message>
      <source>%1 cannot be made: %2.</source>
      <translation>%1 kann nicht angelegt werden: %2.</translation>
    </message>
    <message>
      <source>%1 cannot be opened for writing: %2.</source>
      <translation>%1 kann nicht zum Schreiben geöffnet werden: %2.</translation>
    </message>
    <message>
      <source>%1 cannot be opened: %2.</source>
      <translation>%1 kann nicht geöffnet werden: %2.</translation>
    </message>
    <message>
      <source>%1 cannot be put in place: %2.</source>
      <translation>%1 kann nicht an seinen Platz gebracht werden: %2.</translation>
    </message>
    <message>
      <source>%1 cannot be read at byte %2: %3.</source>
      <translation>%1 kann bei Byte %2 nicht gelesen werden: %3.</translation>
    </message>
    <message>
      <source>%1 cannot be read at byte %2: %3; try another card or reader.</source>
      <translation>%1 kann bei Byte %2 nicht gelesen werden: %3; eine andere Karte oder einen anderen Leser versuchen.</translation>
    </message>
    <message>
      <source>%1 cannot be read to its end; is it being changed?</source>
      <translation>%1 kann nicht bis zum Ende gelesen werden; wird es gerade geändert?</translation>
    </message>
    <message>
      <source>%1 cannot be read: %2.</source>
      <translation>%1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
      <source>%1 cannot be replaced; check who owns its folder.</source>
      <translation>%1 kann nicht ersetzt werden; prüfen, wem der Ordner gehört.</translation>
    </message>
    <message>
      <source>%1 cannot be started: %2.</source>
      <translation>%1 kann nicht gestartet werden: %2.</translation>
    </message>
    <message>
      <source>%1 cannot be unpacked beyond %2 bytes: %3; get it anew.</source>
      <translation>%1 kann nicht über %2 Bytes hinaus entpackt werden: %3; neu beschaffen.</translation>
    </message>
    <message>
      <source>%1 cannot be unpacked here; unpack it first, or pack it with xz or zstd.</source>
      <translation>%1 kann hier nicht entpackt werden; zuerst entpacken oder mit xz oder zstd packen.</translation>
    </message>
    <message>
      <source>%1 cannot be unpacked: KArchive lacks %2.</source>
      <translation>%1 kann nicht entpackt werden: KArchive fehlt %2.</translation>
    </message>
    <message>
      <source>%1 cannot be unpacked: there is not enough memory.</source>
      <translation>%1 kann nicht entpackt werden: Es ist nicht genug Speicher da.</translation>
    </message>
    <message>
      <source>%1 cannot be used: %2.</source>
      <translation>%1 kann nicht benutzt werden: %2.</translation>
    </message>
    <message>
      <source>%1 cannot be waited for; allowed: insert NODE, question [NODE], written NODE [AMOUNT], read NODE [AMOUNT], verified NODE, failed NODE, end</source>
      <translation>auf %1 kann nicht gewartet werden; erlaubt: insert NODE, question [NODE], written NODE [AMOUNT], read NODE [AMOUNT], verified NODE, failed NODE, end</translation>
    </message>
    <message>
      <source>%1 cannot be written at byte %2: %3; try another card or reader.</source>
      <translation>%1 kann bei Byte %2 nicht beschrieben werden: %3; eine andere Karte oder einen anderen Leser versuchen.</translation>
    </message>
    <message>
      <source>%1 cannot be written to the disk: %2.</source>
      <translation>%1 kann nicht auf die Platte geschrieben werden: %2.</translation>
    </message>
    <message>
      <source>%1 cannot be written: %2.</source>
      <translation>%1 kann nicht geschrieben werden: %2.</translation>
    </message>
    <message>
      <source>%1 cannot be written; check the space on the disk.</source>
      <translation>%1 kann nicht geschrieben werden; den Platz auf der Platte prüfen.</translation>
    </message>
    <message>
      <source>%1 cannot store what was written: %2; try another card or reader.</source>
      <translation>%1 kann das Geschriebene nicht speichern: %2; eine andere Karte oder einen anderen Leser versuchen.</translation>
    </message>
    <message>
      <source>%1 cards of the last batch are done already. It goes on with the others.</source>
      <translation>%1 Karten des letzten Durchgangs sind schon fertig. Mit den übrigen geht es weiter.</translation>
    </message>
    <message>
      <source>%1 cards to write</source>
      <translation>%1 Karten zu schreiben</translation>
    </message>
    <message>
      <source>%1 claims %2, but has no more than about %3: it is a counterfeit or broken; throw it away.</source>
      <translation>%1 gibt %2 an, hat aber nur etwa %3: Fälschung oder defekt; wegwerfen.</translation>
    </message>
    <message>
      <source>%1 comes too late; allowed: before all other commands</source>
      <translation>%1 kommt zu spät; erlaubt: vor allen anderen Befehlen</translation>
    </message>
    <message>
      <source>%1 does not belong to %2; write it anew with "ssh-keygen -y -f %2 &gt; %1".</source>
      <translation>%1 gehört nicht zu %2; mit "ssh-keygen -y -f %2 &gt; %1" neu schreiben.</translation>
    </message>
    <message>
      <source>%1 does not keep what is written to it: %2 places were wrong after %3 tries, the first in its bytes %4 to %5 (%6); throw the card away.</source>
      <translation>%1 behält nicht, was geschrieben wird: %2 Stellen waren nach %3 Versuchen falsch, die erste in den Bytes %4 bis %5 (%6); die Karte wegwerfen.</translation>
    </message>
    <message>
      <source>%1 does not keep what is written to it: its bytes %2 to %3 were wrong after %4 tries (%5); throw the card away.</source>
      <translation>%1 behält nicht, was geschrieben wird: Die Bytes %2 bis %3 waren nach %4 Versuchen falsch (%5); die Karte wegwerfen.</translation>
    </message>
    <message>
      <source>%1 failed</source>
      <translation>%1 fehlerhaft</translation>
    </message>
    <message>
      <source>%1 failed (%2): %3</source>
      <translation>%1 fehlerhaft (%2): %3</translation>
    </message>
    <message>
      <source>%1 failed and is put off: %2</source>
      <translation>%1 ist fehlerhaft und wird zurückgestellt: %2</translation>
    </message>
    <message>
      <source>%1 failed: %2</source>
      <translation>%1 fehlerhaft: %2</translation>
    </message>
    <message>
      <source>%1 has %2 bits only, and needs at least %3; move it away and run "coffer keys create".</source>
      <translation>%1 hat nur %2 Bits und braucht mindestens %3; wegräumen und "coffer keys create" ausführen.</translation>
    </message>
    <message>
      <source>%1 has %2, the image needs %3; take a larger card.</source>
      <translation>%1 hat %2, das Abbild braucht %3; eine größere Karte nehmen.</translation>
    </message>
    <message>
      <source>%1 has not answered for %2 s and was given up; take the card out, and try another reader or card.</source>
      <translation>%1 hat %2 s lang nicht geantwortet und wurde aufgegeben; die Karte herausnehmen und einen anderen Leser oder eine andere Karte versuchen.</translation>
    </message>
    <message>
      <source>%1 has not answered for %2 s; it is still waited for.</source>
      <translation>%1 hat %2 s lang nicht geantwortet; es wird weiter gewartet.</translation>
    </message>
    <message>
      <source>%1 holds %2, but %3 are needed; take a larger card.</source>
      <translation>%1 fasst %2, nötig sind %3; eine größere Karte nehmen.</translation>
    </message>
    <message>
      <source>%1 holds other things than a cache of builds; choose an empty folder, or a new one.</source>
      <translation>%1 enthält anderes als einen Cache von Bauten; einen leeren oder neuen Ordner wählen.</translation>
    </message>
    <message>
      <source>%1 in %2, %3</source>
      <translation>%1 in %2, %3</translation>
    </message>
    <message>
      <source>%1 in the boot environment is "%2", which is no address; set it in [environment] of board.toml.</source>
      <translation>%1 ist in der Boot-Umgebung "%2", das ist keine Adresse; in [environment] von board.toml setzen.</translation>
    </message>
    <message>
      <source>%1 is %2</source>
      <translation>%1 ist %2</translation>
    </message>
    <message>
      <source>%1 is a file; choose a folder for the cache.</source>
      <translation>%1 ist eine Datei; einen Ordner für den Cache wählen.</translation>
    </message>
    <message>
      <source>%1 is a key of type %2, not %3; put the right file there.</source>
      <translation>%1 ist ein Schlüssel vom Typ %2, nicht %3; die richtige Datei dort ablegen.</translation>
    </message>
    <message>
      <source>%1 is cut off: %2 of %3 bytes are there; remove it and run "coffer build".</source>
      <translation>%1 ist abgeschnitten: %2 von %3 Bytes sind da; entfernen und "coffer build" ausführen.</translation>
    </message>
    <message>
      <source>%1 is empty, there is nothing to map.</source>
      <translation>%1 ist leer, es gibt nichts abzubilden.</translation>
    </message>
    <message>
      <source>%1 is for an image of %2 bytes, but %3 has %4; make the map anew.</source>
      <translation>%1 gilt für ein Abbild von %2 Bytes, aber %3 hat %4; die Map neu erzeugen.</translation>
    </message>
    <message>
      <source>%1 is gone: put the card back and start it again.</source>
      <translation>%1 ist weg: Die Karte wieder einstecken und neu starten.</translation>
    </message>
    <message>
      <source>%1 is in use by another program or mounted; close that or unmount it, and try again.</source>
      <translation>%1 wird von einem anderen Programm benutzt oder ist eingehängt; das Programm schließen oder aushängen und noch einmal versuchen.</translation>
    </message>
    <message>
      <source>%1 is in use by another program; wait for it to end.</source>
      <translation>%1 wird von einem anderen Programm benutzt; warten, bis es beendet ist.</translation>
    </message>
    <message>
      <source>%1 is larger than the %2 bytes that such a file may have.</source>
      <translation>%1 ist größer als die %2 Bytes, die eine solche Datei haben darf.</translation>
    </message>
    <message>
      <source>%1 is larger than the %2 bytes that the card has for it from sector %3 on.</source>
      <translation>%1 ist größer als die %2 Bytes, die die Karte ab Sektor %3 dafür hat.</translation>
    </message>
    <message>
      <source>%1 is locked by another program, perhaps a second one of ours; wait for its end.</source>
      <translation>%1 ist von einem anderen Programm gesperrt, vielleicht einem zweiten von uns; warten, bis es beendet ist.</translation>
    </message>
    <message>
      <source>%1 is missing though %2 is there; bring it back, or move the public file away to get a new pair.</source>
      <translation>%1 fehlt, obwohl %2 da ist; zurückholen oder die öffentliche Datei wegräumen, um ein neues Paar zu bekommen.</translation>
    </message>
    <message>
      <source>%1 is missing; make it with "ssh-keygen -y -f %2 &gt; %1".</source>
      <translation>%1 fehlt; mit "ssh-keygen -y -f %2 &gt; %1" anlegen.</translation>
    </message>
    <message>
      <source>%1 is mounted and in use; close the programs and windows that show its files, and try again.</source>
      <translation>%1 ist eingehängt und in Gebrauch; die Programme und Fenster schließen, die seine Dateien zeigen, und noch einmal versuchen.</translation>
    </message>
    <message>
      <source>%1 is mounted at %2; unmount it and try again.</source>
      <translation>%1 ist unter %2 eingehängt; aushängen und noch einmal versuchen.</translation>
    </message>
    <message>
      <source>%1 is neither a file nor a block device; name an image or a card.</source>
      <translation>%1 ist weder eine Datei noch ein Blockgerät; ein Abbild oder eine Karte angeben.</translation>
    </message>
    <message>
      <source>%1 is no amount; allowed: 0% to 100%, or a size such as 20MiB</source>
      <translation>%1 ist keine Menge; erlaubt: 0% bis 100% oder eine Größe wie 20MiB</translation>
    </message>
    <message>
      <source>%1 is no answer; allowed: yes, no</source>
      <translation>%1 ist keine Antwort; erlaubt: yes, no</translation>
    </message>
    <message>
      <source>%1 is no command; allowed: %2</source>
      <translation>%1 ist kein Befehl; erlaubt: %2</translation>
    </message>
    <message>
      <source>%1 is no fault of a card; allowed: protected, slow RATE, bad OFFSET LENGTH, real-size SIZE, pull-after SIZE, with commas between them, or sound alone</source>
      <translation>%1 ist kein Fehler einer Karte; erlaubt: protected, slow RATE, bad OFFSET LENGTH, real-size SIZE, pull-after SIZE, durch Kommas getrennt, oder sound allein</translation>
    </message>
    <message>
      <source>%1 is no kind of card; allowed: strange, or nothing for a blank one</source>
      <translation>%1 ist keine Art von Karte; erlaubt: strange oder nichts für eine leere</translation>
    </message>
    <message>
      <source>%1 is no name; allowed: letters, digits, -, _ and ., as in node07</source>
      <translation>%1 ist kein Name; erlaubt: Buchstaben, Ziffern, -, _ und ., wie in node07</translation>
    </message>
    <message>
      <source>%1 is no node of this batch; it has: %2.</source>
      <translation>%1 ist kein Knoten dieses Durchgangs; er hat: %2.</translation>
    </message>
    <message>
      <source>%1 is no regular file; it was not touched.</source>
      <translation>%1 ist keine gewöhnliche Datei; sie wurde nicht angerührt.</translation>
    </message>
    <message>
      <source>%1 is no size; allowed: a whole number with B, KiB, MiB, GiB or TiB, up to 2TiB, as in 512KiB</source>
      <translation>%1 ist keine Größe; erlaubt: eine ganze Zahl mit B, KiB, MiB, GiB oder TiB, bis 2TiB, wie in 512KiB</translation>
    </message>
    <message>
      <source>%1 is no speed; allowed: from 64KiB/s on, as in 2MiB/s</source>
      <translation>%1 ist keine Geschwindigkeit; erlaubt: ab 64KiB/s, wie in 2MiB/s</translation>
    </message>
    <message>
      <source>%1 is no stretch; allowed: from 1B on</source>
      <translation>%1 ist keine Länge; erlaubt: ab 1B</translation>
    </message>
    <message>
      <source>%1 is no time; allowed: 0 to 3600 seconds, as in 1.5</source>
      <translation>%1 ist keine Zeit; erlaubt: 0 bis 3600 Sekunden, wie in 1.5</translation>
    </message>
    <message>
      <source>%1 is not a block device.</source>
      <translation>%1 ist kein Blockgerät.</translation>
    </message>
    <message>
      <source>%1 is not a boot loader part of the kind that board.toml says; remove it and run "coffer build".</source>
      <translation>%1 ist kein Bootloader-Teil der Art, die board.toml nennt; entfernen und "coffer build" ausführen.</translation>
    </message>
    <message>
      <source>%1 is not a file; name one for the image, "coffer flash" writes it to a card.</source>
      <translation>%1 ist keine Datei; eine für das Abbild angeben, "coffer flash" schreibt es auf eine Karte.</translation>
    </message>
    <message>
      <source>%1 is not a folder that you alone can write to, so ssh would not use a key in it; mend that with "chown" and "chmod 700 %1".</source>
      <translation>%1 ist kein Ordner, in den nur Sie schreiben können, daher würde ssh keinen Schlüssel darin verwenden; beheben Sie das mit „chown“ und „chmod 700 %1“.</translation>
    </message>
    <message>
      <source>%1 is not a folder; links are not followed, move it away.</source>
      <translation>%1 ist kein Ordner; Links wird nicht gefolgt, wegräumen.</translation>
    </message>
    <message>
      <source>%1 is not a private key without passphrase; put the right file there, or move it and its .pub away and run "coffer keys create" (%2)</source>
      <translation>%1 ist kein privater Schlüssel ohne Passphrase; die richtige Datei dort ablegen, oder sie und ihre .pub wegräumen und "coffer keys create" ausführen (%2)</translation>
    </message>
    <message>
      <source>%1 is not a regular file; put the key itself there, links are not followed.</source>
      <translation>%1 ist keine gewöhnliche Datei; den Schlüssel selbst dort ablegen, Links wird nicht gefolgt.</translation>
    </message>
    <message>
      <source>%1 is not a regular file; the key folders may hold nothing else, move it away.</source>
      <translation>%1 ist keine gewöhnliche Datei; die Schlüsselordner dürfen nichts anderes enthalten, wegräumen.</translation>
    </message>
    <message>
      <source>%1 is not one line of 20 to 100 letters and digits; move it away and run "coffer keys create".</source>
      <translation>%1 ist nicht eine Zeile aus 20 bis 100 Buchstaben und Ziffern; wegräumen und "coffer keys create" ausführen.</translation>
    </message>
    <message>
      <source>%1 is not right here; allowed: 1 to %2</source>
      <translation>%1 passt hier nicht; erlaubt: 1 bis %2</translation>
    </message>
    <message>
      <source>%1 is not right here; allowed: 1, as "slots" has not said that there are more</source>
      <translation>%1 passt hier nicht; erlaubt: 1, da "slots" nicht gesagt hat, dass es mehr gibt</translation>
    </message>
    <message>
      <source>%1 is not right; %2 takes: %3</source>
      <translation>%1 passt nicht; %2 nimmt: %3</translation>
    </message>
    <message>
      <source>%1 is not right; allowed: bad OFFSET LENGTH, with "read" or "write" behind it where only that fails</source>
      <translation>%1 passt nicht; erlaubt: bad OFFSET LENGTH, mit "read" oder "write" dahinter, wo nur das fehlschlägt</translation>
    </message>
    <message>
      <source>%1 is not right; allowed: pull-after SIZE, and pull-after SIZE read, each once</source>
      <translation>%1 passt nicht; erlaubt: pull-after SIZE und pull-after SIZE read, je einmal</translation>
    </message>
    <message>
      <source>%1 is not right; allowed: real-size SIZE, once</source>
      <translation>%1 passt nicht; erlaubt: real-size SIZE, einmal</translation>
    </message>
    <message>
      <source>%1 is not right; allowed: size SIZE, once</source>
      <translation>%1 passt nicht; erlaubt: size SIZE, einmal</translation>
    </message>
    <message>
      <source>%1 is not right; allowed: slots NUMBER, once</source>
      <translation>%1 passt nicht; erlaubt: slots NUMBER, einmal</translation>
    </message>
    <message>
      <source>%1 is not right; allowed: slow RATE, slow write RATE, slow read RATE</source>
      <translation>%1 passt nicht; erlaubt: slow RATE, slow write RATE, slow read RATE</translation>
    </message>
    <message>
      <source>%1 is not there; "coffer build" makes it.</source>
      <translation>%1 ist nicht da; "coffer build" erzeugt es.</translation>
    </message>
    <message>
      <source>%1 is not touched, as this machine needs it: %2.</source>
      <translation>%1 wird nicht angerührt, da dieser Rechner es braucht: %2.</translation>
    </message>
    <message>
      <source>%1 is not what its name says, its contents are no %2; get it anew.</source>
      <translation>%1 ist nicht, was sein Name sagt, der Inhalt ist kein %2; neu beschaffen.</translation>
    </message>
    <message>
      <source>%1 is not what the archive's index had a moment ago; build again.</source>
      <translation>%1 ist nicht, was das Verzeichnis des Archivs eben noch nannte; neu bauen.</translation>
    </message>
    <message>
      <source>%1 is not written to. %2</source>
      <translation>%1 wird nicht beschrieben. %2</translation>
    </message>
    <message>
      <source>%1 is refused. %2</source>
      <translation>%1 wird abgelehnt. %2</translation>
    </message>
    <message>
      <source>%1 is too small for a file system; take a card of %2 or more.</source>
      <translation>%1 ist zu klein für ein Dateisystem; eine Karte von %2 oder mehr nehmen.</translation>
    </message>
    <message>
      <source>%1 left</source>
      <translation>noch %1</translation>
    </message>
    <message>
      <source>%1 needs %2 bytes from %3, but %4 is only %5 bytes after it (%6).</source>
      <translation>%1 braucht %2 Bytes ab %3, aber %4 kommt schon %5 Bytes später (%6).</translation>
    </message>
    <message>
      <source>%1 needs %2 bytes from %3, but the memory goes from %4 to %5.</source>
      <translation>%1 braucht %2 Bytes ab %3, aber der Speicher reicht von %4 bis %5.</translation>
    </message>
    <message>
      <source>%1 not done</source>
      <translation>%1 offen</translation>
    </message>
    <message>
      <source>%1 not read back</source>
      <translation>%1 nicht zurückgelesen</translation>
    </message>
    <message>
      <source>%1 of %2</source>
      <translation>%1 von %2</translation>
    </message>
    <message>
      <source>%1 of %2 %3</source>
      <comment>packages, for example</comment>
      <translation>%1 von %2 %3</translation>
    </message>
    <message>
      <source>%1 of %2 cards verified</source>
      <translation>%1 von %2 Karten geprüft</translation>
    </message>
    <message>
      <source>%1 of %2 cards verified, %3 not read back</source>
      <translation>%1 von %2 Karten geprüft, %3 nicht zurückgelesen</translation>
    </message>
    <message>
      <source>%1 of %2 used</source>
      <translation>%1 von %2 belegt</translation>
    </message>
    <message>
      <source>%1 of %2, written on %3</source>
      <translation>%1 von %2, geschrieben am %3</translation>
    </message>
    <message>
      <source>%1 partitions: %2</source>
      <translation>%1 Partitionen: %2</translation>
    </message>
    <message>
      <source>%1 removed.</source>
      <translation>%1 entfernt.</translation>
    </message>
    <message>
      <source>%1 says again how slow the card is; allowed: once for writing, once for reading</source>
      <translation>%1 sagt noch einmal, wie langsam die Karte ist; erlaubt: einmal für Schreiben, einmal für Lesen</translation>
    </message>
    <message>
      <source>%1 skipped</source>
      <translation>%1 ausgelassen</translation>
    </message>
    <message>
      <source>%1 still hangs on the card before; the new one is looked at as soon as it answers. If that takes minutes, pull the reader's plug.</source>
      <translation>%1 hängt noch an der vorigen Karte; die neue wird angesehen, sobald er antwortet. Dauert das Minuten, den Stecker des Lesers ziehen.</translation>
    </message>
    <message>
      <source>%1 tries</source>
      <translation>%1 Versuche</translation>
    </message>
    <message>
      <source>%1 was not unmounted within %2: either nobody gave the permission, or files are still written to it; try again.</source>
      <translation>%1 wurde nicht binnen %2 ausgehängt: Entweder gab niemand die Erlaubnis, oder es wird noch darauf geschrieben; noch einmal versuchen.</translation>
    </message>
    <message>
      <source>%1 would lie on the environment; allowed: sectors before %2 or from %3 on</source>
      <translation>%1 läge auf der Umgebung; erlaubt: Sektoren vor %2 oder ab %3</translation>
    </message>
    <message>
      <source>%1 written in %2, %3 read back in %4</source>
      <translation>%1 geschrieben in %2, %3 zurückgelesen in %4</translation>
    </message>
    <message>
      <source>%1 · written and verified: %2</source>
      <translation>%1 · geschrieben und geprüft: %2</translation>
    </message>
    <message>
      <source>%1 · written, but not read back: the preferences have that turned off.</source>
      <translation>%1 · geschrieben, aber nicht zurückgelesen: das ist in den Einstellungen abgeschaltet.</translation>
    </message>
    <message>
      <source>%1, %2</source>
      <translation>%1, %2</translation>
    </message>
    <message>
      <source>%1, no partitions</source>
      <translation>%1, keine Partitionen</translation>
    </message>
    <message>
      <source>%1, slot %2</source>
      <translation>%1, Steckplatz %2</translation>
    </message>
    <message>
      <source>%1. %2</source>
      <translation>%1. %2</translation>
    </message>
    <message>
      <source>%1/board.toml: [disks] has no "%2", which compute-root in cluster.toml asks for.</source>
      <translation>%1/board.toml: In [disks] fehlt "%2", das compute-root in cluster.toml verlangt.</translation>
    </message>
    <message>
      <source>%1/board.toml: boot area and environment are not where those of %2 are; allowed: the same places.</source>
      <translation>%1/board.toml: Boot-Bereich und Umgebung liegen nicht, wo die von %2 liegen; erlaubt: dieselben Stellen.</translation>
    </message>
    <message>
      <source>%1/board.toml: this board stands for others only with role = "twin".</source>
      <translation>%1/board.toml: Dieses Board steht nur mit role = "twin" für andere.</translation>
    </message>
    <message>
      <source>%1:</source>
      <translation>%1:</translation>
    </message>
    <message>
      <source>%1: %2</source>
      <translation>%1: %2</translation>
    </message>
    <message>
      <source>%1: %2 places came back wrong; they are written again (%3 of %4).</source>
      <translation>%1: %2 Stellen kamen falsch zurück; sie werden neu geschrieben (%3 von %4).</translation>
    </message>
    <message>
      <source>%1: bytes %2 to %3 were wrong (%4).</source>
      <translation>%1: Bytes %2 bis %3 waren falsch (%4).</translation>
    </message>
    <message>
      <source>%1: bytes %2 to %3 were wrong (%4); they are written again (%5 of %6).</source>
      <translation>%1: Bytes %2 bis %3 waren falsch (%4); sie werden neu geschrieben (%5 von %6).</translation>
    </message>
    <message>
      <source>%1: writing (line) and reading back (dashes), up to %2, over %3</source>
      <translation>%1: Schreiben (Linie) und Zurücklesen (gestrichelt), bis %2, über %3</translation>
    </message>
    <message>
      <source>%1:%2: %3; allowed: lines of name=value, each name once.</source>
      <translation>%1:%2: %3; erlaubt: Zeilen der Form name=wert, jeder Name einmal.</translation>
    </message>
    <message>
      <source>%1:%2: @%3@ is not known; allowed: %4.</source>
      <translation>%1:%2: @%3@ ist unbekannt; erlaubt: %4.</translation>
    </message>
    <message>
      <source>%1:%2: no option of a configuration; allowed: CONFIG_NAME=value, # CONFIG_NAME is not set, comments that do not begin with CONFIG_</source>
      <translation>%1:%2: keine Option einer Konfiguration; erlaubt: CONFIG_NAME=wert, # CONFIG_NAME is not set, Kommentare, die nicht mit CONFIG_ beginnen</translation>
    </message>
    <message>
      <source>%1:%2: this is no line of a lock; allowed: "epoch BOARD SECONDS", "mirror ADDRESS", "security ADDRESS" and "package version architecture sha256".</source>
      <translation>%1:%2: Das ist keine Zeile einer Lock-Datei; erlaubt: "epoch BOARD SECONDS", "mirror ADDRESS", "security ADDRESS" und "package version architecture sha256".</translation>
    </message>
    <message>
      <source>%1:%2: this is not TOML: %3.</source>
      <translation>%1:%2: Das ist kein TOML: %3.</translation>
    </message>
    <message>
      <source>%1:1: tables are nested more than %2 deep, which no such file needs.</source>
      <translation>%1:1: Tabellen sind mehr als %2 tief verschachtelt, das braucht keine solche Datei.</translation>
    </message>
    <message numerus="yes">
      <source>%n minutes ago</source>
      <translation>
        <numerusform>vor %n Minute</numerusform>
        <numerusform>vor %n Minuten</numerusform>
      </translation>
    </message>
    <message>
      <source>&amp;Batch</source>
      <translation>&amp;Durchgang</translation>
    </message>
    <message>
      <source>&amp;Building</source>
      <translation>&amp;Bauen</translation>
    </message>
    <message>
      <source>&amp;Cancel the batch…</source>
      <translation>Durchgang &amp;abbrechen…</translation>
    </message>
    <message>
      <source>&amp;Card of %1…</source>
      <translation>&amp;Karte von %1…</translation>
    </message>
    <message>
      <source>&amp;Close, the build goes on</source>
      <translation>S&amp;chließen, der Bau geht weiter</translation>
    </message>
    <message>
      <source>&amp;Copy</source>
      <translation>&amp;Kopieren</translation>
    </message>
    <message>
      <source>&amp;Copy the command</source>
      <translation>Befehl &amp;kopieren</translation>
    </message>
    <message>
      <source>&amp;Create what is missing</source>
      <translation>Fehlende &amp;anlegen</translation>
    </message>
    <message>
      <source>&amp;Export the report…</source>
      <translation>Bericht &amp;exportieren…</translation>
    </message>
    <message>
      <source>&amp;Export the session…</source>
      <translation>Sitzung e&amp;xportieren…</translation>
    </message>
    <message>
      <source>&amp;Export…</source>
      <translation>&amp;Exportieren…</translation>
    </message>
    <message>
      <source>&amp;Flash %1 next</source>
      <translation>%1 als &amp;Nächstes schreiben</translation>
    </message>
    <message>
      <source>&amp;Flash this node next</source>
      <translation>Diesen Knoten als &amp;Nächstes schreiben</translation>
    </message>
    <message>
      <source>&amp;Follow</source>
      <translation>&amp;Mitlaufen</translation>
    </message>
    <message>
      <source>&amp;Go on</source>
      <translation>&amp;Weitermachen</translation>
    </message>
    <message>
      <source>&amp;I know this; do not verify</source>
      <translation>Ich &amp;weiß das; nicht prüfen</translation>
    </message>
    <message>
      <source>&amp;Insert card</source>
      <translation>E&amp;instecken</translation>
    </message>
    <message>
      <source>&amp;Keep when cleaning:</source>
      <translation>Beim Aufräumen b&amp;ehalten:</translation>
    </message>
    <message>
      <source>&amp;Known readers: none was seen yet. One appears here once it was plugged in.</source>
      <translation>Be&amp;kannte Kartenleser: bisher keine. Einer erscheint hier, sobald er einmal angeschlossen war.</translation>
    </message>
    <message>
      <source>&amp;Known readers; a name can be changed:</source>
      <translation>Be&amp;kannte Kartenleser; ein Name kann geändert werden:</translation>
    </message>
    <message>
      <source>&amp;Labels…</source>
      <translation>E&amp;tiketten…</translation>
    </message>
    <message>
      <source>&amp;Language:</source>
      <translation>Sp&amp;rache:</translation>
    </message>
    <message>
      <source>&amp;Look again</source>
      <translation>Noch einmal nach&amp;sehen</translation>
    </message>
    <message>
      <source>&amp;Mirror:</source>
      <translation>Spie&amp;gel:</translation>
    </message>
    <message>
      <source>&amp;Not this one</source>
      <translation>&amp;Nicht diese</translation>
    </message>
    <message>
      <source>&amp;Notifications while the window is not in front</source>
      <translation>Benachr&amp;ichtigungen, solange das Fenster nicht vorn ist</translation>
    </message>
    <message>
      <source>&amp;Preferences…</source>
      <translation>&amp;Einstellungen…</translation>
    </message>
    <message>
      <source>&amp;Proxy:</source>
      <translation>Pro&amp;xy:</translation>
    </message>
    <message>
      <source>&amp;Put root's key into my ~/.ssh</source>
      <translation>roots Schlüssel in mein ~/.ssh &amp;legen</translation>
    </message>
    <message>
      <source>&amp;Quit</source>
      <translation>&amp;Beenden</translation>
    </message>
    <message>
      <source>&amp;Read again</source>
      <translation>Noch einmal &amp;lesen</translation>
    </message>
    <message>
      <source>&amp;Readers</source>
      <translation>Karten&amp;leser</translation>
    </message>
    <message>
      <source>&amp;Remove card</source>
      <translation>&amp;Herausnehmen</translation>
    </message>
    <message>
      <source>&amp;Save as PDF…</source>
      <translation>Als &amp;PDF speichern…</translation>
    </message>
    <message>
      <source>&amp;Signals</source>
      <translation>&amp;Signale</translation>
    </message>
    <message>
      <source>&amp;Skip %1</source>
      <translation>%1 über&amp;springen</translation>
    </message>
    <message>
      <source>&amp;Skip this node</source>
      <translation>Diesen Knoten über&amp;springen</translation>
    </message>
    <message>
      <source>&amp;Start</source>
      <translation>&amp;Starten</translation>
    </message>
    <message>
      <source>&amp;Stop the batch</source>
      <translation>Durchgang &amp;abbrechen</translation>
    </message>
    <message>
      <source>&amp;Stop the build and close</source>
      <translation>&amp;Bau abbrechen und schließen</translation>
    </message>
    <message>
      <source>&amp;Try the same card again</source>
      <translation>Dieselbe Karte noch einmal &amp;versuchen</translation>
    </message>
    <message>
      <source>&amp;Verify: read each card back after it is written</source>
      <translation>&amp;Prüfen: jede Karte nach dem Schreiben zurücklesen</translation>
    </message>
    <message>
      <source>&amp;View</source>
      <translation>&amp;Ansicht</translation>
    </message>
    <message>
      <source>&amp;Write this card</source>
      <translation>Diese Karte &amp;beschreiben</translation>
    </message>
    <message>
      <source>--%1 is about the virtual reader; it needs --virtual DIR.</source>
      <translation>--%1 betrifft den virtuellen Kartenleser; es braucht --virtual DIR.</translation>
    </message>
    <message>
      <source>--auto-swap and --script both swap the virtual reader's cards; take one of them.</source>
      <translation>--auto-swap und --script wechseln beide die Karten des virtuellen Kartenlesers; nur eines davon angeben.</translation>
    </message>
    <message>
      <source>--slots takes a number from 1 to %1.</source>
      <translation>--slots braucht eine Zahl von 1 bis %1.</translation>
    </message>
    <message>
      <source>1 card of the last batch is done already. It goes on with the others.</source>
      <translation>1 Karte des letzten Durchgangs ist schon fertig. Mit den übrigen geht es weiter.</translation>
    </message>
    <message>
      <source>1 card to write</source>
      <translation>1 Karte zu schreiben</translation>
    </message>
    <message>
      <source>1 partition: %1</source>
      <translation>1 Partition: %1</translation>
    </message>
    <message>
      <source>1 to 80 characters</source>
      <translation>1 bis 80 Zeichen</translation>
    </message>
    <message>
      <source>A card failed</source>
      <translation>Eine Karte ist fehlerhaft</translation>
    </message>
    <message>
      <source>A card of %1 bytes is too small for the boot loader of %2.</source>
      <translation>Eine Karte von %1 Bytes ist zu klein für den Bootloader von %2.</translation>
    </message>
    <message>
      <source>A head and %1 compute nodes.</source>
      <translation>Ein Kopfknoten und %1 Rechenknoten.</translation>
    </message>
    <message>
      <source>A program is missing; "coffer check --fix" installs what builds need.</source>
      <translation>Ein Programm fehlt; "coffer check --fix" installiert, was zum Bauen nötig ist.</translation>
    </message>
    <message>
      <source>A proxy with a name and password is not kept here, as others could read it; set it in apt's configuration.</source>
      <translation>Ein Proxy mit Name und Passwort wird hier nicht gespeichert, da andere es lesen könnten; in der Konfiguration von apt setzen.</translation>
    </message>
    <message>
      <source>A sheet of labels, one a card, with a code that any telephone reads.</source>
      <translation>Ein Bogen mit Etiketten, eines je Karte, mit einem Code, den jedes Telefon liest.</translation>
    </message>
    <message>
      <source>Address</source>
      <translation>Adresse</translation>
    </message>
    <message>
      <source>All %1 cards are verified</source>
      <translation>Alle %1 Karten sind geprüft</translation>
    </message>
    <message>
      <source>All %1 cards are written</source>
      <translation>Alle %1 Karten sind geschrieben</translation>
    </message>
    <message>
      <source>All cards are written and verified.</source>
      <translation>Alle Karten sind geschrieben und geprüft.</translation>
    </message>
    <message>
      <source>All cards are written, but not all were read back: the preferences have that turned off.</source>
      <translation>Alle Karten sind geschrieben, aber nicht alle zurückgelesen: In den Einstellungen ist das abgeschaltet.</translation>
    </message>
    <message>
      <source>All images are there.</source>
      <translation>Alle Abbilder sind da.</translation>
    </message>
    <message>
      <source>All keys are there.</source>
      <translation>Alle Schlüssel sind da.</translation>
    </message>
    <message>
      <source>All nodes</source>
      <translation>Alle Knoten</translation>
    </message>
    <message>
      <source>All readers</source>
      <translation>Alle Kartenleser</translation>
    </message>
    <message>
      <source>All stages</source>
      <translation>Alle Phasen</translation>
    </message>
    <message>
      <source>Another build is running; waiting for it.</source>
      <translation>Ein anderer Bau läuft; es wird auf ihn gewartet.</translation>
    </message>
    <message>
      <source>Another program holds the journal %1; try again when it has ended.</source>
      <translation>Ein anderes Programm hält das Journal %1; noch einmal versuchen, wenn es beendet ist.</translation>
    </message>
    <message>
      <source>Another program is making keys in %1; wait for it to end.</source>
      <translation>Ein anderes Programm legt gerade Schlüssel in %1 an; warten, bis es fertig ist.</translation>
    </message>
    <message>
      <source>Another reader is called "%1" already; take another name.</source>
      <translation>Ein anderer Kartenleser heißt schon "%1"; einen anderen Namen wählen.</translation>
    </message>
    <message>
      <source>As&amp;k before every card, blank ones too</source>
      <translation>&amp;Vor jeder Karte fragen, auch vor leeren</translation>
    </message>
    <message>
      <source>Asks before every card, also blank ones and those of this cluster.</source>
      <translation>Fragt vor jeder Karte, auch vor leeren und solchen dieses Clusters.</translation>
    </message>
    <message>
      <source>B&amp;uild</source>
      <translation>Ba&amp;uen</translation>
    </message>
    <message>
      <source>B&amp;uild anew what has changed</source>
      <translation>Ge&amp;ändertes neu bauen</translation>
    </message>
    <message>
      <source>Began</source>
      <translation>Begonnen</translation>
    </message>
    <message>
      <source>Begun</source>
      <translation>Begonnen</translation>
    </message>
    <message>
      <source>Being written now: %1. What is stopped now does not boot until it is written again. Cards that are verified stay so.</source>
      <translation>Werden gerade geschrieben: %1. Was jetzt abgebrochen wird, startet nicht, bis es neu geschrieben ist. Geprüfte Karten bleiben geprüft.</translation>
    </message>
    <message>
      <source>Board</source>
      <translation>Board</translation>
    </message>
    <message>
      <source>Both hold from the next batch on.</source>
      <translation>Beides gilt ab dem nächsten Durchgang.</translation>
    </message>
    <message>
      <source>Building a boot loader needs the packages %1, which are not installed; run "coffer check --fix".</source>
      <translation>Um einen Bootloader zu bauen, fehlen die Pakete %1; "coffer check --fix" ausführen.</translation>
    </message>
    <message>
      <source>Building the kernel takes %1 in %2, where %3 are free; make room, choose another cache with --cache, or set kernel = "debian" in cluster.toml.</source>
      <translation>Der Bau des Kernels braucht %1 in %2, frei sind dort %3; Platz schaffen, mit --cache einen anderen Cache wählen oder in cluster.toml kernel = "debian" setzen.</translation>
    </message>
    <message>
      <source>Building …</source>
      <translation>Es wird gebaut …</translation>
    </message>
    <message>
      <source>Building; about %1 left.</source>
      <translation>Es wird gebaut; noch etwa %1.</translation>
    </message>
    <message>
      <source>Cac&amp;he folder:</source>
      <translation>&amp;Cache-Ordner:</translation>
    </message>
    <message>
      <source>Cance&amp;l the build</source>
      <translation>Bau abb&amp;rechen</translation>
    </message>
    <message>
      <source>Cancelled.</source>
      <translation>Abgebrochen.</translation>
    </message>
    <message>
      <source>Car&amp;ds</source>
      <translation>Kar&amp;ten</translation>
    </message>
    <message>
      <source>Card</source>
      <translation>Karte</translation>
    </message>
    <message>
      <source>Card readers cannot be watched: the kernel's device messages are not to be had here.</source>
      <translation>Kartenleser können nicht beobachtet werden: Die Gerätemeldungen des Kernels sind hier nicht zu bekommen.</translation>
    </message>
    <message>
      <source>Cards</source>
      <translation>Karten</translation>
    </message>
    <message>
      <source>Cards are being written</source>
      <translation>Karten werden geschrieben</translation>
    </message>
    <message>
      <source>Cards are swapped by the script %1</source>
      <translation>Das Skript %1 wechselt die Karten</translation>
    </message>
    <message>
      <source>Cards in %1 %2</source>
      <translation>Karten in %1 %2</translation>
    </message>
    <message>
      <source>Cards in it</source>
      <translation>Karten darin</translation>
    </message>
    <message>
      <source>Cards of the cluster %1</source>
      <translation>Karten des Clusters %1</translation>
    </message>
    <message>
      <source>Cards of the cluster %1
%2 to %3
%4
%5, %6

</source>
      <translation>Karten des Clusters %1
%2 bis %3
%4
%5, %6

</translation>
    </message>
    <message>
      <source>Cards that are done</source>
      <translation>Fertige Karten</translation>
    </message>
    <message>
      <source>Cards that are verified stay so; you can go on with the rest later.</source>
      <translation>Geprüfte Karten bleiben geprüft; mit den übrigen geht es später weiter.</translation>
    </message>
    <message>
      <source>Cho&amp;ose…</source>
      <translation>Wä&amp;hlen…</translation>
    </message>
    <message>
      <source>Choose the cache folder</source>
      <translation>Cache-Ordner wählen</translation>
    </message>
    <message>
      <source>Cl&amp;ean now</source>
      <translation>Jetzt au&amp;fräumen</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Cluster: %1
Network: %2/%3, gateway %4, domain %5
Boards: %6
System: Debian %7, profile %8</source>
      <translation>Cluster: %1
Netz: %2/%3, Gateway %4, Domain %5
Boards: %6
System: Debian %7, Profil %8</translation>
    </message>
    <message>
      <source>Cofferware station</source>
      <translation>Cofferware-Station</translation>
    </message>
    <message>
      <source>Command of step %1</source>
      <translation>Befehl von Schritt %1</translation>
    </message>
    <message>
      <source>Compare with the coffer in front of you. To change something edit boards/cluster.toml, then read it again.</source>
      <translation>Mit dem Koffer vergleichen, der hier steht. Um etwas zu ändern, boards/cluster.toml bearbeiten und noch einmal lesen.</translation>
    </message>
    <message>
      <source>Copy &amp;%1</source>
      <translation>&amp;%1 kopieren</translation>
    </message>
    <message>
      <source>Creating …</source>
      <translation>Werden angelegt …</translation>
    </message>
    <message>
      <source>Debian's archive has no package %1 in this suite.</source>
      <translation>Debians Archiv hat in dieser Suite kein Paket %1.</translation>
    </message>
    <message>
      <source>Debian's archive has no package %1 in this suite; check suite and mirror in cluster.toml.</source>
      <translation>Debians Archiv hat in dieser Suite kein Paket %1; suite und mirror in cluster.toml prüfen.</translation>
    </message>
    <message>
      <source>Debian's archive has no source of U-Boot in this suite.</source>
      <translation>Debians Archiv hat in dieser Suite keine Quellen von U-Boot.</translation>
    </message>
    <message>
      <source>Debian's package %1 depends on no package %2….</source>
      <translation>Debians Paket %1 hängt von keinem Paket %2… ab.</translation>
    </message>
    <message>
      <source>Debian's package %1 has no %2 in it.</source>
      <translation>Debians Paket %1 enthält kein %2.</translation>
    </message>
    <message>
      <source>Debian's package lists cannot be fetched now; those of %1 are used.</source>
      <translation>Debians Paketlisten können jetzt nicht geholt werden; es gelten die von %1.</translation>
    </message>
    <message>
      <source>Debian's package lists do not describe %1; run the build again.</source>
      <translation>Debians Paketlisten beschreiben %1 nicht; den Bau neu starten.</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Fertig</translation>
    </message>
    <message>
      <source>Done, but not with all nodes</source>
      <translation>Fertig, aber nicht mit allen Knoten</translation>
    </message>
    <message>
      <source>Earlier cards and steps</source>
      <translation>Frühere Karten und Schritte</translation>
    </message>
    <message>
      <source>Ended</source>
      <translation>Beendet</translation>
    </message>
    <message>
      <source>Every card is asked about here.</source>
      <translation>Hier wird bei jeder Karte gefragt.</translation>
    </message>
    <message>
      <source>Export the session</source>
      <translation>Sitzung exportieren</translation>
    </message>
    <message>
      <source>Fingerprint</source>
      <translation>Fingerabdruck</translation>
    </message>
    <message>
      <source>Flash &amp;all nodes, step by step…</source>
      <translation>Alle &amp;Knoten flashen, Schritt für Schritt…</translation>
    </message>
    <message>
      <source>Flash all nodes – step %1 of %2</source>
      <translation>Alle Knoten flashen – Schritt %1 von %2</translation>
    </message>
    <message>
      <source>Folder with cluster.toml and the boards.</source>
      <translation>Ordner mit cluster.toml und den Boards.</translation>
    </message>
    <message>
      <source>Folder with what "coffer build" has built.</source>
      <translation>Ordner mit dem, was "coffer build" gebaut hat.</translation>
    </message>
    <message>
      <source>For whoever gets the coffer, and for the next time.</source>
      <translation>Für alle, die den Koffer bekommen, und für das nächste Mal.</translation>
    </message>
    <message>
      <source>From a computer in the same network: does the head answer, and has everything started? It should say "running".</source>
      <translation>Von einem Rechner im selben Netz: Antwortet der Kopfknoten, und ist alles gestartet? Er sollte "running" sagen.</translation>
    </message>
    <message>
      <source>Getting ready…</source>
      <translation>Wird vorbereitet …</translation>
    </message>
    <message>
      <source>Go on b&amp;uilding</source>
      <translation>Weiterba&amp;uen</translation>
    </message>
    <message>
      <source>How far the build is</source>
      <translation>Wie weit der Bau ist</translation>
    </message>
    <message>
      <source>Image</source>
      <translation>Abbild</translation>
    </message>
    <message>
      <source>Images</source>
      <translation>Abbilder</translation>
    </message>
    <message>
      <source>Images are being built</source>
      <translation>Abbilder werden gebaut</translation>
    </message>
    <message>
      <source>Images are being built. Should that go on?</source>
      <translation>Abbilder werden gebaut. Soll das weitergehen?</translation>
    </message>
    <message>
      <source>Insert card</source>
      <translation>Einstecken</translation>
    </message>
    <message>
      <source>Insert the card for %1 into any reader</source>
      <translation>Karte für %1 in einen beliebigen Leser stecken</translation>
    </message>
    <message>
      <source>Insert the card into %1</source>
      <translation>Karte in %1 stecken</translation>
    </message>
    <message>
      <source>Installing …</source>
      <translation>Wird installiert …</translation>
    </message>
    <message>
      <source>Is the nodes' root there, and offered to them?</source>
      <translation>Ist das Wurzeldateisystem der Knoten da und wird es ihnen angeboten?</translation>
    </message>
    <message>
      <source>It cannot be looked at: %1.</source>
      <translation>Sie kann nicht untersucht werden: %1.</translation>
    </message>
    <message>
      <source>It cannot be read: %1.</source>
      <translation>Sie kann nicht gelesen werden: %1.</translation>
    </message>
    <message>
      <source>It cannot be read; put it in again, or take another card.</source>
      <translation>Sie kann nicht gelesen werden; neu einstecken oder eine andere Karte nehmen.</translation>
    </message>
    <message>
      <source>It holds %1, but %2 are needed; take a larger card.</source>
      <translation>Sie fasst %1, nötig sind %2; eine größere Karte nehmen.</translation>
    </message>
    <message>
      <source>It holds %1, more than the %2 that a card may have.</source>
      <translation>Sie fasst %1, mehr als die %2, die eine Karte haben darf.</translation>
    </message>
    <message>
      <source>It is a USB device of another kind than a card reader.</source>
      <translation>Es ist ein USB-Gerät, aber kein Kartenleser.</translation>
    </message>
    <message>
      <source>It is a USB hard disk or SSD, not a removable medium.</source>
      <translation>Es ist eine USB-Festplatte oder -SSD, kein Wechselmedium.</translation>
    </message>
    <message>
      <source>It is a built-in NVMe drive.</source>
      <translation>Es ist ein eingebautes NVMe-Laufwerk.</translation>
    </message>
    <message>
      <source>It is a built-in disk of this virtual machine.</source>
      <translation>Es ist eine eingebaute Platte dieser virtuellen Maschine.</translation>
    </message>
    <message>
      <source>It is a disk behind a USB adapter, not a card in a reader.</source>
      <translation>Es ist eine Platte an einem USB-Adapter, keine Karte in einem Leser.</translation>
    </message>
    <message>
      <source>It is a disk reached over the network.</source>
      <translation>Es ist eine Platte, die über das Netz erreicht wird.</translation>
    </message>
    <message>
      <source>It is a floppy drive.</source>
      <translation>Es ist ein Diskettenlaufwerk.</translation>
    </message>
    <message>
      <source>It is a folder; name a file in it, or a card.</source>
      <translation>Es ist ein Ordner; eine Datei darin oder eine Karte angeben.</translation>
    </message>
    <message>
      <source>It is a hardware partition of built-in eMMC.</source>
      <translation>Es ist eine Hardware-Partition von eingebautem eMMC.</translation>
    </message>
    <message>
      <source>It is a kind of device that is not known to be a card.</source>
      <translation>Von dieser Art Gerät ist nicht bekannt, dass es eine Karte ist.</translation>
    </message>
    <message>
      <source>It is a link to nothing; insert the card, or name it right.</source>
      <translation>Es ist ein Link ins Leere; die Karte einstecken oder den richtigen Namen angeben.</translation>
    </message>
    <message>
      <source>It is a loop device; name it on the command line to write to it.</source>
      <translation>Es ist ein Loop-Gerät; zum Schreiben auf der Befehlszeile angeben.</translation>
    </message>
    <message>
      <source>It is a partition; name the whole disk.</source>
      <translation>Es ist eine Partition; das ganze Laufwerk angeben.</translation>
    </message>
    <message>
      <source>It is a partition; name the whole loop device.</source>
      <translation>Es ist eine Partition; das ganze Loop-Gerät angeben.</translation>
    </message>
    <message>
      <source>It is a plain file among the device nodes, no card; remove it.</source>
      <translation>Es ist eine gewöhnliche Datei zwischen den Gerätedateien, keine Karte; entfernen.</translation>
    </message>
    <message>
      <source>It is a volume made of other disks (LVM or encryption), not a medium.</source>
      <translation>Es ist ein Volume aus anderen Platten (LVM oder Verschlüsselung), kein Medium.</translation>
    </message>
    <message>
      <source>It is an array made of other disks, not a medium.</source>
      <translation>Es ist ein Verbund aus anderen Platten, kein Medium.</translation>
    </message>
    <message>
      <source>It is an internal disk, not a card in a USB reader or SD slot.</source>
      <translation>Es ist eine interne Platte, keine Karte in einem USB-Leser oder SD-Steckplatz.</translation>
    </message>
    <message>
      <source>It is an optical drive.</source>
      <translation>Es ist ein optisches Laufwerk.</translation>
    </message>
    <message>
      <source>It is attached read-only.</source>
      <translation>Es ist nur zum Lesen angeschlossen.</translation>
    </message>
    <message>
      <source>It is attached to %1; detach that first, or name it instead.</source>
      <translation>Es ist mit %1 verbunden; das zuerst lösen oder stattdessen angeben.</translation>
    </message>
    <message>
      <source>It is built-in flash memory.</source>
      <translation>Es ist eingebauter Flash-Speicher.</translation>
    </message>
    <message>
      <source>It is eMMC, built into this machine.</source>
      <translation>Es ist eMMC, in diesen Rechner eingebaut.</translation>
    </message>
    <message>
      <source>It is memory of this machine, not a medium.</source>
      <translation>Es ist Speicher dieses Rechners, kein Medium.</translation>
    </message>
    <message>
      <source>It is mounted at %1; unmount it first.</source>
      <translation>Es ist unter %1 eingehängt; zuerst aushängen.</translation>
    </message>
    <message>
      <source>It is neither a card nor a file that could stand for one.</source>
      <translation>Es ist weder eine Karte noch eine Datei, die für eine stehen kann.</translation>
    </message>
    <message>
      <source>It is not the name of a file or device.</source>
      <translation>Es ist kein Name einer Datei oder eines Geräts.</translation>
    </message>
    <message>
      <source>It is part of the volume %1 (LVM, RAID or encryption).</source>
      <translation>Es ist Teil des Volumes %1 (LVM, RAID oder Verschlüsselung).</translation>
    </message>
    <message>
      <source>It is recognised by itself.</source>
      <translation>Sie wird von selbst erkannt.</translation>
    </message>
    <message>
      <source>It leads to the device %1; name that itself.</source>
      <translation>Es führt zum Gerät %1; dieses selbst angeben.</translation>
    </message>
    <message>
      <source>It takes a permission to %1, but there is nobody to ask for it here; work in a desktop session, add Cofferware's polkit rule (49-cofferware.rules), or become a member of the group disk.</source>
      <translation>Es braucht eine Erlaubnis, um %1, aber hier ist niemand, der gefragt werden kann; in einer Desktop-Sitzung arbeiten, die polkit-Regel von Cofferware (49-cofferware.rules) einrichten oder Mitglied der Gruppe disk werden.</translation>
    </message>
    <message>
      <source>It was begun as %1 and never finished.</source>
      <translation>Sie wurde als %1 begonnen und nie fertig.</translation>
    </message>
    <message>
      <source>It was pulled; put it in again.</source>
      <translation>Sie wurde herausgezogen; neu einstecken.</translation>
    </message>
    <message>
      <source>JSON lines (*.jsonl)</source>
      <translation>JSON-Zeilen (*.jsonl)</translation>
    </message>
    <message>
      <source>Key</source>
      <translation>Schlüssel</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Schlüssel</translation>
    </message>
    <message>
      <source>Kind</source>
      <translation>Art</translation>
    </message>
    <message>
      <source>Known readers</source>
      <translation>Bekannte Kartenleser</translation>
    </message>
    <message>
      <source>L&amp;ook again</source>
      <translation>N&amp;och einmal nachsehen</translation>
    </message>
    <message>
      <source>Labels</source>
      <translation>Etiketten</translation>
    </message>
    <message>
      <source>Last failure</source>
      <translation>Letzter Fehler</translation>
    </message>
    <message>
      <source>Least &amp;level:</source>
      <translation>Mindest&amp;stufe:</translation>
    </message>
    <message>
      <source>Leave the card in the reader.</source>
      <translation>Karte im Leser lassen.</translation>
    </message>
    <message>
      <source>Leave the cards in the readers.</source>
      <translation>Karten in den Lesern lassen.</translation>
    </message>
    <message>
      <source>Level</source>
      <translation>Stufe</translation>
    </message>
    <message>
      <source>Log</source>
      <translation>Protokoll</translation>
    </message>
    <message>
      <source>Looking at the card</source>
      <translation>Karte wird untersucht</translation>
    </message>
    <message>
      <source>Looking for the images and opening the record. No card is written yet.</source>
      <translation>Abbilder und Aufzeichnung werden geprüft. Noch wird keine Karte geschrieben.</translation>
    </message>
    <message>
      <source>Looking up what the last batch has done.</source>
      <translation>Es wird nachgesehen, was im letzten Durchgang fertig wurde.</translation>
    </message>
    <message>
      <source>Looking …</source>
      <translation>Wird nachgesehen …</translation>
    </message>
    <message>
      <source>MB/s</source>
      <translation>MB/s</translation>
    </message>
    <message>
      <source>Mended</source>
      <translation>Ausgebessert</translation>
    </message>
    <message>
      <source>Missing</source>
      <translation>Fehlt</translation>
    </message>
    <message>
      <source>Missing: %1.</source>
      <translation>Es fehlt: %1.</translation>
    </message>
    <message>
      <source>Missing: %1. Run the command below in a terminal, then look again. When the images are built already you can go on without.</source>
      <translation>Es fehlt: %1. Den Befehl unten in einem Terminal ausführen, dann noch einmal nachsehen. Sind die Abbilder schon gebaut, geht es auch ohne weiter.</translation>
    </message>
    <message>
      <source>Missing: %1. The list says what to do. When the images are built already you can go on without.</source>
      <translation>Es fehlen: %1. In der Liste steht, was zu tun ist. Sind die Abbilder schon gebaut, geht es auch so weiter.</translation>
    </message>
    <message>
      <source>More</source>
      <translation>Mehr</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>Name of the card for %1</source>
      <translation>Name der Karte für %1</translation>
    </message>
    <message>
      <source>Names and ticks hold at once; while cards are written, from the end of the batch on.</source>
      <translation>Namen und Häkchen gelten sofort; während Karten geschrieben werden, ab dem Ende des Durchgangs.</translation>
    </message>
    <message>
      <source>Next card</source>
      <translation>Nächste Karte</translation>
    </message>
    <message>
      <source>No QR code holds this text: it is empty or too long.</source>
      <translation>Kein QR-Code fasst diesen Text: Er ist leer oder zu lang.</translation>
    </message>
    <message>
      <source>No file is attached to this loop device.</source>
      <translation>An diesem Loop-Gerät hängt keine Datei.</translation>
    </message>
    <message>
      <source>No folder for new keys can be made: %1.</source>
      <translation>Ein Ordner für neue Schlüssel kann nicht angelegt werden: %1.</translation>
    </message>
    <message>
      <source>No reader is ticked, so no card could be written; tick one, or allow all.</source>
      <translation>Kein Kartenleser ist angehakt, es könnte keine Karte geschrieben werden; einen anhaken oder alle zulassen.</translation>
    </message>
    <message>
      <source>No reader was seen yet; plug one in.</source>
      <translation>Bisher kein Kartenleser gefunden; einen anschließen.</translation>
    </message>
    <message>
      <source>Nobody gave the permission to open %1 within %2; try again and answer the question.</source>
      <translation>Niemand hat binnen %2 erlaubt, %1 zu öffnen; noch einmal versuchen und die Frage beantworten.</translation>
    </message>
    <message>
      <source>Node</source>
      <translation>Knoten</translation>
    </message>
    <message>
      <source>Nodes</source>
      <translation>Knoten</translation>
    </message>
    <message>
      <source>Not all cards are verified yet; go back to the cards to write the others.</source>
      <translation>Noch sind nicht alle Karten geprüft; zurück zu den Karten gehen, um die anderen zu schreiben.</translation>
    </message>
    <message>
      <source>Not exported</source>
      <translation>Nicht exportiert</translation>
    </message>
    <message>
      <source>Not ready yet</source>
      <translation>Noch nicht bereit</translation>
    </message>
    <message>
      <source>Not saved</source>
      <translation>Nicht gespeichert</translation>
    </message>
    <message>
      <source>Notes</source>
      <translation>Notizen</translation>
    </message>
    <message>
      <source>Nothing to install</source>
      <translation>Nichts zu installieren</translation>
    </message>
    <message>
      <source>One image a card. The build takes minutes and goes on when you leave this page; what has not changed is not built again.</source>
      <translation>Ein Abbild je Karte. Der Bau dauert Minuten und geht weiter, wenn diese Seite verlassen wird; was sich nicht geändert hat, wird nicht noch einmal gebaut.</translation>
    </message>
    <message>
      <source>Only cards that are &amp;written</source>
      <translation>Nur &amp;beschriebene Karten</translation>
    </message>
    <message>
      <source>Only these nodes, e.g. head,3,7-9.</source>
      <translation>Nur diese Knoten, z. B. head,3,7-9.</translation>
    </message>
    <message>
      <source>Opens the wizard, which leads from a bare machine to the report.</source>
      <translation>Öffnet den Assistenten, der vom leeren Rechner bis zum Bericht führt.</translation>
    </message>
    <message>
      <source>Output of the build</source>
      <translation>Ausgabe des Baus</translation>
    </message>
    <message>
      <source>PDF (*.pdf)</source>
      <translation>PDF (*.pdf)</translation>
    </message>
    <message>
      <source>Page %1</source>
      <translation>Seite %1</translation>
    </message>
    <message>
      <source>Panel %1</source>
      <translation>Feld %1</translation>
    </message>
    <message>
      <source>Partition %1 cannot be in a partition table: %2.</source>
      <translation>Partition %1 kann in keiner Partitionstabelle stehen: %2.</translation>
    </message>
    <message>
      <source>Plays the virtual reader's script FILE: what is put in, what goes wrong, what is answered.</source>
      <translation>Spielt das Skript FILE des virtuellen Kartenlesers: was eingesteckt wird, was schiefgeht, was geantwortet wird.</translation>
    </message>
    <message>
      <source>Plug in the card readers: one, or several to write as many cards at the same time. The cards come on the next page.</source>
      <translation>Kartenleser anschließen: einen, oder mehrere, um ebenso viele Karten zugleich zu schreiben. Die Karten kommen auf der nächsten Seite.</translation>
    </message>
    <message>
      <source>Preferences</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>Fortschritt</translation>
    </message>
    <message>
      <source>Put each card into the node whose name is on its label.</source>
      <translation>Jede Karte in den Knoten stecken, dessen Name auf ihrem Etikett steht.</translation>
    </message>
    <message>
      <source>Put the head's card into the head, connect it to the coffer's switch, and switch it on. It enlarges its file system at the first start.</source>
      <translation>Die Karte des Kopfknotens in den Kopfknoten stecken, ihn mit dem Switch des Koffers verbinden und einschalten. Beim ersten Start vergrößert er sein Dateisystem.</translation>
    </message>
    <message>
      <source>Put the other cards into their nodes, by their labels, and switch the nodes on. After two minutes each should answer; for example:</source>
      <translation>Die anderen Karten nach ihren Etiketten in ihre Knoten stecken und die Knoten einschalten. Nach zwei Minuten sollte jeder antworten; zum Beispiel:</translation>
    </message>
    <message>
      <source>Qt's SQLite driver is missing; install libqt6sql6-sqlite.</source>
      <translation>Qts SQLite-Treiber fehlt; libqt6sql6-sqlite installieren.</translation>
    </message>
    <message>
      <source>Read back</source>
      <translation>Zurückgelesen</translation>
    </message>
    <message>
      <source>Reader</source>
      <translation>Kartenleser</translation>
    </message>
    <message>
      <source>Reader %1</source>
      <translation>Kartenleser %1</translation>
    </message>
    <message>
      <source>Readers</source>
      <translation>Kartenleser</translation>
    </message>
    <message>
      <source>Readers and what is in them</source>
      <translation>Kartenleser und was darin steckt</translation>
    </message>
    <message>
      <source>Reading …</source>
      <translation>Wird gelesen …</translation>
    </message>
    <message>
      <source>Remove card</source>
      <translation>Herausnehmen</translation>
    </message>
    <message>
      <source>Remove the card from %1</source>
      <translation>Karte aus %1 nehmen</translation>
    </message>
    <message>
      <source>Remove the card from %1, label it %2</source>
      <translation>Karte aus %1 nehmen, mit %2 beschriften</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Bericht</translation>
    </message>
    <message>
      <source>Report (*.html)</source>
      <translation>Bericht (*.html)</translation>
    </message>
    <message>
      <source>Restore De&amp;faults</source>
      <translation>Stan&amp;dard wiederherstellen</translation>
    </message>
    <message>
      <source>Root's key is in %1 already; log in with: %2</source>
      <translation>roots Schlüssel ist schon in %1; Anmelden mit: %2</translation>
    </message>
    <message>
      <source>Root's key is in %1 now; log in with: %2</source>
      <translation>roots Schlüssel ist jetzt in %1; Anmelden mit: %2</translation>
    </message>
    <message>
      <source>S&amp;kip %1</source>
      <translation>%1 übersprin&amp;gen</translation>
    </message>
    <message>
      <source>S&amp;tay here</source>
      <translation>&amp;Hier bleiben</translation>
    </message>
    <message>
      <source>S&amp;top</source>
      <translation>A&amp;nhalten</translation>
    </message>
    <message>
      <source>SD slot %1</source>
      <translation>SD-Steckplatz %1</translation>
    </message>
    <message>
      <source>Save the labels</source>
      <translation>Etiketten speichern</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>Suchen</translation>
    </message>
    <message>
      <source>Search in the log</source>
      <translation>Im Protokoll suchen</translation>
    </message>
    <message>
      <source>Serial number</source>
      <translation>Seriennummer</translation>
    </message>
    <message>
      <source>Show the station</source>
      <translation>Station zeigen</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Größe</translation>
    </message>
    <message>
      <source>Slot</source>
      <translation>Steckplatz</translation>
    </message>
    <message>
      <source>Slot %1:</source>
      <translation>Steckplatz %1:</translation>
    </message>
    <message>
      <source>Slot &amp;%1:</source>
      <translation>Steckplatz &amp;%1:</translation>
    </message>
    <message>
      <source>Slower</source>
      <translation>Langsamer</translation>
    </message>
    <message>
      <source>So that you can log in on the cluster from here. A key of yours is never replaced.</source>
      <translation>Damit Sie sich von hier aus im Cluster anmelden können. Ein Schlüssel von Ihnen wird nie ersetzt.</translation>
    </message>
    <message>
      <source>So&amp;unds for the next card and for a failure</source>
      <translation>Tö&amp;ne für die nächste Karte und bei einem Fehler</translation>
    </message>
    <message>
      <source>Some preferences in %1 cannot be used, so the usual ones hold for them: %2; look at the preferences and save them anew.</source>
      <translation>Manche Einstellungen in %1 können nicht benutzt werden, dafür gelten die üblichen: %2; die Einstellungen ansehen und neu speichern.</translation>
    </message>
    <message>
      <source>Stage</source>
      <translation>Phase</translation>
    </message>
    <message>
      <source>Stages of the build</source>
      <translation>Stufen des Baus</translation>
    </message>
    <message>
      <source>Start &amp;over with all cards</source>
      <translation>Mit allen Karten von &amp;vorn beginnen</translation>
    </message>
    <message>
      <source>State</source>
      <translation>Zustand</translation>
    </message>
    <message>
      <source>Stop the batch?</source>
      <translation>Durchgang abbrechen?</translation>
    </message>
    <message>
      <source>Stopped</source>
      <translation>Abgebrochen</translation>
    </message>
    <message>
      <source>Stopping</source>
      <translation>Wird abgebrochen</translation>
    </message>
    <message>
      <source>Stopping …</source>
      <translation>Wird abgebrochen …</translation>
    </message>
    <message>
      <source>Swap c&amp;ards by itself</source>
      <translation>Karten von selbst &amp;wechseln</translation>
    </message>
    <message>
      <source>Text (*.txt)</source>
      <translation>Text (*.txt)</translation>
    </message>
    <message>
      <source>That of the system</source>
      <translation>Die des Systems</translation>
    </message>
    <message>
      <source>That was the last batch. Its labels and its report can still be had (menu Batch).</source>
      <translation>Das war der letzte Durchgang. Seine Etiketten und sein Bericht sind noch zu haben (Menü Durchgang).</translation>
    </message>
    <message>
      <source>The UDisks of this system is too old to %1 safely; 2.7.3 or newer is needed.</source>
      <translation>UDisks ist auf diesem System zu alt, um sicher %1; nötig ist 2.7.3 oder neuer.</translation>
    </message>
    <message>
      <source>The administrator has chosen in %1 which readers may be used. Here you can only leave out some of them.</source>
      <translation>Der Administrator hat in %1 festgelegt, welche Kartenleser benutzt werden dürfen. Hier lassen sich nur einige davon weglassen.</translation>
    </message>
    <message>
      <source>The administrator has set this in %1; it cannot be turned off here.</source>
      <translation>Der Administrator hat das in %1 festgelegt; es kann hier nicht abgeschaltet werden.</translation>
    </message>
    <message>
      <source>The archive does not answer; try again later, or set another mirror in cluster.toml.</source>
      <translation>Das Archiv antwortet nicht; später noch einmal versuchen oder in cluster.toml einen anderen mirror setzen.</translation>
    </message>
    <message>
      <source>The archive has %1 %2, which is not in the lock; set mirror and security in cluster.toml to snapshots of the archives from that day.</source>
      <translation>Das Archiv hat %1 %2, was nicht in der Lock-Datei steht; mirror und security in cluster.toml auf Snapshots der Archive von jenem Tag setzen.</translation>
    </message>
    <message>
      <source>The archive's lists are out of date, or this machine's clock is wrong; check the date, or set another mirror in cluster.toml.</source>
      <translation>Die Listen des Archivs sind veraltet, oder die Uhr dieses Rechners geht falsch; das Datum prüfen oder in cluster.toml einen anderen mirror setzen.</translation>
    </message>
    <message>
      <source>The archive's signature is not Debian's, so nothing of it is used; install a newer debian-archive-keyring, or check mirror in cluster.toml.</source>
      <translation>Die Signatur des Archivs ist nicht die von Debian, daher wird nichts davon benutzt; ein neueres debian-archive-keyring installieren oder mirror in cluster.toml prüfen.</translation>
    </message>
    <message>
      <source>The batch has ended, and what is waited for here did not happen.</source>
      <translation>Der Durchgang ist beendet, und das hier Erwartete ist nicht eingetreten.</translation>
    </message>
    <message>
      <source>The block map</source>
      <translation>Die Block-Map</translation>
    </message>
    <message>
      <source>The boot environment has no %1; set it in [environment] of board.toml.</source>
      <translation>Die Boot-Umgebung hat kein %1; in [environment] von board.toml setzen.</translation>
    </message>
    <message>
      <source>The boot environment is damaged: %1; write the card again.</source>
      <translation>Die Boot-Umgebung ist beschädigt: %1; die Karte neu schreiben.</translation>
    </message>
    <message>
      <source>The boot environment is not closed; write the card again.</source>
      <translation>Die Boot-Umgebung ist nicht abgeschlossen; die Karte neu schreiben.</translation>
    </message>
    <message>
      <source>The boot environment needs %1 bytes and has room for %2; shorten it in board.toml.</source>
      <translation>Die Boot-Umgebung braucht %1 Bytes und hat Platz für %2; in board.toml kürzen.</translation>
    </message>
    <message>
      <source>The boot loader has no environment compiled in.</source>
      <translation>Der Bootloader hat keine eingebaute Umgebung.</translation>
    </message>
    <message>
      <source>The build begins.</source>
      <translation>Der Bau beginnt.</translation>
    </message>
    <message>
      <source>The build goes on.</source>
      <translation>Der Bau geht weiter.</translation>
    </message>
    <message>
      <source>The build has ended.</source>
      <translation>Der Bau ist zu Ende.</translation>
    </message>
    <message>
      <source>The build was cancelled. What is done is kept; the next one goes on from there.</source>
      <translation>Der Bau wurde abgebrochen. Was fertig ist, bleibt; der nächste macht dort weiter.</translation>
    </message>
    <message>
      <source>The build's stage "%1" is missing or needs itself.</source>
      <translation>Die Baustufe "%1" fehlt oder braucht sich selbst.</translation>
    </message>
    <message>
      <source>The cache is being cleaned…</source>
      <translation>Der Cache wird aufgeräumt…</translation>
    </message>
    <message>
      <source>The cache is being measured…</source>
      <translation>Der Cache wird vermessen…</translation>
    </message>
    <message>
      <source>The cache takes %1.</source>
      <translation>Der Cache belegt %1.</translation>
    </message>
    <message>
      <source>The card %1 is in slot %2 already; take it out there first.</source>
      <translation>Die Karte %1 steckt schon in Steckplatz %2; dort zuerst herausnehmen.</translation>
    </message>
    <message>
      <source>The card %1 is no longer in the reader; put it in again.</source>
      <translation>Die Karte %1 ist nicht mehr im Leser; neu einstecken.</translation>
    </message>
    <message>
      <source>The card %1 was pulled; put it in again.</source>
      <translation>Die Karte %1 wurde herausgezogen; neu einstecken.</translation>
    </message>
    <message>
      <source>The card for %1 in %2 failed</source>
      <translation>Die Karte für %1 in %2 ist fehlerhaft</translation>
    </message>
    <message>
      <source>The card in %1 cannot be used. %2</source>
      <translation>Die Karte in %1 kann nicht benutzt werden. %2</translation>
    </message>
    <message>
      <source>The card in %1 is write-protected; move the slider on its side.</source>
      <translation>Die Karte in %1 ist schreibgeschützt; den Schieber an ihrer Seite umstellen.</translation>
    </message>
    <message>
      <source>The card is no longer in %1, or another one is there now; put it in again.</source>
      <translation>Die Karte ist nicht mehr in %1, oder eine andere steckt jetzt dort; neu einstecken.</translation>
    </message>
    <message>
      <source>The card is verified</source>
      <translation>Die Karte ist geprüft</translation>
    </message>
    <message>
      <source>The card is write-protected; move the slider on its side.</source>
      <translation>Die Karte ist schreibgeschützt; den Schieber an ihrer Seite umstellen.</translation>
    </message>
    <message>
      <source>The card is written</source>
      <translation>Die Karte ist geschrieben</translation>
    </message>
    <message>
      <source>The card of %1</source>
      <translation>Die Karte von %1</translation>
    </message>
    <message>
      <source>The card of %1 was pulled while it was written; put it in again, or another one.</source>
      <translation>Die Karte von %1 wurde beim Schreiben herausgezogen; neu einstecken oder eine andere nehmen.</translation>
    </message>
    <message>
      <source>The card was pulled before it was written.</source>
      <translation>Die Karte wurde herausgezogen, bevor sie geschrieben war.</translation>
    </message>
    <message>
      <source>The card's name, such as node07; its file is made when it is new.</source>
      <translation>Der Name der Karte, etwa node07; ist er neu, wird ihre Datei angelegt.</translation>
    </message>
    <message>
      <source>The cards</source>
      <translation>Die Karten</translation>
    </message>
    <message>
      <source>The cards are done. These steps make a running cluster of them.</source>
      <translation>Die Karten sind fertig. Diese Schritte machen daraus einen laufenden Cluster.</translation>
    </message>
    <message>
      <source>The change %1 does not fit Linux %2. %3</source>
      <translation>Die Änderung %1 passt nicht zu Linux %2. %3</translation>
    </message>
    <message>
      <source>The cluster</source>
      <translation>Der Cluster</translation>
    </message>
    <message>
      <source>The cluster has no complete key set in %1; run "coffer keys create" first.</source>
      <translation>Der Cluster hat in %1 keinen vollständigen Schlüsselsatz; zuerst "coffer keys create" ausführen.</translation>
    </message>
    <message>
      <source>The coffer's nodes</source>
      <translation>Die Knoten des Coffers</translation>
    </message>
    <message>
      <source>The compressed image is damaged at its end; get it anew.</source>
      <translation>Das komprimierte Abbild ist am Ende beschädigt; neu beschaffen.</translation>
    </message>
    <message>
      <source>The compute nodes' root file system goes onto the head's disk (%1): its program cofferware-receive-root takes it.</source>
      <translation>Das Wurzeldateisystem der Rechenknoten kommt auf die Platte des Kopfknotens (%1): Sein Programm cofferware-receive-root nimmt es an.</translation>
    </message>
    <message>
      <source>The configuration does not take what is wanted of it (in brackets what it became): %1. Give what an option depends on, or leave it out.</source>
      <translation>Die Konfiguration nimmt nicht an, was von ihr verlangt wird (in Klammern, was daraus wurde): %1. Angeben, wovon eine Option abhängt, oder sie weglassen.</translation>
    </message>
    <message>
      <source>The device tree has %1 bytes, but a kernel takes %2 at most.</source>
      <translation>Der Gerätebaum hat %1 Bytes, aber ein Kernel nimmt höchstens %2.</translation>
    </message>
    <message>
      <source>The device tree must lie on a multiple of 8, but fdt_addr_r is %1.</source>
      <translation>Der Gerätebaum muss auf einem Vielfachen von 8 liegen, aber fdt_addr_r ist %1.</translation>
    </message>
    <message>
      <source>The disk is full; make room ("coffer cache clean" removes old stages), or choose other folders with --cache and --output.</source>
      <translation>Die Platte ist voll; Platz schaffen ("coffer cache clean" entfernt alte Stufen) oder mit --cache und --output andere Ordner wählen.</translation>
    </message>
    <message>
      <source>The disk that holds %1 is full; make room and start again.</source>
      <translation>Die Platte mit %1 ist voll; Platz schaffen und neu starten.</translation>
    </message>
    <message>
      <source>The folder %1 cannot be made; check its owner and the space on the disk.</source>
      <translation>Der Ordner %1 kann nicht angelegt werden; Besitzer und Platz auf der Platte prüfen.</translation>
    </message>
    <message>
      <source>The folder %1 does not exist.</source>
      <translation>Der Ordner %1 existiert nicht.</translation>
    </message>
    <message>
      <source>The folder %1 for the journal cannot be made.</source>
      <translation>Der Ordner %1 für das Journal kann nicht angelegt werden.</translation>
    </message>
    <message>
      <source>The head's card first, then the nodes', in any order and in any reader.</source>
      <translation>Zuerst die Karte des Kopfknotens, dann die der Knoten, in beliebiger Reihenfolge und in beliebigen Lesern.</translation>
    </message>
    <message>
      <source>The head's image %1 is not built yet; run "coffer build head".</source>
      <translation>Das Abbild %1 des Kopfknotens ist noch nicht gebaut; "coffer build head" ausführen.</translation>
    </message>
    <message>
      <source>The image %1 cannot be read at byte %2: %3.</source>
      <translation>Das Abbild %1 kann bei Byte %2 nicht gelesen werden: %3.</translation>
    </message>
    <message>
      <source>The image %1 cannot be read: %2.</source>
      <translation>Das Abbild %1 kann nicht gelesen werden: %2.</translation>
    </message>
    <message>
      <source>The image %1 is being written to; take another, or wait for that to end.</source>
      <translation>In das Abbild %1 wird gerade geschrieben; ein anderes nehmen oder warten, bis das beendet ist.</translation>
    </message>
    <message>
      <source>The image %1 is empty.</source>
      <translation>Das Abbild %1 ist leer.</translation>
    </message>
    <message>
      <source>The image %1 is not there or cannot be read.</source>
      <translation>Das Abbild %1 ist nicht da oder nicht lesbar.</translation>
    </message>
    <message>
      <source>The image %1 was changed while it was used; start again.</source>
      <translation>Das Abbild %1 wurde während der Benutzung geändert; neu starten.</translation>
    </message>
    <message>
      <source>The image cannot be read beyond byte %1 of %2: it is cut off or damaged; get it anew.</source>
      <translation>Das Abbild kann nach Byte %1 von %2 nicht gelesen werden: Es ist abgeschnitten oder beschädigt; neu beschaffen.</translation>
    </message>
    <message>
      <source>The image has %1 bytes where its map tells of %2; get both anew.</source>
      <translation>Das Abbild hat %1 Bytes, seine Map nennt %2; beide neu beschaffen.</translation>
    </message>
    <message>
      <source>The image is damaged between its bytes %1 and %2; get it anew.</source>
      <translation>Das Abbild ist zwischen den Bytes %1 und %2 beschädigt; neu beschaffen.</translation>
    </message>
    <message>
      <source>The image is longer than the %1 bytes that its map tells of; get both anew.</source>
      <translation>Das Abbild ist länger als die %1 Bytes, die seine Map nennt; beide neu beschaffen.</translation>
    </message>
    <message>
      <source>The images for the cards are not built yet. Build them step by step (menu Batch), or with "coffer build all" in a terminal, then start again.</source>
      <translation>Die Abbilder für die Karten sind noch nicht gebaut. Bauen Sie sie Schritt für Schritt (Menü Durchgang) oder mit „coffer build all“ in einem Terminal, und beginnen Sie dann noch einmal.</translation>
    </message>
    <message>
      <source>The journal %1 cannot be used: %2</source>
      <translation>Das Journal %1 kann nicht benutzt werden: %2</translation>
    </message>
    <message>
      <source>The journal %1 cannot be written: the disk is full. Make room and try again.</source>
      <translation>Das Journal %1 kann nicht geschrieben werden: Die Platte ist voll. Platz schaffen und noch einmal versuchen.</translation>
    </message>
    <message>
      <source>The journal %1 is damaged; move it away and start again.</source>
      <translation>Das Journal %1 ist beschädigt; wegräumen und neu starten.</translation>
    </message>
    <message>
      <source>The journal %1 is not a regular file; move it away and start again.</source>
      <translation>Das Journal %1 ist keine gewöhnliche Datei; wegräumen und neu starten.</translation>
    </message>
    <message>
      <source>The journal %1 is of a newer version of this program; use that one.</source>
      <translation>Das Journal %1 ist von einer neueren Version dieses Programms; diese benutzen.</translation>
    </message>
    <message>
      <source>The kernel calls itself "%1", which no package can; check CONFIG_LOCALVERSION in kernel/config.</source>
      <translation>Der Kernel nennt sich "%1", so kann kein Paket heißen; CONFIG_LOCALVERSION in kernel/config prüfen.</translation>
    </message>
    <message>
      <source>The kernel does not number its media, so a swap could go unnoticed; Linux 5.15 or newer is needed.</source>
      <translation>Der Kernel nummeriert seine Medien nicht, ein Wechsel könnte unbemerkt bleiben; Linux 5.15 oder neuer ist nötig.</translation>
    </message>
    <message>
      <source>The kernel does not number the media of %1, so a swap could go unnoticed; Linux 5.15 or newer is needed.</source>
      <translation>Der Kernel nummeriert die Medien von %1 nicht, ein Wechsel könnte unbemerkt bleiben; Linux 5.15 oder neuer ist nötig.</translation>
    </message>
    <message>
      <source>The kernel does not tell that it is an SD card; put the card into another reader.</source>
      <translation>Der Kernel sagt nicht, dass es eine SD-Karte ist; die Karte in einen anderen Leser stecken.</translation>
    </message>
    <message>
      <source>The kernel is not a plain arm64 Image, which U-Boot's booti starts; take another kernel.</source>
      <translation>Der Kernel ist kein einfaches arm64-Image, wie es booti von U-Boot startet; einen anderen Kernel nehmen.</translation>
    </message>
    <message>
      <source>The kernel knows no device behind %1.</source>
      <translation>Der Kernel kennt kein Gerät hinter %1.</translation>
    </message>
    <message>
      <source>The kernel's build left no %1.</source>
      <translation>Der Bau des Kernels hinterließ kein %1.</translation>
    </message>
    <message>
      <source>The kernel's build left no modules for %1.</source>
      <translation>Der Bau des Kernels hat keine Module für %1 hinterlassen.</translation>
    </message>
    <message>
      <source>The kernel's header does not say how large it is; take one of Linux 3.17 or later.</source>
      <translation>Der Kopf des Kernels nennt seine Größe nicht; einen von Linux 3.17 oder später nehmen.</translation>
    </message>
    <message>
      <source>The key folder %1 cannot be opened: %2.</source>
      <translation>Der Schlüsselordner %1 kann nicht geöffnet werden: %2.</translation>
    </message>
    <message>
      <source>The label sheet</source>
      <translation>Das Etikettenblatt</translation>
    </message>
    <message>
      <source>The language changes when the station is started next.</source>
      <translation>Die Sprache wechselt beim nächsten Start der Station.</translation>
    </message>
    <message>
      <source>The last try failed: %1</source>
      <translation>Der letzte Versuch schlug fehl: %1</translation>
    </message>
    <message>
      <source>The link %1 cannot be made: %2.</source>
      <translation>Der Link %1 kann nicht angelegt werden: %2.</translation>
    </message>
    <message>
      <source>The lock is not of a build that made an image for %1; take one of "build all", or build only what it has.</source>
      <translation>Die Lock-Datei stammt nicht von einem Bau, der ein Abbild für %1 gemacht hat; nehmen Sie eine von „build all“, oder bauen Sie nur, was darin steht.</translation>
    </message>
    <message>
      <source>The mirror is broken, or has not got this suite; try again later, or set suite or mirror in cluster.toml.</source>
      <translation>Der Spiegel ist defekt oder hat diese Suite nicht; später noch einmal versuchen oder suite oder mirror in cluster.toml setzen.</translation>
    </message>
    <message>
      <source>The package %1 was not delivered as Debian's lists say; try again, or set another mirror in cluster.toml.</source>
      <translation>Das Paket %1 kam nicht so an, wie Debians Listen sagen; noch einmal versuchen oder in cluster.toml einen anderen mirror setzen.</translation>
    </message>
    <message>
      <source>The packages cannot be installed together from this suite; look at the package lists in boards/. %1</source>
      <translation>Die Pakete können aus dieser Suite nicht zusammen installiert werden; die Paketlisten in boards/ ansehen. %1</translation>
    </message>
    <message>
      <source>The partition table is wrong: %1.</source>
      <translation>Die Partitionstabelle ist falsch: %1.</translation>
    </message>
    <message>
      <source>The partition table is wrong: partition %1 passes the end.</source>
      <translation>Die Partitionstabelle ist falsch: Partition %1 reicht über das Ende hinaus.</translation>
    </message>
    <message>
      <source>The patch %1 does not fit U-Boot %2; adapt it to that version. %3</source>
      <translation>Der Patch %1 passt nicht zu U-Boot %2; an diese Version anpassen. %3</translation>
    </message>
    <message>
      <source>The permission to %1 was declined in the dialogue; try again and give it.</source>
      <translation>Die Erlaubnis, %1, wurde im Dialog verweigert; noch einmal versuchen und erteilen.</translation>
    </message>
    <message>
      <source>The preferences cannot be written to %1; check the folder's permissions and the disk's free space.</source>
      <translation>Die Einstellungen können nicht nach %1 geschrieben werden; die Rechte des Ordners und den freien Platz auf der Platte prüfen.</translation>
    </message>
    <message>
      <source>The preferences in %1 cannot be read, so the usual ones hold and every card is asked about; look at the preferences and save them anew.</source>
      <translation>Die Einstellungen in %1 können nicht gelesen werden, daher gelten die üblichen, und bei jeder Karte wird gefragt; die Einstellungen ansehen und neu speichern.</translation>
    </message>
    <message>
      <source>The program %1 is not installed; "coffer check" tells how to get it.</source>
      <translation>Das Programm %1 ist nicht installiert; "coffer check" sagt, woher es kommt.</translation>
    </message>
    <message>
      <source>The range "%1" runs backwards; write %2-%3.</source>
      <translation>Der Bereich "%1" läuft rückwärts; %2-%3 schreiben.</translation>
    </message>
    <message>
      <source>The reader has %1 slots.</source>
      <translation>Der Kartenleser hat %1 Steckplätze.</translation>
    </message>
    <message>
      <source>The report tells what became of each card, how fast, and the log. No keys, passwords, home folders or this computer's name are in it.</source>
      <translation>Der Bericht sagt, was aus jeder Karte wurde und wie schnell, und enthält das Protokoll. Schlüssel, Passwörter, Home-Ordner und der Name dieses Rechners stehen nicht darin.</translation>
    </message>
    <message>
      <source>The script is at its end, but the batch %1.</source>
      <translation>Das Skript ist zu Ende, aber der Durchgang %1.</translation>
    </message>
    <message>
      <source>The session is exported.</source>
      <translation>Die Sitzung ist exportiert.</translation>
    </message>
    <message>
      <source>The set is not complete: %1 of %2 are there. If you have the others elsewhere put them in; else create them. Those that are there stay as they are.</source>
      <translation>Der Satz ist nicht vollständig: %1 von %2 sind da. Liegen die anderen woanders, dann hierher legen; sonst anlegen. Die vorhandenen bleiben, wie sie sind.</translation>
    </message>
    <message>
      <source>The suite has no such package; look at the package lists in boards/.</source>
      <translation>Die Suite hat kein solches Paket; die Paketlisten in boards/ ansehen.</translation>
    </message>
    <message>
      <source>The value of the U-Boot variable "%1" must be on one line.</source>
      <translation>Der Wert der U-Boot-Variablen "%1" muss in einer Zeile stehen.</translation>
    </message>
    <message>
      <source>The virtual reader has no slot %1; its slots are 1 to %2.</source>
      <translation>Der virtuelle Kartenleser hat keinen Steckplatz %1; er hat die Steckplätze 1 bis %2.</translation>
    </message>
    <message>
      <source>The virtual reader has so many slots (1).</source>
      <translation>Der virtuelle Kartenleser hat so viele Steckplätze (1).</translation>
    </message>
    <message>
      <source>The virtual reader swaps its cards by itself.</source>
      <translation>Der virtuelle Kartenleser wechselt seine Karten von selbst.</translation>
    </message>
    <message>
      <source>The wizard can be closed meanwhile and opened again. A build that is stopped goes on from there the next time.</source>
      <translation>Der Assistent kann inzwischen geschlossen und wieder geöffnet werden. Ein abgebrochener Bau geht das nächste Mal dort weiter.</translation>
    </message>
    <message>
      <source>The work on the cards is being ended.</source>
      <translation>Die Arbeit an den Karten wird beendet.</translation>
    </message>
    <message>
      <source>There</source>
      <translation>Da</translation>
    </message>
    <message>
      <source>There are no keys yet. Create them; images cannot be built without.</source>
      <translation>Es gibt noch keine Schlüssel. Anlegen; ohne sie können keine Abbilder gebaut werden.</translation>
    </message>
    <message>
      <source>There is no %1.</source>
      <translation>%1 gibt es nicht.</translation>
    </message>
    <message>
      <source>There is no card in slot %1.</source>
      <translation>In Steckplatz %1 ist keine Karte.</translation>
    </message>
    <message>
      <source>There is no card in this slot.</source>
      <translation>In diesem Steckplatz ist keine Karte.</translation>
    </message>
    <message>
      <source>There is no device %1: %2.</source>
      <translation>Es gibt kein Gerät %1: %2.</translation>
    </message>
    <message>
      <source>There is no network: the archive cannot be reached; connect this machine, or set a proxy in apt's configuration.</source>
      <translation>Es gibt kein Netz: Das Archiv ist nicht erreichbar; diesen Rechner verbinden oder einen Proxy in der Konfiguration von apt setzen.</translation>
    </message>
    <message>
      <source>There is no node "%1"; %2.</source>
      <translation>Es gibt keinen Knoten "%1"; %2.</translation>
    </message>
    <message>
      <source>There is no node to skip: the batch %1.</source>
      <translation>Es gibt keinen Knoten zum Überspringen: Der Durchgang %1.</translation>
    </message>
    <message>
      <source>There is no partition table.</source>
      <translation>Es gibt keine Partitionstabelle.</translation>
    </message>
    <message>
      <source>There is no question to answer: the batch %1.</source>
      <translation>Es gibt keine Frage zu beantworten: Der Durchgang %1.</translation>
    </message>
    <message>
      <source>There is no reader "%1"; there are: %2.</source>
      <translation>Es gibt keinen Kartenleser "%1"; es gibt: %2.</translation>
    </message>
    <message>
      <source>There is no root key in %1 yet; create the keys first.</source>
      <translation>In %1 ist noch kein Schlüssel für root; legen Sie zuerst die Schlüssel an.</translation>
    </message>
    <message>
      <source>There is no such device; insert the card, or name it right.</source>
      <translation>Dieses Gerät gibt es nicht; die Karte einstecken oder den richtigen Namen angeben.</translation>
    </message>
    <message>
      <source>There is not enough memory; close other programs and build again: what is done is kept.</source>
      <translation>Es ist nicht genug Speicher da; andere Programme schließen und neu bauen: Was fertig ist, bleibt.</translation>
    </message>
    <message>
      <source>This &amp;installs it:</source>
      <translation>Das &amp;installiert es:</translation>
    </message>
    <message>
      <source>This batch has written a card of %1 already.</source>
      <translation>Dieser Durchgang hat schon eine Karte von %1 geschrieben.</translation>
    </message>
    <message>
      <source>This card before</source>
      <translation>Diese Karte bisher</translation>
    </message>
    <message>
      <source>This card belongs to another coffer.</source>
      <translation>Diese Karte gehört zu einem anderen Coffer.</translation>
    </message>
    <message>
      <source>This card failed %1 times, last on %2.</source>
      <translation>Diese Karte war %1 Mal fehlerhaft, zuletzt am %2.</translation>
    </message>
    <message>
      <source>This card failed before, on %1.</source>
      <translation>Diese Karte war schon einmal fehlerhaft, am %1.</translation>
    </message>
    <message>
      <source>This card is not blank.</source>
      <translation>Diese Karte ist nicht leer.</translation>
    </message>
    <message>
      <source>This is another plan than the station was started with. Close the station and start it again.</source>
      <translation>Das ist ein anderer Plan als der, mit dem die Station gestartet wurde. Schließen Sie die Station und starten Sie sie neu.</translation>
    </message>
    <message>
      <source>This is no partition table: %1.</source>
      <translation>Das ist keine Partitionstabelle: %1.</translation>
    </message>
    <message>
      <source>This is the card of %1 that this batch has written already.</source>
      <translation>Das ist die Karte von %1, die dieser Durchgang schon geschrieben hat.</translation>
    </message>
    <message>
      <source>This is the card of %1, which is done.</source>
      <translation>Das ist die Karte von %1, und die ist fertig.</translation>
    </message>
    <message>
      <source>This kernel is older than 6.7: packages are configured by plain emulation, which takes some seven times as long.</source>
      <translation>Dieser Kernel ist älter als 6.7: Pakete werden durch einfache Emulation konfiguriert, das dauert etwa siebenmal so lange.</translation>
    </message>
    <message>
      <source>This machine</source>
      <translation>Dieser Rechner</translation>
    </message>
    <message>
      <source>This machine can build the images.</source>
      <translation>Dieser Rechner kann die Abbilder bauen.</translation>
    </message>
    <message>
      <source>This machine cannot run arm64 programs; "coffer check --fix" installs what it needs.</source>
      <translation>Dieser Rechner kann keine arm64-Programme ausführen; "coffer check --fix" installiert das Nötige.</translation>
    </message>
    <message>
      <source>This machine needs it: %1.</source>
      <translation>Dieser Rechner braucht sie: %1.</translation>
    </message>
    <message>
      <source>This machine's apt knows no archive of security updates, so the systems have none; set security in cluster.toml.</source>
      <translation>Das apt dieses Rechners kennt kein Archiv mit Sicherheitsupdates, die Systeme bekommen daher keine; security in cluster.toml setzen.</translation>
    </message>
    <message>
      <source>This machine's apt names no Debian mirror; run "apt-get update", or set mirror in cluster.toml.</source>
      <translation>apt auf diesem Rechner nennt keinen Debian-Spiegel; "apt-get update" ausführen oder mirror in cluster.toml setzen.</translation>
    </message>
    <message>
      <source>This site does not write cards in this reader (%1); use one of those in its allowed_readers.</source>
      <translation>Hier werden in diesem Kartenleser (%1) keine Karten geschrieben; einen aus allowed_readers benutzen.</translation>
    </message>
    <message>
      <source>This system lets no program have a user namespace, which builds need; "coffer check" tells more, or build as root.</source>
      <translation>Dieses System erlaubt keinem Programm einen eigenen Benutzer-Namensraum, den der Bau braucht; „coffer check“ sagt mehr, oder bauen Sie als root.</translation>
    </message>
    <message>
      <source>This system's rules (polkit) do not let this user %1; have its administrator add Cofferware's rule (49-cofferware.rules), or become a member of the group disk.</source>
      <translation>Die Regeln dieses Systems (polkit) erlauben diesem Benutzer nicht, %1; den Administrator die Regel von Cofferware (49-cofferware.rules) einrichten lassen oder Mitglied der Gruppe disk werden.</translation>
    </message>
    <message>
      <source>This user may not %1 without UDisks, which cannot be reached: there is no system bus (D-Bus) here; start it, or become a member of the group disk.</source>
      <translation>Ohne UDisks hat dieser Benutzer nicht das Recht, %1, und UDisks ist nicht erreichbar: Hier gibt es keinen Systembus (D-Bus); ihn starten oder Mitglied der Gruppe disk werden.</translation>
    </message>
    <message>
      <source>This user may not %1 without UDisks, which does not run here; install the package udisks2, or become a member of the group disk.</source>
      <translation>Ohne UDisks hat dieser Benutzer nicht das Recht, %1, und UDisks läuft hier nicht; das Paket udisks2 installieren oder Mitglied der Gruppe disk werden.</translation>
    </message>
    <message>
      <source>This user may not open %1; run the program as one who may (root, or of the device's group).</source>
      <translation>Dieser Benutzer darf %1 nicht öffnen; das Programm als jemand ausführen, der es darf (root oder die Gruppe des Geräts).</translation>
    </message>
    <message>
      <source>Throughput</source>
      <translation>Durchsatz</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>Zeit</translation>
    </message>
    <message>
      <source>Tries</source>
      <translation>Versuche</translation>
    </message>
    <message>
      <source>Try %1</source>
      <translation>Versuch %1</translation>
    </message>
    <message>
      <source>Two readers are called "%1"; give one of them another name.</source>
      <translation>Zwei Kartenleser heißen "%1"; einem davon einen anderen Namen geben.</translation>
    </message>
    <message>
      <source>U-Boot cannot be built in %1, as make would take that name apart; choose another folder with --cache.</source>
      <translation>U-Boot kann in %1 nicht gebaut werden, da make diesen Namen zerlegen würde; mit --cache einen anderen Ordner wählen.</translation>
    </message>
    <message>
      <source>U-Boot for %1 does not read its environment from the card; set CONFIG_ENV_IS_IN_MMC in u-boot/config.</source>
      <translation>U-Boot für %1 liest seine Umgebung nicht von der Karte; CONFIG_ENV_IS_IN_MMC in u-boot/config setzen.</translation>
    </message>
    <message>
      <source>U-Boot for %1 reads its environment at %2, size %3, but board.toml puts it at %4, size %5; make them the same.</source>
      <translation>U-Boot für %1 liest seine Umgebung bei %2, Größe %3, aber board.toml legt sie auf %4, Größe %5; beides angleichen.</translation>
    </message>
    <message>
      <source>U-Boot for %1 wants two environments, the card has one; unset CONFIG_SYS_REDUNDAND_ENVIRONMENT in u-boot/config.</source>
      <translation>U-Boot für %1 will zwei Umgebungen, die Karte hat eine; CONFIG_SYS_REDUNDAND_ENVIRONMENT in u-boot/config abschalten.</translation>
    </message>
    <message>
      <source>U-Boot's source is not whole in %1; remove that folder and build again.</source>
      <translation>Die Quellen von U-Boot in %1 sind nicht vollständig; diesen Ordner entfernen und neu bauen.</translation>
    </message>
    <message>
      <source>UDisks could not %1: %2.</source>
      <translation>UDisks schaffte es nicht, %1: %2.</translation>
    </message>
    <message>
      <source>UDisks does not answer when it is asked to %1; restart the service udisks2 and try again.</source>
      <translation>UDisks antwortet nicht auf die Bitte, %1; den Dienst udisks2 neu starten und noch einmal versuchen.</translation>
    </message>
    <message>
      <source>UDisks ended before it could %1; try again.</source>
      <translation>UDisks wurde beendet, ehe es dazu kam, %1; noch einmal versuchen.</translation>
    </message>
    <message>
      <source>USB port %1, slot %2</source>
      <translation>USB-Anschluss %1, Steckplatz %2</translation>
    </message>
    <message>
      <source>Verifying is turned off; tick that you know what this means, or turn it on again.</source>
      <translation>Das Prüfen ist abgeschaltet; anhaken, dass die Folgen bekannt sind, oder es wieder einschalten.</translation>
    </message>
    <message>
      <source>Virtual card</source>
      <translation>Virtuelle Karte</translation>
    </message>
    <message>
      <source>Virtual reader</source>
      <translation>Virtueller Kartenleser</translation>
    </message>
    <message>
      <source>Virtual reader, slot %1</source>
      <translation>Virtueller Kartenleser, Steckplatz %1</translation>
    </message>
    <message>
      <source>Was in reader</source>
      <translation>War im Kartenleser</translation>
    </message>
    <message>
      <source>Was there already</source>
      <translation>War schon da</translation>
    </message>
    <message>
      <source>What</source>
      <translation>Was</translation>
    </message>
    <message>
      <source>What %1 gives back differs from the image in its bytes %2 to %3 (%4); write it again, and throw it away if that does not help.</source>
      <translation>Was %1 zurückgibt, weicht in den Bytes %2 bis %3 vom Abbild ab (%4); neu schreiben, und wegwerfen, wenn das nicht hilft.</translation>
    </message>
    <message>
      <source>What &amp;happened before</source>
      <translation>Was &amp;vorher geschah</translation>
    </message>
    <message>
      <source>What building needs</source>
      <translation>Was der Bau braucht</translation>
    </message>
    <message>
      <source>What building the images needs. Writing cards needs nothing but a card reader.</source>
      <translation>Was der Bau der Abbilder braucht. Karten zu schreiben braucht nur einen Kartenleser.</translation>
    </message>
    <message>
      <source>What comes next</source>
      <translation>Was danach kommt</translation>
    </message>
    <message>
      <source>What happened</source>
      <translation>Was geschah</translation>
    </message>
    <message>
      <source>What happens</source>
      <translation>Was geschieht</translation>
    </message>
    <message>
      <source>What is on this card cannot be told.</source>
      <translation>Was auf dieser Karte ist, lässt sich nicht sagen.</translation>
    </message>
    <message>
      <source>What is removed is made or downloaded again when it is needed.</source>
      <translation>Was entfernt wird, wird neu erzeugt oder heruntergeladen, wenn es gebraucht wird.</translation>
    </message>
    <message>
      <source>What is waited for here has not happened for %1 s: the batch %2.</source>
      <translation>Das hier Erwartete ist seit %1 s nicht eingetreten: Der Durchgang %2.</translation>
    </message>
    <message>
      <source>What the build prints appears here.</source>
      <translation>Hier erscheint, was der Bau ausgibt.</translation>
    </message>
    <message>
      <source>When</source>
      <translation>Wann</translation>
    </message>
    <message>
      <source>Where it is plugged in</source>
      <translation>Wo er angeschlossen ist</translation>
    </message>
    <message>
      <source>Whoever has them can log in on every machine of the cluster. They are made once and kept.</source>
      <translation>Wer sie hat, kann sich auf jedem Rechner des Clusters anmelden. Sie werden einmal angelegt und behalten.</translation>
    </message>
    <message>
      <source>Whole card</source>
      <translation>Ganze Karte</translation>
    </message>
    <message>
      <source>Why</source>
      <translation>Warum</translation>
    </message>
    <message>
      <source>With --script the script says how many slots there are, as in "slots 4"; leave --slots out.</source>
      <translation>Bei --script sagt das Skript, wie viele Steckplätze es gibt, etwa "slots 4"; --slots weglassen.</translation>
    </message>
    <message>
      <source>Without verifying, a bad card is found only when its node does not boot, or weeks later. Cards also wear out and lie about their size; reading back is what finds that.</source>
      <translation>Ohne Prüfen fällt eine schlechte Karte erst auf, wenn ihr Knoten nicht startet, oder Wochen später. Karten nutzen sich auch ab und lügen über ihre Größe; das findet nur das Zurücklesen.</translation>
    </message>
    <message>
      <source>Work on the cache</source>
      <translation>Arbeit am Cache</translation>
    </message>
    <message>
      <source>Works on a virtual reader, whose cards are files in DIR: head.card, node00.card …</source>
      <translation>Arbeitet mit einem virtuellen Kartenleser, dessen Karten Dateien in DIR sind: head.card, node00.card …</translation>
    </message>
    <message>
      <source>Write cards on&amp;ly in the ticked readers</source>
      <translation>Karten n&amp;ur in den angehakten Lesern schreiben</translation>
    </message>
    <message>
      <source>Write this card for %1?</source>
      <translation>Diese Karte für %1 beschreiben?</translation>
    </message>
    <message>
      <source>Writes and verifies the cards of a cluster coffer.</source>
      <translation>Schreibt und prüft die Karten eines Cluster-Coffers.</translation>
    </message>
    <message>
      <source>Writing %1 cards</source>
      <translation>%1 Karten werden geschrieben</translation>
    </message>
    <message>
      <source>Writing %1, reading back %2</source>
      <translation>Schreiben %1, Zurücklesen %2</translation>
    </message>
    <message>
      <source>Writing it erases all of that.</source>
      <translation>Das Schreiben löscht all das.</translation>
    </message>
    <message>
      <source>Writing the card for %1</source>
      <translation>Karte für %1 wird geschrieben</translation>
    </message>
    <message>
      <source>Written</source>
      <translation>Geschrieben</translation>
    </message>
    <message>
      <source>You are asked for one card after the other. Each is written and read back; what was on it before is lost.</source>
      <translation>Nach einer Karte nach der anderen wird gefragt. Jede wird geschrieben und zurückgelesen; was vorher darauf war, geht verloren.</translation>
    </message>
    <message>
      <source>a Debian package's name: lower-case letters, digits and + - .</source>
      <translation>der Name eines Debian-Pakets: Kleinbuchstaben, Ziffern und + - .</translation>
    </message>
    <message>
      <source>a Debian suite such as trixie</source>
      <translation>eine Debian-Suite wie trixie</translation>
    </message>
    <message>
      <source>a U-Boot configuration such as nanopi-m4-rk3399_defconfig</source>
      <translation>eine U-Boot-Konfiguration wie nanopi-m4-rk3399_defconfig</translation>
    </message>
    <message>
      <source>a U-Boot variable's name is wrong; allowed: letters, digits and _</source>
      <translation>der Name einer U-Boot-Variablen ist falsch; erlaubt: Buchstaben, Ziffern und _</translation>
    </message>
    <message>
      <source>a card of another coffer</source>
      <translation>eine Karte eines anderen Coffers</translation>
    </message>
    <message>
      <source>a card of this cluster</source>
      <translation>eine Karte dieses Clusters</translation>
    </message>
    <message>
      <source>a console such as ttyS2,1500000</source>
      <translation>eine Konsole wie ttyS2,1500000</translation>
    </message>
    <message>
      <source>a device such as /dev/mmcblk2</source>
      <translation>ein Gerät wie /dev/mmcblk2</translation>
    </message>
    <message>
      <source>a domain such as c16</source>
      <translation>eine Domain wie c16</translation>
    </message>
    <message>
      <source>a file name such as idbloader.img</source>
      <translation>ein Dateiname wie idbloader.img</translation>
    </message>
    <message>
      <source>a half-written card of %1</source>
      <translation>eine halb geschriebene Karte von %1</translation>
    </message>
    <message>
      <source>a host name such as head</source>
      <translation>ein Hostname wie head</translation>
    </message>
    <message>
      <source>a list in brackets is expected here</source>
      <translation>hier wird eine Liste in Klammern erwartet</translation>
    </message>
    <message>
      <source>a path such as rockchip/rk3399-nanopi-m4.dtb</source>
      <translation>ein Pfad wie rockchip/rk3399-nanopi-m4.dtb</translation>
    </message>
    <message>
      <source>a relative path such as usr/lib/arm-trusted-firmware/rk3399/bl31.elf</source>
      <translation>ein relativer Pfad wie usr/lib/arm-trusted-firmware/rk3399/bl31.elf</translation>
    </message>
    <message>
      <source>a time such as 12h, 90m or 2d, or infinite</source>
      <translation>eine Zeit wie 12h, 90m oder 2d, oder infinite</translation>
    </message>
    <message>
      <source>a twin has no packages of its own; allowed: none</source>
      <translation>ein Zwilling hat keine eigenen Pakete; erlaubt: keine</translation>
    </message>
    <message>
      <source>a value on one line</source>
      <translation>ein Wert in einer Zeile</translation>
    </message>
    <message>
      <source>a variable has a name that U-Boot cannot use</source>
      <translation>eine Variable hat einen Namen, den U-Boot nicht benutzen kann</translation>
    </message>
    <message>
      <source>about %1 left</source>
      <translation>noch etwa %1</translation>
    </message>
    <message>
      <source>allowed: %1</source>
      <translation>erlaubt: %1</translation>
    </message>
    <message>
      <source>an IPv4 address such as 172.27.142.250</source>
      <translation>eine IPv4-Adresse wie 172.27.142.250</translation>
    </message>
    <message>
      <source>an IPv4 network such as 172.27.142.0/24, from /8 to /30</source>
      <translation>ein IPv4-Netz wie 172.27.142.0/24, von /8 bis /30</translation>
    </message>
    <message>
      <source>an address of one machine such as 42:14:b8:a3:a0:00</source>
      <translation>eine Adresse eines einzelnen Rechners wie 42:14:b8:a3:a0:00</translation>
    </message>
    <message>
      <source>an element has more attributes than block maps have</source>
      <translation>ein Element hat mehr Attribute, als Block-Maps haben</translation>
    </message>
    <message>
      <source>an empty list would allow no reader; allowed: at least one, or leave it out to allow all</source>
      <translation>eine leere Liste ließe keinen Kartenleser zu; erlaubt: mindestens einer, oder weglassen, um alle zuzulassen</translation>
    </message>
    <message>
      <source>an empty partition table</source>
      <translation>eine leere Partitionstabelle</translation>
    </message>
    <message>
      <source>an entry has no "="</source>
      <translation>ein Eintrag hat kein "="</translation>
    </message>
    <message>
      <source>an http, https or file address, "" for the one that this machine uses, or "none"</source>
      <translation>eine Adresse mit http, https oder file, "" für die, die dieser Rechner nutzt, oder "none"</translation>
    </message>
    <message>
      <source>an http, https or file address, or "" for the one that this machine uses</source>
      <translation>eine http-, https- oder file-Adresse, oder "" für die, die dieser Rechner benutzt</translation>
    </message>
    <message>
      <source>an image of %1 bytes is not possible</source>
      <translation>ein Abbild von %1 Bytes ist nicht möglich</translation>
    </message>
    <message>
      <source>an unknown part of the image</source>
      <translation>ein unbekannter Teil des Abbilds</translation>
    </message>
    <message>
      <source>apt tells of a package in a form that is not known: %1</source>
      <translation>apt nennt ein Paket in unbekannter Form: %1</translation>
    </message>
    <message>
      <source>are not written</source>
      <translation>werden nicht geschrieben</translation>
    </message>
    <message>
      <source>are written</source>
      <translation>werden geschrieben</translation>
    </message>
    <message>
      <source>as this machine's apt has it</source>
      <translation>wie apt auf diesem Rechner ihn nennt</translation>
    </message>
    <message>
      <source>asking</source>
      <translation>Frage</translation>
    </message>
    <message>
      <source>asks for the card of %1</source>
      <translation>fragt nach der Karte von %1</translation>
    </message>
    <message>
      <source>asks whether a card may be written as %1</source>
      <translation>fragt, ob eine Karte als %1 geschrieben werden darf</translation>
    </message>
    <message>
      <source>begun</source>
      <translation>begonnen</translation>
    </message>
    <message>
      <source>blank</source>
      <translation>leer</translation>
    </message>
    <message>
      <source>blocks of %1 bytes are not possible</source>
      <translation>Blöcke von %1 Bytes sind nicht möglich</translation>
    </message>
    <message>
      <source>boot loader</source>
      <translation>Bootloader</translation>
    </message>
    <message>
      <source>broken off</source>
      <translation>abgebrochen</translation>
    </message>
    <message>
      <source>building without root</source>
      <translation>Bauen ohne root</translation>
    </message>
    <message>
      <source>cannot be used. %1</source>
      <translation>kann nicht benutzt werden. %1</translation>
    </message>
    <message>
      <source>checking</source>
      <translation>untersucht</translation>
    </message>
    <message>
      <source>coffer-station: %1 Try "coffer-station --help".
</source>
      <translation>coffer-station: %1 Siehe "coffer-station --help".
</translation>
    </message>
    <message>
      <source>compile</source>
      <translation>übersetzen</translation>
    </message>
    <message>
      <source>configure</source>
      <translation>konfigurieren</translation>
    </message>
    <message>
      <source>configuring arm64 packages at speed</source>
      <translation>arm64-Pakete schnell konfigurieren</translation>
    </message>
    <message>
      <source>confirmed</source>
      <translation>bestätigt</translation>
    </message>
    <message>
      <source>data of an unknown kind</source>
      <translation>Daten unbekannter Art</translation>
    </message>
    <message>
      <source>declined</source>
      <translation>abgelehnt</translation>
    </message>
    <message>
      <source>details</source>
      <translation>Einzelheiten</translation>
    </message>
    <message>
      <source>did you mean "%1"? (%2)</source>
      <translation>war "%1" gemeint? (%2)</translation>
    </message>
    <message>
      <source>disk space in %1</source>
      <translation>Plattenplatz in %1</translation>
    </message>
    <message>
      <source>download</source>
      <translation>herunterladen</translation>
    </message>
    <message>
      <source>empty</source>
      <translation>leer</translation>
    </message>
    <message>
      <source>error</source>
      <translation>Fehler</translation>
    </message>
    <message>
      <source>exit code %1</source>
      <translation>Exit-Code %1</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>fehlerhaft</translation>
    </message>
    <message>
      <source>file %1</source>
      <translation>Datei %1</translation>
    </message>
    <message>
      <source>files %1</source>
      <translation>Dateien %1</translation>
    </message>
    <message>
      <source>free space</source>
      <translation>freier Platz</translation>
    </message>
    <message>
      <source>given up</source>
      <translation>aufgegeben</translation>
    </message>
    <message>
      <source>has ended</source>
      <translation>ist beendet</translation>
    </message>
    <message>
      <source>holding the file of %1</source>
      <translation>enthält die Datei von %1</translation>
    </message>
    <message>
      <source>holding the swap file %1</source>
      <translation>enthält die Auslagerungsdatei %1</translation>
    </message>
    <message>
      <source>in some slots are written</source>
      <translation>werden in manchen Steckplätzen geschrieben</translation>
    </message>
    <message>
      <source>information</source>
      <translation>Information</translation>
    </message>
    <message>
      <source>inode %1</source>
      <translation>Inode %1</translation>
    </message>
    <message>
      <source>inserted</source>
      <translation>eingesteckt</translation>
    </message>
    <message>
      <source>install</source>
      <translation>installieren</translation>
    </message>
    <message>
      <source>it counts %1 blocks where its image has %2</source>
      <translation>sie zählt %1 Blöcke, ihr Abbild hat %2</translation>
    </message>
    <message>
      <source>it counts %1 mapped blocks where its ranges have %2</source>
      <translation>sie zählt %1 belegte Blöcke, ihre Bereiche haben %2</translation>
    </message>
    <message>
      <source>it defines a document type, which block maps do not have</source>
      <translation>sie definiert einen Dokumenttyp, den Block-Maps nicht haben</translation>
    </message>
    <message>
      <source>it does not fit its own checksum: it was damaged or changed</source>
      <translation>sie passt nicht zu ihrer eigenen Prüfsumme: Sie wurde beschädigt oder geändert</translation>
    </message>
    <message>
      <source>it has more than one %1</source>
      <translation>sie hat mehr als ein %1</translation>
    </message>
    <message>
      <source>it has more than one BlockMap</source>
      <translation>sie hat mehr als eine BlockMap</translation>
    </message>
    <message>
      <source>it has no %1</source>
      <translation>sie hat kein %1</translation>
    </message>
    <message>
      <source>it has no BlockMap</source>
      <translation>sie hat keine BlockMap</translation>
    </message>
    <message>
      <source>it has no ChecksumType</source>
      <translation>sie hat keinen ChecksumType</translation>
    </message>
    <message>
      <source>it has no type</source>
      <translation>sie hat keinen Typ</translation>
    </message>
    <message>
      <source>it is XML, but no block map</source>
      <translation>sie ist XML, aber keine Block-Map</translation>
    </message>
    <message>
      <source>it is cut off</source>
      <translation>es ist abgeschnitten</translation>
    </message>
    <message>
      <source>it is cut off in line %1</source>
      <translation>sie ist in Zeile %1 abgeschnitten</translation>
    </message>
    <message>
      <source>it is damaged, or packed in an unusual way</source>
      <translation>beschädigt oder ungewöhnlich gepackt</translation>
    </message>
    <message>
      <source>it is larger than %1 bytes</source>
      <translation>größer als %1 Bytes</translation>
    </message>
    <message>
      <source>it is no text</source>
      <translation>es ist kein Text</translation>
    </message>
    <message>
      <source>it is not known what</source>
      <translation>es ist nicht bekannt, was</translation>
    </message>
    <message>
      <source>it passes 2 TiB</source>
      <translation>sie reicht über 2 TiB hinaus</translation>
    </message>
    <message>
      <source>its %1 is "%2", which is no number</source>
      <translation>ihr %1 ist "%2", das ist keine Zahl</translation>
    </message>
    <message>
      <source>its checksums are of the type "%1", known are sha256, sha512 and sha1</source>
      <translation>ihre Prüfsummen sind vom Typ "%1", bekannt sind sha256, sha512 und sha1</translation>
    </message>
    <message>
      <source>its elements are nested deeper than those of block maps</source>
      <translation>ihre Elemente sind tiefer verschachtelt als die von Block-Maps</translation>
    </message>
    <message>
      <source>its number is taken</source>
      <translation>ihre Nummer ist vergeben</translation>
    </message>
    <message>
      <source>its own checksum is missing</source>
      <translation>ihre eigene Prüfsumme fehlt</translation>
    </message>
    <message>
      <source>its own checksum is no %1</source>
      <translation>ihre eigene Prüfsumme ist kein %1</translation>
    </message>
    <message>
      <source>its start and size are not whole sectors behind the table</source>
      <translation>Anfang und Größe sind keine ganzen Sektoren hinter der Tabelle</translation>
    </message>
    <message>
      <source>its text is not in UTF-8</source>
      <translation>ihr Text ist nicht in UTF-8</translation>
    </message>
    <message>
      <source>its version is "%1", known are 1.2, 1.3, 1.4 and 2.0</source>
      <translation>ihre Version ist "%1", bekannt sind 1.2, 1.3, 1.4 und 2.0</translation>
    </message>
    <message>
      <source>kernel from source</source>
      <translation>Kernel aus den Quellen</translation>
    </message>
    <message>
      <source>kernel_addr_r %1 is too low for this kernel; set it in [environment] of board.toml.</source>
      <translation>kernel_addr_r %1 ist zu niedrig für diesen Kernel; in [environment] von board.toml setzen.</translation>
    </message>
    <message>
      <source>killed by a signal</source>
      <translation>durch ein Signal beendet</translation>
    </message>
    <message>
      <source>label %1</source>
      <translation>Bezeichnung %1</translation>
    </message>
    <message>
      <source>later</source>
      <translation>später</translation>
    </message>
    <message>
      <source>left alone, as you chose</source>
      <translation>wie gewählt, nicht angerührt</translation>
    </message>
    <message>
      <source>left alone: no node needs a card</source>
      <translation>nicht angerührt: Kein Knoten braucht eine Karte</translation>
    </message>
    <message>
      <source>line %1 is no proper XML</source>
      <translation>Zeile %1 ist kein gültiges XML</translation>
    </message>
    <message>
      <source>lower-case letters, digits and -</source>
      <translation>Kleinbuchstaben, Ziffern und -</translation>
    </message>
    <message>
      <source>make</source>
      <translation>make</translation>
    </message>
    <message>
      <source>manifest</source>
      <translation>Manifest</translation>
    </message>
    <message>
      <source>mounted at %1</source>
      <translation>eingehängt unter %1</translation>
    </message>
    <message>
      <source>next</source>
      <translation>als Nächstes</translation>
    </message>
    <message>
      <source>no file system</source>
      <translation>kein Dateisystem</translation>
    </message>
    <message>
      <source>not at this site</source>
      <translation>hier nicht zugelassen</translation>
    </message>
    <message>
      <source>not installed</source>
      <translation>nicht installiert</translation>
    </message>
    <message>
      <source>not known without user namespaces</source>
      <translation>ohne Benutzer-Namensräume nicht bekannt</translation>
    </message>
    <message>
      <source>not read back</source>
      <translation>nicht zurückgelesen</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>nichts</translation>
    </message>
    <message>
      <source>now</source>
      <translation>jetzt</translation>
    </message>
    <message>
      <source>nowhere</source>
      <translation>nirgends</translation>
    </message>
    <message>
      <source>only %1 are free, %2 are needed; make room or choose another folder</source>
      <translation>nur %1 sind frei, nötig sind %2; Platz schaffen oder einen anderen Ordner wählen</translation>
    </message>
    <message>
      <source>open</source>
      <translation>offen</translation>
    </message>
    <message>
      <source>open %1</source>
      <translation>%1 zu öffnen</translation>
    </message>
    <message>
      <source>outside of all partitions</source>
      <translation>außerhalb aller Partitionen</translation>
    </message>
    <message>
      <source>package</source>
      <translation>Paket</translation>
    </message>
    <message>
      <source>part of %1 (LVM, RAID or encryption)</source>
      <translation>Teil von %1 (LVM, RAID oder Verschlüsselung)</translation>
    </message>
    <message>
      <source>part of a mounted btrfs</source>
      <translation>Teil eines eingehängten btrfs</translation>
    </message>
    <message>
      <source>partition %1</source>
      <translation>Partition %1</translation>
    </message>
    <message>
      <source>partition %1, %2</source>
      <translation>Partition %1, %2</translation>
    </message>
    <message>
      <source>partitions %1 and %2 overlap</source>
      <translation>die Partitionen %1 und %2 überlappen sich</translation>
    </message>
    <message>
      <source>preparing</source>
      <translation>bereitet vor</translation>
    </message>
    <message>
      <source>range %1-%2 ends before it begins</source>
      <translation>Bereich %1-%2 endet, bevor er beginnt</translation>
    </message>
    <message>
      <source>range %1-%2 is outside of its image of %3 blocks</source>
      <translation>Bereich %1-%2 liegt außerhalb des Abbilds von %3 Blöcken</translation>
    </message>
    <message>
      <source>range %1-%2 overlaps one before it or stands in the wrong order</source>
      <translation>Bereich %1-%2 überlappt einen früheren oder steht an falscher Stelle</translation>
    </message>
    <message>
      <source>reading back</source>
      <translation>liest zurück</translation>
    </message>
    <message>
      <source>reading back %1</source>
      <translation>liest %1</translation>
    </message>
    <message>
      <source>removed</source>
      <translation>herausgenommen</translation>
    </message>
    <message>
      <source>root file systems</source>
      <translation>Root-Dateisysteme</translation>
    </message>
    <message>
      <source>skipped</source>
      <translation>ausgelassen</translation>
    </message>
    <message>
      <source>slot %1</source>
      <translation>Steckplatz %1</translation>
    </message>
    <message>
      <source>some places came back wrong at first; do not trust this card for long</source>
      <translation>manche Stellen kamen zuerst falsch zurück; dieser Karte nicht lange trauen</translation>
    </message>
    <message>
      <source>something else follows behind its end</source>
      <translation>hinter dem Ende folgt noch etwas anderes</translation>
    </message>
    <message>
      <source>stages</source>
      <translation>Stufen</translation>
    </message>
    <message>
      <source>steps</source>
      <translation>Schritte</translation>
    </message>
    <message>
      <source>swap space</source>
      <translation>Auslagerungsbereich</translation>
    </message>
    <message>
      <source>that of the cluster</source>
      <translation>der des Clusters</translation>
    </message>
    <message>
      <source>the DHCP range</source>
      <translation>der DHCP-Bereich</translation>
    </message>
    <message>
      <source>the DHCP range ends before it begins; allowed: from %1 on</source>
      <translation>der DHCP-Bereich endet, bevor er beginnt; erlaubt: ab %1</translation>
    </message>
    <message>
      <source>the DHCP range has the address %1 of %2 in it; allowed: one that is free of all machines</source>
      <translation>der DHCP-Bereich enthält die Adresse %1 von %2; erlaubt: einer ohne Adressen von Rechnern</translation>
    </message>
    <message>
      <source>the address %1 of %2 is outside the subnet; allowed: %3 to %4</source>
      <translation>die Adresse %1 von %2 liegt außerhalb des Subnetzes; erlaubt: %3 bis %4</translation>
    </message>
    <message>
      <source>the address %1 of %2 is that of %3 too; allowed: one that is free</source>
      <translation>die Adresse %1 von %2 ist auch die von %3; erlaubt: eine freie</translation>
    </message>
    <message>
      <source>the board "%1" has another role; allowed: one with role = "%2"</source>
      <translation>das Board "%1" hat eine andere Rolle; erlaubt: eines mit role = "%2"</translation>
    </message>
    <message>
      <source>the board "%1" has no disk "%2" in its [disks]; allowed: %3</source>
      <translation>das Board "%1" hat in [disks] keine Platte "%2"; erlaubt: %3</translation>
    </message>
    <message>
      <source>the board "%1" has no image-size; allowed: one whose card image has a fixed size</source>
      <translation>das Board "%1" hat kein image-size; erlaubt: eines, dessen Kartenabbild eine feste Größe hat</translation>
    </message>
    <message>
      <source>the boot area</source>
      <translation>der Boot-Bereich</translation>
    </message>
    <message>
      <source>the boot area must be whole blocks; allowed: multiples of %1</source>
      <translation>der Boot-Bereich muss aus ganzen Blöcken bestehen; erlaubt: Vielfache von %1</translation>
    </message>
    <message>
      <source>the checksum of range %1-%2 is no %3</source>
      <translation>die Prüfsumme von Bereich %1-%2 ist kein %3</translation>
    </message>
    <message>
      <source>the cluster's keys</source>
      <translation>die Schlüssel des Clusters</translation>
    </message>
    <message>
      <source>the device tree</source>
      <translation>der Gerätebaum</translation>
    </message>
    <message>
      <source>the disk below %1</source>
      <translation>die Platte unter %1</translation>
    </message>
    <message>
      <source>the environment is not in the boot area; allowed: bytes %1 to %2</source>
      <translation>die Umgebung liegt nicht im Boot-Bereich; erlaubt: Bytes %1 bis %2</translation>
    </message>
    <message>
      <source>the environment's place must be whole sectors; allowed: multiples of %1</source>
      <translation>die Umgebung muss auf ganzen Sektoren liegen; erlaubt: Vielfache von %1</translation>
    </message>
    <message>
      <source>the file system's journal</source>
      <translation>das Journal des Dateisystems</translation>
    </message>
    <message>
      <source>the file system's own tables</source>
      <translation>die Tabellen des Dateisystems</translation>
    </message>
    <message>
      <source>the gateway</source>
      <translation>das Gateway</translation>
    </message>
    <message>
      <source>the head and %1 have the same MAC address; allowed: different ones</source>
      <translation>der Kopfknoten und %1 haben dieselbe MAC-Adresse; erlaubt: verschiedene</translation>
    </message>
    <message>
      <source>the head and a node have the same name "%1"; allowed: different ones</source>
      <translation>der Kopfknoten und ein Knoten haben denselben Namen "%1"; erlaubt: verschiedene</translation>
    </message>
    <message>
      <source>the image's size must be whole blocks; allowed: multiples of %1</source>
      <translation>das Abbild muss aus ganzen Blöcken bestehen; erlaubt: Vielfache von %1</translation>
    </message>
    <message>
      <source>the initial RAM disk</source>
      <translation>die initiale RAM-Disk</translation>
    </message>
    <message>
      <source>the kernel</source>
      <translation>der Kernel</translation>
    </message>
    <message>
      <source>the kernel, which booti moves,</source>
      <translation>der Kernel, den booti verschiebt,</translation>
    </message>
    <message>
      <source>the key "%1" is missing</source>
      <translation>der Schlüssel "%1" fehlt</translation>
    </message>
    <message>
      <source>the key "%1" is missing in %2</source>
      <translation>der Schlüssel "%1" fehlt in %2</translation>
    </message>
    <message>
      <source>the key "%1" is not known here; %2</source>
      <translation>der Schlüssel "%1" ist hier unbekannt; %2</translation>
    </message>
    <message>
      <source>the last number of the nodes' MAC addresses would pass ff; allowed: up to %1 for %2 nodes</source>
      <translation>die letzte Zahl der MAC-Adressen der Knoten ginge über ff hinaus; erlaubt: bis %1 für %2 Knoten</translation>
    </message>
    <message>
      <source>the line has a character that no value may have</source>
      <translation>die Zeile hat ein Zeichen, das kein Wert haben darf</translation>
    </message>
    <message>
      <source>the partition table's copy at the end</source>
      <translation>die Kopie der Partitionstabelle am Ende</translation>
    </message>
    <message>
      <source>the slot</source>
      <translation>der Steckplatz</translation>
    </message>
    <message>
      <source>the start of a host name, such as node; the number follows</source>
      <translation>der Anfang eines Hostnamens, etwa node; die Nummer folgt</translation>
    </message>
    <message>
      <source>the subnet is no network; allowed: one whose last %1 bits are 0</source>
      <translation>das Subnetz ist kein Netz; erlaubt: eines, dessen letzte %1 Bits 0 sind</translation>
    </message>
    <message>
      <source>the table has entries 1 to 4</source>
      <translation>die Tabelle hat die Einträge 1 bis 4</translation>
    </message>
    <message>
      <source>the variable "%1" is there twice</source>
      <translation>die Variable "%1" steht zweimal da</translation>
    </message>
    <message>
      <source>there are %1</source>
      <translation>es gibt %1</translation>
    </message>
    <message>
      <source>there are %1 and %2 to %3</source>
      <translation>es gibt %1 und %2 bis %3</translation>
    </message>
    <message>
      <source>there is no board "%1" (no %2/board.toml); allowed: %3</source>
      <translation>es gibt kein Board "%1" (kein %2/board.toml); erlaubt: %3</translation>
    </message>
    <message>
      <source>there is not enough memory</source>
      <translation>es ist nicht genug Speicher da</translation>
    </message>
    <message>
      <source>this is no text; allowed: UTF-8</source>
      <translation>das ist kein Text; erlaubt: UTF-8</translation>
    </message>
    <message>
      <source>this kernel is older than 6.7, so packages are configured by plain emulation: slower, and it needs qemu-user-static</source>
      <translation>dieser Kernel ist älter als 6.7, daher werden Pakete durch einfache Emulation konfiguriert: langsamer, und qemu-user-static ist nötig</translation>
    </message>
    <message>
      <source>unknown: %1</source>
      <translation>unbekannt: %1</translation>
    </message>
    <message>
      <source>unmount %1</source>
      <translation>%1 auszuhängen</translation>
    </message>
    <message>
      <source>unpack</source>
      <translation>entpacken</translation>
    </message>
    <message>
      <source>verified</source>
      <translation>geprüft</translation>
    </message>
    <message>
      <source>verifying</source>
      <translation>prüft</translation>
    </message>
    <message>
      <source>waits to be removed: %1</source>
      <translation>soll herausgenommen werden: %1</translation>
    </message>
    <message>
      <source>waits until the card of %1 is taken out</source>
      <translation>wartet, bis die Karte von %1 herausgenommen ist</translation>
    </message>
    <message>
      <source>warning</source>
      <translation>Warnung</translation>
    </message>
    <message>
      <source>what is built</source>
      <translation>was gebaut ist</translation>
    </message>
    <message>
      <source>where a reader is plugged in, as "coffer cards --all" tells it, such as "pci-0000:00:14.0-usb-0:2"</source>
      <translation>wo ein Kartenleser angeschlossen ist, wie "coffer cards --all" es nennt, etwa "pci-0000:00:14.0-usb-0:2"</translation>
    </message>
    <message>
      <source>writes cards</source>
      <translation>schreibt Karten</translation>
    </message>
    <message>
      <source>writing</source>
      <translation>schreibt</translation>
    </message>
    <message>
      <source>writing %1</source>
      <translation>schreibt %1</translation>
    </message>
    <message>
      <source>written, not read back</source>
      <translation>geschrieben, nicht zurückgelesen</translation>
    </message>
  </context>
</TS>
