# Wörter zu Indikatoren und ihren Werten.

navigation-start = Überblick
navigation-goals = Ziele
navigation-indicators = Indikatoren
navigation-territories = Gebiete
navigation-deliveries = Datenlieferungen
navigation-sources = Quellen und Lizenzen
navigation-imprint = Impressum
navigation-privacy = Datenschutz
navigation-accessibility = Barrierefreiheit
navigation-api = Schnittstelle

start-title = Wie steht es um Ihre Gemeinde?
start-lead = Lotse zeigt amtliche Zahlen zur nachhaltigen Entwicklung für jede Gemeinde und jeden Kreis. Jede Zahl führt zu der Datei und der Zelle, aus der sie stammt.
start-search-label = Gemeinde, Ziel oder Indikator suchen
start-homes = Kommunen mit eigenen Seiten
start-population = { $n } Einwohnerinnen und Einwohner
start-contents = Was es hier gibt
start-indicators = Indikatoren mit Werten
start-indicators-note = geordnet nach den 17 Zielen der Vereinten Nationen
start-values = Werte
start-values-note = aus Datenlieferungen, deren Bericht Sie lesen können
start-territories = Gebiete
start-territories-note = vom Bund bis zur Gemeinde, nach amtlichen Schlüsseln
start-goals = Nach Zielen: { $framework }
start-deliveries = Neueste Datenlieferungen
start-data-state = Datenstand { $state }
start-empty = Noch keine Kommune hat hier eigene Seiten. Suchen Sie Ihre Gemeinde: Die Seite des Gebiets zeigt alle Zahlen, die vorliegen.
start-all-deliveries = Alle Datenlieferungen

goal-n-indicators = { $n ->
    [0] noch keine Werte
    [one] ein Indikator mit Werten
   *[other] { $n } Indikatoren mit Werten
}
goal-by-crosswalk = { $n ->
    [one] Ein Indikator ist über eine Zuordnung zu einem anderen Zielsystem hierher geordnet.
   *[other] { $n } Indikatoren sind über Zuordnungen zu anderen Zielsystemen hierher geordnet.
}
goal-only-district = nur Werte des Kreises
goal-n-own-indicators = { $n ->
    [0] keine eigenen Werte
    [one] ein Indikator mit eigenen Werten
   *[other] { $n } Indikatoren mit eigenen Werten
}

territory-figures = Zahlen zu diesem Gebiet
goal-without-values = Noch ohne Werte für dieses Gebiet

municipality-lead = { $known ->
    [one] { $own } von 1 Indikator mit eigenen Werten.
   *[other] { $own } von { $known } Indikatoren mit eigenen Werten.
}
municipality-elsewhere = { $level ->
    [district] Weitere gibt es nicht für einzelne Kreise:
    [association] Weitere gibt es nicht für Gemeinden und ihre Verbände:
    [state] Weitere gibt es nicht für einzelne Länder:
   *[other] Weitere gibt es nicht für einzelne Gemeinden:
}
municipality-only-district = { $n ->
    [one] einen nur für Kreise.
   *[other] { $n } nur für Kreise.
}
municipality-only-state = { $n ->
    [one] einen nur für Länder.
   *[other] { $n } nur für Länder.
}
municipality-nowhere = { $n ->
    [one] einen nur für andere Ebenen.
   *[other] { $n } nur für andere Ebenen.
}
municipality-own = Eigene Werte
municipality-all = Alle Indikatoren mit Verlauf
municipality-members = Mitgliedsgemeinden
municipality-members-note = Eine Verwaltung, mehrere Gemeinden: Werte des Verbandes und seiner Mitglieder stehen getrennt und werden nie vermischt.
municipality-members-caption = { $n ->
    [one] Eine Mitgliedsgemeinde
   *[other] { $n } Mitgliedsgemeinden
}
municipality-member = Gemeinde
municipality-district = Werte des Landkreises, nicht der Gemeinde
municipality-district-association = Werte des Landkreises, nicht des Gemeindeverbandes
municipality-district-note = Hier liegen nur Werte des Kreises vor: { $district }. Sie gelten für das ganze Kreisgebiet; über eine einzelne Gemeinde sagen sie nichts.
municipality-whole = Werte der ganzen Gemeinde, nicht des Gemeindeteils
municipality-whole-note = Hier liegen nur Werte der Gemeinde vor: { $municipality }. Sie gelten für die ganze Gemeinde; über den Gemeindeteil sagen sie nichts.
municipality-goals = Nach Zielen: { $framework }
municipality-about = Zum Gebiet
municipality-population = Einwohnerinnen und Einwohner
municipality-area = Fläche
municipality-key = Amtlicher Schlüssel
municipality-part-of = Teil von
municipality-newest = Neueste Werte aus
municipality-delivery = Datenlieferung { $number }

