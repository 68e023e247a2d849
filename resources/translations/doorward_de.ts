<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>Doorward</name>
        <message>
            <source>1 incident</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>1 person</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>a folder of that name is in the way. Choose another name</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A genuine ticket, sold after the last sync.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A handheld scanner reads it too. Or type what it says.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A new one was made of what could be read.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A payment is still open.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A removed device went on scanning</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>A scanner is already running on this device with the same data.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Acknowledge</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Acknowledge: {what}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Admitted</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>After a restart or a crash this device comes back as a kiosk.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>All places of this ticket are taken.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Already inside</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Already used</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Another door is letting this ticket in at this moment.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Another program is holding the ticket store. Close it and try again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Apr</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Ask for the QR code on the ticket itself.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Ask for the ticket for this event.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Ask for the ticket on the phone itself, or check the name, then let in.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Ask the guest to come back at the time on the ticket.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Ask the guest to open the ticket on the phone itself, then scan again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Ask the guest to wait.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>at a time unknown</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>At another door</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Aug</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Back</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Back (Esc)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Back in after an exit.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Battery {percent}%</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Blocked</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>blocked</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>by {door}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>By {operator}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Camera</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Camera lost</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Camera picture</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>cancelled</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Cannot be checked</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Cannot change files in {folder}: {why}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Cannot change files in {folder}: {why}. Free some space.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Cannot delete {path}: {why}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Cannot read {path}: {why}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Cannot use {folder} to keep tickets in: {why}. Free some space or name another folder.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Check</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Check first</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Check the cable. It comes back by itself.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Check the name and, if you can, another door. Then let in.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Check the network and try again. Scanning goes on with the list you have.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Check, then let in.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Check-in has ended.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Check-in is closed here.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Checked out</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Choose a guest.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Close</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Compare with the ticket and type it again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Connecting …</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Dealt with</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Dealt with: {place}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Dec</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Device removed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Device storage is full.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Do not let in yet. Free space, then scan again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Do not let in. Call the manager.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Do not let in. In doubt, call the manager.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Do not let in. Scan again in a moment; in doubt, call the manager.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Do not let in. Send the guest to another door and call the manager.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Do not let in. Send the guest to the box office.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Door status</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Doorward</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <source>Duplicates are possible: {count} doors could not be asked.</source>
            <comment>Duplicates are possible: {count} door could not be asked.</comment>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
        <message>
            <source>e.g. 7K3M9-QXZ5A</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>End</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>End training</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Entered {when}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Entries of the door log: {count}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Entries that hang on lost ones, sealed for the server: {count}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Entry</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Event closed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Exit</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Expired</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Feb</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Find a guest</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Find the guest who came in last, and compare ticket and ID. Was it one guest scanned twice? Then undo the second scan. Was it a copy? Then one of the two has to leave.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>First: {place}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Full resync</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Gate closed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Gate not open</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Getting the ticket list …</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>good</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Good to see you again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Goodbye</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Greeting</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Guests check themselves in. They see the camera’s picture and whether they may go in, nothing else.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Guests found</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Hold the QR code from the dashboard’s Devices page to the camera.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Hold your ticket to the camera</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Hold your ticket to the scanner</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Incidents</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Incidents ({count})</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>inside</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Inside {inside} / {expected}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>it is full. Free some space on it, or take another one</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>it is write-protected. Move its switch, or take another one</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Jan</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Jul</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Jun</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Key in a file</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Kiosk</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Left {when}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Let in</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Let in by hand.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Let in by the manager.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Let in fewer, or call the manager.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Let in twice</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Let in with a ticket that nobody sold</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Let in with a ticket that was no longer good</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Let the guest out.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>List too old</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>List up to date</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>List {age} old</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Look only</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Look only: nobody was checked in.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Manager</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Manager …</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Managers only</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Manager’s name</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Mar</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>May</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Menu</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Misread code</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Mistyped code</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>More people than this ticket has places left.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>More scans wait than one sealed file holds. Sync first.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Name or code</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No camera</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No camera found</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No gate</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No list yet</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No name</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No scans yet.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No sound</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>No such ticket is on this device’s list.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Nobody found. Check the spelling.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Not a ticket code</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Not all of {folder} could be deleted: {why}. Try again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Not genuine</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Not on the list</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Not paid</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>not paid</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Not paired</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Not paired yet</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Not recorded</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Noted. Every door will hear of it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Nothing answers at {address}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Nothing could be written to {folder}: {why}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Nothing is left to deal with.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Nothing is lost. Scanning goes on with the list you have.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Nothing was changed: device storage is full. Free space, then try again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Nothing went wrong so far. Double admissions and the like would be listed here.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Nov</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Oct</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Offline</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Old code</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>One character of the code is wrong.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>One moment</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>One moment …</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>One person fewer</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>One person more</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>One rescue file holds at most {count} entries; make several.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Online</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Opening the camera …</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Opening the ticket list …</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Order uncertain: the clocks of the two doors were too far apart to tell.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Organizer: {text}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Other event</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Our staff will take a quick look.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Pair</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Pair again</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Pair again to move it to another gate or event. What was scanned here stays kept.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Pair this device</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Pair this device again with its event.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Pair this device first.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Pairing code</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Pairing …</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>PIN</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Please come in.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Please go on.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Please open your ticket anew on your phone.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Please see staff</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Please use another entrance</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Practice: nobody is checked in</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Press Pair and scan the code on the dashboard.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Press Sync now, then scan again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Press Sync now, then scan again. Else send the guest to another gate.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Press Sync now, then scan again. If it stays, call the manager.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Read</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Ready</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Recent scans</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Refunded</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>refunded</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Scan a ticket</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Scan it again, or type it again with care.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Scanned {when}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Scans that were not uploaded are sealed and go up by themselves.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Self check-in</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Send the guest to another gate.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Send the guest to the box office to pay.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Send the guest to the box office.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Send the guest to the gate on the ticket.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Sending scans …</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Sep</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Server address or pairing link</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Set a manager’s PIN for this event on the dashboard first: without one nobody could leave.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Show more</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Somebody has dealt with this already.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Something other than a Doorward server answered. Check the address, and the network's login page.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Something that the server sent cannot be kept. Tell the organizer.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Start self check-in</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Stopped. What has come is kept; sync again to go on.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Sync</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Sync cancelled</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Sync failed</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Sync now</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Thank you for coming.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>That is a pairing code. Press “Pair again” to use it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>That is not a pairing code. Scan the one on the dashboard’s Devices page.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>That is not the manager’s PIN.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The code is genuine, but the ticket is not on the list. Ask the organizer whether it was deleted. If nobody knows of it, treat it as a fake.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The code on your phone or on paper. Wait for the green.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The connection broke during the download. What has come is kept; sync again to go on.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The connection ends here.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The connection to the server was closed.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The data of one device is in use twice, as after copying a disk. Stop both devices, pair one of them again, and tell the organizer.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The exit is recorded, but no entry was scanned before.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The exit is recorded.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>the file is too large for it. Take another stick</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The key file {file} cannot be read: it holds no key of {count} bytes.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The key file {file} cannot be read: {why}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The key of the ticket store in {folder} is gone. Move that folder aside to keep it for rescue, then start and pair again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The key of the ticket store is gone from this computer's keyring. Move {folder} aside to keep it for rescue, then start and pair again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The key of the ticket store is in this computer's keyring, which cannot be opened: {why}. Unlock the keyring (log in to the desktop) and start again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The key of the ticket store was lost. The store was moved to {folder}, and a new one begun. Pair this device again with its event.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The keyring did not give up the key: {why}. Unlock it and try again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The list comes anew with the next sync.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The manager has let this guest in already. Nothing changed.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The money for this ticket was paid back.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The organizer has blocked this ticket.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The organizer has closed this event.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The organizer has set no manager’s PIN for this event. Nobody can override.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The other device is at another event.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The other device is not a door of this event.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The other device was revoked.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The other device's certificate cannot be read.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The other device's certificate does not say whose it is.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The other door closed the connection.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The other door did not take the message.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The other door has trouble: {why}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The other door said nothing, or not in time.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The other door sent more than a message may be.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The other door's answer cannot be read.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The server cannot be reached. Check the network; scanning goes on offline.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The server did not answer in time. Scanning goes on offline.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The server has trouble (HTTP {status}). Scanning goes on offline.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The server is busy: {why}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The server sent a ticket list that cannot be read. Sync again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The server sent rules that its event's key did not sign. Sync again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The server took none of the scans it was sent. They are kept; tell the organizer.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The server was put back to an earlier state meanwhile. Sync again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The server's address has no valid host or port.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The server's address looks like https://tickets.example.org</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The server's address must begin with https:// (http is for this computer only).</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The server's answer is far too long to be one. Check the address.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The server's answer is not signed as it should be. Pair again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>the stick was pulled out or is broken. Put it in again, or take another one</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>the stick was pulled out. Put it in again</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The ticket is good by a list that is too old to trust.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The ticket is good, but needs a look.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The ticket is good, but the code is not the phone’s changing one.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The ticket list’s key lies in a file, not in a key store. Keep this device locked.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The ticket store failed: {why}. Check the disk, then try again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The ticket store is damaged. Close the scanner and start it again: it keeps all that can be read.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The ticket store was damaged. It was moved to {folder}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The ticket was cancelled, paid back or blocked before this scan. Find the guest and go to the box office together.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The time of this ticket is over.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>The time on your ticket has passed.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Then: {place}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>there is no such place, or the stick was pulled out. Put it in again</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>there is no such place. Choose a folder</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>There is nothing to undo.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>These entries are too long for one rescue file; make several.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This cannot be overridden: no ticket of this event was refused.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This code is not from a ticket.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This code is of another moment: a screenshot, or a phone with a wrong clock.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This device cannot check this ticket yet.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This device has no policy to show. Pair it again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This device is not paired with this server any more. Pair it again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This device is not paired yet. Pair it with a code from the organizer.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This device is paired with {event}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This device was not in touch for too long. Pair it again; its scans are kept.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This device was paired by an older version. Pair it again; its scans are kept.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This device was removed from the event.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This device was shut out by the organizer. Its scans from now on do not count.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This device was wiped. Nothing is left on it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This device was wiped. The scans that were not uploaded are sealed in {files}: pair it again with the event to upload them, or give the file to the organizer.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This device's storage is full. Free some space, then scan again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This device’s list is too old to let anybody in without the server.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This entrance has closed.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This entrance is not open yet.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This file is larger than any rescue file.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This gate</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This is not a Doorward rescue file.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This is the device's own address.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This pairing code cannot be used</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This rescue file has something behind its end. Copy it again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This rescue file holds more entries than one may.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This rescue file is cut short. Copy it again, whole.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This rescue file is damaged: it does not say what it holds.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This rescue file is damaged: it does not say whose it is.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This rescue file is damaged: it holds no list of entries.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This rescue file is sealed for another event or another server.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This rescue file names more logs than any device has.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This rescue file unpacks to more than any door writes.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This rescue file was damaged or changed after its device made it. Copy it again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This rescue file was made by a device that this event does not know.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This rescue file was made by a newer version. Update this program first.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This ticket has been scanned before.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This ticket has been used to enter.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This ticket has been used up.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This ticket has not been paid for.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This ticket is for another event.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This ticket is not valid yet.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This ticket was altered or is a fake.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This ticket was cancelled.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>this user may not write there. Choose another folder</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>This was undone before. Nothing changed.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Ticket code</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Tickets: {count}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>To leave, hold a finger in the top corner at the end of the line for {seconds} seconds, or press {keys}. Then type the manager’s PIN.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Too early</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Too many</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Too many wrong PINs. Try again in {wait}.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>TRAINING</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Training</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Training and real scans are kept apart. Switch, then try again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>TRAINING — nothing counts</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Training: nothing counts</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Training: this does not count.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Try again</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Turn away</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Two devices write as one door</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Type a part of the name, or the end of the code.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Type a part of the name.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Type a ticket code</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Type the address of your server, e.g. https://tickets.example.org</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Type the code printed below the QR code.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Type the manager’s PIN.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Type the pairing code from the dashboard.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Type the PIN that the organizer has set for this event.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Type your name first: it is kept with the acknowledgement.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Type your name: it stands beside what you decide.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Typing and handheld scanners work already.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>under 1 min</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Undo</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Undo or turn away</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Undo this scan?</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Undo …</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Undone. The ticket can be used again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Unlock</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Unlocked for a manager.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Unreadable code</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Up to date</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Use a handheld scanner or type the code.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Valid</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Valid, not confirmed — list {age} old</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Valid, not confirmed — no list yet</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Waiting for a picture …</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>We could not check your ticket here.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>We could not find your ticket here.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>We could not read a ticket in this code.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>We could not read this code.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Welcome</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Welcome in.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What answers at {address} does not speak as doors do.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What answers at {address} is not a door of this event.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What came is not a message.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What it scanned after its removal does not count. Collect the device, and look for guests who came in there.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>What this device kept of its pairing cannot be read. Pair it again; its scans are kept.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Why (if you like)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Why by hand (if you like)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Wrong gate</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>You are early: your ticket starts later.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Your name</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Your name (if you like)</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Your ticket is for another entrance.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Your ticket is for another event.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Your ticket is good</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>Your ticket needs a moment with our staff.</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <source>{count} days</source>
            <comment>{count} day</comment>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
        <message>
            <source>{count} h</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} incidents</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <source>{count} incidents wait for somebody to deal with them.</source>
            <comment>{count} incident waits for somebody to deal with it.</comment>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
        <message>
            <source>{count} min</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} people</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count} s</source>
            <translation type="unfinished"></translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait: sync first.</source>
            <comment>{count} scan is not uploaded yet: sync first.</comment>
            <translation type="unfinished">
                <numerusform></numerusform>
                <numerusform></numerusform>
            </translation>
        </message>
        <message>
            <source>{count} waiting</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{count}%</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{date}, {clock}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{day} {month}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{day} {month} {year}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{file}: {why}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{gate} does not take this kind of ticket.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{gate} is not open yet.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{gate} takes no more guests.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{inside} of {party} in</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{inside} of {party} of your group are in</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{left} of {party} places left</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{people} · max {capacity}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{rate} a second</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{rate} · {left} left</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{seen} of {expected} doors in sight</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{title}. {detail}</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{who} was refused. With a PIN you let in all the same; your name goes with it.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{who} will not count as let in, and the ticket can be used again.</source>
            <translation type="unfinished"></translation>
        </message>
        <message>
            <source>{why}. Choose another place</source>
            <translation type="unfinished"></translation>
        </message>
    </context>
</TS>
