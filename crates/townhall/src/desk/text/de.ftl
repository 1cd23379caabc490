# Words of the pages of the person at the desk.

desk-navigation-start = Übersicht
desk-navigation-upload = Zahlen einlesen
desk-navigation-close = Schreibtisch schließen

desk-title = Schreibtisch
desk-title-empty = Willkommen bei Lotse
desk-lead = Hier lesen Sie Zahlen ein und pflegen, was Ihre Kommune dazu sagt. Alles bleibt auf diesem Rechner.
desk-lead-empty = Für welche Gemeinde arbeiten Sie? Suchen Sie nach dem Namen oder dem amtlichen Schlüssel. Sie können später weitere hinzufügen.
desk-tasks = Was möchten Sie tun?
desk-homes = Kommunen mit eigenen Seiten
desk-to-home = Zur Seite von { $name }
desk-waiting = { $n ->
    [one] Eine Datei wartet auf Ihre Entscheidung.
   *[other] { $n } Dateien warten auf Ihre Entscheidung.
}
desk-waiting-link = Ansehen
desk-newest = Zuletzt eingelesen
desk-newest-caption = Die letzten Datenlieferungen
desk-newest-delivery = Datenlieferung
desk-newest-at = Eingelesen am
desk-task-upload = Zahlen einlesen
desk-task-upload-lead = Eine Datei eines statistischen Amts oder eine eigene Tabelle. Ein Probelauf zeigt, was darin steht, bevor etwas gespeichert wird.
desk-task-homes = Kommune hinzufügen
desk-task-homes-lead = Einer Gemeinde, einem Gemeindeverband oder einem Kreis eigene Seiten geben.

desk-home-title = Wählen Sie Ihre Gemeinde
desk-home-lead = Gemeinden, Gemeindeverbände, Kreise und Länder stehen im amtlichen Verzeichnis. Die gewählte bekommt eigene Seiten.
desk-home-search = Name oder amtlicher Schlüssel
desk-home-found = Gefunden für „{ $q }“
desk-home-none = Unter diesem Namen oder Schlüssel steht nichts im amtlichen Verzeichnis. Bitte prüfen Sie die Schreibweise, oder suchen Sie nur nach dem Anfang.
desk-home-more = Gezeigt sind { $shown } von { $n }. Schreiben Sie mehr vom Namen, um weniger zu finden.
desk-home-choose = Wählen
desk-home-choose-name = { $name } wählen
desk-home-has-pages = hat schon eigene Seiten
desk-home-other-level = Eigene Seiten gibt es für Gemeinden, Gemeindeverbände und Kreise.
desk-home-unknown = Dieser Schlüssel steht nicht im amtlichen Verzeichnis. Bitte suchen Sie die Gemeinde noch einmal.

desk-upload-title = Zahlen einlesen
desk-upload-lead = Wählen Sie eine Datei. Lotse sieht zuerst nur hinein und zeigt Ihnen, was es gefunden hat. Gespeichert wird erst, wenn Sie zustimmen.
desk-upload-files = Dateien auswählen oder hierher ziehen
desk-upload-hint = CSV, TSV, XLSX, XLS, ZIP; mehrere auf einmal sind möglich, zusammen bis { $most }.
desk-upload-folder-summary = Einen ganzen Ordner einlesen
desk-upload-folder = Ordner auswählen
desk-upload-folder-hint = Für Sammlungen, deren Dateien zusammengehören, zum Beispiel ein Datenordner von Open SDG.
desk-upload-button = Probelauf starten
desk-upload-more = Weitere Datei einlesen
desk-upload-sending = Die Datei wird übertragen und gelesen. Große Dateien brauchen einen Augenblick …
desk-upload-nothing = Es war keine Datei dabei. Bitte wählen Sie mindestens eine aus.
desk-upload-too-large = Zusammen sind die Dateien größer als { $most }. Bitte wählen Sie weniger auf einmal, oder lesen Sie die Datei mit dem Befehl „lotse import“ ein.
desk-upload-too-many = Das sind mehr als 10.000 Dateien. Bitte wählen Sie den richtigen Ordner, oder packen Sie die Dateien in ein ZIP.
desk-upload-full = Es warten schon sehr viele Dateien auf Ihre Entscheidung. Bitte übernehmen oder verwerfen Sie erst einige davon.
desk-upload-gone = Diese Datei wartet hier nicht mehr: Sie wurde übernommen oder verworfen, der Schreibtisch war inzwischen geschlossen, oder eine Zahl wurde zurückgerufen und mit ihr alle wartenden Dateien. Wird sie noch gebraucht, wählen Sie sie bitte noch einmal aus.
desk-upload-known = Was Lotse ohne Nachfrage liest
desk-upload-known-inkar = Tabellen aus INKAR (Bundesinstitut für Bau-, Stadt- und Raumforschung), wie Sie sie dort herunterladen
desk-upload-known-genesis = Tabellen der Regionaldatenbank und der Statistischen Ämter (GENESIS)
desk-upload-known-tables = eigene Tabellen mit Spalten für Gebiet, Jahr und Wert; was eine Spalte bedeutet, zeigt und fragt der Probelauf
desk-upload-known-collections = Sammlungen mehrerer Dateien, etwa Open SDG, als Ordner oder ZIP
desk-upload-next = Danach: Probelauf ansehen, Fragen beantworten, übernehmen. Alles lässt sich rückgängig machen.

