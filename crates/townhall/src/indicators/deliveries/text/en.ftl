# Words of the pages about deliveries, their reports and the origin of single numbers.

delivery-list-title = Deliveries
delivery-list-lead = A delivery is one file of official figures that was taken as a whole: with source, licence and data state; the original is kept unchanged. Its report shows what became of each single row of the file.
delivery-list-caption = Deliveries, the newest first
delivery-list-empty = There is no delivery yet. The person who runs Lotse takes in figures with this command:
delivery-list-empty-at-desk = There is no delivery yet. Read in your first file; a trial run shows beforehand what is in it.
delivery-list-end = There are no older deliveries.
delivery-list-older = Older deliveries
delivery-list-newest = To the newest
delivery-list-pager = More deliveries
delivery-column-delivery = Delivery
delivery-column-known-on = Data state
delivery-column-taken = Taken
delivery-column-rejected = Rejected
delivery-column-accepted-at = Day of acceptance

delivery-name = Delivery { $number }
delivery-withdrawal-of = Withdrawal of delivery { $number }
delivery-tag-withdrawn = withdrawn
delivery-tag-withdrawal = withdrawal
delivery-tag-internal = internal

delivery-all-taken = { $n ->
    [one] The only row of the file was taken.
   *[other] All { $n } rows of the file were taken.
}
delivery-some-corrected = { $corrected ->
    [one] All { $n } rows were taken, one of them after a correction that is named below.
   *[other] All { $n } rows were taken, { $corrected } of them after a correction that is named below.
}
delivery-some-rejected = { $rejected ->
    [one] One of { $n } rows was rejected; the others are taken.
   *[other] { $rejected } of { $n } rows were rejected; the others are taken.
}
delivery-to-problems = The remarks say what stands at which place of the file.
delivery-was-withdrawn = This delivery no longer counts. It was withdrawn on { $date }; what held before it holds again. File, values and report stay readable.
delivery-reason = Reason: { $reason }
delivery-withdraws = This took a delivery back: since then its values no longer count, and the values before it hold again. Nothing was deleted.
delivery-withdrawn-delivery = Withdrawn
delivery-withdrawn-at = Withdrawn on
delivery-reason-name = Reason
delivery-reason-none = none given

delivery-account-heading = Account of the rows
delivery-account-lead = A row is a cell in which a value stands or should stand. Each row of the file has exactly one end.
delivery-account-caption = What became of the rows of the file
delivery-account-column-end = End
delivery-account-column-of-which = of which
delivery-account-column-rows = Rows
delivery-account-column-meaning = What this means
delivery-account-stored = stored
delivery-account-stored-meaning = The value was taken as it stands in the file.
delivery-account-missing = without a value
delivery-account-missing-meaning = The cell is blank or holds a sign that there is no value. That is information too.
delivery-account-unchanged = unchanged
delivery-account-unchanged-meaning = An earlier delivery had brought the same value.
delivery-account-duplicate = repeated, equal
delivery-account-duplicate-meaning = The file states the same value a second time.
delivery-account-corrected = corrected
delivery-account-corrected-meaning = The value was taken after an obvious slip was mended, such as a lost leading zero of a key. Each correction stands among the remarks.
delivery-account-rejected = rejected
delivery-account-rejected-meaning = The value was not taken. The reason stands among the remarks.
delivery-account-sum = read, altogether
delivery-account-sum-meaning = stored + corrected + rejected = { $stored } + { $corrected } + { $rejected } = { $read }
delivery-skipped = In addition there are lines without figures, which are not counted:
delivery-skipped-none = The file has no lines without figures.
delivery-skipped-preamble = { $n ->
    [one] one line with a title or remark above the table
   *[other] { $n } lines with titles or remarks above the table
}
delivery-skipped-header = { $n ->
    [one] one header line
   *[other] { $n } header lines
}
delivery-skipped-footer = { $n ->
    [one] one line below the table
   *[other] { $n } lines below the table
}
delivery-skipped-blank = { $n ->
    [one] one blank line
   *[other] { $n } blank lines
}
delivery-skipped-attributes = { $n ->
    [one] one line about a part of the values
   *[other] { $n } lines about a part of the values
}
delivery-skipped-total = { $n ->
    [one] one line of totals without a key of its own
   *[other] { $n } lines of totals without a key of their own
}
delivery-skipped-other_table = { $n ->
    [one] one line of a table that was not read
   *[other] { $n } lines of tables that were not read
}
delivery-skipped-other_sheet = { $n ->
    [one] one line on other sheets
   *[other] { $n } lines on other sheets
}
delivery-skipped-other = { $kind }: { $n }