indicators-title = Indikatoren
indicators-lead = Was gezählt wird, in welcher Einheit und zu welchem Ziel es gehört.
indicators-lead-place = Der neueste Wert zu jedem Indikator. Werte, die es nur für den Landkreis gibt, sind so gekennzeichnet.
indicators-of-goal = Nur Indikatoren zu Ziel { $goal }.
indicators-no-goal = Alle Ziele zeigen
indicators-none = Zu dieser Auswahl gibt es noch keine Werte.
indicators-caption = { $n ->
    [one] Ein Indikator
   *[other] { $n } Indikatoren
}
indicators-name = Indikator
indicators-newest = Neuester Wert
indicators-unit = Einheit
indicators-period = Zeitraum
indicators-curve = Verlauf
indicators-n-values = Gelieferte Werte
indicators-goals = Ziele
indicators-of-district = Wert des Landkreises
indicators-no-value = kein Wert
indicators-without = { $n ->
    [one] Zu einem weiteren Indikator gibt es hier keine Werte.
   *[other] Zu { $n } weiteren Indikatoren gibt es hier keine Werte.
}
indicators-show-all = Auch diese zeigen

indicator-card-broken-down = nur gegliedert, ohne Gesamtwert; alle Werte auf der Seite des Indikators
indicator-card-before = ({ $period }: { $value })
indicator-chart-title = { $indicator }, { $place }
indicator-table-caption = { $indicator }: { $place }
indicator-table-caption-source = { $indicator }: { $place }, Quelle { $source }
indicator-values = Werte
indicator-values-at-desk = Eigene Werte am Schreibtisch eintragen und freigeben
indicator-period = Zeitraum
indicator-value = Wert
indicator-status = Kennzeichen
indicator-origin = Herkunft
indicator-remark = Bemerkung: { $remark }
indicator-provider = Herausgeber
indicator-source = Quelle
indicator-licence = Lizenz
indicator-data-state = Datenstand
indicator-data-state-other = { $n ->
    [one] ein Wert vom { $date }
   *[other] { $n } Werte vom { $date }
}
indicator-data-state-file = { $date }, wie in der Datei angegeben
indicator-data-state-asked = { $date }, bei der Lieferung angegeben
indicator-data-state-edition = spätestens { $date }; das Ende des Jahres, nach dem die Ausgabe heißt
indicator-data-state-accepted = { $date }, der Tag der Lieferung; die Datei nennt keinen Datenstand
indicator-data-state-inputs = { $date }, der neueste Datenstand der Ausgangswerte
indicator-area = Gebietsstand
indicator-area-of-its-day = Gebiet des jeweiligen Tages
indicator-area-recomputed = umgerechnet auf das Gebiet vom { $date }
indicator-area-unstated = von der Quelle nicht genannt
indicator-other-series = Weitere Reihe: { $name }
indicator-other-series-note = Diese Reihe hat einen anderen Schlüssel, eine andere Quelle oder eine andere Gliederung. Sie steht deshalb für sich.
indicator-district = Wert des Landkreises, nicht der Gemeinde
indicator-district-association = Wert des Landkreises, nicht des Gemeindeverbandes
indicator-district-note = Hier liegt nur der Wert des Kreises vor: { $district }. Er gilt für das ganze Kreisgebiet; über eine einzelne Gemeinde sagt er nichts.
indicator-whole = Wert der ganzen Gemeinde, nicht des Gemeindeteils
indicator-whole-note = Hier liegt nur der Wert der Gemeinde vor: { $municipality }. Er gilt für die ganze Gemeinde; über den Gemeindeteil sagt er nichts.
indicator-members = Werte der Mitgliedsgemeinden
indicator-members-note = Die Werte stehen nebeneinander und sind nicht zusammengezählt.
indicator-not-stated = nicht angegeben
indicator-basis = Grundlage
indicator-no-values = Zu diesem Gebiet liegen keine Werte vor.
indicator-definition = Was gezählt wird
indicator-unit = Einheit
indicator-reference = Bezugszeit
indicator-reference-day = Stichtag { $day }
indicator-reference-average = Durchschnitt des Zeitraums
indicator-reference-sum = Summe über den ganzen Zeitraum
indicator-reference-school-year = Schuljahr, das im Zeitraum endet
indicator-reference-unstated = von der Quelle nicht genannt
indicator-direction = Richtung
indicator-direction-increase = mehr ist besser
indicator-direction-decrease = weniger ist besser
indicator-direction-none = beschreibt, ohne zu bewerten
indicator-formula = Berechnung laut Quelle
indicator-own-formula = Eigene Berechnung
indicator-elements = Andere Zielsysteme
indicator-population-base = Bevölkerungsstand
indicator-goals = Ziele
indicator-version = Fassung der Definition
indicator-name-in-interface = Name in der Schnittstelle
indicator-downloads = Herunterladen
indicator-downloads-note = Jede Datei nennt Quelle und Lizenz. Bitte geben Sie beides weiter.
indicator-download-csv = Dieses Gebiet als CSV
indicator-download-xlsx = Dieses Gebiet als Excel-Arbeitsmappe (XLSX)
indicator-download-csv-all = Alle Gebiete als CSV
indicator-download-package-all = Alle Gebiete als Datenpaket (CSV mit Beschreibung, ZIP)
indicator-download-sdmx-all = Alle Gebiete als SDMX-CSV
indicator-download-sdmx-json-all = Alle Gebiete als SDMX-JSON
indicator-download-parquet-all = Alle Gebiete als Parquet
indicator-download-json-all = Alle Gebiete als JSON
indicator-download-needs-territory = Eine Arbeitsmappe gibt es nur für ein Gebiet. Bitte nennen Sie einen Schlüssel, oder laden Sie die CSV-Datei.
indicator-elsewhere = Derselbe Indikator anderswo
indicator-territory-label = Gebiet
indicator-territory-hint = Amtlicher Schlüssel, zum Beispiel 05515000, oder ein Name; mit einem Namen gelangen Sie zur Suche.
indicator-show = Anzeigen
indicator-unknown-territory = Der Schlüssel „{ $key }“ gehört zu keinem Gebiet. Eine Gemeinde hat 8 Stellen, ein Kreis 5.

