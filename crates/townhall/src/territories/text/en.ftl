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
territories-began = Exists under this key since
territories-ended = Does not exist any more since
territories-history-arose = arose from
territories-history-association = another association:
territories-history-figures = Figures stay with the territory for which they were published. Lotse carries no figure over to another area and adds up no predecessors.
territories-no-geometry = No boundaries of this territory are known here, or none of this day. Which there are stands at /api/v1/boundaries.
territories-level-part = Part of a municipality (borough, quarter, ward)
territories-below-parts = Parts of the municipality
territories-area-drawn = { $area } (computed from the boundaries)
territories-key-own = Key of the part (given by the municipality)
territories-column-level = Level
territories-column-state = Area state
territories-column-areas = Areas
territories-column-file = File
territories-desk-task = Read in boundaries
territories-desk-task-lead = The quarters of your town or finer boundaries for maps, from GeoJSON, a shapefile or a GeoPackage.
territories-desk-title = Boundaries and quarters
territories-desk-lead = Read in areas: the quarters of your town or finer boundaries of official territories. Lotse shows you a map first. Nothing is stored before you agree.
territories-desk-files = Choose a file or drag it here
territories-desk-hint = GeoJSON, TopoJSON, GeoPackage or shapefile (as ZIP, or choose SHP, DBF and PRJ together), up to { $most }.
territories-desk-button = Look
territories-desk-waiting = Waits for your decision
territories-desk-sets = Boundaries that are here
territories-desk-ships = part of Lotse
territories-desk-remove = Take back
territories-desk-remove-title = Take boundaries back
territories-desk-remove-lead = Maps will show again what was there before. Parts of municipalities that stood only here count as dissolved; their figures and pages stay. You can read the file in again at any time.
territories-desk-back = Cancel
territories-desk-taken = Taken: { $n } areas, level { $level }. You can take this back in the list below.
territories-desk-nothing = There was no file. Please choose one.
territories-desk-several = Please choose a single file, or all parts of a single shapefile.
territories-desk-too-large = The file is larger than { $most }. Please export only the layer that you need, or simplify the areas.
territories-desk-full = Many files wait for your decision already. Please take or discard some of them first.
territories-desk-found = { $n } areas found. Their keys are official (level: { $level }).
territories-desk-found-parts = { $n } areas found, as parts of { $name }.
territories-desk-exactly = Exact words
territories-desk-preview = What the areas look like
territories-desk-map = Areas of the file { $file }
territories-desk-rows = Areas of the file (shown: { $shown } of { $n })
territories-desk-list-water = Areas of water, not taken ({ $n })
territories-desk-list-unknown = Areas without a usable key, not taken ({ $n })
territories-desk-list-level = Keys of another level, not taken ({ $n })
territories-desk-list-none = No areas, not taken ({ $n })
territories-desk-list-several = One key with several names, not taken ({ $n })
territories-desk-list-crossing = Borders that cross themselves; taken as they are ({ $n })
territories-desk-meaning = What the file means
territories-desk-kind = What kind of areas are they?
territories-desk-kind-official = official territories (municipalities, districts, Länder)
territories-desk-kind-part = parts of a municipality (boroughs, quarters, wards)
territories-desk-municipality = Official key of the municipality
territories-desk-municipality-hint = Only for parts of a municipality. Eight digits, for example 05515000.
territories-desk-level = Level of the official territories
territories-desk-key = Property with the key
territories-desk-name = Property with the name
territories-desk-crs = Coordinate system
territories-desk-layer = Layer of a GeoPackage
territories-desk-swapped = The file writes latitude or northing first (axes exchanged)
territories-desk-find = let Lotse find it
territories-desk-look = Look again
territories-desk-origin = State, source and licence
territories-desk-day = Area state
territories-desk-day-hint = The day on which the areas were so.
territories-desk-source = Source note
territories-desk-source-hint = Stands below every map, for example: © Stadt Münster, Vermessungs- und Katasteramt
territories-desk-licence = Address of the licence
territories-desk-take = Take
territories-desk-discard = Discard
territories-desk-wrong-day = Please name the day on which the areas were so.
territories-desk-wrong-future = This day lies in the future. Please name the day for which the boundaries hold; today at the latest.
territories-desk-wrong-source = Please give the source note; no map may be shown without it.
territories-desk-wrong-licence = Please give the address of the licence; it begins with https://.
territories-desk-wrong-nothing = This leaves no area at all. Please choose another property with the key.
territories-desk-wrong-state = { $n } of the territories did not exist on this day: { $names }. The file shows another area state.
territories-desk-wrong-known = Boundaries of this level, of this day and with this source note are here already. Please take them back first.
territories-desk-error-broken = The file is damaged, empty or too large. Please export it again from the program that made it.
territories-desk-error-kind = This is no file with areas. Please choose GeoJSON, TopoJSON, a GeoPackage or a shapefile.
territories-desk-error-part = A part of the shapefile is missing: { $part }. Please choose SHP, DBF and PRJ together, or pack everything into a ZIP.
territories-desk-error-layers = The file has several layers: { $names }. Please enter one of them below.
territories-desk-error-empty = The file holds no areas.
territories-desk-error-reference = The file does not say how its coordinates are meant (the first are { $x } and { $y }). Please choose the coordinate system below.
territories-desk-error-unknown-reference = Lotse does not know the coordinate system { $name }. Please choose one below, or export the file in EPSG:25832 or EPSG:4326.
territories-desk-error-metres = The coordinates { $x }, { $y } (area { $feature }) are metres and were read as degrees. Please choose the coordinate system below, mostly EPSG:25832.
territories-desk-error-degrees = The coordinates { $x }, { $y } (area { $feature }) are degrees and were read as metres ({ $reference }). Please choose EPSG:4326 below.
territories-desk-error-exchanged = The axes of the coordinates { $x }, { $y } (area { $feature }) are exchanged. Please tick that below.
territories-desk-error-elsewhere = The coordinates { $x }, { $y } (area { $feature }, { $reference }) are not in Germany. Please choose another coordinate system below, or check the axes.
territories-desk-error-no-keys = None of the properties holds official keys ({ $names }). Choose “parts of a municipality” below if these are quarters.
territories-desk-error-municipality = These are no official territories. Are they parts of a municipality? Then please give its official key below.
territories-desk-error-elsewhere-in = These areas do not lie in { $town } but here: { $there }. Please give below the official key of the municipality that they belong to.
territories-desk-error-elsewhere-nowhere = These areas do not lie in { $town }. Please give below the official key of the municipality that they belong to, or check how the coordinates are meant.
territories-desk-error-part-keys = No property gives every area a key of its own. Please choose below which one is the key.

