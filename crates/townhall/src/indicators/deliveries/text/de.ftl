# Words of the pages about deliveries, their reports and the origin of single numbers.

delivery-list-title = Datenlieferungen
delivery-list-lead = Eine Datenlieferung ist eine Datei mit amtlichen Zahlen, die als Ganzes übernommen wurde: mit Quelle, Lizenz und Datenstand; das Original wird unverändert aufbewahrt. Ihr Bericht zeigt, was aus jeder einzelnen Zeile der Datei geworden ist.
delivery-list-caption = Datenlieferungen, die neuesten zuerst
delivery-list-empty = Es gibt noch keine Datenlieferung. Zahlen nimmt die Person auf, die Lotse betreibt, mit diesem Befehl:
delivery-list-empty-at-desk = Es gibt noch keine Datenlieferung. Lesen Sie Ihre erste Datei ein; vorher zeigt ein Probelauf, was darin steht.
delivery-list-end = Ältere Datenlieferungen gibt es nicht.
delivery-list-older = Ältere Datenlieferungen
delivery-list-newest = Zu den neuesten
delivery-list-pager = Weitere Datenlieferungen
delivery-column-delivery = Datenlieferung
delivery-column-known-on = Datenstand
delivery-column-taken = Übernommen
delivery-column-rejected = Abgewiesen
delivery-column-accepted-at = Tag der Aufnahme

delivery-name = Datenlieferung { $number }
delivery-withdrawal-of = Rücknahme der Datenlieferung { $number }
delivery-tag-withdrawn = zurückgenommen
delivery-tag-withdrawal = Rücknahme
delivery-tag-internal = intern

delivery-all-taken = { $n ->
    [one] Die einzige Zeile der Datei wurde übernommen.
   *[other] Alle { $n } Zeilen der Datei wurden übernommen.
}
delivery-some-corrected = { $corrected ->
    [one] Alle { $n } Zeilen wurden übernommen, eine davon nach einer Berichtigung, die unten genannt ist.
   *[other] Alle { $n } Zeilen wurden übernommen, { $corrected } davon nach einer Berichtigung, die unten genannt ist.
}
delivery-some-rejected = { $rejected ->
    [one] Eine von { $n } Zeilen wurde abgewiesen; die übrigen sind übernommen.
   *[other] { $rejected } von { $n } Zeilen wurden abgewiesen; die übrigen sind übernommen.
}
delivery-to-problems = Was an welcher Stelle der Datei steht, sagen die Hinweise.
delivery-was-withdrawn = Diese Datenlieferung zählt nicht mehr. Sie wurde am { $date } zurückgenommen; was vor ihr galt, gilt wieder. Datei, Werte und Bericht bleiben lesbar.
delivery-reason = Begründung: { $reason }
delivery-withdraws = Hiermit wurde eine Datenlieferung zurückgenommen: Ihre Werte zählen seitdem nicht mehr, die Werte davor gelten wieder. Gelöscht wurde nichts.
delivery-withdrawn-delivery = Zurückgenommen
delivery-withdrawn-at = Zurückgenommen am
delivery-reason-name = Begründung
delivery-reason-none = keine angegeben

delivery-account-heading = Zeilenrechnung
delivery-account-lead = Eine Zeile ist ein Feld, in dem ein Wert steht oder stehen müsste. Jede Zeile der Datei hat genau einen Ausgang.
delivery-account-caption = Was aus den Zeilen der Datei wurde
delivery-account-column-end = Ausgang
delivery-account-column-of-which = davon
delivery-account-column-rows = Zeilen
delivery-account-column-meaning = Was das heißt
delivery-account-stored = übernommen
delivery-account-stored-meaning = Der Wert wurde so übernommen, wie er in der Datei steht.
delivery-account-missing = ohne Wert
delivery-account-missing-meaning = Das Feld ist leer oder trägt ein Zeichen dafür, dass es keinen Wert gibt. Auch das ist eine Auskunft.
delivery-account-unchanged = unverändert
delivery-account-unchanged-meaning = Denselben Wert hatte schon eine frühere Datenlieferung gebracht.
delivery-account-duplicate = doppelt, gleich
delivery-account-duplicate-meaning = Die Datei nennt denselben Wert ein zweites Mal.
delivery-account-corrected = berichtigt
delivery-account-corrected-meaning = Der Wert wurde übernommen, nachdem ein offensichtlicher Schreibfehler behoben war, zum Beispiel eine verlorene führende Null im Schlüssel. Jede Berichtigung steht unter den Hinweisen.
delivery-account-rejected = abgewiesen
delivery-account-rejected-meaning = Der Wert wurde nicht übernommen. Der Grund steht unter den Hinweisen.
delivery-account-sum = gelesen, zusammen
delivery-account-sum-meaning = übernommen + berichtigt + abgewiesen = { $stored } + { $corrected } + { $rejected } = { $read }
delivery-skipped = Dazu kommen Zeilen ohne Zahlen, die nicht mitgezählt werden:
delivery-skipped-none = Zeilen ohne Zahlen enthält die Datei nicht.
delivery-skipped-preamble = { $n ->
    [one] eine Zeile mit Titel oder Erläuterung über der Tabelle
   *[other] { $n } Zeilen mit Titel oder Erläuterung über der Tabelle
}
delivery-skipped-header = { $n ->
    [one] eine Kopfzeile
   *[other] { $n } Kopfzeilen
}
delivery-skipped-footer = { $n ->
    [one] eine Fußzeile
   *[other] { $n } Fußzeilen
}
delivery-skipped-blank = { $n ->
    [one] eine Leerzeile
   *[other] { $n } Leerzeilen
}
delivery-skipped-attributes = { $n ->
    [one] eine Zeile mit Angaben zu einem Teil der Werte
   *[other] { $n } Zeilen mit Angaben zu einem Teil der Werte
}
delivery-skipped-total = { $n ->
    [one] eine Summenzeile ohne eigenen Schlüssel
   *[other] { $n } Summenzeilen ohne eigenen Schlüssel
}
delivery-skipped-other_table = { $n ->
    [one] eine Zeile einer Tabelle, die nicht gelesen wurde
   *[other] { $n } Zeilen von Tabellen, die nicht gelesen wurden
}
delivery-skipped-other_sheet = { $n ->
    [one] eine Zeile auf anderen Blättern
   *[other] { $n } Zeilen auf anderen Blättern
}
delivery-skipped-other = { $kind }: { $n }

