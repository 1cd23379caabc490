# Words about indicators and their values.

navigation-start = Overview
navigation-goals = Goals
navigation-indicators = Indicators
navigation-territories = Territories
navigation-deliveries = Deliveries
navigation-sources = Sources and licences
navigation-imprint = Imprint
navigation-privacy = Privacy
navigation-accessibility = Accessibility
navigation-api = Interface

start-title = How is your municipality doing?
start-lead = Lotse shows official figures on sustainable development for every municipality and district. Each number leads to the file and the cell it comes from.
start-search-label = Search for a municipality, goal or indicator
start-homes = Municipalities with pages of their own
start-population = { $n } inhabitants
start-contents = What you find here
start-indicators = Indicators with values
start-indicators-note = ordered by the 17 goals of the United Nations
start-values = Values
start-values-note = from deliveries whose report you can read
start-territories = Territories
start-territories-note = from the country to the municipality, by official key
start-goals = The 17 goals
start-deliveries = Newest deliveries
start-data-state = data state { $state }
start-empty = No municipality has pages of its own here yet. Search for yours: the page of the territory shows all figures there are.
start-all-deliveries = All deliveries

goal-n-indicators = { $n ->
    [0] no values yet
    [one] one indicator with values
   *[other] { $n } indicators with values
}
goal-only-district = only values of the district
goal-n-own-indicators = { $n ->
    [0] no values of its own
    [one] one indicator with its own values
   *[other] { $n } indicators with their own values
}

territory-figures = Figures of this territory
goal-without-values = Still without values for this territory

municipality-lead = { $known ->
    [one] { $own } of one indicator with values of its own.
   *[other] { $own } of { $known } indicators with values of its own.
}
municipality-own = Own values
municipality-all = All indicators with their course
municipality-members = Member municipalities
municipality-members-note = One administration, several municipalities: values of the association and of its members stand apart and are never mixed.
municipality-members-caption = { $n ->
    [one] One member municipality
   *[other] { $n } member municipalities
}
municipality-member = Municipality
municipality-district = Values of the district, not of the municipality
municipality-district-association = Values of the district, not of the association
municipality-district-note = Only values of the district are here: { $district }. They are about the whole district and say nothing about a single municipality.
municipality-goals = By the 17 goals
municipality-about = About the territory
municipality-population = Inhabitants
municipality-area = Area
municipality-key = Official key
municipality-part-of = Part of
municipality-newest = Newest values from
municipality-delivery = Delivery { $number }

indicators-title = Indicators
indicators-lead = What is counted, in which unit, and to which goal it belongs.
indicators-lead-place = The newest value of each indicator. Values that exist only for the district are marked.
indicators-of-goal = Only indicators of goal { $goal }.
indicators-no-goal = Show all goals
indicators-none = There are no values for this selection yet.
indicators-caption = { $n ->
    [one] One indicator
   *[other] { $n } indicators
}
indicators-name = Indicator
indicators-newest = Newest value
indicators-unit = Unit
indicators-period = Period
indicators-curve = Course
indicators-n-values = Values delivered
indicators-goals = Goals
indicators-of-district = value of the district
indicators-no-value = no value
indicators-without = { $n ->
    [one] One more indicator has no values here.
   *[other] { $n } more indicators have no values here.
}
indicators-show-all = Show these too