download-source-sheet = Quelle

status-o = nicht bekannt
status-oq = nicht bekannt oder gesperrt
status-q = gesperrt
status-l = nicht erhoben
status-m = kann nicht vorkommen
status-u = unsicher
status-b = Bruch in der Reihe
status-p = vorläufig
status-e = geschätzt

# Einheiten, wie sie hinter einer Zahl stehen.

unit-persons = Personen
unit-count = Anzahl
unit-persons-thousand = 1.000 Personen
unit-count-thousand = Tsd.
unit-percent = %
unit-per-mille = ‰
unit-share = Anteil an 1
unit-per-100-persons = je 100 Personen
unit-per-1000-persons = je 1.000 Personen
unit-per-10000-persons = je 10.000 Personen
unit-per-100000-persons = je 100.000 Personen
unit-per-person = je Person
unit-eur = €
unit-eur-thousand = 1.000 €
unit-eur-million = Mio. €
unit-eur-per-person = € je Person
unit-eur-per-person-month = € je Person und Monat
unit-eur-month = € im Monat
unit-eur-per-square-metre = € je m²
unit-square-metres = m²
unit-hectares = Hektar
unit-square-kilometres = km²
unit-square-metres-per-person = m² je Person
unit-hectares-per-day = Hektar am Tag
unit-persons-per-square-kilometre = Personen je km²
unit-metres = m
unit-kilometres = km
unit-kilograms = kg
unit-tonnes = t
unit-tonnes-thousand = 1.000 t
unit-tonnes-million = Mio. t
unit-kilograms-per-person = kg je Person
unit-tonnes-per-person = t je Person
unit-kilograms-per-hectare = kg je Hektar
unit-decitonnes-per-hectare = dt je Hektar
unit-litres = Liter
unit-cubic-metres = m³
unit-litres-per-person-day = Liter je Person und Tag
unit-kilowatt-hours = kWh
unit-megawatt-hours = MWh
unit-gigawatt-hours = GWh
unit-kilowatt-hours-per-square-metre = kWh je m²
unit-kilowatts = kW
unit-megawatts = MW
unit-kilowatts-per-person = kW je Person
unit-micrograms-per-cubic-metre = µg/m³
unit-degrees-celsius = °C
unit-decibels = dB
unit-minutes = Minuten
unit-days = Tage
unit-years = Jahre
unit-index = Index
unit-unstated = Einheit nicht genannt

