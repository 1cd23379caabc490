# Words of the frame, shown on every page.

frame-product = Lotse
frame-skip = Zum Inhalt springen
frame-start = Start
frame-languages = Sprache
frame-navigation = Hauptnavigation
frame-breadcrumb = Sie sind hier
frame-footer = Über dieses Angebot
frame-desk = Schreibtisch
frame-desk-here = Sie sind am Schreibtisch
frame-internal = Intern: Diese Seite gibt es nur am Schreibtisch. Öffentlich ist sie nicht zu sehen.
frame-search-label = Suche
frame-search-hint = Gebiet, Ziel oder Indikator
frame-search-button = Suchen
frame-promise = Offen, nachprüfbar, bis zur Quelle: Jede Zahl führt zu ihrer Herkunft.

chart-x-from-to = Die Werte reichen von { $from } bis { $to }.
chart-starts-at-zero = Die senkrechte Achse beginnt bei null.
chart-starts-elsewhere = Die senkrechte Achse beginnt bei { $start }, nicht bei null.
chart-first-last = { $name }: { $first } ({ $from }), zuletzt { $last } ({ $to }).
chart-gaps = { $n ->
    [one] Ein Wert fehlt; die Linie ist dort unterbrochen.
   *[other] { $n } Werte fehlen; die Linie ist dort unterbrochen.
}
chart-break = Bruch in der Reihe: { $label }.
chart-empty = Es gibt keine Werte, die gezeichnet werden könnten.

map-description = Karte mit { $n ->
    [one] einem Gebiet
   *[other] { $n } Gebieten
}{ $missing ->
    [0] .
   *[other] , davon { $missing } ohne Wert.
} Dieselben Angaben stehen in der Tabelle.
map-to-table = Statt der Karte zur Tabelle mit denselben Angaben
map-missing = ohne Wert
map-empty = Für diese Gebiete liegen keine Grenzen vor.

# Problems. A kind has a title, a general sentence and what to do about it.

problem-onward = So geht es weiter
problem-back = Zurück zur Liste
problem-search = Suchen
problem-start = Zur Startseite
problem-request-id = Kennung dieser Anfrage für Rückfragen: { $id }
problem-kind-name = Name in der Schnittstelle
problem-kind-status = HTTP-Status

problem-invalid-title = Diese Angabe ist nicht verständlich
problem-invalid-detail = Mindestens eine Angabe in der Adresse oder in der Eingabe passt nicht.
problem-invalid-remedy = Bitte prüfen Sie die Angabe und versuchen Sie es noch einmal.
problem-not-signed-in-title = Anmeldung nötig
problem-not-signed-in-detail = Diese Seite ist nur für angemeldete Personen da.
problem-not-signed-in-remedy = Bitte melden Sie sich an und rufen Sie die Seite erneut auf.
problem-not-found-title = Seite nicht gefunden
problem-not-found-detail = Unter dieser Adresse gibt es nichts, oder es ist nicht öffentlich.
problem-not-found-remedy = Bitte prüfen Sie die Adresse, oder suchen Sie nach dem, was Sie brauchen.
problem-method-not-allowed-title = So lässt sich diese Adresse nicht ansprechen
problem-method-not-allowed-detail = Die Adresse gibt es, aber nicht mit dieser HTTP-Methode.
problem-method-not-allowed-remedy = Welche Methoden möglich sind, steht in der Kopfzeile „Allow“ der Antwort.
problem-not-acceptable-title = Dieses Format gibt es hier nicht
problem-not-acceptable-detail = Keines der gewünschten Formate ist an dieser Adresse zu haben.
problem-not-acceptable-remedy = Die Beschreibung der Schnittstelle nennt die Formate jeder Adresse.
problem-conflict-title = Inzwischen geändert
problem-conflict-detail = Was Sie ändern wollten, hat inzwischen jemand anderes geändert, oder die Änderung passt nicht zum jetzigen Stand.
problem-conflict-remedy = Bitte laden Sie die Seite neu, vergleichen Sie beide Fassungen und versuchen Sie es dann noch einmal.
problem-too-large-title = Zu groß
problem-too-large-detail = Die Anfrage ist größer, als an dieser Stelle erlaubt ist.
problem-too-large-remedy = Bitte teilen Sie die Datei auf, oder laden Sie sie über die Befehlszeile ein.
problem-wrong-media-type-title = Dieses Format wird hier nicht gelesen
problem-wrong-media-type-detail = Der Inhalt der Anfrage hat ein Format, das an dieser Adresse nicht verstanden wird.
problem-wrong-media-type-remedy = Bitte prüfen Sie die Kopfzeile „Content-Type“ der Anfrage.
problem-too-many-requests-title = Zu viele Anfragen
problem-too-many-requests-detail = In kurzer Zeit kamen sehr viele Anfragen von Ihrem Anschluss.
problem-too-many-requests-remedy = Bitte warten Sie einen Moment und versuchen Sie es dann noch einmal.
problem-internal-title = Da ist uns etwas misslungen
problem-internal-detail = Die Anfrage war in Ordnung, aber sie konnte nicht beantwortet werden. Der Fehler ist vermerkt.
problem-internal-remedy = Bitte versuchen Sie es später noch einmal. Bleibt der Fehler, nennen Sie uns bitte die Kennung der Anfrage.
problem-unavailable-title = Im Augenblick nicht möglich
problem-unavailable-detail = Die Antwort ließ zu lange auf sich warten, oder das System wird gerade gewartet.
problem-unavailable-remedy = Bitte versuchen Sie es in einer Minute noch einmal.

