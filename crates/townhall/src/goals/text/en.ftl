# Goals: the overview and the page of one.

goals-title = Goals
goals-description = The 17 Sustainable Development Goals of the United Nations and their 169 targets.
goals-lead = In 2015 the United Nations adopted 17 Sustainable Development Goals (SDGs). Many of them are decided locally.
goals-heading = Goal { $code }: { $title }
goals-goal = Goal
goals-target = Target
goals-targets = Targets
goals-targets-text = The United Nations have divided the goal into { $n } targets. Not all of them are addressed to municipalities.
goals-others = Other goals
goals-previous = Goal { $code }
goals-next = Goal { $code }
goals-source = Codes and structure: United Nations, A/RES/70/1 of 25 September 2015. Titles and descriptions are short words of our own and do not replace the text.

goals-parts = Parts
goals-heading-other = { $code }: { $title }
goals-switch = Framework
goals-switch-button = Show
goals-framework-label = { $title }, { $edition }
goals-framework-source = Source: { $source }
goals-framework-to-confirm = This edition has not been compared with the publication entry by entry yet.
goals-to-confirm = Not yet compared with the publication.
goals-to-confirm-tag = to be confirmed
goals-addressed-to = Addressed to: { $who }
goals-addressee-municipalities = towns, districts and municipalities
goals-addressee-federal = the federal level
goals-addressee-states = the Länder
goals-addressee-research = research
goals-addressee-business = business
goals-addressee-civil-society = civil society
goals-addressee-standards-bodies = standards bodies
goals-n-below = { $n ->
    [one] one part
   *[other] { $n } parts
}
goals-valid-from = Valid since { $from }.
goals-valid-until = Valid until { $until }.
goals-valid-between = Valid from { $from } to { $until }.
goals-links = Links to other frameworks
goals-links-text = A link names who sees it so and why. What follows only from other links is marked and never counts as exact.
goals-links-caption = { $n ->
    [one] One link
   *[other] { $n } links
}
goals-links-from = This
goals-links-relation = Relation
goals-links-to = To
goals-links-reason = Reason and source
goals-links-derived = derived
goals-links-by-way-of = Follows by way of { $way }.
goals-relation-exact = exactly the same as
goals-relation-close = nearly the same as
goals-relation-broader = narrower than
goals-relation-narrower = broader than
goals-relation-related = related to
goals-crosswalks = Links between frameworks
goals-crosswalks-link = See links to other frameworks
goals-crosswalks-lead = What a goal of one edition means in another one. Each link joins two editions.
goals-crosswalks-to = Link to
goals-crosswalks-all = all
goals-crosswalks-none = There are no links for { $framework } here.
goals-crosswalks-download = Download these links as CSV

# Own fields of action at the desk.

