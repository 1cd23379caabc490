# Words of the search.

search-title = Suche
search-title-for = Suche nach „{ $query }“
search-form = Suche in allen Bereichen
search-label = Wonach suchen Sie?
search-hint = Name oder Schlüssel eines Gebiets, Nummer oder Stichwort eines Ziels, Stichwort eines Indikators. Umlaute und Großschreibung spielen keine Rolle.
search-button = Suchen
search-n-hits = { $n ->
    [one] Ein Treffer
   *[other] { $n } Treffer
}
search-territories = { $n ->
    [one] Ein Gebiet
   *[other] { $n } Gebiete
}
search-goals = { $n ->
    [one] Ein Ziel
   *[other] { $n } Ziele
}
search-indicators = { $n ->
    [one] Ein Indikator
   *[other] { $n } Indikatoren
}
search-more = Alle zeigen: { $group }
search-cut = Gezeigt sind die ersten { $n }. Bitte suchen Sie genauer.
search-all-groups = In allen Bereichen suchen
search-nothing = Zu „{ $query }“ wurde nichts gefunden.
search-nothing-hint = Versuchen Sie es mit weniger oder kürzeren Wörtern, mit dem Namen einer Gemeinde oder mit ihrem amtlichen Schlüssel. Oder blättern Sie:
search-all-territories = Alle Gebiete
search-all-goals = Alle Ziele
search-all-indicators = Alle Indikatoren
