<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>Doorward</name>
        <message>
            <source>5 minutes</source>
            <translation>5 Minuten</translation>
        </message>
        <message>
            <source>A device stands at the gate that it was paired with. Pair it again with a code of the other gate.</source>
            <translation>Ein Gerät steht an dem Eingang, mit dem es gekoppelt wurde. Neu koppeln mit einem Code des anderen Eingangs.</translation>
        </message>
        <message>
            <source>a folder of that name is in the way. Choose another name</source>
            <translation>ein Ordner dieses Namens ist im Weg. Einen anderen Namen wählen</translation>
        </message>
        <message>
            <source>A genuine ticket, sold after the last sync.</source>
            <translation>Ein echtes Ticket, nach dem letzten Abgleich verkauft.</translation>
        </message>
        <message>
            <source>A handheld scanner reads it too. Or type what it says.</source>
            <translation>Ein Handscanner liest ihn auch. Oder eintippen, was dort steht.</translation>
        </message>
        <message>
            <source>a manager</source>
            <translation>die Leitung</translation>
        </message>
        <message>
            <source>A manager let in all the same.</source>
            <translation>Die Leitung hat trotzdem eingelassen.</translation>
        </message>
        <message>
            <source>A new one was made of what could be read.</source>
            <translation>Aus allem Lesbaren wurde ein neuer gemacht.</translation>
        </message>
        <message>
            <source>A newer version of this program is at the organizer’s server: {version}. Scanning goes on as it is.</source>
            <translation>Beim Server des Veranstalters liegt eine neuere Version dieses Programms: {version}. Gescannt wird wie gehabt weiter.</translation>
        </message>
        <message>
            <source>A number from {least} to {largest}</source>
            <translation>Eine Zahl von {least} bis {largest}</translation>
        </message>
        <message>
            <source>A number from {least} to {most}.</source>
            <translation>Eine Zahl von {least} bis {most}.</translation>
        </message>
        <message>
            <source>A payment is still open.</source>
            <translation>Eine Zahlung steht noch aus.</translation>
        </message>
        <message>
            <source>A removed device went on scanning</source>
            <translation>Ein entferntes Gerät hat weiter gescannt</translation>
        </message>
        <message>
            <source>A scanner is already running on this device with the same data.</source>
            <translation>Auf diesem Gerät läuft schon ein Scanner mit denselben Daten.</translation>
        </message>
        <message>
            <source>A sealed copy of what waits lies beside the store: nothing is lost if the store is.</source>
            <translation>Eine versiegelte Kopie des Wartenden liegt neben dem Speicher: Nichts ist verloren, wenn er es ist.</translation>
        </message>
        <message>
            <source>About</source>
            <translation>Über</translation>
        </message>
        <message>
            <source>About entry</source>
            <translation>Zu Eintrag</translation>
        </message>
        <message>
            <source>Acknowledge</source>
            <translation>Erledigt melden</translation>
        </message>
        <message>
            <source>Acknowledge: {what}</source>
            <translation>Erledigt melden: {what}</translation>
        </message>
        <message>
            <source>Add this computer’s user to the group “video”, then log in again.</source>
            <translation>Den Benutzer dieses Computers in die Gruppe „video“ aufnehmen, dann neu anmelden.</translation>
        </message>
        <message>
            <source>Admitted</source>
            <translation>Einlass</translation>
        </message>
        <message>
            <source>Admitted, refused, look, exit: did you hear all four?</source>
            <translation>Einlass, abgewiesen, prüfen, Ausgang: Waren alle vier zu hören?</translation>
        </message>
        <message>
            <source>Admitted, undone</source>
            <translation>Einlass, rückgängig gemacht</translation>
        </message>
        <message>
            <source>After a restart or a crash this device comes back as a kiosk.</source>
            <translation>Nach einem Neustart oder Absturz kommt dieses Gerät als Kiosk zurück.</translation>
        </message>
        <message>
            <source>After the sound of everybody who is let in. No names.</source>
            <translation>Nach dem Ton bei allen, die eingelassen werden. Keine Namen.</translation>
        </message>
        <message>
            <source>Against a refusal, at a manager’s word.</source>
            <translation>Trotz Abweisung, auf Anweisung der Leitung.</translation>
        </message>
        <message>
            <source>Alex Example</source>
            <translation>Alex Beispiel</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>All green</source>
            <translation>Alles grün</translation>
        </message>
        <message>
            <source>All others</source>
            <translation>Alle anderen</translation>
        </message>
        <message>
            <source>All places of this ticket are taken.</source>
            <translation>Alle Plätze dieses Tickets sind vergeben.</translation>
        </message>
        <message>
            <source>Allow it in the system’s privacy settings.</source>
            <translation>In den Datenschutz-Einstellungen des Systems erlauben.</translation>
        </message>
        <message>
            <source>Already inside</source>
            <translation>Schon drin</translation>
        </message>
        <message>
            <source>Already used</source>
            <translation>Schon benutzt</translation>
        </message>
        <message numerus="yes">
            <source>And {count} more changes of the rules.</source>
            <comment>And {count} more change of the rules.</comment>
            <translation>
                <numerusform>Und {count} weitere Änderung der Regeln.</numerusform>
                <numerusform>Und {count} weitere Änderungen der Regeln.</numerusform>
            </translation>
        </message>
        <message>
            <source>Another door is letting this ticket in at this moment.</source>
            <translation>Dieses Ticket wird gerade an einer anderen Tür eingelassen.</translation>
        </message>
        <message>
            <source>Another gate or event</source>
            <translation>Anderer Eingang oder anderes Event</translation>
        </message>
        <message>
            <source>Another program is holding the ticket store. Close it and try again.</source>
            <translation>Ein anderes Programm hält den Ticketspeicher fest. Es schließen und noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Another program uses {port}. Close it; the scanner comes back by itself.</source>
            <translation>Ein anderes Programm benutzt {port}. Es schließen; der Scanner kommt von selbst zurück.</translation>
        </message>
        <message>
            <source>Another size</source>
            <translation>Andere Größe</translation>
        </message>
        <message>
            <source>Apache License 2.0. It comes as it is, without any warranty.</source>
            <translation>Apache License 2.0. Ohne jede Gewährleistung.</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <source>Apr</source>
            <translation>Apr.</translation>
        </message>
        <message>
            <source>As it is</source>
            <translation>Wie sie ist</translation>
        </message>
        <message>
            <source>As soon as somebody is let in, this shows when and where.</source>
            <translation>Sobald jemand eingelassen ist, steht hier, wann und wo.</translation>
        </message>
        <message>
            <source>As the gate says</source>
            <translation>Wie der Eingang sagt</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>As typed</source>
            <translation>Wie getippt</translation>
        </message>
        <message>
            <source>Ask for the QR code on the ticket itself.</source>
            <translation>Nach dem QR-Code auf dem Ticket selbst fragen.</translation>
        </message>
        <message>
            <source>Ask for the right to use serial ports (on Linux: the group dialout).</source>
            <translation>Um das Recht auf serielle Anschlüsse bitten (unter Linux: die Gruppe dialout).</translation>
        </message>
        <message>
            <source>Ask for the ticket for this event.</source>
            <translation>Nach dem Ticket für dieses Event fragen.</translation>
        </message>
        <message>
            <source>Ask for the ticket on the phone itself, or check the name, then let in.</source>
            <translation>Nach dem Ticket direkt auf dem Handy fragen oder den Namen prüfen, dann einlassen.</translation>
        </message>
        <message>
            <source>Ask the guest to come back at the time on the ticket.</source>
            <translation>Den Gast bitten, zur Zeit auf dem Ticket wiederzukommen.</translation>
        </message>
        <message>
            <source>Ask the guest to open the ticket on the phone itself, then scan again.</source>
            <translation>Den Gast bitten, das Ticket direkt auf dem Handy zu öffnen, dann neu scannen.</translation>
        </message>
        <message>
            <source>Ask the guest to wait.</source>
            <translation>Den Gast bitten zu warten.</translation>
        </message>
        <message>
            <source>asked</source>
            <translation>angefragt</translation>
        </message>
        <message>
            <source>Asked, without an answer</source>
            <translation>Angefragt, ohne Antwort</translation>
        </message>
        <message>
            <source>at a time unknown</source>
            <translation>zu unbekannter Zeit</translation>
        </message>
        <message>
            <source>At another door</source>
            <translation>An anderer Tür</translation>
        </message>
        <message>
            <source>Aug</source>
            <translation>Aug.</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automatisch</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Back (Esc)</source>
            <translation>Zurück (Esc)</translation>
        </message>
        <message>
            <source>Back in after an exit.</source>
            <translation>Nach dem Hinausgehen wieder da.</translation>
        </message>
        <message>
            <source>Badge</source>
            <translation>Badge</translation>
        </message>
        <message>
            <source>Badges go to {printer}</source>
            <translation>Badges gehen an {printer}</translation>
        </message>
        <message>
            <source>Bars</source>
            <translation>Balken</translation>
        </message>
        <message>
            <source>Battery {percent}%</source>
            <translation>Akku {percent} %</translation>
        </message>
        <message>
            <source>Before, at {when}: {what}</source>
            <translation>Davor, um {when}: {what}</translation>
        </message>
        <message>
            <source>Blocked</source>
            <translation>Gesperrt</translation>
        </message>
        <message>
            <source>Busiest minute</source>
            <translation>Stärkste Minute</translation>
        </message>
        <message>
            <source>By hand</source>
            <translation>Von Hand</translation>
        </message>
        <message>
            <source>By hand, by</source>
            <translation>Von Hand, durch</translation>
        </message>
        <message>
            <source>By itself</source>
            <translation>Von selbst</translation>
        </message>
        <message>
            <source>By place</source>
            <translation>Nach Platz</translation>
        </message>
        <message>
            <source>by {door}</source>
            <translation>von {door}</translation>
        </message>
        <message>
            <source>By {operator}</source>
            <translation>Von {operator}</translation>
        </message>
        <message>
            <source>by {operator}</source>
            <translation>von {operator}</translation>
        </message>
        <message>
            <source>Came in</source>
            <translation>Gekommen</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Kamera</translation>
        </message>
        <message>
            <source>Camera gives no picture</source>
            <translation>Kamera liefert kein Bild</translation>
        </message>
        <message>
            <source>Camera in use</source>
            <translation>Kamera belegt</translation>
        </message>
        <message>
            <source>Camera lost</source>
            <translation>Kamera verloren</translation>
        </message>
        <message>
            <source>Camera not allowed</source>
            <translation>Kamera nicht erlaubt</translation>
        </message>
        <message>
            <source>Camera picture</source>
            <translation>Kamerabild</translation>
        </message>
        <message>
            <source>Camera {number}</source>
            <translation>Kamera {number}</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Storniert</translation>
        </message>
        <message>
            <source>Cannot be checked</source>
            <translation>Nicht prüfbar</translation>
        </message>
        <message>
            <source>Cannot change files in {folder}: {why}.</source>
            <translation>Dateien in {folder} lassen sich nicht ändern: {why}.</translation>
        </message>
        <message>
            <source>Cannot change files in {folder}: {why}. Free some space.</source>
            <translation>Dateien in {folder} lassen sich nicht ändern: {why}. Platz schaffen.</translation>
        </message>
        <message>
            <source>Cannot delete {path}: {why}.</source>
            <translation>{path} lässt sich nicht löschen: {why}.</translation>
        </message>
        <message>
            <source>Cannot read {path}: {why}.</source>
            <translation>{path} lässt sich nicht lesen: {why}.</translation>
        </message>
        <message>
            <source>Cannot use {folder} to keep tickets in: {why}. Free some space or name another folder.</source>
            <translation>In {folder} lassen sich keine Tickets ablegen: {why}. Platz schaffen oder einen anderen Ordner nennen.</translation>
        </message>
        <message>
            <source>Capacity</source>
            <translation>Kapazität</translation>
        </message>
        <message>
            <source>Caps Lock is on. It does no harm.</source>
            <translation>Die Feststelltaste ist an. Das schadet nicht.</translation>
        </message>
        <message>
            <source>Carry a rescue file of any door of this event to the server.</source>
            <translation>Eine Rettungsdatei einer Tür dieses Events zum Server bringen.</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <source>Check first</source>
            <translation>Erst prüfen</translation>
        </message>
        <message>
            <source>Check its cable, or choose another camera in the menu.</source>
            <translation>Das Kabel prüfen oder im Menü eine andere Kamera wählen.</translation>
        </message>
        <message>
            <source>Check the cable. It comes back by itself.</source>
            <translation>Das Kabel prüfen. Sie kommt von selbst zurück.</translation>
        </message>
        <message>
            <source>Check the name and, if you can, another door. Then let in.</source>
            <translation>Den Namen und, wenn möglich, bei einer anderen Tür nachfragen. Dann einlassen.</translation>
        </message>
        <message>
            <source>Check the network and try again. Scanning goes on with the list you have.</source>
            <translation>Das Netz prüfen und noch einmal versuchen. Gescannt wird weiter mit der vorhandenen Liste.</translation>
        </message>
        <message>
            <source>Check the spelling, or try a part of the name or of the code.</source>
            <translation>Die Schreibweise prüfen oder einen Teil des Namens oder Codes probieren.</translation>
        </message>
        <message>
            <source>Check, then let in.</source>
            <translation>Prüfen, dann einlassen.</translation>
        </message>
        <message>
            <source>Check-in has ended.</source>
            <translation>Der Check-in ist beendet.</translation>
        </message>
        <message>
            <source>Check-in is closed here.</source>
            <translation>Hier ist der Check-in geschlossen.</translation>
        </message>
        <message>
            <source>Checked by itself</source>
            <translation>Von selbst geprüft</translation>
        </message>
        <message>
            <source>Checked out</source>
            <translation>Ausgang</translation>
        </message>
        <message>
            <source>Checking …</source>
            <translation>Wird geprüft …</translation>
        </message>
        <message>
            <source>Clock</source>
            <translation>Uhr</translation>
        </message>
        <message>
            <source>Clock may be off by (seconds)</source>
            <translation>Uhr kann abweichen um (Sekunden)</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Close the other program that uses it. It comes back by itself.</source>
            <translation>Das andere Programm schließen, das sie benutzt. Sie kommt von selbst zurück.</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Code to scan</source>
            <translation>Code zum Scannen</translation>
        </message>
        <message>
            <source>Codes are read</source>
            <translation>Codes werden gelesen</translation>
        </message>
        <message>
            <source>Compare with the ticket and type it again.</source>
            <translation>Mit dem Ticket vergleichen und neu eintippen.</translation>
        </message>
        <message>
            <source>Connect one, or go by the light alone.</source>
            <translation>Einen anschließen oder nur nach dem Licht gehen.</translation>
        </message>
        <message>
            <source>Connect to the network once.</source>
            <translation>Einmal mit dem Netz verbinden.</translation>
        </message>
        <message>
            <source>Connected to {port}</source>
            <translation>Verbunden mit {port}</translation>
        </message>
        <message>
            <source>Connecting …</source>
            <translation>Verbinden …</translation>
        </message>
        <message>
            <source>Copied. Paste it where support asks for it.</source>
            <translation>Kopiert. Dort einfügen, wo der Support danach fragt.</translation>
        </message>
        <message>
            <source>Copy for support</source>
            <translation>Angaben kopieren</translation>
        </message>
        <message>
            <source>Counting: {done} of {total} entries</source>
            <translation>Es wird gezählt: {done} von {total} Einträgen</translation>
        </message>
        <message>
            <source>Counts</source>
            <translation>Zählt</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>Dunkel oder hell</translation>
        </message>
        <message>
            <source>Data folder</source>
            <translation>Datenordner</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>Tag</translation>
        </message>
        <message>
            <source>Dealt with</source>
            <translation>Erledigt</translation>
        </message>
        <message>
            <source>Dealt with: {place}</source>
            <translation>Erledigt: {place}</translation>
        </message>
        <message>
            <source>Dec</source>
            <translation>Dez.</translation>
        </message>
        <message>
            <source>Decided by</source>
            <translation>Entschieden durch</translation>
        </message>
        <message>
            <source>Decided without the server in {took} ms: “{word}”</source>
            <translation>Ohne Server entschieden in {took} ms: „{word}“</translation>
        </message>
        <message>
            <source>Delete something before the night begins.</source>
            <translation>Etwas löschen, bevor der Abend beginnt.</translation>
        </message>
        <message>
            <source>Delete something: without space no scan is recorded.</source>
            <translation>Etwas löschen: Ohne Platz wird kein Scan erfasst.</translation>
        </message>
        <message>
            <source>Destroy the list, the log and the keys on this device.</source>
            <translation>Liste, Protokoll und Schlüssel auf diesem Gerät vernichten.</translation>
        </message>
        <message>
            <source>Device name</source>
            <translation>Gerätename</translation>
        </message>
        <message>
            <source>Device number</source>
            <translation>Gerätenummer</translation>
        </message>
        <message>
            <source>Device removed</source>
            <translation>Gerät entfernt</translation>
        </message>
        <message>
            <source>Device storage is full.</source>
            <translation>Der Gerätespeicher ist voll.</translation>
        </message>
        <message>
            <source>Direction</source>
            <translation>Richtung</translation>
        </message>
        <message>
            <source>Do not let in yet. Free space, then scan again.</source>
            <translation>Noch nicht einlassen. Platz schaffen, dann neu scannen.</translation>
        </message>
        <message>
            <source>Do not let in. Call the manager.</source>
            <translation>Nicht einlassen. Die Leitung rufen.</translation>
        </message>
        <message>
            <source>Do not let in. In doubt, call the manager.</source>
            <translation>Nicht einlassen. Im Zweifel die Leitung rufen.</translation>
        </message>
        <message>
            <source>Do not let in. Scan again in a moment; in doubt, call the manager.</source>
            <translation>Nicht einlassen. Gleich noch einmal scannen; im Zweifel die Leitung rufen.</translation>
        </message>
        <message>
            <source>Do not let in. Send the guest to another door and call the manager.</source>
            <translation>Nicht einlassen. Den Gast an eine andere Tür schicken und die Leitung rufen.</translation>
        </message>
        <message>
            <source>Do not let in. Send the guest to the box office.</source>
            <translation>Nicht einlassen. Den Gast zur Kasse schicken.</translation>
        </message>
        <message>
            <source>Door</source>
            <translation>Tür</translation>
        </message>
        <message>
            <source>Door not known</source>
            <translation>Unbekannte Tür</translation>
        </message>
        <message>
            <source>Door status</source>
            <translation>Stand der Tür</translation>
        </message>
        <message>
            <source>Doorward</source>
            <translation>Doorward</translation>
        </message>
        <message>
            <source>Doorward stands on the work of these people; each part is theirs, under its own licence.</source>
            <translation>Doorward steht auf der Arbeit dieser Menschen; jeder Teil gehört ihnen, unter eigener Lizenz.</translation>
        </message>
        <message>
            <source>Double admissions and the like are listed here.</source>
            <translation>Doppelte Einlässe und Ähnliches stehen hier.</translation>
        </message>
        <message numerus="yes">
            <source>Duplicates are possible: {count} doors could not be asked.</source>
            <comment>Duplicates are possible: {count} door could not be asked.</comment>
            <translation>
                <numerusform>Doppelte sind möglich: {count} Tür war nicht zu fragen.</numerusform>
                <numerusform>Doppelte sind möglich: {count} Türen waren nicht zu fragen.</numerusform>
            </translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-Mail</translation>
        </message>
        <message>
            <source>e.g. 7K3M9-QXZ5A</source>
            <translation>z. B. 7K3M9-QXZ5A</translation>
        </message>
        <message>
            <source>End</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>End training</source>
            <translation>Übung beenden</translation>
        </message>
        <message>
            <source>Ends a code with</source>
            <translation>Beendet einen Code mit</translation>
        </message>
        <message>
            <source>Ends every code with Return.</source>
            <translation>Beendet jeden Code mit Return.</translation>
        </message>
        <message>
            <source>Ends every code with Tab.</source>
            <translation>Beendet jeden Code mit Tab.</translation>
        </message>
        <message>
            <source>Entered {when}</source>
            <translation>Eingelassen {when}</translation>
        </message>
        <message>
            <source>Entries of the door log: {count}.</source>
            <translation>Einträge des Türprotokolls: {count}.</translation>
        </message>
        <message>
            <source>Entries that hang on lost ones, sealed for the server: {count}.</source>
            <translation>Einträge, denen verlorene vorausgehen, für den Server versiegelt: {count}.</translation>
        </message>
        <message>
            <source>Entry</source>
            <translation>Einlass</translation>
        </message>
        <message>
            <source>entry</source>
            <translation>Einlass</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>Event</translation>
        </message>
        <message>
            <source>Event closed</source>
            <translation>Event geschlossen</translation>
        </message>
        <message>
            <source>Every scan held here as a table (CSV). It has guests’ names: keep it safe.</source>
            <translation>Alle hiesigen Scans als Tabelle (CSV). Sie enthält Namen der Gäste: sicher aufbewahren.</translation>
        </message>
        <message>
            <source>Everything is drawn that large at once: see for yourself.</source>
            <translation>Alles wird sofort so groß gezeigt.</translation>
        </message>
        <message>
            <source>Exit</source>
            <translation>Auslass</translation>
        </message>
        <message>
            <source>exit</source>
            <translation>Auslass</translation>
        </message>
        <message>
            <source>Expected</source>
            <translation>Erwartet</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>Abgelaufen</translation>
        </message>
        <message>
            <source>Export the log</source>
            <translation>Protokoll exportieren</translation>
        </message>
        <message>
            <source>Exposure</source>
            <translation>Belichtung</translation>
        </message>
        <message>
            <source>Feb</source>
            <translation>Feb.</translation>
        </message>
        <message>
            <source>Fetch the list anew</source>
            <translation>Liste neu holen</translation>
        </message>
        <message>
            <source>Fetch the whole list anew.</source>
            <translation>Die ganze Liste neu holen.</translation>
        </message>
        <message>
            <source>Fetching the whole list …</source>
            <translation>Die ganze Liste wird geholt …</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Dateien</translation>
        </message>
        <message>
            <source>Find a guest</source>
            <translation>Gast suchen</translation>
        </message>
        <message>
            <source>Find the guest who came in last, and compare ticket and ID. Was it one guest scanned twice? Then undo the second scan. Was it a copy? Then one of the two has to leave.</source>
            <translation>Den zuletzt eingelassenen Gast suchen, Ticket und Ausweis vergleichen. Wurde ein Gast zweimal gescannt? Dann den zweiten Scan rückgängig machen. War es eine Kopie? Dann muss einer der beiden gehen.</translation>
        </message>
        <message>
            <source>First: {place}</source>
            <translation>Zuerst: {place}</translation>
        </message>
        <message>
            <source>For everybody who is let in</source>
            <translation>Bei jedem Einlass</translation>
        </message>
        <message>
            <source>For handhelds in serial mode, also called USB-COM or CDC.</source>
            <translation>Für Handscanner im seriellen Modus, auch USB-COM oder CDC genannt.</translation>
        </message>
        <message>
            <source>For staff: {what}</source>
            <translation>Für das Personal: {what}</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Von</translation>
        </message>
        <message>
            <source>From {first} to {last}: {groups}.</source>
            <translation>Von {first} bis {last}: {groups}.</translation>
        </message>
        <message>
            <source>From {start}</source>
            <translation>Ab {start}</translation>
        </message>
        <message>
            <source>Full resync</source>
            <translation>Ganz neu abgleichen</translation>
        </message>
        <message>
            <source>Gate</source>
            <translation>Eingang</translation>
        </message>
        <message>
            <source>Gate closed</source>
            <translation>Eingang zu</translation>
        </message>
        <message>
            <source>Gate not known</source>
            <translation>Unbekannter Eingang</translation>
        </message>
        <message>
            <source>Gate not open</source>
            <translation>Eingang noch zu</translation>
        </message>
        <message>
            <source>Gate removed</source>
            <translation>Eingang entfernt</translation>
        </message>
        <message>
            <source>Get every ticket anew, for when the list seems wrong.</source>
            <translation>Jedes Ticket neu holen, falls die Liste falsch scheint.</translation>
        </message>
        <message>
            <source>Getting the ticket list …</source>
            <translation>Ticketliste wird geholt …</translation>
        </message>
        <message>
            <source>Good</source>
            <translation>Gültig</translation>
        </message>
        <message>
            <source>Good to see you again.</source>
            <translation>Schön, Sie wiederzusehen.</translation>
        </message>
        <message>
            <source>Goodbye</source>
            <translation>Auf Wiedersehen</translation>
        </message>
        <message>
            <source>Greeting</source>
            <translation>Begrüßung</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>Gruppe</translation>
        </message>
        <message>
            <source>Guest</source>
            <translation>Gast</translation>
        </message>
        <message>
            <source>Guests check themselves in. They see the camera’s picture and whether they may go in, nothing else.</source>
            <translation>Gäste checken sich selbst ein. Sie sehen das Kamerabild und ob sie hineindürfen, sonst nichts.</translation>
        </message>
        <message>
            <source>Guests found</source>
            <translation>Gefundene Gäste</translation>
        </message>
        <message>
            <source>Handheld scanner</source>
            <translation>Handscanner</translation>
        </message>
        <message>
            <source>Has left</source>
            <translation>Ist gegangen</translation>
        </message>
        <message>
            <source>Heard</source>
            <translation>Gehört</translation>
        </message>
        <message>
            <source>Height in mm</source>
            <translation>Höhe in mm</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Hold it down for three seconds.</source>
            <translation>Drei Sekunden lang gedrückt halten.</translation>
        </message>
        <message>
            <source>Hold the QR code from the dashboard’s Devices page to the camera.</source>
            <translation>Den QR-Code von der Geräteseite des Dashboards vor die Kamera halten.</translation>
        </message>
        <message>
            <source>Hold the scanner still, or give it a pause of 5 to 10 ms between keys. Then scan again.</source>
            <translation>Den Scanner ruhig halten oder ihm eine Pause von 5 bis 10 ms zwischen den Tasten geben. Dann neu scannen.</translation>
        </message>
        <message>
            <source>Hold to unpair</source>
            <translation>Halten zum Entkoppeln</translation>
        </message>
        <message>
            <source>Hold to wipe</source>
            <translation>Halten zum Löschen</translation>
        </message>
        <message>
            <source>Hold your ticket to the camera</source>
            <translation>Halten Sie Ihr Ticket vor die Kamera</translation>
        </message>
        <message>
            <source>Hold your ticket to the scanner</source>
            <translation>Halten Sie Ihr Ticket an den Scanner</translation>
        </message>
        <message>
            <source>Hour</source>
            <translation>Stunde</translation>
        </message>
        <message>
            <source>How much of it is done</source>
            <translation>Wie viel davon fertig ist</translation>
        </message>
        <message>
            <source>If it beeps, it sends elsewhere: pair it with this computer again, or set it to keyboard mode (HID).</source>
            <translation>Piept er, sendet er woandershin: neu mit diesem Computer verbinden oder auf Tastaturmodus (HID) stellen.</translation>
        </message>
        <message>
            <source>If it does not beep, it cannot read this screen: make it brighter, or hold it 15 cm away.</source>
            <translation>Piept er nicht, kann er diesen Bildschirm nicht lesen: heller stellen oder 15 cm Abstand halten.</translation>
        </message>
        <message>
            <source>In serial mode (USB-COM) it needs its port, on the page before.</source>
            <translation>Im seriellen Modus (USB-COM) braucht er seinen Anschluss, auf der Seite davor.</translation>
        </message>
        <message>
            <source>Incident dealt with</source>
            <translation>Vorfall erledigt</translation>
        </message>
        <message>
            <source>Incidents</source>
            <translation>Vorfälle</translation>
        </message>
        <message>
            <source>Incidents ({count})</source>
            <translation>Vorfälle ({count})</translation>
        </message>
        <message>
            <source>Inside</source>
            <translation>Drin</translation>
        </message>
        <message>
            <source>Inside now</source>
            <translation>Jetzt drinnen</translation>
        </message>
        <message>
            <source>Inside {inside} / {expected}</source>
            <translation>Drin {inside} / {expected}</translation>
        </message>
        <message>
            <source>Is slow: up to {gap} ms between two keys.</source>
            <translation>Ist langsam: bis zu {gap} ms zwischen zwei Tasten.</translation>
        </message>
        <message>
            <source>Is the lens covered?</source>
            <translation>Ist die Linse verdeckt?</translation>
        </message>
        <message>
            <source>It changes capitals and small letters</source>
            <translation>Er ändert Groß- und Kleinbuchstaben</translation>
        </message>
        <message>
            <source>It is at the printer.</source>
            <translation>Es ist beim Drucker.</translation>
        </message>
        <message>
            <source>it is full. Free some space on it, or take another one</source>
            <translation>er ist voll. Platz darauf schaffen oder einen anderen nehmen</translation>
        </message>
        <message>
            <source>It is started again by itself. If that does not help, plug it in anew.</source>
            <translation>Sie startet von selbst neu. Hilft das nicht, neu anstecken.</translation>
        </message>
        <message>
            <source>it is write-protected. Move its switch, or take another one</source>
            <translation>er ist schreibgeschützt. Den Schalter umlegen oder einen anderen nehmen</translation>
        </message>
        <message>
            <source>It types for a keyboard of another country</source>
            <translation>Er tippt für eine Tastatur eines anderen Landes</translation>
        </message>
        <message>
            <source>It types too slowly</source>
            <translation>Er tippt zu langsam</translation>
        </message>
        <message>
            <source>Jan</source>
            <translation>Jan.</translation>
        </message>
        <message>
            <source>Jul</source>
            <translation>Juli</translation>
        </message>
        <message>
            <source>Jun</source>
            <translation>Juni</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>gerade eben</translation>
        </message>
        <message>
            <source>Kept aside: the server does not know the device that wrote it. Tell the organizer.</source>
            <translation>Beiseitegelegt: Der Server kennt das Gerät nicht, das es schrieb. Den Veranstalter informieren.</translation>
        </message>
        <message>
            <source>Key in a file</source>
            <translation>Schlüssel in Datei</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Schlüssel</translation>
        </message>
        <message>
            <source>Keys are read</source>
            <translation>Tasten werden gelesen</translation>
        </message>
        <message>
            <source>Kiosk</source>
            <translation>Kiosk</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Last all green: {when}</source>
            <translation>Zuletzt alles grün: {when}</translation>
        </message>
        <message>
            <source>Last scan {when}: {amount}</source>
            <translation>Letzter Scan {when}: {amount}</translation>
        </message>
        <message>
            <source>Learn my scanner</source>
            <translation>Scanner einlernen</translation>
        </message>
        <message>
            <source>Leave this event. What the server lacks stays until it is uploaded.</source>
            <translation>Dieses Event verlassen. Was dem Server fehlt, bleibt bis zum Hochladen.</translation>
        </message>
        <message>
            <source>Leave {event}</source>
            <translation>{event} verlassen</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>Gegangen</translation>
        </message>
        <message>
            <source>Left {when}</source>
            <translation>Gegangen {when}</translation>
        </message>
        <message>
            <source>Left, undone</source>
            <translation>Gegangen, rückgängig gemacht</translation>
        </message>
        <message>
            <source>Let in</source>
            <translation>Einlassen</translation>
        </message>
        <message>
            <source>let in</source>
            <translation>eingelassen</translation>
        </message>
        <message>
            <source>Let in by hand</source>
            <translation>Von Hand eingelassen</translation>
        </message>
        <message>
            <source>Let in by hand.</source>
            <translation>Von Hand eingelassen.</translation>
        </message>
        <message>
            <source>Let in by the manager</source>
            <translation>Von der Leitung eingelassen</translation>
        </message>
        <message>
            <source>Let in by the manager.</source>
            <translation>Von der Leitung eingelassen.</translation>
        </message>
        <message>
            <source>Let in fewer, or call the manager.</source>
            <translation>Weniger einlassen oder die Leitung rufen.</translation>
        </message>
        <message>
            <source>Let in twice</source>
            <translation>Zweimal eingelassen</translation>
        </message>
        <message>
            <source>Let in with a ticket that nobody sold</source>
            <translation>Mit einem Ticket eingelassen, das niemand verkauft hat</translation>
        </message>
        <message>
            <source>Let in with a ticket that was no longer good</source>
            <translation>Mit einem Ticket eingelassen, das nicht mehr galt</translation>
        </message>
        <message>
            <source>Let the guest out.</source>
            <translation>Den Gast hinauslassen.</translation>
        </message>
        <message>
            <source>Letters</source>
            <translation>Schrift</translation>
        </message>
        <message>
            <source>Letters get lost on the way</source>
            <translation>Unterwegs gehen Zeichen verloren</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>List too old</source>
            <translation>Liste zu alt</translation>
        </message>
        <message>
            <source>List up to date</source>
            <translation>Liste aktuell</translation>
        </message>
        <message>
            <source>List {age} old</source>
            <translation>Liste {age} alt</translation>
        </message>
        <message>
            <source>Lock now</source>
            <translation>Jetzt sperren</translation>
        </message>
        <message>
            <source>Locks by itself in {time} min.</source>
            <translation>Sperrt sich von selbst in {time} Min.</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Longer</source>
            <translation>Länger</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>Ansehen</translation>
        </message>
        <message>
            <source>Look only</source>
            <translation>Nur ansehen</translation>
        </message>
        <message>
            <source>look only</source>
            <translation>nur ansehen</translation>
        </message>
        <message>
            <source>Look only: nobody was checked in.</source>
            <translation>Nur angesehen: Niemand wurde eingecheckt.</translation>
        </message>
        <message>
            <source>Look, language, sound.</source>
            <translation>Aussehen, Sprache, Ton.</translation>
        </message>
        <message>
            <source>Looking further back …</source>
            <translation>Suche weiter zurück …</translation>
        </message>
        <message>
            <source>Manager</source>
            <translation>Leitung</translation>
        </message>
        <message>
            <source>Manager …</source>
            <translation>Leitung …</translation>
        </message>
        <message>
            <source>Managers only</source>
            <translation>Nur für die Leitung</translation>
        </message>
        <message>
            <source>Manager’s name</source>
            <translation>Name der Leitung</translation>
        </message>
        <message>
            <source>Mar</source>
            <translation>März</translation>
        </message>
        <message>
            <source>May</source>
            <translation>Mai</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>Menü</translation>
        </message>
        <message>
            <source>Minute</source>
            <translation>Minute</translation>
        </message>
        <message>
            <source>Mirrored</source>
            <translation>Gespiegelt</translation>
        </message>
        <message>
            <source>Misread code</source>
            <translation>Falsch gelesen</translation>
        </message>
        <message>
            <source>Mistyped code</source>
            <translation>Vertippt</translation>
        </message>
        <message>
            <source>More people than this ticket has places left.</source>
            <translation>Mehr Leute, als dieses Ticket noch Plätze hat.</translation>
        </message>
        <message>
            <source>More reads smaller codes. Less is quicker on a slow computer.</source>
            <translation>Mehr liest kleinere Codes. Weniger ist auf einem langsamen Computer schneller.</translation>
        </message>
        <message>
            <source>More scans wait than one sealed file holds. Sync first.</source>
            <translation>Es warten mehr Scans, als eine versiegelte Datei fasst. Zuerst abgleichen.</translation>
        </message>
        <message>
            <source>Most work at once. Where one does not, let it be learned: the button below tells what it needs.</source>
            <translation>Die meisten gehen sofort. Wenn einer nicht, ihn einlernen: Der Knopf unten sagt, was er braucht.</translation>
        </message>
        <message>
            <source>Name, order, e-mail, phone or code</source>
            <translation>Name, Bestellung, E-Mail, Telefon oder Code</translation>
        </message>
        <message>
            <source>Never compared with the server</source>
            <translation>Nie mit dem Server verglichen</translation>
        </message>
        <message>
            <source>New door: {name}.</source>
            <translation>Neue Tür: {name}.</translation>
        </message>
        <message>
            <source>New gate: {name}.</source>
            <translation>Neuer Eingang: {name}.</translation>
        </message>
        <message>
            <source>New ticket type: {name}.</source>
            <translation>Neue Ticketart: {name}.</translation>
        </message>
        <message>
            <source>Newest first</source>
            <translation>Neueste zuerst</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Weiter</translation>
        </message>
        <message>
            <source>no</source>
            <translation>nein</translation>
        </message>
        <message>
            <source>No camera</source>
            <translation>Keine Kamera</translation>
        </message>
        <message>
            <source>No camera found</source>
            <translation>Keine Kamera gefunden</translation>
        </message>
        <message>
            <source>No camera here</source>
            <translation>Hier keine Kamera</translation>
        </message>
        <message>
            <source>No gate</source>
            <translation>Kein Eingang</translation>
        </message>
        <message>
            <source>No handheld here</source>
            <translation>Hier kein Handscanner</translation>
        </message>
        <message>
            <source>No key to check signed tickets with</source>
            <translation>Kein Schlüssel zum Prüfen signierter Tickets</translation>
        </message>
        <message>
            <source>No list yet</source>
            <translation>Noch keine Liste</translation>
        </message>
        <message>
            <source>No loudspeaker was found</source>
            <translation>Kein Lautsprecher gefunden</translation>
        </message>
        <message>
            <source>No name</source>
            <translation>Kein Name</translation>
        </message>
        <message>
            <source>No picture comes</source>
            <translation>Es kommt kein Bild</translation>
        </message>
        <message>
            <source>No PIN is set: whoever stands here can open this page. The organizer can set one for the event.</source>
            <translation>Keine PIN festgelegt: Wer hier steht, kann diese Seite öffnen. Der Veranstalter kann eine für das Event festlegen.</translation>
        </message>
        <message>
            <source>No port is chosen.</source>
            <translation>Kein Anschluss gewählt.</translation>
        </message>
        <message>
            <source>No scan by a handheld yet.</source>
            <translation>Noch kein Scan mit einem Handscanner.</translation>
        </message>
        <message>
            <source>No scan waits for upload.</source>
            <translation>Kein Scan wartet auf das Hochladen.</translation>
        </message>
        <message>
            <source>No scan waits: the server has them all. Nothing but settings is left.</source>
            <translation>Kein Scan wartet: Der Server hat alle. Nur die Einstellungen bleiben.</translation>
        </message>
        <message>
            <source>No scans yet</source>
            <translation>Noch keine Scans</translation>
        </message>
        <message>
            <source>No scans yet.</source>
            <translation>Noch keine Scans.</translation>
        </message>
        <message>
            <source>No sound</source>
            <translation>Kein Ton</translation>
        </message>
        <message>
            <source>No such ticket is on this device’s list.</source>
            <translation>Dieses Ticket steht nicht auf der Liste dieses Geräts.</translation>
        </message>
        <message>
            <source>Nobody came yet</source>
            <translation>Noch niemand da</translation>
        </message>
        <message>
            <source>Nobody came yet.</source>
            <translation>Noch niemand da.</translation>
        </message>
        <message>
            <source>Nobody found</source>
            <translation>Niemand gefunden</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Keiner</translation>
        </message>
        <message>
            <source>None is plugged in. One that is shows up here by itself.</source>
            <translation>Keine ist angesteckt. Eine, die es ist, erscheint hier von selbst.</translation>
        </message>
        <message>
            <source>None of these</source>
            <translation>Keine davon</translation>
        </message>
        <message>
            <source>Not a ticket code</source>
            <translation>Kein Ticketcode</translation>
        </message>
        <message>
            <source>Not all green yet on this device.</source>
            <translation>Auf diesem Gerät noch nicht alles grün.</translation>
        </message>
        <message>
            <source>Not all of {folder} could be deleted: {why}. Try again.</source>
            <translation>Nicht alles in {folder} ließ sich löschen: {why}. Noch einmal versuchen.</translation>
        </message>
        <message>
            <source>Not found: {printer}</source>
            <translation>Nicht gefunden: {printer}</translation>
        </message>
        <message>
            <source>Not genuine</source>
            <translation>Nicht echt</translation>
        </message>
        <message>
            <source>Not heard</source>
            <translation>Nicht gehört</translation>
        </message>
        <message>
            <source>Not in yet</source>
            <translation>Noch nicht drin</translation>
        </message>
        <message>
            <source>Not known</source>
            <translation>Unbekannt</translation>
        </message>
        <message>
            <source>Not on the list</source>
            <translation>Nicht auf der Liste</translation>
        </message>
        <message>
            <source>Not paid</source>
            <translation>Nicht bezahlt</translation>
        </message>
        <message>
            <source>Not paired</source>
            <translation>Nicht gekoppelt</translation>
        </message>
        <message>
            <source>Not paired yet</source>
            <translation>Noch nicht gekoppelt</translation>
        </message>
        <message>
            <source>Not ready</source>
            <translation>Nicht bereit</translation>
        </message>
        <message>
            <source>Not recorded</source>
            <translation>Nicht erfasst</translation>
        </message>
        <message>
            <source>Not sent yet: it goes up in a moment.</source>
            <translation>Noch nicht gesendet: Es geht gleich hoch.</translation>
        </message>
        <message>
            <source>Not sent yet: offline for {time}.</source>
            <translation>Noch nicht gesendet: offline seit {time}.</translation>
        </message>
        <message>
            <source>Not there yet. Plug the scanner in: it is found by itself.</source>
            <translation>Noch nicht da. Den Scanner anstecken: Er wird von selbst gefunden.</translation>
        </message>
        <message>
            <source>Not used</source>
            <translation>Nicht benutzt</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Hinweis</translation>
        </message>
        <message>
            <source>note</source>
            <translation>Notiz</translation>
        </message>
        <message>
            <source>Noted. Every door will hear of it.</source>
            <translation>Notiert. Alle Türen erfahren davon.</translation>
        </message>
        <message>
            <source>Nothing</source>
            <translation>Nichts</translation>
        </message>
        <message>
            <source>Nothing answers at {address}.</source>
            <translation>Unter {address} antwortet nichts.</translation>
        </message>
        <message>
            <source>Nothing could be written to {folder}: {why}.</source>
            <translation>In {folder} konnte nichts geschrieben werden: {why}.</translation>
        </message>
        <message>
            <source>Nothing happened to this ticket yet.</source>
            <translation>Mit diesem Ticket ist noch nichts geschehen.</translation>
        </message>
        <message>
            <source>Nothing has arrived yet</source>
            <translation>Noch ist nichts angekommen</translation>
        </message>
        <message>
            <source>Nothing is left to deal with.</source>
            <translation>Nichts mehr zu erledigen.</translation>
        </message>
        <message>
            <source>Nothing is lost. Scanning goes on with the list you have.</source>
            <translation>Nichts ist verloren. Gescannt wird weiter mit der vorhandenen Liste.</translation>
        </message>
        <message>
            <source>Nothing waits for upload.</source>
            <translation>Nichts wartet auf das Hochladen.</translation>
        </message>
        <message>
            <source>Nothing waits: the server has every scan of this device.</source>
            <translation>Nichts wartet: Der Server hat jeden Scan dieses Geräts.</translation>
        </message>
        <message>
            <source>Nothing was changed: device storage is full. Free space, then try again.</source>
            <translation>Nichts geändert: Der Gerätespeicher ist voll. Platz schaffen, dann noch einmal.</translation>
        </message>
        <message>
            <source>Nothing was new.</source>
            <translation>Es gab nichts Neues.</translation>
        </message>
        <message>
            <source>Nothing went wrong so far</source>
            <translation>Bisher ging nichts schief</translation>
        </message>
        <message>
            <source>Nov</source>
            <translation>Nov.</translation>
        </message>
        <message>
            <source>Number in the log</source>
            <translation>Nummer im Protokoll</translation>
        </message>
        <message>
            <source>Oct</source>
            <translation>Okt.</translation>
        </message>
        <message>
            <source>Of another door that the server does not know. Tell the organizer.</source>
            <translation>Von einer anderen Tür, die der Server nicht kennt. Den Veranstalter informieren.</translation>
        </message>
        <message>
            <source>Of another door: carried to the server, should that door not reach it.</source>
            <translation>Von einer anderen Tür: wird zum Server gebracht, falls sie ihn nicht erreicht.</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>Aus</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>Offline</translation>
        </message>
        <message>
            <source>Offline for {time}.</source>
            <translation>Offline seit {time}.</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>Old code</source>
            <translation>Alter Code</translation>
        </message>
        <message>
            <source>Oldest first</source>
            <translation>Älteste zuerst</translation>
        </message>
        <message>
            <source>On</source>
            <translation>An</translation>
        </message>
        <message>
            <source>on the serial port</source>
            <translation>am seriellen Anschluss</translation>
        </message>
        <message>
            <source>On the server</source>
            <translation>Auf dem Server</translation>
        </message>
        <message>
            <source>One character of the code is wrong.</source>
            <translation>Ein Zeichen des Codes ist falsch.</translation>
        </message>
        <message>
            <source>One moment …</source>
            <translation>Einen Moment …</translation>
        </message>
        <message>
            <source>One person fewer</source>
            <translation>Eine Person weniger</translation>
        </message>
        <message>
            <source>One person more</source>
            <translation>Eine Person mehr</translation>
        </message>
        <message>
            <source>One rescue file holds at most {count} entries; make several.</source>
            <translation>Eine Rettungsdatei fasst höchstens {count} Einträge; mehrere machen.</translation>
        </message>
        <message>
            <source>Online</source>
            <translation>Online</translation>
        </message>
        <message>
            <source>Online.</source>
            <translation>Online.</translation>
        </message>
        <message>
            <source>Only how it is shown: codes are read either way.</source>
            <translation>Nur die Anzeige: Codes werden so und so gelesen.</translation>
        </message>
        <message>
            <source>Open doors</source>
            <translation>Türen öffnen</translation>
        </message>
        <message>
            <source>Opening the camera …</source>
            <translation>Kamera wird geöffnet …</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Bestellung</translation>
        </message>
        <message>
            <source>Order uncertain: the clocks of the two doors were too far apart to tell.</source>
            <translation>Reihenfolge unklar: Die Uhren der beiden Türen gingen zu weit auseinander.</translation>
        </message>
        <message>
            <source>Organizer: {text}</source>
            <translation>Veranstalter: {text}</translation>
        </message>
        <message>
            <source>Other doors</source>
            <translation>Andere Türen</translation>
        </message>
        <message>
            <source>Other event</source>
            <translation>Anderes Event</translation>
        </message>
        <message>
            <source>Other speed (baud)</source>
            <translation>Andere Geschwindigkeit (Baud)</translation>
        </message>
        <message>
            <source>Our staff will take a quick look.</source>
            <translation>Unser Team wirft einen kurzen Blick darauf.</translation>
        </message>
        <message>
            <source>Pair</source>
            <translation>Koppeln</translation>
        </message>
        <message>
            <source>Pair again</source>
            <translation>Neu koppeln</translation>
        </message>
        <message>
            <source>Pair again to move it to another gate or event. What was scanned here stays kept.</source>
            <translation>Neu koppeln, um es an einen anderen Eingang oder zu einem anderen Event zu nehmen. Was hier gescannt wurde, bleibt erhalten.</translation>
        </message>
        <message>
            <source>Pair this device</source>
            <translation>Dieses Gerät koppeln</translation>
        </message>
        <message>
            <source>Pair this device again with its event.</source>
            <translation>Dieses Gerät neu mit seinem Event koppeln.</translation>
        </message>
        <message>
            <source>Pair this device again.</source>
            <translation>Dieses Gerät neu koppeln.</translation>
        </message>
        <message>
            <source>Pair this device first.</source>
            <translation>Zuerst dieses Gerät koppeln.</translation>
        </message>
        <message>
            <source>Pairing code</source>
            <translation>Kopplungscode</translation>
        </message>
        <message>
            <source>Pairing …</source>
            <translation>Wird gekoppelt …</translation>
        </message>
        <message>
            <source>Paper, in millimetres</source>
            <translation>Papier, in Millimetern</translation>
        </message>
        <message>
            <source>Parted by</source>
            <translation>Geteilt nach</translation>
        </message>
        <message>
            <source>Pause between keys</source>
            <translation>Pause zwischen Tasten</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Personen</translation>
        </message>
        <message>
            <source>People each hour</source>
            <translation>Personen je Stunde</translation>
        </message>
        <message>
            <source>People each minute</source>
            <translation>Personen je Minute</translation>
        </message>
        <message>
            <source>People every 5 minutes</source>
            <translation>Personen je 5 Minuten</translation>
        </message>
        <message>
            <source>People pass</source>
            <translation>Durchgang</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>Telefon</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Pictures come, and codes are read</source>
            <translation>Bilder kommen, und Codes werden gelesen</translation>
        </message>
        <message>
            <source>Pictures come. Hold any code up to the camera: nobody is checked in here.</source>
            <translation>Bilder kommen. Irgendeinen Code vor die Kamera halten: Niemand wird dabei eingecheckt.</translation>
        </message>
        <message>
            <source>PIN</source>
            <translation>PIN</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>Abspielen</translation>
        </message>
        <message>
            <source>Play a sound</source>
            <translation>Ton abspielen</translation>
        </message>
        <message>
            <source>Play the four sounds at the place where you will stand.</source>
            <translation>Die vier Töne dort abspielen, wo nachher jemand steht.</translation>
        </message>
        <message>
            <source>Please come in.</source>
            <translation>Bitte treten Sie ein.</translation>
        </message>
        <message>
            <source>Please go on.</source>
            <translation>Bitte gehen Sie weiter.</translation>
        </message>
        <message>
            <source>Please open your ticket anew on your phone.</source>
            <translation>Bitte öffnen Sie Ihr Ticket auf dem Handy neu.</translation>
        </message>
        <message>
            <source>Please see staff</source>
            <translation>Bitte ans Team wenden</translation>
        </message>
        <message>
            <source>Please use another entrance</source>
            <translation>Bitte einen anderen Eingang nehmen</translation>
        </message>
        <message>
            <source>Plot</source>
            <translation>Diagramm</translation>
        </message>
        <message>
            <source>Plug it in before the doors open.</source>
            <translation>Vor dem Einlass ans Stromnetz anschließen.</translation>
        </message>
        <message>
            <source>Plug one in: it is used at once. Handhelds and typing work already.</source>
            <translation>Eine anstecken: Sie wird sofort benutzt. Handscanner und Tippen gehen schon.</translation>
        </message>
        <message>
            <source>Plug “{name}” in again. It comes back by itself.</source>
            <translation>„{name}“ wieder anstecken. Sie kommt von selbst zurück.</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Anschluss</translation>
        </message>
        <message>
            <source>Power</source>
            <translation>Strom</translation>
        </message>
        <message>
            <source>Practice: nobody is checked in</source>
            <translation>Übung: Niemand wird eingecheckt</translation>
        </message>
        <message>
            <source>Preflight</source>
            <translation>Vorab-Check</translation>
        </message>
        <message>
            <source>Press Pair and scan the code on the dashboard.</source>
            <translation>„Koppeln“ drücken und den Code im Dashboard scannen.</translation>
        </message>
        <message>
            <source>Press Sync now, then scan again.</source>
            <translation>„Jetzt abgleichen“ drücken, dann neu scannen.</translation>
        </message>
        <message>
            <source>Press Sync now, then scan again. Else send the guest to another gate.</source>
            <translation>„Jetzt abgleichen“ drücken, dann neu scannen. Sonst den Gast an einen anderen Eingang schicken.</translation>
        </message>
        <message>
            <source>Press Sync now, then scan again. If it stays, call the manager.</source>
            <translation>„Jetzt abgleichen“ drücken, dann neu scannen. Bleibt es dabei, die Leitung rufen.</translation>
        </message>
        <message>
            <source>Previous</source>
            <translation>Zurück</translation>
        </message>
        <message>
            <source>Print badge</source>
            <translation>Badge drucken</translation>
        </message>
        <message numerus="yes">
            <source>Print {count} again</source>
            <comment>Print {count} again</comment>
            <translation>
                <numerusform>{count} neu drucken</numerusform>
                <numerusform>{count} neu drucken</numerusform>
            </translation>
        </message>
        <message>
            <source>Printed code</source>
            <translation>Gedruckter Code</translation>
        </message>
        <message>
            <source>Printer</source>
            <translation>Drucker</translation>
        </message>
        <message>
            <source>Printing</source>
            <translation>Drucken</translation>
        </message>
        <message>
            <source>Put away</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>Puts before a code</source>
            <translation>Setzt vor einen Code</translation>
        </message>
        <message>
            <source>Puts behind a code</source>
            <translation>Setzt hinter einen Code</translation>
        </message>
        <message>
            <source>Puts “{text}” before the code; it is cut off.</source>
            <translation>Setzt „{text}“ vor den Code; das wird abgeschnitten.</translation>
        </message>
        <message>
            <source>Puts “{text}” behind the code; it is cut off.</source>
            <translation>Setzt „{text}“ hinter den Code; das wird abgeschnitten.</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>Was wartet</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Gelesen</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Bereit</translation>
        </message>
        <message numerus="yes">
            <source>Ready, with {count} things to know</source>
            <comment>Ready, with {count} thing to know</comment>
            <translation>
                <numerusform>Bereit, {count} Punkt zu wissen</numerusform>
                <numerusform>Bereit, {count} Punkte zu wissen</numerusform>
            </translation>
        </message>
        <message>
            <source>Receipt</source>
            <translation>Beleg</translation>
        </message>
        <message>
            <source>Recent scans</source>
            <translation>Letzte Scans</translation>
        </message>
        <message>
            <source>Refunded</source>
            <translation>Erstattet</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Abgewiesen</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>abgewiesen</translation>
        </message>
        <message>
            <source>Refused: {why}</source>
            <translation>Abgewiesen: {why}</translation>
        </message>
        <message>
            <source>Rescue files ({patterns})</source>
            <translation>Rettungsdateien ({patterns})</translation>
        </message>
        <message>
            <source>Rescue to a USB stick</source>
            <translation>Auf USB-Stick retten</translation>
        </message>
        <message>
            <source>Resolution</source>
            <translation>Auflösung</translation>
        </message>
        <message>
            <source>Return</source>
            <translation>Return</translation>
        </message>
        <message numerus="yes">
            <source>Rules signed, {count} ticket keys</source>
            <comment>Rules signed, {count} ticket key</comment>
            <translation>
                <numerusform>Regeln signiert, {count} Ticketschlüssel</numerusform>
                <numerusform>Regeln signiert, {count} Ticketschlüssel</numerusform>
            </translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>Neu prüfen</translation>
        </message>
        <message>
            <source>Run the checks again.</source>
            <translation>Neu prüfen.</translation>
        </message>
        <message>
            <source>Runs on mains power</source>
            <translation>Läuft am Stromnetz</translation>
        </message>
        <message>
            <source>Say the ticket type</source>
            <translation>Ticketart ansagen</translation>
        </message>
        <message>
            <source>Scan a ticket</source>
            <translation>Ticket scannen</translation>
        </message>
        <message>
            <source>Scan any code with it: nobody is checked in here.</source>
            <translation>Irgendeinen Code damit scannen: Niemand wird dabei eingecheckt.</translation>
        </message>
        <message>
            <source>Scan anything: it is shown here, and nobody is let in.</source>
            <translation>Irgendetwas scannen: Es erscheint hier, und niemand wird eingelassen.</translation>
        </message>
        <message>
            <source>Scan it again, or type it again with care.</source>
            <translation>Neu scannen oder sorgfältig neu eintippen.</translation>
        </message>
        <message>
            <source>Scan the code on this page.</source>
            <translation>Den Code auf dieser Seite scannen.</translation>
        </message>
        <message numerus="yes">
            <source>Scan this code {count} times.</source>
            <comment>Scan this code once.</comment>
            <translation>
                <numerusform>Diesen Code einmal scannen.</numerusform>
                <numerusform>Diesen Code {count}-mal scannen.</numerusform>
            </translation>
        </message>
        <message>
            <source>Scan {number} of {wanted}</source>
            <translation>Scan {number} von {wanted}</translation>
        </message>
        <message>
            <source>Scan {number} of {wanted}: done</source>
            <translation>Scan {number} von {wanted}: fertig</translation>
        </message>
        <message>
            <source>Scanned {when}</source>
            <translation>Gescannt {when}</translation>
        </message>
        <message>
            <source>Scanner on a serial port</source>
            <translation>Scanner am seriellen Anschluss</translation>
        </message>
        <message>
            <source>Scanner that types</source>
            <translation>Tippender Scanner</translation>
        </message>
        <message>
            <source>Scans are timed right all the same. Set the date and time of this device when you can.</source>
            <translation>Scans bekommen trotzdem die richtige Zeit. Datum und Uhrzeit dieses Geräts bei Gelegenheit stellen.</translation>
        </message>
        <message>
            <source>Scans go up and news come down by themselves whenever there is a network. A full resync fetches every ticket anew; it is for when the list seems wrong. Scanning goes on meanwhile.</source>
            <translation>Sobald ein Netz da ist, gehen Scans von selbst hoch und Neues kommt herunter. „Ganz neu abgleichen“ holt jedes Ticket neu, falls die Liste falsch scheint. Gescannt wird währenddessen weiter.</translation>
        </message>
        <message>
            <source>Scans that were not uploaded are sealed and go up by themselves.</source>
            <translation>Nicht hochgeladene Scans sind versiegelt und gehen von selbst hoch.</translation>
        </message>
        <message>
            <source>Searching …</source>
            <translation>Suche …</translation>
        </message>
        <message>
            <source>Self check-in</source>
            <translation>Selbst-Check-in</translation>
        </message>
        <message>
            <source>Send a rescue file</source>
            <translation>Rettungsdatei senden</translation>
        </message>
        <message>
            <source>Send now</source>
            <translation>Jetzt senden</translation>
        </message>
        <message>
            <source>Send the guest to another gate.</source>
            <translation>Den Gast an einen anderen Eingang schicken.</translation>
        </message>
        <message>
            <source>Send the guest to the box office to pay.</source>
            <translation>Den Gast zum Bezahlen an die Kasse schicken.</translation>
        </message>
        <message>
            <source>Send the guest to the box office.</source>
            <translation>Den Gast zur Kasse schicken.</translation>
        </message>
        <message>
            <source>Send the guest to the gate on the ticket.</source>
            <translation>Den Gast zum Eingang auf dem Ticket schicken.</translation>
        </message>
        <message>
            <source>Send what waits, and get what is new.</source>
            <translation>Wartendes senden und Neues holen.</translation>
        </message>
        <message>
            <source>Sending scans …</source>
            <translation>Scans werden gesendet …</translation>
        </message>
        <message>
            <source>Sending the rescue file …</source>
            <translation>Rettungsdatei wird gesendet …</translation>
        </message>
        <message>
            <source>Sends no end: a pause ends the code.</source>
            <translation>Sendet kein Ende: Eine Pause beendet den Code.</translation>
        </message>
        <message>
            <source>Sends on the serial port.</source>
            <translation>Sendet am seriellen Anschluss.</translation>
        </message>
        <message>
            <source>Sep</source>
            <translation>Sept.</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>Server</translation>
        </message>
        <message>
            <source>Server address or pairing link</source>
            <translation>Serveradresse oder Kopplungslink</translation>
        </message>
        <message>
            <source>Set a manager’s PIN for this event on the dashboard first: without one nobody could leave.</source>
            <translation>Zuerst im Dashboard eine PIN der Leitung für dieses Event festlegen: Ohne sie käme niemand mehr heraus.</translation>
        </message>
        <message>
            <source>Set its pause between keys below {most} ms, then scan again.</source>
            <translation>Die Pause zwischen den Tasten unter {most} ms stellen, dann neu scannen.</translation>
        </message>
        <message>
            <source>Set the scanner’s keyboard country to US, or to this computer’s, by its booklet. Then scan again.</source>
            <translation>Das Tastaturland des Scanners nach seinem Heft auf US oder das dieses Computers stellen. Dann neu scannen.</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Settings stay. Scans that the server lacks stay too, encrypted, and go up once this device is paired with the event again. The organizer still lists this device until it is removed there.</source>
            <translation>Einstellungen bleiben. Scans, die dem Server fehlen, bleiben auch, verschlüsselt, und gehen hoch, sobald dieses Gerät wieder mit dem Event gekoppelt ist. Beim Veranstalter steht dieses Gerät, bis es dort entfernt wird.</translation>
        </message>
        <message>
            <source>Shorter</source>
            <translation>Kürzer</translation>
        </message>
        <message>
            <source>Shorter helps where phones glare or moving codes blur.</source>
            <translation>Kürzer hilft, wo Handys blenden oder bewegte Codes verwischen.</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Anzeigen</translation>
        </message>
        <message>
            <source>Show bars in place of QR</source>
            <translation>Striche statt QR zeigen</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>Mehr anzeigen</translation>
        </message>
        <message>
            <source>Show QR</source>
            <translation>QR zeigen</translation>
        </message>
        <message>
            <source>Shown as</source>
            <translation>Gezeigt als</translation>
        </message>
        <message>
            <source>Sides</source>
            <translation>Seiten</translation>
        </message>
        <message>
            <source>Since the start: {what}.</source>
            <translation>Seit dem Start: {what}.</translation>
        </message>
        <message>
            <source>somebody has dealt with the incident</source>
            <translation>jemand hat sich um den Vorfall gekümmert</translation>
        </message>
        <message>
            <source>Somebody has dealt with this already.</source>
            <translation>Darum hat sich schon jemand gekümmert.</translation>
        </message>
        <message>
            <source>Something other than a Doorward server answered. Check the address, and the network's login page.</source>
            <translation>Geantwortet hat kein Doorward-Server. Die Adresse und die Anmeldeseite des Netzes prüfen.</translation>
        </message>
        <message>
            <source>Something that the server sent cannot be kept. Tell the organizer.</source>
            <translation>Etwas vom Server lässt sich nicht speichern. Den Veranstalter informieren.</translation>
        </message>
        <message>
            <source>Something went wrong in this program the last time. Nothing that was scanned is lost. Details: {path}</source>
            <translation>Beim letzten Mal ist in diesem Programm etwas schiefgegangen. Kein Scan ist verloren. Näheres: {path}</translation>
        </message>
        <message>
            <source>Something went wrong in this program. Try again. If it happens again, start the program anew.</source>
            <translation>In diesem Programm ist etwas schiefgegangen. Bitte noch einmal versuchen. Passiert es wieder, das Programm neu starten.</translation>
        </message>
        <message>
            <source>Sound</source>
            <translation>Ton</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Geschwindigkeit</translation>
        </message>
        <message>
            <source>Start over</source>
            <translation>Von vorn</translation>
        </message>
        <message>
            <source>Start self check-in</source>
            <translation>Check-in starten</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>Statistik</translation>
        </message>
        <message>
            <source>Stop trying</source>
            <translation>Probe beenden</translation>
        </message>
        <message>
            <source>Stopped before the list was whole</source>
            <translation>Angehalten, bevor die Liste vollständig war</translation>
        </message>
        <message>
            <source>Stopped.</source>
            <translation>Angehalten.</translation>
        </message>
        <message>
            <source>Stopped. No file was written.</source>
            <translation>Angehalten. Es wurde keine Datei geschrieben.</translation>
        </message>
        <message>
            <source>Stopped. What has come is kept; sync again to go on.</source>
            <translation>Angehalten. Was da ist, bleibt; zum Fortsetzen neu abgleichen.</translation>
        </message>
        <message>
            <source>Stopping …</source>
            <translation>Wird angehalten …</translation>
        </message>
        <message>
            <source>Storage</source>
            <translation>Speicher</translation>
        </message>
        <message>
            <source>store key in a file</source>
            <translation>Speicherschlüssel in einer Datei</translation>
        </message>
        <message>
            <source>store key in the keyring</source>
            <translation>Speicherschlüssel im Schlüsselbund</translation>
        </message>
        <message>
            <source>Sync</source>
            <translation>Abgleich</translation>
        </message>
        <message>
            <source>Sync cancelled</source>
            <translation>Abgleich abgebrochen</translation>
        </message>
        <message>
            <source>Sync failed</source>
            <translation>Abgleich fehlgeschlagen</translation>
        </message>
        <message>
            <source>Sync first. Without a network, carry them away on a USB stick.</source>
            <translation>Zuerst abgleichen. Ohne Netz auf einem USB-Stick mitnehmen.</translation>
        </message>
        <message>
            <source>Sync now</source>
            <translation>Jetzt abgleichen</translation>
        </message>
        <message>
            <source>Sync, then run the checks again.</source>
            <translation>Abgleichen, dann neu prüfen.</translation>
        </message>
        <message>
            <source>Tab</source>
            <translation>Tab</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Tabelle</translation>
        </message>
        <message>
            <source>Tables (*.csv)</source>
            <translation>Tabellen (*.csv)</translation>
        </message>
        <message>
            <source>Take the cover off the lens, or turn on a light.</source>
            <translation>Die Linse freimachen oder Licht einschalten.</translation>
        </message>
        <message>
            <source>Test print</source>
            <translation>Probedruck</translation>
        </message>
        <message>
            <source>Thank you for coming.</source>
            <translation>Danke für Ihren Besuch.</translation>
        </message>
        <message>
            <source>Thank you.</source>
            <translation>Danke.</translation>
        </message>
        <message>
            <source>That is a pairing code. Press “Pair again” to use it.</source>
            <translation>Das ist ein Kopplungscode. „Neu koppeln“ drücken, um ihn zu benutzen.</translation>
        </message>
        <message>
            <source>That is not a pairing code. Scan the one on the dashboard’s Devices page.</source>
            <translation>Das ist kein Kopplungscode. Den von der Geräteseite des Dashboards scannen.</translation>
        </message>
        <message>
            <source>That is not the manager’s PIN.</source>
            <translation>Das ist nicht die PIN der Leitung.</translation>
        </message>
        <message>
            <source>That was another code</source>
            <translation>Das war ein anderer Code</translation>
        </message>
        <message>
            <source>The camera gives {width} × {height}.</source>
            <translation>Die Kamera liefert {width} × {height}.</translation>
        </message>
        <message>
            <source>The camera sees nothing</source>
            <translation>Die Kamera sieht nichts</translation>
        </message>
        <message>
            <source>The code is genuine, but the ticket is not on the list. Ask the organizer whether it was deleted. If nobody knows of it, treat it as a fake.</source>
            <translation>Der Code ist echt, aber das Ticket steht nicht auf der Liste. Beim Veranstalter nachfragen, ob es gelöscht wurde. Weiß niemand davon, als Fälschung behandeln.</translation>
        </message>
        <message>
            <source>The code on your phone or on paper. Wait for the green.</source>
            <translation>Den Code auf dem Handy oder auf Papier. Warten Sie auf Grün.</translation>
        </message>
        <message>
            <source>The connection broke during the download. What has come is kept; sync again to go on.</source>
            <translation>Die Verbindung riss beim Herunterladen ab. Was da ist, bleibt; zum Fortsetzen neu abgleichen.</translation>
        </message>
        <message>
            <source>The connection ends here.</source>
            <translation>Die Verbindung endet hier.</translation>
        </message>
        <message>
            <source>The connection to the server was closed.</source>
            <translation>Die Verbindung zum Server wurde geschlossen.</translation>
        </message>
        <message>
            <source>The data of one device is in use twice, as after copying a disk. Stop both devices, pair one of them again, and tell the organizer.</source>
            <translation>Die Daten eines Geräts sind doppelt in Gebrauch, etwa nach dem Kopieren einer Festplatte. Beide Geräte anhalten, eines neu koppeln und den Veranstalter informieren.</translation>
        </message>
        <message>
            <source>The door scanner that never loses a guest.</source>
            <translation>Der Türscanner, der keinen Gast verliert.</translation>
        </message>
        <message>
            <source>The door {name} stands at another gate.</source>
            <translation>Die Tür {name} steht an einem anderen Eingang.</translation>
        </message>
        <message>
            <source>The door {name} was removed from the event.</source>
            <translation>Die Tür {name} wurde aus dem Event entfernt.</translation>
        </message>
        <message>
            <source>The door {was} is called {name} now.</source>
            <translation>Die Tür {was} heißt jetzt {name}.</translation>
        </message>
        <message>
            <source>The event is called {name} now, before {was}.</source>
            <translation>Das Event heißt jetzt {name}, vorher {was}.</translation>
        </message>
        <message>
            <source>The event’s rules are not signed by the organizer</source>
            <translation>Die Regeln des Events sind nicht vom Veranstalter signiert</translation>
        </message>
        <message>
            <source>The event’s settings changed.</source>
            <translation>Die Einstellungen des Events haben sich geändert.</translation>
        </message>
        <message>
            <source>The exit is recorded, but no entry was scanned before.</source>
            <translation>Der Ausgang ist erfasst, aber vorher wurde kein Einlass gescannt.</translation>
        </message>
        <message>
            <source>The exit is recorded.</source>
            <translation>Der Ausgang ist erfasst.</translation>
        </message>
        <message>
            <source>the file is too large for it. Take another stick</source>
            <translation>die Datei ist zu groß dafür. Einen anderen Stick nehmen</translation>
        </message>
        <message>
            <source>The first {count} are shown. Type more to narrow it down.</source>
            <translation>Die ersten {count} werden gezeigt. Mehr tippen, um einzugrenzen.</translation>
        </message>
        <message>
            <source>The gate {name} was removed.</source>
            <translation>Der Eingang {name} wurde entfernt.</translation>
        </message>
        <message>
            <source>The gate {was} is called {name} now.</source>
            <translation>Der Eingang {was} heißt jetzt {name}.</translation>
        </message>
        <message>
            <source>The key file {file} cannot be read: it holds no key of {count} bytes.</source>
            <translation>Die Schlüsseldatei {file} ist nicht lesbar: Sie enthält keinen Schlüssel von {count} Bytes.</translation>
        </message>
        <message>
            <source>The key file {file} cannot be read: {why}.</source>
            <translation>Die Schlüsseldatei {file} ist nicht lesbar: {why}.</translation>
        </message>
        <message>
            <source>The key of the ticket store in {folder} is gone. Move that folder aside to keep it for rescue, then start and pair again.</source>
            <translation>Der Schlüssel des Ticketspeichers in {folder} ist weg. Den Ordner zur Rettung beiseitelegen, dann neu starten und koppeln.</translation>
        </message>
        <message>
            <source>The key of the ticket store is destroyed, and with it the list, the log and this device’s place. Nobody can bring them back.</source>
            <translation>Der Schlüssel des Ticketspeichers wird vernichtet, und mit ihm Liste, Protokoll und der Platz dieses Geräts. Niemand kann sie zurückholen.</translation>
        </message>
        <message>
            <source>The key of the ticket store is gone from this computer's keyring. Move {folder} aside to keep it for rescue, then start and pair again.</source>
            <translation>Der Schlüssel des Ticketspeichers fehlt im Schlüsselbund dieses Computers. {folder} zur Rettung beiseitelegen, dann neu starten und koppeln.</translation>
        </message>
        <message>
            <source>The key of the ticket store is in this computer's keyring, which cannot be opened: {why}. Unlock the keyring (log in to the desktop) and start again.</source>
            <translation>Der Schlüssel des Ticketspeichers liegt im Schlüsselbund dieses Computers, der sich nicht öffnen lässt: {why}. Den Schlüsselbund entsperren (am Desktop anmelden) und neu starten.</translation>
        </message>
        <message>
            <source>The key of the ticket store was lost. The store was moved to {folder}, and a new one begun. Pair this device again with its event.</source>
            <translation>Der Schlüssel des Ticketspeichers ging verloren. Der Speicher liegt jetzt in {folder}, ein neuer wurde begonnen. Dieses Gerät neu mit seinem Event koppeln.</translation>
        </message>
        <message>
            <source>The keyring did not give up the key: {why}. Unlock it and try again.</source>
            <translation>Der Schlüsselbund gab den Schlüssel nicht her: {why}. Ihn entsperren und noch einmal versuchen.</translation>
        </message>
        <message>
            <source>The line could not be cut</source>
            <translation>Die Leitung ließ sich nicht trennen</translation>
        </message>
        <message>
            <source>The line to the server is cut for a moment, to try what happens then.</source>
            <translation>Die Leitung zum Server ist kurz getrennt, um zu prüfen, was dann geschieht.</translation>
        </message>
        <message>
            <source>The list cannot be searched now</source>
            <translation>Die Liste lässt sich jetzt nicht durchsuchen</translation>
        </message>
        <message>
            <source>The list comes anew with the next sync.</source>
            <translation>Die Liste kommt mit dem nächsten Abgleich neu.</translation>
        </message>
        <message>
            <source>The list differs: {tickets} here, {there} on the server</source>
            <translation>Die Liste weicht ab: hier {tickets}, auf dem Server {there}</translation>
        </message>
        <message>
            <source>The list was whole {age} ago.</source>
            <translation>Die Liste war vor {age} vollständig.</translation>
        </message>
        <message>
            <source>The manager has let this guest in already. Nothing changed.</source>
            <translation>Die Leitung hat diesen Gast schon eingelassen. Nichts geändert.</translation>
        </message>
        <message>
            <source>The managers’ PIN changed.</source>
            <translation>Die PIN der Leitung hat sich geändert.</translation>
        </message>
        <message>
            <source>The money for this ticket was paid back.</source>
            <translation>Das Geld für dieses Ticket wurde zurückgezahlt.</translation>
        </message>
        <message>
            <source>The organizer has blocked this ticket.</source>
            <translation>Der Veranstalter hat dieses Ticket gesperrt.</translation>
        </message>
        <message>
            <source>The organizer has closed this event.</source>
            <translation>Der Veranstalter hat dieses Event geschlossen.</translation>
        </message>
        <message>
            <source>The organizer has removed this device: what it scans now does not count. Stop scanning. Pair it again to go on.</source>
            <translation>Der Veranstalter hat dieses Gerät entfernt: Was es jetzt scannt, zählt nicht. Nicht weiter scannen. Zum Weitermachen neu koppeln.</translation>
        </message>
        <message>
            <source>The organizer has set a managers’ PIN.</source>
            <translation>Der Veranstalter hat eine PIN der Leitung festgelegt.</translation>
        </message>
        <message>
            <source>The organizer has set no manager’s PIN for this event. Nobody can override.</source>
            <translation>Der Veranstalter hat für dieses Event keine PIN der Leitung festgelegt. Niemand kann freigeben.</translation>
        </message>
        <message>
            <source>The other device is at another event.</source>
            <translation>Das andere Gerät ist bei einem anderen Event.</translation>
        </message>
        <message>
            <source>The other device is not a door of this event.</source>
            <translation>Das andere Gerät ist keine Tür dieses Events.</translation>
        </message>
        <message>
            <source>The other device was revoked.</source>
            <translation>Das andere Gerät wurde entfernt.</translation>
        </message>
        <message>
            <source>The other device's certificate cannot be read.</source>
            <translation>Das Zertifikat des anderen Geräts ist nicht lesbar.</translation>
        </message>
        <message>
            <source>The other device's certificate does not say whose it is.</source>
            <translation>Das Zertifikat des anderen Geräts sagt nicht, wem es gehört.</translation>
        </message>
        <message>
            <source>The other door closed the connection.</source>
            <translation>Die andere Tür hat die Verbindung geschlossen.</translation>
        </message>
        <message>
            <source>The other door did not take the message.</source>
            <translation>Die andere Tür hat die Nachricht nicht angenommen.</translation>
        </message>
        <message>
            <source>The other door has trouble: {why}</source>
            <translation>Die andere Tür hat eine Störung: {why}</translation>
        </message>
        <message>
            <source>The other door said nothing, or not in time.</source>
            <translation>Die andere Tür hat nichts gesagt, oder nicht rechtzeitig.</translation>
        </message>
        <message>
            <source>The other door sent more than a message may be.</source>
            <translation>Die andere Tür hat mehr geschickt, als eine Nachricht sein darf.</translation>
        </message>
        <message>
            <source>The other door's answer cannot be read.</source>
            <translation>Die Antwort der anderen Tür ist nicht lesbar.</translation>
        </message>
        <message>
            <source>The picture is black</source>
            <translation>Das Bild ist schwarz</translation>
        </message>
        <message>
            <source>The rules of the gate hold here too: what they refuse stays refused.</source>
            <translation>Die Regeln des Eingangs gelten auch hier: Was sie abweisen, bleibt abgewiesen.</translation>
        </message>
        <message>
            <source>The rules of {name} changed.</source>
            <translation>Die Regeln von {name} haben sich geändert.</translation>
        </message>
        <message>
            <source>The scanner is open already; its window was brought to the front.</source>
            <translation>Der Scanner ist schon offen; sein Fenster wurde nach vorn geholt.</translation>
        </message>
        <message>
            <source>The scans cannot be shown now</source>
            <translation>Die Scans lassen sich jetzt nicht anzeigen</translation>
        </message>
        <message>
            <source>the server</source>
            <translation>der Server</translation>
        </message>
        <message>
            <source>The server cannot be reached. Check the address and this device’s network, then pair again.</source>
            <translation>Der Server ist nicht erreichbar. Die Adresse und das Netz dieses Geräts prüfen, dann neu koppeln.</translation>
        </message>
        <message>
            <source>The server cannot be reached. Check the network; scanning goes on offline.</source>
            <translation>Der Server ist nicht erreichbar. Das Netz prüfen; gescannt wird offline weiter.</translation>
        </message>
        <message>
            <source>The server did not answer in time. Scanning goes on offline.</source>
            <translation>Der Server hat nicht rechtzeitig geantwortet. Gescannt wird offline weiter.</translation>
        </message>
        <message>
            <source>The server has trouble (HTTP {status}). Scanning goes on offline.</source>
            <translation>Der Server hat eine Störung (HTTP {status}). Gescannt wird offline weiter.</translation>
        </message>
        <message>
            <source>The server is busy: {why}</source>
            <translation>Der Server ist ausgelastet: {why}</translation>
        </message>
        <message>
            <source>The server sent a ticket list that cannot be read. Sync again.</source>
            <translation>Der Server schickte eine unlesbare Ticketliste. Neu abgleichen.</translation>
        </message>
        <message>
            <source>The server sent rules that its event's key did not sign. Sync again.</source>
            <translation>Der Server schickte Regeln, die der Schlüssel des Events nicht signiert hat. Neu abgleichen.</translation>
        </message>
        <message>
            <source>The server took none of the scans it was sent. They are kept; tell the organizer.</source>
            <translation>Der Server nahm keinen der gesendeten Scans an. Sie bleiben erhalten; den Veranstalter informieren.</translation>
        </message>
        <message>
            <source>The server was put back to an earlier state meanwhile. Sync again.</source>
            <translation>Der Server wurde inzwischen auf einen früheren Stand zurückgesetzt. Neu abgleichen.</translation>
        </message>
        <message>
            <source>The server's address has no valid host or port.</source>
            <translation>In der Serveradresse fehlt ein gültiger Name oder Port.</translation>
        </message>
        <message>
            <source>The server's address looks like https://tickets.example.org</source>
            <translation>Eine Serveradresse sieht aus wie https://tickets.example.org</translation>
        </message>
        <message>
            <source>The server's address must begin with https:// (http is for this computer only).</source>
            <translation>Die Serveradresse muss mit https:// beginnen (http nur für diesen Computer).</translation>
        </message>
        <message>
            <source>The server's answer is far too long to be one. Check the address.</source>
            <translation>Die Antwort ist viel zu lang für eine des Servers. Die Adresse prüfen.</translation>
        </message>
        <message>
            <source>The server's answer is not signed as it should be. Pair again.</source>
            <translation>Die Antwort des Servers ist nicht richtig signiert. Neu koppeln.</translation>
        </message>
        <message>
            <source>The server’s certificate is not valid on the date that this device shows. Set its date and time; if they are right, tell the organizer.</source>
            <translation>Das Zertifikat des Servers gilt nicht am Datum dieses Geräts. Datum und Uhrzeit stellen; stimmen sie, den Veranstalter informieren.</translation>
        </message>
        <message>
            <source>the stick was pulled out or is broken. Put it in again, or take another one</source>
            <translation>der Stick wurde abgezogen oder ist kaputt. Neu einstecken oder einen anderen nehmen</translation>
        </message>
        <message>
            <source>the stick was pulled out. Put it in again</source>
            <translation>der Stick wurde abgezogen. Neu einstecken</translation>
        </message>
        <message>
            <source>The system knows no printer. Add one there, and it shows up here.</source>
            <translation>Das System kennt keinen Drucker. Dort einen hinzufügen, dann erscheint er hier.</translation>
        </message>
        <message>
            <source>The system’s usual one</source>
            <translation>Wie im System</translation>
        </message>
        <message>
            <source>The system’s usual printer</source>
            <translation>Der übliche Drucker des Systems</translation>
        </message>
        <message>
            <source>The ticket cannot be shown now</source>
            <translation>Das Ticket lässt sich jetzt nicht anzeigen</translation>
        </message>
        <message>
            <source>The ticket is good by a list that is too old to trust.</source>
            <translation>Das Ticket gilt, aber nur nach einer zu alten Liste.</translation>
        </message>
        <message>
            <source>The ticket is good, but needs a look.</source>
            <translation>Das Ticket gilt, braucht aber einen Blick.</translation>
        </message>
        <message>
            <source>The ticket is good, but the code is not the phone’s changing one.</source>
            <translation>Das Ticket gilt, aber der Code ist nicht der wechselnde vom Handy.</translation>
        </message>
        <message>
            <source>The ticket list is still on its way: not everybody can be found yet.</source>
            <translation>Die Ticketliste ist noch unterwegs: Noch sind nicht alle zu finden.</translation>
        </message>
        <message>
            <source>The ticket list with its names, the rules, the keys and this device’s place at the gate go. It then is as at its first start, and can be paired again with this event or another.</source>
            <translation>Ticketliste mit Namen, Regeln, Schlüssel und der Platz dieses Geräts am Eingang gehen. Danach ist es wie beim ersten Start und lässt sich mit diesem oder einem anderen Event koppeln.</translation>
        </message>
        <message>
            <source>The ticket list’s key lies in a file, not in a key store. Keep this device locked.</source>
            <translation>Der Schlüssel der Ticketliste liegt in einer Datei, nicht in einem Schlüsselspeicher. Dieses Gerät gesperrt halten.</translation>
        </message>
        <message>
            <source>The ticket store failed: {why}. Check the disk, then try again.</source>
            <translation>Der Ticketspeicher versagt: {why}. Die Festplatte prüfen, dann noch einmal.</translation>
        </message>
        <message>
            <source>The ticket store is damaged. Close the scanner and start it again: it keeps all that can be read.</source>
            <translation>Der Ticketspeicher ist beschädigt. Den Scanner schließen und neu starten: Alles Lesbare bleibt erhalten.</translation>
        </message>
        <message>
            <source>The ticket store was damaged. It was moved to {folder}.</source>
            <translation>Der Ticketspeicher war beschädigt. Er liegt jetzt in {folder}.</translation>
        </message>
        <message>
            <source>The ticket was cancelled, paid back or blocked before this scan. Find the guest and go to the box office together.</source>
            <translation>Das Ticket war vor diesem Scan storniert, erstattet oder gesperrt. Den Gast suchen und gemeinsam zur Kasse gehen.</translation>
        </message>
        <message>
            <source>The time of this ticket is over.</source>
            <translation>Die Zeit dieses Tickets ist vorbei.</translation>
        </message>
        <message>
            <source>The time on your ticket has passed.</source>
            <translation>Die Zeit auf Ihrem Ticket ist vorbei.</translation>
        </message>
        <message>
            <source>the usual printer</source>
            <translation>den üblichen Drucker</translation>
        </message>
        <message>
            <source>The volume is at nothing</source>
            <translation>Die Lautstärke steht auf null</translation>
        </message>
        <message>
            <source>Then: {place}</source>
            <translation>Dann: {place}</translation>
        </message>
        <message>
            <source>There is no managers’ PIN any more.</source>
            <translation>Es gibt keine PIN der Leitung mehr.</translation>
        </message>
        <message>
            <source>there is no such place, or the stick was pulled out. Put it in again</source>
            <translation>diesen Ort gibt es nicht, oder der Stick wurde abgezogen. Neu einstecken</translation>
        </message>
        <message>
            <source>there is no such place. Choose a folder</source>
            <translation>diesen Ort gibt es nicht. Einen Ordner wählen</translation>
        </message>
        <message>
            <source>There is no ticket list yet</source>
            <translation>Es gibt noch keine Ticketliste</translation>
        </message>
        <message>
            <source>There is no ticket list yet.</source>
            <translation>Es gibt noch keine Ticketliste.</translation>
        </message>
        <message>
            <source>There is nothing to undo.</source>
            <translation>Es gibt nichts rückgängig zu machen.</translation>
        </message>
        <message>
            <source>These entries are too long for one rescue file; make several.</source>
            <translation>Diese Einträge sind zu lang für eine Rettungsdatei; mehrere machen.</translation>
        </message>
        <message>
            <source>They are in the rescue file, and stay here too until they are uploaded.</source>
            <translation>Sie sind in der Rettungsdatei und bleiben auch hier, bis sie hochgeladen sind.</translation>
        </message>
        <message>
            <source>This camera does not let its exposure be set.</source>
            <translation>Die Belichtung dieser Kamera lässt sich nicht einstellen.</translation>
        </message>
        <message>
            <source>This camera ignores it and keeps its own exposure.</source>
            <translation>Diese Kamera beachtet das nicht und behält ihre eigene Belichtung.</translation>
        </message>
        <message>
            <source>This cannot be overridden: no ticket of this event was refused.</source>
            <translation>Hier gibt es nichts freizugeben: Es wurde kein Ticket dieses Events abgewiesen.</translation>
        </message>
        <message>
            <source>This code is not from a ticket.</source>
            <translation>Dieser Code gehört zu keinem Ticket.</translation>
        </message>
        <message>
            <source>This code is of another moment: a screenshot, or a phone with a wrong clock.</source>
            <translation>Dieser Code ist von einem anderen Moment: ein Screenshot oder ein Handy mit falscher Uhr.</translation>
        </message>
        <message>
            <source>This device</source>
            <translation>Dieses Gerät</translation>
        </message>
        <message>
            <source>This device cannot check this ticket yet.</source>
            <translation>Dieses Gerät kann dieses Ticket noch nicht prüfen.</translation>
        </message>
        <message>
            <source>This device has left its event. Nothing of it is left here.</source>
            <translation>Dieses Gerät hat sein Event verlassen. Hier ist nichts mehr davon.</translation>
        </message>
        <message numerus="yes">
            <source>This device has left its event. {count} scans that were not uploaded stay here, encrypted, until it is paired with the event again.</source>
            <comment>This device has left its event. {count} scan that was not uploaded stays here, encrypted, until it is paired with the event again.</comment>
            <translation>
                <numerusform>Dieses Gerät hat sein Event verlassen. {count} nicht hochgeladener Scan bleibt verschlüsselt hier, bis dieses Gerät wieder mit dem Event gekoppelt ist.</numerusform>
                <numerusform>Dieses Gerät hat sein Event verlassen. {count} nicht hochgeladene Scans bleiben verschlüsselt hier, bis dieses Gerät wieder mit dem Event gekoppelt ist.</numerusform>
            </translation>
        </message>
        <message>
            <source>This device has no policy to show. Pair it again.</source>
            <translation>Dieses Gerät hat keine Regeln vorzuweisen. Neu koppeln.</translation>
        </message>
        <message>
            <source>This device has no such scans.</source>
            <translation>Solche Scans hat dieses Gerät nicht.</translation>
        </message>
        <message>
            <source>This device is not paired with this server any more. Pair it again.</source>
            <translation>Dieses Gerät ist nicht mehr mit diesem Server gekoppelt. Neu koppeln.</translation>
        </message>
        <message>
            <source>This device is not paired yet. Pair it with a code from the organizer.</source>
            <translation>Dieses Gerät ist noch nicht gekoppelt. Mit einem Code des Veranstalters koppeln.</translation>
        </message>
        <message>
            <source>This device is paired with {event}.</source>
            <translation>Dieses Gerät ist mit {event} gekoppelt.</translation>
        </message>
        <message>
            <source>This device was not in touch for too long. Pair it again; its scans are kept.</source>
            <translation>Dieses Gerät hat sich zu lange nicht gemeldet. Neu koppeln; seine Scans bleiben erhalten.</translation>
        </message>
        <message>
            <source>This device was paired by an older version. Pair it again; its scans are kept.</source>
            <translation>Dieses Gerät wurde von einer älteren Version gekoppelt. Neu koppeln; seine Scans bleiben erhalten.</translation>
        </message>
        <message>
            <source>This device was removed from the event.</source>
            <translation>Dieses Gerät wurde aus dem Event entfernt.</translation>
        </message>
        <message>
            <source>This device was shut out by the organizer. Its scans from now on do not count.</source>
            <translation>Der Veranstalter hat dieses Gerät ausgeschlossen. Seine Scans zählen ab jetzt nicht mehr.</translation>
        </message>
        <message>
            <source>This device was wiped. Nothing is left on it.</source>
            <translation>Dieses Gerät wurde gelöscht. Nichts ist mehr darauf.</translation>
        </message>
        <message>
            <source>This device was wiped. The scans that were not uploaded are sealed in {files}: pair it again with the event to upload them, or give the file to the organizer.</source>
            <translation>Dieses Gerät wurde gelöscht. Nicht hochgeladene Scans sind in {files} versiegelt: Zum Hochladen neu mit dem Event koppeln oder die Datei dem Veranstalter geben.</translation>
        </message>
        <message>
            <source>This device's storage is full. Free some space, then scan again.</source>
            <translation>Der Speicher dieses Geräts ist voll. Platz schaffen, dann neu scannen.</translation>
        </message>
        <message>
            <source>This device’s list is too old to let anybody in without the server.</source>
            <translation>Die Liste dieses Geräts ist zu alt, um ohne den Server jemanden einzulassen.</translation>
        </message>
        <message>
            <source>This device’s scans in a file that only the organizer can open, for when there is no network.</source>
            <translation>Die Scans dieses Geräts in einer Datei, die nur der Veranstalter öffnen kann, falls kein Netz da ist.</translation>
        </message>
        <message>
            <source>this door alone</source>
            <translation>diese Tür allein</translation>
        </message>
        <message>
            <source>This door speaks with the server only</source>
            <translation>Diese Tür spricht nur mit dem Server</translation>
        </message>
        <message>
            <source>This entrance has closed.</source>
            <translation>Dieser Eingang ist geschlossen.</translation>
        </message>
        <message>
            <source>This entrance is not open yet.</source>
            <translation>Dieser Eingang ist noch nicht offen.</translation>
        </message>
        <message>
            <source>This file is larger than any rescue file.</source>
            <translation>Diese Datei ist größer als jede Rettungsdatei.</translation>
        </message>
        <message>
            <source>This gate</source>
            <translation>Dieser Eingang</translation>
        </message>
        <message>
            <source>This gate lets nobody in. Ask the organizer.</source>
            <translation>Dieser Eingang lässt niemanden ein. Den Veranstalter fragen.</translation>
        </message>
        <message>
            <source>This is not a Doorward rescue file.</source>
            <translation>Das ist keine Rettungsdatei von Doorward.</translation>
        </message>
        <message>
            <source>This is the device's own address.</source>
            <translation>Das ist die eigene Adresse des Geräts.</translation>
        </message>
        <message>
            <source>This is the event’s only door</source>
            <translation>Dies ist die einzige Tür des Events</translation>
        </message>
        <message>
            <source>This pairing code cannot be used</source>
            <translation>Dieser Kopplungscode gilt nicht</translation>
        </message>
        <message>
            <source>This rescue file has something behind its end. Copy it again.</source>
            <translation>Hinter dem Ende dieser Rettungsdatei steht noch etwas. Neu kopieren.</translation>
        </message>
        <message>
            <source>This rescue file holds more entries than one may.</source>
            <translation>Diese Rettungsdatei enthält mehr Einträge als erlaubt.</translation>
        </message>
        <message>
            <source>This rescue file is cut short. Copy it again, whole.</source>
            <translation>Diese Rettungsdatei ist abgeschnitten. Neu und ganz kopieren.</translation>
        </message>
        <message>
            <source>This rescue file is damaged: it does not say what it holds.</source>
            <translation>Diese Rettungsdatei ist beschädigt: Sie sagt nicht, was sie enthält.</translation>
        </message>
        <message>
            <source>This rescue file is damaged: it does not say whose it is.</source>
            <translation>Diese Rettungsdatei ist beschädigt: Sie sagt nicht, von wem sie ist.</translation>
        </message>
        <message>
            <source>This rescue file is damaged: it holds no list of entries.</source>
            <translation>Diese Rettungsdatei ist beschädigt: Sie enthält keine Liste von Einträgen.</translation>
        </message>
        <message>
            <source>This rescue file is sealed for another event or another server.</source>
            <translation>Diese Rettungsdatei ist für ein anderes Event oder einen anderen Server versiegelt.</translation>
        </message>
        <message>
            <source>This rescue file names more logs than any device has.</source>
            <translation>Diese Rettungsdatei nennt mehr Protokolle, als ein Gerät hat.</translation>
        </message>
        <message>
            <source>This rescue file unpacks to more than any door writes.</source>
            <translation>Diese Rettungsdatei enthält entpackt mehr, als eine Tür schreibt.</translation>
        </message>
        <message>
            <source>This rescue file was damaged or changed after its device made it. Copy it again.</source>
            <translation>Diese Rettungsdatei wurde nachträglich beschädigt oder verändert. Neu kopieren.</translation>
        </message>
        <message>
            <source>This rescue file was made by a device that this event does not know.</source>
            <translation>Diese Rettungsdatei stammt von einem Gerät, das dieses Event nicht kennt.</translation>
        </message>
        <message>
            <source>This rescue file was made by a newer version. Update this program first.</source>
            <translation>Diese Rettungsdatei stammt von einer neueren Version. Zuerst dieses Programm aktualisieren.</translation>
        </message>
        <message>
            <source>This system has no voice. On Linux install speech-dispatcher with a voice, then start again.</source>
            <translation>Dieses System hat keine Stimme. Unter Linux speech-dispatcher mit einer Stimme installieren, dann neu starten.</translation>
        </message>
        <message>
            <source>This ticket has been scanned before.</source>
            <translation>Dieses Ticket wurde schon gescannt.</translation>
        </message>
        <message>
            <source>This ticket has been used to enter.</source>
            <translation>Mit diesem Ticket ist schon jemand hineingegangen.</translation>
        </message>
        <message>
            <source>This ticket has been used up.</source>
            <translation>Dieses Ticket ist aufgebraucht.</translation>
        </message>
        <message>
            <source>This ticket has not been paid for.</source>
            <translation>Dieses Ticket ist nicht bezahlt.</translation>
        </message>
        <message>
            <source>This ticket is for another event.</source>
            <translation>Dieses Ticket ist für ein anderes Event.</translation>
        </message>
        <message>
            <source>This ticket is not on this device’s list.</source>
            <translation>Dieses Ticket steht nicht auf der Liste dieses Geräts.</translation>
        </message>
        <message>
            <source>This ticket is not valid yet.</source>
            <translation>Dieses Ticket gilt noch nicht.</translation>
        </message>
        <message>
            <source>This ticket was altered or is a fake.</source>
            <translation>Dieses Ticket wurde verändert oder ist gefälscht.</translation>
        </message>
        <message>
            <source>This ticket was cancelled.</source>
            <translation>Dieses Ticket wurde storniert.</translation>
        </message>
        <message>
            <source>This user may not open {port}. {hint}</source>
            <translation>Dieser Benutzer darf {port} nicht öffnen. {hint}</translation>
        </message>
        <message>
            <source>this user may not write there. Choose another folder</source>
            <translation>dieser Benutzer darf dort nicht schreiben. Einen anderen Ordner wählen</translation>
        </message>
        <message>
            <source>This was undone before. Nothing changed.</source>
            <translation>Das war schon rückgängig gemacht. Nichts geändert.</translation>
        </message>
        <message>
            <source>Three scans came out right.</source>
            <translation>Drei Scans kamen richtig an.</translation>
        </message>
        <message>
            <source>Ticket</source>
            <translation>Ticket</translation>
        </message>
        <message>
            <source>Ticket code</source>
            <translation>Ticketcode</translation>
        </message>
        <message>
            <source>Ticket list</source>
            <translation>Ticketliste</translation>
        </message>
        <message>
            <source>Ticket type</source>
            <translation>Ticketart</translation>
        </message>
        <message>
            <source>Ticket type not known</source>
            <translation>Unbekannte Ticketart</translation>
        </message>
        <message>
            <source>Ticket type {name} was removed.</source>
            <translation>Die Ticketart {name} wurde entfernt.</translation>
        </message>
        <message>
            <source>Ticket type {was} is called {name} now.</source>
            <translation>Die Ticketart {was} heißt jetzt {name}.</translation>
        </message>
        <message>
            <source>Tickets and scans</source>
            <translation>Tickets und Scans</translation>
        </message>
        <message>
            <source>Tickets: {count}.</source>
            <translation>Tickets: {count}.</translation>
        </message>
        <message>
            <source>Time (UTC)</source>
            <translation>Zeit (UTC)</translation>
        </message>
        <message>
            <source>Time ({zone})</source>
            <translation>Zeit ({zone})</translation>
        </message>
        <message>
            <source>Time of day in {zone}</source>
            <translation>Uhrzeit in {zone}</translation>
        </message>
        <message>
            <source>To leave, hold a finger in the top corner at the end of the line for {seconds} seconds, or press {keys}. Then type the manager’s PIN.</source>
            <translation>Zum Verlassen {seconds} Sekunden lang einen Finger in die obere Ecke am Zeilenende halten oder {keys} drücken. Dann die PIN der Leitung eingeben.</translation>
        </message>
        <message>
            <source>Too early</source>
            <translation>Zu früh</translation>
        </message>
        <message>
            <source>Too many</source>
            <translation>Zu viele</translation>
        </message>
        <message>
            <source>Too many wrong PINs. Try again in {wait}.</source>
            <translation>Zu oft falsche PIN. Wieder möglich in {wait}.</translation>
        </message>
        <message>
            <source>TRAINING</source>
            <translation>ÜBUNG</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>Übung</translation>
        </message>
        <message>
            <source>training</source>
            <translation>Übung</translation>
        </message>
        <message>
            <source>Training and real scans are kept apart. Switch, then try again.</source>
            <translation>Übung und echte Scans bleiben getrennt. Umschalten, dann noch einmal.</translation>
        </message>
        <message>
            <source>TRAINING — nothing counts</source>
            <translation>ÜBUNG – nichts zählt</translation>
        </message>
        <message>
            <source>Training: nothing counts</source>
            <translation>Übung: Nichts zählt</translation>
        </message>
        <message>
            <source>Training: this does not count.</source>
            <translation>Übung: Das zählt nicht.</translation>
        </message>
        <message>
            <source>Try a scan</source>
            <translation>Scan probieren</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal</translation>
        </message>
        <message>
            <source>Try by hand</source>
            <translation>Von Hand probieren</translation>
        </message>
        <message>
            <source>Turn away</source>
            <translation>Abweisen</translation>
        </message>
        <message>
            <source>Turn it on, or choose another one under Printing.</source>
            <translation>Einschalten oder unter „Drucken“ einen anderen wählen.</translation>
        </message>
        <message>
            <source>Turn it up in the settings.</source>
            <translation>In den Einstellungen lauter stellen.</translation>
        </message>
        <message>
            <source>Turn the scanner’s letter conversion off, often called “case”. Then scan again.</source>
            <translation>Die Buchstabenumwandlung des Scanners ausschalten, oft „Case“ genannt. Dann neu scannen.</translation>
        </message>
        <message>
            <source>Turn them on and connect all to one network, or two doors may let one ticket in during an outage.</source>
            <translation>Sie einschalten und alle mit einem Netz verbinden, sonst können bei einem Ausfall zwei Türen dasselbe Ticket einlassen.</translation>
        </message>
        <message>
            <source>Turn this device’s volume up, look after the cable, then play them again.</source>
            <translation>Das Gerät lauter stellen, nach dem Kabel sehen, dann noch einmal abspielen.</translation>
        </message>
        <message>
            <source>Turned by</source>
            <translation>Gedreht um</translation>
        </message>
        <message>
            <source>Two devices write as one door</source>
            <translation>Zwei Geräte schreiben als eine Tür</translation>
        </message>
        <message>
            <source>Type a part of the name, the order, the e-mail address, the phone number or the code.</source>
            <translation>Einen Teil von Name, Bestellung, E-Mail, Telefon oder Code eingeben.</translation>
        </message>
        <message>
            <source>Type a ticket code</source>
            <translation>Ticketcode eintippen</translation>
        </message>
        <message>
            <source>Type the address of your server, e.g. https://tickets.example.org</source>
            <translation>Die Adresse des Servers eingeben, z. B. https://tickets.example.org</translation>
        </message>
        <message>
            <source>Type the code printed below the QR code.</source>
            <translation>Den Code unter dem QR-Code eintippen.</translation>
        </message>
        <message>
            <source>Type the manager’s PIN.</source>
            <translation>Die PIN der Leitung eingeben.</translation>
        </message>
        <message>
            <source>Type the pairing code from the dashboard.</source>
            <translation>Den Kopplungscode aus dem Dashboard eingeben.</translation>
        </message>
        <message>
            <source>Type the PIN that the organizer has set for this event.</source>
            <translation>Die PIN eingeben, die der Veranstalter für dieses Event festgelegt hat.</translation>
        </message>
        <message>
            <source>Type your name first: it is kept with the acknowledgement.</source>
            <translation>Zuerst den eigenen Namen eingeben: Er wird dazu notiert.</translation>
        </message>
        <message>
            <source>Type your name: it stands beside what you decide.</source>
            <translation>Den eigenen Namen eingeben: Er steht neben der Entscheidung.</translation>
        </message>
        <message>
            <source>typed</source>
            <translation>getippt</translation>
        </message>
        <message>
            <source>Types for a US keyboard, and this computer has another. Its keys are read by their places.</source>
            <translation>Tippt für eine US-Tastatur, dieser Computer hat eine andere. Die Tasten werden nach ihrem Platz gelesen.</translation>
        </message>
        <message>
            <source>Typing and handheld scanners work already.</source>
            <translation>Tippen und Handscanner gehen schon.</translation>
        </message>
        <message>
            <source>under 1 min</source>
            <translation>unter 1 Min.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Undo or turn away</source>
            <translation>Rückgängig oder abweisen</translation>
        </message>
        <message>
            <source>Undo this scan?</source>
            <translation>Diesen Scan rückgängig machen?</translation>
        </message>
        <message>
            <source>Undo …</source>
            <translation>Rückgängig …</translation>
        </message>
        <message>
            <source>Undone</source>
            <translation>Rückgängig gemacht</translation>
        </message>
        <message>
            <source>undone</source>
            <translation>rückgängig gemacht</translation>
        </message>
        <message>
            <source>Undone {when}</source>
            <translation>Rückgängig gemacht {when}</translation>
        </message>
        <message>
            <source>Undone. The ticket can be used again.</source>
            <translation>Rückgängig gemacht. Das Ticket gilt wieder.</translation>
        </message>
        <message>
            <source>Unlock</source>
            <translation>Entsperren</translation>
        </message>
        <message>
            <source>Unlocked for a manager ({name}).</source>
            <translation>Für die Leitung entsperrt ({name}).</translation>
        </message>
        <message>
            <source>Unlocked for a manager.</source>
            <translation>Für die Leitung entsperrt.</translation>
        </message>
        <message>
            <source>Unpair</source>
            <translation>Entkoppeln</translation>
        </message>
        <message>
            <source>Unreadable code</source>
            <translation>Unlesbarer Code</translation>
        </message>
        <message>
            <source>Until {end}</source>
            <translation>Bis {end}</translation>
        </message>
        <message>
            <source>Up to date</source>
            <translation>Auf dem neuesten Stand</translation>
        </message>
        <message>
            <source>Up to {ms} ms</source>
            <translation>Bis zu {ms} ms</translation>
        </message>
        <message>
            <source>Use a handheld scanner or type the code.</source>
            <translation>Einen Handscanner benutzen oder den Code eintippen.</translation>
        </message>
        <message>
            <source>Use it</source>
            <translation>Benutzen</translation>
        </message>
        <message>
            <source>Use this</source>
            <translation>Das benutzen</translation>
        </message>
        <message>
            <source>Usual</source>
            <translation>Üblich</translation>
        </message>
        <message>
            <source>Valid</source>
            <translation>Gültig</translation>
        </message>
        <message>
            <source>Valid, not confirmed — list {age} old</source>
            <translation>Gültig, nicht bestätigt – Liste {age} alt</translation>
        </message>
        <message>
            <source>Valid, not confirmed — no list yet</source>
            <translation>Gültig, nicht bestätigt – noch keine Liste</translation>
        </message>
        <message>
            <source>Verdicts are seen and not heard.</source>
            <translation>Ergebnisse sind zu sehen, nicht zu hören.</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>Lautstärke</translation>
        </message>
        <message>
            <source>Wait a moment, then run the checks again.</source>
            <translation>Kurz warten, dann neu prüfen.</translation>
        </message>
        <message>
            <source>Waiting for a picture …</source>
            <translation>Warten auf ein Bild …</translation>
        </message>
        <message>
            <source>We could not check your ticket here.</source>
            <translation>Wir können Ihr Ticket hier nicht prüfen.</translation>
        </message>
        <message>
            <source>We could not find your ticket here.</source>
            <translation>Wir haben Ihr Ticket hier nicht gefunden.</translation>
        </message>
        <message>
            <source>We could not read a ticket in this code.</source>
            <translation>In diesem Code haben wir kein Ticket gefunden.</translation>
        </message>
        <message>
            <source>We could not read this code.</source>
            <translation>Wir konnten diesen Code nicht lesen.</translation>
        </message>
        <message>
            <source>Welcome</source>
            <translation>Willkommen</translation>
        </message>
        <message>
            <source>Welcome in.</source>
            <translation>Willkommen.</translation>
        </message>
        <message>
            <source>Went out</source>
            <translation>Gegangen</translation>
        </message>
        <message>
            <source>went out</source>
            <translation>gegangen</translation>
        </message>
        <message>
            <source>What answers at {address} does not speak as doors do.</source>
            <translation>Was unter {address} antwortet, spricht nicht wie eine Tür.</translation>
        </message>
        <message>
            <source>What answers at {address} is not a door of this event.</source>
            <translation>Was unter {address} antwortet, ist keine Tür dieses Events.</translation>
        </message>
        <message>
            <source>What answers cannot prove that it is the server. Check the address, and whether this network wants you to log in first.</source>
            <translation>Was antwortet, kann nicht beweisen, dass es der Server ist. Die Adresse prüfen, und ob dieses Netz erst eine Anmeldung will.</translation>
        </message>
        <message>
            <source>What came is not a message.</source>
            <translation>Was kam, ist keine Nachricht.</translation>
        </message>
        <message>
            <source>What comes from {port} is no text. Choose the speed that the scanner is set to.</source>
            <translation>Was von {port} kommt, ist kein Text. Die Geschwindigkeit wählen, auf die der Scanner eingestellt ist.</translation>
        </message>
        <message>
            <source>What comes out</source>
            <translation>Was herauskommt</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Was geschah</translation>
        </message>
        <message>
            <source>What is printed</source>
            <translation>Was gedruckt wird</translation>
        </message>
        <message>
            <source>What is scanned</source>
            <translation>Was gescannt wird</translation>
        </message>
        <message>
            <source>What is scanned at this device is listed here, also after a restart.</source>
            <translation>Was an diesem Gerät gescannt wird, steht hier, auch nach einem Neustart.</translation>
        </message>
        <message>
            <source>What it is made of</source>
            <translation>Woraus es gemacht ist</translation>
        </message>
        <message>
            <source>What it scanned after its removal does not count. Collect the device, and look for guests who came in there.</source>
            <translation>Was es nach dem Entfernen gescannt hat, zählt nicht. Das Gerät einsammeln und nach Gästen suchen, die dort hereinkamen.</translation>
        </message>
        <message>
            <source>What this device kept of its pairing cannot be read. Pair it again; its scans are kept.</source>
            <translation>Was dieses Gerät von seiner Kopplung weiß, ist nicht lesbar. Neu koppeln; seine Scans bleiben erhalten.</translation>
        </message>
        <message>
            <source>What waits for upload, and why.</source>
            <translation>Was auf das Hochladen wartet, und warum.</translation>
        </message>
        <message>
            <source>What was set cannot be kept on this device: its disk does not take it. It holds until the scanner is closed.</source>
            <translation>Die Einstellung lässt sich auf diesem Gerät nicht speichern: Der Datenträger nimmt sie nicht an. Sie gilt, bis der Scanner beendet wird.</translation>
        </message>
        <message>
            <source>What went wrong, and what to do about it.</source>
            <translation>Was schiefging und was zu tun ist.</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Wann</translation>
        </message>
        <message>
            <source>When somebody asks</source>
            <translation>Auf Wunsch</translation>
        </message>
        <message>
            <source>Who came when, by gate and by ticket type.</source>
            <translation>Wer wann kam, nach Eingang und Ticketart.</translation>
        </message>
        <message>
            <source>Who is it?</source>
            <translation>Wer ist es?</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Warum</translation>
        </message>
        <message>
            <source>Why (if you like)</source>
            <translation>Grund (freiwillig)</translation>
        </message>
        <message>
            <source>Why by hand (if you like)</source>
            <translation>Warum von Hand (freiwillig)</translation>
        </message>
        <message>
            <source>Why people were refused</source>
            <translation>Warum abgewiesen wurde</translation>
        </message>
        <message>
            <source>Width in mm</source>
            <translation>Breite in mm</translation>
        </message>
        <message>
            <source>Wipe</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>Wipe this device</source>
            <translation>Dieses Gerät löschen</translation>
        </message>
        <message>
            <source>With {seen} ms between keys it cannot be told from a person.</source>
            <translation>Mit {seen} ms zwischen den Tasten ist er nicht von einem Menschen zu unterscheiden.</translation>
        </message>
        <message>
            <source>Without a newer list this gate refuses everybody: sync.</source>
            <translation>Ohne neuere Liste weist dieser Eingang alle ab: abgleichen.</translation>
        </message>
        <message>
            <source>Without the server</source>
            <translation>Ohne Server</translation>
        </message>
        <message>
            <source>Works</source>
            <translation>Geht</translation>
        </message>
        <message>
            <source>Works without the server; the list has no good ticket to try</source>
            <translation>Geht ohne Server; die Liste hat kein gültiges Ticket zum Probieren</translation>
        </message>
        <message>
            <source>Writing the log …</source>
            <translation>Protokoll wird geschrieben …</translation>
        </message>
        <message>
            <source>Writing the log: {done} of {total} entries</source>
            <translation>Protokoll wird geschrieben: {done} von {total} Einträgen</translation>
        </message>
        <message>
            <source>Writing the rescue file …</source>
            <translation>Rettungsdatei wird geschrieben …</translation>
        </message>
        <message>
            <source>Wrong gate</source>
            <translation>Falscher Eingang</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>ja</translation>
        </message>
        <message>
            <source>You are early: your ticket starts later.</source>
            <translation>Sie sind früh dran: Ihr Ticket gilt erst später.</translation>
        </message>
        <message>
            <source>Your event</source>
            <translation>Ihr Event</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>Eigener Name</translation>
        </message>
        <message>
            <source>Your name (if you like)</source>
            <translation>Name (freiwillig)</translation>
        </message>
        <message>
            <source>Your ticket is for another entrance.</source>
            <translation>Ihr Ticket ist für einen anderen Eingang.</translation>
        </message>
        <message>
            <source>Your ticket is for another event.</source>
            <translation>Ihr Ticket ist für eine andere Veranstaltung.</translation>
        </message>
        <message>
            <source>Your ticket is good</source>
            <translation>Ihr Ticket ist gültig</translation>
        </message>
        <message>
            <source>Your ticket needs a moment with our staff.</source>
            <translation>Unser Team sieht sich Ihr Ticket kurz an.</translation>
        </message>
        <message>
            <source>Your turn</source>
            <translation>Jetzt von Hand</translation>
        </message>
        <message>
            <source>{charge}, plugged in</source>
            <translation>{charge}, am Strom</translation>
        </message>
        <message>
            <source>{count} at {when}</source>
            <translation>{count} um {when}</translation>
        </message>
        <message numerus="yes">
            <source>{count} cancelled</source>
            <comment>{count} cancelled</comment>
            <translation>
                <numerusform>{count} storniert</numerusform>
                <numerusform>{count} storniert</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} cannot count</source>
            <comment>{count} cannot count</comment>
            <translation>
                <numerusform>{count} kann nicht zählen</numerusform>
                <numerusform>{count} können nicht zählen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} changed</source>
            <comment>{count} changed</comment>
            <translation>
                <numerusform>{count} geändert</numerusform>
                <numerusform>{count} geändert</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} characters, {way}</source>
            <comment>{count} character, {way}</comment>
            <translation>
                <numerusform>{count} Zeichen, {way}</numerusform>
                <numerusform>{count} Zeichen, {way}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} days</source>
            <comment>{count} day</comment>
            <translation>
                <numerusform>{count} Tag</numerusform>
                <numerusform>{count} Tage</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} entries of the log</source>
            <comment>{count} entry of the log</comment>
            <translation>
                <numerusform>{count} Eintrag des Protokolls</numerusform>
                <numerusform>{count} Einträge des Protokolls</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} entries wait for upload.</source>
            <comment>{count} entry waits for upload.</comment>
            <translation>
                <numerusform>{count} Eintrag wartet auf das Hochladen.</numerusform>
                <numerusform>{count} Einträge warten auf das Hochladen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} entries were written to {file}.</source>
            <comment>{count} entry was written to {file}.</comment>
            <translation>
                <numerusform>{count} Eintrag wurde in {file} geschrieben.</numerusform>
                <numerusform>{count} Einträge wurden in {file} geschrieben.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} gone from the list</source>
            <comment>{count} gone from the list</comment>
            <translation>
                <numerusform>{count} nicht mehr auf der Liste</numerusform>
                <numerusform>{count} nicht mehr auf der Liste</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} guests found</source>
            <comment>{count} guest found</comment>
            <translation>
                <numerusform>{count} Gast gefunden</numerusform>
                <numerusform>{count} Gäste gefunden</numerusform>
            </translation>
        </message>
        <message>
            <source>{count} h</source>
            <translation>{count} Std.</translation>
        </message>
        <message numerus="yes">
            <source>{count} hours ago</source>
            <comment>{count} hour ago</comment>
            <translation>
                <numerusform>vor {count} Stunde</numerusform>
                <numerusform>vor {count} Stunden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} incidents</source>
            <comment>{count} incident</comment>
            <translation>
                <numerusform>{count} Vorfall</numerusform>
                <numerusform>{count} Vorfälle</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} incidents wait for somebody to deal with them.</source>
            <comment>{count} incident waits for somebody to deal with it.</comment>
            <translation>
                <numerusform>{count} Vorfall wartet darauf, dass sich jemand kümmert.</numerusform>
                <numerusform>{count} Vorfälle warten darauf, dass sich jemand kümmert.</numerusform>
            </translation>
        </message>
        <message>
            <source>{count} min</source>
            <translation>{count} Min.</translation>
        </message>
        <message numerus="yes">
            <source>{count} new tickets</source>
            <comment>{count} new ticket</comment>
            <translation>
                <numerusform>{count} neues Ticket</numerusform>
                <numerusform>{count} neue Tickets</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} people</source>
            <comment>{count} person</comment>
            <translation>
                <numerusform>{count} Person</numerusform>
                <numerusform>{count} Personen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} people may still come in.</source>
            <comment>{count} person may still come in.</comment>
            <translation>
                <numerusform>{count} Person darf noch hinein.</numerusform>
                <numerusform>{count} Personen dürfen noch hinein.</numerusform>
            </translation>
        </message>
        <message>
            <source>{count} s</source>
            <translation>{count} s</translation>
        </message>
        <message numerus="yes">
            <source>{count} scans</source>
            <comment>{count} scan</comment>
            <translation>
                <numerusform>{count} Scan</numerusform>
                <numerusform>{count} Scans</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans are in {file}. Give it to the organizer, or send it from a device with a network.</source>
            <comment>{count} scan is in {file}. Give it to the organizer, or send it from a device with a network.</comment>
            <translation>
                <numerusform>{count} Scan ist in {file}. Die Datei dem Veranstalter geben oder von einem Gerät mit Netz senden.</numerusform>
                <numerusform>{count} Scans sind in {file}. Die Datei dem Veranstalter geben oder von einem Gerät mit Netz senden.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans got</source>
            <comment>{count} scan got</comment>
            <translation>
                <numerusform>{count} Scan erhalten</numerusform>
                <numerusform>{count} Scans erhalten</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans of other doors got</source>
            <comment>{count} scan of other doors got</comment>
            <translation>
                <numerusform>{count} Scan anderer Türen erhalten</numerusform>
                <numerusform>{count} Scans anderer Türen erhalten</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans of other events wait: pair this device with those events to upload them.</source>
            <comment>{count} scan of another event waits: pair this device with that event to upload it.</comment>
            <translation>
                <numerusform>{count} Scan eines anderen Events wartet: Dieses Gerät zum Hochladen mit jenem Event koppeln.</numerusform>
                <numerusform>{count} Scans anderer Events warten: Dieses Gerät zum Hochladen mit jenen Events koppeln.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans sent</source>
            <comment>{count} scan sent</comment>
            <translation>
                <numerusform>{count} Scan gesendet</numerusform>
                <numerusform>{count} Scans gesendet</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait for upload.</source>
            <comment>{count} scan waits for upload.</comment>
            <translation>
                <numerusform>{count} Scan wartet auf das Hochladen.</numerusform>
                <numerusform>{count} Scans warten auf das Hochladen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait for upload. Sync first, or carry them away in a rescue file.</source>
            <comment>{count} scan waits for upload. Sync first, or carry it away in a rescue file.</comment>
            <translation>
                <numerusform>{count} Scan wartet auf das Hochladen. Zuerst abgleichen oder in einer Rettungsdatei mitnehmen.</numerusform>
                <numerusform>{count} Scans warten auf das Hochladen. Zuerst abgleichen oder in einer Rettungsdatei mitnehmen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait for upload. Sync first, then pair again.</source>
            <comment>{count} scan waits for upload. Sync first, then pair again.</comment>
            <translation>
                <numerusform>{count} Scan wartet auf das Hochladen. Zuerst abgleichen, dann neu koppeln.</numerusform>
                <numerusform>{count} Scans warten auf das Hochladen. Zuerst abgleichen, dann neu koppeln.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait for upload. They are sent first; without a network they are left in a sealed file that only the organizer can open.</source>
            <comment>{count} scan waits for upload. It is sent first; without a network it is left in a sealed file that only the organizer can open.</comment>
            <translation>
                <numerusform>{count} Scan wartet auf das Hochladen. Er wird zuerst gesendet; ohne Netz bleibt er in einer versiegelten Datei, die nur der Veranstalter öffnen kann.</numerusform>
                <numerusform>{count} Scans warten auf das Hochladen. Sie werden zuerst gesendet; ohne Netz bleiben sie in einer versiegelten Datei, die nur der Veranstalter öffnen kann.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait.</source>
            <comment>{count} scan waits.</comment>
            <translation>
                <numerusform>{count} Scan wartet.</numerusform>
                <numerusform>{count} Scans warten.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait: sync first.</source>
            <comment>{count} scan is not uploaded yet: sync first.</comment>
            <translation>
                <numerusform>{count} Scan ist noch nicht hochgeladen: zuerst abgleichen.</numerusform>
                <numerusform>{count} Scans sind noch nicht hochgeladen: zuerst abgleichen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans were new to the server</source>
            <comment>{count} scan was new to the server</comment>
            <translation>
                <numerusform>{count} Scan war dem Server neu</numerusform>
                <numerusform>{count} Scans waren dem Server neu</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} sealed files of earlier stores wait to go up.</source>
            <comment>{count} sealed file of an earlier store waits to go up.</comment>
            <translation>
                <numerusform>{count} versiegelte Datei eines früheren Speichers wartet auf das Hochladen.</numerusform>
                <numerusform>{count} versiegelte Dateien früherer Speicher warten auf das Hochladen.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} things left to try</source>
            <comment>{count} thing left to try</comment>
            <translation>
                <numerusform>{count} Punkt noch zu probieren</numerusform>
                <numerusform>{count} Punkte noch zu probieren</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} things to mend</source>
            <comment>{count} thing to mend</comment>
            <translation>
                <numerusform>{count} Punkt zu beheben</numerusform>
                <numerusform>{count} Punkte zu beheben</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} tickets</source>
            <comment>{count} ticket</comment>
            <translation>
                <numerusform>{count} Ticket</numerusform>
                <numerusform>{count} Tickets</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} times more.</source>
            <comment>Once more.</comment>
            <translation>
                <numerusform>Noch einmal.</numerusform>
                <numerusform>Noch {count}-mal.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} wait to be dealt with.</source>
            <comment>{count} waits for somebody to deal with it.</comment>
            <translation>
                <numerusform>{count} wartet auf Erledigung.</numerusform>
                <numerusform>{count} warten auf Erledigung.</numerusform>
            </translation>
        </message>
        <message>
            <source>{count} waiting</source>
            <translation>{count} warten</translation>
        </message>
        <message numerus="yes">
            <source>{count} were known</source>
            <comment>{count} was known</comment>
            <translation>
                <numerusform>{count} war bekannt</numerusform>
                <numerusform>{count} waren bekannt</numerusform>
            </translation>
        </message>
        <message>
            <source>{count}%</source>
            <translation>{count} %</translation>
        </message>
        <message>
            <source>{count}: {why}</source>
            <translation>{count}: {why}</translation>
        </message>
        <message>
            <source>{date}, {clock}</source>
            <translation>{date}, {clock}</translation>
        </message>
        <message>
            <source>{day} {month}</source>
            <translation>{day}. {month}</translation>
        </message>
        <message>
            <source>{day} {month} {year}</source>
            <translation>{day}. {month} {year}</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation>{done} von {total}</translation>
        </message>
        <message>
            <source>{done} scans</source>
            <translation>{done} Scans</translation>
        </message>
        <message>
            <source>{done} tickets</source>
            <translation>{done} Tickets</translation>
        </message>
        <message>
            <source>{file}: {why}</source>
            <translation>{file}: {why}</translation>
        </message>
        <message>
            <source>{first} to {last} of {total}</source>
            <translation>{first} bis {last} von {total}</translation>
        </message>
        <message>
            <source>{free} GB free</source>
            <translation>{free} GB frei</translation>
        </message>
        <message>
            <source>{gate} does not take this kind of ticket.</source>
            <translation>{gate} nimmt diese Ticketart nicht an.</translation>
        </message>
        <message>
            <source>{gate} is not open yet.</source>
            <translation>{gate} ist noch nicht offen.</translation>
        </message>
        <message>
            <source>{gate} takes no more guests.</source>
            <translation>{gate} nimmt keine Gäste mehr auf.</translation>
        </message>
        <message>
            <source>{gate}: {way}</source>
            <translation>{gate}: {way}</translation>
        </message>
        <message>
            <source>{inside} of {party} in</source>
            <translation>{inside} von {party} drin</translation>
        </message>
        <message>
            <source>{inside} of {party} of your group are in</source>
            <translation>{inside} von {party} Ihrer Gruppe sind drin</translation>
        </message>
        <message>
            <source>{left} left</source>
            <translation>noch {left}</translation>
        </message>
        <message>
            <source>{left} of {party} places left</source>
            <translation>Noch {left} von {party} Plätzen</translation>
        </message>
        <message>
            <source>{length} characters: {text}</source>
            <translation>{length} Zeichen: {text}</translation>
        </message>
        <message>
            <source>{minutes} min ago</source>
            <translation>vor {minutes} Min.</translation>
        </message>
        <message>
            <source>{name} (not plugged in)</source>
            <translation>{name} (nicht angesteckt)</translation>
        </message>
        <message>
            <source>{name} (not there)</source>
            <translation>{name} (nicht da)</translation>
        </message>
        <message>
            <source>{name} ({count})</source>
            <translation>{name} ({count})</translation>
        </message>
        <message>
            <source>{name} {count}</source>
            <translation>{name} {count}</translation>
        </message>
        <message>
            <source>{off} s off, known to {error} s</source>
            <translation>{off} s daneben, auf {error} s genau bekannt</translation>
        </message>
        <message>
            <source>{people} · max {capacity}</source>
            <translation>{people} · max. {capacity}</translation>
        </message>
        <message>
            <source>{printer} did not print. Check that it is on and has paper; nothing is lost.</source>
            <translation>{printer} hat nicht gedruckt. Ist er an und hat Papier? Nichts ist verloren.</translation>
        </message>
        <message>
            <source>{rate} a second</source>
            <translation>{rate} pro Sekunde</translation>
        </message>
        <message>
            <source>{rate} entries a second</source>
            <translation>{rate} Einträge pro Sekunde</translation>
        </message>
        <message>
            <source>{seconds} s ago</source>
            <translation>vor {seconds} s</translation>
        </message>
        <message>
            <source>{seen} of {expected} doors in sight</source>
            <translation>{seen} von {expected} Türen in Sicht</translation>
        </message>
        <message>
            <source>{seen} of {expected} other doors in sight.</source>
            <translation>{seen} von {expected} anderen Türen in Sicht.</translation>
        </message>
        <message>
            <source>{seen} of {others} other doors in sight</source>
            <translation>{seen} von {others} anderen Türen in Sicht</translation>
        </message>
        <message>
            <source>{start} to {end}</source>
            <translation>{start} bis {end}</translation>
        </message>
        <message>
            <source>{tickets}, not compared with the server</source>
            <translation>{tickets}, nicht mit dem Server verglichen</translation>
        </message>
        <message>
            <source>{tickets}, the same as on the server</source>
            <translation>{tickets}, dieselben wie auf dem Server</translation>
        </message>
        <message>
            <source>{tickets}; the list is changing right now</source>
            <translation>{tickets}; die Liste ändert sich gerade</translation>
        </message>
        <message>
            <source>{title}. {detail}</source>
            <translation>{title}. {detail}</translation>
        </message>
        <message>
            <source>{what}, as of the last contact</source>
            <translation>{what}, Stand des letzten Kontakts</translation>
        </message>
        <message>
            <source>{what}.</source>
            <translation>{what}.</translation>
        </message>
        <message>
            <source>{who} was refused. With a PIN you let in all the same; your name goes with it.</source>
            <translation>{who} wurde abgewiesen. Mit der PIN trotzdem einlassen; der eigene Name wird dazu notiert.</translation>
        </message>
        <message>
            <source>{who} will not count as let in, and the ticket can be used again.</source>
            <translation>{who} zählt nicht mehr als eingelassen, und das Ticket gilt wieder.</translation>
        </message>
        <message>
            <source>{why}. Choose another place</source>
            <translation>{why}. Einen anderen Ort wählen</translation>
        </message>
        <message>
            <source>“Copy for support” copies no names, places or tickets.</source>
            <translation>„Angaben kopieren“ nimmt keine Namen, Orte oder Tickets mit.</translation>
        </message>
        <message>
            <source>“{name}” holds no pictures that can be read.</source>
            <translation>In „{name}“ sind keine lesbaren Bilder.</translation>
        </message>
        <message>
            <source>“{text}”</source>
            <translation>„{text}“</translation>
        </message>
    </context>
</TS>