crosswalk-wrong-dangling = There is no “{ $one }” in { $other }. Please mend the code, or take in that edition first.
crosswalk-wrong-same-edition = { $one } and { $other } stand in the same edition; a crosswalk joins two editions.
crosswalk-wrong-no-source = The link from { $one } to { $other } does not say who sees it so.
crosswalk-wrong-no-reason = The link from { $one } to { $other } has no reason.
crosswalk-wrong-both-ways = { $one } would be broader and narrower than { $other } at once. Please keep one of both links.
crosswalk-wrong-two-relations = { $one } and { $other } are linked by another relation already. Please keep one of both.
crosswalk-wrong-second-exact = { $one } is exactly { $other } already and cannot be exactly something else too.
crosswalk-wrong-circle = With this link { $one } would be broader than itself, by way of { $other }. Please remove one link of the circle.
fields-task-title = Fields of action and goals
fields-task-lead = Set up your municipality's fields of action, link indicators and SDGs to them, and record what is your task.
fields-overview-lead = Order the figures the way your municipality works: by fields of action of its own beside the 17 goals of the United Nations.
fields-no-home = No municipality has pages of its own here yet.
fields-choose-home = Choose your municipality first
fields-own = Own fields of action
fields-none-yet = There are no own fields of action yet.
fields-n-fields = { $n ->
    [one] one entry
   *[other] { $n } entries
}
fields-see-all = As everybody sees it
fields-see-all-of = As everybody sees it: { $title }
fields-begin = Set up fields of action
fields-from-file = Take from a file
fields-begin-title = Set up fields of action: { $home }
fields-begin-lead = Write down how your municipality divides its work. Order, descriptions and links can be added afterwards.
fields-edit-edition = Edit the edition { $edition }
fields-public-at-once = What you set up here can be seen by everybody at once. There is no draft yet that only you can see.
fields-begin-button = Set up
fields-usual-title = Handlungsfelder: { $home }
fields-field-fields = Fields of action, one on each line
fields-hint-fields = For example “Climate and energy”, “Mobility”, “Living together”.
fields-field-framework-title = Title
fields-hint-framework-title = What it is called on all pages.
fields-field-source = Who has set them?
fields-hint-source = For example “council decision of 3 February 2026”. Shown as the source.
fields-field-edition = Edition
fields-hint-edition = Usually the year. It stands in the address and stays; a later state becomes a new edition.
fields-field-licence = Terms of use
fields-hint-licence = The licence under which others may use the list, for example CC-BY-4.0.
fields-field-note = Note for readers
fields-hint-note = If there is something to explain.
fields-field-title = Name
fields-hint-title = In a few words, for example “Climate and energy”.
fields-field-title-en = Name in English
fields-hint-title-en = If there is one.
fields-field-description = Description
fields-hint-description = What is it about? One or two sentences will do.
fields-field-parent = Belongs to
fields-parent-none = none, it stands at the top
fields-lead = The fields of action of { $home } in their order. Choose one to describe it and to link indicators and goals.
fields-caption = Fields of action
fields-column-field = Field of action
fields-column-attached = Indicators
fields-column-goals = SDGs
fields-column-order = Change
fields-without = no indicator yet
fields-no-goals = not linked
fields-up = Up
fields-down = Down
fields-up-of = Move “{ $title }” up
fields-down-of = Move “{ $title }” down
fields-open = What stays uncovered
fields-n-without = { $n ->
    [0] Every field of action has at least one indicator.
    [one] One field of action out of { $all } has no indicator yet.
   *[other] { $n } out of { $all } fields of action have no indicator yet.
}
fields-all-touched = Each of the 17 goals occurs in at least one field of action.
fields-untouched = { $n ->
    [one] One goal of the United Nations occurs in no field of action:
   *[other] { $n } goals of the United Nations occur in no field of action:
}
fields-add = Add a field of action
fields-add-button = Add
fields-about = Title, source and note of the whole list
fields-as-file = Save as a file
fields-edit = Edit fields of action
fields-save = Save
fields-saved = Saved.
fields-not-saved = Nothing was saved. Please change:
fields-stale = This field of action was changed elsewhere meanwhile. Nothing is lost: what you typed stands below, and here is where both versions differ. Save again to keep yours.
fields-stale-caption = Your version and the stored one
fields-stale-field = Field
fields-stale-mine = Yours
fields-stale-theirs = Stored
fields-stale-nothing = Both versions say the same.
fields-attached = Indicators
fields-goals = Relation to the goals of the United Nations
fields-goals-lead = Which goals or targets does this field of action serve? It can then be found from the SDGs, and one sees which goals stay uncovered.
fields-goals-caption = Linked goals
fields-field-goal = Goal or target
fields-field-relation = Relation
fields-relation-related = touches it
fields-relation-close = means nearly the same
fields-relation-broader = is a part of it
fields-relation-narrower = holds more than it
fields-relation-exact = means exactly the same
fields-field-reason = Reason
fields-hint-reason = One sentence will do.
fields-link = Link
fields-unlink = Remove the link
fields-unlink-of = Remove the link to goal { $code }
fields-remove = Remove the field of action
fields-remove-lead = The field of action disappears with its links to the SDGs. Indicators and figures stay.
fields-remove-button = Remove
fields-cannot-remove = This field of action cannot be removed: others belong to it, or it is the last one.
fields-back = Back to all fields of action
fields-file-lead = Take fields of action that you or another municipality have saved as a file. The whole file is taken or nothing of it.
fields-file-label = File with fields of action
fields-file-hint = A file ending in .toml, as “Save as a file” writes it. An edition that is here already is replaced by the file.
fields-file-button = Take
fields-file-empty = The file is empty. Please choose the right one, or download it once more.
fields-file-none = There was no file. Please choose one.
fields-file-no-text = This is no text file. Fields of action stand in a file ending in .toml.
fields-file-wrong = The file was not taken. The program says:
fields-file-not-own = The file does not describe own fields of action. It must say “kind = "own"”.
fields-file-links = The file was not taken because links in it are wrong:
fields-file-refused = The file was not taken:
fields-file-too-large = The file is too large for a list of fields of action. Is it the right one?
fields-error-title-empty = The name is missing. Say in a few words what it is about.
fields-error-text-long = The text is longer than { $piece } characters. Please shorten it.
fields-error-line-long = The line “{ $piece } …” is longer than 120 characters. Please shorten it.
fields-error-line-control = The line “{ $piece }” holds control characters. Please type it again.
fields-error-title-twice = “{ $piece }” is here already. Give the field of action another name, or leave one of the two out.
fields-error-text-control = The text holds control characters. Please type it anew.
fields-error-source-empty = Who has set the fields of action is missing. Without a decision write for example “draft of the administration”.
fields-error-licence-empty = How others may use the list is missing. CC-BY-4.0 is usual.
fields-error-edition = “{ $piece }” cannot stand in an address. Write a year such as 2026, else only small letters, digits and hyphens.
fields-error-edition-taken = The edition { $piece } is there already. Edit it, or choose another one.
fields-error-fields-empty = The fields of action are missing. Write at least one.
fields-error-fields-many = These are more than { $piece } fields of action. Put some together; parts can stand below them later.
fields-error-parent = The field of action cannot stand below “{ $piece }”.
fields-error-goal-unknown = There is no goal “{ $piece }”. Please choose one from the list.
fields-error-relation = There is no relation “{ $piece }”. Please choose one from the list.
fields-error-reason-empty = The reason is missing. One sentence will do.
fields-error-has-parts = Others belong to this field of action. Remove those first.
fields-error-last-field = The last field of action cannot be removed. Give it another name.
fields-error-has-attached = Indicators are linked to this field of action. Remove these links first.