delivery-source-heading = Quelle
delivery-provider = Herausgeber
delivery-publication = Veröffentlichung
delivery-edition = Ausgabe
delivery-source-note = Quellenvermerk
delivery-licence = Lizenz
delivery-data-set = Datensatz
delivery-area-state = Gebietsstand
delivery-area-of-its-day = jeweiliger Stand: Jeder Wert gilt für das Gebiet, wie es damals war
delivery-area-recomputed = umgerechnet auf die Gebiete am { $date }
delivery-area-unstated = von der Quelle nicht genannt
delivery-unstated = von der Quelle nicht genannt
delivery-known-on = Datenstand
delivery-basis-file = { $date }; das steht in der Datei.
delivery-basis-asked = { $date }; das hat die Person angegeben, die die Datei übernommen hat.
delivery-basis-edition = spätestens { $date }; das Ende des Jahres, nach dem die Ausgabe heißt. Einen genaueren Tag nennt die Datei nicht.
delivery-basis-accepted = { $date }; die Datei nennt keinen Datenstand, deshalb gilt der Tag der Aufnahme.
delivery-basis-inputs = { $date }; der neueste Datenstand der Ausgangswerte.
delivery-accepted-at = Tag der Aufnahme

delivery-file-heading = Die Datei
delivery-file = Originaldatei
delivery-size = Größe
delivery-sha256 = Prüfsumme (SHA-256)
delivery-format = Aufbau der Datei
delivery-sheets = Blätter
delivery-detected = Erkannt
delivery-originals = Übertragen aus
delivery-originals-original = { $file } (Prüfsumme { $sha256 })
delivery-originals-note = Auszug, in eigenen Aufbau übertragen; Werte unverändert.
delivery-format-inkar = Arbeitsmappe aus INKAR (BBSR)
delivery-format-lotse-figures = Tabelle im eigenen Format von Lotse
delivery-format-official-keys = Verzeichnis amtlicher Schlüssel
delivery-format-wegweiser = Wegweiser Kommune (Bertelsmann Stiftung)
delivery-format-climate-plan = Klimaplan (Treibhausgase nach Jahr und Sektor)
delivery-format-listing = Verzeichnis ohne Zahlen
delivery-format-open-sdg = Open-SDG-Datenbestand (Ordner oder einzelne Tabelle)
delivery-format-table = Tabelle (CSV, TSV oder Arbeitsblatt)
delivery-format-genesis = Tabelle aus GENESIS (Regionaldatenbank, Statistische Ämter)
delivery-format-genesis-flat = flache Tabelle aus GENESIS (Regionaldatenbank, Statistische Ämter)
delivery-format-inkar-bulk = Gesamtbestand aus INKAR (BBSR)
delivery-format-pks = Tabelle der Polizeilichen Kriminalstatistik (Bundeskriminalamt)
delivery-format-json = Liste von Einträgen als JSON
delivery-format-lotse-observations = Beobachtungen, wie Lotse sie ausgibt
delivery-format-parquet = Beobachtungen als Parquet
delivery-format-data-package = Datenpaket (Frictionless)
delivery-format-sdmx-csv = SDMX-CSV
delivery-format-sdmx-json = SDMX-JSON
delivery-format-sdmx-ml = SDMX-ML
delivery-format-sdmx-folder = Datennachrichten und Strukturen (SDMX) in einem Ordner oder ZIP
delivery-format-sdmx-structure = Datenstruktur (SDMX)
delivery-detected-workbook = Art der Arbeitsmappe
delivery-detected-sheet = Blatt mit der Tabelle
delivery-detected-encoding = Zeichenkodierung
delivery-detected-delimiter = Trennzeichen
delivery-detected-decimal-sign = Dezimalzeichen
delivery-detected-header-line = Kopfzeile
delivery-detected-header-lines = Kopfzeilen
delivery-detected-period = Zeitraum aller Werte
delivery-detected-data-state = Datenstand laut Datei
delivery-detected-area-state = Gebietsstand laut Datei
delivery-detected-cells = Zellen
delivery-detected-lines = Datenzeilen
delivery-detected-period-reading = Lesart der Zeiträume
delivery-detected-signs = Zeichen statt Zahlen
delivery-detected-folder = Gelieferter Ordner
delivery-detected-tables = Tabellen
delivery-detected-indicators-with-metadata = Indikatoren mit Beschreibung
delivery-detected-files-of-translations = Dateien mit Übersetzungen
delivery-detected-other-files = Andere Dateien
delivery-detected-language = Sprache der Beschreibungen
delivery-detected-indicators = Indikatoren
delivery-detected-period-columns = Spalten mit Zeiträumen
delivery-detected-column = Spalte { $name }
delivery-known-short-file = laut Datei
delivery-known-short-asked = laut Angabe
delivery-known-short-edition = spätestens, nach der Ausgabe
delivery-known-short-accepted = Tag der Aufnahme
delivery-known-short-inputs = nach den Ausgangswerten
delivery-value-tab = Tabulator
delivery-value-from-line = { $value } (Zeile { $line })
delivery-value-different-by-column = je Spalte verschieden
delivery-value-with-types = mit Typen
delivery-value-none = keines nötig
delivery-value-undecided = nicht zu entscheiden
delivery-value-half_years = Halbjahre
delivery-value-thirds = Drittel eines Jahres
delivery-value-quarters = Quartale
delivery-value-months = Monate
delivery-value-school_years = Schuljahre
delivery-value-spans = mehrjährige Zeiträume
delivery-role-territory = Schlüssel des Gebiets
delivery-role-name-of-the-territory = Name des Gebiets
delivery-role-period = Zeitraum
delivery-role-value = Wert
delivery-role-indicator = Indikator
delivery-role-unit = Einheit
delivery-role-remark = Bemerkung
delivery-role-status = Kennzeichen
delivery-role-not-used = nicht verwendet
delivery-role-values-of = Werte für { $period }
delivery-role-values-of-indicator = Werte des Indikators { $name }
delivery-role-breakdown = Gliederung { $concept }

