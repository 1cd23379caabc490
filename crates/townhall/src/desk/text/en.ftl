# Words of the pages of the person at the desk.

desk-navigation-start = Overview
desk-navigation-upload = Read in figures
desk-navigation-close = Close the desk

desk-title = Desk
desk-title-empty = Welcome to Lotse
desk-lead = Here you read in figures and keep what your municipality says about them. Everything stays on this computer.
desk-lead-empty = For which municipality do you work? Search by its name or official key. You can add more later.
desk-tasks = What would you like to do?
desk-homes = Municipalities with pages of their own
desk-to-home = To the page of { $name }
desk-waiting = { $n ->
    [one] One file waits for your decision.
   *[other] { $n } files wait for your decision.
}
desk-waiting-link = Look at it
desk-newest = Read in last
desk-newest-caption = The last deliveries
desk-newest-delivery = Delivery
desk-newest-at = Read in at
desk-task-upload = Read in figures
desk-task-upload-lead = A file of a statistical office or a table of your own. A trial run shows what is in it before anything is stored.
desk-task-homes = Add a municipality
desk-task-homes-lead = Give a municipality, an association or a district pages of its own.

desk-home-title = Choose your municipality
desk-home-lead = Municipalities, associations, districts and Länder stand in the official list. The one you choose gets pages of its own.
desk-home-search = Name or official key
desk-home-found = Found for “{ $q }”
desk-home-none = Nothing in the official list has this name or key. Please check the spelling, or search for its beginning only.
desk-home-more = Shown are { $shown } of { $n }. Type more of the name to find fewer.
desk-home-choose = Choose
desk-home-choose-name = Choose { $name }
desk-home-has-pages = has pages of its own
desk-home-other-level = Pages of their own are for municipalities, associations and districts.
desk-home-unknown = This key is not in the official list. Please search for the municipality again.

desk-upload-title = Read in figures
desk-upload-lead = Choose a file. Lotse only looks inside at first and shows you what it has found. Nothing is stored before you agree.
desk-upload-files = Choose files or drag them here
desk-upload-hint = CSV, TSV, XLSX, XLS, ZIP; several at once are possible, together up to { $most }.
desk-upload-folder-summary = Read in a whole folder
desk-upload-folder = Choose a folder
desk-upload-folder-hint = For collections whose files belong together, such as a data folder of Open SDG.
desk-upload-button = Start a trial run
desk-upload-more = Read in another file
desk-upload-sending = The file is being sent and read. Large files take a moment …
desk-upload-nothing = No file came along. Please choose at least one.
desk-upload-too-large = Together the files are larger than { $most }. Please choose fewer at once, or read the file in by the command “lotse import”.
desk-upload-too-many = These are more than 10,000 files. Please choose the right folder, or pack the files into a ZIP.
desk-upload-full = Very many files wait for your decision already. Please take or discard some of them first.
desk-upload-gone = This file no longer waits here: it was taken or discarded, the desk was closed meanwhile, or a figure was recalled and all waiting files with it. If you still need it, please choose it again.
desk-upload-known = What Lotse reads without asking
desk-upload-known-inkar = tables of INKAR (Federal Institute for Research on Building, Urban Affairs and Spatial Development), as you download them there
desk-upload-known-genesis = tables of the regional database and the statistical offices (GENESIS)
desk-upload-known-tables = tables of your own with columns for territory, year and value; the trial run shows and asks what a column means
desk-upload-known-collections = collections of several files, such as Open SDG, as a folder or ZIP
desk-upload-next = Afterwards: look at the trial run, answer questions, take the figures. Everything can be undone.

desk-handed-in-title = Waiting files
desk-handed-in-lead = These files have been read but not stored. Look at each and take or discard it. They are discarded when the desk is closed.
desk-handed-in-none = No file waits for your decision.
desk-handed-in-caption = Files that wait for your decision
desk-handed-in-file = File
desk-handed-in-state = State
desk-state-running = is still being read
desk-state-broken = could not be worked on
desk-state-ready = { $n ->
    [one] ready: one value
   *[other] ready: { $n } values
}
desk-state-question = has a question left

