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