delivery-indicators-heading = Indikatoren in dieser Datenlieferung
delivery-indicators-caption = Indikatoren und wie viele neue Werte sie bekommen haben
delivery-indicators-column = Indikator
delivery-indicators-values = Neue Werte
delivery-indicators-note = Gezählt sind Werte, die neu sind oder sich geändert haben.

delivery-problems-heading = Hinweise
delivery-problems-none = Keine: An der Datei war nichts zu berichtigen und nichts abzuweisen.
delivery-problems-caption = Hinweise { $first } bis { $last } von { $n }
delivery-problems-caption-all = { $n ->
    [one] Ein Hinweis
   *[other] { $n } Hinweise
}
delivery-problems-column-place = Stelle in der Datei
delivery-problems-column-end = Ausgang
delivery-problems-column-rows = Zeilen
delivery-problems-column-what = Was ist und was zu tun ist
delivery-problems-csv = Alle Hinweise als CSV
delivery-problems-csv-part = Hinweise { $first } bis { $last } als CSV
delivery-problems-pager = Weitere Hinweise
delivery-problems-next = Nächste Hinweise
delivery-problems-previous = Vorige Hinweise
delivery-rejected = abgewiesen
delivery-corrected = berichtigt
delivery-noted = angemerkt
delivery-place-sheet = Blatt { $sheet }
delivery-place-cell = Zeile { $row }, Spalte { $letters } ({ $column })
delivery-place-none = ganze Datei

delivery-undo-heading = Rückgängig machen
delivery-undo = Diese Seiten ändern nichts. Rückgängig macht eine Datenlieferung, wer an der Befehlszeile des Servers arbeitet:
delivery-undo-at-desk = Diese Datenlieferung rückgängig machen
delivery-undo-effect = Danach gelten wieder die Werte, die vorher galten. Gelöscht wird nichts: Auch die Rücknahme ist eine Datenlieferung, mit Zeit und Begründung.
delivery-undo-withdrawal = Eine Rücknahme lässt sich nicht rückgängig machen. Um die Werte zurückzuholen, wird die Originaldatei noch einmal übernommen.
delivery-again = Um die Werte zurückzuholen, wird die Originaldatei noch einmal übernommen.

# What is wrong with rows. $piece is the offending piece of the file; "-blank" is said when there is none.