desk-running-title = { $name } is being read
desk-running-lead = Lotse reads the file and checks each row. This page loads itself again.
desk-running-since = { $name } ({ $size }), for { $n ->
    [one] one second
   *[other] { $n } seconds
}
desk-running-note = You can go on working meanwhile; the file stands under “Waiting files”.
desk-running-again = Load the state again
desk-broken-title = { $name } could not be worked on
desk-broken-lead = Lotse itself failed while it worked on the file. Nothing about your figures has changed. This is what the program says:

desk-trial-title = Trial run: { $name }
desk-trial-ready = { $n ->
    [one] One value can be taken. Nothing is stored yet.
   *[other] { $n } values can be taken. Nothing is stored yet.
}
desk-trial-not-ready = The file cannot be taken like this yet. Nothing is stored.
desk-trial-read = values read
desk-trial-stored = will be taken
desk-trial-missing = { $n ->
    [0] all with a number
    [one] of which one cell without a number
   *[other] of which { $n } cells without a number
}
desk-trial-corrected = will be corrected
desk-trial-rejected = will be rejected
desk-trial-problems = Remarks on single rows
desk-trial-problems-caption = { $shown } of { $n } remarks
desk-trial-format = Recognised: { $format }. This layout brings along what its columns mean; there is nothing to assign.
desk-trial-working = The file is being read …
desk-understood = How Lotse understands the first values
desk-understood-caption = The first values; what is not marked as rejected is taken
desk-understood-rejected = is rejected
desk-tried-anew = You have changed something on which the reading of the file depends. This is the new trial run; please look at it and then take the figures.
desk-mistakes = { $n ->
    [one] One entry cannot be understood. It is marked below; everything else is still there.
   *[other] { $n } entries cannot be understood. They are marked below; everything else is still there.
}
desk-recalled = You have read in a file with the same columns before. What you said then is filled in.
desk-forget = Forget what was said then
desk-questions = About the file
desk-questions-lead = What the file says itself you need not fill in. Leave blank what you do not know.
desk-question-indicator = What is counted?
desk-question-indicator-hint = The name of the indicator, for example “cycle paths in kilometres”. The file names none.
desk-question-unit = In which unit is it counted?
desk-question-unit-of = In which unit is “{ $indicator }”?
desk-question-unit-open = please choose
desk-question-unit-hint = The file states no unit. Without one, “unit not stated” will stand beside the values, and nothing can be computed with them.
desk-question-territory = Which territory is it about?
desk-question-territory-column = stands in a column
desk-question-territory-home = all rows are about { $name }
desk-question-territory-hint = No column holds official keys. Choose your municipality, or assign the right column below.
desk-question-period = For which year are the values?
desk-question-period-hint = No column names years. Write the year, for example 2024, or assign the right column below.
desk-question-reading = How are the periods meant?
desk-question-open = please choose
desk-question-decimal-sign = Which sign separates the decimals?
desk-decimal-comma = comma: 1.234,5
desk-decimal-point = point: 1,234.5
desk-question-known-on = Data state
desk-question-known-on-now = Without an entry, { $date } counts. If the publisher names another day of release, enter it, for example 31.5.2024.
desk-question-known-on-said = What you said holds: { $date }. When the field is blank, the day that the file names holds, else today.
desk-question-known-on-hint = The day on which the publisher released the figures. Without an entry, today counts.
desk-question-source-note = Where do the figures come from?
desk-question-source-note-hint = This sentence will stand beside each figure, for example “Municipality of Sampletown, building office, 2024”.
desk-question-licence = Licence
desk-question-licence-open = not decided yet
desk-question-licence-hint = On which terms others may use the figures. For figures of public bodies dl-de/by-2-0 is usual.
desk-question-visibility = Who may see the values?
desk-question-visibility-hint = The publisher has released the values already. Take the table internally all the same if you want to check it first.
desk-question-visibility-own = This table names no publisher. So it stays with you until you choose “everybody”. Numbers that could tell something about single people are not published even then.
desk-question-counts = What is counted?
desk-question-counts-hint = Cases behind which people stand count as people, too. This decides from which number on everybody may see the values. Smaller numbers can only be taken internally.
desk-counts-people = people (from 3)
desk-counts-social = social data (from 10)
desk-counts-things = things, money, areas
desk-visibility-public = everybody, as soon as they are taken
desk-visibility-internal = internal: only who works at the desk
desk-question-header-row = Line with the names of the columns
desk-question-header-row-now = Recognised: line { $row }. If that is wrong, enter the right number.
desk-question-header-row-none = None was recognised. The numbers stand at the edge of the table above.
desk-question-sheet = Sheet
desk-mistake-date = This is no day. Please write it like 31.5.2024 or 2024-05-31.
desk-mistake-future = This day lies in the future. Please enter the day of release.
desk-mistake-period = This is no period. Please write a year like 2024 or a quarter like 2024-Q1.
desk-mistake-row = This is no number of a line. Please write a number from 1.
desk-table = How the file begins
desk-table-lead = Check whether the columns are understood. You only have to change what is wrong.
desk-table-caption = The first lines as they stand in the file
desk-table-header-line = line with the names of the columns
desk-table-assign = What the columns mean
desk-table-remembered = What you change is remembered for the next file with the same columns once you take this one.
desk-columns-caption = Columns and what they mean
desk-columns-more = (shown are { $shown } of { $n })
desk-columns-column = Column
desk-columns-role = Meaning
desk-columns-examples = Examples
desk-columns-nameless = Column { $n }
desk-columns-look = please check
desk-role-detect = recognise automatically
desk-role-detected = recognised: { $role }
desk-role-territory = territory (official key)
desk-role-territory-name = territory (name)
desk-role-territory-part = part of the key of the territory
desk-role-level = level of the territory
desk-role-period = year or period
desk-role-period-part = month, quarter or half of the year
desk-role-value = value
desk-role-value-of = values of the year in the column's name
desk-role-values-of-indicator = values of the indicator in the column's name
desk-role-values-at = values of one indicator in one year
desk-role-values-under = values as the header of several lines says
desk-role-values-of-territory = values of one territory
desk-role-indicator = name of the indicator
desk-role-unit = unit
desk-role-status = flag
desk-role-dimension = breakdown (such as sex)
desk-role-remark = remark
desk-role-ignore = do not use
desk-reading-half_years = half-years
desk-reading-thirds = thirds of a year
desk-reading-quarters = quarters
desk-reading-months = months
desk-reading-school_years = school years
desk-reading-spans = spans of several years
desk-take = { $n ->
    [one] Take one value
   *[other] Take { $n } values
}
desk-try-again = Try again
desk-discard = Discard the file
desk-problems-sheet = sheet
desk-problems-row = row
desk-problems-column = column
desk-problems-end = end
desk-problems-piece = piece
desk-problems-what = what is wrong and what to do

