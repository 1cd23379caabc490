# Wörter zu eigenen Indikatoren und Werten am Schreibtisch.

own-task-title = Eigene Indikatoren, Werte und Zielwerte
own-task-lead = Beschreiben, was Sie selbst zählen, Werte eintragen und festhalten, was der Rat beschlossen hat.
own-overview-lead = Hier beschreiben Sie, was Ihre Kommune selbst zählt, tragen Werte ein und halten Zielwerte fest. Alles ist zunächst intern; öffentlich wird nur, was Sie freigeben.
own-not-taken = Nicht hierher gehören Einzeldaten über Personen, Haushalte oder Betriebe und unveröffentlichte Tabellen der statistischen Ämter. Solche Daten dürfen nur abgeschottete Statistikstellen haben (§ 16 Abs. 5 BStatG). Sozialdaten nur als freigegebene Summen.
own-no-home = Noch hat keine Kommune hier eigene Seiten. Wählen Sie zuerst Ihre Gemeinde.
own-none-yet = Noch gibt es keinen eigenen Indikator.
own-effort-sum = { $indicators ->
    [0] Für keinen eigenen Indikator ist der Aufwand angegeben.
    [one] Ein eigener Indikator nennt seinen Aufwand: { $n } Minuten im Jahr.
   *[other] { $indicators } eigene Indikatoren nennen ihren Aufwand, zusammen { $n } Minuten im Jahr.
}
own-list-caption = Eigene Indikatoren
own-list-do = Bearbeiten
own-new = Neuer eigener Indikator
own-edit = Beschreibung ändern
own-enter = Werte eintragen
own-set-target = Zielwert festhalten
own-others = Eigene Werte und Zielwerte zu anderen Indikatoren
own-others-lead = Eigene Werte stehen neben den amtlichen und werden nie mit ihnen vermischt.
own-further = Weitere Angaben
own-reference- = nicht festgelegt
own-reference-sum = ganzer Zeitraum, zusammengezählt
own-reference-average = Durchschnitt des Zeitraums
own-reference-school-year = Schuljahr
own-reference-12-31 = Stichtag 31. Dezember
own-reference-06-30 = Stichtag 30. Juni
own-reference-01-01 = Stichtag 1. Januar
own-save = Speichern
own-saved = Gespeichert.
own-not-saved = Es wurde nichts gespeichert. Bitte ändern Sie:
own-stale = Inzwischen hat jemand anderes diesen Eintrag geändert. Nichts ist verloren: Unten stehen Ihre Eingaben, und hier, worin sich beide Fassungen unterscheiden. Speichern Sie noch einmal, gilt Ihre.
own-stale-caption = Ihre Fassung und die gespeicherte
own-stale-field = Feld
own-stale-mine = Ihre Eingabe
own-stale-theirs = Gespeichert
own-stale-nothing = Beide Fassungen sagen dasselbe.
own-indicator-lead = Beschreiben Sie, was in { $home } gezählt wird. Programmieren müssen Sie nichts.
own-field-title = Titel
own-hint-title = Was gezählt wird, in wenigen Worten, zum Beispiel „Stadtbäume“.
own-field-title-en = Titel auf Englisch
own-hint-title-en = Wenn es einen gibt.
own-field-description = Beschreibung
own-hint-description = Was zählt dazu, was nicht?
own-field-description-en = Beschreibung auf Englisch
own-field-unit = Einheit
own-field-decimals = Nachkommastellen
own-hint-decimals = 0 bis 4, für die Anzeige. Bleibt das Feld leer, dann so viele, wie bei der Einheit üblich sind. Rechnet eine Formel nur mit Werten derselben Einheit, dann so viele wie diese.
own-formula-preview-digits-unit = { $n ->
    [0] Gezeigt ohne Nachkommastellen, wie bei dieser Einheit üblich.
    [1] Gezeigt mit einer Nachkommastelle, wie bei dieser Einheit üblich.
   *[other] Gezeigt mit { $n } Nachkommastellen, wie bei dieser Einheit üblich.
} Etwas anderes legen Sie im Feld „Nachkommastellen“ fest.
own-formula-preview-digits-inputs = { $n ->
    [0] Gezeigt ohne Nachkommastellen, wie die Ausgangswerte.
    [1] Gezeigt mit einer Nachkommastelle, wie die Ausgangswerte.
   *[other] Gezeigt mit { $n } Nachkommastellen, wie die Ausgangswerte.
} Etwas anderes legen Sie im Feld „Nachkommastellen“ fest.
own-field-reference = Bezugszeit
own-hint-reference = Für welche Zeit gilt ein Wert: für den ganzen Zeitraum oder für einen Tag darin?
own-field-direction = Welche Richtung ist besser?
own-direction-none = keine
own-direction-increase = mehr
own-direction-decrease = weniger
own-field-counts = Was wird gezählt?
own-hint-counts = Zählungen von Menschen unter 3 und Sozialdaten unter 10 bleiben intern.
own-counts- = wie die Einheit sagt
own-counts-things = Dinge, Geld, Flächen
own-counts-people = Menschen, oder Fälle, hinter denen Menschen stehen
own-counts-social = Sozialdaten
own-field-goals = Ziele
own-hint-goals = Wozu sagt der Indikator etwas? Tippen Sie Nummern ein, zum Beispiel 11, 15.1, oder wählen Sie aus den Listen der Zielsysteme. Nennen Sie nur die nächsten.
own-goals-typed = Nummern von Zielen oder Unterzielen, mit Komma getrennt
own-goals-group = { $n ->
    [0] { $framework }
   *[other] { $framework } ({ $n } gewählt)
}
own-field-source = Woher die Zahlen kommen
own-field-method = Wie gezählt wird
own-field-formula = Berechnung aus anderen Indikatoren
own-hint-formula = Zum Beispiel unemployed / working-age-population@same * 100. Der Wert wird dann für alle Gebiete berechnet, für die es die Ausgangswerte gibt, und nach jeder Datenlieferung neu. Mit „Rechnen und ansehen“ sehen Sie vorher, was herauskommt.
own-field-effort = Aufwand in Minuten im Jahr
own-field-visibility = Sichtbarkeit
own-visibility-draft = Entwurf
own-visibility-internal = intern
own-visibility-public = öffentlich
own-field-comparability = Ändert sich, was gezählt wird?
own-hint-comparability = Wenn frühere und spätere Werte nicht mehr vergleichbar sind, beginnt eine neue Fassung; alte Werte stehen dann getrennt.
own-comparability- = bitte wählen, wenn nötig
own-comparability-same = Nein, die Werte bleiben vergleichbar
own-comparability-changed = Ja, es beginnt eine neue Fassung
own-values-title = Eigene Werte: { $indicator }
own-values-lead = Tragen Sie ein, was { $home } gezählt hat (Einheit: { $unit }). Jedes Speichern wird eine Datenlieferung mit heutigem Datenstand; frühere Werte bleiben lesbar.
own-values-save = Werte speichern
own-values-saved = { $unchanged ->
    [0] Gespeichert als Datenlieferung { $number }.
    [one] Gespeichert als Datenlieferung { $number }; ein Wert war schon bekannt.
   *[other] Gespeichert als Datenlieferung { $number }; { $unchanged } Werte waren schon bekannt.
}
own-values-saved-look = Ansehen, was gespeichert ist
own-values-saved-undo = Rückgängig machen
own-values-replaced = Geändert: { $period }, vorher { $before }.
own-values-withheld = { $n ->
    [one] Intern geblieben ist der Wert für { $periods }: Eine so kleine Zahl könnte etwas über einzelne Menschen verraten.
   *[other] Intern geblieben sind die Werte für { $periods }: So kleine Zahlen könnten etwas über einzelne Menschen verraten.
}
own-values-there = Was schon eingetragen ist
own-values-not-known = nicht bekannt
own-values-page = Seite des Indikators
own-grid-caption = Zeitraum und Wert; ein Punkt steht für „nicht bekannt“
own-grid-period = Zeitraum
own-grid-value = Wert
own-grid-period-n = Zeitraum, Zeile { $n }
own-grid-value-n = Wert, Zeile { $n }
own-field-release = Wer sieht die Werte?
own-release-internal = intern
own-release-released = freigegeben, alle sehen sie
own-release-all = Alle eingetragenen Werte freigeben
own-field-note = Bemerkung
own-hint-note = Steht neben den Zahlen, zum Beispiel wie oder durch wen gezählt wurde.
own-field-licence = Lizenz
own-hint-licence = Unter welchen Bedingungen andere die Zahlen verwenden dürfen, sobald sie freigegeben sind. Für Zahlen von Behörden ist dl-de/by-2-0 üblich. Lotse merkt sich Ihre Wahl.
own-licence-open = noch nicht festgelegt
own-field-confirmed = Ungewöhnliche Werte sind so gemeint
own-target-title = Zielwert: { $indicator }
own-target-lead = Was soll in { $home } gelten? (Einheit: { $unit })
own-target-note = Öffentlich wird ein Zielwert erst mit dem Gremium, das ihn beschlossen hat, und dem Tag des Beschlusses.
own-target-list = Alle Zielwerte
own-field-kind = Art des Zielwerts
own-kind-reach = einen Wert bis zu einem Tag erreichen
own-kind-keep = einen Wert jedes Jahr einhalten
own-kind-direction = eine Richtung
own-field-bound = Mindestens oder höchstens?
own-bound-at-least = mindestens
own-bound-at-most = höchstens
own-field-value = Wert
own-field-by = Bis wann
own-hint-by = Ein Jahr wie 2030 oder ein Tag wie 31.12.2030.
own-field-way = Richtung
own-field-base-period = Zeitraum des Ausgangswerts
own-field-base-value = Ausgangswert
own-field-goal = Ziel
own-hint-goal = Nummer eines Ziels oder Unterziels, zum Beispiel 11.6.
own-field-body = Gremium
own-hint-body = Wer hat es beschlossen? Zum Beispiel „Stadtrat“.
own-field-decided-on = Tag des Beschlusses
own-field-decision-title = Beschluss
own-field-decision-number = Nummer der Vorlage
own-field-decision-link = Adresse der Vorlage
own-field-because = Zielwert beenden: Grund
own-hint-because = Nur ausfüllen, wenn der Zielwert nicht mehr gilt. Er bleibt mit seiner Geschichte lesbar.

