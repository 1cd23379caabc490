interface-title = Interface for programs
interface-lead = All public figures and their origin can be read by programs too: without signing in, without a key and from any website.
interface-document = Description for programs (OpenAPI 3.1)

interface-addresses = What you can ask for
interface-try = Try it
interface-address-territories = Territories by official key, with population and area
interface-address-territory = One territory with what it is part of and its other keys
interface-address-geometry = The area of a territory (GeoJSON)
interface-address-boundary-sets = Which boundaries there are
interface-address-boundaries = All areas of a level (GeoJSON)
interface-address-goals = Goals and their parts, without a choice the 17 Sustainable Development Goals
interface-address-goal = One goal with its targets
interface-address-frameworks = Frameworks with edition, validity and source
interface-address-framework = One framework
interface-address-crosswalks = Links between frameworks with reasons
interface-address-indicators = Indicators with definition, unit and goals
interface-address-indicator = One indicator
interface-address-observations = Values with status, source and origin
interface-address-deliveries = Deliveries of figures, the newest first
interface-address-delivery = One delivery with the account of its rows
interface-address-problems = Rejected and corrected rows of a delivery
interface-address-sources = Sources with source note and licence
interface-address-differences = What a delivery changed, old beside new
interface-address-differences-summary = The same as counts, altogether and by indicator
interface-address-targets = Targets of municipalities with body and decision
interface-address-target = One target with all public versions
interface-address-comparison = The sources of an indicator side by side for a place
interface-address-coverage = Which goals the chosen indicators of a municipality cover, and which stay uncovered
interface-address-selection = The chosen indicators of a municipality with reason and effort
interface-address-calendar = The yearly calendar: what appears when and what is overdue

interface-values = Choosing values
interface-values-filters = Without parameters you get all values, page by page. These parameters narrow the selection together:
interface-values-names = only these indicators and territories. Both may be repeated.
interface-values-level = only this level, for example “district” for districts and district-free cities or “municipality” for municipalities.
interface-values-periods = only periods from the one and up to the other, for example “2015” or “2022-Q1”.
interface-values-as-of = the state that publishers knew at the end of this day.
interface-values-as-recorded = the state that could be read here at the end of this day.
interface-values-missing = Where a value is missing there is “null”, and beside it a status that gives the reason. Zero stands only where zero was really counted.

interface-csv = As a table
interface-csv-whole = With “format=csv” you get the whole selection at once as a CSV table (UTF-8, separated by commas, decimal point). You can also give this address to a spreadsheet program as a data source. There are also “format=xlsx” (workbook), “parquet”, “sdmx-csv”, “sdmx-json” and “data-package” (CSV with a description).

interface-lists = Long lists
interface-lists-pages = Lists come in pages. As long as “next” is not “null” there is more: call the same address with “cursor” and this value, without other parameters. “limit” sets how many entries a page has.
interface-lists-state = All pages of one walk through the values show the same data state, even when new figures arrive meanwhile.

interface-problems = When something is wrong
interface-problems-strict = Unknown parameters are not passed over but refused, so that a typing mistake does not lead to other figures unnoticed. The answer names the parameter, the reason and what to do.

interface-terms = Terms
interface-terms-open = You may read everything that the pages show.
interface-terms-note = Whoever passes figures on has to show the note of their source. All notes and licences stand here:
interface-terms-stable = “/api/v1” only grows. Nothing is renamed, removed or given another meaning. Your program should pass over fields it does not know.
