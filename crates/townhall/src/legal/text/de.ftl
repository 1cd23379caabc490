# Words of the pages about who is answerable and where figures come from.

legal-imprint = Impressum
legal-privacy = Datenschutz
legal-accessibility = Barrierefreiheit
legal-german-only = Diesen Text gibt es nur auf Deutsch.
legal-missing = Für diese Seite ist noch kein Text hinterlegt.
legal-missing-who = Lotse lässt sich ohne diesen Text nur auf dem eigenen Rechner öffnen. Bevor andere die Seiten erreichen können, muss die Stelle, die Lotse betreibt, hier die Angaben machen, die das Gesetz verlangt.
legal-missing-how = So geht es: Schreiben Sie den Text in eine Datei, als einfachen Text oder in Markdown, und nennen Sie sie in der Datei „lotse.toml“ im Abschnitt „[legal]“. Danach starten Sie Lotse neu.

sources-title = Quellen und Lizenzen
sources-lead = Alle Zahlen dieser Seiten stammen aus den Veröffentlichungen, die hier genannt sind. Wer Zahlen weiterverwendet, muss den Quellenvermerk danebensetzen.
sources-figures = Zahlen
sources-figures-none = Es sind noch keine Zahlen geliefert worden.
sources-territories = Gebiete und amtliche Schlüssel
sources-territories-of = Verzeichnis vom { $date }
sources-goals = Ziele
sources-goals-text = Die 17 Ziele und 169 Unterziele sind die der Agenda 2030 der Vereinten Nationen von 2015. Titel und Beschreibungen auf diesen Seiten sind eigene kurze Formulierungen, keine amtlichen Übersetzungen; die Vereinten Nationen haben diese Seiten weder geprüft noch gebilligt.
sources-provider = Herausgeber
sources-note = Quellenvermerk
sources-licence = Lizenz
sources-data-set = Datensatz
sources-area-state = Gebietsstand
sources-area-of-its-day = jeweiliger Stand: Jeder Wert gilt für das Gebiet, wie es damals war
sources-area-recomputed = umgerechnet auf die Gebiete am { $date }
sources-area-unstated = von der Quelle nicht genannt
sources-unstated = von der Quelle nicht genannt
sources-deliveries = Wann welche Datei übernommen wurde, steht bei den Datenlieferungen.
