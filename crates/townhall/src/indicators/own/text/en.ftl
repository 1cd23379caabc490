# Words about own indicators and values at the desk.

own-task-title = Own indicators, values and targets
own-task-lead = Describe what you count yourselves, enter values and record what the council has decided.
own-overview-lead = Here you describe what your municipality counts itself, enter values and record targets. All of it is internal at first; only what you release becomes public.
own-not-taken = Data about single persons, households or firms and unpublished tables of statistical offices do not belong here. Only separated statistics units may hold them (§ 16 (5) BStatG). Social data only as released sums.
own-no-home = No municipality has pages of its own here yet. Choose yours first.
own-none-yet = There is no own indicator yet.
own-effort-sum = { $indicators ->
    [0] No own indicator states its effort.
    [one] One own indicator states its effort: { $n } minutes a year.
   *[other] { $indicators } own indicators state their effort, together { $n } minutes a year.
}
own-list-caption = Own indicators
own-list-do = Edit
own-new = New own indicator
own-edit = Change the description
own-enter = Enter values
own-set-target = Record a target
own-others = Own values and targets for other indicators
own-others-lead = Own values stand beside the official ones and are never mixed with them.
own-further = More
own-reference- = not stated
own-reference-sum = whole period, added up
own-reference-average = average of the period
own-reference-school-year = school year
own-reference-12-31 = 31 December
own-reference-06-30 = 30 June
own-reference-01-01 = 1 January
own-save = Save
own-saved = Saved.
own-not-saved = Nothing was saved. Please change:
own-stale = Somebody else has changed this record meanwhile. Nothing is lost: below stands what you typed, and here in what the two versions differ. Save once more and yours counts.
own-stale-caption = Your version and the stored one
own-stale-field = Field
own-stale-mine = What you typed
own-stale-theirs = Stored
own-stale-nothing = Both versions say the same.
own-indicator-lead = Describe what is counted in { $home }. There is nothing to program.
own-field-title = Title
own-hint-title = What is counted, in a few words, for example “city trees”. In German, because German pages come first.
own-field-title-en = Title in English
own-hint-title-en = If there is one.
own-field-description = Description
own-hint-description = What belongs to it, what does not?
own-field-description-en = Description in English
own-field-unit = Unit
own-field-decimals = Digits after the decimal sign
own-hint-decimals = 0 to 4, for display. When blank, as many as are usual for the unit. A formula over values of the same unit is shown with as many as these.
own-formula-preview-digits-unit = { $n ->
    [0] Shown without digits after the decimal sign, as is usual for this unit.
    [1] Shown with one digit after the decimal sign, as is usual for this unit.
   *[other] Shown with { $n } digits after the decimal sign, as is usual for this unit.
} The field “Digits after the decimal sign” sets another number.
own-formula-preview-digits-inputs = { $n ->
    [0] Shown without digits after the decimal sign, like the inputs.
    [1] Shown with one digit after the decimal sign, like the inputs.
   *[other] Shown with { $n } digits after the decimal sign, like the inputs.
} The field “Digits after the decimal sign” sets another number.
own-field-reference = Reference time
own-hint-reference = Which time is a value about: the whole period, or one day in it?
own-field-direction = Which way is better?
own-direction-none = neither
own-direction-increase = more
own-direction-decrease = less
own-field-counts = What is counted?
own-hint-counts = Counts of people below 3 and social data below 10 stay internal.
own-counts- = as the unit suggests
own-counts-things = things, money, areas
own-counts-people = people, or cases behind which people stand
own-counts-social = social data
own-field-goals = Goals
own-hint-goals = What does the indicator speak about? Type numbers, for example 11, 15.1, or choose from the lists of the frameworks. Name the nearest only.
own-goals-typed = Numbers of goals or targets, with commas between
own-goals-group = { $n ->
    [0] { $framework }
   *[other] { $framework } ({ $n } chosen)
}
own-field-source = Where the numbers come from
own-field-method = How it is counted
own-field-formula = Computed from other indicators
own-hint-formula = For example unemployed / working-age-population@same * 100. The value is then computed for all places that have the inputs, and anew after each delivery. “Compute and look” shows beforehand what comes out.
own-field-effort = Effort in minutes a year
own-field-visibility = Visibility
own-visibility-draft = draft
own-visibility-internal = internal
own-visibility-public = public
own-field-comparability = Does the change alter what is counted?
own-hint-comparability = When earlier and later values can no longer be compared, a new version begins; old values then stand apart.
own-comparability- = please choose where needed
own-comparability-same = No, the values stay comparable
own-comparability-changed = Yes, a new version begins
own-values-title = Own values: { $indicator }
own-values-lead = Enter what { $home } has counted (unit: { $unit }). Each saving becomes a delivery with today's data state; earlier values stay readable.
own-values-save = Save values
own-values-saved = { $unchanged ->
    [0] Saved as delivery { $number }.
    [one] Saved as delivery { $number }; one value was known already.
   *[other] Saved as delivery { $number }; { $unchanged } values were known already.
}
own-values-saved-look = Look at what is saved
own-values-saved-undo = Undo
own-values-replaced = Changed: { $period }, { $before } before.
own-values-withheld = { $n ->
    [one] The value of { $periods } stayed internal: so small a number could tell about single people.
   *[other] The values of { $periods } stayed internal: so small numbers could tell about single people.
}
own-values-there = What is entered already
own-values-not-known = not known
own-values-page = Page of the indicator
own-grid-caption = Period and value; a point stands for “not known”
own-grid-period = Period
own-grid-value = Value
own-grid-period-n = Period, line { $n }
own-grid-value-n = Value, line { $n }
own-field-release = Who sees the values?
own-release-internal = internal
own-release-released = released, everybody sees them
own-release-all = Release all entered values
own-field-note = Remark
own-hint-note = Stands beside the figures, for example how or by whom it was counted.
own-field-licence = Licence
own-hint-licence = On what terms others may use the figures once they are released. For figures of public bodies dl-de/by-2-0 is usual. Lotse remembers your choice.
own-licence-open = not decided yet
own-field-confirmed = Unusual values are meant so
own-target-title = Target: { $indicator }
own-target-lead = What shall hold in { $home }? (Unit: { $unit })
own-target-note = A target becomes public only with the body that adopted it and the day of the decision.
own-target-list = All targets
own-field-kind = Kind of target
own-kind-reach = reach a value by a day
own-kind-keep = keep a value every year
own-kind-direction = a direction
own-field-bound = At least or at most?
own-bound-at-least = at least
own-bound-at-most = at most
own-field-value = Value
own-field-by = By when
own-hint-by = A year such as 2030 or a day such as 31.12.2030.
own-field-way = Direction
own-field-base-period = Period of the base value
own-field-base-value = Base value
own-field-goal = Goal
own-hint-goal = Number of a goal or target, for example 11.6.
own-field-body = Body
own-hint-body = Who decided it? For example “city council”.
own-field-decided-on = Day of the decision
own-field-decision-title = Decision
own-field-decision-number = Number of the paper
own-field-decision-link = Address of the paper
own-field-because = End the target: reason
own-hint-because = Fill in only when the target no longer holds. It stays readable with its history.