delivery-source-heading = Source
delivery-provider = Provider
delivery-publication = Publication
delivery-edition = Edition
delivery-source-note = Source note
delivery-licence = Licence
delivery-data-set = Data set
delivery-area-state = Area state
delivery-area-of-its-day = of its day: each value stands for the area as it was at the time
delivery-area-recomputed = recomputed to the areas on { $date }
delivery-area-unstated = not stated by the source
delivery-unstated = not stated by the source
delivery-known-on = Data state
delivery-basis-file = { $date }; the file says so.
delivery-basis-asked = { $date }; stated by the person who took the file.
delivery-basis-edition = { $date } at the latest; the end of the year after which the edition is named. The file states no day.
delivery-basis-accepted = { $date }; the file states no data state, so the day of acceptance counts.
delivery-basis-inputs = { $date }; the newest data state of the inputs.
delivery-accepted-at = Day of acceptance

delivery-file-heading = The file
delivery-file = Original
delivery-size = Size
delivery-sha256 = Checksum (SHA-256)
delivery-format = Layout of the file
delivery-sheets = Sheets
delivery-detected = Detected
delivery-originals = Carried over from
delivery-originals-original = { $file } (checksum { $sha256 })
delivery-originals-note = Extract, carried over into a layout of our own; values unchanged.
delivery-format-inkar = Workbook from INKAR (BBSR)
delivery-format-lotse-figures = Table in the own format of Lotse
delivery-format-official-keys = List of official keys
delivery-format-wegweiser = Wegweiser Kommune (Bertelsmann Stiftung)
delivery-format-climate-plan = Climate plan (greenhouse gases by year and sector)
delivery-format-listing = Listing without figures
delivery-format-open-sdg = Open SDG data repository (folder or single table)
delivery-format-table = Table (CSV, TSV or worksheet)
delivery-format-genesis = Table from GENESIS (regional database, statistical offices)
delivery-format-genesis-flat = Flat table from GENESIS (regional database, statistical offices)
delivery-format-inkar-bulk = Whole stock of INKAR (BBSR)
delivery-format-pks = Table of the police crime statistics (Federal Criminal Police Office)
delivery-format-json = List of entries as JSON
delivery-format-lotse-observations = Observations as Lotse gives them out
delivery-format-parquet = Observations as Parquet
delivery-format-data-package = Data package (Frictionless)
delivery-format-sdmx-csv = SDMX-CSV
delivery-format-sdmx-json = SDMX-JSON
delivery-format-sdmx-ml = SDMX-ML
delivery-format-sdmx-folder = Data messages and structures (SDMX) in a folder or ZIP
delivery-format-sdmx-structure = Data structure (SDMX)
delivery-detected-workbook = Kind of workbook
delivery-detected-sheet = Sheet with the table
delivery-detected-encoding = Encoding
delivery-detected-delimiter = Delimiter
delivery-detected-decimal-sign = Decimal sign
delivery-detected-header-line = Header line
delivery-detected-header-lines = Header lines
delivery-detected-period = Period of all values
delivery-detected-data-state = Data state by the file
delivery-detected-area-state = Area state by the file
delivery-detected-cells = Cells
delivery-detected-lines = Data lines
delivery-detected-period-reading = Reading of the periods
delivery-detected-signs = Signs in place of numbers
delivery-detected-folder = Delivered folder
delivery-detected-tables = Tables
delivery-detected-indicators-with-metadata = Indicators with a description
delivery-detected-files-of-translations = Files with translations
delivery-detected-other-files = Other files
delivery-detected-language = Language of the descriptions
delivery-detected-indicators = Indicators
delivery-detected-period-columns = Columns with periods
delivery-detected-column = Column { $name }
delivery-known-short-file = stated by the file
delivery-known-short-asked = as stated on acceptance
delivery-known-short-edition = at the latest, by the edition
delivery-known-short-accepted = day of acceptance
delivery-known-short-inputs = by the inputs
delivery-value-tab = tab
delivery-value-from-line = { $value } (line { $line })
delivery-value-different-by-column = different by column
delivery-value-with-types = with types
delivery-value-none = none needed
delivery-value-undecided = not to be decided
delivery-value-half_years = half-years
delivery-value-thirds = thirds of a year
delivery-value-quarters = quarters
delivery-value-months = months
delivery-value-school_years = school years
delivery-value-spans = spans of several years
delivery-role-territory = key of the territory
delivery-role-name-of-the-territory = name of the territory
delivery-role-period = period
delivery-role-value = value
delivery-role-indicator = indicator
delivery-role-unit = unit
delivery-role-remark = remark
delivery-role-status = status
delivery-role-not-used = not used
delivery-role-values-of = values for { $period }
delivery-role-values-of-indicator = values of the indicator { $name }
delivery-role-breakdown = breakdown { $concept }

