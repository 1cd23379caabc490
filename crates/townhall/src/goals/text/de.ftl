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
