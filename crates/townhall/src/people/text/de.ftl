# Words of the pages on which a person is let in to the desk, turned away, or leaves it.

desk-entered = Willkommen am Schreibtisch
desk-entered-lead = Dieser Browser darf jetzt Zahlen einlesen und ändern. Der Link, mit dem Sie gekommen sind, ist damit verbraucht.
desk-entered-onward = Zum Schreibtisch
desk-not-open-title = Der Schreibtisch ist hier nicht geöffnet
desk-not-open = Diese Seite gehört zum Schreibtisch, und in diesem Browser ist er gerade nicht geöffnet.
desk-form-foreign-title = Dieses Formular wurde nicht angenommen
desk-form-foreign = Es trägt nicht das Kennzeichen Ihrer jetzigen Sitzung am Schreibtisch: Es stammt aus einer früheren Sitzung, oder ein anderes Programm hat es geschickt. Gespeichert ist nichts. Bitte öffnen Sie die Seite neu und senden Sie das Formular von dort.
desk-link-used = Dieser Link wurde schon einmal geöffnet. Er gilt nur ein einziges Mal, damit niemand anderes damit hereinkommt. Waren Sie das nicht selbst, beenden Sie Lotse sofort und starten Sie es neu.
desk-link-unknown = Dieser Link gilt nicht mehr, oder es hat ihn nie gegeben. Ein Link gilt zehn Minuten lang.
desk-open-anew = Einen neuen Zugang bekommen Sie, indem Sie Lotse noch einmal starten:
desk-open-anew-note = Läuft Lotse schon, öffnet das nur einen neuen Zugang; was schon eingelesen ist, bleibt, wie es ist.
desk-again-title = Bitte noch einmal senden
desk-again-lead = Nichts ist verloren: Ihre Sitzung am Schreibtisch war zu Ende, als Sie die Angaben abgeschickt haben. Gespeichert wurde noch nichts.
desk-again-open-title = Der Schreibtisch ist wieder offen
desk-again-open-lead = Ihre Angaben stammen aus einer früheren Sitzung und sind noch nicht gespeichert. Bitte prüfen Sie sie und senden Sie sie jetzt.
desk-again-open-button = Jetzt senden
desk-again-how = Sobald der Schreibtisch in diesem Browser wieder geöffnet ist, senden Sie Ihre Angaben von hier aus noch einmal.
desk-again-button = Noch einmal senden
desk-again-typed = Das haben Sie angegeben
desk-again-yes = ja
desk-again-other = Weitere Angabe
desk-token-old = Diese Seite stammt aus einer früheren Sitzung am Schreibtisch. Bitte laden Sie die Seite neu und wählen Sie die Dateien noch einmal aus.
desk-close-title = Schreibtisch schließen
desk-close-lead = Lotse wird auf diesem Rechner beendet. Alles Eingelesene ist gespeichert; Probeläufe, die Sie noch nicht bestätigt haben, werden verworfen.
desk-close-button = Schreibtisch schließen
desk-close-not = Weiterarbeiten
desk-goodbye = Der Schreibtisch ist geschlossen
desk-goodbye-lead = Lotse ist beendet. Sie können dieses Fenster schließen.

# What the terminal says.

desk-terminal-open = Der Schreibtisch ist geöffnet. Öffnet sich kein Browser, öffnen Sie diesen Link; er gilt einmal und zehn Minuten lang:
desk-terminal-already-open = Ein Schreibtisch ist auf diesem Datenordner schon geöffnet. Hier ist ein neuer Zugang zu ihm:
desk-terminal-no-browser = Es ließ sich kein Browser öffnen. Bitte öffnen Sie den Link selbst.
desk-terminal-end = Zum Beenden schließen Sie den Schreibtisch im Browser, oder drücken Sie hier Strg+C.
desk-terminal-closed = Der Schreibtisch ist geschlossen.
desk-terminal-folder = Ihre Daten liegen auf diesem Rechner, im Ordner { $folder }
desk-terminal-wait = Lotse konnte nicht starten; der Grund steht darüber. Drücken Sie die Eingabetaste, um dieses Fenster zu schließen.
desk-upload-broken = Die Übertragung brach ab, bevor die Dateien ganz da waren. Es ist nichts gespeichert. Bitte wählen Sie sie noch einmal aus.
