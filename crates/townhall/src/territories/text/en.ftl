# Territories: the register and the page of one.

territories-title = Territories
territories-description = All states, districts, municipal associations and municipalities in Germany with their official keys.
territories-lead = All states, districts, municipal associations and municipalities with their official keys.
territories-lead-counts = { $municipalities } inhabited municipalities in { $districts } districts and district-free cities, and { $uninhabited } uninhabited areas, as of { $date }.

territories-level-country = Country
territories-level-state = State (Land)
territories-level-region = Administrative region
territories-level-district = District or district-free city
territories-level-association = Municipal association
territories-level-municipality = Municipality

territories-search-text = Name or key
territories-search-level = Level
territories-search-state = State
territories-search-any = All
territories-search-button = Show
territories-states = The 16 states
territories-found = { $n ->
    [0] No territory found
    [one] One territory
   *[other] { $n } territories
}
territories-none = No territory fits your search. Please check the spelling, leave out parts of the name or choose another level.
territories-column-name = Name
territories-column-type = Type
territories-column-key = Key
territories-column-population = Population
territories-uninhabited = uninhabited
territories-pages = Pages of the list
territories-next = More territories
territories-first = Back to the start of the list

territories-home = To the pages of { $name }
territories-facts = At a glance
territories-population = Population
territories-population-at = { $n } on { $date }
territories-area = Area
territories-unknown = not known
territories-type = Type
territories-level-and-type = { $type } (level: { $level })
territories-key-official = Official municipality key (AGS)
territories-key-regional = Regional key (ARS)
territories-key-short = Official key
territories-key-nuts = NUTS code of the European Union
territories-valid-since = Entry in the official list valid since
territories-above = Part of
territories-same = The same area
territories-same-text = This area has several keys. Statistics use one or the other; they mean the same place.
territories-same-entry = { $type }, key { $key }
territories-below-states = States
territories-below-regions = Administrative regions
territories-below-districts = Districts and district-free cities
territories-below-municipalities = Municipalities and municipal associations
territories-members = Member municipalities
territories-members-text = { $n ->
    [one] One municipality with an administration of its own.
   *[other] { $n } municipalities with councils of their own share this administration.
}
territories-note-uninhabited = Nobody lives here. The area belongs to no municipality and does not count in comparisons.
territories-note-gone = The newest register (as of { $date }) no longer holds this territory. Shown is what was last known.
territories-source = Source
territories-source-licence = Data licence Germany – attribution – version 2.0

territories-map = Location
territories-map-title = Map: { $name } and the territories around
territories-map-stand-in = There are no boundaries of { $name } here. Highlighted is the larger territory: { $shown }.
territories-map-state-day = Area state of the map: { $day }.
territories-map-state-span = Area state of the map: { $from } to { $until }.
territories-map-state-since = Area state of the map: since { $from }.
territories-map-simplified = Boundaries simplified.
territories-map-areas = Territories on this map ({ $n })
territories-note-ended = This territory has not existed since { $date }. Figures of the time before stay under its key.

territories-history = What has changed
territories-history-went-into = became part of
territories-history-took-in = took in
territories-history-gave-part = gave a part to
territories-history-got-part = received a part of
territories-history-new-key = has had since then the key of
territories-history-old-key = had before the key of
territories-history-name = has had another name since then:
territories-history-people = { $n } people
territories-history-unchecked = (day not checked against official data)
territories-peers = Comparable places
territories-peers-type = Type { $type } of { $name }, edition { $edition }. { $n } inhabited places are of this type.
territories-peers-nearest = The { $n } places of this type with the most similar population
territories-peers-licence = Terms of use
