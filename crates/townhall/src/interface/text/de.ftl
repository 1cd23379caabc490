interface-title = Schnittstelle für Programme
interface-lead = Alle öffentlichen Zahlen und ihre Herkunft lassen sich auch mit Programmen abfragen: ohne Anmeldung, ohne Schlüssel und von jeder Website aus.
interface-document = Beschreibung für Programme (OpenAPI 3.1)

interface-addresses = Was Sie abfragen können
interface-try = Ausprobieren
interface-address-territories = Gebiete nach amtlichem Schlüssel, mit Einwohnerzahl und Fläche
interface-address-territory = Ein Gebiet mit übergeordneten Gebieten und anderen Schlüsseln
interface-address-geometry = Die Fläche eines Gebiets (GeoJSON)
interface-address-boundary-sets = Welche Grenzen es gibt
interface-address-boundaries = Alle Flächen einer Ebene (GeoJSON)
interface-address-goals = Ziele und ihre Bestandteile, ohne Angabe die 17 Ziele für nachhaltige Entwicklung
interface-address-goal = Ein Ziel mit seinen Unterzielen
interface-address-frameworks = Zielsysteme mit Ausgabe, Gültigkeit und Quelle
interface-address-framework = Ein Zielsystem
interface-address-crosswalks = Zuordnungen zwischen Zielsystemen mit Begründung
interface-address-indicators = Indikatoren mit Definition, Einheit und Zielen
interface-address-indicator = Ein Indikator
interface-address-observations = Werte mit Kennzeichen, Quelle und Herkunft
interface-address-deliveries = Datenlieferungen, die neueste zuerst
interface-address-delivery = Eine Datenlieferung mit ihrer Zeilenrechnung
interface-address-problems = Abgewiesene und berichtigte Zeilen einer Datenlieferung
interface-address-sources = Quellen mit Quellenvermerk und Lizenz
interface-address-differences = Was eine Datenlieferung geändert hat, alt neben neu
interface-address-differences-summary = Dasselbe als Anzahl, insgesamt und je Indikator
interface-address-targets = Zielwerte von Kommunen mit Gremium und Beschluss
interface-address-target = Ein Zielwert mit allen öffentlichen Fassungen
interface-address-comparison = Quellen eines Indikators für einen Ort im Vergleich
interface-address-coverage = Welche Ziele eine Kommune mit gewählten Indikatoren abdeckt und welche offen bleiben
interface-address-selection = Gewählte Indikatoren einer Kommune mit Begründung und Aufwand
interface-address-calendar = Jahreskalender: was wann erscheint und was überfällig ist

interface-values = Werte auswählen
interface-values-filters = Ohne Angaben erhalten Sie alle Werte, Seite für Seite. Diese Angaben grenzen die Auswahl gemeinsam ein:
interface-values-names = nur diese Indikatoren und Gebiete. Beide Angaben dürfen mehrfach dastehen.
interface-values-level = nur diese Ebene, zum Beispiel „district“ für Kreise und kreisfreie Städte oder „municipality“ für Gemeinden.
interface-values-periods = nur Zeiträume ab dem einen und bis zu dem anderen, zum Beispiel „2015“ oder „2022-Q1“.
interface-values-as-of = der Stand, den die Herausgeber am Ende dieses Tages kannten.
interface-values-as-recorded = der Stand, der am Ende dieses Tages hier zu lesen war.
interface-values-missing = Fehlt ein Wert, so steht an seiner Stelle „null“ und daneben ein Kennzeichen, das den Grund nennt. Null als Zahl steht nur da, wenn tatsächlich null gezählt wurde.

interface-csv = Als Tabelle
interface-csv-whole = Mit „format=csv“ erhalten Sie die ganze Auswahl auf einmal als CSV-Tabelle (UTF-8, Komma als Trennzeichen, Dezimalpunkt). Diese Adresse können Sie auch in einer Tabellenkalkulation als Datenquelle angeben. Ebenso gibt es „format=xlsx“ (Arbeitsmappe), „parquet“, „sdmx-csv“, „sdmx-json“ und „data-package“ (CSV mit Beschreibung).

interface-lists = Lange Listen
interface-lists-pages = Listen kommen in Seiten. Solange „next“ nicht „null“ ist, geht es weiter: Rufen Sie dieselbe Adresse mit „cursor“ und diesem Wert auf, ohne weitere Angaben. Wie viele Einträge eine Seite hat, bestimmen Sie mit „limit“.
interface-lists-state = Alle Seiten einer Abfrage von Werten zeigen denselben Datenstand, auch wenn währenddessen neue Zahlen eintreffen.

interface-problems = Wenn etwas nicht stimmt
interface-problems-strict = Unbekannte Angaben werden nicht übergangen, sondern zurückgewiesen, damit ein Tippfehler nicht unbemerkt zu anderen Zahlen führt. Die Antwort nennt die Angabe, den Grund und was zu tun ist.

interface-terms = Bedingungen
interface-terms-open = Sie dürfen alles abfragen, was auch auf den Seiten zu sehen ist.
interface-terms-note = Wer Zahlen weitergibt, muss den Vermerk ihrer Quelle dazuschreiben. Alle Vermerke und Lizenzen stehen hier:
interface-terms-stable = Unter „/api/v1“ kommt nur Neues hinzu. Nichts wird umbenannt, entfernt oder umgedeutet. Felder, die Ihr Programm nicht kennt, sollte es überlesen.
