//! The form of an own indicator: new, or changed from a version that the form remembers.

use std::sync::Arc;

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use figures::unit::Unit;
use jiff::Timestamp;
use store::{StoreError, scope::Scope};
use web::{frame::Frame, problem::Problem};

use super::{
    super::figure,
    Asked, acting, dead_links, field as value_of,
    form::{self, Choosable, Compared, Form, Group, Kind, Wrong},
    framed, home,
    preview::{self, Preview},
    status,
};
use crate::{
    goals::{self, FrameworkEntry, Goal, SDG, Tree},
    indicators::{
        catalogue::{self, Catalogue},
        observations::{self, Coverage},
        own::{
            FieldError, Protection, Visibility,
            draft::{Checked, Draft, Known},
            ending::{self, Gone},
            goals::KnownGoals,
            indicators::{self, Comparability, NotSaved, Saved},
        },
        registers::writing,
    },
    installation::Installation,
    people::{
        Organisation,
        desk::{AtDesk, Fields, Sent},
    },
};

/// The name of the button that computes and saves nothing.
const PREVIEW: &str = "preview";
/// The name of the field that says that the indicator ends.
const ENDS: &str = "ends";
/// The name of the field with the reason for it.
const END: &str = "end";
/// The name of the button that takes an ended one up again.
const RESUME: &str = "resume";

/// What the form shows beside the draft.
#[derive(Default)]
struct Shown<'a> {
    slug: Option<&'a str>,
    version: i64,
    errors: Vec<FieldError>,
    stale: Option<Draft>,
    comparability: String,
    end: String,
    saved: bool,
    /// What the formula gives, with the words above it.
    preview: Option<(Preview, &'static str)>,
}

/// What the form offers: names for formulas, elements of frameworks.
struct Offered {
    catalogue: Arc<Catalogue>,
    coverage: Coverage,
    goals: KnownGoals,
}

impl Offered {
    async fn of(installation: &Installation, scope: &Scope, home: &Organisation) -> Result<Self, Problem> {
        let store = &installation.store;
        let loaded = async {
            Ok::<_, StoreError>(Self {
                catalogue: Arc::new(catalogue::load(store, scope).await?),
                coverage: observations::coverage(store, scope).await?,
                goals: KnownGoals::of(store.sql.read(scope), home.id).await?,
            })
        };
        loaded.await.map_err(Problem::failed)
    }

    fn unknown(&self, draft: &Draft) -> String {
        let unknown = draft.goals.iter().filter(|text| self.goals.link(text.trim()).is_none());
        unknown.cloned().collect::<Vec<_>>().join(", ")
    }

    fn check(&self, draft: &Draft, own: Option<&str>) -> Result<Checked, Vec<FieldError>> {
        draft.check(Known {
            catalogue: &self.catalogue,
            goals: &self.goals,
            own,
        })
    }
}

/// GET /{language}/desk/own/{organisation}/indicators/new
pub(super) async fn new(
    State(installation): State<Installation>,
    Path(organisation): Path<String>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = home(&installation, &organisation).await?;
    let offered = Offered::of(&installation, &acting(at_desk.scope(), &home), &home).await?;
    let draft = Draft {
        unit: "count".to_owned(),
        visibility: "internal".to_owned(),
        ..Draft::default()
    };
    Ok(page(frame, &home, &offered, &draft, Shown::default()))
}

/// POST /{language}/desk/own/{organisation}/indicators/new
pub(super) async fn create(
    State(installation): State<Installation>,
    Path(organisation): Path<String>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let home = home(&installation, &organisation).await?;
    let draft = draft(&sent.form);
    let scope = acting(sent.at_desk.scope(), &home);
    let offered = Offered::of(&installation, &scope, &home).await?;
    if is_preview(&sent.form) {
        return show_preview(&installation, &scope, frame, &home, &offered, &draft, Shown::default()).await;
    }
    let (store, owner, typed) = (installation.store.clone(), home.clone(), draft.clone());
    let saved =
        writing(async move || indicators::create(&store, &scope, &owner, &typed, None, Timestamp::now()).await).await?;
    answer(frame, &home, &offered, &draft, Shown::default(), saved)
}

