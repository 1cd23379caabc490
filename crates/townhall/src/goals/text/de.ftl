# Ziele: Übersicht und Seite eines Ziels.

goals-title = Ziele
goals-description = Die 17 Ziele für nachhaltige Entwicklung der Vereinten Nationen und ihre 169 Unterziele.
goals-lead = 2015 haben die Vereinten Nationen 17 Ziele für nachhaltige Entwicklung beschlossen, die Sustainable Development Goals (SDG). Viele davon entscheiden sich vor Ort.
goals-heading = Ziel { $code }: { $title }
goals-goal = Ziel
goals-target = Unterziel
goals-targets = Unterziele
goals-targets-text = Die Vereinten Nationen haben das Ziel in { $n } Unterziele gegliedert. Nicht jedes richtet sich an Gemeinden.
goals-others = Weitere Ziele
goals-previous = Ziel { $code }
goals-next = Ziel { $code }
goals-source = Kennungen und Gliederung: Vereinte Nationen, A/RES/70/1 vom 25. September 2015. Titel und Beschreibungen sind eigene kurze Worte und ersetzen den Wortlaut nicht.

goals-parts = Bestandteile
goals-heading-other = { $code }: { $title }
goals-switch = Zielsystem
goals-switch-button = Anzeigen
goals-framework-label = { $title }, { $edition }
goals-framework-source = Quelle: { $source }
goals-framework-to-confirm = Diese Ausgabe ist noch nicht Eintrag für Eintrag mit der Veröffentlichung verglichen.
goals-to-confirm = Noch nicht mit der Veröffentlichung verglichen.
goals-to-confirm-tag = noch zu bestätigen
goals-addressed-to = Gerichtet an: { $who }
goals-addressee-municipalities = Städte, Kreise und Gemeinden
goals-addressee-federal = Bund
goals-addressee-states = Länder
goals-addressee-research = Forschung
goals-addressee-business = Wirtschaft
goals-addressee-civil-society = Zivilgesellschaft
goals-addressee-standards-bodies = Normungsorganisationen
goals-n-below = { $n ->
    [one] ein Bestandteil
   *[other] { $n } Bestandteile
}
goals-valid-from = Gültig seit { $from }.
goals-valid-until = Gültig bis { $until }.
goals-valid-between = Gültig von { $from } bis { $until }.
goals-links = Zuordnungen zu anderen Zielsystemen
goals-links-text = Eine Zuordnung nennt, wer sie so sieht und warum. Was sich erst über andere Zuordnungen ergibt, ist gekennzeichnet und gilt nie als genau.
goals-links-caption = { $n ->
    [one] Eine Zuordnung
   *[other] { $n } Zuordnungen
}
goals-links-from = Dieses
goals-links-relation = Verhältnis
goals-links-to = Zu
goals-links-reason = Begründung und Quelle
goals-links-derived = abgeleitet
goals-links-by-way-of = Ergibt sich über { $way }.
goals-relation-exact = genau dasselbe wie
goals-relation-close = fast dasselbe wie
goals-relation-broader = enger gefasst als
goals-relation-narrower = umfassender als
goals-relation-related = verwandt mit
goals-crosswalks = Zuordnungen zwischen Zielsystemen
goals-crosswalks-link = Zuordnungen zu anderen Zielsystemen ansehen
goals-crosswalks-lead = Was ein Ziel der einen Ausgabe in einer anderen bedeutet. Jede Zuordnung verbindet zwei Ausgaben.
goals-crosswalks-to = Zuordnen zu
goals-crosswalks-all = allen
goals-crosswalks-none = Zu { $framework } gibt es hier keine Zuordnungen.
goals-crosswalks-download = Diese Zuordnungen als CSV herunterladen

# Eigene Handlungsfelder am Schreibtisch.