# For hits of the search.

indicator-kind = Indikator

indicator-earlier-definition = Fassung { $number } der Definition, mit späteren Werten nicht vergleichbar
indicator-method = Wie gezählt wird
indicator-effort = Aufwand
indicator-effort-minutes = { $n ->
    [one] eine Minute im Jahr
   *[other] { $n } Minuten im Jahr
}

# Zielwerte.

targets-title = Zielwerte
targets-lead = Was diese Kommune erreichen oder halten will, wer das beschlossen hat, und was heute ist. Verglichen werden nur eigene Werte; Ziele des Bundes oder des Landes stehen hier nicht.
targets-none = Noch hat kein Gremium dieser Kommune einen Zielwert beschlossen. Ohne beschlossenen Zielwert wird hier nichts bewertet.
targets-caption = Soll und Ist
targets-indicator = Indikator
targets-target = Soll
targets-actual = Ist
targets-base = Ausgangswert
targets-goal = Ziel
targets-set-by = Beschlossen
targets-decision = Beschluss
targets-remark = Bemerkung
targets-ended = Nicht mehr gültig
targets-all = Alle Zielwerte
targets-note = Soll und Ist stehen nebeneinander, ohne Bewertung.
target-title = Zielwert: { $indicator }
target-actual = { $value } ({ $period }; { $source })
target-no-actual = kein eigener Wert
target-base = Ausgangswert { $period }: { $value }
target-reach-at-least = mindestens { $value } bis { $by }
target-reach-at-most = höchstens { $value } bis { $by }
target-keep-at-least = jedes Jahr mindestens { $value }
target-keep-at-most = jedes Jahr höchstens { $value }
target-direction-increase = soll steigen
target-direction-decrease = soll sinken
target-direction-none = ohne Richtung
target-points = Prozentpunkte
target-distance-below = Der Wert liegt { $value } unter dem Zielwert.
target-distance-above = Der Wert liegt { $value } über dem Zielwert.
target-distance-equal = Der Wert ist gleich dem Zielwert.
target-since-base-below = Seit dem Ausgangswert um { $value } gesunken.
target-since-base-above = Seit dem Ausgangswert um { $value } gestiegen.
target-since-base-equal = Seit dem Ausgangswert unverändert.
target-set-by = { $body }, { $date }
target-not-set = noch nicht beschlossen
target-ended = Beendet am { $date }
target-ended-because = Beendet: { $because }
target-history = Geschichte
target-history-caption = Alle öffentlichen Fassungen, die neueste zuerst
target-version = Fassung
target-at = Eingetragen

# Jahreskalender.