delivery-indicators-heading = Indicators in this delivery
delivery-indicators-caption = Indicators and how many new values they got
delivery-indicators-column = Indicator
delivery-indicators-values = New values
delivery-indicators-note = Counted are values that are new or have changed.

delivery-problems-heading = Remarks
delivery-problems-none = None: nothing in the file had to be corrected or rejected.
delivery-problems-caption = Remarks { $first } to { $last } of { $n }
delivery-problems-caption-all = { $n ->
    [one] One remark
   *[other] { $n } remarks
}
delivery-problems-column-place = Place in the file
delivery-problems-column-end = End
delivery-problems-column-rows = Rows
delivery-problems-column-what = What it is and what to do
delivery-problems-csv = All remarks as CSV
delivery-problems-csv-part = Remarks { $first } to { $last } as CSV
delivery-problems-pager = More remarks
delivery-problems-next = Next remarks
delivery-problems-previous = Previous remarks
delivery-rejected = rejected
delivery-corrected = corrected
delivery-noted = noted
delivery-place-sheet = Sheet { $sheet }
delivery-place-cell = Row { $row }, column { $letters } ({ $column })
delivery-place-none = the whole file

delivery-undo-heading = Undo
delivery-undo = These pages change nothing. Whoever works at the command line of the server undoes a delivery with:
delivery-undo-at-desk = Undo this delivery
delivery-undo-effect = Then the values from before hold again. Nothing is deleted: the withdrawal is a delivery too, with time and reason.
delivery-undo-withdrawal = A withdrawal cannot be undone. To bring the values back, the original is taken once more.
delivery-again = To get the values back, the original file is taken once more.

# What is wrong with rows. $piece is the offending piece of the file; "-blank" is said when there is none.

