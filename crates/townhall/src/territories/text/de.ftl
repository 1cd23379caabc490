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
territories-began = Besteht unter diesem Schlüssel seit
territories-ended = Gibt es nicht mehr seit
territories-history-arose = entstanden aus
territories-history-association = anderer Gemeindeverband:
territories-history-figures = Zahlen bleiben bei dem Gebiet, für das sie veröffentlicht wurden. Lotse überträgt keine Zahl auf eine andere Fläche und zählt keine Vorgänger zusammen.
territories-no-geometry = Von diesem Gebiet liegen hier keine Grenzen vor, oder keine von diesem Tag. Welche es gibt, steht unter /api/v1/boundaries.
territories-level-part = Gemeindeteil (Stadtbezirk, Stadtteil, Ortsteil)
territories-below-parts = Gemeindeteile
territories-area-drawn = { $area } (berechnet aus den Grenzen)
territories-key-own = Schlüssel des Gemeindeteils (von der Gemeinde)
territories-column-level = Ebene
territories-column-state = Gebietsstand
territories-column-areas = Flächen
territories-column-file = Datei
territories-desk-task = Grenzen einlesen
territories-desk-task-lead = Die Stadtteile Ihrer Kommune oder genauere Grenzen für Karten, aus GeoJSON, Shapefile oder GeoPackage.
territories-desk-title = Grenzen und Stadtteile
territories-desk-lead = Lesen Sie Flächen ein: die Stadtteile Ihrer Kommune oder genauere Grenzen amtlicher Gebiete. Lotse zeigt Ihnen zuerst eine Karte. Gespeichert wird erst, wenn Sie zustimmen.
territories-desk-files = Datei auswählen oder hierher ziehen
territories-desk-hint = GeoJSON, TopoJSON, GeoPackage oder Shapefile (als ZIP, oder SHP, DBF und PRJ zusammen auswählen), bis { $most }.
territories-desk-button = Ansehen
territories-desk-waiting = Wartet auf Ihre Entscheidung
territories-desk-sets = Grenzen, die es hier gibt
territories-desk-ships = gehört zu Lotse
territories-desk-remove = Zurücknehmen
territories-desk-remove-title = Grenzen zurücknehmen
territories-desk-remove-lead = Die Karten zeigen danach wieder, was vorher galt. Gemeindeteile, die nur hier vorkamen, gelten als aufgelöst; ihre Zahlen und Seiten bleiben. Die Datei können Sie jederzeit neu einlesen.
territories-desk-back = Abbrechen
territories-desk-taken = Übernommen: { $n } Flächen, Ebene { $level }. In der Liste unten können Sie das zurücknehmen.
territories-desk-nothing = Es war keine Datei dabei. Bitte wählen Sie eine aus.
territories-desk-several = Bitte wählen Sie eine einzige Datei aus, oder alle Teile eines einzigen Shapefiles.
territories-desk-too-large = Die Datei ist größer als { $most }. Bitte geben Sie nur die Ebene aus, die Sie brauchen, oder vereinfachen Sie die Flächen.
territories-desk-full = Es warten schon viele Dateien auf Ihre Entscheidung. Bitte übernehmen oder verwerfen Sie erst einige davon.
territories-desk-found = { $n } Flächen gefunden. Ihre Schlüssel sind amtlich (Ebene: { $level }).
territories-desk-found-parts = { $n } Flächen gefunden, als Gemeindeteile von { $name }.
territories-desk-exactly = Genauer Wortlaut
territories-desk-preview = So sehen die Flächen aus
territories-desk-map = Flächen der Datei { $file }
territories-desk-rows = Flächen der Datei (gezeigt: { $shown } von { $n })
territories-desk-list-water = Wasserflächen, nicht übernommen ({ $n })
territories-desk-list-unknown = Flächen ohne brauchbaren Schlüssel, nicht übernommen ({ $n })
territories-desk-list-level = Schlüssel einer anderen Ebene, nicht übernommen ({ $n })
territories-desk-list-none = Keine Flächen, nicht übernommen ({ $n })
territories-desk-list-several = Ein Schlüssel mit mehreren Namen, nicht übernommen ({ $n })
territories-desk-list-crossing = Grenzen, die sich selbst kreuzen; übernommen, wie sie sind ({ $n })
territories-desk-meaning = Was die Datei bedeutet
territories-desk-kind = Was sind das für Flächen?
territories-desk-kind-official = amtliche Gebiete (Gemeinden, Kreise, Länder)
territories-desk-kind-part = Teile einer Gemeinde (Stadtbezirke, Stadtteile, Ortsteile)
territories-desk-municipality = Amtlicher Schlüssel der Gemeinde
territories-desk-municipality-hint = Nur bei Gemeindeteilen. Acht Ziffern, zum Beispiel 05515000.
territories-desk-level = Ebene der amtlichen Gebiete
territories-desk-key = Merkmal mit dem Schlüssel
territories-desk-name = Merkmal mit dem Namen
territories-desk-crs = Koordinatensystem
territories-desk-layer = Ebene eines GeoPackages
territories-desk-swapped = Die Datei schreibt Breite oder Hochwert zuerst (Achsen vertauscht)
territories-desk-find = von Lotse finden lassen
territories-desk-look = Neu ansehen
territories-desk-origin = Stand, Quelle und Lizenz
territories-desk-day = Gebietsstand
territories-desk-day-hint = Der Tag, an dem die Flächen so waren.
territories-desk-source = Quellenvermerk
territories-desk-source-hint = Steht unter jeder Karte, zum Beispiel: © Stadt Münster, Vermessungs- und Katasteramt
territories-desk-licence = Adresse der Lizenz
territories-desk-take = Übernehmen
territories-desk-discard = Verwerfen
territories-desk-wrong-day = Bitte nennen Sie den Tag, an dem die Flächen so waren.
territories-desk-wrong-future = Dieser Tag liegt in der Zukunft. Bitte nennen Sie den Tag, für den die Grenzen gelten; spätestens heute.
territories-desk-wrong-source = Bitte nennen Sie den Quellenvermerk; ohne ihn darf keine Karte erscheinen.
territories-desk-wrong-licence = Bitte nennen Sie die Adresse der Lizenz, sie beginnt mit https://.
territories-desk-wrong-nothing = Mit dieser Zuordnung bleibt keine Fläche übrig. Bitte wählen Sie ein anderes Merkmal mit dem Schlüssel.
territories-desk-wrong-state = { $n } der Gebiete gab es an diesem Tag nicht: { $names }. Die Datei zeigt einen anderen Gebietsstand.
territories-desk-wrong-known = Grenzen dieser Ebene von diesem Tag und mit diesem Quellenvermerk gibt es schon. Bitte nehmen Sie sie zuerst zurück.
territories-desk-error-broken = Die Datei ist beschädigt, leer oder zu groß. Bitte geben Sie sie aus dem Programm, aus dem sie stammt, noch einmal aus.
territories-desk-error-kind = Das ist keine Datei mit Flächen. Bitte wählen Sie GeoJSON, TopoJSON, ein GeoPackage oder ein Shapefile.
territories-desk-error-part = Dem Shapefile fehlt ein Teil: { $part }. Bitte wählen Sie SHP, DBF und PRJ zusammen aus, oder packen Sie alles in ein ZIP.
territories-desk-error-layers = Die Datei hat mehrere Ebenen: { $names }. Bitte tragen Sie unten eine davon ein.
territories-desk-error-empty = Die Datei enthält keine Flächen.
territories-desk-error-reference = Die Datei sagt nicht, wie ihre Koordinaten gemeint sind (die ersten sind { $x } und { $y }). Bitte wählen Sie unten das Koordinatensystem.
territories-desk-error-unknown-reference = Das Koordinatensystem { $name } kennt Lotse nicht. Bitte wählen Sie unten eines aus, oder geben Sie die Datei in EPSG:25832 oder EPSG:4326 aus.
territories-desk-error-metres = Die Koordinaten { $x }, { $y } (Fläche { $feature }) sind Meter, gelesen wurden sie als Grad. Bitte wählen Sie unten das Koordinatensystem, meist EPSG:25832.
territories-desk-error-degrees = Die Koordinaten { $x }, { $y } (Fläche { $feature }) sind Grad, gelesen wurden sie als Meter ({ $reference }). Bitte wählen Sie unten EPSG:4326.
territories-desk-error-exchanged = Bei den Koordinaten { $x }, { $y } (Fläche { $feature }) sind die Achsen vertauscht. Bitte kreuzen Sie das unten an.
territories-desk-error-elsewhere = Die Koordinaten { $x }, { $y } (Fläche { $feature }, { $reference }) liegen nicht in Deutschland. Bitte wählen Sie unten ein anderes Koordinatensystem, oder prüfen Sie die Achsen.
territories-desk-error-no-keys = Keines der Merkmale enthält amtliche Schlüssel ({ $names }). Wählen Sie unten „Teile einer Gemeinde“, wenn es Stadtteile sind.
territories-desk-error-municipality = Das sind keine amtlichen Gebiete. Sind es Teile einer Gemeinde? Dann nennen Sie bitte unten deren amtlichen Schlüssel.
territories-desk-error-elsewhere-in = Diese Flächen liegen nicht in { $town }, sondern hier: { $there }. Bitte nennen Sie unten den amtlichen Schlüssel der Gemeinde, zu der sie gehören.
territories-desk-error-elsewhere-nowhere = Diese Flächen liegen nicht in { $town }. Bitte nennen Sie unten den amtlichen Schlüssel der Gemeinde, zu der sie gehören, oder prüfen Sie, wie die Koordinaten gemeint sind.
territories-desk-error-part-keys = Kein Merkmal gibt jeder Fläche einen eigenen Schlüssel. Bitte wählen Sie unten aus, welches der Schlüssel ist.