own-error-title-empty = Der Titel fehlt. Sagen Sie in wenigen Worten, was gezählt wird.
own-error-text-long = Der Text ist länger als { $piece } Zeichen. Bitte kürzen.
own-error-text-control = Der Text enthält Steuerzeichen. Bitte neu eintippen.
own-error-unit-unknown = Die Einheit „{ $piece }“ gibt es nicht.
own-error-decimals = „{ $piece }“: Nachkommastellen sind eine ganze Zahl von 0 bis 4.
own-error-reference = „{ $piece }“ ist keine Bezugszeit. Möglich sind average, sum, school_year oder ein Tag wie 12-31.
own-error-direction = Die Richtung „{ $piece }“ gibt es nicht.
own-error-goal-unknown = Das Ziel „{ $piece }“ gibt es nicht. Schreiben Sie seine Nummer, zum Beispiel 11 oder 11.6.
own-error-goals-many = Mehr als { $piece } Ziele sagen nichts mehr. Nennen Sie die nächsten.
own-error-effort = „{ $piece }“ ist keine Zahl von Minuten.
own-error-counts = „{ $piece }“ ist keine der Möglichkeiten.
own-error-counts-persons = Die Einheit ist Personen, also werden Menschen gezählt. Wählen Sie „Menschen“ oder „Sozialdaten“, oder eine andere Einheit.
own-error-counts-released = Öffentlich stehen schon Werte, die dafür zu klein sind: { $piece }. Machen Sie die Datenlieferungen rückgängig, mit denen sie freigegeben wurden, oder machen Sie den Indikator intern.
own-error-visibility = Die Sichtbarkeit „{ $piece }“ gibt es nicht.
own-error-visibility-used = Aus diesem Indikator werden öffentliche Indikatoren berechnet: { $piece }. Ihre Werte würden ihn verraten. Ändern Sie zuerst deren Formel oder Sichtbarkeit.
own-error-name-spelling = Aus „{ $piece }“ lässt sich keine Adresse bilden. Nehmen Sie Buchstaben und Ziffern dazu.
own-error-comparability-unit = Einheit oder Bezugszeit sind anders, frühere und spätere Werte also nicht vergleichbar. Wählen Sie „Ja, es beginnt eine neue Fassung“.
own-error-comparability-asked = Ändert sich, was gezählt wird? Bitte beantworten Sie die Frage am Ende des Formulars.
own-error-not-a-number = „{ $piece }“ ist keine Zahl. Schreiben Sie zum Beispiel 12,5 oder 1.234.
own-error-two-readings = „{ $piece }“ kann zweierlei heißen. Lassen Sie das Zeichen zwischen den Tausendern weg.
own-error-not-a-period = „{ $piece }“ ist kein Zeitraum. Schreiben Sie ein Jahr wie 2024, oder 2024-S1, 2024-Q3, 2024-05.
own-error-period-in-future = { $piece } beginnt nach heute. Tragen Sie den Wert ein, wenn gezählt ist.
own-error-negative-count = „{ $piece }“ ist weniger als nichts. Eine Anzahl beginnt bei 0.
own-error-part-of-count = „{ $piece }“ ist keine ganze Zahl. Was gezählt wird, hat keine Nachkommastellen.
own-error-negative-measure = „{ $piece }“ ist weniger als nichts. Diese Größe kann nicht negativ sein.
own-error-not-a-part = „{ $piece }“ ist kein Teil eines Ganzen (0 bis 100 Prozent). Wenn es so gemeint ist, setzen Sie unten das Häkchen.
own-error-period-twice = Der Zeitraum { $piece } steht zweimal da. Behalten Sie eine der beiden Zeilen.
own-error-periods-mixed = Die Zeiträume sind verschieden lang. Tragen Sie Jahre und Monate getrennt ein.
own-error-indicator-not-public = Der Indikator ist nicht öffentlich, also können es seine Werte auch nicht sein. Machen Sie zuerst den Indikator öffentlich.
own-error-lines-many = Mehr als { $piece } Werte kommen besser als Datei.
own-error-lines-empty = Es wurde kein Wert eingetragen.
own-error-value-blank = Der Wert fehlt. Schreiben Sie eine Zahl, oder einen Punkt, wenn er nicht bekannt ist.
own-error-below-threshold-of = Der Wert für { $piece } ist so klein, dass er etwas über einzelne Menschen verraten könnte. Er bleibt intern.
own-error-value-stale = Inzwischen wurde hier { $piece } gespeichert, an anderer Stelle oder in einem anderen Fenster. Ihre Eingabe steht noch da: Speichern Sie noch einmal, gilt sie.
own-error-below-threshold = Der Wert liegt unter { $piece }. Eine so kleine Zahl könnte etwas über einzelne Menschen verraten und bleibt intern.
own-error-no-such-value = Für { $piece } ist kein eigener Wert eingetragen.
own-error-nothing-to-release = Es gibt keine eigenen Werte zum Freigeben.
own-error-no-territory = { $piece } steht für kein Gebiet und kann deshalb keine Werte haben.
own-error-not-taken = Die Werte wurden nicht angenommen: { $piece }
own-error-target-kind = Die Art „{ $piece }“ gibt es nicht.
own-error-target-bound = „{ $piece }“ ist weder mindestens noch höchstens.
own-error-target-value = Der Wert fehlt, der erreicht oder eingehalten werden soll.
own-error-target-no-value = Eine Richtung hat keinen Wert. Wählen Sie eine andere Art, oder lassen Sie „{ $piece }“ weg.
own-error-not-a-day = „{ $piece }“ ist kein Tag. Schreiben Sie 31.12.2030, wo es genügt auch nur 2030.
own-error-target-by = Sagen Sie, bis wann der Wert erreicht werden soll, zum Beispiel 2030.
own-error-target-no-by = Nur ein Wert, der erreicht werden soll, hat einen Tag. Lassen Sie „{ $piece }“ weg, oder wählen Sie eine andere Art.
own-error-target-direction = Sagen Sie, in welche Richtung: mehr oder weniger.
own-error-target-base = Zum Ausgangswert gehören Zeitraum und Wert.
own-error-decided-in-future = Der Beschluss liegt in der Zukunft. Tragen Sie ihn ein, wenn er gefasst ist.
own-error-not-a-link = „{ $piece }“ ist keine Adresse. Sie beginnt mit https:// und hat keine Leerzeichen.
own-error-target-not-adopted = Öffentlich wird nur, was ein genanntes Gremium beschlossen hat. Tragen Sie Gremium und Tag ein, oder wählen Sie „intern“.
own-error-because-empty = Sagen Sie, warum der Zielwert nicht mehr gilt.
own-error-target-ended = Dieser Zielwert ist beendet. Setzen Sie einen neuen.
statement-link = Einheit und Bezugszeit nachtragen
statement-title = { $indicator }: Einheit und Bezugszeit
statement-lead = Die Tabelle sagt nicht alles, was man zum Rechnen wissen muss. Tragen Sie nach, was Sie sicher wissen, etwa aus den Erläuterungen des Amtes. Was Sie nicht wissen, lassen Sie offen. Was einmal feststeht, lässt sich hier nicht mehr ändern.
statement-known = { $field }: { $value }. Das steht schon fest.
statement-back = Zum Indikator
own-field-counted-at = Wo werden Menschen gezählt?
own-hint-counted-at = Beschäftigte zum Beispiel am Wohnort oder am Arbeitsort.
own-counted- = nicht festgelegt
own-counted-residence = am Wohnort
own-counted-work = am Arbeitsort
own-error-nothing-stated = Sie haben nichts gewählt. Wählen Sie, was Sie wissen, oder gehen Sie zurück zum Indikator.
own-error-stated-already = Inzwischen steht etwas anderes fest. Gespeichert wurde nichts; die Angaben oben gelten.
own-removed = Der Indikator ist gelöscht. Er hatte noch keine Werte und keine Zielwerte.
own-ended = Beendet am { $date }: { $because } Die Werte bleiben lesbar, neue lassen sich nicht eintragen.
own-resume = Wieder aufnehmen
own-ended-title = Beendete Indikatoren
own-entered = Mit eigenen Werten aus dem Katalog
own-targets-caption = Zielwerte
own-targets-wanted = Was erreicht werden soll
own-targets-change = Ansehen und ändern
own-targets-open = Zielwert ansehen und ändern: { $indicator }, { $wanted }
own-targets-ended = beendet am { $date }
own-stale-blank = nichts
own-field-ends = Diesen Indikator nicht mehr führen
own-hint-ends = Hat er noch keine Werte und Zielwerte, wird er gelöscht. Sonst wird er beendet: Er wird nicht mehr angeboten, seine Werte bleiben lesbar. Andere Änderungen auf dieser Seite werden dann nicht gespeichert.
own-field-end = Grund dafür
own-hint-end = Nötig, wenn der Indikator schon Werte oder Zielwerte hat.
own-field-confirmed-past = Der Tag liegt in der Vergangenheit, und das ist so gemeint
own-hint-confirmed-past = Zum Beispiel, wenn Sie einen früheren Beschluss nachtragen.
own-values-nothing-new = { $n ->
    [one] Dieser Wert stand schon so da. Es wurde nichts Neues gespeichert.
   *[other] Diese Werte standen schon so da. Es wurde nichts Neues gespeichert.
}
own-error-title-twin = Einen eigenen Indikator mit diesem Titel gibt es schon ({ $piece }). Ändern Sie ihn, oder geben Sie dem neuen einen anderen Titel.
own-error-ended-used = Aus diesem Indikator wird gerechnet: { $piece }. Ändern Sie zuerst diese Formel.
own-error-ended-reason = Der Indikator hat schon Werte oder Zielwerte und kann nur beendet werden. Schreiben Sie, warum.
own-error-indicator-ended = Dieser Indikator ist beendet und nimmt keine Werte mehr auf. Sie können ihn auf der Seite mit seiner Beschreibung wieder aufnehmen.
own-error-target-by-over = Dieser Tag ist schon vorbei. Berichtigen Sie ihn, oder setzen Sie darunter das Häkchen, wenn es so gemeint ist.