delivery-problem-period_ambiguous = The period “{ $piece }” can be read in several ways. Please write the column unambiguously, for example 2022, 2022-Q1 or 2022-S1.
delivery-problem-period = “{ $piece }” is not a period. Please write a year as 2022, a quarter as 2022-Q1.
delivery-problem-period-blank = The period is blank. Please fill in the year, for example 2022.
delivery-problem-status = The status in “{ $piece }” is unknown. The letters A, O, Q, L, M, U, B, P and E are possible.
delivery-problem-below_threshold = The number is less than { $piece } and could tell something about single people. It is not published and not named here; taken as “internal”, the file can be kept whole.
delivery-problem-not_of_home = The file holds own values of a municipality, but “{ $piece }” is another place. Please give figures about other places a source of their own.
delivery-problem-not_a_number = “{ $piece }” is not a number that can be taken exactly. Please write digits with one decimal sign only, or leave the cell blank when the value is missing.
delivery-problem-dimension = The breakdown “{ $piece }” cannot be read. Please write concept and code, for example SEX=F.
delivery-problem-number_infinite = “{ $piece }” is larger than a number can be. Please correct the cell.
delivery-problem-number_as_date = The cell is formatted as a date ({ $piece }). Please format it as a number.
delivery-problem-number_ambiguous = “{ $piece }” can mean two different numbers, depending on whether point or comma is the decimal sign. Please write the number unambiguously.
delivery-problem-symbol_unknown = “{ $piece }” is a sign that offices use in different ways. Please leave the cell blank when the value is missing, and write 0 when it is zero.
delivery-problem-shifted = The line has another number of cells than the header, so its values probably stand in wrong columns: “{ $piece }”. Please put texts with delimiters in quotation marks.
delivery-problem-shifted-blank = The line has another number of cells than the header, so its values probably stand in wrong columns. Please put texts with delimiters in quotation marks.
delivery-problem-key_blank = The key of “{ $piece }” is blank. Please fill in the official key of the territory.
delivery-problem-key_blank-blank = The key of this line is blank. Please fill in the official key of the territory.
delivery-problem-double_encoded = The text was encoded twice and was repaired, for example “{ $piece }”. Numbers are not affected.
delivery-problem-mixed_encodings = The file mixes two character encodings; both were read, for example “{ $piece }”. Numbers are not affected.
delivery-problem-lost_letters = Letters of “{ $piece }” and similar texts were lost before the file came here. Names of territories come from their keys. If other words matter, please download the file again.
delivery-problem-indicator_blank = This line names no indicator. Please download the file again.
delivery-problem-kind_blank = For “{ $piece }” the column Aggregat does not say which kind of spatial unit it is. Please write for example Gemeinden or Kreise there.
delivery-problem-no_official_key = “{ $piece }” are spatial units without an official key; their figures are not taken. Please export Gemeinden, Gemeindeverbände, Kreise, Bundesländer or Bund.
delivery-problem-no_territory = The row names no territory. Please fill in the official key.
delivery-problem-duplicate_different = The same territory and period stand twice in the file with different values, the other time here: { $piece }. Please delete the wrong row.
delivery-problem-number_as_text = The number stands as text in the workbook and was read as the number that it shows.
delivery-problem-leading_zero = The key “{ $piece }” lacked its leading zero, which was put back.
delivery-problem-trailing_zeros = The key “{ $piece }” was padded with zeros, which were cut.
delivery-problem-leading_and_trailing_zeros = The key “{ $piece }” lacked its leading zero and was padded with zeros at its end; both was mended.
delivery-problem-not-a-key = “{ $piece }” is not an official key. Please use digits, for example 05515000 for a municipality or 05515 for a district.
delivery-problem-not-a-key-blank = The key is blank. Please use digits, for example 05515000 for a municipality or 05515 for a district.
delivery-problem-other-level = “{ $piece }” is not a key of the level that this line names. Please check key and level.
delivery-problem-cut_off = The line has only { $piece } fields and ends before the value. Please export the file again.
delivery-problem-future_period = The period { $piece } begins after today. Please check the year; forecasts are not taken yet.
delivery-problem-dissolved-territory = The key “{ $piece }” no longer exists since a territorial reform. Please use figures that were recomputed to the areas of today.
delivery-problem-borough-of-berlin = The file lists boroughs of Berlin under keys of their own, the first is “{ $piece }”. Boroughs are no municipalities; their figures were not taken. The figures of Berlin as a whole stand in the row with the key 11.
delivery-problem-statistical-region = The file lists statistical regions on the area of former Regierungsbezirke, the first is “{ $piece }”. They are in no list of official keys; their figures were not taken, those of the Land and its districts were.
delivery-problem-ended-territory = The territory with the key “{ $piece }” did not exist any more in these periods, it was dissolved. Empty cells and dashes are kept as missing (M, cannot exist), not as zero.
delivery-problem-figure-after-end = The territory with the key “{ $piece }” did not exist any more in these periods, yet the file gives figures. Please check the key; figures on another area belong to the key of that area.
delivery-problem-figure-before-beginning = The territory with the key “{ $piece }” did not exist yet in these periods. The figures are on its later area; please check that the publisher recomputed them.
delivery-problem-zero-before-beginning = The territory with the key “{ $piece }” did not exist yet in these periods. Zeros and dashes are kept as missing (M, cannot exist), not as zero.
delivery-problem-small_counts = Numbers less than { $piece } can be seen by everybody. If people stand behind them, take the file as “internal” or with the answer “people”; if it was taken already, take the delivery back before.
delivery-problem-title-of-the-catalogue = A column is called like the indicator “{ $piece }” of the catalogue. If that is meant, write “{ $piece }” above the column; else the figures become an indicator of their own beside it.
delivery-problem-zero-before-first-figure = For the territory with the key “{ $piece }” the file begins with nothing but zeros, up to the very day since which the official list knows it in its present form. These are no figures; they are kept as missing (M, cannot exist).
delivery-problem-unknown-territory = The key “{ $piece }” is in no list of official keys. Please check the digits.
delivery-problem-missing_header = No line with names of columns was found. Please say which line it is.
delivery-problem-missing_territory = No column says which territory the values are about. Please choose the column with the keys, or name the one territory of the file.
delivery-problem-missing_period = No column says which year the values are of. Please choose the column with the years, or name the one period of the file.
delivery-problem-missing_value = No column holds values. Please choose it.
delivery-problem-missing_indicator = The file does not say which indicator it is about. Please name it.
delivery-problem-missing_decimal_sign = Nothing in the file shows whether the comma or the point is the decimal sign. Please choose it.
delivery-problem-missing_period_reading = The periods can be read in several ways. Please choose one.
delivery-problem-missing_lines = No line of data stands below the names of the columns.
delivery-problem-missing_else = With this mapping the file cannot be read.
delivery-problem-percent_cells = Cells that are formatted as percentages were taken as they are shown: the first one as { $piece }.
delivery-problem-formula_error = Cells with the error of a formula ({ $piece }) count as missing.
delivery-problem-formula_unsolved = The cell holds a formula whose result was not stored. Please open the file in a spreadsheet program, save it and upload it again.
delivery-problem-percent_mixed = Other cells of this column are formatted as percentages, “{ $piece }” is not. Please format all of them alike.
delivery-problem-data_state_as_period = “{ $piece }” was read as the time of the values, because the table names no other, and not as the data state. You can state the data state yourself.
delivery-problem-data_state_several = The file names several states ({ $piece }). So none of them counts as the data state. Please state it yourself.
delivery-problem-data_state_unclear = “{ $piece }” may name the data state, but not beyond doubt or without a day. Please state it yourself.
delivery-problem-table_not_read = The table “{ $piece }” was not read. If it holds figures, please give it as a file of its own.
delivery-problem-date_serial = Dates are written as the numbers by which spreadsheet programs count days; they were read as days: { $piece }.
delivery-problem-total_line = The line “{ $piece }” is a total without a key of its own and was not taken.
delivery-problem-total_line_differs = A line of totals without a key of its own was not taken, and it differs from the lines above: { $piece }.
delivery-problem-sum_differs = A sum differs from its parts: { $piece }. What the file says was taken; please ask the publisher.
delivery-problem-record_of_measures = { $piece } is a record of how far measures have come: no figures; the file is kept with the original.
delivery-problem-kind_of_value = “{ $piece }” is not a kind of value. Possible are real, geplant and Einwohner.
delivery-problem-values_without_place = { $piece } values belong to no territory or year of the document and were left out.
delivery-problem-definition_scale = For “{ $piece }” name or unit state another base than the formula uses. Please compare the values with a second source before you use them.
delivery-problem-definition_unit = For “{ $piece }” the name states another base than the unit. Please check which holds.
delivery-problem-definition_catalogue = For “{ $piece }” the file states another unit than the catalogue. Please compare the values with a second source before you use them.
delivery-problem-other_unit = The file states the unit “{ $piece }”. For this indicator another one was stated before, so the values were not taken. If the file is right, please give its figures an indicator of their own.
delivery-problem-definition_time = For “{ $piece }” a day and an average stand side by side. Please check what the values are about.
delivery-problem-definition_population_base = For “{ $piece }” the population rests on different counts. Values before and after cannot be compared.
delivery-problem-name = The territory “{ $piece }” is given by its name only. The name is unique, the key was filled in.
delivery-problem-name-unknown = “{ $piece }” is neither an official key nor the name of a territory. Please fill in the official key.
delivery-problem-name-of-several = Several territories are called “{ $piece }”. Please fill in the official key.
delivery-problem-metadata_unreadable = { $piece } cannot be read; the indicator was taken without this description.
delivery-problem-translations_unreadable = { $piece } cannot be read; its words are missing.
delivery-problem-table_empty = The table { $piece } is empty.
delivery-problem-decimals = The number of decimals { $piece } is no whole number that is possible; the row was not taken.
delivery-problem-deletion = The row deletes a value ({ $piece }); values go only when their delivery is undone.
delivery-problem-other_country = The file holds values of other countries or regions of the world ({ $piece }). Lotse takes values for Germany and its territories; please ask the service for REF_AREA 276.
delivery-problem-frequency = The frequency { $piece } does not fit the period of the row.
delivery-problem-period_part = “{ $piece }” is no month, quarter or half of the year beside it. Please write for example 3, March or Q1.
delivery-problem-unit_multiplier = The unit multiplier { $piece } is no whole number that is possible; the row was not taken.
delivery-problem-unit_unknown = The unit “{ $piece }” is not known. It now stands in the title, and the values show “unit not stated”. Please choose the unit of the indicator if one fits.
delivery-problem-territory_in_breakdown = A column names territories among other entries ({ $piece }). It was read as a breakdown of the file's territory. If figures of other territories are meant, please name them in a column GeoCode or Region.
delivery-problem-territory_abroad = “{ $piece }” is no territory in Germany. Lotse takes figures of Germany and its territories; the row was not taken.
delivery-problem-thousands_point = Values such as { $piece } have three digits behind the point, all others of their series are whole numbers. They were read as decimal numbers. If thousands are meant, please write them without the point.
delivery-problem-sign_of_offices = In place of a value stands “{ $piece }”. By it the statistical offices say that there is no number; the value was taken as missing.
delivery-problem-decimal_comma = The value is probably { $piece } with a decimal comma, which separates columns here. Please write it with a point.
delivery-problem-title_untranslated = In place of a title the file names the key { $piece }, and its words are missing. Please add the translations, else the indicator is called by its number.
delivery-problem-table_unreadable = The table { $piece } cannot be read and was left out.