crosswalk-wrong-dangling = Das Ziel „{ $one }“ gibt es in { $other } nicht. Bitte berichtigen Sie das Kürzel, oder nehmen Sie zuerst diese Ausgabe auf.
crosswalk-wrong-same-edition = { $one } und { $other } stehen in derselben Ausgabe; eine Zuordnung verbindet zwei Ausgaben.
crosswalk-wrong-no-source = Bei der Zuordnung von { $one } zu { $other } fehlt, wer sie so sieht.
crosswalk-wrong-no-reason = Bei der Zuordnung von { $one } zu { $other } fehlt die Begründung.
crosswalk-wrong-both-ways = { $one } wäre zugleich umfassender und enger als { $other }. Bitte behalten Sie eine der beiden Zuordnungen.
crosswalk-wrong-two-relations = { $one } und { $other } sind schon mit einem anderen Verhältnis verbunden. Bitte behalten Sie eines von beiden.
crosswalk-wrong-second-exact = { $one } meint schon genau dasselbe wie { $other } und kann nicht zugleich genau etwas anderes meinen.
crosswalk-wrong-circle = Mit dieser Zuordnung wäre { $one } auf dem Umweg über { $other } umfassender als es selbst. Bitte entfernen Sie eine Zuordnung des Kreises.
fields-task-title = Handlungsfelder und Ziele
fields-task-lead = Die Handlungsfelder Ihrer Kommune anlegen, Indikatoren und SDG zuordnen und festhalten, was Ihre Aufgabe ist.
fields-overview-lead = Ordnen Sie die Zahlen so, wie Ihre Kommune arbeitet: nach eigenen Handlungsfeldern neben den 17 Zielen der Vereinten Nationen.
fields-no-home = Noch hat keine Kommune hier eigene Seiten.
fields-choose-home = Zuerst Ihre Gemeinde wählen
fields-own = Eigene Handlungsfelder
fields-none-yet = Noch gibt es keine eigenen Handlungsfelder.
fields-n-fields = { $n ->
    [one] ein Eintrag
   *[other] { $n } Einträge
}
fields-see-all = So sehen es alle
fields-see-all-of = So sehen es alle: { $title }
fields-begin = Handlungsfelder anlegen
fields-from-file = Aus einer Datei übernehmen
fields-begin-title = Handlungsfelder anlegen: { $home }
fields-begin-lead = Schreiben Sie auf, wie Ihre Kommune ihre Arbeit gliedert. Reihenfolge, Beschreibung und Zuordnungen können Sie danach ergänzen.
fields-edit-edition = Die Ausgabe { $edition } bearbeiten
fields-public-at-once = Was Sie hier anlegen, ist sofort öffentlich zu sehen. Einen Entwurf, den nur Sie sehen, gibt es dafür noch nicht.
fields-begin-button = Anlegen
fields-usual-title = Handlungsfelder: { $home }
fields-field-fields = Handlungsfelder, in jeder Zeile eines
fields-hint-fields = Zum Beispiel „Klima und Energie“, „Mobilität“, „Zusammenleben“.
fields-field-framework-title = Titel
fields-hint-framework-title = So heißt die Gliederung auf allen Seiten.
fields-field-source = Wer hat sie festgelegt?
fields-hint-source = Zum Beispiel „Ratsbeschluss vom 3. Februar 2026“ oder „Leitbild 2030“. Steht als Quelle darunter.
fields-field-edition = Ausgabe
fields-hint-edition = Meist das Jahr. Es steht in der Adresse und bleibt; ein späterer Stand bekommt eine neue Ausgabe.
fields-field-licence = Nutzungsrechte
fields-hint-licence = Unter welcher Lizenz andere die Gliederung weiterverwenden dürfen, zum Beispiel CC-BY-4.0.
fields-field-note = Hinweis für alle, die es lesen
fields-hint-note = Wenn es etwas zu erklären gibt.
fields-field-title = Name
fields-hint-title = In wenigen Worten, zum Beispiel „Klima und Energie“.
fields-field-title-en = Name auf Englisch
fields-hint-title-en = Wenn es einen gibt.
fields-field-description = Beschreibung
fields-hint-description = Worum geht es? Ein oder zwei Sätze genügen.
fields-field-parent = Gehört zu
fields-parent-none = keinem anderen, es steht oben
fields-lead = Die Handlungsfelder von { $home } in ihrer Reihenfolge. Wählen Sie eines, um es zu beschreiben und Indikatoren und Ziele zuzuordnen.
fields-caption = Handlungsfelder
fields-column-field = Handlungsfeld
fields-column-attached = Indikatoren
fields-column-goals = SDG
fields-column-order = Ändern
fields-without = noch kein Indikator
fields-no-goals = nicht zugeordnet
fields-up = Nach oben
fields-down = Nach unten
fields-up-of = „{ $title }“ nach oben
fields-down-of = „{ $title }“ nach unten
fields-open = Was offen bleibt
fields-n-without = { $n ->
    [0] Jedes Handlungsfeld hat mindestens einen Indikator.
    [one] Ein Handlungsfeld von { $all } hat noch keinen Indikator.
   *[other] { $n } von { $all } Handlungsfeldern haben noch keinen Indikator.
}
fields-all-touched = Jedes der 17 Ziele kommt in mindestens einem Handlungsfeld vor.
fields-untouched = { $n ->
    [one] Ein Ziel der Vereinten Nationen kommt in keinem Handlungsfeld vor:
   *[other] { $n } Ziele der Vereinten Nationen kommen in keinem Handlungsfeld vor:
}
fields-add = Handlungsfeld hinzufügen
fields-add-button = Hinzufügen
fields-about = Titel, Quelle und Hinweis der ganzen Gliederung
fields-as-file = Als Datei speichern
fields-edit = Handlungsfelder bearbeiten
fields-save = Speichern
fields-saved = Gespeichert.
fields-not-saved = Es wurde nichts gespeichert. Bitte ändern Sie:
fields-stale = Inzwischen wurde dieses Handlungsfeld an anderer Stelle geändert. Nichts ist verloren: Unten stehen Ihre Eingaben, und hier, worin sich beide Fassungen unterscheiden. Speichern Sie noch einmal, gilt Ihre.
fields-stale-caption = Ihre Fassung und die gespeicherte
fields-stale-field = Feld
fields-stale-mine = Ihre Eingabe
fields-stale-theirs = Gespeichert
fields-stale-nothing = Beide Fassungen sagen dasselbe.
fields-attached = Indikatoren
fields-goals = Bezug zu den Zielen der Vereinten Nationen
fields-goals-lead = Welchen Zielen oder Unterzielen dient dieses Handlungsfeld? Damit findet man es auch von den SDG aus, und man sieht, welche Ziele offen bleiben.
fields-goals-caption = Zugeordnete Ziele
fields-field-goal = Ziel oder Unterziel
fields-field-relation = Verhältnis
fields-relation-related = berührt es
fields-relation-close = meint fast dasselbe
fields-relation-broader = ist ein Teil davon
fields-relation-narrower = umfasst mehr
fields-relation-exact = meint genau dasselbe
fields-field-reason = Begründung
fields-hint-reason = Ein Satz genügt.
fields-link = Zuordnen
fields-unlink = Nicht mehr zuordnen
fields-unlink-of = Ziel { $code } nicht mehr zuordnen
fields-remove = Handlungsfeld entfernen
fields-remove-lead = Das Handlungsfeld verschwindet mit seinen Zuordnungen zu den SDG. Indikatoren und Zahlen bleiben.
fields-remove-button = Entfernen
fields-cannot-remove = Dieses Handlungsfeld lässt sich nicht entfernen: Andere gehören zu ihm, oder es ist das letzte.
fields-back = Zurück zu allen Handlungsfeldern
fields-file-lead = Übernehmen Sie Handlungsfelder, die Sie oder eine andere Kommune als Datei gespeichert haben. Es gilt die ganze Datei oder nichts von ihr.
fields-file-label = Datei mit Handlungsfeldern
fields-file-hint = Eine Datei mit der Endung .toml, wie sie „Als Datei speichern“ schreibt. Ist dieselbe Ausgabe schon da, wird sie durch die Datei ersetzt.
fields-file-button = Übernehmen
fields-file-empty = Die Datei ist leer. Bitte wählen Sie die richtige aus, oder laden Sie sie noch einmal herunter.
fields-file-none = Es war keine Datei dabei. Bitte wählen Sie eine aus.
fields-file-no-text = Das ist keine Textdatei. Handlungsfelder stehen in einer Datei mit der Endung .toml.
fields-file-wrong = Die Datei wurde nicht übernommen. Das Programm sagt dazu:
fields-file-not-own = Die Datei beschreibt keine eigenen Handlungsfelder. In ihr muss „kind = "own"“ stehen.
fields-file-links = Die Datei wurde nicht übernommen, weil Zuordnungen in ihr nicht stimmen:
fields-file-refused = Die Datei wurde nicht übernommen:
fields-file-too-large = Die Datei ist zu groß für eine Liste von Handlungsfeldern. Ist es die richtige?
fields-error-title-empty = Der Name fehlt. Schreiben Sie in wenigen Worten, worum es geht.
fields-error-text-long = Der Text ist länger als { $piece } Zeichen. Bitte kürzen Sie ihn.
fields-error-line-long = Die Zeile „{ $piece } …“ ist länger als 120 Zeichen. Bitte kürzen Sie sie.
fields-error-line-control = Die Zeile „{ $piece }“ enthält Steuerzeichen. Bitte tippen Sie sie neu.
fields-error-title-twice = „{ $piece }“ gibt es hier schon. Geben Sie dem Handlungsfeld einen anderen Namen, oder lassen Sie eines der beiden weg.
fields-error-text-control = Der Text enthält Steuerzeichen. Bitte tippen Sie ihn neu.
fields-error-source-empty = Es fehlt, wer die Handlungsfelder festgelegt hat. Gibt es keinen Beschluss, schreiben Sie zum Beispiel „Entwurf der Verwaltung“.
fields-error-licence-empty = Es fehlt, wie andere die Gliederung verwenden dürfen. Üblich ist CC-BY-4.0.
fields-error-edition = „{ $piece }“ kann nicht in einer Adresse stehen. Schreiben Sie ein Jahr wie 2026, sonst nur kleine Buchstaben, Ziffern und Bindestriche.
fields-error-edition-taken = Die Ausgabe { $piece } gibt es schon. Bearbeiten Sie sie, oder wählen Sie eine andere.
fields-error-fields-empty = Es fehlen die Handlungsfelder. Schreiben Sie mindestens eines.
fields-error-fields-many = Das sind mehr als { $piece } Handlungsfelder. Fassen Sie sie zusammen; Teile davon können Sie später darunter stellen.
fields-error-parent = Unter „{ $piece }“ kann das Handlungsfeld nicht stehen.
fields-error-goal-unknown = Das Ziel „{ $piece }“ gibt es nicht. Bitte wählen Sie eines aus der Liste.
fields-error-relation = Das Verhältnis „{ $piece }“ gibt es nicht. Bitte wählen Sie eines aus der Liste.
fields-error-reason-empty = Die Begründung fehlt. Ein Satz genügt.
fields-error-has-parts = Zu diesem Handlungsfeld gehören andere. Entfernen Sie zuerst diese.
fields-error-last-field = Das letzte Handlungsfeld lässt sich nicht entfernen. Geben Sie ihm einen anderen Namen.
fields-error-has-attached = Diesem Handlungsfeld sind noch Indikatoren zugeordnet. Nehmen Sie zuerst diese Zuordnungen weg.