/// GET /{language}/desk/own/{organisation}/indicators/{indicator}
pub(super) async fn edit(
    State(installation): State<Installation>,
    Path((organisation, slug)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = home(&installation, &organisation).await?;
    let (store, scope) = (&installation.store, acting(at_desk.scope(), &home));
    let offered = Offered::of(&installation, &scope, &home).await?;
    let indicator = indicators::own(&offered.catalogue, &home, &slug).ok_or_else(Problem::not_found)?;
    let versions = indicators::versions(store, &scope, indicator)
        .await
        .map_err(Problem::failed)?;
    let newest = versions.into_iter().next().ok_or_else(Problem::not_found)?;
    let preview = match offered.check(&newest.content, Some(&slug)) {
        Ok(checked) => {
            let titles = Arc::clone(&offered.catalogue);
            Preview::of(&installation, &scope, &home, titles, &checked).await?
        }
        Err(_) => None,
    };
    let shown = Shown {
        slug: Some(&slug),
        version: newest.version,
        saved: asked.saved.is_some(),
        preview: preview.map(|preview| (preview, "own-formula-preview-now")),
        ..Shown::default()
    };
    Ok(page(frame, &home, &offered, &newest.content, shown))
}

/// POST /{language}/desk/own/{organisation}/indicators/{indicator}
pub(super) async fn save(
    State(installation): State<Installation>,
    Path((organisation, slug)): Path<(String, String)>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let home = home(&installation, &organisation).await?;
    let draft = draft(&sent.form);
    let version = value_of(&sent.form, "version").parse().unwrap_or(0);
    let said = value_of(&sent.form, "comparability").to_owned();
    let comparability = match said.as_str() {
        "same" => Comparability::Same,
        "changed" => Comparability::Changed,
        _ => Comparability::NotSaid,
    };
    let scope = acting(sent.at_desk.scope(), &home);
    let offered = Offered::of(&installation, &scope, &home).await?;
    let shown = Shown {
        slug: Some(&slug),
        version,
        comparability: said,
        ..Shown::default()
    };
    let unlinked = value_of(&sent.form, dead_links::FIELD);
    if !unlinked.is_empty() {
        let indicator = indicators::own(&offered.catalogue, &home, &slug).ok_or_else(Problem::not_found)?;
        dead_links::remove(&installation, scope, indicator, &offered.goals, unlinked).await?;
        let path = format!("/desk/own/{}/indicators/{slug}?saved=1", home.slug);
        return Ok(Redirect::to(&frame.href(&path)).into_response());
    }
    if is_preview(&sent.form) {
        return show_preview(&installation, &scope, frame, &home, &offered, &draft, shown).await;
    }
    let shown = Shown {
        end: value_of(&sent.form, END).to_owned(),
        ..shown
    };
    let (store, owner, typed, name) = (installation.store.clone(), home.clone(), draft.clone(), slug.clone());
    let now = Timestamp::now();
    if !value_of(&sent.form, RESUME).is_empty() {
        let resumed = writing(async move || ending::resume(&store, &scope, &owner, &name, now).await).await?;
        let resumed = resumed.map(|()| Saved::as_it_was(&slug));
        return answer(frame, &home, &offered, &draft, shown, resumed);
    }
    if value_of(&sent.form, ENDS) == "yes" {
        let because = shown.end.clone();
        let gone = writing(async move || ending::end(&store, &scope, &owner, &name, &because, now).await).await?;
        return match gone {
            Ok(Gone::Removed) => Ok(Redirect::to(&frame.href("/desk/own?removed=1")).into_response()),
            Ok(Gone::Ended) => answer(frame, &home, &offered, &draft, shown, Ok(Saved::as_it_was(&slug))),
            Err(error) => answer(frame, &home, &offered, &draft, shown, Err(error)),
        };
    }
    let saved = writing(async move || {
        indicators::change(&store, &scope, &owner, &name, version, &typed, comparability, now).await
    })
    .await?;
    answer(frame, &home, &offered, &draft, shown, saved)
}

/// Whether the person wants to see what would be computed, and to save nothing.
fn is_preview(fields: &Fields) -> bool {
    !value_of(fields, PREVIEW).is_empty()
}

async fn show_preview(
    installation: &Installation,
    scope: &Scope,
    frame: Frame,
    home: &Organisation,
    offered: &Offered,
    draft: &Draft,
    shown: Shown<'_>,
) -> Result<Response, Problem> {
    let shown = match offered.check(draft, shown.slug) {
        Ok(checked) => {
            let titles = Arc::clone(&offered.catalogue);
            let preview = Preview::of(installation, scope, home, titles, &checked).await?;
            Shown {
                preview: preview.map(|preview| (preview, "own-formula-preview-caption")),
                ..shown
            }
        }
        Err(errors) => Shown { errors, ..shown },
    };
    Ok(page(frame, home, offered, draft, shown))
}

fn answer(
    frame: Frame,
    home: &Organisation,
    offered: &Offered,
    draft: &Draft,
    shown: Shown<'_>,
    saved: Result<Saved, NotSaved>,
) -> Result<Response, Problem> {
    match saved {
        Ok(saved) => {
            let path = format!("/desk/own/{}/indicators/{}?saved=1", home.slug, saved.slug);
            Ok(Redirect::to(&frame.href(&path)).into_response())
        }
        Err(NotSaved::Fields(errors)) => Ok(page(frame, home, offered, draft, Shown { errors, ..shown })),
        Err(NotSaved::Stale(theirs)) => {
            let shown = Shown {
                version: theirs.version,
                stale: Some(theirs.content),
                ..shown
            };
            Ok(page(frame, home, offered, draft, shown))
        }
        Err(NotSaved::Unknown(_)) => Err(Problem::not_found()),
        Err(NotSaved::Store(error)) => Err(Problem::failed(error)),
    }
}

fn draft(fields: &Fields) -> Draft {
    let of = |name: &str| value_of(fields, name).to_owned();
    Draft {
        title: of("title"),
        title_en: of("title_en"),
        description: of("description"),
        description_en: of("description_en"),
        unit: of("unit"),
        decimals: of("decimals"),
        reference: of("reference"),
        direction: of("direction"),
        goals: fields
            .iter()
            // What was typed, and what was chosen from the lists.
            .filter(|(name, _)| name == "goals" || name == "chosen-goals")
            .flat_map(|(_, value)| value.split([',', ';', ' ']))
            .filter(|goal| !goal.is_empty())
            .map(str::to_owned)
            .collect(),
        effort: of("effort"),
        source: of("source"),
        method: of("method"),
        formula: of("formula"),
        counts: of("counts"),
        visibility: of("visibility"),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "each caller makes one for this call")]
fn page(frame: Frame, home: &Organisation, offered: &Offered, draft: &Draft, shown: Shown<'_>) -> Response {
    let title = match shown.slug {
        Some(_) => draft.title.clone(),
        None => frame.plain("own-new").to_string(),
    };
    let status = status(!shown.errors.is_empty(), shown.stale.is_some());
    framed(frame, title, status).show(|frame| {
        let wrong = form::wrongs(&frame, &shown.errors, &draft.formula);
        let path = match shown.slug {
            Some(slug) => format!("/desk/own/{}/indicators/{slug}", home.slug),
            None => format!("/desk/own/{}/indicators/new", home.slug),
        };
        let mut fields = fields(&frame, offered, draft, &wrong);
        if shown.slug.is_some() {
            let choices = form::choices(&frame, "comparability", &["", "same", "changed"]);
            fields.push(form::field(
                &frame,
                "comparability",
                choices,
                &shown.comparability,
                &wrong,
            ));
        }
        let ended = shown
            .slug
            .and_then(|slug| offered.catalogue.by_slug(slug)?.ended.clone());
        if shown.slug.is_some() && ended.is_none() {
            fields.push(form::field(&frame, ENDS, Kind::Check, "", &wrong).further());
            fields.push(form::field(&frame, END, Kind::Line, &shown.end, &wrong).further());
        }
        let mut notes = vec![frame.plain("own-not-taken").to_string()];
        notes.extend(ended.as_ref().map(|ended| {
            let text = frame
                .plain("own-ended")
                .with("date", frame.date(web::format::day(ended.at)));
            text.with("because", &ended.because).to_string()
        }));
        let compared = shown
            .stale
            .as_ref()
            .map(|theirs| compared(&frame, offered, draft, theirs));
        let links = shown.slug.filter(|_| ended.is_none()).map(|slug| {
            let values = frame.href(&format!("/desk/own/{}/values/{slug}", home.slug));
            let target = frame.href(&format!("/desk/own/{}/targets/new?indicator={slug}", home.slug));
            vec![
                (values, frame.plain("own-enter").to_string()),
                (target, frame.plain("own-set-target").to_string()),
            ]
        });
        Form {
            lead: frame.plain("own-indicator-lead").with("home", &home.name).to_string(),
            notes,
            saved: shown.saved.then(|| frame.plain("own-saved").to_string()),
            // What comes next stands where it says that this is done, too.
            saved_links: links.clone().filter(|_| shown.saved).unwrap_or_default(),
            errors: wrong,
            stale: compared.unwrap_or_default(),
            action: frame.href(&path),
            hidden: vec![("version", shown.version.to_string())],
            fields,
            grid: Vec::new(),
            submit: frame.plain("own-save").to_string(),
            submit_name: None,
            second: Some(match ended {
                Some(_) => (RESUME, frame.plain("own-resume").to_string()),
                None => (PREVIEW, frame.plain("own-formula-preview").to_string()),
            }),
            preview: shown
                .preview
                .as_ref()
                .map(|(preview, caption)| preview.table(&frame, caption)),
            table: shown.slug.and_then(|slug| {
                let indicator = offered.catalogue.by_slug(slug)?;
                dead_links::table(&frame, home, indicator, &offered.goals)
            }),
            links: links.unwrap_or_default(),
            frame,
        }
    })
}

fn fields(frame: &Frame, offered: &Offered, draft: &Draft, wrong: &[Wrong]) -> Vec<form::Field> {
    let field = |name, kind, value: &str| form::field(frame, name, kind, value, wrong);
    let visibilities = Visibility::ALL.map(Visibility::as_str);
    let protections = ["", "things", "people", "social"];
    debug_assert_eq!(protections.len(), Protection::ALL.len() + 1);
    vec![
        field("title", Kind::Line, &draft.title),
        field("description", Kind::Lines, &draft.description),
        field("unit", Kind::Choice(units(frame)), &draft.unit),
        field("decimals", Kind::Line, &draft.decimals).further(),
        field("reference", references(frame, &draft.reference), &draft.reference).further(),
        field(
            "direction",
            form::choices(frame, "direction", &["none", "increase", "decrease"]),
            &draft.direction,
        ),
        field("counts", form::choices(frame, "counts", &protections), &draft.counts),
        // What was typed and is known stands among the chosen; what nobody knows stays where it was typed.
        field(
            "goals",
            Kind::Groups(groups(frame, offered, draft)),
            &offered.unknown(draft),
        ),
        field("source", Kind::Lines, &draft.source),
        field("method", Kind::Lines, &draft.method).further(),
        form::Field {
            names: preview::names(frame, &offered.catalogue, &offered.coverage),
            ..field("formula", Kind::Line, &draft.formula).further()
        },
        field("effort", Kind::Line, &draft.effort).further(),
        field("title_en", Kind::Line, &draft.title_en).further(),
        field("description_en", Kind::Lines, &draft.description_en).further(),
        field(
            "visibility",
            form::choices(frame, "visibility", &visibilities),
            &draft.visibility,
        ),
    ]
}

/// All units by their names.
pub(super) fn units(frame: &Frame) -> Vec<(String, String)> {
    let named = |unit: &Unit| (unit.code().to_owned(), figure::unit(frame, *unit));
    let mut units: Vec<(String, String)> = Unit::ALL.iter().map(named).collect();
    units.sort_by_cached_key(|(_, name)| web::format::sort_key(name));
    units
}

/// The times that values can be about; a day that is none of the usual ones is offered where it stands.
pub(super) fn references(frame: &Frame, now: &str) -> Kind {
    const USUAL: [&str; 7] = ["", "sum", "average", "school_year", "12-31", "06-30", "01-01"];
    let Kind::Choice(mut offered) = form::choices(frame, "reference", &USUAL) else {
        return Kind::Line;
    };
    if !USUAL.contains(&now) {
        offered.push((now.to_owned(), now.to_owned()));
    }
    Kind::Choice(offered)
}

/// Every framework with its elements, those of the draft chosen.
fn groups(frame: &Frame, offered: &Offered, draft: &Draft) -> Vec<Group> {
    let linked = offered.goals.linked(&draft.goals);
    let frameworks = offered.goals.frameworks().iter().enumerate();
    let group = |(place, (entry, tree)): (usize, &(FrameworkEntry, Tree))| {
        let chosen = linked.get(&place).map_or(&[][..], Vec::as_slice);
        let option = |goal: &Goal| Choosable {
            // The goals that everybody means need no key before them.
            value: match entry.framework == SDG {
                true => format!("{}:{}", SDG.name, goal.code),
                false => format!("{}:{}", entry.framework.key(), goal.code),
            },
            label: format!("{} {}", goal.code, goal.title.text(frame.language())),
            language: goal
                .title
                .for_reader(frame.language())
                .map_or("de", |(tag, _)| tag)
                .to_owned(),
            is_chosen: chosen.iter().any(|one| one.code == goal.code),
            depth: tree.depth(goal).min(2),
        };
        Group {
            title: goals::framework_label(frame, entry),
            n_chosen: chosen.len(),
            options: tree.all().iter().map(option).collect(),
        }
    };
    frameworks
        .map(group)
        .filter(|group| !group.options.is_empty())
        .collect()
}

/// Every field in which the two versions differ.
fn compared(frame: &Frame, offered: &Offered, mine: &Draft, theirs: &Draft) -> Vec<Compared> {
    let texts = |draft: &Draft| {
        let mut fields = fields(frame, offered, draft, &[]);
        for field in fields.iter_mut().filter(|field| field.name == "goals") {
            // The same goals are the same in another order and spelling.
            let known = |text: &String| match offered.goals.link(text.trim()) {
                Some(link) => format!("{}:{}", link.key(), link.code),
                None => text.trim().to_owned(),
            };
            let goals: std::collections::BTreeSet<String> = draft.goals.iter().map(known).collect();
            field.value = goals.into_iter().collect::<Vec<_>>().join(", ");
        }
        fields
    };
    form::compared(frame, texts(mine), texts(theirs))
}