calendar-title = Jahreskalender
calendar-lead = Welche Zahlen wann und wo erscheinen, und was davon schon hier ist.
calendar-overdue = { $n ->
    [one] Eine Veröffentlichung ist überfällig: Üblicherweise ist sie schon erschienen, hier fehlt sie noch.
   *[other] { $n } Veröffentlichungen sind überfällig: Üblicherweise sind sie schon erschienen, hier fehlen sie noch.
}
calendar-nothing-overdue = Nichts ist überfällig.
calendar-without-homes = Geprüft an allen Gebieten, weil noch keine Kommune hier eigene Seiten hat.
calendar-caption = Veröffentlichungen im Jahr
calendar-what = Was
calendar-when = Üblicher Monat
calendar-state = Stand
calendar-how = Woher
calendar-usual = nach bisheriger Erfahrung, nicht zugesagt
calendar-newest = Neuester Zeitraum hier: { $period }
calendar-state-here = liegt vor
calendar-state-overdue = überfällig: { $year } müsste erschienen sein
calendar-state-nothing = noch keine Werte hier
calendar-state-unknown = ohne festen Termin
calendar-no-month = kein fester Monat
calendar-every-month = laufend
calendar-month-1 = Januar
calendar-month-2 = Februar
calendar-month-3 = März
calendar-month-4 = April
calendar-month-5 = Mai
calendar-month-6 = Juni
calendar-month-7 = Juli
calendar-month-8 = August
calendar-month-9 = September
calendar-month-10 = Oktober
calendar-month-11 = November
calendar-month-12 = Dezember
calendar-file = Als Kalenderdatei (iCalendar)
calendar-link = Jahreskalender: wann welche Zahlen erscheinen

indicator-map-link = Karte der Kreise und Länder
indicator-map-link-municipalities = Karte der Gemeinden: { $name }
indicator-map-link-districts = Karte der Kreise: { $name }
indicator-map-link-parts = Karte der Gemeindeteile: { $name }
indicator-map-link-states = Karte der Länder
indicator-map-on = Auf der Karte
indicator-map-title = { $title } auf der Karte
indicator-map-inside = Nur innerhalb von
indicator-map-needs-inside = Bitte wählen Sie aus, wo Sie genauer hinsehen möchten: für Gemeinden ein Land und, wenn Sie möchten, einen Kreis; für Gemeindeteile eine Gemeinde.
indicator-map-level = Ebene
indicator-map-state = Land
indicator-map-all = Ganz Deutschland
indicator-map-classes = Klassen
indicator-map-quantiles = etwa gleich viele Gebiete je Klasse
indicator-map-equal = gleich große Schritte
indicator-map-to = bis
indicators-unknown-goal = „{ $goal }“ ist keines der Ziele für nachhaltige Entwicklung und keine Zielvorgabe. Möglich sind 1 bis 17 und Zielvorgaben wie 11.6.
indicator-only-today = Diese Seite zeigt immer den neuesten Stand. Was an einem früheren Tag bekannt war, liefert die Schnittstelle: /api/v1/observations?indicator={ $indicator } mit as_of oder as_recorded.
indicator-map-name = Gebiet
indicator-map-none = Für diese Auswahl gibt es keine Werte. Bitte wählen Sie oben eine andere Ebene; alle Zahlen stehen auf der Seite des Indikators.
indicator-map-no-boundaries = Für diese Ebene liegen keine Grenzen vor. Die Werte stehen in der Tabelle.
indicator-map-without-area = { $n ->
    [one] Ein Wert gehört zu einem Gebiet, das auf diesem Gebietsstand keine eigene Fläche hat. Er steht nur in der Tabelle:
   *[other] { $n } Werte gehören zu Gebieten, die auf diesem Gebietsstand keine eigene Fläche haben. Sie stehen nur in der Tabelle:
}
indicator-map-unknown-level = „{ $given }“ ist keine Ebene, zu der es hier eine Karte gibt. Möglich ist: { $known }.
indicator-map-unknown-classes = „{ $given }“ ist keine Art, Klassen zu bilden. Möglich ist: quantiles (etwa gleich viele Gebiete) oder equal (gleich große Schritte).
indicator-map-unknown-state = In „{ $given }“ liegt kein Gebiet dieser Ebene. Ein Land hat zwei Stellen, zum Beispiel 05, ein Kreis fünf.
indicator-map-unknown-period = „{ $given }“ ist kein Zeitraum. Ein Jahr hat vier Stellen, zum Beispiel 2021.
indicator-map-boundaries = Grenzen
indicator-map-other-sources = Werte anderer Quellen, hier nicht gezeigt