# Was ist unsere Aufgabe?

relevance-title = Was ist unsere Aufgabe?
relevance-lead = Nicht jedes Ziel richtet sich an eine Gemeinde. Halten Sie fest, welche für Ihre wichtig sind und welche nicht ihre Aufgabe, mit je einem Satz, warum.
relevance-n-checked = { $n ->
    [0] Noch ist nichts festgehalten.
    [one] Zu einem Ziel oder Unterziel ist etwas festgehalten.
   *[other] Zu { $n } Zielen und Unterzielen ist etwas festgehalten.
}
relevance-begin = Ziele durchgehen
relevance-others = Andere Zielsysteme durchgehen
relevance-overview-lead = Wählen Sie ein Ziel und halten Sie fest, was es für { $home } bedeutet. Was Sie offen lassen, bleibt als offen erkennbar.
relevance-goal = Ziel
relevance-checked = Durchgesehen
relevance-important = wichtig oder zum Teil
relevance-not = nicht unsere Aufgabe
relevance-n-of = { $n } von { $all }
relevance-page-lead = Was bedeutet dieses Ziel für { $home }? Die Begründung steht auf den Seiten neben dem Ziel.
relevance-field-result = Für unsere Kommune
relevance-field-reason = Begründung
relevance-open = noch offen
relevance-relevant = Für uns wichtig
relevance-partly = Zum Teil unsere Aufgabe
relevance-not-relevant = Nicht unsere Aufgabe
relevance-next = Weiter mit { $title }
relevance-back = Zurück zur Übersicht
relevance-change = Festhalten, was das für uns bedeutet
relevance-n-open = { $n ->
    [one] Ein Unterziel ist noch nicht durchgesehen.
   *[other] { $n } Unterziele sind noch nicht durchgesehen.
}
relevance-note = { $n ->
    [0] { "" }
    [one] eines wichtig für uns
   *[other] { $n } wichtig für uns
}{ $not ->
    [0] { "" }
   *[other] { $n ->
        [0] { "" }
       *[other] , { "" }
    }{ $not } nicht unsere Aufgabe
}
relevance-error-no-reason = Die Begründung fehlt. Ein Satz genügt.
relevance-error-reason = Die Begründung ist länger als 1.000 Zeichen oder enthält Steuerzeichen. Bitte kürzen Sie sie.
relevance-error-result = Bitte wählen Sie einen Eintrag aus der Liste.
relevance-error-stale = Inzwischen wurde hier an anderer Stelle „{ $result }“ festgehalten: { $reason } Speichern Sie noch einmal, gilt Ihre Fassung.
relevance-error-stale-gone = Inzwischen wurde das an anderer Stelle gelöscht. Speichern Sie noch einmal, gilt Ihre Fassung.
fields-dead = Diese Handlungsfelder gibt es nicht mehr, und es hängt noch etwas daran:
fields-dead-mend = Zuordnung zu { $code } ändern oder entfernen