delivery-problem-period_ambiguous = Der Zeitraum „{ $piece }“ lässt sich auf mehrere Arten lesen. Bitte schreiben Sie die Spalte eindeutig, zum Beispiel 2022, 2022-Q1 oder 2022-S1.
delivery-problem-period = „{ $piece }“ ist kein Zeitraum. Bitte schreiben Sie ein Jahr als 2022, ein Quartal als 2022-Q1.
delivery-problem-period-blank = Der Zeitraum fehlt. Bitte tragen Sie das Jahr ein, zum Beispiel 2022.
delivery-problem-status = Das Kennzeichen in „{ $piece }“ ist unbekannt. Möglich sind die Buchstaben A, O, Q, L, M, U, B, P und E.
delivery-problem-below_threshold = Die Zahl ist kleiner als { $piece } und könnte etwas über Einzelne verraten. Sie wird nicht veröffentlicht und hier nicht genannt; mit „intern“ lässt sich die Datei ganz übernehmen.
delivery-problem-not_of_home = Die Datei enthält eigene Werte einer Kommune, „{ $piece }“ ist aber ein anderes Gebiet. Bitte geben Sie Zahlen über andere Gebiete mit einer eigenen Quelle.
delivery-problem-not_a_number = „{ $piece }“ ist keine Zahl, die genau übernommen werden kann. Bitte schreiben Sie nur Ziffern mit einem Dezimalzeichen, oder lassen Sie das Feld leer, wenn der Wert fehlt.
delivery-problem-dimension = Die Gliederung „{ $piece }“ ist nicht zu lesen. Bitte schreiben Sie Merkmal und Ausprägung, zum Beispiel SEX=F.
delivery-problem-number_infinite = „{ $piece }“ ist größer, als eine Zahl sein kann. Bitte berichtigen Sie das Feld.
delivery-problem-number_as_date = Das Feld ist als Datum formatiert ({ $piece }). Bitte formatieren Sie es als Zahl.
delivery-problem-number_ambiguous = „{ $piece }“ kann zwei verschiedene Zahlen bedeuten, je nachdem, ob Punkt oder Komma das Dezimalzeichen ist. Bitte schreiben Sie die Zahl eindeutig.
delivery-problem-symbol_unknown = „{ $piece }“ ist ein Zeichen, das Ämter verschieden verwenden. Bitte lassen Sie das Feld leer, wenn der Wert fehlt, und schreiben Sie 0, wenn es null ist.
delivery-problem-shifted = Die Zeile hat nicht so viele Felder wie die Kopfzeile, ihre Werte stehen vermutlich in falschen Spalten: „{ $piece }“. Bitte setzen Sie Texte mit Trennzeichen in Anführungszeichen.
delivery-problem-shifted-blank = Die Zeile hat nicht so viele Felder wie die Kopfzeile, ihre Werte stehen vermutlich in falschen Spalten. Bitte setzen Sie Texte mit Trennzeichen in Anführungszeichen.
delivery-problem-key_blank = Bei „{ $piece }“ fehlt der Schlüssel. Bitte tragen Sie den amtlichen Schlüssel des Gebiets ein.
delivery-problem-key_blank-blank = In dieser Zeile fehlt der Schlüssel. Bitte tragen Sie den amtlichen Schlüssel des Gebiets ein.
delivery-problem-double_encoded = Der Text war doppelt kodiert und wurde berichtigt, zum Beispiel „{ $piece }“. Zahlen sind davon nicht betroffen.
delivery-problem-mixed_encodings = Die Datei mischt zwei Zeichenkodierungen; beide wurden gelesen, zum Beispiel „{ $piece }“. Zahlen sind davon nicht betroffen.
delivery-problem-lost_letters = In „{ $piece }“ und ähnlichen Texten sind Buchstaben verloren gegangen, bevor die Datei hierher kam. Die Namen der Gebiete kommen aus ihren Schlüsseln. Sind andere Wörter wichtig, laden Sie die Datei bitte noch einmal herunter.
delivery-problem-indicator_blank = In dieser Zeile fehlt der Name des Indikators. Bitte laden Sie die Datei noch einmal herunter.
delivery-problem-kind_blank = Bei „{ $piece }“ sagt die Spalte Aggregat nicht, um welche Art Raumeinheit es geht. Bitte schreiben Sie dort zum Beispiel Gemeinden oder Kreise.
delivery-problem-no_official_key = „{ $piece }“ sind Raumeinheiten ohne amtlichen Schlüssel; ihre Zahlen werden nicht übernommen. Bitte führen Sie Gemeinden, Gemeindeverbände, Kreise, Bundesländer oder Bund aus.
delivery-problem-no_territory = Die Zeile nennt kein Gebiet. Bitte tragen Sie den amtlichen Schlüssel ein.
delivery-problem-duplicate_different = Dasselbe Gebiet und derselbe Zeitraum stehen zweimal mit verschiedenen Werten in der Datei, das andere Mal hier: { $piece }. Bitte löschen Sie die falsche Zeile.
delivery-problem-number_as_text = Die Zahl steht in der Arbeitsmappe als Text und wurde als die Zahl gelesen, die sie zeigt.
delivery-problem-leading_zero = Dem Schlüssel „{ $piece }“ fehlte die führende Null; sie wurde ergänzt.
delivery-problem-trailing_zeros = Der Schlüssel „{ $piece }“ war mit Nullen aufgefüllt; sie wurden weggelassen.
delivery-problem-leading_and_trailing_zeros = Dem Schlüssel „{ $piece }“ fehlte die führende Null, und er war hinten mit Nullen aufgefüllt; beides wurde behoben.
delivery-problem-not-a-key = „{ $piece }“ ist kein amtlicher Schlüssel. Bitte verwenden Sie Ziffern, zum Beispiel 05515000 für eine Gemeinde oder 05515 für einen Kreis.
delivery-problem-not-a-key-blank = Der Schlüssel fehlt. Bitte verwenden Sie Ziffern, zum Beispiel 05515000 für eine Gemeinde oder 05515 für einen Kreis.
delivery-problem-other-level = „{ $piece }“ ist kein Schlüssel der Ebene, die diese Zeile nennt. Bitte prüfen Sie Schlüssel und Ebene.
delivery-problem-cut_off = Die Zeile hat nur { $piece } Felder und endet vor dem Wert. Bitte exportieren Sie die Datei noch einmal.
delivery-problem-future_period = Der Zeitraum { $piece } beginnt nach dem heutigen Tag. Bitte prüfen Sie das Jahr; Vorausberechnungen werden noch nicht aufgenommen.
delivery-problem-dissolved-territory = Den Schlüssel „{ $piece }“ gibt es seit einer Gebietsreform nicht mehr. Bitte verwenden Sie Zahlen, die auf den heutigen Gebietsstand umgerechnet sind.
delivery-problem-borough-of-berlin = Die Datei führt Bezirke von Berlin mit eigenen Schlüsseln, zuerst „{ $piece }“. Bezirke sind keine Gemeinden; ihre Zahlen wurden nicht übernommen. Die Zahlen für ganz Berlin stehen in der Zeile mit dem Schlüssel 11.
delivery-problem-statistical-region = Die Datei führt statistische Regionen auf dem Gebiet früherer Regierungsbezirke, zuerst „{ $piece }“. Sie stehen in keinem Verzeichnis amtlicher Schlüssel; ihre Zahlen wurden nicht übernommen, die des Landes und seiner Kreise schon.
delivery-problem-ended-territory = Das Gebiet mit dem Schlüssel „{ $piece }“ gibt es in diesen Zeiträumen nicht mehr, es wurde aufgelöst. Leere Felder und Striche sind als fehlend gespeichert (M, kann nicht vorkommen), nicht als Null.
delivery-problem-figure-after-end = Das Gebiet mit dem Schlüssel „{ $piece }“ gibt es in diesen Zeiträumen nicht mehr, die Datei nennt trotzdem Zahlen. Bitte prüfen Sie den Schlüssel; Zahlen auf einer anderen Fläche gehören unter deren Schlüssel.
delivery-problem-figure-before-beginning = Das Gebiet mit dem Schlüssel „{ $piece }“ gibt es in diesen Zeiträumen noch nicht. Die Zahlen stehen auf seiner späteren Fläche; bitte prüfen Sie, ob der Herausgeber sie umgerechnet hat.
delivery-problem-zero-before-beginning = Das Gebiet mit dem Schlüssel „{ $piece }“ gibt es in diesen Zeiträumen noch nicht. Nullen und Striche sind als fehlend gespeichert (M, kann nicht vorkommen), nicht als Null.
delivery-problem-small_counts = Zahlen kleiner als { $piece } können alle sehen. Stehen Menschen dahinter, übernehmen Sie die Datei als „intern“ oder mit der Antwort „Menschen“; ist sie schon übernommen, nehmen Sie die Datenlieferung vorher zurück.
delivery-problem-title-of-the-catalogue = Eine Spalte heißt wie der Indikator „{ $piece }“ des Katalogs. Ist dieser gemeint, schreiben Sie „{ $piece }“ über die Spalte; sonst werden die Zahlen ein eigener Indikator neben ihm.
delivery-problem-zero-before-first-figure = Für das Gebiet mit dem Schlüssel „{ $piece }“ enthält die Datei zuerst nur Nullen, und zwar genau bis zu dem Tag, seit dem das amtliche Verzeichnis es in seiner heutigen Form kennt. Das sind keine Zahlen; sie sind als fehlend gespeichert (M, kann nicht vorkommen).
delivery-problem-unknown-territory = Der Schlüssel „{ $piece }“ steht in keinem Verzeichnis amtlicher Schlüssel. Bitte prüfen Sie die Ziffern.
delivery-problem-missing_header = Keine Zeile mit Spaltennamen gefunden. Bitte sagen Sie, welche Zeile es ist.
delivery-problem-missing_territory = Keine Spalte sagt, um welches Gebiet es geht. Bitte wählen Sie die Spalte mit den Schlüsseln oder nennen Sie das eine Gebiet der Datei.
delivery-problem-missing_period = Keine Spalte sagt, aus welchem Jahr die Werte sind. Bitte wählen Sie die Spalte mit den Jahren oder nennen Sie den einen Zeitraum der Datei.
delivery-problem-missing_value = Keine Spalte enthält Werte. Bitte wählen Sie sie aus.
delivery-problem-missing_indicator = Die Datei sagt nicht, um welchen Indikator es geht. Bitte nennen Sie ihn.
delivery-problem-missing_decimal_sign = Nichts in der Datei zeigt, ob Komma oder Punkt das Dezimalzeichen ist. Bitte wählen Sie es aus.
delivery-problem-missing_period_reading = Die Zeiträume lassen sich verschieden lesen. Bitte wählen Sie eine Lesart.
delivery-problem-missing_lines = Unter den Spaltennamen steht keine Zeile mit Daten.
delivery-problem-missing_else = Mit dieser Zuordnung lässt sich die Datei nicht lesen.
delivery-problem-percent_cells = Zellen, die als Prozent formatiert sind, wurden so übernommen, wie sie angezeigt werden: die erste als { $piece }.
delivery-problem-formula_error = Zellen mit dem Fehlerwert einer Formel ({ $piece }) zählen als „ohne Wert“.
delivery-problem-formula_unsolved = Die Zelle enthält eine Formel, deren Ergebnis nicht gespeichert ist. Bitte öffnen Sie die Datei im Tabellenprogramm, speichern Sie sie und laden Sie sie noch einmal hoch.
delivery-problem-percent_mixed = Andere Zellen dieser Spalte sind als Prozent formatiert, „{ $piece }“ nicht. Bitte formatieren Sie alle gleich.
delivery-problem-data_state_as_period = „{ $piece }“ wurde als Zeitpunkt der Werte gelesen, weil die Tabelle keinen anderen nennt, und nicht als Datenstand. Den Datenstand können Sie selbst angeben.
delivery-problem-data_state_several = Die Datei nennt mehrere Stände ({ $piece }). Deshalb gilt keiner davon als Datenstand. Bitte geben Sie ihn selbst an.
delivery-problem-data_state_unclear = „{ $piece }“ könnte den Datenstand nennen, aber nicht eindeutig oder ohne Tag. Bitte geben Sie ihn selbst an.
delivery-problem-table_not_read = Die Tabelle „{ $piece }“ wurde nicht gelesen. Wenn sie Zahlen enthält, geben Sie sie bitte als eigene Datei.
delivery-problem-date_serial = Daten stehen als Zahlen da, wie Tabellenprogramme Tage zählen; sie wurden als Tage gelesen: { $piece }.
delivery-problem-total_line = Die Zeile „{ $piece }“ ist eine Summe ohne eigenen Schlüssel und wurde nicht übernommen.
delivery-problem-total_line_differs = Eine Summenzeile ohne eigenen Schlüssel wurde nicht übernommen, und sie stimmt nicht mit den Zeilen darüber überein: { $piece }.
delivery-problem-sum_differs = Eine Summe stimmt nicht mit ihren Teilen überein: { $piece }. Übernommen wurde, was in der Datei steht; bitte fragen Sie beim Herausgeber nach.
delivery-problem-record_of_measures = Arbeitsstand von Maßnahmen in { $piece }: keine Zahlen; die Datei wird mit dem Original aufbewahrt.
delivery-problem-kind_of_value = „{ $piece }“ ist keine Art von Wert. Möglich sind real, geplant und Einwohner.
delivery-problem-values_without_place = { $piece } Werte gehören zu keinem Gebiet oder Jahr des Dokuments und wurden ausgelassen.
delivery-problem-definition_scale = Bei „{ $piece }“ nennen Name oder Einheit eine andere Bezugsgröße, als die Formel rechnet. Bitte vergleichen Sie die Werte mit einer zweiten Quelle, bevor Sie sie verwenden.
delivery-problem-definition_unit = Bei „{ $piece }“ nennt der Name eine andere Bezugsgröße als die Einheit. Bitte prüfen Sie, was gilt.
delivery-problem-definition_catalogue = Für „{ $piece }“ nennt die Datei eine andere Einheit als der Katalog. Bitte vergleichen Sie die Werte mit einer zweiten Quelle, bevor Sie sie verwenden.
delivery-problem-other_unit = Die Datei nennt die Einheit „{ $piece }“. Für diesen Indikator war bisher eine andere genannt, deshalb wurden die Werte nicht übernommen. Stimmt die Datei, geben Sie ihren Zahlen bitte einen eigenen Indikator.
delivery-problem-definition_time = Bei „{ $piece }“ stehen ein Stichtag und ein Durchschnitt nebeneinander. Bitte prüfen Sie, worauf sich die Werte beziehen.
delivery-problem-definition_population_base = Bei „{ $piece }“ beruht die Bevölkerung auf verschiedenen Zählungen. Werte davor und danach lassen sich nicht vergleichen.
delivery-problem-name = Das Gebiet „{ $piece }“ ist nur mit seinem Namen genannt. Der Name ist eindeutig, der Schlüssel wurde ergänzt.
delivery-problem-name-unknown = „{ $piece }“ ist weder ein amtlicher Schlüssel noch der Name eines Gebiets. Bitte tragen Sie den amtlichen Schlüssel ein.
delivery-problem-name-of-several = „{ $piece }“ heißen mehrere Gebiete. Bitte tragen Sie den amtlichen Schlüssel ein.
delivery-problem-metadata_unreadable = { $piece } ist nicht zu lesen; der Indikator wurde ohne diese Beschreibung übernommen.
delivery-problem-translations_unreadable = { $piece } ist nicht zu lesen; die Wörter daraus fehlen.
delivery-problem-table_empty = Die Tabelle { $piece } ist leer.
delivery-problem-decimals = Die Zahl der Nachkommastellen { $piece } ist keine ganze Zahl, die möglich ist; die Zeile wurde nicht übernommen.
delivery-problem-deletion = Die Zeile streicht einen Wert ({ $piece }); gestrichen wird nur mit einer Rücknahme der Datenlieferung.
delivery-problem-other_country = Die Datei enthält Werte anderer Länder oder Weltregionen ({ $piece }). Lotse nimmt Werte für Deutschland und seine Gebiete auf; bitte fragen Sie den Dienst nach REF_AREA 276.
delivery-problem-frequency = Die Häufigkeit { $piece } passt nicht zum Zeitraum der Zeile.
delivery-problem-period_part = „{ $piece }“ ist kein Monat, kein Quartal und kein Halbjahr des Jahres, das daneben steht. Bitte schreiben Sie zum Beispiel 3, März oder 1. Quartal.
delivery-problem-unit_multiplier = Der Vervielfacher der Einheit { $piece } ist keine ganze Zahl, die möglich ist; die Zeile wurde nicht übernommen.
delivery-problem-unit_unknown = Die Einheit „{ $piece }“ kennt Lotse nicht. Sie steht jetzt im Titel, neben den Werten steht „Einheit nicht genannt“. Wenn eine bekannte Einheit passt, tragen Sie sie bitte beim Indikator nach.
delivery-problem-territory_in_breakdown = Eine Spalte nennt Gebiete zwischen anderen Einträgen ({ $piece }). Sie wurde als Gliederung des Gebiets der Datei gelesen. Wenn Werte anderer Gebiete gemeint sind, nennen Sie diese bitte in einer Spalte GeoCode oder Region.
delivery-problem-territory_abroad = „{ $piece }“ ist kein Gebiet in Deutschland. Lotse nimmt Werte für Deutschland und seine Gebiete auf; die Zeile wurde nicht übernommen.
delivery-problem-thousands_point = Werte wie { $piece } haben drei Stellen hinter dem Punkt, alle anderen ihrer Reihe sind ganze Zahlen. Sie wurden als Dezimalzahlen gelesen. Wenn Tausender gemeint sind, schreiben Sie sie bitte ohne Punkt.
delivery-problem-sign_of_offices = Statt eines Werts steht „{ $piece }“. So sagen die statistischen Ämter, dass es keine Zahl gibt; der Wert wurde als fehlend übernommen.
delivery-problem-decimal_comma = Der Wert ist wohl { $piece } mit Dezimalkomma, das hier Spalten trennt. Bitte schreiben Sie ihn mit Punkt.
delivery-problem-title_untranslated = Statt eines Titels nennt die Datei den Schlüssel { $piece }; die Übersetzung dazu fehlt. Bitte reichen Sie die Übersetzungen mit ein, sonst trägt der Indikator nur seine Nummer.
delivery-problem-table_unreadable = Die Tabelle { $piece } ist nicht zu lesen und wurde ausgelassen.

