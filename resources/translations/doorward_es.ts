<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>Doorward</name>
        <message>
            <source>5 minutes</source>
            <translation>5 minutos</translation>
        </message>
        <message>
            <source>A device stands at the gate that it was paired with. Pair it again with a code of the other gate.</source>
            <translation>Un dispositivo está en el acceso con el que se vinculó. Vincularlo de nuevo con un código del otro acceso.</translation>
        </message>
        <message>
            <source>a folder of that name is in the way. Choose another name</source>
            <translation>hay una carpeta con ese nombre. Elegir otro nombre</translation>
        </message>
        <message>
            <source>A genuine ticket, sold after the last sync.</source>
            <translation>Entrada auténtica, vendida después de la última sincronización.</translation>
        </message>
        <message>
            <source>A handheld scanner reads it too. Or type what it says.</source>
            <translation>Un lector de mano también lo lee. O teclear lo que dice.</translation>
        </message>
        <message>
            <source>a manager</source>
            <translation>un responsable</translation>
        </message>
        <message>
            <source>A manager let in all the same.</source>
            <translation>El responsable dejó pasar de todos modos.</translation>
        </message>
        <message>
            <source>A new one was made of what could be read.</source>
            <translation>Se hizo uno nuevo con todo lo legible.</translation>
        </message>
        <message>
            <source>A newer version of this program is at the organizer’s server: {version}. Scanning goes on as it is.</source>
            <translation>En el servidor del organizador hay una versión más nueva de este programa: {version}. Se sigue leyendo igual.</translation>
        </message>
        <message>
            <source>A number from {least} to {largest}</source>
            <translation>Un número de {least} a {largest}</translation>
        </message>
        <message>
            <source>A number from {least} to {most}.</source>
            <translation>Un número de {least} a {most}.</translation>
        </message>
        <message>
            <source>A payment is still open.</source>
            <translation>Queda un pago pendiente.</translation>
        </message>
        <message>
            <source>A removed device went on scanning</source>
            <translation>Un dispositivo retirado siguió leyendo</translation>
        </message>
        <message>
            <source>A scanner is already running on this device with the same data.</source>
            <translation>Ya hay un lector abierto en este dispositivo con los mismos datos.</translation>
        </message>
        <message>
            <source>A sealed copy of what waits lies beside the store: nothing is lost if the store is.</source>
            <translation>Una copia sellada de lo pendiente está junto al almacén: nada se pierde si este se pierde.</translation>
        </message>
        <message>
            <source>About</source>
            <translation>Acerca de</translation>
        </message>
        <message>
            <source>About entry</source>
            <translation>Sobre la anotación</translation>
        </message>
        <message>
            <source>Acknowledge</source>
            <translation>Marcar resuelta</translation>
        </message>
        <message>
            <source>Acknowledge: {what}</source>
            <translation>Marcar resuelta: {what}</translation>
        </message>
        <message>
            <source>Add this computer’s user to the group “video”, then log in again.</source>
            <translation>Añadir el usuario de este equipo al grupo «video» y volver a iniciar sesión.</translation>
        </message>
        <message>
            <source>Admitted</source>
            <translation>Admitida</translation>
        </message>
        <message>
            <source>Admitted, refused, look, exit: did you hear all four?</source>
            <translation>Admitida, rechazada, mirar, salida: ¿se oyeron los cuatro?</translation>
        </message>
        <message>
            <source>Admitted, undone</source>
            <translation>Admitida, deshecha</translation>
        </message>
        <message>
            <source>After a restart or a crash this device comes back as a kiosk.</source>
            <translation>Tras un reinicio o un fallo, este dispositivo vuelve como quiosco.</translation>
        </message>
        <message>
            <source>After the sound of everybody who is let in. No names.</source>
            <translation>Tras el sonido de cada persona que entra. Sin nombres.</translation>
        </message>
        <message>
            <source>Against a refusal, at a manager’s word.</source>
            <translation>Pese a un rechazo, por orden del responsable.</translation>
        </message>
        <message>
            <source>Alex Example</source>
            <translation>Alex Ejemplo</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Todas</translation>
        </message>
        <message>
            <source>All green</source>
            <translation>Todo en verde</translation>
        </message>
        <message>
            <source>All others</source>
            <translation>Todos los demás</translation>
        </message>
        <message>
            <source>All places of this ticket are taken.</source>
            <translation>Todas las plazas de esta entrada están ocupadas.</translation>
        </message>
        <message>
            <source>Allow it in the system’s privacy settings.</source>
            <translation>Permitirlo en los ajustes de privacidad del sistema.</translation>
        </message>
        <message>
            <source>Already inside</source>
            <translation>Ya está dentro</translation>
        </message>
        <message>
            <source>Already used</source>
            <translation>Ya usada</translation>
        </message>
        <message numerus="yes">
            <source>And {count} more changes of the rules.</source>
            <comment>And {count} more change of the rules.</comment>
            <translation>
                <numerusform>Y {count} cambio más de las reglas.</numerusform>
                <numerusform>Y {count} cambios más de las reglas.</numerusform>
            </translation>
        </message>
        <message>
            <source>Another door is letting this ticket in at this moment.</source>
            <translation>Otra puerta está dejando pasar esta entrada en este momento.</translation>
        </message>
        <message>
            <source>Another gate or event</source>
            <translation>Otro acceso o evento</translation>
        </message>
        <message>
            <source>Another program is holding the ticket store. Close it and try again.</source>
            <translation>Otro programa retiene el almacén de entradas. Cerrarlo y reintentar.</translation>
        </message>
        <message>
            <source>Another program uses {port}. Close it; the scanner comes back by itself.</source>
            <translation>Otro programa usa {port}. Cerrarlo; el lector vuelve por sí solo.</translation>
        </message>
        <message>
            <source>Another size</source>
            <translation>Otro tamaño</translation>
        </message>
        <message>
            <source>Apache License 2.0. It comes as it is, without any warranty.</source>
            <translation>Licencia Apache 2.0. Se ofrece tal cual, sin garantía alguna.</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>Aspecto</translation>
        </message>
        <message>
            <source>Apr</source>
            <translation>abr</translation>
        </message>
        <message>
            <source>As it is</source>
            <translation>Tal cual</translation>
        </message>
        <message>
            <source>As soon as somebody is let in, this shows when and where.</source>
            <translation>En cuanto entre alguien, aquí se verá cuándo y dónde.</translation>
        </message>
        <message>
            <source>As the gate says</source>
            <translation>Según el acceso</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Como el sistema</translation>
        </message>
        <message>
            <source>As typed</source>
            <translation>Como se teclea</translation>
        </message>
        <message>
            <source>Ask for the QR code on the ticket itself.</source>
            <translation>Pedir el código QR de la propia entrada.</translation>
        </message>
        <message>
            <source>Ask for the right to use serial ports (on Linux: the group dialout).</source>
            <translation>Pedir permiso para usar puertos serie (en Linux: el grupo dialout).</translation>
        </message>
        <message>
            <source>Ask for the ticket for this event.</source>
            <translation>Pedir la entrada de este evento.</translation>
        </message>
        <message>
            <source>Ask for the ticket on the phone itself, or check the name, then let in.</source>
            <translation>Pedir la entrada en el propio móvil o comprobar el nombre; luego dejar pasar.</translation>
        </message>
        <message>
            <source>Ask the guest to come back at the time on the ticket.</source>
            <translation>Pedir a la persona que vuelva a la hora de la entrada.</translation>
        </message>
        <message>
            <source>Ask the guest to open the ticket on the phone itself, then scan again.</source>
            <translation>Pedir que abra la entrada en el propio móvil y leer de nuevo.</translation>
        </message>
        <message>
            <source>Ask the guest to wait.</source>
            <translation>Pedir a la persona que espere.</translation>
        </message>
        <message>
            <source>asked</source>
            <translation>consultado</translation>
        </message>
        <message>
            <source>Asked, without an answer</source>
            <translation>Consultado, sin respuesta</translation>
        </message>
        <message>
            <source>at a time unknown</source>
            <translation>a hora desconocida</translation>
        </message>
        <message>
            <source>At another door</source>
            <translation>En otra puerta</translation>
        </message>
        <message>
            <source>Aug</source>
            <translation>ago</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automática</translation>
        </message>
        <message>
            <source>Back</source>
            <translation>Volver</translation>
        </message>
        <message>
            <source>Back (Esc)</source>
            <translation>Volver (Esc)</translation>
        </message>
        <message>
            <source>Back in after an exit.</source>
            <translation>De vuelta tras una salida.</translation>
        </message>
        <message>
            <source>Badge</source>
            <translation>Acreditación</translation>
        </message>
        <message>
            <source>Badges go to {printer}</source>
            <translation>Las acreditaciones van a {printer}</translation>
        </message>
        <message>
            <source>Bars</source>
            <translation>Barras</translation>
        </message>
        <message>
            <source>Battery {percent}%</source>
            <translation>Batería {percent} %</translation>
        </message>
        <message>
            <source>Before, at {when}: {what}</source>
            <translation>Antes, a las {when}: {what}</translation>
        </message>
        <message>
            <source>Blocked</source>
            <translation>Bloqueada</translation>
        </message>
        <message>
            <source>Busiest minute</source>
            <translation>Minuto con más gente</translation>
        </message>
        <message>
            <source>By hand</source>
            <translation>Manual</translation>
        </message>
        <message>
            <source>By hand, by</source>
            <translation>A mano, por</translation>
        </message>
        <message>
            <source>By itself</source>
            <translation>Por sí solo</translation>
        </message>
        <message>
            <source>By place</source>
            <translation>Por posición</translation>
        </message>
        <message>
            <source>by {door}</source>
            <translation>por {door}</translation>
        </message>
        <message>
            <source>By {operator}</source>
            <translation>Por {operator}</translation>
        </message>
        <message>
            <source>by {operator}</source>
            <translation>por {operator}</translation>
        </message>
        <message>
            <source>Came in</source>
            <translation>Entraron</translation>
        </message>
        <message>
            <source>Camera</source>
            <translation>Cámara</translation>
        </message>
        <message>
            <source>Camera gives no picture</source>
            <translation>La cámara no da imagen</translation>
        </message>
        <message>
            <source>Camera in use</source>
            <translation>Cámara en uso</translation>
        </message>
        <message>
            <source>Camera lost</source>
            <translation>Cámara perdida</translation>
        </message>
        <message>
            <source>Camera not allowed</source>
            <translation>Cámara no permitida</translation>
        </message>
        <message>
            <source>Camera picture</source>
            <translation>Imagen de la cámara</translation>
        </message>
        <message>
            <source>Camera {number}</source>
            <translation>Cámara {number}</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Cancelled</source>
            <translation>Anulada</translation>
        </message>
        <message>
            <source>Cannot be checked</source>
            <translation>No comprobable</translation>
        </message>
        <message>
            <source>Cannot change files in {folder}: {why}.</source>
            <translation>No se pueden cambiar archivos en {folder}: {why}.</translation>
        </message>
        <message>
            <source>Cannot change files in {folder}: {why}. Free some space.</source>
            <translation>No se pueden cambiar archivos en {folder}: {why}. Liberar espacio.</translation>
        </message>
        <message>
            <source>Cannot delete {path}: {why}.</source>
            <translation>No se puede borrar {path}: {why}.</translation>
        </message>
        <message>
            <source>Cannot read {path}: {why}.</source>
            <translation>No se puede leer {path}: {why}.</translation>
        </message>
        <message>
            <source>Cannot use {folder} to keep tickets in: {why}. Free some space or name another folder.</source>
            <translation>No se puede usar {folder} para guardar entradas: {why}. Liberar espacio o indicar otra carpeta.</translation>
        </message>
        <message>
            <source>Capacity</source>
            <translation>Aforo</translation>
        </message>
        <message>
            <source>Caps Lock is on. It does no harm.</source>
            <translation>Bloq Mayús está activado. No pasa nada.</translation>
        </message>
        <message>
            <source>Carry a rescue file of any door of this event to the server.</source>
            <translation>Llevar al servidor un archivo de rescate de cualquier puerta de este evento.</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Comprobar</translation>
        </message>
        <message>
            <source>Check first</source>
            <translation>Comprobar antes</translation>
        </message>
        <message>
            <source>Check its cable, or choose another camera in the menu.</source>
            <translation>Revisar el cable o elegir otra cámara en el menú.</translation>
        </message>
        <message>
            <source>Check the cable. It comes back by itself.</source>
            <translation>Revisar el cable. Vuelve por sí sola.</translation>
        </message>
        <message>
            <source>Check the name and, if you can, another door. Then let in.</source>
            <translation>Comprobar el nombre y, si se puede, con otra puerta. Luego dejar pasar.</translation>
        </message>
        <message>
            <source>Check the network and try again. Scanning goes on with the list you have.</source>
            <translation>Revisar la red y reintentar. Se sigue leyendo con la lista disponible.</translation>
        </message>
        <message>
            <source>Check the spelling, or try a part of the name or of the code.</source>
            <translation>Revisar la ortografía o probar con parte del nombre o del código.</translation>
        </message>
        <message>
            <source>Check, then let in.</source>
            <translation>Comprobar y dejar pasar.</translation>
        </message>
        <message>
            <source>Check-in has ended.</source>
            <translation>El registro ha terminado.</translation>
        </message>
        <message>
            <source>Check-in is closed here.</source>
            <translation>El registro está cerrado aquí.</translation>
        </message>
        <message>
            <source>Checked by itself</source>
            <translation>Comprobado solo</translation>
        </message>
        <message>
            <source>Checked out</source>
            <translation>Salida</translation>
        </message>
        <message>
            <source>Checking …</source>
            <translation>Comprobando…</translation>
        </message>
        <message>
            <source>Clock</source>
            <translation>Reloj</translation>
        </message>
        <message>
            <source>Clock may be off by (seconds)</source>
            <translation>El reloj puede diferir en (segundos)</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Close the other program that uses it. It comes back by itself.</source>
            <translation>Cerrar el otro programa que la usa. Vuelve por sí sola.</translation>
        </message>
        <message>
            <source>Code</source>
            <translation>Código</translation>
        </message>
        <message>
            <source>Code to scan</source>
            <translation>Código para leer</translation>
        </message>
        <message>
            <source>Codes are read</source>
            <translation>Se leen códigos</translation>
        </message>
        <message>
            <source>Compare with the ticket and type it again.</source>
            <translation>Comparar con la entrada y teclearlo de nuevo.</translation>
        </message>
        <message>
            <source>Connect one, or go by the light alone.</source>
            <translation>Conectar uno o guiarse solo por la luz.</translation>
        </message>
        <message>
            <source>Connect to the network once.</source>
            <translation>Conectarse una vez a la red.</translation>
        </message>
        <message>
            <source>Connected to {port}</source>
            <translation>Conectado a {port}</translation>
        </message>
        <message>
            <source>Connecting …</source>
            <translation>Conectando…</translation>
        </message>
        <message>
            <source>Copied. Paste it where support asks for it.</source>
            <translation>Copiado. Pegarlo donde lo pida el soporte.</translation>
        </message>
        <message>
            <source>Copy for support</source>
            <translation>Copiar datos</translation>
        </message>
        <message>
            <source>Counting: {done} of {total} entries</source>
            <translation>Contando: {done} de {total} anotaciones</translation>
        </message>
        <message>
            <source>Counts</source>
            <translation>Cuenta</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Oscuro</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>Oscuro o claro</translation>
        </message>
        <message>
            <source>Data folder</source>
            <translation>Carpeta de datos</translation>
        </message>
        <message>
            <source>Day</source>
            <translation>Día</translation>
        </message>
        <message>
            <source>Dealt with</source>
            <translation>Resuelto</translation>
        </message>
        <message>
            <source>Dealt with: {place}</source>
            <translation>Resuelto: {place}</translation>
        </message>
        <message>
            <source>Dec</source>
            <translation>dic</translation>
        </message>
        <message>
            <source>Decided by</source>
            <translation>Decidido por</translation>
        </message>
        <message>
            <source>Decided without the server in {took} ms: “{word}”</source>
            <translation>Decidido sin servidor en {took} ms: «{word}»</translation>
        </message>
        <message>
            <source>Delete something before the night begins.</source>
            <translation>Borrar algo antes de empezar la noche.</translation>
        </message>
        <message>
            <source>Delete something: without space no scan is recorded.</source>
            <translation>Borrar algo: sin espacio no se registra ninguna lectura.</translation>
        </message>
        <message>
            <source>Destroy the list, the log and the keys on this device.</source>
            <translation>Destruir la lista, el registro y las claves de este dispositivo.</translation>
        </message>
        <message>
            <source>Device name</source>
            <translation>Nombre del dispositivo</translation>
        </message>
        <message>
            <source>Device number</source>
            <translation>Número del dispositivo</translation>
        </message>
        <message>
            <source>Device removed</source>
            <translation>Dispositivo retirado</translation>
        </message>
        <message>
            <source>Device storage is full.</source>
            <translation>La memoria del dispositivo está llena.</translation>
        </message>
        <message>
            <source>Direction</source>
            <translation>Dirección</translation>
        </message>
        <message>
            <source>Do not let in yet. Free space, then scan again.</source>
            <translation>No dejar pasar todavía. Liberar espacio y leer de nuevo.</translation>
        </message>
        <message>
            <source>Do not let in. Call the manager.</source>
            <translation>No dejar pasar. Llamar al responsable.</translation>
        </message>
        <message>
            <source>Do not let in. In doubt, call the manager.</source>
            <translation>No dejar pasar. En caso de duda, llamar al responsable.</translation>
        </message>
        <message>
            <source>Do not let in. Scan again in a moment; in doubt, call the manager.</source>
            <translation>No dejar pasar. Leer de nuevo en un momento; en caso de duda, llamar al responsable.</translation>
        </message>
        <message>
            <source>Do not let in. Send the guest to another door and call the manager.</source>
            <translation>No dejar pasar. Enviar a la persona a otra puerta y llamar al responsable.</translation>
        </message>
        <message>
            <source>Do not let in. Send the guest to the box office.</source>
            <translation>No dejar pasar. Enviar a la persona a la taquilla.</translation>
        </message>
        <message>
            <source>Door</source>
            <translation>Puerta</translation>
        </message>
        <message>
            <source>Door not known</source>
            <translation>Puerta desconocida</translation>
        </message>
        <message>
            <source>Door status</source>
            <translation>Estado de la puerta</translation>
        </message>
        <message>
            <source>Doorward</source>
            <translation>Doorward</translation>
        </message>
        <message>
            <source>Doorward stands on the work of these people; each part is theirs, under its own licence.</source>
            <translation>Doorward se apoya en el trabajo de estas personas; cada parte es suya, con su propia licencia.</translation>
        </message>
        <message>
            <source>Double admissions and the like are listed here.</source>
            <translation>Aquí aparecen entradas dobles y similares.</translation>
        </message>
        <message numerus="yes">
            <source>Duplicates are possible: {count} doors could not be asked.</source>
            <comment>Duplicates are possible: {count} door could not be asked.</comment>
            <translation>
                <numerusform>Puede haber duplicados: {count} puerta no respondió.</numerusform>
                <numerusform>Puede haber duplicados: {count} puertas no respondieron.</numerusform>
            </translation>
        </message>
        <message>
            <source>E-mail</source>
            <translation>Correo</translation>
        </message>
        <message>
            <source>e.g. 7K3M9-QXZ5A</source>
            <translation>p. ej. 7K3M9-QXZ5A</translation>
        </message>
        <message>
            <source>End</source>
            <translation>Terminar</translation>
        </message>
        <message>
            <source>End training</source>
            <translation>Terminar práctica</translation>
        </message>
        <message>
            <source>Ends a code with</source>
            <translation>Termina un código con</translation>
        </message>
        <message>
            <source>Ends every code with Return.</source>
            <translation>Termina cada código con Intro.</translation>
        </message>
        <message>
            <source>Ends every code with Tab.</source>
            <translation>Termina cada código con Tab.</translation>
        </message>
        <message>
            <source>Entered {when}</source>
            <translation>Entró {when}</translation>
        </message>
        <message>
            <source>Entries of the door log: {count}.</source>
            <translation>Anotaciones del registro de la puerta: {count}.</translation>
        </message>
        <message>
            <source>Entries that hang on lost ones, sealed for the server: {count}.</source>
            <translation>Anotaciones que dependen de otras perdidas, selladas para el servidor: {count}.</translation>
        </message>
        <message>
            <source>Entry</source>
            <translation>Entrada</translation>
        </message>
        <message>
            <source>entry</source>
            <translation>entrada</translation>
        </message>
        <message>
            <source>Event</source>
            <translation>Evento</translation>
        </message>
        <message>
            <source>Event closed</source>
            <translation>Evento cerrado</translation>
        </message>
        <message>
            <source>Every scan held here as a table (CSV). It has guests’ names: keep it safe.</source>
            <translation>Todas las lecturas guardadas aquí en una tabla (CSV). Lleva nombres: guardarla bien.</translation>
        </message>
        <message>
            <source>Everything is drawn that large at once: see for yourself.</source>
            <translation>Todo se muestra así de grande al momento.</translation>
        </message>
        <message>
            <source>Exit</source>
            <translation>Salida</translation>
        </message>
        <message>
            <source>exit</source>
            <translation>salida</translation>
        </message>
        <message>
            <source>Expected</source>
            <translation>Esperados</translation>
        </message>
        <message>
            <source>Expired</source>
            <translation>Caducada</translation>
        </message>
        <message>
            <source>Export the log</source>
            <translation>Exportar el registro</translation>
        </message>
        <message>
            <source>Exposure</source>
            <translation>Exposición</translation>
        </message>
        <message>
            <source>Feb</source>
            <translation>feb</translation>
        </message>
        <message>
            <source>Fetch the list anew</source>
            <translation>Obtener la lista de nuevo</translation>
        </message>
        <message>
            <source>Fetch the whole list anew.</source>
            <translation>Obtener de nuevo toda la lista.</translation>
        </message>
        <message>
            <source>Fetching the whole list …</source>
            <translation>Obteniendo toda la lista…</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>Archivos</translation>
        </message>
        <message>
            <source>Find a guest</source>
            <translation>Buscar a alguien</translation>
        </message>
        <message>
            <source>Find the guest who came in last, and compare ticket and ID. Was it one guest scanned twice? Then undo the second scan. Was it a copy? Then one of the two has to leave.</source>
            <translation>Buscar a quien entró en último lugar y comparar entrada y documento. ¿Se leyó dos veces a la misma persona? Deshacer la segunda lectura. ¿Era una copia? Una de las dos tiene que salir.</translation>
        </message>
        <message>
            <source>First: {place}</source>
            <translation>Primero: {place}</translation>
        </message>
        <message>
            <source>For everybody who is let in</source>
            <translation>Con cada entrada</translation>
        </message>
        <message>
            <source>For handhelds in serial mode, also called USB-COM or CDC.</source>
            <translation>Para lectores en modo serie, también llamado USB-COM o CDC.</translation>
        </message>
        <message>
            <source>For staff: {what}</source>
            <translation>Para el personal: {what}</translation>
        </message>
        <message>
            <source>From</source>
            <translation>Desde</translation>
        </message>
        <message>
            <source>From {first} to {last}: {groups}.</source>
            <translation>De {first} a {last}: {groups}.</translation>
        </message>
        <message>
            <source>From {start}</source>
            <translation>Desde {start}</translation>
        </message>
        <message>
            <source>Full resync</source>
            <translation>Sincronizar todo</translation>
        </message>
        <message>
            <source>Gate</source>
            <translation>Acceso</translation>
        </message>
        <message>
            <source>Gate closed</source>
            <translation>Acceso cerrado</translation>
        </message>
        <message>
            <source>Gate not known</source>
            <translation>Acceso desconocido</translation>
        </message>
        <message>
            <source>Gate not open</source>
            <translation>Acceso sin abrir</translation>
        </message>
        <message>
            <source>Gate removed</source>
            <translation>Acceso retirado</translation>
        </message>
        <message>
            <source>Get every ticket anew, for when the list seems wrong.</source>
            <translation>Traer cada entrada de nuevo, si la lista parece errónea.</translation>
        </message>
        <message>
            <source>Getting the ticket list …</source>
            <translation>Obteniendo la lista de entradas…</translation>
        </message>
        <message>
            <source>Good</source>
            <translation>Válida</translation>
        </message>
        <message>
            <source>Good to see you again.</source>
            <translation>Nos alegra verle de nuevo.</translation>
        </message>
        <message>
            <source>Goodbye</source>
            <translation>Hasta pronto</translation>
        </message>
        <message>
            <source>Greeting</source>
            <translation>Saludo</translation>
        </message>
        <message>
            <source>Group</source>
            <translation>Grupo</translation>
        </message>
        <message>
            <source>Guest</source>
            <translation>Asistente</translation>
        </message>
        <message>
            <source>Guests check themselves in. They see the camera’s picture and whether they may go in, nothing else.</source>
            <translation>Cada persona se registra sola. Ve la imagen de la cámara y si puede pasar, nada más.</translation>
        </message>
        <message>
            <source>Guests found</source>
            <translation>Personas encontradas</translation>
        </message>
        <message>
            <source>Handheld scanner</source>
            <translation>Lector de mano</translation>
        </message>
        <message>
            <source>Has left</source>
            <translation>Ha salido</translation>
        </message>
        <message>
            <source>Heard</source>
            <translation>Se oyó</translation>
        </message>
        <message>
            <source>Height in mm</source>
            <translation>Alto en mm</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Historial</translation>
        </message>
        <message>
            <source>Hold it down for three seconds.</source>
            <translation>Mantenerlo pulsado tres segundos.</translation>
        </message>
        <message>
            <source>Hold the QR code from the dashboard’s Devices page to the camera.</source>
            <translation>Acercar a la cámara el código QR de la página de dispositivos del panel.</translation>
        </message>
        <message>
            <source>Hold the scanner still, or give it a pause of 5 to 10 ms between keys. Then scan again.</source>
            <translation>Sujetar quieto el lector o darle una pausa de 5 a 10 ms entre teclas. Luego leer de nuevo.</translation>
        </message>
        <message>
            <source>Hold to unpair</source>
            <translation>Mantener y desvincular</translation>
        </message>
        <message>
            <source>Hold to wipe</source>
            <translation>Mantener y borrar</translation>
        </message>
        <message>
            <source>Hold your ticket to the camera</source>
            <translation>Acerque su entrada a la cámara</translation>
        </message>
        <message>
            <source>Hold your ticket to the scanner</source>
            <translation>Acerque su entrada al lector</translation>
        </message>
        <message>
            <source>Hour</source>
            <translation>Hora</translation>
        </message>
        <message>
            <source>How much of it is done</source>
            <translation>Cuánto está hecho</translation>
        </message>
        <message>
            <source>If it beeps, it sends elsewhere: pair it with this computer again, or set it to keyboard mode (HID).</source>
            <translation>Si pita, envía a otro sitio: emparejarlo de nuevo con este equipo o ponerlo en modo teclado (HID).</translation>
        </message>
        <message>
            <source>If it does not beep, it cannot read this screen: make it brighter, or hold it 15 cm away.</source>
            <translation>Si no pita, no puede leer esta pantalla: subir el brillo o sostenerlo a 15 cm.</translation>
        </message>
        <message>
            <source>In serial mode (USB-COM) it needs its port, on the page before.</source>
            <translation>En modo serie (USB-COM) necesita su puerto, en la página anterior.</translation>
        </message>
        <message>
            <source>Incident dealt with</source>
            <translation>Incidencia resuelta</translation>
        </message>
        <message>
            <source>Incidents</source>
            <translation>Incidencias</translation>
        </message>
        <message>
            <source>Incidents ({count})</source>
            <translation>Incidencias ({count})</translation>
        </message>
        <message>
            <source>Inside</source>
            <translation>Dentro</translation>
        </message>
        <message>
            <source>Inside now</source>
            <translation>Dentro ahora</translation>
        </message>
        <message>
            <source>Inside {inside} / {expected}</source>
            <translation>Dentro {inside} / {expected}</translation>
        </message>
        <message>
            <source>Is slow: up to {gap} ms between two keys.</source>
            <translation>Es lento: hasta {gap} ms entre dos teclas.</translation>
        </message>
        <message>
            <source>Is the lens covered?</source>
            <translation>¿Está tapado el objetivo?</translation>
        </message>
        <message>
            <source>It changes capitals and small letters</source>
            <translation>Cambia mayúsculas y minúsculas</translation>
        </message>
        <message>
            <source>It is at the printer.</source>
            <translation>Está en la impresora.</translation>
        </message>
        <message>
            <source>it is full. Free some space on it, or take another one</source>
            <translation>está llena. Liberar espacio o usar otra</translation>
        </message>
        <message>
            <source>It is started again by itself. If that does not help, plug it in anew.</source>
            <translation>Se reinicia sola. Si no basta, volver a conectarla.</translation>
        </message>
        <message>
            <source>it is write-protected. Move its switch, or take another one</source>
            <translation>está protegida contra escritura. Mover su interruptor o usar otra</translation>
        </message>
        <message>
            <source>It types for a keyboard of another country</source>
            <translation>Teclea para un teclado de otro país</translation>
        </message>
        <message>
            <source>It types too slowly</source>
            <translation>Teclea demasiado despacio</translation>
        </message>
        <message>
            <source>Jan</source>
            <translation>ene</translation>
        </message>
        <message>
            <source>Jul</source>
            <translation>jul</translation>
        </message>
        <message>
            <source>Jun</source>
            <translation>jun</translation>
        </message>
        <message>
            <source>just now</source>
            <translation>ahora mismo</translation>
        </message>
        <message>
            <source>Kept aside: the server does not know the device that wrote it. Tell the organizer.</source>
            <translation>Apartado: el servidor no conoce el dispositivo que lo escribió. Avisar al organizador.</translation>
        </message>
        <message>
            <source>Key in a file</source>
            <translation>Clave en un archivo</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>Claves</translation>
        </message>
        <message>
            <source>Keys are read</source>
            <translation>Lectura de teclas</translation>
        </message>
        <message>
            <source>Kiosk</source>
            <translation>Quiosco</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Last all green: {when}</source>
            <translation>Todo en verde por última vez: {when}</translation>
        </message>
        <message>
            <source>Last scan {when}: {amount}</source>
            <translation>Última lectura {when}: {amount}</translation>
        </message>
        <message>
            <source>Learn my scanner</source>
            <translation>Aprender mi lector</translation>
        </message>
        <message>
            <source>Leave this event. What the server lacks stays until it is uploaded.</source>
            <translation>Salir de este evento. Lo que le falta al servidor se queda hasta subirlo.</translation>
        </message>
        <message>
            <source>Leave {event}</source>
            <translation>Salir de {event}</translation>
        </message>
        <message>
            <source>Left</source>
            <translation>Salió</translation>
        </message>
        <message>
            <source>Left {when}</source>
            <translation>Salió {when}</translation>
        </message>
        <message>
            <source>Left, undone</source>
            <translation>Salida, deshecha</translation>
        </message>
        <message>
            <source>Let in</source>
            <translation>Dejar pasar</translation>
        </message>
        <message>
            <source>let in</source>
            <translation>entró</translation>
        </message>
        <message>
            <source>Let in by hand</source>
            <translation>Entrada manual</translation>
        </message>
        <message>
            <source>Let in by hand.</source>
            <translation>Entrada manual.</translation>
        </message>
        <message>
            <source>Let in by the manager</source>
            <translation>Autorizado por el responsable</translation>
        </message>
        <message>
            <source>Let in by the manager.</source>
            <translation>Autorizado por el responsable.</translation>
        </message>
        <message>
            <source>Let in fewer, or call the manager.</source>
            <translation>Dejar pasar a menos o llamar al responsable.</translation>
        </message>
        <message>
            <source>Let in twice</source>
            <translation>Entró dos veces</translation>
        </message>
        <message>
            <source>Let in with a ticket that nobody sold</source>
            <translation>Entró con una entrada que nadie vendió</translation>
        </message>
        <message>
            <source>Let in with a ticket that was no longer good</source>
            <translation>Entró con una entrada que ya no era válida</translation>
        </message>
        <message>
            <source>Let the guest out.</source>
            <translation>Dejar salir a la persona.</translation>
        </message>
        <message>
            <source>Letters</source>
            <translation>Letra</translation>
        </message>
        <message>
            <source>Letters get lost on the way</source>
            <translation>Se pierden letras por el camino</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Claro</translation>
        </message>
        <message>
            <source>List too old</source>
            <translation>Lista muy antigua</translation>
        </message>
        <message>
            <source>List up to date</source>
            <translation>Lista al día</translation>
        </message>
        <message>
            <source>List {age} old</source>
            <translation>Lista de hace {age}</translation>
        </message>
        <message>
            <source>Lock now</source>
            <translation>Bloquear ahora</translation>
        </message>
        <message>
            <source>Locks by itself in {time} min.</source>
            <translation>Se bloquea solo en {time} min.</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Registro</translation>
        </message>
        <message>
            <source>Longer</source>
            <translation>Más</translation>
        </message>
        <message>
            <source>Look</source>
            <translation>Mirar</translation>
        </message>
        <message>
            <source>Look only</source>
            <translation>Solo mirar</translation>
        </message>
        <message>
            <source>look only</source>
            <translation>solo mirar</translation>
        </message>
        <message>
            <source>Look only: nobody was checked in.</source>
            <translation>Solo consulta: no se registró a nadie.</translation>
        </message>
        <message>
            <source>Look, language, sound.</source>
            <translation>Aspecto, idioma, sonido.</translation>
        </message>
        <message>
            <source>Looking further back …</source>
            <translation>Buscando más atrás…</translation>
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
            <translation>Solo responsables</translation>
        </message>
        <message>
            <source>Manager’s name</source>
            <translation>Nombre del responsable</translation>
        </message>
        <message>
            <source>Mar</source>
            <translation>mar</translation>
        </message>
        <message>
            <source>May</source>
            <translation>may</translation>
        </message>
        <message>
            <source>Menu</source>
            <translation>Menú</translation>
        </message>
        <message>
            <source>Minute</source>
            <translation>Minuto</translation>
        </message>
        <message>
            <source>Mirrored</source>
            <translation>En espejo</translation>
        </message>
        <message>
            <source>Misread code</source>
            <translation>Mal leído</translation>
        </message>
        <message>
            <source>Mistyped code</source>
            <translation>Mal tecleado</translation>
        </message>
        <message>
            <source>More people than this ticket has places left.</source>
            <translation>Más personas que plazas quedan en esta entrada.</translation>
        </message>
        <message>
            <source>More reads smaller codes. Less is quicker on a slow computer.</source>
            <translation>Más lee códigos más pequeños. Menos es más rápido en un equipo lento.</translation>
        </message>
        <message>
            <source>More scans wait than one sealed file holds. Sync first.</source>
            <translation>Hay más lecturas pendientes de las que caben en un archivo sellado. Sincronizar primero.</translation>
        </message>
        <message>
            <source>Most work at once. Where one does not, let it be learned: the button below tells what it needs.</source>
            <translation>La mayoría funciona al momento. Si uno no, aprenderlo: el botón de abajo dice qué necesita.</translation>
        </message>
        <message>
            <source>Name, order, e-mail, phone or code</source>
            <translation>Nombre, pedido, correo, teléfono o código</translation>
        </message>
        <message>
            <source>Never compared with the server</source>
            <translation>Nunca comparado con el servidor</translation>
        </message>
        <message>
            <source>New door: {name}.</source>
            <translation>Puerta nueva: {name}.</translation>
        </message>
        <message>
            <source>New gate: {name}.</source>
            <translation>Acceso nuevo: {name}.</translation>
        </message>
        <message>
            <source>New ticket type: {name}.</source>
            <translation>Tipo de entrada nuevo: {name}.</translation>
        </message>
        <message>
            <source>Newest first</source>
            <translation>Recientes primero</translation>
        </message>
        <message>
            <source>Next</source>
            <translation>Siguiente</translation>
        </message>
        <message>
            <source>no</source>
            <translation>no</translation>
        </message>
        <message>
            <source>No camera</source>
            <translation>Sin cámara</translation>
        </message>
        <message>
            <source>No camera found</source>
            <translation>No se encontró cámara</translation>
        </message>
        <message>
            <source>No camera here</source>
            <translation>Aquí sin cámara</translation>
        </message>
        <message>
            <source>No gate</source>
            <translation>Sin acceso</translation>
        </message>
        <message>
            <source>No handheld here</source>
            <translation>Aquí sin lector de mano</translation>
        </message>
        <message>
            <source>No key to check signed tickets with</source>
            <translation>Sin clave para comprobar entradas firmadas</translation>
        </message>
        <message>
            <source>No list yet</source>
            <translation>Aún sin lista</translation>
        </message>
        <message>
            <source>No loudspeaker was found</source>
            <translation>No se encontró altavoz</translation>
        </message>
        <message>
            <source>No name</source>
            <translation>Sin nombre</translation>
        </message>
        <message>
            <source>No picture comes</source>
            <translation>No llega imagen</translation>
        </message>
        <message>
            <source>No PIN is set: whoever stands here can open this page. The organizer can set one for the event.</source>
            <translation>Sin PIN: cualquiera puede abrir esta página. El organizador puede fijar uno para el evento.</translation>
        </message>
        <message>
            <source>No port is chosen.</source>
            <translation>Ningún puerto elegido.</translation>
        </message>
        <message>
            <source>No scan by a handheld yet.</source>
            <translation>Aún ninguna lectura con lector de mano.</translation>
        </message>
        <message>
            <source>No scan waits for upload.</source>
            <translation>Ninguna lectura pendiente de subir.</translation>
        </message>
        <message>
            <source>No scan waits: the server has them all. Nothing but settings is left.</source>
            <translation>Ninguna lectura pendiente: el servidor las tiene todas. Solo quedan los ajustes.</translation>
        </message>
        <message>
            <source>No scans yet</source>
            <translation>Aún no hay lecturas</translation>
        </message>
        <message>
            <source>No scans yet.</source>
            <translation>Aún no hay lecturas.</translation>
        </message>
        <message>
            <source>No sound</source>
            <translation>Sin sonido</translation>
        </message>
        <message>
            <source>No such ticket is on this device’s list.</source>
            <translation>Esta entrada no figura en la lista de este dispositivo.</translation>
        </message>
        <message>
            <source>Nobody came yet</source>
            <translation>Aún no ha venido nadie</translation>
        </message>
        <message>
            <source>Nobody came yet.</source>
            <translation>Aún no ha venido nadie.</translation>
        </message>
        <message>
            <source>Nobody found</source>
            <translation>Nadie encontrado</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Ninguno</translation>
        </message>
        <message>
            <source>None is plugged in. One that is shows up here by itself.</source>
            <translation>No hay ninguna conectada. Al conectarla aparece aquí sola.</translation>
        </message>
        <message>
            <source>None of these</source>
            <translation>Ninguna de estas</translation>
        </message>
        <message>
            <source>Not a ticket code</source>
            <translation>No es una entrada</translation>
        </message>
        <message>
            <source>Not all green yet on this device.</source>
            <translation>Aún no todo en verde en este dispositivo.</translation>
        </message>
        <message>
            <source>Not all of {folder} could be deleted: {why}. Try again.</source>
            <translation>No se pudo borrar todo en {folder}: {why}. Reintentar.</translation>
        </message>
        <message>
            <source>Not found: {printer}</source>
            <translation>No se encontró: {printer}</translation>
        </message>
        <message>
            <source>Not genuine</source>
            <translation>No es auténtica</translation>
        </message>
        <message>
            <source>Not heard</source>
            <translation>No se oyó</translation>
        </message>
        <message>
            <source>Not in yet</source>
            <translation>Aún no ha entrado</translation>
        </message>
        <message>
            <source>Not known</source>
            <translation>Desconocido</translation>
        </message>
        <message>
            <source>Not on the list</source>
            <translation>No está en la lista</translation>
        </message>
        <message>
            <source>Not paid</source>
            <translation>Sin pagar</translation>
        </message>
        <message>
            <source>Not paired</source>
            <translation>Sin vincular</translation>
        </message>
        <message>
            <source>Not paired yet</source>
            <translation>Aún sin vincular</translation>
        </message>
        <message>
            <source>Not ready</source>
            <translation>No está listo</translation>
        </message>
        <message>
            <source>Not recorded</source>
            <translation>No registrado</translation>
        </message>
        <message>
            <source>Not sent yet: it goes up in a moment.</source>
            <translation>Aún sin enviar: sube en un momento.</translation>
        </message>
        <message>
            <source>Not sent yet: offline for {time}.</source>
            <translation>Aún sin enviar: sin conexión desde hace {time}.</translation>
        </message>
        <message>
            <source>Not there yet. Plug the scanner in: it is found by itself.</source>
            <translation>Aún no está. Conectar el lector: se encuentra solo.</translation>
        </message>
        <message>
            <source>Not used</source>
            <translation>Sin usar</translation>
        </message>
        <message>
            <source>Note</source>
            <translation>Nota</translation>
        </message>
        <message>
            <source>note</source>
            <translation>nota</translation>
        </message>
        <message>
            <source>Noted. Every door will hear of it.</source>
            <translation>Anotado. Todas las puertas lo sabrán.</translation>
        </message>
        <message>
            <source>Nothing</source>
            <translation>Nada</translation>
        </message>
        <message>
            <source>Nothing answers at {address}.</source>
            <translation>Nada responde en {address}.</translation>
        </message>
        <message>
            <source>Nothing could be written to {folder}: {why}.</source>
            <translation>No se pudo escribir nada en {folder}: {why}.</translation>
        </message>
        <message>
            <source>Nothing happened to this ticket yet.</source>
            <translation>Aún no ha pasado nada con esta entrada.</translation>
        </message>
        <message>
            <source>Nothing has arrived yet</source>
            <translation>Aún no ha llegado nada</translation>
        </message>
        <message>
            <source>Nothing is left to deal with.</source>
            <translation>No queda nada por resolver.</translation>
        </message>
        <message>
            <source>Nothing is lost. Scanning goes on with the list you have.</source>
            <translation>No se pierde nada. Se sigue leyendo con la lista disponible.</translation>
        </message>
        <message>
            <source>Nothing waits for upload.</source>
            <translation>Nada pendiente de subir.</translation>
        </message>
        <message>
            <source>Nothing waits: the server has every scan of this device.</source>
            <translation>Nada pendiente: el servidor tiene todas las lecturas de este dispositivo.</translation>
        </message>
        <message>
            <source>Nothing was changed: device storage is full. Free space, then try again.</source>
            <translation>Sin cambios: la memoria del dispositivo está llena. Liberar espacio y reintentar.</translation>
        </message>
        <message>
            <source>Nothing was new.</source>
            <translation>No había nada nuevo.</translation>
        </message>
        <message>
            <source>Nothing went wrong so far</source>
            <translation>Hasta ahora, todo bien</translation>
        </message>
        <message>
            <source>Nov</source>
            <translation>nov</translation>
        </message>
        <message>
            <source>Number in the log</source>
            <translation>Número en el registro</translation>
        </message>
        <message>
            <source>Oct</source>
            <translation>oct</translation>
        </message>
        <message>
            <source>Of another door that the server does not know. Tell the organizer.</source>
            <translation>De otra puerta que el servidor no conoce. Avisar al organizador.</translation>
        </message>
        <message>
            <source>Of another door: carried to the server, should that door not reach it.</source>
            <translation>De otra puerta: se lleva al servidor por si esa puerta no llega a él.</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>No</translation>
        </message>
        <message>
            <source>Offline</source>
            <translation>Sin conexión</translation>
        </message>
        <message>
            <source>Offline for {time}.</source>
            <translation>Sin conexión desde hace {time}.</translation>
        </message>
        <message>
            <source>OK</source>
            <translation>OK</translation>
        </message>
        <message>
            <source>Old code</source>
            <translation>Código antiguo</translation>
        </message>
        <message>
            <source>Oldest first</source>
            <translation>Antiguas primero</translation>
        </message>
        <message>
            <source>On</source>
            <translation>Sí</translation>
        </message>
        <message>
            <source>on the serial port</source>
            <translation>por el puerto serie</translation>
        </message>
        <message>
            <source>On the server</source>
            <translation>En el servidor</translation>
        </message>
        <message>
            <source>One character of the code is wrong.</source>
            <translation>Un carácter del código es erróneo.</translation>
        </message>
        <message>
            <source>One moment …</source>
            <translation>Un momento…</translation>
        </message>
        <message>
            <source>One person fewer</source>
            <translation>Una persona menos</translation>
        </message>
        <message>
            <source>One person more</source>
            <translation>Una persona más</translation>
        </message>
        <message>
            <source>One rescue file holds at most {count} entries; make several.</source>
            <translation>Un archivo de rescate contiene como máximo {count} anotaciones; hacer varios.</translation>
        </message>
        <message>
            <source>Online</source>
            <translation>En línea</translation>
        </message>
        <message>
            <source>Online.</source>
            <translation>En línea.</translation>
        </message>
        <message>
            <source>Only how it is shown: codes are read either way.</source>
            <translation>Solo cómo se muestra: los códigos se leen igual.</translation>
        </message>
        <message>
            <source>Open doors</source>
            <translation>Abrir puertas</translation>
        </message>
        <message>
            <source>Opening the camera …</source>
            <translation>Abriendo la cámara…</translation>
        </message>
        <message>
            <source>Order</source>
            <translation>Pedido</translation>
        </message>
        <message>
            <source>Order uncertain: the clocks of the two doors were too far apart to tell.</source>
            <translation>Orden incierto: los relojes de las dos puertas diferían demasiado.</translation>
        </message>
        <message>
            <source>Organizer: {text}</source>
            <translation>Organizador: {text}</translation>
        </message>
        <message>
            <source>Other doors</source>
            <translation>Otras puertas</translation>
        </message>
        <message>
            <source>Other event</source>
            <translation>Otro evento</translation>
        </message>
        <message>
            <source>Other speed (baud)</source>
            <translation>Otra velocidad (baudios)</translation>
        </message>
        <message>
            <source>Our staff will take a quick look.</source>
            <translation>Nuestro equipo echará un vistazo.</translation>
        </message>
        <message>
            <source>Pair</source>
            <translation>Vincular</translation>
        </message>
        <message>
            <source>Pair again</source>
            <translation>Vincular de nuevo</translation>
        </message>
        <message>
            <source>Pair again to move it to another gate or event. What was scanned here stays kept.</source>
            <translation>Vincular de nuevo para llevarlo a otro acceso o evento. Lo leído aquí se conserva.</translation>
        </message>
        <message>
            <source>Pair this device</source>
            <translation>Vincular este dispositivo</translation>
        </message>
        <message>
            <source>Pair this device again with its event.</source>
            <translation>Vincular de nuevo este dispositivo con su evento.</translation>
        </message>
        <message>
            <source>Pair this device again.</source>
            <translation>Vincular de nuevo este dispositivo.</translation>
        </message>
        <message>
            <source>Pair this device first.</source>
            <translation>Vincular primero este dispositivo.</translation>
        </message>
        <message>
            <source>Pairing code</source>
            <translation>Código de vinculación</translation>
        </message>
        <message>
            <source>Pairing …</source>
            <translation>Vinculando…</translation>
        </message>
        <message>
            <source>Paper, in millimetres</source>
            <translation>Papel, en milímetros</translation>
        </message>
        <message>
            <source>Parted by</source>
            <translation>Separado por</translation>
        </message>
        <message>
            <source>Pause between keys</source>
            <translation>Pausa entre teclas</translation>
        </message>
        <message>
            <source>People</source>
            <translation>Personas</translation>
        </message>
        <message>
            <source>People each hour</source>
            <translation>Personas por hora</translation>
        </message>
        <message>
            <source>People each minute</source>
            <translation>Personas por minuto</translation>
        </message>
        <message>
            <source>People every 5 minutes</source>
            <translation>Personas cada 5 minutos</translation>
        </message>
        <message>
            <source>People pass</source>
            <translation>Paso</translation>
        </message>
        <message>
            <source>Phone</source>
            <translation>Teléfono</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Imagen</translation>
        </message>
        <message>
            <source>Pictures come, and codes are read</source>
            <translation>Llegan imágenes y se leen códigos</translation>
        </message>
        <message>
            <source>Pictures come. Hold any code up to the camera: nobody is checked in here.</source>
            <translation>Llegan imágenes. Acercar cualquier código a la cámara: aquí no se registra a nadie.</translation>
        </message>
        <message>
            <source>PIN</source>
            <translation>PIN</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>Reproducir</translation>
        </message>
        <message>
            <source>Play a sound</source>
            <translation>Reproducir un sonido</translation>
        </message>
        <message>
            <source>Play the four sounds at the place where you will stand.</source>
            <translation>Reproducir los cuatro sonidos en el lugar de trabajo.</translation>
        </message>
        <message>
            <source>Please come in.</source>
            <translation>Pase, por favor.</translation>
        </message>
        <message>
            <source>Please go on.</source>
            <translation>Siga adelante, por favor.</translation>
        </message>
        <message>
            <source>Please open your ticket anew on your phone.</source>
            <translation>Abra de nuevo su entrada en el móvil, por favor.</translation>
        </message>
        <message>
            <source>Please see staff</source>
            <translation>Consulte al personal</translation>
        </message>
        <message>
            <source>Please use another entrance</source>
            <translation>Use otro acceso, por favor</translation>
        </message>
        <message>
            <source>Plot</source>
            <translation>Gráfico</translation>
        </message>
        <message>
            <source>Plug it in before the doors open.</source>
            <translation>Enchufarlo antes de abrir puertas.</translation>
        </message>
        <message>
            <source>Plug one in: it is used at once. Handhelds and typing work already.</source>
            <translation>Conectar una: se usa al momento. Los lectores de mano y teclear ya funcionan.</translation>
        </message>
        <message>
            <source>Plug “{name}” in again. It comes back by itself.</source>
            <translation>Volver a conectar «{name}». Vuelve por sí sola.</translation>
        </message>
        <message>
            <source>Port</source>
            <translation>Puerto</translation>
        </message>
        <message>
            <source>Power</source>
            <translation>Corriente</translation>
        </message>
        <message>
            <source>Practice: nobody is checked in</source>
            <translation>Práctica: no se registra a nadie</translation>
        </message>
        <message>
            <source>Preflight</source>
            <translation>Chequeo previo</translation>
        </message>
        <message>
            <source>Press Pair and scan the code on the dashboard.</source>
            <translation>Pulsar «Vincular» y leer el código del panel.</translation>
        </message>
        <message>
            <source>Press Sync now, then scan again.</source>
            <translation>Pulsar «Sincronizar» y leer de nuevo.</translation>
        </message>
        <message>
            <source>Press Sync now, then scan again. Else send the guest to another gate.</source>
            <translation>Pulsar «Sincronizar» y leer de nuevo. Si no, enviar a la persona a otro acceso.</translation>
        </message>
        <message>
            <source>Press Sync now, then scan again. If it stays, call the manager.</source>
            <translation>Pulsar «Sincronizar» y leer de nuevo. Si sigue igual, llamar al responsable.</translation>
        </message>
        <message>
            <source>Previous</source>
            <translation>Anterior</translation>
        </message>
        <message>
            <source>Print badge</source>
            <translation>Imprimir acreditación</translation>
        </message>
        <message numerus="yes">
            <source>Print {count} again</source>
            <comment>Print {count} again</comment>
            <translation>
                <numerusform>Imprimir {count} de nuevo</numerusform>
                <numerusform>Imprimir {count} de nuevo</numerusform>
            </translation>
        </message>
        <message>
            <source>Printed code</source>
            <translation>Código impreso</translation>
        </message>
        <message>
            <source>Printer</source>
            <translation>Impresora</translation>
        </message>
        <message>
            <source>Printing</source>
            <translation>Impresión</translation>
        </message>
        <message>
            <source>Put away</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>Puts before a code</source>
            <translation>Pone antes del código</translation>
        </message>
        <message>
            <source>Puts behind a code</source>
            <translation>Pone después del código</translation>
        </message>
        <message>
            <source>Puts “{text}” before the code; it is cut off.</source>
            <translation>Pone «{text}» antes del código; se quita.</translation>
        </message>
        <message>
            <source>Puts “{text}” behind the code; it is cut off.</source>
            <translation>Pone «{text}» después del código; se quita.</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>Cola</translation>
        </message>
        <message>
            <source>Read</source>
            <translation>Leído</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Listo</translation>
        </message>
        <message numerus="yes">
            <source>Ready, with {count} things to know</source>
            <comment>Ready, with {count} thing to know</comment>
            <translation>
                <numerusform>Listo, con {count} aviso</numerusform>
                <numerusform>Listo, con {count} avisos</numerusform>
            </translation>
        </message>
        <message>
            <source>Receipt</source>
            <translation>Recibo</translation>
        </message>
        <message>
            <source>Recent scans</source>
            <translation>Últimas lecturas</translation>
        </message>
        <message>
            <source>Refunded</source>
            <translation>Reembolsada</translation>
        </message>
        <message>
            <source>Refused</source>
            <translation>Rechazada</translation>
        </message>
        <message>
            <source>refused</source>
            <translation>rechazada</translation>
        </message>
        <message>
            <source>Refused: {why}</source>
            <translation>Rechazada: {why}</translation>
        </message>
        <message>
            <source>Rescue files ({patterns})</source>
            <translation>Archivos de rescate ({patterns})</translation>
        </message>
        <message>
            <source>Rescue to a USB stick</source>
            <translation>Rescatar a memoria USB</translation>
        </message>
        <message>
            <source>Resolution</source>
            <translation>Resolución</translation>
        </message>
        <message>
            <source>Return</source>
            <translation>Intro</translation>
        </message>
        <message numerus="yes">
            <source>Rules signed, {count} ticket keys</source>
            <comment>Rules signed, {count} ticket key</comment>
            <translation>
                <numerusform>Reglas firmadas, {count} clave de entradas</numerusform>
                <numerusform>Reglas firmadas, {count} claves de entradas</numerusform>
            </translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>Comprobar de nuevo</translation>
        </message>
        <message>
            <source>Run the checks again.</source>
            <translation>Comprobar de nuevo.</translation>
        </message>
        <message>
            <source>Runs on mains power</source>
            <translation>Conectado a la corriente</translation>
        </message>
        <message>
            <source>Say the ticket type</source>
            <translation>Decir el tipo de entrada</translation>
        </message>
        <message>
            <source>Scan a ticket</source>
            <translation>Leer una entrada</translation>
        </message>
        <message>
            <source>Scan any code with it: nobody is checked in here.</source>
            <translation>Leer cualquier código con él: aquí no se registra a nadie.</translation>
        </message>
        <message>
            <source>Scan anything: it is shown here, and nobody is let in.</source>
            <translation>Leer cualquier cosa: se muestra aquí y nadie entra.</translation>
        </message>
        <message>
            <source>Scan it again, or type it again with care.</source>
            <translation>Leerlo de nuevo o teclearlo con cuidado.</translation>
        </message>
        <message>
            <source>Scan the code on this page.</source>
            <translation>Leer el código de esta página.</translation>
        </message>
        <message numerus="yes">
            <source>Scan this code {count} times.</source>
            <comment>Scan this code once.</comment>
            <translation>
                <numerusform>Leer este código una vez.</numerusform>
                <numerusform>Leer este código {count} veces.</numerusform>
            </translation>
        </message>
        <message>
            <source>Scan {number} of {wanted}</source>
            <translation>Lectura {number} de {wanted}</translation>
        </message>
        <message>
            <source>Scan {number} of {wanted}: done</source>
            <translation>Lectura {number} de {wanted}: hecha</translation>
        </message>
        <message>
            <source>Scanned {when}</source>
            <translation>Leída {when}</translation>
        </message>
        <message>
            <source>Scanner on a serial port</source>
            <translation>Lector en puerto serie</translation>
        </message>
        <message>
            <source>Scanner that types</source>
            <translation>Lector que teclea</translation>
        </message>
        <message>
            <source>Scans are timed right all the same. Set the date and time of this device when you can.</source>
            <translation>Las lecturas llevan la hora correcta de todos modos. Ajustar la fecha y hora del dispositivo cuando se pueda.</translation>
        </message>
        <message>
            <source>Scans go up and news come down by themselves whenever there is a network. A full resync fetches every ticket anew; it is for when the list seems wrong. Scanning goes on meanwhile.</source>
            <translation>Con red, las lecturas suben y las novedades bajan solas. «Sincronizar todo» obtiene cada entrada de nuevo, por si la lista parece errónea. Mientras tanto se sigue leyendo.</translation>
        </message>
        <message>
            <source>Scans that were not uploaded are sealed and go up by themselves.</source>
            <translation>Las lecturas sin subir están selladas y se subirán solas.</translation>
        </message>
        <message>
            <source>Searching …</source>
            <translation>Buscando…</translation>
        </message>
        <message>
            <source>Self check-in</source>
            <translation>Autorregistro</translation>
        </message>
        <message>
            <source>Send a rescue file</source>
            <translation>Enviar archivo de rescate</translation>
        </message>
        <message>
            <source>Send now</source>
            <translation>Enviar ahora</translation>
        </message>
        <message>
            <source>Send the guest to another gate.</source>
            <translation>Enviar a la persona a otro acceso.</translation>
        </message>
        <message>
            <source>Send the guest to the box office to pay.</source>
            <translation>Enviar a la persona a la taquilla para pagar.</translation>
        </message>
        <message>
            <source>Send the guest to the box office.</source>
            <translation>Enviar a la persona a la taquilla.</translation>
        </message>
        <message>
            <source>Send the guest to the gate on the ticket.</source>
            <translation>Enviar a la persona al acceso que indica la entrada.</translation>
        </message>
        <message>
            <source>Send what waits, and get what is new.</source>
            <translation>Enviar lo pendiente y traer lo nuevo.</translation>
        </message>
        <message>
            <source>Sending scans …</source>
            <translation>Enviando lecturas…</translation>
        </message>
        <message>
            <source>Sending the rescue file …</source>
            <translation>Enviando el archivo de rescate…</translation>
        </message>
        <message>
            <source>Sends no end: a pause ends the code.</source>
            <translation>No envía final: una pausa termina el código.</translation>
        </message>
        <message>
            <source>Sends on the serial port.</source>
            <translation>Envía por el puerto serie.</translation>
        </message>
        <message>
            <source>Sep</source>
            <translation>sept</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>Servidor</translation>
        </message>
        <message>
            <source>Server address or pairing link</source>
            <translation>Dirección del servidor o enlace</translation>
        </message>
        <message>
            <source>Set a manager’s PIN for this event on the dashboard first: without one nobody could leave.</source>
            <translation>Fijar primero en el panel un PIN de responsable para este evento: sin él nadie podría salir.</translation>
        </message>
        <message>
            <source>Set its pause between keys below {most} ms, then scan again.</source>
            <translation>Ajustar su pausa entre teclas por debajo de {most} ms y leer de nuevo.</translation>
        </message>
        <message>
            <source>Set the scanner’s keyboard country to US, or to this computer’s, by its booklet. Then scan again.</source>
            <translation>Ajustar el país de teclado del lector a US o al de este equipo según su folleto. Luego leer de nuevo.</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>Ajustes</translation>
        </message>
        <message>
            <source>Settings stay. Scans that the server lacks stay too, encrypted, and go up once this device is paired with the event again. The organizer still lists this device until it is removed there.</source>
            <translation>Los ajustes se quedan. Las lecturas que le faltan al servidor también, cifradas, y suben cuando se vincule de nuevo con el evento. El organizador sigue viendo este dispositivo hasta que se quite allí.</translation>
        </message>
        <message>
            <source>Shorter</source>
            <translation>Menos</translation>
        </message>
        <message>
            <source>Shorter helps where phones glare or moving codes blur.</source>
            <translation>Más corta ayuda si los móviles deslumbran o los códigos salen movidos.</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Mostrar</translation>
        </message>
        <message>
            <source>Show bars in place of QR</source>
            <translation>Mostrar barras en vez de QR</translation>
        </message>
        <message>
            <source>Show more</source>
            <translation>Mostrar más</translation>
        </message>
        <message>
            <source>Show QR</source>
            <translation>Mostrar QR</translation>
        </message>
        <message>
            <source>Shown as</source>
            <translation>Mostrado como</translation>
        </message>
        <message>
            <source>Sides</source>
            <translation>Lados</translation>
        </message>
        <message>
            <source>Since the start: {what}.</source>
            <translation>Desde el inicio: {what}.</translation>
        </message>
        <message>
            <source>somebody has dealt with the incident</source>
            <translation>alguien se ocupó de la incidencia</translation>
        </message>
        <message>
            <source>Somebody has dealt with this already.</source>
            <translation>Alguien ya se ha ocupado de esto.</translation>
        </message>
        <message>
            <source>Something other than a Doorward server answered. Check the address, and the network's login page.</source>
            <translation>Respondió algo que no es un servidor Doorward. Revisar la dirección y la página de acceso de la red.</translation>
        </message>
        <message>
            <source>Something that the server sent cannot be kept. Tell the organizer.</source>
            <translation>Algo que envió el servidor no se puede guardar. Avisar al organizador.</translation>
        </message>
        <message>
            <source>Something went wrong in this program the last time. Nothing that was scanned is lost. Details: {path}</source>
            <translation>La última vez algo falló en este programa. No se perdió ninguna lectura. Detalles: {path}</translation>
        </message>
        <message>
            <source>Something went wrong in this program. Try again. If it happens again, start the program anew.</source>
            <translation>Algo ha fallado en este programa. Inténtalo de nuevo. Si vuelve a ocurrir, reinicia el programa.</translation>
        </message>
        <message>
            <source>Sound</source>
            <translation>Sonido</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>Velocidad</translation>
        </message>
        <message>
            <source>Start over</source>
            <translation>Empezar de nuevo</translation>
        </message>
        <message>
            <source>Start self check-in</source>
            <translation>Iniciar registro</translation>
        </message>
        <message>
            <source>Statistics</source>
            <translation>Estadísticas</translation>
        </message>
        <message>
            <source>Stop trying</source>
            <translation>Terminar la prueba</translation>
        </message>
        <message>
            <source>Stopped before the list was whole</source>
            <translation>Detenido antes de completar la lista</translation>
        </message>
        <message>
            <source>Stopped.</source>
            <translation>Detenido.</translation>
        </message>
        <message>
            <source>Stopped. No file was written.</source>
            <translation>Detenido. No se escribió ningún archivo.</translation>
        </message>
        <message>
            <source>Stopped. What has come is kept; sync again to go on.</source>
            <translation>Detenido. Lo recibido se conserva; sincronizar de nuevo para seguir.</translation>
        </message>
        <message>
            <source>Stopping …</source>
            <translation>Deteniendo…</translation>
        </message>
        <message>
            <source>Storage</source>
            <translation>Memoria</translation>
        </message>
        <message>
            <source>store key in a file</source>
            <translation>clave del almacén en un archivo</translation>
        </message>
        <message>
            <source>store key in the keyring</source>
            <translation>clave del almacén en el llavero</translation>
        </message>
        <message>
            <source>Sync</source>
            <translation>Sincronizar</translation>
        </message>
        <message>
            <source>Sync cancelled</source>
            <translation>Sincronización cancelada</translation>
        </message>
        <message>
            <source>Sync failed</source>
            <translation>La sincronización falló</translation>
        </message>
        <message>
            <source>Sync first. Without a network, carry them away on a USB stick.</source>
            <translation>Sincronizar primero. Sin red, llevarlas en una memoria USB.</translation>
        </message>
        <message>
            <source>Sync now</source>
            <translation>Sincronizar</translation>
        </message>
        <message>
            <source>Sync, then run the checks again.</source>
            <translation>Sincronizar y comprobar de nuevo.</translation>
        </message>
        <message>
            <source>Tab</source>
            <translation>Tab</translation>
        </message>
        <message>
            <source>Table</source>
            <translation>Tabla</translation>
        </message>
        <message>
            <source>Tables (*.csv)</source>
            <translation>Tablas (*.csv)</translation>
        </message>
        <message>
            <source>Take the cover off the lens, or turn on a light.</source>
            <translation>Destapar el objetivo o encender una luz.</translation>
        </message>
        <message>
            <source>Test print</source>
            <translation>Prueba de impresión</translation>
        </message>
        <message>
            <source>Thank you for coming.</source>
            <translation>Gracias por venir.</translation>
        </message>
        <message>
            <source>Thank you.</source>
            <translation>Gracias.</translation>
        </message>
        <message>
            <source>That is a pairing code. Press “Pair again” to use it.</source>
            <translation>Ese es un código de vinculación. Pulsar «Vincular de nuevo» para usarlo.</translation>
        </message>
        <message>
            <source>That is not a pairing code. Scan the one on the dashboard’s Devices page.</source>
            <translation>Ese no es un código de vinculación. Leer el de la página de dispositivos del panel.</translation>
        </message>
        <message>
            <source>That is not the manager’s PIN.</source>
            <translation>Ese no es el PIN del responsable.</translation>
        </message>
        <message>
            <source>That was another code</source>
            <translation>Ese era otro código</translation>
        </message>
        <message>
            <source>The camera gives {width} × {height}.</source>
            <translation>La cámara da {width} × {height}.</translation>
        </message>
        <message>
            <source>The camera sees nothing</source>
            <translation>La cámara no ve nada</translation>
        </message>
        <message>
            <source>The code is genuine, but the ticket is not on the list. Ask the organizer whether it was deleted. If nobody knows of it, treat it as a fake.</source>
            <translation>El código es auténtico, pero la entrada no está en la lista. Preguntar al organizador si se borró. Si nadie sabe de ella, tratarla como falsa.</translation>
        </message>
        <message>
            <source>The code on your phone or on paper. Wait for the green.</source>
            <translation>El código en el móvil o en papel. Espere a la luz verde.</translation>
        </message>
        <message>
            <source>The connection broke during the download. What has come is kept; sync again to go on.</source>
            <translation>La conexión se cortó durante la descarga. Lo recibido se conserva; sincronizar de nuevo para seguir.</translation>
        </message>
        <message>
            <source>The connection ends here.</source>
            <translation>La conexión termina aquí.</translation>
        </message>
        <message>
            <source>The connection to the server was closed.</source>
            <translation>La conexión con el servidor se cerró.</translation>
        </message>
        <message>
            <source>The data of one device is in use twice, as after copying a disk. Stop both devices, pair one of them again, and tell the organizer.</source>
            <translation>Los datos de un dispositivo están en uso dos veces, como tras copiar un disco. Parar ambos dispositivos, vincular uno de nuevo y avisar al organizador.</translation>
        </message>
        <message>
            <source>The door scanner that never loses a guest.</source>
            <translation>El lector de puerta que nunca pierde a nadie.</translation>
        </message>
        <message>
            <source>The door {name} stands at another gate.</source>
            <translation>La puerta {name} está en otro acceso.</translation>
        </message>
        <message>
            <source>The door {name} was removed from the event.</source>
            <translation>La puerta {name} se retiró del evento.</translation>
        </message>
        <message>
            <source>The door {was} is called {name} now.</source>
            <translation>La puerta {was} se llama ahora {name}.</translation>
        </message>
        <message>
            <source>The event is called {name} now, before {was}.</source>
            <translation>El evento se llama ahora {name}, antes {was}.</translation>
        </message>
        <message>
            <source>The event’s rules are not signed by the organizer</source>
            <translation>Las reglas del evento no están firmadas por el organizador</translation>
        </message>
        <message>
            <source>The event’s settings changed.</source>
            <translation>Los ajustes del evento cambiaron.</translation>
        </message>
        <message>
            <source>The exit is recorded, but no entry was scanned before.</source>
            <translation>La salida está registrada, pero antes no se leyó ninguna entrada.</translation>
        </message>
        <message>
            <source>The exit is recorded.</source>
            <translation>La salida está registrada.</translation>
        </message>
        <message>
            <source>the file is too large for it. Take another stick</source>
            <translation>el archivo es demasiado grande. Usar otra memoria USB</translation>
        </message>
        <message>
            <source>The first {count} are shown. Type more to narrow it down.</source>
            <translation>Se muestran los primeros {count}. Escribir más para afinar.</translation>
        </message>
        <message>
            <source>The gate {name} was removed.</source>
            <translation>El acceso {name} se eliminó.</translation>
        </message>
        <message>
            <source>The gate {was} is called {name} now.</source>
            <translation>El acceso {was} se llama ahora {name}.</translation>
        </message>
        <message>
            <source>The key file {file} cannot be read: it holds no key of {count} bytes.</source>
            <translation>El archivo de clave {file} no se puede leer: no contiene una clave de {count} bytes.</translation>
        </message>
        <message>
            <source>The key file {file} cannot be read: {why}.</source>
            <translation>El archivo de clave {file} no se puede leer: {why}.</translation>
        </message>
        <message>
            <source>The key of the ticket store in {folder} is gone. Move that folder aside to keep it for rescue, then start and pair again.</source>
            <translation>Falta la clave del almacén de entradas en {folder}. Apartar esa carpeta para rescatarla; luego iniciar y vincular de nuevo.</translation>
        </message>
        <message>
            <source>The key of the ticket store is destroyed, and with it the list, the log and this device’s place. Nobody can bring them back.</source>
            <translation>Se destruye la clave del almacén de entradas y, con ella, la lista, el registro y el puesto de este dispositivo. Nadie puede recuperarlos.</translation>
        </message>
        <message>
            <source>The key of the ticket store is gone from this computer's keyring. Move {folder} aside to keep it for rescue, then start and pair again.</source>
            <translation>La clave del almacén de entradas ya no está en el llavero de este equipo. Apartar {folder} para rescatarla; luego iniciar y vincular de nuevo.</translation>
        </message>
        <message>
            <source>The key of the ticket store is in this computer's keyring, which cannot be opened: {why}. Unlock the keyring (log in to the desktop) and start again.</source>
            <translation>La clave del almacén de entradas está en el llavero de este equipo, que no se puede abrir: {why}. Desbloquear el llavero (iniciar sesión en el escritorio) y abrir de nuevo.</translation>
        </message>
        <message>
            <source>The key of the ticket store was lost. The store was moved to {folder}, and a new one begun. Pair this device again with its event.</source>
            <translation>Se perdió la clave del almacén de entradas. El almacén se movió a {folder} y se empezó uno nuevo. Vincular de nuevo este dispositivo con su evento.</translation>
        </message>
        <message>
            <source>The keyring did not give up the key: {why}. Unlock it and try again.</source>
            <translation>El llavero no entregó la clave: {why}. Desbloquearlo y reintentar.</translation>
        </message>
        <message>
            <source>The line could not be cut</source>
            <translation>No se pudo cortar la línea</translation>
        </message>
        <message>
            <source>The line to the server is cut for a moment, to try what happens then.</source>
            <translation>La línea con el servidor está cortada un momento, para probar qué pasa.</translation>
        </message>
        <message>
            <source>The list cannot be searched now</source>
            <translation>Ahora no se puede buscar en la lista</translation>
        </message>
        <message>
            <source>The list comes anew with the next sync.</source>
            <translation>La lista llega de nuevo con la próxima sincronización.</translation>
        </message>
        <message>
            <source>The list differs: {tickets} here, {there} on the server</source>
            <translation>La lista difiere: {tickets} aquí, {there} en el servidor</translation>
        </message>
        <message>
            <source>The list was whole {age} ago.</source>
            <translation>La lista estaba completa hace {age}.</translation>
        </message>
        <message>
            <source>The manager has let this guest in already. Nothing changed.</source>
            <translation>El responsable ya dejó pasar a esta persona. Sin cambios.</translation>
        </message>
        <message>
            <source>The managers’ PIN changed.</source>
            <translation>El PIN de los responsables cambió.</translation>
        </message>
        <message>
            <source>The money for this ticket was paid back.</source>
            <translation>El dinero de esta entrada se devolvió.</translation>
        </message>
        <message>
            <source>The organizer has blocked this ticket.</source>
            <translation>El organizador ha bloqueado esta entrada.</translation>
        </message>
        <message>
            <source>The organizer has closed this event.</source>
            <translation>El organizador ha cerrado este evento.</translation>
        </message>
        <message>
            <source>The organizer has removed this device: what it scans now does not count. Stop scanning. Pair it again to go on.</source>
            <translation>El organizador ha retirado este dispositivo: lo que lee ahora no cuenta. Dejar de leer. Vincularlo de nuevo para seguir.</translation>
        </message>
        <message>
            <source>The organizer has set a managers’ PIN.</source>
            <translation>El organizador ha fijado un PIN de responsables.</translation>
        </message>
        <message>
            <source>The organizer has set no manager’s PIN for this event. Nobody can override.</source>
            <translation>El organizador no ha fijado un PIN de responsable para este evento. Nadie puede autorizar.</translation>
        </message>
        <message>
            <source>The other device is at another event.</source>
            <translation>El otro dispositivo está en otro evento.</translation>
        </message>
        <message>
            <source>The other device is not a door of this event.</source>
            <translation>El otro dispositivo no es una puerta de este evento.</translation>
        </message>
        <message>
            <source>The other device was revoked.</source>
            <translation>El otro dispositivo fue retirado.</translation>
        </message>
        <message>
            <source>The other device's certificate cannot be read.</source>
            <translation>El certificado del otro dispositivo no se puede leer.</translation>
        </message>
        <message>
            <source>The other device's certificate does not say whose it is.</source>
            <translation>El certificado del otro dispositivo no dice de quién es.</translation>
        </message>
        <message>
            <source>The other door closed the connection.</source>
            <translation>La otra puerta cerró la conexión.</translation>
        </message>
        <message>
            <source>The other door did not take the message.</source>
            <translation>La otra puerta no aceptó el mensaje.</translation>
        </message>
        <message>
            <source>The other door has trouble: {why}</source>
            <translation>La otra puerta tiene problemas: {why}</translation>
        </message>
        <message>
            <source>The other door said nothing, or not in time.</source>
            <translation>La otra puerta no dijo nada, o no a tiempo.</translation>
        </message>
        <message>
            <source>The other door sent more than a message may be.</source>
            <translation>La otra puerta envió más de lo que admite un mensaje.</translation>
        </message>
        <message>
            <source>The other door's answer cannot be read.</source>
            <translation>La respuesta de la otra puerta no se puede leer.</translation>
        </message>
        <message>
            <source>The picture is black</source>
            <translation>La imagen está negra</translation>
        </message>
        <message>
            <source>The rules of the gate hold here too: what they refuse stays refused.</source>
            <translation>Las reglas del acceso valen también aquí: lo que rechazan queda rechazado.</translation>
        </message>
        <message>
            <source>The rules of {name} changed.</source>
            <translation>Las reglas de {name} cambiaron.</translation>
        </message>
        <message>
            <source>The scanner is open already; its window was brought to the front.</source>
            <translation>El lector ya está abierto; su ventana se trajo al frente.</translation>
        </message>
        <message>
            <source>The scans cannot be shown now</source>
            <translation>Ahora no se pueden mostrar las lecturas</translation>
        </message>
        <message>
            <source>the server</source>
            <translation>el servidor</translation>
        </message>
        <message>
            <source>The server cannot be reached. Check the address and this device’s network, then pair again.</source>
            <translation>No se puede contactar con el servidor. Revisar la dirección y la red de este dispositivo y vincular de nuevo.</translation>
        </message>
        <message>
            <source>The server cannot be reached. Check the network; scanning goes on offline.</source>
            <translation>No se puede contactar con el servidor. Revisar la red; se sigue leyendo sin conexión.</translation>
        </message>
        <message>
            <source>The server did not answer in time. Scanning goes on offline.</source>
            <translation>El servidor no respondió a tiempo. Se sigue leyendo sin conexión.</translation>
        </message>
        <message>
            <source>The server has trouble (HTTP {status}). Scanning goes on offline.</source>
            <translation>El servidor tiene problemas (HTTP {status}). Se sigue leyendo sin conexión.</translation>
        </message>
        <message>
            <source>The server is busy: {why}</source>
            <translation>El servidor está ocupado: {why}</translation>
        </message>
        <message>
            <source>The server sent a ticket list that cannot be read. Sync again.</source>
            <translation>El servidor envió una lista de entradas ilegible. Sincronizar de nuevo.</translation>
        </message>
        <message>
            <source>The server sent rules that its event's key did not sign. Sync again.</source>
            <translation>El servidor envió reglas que la clave del evento no firmó. Sincronizar de nuevo.</translation>
        </message>
        <message>
            <source>The server took none of the scans it was sent. They are kept; tell the organizer.</source>
            <translation>El servidor no aceptó ninguna de las lecturas enviadas. Se conservan; avisar al organizador.</translation>
        </message>
        <message>
            <source>The server was put back to an earlier state meanwhile. Sync again.</source>
            <translation>Entretanto, el servidor volvió a un estado anterior. Sincronizar de nuevo.</translation>
        </message>
        <message>
            <source>The server's address has no valid host or port.</source>
            <translation>La dirección del servidor no tiene un nombre o puerto válido.</translation>
        </message>
        <message>
            <source>The server's address looks like https://tickets.example.org</source>
            <translation>La dirección del servidor es como https://tickets.example.org</translation>
        </message>
        <message>
            <source>The server's address must begin with https:// (http is for this computer only).</source>
            <translation>La dirección del servidor debe empezar por https:// (http solo para este equipo).</translation>
        </message>
        <message>
            <source>The server's answer is far too long to be one. Check the address.</source>
            <translation>La respuesta es demasiado larga para ser del servidor. Revisar la dirección.</translation>
        </message>
        <message>
            <source>The server's answer is not signed as it should be. Pair again.</source>
            <translation>La respuesta del servidor no está firmada como debe. Vincular de nuevo.</translation>
        </message>
        <message>
            <source>The server’s certificate is not valid on the date that this device shows. Set its date and time; if they are right, tell the organizer.</source>
            <translation>El certificado del servidor no es válido en la fecha de este dispositivo. Ajustar fecha y hora; si son correctas, avisar al organizador.</translation>
        </message>
        <message>
            <source>the stick was pulled out or is broken. Put it in again, or take another one</source>
            <translation>la memoria USB se sacó o está rota. Volver a conectarla o usar otra</translation>
        </message>
        <message>
            <source>the stick was pulled out. Put it in again</source>
            <translation>se sacó la memoria USB. Volver a conectarla</translation>
        </message>
        <message>
            <source>The system knows no printer. Add one there, and it shows up here.</source>
            <translation>El sistema no conoce ninguna impresora. Añadir una allí y aparece aquí.</translation>
        </message>
        <message>
            <source>The system’s usual one</source>
            <translation>La del sistema</translation>
        </message>
        <message>
            <source>The system’s usual printer</source>
            <translation>La impresora habitual del sistema</translation>
        </message>
        <message>
            <source>The ticket cannot be shown now</source>
            <translation>Ahora no se puede mostrar la entrada</translation>
        </message>
        <message>
            <source>The ticket is good by a list that is too old to trust.</source>
            <translation>La entrada es válida según una lista demasiado antigua.</translation>
        </message>
        <message>
            <source>The ticket is good, but needs a look.</source>
            <translation>La entrada es válida, pero hay que revisarla.</translation>
        </message>
        <message>
            <source>The ticket is good, but the code is not the phone’s changing one.</source>
            <translation>La entrada es válida, pero el código no es el cambiante del móvil.</translation>
        </message>
        <message>
            <source>The ticket list is still on its way: not everybody can be found yet.</source>
            <translation>La lista de entradas aún está llegando: todavía no se encuentra a todos.</translation>
        </message>
        <message>
            <source>The ticket list with its names, the rules, the keys and this device’s place at the gate go. It then is as at its first start, and can be paired again with this event or another.</source>
            <translation>Se van la lista con sus nombres, las reglas, las claves y el puesto de este dispositivo en el acceso. Queda como al primer inicio y puede vincularse con este evento u otro.</translation>
        </message>
        <message>
            <source>The ticket list’s key lies in a file, not in a key store. Keep this device locked.</source>
            <translation>La clave de la lista está en un archivo, no en un almacén de claves. Mantener este dispositivo bloqueado.</translation>
        </message>
        <message>
            <source>The ticket store failed: {why}. Check the disk, then try again.</source>
            <translation>El almacén de entradas falló: {why}. Revisar el disco y reintentar.</translation>
        </message>
        <message>
            <source>The ticket store is damaged. Close the scanner and start it again: it keeps all that can be read.</source>
            <translation>El almacén de entradas está dañado. Cerrar el lector y abrirlo de nuevo: conserva todo lo legible.</translation>
        </message>
        <message>
            <source>The ticket store was damaged. It was moved to {folder}.</source>
            <translation>El almacén de entradas estaba dañado. Se movió a {folder}.</translation>
        </message>
        <message>
            <source>The ticket was cancelled, paid back or blocked before this scan. Find the guest and go to the box office together.</source>
            <translation>La entrada se anuló, reembolsó o bloqueó antes de esta lectura. Buscar a la persona e ir juntos a la taquilla.</translation>
        </message>
        <message>
            <source>The time of this ticket is over.</source>
            <translation>La hora de esta entrada ya pasó.</translation>
        </message>
        <message>
            <source>The time on your ticket has passed.</source>
            <translation>La hora de su entrada ya ha pasado.</translation>
        </message>
        <message>
            <source>the usual printer</source>
            <translation>la impresora habitual</translation>
        </message>
        <message>
            <source>The volume is at nothing</source>
            <translation>El volumen está a cero</translation>
        </message>
        <message>
            <source>Then: {place}</source>
            <translation>Después: {place}</translation>
        </message>
        <message>
            <source>There is no managers’ PIN any more.</source>
            <translation>Ya no hay PIN de responsables.</translation>
        </message>
        <message>
            <source>there is no such place, or the stick was pulled out. Put it in again</source>
            <translation>ese lugar no existe o se sacó la memoria USB. Volver a conectarla</translation>
        </message>
        <message>
            <source>there is no such place. Choose a folder</source>
            <translation>ese lugar no existe. Elegir una carpeta</translation>
        </message>
        <message>
            <source>There is no ticket list yet</source>
            <translation>Aún no hay lista de entradas</translation>
        </message>
        <message>
            <source>There is no ticket list yet.</source>
            <translation>Aún no hay lista de entradas.</translation>
        </message>
        <message>
            <source>There is nothing to undo.</source>
            <translation>No hay nada que deshacer.</translation>
        </message>
        <message>
            <source>These entries are too long for one rescue file; make several.</source>
            <translation>Estas anotaciones son demasiado largas para un archivo de rescate; hacer varios.</translation>
        </message>
        <message>
            <source>They are in the rescue file, and stay here too until they are uploaded.</source>
            <translation>Están en el archivo de rescate y siguen aquí hasta que se suban.</translation>
        </message>
        <message>
            <source>This camera does not let its exposure be set.</source>
            <translation>Esta cámara no permite ajustar su exposición.</translation>
        </message>
        <message>
            <source>This camera ignores it and keeps its own exposure.</source>
            <translation>Esta cámara lo ignora y mantiene su propia exposición.</translation>
        </message>
        <message>
            <source>This cannot be overridden: no ticket of this event was refused.</source>
            <translation>No hay nada que autorizar: no se rechazó ninguna entrada de este evento.</translation>
        </message>
        <message>
            <source>This code is not from a ticket.</source>
            <translation>Este código no es de una entrada.</translation>
        </message>
        <message>
            <source>This code is of another moment: a screenshot, or a phone with a wrong clock.</source>
            <translation>Este código es de otro momento: una captura de pantalla o un móvil con la hora mal.</translation>
        </message>
        <message>
            <source>This device</source>
            <translation>Este dispositivo</translation>
        </message>
        <message>
            <source>This device cannot check this ticket yet.</source>
            <translation>Este dispositivo aún no puede comprobar esta entrada.</translation>
        </message>
        <message>
            <source>This device has left its event. Nothing of it is left here.</source>
            <translation>Este dispositivo ha salido de su evento. Aquí no queda nada de él.</translation>
        </message>
        <message numerus="yes">
            <source>This device has left its event. {count} scans that were not uploaded stay here, encrypted, until it is paired with the event again.</source>
            <comment>This device has left its event. {count} scan that was not uploaded stays here, encrypted, until it is paired with the event again.</comment>
            <translation>
                <numerusform>Este dispositivo ha salido de su evento. {count} lectura sin subir queda aquí, cifrada, hasta que se vincule de nuevo con el evento.</numerusform>
                <numerusform>Este dispositivo ha salido de su evento. {count} lecturas sin subir quedan aquí, cifradas, hasta que se vincule de nuevo con el evento.</numerusform>
            </translation>
        </message>
        <message>
            <source>This device has no policy to show. Pair it again.</source>
            <translation>Este dispositivo no tiene reglas que mostrar. Vincularlo de nuevo.</translation>
        </message>
        <message>
            <source>This device has no such scans.</source>
            <translation>Este dispositivo no tiene lecturas así.</translation>
        </message>
        <message>
            <source>This device is not paired with this server any more. Pair it again.</source>
            <translation>Este dispositivo ya no está vinculado a este servidor. Vincularlo de nuevo.</translation>
        </message>
        <message>
            <source>This device is not paired yet. Pair it with a code from the organizer.</source>
            <translation>Este dispositivo aún no está vinculado. Vincularlo con un código del organizador.</translation>
        </message>
        <message>
            <source>This device is paired with {event}.</source>
            <translation>Este dispositivo está vinculado a {event}.</translation>
        </message>
        <message>
            <source>This device was not in touch for too long. Pair it again; its scans are kept.</source>
            <translation>Este dispositivo estuvo demasiado tiempo sin contacto. Vincularlo de nuevo; sus lecturas se conservan.</translation>
        </message>
        <message>
            <source>This device was paired by an older version. Pair it again; its scans are kept.</source>
            <translation>Este dispositivo se vinculó con una versión anterior. Vincularlo de nuevo; sus lecturas se conservan.</translation>
        </message>
        <message>
            <source>This device was removed from the event.</source>
            <translation>Este dispositivo se retiró del evento.</translation>
        </message>
        <message>
            <source>This device was shut out by the organizer. Its scans from now on do not count.</source>
            <translation>El organizador ha excluido este dispositivo. Sus lecturas ya no cuentan a partir de ahora.</translation>
        </message>
        <message>
            <source>This device was wiped. Nothing is left on it.</source>
            <translation>Este dispositivo se borró. No queda nada en él.</translation>
        </message>
        <message>
            <source>This device was wiped. The scans that were not uploaded are sealed in {files}: pair it again with the event to upload them, or give the file to the organizer.</source>
            <translation>Este dispositivo se borró. Las lecturas sin subir están selladas en {files}: vincularlo de nuevo con el evento para subirlas o dar el archivo al organizador.</translation>
        </message>
        <message>
            <source>This device's storage is full. Free some space, then scan again.</source>
            <translation>La memoria de este dispositivo está llena. Liberar espacio y leer de nuevo.</translation>
        </message>
        <message>
            <source>This device’s list is too old to let anybody in without the server.</source>
            <translation>La lista de este dispositivo es demasiado antigua para dejar pasar sin el servidor.</translation>
        </message>
        <message>
            <source>This device’s scans in a file that only the organizer can open, for when there is no network.</source>
            <translation>Las lecturas de este dispositivo en un archivo que solo el organizador puede abrir, para cuando no hay red.</translation>
        </message>
        <message>
            <source>this door alone</source>
            <translation>solo esta puerta</translation>
        </message>
        <message>
            <source>This door speaks with the server only</source>
            <translation>Esta puerta solo habla con el servidor</translation>
        </message>
        <message>
            <source>This entrance has closed.</source>
            <translation>Este acceso ya ha cerrado.</translation>
        </message>
        <message>
            <source>This entrance is not open yet.</source>
            <translation>Este acceso aún no está abierto.</translation>
        </message>
        <message>
            <source>This file is larger than any rescue file.</source>
            <translation>Este archivo es mayor que cualquier archivo de rescate.</translation>
        </message>
        <message>
            <source>This gate</source>
            <translation>Este acceso</translation>
        </message>
        <message>
            <source>This gate lets nobody in. Ask the organizer.</source>
            <translation>Este acceso no deja pasar a nadie. Preguntar al organizador.</translation>
        </message>
        <message>
            <source>This is not a Doorward rescue file.</source>
            <translation>Este no es un archivo de rescate de Doorward.</translation>
        </message>
        <message>
            <source>This is the device's own address.</source>
            <translation>Esa es la dirección del propio dispositivo.</translation>
        </message>
        <message>
            <source>This is the event’s only door</source>
            <translation>Esta es la única puerta del evento</translation>
        </message>
        <message>
            <source>This pairing code cannot be used</source>
            <translation>Este código de vinculación no sirve</translation>
        </message>
        <message>
            <source>This rescue file has something behind its end. Copy it again.</source>
            <translation>Este archivo de rescate tiene algo tras su final. Copiarlo de nuevo.</translation>
        </message>
        <message>
            <source>This rescue file holds more entries than one may.</source>
            <translation>Este archivo de rescate contiene más anotaciones de las permitidas.</translation>
        </message>
        <message>
            <source>This rescue file is cut short. Copy it again, whole.</source>
            <translation>Este archivo de rescate está cortado. Copiarlo de nuevo, entero.</translation>
        </message>
        <message>
            <source>This rescue file is damaged: it does not say what it holds.</source>
            <translation>Este archivo de rescate está dañado: no dice qué contiene.</translation>
        </message>
        <message>
            <source>This rescue file is damaged: it does not say whose it is.</source>
            <translation>Este archivo de rescate está dañado: no dice de quién es.</translation>
        </message>
        <message>
            <source>This rescue file is damaged: it holds no list of entries.</source>
            <translation>Este archivo de rescate está dañado: no contiene una lista de anotaciones.</translation>
        </message>
        <message>
            <source>This rescue file is sealed for another event or another server.</source>
            <translation>Este archivo de rescate está sellado para otro evento u otro servidor.</translation>
        </message>
        <message>
            <source>This rescue file names more logs than any device has.</source>
            <translation>Este archivo de rescate nombra más registros de los que tiene un dispositivo.</translation>
        </message>
        <message>
            <source>This rescue file unpacks to more than any door writes.</source>
            <translation>Este archivo de rescate ocupa descomprimido más de lo que escribe una puerta.</translation>
        </message>
        <message>
            <source>This rescue file was damaged or changed after its device made it. Copy it again.</source>
            <translation>Este archivo de rescate se dañó o cambió después de hacerse. Copiarlo de nuevo.</translation>
        </message>
        <message>
            <source>This rescue file was made by a device that this event does not know.</source>
            <translation>Este archivo de rescate lo hizo un dispositivo que este evento no conoce.</translation>
        </message>
        <message>
            <source>This rescue file was made by a newer version. Update this program first.</source>
            <translation>Este archivo de rescate se hizo con una versión más nueva. Actualizar primero este programa.</translation>
        </message>
        <message>
            <source>This system has no voice. On Linux install speech-dispatcher with a voice, then start again.</source>
            <translation>Este sistema no tiene voz. En Linux, instalar speech-dispatcher con una voz y abrir de nuevo.</translation>
        </message>
        <message>
            <source>This ticket has been scanned before.</source>
            <translation>Esta entrada ya se ha leído.</translation>
        </message>
        <message>
            <source>This ticket has been used to enter.</source>
            <translation>Con esta entrada ya ha entrado alguien.</translation>
        </message>
        <message>
            <source>This ticket has been used up.</source>
            <translation>Esta entrada ya se ha usado.</translation>
        </message>
        <message>
            <source>This ticket has not been paid for.</source>
            <translation>Esta entrada no está pagada.</translation>
        </message>
        <message>
            <source>This ticket is for another event.</source>
            <translation>Esta entrada es para otro evento.</translation>
        </message>
        <message>
            <source>This ticket is not on this device’s list.</source>
            <translation>Esta entrada no figura en la lista de este dispositivo.</translation>
        </message>
        <message>
            <source>This ticket is not valid yet.</source>
            <translation>Esta entrada aún no es válida.</translation>
        </message>
        <message>
            <source>This ticket was altered or is a fake.</source>
            <translation>Esta entrada fue alterada o es falsa.</translation>
        </message>
        <message>
            <source>This ticket was cancelled.</source>
            <translation>Esta entrada se anuló.</translation>
        </message>
        <message>
            <source>This user may not open {port}. {hint}</source>
            <translation>Este usuario no puede abrir {port}. {hint}</translation>
        </message>
        <message>
            <source>this user may not write there. Choose another folder</source>
            <translation>este usuario no puede escribir ahí. Elegir otra carpeta</translation>
        </message>
        <message>
            <source>This was undone before. Nothing changed.</source>
            <translation>Esto ya se había deshecho. Sin cambios.</translation>
        </message>
        <message>
            <source>Three scans came out right.</source>
            <translation>Tres lecturas salieron bien.</translation>
        </message>
        <message>
            <source>Ticket</source>
            <translation>Entrada</translation>
        </message>
        <message>
            <source>Ticket code</source>
            <translation>Código de entrada</translation>
        </message>
        <message>
            <source>Ticket list</source>
            <translation>Lista de entradas</translation>
        </message>
        <message>
            <source>Ticket type</source>
            <translation>Tipo de entrada</translation>
        </message>
        <message>
            <source>Ticket type not known</source>
            <translation>Tipo de entrada desconocido</translation>
        </message>
        <message>
            <source>Ticket type {name} was removed.</source>
            <translation>El tipo de entrada {name} se eliminó.</translation>
        </message>
        <message>
            <source>Ticket type {was} is called {name} now.</source>
            <translation>El tipo de entrada {was} se llama ahora {name}.</translation>
        </message>
        <message>
            <source>Tickets and scans</source>
            <translation>Entradas y lecturas</translation>
        </message>
        <message>
            <source>Tickets: {count}.</source>
            <translation>Entradas: {count}.</translation>
        </message>
        <message>
            <source>Time (UTC)</source>
            <translation>Hora (UTC)</translation>
        </message>
        <message>
            <source>Time ({zone})</source>
            <translation>Hora ({zone})</translation>
        </message>
        <message>
            <source>Time of day in {zone}</source>
            <translation>Hora en {zone}</translation>
        </message>
        <message>
            <source>To leave, hold a finger in the top corner at the end of the line for {seconds} seconds, or press {keys}. Then type the manager’s PIN.</source>
            <translation>Para salir, mantener un dedo {seconds} segundos en la esquina superior al final de la línea, o pulsar {keys}. Luego escribir el PIN del responsable.</translation>
        </message>
        <message>
            <source>Too early</source>
            <translation>Demasiado pronto</translation>
        </message>
        <message>
            <source>Too many</source>
            <translation>Demasiados</translation>
        </message>
        <message>
            <source>Too many wrong PINs. Try again in {wait}.</source>
            <translation>Demasiados PIN erróneos. Reintentar en {wait}.</translation>
        </message>
        <message>
            <source>TRAINING</source>
            <translation>PRÁCTICA</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>Práctica</translation>
        </message>
        <message>
            <source>training</source>
            <translation>práctica</translation>
        </message>
        <message>
            <source>Training and real scans are kept apart. Switch, then try again.</source>
            <translation>Las prácticas y las lecturas reales van por separado. Cambiar de modo y reintentar.</translation>
        </message>
        <message>
            <source>TRAINING — nothing counts</source>
            <translation>PRÁCTICA: nada cuenta</translation>
        </message>
        <message>
            <source>Training: nothing counts</source>
            <translation>Práctica: nada cuenta</translation>
        </message>
        <message>
            <source>Training: this does not count.</source>
            <translation>Práctica: esto no cuenta.</translation>
        </message>
        <message>
            <source>Try a scan</source>
            <translation>Probar una lectura</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Reintentar</translation>
        </message>
        <message>
            <source>Try by hand</source>
            <translation>Probar a mano</translation>
        </message>
        <message>
            <source>Turn away</source>
            <translation>Rechazar</translation>
        </message>
        <message>
            <source>Turn it on, or choose another one under Printing.</source>
            <translation>Encenderla o elegir otra en «Impresión».</translation>
        </message>
        <message>
            <source>Turn it up in the settings.</source>
            <translation>Subirlo en los ajustes.</translation>
        </message>
        <message>
            <source>Turn the scanner’s letter conversion off, often called “case”. Then scan again.</source>
            <translation>Desactivar la conversión de letras del lector, a menudo «case». Luego leer de nuevo.</translation>
        </message>
        <message>
            <source>Turn them on and connect all to one network, or two doors may let one ticket in during an outage.</source>
            <translation>Encenderlas y conectarlas a una misma red; si no, en un corte dos puertas pueden admitir la misma entrada.</translation>
        </message>
        <message>
            <source>Turn this device’s volume up, look after the cable, then play them again.</source>
            <translation>Subir el volumen del dispositivo, revisar el cable y reproducir de nuevo.</translation>
        </message>
        <message>
            <source>Turned by</source>
            <translation>Girada</translation>
        </message>
        <message>
            <source>Two devices write as one door</source>
            <translation>Dos dispositivos escriben como una sola puerta</translation>
        </message>
        <message>
            <source>Type a part of the name, the order, the e-mail address, the phone number or the code.</source>
            <translation>Escribir parte del nombre, del pedido, del correo, del teléfono o del código.</translation>
        </message>
        <message>
            <source>Type a ticket code</source>
            <translation>Teclear un código</translation>
        </message>
        <message>
            <source>Type the address of your server, e.g. https://tickets.example.org</source>
            <translation>Escribir la dirección del servidor, p. ej. https://tickets.example.org</translation>
        </message>
        <message>
            <source>Type the code printed below the QR code.</source>
            <translation>Teclear el código impreso bajo el QR.</translation>
        </message>
        <message>
            <source>Type the manager’s PIN.</source>
            <translation>Escribir el PIN del responsable.</translation>
        </message>
        <message>
            <source>Type the pairing code from the dashboard.</source>
            <translation>Escribir el código de vinculación del panel.</translation>
        </message>
        <message>
            <source>Type the PIN that the organizer has set for this event.</source>
            <translation>Escribir el PIN que el organizador ha fijado para este evento.</translation>
        </message>
        <message>
            <source>Type your name first: it is kept with the acknowledgement.</source>
            <translation>Escribir primero el nombre propio: queda anotado.</translation>
        </message>
        <message>
            <source>Type your name: it stands beside what you decide.</source>
            <translation>Escribir el nombre propio: queda junto a la decisión.</translation>
        </message>
        <message>
            <source>typed</source>
            <translation>por teclado</translation>
        </message>
        <message>
            <source>Types for a US keyboard, and this computer has another. Its keys are read by their places.</source>
            <translation>Teclea para un teclado US y este equipo tiene otro. Las teclas se leen por su posición.</translation>
        </message>
        <message>
            <source>Typing and handheld scanners work already.</source>
            <translation>Teclear y los lectores de mano ya funcionan.</translation>
        </message>
        <message>
            <source>under 1 min</source>
            <translation>menos de 1 min</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message>
            <source>Undo or turn away</source>
            <translation>Deshacer o rechazar</translation>
        </message>
        <message>
            <source>Undo this scan?</source>
            <translation>¿Deshacer esta lectura?</translation>
        </message>
        <message>
            <source>Undo …</source>
            <translation>Deshacer…</translation>
        </message>
        <message>
            <source>Undone</source>
            <translation>Deshecho</translation>
        </message>
        <message>
            <source>undone</source>
            <translation>deshecho</translation>
        </message>
        <message>
            <source>Undone {when}</source>
            <translation>Deshecho {when}</translation>
        </message>
        <message>
            <source>Undone. The ticket can be used again.</source>
            <translation>Deshecho. La entrada puede usarse de nuevo.</translation>
        </message>
        <message>
            <source>Unlock</source>
            <translation>Desbloquear</translation>
        </message>
        <message>
            <source>Unlocked for a manager ({name}).</source>
            <translation>Desbloqueado para el responsable ({name}).</translation>
        </message>
        <message>
            <source>Unlocked for a manager.</source>
            <translation>Desbloqueado para el responsable.</translation>
        </message>
        <message>
            <source>Unpair</source>
            <translation>Desvincular</translation>
        </message>
        <message>
            <source>Unreadable code</source>
            <translation>Código ilegible</translation>
        </message>
        <message>
            <source>Until {end}</source>
            <translation>Hasta {end}</translation>
        </message>
        <message>
            <source>Up to date</source>
            <translation>Al día</translation>
        </message>
        <message>
            <source>Up to {ms} ms</source>
            <translation>Hasta {ms} ms</translation>
        </message>
        <message>
            <source>Use a handheld scanner or type the code.</source>
            <translation>Usar un lector de mano o teclear el código.</translation>
        </message>
        <message>
            <source>Use it</source>
            <translation>Usarlo</translation>
        </message>
        <message>
            <source>Use this</source>
            <translation>Usar esto</translation>
        </message>
        <message>
            <source>Usual</source>
            <translation>Habitual</translation>
        </message>
        <message>
            <source>Valid</source>
            <translation>Válida</translation>
        </message>
        <message>
            <source>Valid, not confirmed — list {age} old</source>
            <translation>Válida, sin confirmar: lista de hace {age}</translation>
        </message>
        <message>
            <source>Valid, not confirmed — no list yet</source>
            <translation>Válida, sin confirmar: aún sin lista</translation>
        </message>
        <message>
            <source>Verdicts are seen and not heard.</source>
            <translation>Los resultados se ven y no se oyen.</translation>
        </message>
        <message>
            <source>Volume</source>
            <translation>Volumen</translation>
        </message>
        <message>
            <source>Wait a moment, then run the checks again.</source>
            <translation>Esperar un momento y comprobar de nuevo.</translation>
        </message>
        <message>
            <source>Waiting for a picture …</source>
            <translation>Esperando imagen…</translation>
        </message>
        <message>
            <source>We could not check your ticket here.</source>
            <translation>No hemos podido comprobar su entrada aquí.</translation>
        </message>
        <message>
            <source>We could not find your ticket here.</source>
            <translation>No hemos encontrado su entrada aquí.</translation>
        </message>
        <message>
            <source>We could not read a ticket in this code.</source>
            <translation>No hemos encontrado una entrada en este código.</translation>
        </message>
        <message>
            <source>We could not read this code.</source>
            <translation>No hemos podido leer este código.</translation>
        </message>
        <message>
            <source>Welcome</source>
            <translation>Bienvenidos</translation>
        </message>
        <message>
            <source>Welcome in.</source>
            <translation>Puede pasar.</translation>
        </message>
        <message>
            <source>Went out</source>
            <translation>Salieron</translation>
        </message>
        <message>
            <source>went out</source>
            <translation>salió</translation>
        </message>
        <message>
            <source>What answers at {address} does not speak as doors do.</source>
            <translation>Lo que responde en {address} no habla como una puerta.</translation>
        </message>
        <message>
            <source>What answers at {address} is not a door of this event.</source>
            <translation>Lo que responde en {address} no es una puerta de este evento.</translation>
        </message>
        <message>
            <source>What answers cannot prove that it is the server. Check the address, and whether this network wants you to log in first.</source>
            <translation>Lo que responde no puede probar que es el servidor. Revisar la dirección y si esta red pide iniciar sesión antes.</translation>
        </message>
        <message>
            <source>What came is not a message.</source>
            <translation>Lo que llegó no es un mensaje.</translation>
        </message>
        <message>
            <source>What comes from {port} is no text. Choose the speed that the scanner is set to.</source>
            <translation>Lo que llega de {port} no es texto. Elegir la velocidad a la que está ajustado el lector.</translation>
        </message>
        <message>
            <source>What comes out</source>
            <translation>Lo que sale</translation>
        </message>
        <message>
            <source>What happened</source>
            <translation>Qué pasó</translation>
        </message>
        <message>
            <source>What is printed</source>
            <translation>Qué se imprime</translation>
        </message>
        <message>
            <source>What is scanned</source>
            <translation>Qué se lee</translation>
        </message>
        <message>
            <source>What is scanned at this device is listed here, also after a restart.</source>
            <translation>Lo que se lee en este dispositivo aparece aquí, también tras un reinicio.</translation>
        </message>
        <message>
            <source>What it is made of</source>
            <translation>De qué está hecho</translation>
        </message>
        <message>
            <source>What it scanned after its removal does not count. Collect the device, and look for guests who came in there.</source>
            <translation>Lo que leyó después de su retirada no cuenta. Recoger el dispositivo y buscar a quienes entraron por allí.</translation>
        </message>
        <message>
            <source>What this device kept of its pairing cannot be read. Pair it again; its scans are kept.</source>
            <translation>Lo que este dispositivo guardó de su vinculación no se puede leer. Vincularlo de nuevo; sus lecturas se conservan.</translation>
        </message>
        <message>
            <source>What waits for upload, and why.</source>
            <translation>Qué espera para subir y por qué.</translation>
        </message>
        <message>
            <source>What was set cannot be kept on this device: its disk does not take it. It holds until the scanner is closed.</source>
            <translation>El ajuste no se puede guardar en este dispositivo: el disco no lo admite. Vale hasta que se cierre el escáner.</translation>
        </message>
        <message>
            <source>What went wrong, and what to do about it.</source>
            <translation>Qué falló y qué hacer.</translation>
        </message>
        <message>
            <source>When</source>
            <translation>Cuándo</translation>
        </message>
        <message>
            <source>When somebody asks</source>
            <translation>Si se pide</translation>
        </message>
        <message>
            <source>Who came when, by gate and by ticket type.</source>
            <translation>Quién llegó cuándo, por acceso y tipo de entrada.</translation>
        </message>
        <message>
            <source>Who is it?</source>
            <translation>¿Quién es?</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>Por qué</translation>
        </message>
        <message>
            <source>Why (if you like)</source>
            <translation>Motivo (opcional)</translation>
        </message>
        <message>
            <source>Why by hand (if you like)</source>
            <translation>Por qué a mano (opcional)</translation>
        </message>
        <message>
            <source>Why people were refused</source>
            <translation>Por qué se rechazó</translation>
        </message>
        <message>
            <source>Width in mm</source>
            <translation>Ancho en mm</translation>
        </message>
        <message>
            <source>Wipe</source>
            <translation>Borrar</translation>
        </message>
        <message>
            <source>Wipe this device</source>
            <translation>Borrar este dispositivo</translation>
        </message>
        <message>
            <source>With {seen} ms between keys it cannot be told from a person.</source>
            <translation>Con {seen} ms entre teclas no se distingue de una persona.</translation>
        </message>
        <message>
            <source>Without a newer list this gate refuses everybody: sync.</source>
            <translation>Sin una lista más nueva, este acceso rechaza a todos: sincronizar.</translation>
        </message>
        <message>
            <source>Without the server</source>
            <translation>Sin servidor</translation>
        </message>
        <message>
            <source>Works</source>
            <translation>Funciona</translation>
        </message>
        <message>
            <source>Works without the server; the list has no good ticket to try</source>
            <translation>Funciona sin servidor; la lista no tiene una entrada válida para probar</translation>
        </message>
        <message>
            <source>Writing the log …</source>
            <translation>Escribiendo el registro…</translation>
        </message>
        <message>
            <source>Writing the log: {done} of {total} entries</source>
            <translation>Escribiendo el registro: {done} de {total} anotaciones</translation>
        </message>
        <message>
            <source>Writing the rescue file …</source>
            <translation>Escribiendo el archivo de rescate…</translation>
        </message>
        <message>
            <source>Wrong gate</source>
            <translation>Otro acceso</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>sí</translation>
        </message>
        <message>
            <source>You are early: your ticket starts later.</source>
            <translation>Llega pronto: su entrada vale más tarde.</translation>
        </message>
        <message>
            <source>Your event</source>
            <translation>Su evento</translation>
        </message>
        <message>
            <source>Your name</source>
            <translation>Nombre propio</translation>
        </message>
        <message>
            <source>Your name (if you like)</source>
            <translation>Nombre (opcional)</translation>
        </message>
        <message>
            <source>Your ticket is for another entrance.</source>
            <translation>Su entrada es para otro acceso.</translation>
        </message>
        <message>
            <source>Your ticket is for another event.</source>
            <translation>Su entrada es para otro evento.</translation>
        </message>
        <message>
            <source>Your ticket is good</source>
            <translation>Su entrada es válida</translation>
        </message>
        <message>
            <source>Your ticket needs a moment with our staff.</source>
            <translation>Nuestro equipo revisará un momento su entrada.</translation>
        </message>
        <message>
            <source>Your turn</source>
            <translation>A mano</translation>
        </message>
        <message>
            <source>{charge}, plugged in</source>
            <translation>{charge}, enchufado</translation>
        </message>
        <message>
            <source>{count} at {when}</source>
            <translation>{count} a las {when}</translation>
        </message>
        <message numerus="yes">
            <source>{count} cancelled</source>
            <comment>{count} cancelled</comment>
            <translation>
                <numerusform>{count} anulada</numerusform>
                <numerusform>{count} anuladas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} cannot count</source>
            <comment>{count} cannot count</comment>
            <translation>
                <numerusform>{count} no puede contar</numerusform>
                <numerusform>{count} no pueden contar</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} changed</source>
            <comment>{count} changed</comment>
            <translation>
                <numerusform>{count} modificada</numerusform>
                <numerusform>{count} modificadas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} characters, {way}</source>
            <comment>{count} character, {way}</comment>
            <translation>
                <numerusform>{count} carácter, {way}</numerusform>
                <numerusform>{count} caracteres, {way}</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} days</source>
            <comment>{count} day</comment>
            <translation>
                <numerusform>{count} día</numerusform>
                <numerusform>{count} días</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} entries of the log</source>
            <comment>{count} entry of the log</comment>
            <translation>
                <numerusform>{count} anotación del registro</numerusform>
                <numerusform>{count} anotaciones del registro</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} entries wait for upload.</source>
            <comment>{count} entry waits for upload.</comment>
            <translation>
                <numerusform>{count} anotación pendiente de subir.</numerusform>
                <numerusform>{count} anotaciones pendientes de subir.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} entries were written to {file}.</source>
            <comment>{count} entry was written to {file}.</comment>
            <translation>
                <numerusform>{count} anotación escrita en {file}.</numerusform>
                <numerusform>{count} anotaciones escritas en {file}.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} gone from the list</source>
            <comment>{count} gone from the list</comment>
            <translation>
                <numerusform>{count} fuera de la lista</numerusform>
                <numerusform>{count} fuera de la lista</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} guests found</source>
            <comment>{count} guest found</comment>
            <translation>
                <numerusform>{count} persona encontrada</numerusform>
                <numerusform>{count} personas encontradas</numerusform>
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
                <numerusform>hace {count} hora</numerusform>
                <numerusform>hace {count} horas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} incidents</source>
            <comment>{count} incident</comment>
            <translation>
                <numerusform>{count} incidencia</numerusform>
                <numerusform>{count} incidencias</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} incidents wait for somebody to deal with them.</source>
            <comment>{count} incident waits for somebody to deal with it.</comment>
            <translation>
                <numerusform>{count} incidencia espera a que alguien la resuelva.</numerusform>
                <numerusform>{count} incidencias esperan a que alguien las resuelva.</numerusform>
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
                <numerusform>{count} entrada nueva</numerusform>
                <numerusform>{count} entradas nuevas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} people</source>
            <comment>{count} person</comment>
            <translation>
                <numerusform>{count} persona</numerusform>
                <numerusform>{count} personas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} people may still come in.</source>
            <comment>{count} person may still come in.</comment>
            <translation>
                <numerusform>{count} persona puede entrar todavía.</numerusform>
                <numerusform>{count} personas pueden entrar todavía.</numerusform>
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
                <numerusform>{count} lectura</numerusform>
                <numerusform>{count} lecturas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans are in {file}. Give it to the organizer, or send it from a device with a network.</source>
            <comment>{count} scan is in {file}. Give it to the organizer, or send it from a device with a network.</comment>
            <translation>
                <numerusform>{count} lectura en {file}. Dar el archivo al organizador o enviarlo desde un dispositivo con red.</numerusform>
                <numerusform>{count} lecturas en {file}. Dar el archivo al organizador o enviarlo desde un dispositivo con red.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans got</source>
            <comment>{count} scan got</comment>
            <translation>
                <numerusform>{count} lectura recibida</numerusform>
                <numerusform>{count} lecturas recibidas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans of other doors got</source>
            <comment>{count} scan of other doors got</comment>
            <translation>
                <numerusform>{count} lectura recibida de otras puertas</numerusform>
                <numerusform>{count} lecturas recibidas de otras puertas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans of other events wait: pair this device with those events to upload them.</source>
            <comment>{count} scan of another event waits: pair this device with that event to upload it.</comment>
            <translation>
                <numerusform>{count} lectura de otro evento pendiente: vincular este dispositivo con ese evento para subirla.</numerusform>
                <numerusform>{count} lecturas de otros eventos pendientes: vincular este dispositivo con esos eventos para subirlas.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans sent</source>
            <comment>{count} scan sent</comment>
            <translation>
                <numerusform>{count} lectura enviada</numerusform>
                <numerusform>{count} lecturas enviadas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait for upload.</source>
            <comment>{count} scan waits for upload.</comment>
            <translation>
                <numerusform>{count} lectura pendiente de subir.</numerusform>
                <numerusform>{count} lecturas pendientes de subir.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait for upload. Sync first, or carry them away in a rescue file.</source>
            <comment>{count} scan waits for upload. Sync first, or carry it away in a rescue file.</comment>
            <translation>
                <numerusform>{count} lectura pendiente de subir. Sincronizar primero o llevarla en un archivo de rescate.</numerusform>
                <numerusform>{count} lecturas pendientes de subir. Sincronizar primero o llevarlas en un archivo de rescate.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait for upload. Sync first, then pair again.</source>
            <comment>{count} scan waits for upload. Sync first, then pair again.</comment>
            <translation>
                <numerusform>{count} lectura pendiente de subir. Sincronizar primero y vincular después.</numerusform>
                <numerusform>{count} lecturas pendientes de subir. Sincronizar primero y vincular después.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait for upload. They are sent first; without a network they are left in a sealed file that only the organizer can open.</source>
            <comment>{count} scan waits for upload. It is sent first; without a network it is left in a sealed file that only the organizer can open.</comment>
            <translation>
                <numerusform>{count} lectura pendiente de subir. Se envía primero; sin red queda en un archivo sellado que solo el organizador puede abrir.</numerusform>
                <numerusform>{count} lecturas pendientes de subir. Se envían primero; sin red quedan en un archivo sellado que solo el organizador puede abrir.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait.</source>
            <comment>{count} scan waits.</comment>
            <translation>
                <numerusform>{count} lectura pendiente.</numerusform>
                <numerusform>{count} lecturas pendientes.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans wait: sync first.</source>
            <comment>{count} scan is not uploaded yet: sync first.</comment>
            <translation>
                <numerusform>{count} lectura sin subir: sincronizar primero.</numerusform>
                <numerusform>{count} lecturas sin subir: sincronizar primero.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} scans were new to the server</source>
            <comment>{count} scan was new to the server</comment>
            <translation>
                <numerusform>{count} lectura nueva para el servidor</numerusform>
                <numerusform>{count} lecturas nuevas para el servidor</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} sealed files of earlier stores wait to go up.</source>
            <comment>{count} sealed file of an earlier store waits to go up.</comment>
            <translation>
                <numerusform>{count} archivo sellado de un almacén anterior espera para subir.</numerusform>
                <numerusform>{count} archivos sellados de almacenes anteriores esperan para subir.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} things left to try</source>
            <comment>{count} thing left to try</comment>
            <translation>
                <numerusform>{count} cosa por probar</numerusform>
                <numerusform>{count} cosas por probar</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} things to mend</source>
            <comment>{count} thing to mend</comment>
            <translation>
                <numerusform>{count} cosa por arreglar</numerusform>
                <numerusform>{count} cosas por arreglar</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} tickets</source>
            <comment>{count} ticket</comment>
            <translation>
                <numerusform>{count} entrada</numerusform>
                <numerusform>{count} entradas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} times more.</source>
            <comment>Once more.</comment>
            <translation>
                <numerusform>Una vez más.</numerusform>
                <numerusform>{count} veces más.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>{count} wait to be dealt with.</source>
            <comment>{count} waits for somebody to deal with it.</comment>
            <translation>
                <numerusform>{count} por resolver.</numerusform>
                <numerusform>{count} por resolver.</numerusform>
            </translation>
        </message>
        <message>
            <source>{count} waiting</source>
            <translation>{count} pendientes</translation>
        </message>
        <message numerus="yes">
            <source>{count} were known</source>
            <comment>{count} was known</comment>
            <translation>
                <numerusform>{count} ya conocida</numerusform>
                <numerusform>{count} ya conocidas</numerusform>
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
            <translation>{day} {month}</translation>
        </message>
        <message>
            <source>{day} {month} {year}</source>
            <translation>{day} {month} {year}</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation>{done} de {total}</translation>
        </message>
        <message>
            <source>{done} scans</source>
            <translation>{done} lecturas</translation>
        </message>
        <message>
            <source>{done} tickets</source>
            <translation>{done} entradas</translation>
        </message>
        <message>
            <source>{file}: {why}</source>
            <translation>{file}: {why}</translation>
        </message>
        <message>
            <source>{first} to {last} of {total}</source>
            <translation>{first} a {last} de {total}</translation>
        </message>
        <message>
            <source>{free} GB free</source>
            <translation>{free} GB libres</translation>
        </message>
        <message>
            <source>{gate} does not take this kind of ticket.</source>
            <translation>{gate} no admite este tipo de entrada.</translation>
        </message>
        <message>
            <source>{gate} is not open yet.</source>
            <translation>{gate} aún no está abierto.</translation>
        </message>
        <message>
            <source>{gate} takes no more guests.</source>
            <translation>{gate} ya no admite a nadie.</translation>
        </message>
        <message>
            <source>{gate}: {way}</source>
            <translation>{gate}: {way}</translation>
        </message>
        <message>
            <source>{inside} of {party} in</source>
            <translation>{inside} de {party} dentro</translation>
        </message>
        <message>
            <source>{inside} of {party} of your group are in</source>
            <translation>{inside} de {party} de su grupo están dentro</translation>
        </message>
        <message>
            <source>{left} left</source>
            <translation>quedan {left}</translation>
        </message>
        <message>
            <source>{left} of {party} places left</source>
            <translation>Quedan {left} de {party} plazas</translation>
        </message>
        <message>
            <source>{length} characters: {text}</source>
            <translation>{length} caracteres: {text}</translation>
        </message>
        <message>
            <source>{minutes} min ago</source>
            <translation>hace {minutes} min</translation>
        </message>
        <message>
            <source>{name} (not plugged in)</source>
            <translation>{name} (sin conectar)</translation>
        </message>
        <message>
            <source>{name} (not there)</source>
            <translation>{name} (no está)</translation>
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
            <translation>{off} s de diferencia, con {error} s de margen</translation>
        </message>
        <message>
            <source>{people} · max {capacity}</source>
            <translation>{people} · máx. {capacity}</translation>
        </message>
        <message>
            <source>{printer} did not print. Check that it is on and has paper; nothing is lost.</source>
            <translation>{printer} no imprimió. Comprobar que está encendida y tiene papel; no se pierde nada.</translation>
        </message>
        <message>
            <source>{rate} a second</source>
            <translation>{rate} por segundo</translation>
        </message>
        <message>
            <source>{rate} entries a second</source>
            <translation>{rate} anotaciones por segundo</translation>
        </message>
        <message>
            <source>{seconds} s ago</source>
            <translation>hace {seconds} s</translation>
        </message>
        <message>
            <source>{seen} of {expected} doors in sight</source>
            <translation>{seen} de {expected} puertas a la vista</translation>
        </message>
        <message>
            <source>{seen} of {expected} other doors in sight.</source>
            <translation>{seen} de {expected} puertas más a la vista.</translation>
        </message>
        <message>
            <source>{seen} of {others} other doors in sight</source>
            <translation>{seen} de {others} puertas más a la vista</translation>
        </message>
        <message>
            <source>{start} to {end}</source>
            <translation>{start} a {end}</translation>
        </message>
        <message>
            <source>{tickets}, not compared with the server</source>
            <translation>{tickets}, sin comparar con el servidor</translation>
        </message>
        <message>
            <source>{tickets}, the same as on the server</source>
            <translation>{tickets}, las mismas que en el servidor</translation>
        </message>
        <message>
            <source>{tickets}; the list is changing right now</source>
            <translation>{tickets}; la lista está cambiando ahora</translation>
        </message>
        <message>
            <source>{title}. {detail}</source>
            <translation>{title}. {detail}</translation>
        </message>
        <message>
            <source>{what}, as of the last contact</source>
            <translation>{what}, según el último contacto</translation>
        </message>
        <message>
            <source>{what}.</source>
            <translation>{what}.</translation>
        </message>
        <message>
            <source>{who} was refused. With a PIN you let in all the same; your name goes with it.</source>
            <translation>{who}: entrada rechazada. Con el PIN se deja pasar igualmente; queda anotado el nombre.</translation>
        </message>
        <message>
            <source>{who} will not count as let in, and the ticket can be used again.</source>
            <translation>{who} dejará de contar como dentro y la entrada podrá usarse de nuevo.</translation>
        </message>
        <message>
            <source>{why}. Choose another place</source>
            <translation>{why}. Elegir otro lugar</translation>
        </message>
        <message>
            <source>“Copy for support” copies no names, places or tickets.</source>
            <translation>«Copiar datos» no copia nombres, lugares ni entradas.</translation>
        </message>
        <message>
            <source>“{name}” holds no pictures that can be read.</source>
            <translation>«{name}» no contiene imágenes legibles.</translation>
        </message>
        <message>
            <source>“{text}”</source>
            <translation>«{text}»</translation>
        </message>
    </context>
</TS>