# The origin of one number.

origin-title = Origin of a number
origin-lead = Where the value stands in the delivered file, and whether it still stands there today.
origin-equal = Equal: the kept original holds the same value.
origin-different = Different: the kept original holds something else than the stored value. Please tell the office that runs Lotse.
origin-unreadable = Original not readable: the kept file is missing, was changed or cannot be opened any more. Please tell the office that runs Lotse.
origin-checked = The cell was read from the original just now; the checksum of the file is the one it had when it was accepted.
origin-not-counting = Pages do not show this value: another data state holds.
origin-not-counting-none = Pages do not show this value: its delivery was withdrawn.
origin-counting-link = Origin of the value that holds
origin-repeats = { $delivery } had brought the same value before; the file confirms it.
origin-value-heading = The value
origin-indicator = Indicator
origin-territory = Territory
origin-period = Period
origin-breakdown = Breakdown
origin-value = Value as pages show it
origin-exact = Stored value
origin-remark = Remark of the publisher
origin-missing = no value
origin-status = Status
origin-status-normal = none
origin-place-heading = The place in the file
origin-delivery = Delivery
origin-file = File
origin-sheet = Sheet
origin-row = Row
origin-column = Column
origin-column-letters = { $letters } (column number { $column })
origin-cell = What the cell says
origin-cell-blank = the cell is blank
origin-source-heading = Source

