# Own computations: what is wrong with a formula

formula-problem-empty = The formula is empty. Write for example: unemployed / population@same * 1000
formula-problem-too-long = The formula is longer than { $most } characters. Define parts of it as indicators of their own.
formula-problem-too-deep = More than { $most } parentheses are nested. Define the inner part as an indicator of its own.
formula-problem-character = “{ $text }” has no meaning here. Use names of indicators, numbers, + - * / and parentheses.
formula-problem-ambiguous-number = “{ $text }” can mean { $whole } or a number with decimals. Write { $whole } without a point, or add a zero when decimals are meant.
formula-problem-number = “{ $text }” is not a number. Write for example 1000 or 0.5.
formula-problem-unexpected = { $found } stands where { $expected } is missing.
formula-problem-unclosed = “{ $open }” is never closed. Add “{ $close }”.
formula-problem-dimension = What stands in the brackets cannot be read. Write concept=code, for example [SEX=F], and each concept only once.
formula-problem-alignment = “@{ $text }” is not known. Use @same (same period), @previous (the one before), @following (the one after), @residence or @work.
formula-problem-alignment-twice = “@{ $text }” contradicts what is stated already. Leave one of the two out.
formula-problem-unknown-indicator = There is no indicator “{ $name }”. The list below the field names all of them.
formula-problem-unknown-indicator-similar = There is no indicator “{ $name }”. Did you mean “{ $similar }”?
formula-problem-unknown-indicator-minus = “{ $name }” is read as one name, and there is none such. For a minus write spaces: { $left } - { $right }
formula-problem-no-indicator = The formula names no indicator. A number alone is no value of a place.
formula-problem-cycle = The computation goes in a circle: { $path }. An indicator cannot be computed from itself.
formula-problem-unlike-units = { $left } and { $right } cannot be added or subtracted; they measure different things.
formula-problem-unlike-scales = “{ $left }” and “{ $right }” are on different scales. Multiply the second by { $factor } first.
formula-problem-unit-does-not-follow = The formula gives { $found }, which is not measured in “{ $unit }”. Choose another unit or change the formula.
formula-problem-wrong-factor = “{ $unit }” needs the factor { $needed }, but the formula multiplies by { $found }. Change the factor or the unit.
formula-problem-mixed-reference = { $first } is about { $first-time }, { $second } about { $second-time }. State what is meant: { $second }@same for the period of the same name, { $second }@previous for the one before, average({ $second }) for the mean of both ends.
formula-problem-mixed-place = { $first } counts people { $first-place }, { $second } { $second-place }. If that is meant, write { $second }@{ $word }.
formula-problem-wrong-place = { $slug } counts people { $actual }, not { $stated }. Leave @{ $word } out.
formula-problem-population-base = { $first } rests on { $first-base }, { $second } on { $second-base }. Values on different counts of the population cannot be combined.
formula-problem-average-of-no-stock = average({ $slug }) takes the mean of two days, but { $slug } is about { $time }. Leave average out.
formula-problem-hidden-input = “{ $name }” is not public. A public indicator cannot be computed from it: make “{ $name }” public, or keep this indicator internal.
formula-remark-unit-not-proved = A unit in the formula is not stated. The unit of the result can therefore not be proved.
formula-remark-reference-unstated = It is not stated which time within its period { $a } is about. Check that the times agree.
formula-remark-bases-differ = { $a } and { $b } rest only in part on the same counts of the population. Years on different counts cannot be compared.

formula-found-number = the number { $number }
formula-found-end = the end of the formula
formula-found-times = a times sign
formula-found-divide = a division sign
formula-found-word = “{ $text }”
formula-expected-operand = an indicator, a number or a parenthesis
formula-expected-operation = a sign (+ - * /) or the end
formula-expected-operation-or-close = a sign (+ - * /) or “)”
formula-expected-indicator = the name of an indicator
formula-expected-open = the opening parenthesis before it
formula-expected-close = “)”

formula-time-day = a day ({ $day })
formula-time-average = the average of the period
formula-time-sum = the whole of the period
formula-time-school-year = a school year
formula-time-unstated = a time that is not stated
formula-place-residence = where they live
formula-place-work = where they work

formula-quantity-people = people
formula-quantity-things = a number of things
formula-quantity-euros = euros
formula-quantity-metres = metres
formula-quantity-kilograms = kilograms
formula-quantity-kilowatt-hours = kilowatt hours
formula-quantity-kilowatts = kilowatts
formula-quantity-minutes = minutes
formula-quantity-years-of-age = years of age
formula-quantity-index-points = index points
formula-quantity-a-plain-ratio = a plain ratio without a unit
formula-quantity-square-metres = an area
formula-quantity-cubic-metres = a volume
formula-quantity-per = { $above } for each of { $below }

own-formula-preview = Compute and look
own-formula-preview-caption = As it would be computed: { $home }
own-formula-preview-now = Computed values: { $home }
own-formula-preview-none = For { $home } there is no period in which all inputs exist on the same area state. After each delivery it is computed anew.
own-formula-preview-more = These are the newest { $shown } of { $all } values.
own-formula-preview-inputs = Inputs
own-formula-preview-internal = Computed values stay internal as long as the indicator is not public.
own-formula-names = Names of the indicators with values
own-formula-name = Name in the formula
own-formula-title = Indicator
own-formula-unit = Unit
