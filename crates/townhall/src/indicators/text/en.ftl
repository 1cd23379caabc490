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
start-goals = By goals: { $framework }
start-deliveries = Newest deliveries
start-data-state = data state { $state }
start-empty = No municipality has pages of its own here yet. Search for yours: the page of the territory shows all figures there are.
start-all-deliveries = All deliveries

goal-n-indicators = { $n ->
    [0] no values yet
    [one] one indicator with values
   *[other] { $n } indicators with values
}
goal-by-crosswalk = { $n ->
    [one] One indicator stands here by way of a link to another framework.
   *[other] { $n } indicators stand here by way of links to other frameworks.
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
municipality-elsewhere = { $level ->
    [district] Others do not exist for single districts:
    [association] Others do not exist for municipalities and their associations:
    [state] Others do not exist for single Länder:
   *[other] Others do not exist for single municipalities:
}
municipality-only-district = { $n ->
    [one] one exists only for districts.
   *[other] { $n } exist only for districts.
}
municipality-only-state = { $n ->
    [one] one exists only for Länder.
   *[other] { $n } exist only for Länder.
}
municipality-nowhere = { $n ->
    [one] one exists only on other levels.
   *[other] { $n } exist only on other levels.
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
municipality-whole = Values of the whole municipality, not of its part
municipality-whole-note = Only values of the municipality are here: { $municipality }. They are about the whole municipality and say nothing about its part.
municipality-goals = By goals: { $framework }
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

indicator-card-broken-down = only broken down, without a total; all values on the page of the indicator
indicator-card-before = ({ $period }: { $value })
indicator-chart-title = { $indicator }, { $place }
indicator-table-caption = { $indicator }: { $place }
indicator-table-caption-source = { $indicator }: { $place }, source { $source }
indicator-values = Values
indicator-values-at-desk = Enter and release own values at the desk
indicator-period = Period
indicator-value = Value
indicator-status = Status
indicator-origin = Origin
indicator-remark = Remark: { $remark }
indicator-provider = Publisher
indicator-source = Source
indicator-licence = Licence
indicator-data-state = Data state
indicator-data-state-other = { $n ->
    [one] one value of { $date }
   *[other] { $n } values of { $date }
}
indicator-data-state-file = { $date }, as the file says
indicator-data-state-asked = { $date }, as said with the delivery
indicator-data-state-edition = { $date } at the latest; the end of the year after which the edition is named
indicator-data-state-accepted = { $date }, the day of delivery; the file names no data state
indicator-data-state-inputs = { $date }, the newest data state of the inputs
indicator-area = Area state
indicator-area-of-its-day = the area of each day
indicator-area-recomputed = recomputed to the area of { $date }
indicator-area-unstated = not stated by the source
indicator-other-series = Another series: { $name }
indicator-other-series-note = This series has another key, another source or another breakdown. It therefore stands apart.
indicator-district = Value of the district, not of the municipality
indicator-district-association = Value of the district, not of the association
indicator-district-note = Only the value of the district is here: { $district }. It is about the whole district and says nothing about a single municipality.
indicator-whole = Value of the whole municipality, not of its part
indicator-whole-note = Only the value of the municipality is here: { $municipality }. It is about the whole municipality and says nothing about its part.
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
indicator-own-formula = Own computation
indicator-elements = Other frameworks
indicator-population-base = Population base
indicator-goals = Goals
indicator-version = Version of the definition
indicator-name-in-interface = Name in the interface
indicator-downloads = Download
indicator-downloads-note = Each file names source and licence. Please pass both on.
indicator-download-csv = This territory as CSV
indicator-download-xlsx = This territory as an Excel workbook (XLSX)
indicator-download-csv-all = All territories as CSV
indicator-download-package-all = All territories as a data package (CSV with description, ZIP)
indicator-download-sdmx-all = All territories as SDMX-CSV
indicator-download-sdmx-json-all = All territories as SDMX-JSON
indicator-download-parquet-all = All territories as Parquet
indicator-download-json-all = All territories as JSON
indicator-download-needs-territory = A workbook exists only for one territory. Please name a key, or download the CSV file.
indicator-elsewhere = The same indicator elsewhere
indicator-territory-label = Territory
indicator-territory-hint = An official key, for example 05515000, or a name; a name leads to the search.
indicator-show = Show
indicator-unknown-territory = The key “{ $key }” belongs to no territory. A municipality has 8 digits, a district 5.

download-source-sheet = Source

status-o = not known
status-oq = not known or suppressed
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
unit-persons-thousand = 1,000 people
unit-count-thousand = thousand
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
unit-tonnes-thousand = 1,000 t
unit-tonnes-million = million t
unit-kilograms-per-person = kg per person
unit-tonnes-per-person = t per person
unit-kilograms-per-hectare = kg per hectare
unit-decitonnes-per-hectare = dt per hectare
unit-litres = litres
unit-cubic-metres = m³
unit-litres-per-person-day = litres per person and day
unit-kilowatt-hours = kWh
unit-megawatt-hours = MWh
unit-gigawatt-hours = GWh
unit-kilowatt-hours-per-square-metre = kWh per m²
unit-kilowatts = kW
unit-megawatts = MW
unit-kilowatts-per-person = kW per person
unit-micrograms-per-cubic-metre = µg/m³
unit-degrees-celsius = °C
unit-decibels = dB
unit-minutes = minutes
unit-days = days
unit-years = years
unit-index = index
unit-unstated = unit not stated

# For hits of the search.

indicator-kind = Indicator

indicator-earlier-definition = version { $number } of the definition, not comparable with later values
indicator-method = How it is counted
indicator-effort = Effort
indicator-effort-minutes = { $n ->
    [one] one minute a year
   *[other] { $n } minutes a year
}

# Targets.

targets-title = Targets
targets-lead = What this municipality wants to reach or keep, who decided it, and what is today. Only own values are compared; targets of the Federation or the Land do not stand here.
targets-none = No body of this municipality has adopted a target yet. Without an adopted target nothing is judged here.
targets-caption = Target and actual
targets-indicator = Indicator
targets-target = Target
targets-actual = Actual
targets-base = Base value
targets-goal = Goal
targets-set-by = Adopted
targets-decision = Decision
targets-remark = Remark
targets-ended = No longer in force
targets-all = All targets
targets-note = Target and actual stand side by side, without judgement.
target-title = Target: { $indicator }
target-actual = { $value } ({ $period }; { $source })
target-no-actual = no own value
target-base = Base value { $period }: { $value }
target-reach-at-least = at least { $value } by { $by }
target-reach-at-most = at most { $value } by { $by }
target-keep-at-least = at least { $value } every year
target-keep-at-most = at most { $value } every year
target-direction-increase = shall rise
target-direction-decrease = shall fall
target-direction-none = no direction
target-points = percentage points
target-distance-below = The value lies { $value } below the target.
target-distance-above = The value lies { $value } above the target.
target-distance-equal = The value equals the target.
target-since-base-below = Fallen by { $value } since the base.
target-since-base-above = Risen by { $value } since the base.
target-since-base-equal = Unchanged since the base.
target-set-by = { $body }, { $date }
target-not-set = not adopted yet
target-ended = Ended on { $date }
target-ended-because = Ended: { $because }
target-history = History
target-history-caption = All public versions, the newest first
target-version = Version
target-at = Entered

# Yearly calendar.

calendar-title = Yearly calendar
calendar-lead = Which figures appear when and where, and what of it is here already.
calendar-overdue = { $n ->
    [one] One release is overdue: it usually has appeared by now and is not here.
   *[other] { $n } releases are overdue: they usually have appeared by now and are not here.
}
calendar-nothing-overdue = Nothing is overdue.
calendar-without-homes = Checked for all territories, because no municipality has pages of its own here yet.
calendar-caption = Releases in a year
calendar-what = What
calendar-when = Usual month
calendar-state = State
calendar-how = Where from
calendar-usual = by experience, not promised
calendar-newest = Newest period here: { $period }
calendar-state-here = is here
calendar-state-overdue = overdue: { $year } should have appeared
calendar-state-nothing = no values here yet
calendar-state-unknown = without a fixed date
calendar-no-month = no fixed month
calendar-every-month = continually
calendar-month-1 = January
calendar-month-2 = February
calendar-month-3 = March
calendar-month-4 = April
calendar-month-5 = May
calendar-month-6 = June
calendar-month-7 = July
calendar-month-8 = August
calendar-month-9 = September
calendar-month-10 = October
calendar-month-11 = November
calendar-month-12 = December
calendar-file = As a calendar file (iCalendar)
calendar-link = Yearly calendar: when which figures appear

indicator-map-link = Map of districts and states
indicator-map-link-municipalities = Map of the municipalities: { $name }
indicator-map-link-districts = Map of the districts: { $name }
indicator-map-link-parts = Map of the parts: { $name }
indicator-map-link-states = Map of the Länder
indicator-map-on = On the map
indicator-map-title = { $title } on the map
indicator-map-inside = Only inside
indicator-map-needs-inside = Please choose where to look closer: for municipalities a Land and, if you like, a district; for parts of municipalities a municipality.
indicator-map-level = Level
indicator-map-state = State
indicator-map-all = All of Germany
indicator-map-classes = Classes
indicator-map-quantiles = about as many territories in each class
indicator-map-equal = steps of equal height
indicator-map-to = to
indicators-unknown-goal = “{ $goal }” is none of the Sustainable Development Goals and no target. Possible are 1 to 17 and targets such as 11.6.
indicator-only-today = This page always shows the newest state. What was known on an earlier day is answered by the interface: /api/v1/observations?indicator={ $indicator } with as_of or as_recorded.
indicator-map-name = Territory
indicator-map-none = There are no values for this choice. Please choose another level above; all figures stand on the page of the indicator.
indicator-map-no-boundaries = There are no boundaries for this level. The values are in the table.
indicator-map-without-area = { $n ->
    [one] One value is of a territory that has no area of its own on this area state. It is only in the table:
   *[other] { $n } values are of territories that have no area of their own on this area state. They are only in the table:
}
indicator-map-unknown-level = "{ $given }" is no level that has a map here. Possible: { $known }.
indicator-map-unknown-classes = "{ $given }" is no way to make classes. Possible: quantiles (about as many territories in each) or equal (steps of equal height).
indicator-map-unknown-state = "{ $given }" holds no territory of this level. A Land has two digits, for example 05, a district five.
indicator-map-unknown-period = "{ $given }" is no period. A year has four digits, for example 2021.
indicator-map-boundaries = Boundaries
indicator-map-other-sources = Values of other sources, not shown here

indicator-origin-computed = own computation

selection-title = Chosen indicators
selection-lead = Which indicators the municipality has chosen, why, and which goals stay open.
selection-chosen = Chosen
selection-empty = No indicator is chosen yet.
selection-effort = Estimated effort in a year: { $minutes } minutes, which is { $hours } hours.
selection-own-surveys = { $n ->
    [one] One indicator is a survey of one's own.
   *[other] { $n } indicators are surveys of one's own.
}
selection-without-estimate = { $n ->
    [one] One indicator has no estimate; it is not counted in.
   *[other] { $n } indicators have no estimate; they are not counted in.
}
selection-caption = { $n ->
    [one] One chosen indicator
   *[other] { $n } chosen indicators
}
selection-indicator = Indicator
selection-reason = Reason
selection-availability = Where from
selection-level = In the municipality
selection-minutes = Minutes a year
selection-minutes-a-year = { $n } minutes a year
selection-no-estimate = no estimate
selection-availability-central = published centrally
selection-availability-own-survey = own survey
selection-availability-unstated = not stated
selection-level-own = own value
selection-level-only-district = only the value of the district
selection-level-only-state = only the value of the Land
selection-level-none = no value
selection-level-unstated = not stated
selection-uncovered = What stays open: { $framework }
selection-uncovered-text = { $n ->
    [0] Each goal has at least one chosen indicator with own values.
    [one] One goal of { $all } has no chosen indicator with own values yet.
   *[other] { $n } of { $all } goals have no chosen indicator with own values yet.
}
selection-uncovered-caption = Goals and their indicators
selection-goal = Goal
selection-state = State
selection-n-indicators = Indicators
selection-n-chosen = of them chosen
selection-n-own = of them with own values
selection-coverage-no-indicator = no indicator known
selection-coverage-none-chosen = none chosen
selection-coverage-no-own-values = chosen, without own values
selection-coverage-covered = with own values
selection-link = Chosen indicators and open goals
selection-edit-title = Choose indicators: { $home }
selection-edit-lead = Choose the indicators for { $home } that you want to work with. Each choice comes with a sentence that says why.
selection-reason-label = Why do you choose it?
selection-choose = Choose
selection-remove = Choose no longer
selection-see = How everybody sees it
selection-wrong-indicator = Please choose an indicator from the list.
selection-wrong-reason = Please write in at most 500 signs why you choose this indicator.

sheet-heading = Before you choose it
sheet-minutes = about { $n } minutes a year (estimated)
sheet-where = Where values come from
sheet-levels = Values by level
sheet-level-municipality = Municipality
sheet-level-district = District
sheet-level-state = Land
sheet-level-country = Country
sheet-type = Type in the set of municipal SDG indicators
sheet-definitions = Versions of the definition
sheet-about-definition = Definition
sheet-about-unit = Unit checked
sheet-about-direction = Direction checked
sheet-about-dns = Link to the German sustainability strategy checked
sheet-state-confirmed = confirmed
sheet-state-corrected = corrected
sheet-state-open = open
selection-edit-link = Change the selection

indicator-break-row = Break in the series: { $break }. Values below cannot be compared with those above.
indicator-break-confirmed = Break in the series: { $break }.
indicator-break-possible = Possible break in the series, still to be confirmed: { $break }.
indicator-break-source = Stated by:
indicator-break-flagged = marked by the publisher
indicator-break-short = { $n ->
    [one] There is only one value since the last break.
   *[other] There are only { $n } values since the last break.
} A statement about the direction needs { $needed }. Older values stand apart and belong to another way of counting; absolute numbers instead of rates may help.

# Indicators of an own field of action.

field-indicators-task = Link indicators
field-indicators-n = { $n ->
    [0] No indicator is linked yet.
    [one] one indicator linked
   *[other] { $n } indicators linked
}
field-indicators-title = Indicators: { $field }
field-indicators-lead = Which indicators show how this field of action is doing? An indicator can belong to several.
field-indicators-none = No indicator is linked yet.
field-indicators-do = Change
field-indicators-add = Link
field-indicators-remove = Remove the link
field-indicators-remove-of = Remove the link to “{ $title }”
field-indicators-back = Back to the field of action

api-organisation-missing = Please name a municipality by its name in addresses, for example muenster.
api-territory-missing = Please name the place by its official key, for example 05515000.
own-row-action = What you can do
selection-goals = Goals, and what they mean for us
selection-relevance = For us
field-indicators-gone = This field of action is no more: the file that replaced the framework does not hold it. Remove the links, or link the indicators to another field.
field-indicators-to = Field of action that it belongs to now
field-indicators-move = Link to another field
own-dead-links = Links that lead nowhere
own-dead-links-note = These goals are no longer part of their framework. Remove the link here, and choose another goal above where one fits.
own-dead-links-remove = Remove the link
own-dead-links-framework = Framework
own-dead-links-code = Goal

# Names of sources that state no title themselves.
source-own-values = Own values of { $home }
source-own-tables = Own tables
source-computed = Own computation
source-climate-plan = Climate plans of cities
source-open-sdg = Open SDG platform
source-inkar = INKAR
source-wegweiser = Wegweiser Kommune

# Breakdowns that all offices know.
breakdown-total = total
breakdown-sex = sex
breakdown-sex-f = female
breakdown-sex-m = male
breakdown-age = age
breakdown-age-of = { $n ->
    [one] 1 year
   *[other] { $n } years
}
breakdown-age-between = { $from } to { $until } years
breakdown-age-under = { $n ->
    [one] under 1 year
   *[other] under { $n } years
}
breakdown-age-from = { $n ->
    [one] 1 year and over
   *[other] { $n } years and over
}
breakdown-citizenship = citizenship
breakdown-citizenship-nat = German
breakdown-citizenship-for = not German
breakdown-disability-status = disability
breakdown-sector = sector
breakdown-energy-carrier = energy carrier
breakdown-urbanisation = urban and rural
breakdown-offence = offence
