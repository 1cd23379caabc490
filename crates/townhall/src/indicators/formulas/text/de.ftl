# Eigene Berechnungen: was an einer Formel nicht stimmt

formula-problem-empty = Die Formel ist leer. Schreiben Sie zum Beispiel: unemployed / population@same * 1000
formula-problem-too-long = Die Formel ist länger als { $most } Zeichen. Legen Sie Teile davon als eigene Indikatoren an.
formula-problem-too-deep = Es stehen mehr als { $most } Klammern ineinander. Legen Sie den inneren Teil als eigenen Indikator an.
formula-problem-character = „{ $text }“ hat hier keine Bedeutung. Verwenden Sie Namen von Indikatoren, Zahlen, + - * / und Klammern.
formula-problem-ambiguous-number = „{ $text }“ kann { $whole } bedeuten oder eine Zahl mit Nachkommastellen. Schreiben Sie { $whole } ohne Punkt, oder hängen Sie eine Null an, wenn Nachkommastellen gemeint sind.
formula-problem-number = „{ $text }“ ist keine Zahl. Schreiben Sie zum Beispiel 1000 oder 0,5.
formula-problem-unexpected = Hier steht { $found }, es fehlt aber { $expected }.
formula-problem-unclosed = „{ $open }“ wird nicht geschlossen. Ergänzen Sie „{ $close }“.
formula-problem-dimension = Die Angabe in den eckigen Klammern ist nicht lesbar. Schreiben Sie Merkmal=Kürzel, zum Beispiel [SEX=F], und jedes Merkmal nur einmal.
formula-problem-alignment = „@{ $text }“ ist nicht bekannt. Möglich sind @same (gleicher Zeitraum), @previous (der davor), @following (der danach), @residence (am Wohnort) und @work (am Arbeitsort).
formula-problem-alignment-twice = „@{ $text }“ widerspricht einer Angabe, die schon da steht. Lassen Sie eine der beiden weg.
formula-problem-unknown-indicator = Den Indikator „{ $name }“ gibt es nicht. Die Liste unter dem Feld nennt alle Namen.
formula-problem-unknown-indicator-similar = Den Indikator „{ $name }“ gibt es nicht. Meinen Sie „{ $similar }“?
formula-problem-unknown-indicator-minus = „{ $name }“ gilt als ein einziger Name, und den gibt es nicht. Soll abgezogen werden, schreiben Sie das Minus mit Leerzeichen: { $left } - { $right }
formula-problem-no-indicator = Die Formel nennt keinen Indikator. Eine Zahl allein ist kein Wert für ein Gebiet.
formula-problem-cycle = Die Berechnung dreht sich im Kreis: { $path }. Ein Indikator lässt sich nicht aus sich selbst berechnen.
formula-problem-unlike-units = { $left } und { $right } lassen sich nicht zusammenzählen oder abziehen, denn sie messen Verschiedenes.
formula-problem-unlike-scales = „{ $left }“ und „{ $right }“ stehen in verschiedenen Größenordnungen. Nehmen Sie den zweiten Wert vorher mal { $factor }.
formula-problem-unit-does-not-follow = Die Formel ergibt { $found }. Das lässt sich nicht in „{ $unit }“ angeben. Wählen Sie eine andere Einheit oder ändern Sie die Formel.
formula-problem-wrong-factor = Für „{ $unit }“ muss mit { $needed } malgenommen werden, die Formel nimmt mal { $found }. Ändern Sie den Faktor oder die Einheit.
formula-problem-mixed-reference = { $first } gilt für { $first-time }, { $second } für { $second-time }. Sagen Sie, was gemeint ist: { $second }@same für den gleichnamigen Zeitraum, { $second }@previous für den davor, average({ $second }) für das Mittel aus beiden Jahresenden.
formula-problem-mixed-place = { $first } zählt Menschen { $first-place }, { $second } { $second-place }. Ist das so gemeint, schreiben Sie { $second }@{ $word }.
formula-problem-wrong-place = { $slug } zählt Menschen { $actual }, nicht { $stated }. Lassen Sie @{ $word } weg.
formula-problem-population-base = { $first } beruht auf { $first-base }, { $second } auf { $second-base }. Werte auf verschiedenen Zählungen der Bevölkerung lassen sich nicht verrechnen.
formula-problem-average-of-no-stock = average({ $slug }) bildet das Mittel zweier Stichtage, { $slug } gilt aber für { $time }. Lassen Sie average weg.
formula-problem-hidden-input = „{ $name }“ ist nicht öffentlich. Ein öffentlicher Indikator kann daraus nicht berechnet werden: Machen Sie „{ $name }“ öffentlich, oder lassen Sie diesen Indikator intern.
formula-remark-unit-not-proved = Eine Einheit in der Formel ist nicht angegeben. Deshalb lässt sich die Einheit des Ergebnisses nicht nachweisen.
formula-remark-reference-unstated = Bei { $a } steht nicht fest, für welche Zeit innerhalb des Zeitraums der Wert gilt. Prüfen Sie, ob die Zeiten zusammenpassen.
formula-remark-bases-differ = { $a } und { $b } beruhen nur zum Teil auf denselben Zählungen der Bevölkerung. Jahre mit verschiedener Zählung sind nicht vergleichbar.

formula-found-number = die Zahl { $number }
formula-found-end = das Ende der Formel
formula-found-times = ein Malzeichen
formula-found-divide = ein Geteiltzeichen
formula-found-word = „{ $text }“
formula-expected-operand = ein Indikator, eine Zahl oder eine Klammer
formula-expected-operation = ein Rechenzeichen (+ - * /) oder das Ende
formula-expected-operation-or-close = ein Rechenzeichen (+ - * /) oder „)“
formula-expected-indicator = der Name eines Indikators
formula-expected-open = die öffnende Klammer davor
formula-expected-close = „)“

formula-time-day = einen Stichtag ({ $day })
formula-time-average = den Durchschnitt des Zeitraums
formula-time-sum = den ganzen Zeitraum
formula-time-school-year = ein Schuljahr
formula-time-unstated = eine Zeit, die nicht angegeben ist
formula-place-residence = am Wohnort
formula-place-work = am Arbeitsort

formula-quantity-people = Personen
formula-quantity-things = Anzahl
formula-quantity-euros = Euro
formula-quantity-metres = Meter
formula-quantity-kilograms = Kilogramm
formula-quantity-kilowatt-hours = Kilowattstunden
formula-quantity-kilowatts = Kilowatt
formula-quantity-minutes = Minuten
formula-quantity-years-of-age = Altersjahre
formula-quantity-index-points = Indexpunkte
formula-quantity-a-plain-ratio = ein reines Verhältnis ohne Einheit
formula-quantity-square-metres = Fläche
formula-quantity-cubic-metres = Rauminhalt
formula-quantity-per = { $above } je { $below }

own-formula-preview = Rechnen und ansehen
own-formula-preview-caption = So würde gerechnet: { $home }
own-formula-preview-now = Berechnete Werte: { $home }
own-formula-preview-none = Für { $home } gibt es keinen Zeitraum, in dem alle Ausgangswerte auf demselben Gebietsstand vorliegen. Nach jeder Datenlieferung wird neu gerechnet.
own-formula-preview-more = Gezeigt werden die neuesten { $shown } von { $all } Werten.
own-formula-preview-inputs = Ausgangswerte
own-formula-preview-internal = Die berechneten Werte bleiben intern, solange der Indikator nicht öffentlich ist.
own-formula-names = Namen der Indikatoren mit Werten
own-formula-name = Name in der Formel
own-formula-title = Indikator
own-formula-unit = Einheit
