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