# The origin of one number.

origin-title = Herkunft einer Zahl
origin-lead = Wo der Wert in der gelieferten Datei steht, und ob er dort heute noch so steht.
origin-equal = Stimmt überein: Im aufbewahrten Original steht derselbe Wert.
origin-different = Weicht ab: Im aufbewahrten Original steht etwas anderes als der gespeicherte Wert. Bitte melden Sie das der Stelle, die Lotse betreibt.
origin-unreadable = Original nicht lesbar: Die aufbewahrte Datei fehlt, wurde verändert oder lässt sich nicht mehr öffnen. Bitte melden Sie das der Stelle, die Lotse betreibt.
origin-checked = Das Feld wurde eben aus dem Original gelesen; dessen Prüfsumme ist dieselbe wie bei der Aufnahme.
origin-not-counting = Diesen Wert zeigen die Seiten nicht: Es gilt ein anderer Datenstand.
origin-not-counting-none = Diesen Wert zeigen die Seiten nicht: Seine Datenlieferung wurde zurückgenommen.
origin-counting-link = Herkunft des Werts, der gilt
origin-repeats = Denselben Wert hatte schon { $delivery } gebracht; die Datei bestätigt ihn.
origin-value-heading = Der Wert
origin-indicator = Indikator
origin-territory = Gebiet
origin-period = Zeitraum
origin-breakdown = Gliederung
origin-value = Wert, wie ihn die Seiten zeigen
origin-exact = Gespeicherter Wert
origin-remark = Bemerkung des Herausgebers
origin-missing = kein Wert
origin-status = Kennzeichen
origin-status-normal = keines
origin-place-heading = Die Stelle in der Datei
origin-delivery = Datenlieferung
origin-file = Datei
origin-sheet = Blatt
origin-row = Zeile
origin-column = Spalte
origin-column-letters = { $letters } (Spalte Nummer { $column })
origin-cell = So steht es im Feld
origin-cell-blank = das Feld ist leer
origin-source-heading = Quelle