desk-handed-in-title = Wartende Dateien
desk-handed-in-lead = Diese Dateien sind gelesen, aber noch nicht gespeichert. Sehen Sie jede an, und übernehmen oder verwerfen Sie sie. Beim Schließen des Schreibtischs werden sie verworfen.
desk-handed-in-none = Es wartet keine Datei auf Ihre Entscheidung.
desk-handed-in-caption = Dateien, die auf Ihre Entscheidung warten
desk-handed-in-file = Datei
desk-handed-in-state = Stand
desk-state-running = wird noch gelesen
desk-state-broken = konnte nicht bearbeitet werden
desk-state-ready = { $n ->
    [one] bereit: ein Wert
   *[other] bereit: { $n } Werte
}
desk-state-question = hat noch eine Frage

desk-running-title = { $name } wird gelesen
desk-running-lead = Lotse liest die Datei und prüft jede Zeile. Diese Seite lädt sich von selbst neu.
desk-running-since = { $name } ({ $size }), seit { $n ->
    [one] einer Sekunde
   *[other] { $n } Sekunden
}
desk-running-note = Sie können inzwischen weiterarbeiten; die Datei steht unter „Wartende Dateien“.
desk-running-again = Stand neu laden
desk-broken-title = { $name } konnte nicht bearbeitet werden
desk-broken-lead = Beim Bearbeiten ist Lotse selbst etwas misslungen. An Ihren Zahlen hat sich nichts geändert. Das sagt das Programm:

desk-trial-title = Probelauf: { $name }
desk-trial-ready = { $n ->
    [one] Ein Wert kann übernommen werden. Noch ist nichts gespeichert.
   *[other] { $n } Werte können übernommen werden. Noch ist nichts gespeichert.
}
desk-trial-not-ready = So lässt sich die Datei noch nicht übernehmen. Gespeichert ist nichts.
desk-trial-read = Werte gelesen
desk-trial-stored = werden übernommen
desk-trial-missing = { $n ->
    [0] alle mit Zahl
    [one] davon ein Feld ohne Zahl
   *[other] davon { $n } Felder ohne Zahl
}
desk-trial-corrected = werden berichtigt
desk-trial-rejected = werden abgewiesen
desk-trial-problems = Hinweise zu einzelnen Zeilen
desk-trial-problems-caption = { $shown } von { $n } Hinweisen
desk-trial-format = Erkannt: { $format }. Was die Spalten bedeuten, bringt dieser Aufbau mit; es ist nichts zuzuordnen.
desk-trial-working = Die Datei wird gelesen …
desk-understood = So versteht Lotse die ersten Werte
desk-understood-caption = Die ersten Werte; übernommen wird, was nicht als abgewiesen gekennzeichnet ist
desk-understood-rejected = wird abgewiesen
desk-tried-anew = Sie haben etwas geändert, wovon abhängt, wie die Datei gelesen wird. Das hier ist der neue Probelauf; bitte sehen Sie ihn an und übernehmen Sie dann.
desk-mistakes = { $n ->
    [one] Eine Angabe ist nicht zu verstehen. Sie ist unten gekennzeichnet; alles andere steht noch da.
   *[other] { $n } Angaben sind nicht zu verstehen. Sie sind unten gekennzeichnet; alles andere steht noch da.
}
desk-recalled = Eine Datei mit denselben Spalten haben Sie schon einmal eingelesen. Ihre Angaben von damals sind eingetragen.
desk-forget = Angaben von damals vergessen
desk-questions = Angaben zur Datei
desk-questions-lead = Was die Datei selbst sagt, brauchen Sie nicht auszufüllen. Lassen Sie leer, was Sie nicht wissen.
desk-question-indicator = Was wird gezählt?
desk-question-indicator-hint = Der Name des Indikators, zum Beispiel „Radwege in Kilometern“. Die Datei nennt keinen.
desk-question-unit = In welcher Einheit wird gezählt?
desk-question-unit-of = In welcher Einheit steht „{ $indicator }“?
desk-question-unit-open = bitte wählen
desk-question-unit-hint = Die Datei nennt keine Einheit. Ohne sie steht neben den Werten später „Einheit nicht genannt“, und mit ihnen lässt sich nicht rechnen.
desk-question-territory = Um welches Gebiet geht es?
desk-question-territory-column = steht in einer Spalte
desk-question-territory-home = alle Zeilen gelten für { $name }
desk-question-territory-hint = Keine Spalte enthält amtliche Schlüssel. Wählen Sie Ihre Kommune, oder ordnen Sie unten die richtige Spalte zu.
desk-question-period = Für welches Jahr gelten die Werte?
desk-question-period-hint = Keine Spalte nennt Jahre. Schreiben Sie das Jahr, zum Beispiel 2024, oder ordnen Sie unten die richtige Spalte zu.
desk-question-reading = Wie sind die Zeiträume gemeint?
desk-question-open = bitte wählen
desk-question-decimal-sign = Welches Zeichen trennt die Nachkommastellen?
desk-decimal-comma = Komma: 1.234,5
desk-decimal-point = Punkt: 1,234.5
desk-question-known-on = Datenstand
desk-question-known-on-now = Ohne Angabe gilt der { $date }. Nennt der Herausgeber einen anderen Tag der Veröffentlichung, tragen Sie ihn ein, zum Beispiel 31.5.2024.
desk-question-known-on-said = Es gilt Ihre Angabe: { $date }. Ist das Feld leer, gilt der Tag, den die Datei nennt, sonst heute.
desk-question-known-on-hint = Der Tag, an dem der Herausgeber die Zahlen so veröffentlicht hat. Ohne Angabe gilt heute.
desk-question-source-note = Woher stammen die Zahlen?
desk-question-source-note-hint = Dieser Satz steht später neben jeder Zahl, zum Beispiel „Gemeinde Musterstadt, Bauamt, 2024“.
desk-question-licence = Lizenz
desk-question-licence-open = noch nicht festgelegt
desk-question-licence-hint = Unter welchen Bedingungen andere die Zahlen verwenden dürfen. Für Zahlen von Behörden ist dl-de/by-2-0 üblich.
desk-question-visibility = Wer darf die Werte sehen?
desk-question-visibility-hint = Die Werte hat der Herausgeber schon veröffentlicht. Übernehmen Sie die Tabelle trotzdem intern, wenn Sie sie zuerst prüfen möchten.
desk-question-visibility-own = Diese Tabelle nennt keinen Herausgeber. Darum bleibt sie bei Ihnen, bis Sie „alle“ wählen. Zahlen, die etwas über Einzelne verraten könnten, werden auch dann nicht veröffentlicht.
desk-question-counts = Was wird gezählt?
desk-question-counts-hint = Auch Fälle, hinter denen Menschen stehen, zählen als Menschen. Danach richtet sich, ab welcher Zahl alle die Werte sehen dürfen. Kleinere Zahlen lassen sich nur intern übernehmen.
desk-counts-people = Menschen (ab 3)
desk-counts-social = Sozialdaten (ab 10)
desk-counts-things = Dinge, Geld, Flächen
desk-visibility-public = alle, sobald sie übernommen sind
desk-visibility-internal = intern: nur wer am Schreibtisch arbeitet
desk-question-header-row = Zeile mit den Spaltennamen
desk-question-header-row-now = Erkannt: Zeile { $row }. Stimmt das nicht, tragen Sie die richtige Nummer ein.
desk-question-header-row-none = Keine wurde erkannt. Die Nummern stehen oben am Rand der Tabelle.
desk-question-sheet = Tabellenblatt
desk-mistake-date = Das ist kein Tag. Bitte schreiben Sie ihn wie 31.5.2024.
desk-mistake-future = Dieser Tag liegt in der Zukunft. Bitte tragen Sie den Tag der Veröffentlichung ein.
desk-mistake-period = Das ist kein Zeitraum. Bitte schreiben Sie ein Jahr wie 2024 oder ein Quartal wie 2024-Q1.
desk-mistake-row = Das ist keine Zeilennummer. Bitte schreiben Sie eine Zahl ab 1.
desk-table = So beginnt die Datei
desk-table-lead = Prüfen Sie, ob die Spalten richtig gedeutet sind. Nur was nicht stimmt, müssen Sie ändern.
desk-table-caption = Die ersten Zeilen, wie sie in der Datei stehen
desk-table-header-line = Zeile mit den Spaltennamen
desk-table-assign = Was die Spalten bedeuten
desk-table-remembered = Was Sie ändern, merkt sich Lotse beim Übernehmen für die nächste Datei mit denselben Spalten.
desk-columns-caption = Spalten und ihre Bedeutung
desk-columns-more = (gezeigt sind { $shown } von { $n })
desk-columns-column = Spalte
desk-columns-role = Bedeutung
desk-columns-examples = Beispiele
desk-columns-nameless = Spalte { $n }
desk-columns-look = bitte prüfen
desk-role-detect = automatisch erkennen
desk-role-detected = erkannt: { $role }
desk-role-territory = Gebiet (amtlicher Schlüssel)
desk-role-territory-name = Gebiet (Name)
desk-role-territory-part = Teil des Gebietsschlüssels
desk-role-level = Ebene des Gebiets
desk-role-period = Jahr oder Zeitraum
desk-role-period-part = Monat, Quartal oder Halbjahr des Jahres
desk-role-value = Wert
desk-role-value-of = Werte des Jahres im Spaltennamen
desk-role-values-of-indicator = Werte des Indikators im Spaltennamen
desk-role-values-at = Werte eines Indikators in einem Jahr
desk-role-values-under = Werte, wie der mehrzeilige Tabellenkopf sagt
desk-role-values-of-territory = Werte eines Gebiets
desk-role-indicator = Name des Indikators
desk-role-unit = Einheit
desk-role-status = Kennzeichen
desk-role-dimension = Gliederung (zum Beispiel Geschlecht)
desk-role-remark = Bemerkung
desk-role-ignore = nicht verwenden
desk-reading-half_years = Halbjahre
desk-reading-thirds = Drittel eines Jahres
desk-reading-quarters = Quartale
desk-reading-months = Monate
desk-reading-school_years = Schuljahre
desk-reading-spans = mehrjährige Zeiträume
desk-take = { $n ->
    [one] Einen Wert übernehmen
   *[other] { $n } Werte übernehmen
}
desk-try-again = Noch einmal probieren
desk-discard = Datei verwerfen
desk-problems-sheet = Blatt
desk-problems-row = Zeile
desk-problems-column = Spalte
desk-problems-end = Ausgang
desk-problems-piece = Stelle
desk-problems-what = Was ist und was zu tun ist