indicator-origin-computed = eigene Berechnung

selection-title = Gewählte Indikatoren
selection-lead = Welche Indikatoren sich die Kommune ausgesucht hat, warum, und welche Ziele dabei offen bleiben.
selection-chosen = Gewählt
selection-empty = Noch ist kein Indikator gewählt.
selection-effort = Geschätzter Aufwand im Jahr: { $minutes } Minuten, das sind { $hours } Stunden.
selection-own-surveys = { $n ->
    [one] Ein Indikator ist eine eigene Erhebung.
   *[other] { $n } Indikatoren sind eigene Erhebungen.
}
selection-without-estimate = { $n ->
    [one] Zu einem Indikator gibt es keine Schätzung; er ist nicht mitgezählt.
   *[other] Zu { $n } Indikatoren gibt es keine Schätzung; sie sind nicht mitgezählt.
}
selection-caption = { $n ->
    [one] Ein gewählter Indikator
   *[other] { $n } gewählte Indikatoren
}
selection-indicator = Indikator
selection-reason = Begründung
selection-availability = Woher
selection-level = In der Gemeinde
selection-minutes = Minuten im Jahr
selection-minutes-a-year = { $n } Minuten im Jahr
selection-no-estimate = keine Schätzung
selection-availability-central = zentral veröffentlicht
selection-availability-own-survey = eigene Erhebung
selection-availability-unstated = nicht angegeben
selection-level-own = eigener Wert
selection-level-only-district = nur Wert des Kreises
selection-level-only-state = nur Wert des Landes
selection-level-none = kein Wert
selection-level-unstated = nicht angegeben
selection-uncovered = Was offen bleibt: { $framework }
selection-uncovered-text = { $n ->
    [0] Jedes Ziel hat mindestens einen gewählten Indikator mit eigenen Werten.
    [one] Ein Ziel von { $all } hat noch keinen gewählten Indikator mit eigenen Werten.
   *[other] { $n } von { $all } Zielen haben noch keinen gewählten Indikator mit eigenen Werten.
}
selection-uncovered-caption = Ziele und ihre Indikatoren
selection-goal = Ziel
selection-state = Stand
selection-n-indicators = Indikatoren
selection-n-chosen = davon gewählt
selection-n-own = davon mit eigenen Werten
selection-coverage-no-indicator = kein Indikator bekannt
selection-coverage-none-chosen = keiner gewählt
selection-coverage-no-own-values = gewählt, ohne eigene Werte
selection-coverage-covered = mit eigenen Werten
selection-link = Gewählte Indikatoren und offene Ziele
selection-edit-title = Indikatoren wählen: { $home }
selection-edit-lead = Wählen Sie für { $home } die Indikatoren, mit denen Sie arbeiten wollen. Zu jeder Wahl gehört ein Satz, warum.
selection-reason-label = Warum wählen Sie ihn?
selection-choose = Wählen
selection-remove = Nicht mehr wählen
selection-see = So sehen es alle
selection-wrong-indicator = Bitte wählen Sie einen Indikator aus der Liste.
selection-wrong-reason = Bitte schreiben Sie in höchstens 500 Zeichen, warum Sie diesen Indikator wählen.

sheet-heading = Bevor Sie ihn wählen
sheet-minutes = etwa { $n } Minuten im Jahr (geschätzt)
sheet-where = Woher die Werte kommen
sheet-levels = Werte je Ebene
sheet-level-municipality = Gemeinde
sheet-level-district = Kreis
sheet-level-state = Land
sheet-level-country = Bund
sheet-type = Typ im Satz der SDG-Indikatoren für Kommunen
sheet-definitions = Fassungen der Definition
sheet-about-definition = Definition
sheet-about-unit = Einheit geprüft
sheet-about-direction = Richtung geprüft
sheet-about-dns = Bezug zur Deutschen Nachhaltigkeitsstrategie geprüft
sheet-state-confirmed = bestätigt
sheet-state-corrected = berichtigt
sheet-state-open = offen
selection-edit-link = Auswahl ändern