# Why a whole file cannot be taken yet.

desk-file-missing-header = Lotse finds no line with names of columns. Enter its number below.
desk-file-missing-territory = No column says which territory it is about. Choose your municipality below, or assign the column with the official key.
desk-file-missing-period = No column says which year the values are of. Assign the column below, or enter the year.
desk-file-missing-value = No column holds the values. Assign it below.
desk-file-missing-decimal-sign = The file does not show whether comma or point separates the decimals. Please choose below.
desk-file-missing-period-reading = The periods can be read in several ways. Please choose below how they are meant.
desk-file-missing-indicator = The file does not say what is counted. Please enter the name below.
desk-file-missing-lines = There is no row with figures below the names of the columns. Please export the file again.
desk-file-no-indicator = The file does not say what is counted. Please enter the name below.
desk-file-no-header = Lotse finds no line with names of columns. Enter its number below.
desk-file-data-state = The data state differs from the one that the file itself names. Leave the field blank.
desk-file-empty = The file is empty. Please export or download it again.
desk-file-not-recognised = Lotse does not recognise how this file is built. It reads workbooks (XLSX, XLS), tables (CSV, TSV) with a line of column names, and ZIP collections of statistical offices.
desk-file-other-kind = This is no table with figures but another kind of file, such as boundaries, a list or a document. Boundaries are read on the start page under “Read in boundaries”. Please save figures as XLSX or CSV.
desk-file-encrypted = The workbook is protected by a password. Please remove the protection in a spreadsheet program and save it again.
desk-file-damaged = The file is damaged. Please download it again, or open it in a spreadsheet program and save it as XLSX.
desk-file-truncated = The file is cut off: its end is missing. Please download or copy it again.
desk-file-ratio = The packed file would unpack to an excessive size, as happens in files made to harm. It was not opened. Please save the figures as CSV.
desk-file-decoded-too-large = The packed file would unpack to too large a size. Please save the figures as CSV.
desk-file-workbook-too-large = The workbook is too large. Please split it, or save the figures as CSV.
desk-file-no-data = There is no row with figures below the names of the columns. Please export the file again.
desk-file-nothing-to-store = No row can be taken. The reasons stand under the remarks.
desk-file-keys-not-figures = The file is a list of official keys and holds no figures to read in.
desk-file-mapping = The columns do not fit together as assigned. There is only one of each meaning such as territory, year or value. Please check them below.
desk-file-missing-role = A column for territory, year or value is missing. Please assign it below.

