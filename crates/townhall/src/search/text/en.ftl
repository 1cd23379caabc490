# Words of the search.

search-title = Search
search-title-for = Search for “{ $query }”
search-form = Search everywhere
search-label = What are you looking for?
search-hint = Name or key of a territory, number or keyword of a goal, keyword of an indicator. Umlauts and capital letters do not matter.
search-button = Search
search-n-hits = { $n ->
    [one] One hit
   *[other] { $n } hits
}
search-territories = { $n ->
    [one] One territory
   *[other] { $n } territories
}
search-goals = { $n ->
    [one] One goal
   *[other] { $n } goals
}
search-indicators = { $n ->
    [one] One indicator
   *[other] { $n } indicators
}
search-more = Show all: { $group }
search-cut = These are the first { $n }. Please search more precisely.
search-all-groups = Search everywhere
search-nothing = Nothing was found for “{ $query }”.
search-nothing-hint = Try fewer or shorter words, the name of a municipality or its official key. Or browse:
search-all-territories = All territories
search-all-goals = All goals
search-all-indicators = All indicators
