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