# Why a whole file cannot be taken yet.

desk-file-missing-header = Lotse findet keine Zeile mit Spaltennamen. Tragen Sie unten ihre Nummer ein.
desk-file-missing-territory = Keine Spalte sagt, um welches Gebiet es geht. Wählen Sie unten Ihre Kommune, oder ordnen Sie die Spalte mit dem amtlichen Schlüssel zu.
desk-file-missing-period = Keine Spalte sagt, für welches Jahr die Werte gelten. Ordnen Sie unten die Spalte zu, oder tragen Sie das Jahr ein.
desk-file-missing-value = Keine Spalte enthält die Werte. Ordnen Sie sie unten zu.
desk-file-missing-decimal-sign = Ob Komma oder Punkt die Nachkommastellen trennt, lässt sich der Datei nicht ansehen. Bitte wählen Sie es unten.
desk-file-missing-period-reading = Die Zeiträume lassen sich auf mehrere Arten lesen. Bitte wählen Sie unten, wie sie gemeint sind.
desk-file-missing-indicator = Die Datei sagt nicht, was gezählt wird. Bitte tragen Sie unten den Namen ein.
desk-file-missing-lines = Unter den Spaltennamen steht keine Zeile mit Zahlen. Bitte exportieren Sie die Datei noch einmal.
desk-file-no-indicator = Die Datei sagt nicht, was gezählt wird. Bitte tragen Sie unten den Namen ein.
desk-file-no-header = Lotse findet keine Zeile mit Spaltennamen. Tragen Sie unten ihre Nummer ein.
desk-file-data-state = Der Datenstand passt nicht zu dem, den die Datei selbst nennt. Lassen Sie das Feld leer.
desk-file-empty = Die Datei ist leer. Bitte exportieren oder laden Sie sie noch einmal herunter.
desk-file-not-recognised = Lotse erkennt nicht, wie diese Datei aufgebaut ist. Lesen kann es Arbeitsmappen (XLSX, XLS), Tabellen (CSV, TSV) mit einer Zeile von Spaltennamen und ZIP-Sammlungen der statistischen Ämter.
desk-file-other-kind = Das ist keine Tabelle mit Zahlen, sondern eine andere Art von Datei, zum Beispiel Grenzen, eine Liste oder ein Dokument. Grenzen lesen Sie auf der Startseite unter „Grenzen einlesen“ ein. Zahlen speichern Sie bitte als XLSX oder CSV.
desk-file-encrypted = Die Arbeitsmappe ist mit einem Kennwort geschützt. Bitte entfernen Sie den Schutz in der Tabellenkalkulation und speichern Sie sie neu.
desk-file-damaged = Die Datei ist beschädigt. Bitte laden Sie sie noch einmal herunter, oder öffnen Sie sie in einer Tabellenkalkulation und speichern Sie sie als XLSX.
desk-file-truncated = Die Datei ist abgeschnitten: Ihr Ende fehlt. Bitte laden oder kopieren Sie sie noch einmal.
desk-file-ratio = Die gepackte Datei würde beim Entpacken übermäßig groß, wie es bei schädlichen Dateien vorkommt. Sie wurde nicht geöffnet. Bitte speichern Sie die Zahlen als CSV.
desk-file-decoded-too-large = Die gepackte Datei würde beim Entpacken zu groß. Bitte speichern Sie die Zahlen als CSV.
desk-file-workbook-too-large = Die Arbeitsmappe ist zu groß. Bitte teilen Sie sie auf, oder speichern Sie die Zahlen als CSV.
desk-file-no-data = Unter den Spaltennamen steht keine Zeile mit Zahlen. Bitte exportieren Sie die Datei noch einmal.
desk-file-nothing-to-store = Keine Zeile lässt sich übernehmen. Die Gründe stehen unter den Hinweisen.
desk-file-keys-not-figures = Die Datei ist ein Verzeichnis amtlicher Schlüssel und enthält keine Zahlen zum Einlesen.
desk-file-mapping = Die Zuordnung der Spalten passt so nicht zusammen. Jede Bedeutung wie Gebiet, Jahr oder Wert gibt es nur einmal. Bitte prüfen Sie sie unten.
desk-file-missing-role = Es fehlt eine Spalte für Gebiet, Jahr oder Wert. Bitte ordnen Sie sie unten zu.