# Was eine Datenlieferung geändert hat.

delivery-differences-heading = Was sich geändert hat
delivery-differences-lead = Welche Werte mit dieser Datenlieferung neu sind, sich geändert haben oder fehlen, alt neben neu.
delivery-differences-link = Unterschiede ansehen
differences-title = Was Datenlieferung { $number } geändert hat
differences-was-withdrawn = Diese Datenlieferung wurde später zurückgenommen; hier steht, was sie geändert hatte. Rücknahme:
differences-each-value = Jeder Wert im Einzelnen
differences-more-in-file = { $n ->
    [one] Ein weiterer Wert steht in der Datei unten.
   *[other] { $n } weitere Werte stehen in der Datei unten.
}
differences-summary = Alles zusammen
differences-summary-caption = Anzahl der Werte je Indikator
differences-new = { $n ->
    [one] Neu ist ein Wert.
   *[other] Neu sind { $n } Werte in { $places ->
        [one] einem Gebiet
       *[other] { $places } Gebieten
    } ({ $indicators ->
        [one] ein Indikator
       *[other] { $indicators } Indikatoren
    } in dieser Datenlieferung).
}
differences-nothing-new = Neue Werte gibt es nicht.
differences-withdrawn = { $n ->
    [0] Kein Wert ist ganz entfallen.
    [one] Ein Wert ist entfallen.
   *[other] { $n } Werte sind entfallen.
}
differences-changed = { $n ->
    [0] Geändert hat sich kein Wert
    [one] Geändert hat sich ein Wert
   *[other] Geändert haben sich { $n } Werte
}; { $missing ->
    [0] keiner fehlt jetzt
    [one] einer fehlt jetzt
   *[other] { $missing } fehlen jetzt
}.
differences-nothing-changed = Frühere Werte haben sich nicht geändert.
differences-overruled = { $n ->
    [one] Ein Wert dieser Datenlieferung ändert nichts, weil ein neuerer Datenstand schon etwas anderes sagt.
   *[other] { $n } Werte dieser Datenlieferung ändern nichts, weil ein neuerer Datenstand schon etwas anderes sagt.
}
differences-home-new = Neu ist für { $home }: { $list }.
differences-home-nothing-new = Neues gibt es für { $home } nicht.
differences-home-changed = Geändert hat sich: { $list }.
differences-home-nothing-changed = Frühere Werte haben sich nicht geändert.
differences-one-new = { $indicator } { $period } ({ $value })
differences-one-changed = { $indicator } { $period } von { $before } auf { $after }
differences-and-more = { $n ->
    [one] und ein weiterer Wert
   *[other] und { $n } weitere Werte
}
differences-without-value = „kein Wert“
differences-none = keine Angabe
differences-kind-new = neu
differences-kind-revised = geändert
differences-kind-missing = fehlt jetzt
differences-kind-withdrawn = entfallen
differences-left-out = { $n ->
    [one] Einen früheren Wert nennt diese Datenlieferung nicht mehr, oder sie nennt ihn unlesbar. Er gilt mit seinem früheren Datenstand weiter.
   *[other] { $n } frühere Werte nennt diese Datenlieferung nicht mehr, oder sie nennt sie unlesbar. Sie gelten mit ihrem früheren Datenstand weiter.
}
differences-back = { $n ->
    [one] Ein Wert, der durch sie fehlte, gilt wieder.
   *[other] { $n } Werte, die durch sie fehlten, gelten wieder.
}
differences-kind-left-out = nicht mehr genannt
differences-without-value-column = neu, ohne Wert
differences-unchanged = unverändert
differences-total = Summe
differences-column-indicator = Indikator
differences-column-place = Gebiet
differences-column-period = Zeitraum
differences-column-what = Was geschah
differences-column-before = vorher, Datenstand
differences-column-after = jetzt, Datenstand
differences-caption = { $indicator } ({ $unit }): vorher und jetzt
differences-csv = Alle Unterschiede als CSV
differences-to-report = Bericht zur Datenlieferung
differences-all = Alle Unterschiede
differences-of-indicator = Unterschiede: { $indicator }
differences-show-all = Alle Indikatoren zeigen
differences-none-here = Bei diesem Indikator hat sich nichts geändert.
differences-shown = { $n ->
    [one] Ein Unterschied.
   *[other] { $first } bis { $last } von { $n } Unterschieden.
}
differences-pager = Weitere Unterschiede
differences-previous = Vorherige
differences-next = Nächste