own-error-title-empty = The title is missing. Say in a few words what is counted.
own-error-text-long = The text is longer than { $piece } characters. Please shorten it.
own-error-text-control = The text holds control characters. Please type it again.
own-error-unit-unknown = There is no unit “{ $piece }”.
own-error-decimals = “{ $piece }”: digits after the decimal sign are a whole number from 0 to 4.
own-error-reference = “{ $piece }” is no reference time. Possible are average, sum, school_year or a day such as 12-31.
own-error-direction = There is no direction “{ $piece }”.
own-error-goal-unknown = There is no goal “{ $piece }”. Write its number, for example 11 or 11.6.
own-error-goals-many = More than { $piece } goals say nothing any more. Name the nearest.
own-error-effort = “{ $piece }” is no number of minutes.
own-error-counts = “{ $piece }” is none of the choices.
own-error-counts-persons = The unit is persons, so people are counted. Choose “people” or “social data”, or another unit.
own-error-counts-released = Values that are too small for this are public already: { $piece }. Undo the deliveries that released them, or make the indicator internal.
own-error-visibility = There is no visibility “{ $piece }”.
own-error-visibility-used = Public indicators are computed from this one: { $piece }. Their values would reveal it. Change their formulas or their visibility first.
own-error-name-spelling = No address can be made of “{ $piece }”. Add letters and digits.
own-error-comparability-unit = Unit or time is another one, so earlier and later values cannot be compared. Choose “Yes, a new version begins”.
own-error-comparability-asked = Does the change alter what is counted? Please answer the question at the end of the form.
own-error-not-a-number = “{ $piece }” is not a number. Write for example 12.5 or 1,234.
own-error-two-readings = “{ $piece }” can mean two things. Leave out the sign between the thousands.
own-error-not-a-period = “{ $piece }” is not a period. Write a year such as 2024, or 2024-S1, 2024-Q3, 2024-05.
own-error-period-in-future = { $piece } begins after today. Enter the value when it is counted.
own-error-negative-count = “{ $piece }” is less than nothing. A count begins at 0.
own-error-part-of-count = “{ $piece }” is no whole number. What is counted has no fraction.
own-error-negative-measure = “{ $piece }” is less than nothing. This measure cannot be negative.
own-error-not-a-part = “{ $piece }” is no part of a whole (0 to 100 percent). If it is meant so, tick the box below.
own-error-period-twice = Period { $piece } stands there twice. Keep one of the two lines.
own-error-periods-mixed = The periods differ in length. Enter years and months apart.
own-error-indicator-not-public = The indicator is not public, so its values cannot be either. Make the indicator public first.
own-error-lines-many = More than { $piece } values come better as a file.
own-error-lines-empty = No value was entered.
own-error-value-blank = The value is missing. Write a number, or a point when it is not known.
own-error-below-threshold-of = The value of { $piece } is so small that it could tell about single people. It stays internal.
own-error-value-stale = Meanwhile { $piece } was saved here, elsewhere or in another window. What you typed still stands there: save once more, and it counts.
own-error-below-threshold = The value is less than { $piece }. So small a number could tell about single people and stays internal.
own-error-no-such-value = No own value is entered for { $piece }.
own-error-nothing-to-release = There are no own values to release.
own-error-no-territory = { $piece } stands for no territory and can therefore have no values.
own-error-not-taken = The values were not taken: { $piece }
own-error-target-kind = There is no kind “{ $piece }”.
own-error-target-bound = There is no side “{ $piece }”.
own-error-target-value = The value to reach or keep is missing.
own-error-target-no-value = A direction has no value. Choose another kind, or leave out “{ $piece }”.
own-error-not-a-day = “{ $piece }” is not a day. Write 31.12.2030, or where it is enough 2030.
own-error-target-by = Say by when the value shall be reached, for example 2030.
own-error-target-no-by = Only a value to reach has a day. Leave out “{ $piece }”, or choose another kind.
own-error-target-direction = Say which way: more or less.
own-error-target-base = A base value needs its period and its value.
own-error-decided-in-future = The decision lies in the future. Enter it when it is made.
own-error-not-a-link = “{ $piece }” is no address. It begins with https:// and has no blanks.
own-error-target-not-adopted = Only what a named body has adopted becomes public. Enter body and day, or choose “internal”.
own-error-because-empty = Say why the target no longer holds.
own-error-target-ended = This target is ended. Set a new one.
statement-link = Add unit and time
statement-title = { $indicator }: unit and time
statement-lead = The table does not say all that one needs to know for computing. Add what you know for certain, for example from the notes of the office. Leave open what you do not know. What has been stated cannot be changed here.
statement-known = { $field }: { $value }. That is stated already.
statement-back = To the indicator
own-field-counted-at = Where are people counted?
own-hint-counted-at = Employees, for example, where they live or where they work.
own-counted- = not stated
own-counted-residence = where they live
own-counted-work = where they work
own-error-nothing-stated = You have chosen nothing. Choose what you know, or go back to the indicator.
own-error-stated-already = Something else has been stated in the meantime. Nothing was saved; what stands above holds.
own-removed = The indicator is deleted. It had no values and no targets yet.
own-ended = Ended on { $date }: { $because } Its values stay readable; new ones cannot be entered.
own-resume = Take up again
own-ended-title = Ended indicators
own-entered = With own values, from the catalogue
own-targets-caption = Targets
own-targets-wanted = What is to be reached
own-targets-change = Look and change
own-targets-open = Look at the target and change it: { $indicator }, { $wanted }
own-targets-ended = ended on { $date }
own-stale-blank = nothing
own-field-ends = No longer keep this indicator
own-hint-ends = If it has no values and targets yet, it is deleted. Otherwise it is ended: it is no longer offered, and its values stay readable. Other changes on this page are not saved then.
own-field-end = The reason
own-hint-end = Needed when the indicator has values or targets already.
own-field-confirmed-past = The day lies in the past, and that is meant so
own-hint-confirmed-past = For example when you write down an earlier decision afterwards.
own-values-nothing-new = { $n ->
    [one] This value stood so already. Nothing new was saved.
   *[other] These values stood so already. Nothing new was saved.
}
own-error-title-twin = There is an own indicator with this title already ({ $piece }). Change that one, or give the new one another title.
own-error-ended-used = Something is computed from this indicator: { $piece }. Change that formula first.
own-error-ended-reason = The indicator has values or targets already and can only be ended. Write why.
own-error-indicator-ended = This indicator is ended and takes no more values. You can take it up again on the page with its description.
own-error-target-by-over = This day is over already. Correct it, or tick the box below if it is meant so.