desk-report-title = Geschafft: Die Zahlen sind eingelesen
desk-report-lead = { $n ->
    [one] Ein Wert aus { $file } ist übernommen und steht ab jetzt auf den Seiten.
   *[other] { $n } Werte aus { $file } sind übernommen und stehen ab jetzt auf den Seiten.
}
desk-report-computed-title = Eigene Berechnung
desk-report-computed-lead = { $n ->
    [one] { $name }: ein berechneter Wert. Er folgt seinen Ausgangswerten und lässt sich nicht für sich rückgängig machen.
   *[other] { $name }: { $n } berechnete Werte. Sie folgen ihren Ausgangswerten und lassen sich nicht für sich rückgängig machen.
}
desk-report-internal-title = Geschafft: Die Zahlen sind gespeichert, intern
desk-report-internal-lead = { $n ->
    [one] Ein Wert aus { $file } ist gespeichert. Sehen kann ihn nur, wer am Schreibtisch arbeitet.
   *[other] { $n } Werte aus { $file } sind gespeichert. Sehen kann sie nur, wer am Schreibtisch arbeitet.
}
desk-undo-what = Was
desk-undo-computed = Das ist eine eigene Berechnung. Sie folgt ihren Ausgangswerten: Machen Sie eine der Datenlieferungen rückgängig, aus denen sie berechnet ist, und es wird neu gerechnet. Soll gar nicht mehr gerechnet werden, nehmen Sie dem Indikator seine Formel.
desk-report-rejected = { $n ->
    [one] Eine Zeile wurde abgewiesen.
   *[other] { $n } Zeilen wurden abgewiesen.
}
desk-report-to-problems = Warum, und was zu tun ist
desk-report-home = Das sagen die neuen Zahlen über { $name }
desk-report-home-more = Dort stehen alle { $n } Indikatoren dieser Lieferung.
desk-report-not-home = Über Ihre Kommune enthält diese Datei keine neuen Zahlen. Sie finden die Werte bei den Gebieten, um die es geht.
desk-report-next = Wie es weitergeht
desk-report-to-report = Bericht: was aus jeder Zeile wurde
desk-report-withdrawn = Diese Zahlen zählen nicht mehr
desk-report-withdrawn-lead = Die Datenlieferung { $file } wurde zurückgenommen. Was vor ihr galt, gilt wieder.