# What a delivery changed.

delivery-differences-heading = What has changed
delivery-differences-lead = Which values are new with this delivery, have changed or are missing, old beside new.
delivery-differences-link = See the differences
differences-title = What delivery { $number } changed
differences-was-withdrawn = This delivery was withdrawn later; here stands what it had changed. Withdrawal:
differences-each-value = Each value
differences-more-in-file = { $n ->
    [one] One more value stands in the file below.
   *[other] { $n } more values stand in the file below.
}
differences-summary = All together
differences-summary-caption = Number of values by indicator
differences-new = { $n ->
    [one] One value is new.
   *[other] { $n } values are new in { $places ->
        [one] one territory
       *[other] { $places } territories
    } ({ $indicators ->
        [one] one indicator
       *[other] { $indicators } indicators
    } in this delivery).
}
differences-nothing-new = No value is new.
differences-withdrawn = { $n ->
    [0] No value is gone altogether.
    [one] One value is gone.
   *[other] { $n } values are gone.
}
differences-changed = { $n ->
    [0] No value has changed
    [one] One value has changed
   *[other] { $n } values have changed
}; { $missing ->
    [0] none is missing now
    [one] one is missing now
   *[other] { $missing } are missing now
}.
differences-nothing-changed = Earlier values have not changed.
differences-overruled = { $n ->
    [one] One value of this delivery changes nothing, because a newer data state says otherwise.
   *[other] { $n } values of this delivery change nothing, because a newer data state says otherwise.
}
differences-home-new = New for { $home }: { $list }.
differences-home-nothing-new = Nothing is new for { $home }.
differences-home-changed = Changed: { $list }.
differences-home-nothing-changed = Earlier values have not changed.
differences-one-new = { $indicator } { $period } ({ $value })
differences-one-changed = { $indicator } { $period } from { $before } to { $after }
differences-and-more = { $n ->
    [one] and one more value
   *[other] and { $n } more values
}
differences-without-value = “no value”
differences-none = nothing
differences-kind-new = new
differences-kind-revised = changed
differences-kind-missing = missing now
differences-kind-withdrawn = gone
differences-left-out = { $n ->
    [one] This delivery no longer names one earlier value, or it cannot be read there. It keeps counting with its earlier data state.
   *[other] This delivery no longer names { $n } earlier values, or they cannot be read there. They keep counting with their earlier data state.
}
differences-back = { $n ->
    [one] One value that was missing because of it counts again.
   *[other] { $n } values that were missing because of it count again.
}
differences-kind-left-out = no longer named
differences-without-value-column = new, without value
differences-unchanged = unchanged
differences-total = Sum
differences-column-indicator = Indicator
differences-column-place = Territory
differences-column-period = Period
differences-column-what = What happened
differences-column-before = before, data state
differences-column-after = now, data state
differences-caption = { $indicator } ({ $unit }): before and now
differences-csv = All differences as CSV
differences-to-report = Report on the delivery
differences-all = All differences
differences-of-indicator = Differences: { $indicator }
differences-show-all = Show all indicators
differences-none-here = Nothing has changed for this indicator.
differences-shown = { $n ->
    [one] One difference.
   *[other] { $first } to { $last } of { $n } differences.
}
differences-pager = More differences
differences-previous = Previous
differences-next = Next