territories-key-unknown = Der Schlüssel „{ $key }“ steht in keiner Liste amtlicher Schlüssel. Bitte prüfen Sie die Ziffern.
territories-key-dissolved = Der Schlüssel „{ $key }“ gehört zum Kreis { $name } ({ $district }), den es nicht mehr gibt. Sein Gebiet kam zu: { $successors }.
territories-key-other-level = „{ $key }“ ist kein Schlüssel der Ebene „{ $level }“.
territories-key-no-key = „{ $key }“ ist kein amtlicher Schlüssel. Er besteht aus Ziffern, zum Beispiel 05515000 für eine Gemeinde oder 05515 für einen Kreis.
territories-key-length = Der Schlüssel „{ $key }“ hat { $n } Stellen. Ein Land hat 2, ein Regierungsbezirk 3, ein Kreis 5, eine Gemeinde 8, ein Gemeindeverband 9.
territories-key-no-state = Der Schlüssel „{ $key }“ beginnt mit keinem Land. Die ersten zwei Ziffern sind 01 bis 16.
territories-key-no-part = „{ $key }“ ist kein Schlüssel eines Gemeindeteils. Bitte schreiben Sie den Schlüssel der Gemeinde, einen Bindestrich und bis zu 24 Buchstaben und Ziffern, zum Beispiel 05515000-11.