territories-key-unknown = The key “{ $key }” is in no list of official keys. Please check the digits.
territories-key-dissolved = The key “{ $key }” belongs to the district { $name } ({ $district }), which is no more. Its area went to: { $successors }.
territories-key-other-level = “{ $key }” is no key of the level “{ $level }”.
territories-key-no-key = “{ $key }” is not an official key. It consists of digits, for example 05515000 for a municipality or 05515 for a district.
territories-key-length = The key “{ $key }” has { $n } digits. A Land has 2, a Regierungsbezirk 3, a district 5, a municipality 8, an association 9.
territories-key-no-state = The key “{ $key }” begins with no Land. The first two digits are 01 to 16.
territories-key-no-part = “{ $key }” is no key of a part of a municipality. Please write the key of the municipality, a hyphen and up to 24 letters and digits, for example 05515000-11.

territories-changes-title = Changes of territories
territories-changes-task = Changes of territories
territories-changes-task-lead = Take in official lists of mergers, new keys and new names.
territories-changes-lead = When municipalities are merged or get another key, the official lists of changes say so. Here you take in such a list. Figures on earlier areas then find their place, and the page of each place tells what has changed.
territories-changes-file = List of changes
territories-changes-hint = The yearly list “Namens-, Grenz- und Schlüsseländerungen” of the Federal Statistical Office, or a table of keys between two days by the BBSR, as XLSX, XLS or CSV. You look at the list before anything is stored.
territories-changes-button = Look at the list
territories-changes-nothing = Please choose a list.
territories-changes-several = Please choose only one list at a time.
territories-changes-lists = Lists that were taken
territories-changes-no-lists = No list has been taken yet. The reforms of districts below ship with Lotse.
territories-changes-taken = { $file } was taken: { $n ->
    [0] no new change
    [one] one new change
   *[other] { $n } new changes
}, { $known } known already, { $refused ->
    [0] no line
    [one] one line
   *[other] { $refused } lines
} not taken.
territories-changes-at = Taken on
territories-changes-new = New
territories-changes-known = Known already
territories-changes-ended = Territories that are no more
territories-changes-territories-added = Territories that no list of keys held
territories-changes-refused = Lines not taken
territories-changes-refused-of = { $file }: lines not taken ({ $n })
territories-changes-line = Line { $n }:
territories-changes-still-listed = A later list of keys still holds these keys, so they remain valid:
territories-changes-all = All known changes
territories-changes-kind = Kind
territories-changes-n = Changes
territories-changes-days = Time
territories-changes-kind-dissolved = Dissolution
territories-changes-kind-part = A part went to another territory
territories-changes-kind-key = Another key
territories-changes-kind-name = Another name
territories-changes-found = { $n ->
    [one] One change was read
   *[other] { $n } changes were read
}: { $added } new, { $known } known already. Nothing is stored yet.
territories-changes-added-up = Lines added to another one about the same part
territories-changes-unchanged = Pairs without change
territories-changes-other-lines = Titles, headings, notes and blank lines
territories-changes-rows = Changes of the list (shown: { $shown } of { $n })
territories-changes-before = Before
territories-changes-after = After
territories-changes-day = In force since
territories-changes-size = Concerned
territories-changes-wrong-source = Please state the note about the source with 300 characters at most; it stands beside each change.
territories-changes-error-no-table = This is no list of changes of territories. Such a list has columns for the old and the new key, the kind of change and the day.
territories-changes-error-empty = This list holds no change that can be taken.
territories-key-borough = “{ $key }” is the key of a borough of Berlin and of no municipality. Berlin has the key 11000000.
territories-key-region = “{ $key }” is the key of a statistical region on the area of a former Regierungsbezirk. Please ask for the Land or for districts.
territories-refused-old-key = The old key is none.
territories-refused-new-key = The new key is none.
territories-refused-new-key-missing = The new key is missing.
territories-refused-last-day = The day lies too far in the future.
territories-refused-kind = “{ $piece }” is no kind of change. Known are 1 to 4: dissolution, part, key, name.
territories-refused-day = “{ $piece }” is no day.
territories-refused-no-inhabitants = “{ $piece }” is no number of inhabitants.
territories-refused-no-hectares = “{ $piece }” is no number of hectares.
territories-refused-share = A share is larger than 1.
territories-refused-into-itself = { $piece } cannot be dissolved into itself.
territories-refused-levels = { $piece } and { $other } are keys of different levels.
territories-refused-impossible-day = On { $piece } no territory with one of today’s keys could change.
territories-refused-both-ways = { $piece } and { $other } are each said to have gone into the other on the same day.
territories-refused-part-of-itself = A part of { $piece } cannot move to { $piece } itself.
territories-changes-for-good = Check the list before you take it in: it cannot be taken back, because figures and pages follow it at once. If the wrong list was taken in, close Lotse and restore the last copy of the data folder.