desk-report-title = Done: the figures are in
desk-report-lead = { $n ->
    [one] One value from { $file } was taken and stands on the pages from now on.
   *[other] { $n } values from { $file } were taken and stand on the pages from now on.
}
desk-report-computed-title = Own computation
desk-report-computed-lead = { $n ->
    [one] { $name }: one computed value. It follows its inputs and cannot be undone for itself.
   *[other] { $name }: { $n } computed values. They follow their inputs and cannot be undone for themselves.
}
desk-report-internal-title = Done: the figures are stored, internally
desk-report-internal-lead = { $n ->
    [one] One value of { $file } is stored. Only who works at the desk can see it.
   *[other] { $n } values of { $file } are stored. Only who works at the desk can see them.
}
desk-undo-what = What
desk-undo-computed = This is an own computation. It follows its inputs: undo one of the deliveries that it was computed from, and it is computed anew. If nothing shall be computed any more, take the formula away from the indicator.
desk-report-rejected = { $n ->
    [one] One row was rejected.
   *[other] { $n } rows were rejected.
}
desk-report-to-problems = Why, and what to do
desk-report-home = What the new figures say about { $name }
desk-report-home-more = All { $n } indicators of this delivery stand there.
desk-report-not-home = This file holds no new figures about your municipality. You find its values with the territories they are about.
desk-report-next = What comes next
desk-report-to-report = Report: what became of each row
desk-report-withdrawn = These figures no longer count
desk-report-withdrawn-lead = The delivery { $file } was undone. What counted before counts again.

desk-undo-link = Undo this delivery
desk-undo-title = Undo delivery { $number }
desk-undo-lead = Afterwards the values count again that counted before. Nothing is deleted: file, values, report and your reason stay readable.
desk-undo-values = Values
desk-undo-reason = Why?
desk-undo-reason-hint = A sentence is enough, for example “Wrong file chosen”. It will stand with the report.
desk-undo-reason-missing = Please add a reason, so that others understand the undoing.
desk-undo-button = Undo
desk-undo-not = Cancel
desk-undo-refused = This delivery was undone already, or it is itself an undoing.

# What is remembered about the layout of files.

desk-layouts-title = Remembered columns
desk-layouts-link = See what is remembered about columns
desk-layouts-lead = What you have said about a table once holds for the next one with the same columns, here and for “lotse import”. If something is no longer right, forget it; Lotse then asks anew.
desk-layouts-none = Nothing is remembered yet. Once you take a table about which you have said something, it stands here.
desk-layouts-caption = { $n ->
    [one] One remembered layout
   *[other] { $n } remembered layouts
}
desk-layouts-file = Last seen in the file
desk-layouts-said = What you said
desk-layouts-at = Remembered on
desk-layouts-do = Change
desk-layouts-forget = Forget
desk-layouts-forget-of = Forget what was said about { $name }
desk-layouts-back = Back to reading in figures
desk-layouts-column = Column “{ $column }”: { $role }
desk-layouts-indicator = Counted is: { $answer }
desk-layouts-territory = Territory: { $answer }
desk-layouts-period = Period: { $answer }
desk-layouts-sheet = Sheet: { $answer }
desk-layouts-header-row = Line with the names of the columns: { $answer }
desk-layouts-decimal-sign = Decimal sign: { $answer }
desk-layouts-period-reading = Periods: { $answer }
desk-layouts-source-note = Source: { $answer }
desk-layouts-licence = Licence: { $answer }
desk-layouts-unit = Unit of “{ $indicator }”: { $unit }
desk-layouts-visibility = Who sees the values: { $answer }
desk-layouts-counts = Counted are: { $answer }