indicator-card-before = ({ $period }: { $value })
indicator-chart-title = { $indicator }, { $place }
indicator-table-caption = { $indicator }: { $place }
indicator-table-caption-source = { $indicator }: { $place }, source { $source }
indicator-values = Values
indicator-period = Period
indicator-value = Value
indicator-status = Status
indicator-origin = Origin
indicator-provider = Publisher
indicator-source = Source
indicator-licence = Licence
indicator-data-state = Data state
indicator-data-state-file = { $date }, as the file says
indicator-data-state-asked = { $date }, as said with the delivery
indicator-data-state-edition = { $date } at the latest; the end of the year after which the edition is named
indicator-data-state-accepted = { $date }, the day of delivery; the file names no data state
indicator-area = Area state
indicator-area-of-its-day = the area of each day
indicator-area-recomputed = recomputed to the area of { $date }
indicator-area-unstated = not stated by the source
indicator-other-series = Another series: { $name }
indicator-other-series-note = This series has another key, another source or another breakdown. It therefore stands apart.
indicator-district = Value of the district, not of the municipality
indicator-district-association = Value of the district, not of the association
indicator-district-note = Only the value of the district is here: { $district }. It is about the whole district and says nothing about a single municipality.
indicator-members = Values of the member municipalities
indicator-members-note = The values stand side by side and are not added up.
indicator-not-stated = not stated
indicator-basis = Based on
indicator-no-values = There are no values for this territory.
indicator-definition = What is counted
indicator-unit = Unit
indicator-reference = Reference time
indicator-reference-day = on { $day }
indicator-reference-average = average of the period
indicator-reference-sum = sum over the whole period
indicator-reference-school-year = school year that ends in the period
indicator-reference-unstated = not stated by the source
indicator-direction = Direction
indicator-direction-increase = more is better
indicator-direction-decrease = less is better
indicator-direction-none = describes without judging
indicator-formula = Computed by the source as
indicator-population-base = Population base
indicator-goals = Goals
indicator-version = Version of the definition
indicator-name-in-interface = Name in the interface
indicator-downloads = Download
indicator-downloads-note = Each file names source and licence. Please pass both on.
indicator-download-csv = This territory as CSV
indicator-download-xlsx = This territory as an Excel workbook (XLSX)
indicator-download-csv-all = All territories as CSV
indicator-download-needs-territory = A workbook exists only for one territory. Please name a key, or download the CSV file.
indicator-elsewhere = The same indicator elsewhere
indicator-territory-label = Territory
indicator-territory-hint = An official key, for example 05515000, or a name; a name leads to the search.
indicator-show = Show
indicator-unknown-territory = The key “{ $key }” belongs to no territory. A municipality has 8 digits, a district 5.

download-territory = Key
download-name = Territory
download-period = Period
download-value = Value
download-unit = Unit
download-status = Status
download-delivery = Delivery
download-breakdown = Breakdown
download-remark = Remark
download-indicator = Indicator
download-source-sheet = Source

status-o = not known
status-q = suppressed
status-l = not collected
status-m = cannot exist
status-u = low reliability
status-b = break in the series
status-p = provisional
status-e = estimated

# Units as they stand behind a number.

unit-persons = people
unit-count = number
unit-percent = %
unit-per-mille = ‰
unit-share = share of 1
unit-per-100-persons = per 100 people
unit-per-1000-persons = per 1,000 people
unit-per-10000-persons = per 10,000 people
unit-per-100000-persons = per 100,000 people
unit-per-person = per person
unit-eur = €
unit-eur-thousand = € 1,000
unit-eur-million = € million
unit-eur-per-person = € per person
unit-eur-per-person-month = € per person and month
unit-eur-month = € a month
unit-eur-per-square-metre = € per m²
unit-square-metres = m²
unit-hectares = hectares
unit-square-kilometres = km²
unit-square-metres-per-person = m² per person
unit-hectares-per-day = hectares a day
unit-persons-per-square-kilometre = people per km²
unit-metres = m
unit-kilometres = km
unit-kilograms = kg
unit-tonnes = t
unit-kilograms-per-person = kg per person
unit-tonnes-per-person = t per person
unit-kilograms-per-hectare = kg per hectare
unit-litres = litres
unit-cubic-metres = m³
unit-litres-per-person-day = litres per person and day
unit-kilowatt-hours = kWh
unit-megawatt-hours = MWh
unit-gigawatt-hours = GWh
unit-kilowatts = kW
unit-megawatts = MW
unit-kilowatts-per-person = kW per person
unit-micrograms-per-cubic-metre = µg/m³
unit-minutes = minutes
unit-days = days
unit-years = years
unit-index = index
unit-unstated = unit not stated

# For hits of the search.

indicator-kind = Indicator