desk-undo-link = Diese Datenlieferung rückgängig machen
desk-undo-title = Datenlieferung { $number } rückgängig machen
desk-undo-lead = Danach gelten wieder die Werte, die vorher galten. Gelöscht wird nichts: Datei, Werte, Bericht und Ihre Begründung bleiben lesbar.
desk-undo-values = Werte
desk-undo-reason = Warum?
desk-undo-reason-hint = Ein Satz genügt, zum Beispiel „Falsche Datei ausgewählt“. Er steht später beim Bericht.
desk-undo-reason-missing = Bitte schreiben Sie einen Grund dazu, damit andere die Rücknahme verstehen.
desk-undo-button = Rückgängig machen
desk-undo-not = Abbrechen
desk-undo-refused = Diese Datenlieferung wurde schon zurückgenommen, oder sie ist selbst eine Rücknahme.

# Was über den Aufbau von Dateien gemerkt ist.

desk-layouts-title = Gemerkte Zuordnungen
desk-layouts-link = Gemerkte Zuordnungen ansehen
desk-layouts-lead = Was Sie einmal über eine Tabelle gesagt haben, gilt für die nächste mit denselben Spalten, hier und bei „lotse import“. Stimmt etwas nicht mehr, vergessen Sie es; dann fragt Lotse neu.
desk-layouts-none = Noch ist nichts gemerkt. Sobald Sie eine Tabelle übernehmen, zu der Sie etwas angegeben haben, steht sie hier.
desk-layouts-caption = { $n ->
    [one] Ein gemerkter Aufbau
   *[other] { $n } gemerkte Aufbauten
}
desk-layouts-file = Zuletzt bei der Datei
desk-layouts-said = Ihre Angaben
desk-layouts-at = Gemerkt am
desk-layouts-do = Ändern
desk-layouts-forget = Vergessen
desk-layouts-forget-of = Angaben zu { $name } vergessen
desk-layouts-back = Zurück zu „Zahlen einlesen“
desk-layouts-column = Spalte „{ $column }“: { $role }
desk-layouts-indicator = Gezählt wird: { $answer }
desk-layouts-territory = Gebiet: { $answer }
desk-layouts-period = Zeitraum: { $answer }
desk-layouts-sheet = Tabellenblatt: { $answer }
desk-layouts-header-row = Zeile mit den Spaltennamen: { $answer }
desk-layouts-decimal-sign = Dezimalzeichen: { $answer }
desk-layouts-period-reading = Zeiträume: { $answer }
desk-layouts-source-note = Quelle: { $answer }
desk-layouts-licence = Lizenz: { $answer }
desk-layouts-unit = Einheit von „{ $indicator }“: { $unit }
desk-layouts-visibility = Wer die Werte sieht: { $answer }
desk-layouts-counts = Gezählt werden: { $answer }
