<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
    <context>
        <name>Doorward</name>
        <message>
            <source>5 minutes</source>
            <translation>5 minutes</translation>
        </message>
        <message>
            <source>A device stands at the gate that it was paired with. Pair it again with a code of the other gate.</source>
            <translation>Un appareil est à l’accès auquel il a été associé. L’associer à nouveau avec un code de l’autre accès.</translation>
        </message>
        <message>
            <source>a folder of that name is in the way. Choose another name</source>
            <translation>un dossier de ce nom existe déjà. Choisir un autre nom</translation>
        </message>
        <message>
            <source>A genuine ticket, sold after the last sync.</source>
            <translation>Billet authentique, vendu après la dernière synchronisation.</translation>
        </message>
        <message>
            <source>A handheld scanner reads it too. Or type what it says.</source>
            <translation>Une douchette le lit aussi. Ou taper ce qui y est écrit.</translation>
        </message>
        <message>
            <source>a manager</source>
            <translation>un responsable</translation>
        </message>
        <message>
            <source>A manager let in all the same.</source>
            <translation>Le responsable a tout de même laissé entrer.</translation>
        </message>
        <message>
            <source>A new one was made of what could be read.</source>
            <translation>Un nouveau a été créé avec ce qui était lisible.</translation>
        </message>
        <message>
            <source>A newer version of this program is at the organizer’s server: {version}. Scanning goes on as it is.</source>
            <translation>Une version plus récente de ce programme est sur le serveur de l’organisateur : {version}. On continue à scanner tel quel.</translation>
        </message>
        <message>
            <source>A number from {least} to {largest}</source>
            <translation>Un nombre de {least} à {largest}</translation>
        </message>
        <message>
            <source>A number from {least} to {most}.</source>
            <translation>Un nombre de {least} à {most}.</translation>
        </message>
        <message>
            <source>A payment is still open.</source>
            <translation>Un paiement est encore en attente.</translation>
        </message>
        <message>
            <source>A removed device went on scanning</source>
            <translation>Un appareil retiré a continué à scanner</translation>
        </message>
        <message>
            <source>A scanner is already running on this device with the same data.</source>
            <translation>Un scanner tourne déjà sur cet appareil avec les mêmes données.</translation>
        </message>
        <message>
            <source>A sealed copy of what waits lies beside the store: nothing is lost if the store is.</source>
            <translation>Une copie scellée de ce qui attend est à côté du stock : rien n’est perdu s’il l’est.</translation>
        </message>
        <message>
            <source>About</source>
            <translation>À propos</translation>
        </message>
        <message>
            <source>About entry</source>
            <translation>Sur l’entrée</translation>
        </message>
        <message>
            <source>Acknowledge</source>
            <translation>Marquer réglé</translation>
        </message>
        <message>
            <source>Acknowledge: {what}</source>
            <translation>Marquer réglé : {what}</translation>
        </message>
        <message>
            <source>Add this computer’s user to the group “video”, then log in again.</source>
            <translation>Ajouter l’utilisateur de cet ordinateur au groupe « video », puis rouvrir la session.</translation>
        </message>
        <message>
            <source>Admitted</source>
            <translation>Admis</translation>
        </message>
        <message>
            <source>Admitted, refused, look, exit: did you hear all four?</source>
            <translation>Admis, refusé, à vérifier, sortie : les quatre sons étaient-ils audibles ?</translation>
        </message>
        <message>
            <source>Admitted, undone</source>
            <translation>Entrée, annulée</translation>
        </message>
        <message>
            <source>After a restart or a crash this device comes back as a kiosk.</source>
            <translation>Après un redémarrage ou un plantage, cet appareil revient en borne.</translation>
        </message>
        <message>
            <source>After the sound of everybody who is let in. No names.</source>
            <translation>Après le son de chaque personne admise. Pas de noms.</translation>
        </message>
        <message>
            <source>Against a refusal, at a manager’s word.</source>
            <translation>Malgré un refus, sur décision du responsable.</translation>
        </message>
        <message>
            <source>Alex Example</source>
            <translation>Alex Exemple</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Tous</translation>
        </message>
        <message>
            <source>All green</source>
            <translation>Tout est vert</translation>
        </message>
        <message>
            <source>All others</source>
            <translation>Tous les autres</translation>
        </message>
        <message>
            <source>All places of this ticket are taken.</source>
            <translation>Toutes les places de ce billet sont prises.</translation>
        </message>
        <message>
            <source>Allow it in the system’s privacy settings.</source>
            <translation>L’autoriser dans les réglages de confidentialité du système.</translation>
        </message>
        <message>
            <source>Already inside</source>
            <translation>Déjà entré</translation>
        </message>
        <message>
            <source>Already used</source>
            <translation>Déjà utilisé</translation>
        </message>
        <message numerus="yes">
            <source>And {count} more changes of the rules.</source>
            <comment>And {count} more change of the rules.</comment>
            <translation>
                <numerusform>Et {count} autre changement des règles.</numerusform>
                <numerusform>Et {count} autres changements des règles.</numerusform>
            </translation>
        </message>
        <message>
            <source>Another door is letting this ticket in at this moment.</source>
            <translation>Une autre porte laisse entrer ce billet en ce moment.</translation>
        </message>
        <message>
            <source>Another gate or event</source>
            <translation>Autre accès ou événement</translation>
        </message>
        <message>
            <source>Another program is holding the ticket store. Close it and try again.</source>
            <translation>Un autre programme retient le stock de billets. Le fermer et réessayer.</translation>
        </message>
        <message>
            <source>Another program uses {port}. Close it; the scanner comes back by itself.</source>
            <translation>Un autre programme utilise {port}. Le fermer ; la douchette revient d’elle-même.</translation>
        </message>
        <message>
            <source>Another size</source>
            <translation>Autre format</translation>
        </message>
        <message>
            <source>Apache License 2.0. It comes as it is, without any warranty.</source>
            <translation>Licence Apache 2.0. Fourni tel quel, sans aucune garantie.</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>Apparence</translation>
        </message>
        <message>
            <source>Apr</source>
            <translation>avr.</translation>
        </message>
        <message>
            <source>As it is</source>
            <translation>Telle quelle</translation>
        </message>
        <message>
            <source>As soon as somebody is let in, this shows when and where.</source>
            <translation>Dès que quelqu’un est entré, on voit ici quand et où.</translation>
        </message>
        <message>
            <source>As the gate says</source>
            <translation>Selon l’accès</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Comme le système</translation>
        </message>
        <message>
            <source>As typed</source>
            <translation>Comme tapé</translation>
        </message>
        <message>
            <source>Ask for the QR code on the ticket itself.</source>
            <translation>Demander le code QR du billet lui-même.</translation>
        </message>
        <message>
            <source>Ask for the right to use serial ports (on Linux: the group dialout).</source>
            <translation>Demander le droit d’utiliser les ports série (sous Linux : le groupe dialout).</translation>
        </message>
        <message>
            <source>Ask for the ticket for this event.</source>
            <translation>Demander le billet pour cet événement.</translation>
        </message>
        <message>
            <source>Ask for the ticket on the phone itself, or check the name, then let in.</source>
            <translation>Demander le billet sur le téléphone même, ou vérifier le nom, puis laisser entrer.</translation>
        </message>
        <message>
            <source>Ask the guest to come back at the time on the ticket.</source>
            <translation>Demander au visiteur de revenir à l’heure du billet.</translation>
        </message>
        <message>
            <source>Ask the guest to open the ticket on the phone itself, then scan again.</source>
            <translation>Demander d’ouvrir le billet sur le téléphone même, puis rescanner.</translation>
        </message>
        <message>
            <source>Ask the guest to wait.</source>
            <translation>Demander au visiteur d’attendre.</translation>
        </message>
        <message>
            <source>asked</source>
            <translation>demandé</translation>
        </message>
        <message>
            <source>Asked, without an answer</source>
            <translation>Demandé, sans réponse</translation>
        </message>
        <message>
            <source>at a time unknown</source>
            <translation>à une heure inconnue</translation>
        </message>
        <message>
            <source>At another door</source>
            <translation>À une autre porte</translation>
        </message>
        <message>
            <source>Aug</source>
            <translation>août</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automatique</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Retour</translation>
        </message>
        <message>
            <source>Back (Esc)</source>
            <translation>Retour (Échap)</translation>
        </message>
        <message>
            <source>Back in after an exit.</source>
            <translation>De retour après une sortie.</translation>
        </message>
        <message>
            <source>Badge</source>
            <translation>Badge</translation>
        </message>
        <message>
            <source>Badges go to {printer}</source>
            <translation>Les badges vont à {printer}</translation>
        </message>
        <message>
            <source>Bars</source>
            <translation>Barres</translation>
        </message>
        <message>
            <source>Battery {percent}%</source>
            <translation>Batterie {percent} %</translation>
        </message>
        <message>
            <source>Before, at {when}: {what}</source>
            <translation>Avant, à {when} : {what}</translation>
        </message>
        <message>
            <source>Blocked</source>
            <translation>Bloqué</translation>
        </message>
        <message>
            <source>Busiest minute</source>
            <translation>Minute la plus chargée</translation>
        </message>
        <message>
            <source>By hand</source>
            <translation>Manuelle</translation>
        </message>
        <message>
            <source>By hand, by</source>
            <translation>À la main, par</translation>
        </message>
        <message>
            <source>By itself</source>
            <translation>De lui-même</translation>
        </message>
        <message>
            <source>By place</source>
            <translation>Par place</translation>
        </message>
        <message>
            <source>by {door}</source>
            <translation>par {door}</translation>
        </message>
        <message>
            <source>By {operator}</source>
            <translation>Par {operator}</translation>
        </message>
        <message>
            <source>by {operator}</source>
            <translation>par {operator}</translation>
        </message>
        <message>
            <source>Came in</source>
            <translation>Entrés</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Caméra</translation>
        </message>
        <message>
            <source>Camera gives no picture</source>
            <translation>La caméra ne donne pas d’image</translation>
        </message>
        <message>
            <source>Camera in use</source>
            <translation>Caméra occupée</translation>
        </message>
        <message>
            <source>Camera lost</source>
            <translation>Caméra perdue</translation>
        </message>
        <message>
            <source>Camera not allowed</source>
            <translation>Caméra non autorisée</translation>
        </message>
        <message>
            <source>Camera picture</source>
            <translation>Image de la caméra</translation>
        </message>
        <message>
            <source>Camera {number}</source>
            <translation>Caméra {number}</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abandonner</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Annulé</translation>
        </message>
        <message>
            <source>Cannot be checked</source>
            <translation>Invérifiable</translation>
        </message>
        <message>
            <source>Cannot change files in {folder}: {why}.</source>
            <translation>Impossible de modifier des fichiers dans {folder} : {why}.</translation>
        </message>
        <message>
            <source>Cannot change files in {folder}: {why}. Free some space.</source>
            <translation>Impossible de modifier des fichiers dans {folder} : {why}. Libérer de la place.</translation>
        </message>
        <message>
            <source>Cannot delete {path}: {why}.</source>
            <translation>Impossible de supprimer {path} : {why}.</translation>
        </message>
        <message>
            <source>Cannot read {path}: {why}.</source>
            <translation>Impossible de lire {path} : {why}.</translation>
        </message>
        <message>
            <source>Cannot use {folder} to keep tickets in: {why}. Free some space or name another folder.</source>
            <translation>Impossible de garder des billets dans {folder} : {why}. Libérer de la place ou indiquer un autre dossier.</translation>
        </message>
        <message>
            <source>Capacity</source>
            <translation>Capacité</translation>
        </message>
        <message>
            <source>Caps Lock is on. It does no harm.</source>
            <translation>Verr. Maj est active. Sans conséquence.</translation>
        </message>
        <message>
            <source>Carry a rescue file of any door of this event to the server.</source>
            <translation>Apporter au serveur un fichier de secours d’une porte de cet événement.</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Vérifier</translation>
        </message>
        <message>
            <source>Check first</source>
            <translation>À vérifier</translation>
        </message>
        <message>
            <source>Check its cable, or choose another camera in the menu.</source>
            <translation>Vérifier son câble, ou choisir une autre caméra dans le menu.</translation>
        </message>
        <message>
            <source>Check the cable. It comes back by itself.</source>
            <translation>Vérifier le câble. Elle revient d’elle-même.</translation>
        </message>
        <message>
            <source>Check the name and, if you can, another door. Then let in.</source>
            <translation>Vérifier le nom et, si possible, auprès d’une autre porte. Puis laisser entrer.</translation>
        </message>
        <message>
            <source>Check the network and try again. Scanning goes on with the list you have.</source>
            <translation>Vérifier le réseau et réessayer. On continue à scanner avec la liste présente.</translation>
        </message>
        <message>
            <source>Check the spelling, or try a part of the name or of the code.</source>
            <translation>Vérifier l’orthographe, ou essayer une partie du nom ou du code.</translation>
        </message>
        <message>
            <source>Check, then let in.</source>
            <translation>Vérifier, puis laisser entrer.</translation>
        </message>
        <message>
            <source>Check-in has ended.</source>
            <translation>L’enregistrement est terminé.</translation>
        </message>
        <message>
            <source>Check-in is closed here.</source>
            <translation>L’enregistrement est fermé ici.</translation>
        </message>
        <message>
            <source>Checked by itself</source>
            <translation>Vérifié tout seul</translation>
        </message>
        <message>
            <source>Checked out</source>
            <translation>Sortie</translation>
        </message>
        <message>
            <source>Checking …</source>
            <translation>Vérification…</translation>
        </message>
        <message>
            <source>Clock</source>
            <translation>Horloge</translation>
        </message>
        <message>
            <source>Clock may be off by (seconds)</source>
            <translation>Écart possible de l’horloge (secondes)</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Fermer</translation>
        </message>
        <message>
            <source>Close the other program that uses it. It comes back by itself.</source>
            <translation>Fermer l’autre programme qui l’utilise. Elle revient d’elle-même.</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Code</translation>
        </message>
        <message>
            <source>Code to scan</source>
            <translation>Code à scanner</translation>
        </message>
        <message>
            <source>Codes are read</source>
            <translation>Les codes sont lus</translation>
        </message>
        <message>
            <source>Compare with the ticket and type it again.</source>
            <translation>Comparer avec le billet et le retaper.</translation>
        </message>
        <message>
            <source>Connect one, or go by the light alone.</source>
            <translation>En brancher un, ou se fier à la lumière seule.</translation>
        </message>
        <message>
            <source>Connect to the network once.</source>
            <translation>Se connecter une fois au réseau.</translation>
        </message>
        <message>
            <source>Connected to {port}</source>
            <translation>Connecté à {port}</translation>
        </message>
        <message>
            <source>Connecting …</source>
            <translation>Connexion…</translation>
        </message>
        <message>
            <source>Copied. Paste it where support asks for it.</source>
            <translation>Copié. Le coller là où l’assistance le demande.</translation>
        </message>
        <message>
            <source>Copy for support</source>
            <translation>Copier les infos</translation>
        </message>
        <message>
            <source>Counting: {done} of {total} entries</source>
            <translation>Comptage : {done} sur {total} entrées</translation>
        </message>
        <message>
            <source>Counts</source>
            <translation>Compte</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Sombre</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>Sombre ou clair</translation>
        </message>
        <message>
            <source>Data folder</source>
            <translation>Dossier des données</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>Jour</translation>
        </message>
        <message>
            <source>Dealt with</source>
            <translation>Réglé</translation>
        </message>
        <message>
            <source>Dealt with: {place}</source>
            <translation>Réglé : {place}</translation>
        </message>
        <message>
            <source>Dec</source>
            <translation>déc.</translation>
        </message>
        <message>
            <source>Decided by</source>
            <translation>Décidé par</translation>
        </message>
        <message>
            <source>Decided without the server in {took} ms: “{word}”</source>
            <translation>Décidé sans serveur en {took} ms : « {word} »</translation>
        </message>
        <message>
            <source>Delete something before the night begins.</source>
            <translation>Supprimer quelque chose avant le début de la soirée.</translation>
        </message>
        <message>
            <source>Delete something: without space no scan is recorded.</source>
            <translation>Supprimer quelque chose : sans place, aucun scan n’est enregistré.</translation>
        </message>
        <message>
            <source>Destroy the list, the log and the keys on this device.</source>
            <translation>Détruire la liste, le journal et les clés de cet appareil.</translation>
        </message>
        <message>
            <source>Device name</source>
            <translation>Nom de l’appareil</translation>
        </message>
        <message>
            <source>Device number</source>
            <translation>Numéro de l’appareil</translation>
        </message>
        <message>
            <source>Device removed</source>
            <translation>Appareil retiré</translation>
        </message>
        <message>
            <source>Device storage is full.</source>
            <translation>La mémoire de l’appareil est pleine.</translation>
        </message>
        <message>
            <source>Direction</source>
            <translation>Sens</translation>
        </message>
        <message>
            <source>Do not let in yet. Free space, then scan again.</source>
            <translation>Ne pas encore laisser entrer. Libérer de la place, puis rescanner.</translation>
        </message>
        <message>
            <source>Do not let in. Call the manager.</source>
            <translation>Ne pas laisser entrer. Appeler le responsable.</translation>
        </message>
        <message>
            <source>Do not let in. In doubt, call the manager.</source>
            <translation>Ne pas laisser entrer. En cas de doute, appeler le responsable.</translation>
        </message>
        <message>
            <source>Do not let in. Scan again in a moment; in doubt, call the manager.</source>
            <translation>Ne pas laisser entrer. Rescanner dans un instant ; en cas de doute, appeler le responsable.</translation>
        </message>
        <message>
            <source>Do not let in. Send the guest to another door and call the manager.</source>
            <translation>Ne pas laisser entrer. Envoyer le visiteur à une autre porte et appeler le responsable.</translation>
        </message>
        <message>
            <source>Do not let in. Send the guest to the box office.</source>
            <translation>Ne pas laisser entrer. Envoyer le visiteur à la billetterie.</translation>
        </message>
        <message>
            <source>Door</source>
            <translation>Porte</translation>
        </message>
        <message>
            <source>Door not known</source>
            <translation>Porte inconnue</translation>
        </message>
        <message>
            <source>Door status</source>
            <translation>État de la porte</translation>
        </message>
        <message>
            <source>Doorward</source>
            <translation>Doorward</translation>
        </message>
        <message>
            <source>Doorward stands on the work of these people; each part is theirs, under its own licence.</source>
            <translation>Doorward repose sur le travail de ces personnes ; chaque partie est la leur, sous sa propre licence.</translation>
        </message>
        <message>
            <source>Double admissions and the like are listed here.</source>
            <translation>Les doubles entrées et autres incidents figurent ici.</translation>
        </message>
        <message numerus="yes">
            <source>Duplicates are possible: {count} doors could not be asked.</source>
            <comment>Duplicates are possible: {count} door could not be asked.</comment>
            <translation>
                <numerusform>Doublons possibles : {count} porte n’a pas pu être interrogée.</numerusform>
                <numerusform>Doublons possibles : {count} portes n’ont pas pu être interrogées.</numerusform>
            </translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>E-mail</translation>
        </message>
        <message>
            <source>e.g. 7K3M9-QXZ5A</source>
            <translation>p. ex. 7K3M9-QXZ5A</translation>
        </message>
        <message>
            <source>End</source>
            <translation>Terminer</translation>
        </message>
        <message>
            <source>End training</source>
            <translation>Fin de l’entraînement</translation>
        </message>
        <message>
            <source>Ends a code with</source>
            <translation>Termine un code par</translation>
        </message>
        <message>
            <source>Ends every code with Return.</source>
            <translation>Termine chaque code par Entrée.</translation>
        </message>
        <message>
            <source>Ends every code with Tab.</source>
            <translation>Termine chaque code par Tab.</translation>
        </message>
        <message>
            <source>Entered {when}</source>
            <translation>Entré {when}</translation>
        </message>
        <message>
            <source>Entries of the door log: {count}.</source>
            <translation>Entrées du journal de la porte : {count}.</translation>
        </message>
        <message>
            <source>Entries that hang on lost ones, sealed for the server: {count}.</source>
            <translation>Entrées rattachées à d’autres perdues, scellées pour le serveur : {count}.</translation>
        </message>
        <message>
            <source>Entry</source>
            <translation>Entrée</translation>
        </message>
        <message>
            <source>entry</source>
            <translation>entrée</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>Événement</translation>
        </message>
        <message>
            <source>Event closed</source>
            <translation>Événement clos</translation>
        </message>
        <message>
            <source>Every scan held here as a table (CSV). It has guests’ names: keep it safe.</source>
            <translation>Tous les scans présents ici en tableau (CSV). Il contient des noms : le garder en lieu sûr.</translation>
        </message>
        <message>
            <source>Everything is drawn that large at once: see for yourself.</source>
            <translation>Tout s’affiche aussitôt à cette taille.</translation>
        </message>
        <message>
            <source>Exit</source>
            <translation>Sortie</translation>
        </message>
        <message>
            <source>exit</source>
            <translation>sortie</translation>
        </message>
        <message>
            <source>Expected</source>
            <translation>Attendus</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>Expiré</translation>
        </message>
        <message>
            <source>Export the log</source>
            <translation>Exporter le journal</translation>
        </message>
        <message>
            <source>Exposure</source>
            <translation>Exposition</translation>
        </message>
        <message>
            <source>Feb</source>
            <translation>févr.</translation>
        </message>
        <message>
            <source>Fetch the list anew</source>
            <translation>Récupérer la liste</translation>
        </message>
        <message>
            <source>Fetch the whole list anew.</source>
            <translation>Récupérer à nouveau toute la liste.</translation>
        </message>
        <message>
            <source>Fetching the whole list …</source>
            <translation>Récupération de toute la liste…</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Fichiers</translation>
        </message>
        <message>
            <source>Find a guest</source>
            <translation>Chercher un visiteur</translation>
        </message>
        <message>
            <source>Find the guest who came in last, and compare ticket and ID. Was it one guest scanned twice? Then undo the second scan. Was it a copy? Then one of the two has to leave.</source>
            <translation>Retrouver le visiteur entré en dernier et comparer billet et pièce d’identité. La même personne scannée deux fois ? Annuler le second scan. Une copie ? L’une des deux doit sortir.</translation>
        </message>
        <message>
            <source>First: {place}</source>
            <translation>D’abord : {place}</translation>
        </message>
        <message>
            <source>For everybody who is let in</source>
            <translation>À chaque entrée</translation>
        </message>
        <message>
            <source>For handhelds in serial mode, also called USB-COM or CDC.</source>
            <translation>Pour les douchettes en mode série, dit aussi USB-COM ou CDC.</translation>
        </message>
        <message>
            <source>For staff: {what}</source>
            <translation>Pour le personnel : {what}</translation>
        </message>
        <message>
            <source>From</source>
            <translation>De</translation>
        </message>
        <message>
            <source>From {first} to {last}: {groups}.</source>
            <translation>De {first} à {last} : {groups}.</translation>
        </message>
        <message>
            <source>From {start}</source>
            <translation>Dès {start}</translation>
        </message>
        <message>
            <source>Full resync</source>
            <translation>Tout recharger</translation>
        </message>
        <message>
            <source>Gate</source>
            <translation>Accès</translation>
        </message>
        <message>
            <source>Gate closed</source>
            <translation>Accès fermé</translation>
        </message>
        <message>
            <source>Gate not known</source>
            <translation>Accès inconnu</translation>
        </message>
        <message>
            <source>Gate not open</source>
            <translation>Accès pas ouvert</translation>
        </message>
        <message>
            <source>Gate removed</source>
            <translation>Accès retiré</translation>
        </message>
        <message>
            <source>Get every ticket anew, for when the list seems wrong.</source>
            <translation>Récupérer chaque billet à nouveau, si la liste paraît fausse.</translation>
        </message>
        <message>
            <source>Getting the ticket list …</source>
            <translation>Réception de la liste des billets…</translation>
        </message>
        <message>
            <source>Good</source>
            <translation>Valable</translation>
        </message>
        <message>
            <source>Good to see you again.</source>
            <translation>Ravis de vous revoir.</translation>
        </message>
        <message>
            <source>Goodbye</source>
            <translation>Au revoir</translation>
        </message>
        <message>
            <source>Greeting</source>
            <translation>Accueil</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>Groupe</translation>
        </message>
        <message>
            <source>Guest</source>
            <translation>Visiteur</translation>
        </message>
        <message>
            <source>Guests check themselves in. They see the camera’s picture and whether they may go in, nothing else.</source>
            <translation>Les visiteurs s’enregistrent eux-mêmes. Ils voient l’image de la caméra et s’ils peuvent entrer, rien d’autre.</translation>
        </message>
        <message>
            <source>Guests found</source>
            <translation>Visiteurs trouvés</translation>
        </message>
        <message>
            <source>Handheld scanner</source>
            <translation>Douchette</translation>
        </message>
        <message>
            <source>Has left</source>
            <translation>Est sorti</translation>
        </message>
        <message>
            <source>Heard</source>
            <translation>Entendu</translation>
        </message>
        <message>
            <source>Height in mm</source>
            <translation>Hauteur en mm</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Historique</translation>
        </message>
        <message>
            <source>Hold it down for three seconds.</source>
            <translation>Maintenir appuyé trois secondes.</translation>
        </message>
        <message>
            <source>Hold the QR code from the dashboard’s Devices page to the camera.</source>
            <translation>Présenter à la caméra le code QR de la page Appareils du tableau de bord.</translation>
        </message>
        <message>
            <source>Hold the scanner still, or give it a pause of 5 to 10 ms between keys. Then scan again.</source>
            <translation>Tenir la douchette immobile, ou lui donner une pause de 5 à 10 ms entre les touches. Puis rescanner.</translation>
        </message>
        <message>
            <source>Hold to unpair</source>
            <translation>Maintenir : dissocier</translation>
        </message>
        <message>
            <source>Hold to wipe</source>
            <translation>Maintenir : effacer</translation>
        </message>
        <message>
            <source>Hold your ticket to the camera</source>
            <translation>Présentez votre billet à la caméra</translation>
        </message>
        <message>
            <source>Hold your ticket to the scanner</source>
            <translation>Présentez votre billet au lecteur</translation>
        </message>
        <message>
            <source>Hour</source>
            <translation>Heure</translation>
        </message>
        <message>
            <source>How much of it is done</source>
            <translation>Ce qui en est fait</translation>
        </message>
        <message>
            <source>If it beeps, it sends elsewhere: pair it with this computer again, or set it to keyboard mode (HID).</source>
            <translation>Si elle bipe, elle envoie ailleurs : la jumeler à nouveau avec cet ordinateur, ou la mettre en mode clavier (HID).</translation>
        </message>
        <message>
            <source>If it does not beep, it cannot read this screen: make it brighter, or hold it 15 cm away.</source>
            <translation>Si elle ne bipe pas, elle ne lit pas cet écran : l’éclaircir, ou la tenir à 15 cm.</translation>
        </message>
        <message>
            <source>In serial mode (USB-COM) it needs its port, on the page before.</source>
            <translation>En mode série (USB-COM), il lui faut son port, sur la page précédente.</translation>
        </message>
        <message>
            <source>Incident dealt with</source>
            <translation>Incident réglé</translation>
        </message>
        <message>
            <source>Incidents</source>
            <translation>Incidents</translation>
        </message>
        <message>
            <source>Incidents ({count})</source>
            <translation>Incidents ({count})</translation>
        </message>
        <message>
            <source>Inside</source>
            <translation>À l’intérieur</translation>
        </message>
        <message>
            <source>Inside now</source>
            <translation>À l’intérieur</translation>
        </message>
        <message>
            <source>Inside {inside} / {expected}</source>
            <translation>Entrés {inside} / {expected}</translation>
        </message>
        <message>
            <source>Is slow: up to {gap} ms between two keys.</source>
            <translation>Est lente : jusqu’à {gap} ms entre deux touches.</translation>
        </message>
        <message>
            <source>Is the lens covered?</source>
            <translation>L’objectif est-il couvert ?</translation>
        </message>
        <message>
            <source>It changes capitals and small letters</source>
            <translation>Elle change majuscules et minuscules</translation>
        </message>
        <message>
            <source>It is at the printer.</source>
            <translation>C’est à l’imprimante.</translation>
        </message>
        <message>
            <source>it is full. Free some space on it, or take another one</source>
            <translation>elle est pleine. Y libérer de la place, ou en prendre une autre</translation>
        </message>
        <message>
            <source>It is started again by itself. If that does not help, plug it in anew.</source>
            <translation>Elle redémarre d’elle-même. Si cela ne suffit pas, la rebrancher.</translation>
        </message>
        <message>
            <source>it is write-protected. Move its switch, or take another one</source>
            <translation>elle est protégée en écriture. Basculer son curseur, ou en prendre une autre</translation>
        </message>
        <message>
            <source>It types for a keyboard of another country</source>
            <translation>Elle tape pour un clavier d’un autre pays</translation>
        </message>
        <message>
            <source>It types too slowly</source>
            <translation>Elle tape trop lentement</translation>
        </message>
        <message>
            <source>Jan</source>
            <translation>janv.</translation>
        </message>
        <message>
            <source>Jul</source>
            <translation>juil.</translation>
        </message>
        <message>
            <source>Jun</source>
            <translation>juin</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>à l’instant</translation>
        </message>
        <message>
            <source>Kept aside: the server does not know the device that wrote it. Tell the organizer.</source>
            <translation>Mis de côté : le serveur ne connaît pas l’appareil qui l’a écrit. Prévenir l’organisateur.</translation>
        </message>
        <message>
            <source>Key in a file</source>
            <translation>Clé dans un fichier</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Clés</translation>
        </message>
        <message>
            <source>Keys are read</source>
            <translation>Lecture des touches</translation>
        </message>
        <message>
            <source>Kiosk</source>
            <translation>Borne</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Langue</translation>
        </message>
        <message>
            <source>Last all green: {when}</source>
            <translation>Tout vert pour la dernière fois : {when}</translation>
        </message>
        <message>
            <source>Last scan {when}: {amount}</source>
            <translation>Dernier scan {when} : {amount}</translation>
        </message>
        <message>
            <source>Learn my scanner</source>
            <translation>Apprendre ma douchette</translation>
        </message>
        <message>
            <source>Leave this event. What the server lacks stays until it is uploaded.</source>
            <translation>Quitter cet événement. Ce qui manque au serveur reste jusqu’à l’envoi.</translation>
        </message>
        <message>
            <source>Leave {event}</source>
            <translation>Quitter {event}</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>Sorti</translation>
        </message>
        <message>
            <source>Left {when}</source>
            <translation>Sorti {when}</translation>
        </message>
        <message>
            <source>Left, undone</source>
            <translation>Sortie, annulée</translation>
        </message>
        <message>
            <source>Let in</source>
            <translation>Laisser entrer</translation>
        </message>
        <message>
            <source>let in</source>
            <translation>entré</translation>
        </message>
        <message>
            <source>Let in by hand</source>
            <translation>Entrée manuelle</translation>
        </message>
        <message>
            <source>Let in by hand.</source>
            <translation>Entrée manuelle.</translation>
        </message>
        <message>
            <source>Let in by the manager</source>
            <translation>Autorisé par le responsable</translation>
        </message>
        <message>
            <source>Let in by the manager.</source>
            <translation>Entrée autorisée par le responsable.</translation>
        </message>
        <message>
            <source>Let in fewer, or call the manager.</source>
            <translation>En laisser entrer moins, ou appeler le responsable.</translation>
        </message>
        <message>
            <source>Let in twice</source>
            <translation>Entré deux fois</translation>
        </message>
        <message>
            <source>Let in with a ticket that nobody sold</source>
            <translation>Entré avec un billet que personne n’a vendu</translation>
        </message>
        <message>
            <source>Let in with a ticket that was no longer good</source>
            <translation>Entré avec un billet qui n’était plus valable</translation>
        </message>
        <message>
            <source>Let the guest out.</source>
            <translation>Laisser sortir le visiteur.</translation>
        </message>
        <message>
            <source>Letters</source>
            <translation>Lettres</translation>
        </message>
        <message>
            <source>Letters get lost on the way</source>
            <translation>Des lettres se perdent en route</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Clair</translation>
        </message>
        <message>
            <source>List too old</source>
            <translation>Liste trop ancienne</translation>
        </message>
        <message>
            <source>List up to date</source>
            <translation>Liste à jour</translation>
        </message>
        <message>
            <source>List {age} old</source>
            <translation>Liste d’il y a {age}</translation>
        </message>
        <message>
            <source>Lock now</source>
            <translation>Verrouiller</translation>
        </message>
        <message>
            <source>Locks by itself in {time} min.</source>
            <translation>Se verrouille dans {time} min.</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Journal</translation>
        </message>
        <message>
            <source>Longer</source>
            <translation>Plus</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>À voir</translation>
        </message>
        <message>
            <source>Look only</source>
            <translation>Contrôle seul</translation>
        </message>
        <message>
            <source>look only</source>
            <translation>contrôle seul</translation>
        </message>
        <message>
            <source>Look only: nobody was checked in.</source>
            <translation>Contrôle seul : personne n’a été enregistré.</translation>
        </message>
        <message>
            <source>Look, language, sound.</source>
            <translation>Apparence, langue, son.</translation>
        </message>
        <message>
            <source>Looking further back …</source>
            <translation>Recherche plus loin…</translation>
        </message>
        <message>
            <source>Manager</source>
            <translation>Responsable</translation>
        </message>
        <message>
            <source>Manager …</source>
            <translation>Responsable…</translation>
        </message>
        <message>
            <source>Managers only</source>
            <translation>Réservé au responsable</translation>
        </message>
        <message>
            <source>Manager’s name</source>
            <translation>Nom du responsable</translation>
        </message>
        <message>
            <source>Mar</source>
            <translation>mars</translation>
        </message>
        <message>
            <source>May</source>
            <translation>mai</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>Menu</translation>
        </message>
        <message>
            <source>Minute</source>
            <translation>Minute</translation>
        </message>
        <message>
            <source>Mirrored</source>
            <translation>En miroir</translation>
        </message>
        <message>
            <source>Misread code</source>
            <translation>Mal lu</translation>
        </message>
        <message>
            <source>Mistyped code</source>
            <translation>Mal tapé</translation>
        </message>
        <message>
            <source>More people than this ticket has places left.</source>
            <translation>Plus de personnes qu’il ne reste de places sur ce billet.</translation>
        </message>
        <message>
            <source>More reads smaller codes. Less is quicker on a slow computer.</source>
            <translation>Plus lit des codes plus petits. Moins est plus rapide sur un ordinateur lent.</translation>
        </message>
        <message>
            <source>More scans wait than one sealed file holds. Sync first.</source>
            <translation>Plus de scans attendent qu’un fichier scellé n’en contient. Synchroniser d’abord.</translation>
        </message>
        <message>
            <source>Most work at once. Where one does not, let it be learned: the button below tells what it needs.</source>
            <translation>La plupart marchent aussitôt. Sinon, l’apprendre : le bouton ci-dessous dit ce qu’il lui faut.</translation>
        </message>
        <message>
            <source>Name, order, e-mail, phone or code</source>
            <translation>Nom, commande, e-mail, téléphone ou code</translation>
        </message>
        <message>
            <source>Never compared with the server</source>
            <translation>Jamais comparé avec le serveur</translation>
        </message>
        <message>
            <source>New door: {name}.</source>
            <translation>Nouvelle porte : {name}.</translation>
        </message>
        <message>
            <source>New gate: {name}.</source>
            <translation>Nouvel accès : {name}.</translation>
        </message>
        <message>
            <source>New ticket type: {name}.</source>
            <translation>Nouveau type de billet : {name}.</translation>
        </message>
        <message>
            <source>Newest first</source>
            <translation>Récents d’abord</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Suivant</translation>
        </message>
        <message>
            <source>no</source>
            <translation>non</translation>
        </message>
        <message>
            <source>No camera</source>
            <translation>Pas de caméra</translation>
        </message>
        <message>
            <source>No camera found</source>
            <translation>Aucune caméra trouvée</translation>
        </message>
        <message>
            <source>No camera here</source>
            <translation>Pas de caméra ici</translation>
        </message>
        <message>
            <source>No gate</source>
            <translation>Pas d’accès</translation>
        </message>
        <message>
            <source>No handheld here</source>
            <translation>Pas de douchette ici</translation>
        </message>
        <message>
            <source>No key to check signed tickets with</source>
            <translation>Pas de clé pour vérifier les billets signés</translation>
        </message>
        <message>
            <source>No list yet</source>
            <translation>Pas encore de liste</translation>
        </message>
        <message>
            <source>No loudspeaker was found</source>
            <translation>Aucun haut-parleur trouvé</translation>
        </message>
        <message>
            <source>No name</source>
            <translation>Sans nom</translation>
        </message>
        <message>
            <source>No picture comes</source>
            <translation>Aucune image n’arrive</translation>
        </message>
        <message>
            <source>No PIN is set: whoever stands here can open this page. The organizer can set one for the event.</source>
            <translation>Pas de code PIN : n’importe qui peut ouvrir cette page. L’organisateur peut en définir un pour l’événement.</translation>
        </message>
        <message>
            <source>No port is chosen.</source>
            <translation>Aucun port choisi.</translation>
        </message>
        <message>
            <source>No scan by a handheld yet.</source>
            <translation>Pas encore de scan par douchette.</translation>
        </message>
        <message>
            <source>No scan waits for upload.</source>
            <translation>Aucun scan en attente d’envoi.</translation>
        </message>
        <message>
            <source>No scan waits: the server has them all. Nothing but settings is left.</source>
            <translation>Aucun scan n’attend : le serveur les a tous. Seuls les réglages restent.</translation>
        </message>
        <message>
            <source>No scans yet</source>
            <translation>Pas encore de scans</translation>
        </message>
        <message>
            <source>No scans yet.</source>
            <translation>Aucun scan pour l’instant.</translation>
        </message>
        <message>
            <source>No sound</source>
            <translation>Pas de son</translation>
        </message>
        <message>
            <source>No such ticket is on this device’s list.</source>
            <translation>Ce billet ne figure pas sur la liste de cet appareil.</translation>
        </message>
        <message>
            <source>Nobody came yet</source>
            <translation>Personne pour l’instant</translation>
        </message>
        <message>
            <source>Nobody came yet.</source>
            <translation>Personne pour l’instant.</translation>
        </message>
        <message>
            <source>Nobody found</source>
            <translation>Personne trouvé</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Aucun</translation>
        </message>
        <message>
            <source>None is plugged in. One that is shows up here by itself.</source>
            <translation>Aucune n’est branchée. Une fois branchée, elle apparaît ici d’elle-même.</translation>
        </message>
        <message>
            <source>None of these</source>
            <translation>Aucun de ceux-ci</translation>
        </message>
        <message>
            <source>Not a ticket code</source>
            <translation>Pas un billet</translation>
        </message>
        <message>
            <source>Not all green yet on this device.</source>
            <translation>Tout n’est pas encore vert sur cet appareil.</translation>
        </message>
        <message>
            <source>Not all of {folder} could be deleted: {why}. Try again.</source>
            <translation>Tout n’a pas pu être supprimé dans {folder} : {why}. Réessayer.</translation>
        </message>
        <message>
            <source>Not found: {printer}</source>
            <translation>Introuvable : {printer}</translation>
        </message>
        <message>
            <source>Not genuine</source>
            <translation>Pas authentique</translation>
        </message>
        <message>
            <source>Not heard</source>
            <translation>Pas entendu</translation>
        </message>
        <message>
            <source>Not in yet</source>
            <translation>Pas encore entré</translation>
        </message>
        <message>
            <source>Not known</source>
            <translation>Inconnu</translation>
        </message>
        <message>
            <source>Not on the list</source>
            <translation>Pas sur la liste</translation>
        </message>
        <message>
            <source>Not paid</source>
            <translation>Non payé</translation>
        </message>
        <message>
            <source>Not paired</source>
            <translation>Non associé</translation>
        </message>
        <message>
            <source>Not paired yet</source>
            <translation>Pas encore associé</translation>
        </message>
        <message>
            <source>Not ready</source>
            <translation>Pas prêt</translation>
        </message>
        <message>
            <source>Not recorded</source>
            <translation>Pas enregistré</translation>
        </message>
        <message>
            <source>Not sent yet: it goes up in a moment.</source>
            <translation>Pas encore envoyé : l’envoi suit dans un instant.</translation>
        </message>
        <message>
            <source>Not sent yet: offline for {time}.</source>
            <translation>Pas encore envoyé : hors ligne depuis {time}.</translation>
        </message>
        <message>
            <source>Not there yet. Plug the scanner in: it is found by itself.</source>
            <translation>Pas encore là. Brancher la douchette : elle est trouvée d’elle-même.</translation>
        </message>
        <message>
            <source>Not used</source>
            <translation>Non utilisé</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Remarque</translation>
        </message>
        <message>
            <source>note</source>
            <translation>note</translation>
        </message>
        <message>
            <source>Noted. Every door will hear of it.</source>
            <translation>Noté. Toutes les portes en seront informées.</translation>
        </message>
        <message>
            <source>Nothing</source>
            <translation>Rien</translation>
        </message>
        <message>
            <source>Nothing answers at {address}.</source>
            <translation>Rien ne répond à {address}.</translation>
        </message>
        <message>
            <source>Nothing could be written to {folder}: {why}.</source>
            <translation>Rien n’a pu être écrit dans {folder} : {why}.</translation>
        </message>
        <message>
            <source>Nothing happened to this ticket yet.</source>
            <translation>Rien ne s’est encore passé avec ce billet.</translation>
        </message>
        <message>
            <source>Nothing has arrived yet</source>
            <translation>Rien n’est encore arrivé</translation>
        </message>
        <message>
            <source>Nothing is left to deal with.</source>
            <translation>Plus rien à régler.</translation>
        </message>
        <message>
            <source>Nothing is lost. Scanning goes on with the list you have.</source>
            <translation>Rien n’est perdu. On continue à scanner avec la liste présente.</translation>
        </message>
        <message>
            <source>Nothing waits for upload.</source>
            <translation>Rien en attente d’envoi.</translation>
        </message>
        <message>
            <source>Nothing waits: the server has every scan of this device.</source>
            <translation>Rien n’attend : le serveur a tous les scans de cet appareil.</translation>
        </message>
        <message>
            <source>Nothing was changed: device storage is full. Free space, then try again.</source>
            <translation>Rien n’a changé : la mémoire de l’appareil est pleine. Libérer de la place, puis réessayer.</translation>
        </message>
        <message>
            <source>Nothing was new.</source>
            <translation>Il n’y avait rien de nouveau.</translation>
        </message>
        <message>
            <source>Nothing went wrong so far</source>
            <translation>Rien d’anormal jusqu’ici</translation>
        </message>
        <message>
            <source>Nov</source>
            <translation>nov.</translation>
        </message>
        <message>
            <source>Number in the log</source>
            <translation>Numéro dans le journal</translation>
        </message>
        <message>
            <source>Oct</source>
            <translation>oct.</translation>
        </message>
        <message>
            <source>Of another door that the server does not know. Tell the organizer.</source>
            <translation>D’une autre porte que le serveur ne connaît pas. Prévenir l’organisateur.</translation>
        </message>
        <message>
            <source>Of another door: carried to the server, should that door not reach it.</source>
            <translation>D’une autre porte : apporté au serveur si elle ne l’atteint pas.</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>Non</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>Hors ligne</translation>
        </message>
        <message>
            <source>Offline for {time}.</source>
            <translation>Hors ligne depuis {time}.</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>Old code</source>
            <translation>Code périmé</translation>
        </message>
        <message>
            <source>Oldest first</source>
            <translation>Anciens d’abord</translation>
        </message>
        <message>
            <source>On</source>
            <translation>Oui</translation>
        </message>
        <message>
            <source>on the serial port</source>
            <translation>sur le port série</translation>
        </message>
        <message>
            <source>On the server</source>
            <translation>Sur le serveur</translation>
        </message>
        <message>
            <source>One character of the code is wrong.</source>
            <translation>Un caractère du code est faux.</translation>
        </message>
        <message>
            <source>One moment …</source>
            <translation>Un instant…</translation>
        </message>
        <message>
            <source>One person fewer</source>
            <translation>Une personne de moins</translation>
        </message>
        <message>
            <source>One person more</source>
            <translation>Une personne de plus</translation>
        </message>
        <message>
            <source>One rescue file holds at most {count} entries; make several.</source>
            <translation>Un fichier de secours contient au plus {count} entrées ; en faire plusieurs.</translation>
        </message>
        <message>
            <source>Online</source>
            <translation>En ligne</translation>
        </message>
        <message>
            <source>Online.</source>
            <translation>En ligne.</translation>
        </message>
        <message>
            <source>Only how it is shown: codes are read either way.</source>
            <translation>Affichage seulement : les codes sont lus dans les deux cas.</translation>
        </message>
        <message>
            <source>Open doors</source>
            <translation>Ouvrir les portes</translation>
        </message>
        <message>
            <source>Opening the camera …</source>
            <translation>Ouverture de la caméra…</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Commande</translation>
        </message>
        <message>
            <source>Order uncertain: the clocks of the two doors were too far apart to tell.</source>
            <translation>Ordre incertain : les horloges des deux portes étaient trop décalées.</translation>
        </message>
        <message>
            <source>Organizer: {text}</source>
            <translation>Organisateur : {text}</translation>
        </message>
        <message>
            <source>Other doors</source>
            <translation>Autres portes</translation>
        </message>
        <message>
            <source>Other event</source>
            <translation>Autre événement</translation>
        </message>
        <message>
            <source>Other speed (baud)</source>
            <translation>Autre vitesse (bauds)</translation>
        </message>
        <message>
            <source>Our staff will take a quick look.</source>
            <translation>Notre équipe y jette un coup d’œil.</translation>
        </message>
        <message>
            <source>Pair</source>
            <translation>Associer</translation>
        </message>
        <message>
            <source>Pair again</source>
            <translation>Associer à nouveau</translation>
        </message>
        <message>
            <source>Pair again to move it to another gate or event. What was scanned here stays kept.</source>
            <translation>L’associer à nouveau pour changer d’accès ou d’événement. Ce qui a été scanné ici reste conservé.</translation>
        </message>
        <message>
            <source>Pair this device</source>
            <translation>Associer cet appareil</translation>
        </message>
        <message>
            <source>Pair this device again with its event.</source>
            <translation>Associer à nouveau cet appareil à son événement.</translation>
        </message>
        <message>
            <source>Pair this device again.</source>
            <translation>Associer à nouveau cet appareil.</translation>
        </message>
        <message>
            <source>Pair this device first.</source>
            <translation>Associer d’abord cet appareil.</translation>
        </message>
        <message>
            <source>Pairing code</source>
            <translation>Code d’association</translation>
        </message>
        <message>
            <source>Pairing …</source>
            <translation>Association…</translation>
        </message>
        <message>
            <source>Paper, in millimetres</source>
            <translation>Papier, en millimètres</translation>
        </message>
        <message>
            <source>Parted by</source>
            <translation>Réparti par</translation>
        </message>
        <message>
            <source>Pause between keys</source>
            <translation>Pause entre touches</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Personnes</translation>
        </message>
        <message>
            <source>People each hour</source>
            <translation>Personnes par heure</translation>
        </message>
        <message>
            <source>People each minute</source>
            <translation>Personnes par minute</translation>
        </message>
        <message>
            <source>People every 5 minutes</source>
            <translation>Personnes par 5 minutes</translation>
        </message>
        <message>
            <source>People pass</source>
            <translation>Passage</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>Téléphone</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Image</translation>
        </message>
        <message>
            <source>Pictures come, and codes are read</source>
            <translation>Les images arrivent et les codes sont lus</translation>
        </message>
        <message>
            <source>Pictures come. Hold any code up to the camera: nobody is checked in here.</source>
            <translation>Les images arrivent. Présenter n’importe quel code à la caméra : personne n’est enregistré ici.</translation>
        </message>
        <message>
            <source>PIN</source>
            <translation>Code PIN</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>Jouer</translation>
        </message>
        <message>
            <source>Play a sound</source>
            <translation>Jouer un son</translation>
        </message>
        <message>
            <source>Play the four sounds at the place where you will stand.</source>
            <translation>Jouer les quatre sons là où l’on se tiendra.</translation>
        </message>
        <message>
            <source>Please come in.</source>
            <translation>Entrez, je vous prie.</translation>
        </message>
        <message>
            <source>Please go on.</source>
            <translation>Continuez, je vous prie.</translation>
        </message>
        <message>
            <source>Please open your ticket anew on your phone.</source>
            <translation>Rouvrez votre billet sur votre téléphone, s’il vous plaît.</translation>
        </message>
        <message>
            <source>Please see staff</source>
            <translation>Voyez notre équipe</translation>
        </message>
        <message>
            <source>Please use another entrance</source>
            <translation>Prenez un autre accès, s’il vous plaît</translation>
        </message>
        <message>
            <source>Plot</source>
            <translation>Graphique</translation>
        </message>
        <message>
            <source>Plug it in before the doors open.</source>
            <translation>Le brancher avant l’ouverture des portes.</translation>
        </message>
        <message>
            <source>Plug one in: it is used at once. Handhelds and typing work already.</source>
            <translation>En brancher une : elle sert aussitôt. Les douchettes et la saisie fonctionnent déjà.</translation>
        </message>
        <message>
            <source>Plug “{name}” in again. It comes back by itself.</source>
            <translation>Rebrancher « {name} ». Elle revient d’elle-même.</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Port</translation>
        </message>
        <message>
            <source>Power</source>
            <translation>Alimentation</translation>
        </message>
        <message>
            <source>Practice: nobody is checked in</source>
            <translation>Entraînement : personne n’est enregistré</translation>
        </message>
        <message>
            <source>Preflight</source>
            <translation>Contrôle préalable</translation>
        </message>
        <message>
            <source>Press Pair and scan the code on the dashboard.</source>
            <translation>Appuyer sur « Associer » et scanner le code du tableau de bord.</translation>
        </message>
        <message>
            <source>Press Sync now, then scan again.</source>
            <translation>Appuyer sur « Synchroniser », puis rescanner.</translation>
        </message>
        <message>
            <source>Press Sync now, then scan again. Else send the guest to another gate.</source>
            <translation>Appuyer sur « Synchroniser », puis rescanner. Sinon, envoyer le visiteur à un autre accès.</translation>
        </message>
        <message>
            <source>Press Sync now, then scan again. If it stays, call the manager.</source>
            <translation>Appuyer sur « Synchroniser », puis rescanner. Si cela persiste, appeler le responsable.</translation>
        </message>
        <message>
            <source>Previous</source>
            <translation>Précédent</translation>
        </message>
        <message>
            <source>Print badge</source>
            <translation>Imprimer le badge</translation>
        </message>
        <message numerus="yes">
            <source>Print {count} again</source>
            <comment>Print {count} again</comment>
            <translation>
                <numerusform>Réimprimer {count}</numerusform>
                <numerusform>Réimprimer {count}</numerusform>
            </translation>
        </message>
        <message>
            <source>Printed code</source>
            <translation>Code imprimé</translation>
        </message>
        <message>
            <source>Printer</source>
            <translation>Imprimante</translation>
        </message>
        <message>
            <source>Printing</source>
            <translation>Impression</translation>
        </message>
        <message>
            <source>Put away</source>
            <translation>Écarter</translation>
        </message>
        <message>
            <source>Puts before a code</source>
            <translation>Met avant un code</translation>
        </message>
        <message>
            <source>Puts behind a code</source>
            <translation>Met après un code</translation>
        </message>
        <message>
            <source>Puts “{text}” before the code; it is cut off.</source>
            <translation>Met « {text} » avant le code ; c’est retiré.</translation>
        </message>
        <message>
            <source>Puts “{text}” behind the code; it is cut off.</source>
            <translation>Met « {text} » après le code ; c’est retiré.</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>File d’attente</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Lu</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Prêt</translation>
        </message>
        <message numerus="yes">
            <source>Ready, with {count} things to know</source>
            <comment>Ready, with {count} thing to know</comment>
            <translation>
                <numerusform>Prêt, avec {count} remarque</numerusform>
                <numerusform>Prêt, avec {count} remarques</numerusform>
            </translation>
        </message>
        <message>
            <source>Receipt</source>
            <translation>Reçu</translation>
        </message>
        <message>
            <source>Recent scans</source>
            <translation>Derniers scans</translation>
        </message>
        <message>
            <source>Refunded</source>
            <translation>Remboursé</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Refusé</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>refusé</translation>
        </message>
        <message>
            <source>Refused: {why}</source>
            <translation>Refusé : {why}</translation>
        </message>
        <message>
            <source>Rescue files ({patterns})</source>
            <translation>Fichiers de secours ({patterns})</translation>
        </message>
        <message>
            <source>Rescue to a USB stick</source>
            <translation>Secours sur clé USB</translation>
        </message>
        <message>
            <source>Resolution</source>
            <translation>Résolution</translation>
        </message>
        <message>
            <source>Return</source>
            <translation>Entrée</translation>
        </message>
        <message numerus="yes">
            <source>Rules signed, {count} ticket keys</source>
            <comment>Rules signed, {count} ticket key</comment>
            <translation>
                <numerusform>Règles signées, {count} clé de billets</numerusform>
                <numerusform>Règles signées, {count} clés de billets</numerusform>
            </translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>Relancer</translation>
        </message>
        <message>
            <source>Run the checks again.</source>
            <translation>Relancer les contrôles.</translation>
        </message>
        <message>
            <source>Runs on mains power</source>
            <translation>Alimenté par le secteur</translation>
        </message>
        <message>
            <source>Say the ticket type</source>
            <translation>Dire le type de billet</translation>
        </message>
        <message>
            <source>Scan a ticket</source>
            <translation>Scanner un billet</translation>
        </message>
        <message>
            <source>Scan any code with it: nobody is checked in here.</source>
            <translation>Scanner n’importe quel code avec : personne n’est enregistré ici.</translation>
        </message>
        <message>
            <source>Scan anything: it is shown here, and nobody is let in.</source>
            <translation>Scanner n’importe quoi : c’est affiché ici, et personne n’entre.</translation>
        </message>
        <message>
            <source>Scan it again, or type it again with care.</source>
            <translation>Le rescanner, ou le retaper avec soin.</translation>
        </message>
        <message>
            <source>Scan the code on this page.</source>
            <translation>Scanner le code de cette page.</translation>
        </message>
        <message numerus="yes">
            <source>Scan this code {count} times.</source>
            <comment>Scan this code once.</comment>
            <translation>
                <numerusform>Scanner ce code une fois.</numerusform>
                <numerusform>Scanner ce code {count} fois.</numerusform>
            </translation>
        </message>
        <message>
            <source>Scan {number} of {wanted}</source>
            <translation>Scan {number} sur {wanted}</translation>
        </message>
        <message>
            <source>Scan {number} of {wanted}: done</source>
            <translation>Scan {number} sur {wanted} : fait</translation>
        </message>
        <message>
            <source>Scanned {when}</source>
            <translation>Scanné {when}</translation>
        </message>
        <message>
            <source>Scanner on a serial port</source>
            <translation>Douchette sur port série</translation>
        </message>
        <message>
            <source>Scanner that types</source>
            <translation>Douchette qui tape</translation>
        </message>
        <message>
            <source>Scans are timed right all the same. Set the date and time of this device when you can.</source>
            <translation>Les scans sont tout de même bien datés. Régler la date et l’heure de cet appareil dès que possible.</translation>
        </message>
        <message>
            <source>Scans go up and news come down by themselves whenever there is a network. A full resync fetches every ticket anew; it is for when the list seems wrong. Scanning goes on meanwhile.</source>
            <translation>Dès qu’il y a du réseau, les scans partent et les nouveautés arrivent d’eux-mêmes. « Tout recharger » récupère chaque billet à nouveau, si la liste paraît fausse. On continue à scanner pendant ce temps.</translation>
        </message>
        <message>
            <source>Scans that were not uploaded are sealed and go up by themselves.</source>
            <translation>Les scans non envoyés sont scellés et partiront d’eux-mêmes.</translation>
        </message>
        <message>
            <source>Searching …</source>
            <translation>Recherche…</translation>
        </message>
        <message>
            <source>Self check-in</source>
            <translation>Enregistrement libre-service</translation>
        </message>
        <message>
            <source>Send a rescue file</source>
            <translation>Envoyer un fichier de secours</translation>
        </message>
        <message>
            <source>Send now</source>
            <translation>Envoyer</translation>
        </message>
        <message>
            <source>Send the guest to another gate.</source>
            <translation>Envoyer le visiteur à un autre accès.</translation>
        </message>
        <message>
            <source>Send the guest to the box office to pay.</source>
            <translation>Envoyer le visiteur payer à la billetterie.</translation>
        </message>
        <message>
            <source>Send the guest to the box office.</source>
            <translation>Envoyer le visiteur à la billetterie.</translation>
        </message>
        <message>
            <source>Send the guest to the gate on the ticket.</source>
            <translation>Envoyer le visiteur à l’accès indiqué sur le billet.</translation>
        </message>
        <message>
            <source>Send what waits, and get what is new.</source>
            <translation>Envoyer ce qui attend, récupérer le nouveau.</translation>
        </message>
        <message>
            <source>Sending scans …</source>
            <translation>Envoi des scans…</translation>
        </message>
        <message>
            <source>Sending the rescue file …</source>
            <translation>Envoi du fichier de secours…</translation>
        </message>
        <message>
            <source>Sends no end: a pause ends the code.</source>
            <translation>N’envoie pas de fin : une pause termine le code.</translation>
        </message>
        <message>
            <source>Sends on the serial port.</source>
            <translation>Envoie sur le port série.</translation>
        </message>
        <message>
            <source>Sep</source>
            <translation>sept.</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>Serveur</translation>
        </message>
        <message>
            <source>Server address or pairing link</source>
            <translation>Adresse du serveur ou lien</translation>
        </message>
        <message>
            <source>Set a manager’s PIN for this event on the dashboard first: without one nobody could leave.</source>
            <translation>Définir d’abord un code PIN de responsable sur le tableau de bord : sans lui, personne ne pourrait quitter.</translation>
        </message>
        <message>
            <source>Set its pause between keys below {most} ms, then scan again.</source>
            <translation>Régler sa pause entre touches sous {most} ms, puis rescanner.</translation>
        </message>
        <message>
            <source>Set the scanner’s keyboard country to US, or to this computer’s, by its booklet. Then scan again.</source>
            <translation>Régler le pays de clavier de la douchette sur US, ou sur celui de cet ordinateur, selon sa notice. Puis rescanner.</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Réglages</translation>
        </message>
        <message>
            <source>Settings stay. Scans that the server lacks stay too, encrypted, and go up once this device is paired with the event again. The organizer still lists this device until it is removed there.</source>
            <translation>Les réglages restent. Les scans qui manquent au serveur aussi, chiffrés ; ils partent quand cet appareil est de nouveau associé à l’événement. L’organisateur voit cet appareil tant qu’il n’y est pas retiré.</translation>
        </message>
        <message>
            <source>Shorter</source>
            <translation>Moins</translation>
        </message>
        <message>
            <source>Shorter helps where phones glare or moving codes blur.</source>
            <translation>Plus courte aide quand les téléphones éblouissent ou que les codes bougent.</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Afficher</translation>
        </message>
        <message>
            <source>Show bars in place of QR</source>
            <translation>Afficher des barres au lieu du QR</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>Afficher plus</translation>
        </message>
        <message>
            <source>Show QR</source>
            <translation>Afficher le QR</translation>
        </message>
        <message>
            <source>Shown as</source>
            <translation>Affiché en</translation>
        </message>
        <message>
            <source>Sides</source>
            <translation>Côtés</translation>
        </message>
        <message>
            <source>Since the start: {what}.</source>
            <translation>Depuis le démarrage : {what}.</translation>
        </message>
        <message>
            <source>somebody has dealt with the incident</source>
            <translation>quelqu’un s’est occupé de l’incident</translation>
        </message>
        <message>
            <source>Somebody has dealt with this already.</source>
            <translation>Quelqu’un s’en est déjà occupé.</translation>
        </message>
        <message>
            <source>Something other than a Doorward server answered. Check the address, and the network's login page.</source>
            <translation>Autre chose qu’un serveur Doorward a répondu. Vérifier l’adresse et la page de connexion du réseau.</translation>
        </message>
        <message>
            <source>Something that the server sent cannot be kept. Tell the organizer.</source>
            <translation>Une donnée envoyée par le serveur ne peut être conservée. Prévenir l’organisateur.</translation>
        </message>
        <message>
            <source>Something went wrong in this program the last time. Nothing that was scanned is lost. Details: {path}</source>
            <translation>Un problème est survenu la dernière fois dans ce programme. Aucun scan n’est perdu. Détails : {path}</translation>
        </message>
        <message>
            <source>Something went wrong in this program. Try again. If it happens again, start the program anew.</source>
            <translation>Une erreur s’est produite dans ce programme. Réessayer. Si cela se reproduit, redémarrer le programme.</translation>
        </message>
        <message>
            <source>Sound</source>
            <translation>Son</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Vitesse</translation>
        </message>
        <message>
            <source>Start over</source>
            <translation>Recommencer</translation>
        </message>
        <message>
            <source>Start self check-in</source>
            <translation>Lancer la borne</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>Statistiques</translation>
        </message>
        <message>
            <source>Stop trying</source>
            <translation>Fin de l’essai</translation>
        </message>
        <message>
            <source>Stopped before the list was whole</source>
            <translation>Arrêté avant que la liste soit complète</translation>
        </message>
        <message>
            <source>Stopped.</source>
            <translation>Arrêté.</translation>
        </message>
        <message>
            <source>Stopped. No file was written.</source>
            <translation>Arrêté. Aucun fichier n’a été écrit.</translation>
        </message>
        <message>
            <source>Stopped. What has come is kept; sync again to go on.</source>
            <translation>Arrêté. Ce qui est arrivé est conservé ; resynchroniser pour continuer.</translation>
        </message>
        <message>
            <source>Stopping …</source>
            <translation>Arrêt…</translation>
        </message>
        <message>
            <source>Storage</source>
            <translation>Mémoire</translation>
        </message>
        <message>
            <source>store key in a file</source>
            <translation>clé du stock dans un fichier</translation>
        </message>
        <message>
            <source>store key in the keyring</source>
            <translation>clé du stock dans le trousseau</translation>
        </message>
        <message>
            <source>Sync</source>
            <translation>Synchro</translation>
        </message>
        <message>
            <source>Sync cancelled</source>
            <translation>Synchronisation interrompue</translation>
        </message>
        <message>
            <source>Sync failed</source>
            <translation>Échec de la synchronisation</translation>
        </message>
        <message>
            <source>Sync first. Without a network, carry them away on a USB stick.</source>
            <translation>Synchroniser d’abord. Sans réseau, les emporter sur une clé USB.</translation>
        </message>
        <message>
            <source>Sync now</source>
            <translation>Synchroniser</translation>
        </message>
        <message>
            <source>Sync, then run the checks again.</source>
            <translation>Synchroniser, puis relancer les contrôles.</translation>
        </message>
        <message>
            <source>Tab</source>
            <translation>Tab</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Tableau</translation>
        </message>
        <message>
            <source>Tables (*.csv)</source>
            <translation>Tableaux (*.csv)</translation>
        </message>
        <message>
            <source>Take the cover off the lens, or turn on a light.</source>
            <translation>Découvrir l’objectif, ou allumer une lumière.</translation>
        </message>
        <message>
            <source>Test print</source>
            <translation>Test d’impression</translation>
        </message>
        <message>
            <source>Thank you for coming.</source>
            <translation>Merci de votre visite.</translation>
        </message>
        <message>
            <source>Thank you.</source>
            <translation>Merci.</translation>
        </message>
        <message>
            <source>That is a pairing code. Press “Pair again” to use it.</source>
            <translation>C’est un code d’association. Appuyer sur « Associer à nouveau » pour l’utiliser.</translation>
        </message>
        <message>
            <source>That is not a pairing code. Scan the one on the dashboard’s Devices page.</source>
            <translation>Ce n’est pas un code d’association. Scanner celui de la page Appareils du tableau de bord.</translation>
        </message>
        <message>
            <source>That is not the manager’s PIN.</source>
            <translation>Ce n’est pas le code PIN du responsable.</translation>
        </message>
        <message>
            <source>That was another code</source>
            <translation>C’était un autre code</translation>
        </message>
        <message>
            <source>The camera gives {width} × {height}.</source>
            <translation>La caméra donne {width} × {height}.</translation>
        </message>
        <message>
            <source>The camera sees nothing</source>
            <translation>La caméra ne voit rien</translation>
        </message>
        <message>
            <source>The code is genuine, but the ticket is not on the list. Ask the organizer whether it was deleted. If nobody knows of it, treat it as a fake.</source>
            <translation>Le code est authentique, mais le billet n’est pas sur la liste. Demander à l’organisateur s’il a été supprimé. Si personne ne le connaît, le traiter comme un faux.</translation>
        </message>
        <message>
            <source>The code on your phone or on paper. Wait for the green.</source>
            <translation>Le code sur votre téléphone ou sur papier. Attendez le vert.</translation>
        </message>
        <message>
            <source>The connection broke during the download. What has come is kept; sync again to go on.</source>
            <translation>La connexion s’est coupée pendant le téléchargement. Ce qui est arrivé est conservé ; resynchroniser pour continuer.</translation>
        </message>
        <message>
            <source>The connection ends here.</source>
            <translation>La connexion s’arrête ici.</translation>
        </message>
        <message>
            <source>The connection to the server was closed.</source>
            <translation>La connexion au serveur a été fermée.</translation>
        </message>
        <message>
            <source>The data of one device is in use twice, as after copying a disk. Stop both devices, pair one of them again, and tell the organizer.</source>
            <translation>Les données d’un appareil sont utilisées deux fois, comme après la copie d’un disque. Arrêter les deux appareils, en associer un à nouveau et prévenir l’organisateur.</translation>
        </message>
        <message>
            <source>The door scanner that never loses a guest.</source>
            <translation>Le scanner d’entrée qui ne perd jamais un visiteur.</translation>
        </message>
        <message>
            <source>The door {name} stands at another gate.</source>
            <translation>La porte {name} est à un autre accès.</translation>
        </message>
        <message>
            <source>The door {name} was removed from the event.</source>
            <translation>La porte {name} a été retirée de l’événement.</translation>
        </message>
        <message>
            <source>The door {was} is called {name} now.</source>
            <translation>La porte {was} s’appelle désormais {name}.</translation>
        </message>
        <message>
            <source>The event is called {name} now, before {was}.</source>
            <translation>L’événement s’appelle désormais {name}, avant {was}.</translation>
        </message>
        <message>
            <source>The event’s rules are not signed by the organizer</source>
            <translation>Les règles de l’événement ne sont pas signées par l’organisateur</translation>
        </message>
        <message>
            <source>The event’s settings changed.</source>
            <translation>Les réglages de l’événement ont changé.</translation>
        </message>
        <message>
            <source>The exit is recorded, but no entry was scanned before.</source>
            <translation>La sortie est enregistrée, mais aucune entrée n’avait été scannée.</translation>
        </message>
        <message>
            <source>The exit is recorded.</source>
            <translation>La sortie est enregistrée.</translation>
        </message>
        <message>
            <source>the file is too large for it. Take another stick</source>
            <translation>le fichier est trop gros. Prendre une autre clé USB</translation>
        </message>
        <message>
            <source>The first {count} are shown. Type more to narrow it down.</source>
            <translation>Les {count} premiers sont affichés. Taper plus pour affiner.</translation>
        </message>
        <message>
            <source>The gate {name} was removed.</source>
            <translation>L’accès {name} a été supprimé.</translation>
        </message>
        <message>
            <source>The gate {was} is called {name} now.</source>
            <translation>L’accès {was} s’appelle désormais {name}.</translation>
        </message>
        <message>
            <source>The key file {file} cannot be read: it holds no key of {count} bytes.</source>
            <translation>Le fichier de clé {file} est illisible : il ne contient pas de clé de {count} octets.</translation>
        </message>
        <message>
            <source>The key file {file} cannot be read: {why}.</source>
            <translation>Le fichier de clé {file} est illisible : {why}.</translation>
        </message>
        <message>
            <source>The key of the ticket store in {folder} is gone. Move that folder aside to keep it for rescue, then start and pair again.</source>
            <translation>La clé du stock de billets dans {folder} a disparu. Mettre ce dossier de côté pour le secours, puis relancer et associer à nouveau.</translation>
        </message>
        <message>
            <source>The key of the ticket store is destroyed, and with it the list, the log and this device’s place. Nobody can bring them back.</source>
            <translation>La clé du stock de billets est détruite, et avec elle la liste, le journal et la place de cet appareil. Personne ne peut les récupérer.</translation>
        </message>
        <message>
            <source>The key of the ticket store is gone from this computer's keyring. Move {folder} aside to keep it for rescue, then start and pair again.</source>
            <translation>La clé du stock de billets a disparu du trousseau de cet ordinateur. Mettre {folder} de côté pour le secours, puis relancer et associer à nouveau.</translation>
        </message>
        <message>
            <source>The key of the ticket store is in this computer's keyring, which cannot be opened: {why}. Unlock the keyring (log in to the desktop) and start again.</source>
            <translation>La clé du stock de billets est dans le trousseau de cet ordinateur, qui ne s’ouvre pas : {why}. Déverrouiller le trousseau (ouvrir une session) et relancer.</translation>
        </message>
        <message>
            <source>The key of the ticket store was lost. The store was moved to {folder}, and a new one begun. Pair this device again with its event.</source>
            <translation>La clé du stock de billets a été perdue. Le stock a été déplacé dans {folder}, et un nouveau commencé. Associer à nouveau cet appareil à son événement.</translation>
        </message>
        <message>
            <source>The keyring did not give up the key: {why}. Unlock it and try again.</source>
            <translation>Le trousseau n’a pas rendu la clé : {why}. Le déverrouiller et réessayer.</translation>
        </message>
        <message>
            <source>The line could not be cut</source>
            <translation>La ligne n’a pas pu être coupée</translation>
        </message>
        <message>
            <source>The line to the server is cut for a moment, to try what happens then.</source>
            <translation>La ligne avec le serveur est coupée un instant, pour voir ce qui se passe.</translation>
        </message>
        <message>
            <source>The list cannot be searched now</source>
            <translation>La liste ne peut pas être consultée</translation>
        </message>
        <message>
            <source>The list comes anew with the next sync.</source>
            <translation>La liste reviendra à la prochaine synchronisation.</translation>
        </message>
        <message>
            <source>The list differs: {tickets} here, {there} on the server</source>
            <translation>La liste diffère : {tickets} ici, {there} sur le serveur</translation>
        </message>
        <message>
            <source>The list was whole {age} ago.</source>
            <translation>La liste était complète il y a {age}.</translation>
        </message>
        <message>
            <source>The manager has let this guest in already. Nothing changed.</source>
            <translation>Le responsable a déjà laissé entrer ce visiteur. Rien n’a changé.</translation>
        </message>
        <message>
            <source>The managers’ PIN changed.</source>
            <translation>Le code PIN des responsables a changé.</translation>
        </message>
        <message>
            <source>The money for this ticket was paid back.</source>
            <translation>Ce billet a été remboursé.</translation>
        </message>
        <message>
            <source>The organizer has blocked this ticket.</source>
            <translation>L’organisateur a bloqué ce billet.</translation>
        </message>
        <message>
            <source>The organizer has closed this event.</source>
            <translation>L’organisateur a clos cet événement.</translation>
        </message>
        <message>
            <source>The organizer has removed this device: what it scans now does not count. Stop scanning. Pair it again to go on.</source>
            <translation>L’organisateur a retiré cet appareil : ce qu’il scanne maintenant ne compte pas. Arrêter de scanner. L’associer à nouveau pour continuer.</translation>
        </message>
        <message>
            <source>The organizer has set a managers’ PIN.</source>
            <translation>L’organisateur a défini un code PIN de responsable.</translation>
        </message>
        <message>
            <source>The organizer has set no manager’s PIN for this event. Nobody can override.</source>
            <translation>L’organisateur n’a pas défini de code PIN de responsable pour cet événement. Personne ne peut passer outre.</translation>
        </message>
        <message>
            <source>The other device is at another event.</source>
            <translation>L’autre appareil est à un autre événement.</translation>
        </message>
        <message>
            <source>The other device is not a door of this event.</source>
            <translation>L’autre appareil n’est pas une porte de cet événement.</translation>
        </message>
        <message>
            <source>The other device was revoked.</source>
            <translation>L’autre appareil a été retiré.</translation>
        </message>
        <message>
            <source>The other device's certificate cannot be read.</source>
            <translation>Le certificat de l’autre appareil est illisible.</translation>
        </message>
        <message>
            <source>The other device's certificate does not say whose it is.</source>
            <translation>Le certificat de l’autre appareil ne dit pas à qui il est.</translation>
        </message>
        <message>
            <source>The other door closed the connection.</source>
            <translation>L’autre porte a fermé la connexion.</translation>
        </message>
        <message>
            <source>The other door did not take the message.</source>
            <translation>L’autre porte n’a pas accepté le message.</translation>
        </message>
        <message>
            <source>The other door has trouble: {why}</source>
            <translation>L’autre porte a un problème : {why}</translation>
        </message>
        <message>
            <source>The other door said nothing, or not in time.</source>
            <translation>L’autre porte n’a rien dit, ou pas à temps.</translation>
        </message>
        <message>
            <source>The other door sent more than a message may be.</source>
            <translation>L’autre porte a envoyé plus qu’un message ne peut contenir.</translation>
        </message>
        <message>
            <source>The other door's answer cannot be read.</source>
            <translation>La réponse de l’autre porte est illisible.</translation>
        </message>
        <message>
            <source>The picture is black</source>
            <translation>L’image est noire</translation>
        </message>
        <message>
            <source>The rules of the gate hold here too: what they refuse stays refused.</source>
            <translation>Les règles de l’accès valent aussi ici : ce qu’elles refusent reste refusé.</translation>
        </message>
        <message>
            <source>The rules of {name} changed.</source>
            <translation>Les règles de {name} ont changé.</translation>
        </message>
        <message>
            <source>The scanner is open already; its window was brought to the front.</source>
            <translation>Le scanner est déjà ouvert ; sa fenêtre a été mise au premier plan.</translation>
        </message>
        <message>
            <source>The scans cannot be shown now</source>
            <translation>Les scans ne peuvent pas être affichés</translation>
        </message>
        <message>
            <source>the server</source>
            <translation>le serveur</translation>
        </message>
        <message>
            <source>The server cannot be reached. Check the address and this device’s network, then pair again.</source>
            <translation>Le serveur est injoignable. Vérifier l’adresse et le réseau de cet appareil, puis associer à nouveau.</translation>
        </message>
        <message>
            <source>The server cannot be reached. Check the network; scanning goes on offline.</source>
            <translation>Le serveur est injoignable. Vérifier le réseau ; on continue à scanner hors ligne.</translation>
        </message>
        <message>
            <source>The server did not answer in time. Scanning goes on offline.</source>
            <translation>Le serveur n’a pas répondu à temps. On continue à scanner hors ligne.</translation>
        </message>
        <message>
            <source>The server has trouble (HTTP {status}). Scanning goes on offline.</source>
            <translation>Le serveur a un problème (HTTP {status}). On continue à scanner hors ligne.</translation>
        </message>
        <message>
            <source>The server is busy: {why}</source>
            <translation>Le serveur est occupé : {why}</translation>
        </message>
        <message>
            <source>The server sent a ticket list that cannot be read. Sync again.</source>
            <translation>Le serveur a envoyé une liste de billets illisible. Resynchroniser.</translation>
        </message>
        <message>
            <source>The server sent rules that its event's key did not sign. Sync again.</source>
            <translation>Le serveur a envoyé des règles que la clé de l’événement n’a pas signées. Resynchroniser.</translation>
        </message>
        <message>
            <source>The server took none of the scans it was sent. They are kept; tell the organizer.</source>
            <translation>Le serveur n’a pris aucun des scans envoyés. Ils sont conservés ; prévenir l’organisateur.</translation>
        </message>
        <message>
            <source>The server was put back to an earlier state meanwhile. Sync again.</source>
            <translation>Le serveur a été ramené entre-temps à un état antérieur. Resynchroniser.</translation>
        </message>
        <message>
            <source>The server's address has no valid host or port.</source>
            <translation>L’adresse du serveur n’a pas de nom ou de port valable.</translation>
        </message>
        <message>
            <source>The server's address looks like https://tickets.example.org</source>
            <translation>L’adresse du serveur ressemble à https://tickets.example.org</translation>
        </message>
        <message>
            <source>The server's address must begin with https:// (http is for this computer only).</source>
            <translation>L’adresse du serveur doit commencer par https:// (http seulement pour cet ordinateur).</translation>
        </message>
        <message>
            <source>The server's answer is far too long to be one. Check the address.</source>
            <translation>La réponse est bien trop longue pour venir du serveur. Vérifier l’adresse.</translation>
        </message>
        <message>
            <source>The server's answer is not signed as it should be. Pair again.</source>
            <translation>La réponse du serveur n’est pas signée comme il faut. Associer à nouveau.</translation>
        </message>
        <message>
            <source>The server’s certificate is not valid on the date that this device shows. Set its date and time; if they are right, tell the organizer.</source>
            <translation>Le certificat du serveur n’est pas valable à la date de cet appareil. Régler la date et l’heure ; si elles sont justes, prévenir l’organisateur.</translation>
        </message>
        <message>
            <source>the stick was pulled out or is broken. Put it in again, or take another one</source>
            <translation>la clé USB a été retirée ou est abîmée. La remettre, ou en prendre une autre</translation>
        </message>
        <message>
            <source>the stick was pulled out. Put it in again</source>
            <translation>la clé USB a été retirée. La remettre</translation>
        </message>
        <message>
            <source>The system knows no printer. Add one there, and it shows up here.</source>
            <translation>Le système ne connaît aucune imprimante. En ajouter une là, et elle apparaît ici.</translation>
        </message>
        <message>
            <source>The system’s usual one</source>
            <translation>Celle du système</translation>
        </message>
        <message>
            <source>The system’s usual printer</source>
            <translation>L’imprimante habituelle du système</translation>
        </message>
        <message>
            <source>The ticket cannot be shown now</source>
            <translation>Le billet ne peut pas être affiché</translation>
        </message>
        <message>
            <source>The ticket is good by a list that is too old to trust.</source>
            <translation>Le billet est valable d’après une liste trop ancienne.</translation>
        </message>
        <message>
            <source>The ticket is good, but needs a look.</source>
            <translation>Le billet est valable, mais demande une vérification.</translation>
        </message>
        <message>
            <source>The ticket is good, but the code is not the phone’s changing one.</source>
            <translation>Le billet est valable, mais le code n’est pas celui, changeant, du téléphone.</translation>
        </message>
        <message>
            <source>The ticket list is still on its way: not everybody can be found yet.</source>
            <translation>La liste des billets arrive encore : tout le monde n’est pas encore trouvable.</translation>
        </message>
        <message>
            <source>The ticket list with its names, the rules, the keys and this device’s place at the gate go. It then is as at its first start, and can be paired again with this event or another.</source>
            <translation>La liste et ses noms, les règles, les clés et la place de cet appareil à l’accès disparaissent. Il est ensuite comme au premier démarrage et peut être associé à cet événement ou à un autre.</translation>
        </message>
        <message>
            <source>The ticket list’s key lies in a file, not in a key store. Keep this device locked.</source>
            <translation>La clé de la liste se trouve dans un fichier, pas dans un trousseau. Garder cet appareil verrouillé.</translation>
        </message>
        <message>
            <source>The ticket store failed: {why}. Check the disk, then try again.</source>
            <translation>Le stock de billets a échoué : {why}. Vérifier le disque, puis réessayer.</translation>
        </message>
        <message>
            <source>The ticket store is damaged. Close the scanner and start it again: it keeps all that can be read.</source>
            <translation>Le stock de billets est endommagé. Fermer le scanner et le relancer : tout ce qui est lisible est conservé.</translation>
        </message>
        <message>
            <source>The ticket store was damaged. It was moved to {folder}.</source>
            <translation>Le stock de billets était endommagé. Il a été déplacé dans {folder}.</translation>
        </message>
        <message>
            <source>The ticket was cancelled, paid back or blocked before this scan. Find the guest and go to the box office together.</source>
            <translation>Le billet avait été annulé, remboursé ou bloqué avant ce scan. Retrouver le visiteur et aller ensemble à la billetterie.</translation>
        </message>
        <message>
            <source>The time of this ticket is over.</source>
            <translation>L’heure de ce billet est passée.</translation>
        </message>
        <message>
            <source>The time on your ticket has passed.</source>
            <translation>L’heure de votre billet est passée.</translation>
        </message>
        <message>
            <source>the usual printer</source>
            <translation>l’imprimante habituelle</translation>
        </message>
        <message>
            <source>The volume is at nothing</source>
            <translation>Le volume est à zéro</translation>
        </message>
        <message>
            <source>Then: {place}</source>
            <translation>Puis : {place}</translation>
        </message>
        <message>
            <source>There is no managers’ PIN any more.</source>
            <translation>Il n’y a plus de code PIN de responsable.</translation>
        </message>
        <message>
            <source>there is no such place, or the stick was pulled out. Put it in again</source>
            <translation>cet endroit n’existe pas, ou la clé USB a été retirée. La remettre</translation>
        </message>
        <message>
            <source>there is no such place. Choose a folder</source>
            <translation>cet endroit n’existe pas. Choisir un dossier</translation>
        </message>
        <message>
            <source>There is no ticket list yet</source>
            <translation>Il n’y a pas encore de liste de billets</translation>
        </message>
        <message>
            <source>There is no ticket list yet.</source>
            <translation>Il n’y a pas encore de liste de billets.</translation>
        </message>
        <message>
            <source>There is nothing to undo.</source>
            <translation>Il n’y a rien à annuler.</translation>
        </message>
        <message>
            <source>These entries are too long for one rescue file; make several.</source>
            <translation>Ces entrées sont trop longues pour un seul fichier de secours ; en faire plusieurs.</translation>
        </message>
        <message>
            <source>They are in the rescue file, and stay here too until they are uploaded.</source>
            <translation>Ils sont dans le fichier de secours et restent ici jusqu’à leur envoi.</translation>
        </message>
        <message>
            <source>This camera does not let its exposure be set.</source>
            <translation>L’exposition de cette caméra ne se règle pas.</translation>
        </message>
        <message>
            <source>This camera ignores it and keeps its own exposure.</source>
            <translation>Cette caméra l’ignore et garde sa propre exposition.</translation>
        </message>
        <message>
            <source>This cannot be overridden: no ticket of this event was refused.</source>
            <translation>Rien à autoriser : aucun billet de cet événement n’a été refusé.</translation>
        </message>
        <message>
            <source>This code is not from a ticket.</source>
            <translation>Ce code n’est pas celui d’un billet.</translation>
        </message>
        <message>
            <source>This code is of another moment: a screenshot, or a phone with a wrong clock.</source>
            <translation>Ce code date d’un autre moment : une capture d’écran, ou un téléphone mal à l’heure.</translation>
        </message>
        <message>
            <source>This device</source>
            <translation>Cet appareil</translation>
        </message>
        <message>
            <source>This device cannot check this ticket yet.</source>
            <translation>Cet appareil ne peut pas encore vérifier ce billet.</translation>
        </message>
        <message>
            <source>This device has left its event. Nothing of it is left here.</source>
            <translation>Cet appareil a quitté son événement. Il n’en reste rien ici.</translation>
        </message>
        <message numerus="yes">
            <source>This device has left its event. {count} scans that were not uploaded stay here, encrypted, until it is paired with the event again.</source>
            <comment>This device has left its event. {count} scan that was not uploaded stays here, encrypted, until it is paired with the event again.</comment>
            <translation>
                <numerusform>Cet appareil a quitté son événement. {count} scan non envoyé reste ici, chiffré, jusqu’à ce que cet appareil soit de nouveau associé à l’événement.</numerusform>
                <numerusform>Cet appareil a quitté son événement. {count} scans non envoyés restent ici, chiffrés, jusqu’à ce que cet appareil soit de nouveau associé à l’événement.</numerusform>
            </translation>
        </message>
        <message>
            <source>This device has no policy to show. Pair it again.</source>
            <translation>Cet appareil n’a pas de règles à présenter. L’associer à nouveau.</translation>
        </message>
        <message>
            <source>This device has no such scans.</source>
            <translation>Cet appareil n’a pas de tels scans.</translation>
        </message>
        <message>
            <source>This device is not paired with this server any more. Pair it again.</source>
            <translation>Cet appareil n’est plus associé à ce serveur. L’associer à nouveau.</translation>
        </message>
        <message>
            <source>This device is not paired yet. Pair it with a code from the organizer.</source>
            <translation>Cet appareil n’est pas encore associé. L’associer avec un code de l’organisateur.</translation>
        </message>
        <message>
            <source>This device is paired with {event}.</source>
            <translation>Cet appareil est associé à {event}.</translation>
        </message>
        <message>
            <source>This device was not in touch for too long. Pair it again; its scans are kept.</source>
            <translation>Cet appareil n’a pas donné signe de vie depuis trop longtemps. L’associer à nouveau ; ses scans sont conservés.</translation>
        </message>
        <message>
            <source>This device was paired by an older version. Pair it again; its scans are kept.</source>
            <translation>Cet appareil a été associé par une version plus ancienne. L’associer à nouveau ; ses scans sont conservés.</translation>
        </message>
        <message>
            <source>This device was removed from the event.</source>
            <translation>Cet appareil a été retiré de l’événement.</translation>
        </message>
        <message>
            <source>This device was shut out by the organizer. Its scans from now on do not count.</source>
            <translation>L’organisateur a exclu cet appareil. Ses scans ne comptent plus désormais.</translation>
        </message>
        <message>
            <source>This device was wiped. Nothing is left on it.</source>
            <translation>Cet appareil a été effacé. Il n’y reste rien.</translation>
        </message>
        <message>
            <source>This device was wiped. The scans that were not uploaded are sealed in {files}: pair it again with the event to upload them, or give the file to the organizer.</source>
            <translation>Cet appareil a été effacé. Les scans non envoyés sont scellés dans {files} : l’associer à nouveau à l’événement pour les envoyer, ou donner le fichier à l’organisateur.</translation>
        </message>
        <message>
            <source>This device's storage is full. Free some space, then scan again.</source>
            <translation>La mémoire de cet appareil est pleine. Libérer de la place, puis rescanner.</translation>
        </message>
        <message>
            <source>This device’s list is too old to let anybody in without the server.</source>
            <translation>La liste de cet appareil est trop ancienne pour laisser entrer sans le serveur.</translation>
        </message>
        <message>
            <source>This device’s scans in a file that only the organizer can open, for when there is no network.</source>
            <translation>Les scans de cet appareil dans un fichier que seul l’organisateur peut ouvrir, quand il n’y a pas de réseau.</translation>
        </message>
        <message>
            <source>this door alone</source>
            <translation>cette porte seule</translation>
        </message>
        <message>
            <source>This door speaks with the server only</source>
            <translation>Cette porte ne parle qu’au serveur</translation>
        </message>
        <message>
            <source>This entrance has closed.</source>
            <translation>Cet accès est fermé.</translation>
        </message>
        <message>
            <source>This entrance is not open yet.</source>
            <translation>Cet accès n’est pas encore ouvert.</translation>
        </message>
        <message>
            <source>This file is larger than any rescue file.</source>
            <translation>Ce fichier est plus gros que tout fichier de secours.</translation>
        </message>
        <message>
            <source>This gate</source>
            <translation>Cet accès</translation>
        </message>
        <message>
            <source>This gate lets nobody in. Ask the organizer.</source>
            <translation>Cet accès ne laisse entrer personne. Demander à l’organisateur.</translation>
        </message>
        <message>
            <source>This is not a Doorward rescue file.</source>
            <translation>Ce n’est pas un fichier de secours Doorward.</translation>
        </message>
        <message>
            <source>This is the device's own address.</source>
            <translation>C’est l’adresse de cet appareil lui-même.</translation>
        </message>
        <message>
            <source>This is the event’s only door</source>
            <translation>C’est la seule porte de l’événement</translation>
        </message>
        <message>
            <source>This pairing code cannot be used</source>
            <translation>Ce code d’association n’est pas utilisable</translation>
        </message>
        <message>
            <source>This rescue file has something behind its end. Copy it again.</source>
            <translation>Ce fichier de secours contient quelque chose après sa fin. Le recopier.</translation>
        </message>
        <message>
            <source>This rescue file holds more entries than one may.</source>
            <translation>Ce fichier de secours contient plus d’entrées que permis.</translation>
        </message>
        <message>
            <source>This rescue file is cut short. Copy it again, whole.</source>
            <translation>Ce fichier de secours est tronqué. Le recopier en entier.</translation>
        </message>
        <message>
            <source>This rescue file is damaged: it does not say what it holds.</source>
            <translation>Ce fichier de secours est endommagé : il ne dit pas ce qu’il contient.</translation>
        </message>
        <message>
            <source>This rescue file is damaged: it does not say whose it is.</source>
            <translation>Ce fichier de secours est endommagé : il ne dit pas de qui il vient.</translation>
        </message>
        <message>
            <source>This rescue file is damaged: it holds no list of entries.</source>
            <translation>Ce fichier de secours est endommagé : il ne contient pas de liste d’entrées.</translation>
        </message>
        <message>
            <source>This rescue file is sealed for another event or another server.</source>
            <translation>Ce fichier de secours est scellé pour un autre événement ou un autre serveur.</translation>
        </message>
        <message>
            <source>This rescue file names more logs than any device has.</source>
            <translation>Ce fichier de secours cite plus de journaux qu’aucun appareil n’en a.</translation>
        </message>
        <message>
            <source>This rescue file unpacks to more than any door writes.</source>
            <translation>Ce fichier de secours contient, décompressé, plus qu’aucune porte n’écrit.</translation>
        </message>
        <message>
            <source>This rescue file was damaged or changed after its device made it. Copy it again.</source>
            <translation>Ce fichier de secours a été endommagé ou modifié après sa création. Le recopier.</translation>
        </message>
        <message>
            <source>This rescue file was made by a device that this event does not know.</source>
            <translation>Ce fichier de secours vient d’un appareil que cet événement ne connaît pas.</translation>
        </message>
        <message>
            <source>This rescue file was made by a newer version. Update this program first.</source>
            <translation>Ce fichier de secours vient d’une version plus récente. Mettre d’abord ce programme à jour.</translation>
        </message>
        <message>
            <source>This system has no voice. On Linux install speech-dispatcher with a voice, then start again.</source>
            <translation>Ce système n’a pas de voix. Sous Linux, installer speech-dispatcher avec une voix, puis relancer.</translation>
        </message>
        <message>
            <source>This ticket has been scanned before.</source>
            <translation>Ce billet a déjà été scanné.</translation>
        </message>
        <message>
            <source>This ticket has been used to enter.</source>
            <translation>Quelqu’un est déjà entré avec ce billet.</translation>
        </message>
        <message>
            <source>This ticket has been used up.</source>
            <translation>Ce billet a déjà servi.</translation>
        </message>
        <message>
            <source>This ticket has not been paid for.</source>
            <translation>Ce billet n’a pas été payé.</translation>
        </message>
        <message>
            <source>This ticket is for another event.</source>
            <translation>Ce billet est pour un autre événement.</translation>
        </message>
        <message>
            <source>This ticket is not on this device’s list.</source>
            <translation>Ce billet ne figure pas sur la liste de cet appareil.</translation>
        </message>
        <message>
            <source>This ticket is not valid yet.</source>
            <translation>Ce billet n’est pas encore valable.</translation>
        </message>
        <message>
            <source>This ticket was altered or is a fake.</source>
            <translation>Ce billet a été modifié ou est un faux.</translation>
        </message>
        <message>
            <source>This ticket was cancelled.</source>
            <translation>Ce billet a été annulé.</translation>
        </message>
        <message>
            <source>This user may not open {port}. {hint}</source>
            <translation>Cet utilisateur ne peut pas ouvrir {port}. {hint}</translation>
        </message>
        <message>
            <source>this user may not write there. Choose another folder</source>
            <translation>cet utilisateur ne peut pas y écrire. Choisir un autre dossier</translation>
        </message>
        <message>
            <source>This was undone before. Nothing changed.</source>
            <translation>C’était déjà annulé. Rien n’a changé.</translation>
        </message>
        <message>
            <source>Three scans came out right.</source>
            <translation>Trois scans sont arrivés correctement.</translation>
        </message>
        <message>
            <source>Ticket</source>
            <translation>Billet</translation>
        </message>
        <message>
            <source>Ticket code</source>
            <translation>Code du billet</translation>
        </message>
        <message>
            <source>Ticket list</source>
            <translation>Liste des billets</translation>
        </message>
        <message>
            <source>Ticket type</source>
            <translation>Type de billet</translation>
        </message>
        <message>
            <source>Ticket type not known</source>
            <translation>Type de billet inconnu</translation>
        </message>
        <message>
            <source>Ticket type {name} was removed.</source>
            <translation>Le type de billet {name} a été supprimé.</translation>
        </message>
        <message>
            <source>Ticket type {was} is called {name} now.</source>
            <translation>Le type de billet {was} s’appelle désormais {name}.</translation>
        </message>
        <message>
            <source>Tickets and scans</source>
            <translation>Billets et scans</translation>
        </message>
        <message>
            <source>Tickets: {count}.</source>
            <translation>Billets : {count}.</translation>
        </message>
        <message>
            <source>Time (UTC)</source>
            <translation>Heure (UTC)</translation>
        </message>
        <message>
            <source>Time ({zone})</source>
            <translation>Heure ({zone})</translation>
        </message>
        <message>
            <source>Time of day in {zone}</source>
            <translation>Heure à {zone}</translation>
        </message>
        <message>
            <source>To leave, hold a finger in the top corner at the end of the line for {seconds} seconds, or press {keys}. Then type the manager’s PIN.</source>
            <translation>Pour quitter, garder un doigt {seconds} secondes dans le coin supérieur en fin de ligne, ou appuyer sur {keys}. Puis saisir le code PIN du responsable.</translation>
        </message>
        <message>
            <source>Too early</source>
            <translation>Trop tôt</translation>
        </message>
        <message>
            <source>Too many</source>
            <translation>Trop nombreux</translation>
        </message>
        <message>
            <source>Too many wrong PINs. Try again in {wait}.</source>
            <translation>Trop de codes PIN erronés. Réessayer dans {wait}.</translation>
        </message>
        <message>
            <source>TRAINING</source>
            <translation>ENTRAÎNEMENT</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>Entraînement</translation>
        </message>
        <message>
            <source>training</source>
            <translation>entraînement</translation>
        </message>
        <message>
            <source>Training and real scans are kept apart. Switch, then try again.</source>
            <translation>L’entraînement et les vrais scans restent séparés. Changer de mode, puis réessayer.</translation>
        </message>
        <message>
            <source>TRAINING — nothing counts</source>
            <translation>ENTRAÎNEMENT – rien ne compte</translation>
        </message>
        <message>
            <source>Training: nothing counts</source>
            <translation>Entraînement : rien ne compte</translation>
        </message>
        <message>
            <source>Training: this does not count.</source>
            <translation>Entraînement : ceci ne compte pas.</translation>
        </message>
        <message>
            <source>Try a scan</source>
            <translation>Essayer un scan</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Réessayer</translation>
        </message>
        <message>
            <source>Try by hand</source>
            <translation>À essayer à la main</translation>
        </message>
        <message>
            <source>Turn away</source>
            <translation>Refuser</translation>
        </message>
        <message>
            <source>Turn it on, or choose another one under Printing.</source>
            <translation>L’allumer, ou en choisir une autre sous « Impression ».</translation>
        </message>
        <message>
            <source>Turn it up in the settings.</source>
            <translation>L’augmenter dans les réglages.</translation>
        </message>
        <message>
            <source>Turn the scanner’s letter conversion off, often called “case”. Then scan again.</source>
            <translation>Désactiver la conversion de lettres de la douchette, souvent nommée « case ». Puis rescanner.</translation>
        </message>
        <message>
            <source>Turn them on and connect all to one network, or two doors may let one ticket in during an outage.</source>
            <translation>Les allumer et les relier toutes au même réseau ; sinon, lors d’une coupure, deux portes peuvent laisser entrer le même billet.</translation>
        </message>
        <message>
            <source>Turn this device’s volume up, look after the cable, then play them again.</source>
            <translation>Monter le volume de l’appareil, vérifier le câble, puis rejouer les sons.</translation>
        </message>
        <message>
            <source>Turned by</source>
            <translation>Rotation</translation>
        </message>
        <message>
            <source>Two devices write as one door</source>
            <translation>Deux appareils écrivent comme une seule porte</translation>
        </message>
        <message>
            <source>Type a part of the name, the order, the e-mail address, the phone number or the code.</source>
            <translation>Saisir une partie du nom, de la commande, de l’e-mail, du téléphone ou du code.</translation>
        </message>
        <message>
            <source>Type a ticket code</source>
            <translation>Taper un code de billet</translation>
        </message>
        <message>
            <source>Type the address of your server, e.g. https://tickets.example.org</source>
            <translation>Saisir l’adresse du serveur, p. ex. https://tickets.example.org</translation>
        </message>
        <message>
            <source>Type the code printed below the QR code.</source>
            <translation>Taper le code imprimé sous le code QR.</translation>
        </message>
        <message>
            <source>Type the manager’s PIN.</source>
            <translation>Saisir le code PIN du responsable.</translation>
        </message>
        <message>
            <source>Type the pairing code from the dashboard.</source>
            <translation>Saisir le code d’association du tableau de bord.</translation>
        </message>
        <message>
            <source>Type the PIN that the organizer has set for this event.</source>
            <translation>Saisir le code PIN que l’organisateur a défini pour cet événement.</translation>
        </message>
        <message>
            <source>Type your name first: it is kept with the acknowledgement.</source>
            <translation>Saisir d’abord son nom : il est noté avec.</translation>
        </message>
        <message>
            <source>Type your name: it stands beside what you decide.</source>
            <translation>Saisir son nom : il figure à côté de la décision.</translation>
        </message>
        <message>
            <source>typed</source>
            <translation>au clavier</translation>
        </message>
        <message>
            <source>Types for a US keyboard, and this computer has another. Its keys are read by their places.</source>
            <translation>Tape pour un clavier US, et cet ordinateur en a un autre. Ses touches sont lues par leur place.</translation>
        </message>
        <message>
            <source>Typing and handheld scanners work already.</source>
            <translation>La saisie et les douchettes fonctionnent déjà.</translation>
        </message>
        <message>
            <source>under 1 min</source>
            <translation>moins de 1 min</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <source>Undo or turn away</source>
            <translation>Annuler ou refuser</translation>
        </message>
        <message>
            <source>Undo this scan?</source>
            <translation>Annuler ce scan ?</translation>
        </message>
        <message>
            <source>Undo …</source>
            <translation>Annuler…</translation>
        </message>
        <message>
            <source>Undone</source>
            <translation>Annulé</translation>
        </message>
        <message>
            <source>undone</source>
            <translation>annulé</translation>
        </message>
        <message>
            <source>Undone {when}</source>
            <translation>Annulé {when}</translation>
        </message>
        <message>
            <source>Undone. The ticket can be used again.</source>
            <translation>Annulé. Le billet est de nouveau utilisable.</translation>
        </message>
        <message>
            <source>Unlock</source>
            <translation>Déverrouiller</translation>
        </message>
        <message>
            <source>Unlocked for a manager ({name}).</source>
            <translation>Déverrouillé pour le responsable ({name}).</translation>
        </message>
        <message>
            <source>Unlocked for a manager.</source>
            <translation>Déverrouillé pour le responsable.</translation>
        </message>
        <message>
            <source>Unpair</source>
            <translation>Dissocier</translation>
        </message>
        <message>
            <source>Unreadable code</source>
            <translation>Code illisible</translation>
        </message>
        <message>
            <source>Until {end}</source>
            <translation>Jusqu’à {end}</translation>
        </message>
        <message>
            <source>Up to date</source>
            <translation>À jour</translation>
        </message>
        <message>
            <source>Up to {ms} ms</source>
            <translation>Jusqu’à {ms} ms</translation>
        </message>
        <message>
            <source>Use a handheld scanner or type the code.</source>
            <translation>Utiliser une douchette ou taper le code.</translation>
        </message>
        <message>
            <source>Use it</source>
            <translation>L’utiliser</translation>
        </message>
        <message>
            <source>Use this</source>
            <translation>Utiliser</translation>
        </message>
        <message>
            <source>Usual</source>
            <translation>Habituelle</translation>
        </message>
        <message>
            <source>Valid</source>
            <translation>Valable</translation>
        </message>
        <message>
            <source>Valid, not confirmed — list {age} old</source>
            <translation>Valable, non confirmé – liste d’il y a {age}</translation>
        </message>
        <message>
            <source>Valid, not confirmed — no list yet</source>
            <translation>Valable, non confirmé – pas encore de liste</translation>
        </message>
        <message>
            <source>Verdicts are seen and not heard.</source>
            <translation>Les résultats se voient et ne s’entendent pas.</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>Volume</translation>
        </message>
        <message>
            <source>Wait a moment, then run the checks again.</source>
            <translation>Attendre un instant, puis relancer les contrôles.</translation>
        </message>
        <message>
            <source>Waiting for a picture …</source>
            <translation>En attente d’une image…</translation>
        </message>
        <message>
            <source>We could not check your ticket here.</source>
            <translation>Nous n’avons pas pu vérifier votre billet ici.</translation>
        </message>
        <message>
            <source>We could not find your ticket here.</source>
            <translation>Nous n’avons pas trouvé votre billet ici.</translation>
        </message>
        <message>
            <source>We could not read a ticket in this code.</source>
            <translation>Nous n’avons pas trouvé de billet dans ce code.</translation>
        </message>
        <message>
            <source>We could not read this code.</source>
            <translation>Nous n’avons pas pu lire ce code.</translation>
        </message>
        <message>
            <source>Welcome</source>
            <translation>Bienvenue</translation>
        </message>
        <message>
            <source>Welcome in.</source>
            <translation>Bienvenue.</translation>
        </message>
        <message>
            <source>Went out</source>
            <translation>Sortis</translation>
        </message>
        <message>
            <source>went out</source>
            <translation>sorti</translation>
        </message>
        <message>
            <source>What answers at {address} does not speak as doors do.</source>
            <translation>Ce qui répond à {address} ne parle pas comme une porte.</translation>
        </message>
        <message>
            <source>What answers at {address} is not a door of this event.</source>
            <translation>Ce qui répond à {address} n’est pas une porte de cet événement.</translation>
        </message>
        <message>
            <source>What answers cannot prove that it is the server. Check the address, and whether this network wants you to log in first.</source>
            <translation>Ce qui répond ne peut pas prouver qu’il est le serveur. Vérifier l’adresse, et si ce réseau demande d’abord une connexion.</translation>
        </message>
        <message>
            <source>What came is not a message.</source>
            <translation>Ce qui est arrivé n’est pas un message.</translation>
        </message>
        <message>
            <source>What comes from {port} is no text. Choose the speed that the scanner is set to.</source>
            <translation>Ce qui vient de {port} n’est pas du texte. Choisir la vitesse réglée sur la douchette.</translation>
        </message>
        <message>
            <source>What comes out</source>
            <translation>Ce qui sort</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Ce qui s’est passé</translation>
        </message>
        <message>
            <source>What is printed</source>
            <translation>Ce qui est imprimé</translation>
        </message>
        <message>
            <source>What is scanned</source>
            <translation>Ce qui est scanné</translation>
        </message>
        <message>
            <source>What is scanned at this device is listed here, also after a restart.</source>
            <translation>Ce qui est scanné sur cet appareil figure ici, même après un redémarrage.</translation>
        </message>
        <message>
            <source>What it is made of</source>
            <translation>Ce qui le compose</translation>
        </message>
        <message>
            <source>What it scanned after its removal does not count. Collect the device, and look for guests who came in there.</source>
            <translation>Ce qu’il a scanné après son retrait ne compte pas. Récupérer l’appareil et rechercher les visiteurs entrés par là.</translation>
        </message>
        <message>
            <source>What this device kept of its pairing cannot be read. Pair it again; its scans are kept.</source>
            <translation>Ce que cet appareil a gardé de son association est illisible. L’associer à nouveau ; ses scans sont conservés.</translation>
        </message>
        <message>
            <source>What waits for upload, and why.</source>
            <translation>Ce qui attend l’envoi, et pourquoi.</translation>
        </message>
        <message>
            <source>What was set cannot be kept on this device: its disk does not take it. It holds until the scanner is closed.</source>
            <translation>Le réglage ne peut pas être enregistré sur cet appareil : le disque ne l’accepte pas. Il reste valable jusqu’à la fermeture du scanner.</translation>
        </message>
        <message>
            <source>What went wrong, and what to do about it.</source>
            <translation>Ce qui s’est mal passé, et que faire.</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Quand</translation>
        </message>
        <message>
            <source>When somebody asks</source>
            <translation>Sur demande</translation>
        </message>
        <message>
            <source>Who came when, by gate and by ticket type.</source>
            <translation>Qui est venu quand, par accès et type de billet.</translation>
        </message>
        <message>
            <source>Who is it?</source>
            <translation>Qui est-ce ?</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Pourquoi</translation>
        </message>
        <message>
            <source>Why (if you like)</source>
            <translation>Motif (facultatif)</translation>
        </message>
        <message>
            <source>Why by hand (if you like)</source>
            <translation>Pourquoi à la main (facultatif)</translation>
        </message>
        <message>
            <source>Why people were refused</source>
            <translation>Motifs de refus</translation>
        </message>
        <message>
            <source>Width in mm</source>
            <translation>Largeur en mm</translation>
        </message>
        <message>
            <source>Wipe</source>
            <translation>Effacer</translation>
        </message>
        <message>
            <source>Wipe this device</source>
            <translation>Effacer cet appareil</translation>
        </message>
        <message>
            <source>With {seen} ms between keys it cannot be told from a person.</source>
            <translation>Avec {seen} ms entre les touches, on ne la distingue pas d’une personne.</translation>
        </message>
        <message>
            <source>Without a newer list this gate refuses everybody: sync.</source>
            <translation>Sans liste plus récente, cet accès refuse tout le monde : synchroniser.</translation>
        </message>
        <message>
            <source>Without the server</source>
            <translation>Sans serveur</translation>
        </message>
        <message>
            <source>Works</source>
            <translation>Fonctionne</translation>
        </message>
        <message>
            <source>Works without the server; the list has no good ticket to try</source>
            <translation>Fonctionne sans serveur ; la liste n’a pas de billet valable à essayer</translation>
        </message>
        <message>
            <source>Writing the log …</source>
            <translation>Écriture du journal…</translation>
        </message>
        <message>
            <source>Writing the log: {done} of {total} entries</source>
            <translation>Écriture du journal : {done} entrées sur {total}</translation>
        </message>
        <message>
            <source>Writing the rescue file …</source>
            <translation>Écriture du fichier de secours…</translation>
        </message>
        <message>
            <source>Wrong gate</source>
            <translation>Mauvais accès</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>oui</translation>
        </message>
        <message>
            <source>You are early: your ticket starts later.</source>
            <translation>Vous êtes en avance : votre billet est valable plus tard.</translation>
        </message>
        <message>
            <source>Your event</source>
            <translation>Votre événement</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>Votre nom</translation>
        </message>
        <message>
            <source>Your name (if you like)</source>
            <translation>Nom (facultatif)</translation>
        </message>
        <message>
            <source>Your ticket is for another entrance.</source>
            <translation>Votre billet est pour un autre accès.</translation>
        </message>
        <message>
            <source>Your ticket is for another event.</source>
            <translation>Votre billet est pour un autre événement.</translation>
        </message>
        <message>
            <source>Your ticket is good</source>
            <translation>Votre billet est valable</translation>
        </message>
        <message>
            <source>Your ticket needs a moment with our staff.</source>
            <translation>Notre équipe va regarder votre billet un instant.</translation>
        </message>
        <message>
            <source>Your turn</source>
            <translation>À vous</translation>
        </message>
        <message>
            <source>{charge}, plugged in</source>
            <translation>{charge}, branché</translation>
        </message>
        <message>
            <source>{count} at {when}</source>
            <translation>{count} à {when}</translation>
        </message>
        <message numerus="yes">
            <source>{count} cancelled</source>
            <comment>{count} cancelled</comment>
            <translation>
                <numerusform>{count} annulé</numerusform>
                <numerusform>{count} annulés</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} cannot count</source>
            <comment>{count} cannot count</comment>
            <translation>
                <numerusform>{count} ne peut pas compter</numerusform>
                <numerusform>{count} ne peuvent pas compter</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} changed</source>
            <comment>{count} changed</comment>
            <translation>
                <numerusform>{count} modifié</numerusform>
                <numerusform>{count} modifiés</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} characters, {way}</source>
            <comment>{count} character, {way}</comment>
            <translation>
                <numerusform>{count} caractère, {way}</numerusform>
                <numerusform>{count} caractères, {way}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} days</source>
            <comment>{count} day</comment>
            <translation>
                <numerusform>{count} jour</numerusform>
                <numerusform>{count} jours</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} entries of the log</source>
            <comment>{count} entry of the log</comment>
            <translation>
                <numerusform>{count} entrée du journal</numerusform>
                <numerusform>{count} entrées du journal</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} entries wait for upload.</source>
            <comment>{count} entry waits for upload.</comment>
            <translation>
                <numerusform>{count} entrée en attente d’envoi.</numerusform>
                <numerusform>{count} entrées en attente d’envoi.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} entries were written to {file}.</source>
            <comment>{count} entry was written to {file}.</comment>
            <translation>
                <numerusform>{count} entrée écrite dans {file}.</numerusform>
                <numerusform>{count} entrées écrites dans {file}.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} gone from the list</source>
            <comment>{count} gone from the list</comment>
            <translation>
                <numerusform>{count} sorti de la liste</numerusform>
                <numerusform>{count} sortis de la liste</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} guests found</source>
            <comment>{count} guest found</comment>
            <translation>
                <numerusform>{count} visiteur trouvé</numerusform>
                <numerusform>{count} visiteurs trouvés</numerusform>
            </translation>
        </message>
        <message>
            <source>{count} h</source>
            <translation>{count} h</translation>
        </message>
        <message numerus="yes">
            <source>{count} hours ago</source>
            <comment>{count} hour ago</comment>
            <translation>
                <numerusform>il y a {count} heure</numerusform>
                <numerusform>il y a {count} heures</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} incidents</source>
            <comment>{count} incident</comment>
            <translation>
                <numerusform>{count} incident</numerusform>
                <numerusform>{count} incidents</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} incidents wait for somebody to deal with them.</source>
            <comment>{count} incident waits for somebody to deal with it.</comment>
            <translation>
                <numerusform>{count} incident attend d’être réglé.</numerusform>
                <numerusform>{count} incidents attendent d’être réglés.</numerusform>
            </translation>
        </message>
        <message>
            <source>{count} min</source>
            <translation>{count} min</translation>
        </message>
        <message numerus="yes">
            <source>{count} new tickets</source>
            <comment>{count} new ticket</comment>
            <translation>
                <numerusform>{count} nouveau billet</numerusform>
                <numerusform>{count} nouveaux billets</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} people</source>
            <comment>{count} person</comment>
            <translation>
                <numerusform>{count} personne</numerusform>
                <numerusform>{count} personnes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} people may still come in.</source>
            <comment>{count} person may still come in.</comment>
            <translation>
                <numerusform>{count} personne peut encore entrer.</numerusform>
                <numerusform>{count} personnes peuvent encore entrer.</numerusform>
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
                <numerusform>{count} scan</numerusform>
                <numerusform>{count} scans</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans are in {file}. Give it to the organizer, or send it from a device with a network.</source>
            <comment>{count} scan is in {file}. Give it to the organizer, or send it from a device with a network.</comment>
            <translation>
                <numerusform>{count} scan dans {file}. Donner le fichier à l’organisateur, ou l’envoyer d’un appareil avec réseau.</numerusform>
                <numerusform>{count} scans dans {file}. Donner le fichier à l’organisateur, ou l’envoyer d’un appareil avec réseau.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans got</source>
            <comment>{count} scan got</comment>
            <translation>
                <numerusform>{count} scan reçu</numerusform>
                <numerusform>{count} scans reçus</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans of other doors got</source>
            <comment>{count} scan of other doors got</comment>
            <translation>
                <numerusform>{count} scan reçu d’autres portes</numerusform>
                <numerusform>{count} scans reçus d’autres portes</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans of other events wait: pair this device with those events to upload them.</source>
            <comment>{count} scan of another event waits: pair this device with that event to upload it.</comment>
            <translation>
                <numerusform>{count} scan d’un autre événement attend : associer cet appareil à cet événement pour l’envoyer.</numerusform>
                <numerusform>{count} scans d’autres événements attendent : associer cet appareil à ces événements pour les envoyer.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans sent</source>
            <comment>{count} scan sent</comment>
            <translation>
                <numerusform>{count} scan envoyé</numerusform>
                <numerusform>{count} scans envoyés</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait for upload.</source>
            <comment>{count} scan waits for upload.</comment>
            <translation>
                <numerusform>{count} scan en attente d’envoi.</numerusform>
                <numerusform>{count} scans en attente d’envoi.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait for upload. Sync first, or carry them away in a rescue file.</source>
            <comment>{count} scan waits for upload. Sync first, or carry it away in a rescue file.</comment>
            <translation>
                <numerusform>{count} scan attend l’envoi. Synchroniser d’abord, ou l’emporter dans un fichier de secours.</numerusform>
                <numerusform>{count} scans attendent l’envoi. Synchroniser d’abord, ou les emporter dans un fichier de secours.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait for upload. Sync first, then pair again.</source>
            <comment>{count} scan waits for upload. Sync first, then pair again.</comment>
            <translation>
                <numerusform>{count} scan en attente d’envoi. Synchroniser d’abord, puis associer à nouveau.</numerusform>
                <numerusform>{count} scans en attente d’envoi. Synchroniser d’abord, puis associer à nouveau.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait for upload. They are sent first; without a network they are left in a sealed file that only the organizer can open.</source>
            <comment>{count} scan waits for upload. It is sent first; without a network it is left in a sealed file that only the organizer can open.</comment>
            <translation>
                <numerusform>{count} scan en attente d’envoi. Il est envoyé d’abord ; sans réseau il reste dans un fichier scellé que seul l’organisateur peut ouvrir.</numerusform>
                <numerusform>{count} scans en attente d’envoi. Ils sont envoyés d’abord ; sans réseau ils restent dans un fichier scellé que seul l’organisateur peut ouvrir.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait.</source>
            <comment>{count} scan waits.</comment>
            <translation>
                <numerusform>{count} scan en attente.</numerusform>
                <numerusform>{count} scans en attente.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait: sync first.</source>
            <comment>{count} scan is not uploaded yet: sync first.</comment>
            <translation>
                <numerusform>{count} scan en attente : synchroniser d’abord.</numerusform>
                <numerusform>{count} scans en attente : synchroniser d’abord.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans were new to the server</source>
            <comment>{count} scan was new to the server</comment>
            <translation>
                <numerusform>{count} scan nouveau pour le serveur</numerusform>
                <numerusform>{count} scans nouveaux pour le serveur</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} sealed files of earlier stores wait to go up.</source>
            <comment>{count} sealed file of an earlier store waits to go up.</comment>
            <translation>
                <numerusform>{count} fichier scellé d’un stock précédent attend l’envoi.</numerusform>
                <numerusform>{count} fichiers scellés de stocks précédents attendent l’envoi.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} things left to try</source>
            <comment>{count} thing left to try</comment>
            <translation>
                <numerusform>{count} point à essayer</numerusform>
                <numerusform>{count} points à essayer</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} things to mend</source>
            <comment>{count} thing to mend</comment>
            <translation>
                <numerusform>{count} point à corriger</numerusform>
                <numerusform>{count} points à corriger</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} tickets</source>
            <comment>{count} ticket</comment>
            <translation>
                <numerusform>{count} billet</numerusform>
                <numerusform>{count} billets</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} times more.</source>
            <comment>Once more.</comment>
            <translation>
                <numerusform>Encore une fois.</numerusform>
                <numerusform>Encore {count} fois.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} wait to be dealt with.</source>
            <comment>{count} waits for somebody to deal with it.</comment>
            <translation>
                <numerusform>{count} à régler.</numerusform>
                <numerusform>{count} à régler.</numerusform>
            </translation>
        </message>
        <message>
            <source>{count} waiting</source>
            <translation>{count} en attente</translation>
        </message>
        <message numerus="yes">
            <source>{count} were known</source>
            <comment>{count} was known</comment>
            <translation>
                <numerusform>{count} déjà connu</numerusform>
                <numerusform>{count} déjà connus</numerusform>
            </translation>
        </message>
        <message>
            <source>{count}%</source>
            <translation>{count} %</translation>
        </message>
        <message>
            <source>{count}: {why}</source>
            <translation>{count} : {why}</translation>
        </message>
        <message>
            <source>{date}, {clock}</source>
            <translation>{date}, {clock}</translation>
        </message>
        <message>
            <source>{day} {month}</source>
            <translation>{day} {month}</translation>
        </message>
        <message>
            <source>{day} {month} {year}</source>
            <translation>{day} {month} {year}</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation>{done} sur {total}</translation>
        </message>
        <message>
            <source>{done} scans</source>
            <translation>{done} scans</translation>
        </message>
        <message>
            <source>{done} tickets</source>
            <translation>{done} billets</translation>
        </message>
        <message>
            <source>{file}: {why}</source>
            <translation>{file} : {why}</translation>
        </message>
        <message>
            <source>{first} to {last} of {total}</source>
            <translation>{first} à {last} sur {total}</translation>
        </message>
        <message>
            <source>{free} GB free</source>
            <translation>{free} Go libres</translation>
        </message>
        <message>
            <source>{gate} does not take this kind of ticket.</source>
            <translation>{gate} n’accepte pas ce type de billet.</translation>
        </message>
        <message>
            <source>{gate} is not open yet.</source>
            <translation>{gate} : pas encore ouvert.</translation>
        </message>
        <message>
            <source>{gate} takes no more guests.</source>
            <translation>{gate} n’accepte plus personne.</translation>
        </message>
        <message>
            <source>{gate}: {way}</source>
            <translation>{gate} : {way}</translation>
        </message>
        <message>
            <source>{inside} of {party} in</source>
            <translation>{inside} sur {party} à l’intérieur</translation>
        </message>
        <message>
            <source>{inside} of {party} of your group are in</source>
            <translation>{inside} sur {party} de votre groupe sont entrés</translation>
        </message>
        <message>
            <source>{left} left</source>
            <translation>encore {left}</translation>
        </message>
        <message>
            <source>{left} of {party} places left</source>
            <translation>Reste {left} places sur {party}</translation>
        </message>
        <message>
            <source>{length} characters: {text}</source>
            <translation>{length} caractères : {text}</translation>
        </message>
        <message>
            <source>{minutes} min ago</source>
            <translation>il y a {minutes} min</translation>
        </message>
        <message>
            <source>{name} (not plugged in)</source>
            <translation>{name} (non branchée)</translation>
        </message>
        <message>
            <source>{name} (not there)</source>
            <translation>{name} (absente)</translation>
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
            <translation>{off} s d’écart, connu à {error} s près</translation>
        </message>
        <message>
            <source>{people} · max {capacity}</source>
            <translation>{people} · max. {capacity}</translation>
        </message>
        <message>
            <source>{printer} did not print. Check that it is on and has paper; nothing is lost.</source>
            <translation>{printer} n’a pas imprimé. Vérifier qu’elle est allumée et a du papier ; rien n’est perdu.</translation>
        </message>
        <message>
            <source>{rate} a second</source>
            <translation>{rate} par seconde</translation>
        </message>
        <message>
            <source>{rate} entries a second</source>
            <translation>{rate} entrées par seconde</translation>
        </message>
        <message>
            <source>{seconds} s ago</source>
            <translation>il y a {seconds} s</translation>
        </message>
        <message>
            <source>{seen} of {expected} doors in sight</source>
            <translation>{seen} portes sur {expected} en vue</translation>
        </message>
        <message>
            <source>{seen} of {expected} other doors in sight.</source>
            <translation>{seen} autres portes sur {expected} en vue.</translation>
        </message>
        <message>
            <source>{seen} of {others} other doors in sight</source>
            <translation>{seen} autres portes sur {others} en vue</translation>
        </message>
        <message>
            <source>{start} to {end}</source>
            <translation>{start} à {end}</translation>
        </message>
        <message>
            <source>{tickets}, not compared with the server</source>
            <translation>{tickets}, non comparés avec le serveur</translation>
        </message>
        <message>
            <source>{tickets}, the same as on the server</source>
            <translation>{tickets}, les mêmes que sur le serveur</translation>
        </message>
        <message>
            <source>{tickets}; the list is changing right now</source>
            <translation>{tickets} ; la liste est en train de changer</translation>
        </message>
        <message>
            <source>{title}. {detail}</source>
            <translation>{title}. {detail}</translation>
        </message>
        <message>
            <source>{what}, as of the last contact</source>
            <translation>{what}, au dernier contact</translation>
        </message>
        <message>
            <source>{what}.</source>
            <translation>{what}.</translation>
        </message>
        <message>
            <source>{who} was refused. With a PIN you let in all the same; your name goes with it.</source>
            <translation>{who} : entrée refusée. Le code PIN permet de laisser entrer ; le nom est noté.</translation>
        </message>
        <message>
            <source>{who} will not count as let in, and the ticket can be used again.</source>
            <translation>{who} ne comptera plus comme entré, et le billet sera de nouveau utilisable.</translation>
        </message>
        <message>
            <source>{why}. Choose another place</source>
            <translation>{why}. Choisir un autre endroit</translation>
        </message>
        <message>
            <source>“Copy for support” copies no names, places or tickets.</source>
            <translation>« Copier les infos » ne copie ni noms, ni lieux, ni billets.</translation>
        </message>
        <message>
            <source>“{name}” holds no pictures that can be read.</source>
            <translation>« {name} » ne contient pas d’images lisibles.</translation>
        </message>
        <message>
            <source>“{text}”</source>
            <translation>« {text} »</translation>
        </message>
    </context>
</TS>
