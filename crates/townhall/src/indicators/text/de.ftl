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
start-goals = Die 17 Ziele
start-deliveries = Neueste Datenlieferungen
start-data-state = Datenstand { $state }
start-empty = Noch keine Kommune hat hier eigene Seiten. Suchen Sie Ihre Gemeinde: Die Seite des Gebiets zeigt alle Zahlen, die vorliegen.
start-all-deliveries = Alle Datenlieferungen

goal-n-indicators = { $n ->
    [0] noch keine Werte
    [one] ein Indikator mit Werten
   *[other] { $n } Indikatoren mit Werten
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
    [one] { $own } von einem Indikator mit eigenen Werten.
   *[other] { $own } von { $known } Indikatoren mit eigenen Werten.
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
municipality-goals = Nach den 17 Zielen
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

indicator-card-before = ({ $period }: { $value })
indicator-chart-title = { $indicator }, { $place }
indicator-table-caption = { $indicator }: { $place }
indicator-table-caption-source = { $indicator }: { $place }, Quelle { $source }
indicator-values = Werte
indicator-period = Zeitraum
indicator-value = Wert
indicator-status = Kennzeichen
indicator-origin = Herkunft
indicator-provider = Herausgeber
indicator-source = Quelle
indicator-licence = Lizenz
indicator-data-state = Datenstand
indicator-data-state-file = { $date }, wie in der Datei angegeben
indicator-data-state-asked = { $date }, bei der Lieferung angegeben
indicator-data-state-edition = spätestens { $date }; das Ende des Jahres, nach dem die Ausgabe heißt
indicator-data-state-accepted = { $date }, der Tag der Lieferung; die Datei nennt keinen Datenstand
indicator-area = Gebietsstand
indicator-area-of-its-day = Gebiet des jeweiligen Tages
indicator-area-recomputed = umgerechnet auf das Gebiet vom { $date }
indicator-area-unstated = von der Quelle nicht genannt
indicator-other-series = Weitere Reihe: { $name }
indicator-other-series-note = Diese Reihe hat einen anderen Schlüssel, eine andere Quelle oder eine andere Gliederung. Sie steht deshalb für sich.
indicator-district = Wert des Landkreises, nicht der Gemeinde
indicator-district-association = Wert des Landkreises, nicht des Gemeindeverbandes
indicator-district-note = Hier liegt nur der Wert des Kreises vor: { $district }. Er gilt für das ganze Kreisgebiet; über eine einzelne Gemeinde sagt er nichts.
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
indicator-population-base = Bevölkerungsstand
indicator-goals = Ziele
indicator-version = Fassung der Definition
indicator-name-in-interface = Name in der Schnittstelle
indicator-downloads = Herunterladen
indicator-downloads-note = Jede Datei nennt Quelle und Lizenz. Bitte geben Sie beides weiter.
indicator-download-csv = Dieses Gebiet als CSV
indicator-download-xlsx = Dieses Gebiet als Excel-Arbeitsmappe (XLSX)
indicator-download-csv-all = Alle Gebiete als CSV
indicator-download-needs-territory = Eine Arbeitsmappe gibt es nur für ein Gebiet. Bitte nennen Sie einen Schlüssel, oder laden Sie die CSV-Datei.
indicator-elsewhere = Derselbe Indikator anderswo
indicator-territory-label = Gebiet
indicator-territory-hint = Amtlicher Schlüssel, zum Beispiel 05515000, oder ein Name; mit einem Namen gelangen Sie zur Suche.
indicator-show = Anzeigen
indicator-unknown-territory = Der Schlüssel „{ $key }“ gehört zu keinem Gebiet. Eine Gemeinde hat 8 Stellen, ein Kreis 5.

download-territory = Schlüssel
download-name = Gebiet
download-period = Zeitraum
download-value = Wert
download-unit = Einheit
download-status = Kennzeichen
download-delivery = Datenlieferung
download-breakdown = Gliederung
download-remark = Bemerkung
download-indicator = Indikator
download-source-sheet = Quelle

status-o = nicht bekannt
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
unit-kilograms-per-person = kg je Person
unit-tonnes-per-person = t je Person
unit-kilograms-per-hectare = kg je Hektar
unit-litres = Liter
unit-cubic-metres = m³
unit-litres-per-person-day = Liter je Person und Tag
unit-kilowatt-hours = kWh
unit-megawatt-hours = MWh
unit-gigawatt-hours = GWh
unit-kilowatts = kW
unit-megawatts = MW
unit-kilowatts-per-person = kW je Person
unit-micrograms-per-cubic-metre = µg/m³
unit-minutes = Minuten
unit-days = Tage
unit-years = Jahre
unit-index = Index
unit-unstated = Einheit nicht genannt

# For hits of the search.

indicator-kind = Indikator
