# Words of the frame, shown on every page.

frame-product = Lotse
frame-skip = Skip to content
frame-start = Home
frame-languages = Language
frame-navigation = Main navigation
frame-breadcrumb = You are here
frame-footer = About this service
frame-desk = Desk
frame-desk-here = You are at the desk
frame-internal = Internal: this page exists only at the desk. The public cannot see it.
frame-search-label = Search
frame-search-hint = Place, goal or indicator
frame-search-button = Search
frame-promise = Open, verifiable, down to the source: every number leads to its origin.

chart-x-from-to = The values run from { $from } to { $to }.
chart-starts-at-zero = The vertical axis starts at zero.
chart-starts-elsewhere = The vertical axis starts at { $start }, not at zero.
chart-first-last = { $name }: { $first } ({ $from }), latest { $last } ({ $to }).
chart-gaps = { $n ->
    [one] One value is missing; the line is interrupted there.
   *[other] { $n } values are missing; the line is interrupted there.
}
chart-break = Break in the series: { $label }.
chart-empty = There are no values to draw.

map-description = Map of { $n ->
    [one] one area
   *[other] { $n } areas
}{ $missing ->
    [0] .
   *[other] , { $missing } of them without a value.
} The table says the same.
map-to-table = Skip the map and go to the table with the same content
map-missing = no value
map-empty = There are no boundaries of these areas.

# Problems. A kind has a title, a general sentence and what to do about it.

problem-onward = Ways onward
problem-back = Back to the list
problem-search = Search
problem-start = To the home page
problem-request-id = Id of this request, for questions: { $id }
problem-kind-name = Name in the interface
problem-kind-status = HTTP status

problem-invalid-title = This input cannot be understood
problem-invalid-detail = At least one part of the address or of the input does not fit.
problem-invalid-remedy = Please check the input and try again.
problem-not-signed-in-title = Please sign in
problem-not-signed-in-detail = This page is only for people who have signed in.
problem-not-signed-in-remedy = Please sign in and open the page again.
problem-not-found-title = Page not found
problem-not-found-detail = There is nothing at this address, or it is not public.
problem-not-found-remedy = Please check the address, or search for what you need.
problem-method-not-allowed-title = This address cannot be used like that
problem-method-not-allowed-detail = The address exists, but not with this HTTP method.
problem-method-not-allowed-remedy = The header “Allow” of the answer names the possible methods.
problem-not-acceptable-title = This format does not exist here
problem-not-acceptable-detail = None of the requested formats can be had at this address.
problem-not-acceptable-remedy = The description of the interface names the formats of each address.
problem-conflict-title = Changed in the meantime
problem-conflict-detail = Somebody else has changed what you wanted to change, or the change does not fit its present state.
problem-conflict-remedy = Please reload the page, compare both versions and then try again.
problem-too-large-title = Too large
problem-too-large-detail = The request is larger than is allowed here.
problem-too-large-remedy = Please split the file, or import it on the command line.
problem-wrong-media-type-title = This format is not read here
problem-wrong-media-type-detail = The content of the request has a format that is not understood at this address.
problem-wrong-media-type-remedy = Please check the header “Content-Type” of the request.
problem-too-many-requests-title = Too many requests
problem-too-many-requests-detail = Very many requests came from your connection within a short time.
problem-too-many-requests-remedy = Please wait a moment and then try again.
problem-internal-title = Something failed on our side
problem-internal-detail = The request was fine, but it could not be answered. The error has been recorded.
problem-internal-remedy = Please try again later. If the error stays, please tell us the id of the request.
problem-unavailable-title = Not possible at the moment
problem-unavailable-detail = The answer took too long, or the system is being maintained.
problem-unavailable-remedy = Please try again in a minute.

# Parameters of the interface.

api-parameter-unknown = “{ $name }” is no parameter of this address. It knows: { $known }.
api-parameter-empty = “{ $name }” is empty. Please give a value or leave the parameter out.
api-parameter-repeated = “{ $name }” is given several times where one value is allowed.
api-parameter-number = “{ $value }” is no whole number from { $least } to { $most }.
api-parameter-yes-no = “{ $value }” is neither “true” nor “false”.
api-cursor-alone = A cursor holds everything that the first request said. Please send it alone.
api-cursor-broken = This cursor is incomplete, changed or belongs to another list. Please start the list again.
api-cursor-expired = The state of the figures that this cursor belongs to is gone. Please start the list again.
api-parameter-date = “{ $value }” is no day. Please write it like 2024-05-31.
api-parameter-choice = “{ $value }” is not possible here. Possible is: { $choices }.
api-parameter-together = “{ $name }” and “{ $other }” exclude each other. Please leave one of them out.
api-parameter-needs = “{ $name }” holds only together with “{ $other }”. Please state both.
api-parameter-order = “{ $value }” lies before the beginning “{ $from }”. Please swap the two.
api-parameter-many = “{ $name }” is given too often, { $most } values are allowed. Please ask in several steps.
api-level-unknown = “{ $value }” is not a level. Possible: country, state, region, district, association, municipality, part.
api-period-unknown = “{ $value }” is not a period. Write a year as 2022, a half-year as 2022-S1, a quarter as 2022-Q1, a month as 2022-05.
api-name-unknown = “{ $value }” does not exist. All are in the list { $list }.
api-cursor-csv = A cursor exists in JSON only. CSV always holds the whole selection.
api-cursor-file = A cursor exists in JSON only. The form “{ $form }” always holds the whole selection.
api-forms-offered = This address answers in the forms { $forms }. Please name one of them with “format” or in the header “Accept”.
api-too-many-for-sheet = The selection has { $n } values and a sheet holds at most { $most }. Please select fewer or another form, for example CSV or Parquet.