# Recalled figures

delivery-recalled = All values of this delivery were recalled on { $date } and deleted for good.
delivery-cell-recalled = A value of this delivery was recalled on { $date } and deleted for good. The original file is therefore gone as well.
recalled-title = Recalled value
recalled-lead = A value that stood here was recalled.
recalled-reason = Reason: { $reason }
recalled-at = Recalled on { $date }.
recalled-what-stays = The number is deleted, and so are the original file and everything computed from the number. Only the fact and the reason are kept.
origin-withheld = The original file is gone because another of its values was recalled. The value can therefore no longer be compared with it.

# Computed values

delivery-computed = Own computation: { $indicator }
computed-title = Origin of a computed value
computed-lead = This value stands in no delivered file. It was computed here from other values; each of them leads to its own origin.
computed-equal = Computed again just now: the result is the same.
computed-different = Computed again just now: the result differs. Please tell whoever runs this server.
computed-gone = The value cannot be computed again because an input is gone.
computed-formula = Computation
computed-formula-number = Version of the computation
computed-n-values = Values
computed-n-missing = of which { $n } are missing because an input is
computed-inputs = Inputs
computed-source = Source
computed-to-origin = Origin
computed-not = Not computed
computed-delivery-lead = These values were computed here from other deliveries. When inputs change, they are computed anew.
computed-delivery-replaced = This computation no longer counts because inputs changed.
computed-reason-absent = no input for this period { $indicator }
computed-reason-missing = an input is missing { $indicator }
computed-reason-suppressed = an input is suppressed { $indicator }
computed-reason-reveals = the result would reveal a suppressed value { $indicator }
computed-reason-division-by-zero = the divisor is zero
computed-reason-too-large = the result is too large
computed-reason-too-small = so small that it could tell about single people
computed-reason-area-states-differ = the inputs stand on different area states
