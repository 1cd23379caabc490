# Gebiete: Verzeichnis und einzelne Seite.

territories-title = Gebiete
territories-description = Alle Länder, Kreise, Gemeindeverbände und Gemeinden in Deutschland mit ihrem amtlichen Schlüssel.
territories-lead = Alle Länder, Kreise, Gemeindeverbände und Gemeinden mit ihrem amtlichen Schlüssel.
territories-lead-counts = { $municipalities } bewohnte Gemeinden in { $districts } Kreisen und kreisfreien Städten, dazu { $uninhabited } unbewohnte Gebiete, Stand { $date }.

territories-level-country = Staat
territories-level-state = Land
territories-level-region = Regierungsbezirk
territories-level-district = Kreis oder kreisfreie Stadt
territories-level-association = Gemeindeverband
territories-level-municipality = Gemeinde

territories-search-text = Name oder Schlüssel
territories-search-level = Ebene
territories-search-state = Land
territories-search-any = Alle
territories-search-button = Anzeigen
territories-states = Die 16 Länder
territories-found = { $n ->
    [0] Kein Gebiet gefunden
    [one] Ein Gebiet
   *[other] { $n } Gebiete
}
territories-none = Kein Gebiet passt zu Ihrer Suche. Bitte prüfen Sie die Schreibweise, lassen Sie Teile des Namens weg oder wählen Sie eine andere Ebene.
territories-column-name = Name
territories-column-type = Art
territories-column-key = Schlüssel
territories-column-population = Bevölkerung
territories-uninhabited = unbewohnt
territories-pages = Seiten der Liste
territories-next = Weitere Gebiete
territories-first = Zum Anfang der Liste

territories-home = Zu den Seiten von { $name }
territories-facts = Auf einen Blick
territories-population = Bevölkerung
territories-population-at = { $n } am { $date }
territories-area = Fläche
territories-unknown = nicht bekannt
territories-type = Art
territories-level-and-type = { $type } (Ebene: { $level })
territories-key-official = Amtlicher Gemeindeschlüssel (AGS)
territories-key-regional = Regionalschlüssel (ARS)
territories-key-short = Amtlicher Schlüssel
territories-key-nuts = NUTS-Schlüssel der Europäischen Union
territories-valid-since = Eintrag im amtlichen Verzeichnis gültig seit
territories-above = Gehört zu
territories-same = Dasselbe Gebiet
territories-same-text = Dieses Gebiet hat mehrere Schlüssel. Statistiken nennen mal den einen, mal den anderen; gemeint ist derselbe Ort.
territories-same-entry = { $type }, Schlüssel { $key }
territories-below-states = Länder
territories-below-regions = Regierungsbezirke
territories-below-districts = Kreise und kreisfreie Städte
territories-below-municipalities = Gemeinden und Gemeindeverbände
territories-members = Mitgliedsgemeinden
territories-members-text = { $n ->
    [one] Eine Gemeinde mit eigener Verwaltung.
   *[other] { $n } Gemeinden mit eigenen Räten teilen sich diese Verwaltung.
}
territories-note-uninhabited = Hier wohnt niemand. Das Gebiet gehört zu keiner Gemeinde und zählt in Vergleichen nicht mit.
territories-note-gone = Im neuesten Verzeichnis (Stand { $date }) steht dieses Gebiet nicht mehr. Gezeigt wird der letzte bekannte Stand.
territories-source = Quelle
territories-source-licence = Datenlizenz Deutschland – Namensnennung – Version 2.0

territories-map = Lage
territories-map-title = Karte: { $name } und die Gebiete ringsum
territories-map-stand-in = Grenzen von { $name } liegen hier nicht vor. Hervorgehoben ist das größere Gebiet: { $shown }.
territories-map-state-day = Gebietsstand der Karte: { $day }.
territories-map-state-span = Gebietsstand der Karte: { $from } bis { $until }.
territories-map-state-since = Gebietsstand der Karte: seit { $from }.
territories-map-simplified = Grenzen vereinfacht.
territories-map-areas = Gebiete auf dieser Karte ({ $n })
territories-note-ended = Dieses Gebiet gibt es seit dem { $date } nicht mehr. Zahlen aus der Zeit davor bleiben unter seinem Schlüssel lesbar.

territories-history = Was sich geändert hat
territories-history-went-into = aufgegangen in
territories-history-took-in = aufgenommen:
territories-history-gave-part = gab einen Teil ab an
territories-history-got-part = bekam einen Teil von
territories-history-new-key = hat seitdem den Schlüssel
territories-history-old-key = hatte vorher den Schlüssel
territories-history-name = hat seitdem einen anderen Namen:
territories-history-people = { $n } Personen
territories-history-unchecked = (Tag nicht an amtlichen Daten geprüft)
territories-peers = Vergleichbare Orte
territories-peers-type = Typ { $type } nach { $name }, Ausgabe { $edition }. Denselben Typ haben { $n } bewohnte Orte.
territories-peers-nearest = Die { $n } Orte dieses Typs mit der ähnlichsten Bevölkerungszahl
territories-peers-licence = Nutzungsbedingungen