# Parameters of the interface.

api-parameter-unknown = „{ $name }“ ist kein Parameter dieser Adresse. Sie kennt: { $known }.
api-parameter-empty = „{ $name }“ ist leer. Bitte geben Sie einen Wert an oder lassen Sie den Parameter weg.
api-parameter-repeated = „{ $name }“ steht mehrfach da, erlaubt ist ein einziger Wert.
api-parameter-number = „{ $value }“ ist keine ganze Zahl von { $least } bis { $most }.
api-parameter-yes-no = „{ $value }“ ist weder „true“ noch „false“.
api-cursor-alone = Eine Fortsetzung („cursor“) enthält schon alle Angaben der ersten Anfrage. Bitte senden Sie sie allein.
api-cursor-broken = Diese Fortsetzung („cursor“) ist unvollständig, verändert oder gehört zu einer anderen Liste. Bitte beginnen Sie die Liste von vorn.
api-cursor-expired = Den Datenstand, zu dem diese Fortsetzung („cursor“) gehört, gibt es nicht mehr. Bitte beginnen Sie die Liste von vorn.
api-parameter-date = „{ $value }“ ist kein Tag. Bitte schreiben Sie ihn wie 2024-05-31.
api-parameter-choice = „{ $value }“ ist hier nicht möglich. Möglich ist: { $choices }.
api-parameter-together = „{ $name }“ und „{ $other }“ schließen einander aus. Bitte lassen Sie eines von beiden weg.
api-parameter-needs = „{ $name }“ gilt nur zusammen mit „{ $other }“. Bitte geben Sie beides an.
api-parameter-order = „{ $value }“ liegt vor dem Anfang „{ $from }“. Bitte vertauschen Sie die beiden Angaben.
api-parameter-many = „{ $name }“ steht zu oft da, erlaubt sind { $most } Werte. Bitte fragen Sie in mehreren Schritten.
api-level-unknown = „{ $value }“ ist keine Ebene. Möglich ist: country, state, region, district, association, municipality, part.
api-period-unknown = „{ $value }“ ist kein Zeitraum. Ein Jahr schreibt man 2022, ein Halbjahr 2022-S1, ein Quartal 2022-Q1, einen Monat 2022-05.
api-name-unknown = „{ $value }“ gibt es nicht. Alle stehen in der Liste { $list }.
api-cursor-csv = Eine Fortsetzung („cursor“) gibt es nur in JSON. CSV enthält immer die ganze Auswahl.
api-cursor-file = Eine Fortsetzung („cursor“) gibt es nur in JSON. Die Form „{ $form }“ enthält immer die ganze Auswahl.
api-forms-offered = Diese Adresse antwortet in den Formen { $forms }. Bitte nennen Sie eine davon mit „format“ oder im Kopf „Accept“.
api-too-many-for-sheet = Die Auswahl hat { $n } Werte, ein Tabellenblatt fasst höchstens { $most }. Bitte wählen Sie weniger aus oder eine andere Form, zum Beispiel CSV oder Parquet.