# Zurückgerufene Zahlen

delivery-recalled = Alle Werte dieser Datenlieferung wurden am { $date } zurückgerufen und unwiederbringlich gelöscht.
delivery-cell-recalled = Ein Wert dieser Datenlieferung wurde am { $date } zurückgerufen und unwiederbringlich gelöscht. Deshalb ist auch die Originaldatei nicht mehr vorhanden.
recalled-title = Zurückgerufener Wert
recalled-lead = An dieser Stelle stand ein Wert, der zurückgerufen wurde.
recalled-reason = Grund: { $reason }
recalled-at = Zurückgerufen am { $date }.
recalled-what-stays = Die Zahl ist gelöscht, ebenso die Originaldatei und alles, was aus der Zahl berechnet war. Festgehalten bleiben nur die Tatsache und der Grund.
origin-withheld = Die Originaldatei ist nicht mehr vorhanden, weil ein anderer Wert daraus zurückgerufen wurde. Der Wert lässt sich deshalb nicht mehr mit ihr vergleichen.

# Berechnete Werte

delivery-computed = Eigene Berechnung: { $indicator }
computed-title = Herkunft eines berechneten Wertes
computed-lead = Dieser Wert steht in keiner gelieferten Datei. Er wurde hier aus anderen Werten berechnet; jeder davon führt zu seiner eigenen Herkunft.
computed-equal = Eben noch einmal berechnet: Das Ergebnis ist dasselbe.
computed-different = Eben noch einmal berechnet: Das Ergebnis ist ein anderes. Bitte melden Sie das der Stelle, die diesen Server betreibt.
computed-gone = Der Wert lässt sich nicht noch einmal berechnen, weil ein Ausgangswert nicht mehr vorhanden ist.
computed-formula = Berechnung
computed-formula-number = Fassung der Berechnung
computed-n-values = Werte
computed-n-missing = davon { $n } ohne Wert, weil ein Ausgangswert fehlt
computed-inputs = Ausgangswerte
computed-source = Quelle
computed-to-origin = Herkunft
computed-not = Nicht berechnet
computed-delivery-lead = Diese Werte wurden hier aus anderen Datenlieferungen berechnet. Ändern sich die Ausgangswerte, wird neu berechnet.
computed-delivery-replaced = Diese Berechnung zählt nicht mehr, weil sich Ausgangswerte geändert haben.
computed-reason-absent = kein Ausgangswert für diesen Zeitraum { $indicator }
computed-reason-missing = ein Ausgangswert fehlt { $indicator }
computed-reason-suppressed = ein Ausgangswert ist gesperrt { $indicator }
computed-reason-reveals = das Ergebnis würde einen gesperrten Wert verraten { $indicator }
computed-reason-division-by-zero = der Teiler ist null
computed-reason-too-large = das Ergebnis ist zu groß
computed-reason-too-small = so klein, dass es etwas über einzelne Menschen verraten könnte
computed-reason-area-states-differ = die Ausgangswerte beruhen auf verschiedenen Gebietsständen