# What is our task?

relevance-title = What is our task?
relevance-lead = Not every goal is addressed to a municipality. Record which ones are important for yours and which are not its task, each with a sentence why.
relevance-n-checked = { $n ->
    [0] Nothing is recorded yet.
    [one] Something is recorded about one goal or target.
   *[other] Something is recorded about { $n } goals and targets.
}
relevance-begin = Go through the goals
relevance-others = Go through other frameworks
relevance-overview-lead = Choose a goal and record what it means for { $home }. What you leave open is shown as open.
relevance-goal = Goal
relevance-checked = Looked at
relevance-important = important or partly
relevance-not = not our task
relevance-n-of = { $n } of { $all }
relevance-page-lead = What does this goal mean for { $home }? The reason is shown beside the goal.
relevance-field-result = For our municipality
relevance-field-reason = Reason
relevance-open = still open
relevance-relevant = Important for us
relevance-partly = Partly our task
relevance-not-relevant = Not our task
relevance-next = Go on with { $title }
relevance-back = Back to the overview
relevance-change = Record what this means for us
relevance-n-open = { $n ->
    [one] One target has not been looked at yet.
   *[other] { $n } targets have not been looked at yet.
}
relevance-note = { $n ->
    [0] { "" }
    [one] one important for us
   *[other] { $n } important for us
}{ $not ->
    [0] { "" }
   *[other] { $n ->
        [0] { "" }
       *[other] , { "" }
    }{ $not } not our task
}
relevance-error-no-reason = The reason is missing. One sentence will do.
relevance-error-reason = The reason is longer than 1,000 characters or holds control characters. Please shorten it.
relevance-error-result = Please choose an entry from the list.
relevance-error-stale = “{ $result }” was recorded here elsewhere meanwhile: { $reason } Save again to keep your version.
relevance-error-stale-gone = This was removed elsewhere meanwhile. Save again to keep your version.
fields-dead = These fields of action are no more, and something still hangs on them:
fields-dead-mend = Change or remove what is linked to { $code }