indicator-break-row = Bruch in der Reihe: { $break }. Die Werte darunter lassen sich mit denen darüber nicht vergleichen.
indicator-break-confirmed = Bruch in der Reihe: { $break }.
indicator-break-possible = Möglicher Bruch in der Reihe, noch zu bestätigen: { $break }.
indicator-break-source = Das sagt:
indicator-break-flagged = vom Herausgeber gekennzeichnet
indicator-break-short = { $n ->
    [one] Nach dem letzten Bruch gibt es erst einen Wert.
   *[other] Nach dem letzten Bruch gibt es erst { $n } Werte.
} Für eine Aussage über die Richtung braucht es { $needed }. Die älteren Werte stehen getrennt davon und gehören zu einer anderen Zählung; Anzahlen statt Quoten können weiterhelfen.

# Indikatoren eines eigenen Handlungsfelds.

field-indicators-task = Indikatoren zuordnen
field-indicators-n = { $n ->
    [0] Noch ist kein Indikator zugeordnet.
    [one] ein Indikator zugeordnet
   *[other] { $n } Indikatoren zugeordnet
}
field-indicators-title = Indikatoren: { $field }
field-indicators-lead = Welche Indikatoren zeigen, wie es in diesem Handlungsfeld steht? Ein Indikator kann zu mehreren gehören.
field-indicators-none = Noch ist kein Indikator zugeordnet.
field-indicators-do = Ändern
field-indicators-add = Zuordnen
field-indicators-remove = Nicht mehr zuordnen
field-indicators-remove-of = „{ $title }“ nicht mehr zuordnen
field-indicators-back = Zurück zum Handlungsfeld

api-organisation-missing = Bitte nennen Sie eine Kommune mit ihrem Namen in Adressen, zum Beispiel muenster.
api-territory-missing = Bitte nennen Sie den Ort mit seinem amtlichen Schlüssel, zum Beispiel 05515000.
own-row-action = Was Sie tun können
selection-goals = Ziele, und was sie für uns bedeuten
selection-relevance = Für uns
field-indicators-gone = Dieses Handlungsfeld gibt es nicht mehr: In der Datei, die das Zielsystem ersetzt hat, steht es nicht. Entfernen Sie die Zuordnungen, oder ordnen Sie die Indikatoren einem anderen Handlungsfeld zu.
field-indicators-to = Handlungsfeld, zu dem er jetzt gehört
field-indicators-move = Anders zuordnen
own-dead-links = Zuordnungen, die ins Leere führen
own-dead-links-note = Diese Ziele gibt es in ihrem Zielsystem nicht mehr. Entfernen Sie die Zuordnung hier, und wählen Sie oben ein anderes Ziel, wenn eines passt.
own-dead-links-remove = Zuordnung entfernen
own-dead-links-framework = Zielsystem
own-dead-links-code = Ziel

# Namen von Quellen, die selbst keinen Titel nennen.
source-own-values = Eigene Werte von { $home }
source-own-tables = Eigene Tabellen
source-computed = Eigene Berechnung
source-climate-plan = Klimapläne von Städten
source-open-sdg = Open-SDG-Plattform
source-inkar = INKAR
source-wegweiser = Wegweiser Kommune

# Gliederungen, die alle Ämter kennen.
breakdown-total = insgesamt
breakdown-sex = Geschlecht
breakdown-sex-f = weiblich
breakdown-sex-m = männlich
breakdown-age = Alter
breakdown-age-of = { $n ->
    [one] 1 Jahr
   *[other] { $n } Jahre
}
breakdown-age-between = { $from } bis { $until } Jahre
breakdown-age-under = { $n ->
    [one] unter 1 Jahr
   *[other] unter { $n } Jahren
}
breakdown-age-from = { $n ->
    [one] ab 1 Jahr
   *[other] ab { $n } Jahren
}
breakdown-citizenship = Staatsangehörigkeit
breakdown-citizenship-nat = deutsch
breakdown-citizenship-for = nicht deutsch
breakdown-disability-status = Behinderung
breakdown-sector = Sektor
breakdown-energy-carrier = Energieträger
breakdown-urbanisation = Stadt und Land
breakdown-offence = Straftat