territories-changes-title = Gebietsänderungen
territories-changes-task = Gebietsänderungen
territories-changes-task-lead = Amtliche Listen von Eingemeindungen, neuen Schlüsseln und Namen einlesen.
territories-changes-lead = Werden Gemeinden zusammengelegt oder bekommen sie einen anderen Schlüssel, steht das in den amtlichen Listen der Gebietsänderungen. Hier lesen Sie eine solche Liste ein. Zahlen zu früheren Gebieten finden danach ihren Ort, und jede Ortsseite nennt, was sich geändert hat.
territories-changes-file = Liste der Gebietsänderungen
territories-changes-hint = Die jährliche Liste „Namens-, Grenz- und Schlüsseländerungen“ des Statistischen Bundesamtes oder ein Umsteigeschlüssel des BBSR, als XLSX, XLS oder CSV. Sie sehen die Liste an, bevor etwas gespeichert wird.
territories-changes-button = Liste ansehen
territories-changes-nothing = Bitte wählen Sie eine Liste aus.
territories-changes-several = Bitte wählen Sie nur eine Liste auf einmal.
territories-changes-lists = Übernommene Listen
territories-changes-no-lists = Noch wurde keine Liste übernommen. Die Kreisreformen unten bringt Lotse mit.
territories-changes-taken = { $file } ist übernommen: { $n ->
    [0] keine neue Änderung
    [one] eine neue Änderung
   *[other] { $n } neue Änderungen
}, { $known } schon bekannt, { $refused ->
    [0] keine Zeile
    [one] eine Zeile
   *[other] { $refused } Zeilen
} nicht übernommen.
territories-changes-at = Übernommen am
territories-changes-new = neu
territories-changes-known = schon bekannt
territories-changes-ended = Gebiete, die es nicht mehr gibt
territories-changes-territories-added = Gebiete, die in keinem Verzeichnis standen
territories-changes-refused = nicht übernommene Zeilen
territories-changes-refused-of = { $file }: nicht übernommene Zeilen ({ $n })
territories-changes-line = Zeile { $n }:
territories-changes-still-listed = Diese Schlüssel führt ein späteres Verzeichnis noch; sie gelten deshalb weiter:
territories-changes-all = Alle bekannten Änderungen
territories-changes-kind = Art
territories-changes-n = Änderungen
territories-changes-days = Zeitraum
territories-changes-kind-dissolved = Auflösung
territories-changes-kind-part = Teil kam zu einem anderen Gebiet
territories-changes-kind-key = anderer Schlüssel
territories-changes-kind-name = anderer Name
territories-changes-found = { $n ->
    [one] Eine Änderung gelesen
   *[other] { $n } Änderungen gelesen
}: { $added } neu, { $known } schon bekannt. Gespeichert ist noch nichts.
territories-changes-added-up = Zeilen, mit einer anderen zum selben Teil zusammengezählt
territories-changes-unchanged = Paare ohne Änderung
territories-changes-other-lines = Titel, Tabellenköpfe, Anmerkungen und leere Zeilen
territories-changes-rows = Änderungen der Liste (gezeigt: { $shown } von { $n })
territories-changes-before = vorher
territories-changes-after = nachher
territories-changes-day = wirksam ab
territories-changes-size = betroffen
territories-changes-wrong-source = Bitte nennen Sie den Quellenvermerk mit höchstens 300 Zeichen; er steht neben jeder Änderung.
territories-changes-error-no-table = Das ist keine Liste von Gebietsänderungen. Eine solche Liste hat Spalten für den alten und den neuen Schlüssel, die Art der Änderung und den Tag.
territories-changes-error-empty = In dieser Liste steht keine Änderung, die sich übernehmen lässt.
territories-key-borough = „{ $key }“ ist der Schlüssel eines Bezirks von Berlin und keiner Gemeinde. Berlin hat den Schlüssel 11000000.
territories-key-region = „{ $key }“ ist der Schlüssel einer statistischen Region auf der Fläche eines früheren Regierungsbezirks. Bitte fragen Sie nach dem Land oder nach Kreisen.
territories-refused-old-key = Der alte Schlüssel ist keiner.
territories-refused-new-key = Der neue Schlüssel ist keiner.
territories-refused-new-key-missing = Der neue Schlüssel fehlt.
territories-refused-last-day = Der Tag liegt zu weit in der Zukunft.
territories-refused-kind = „{ $piece }“ ist keine Art von Änderung. Bekannt sind 1 bis 4: Auflösung, Teilausgliederung, Schlüssel, Name.
territories-refused-day = „{ $piece }“ ist kein Tag.
territories-refused-no-inhabitants = „{ $piece }“ ist keine Zahl von Einwohnern.
territories-refused-no-hectares = „{ $piece }“ ist keine Zahl von Hektar.
territories-refused-share = Ein Anteil ist größer als 1.
territories-refused-into-itself = { $piece } kann nicht in sich selbst aufgehen.
territories-refused-levels = { $piece } und { $other } sind Schlüssel verschiedener Ebenen.
territories-refused-impossible-day = Am { $piece } konnten sich Gebiete mit heutigen Schlüsseln nicht ändern.
territories-refused-both-ways = { $piece } und { $other } sollen am selben Tag jeweils im anderen aufgegangen sein.
territories-refused-part-of-itself = Ein Teil von { $piece } kann nicht zu { $piece } selbst kommen.
territories-changes-for-good = Prüfen Sie die Liste, bevor Sie sie übernehmen: Zurücknehmen lässt sie sich nicht, weil Zahlen und Seiten sich sofort nach ihr richten. Wurde die falsche Liste übernommen, schließen Sie Lotse und spielen Sie die letzte Sicherung des Datenordners zurück.
