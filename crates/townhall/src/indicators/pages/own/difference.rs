//! The form in which a municipality explains why two sources state different values.

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use jiff::Timestamp;
use serde::Deserialize;
use store::scope::Scope;
use web::{format, frame::Frame, problem::Problem};

use super::{
    super::figure,
    acting, field as value_of,
    form::{self, Form, Kind, RowAction, Table},
    framed, home, status,
};
use crate::{
    indicators::{
        catalogue::Indicator,
        comparison::{
            Comparison,
            explanations::{self, Draft, Explanation},
        },
        observations::Dictionary,
        own::FieldError,
        registers::{self, Registers, writing},
        source_words,
    },
    installation::Installation,
    people::{
        Organisation,
        desk::{AtDesk, Fields, Sent},
    },
};

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    saved: Option<String>,
    ended: Option<String>,
}

/// What has just been done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Just {
    Nothing,
    Saved,
    Ended,
}

/// What the form is about.
struct About<'a> {
    home: &'a Organisation,
    indicator: &'a Indicator,
    /// Short names of the sources that state it for the home.
    sources: Vec<String>,
    dictionary: &'a Dictionary,
    explained: Vec<Explanation>,
}

impl<'a> About<'a> {
    async fn of(
        installation: &Installation,
        registers: &'a std::sync::Arc<Registers>,
        home: &'a Organisation,
        slug: &str,
        frame: &Frame,
    ) -> Result<Self, Problem> {
        let indicator = registers.catalogue.by_slug(slug).ok_or_else(Problem::not_found)?;
        let id = home.territory_id.ok_or_else(Problem::not_found)?;
        let place = registers::place_of(installation, id).await?;
        let profile = registers::profile_of(installation, registers, &place, Some(vec![indicator.version_id])).await?;
        let mut sources: Vec<String> = Vec::new();
        if let Some(figures) = profile.own.first() {
            for series in Comparison::of(indicator, figures, None).series {
                if !sources.contains(&series.source.slug) {
                    sources.push(series.source.slug.clone());
                }
            }
        }
        let names: Vec<&str> = sources.iter().map(String::as_str).collect();
        let (store, scope) = (&installation.store, Scope::public());
        let mut explained = explanations::of(store, &scope, indicator, &[home.id], &names, frame.language())
            .await
            .map_err(Problem::failed)?;
        // One whose source has no values any more is shown nowhere else, and can be ended all the same.
        let written = explanations::written(store, &scope, indicator)
            .await
            .map_err(Problem::failed)?;
        for one in written.into_iter().filter(|one| one.organisation == Some(home.id)) {
            if !explained.contains(&one) {
                explained.push(one);
            }
        }
        Ok(Self {
            home,
            indicator,
            sources,
            dictionary: &registers.dictionary,
            explained,
        })
    }
}

impl About<'_> {
    fn name_of(&self, frame: &Frame, slug: &str) -> String {
        source_words::name_of(frame, self.dictionary, slug)
    }
}

/// GET /{language}/desk/own/{organisation}/differences/{indicator}
pub(super) async fn show(
    State(installation): State<Installation>,
    Path((organisation, slug)): Path<(String, String)>,
    Query(asked): Query<Asked>,
    _: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let home = home(&installation, &organisation).await?;
    let registers = registers::registers(&installation).await?;
    let about = About::of(&installation, &registers, &home, &slug, &frame).await?;
    let draft = Draft {
        source: about.sources.first().cloned().unwrap_or_default(),
        other: about.sources.get(1).cloned().unwrap_or_default(),
        ..Draft::default()
    };
    let just = match (asked.saved, asked.ended) {
        (Some(_), _) => Just::Saved,
        (None, Some(_)) => Just::Ended,
        (None, None) => Just::Nothing,
    };
    Ok(page(frame, &about, &draft, &[], just))
}

/// POST /{language}/desk/own/{organisation}/differences/{indicator}
pub(super) async fn save(
    State(installation): State<Installation>,
    Path((organisation, slug)): Path<(String, String)>,
    frame: Frame,
    sent: Sent<Fields>,
) -> Result<Response, Problem> {
    let home = home(&installation, &organisation).await?;
    let registers = registers::registers(&installation).await?;
    let about = About::of(&installation, &registers, &home, &slug, &frame).await?;
    let scope = acting(sent.at_desk.scope(), &home);
    let here = format!("/desk/own/{organisation}/differences/{slug}");
    let ended = value_of(&sent.form, "end").to_owned();
    if !ended.is_empty() {
        let store = installation.store.clone();
        let is_ended = writing(async move || explanations::end(&store, &scope, &ended, Timestamp::now()).await)
            .await?
            .map_err(Problem::failed)?;
        return match is_ended {
            true => Ok(Redirect::to(&frame.href(&format!("{here}?ended=1"))).into_response()),
            false => Err(Problem::not_found()),
        };
    }
    let of = |name: &str| value_of(&sent.form, name).to_owned();
    let draft = Draft {
        source: of("source_one"),
        other: of("source_other"),
        text: of("text"),
        office: of("office"),
        stated_on: of("stated_on"),
    };
    let now = Timestamp::now();
    let explanation = match draft.check(&about.sources, format::day(now)) {
        Ok(explanation) => explanation,
        Err(errors) => return Ok(page(frame, &about, &draft, &errors, Just::Nothing)),
    };
    let (store, indicator) = (installation.store.clone(), about.indicator.clone());
    writing(async move || explanations::explain(&store, &scope, &indicator, &explanation, now).await)
        .await?
        .map_err(Problem::failed)?;
    Ok(Redirect::to(&frame.href(&format!("{here}?saved=1"))).into_response())
}

fn page(frame: Frame, about: &About<'_>, draft: &Draft, errors: &[FieldError], just: Just) -> Response {
    let About { home, indicator, .. } = about;
    let title = frame
        .plain("comparison-explain-title")
        .with("indicator", figure::words(indicator, &frame).1)
        .to_string();
    framed(frame, title, status(!errors.is_empty(), false)).show(|frame| {
        let wrong = form::wrongs(&frame, errors, "");
        let choice = |one: &String| (one.clone(), about.name_of(&frame, one));
        let sources = || Kind::Choice(about.sources.iter().map(choice).collect());
        let field = |name, kind, value: &str| form::field(&frame, name, kind, value, &wrong);
        let fields = vec![
            field("source_one", sources(), &draft.source),
            field("source_other", sources(), &draft.other),
            field("text", Kind::Lines, &draft.text),
            field("office", Kind::Line, &draft.office),
            field("stated_on", Kind::Line, &draft.stated_on),
        ];
        let is_possible = 1 < about.sources.len();
        let nothing = frame
            .plain("comparison-explain-nothing")
            .with("home", &home.name)
            .to_string();
        Form {
            lead: frame
                .plain("comparison-explain-lead")
                .with("home", &home.name)
                .to_string(),
            notes: if is_possible { Vec::new() } else { vec![nothing] },
            saved: match just {
                Just::Nothing => None,
                Just::Saved => Some(frame.plain("comparison-explain-saved").to_string()),
                Just::Ended => Some(frame.plain("comparison-explain-ended").to_string()),
            },
            saved_links: Vec::new(),
            stale: Vec::new(),
            action: frame.href(&format!("/desk/own/{}/differences/{}", home.slug, indicator.slug)),
            hidden: Vec::new(),
            fields,
            grid: Vec::new(),
            submit: frame.plain("comparison-explain-save").to_string(),
            submit_name: None,
            second: None,
            preview: None,
            table: (!about.explained.is_empty()).then(|| table(&frame, about)),
            links: vec![(
                frame.href(&format!("/{}/indicators/{}/sources", home.slug, indicator.slug)),
                frame.plain("comparison-title").to_string(),
            )],
            errors: wrong,
            frame,
        }
    })
}

fn table(frame: &Frame, about: &About<'_>) -> Table {
    let row = |one: &Explanation| {
        vec![
            about.name_of(frame, &one.source),
            about.name_of(frame, &one.other),
            one.text.clone(),
            one.office.clone(),
            frame.date(one.stated_on),
        ]
    };
    let head = ["source-one", "source-other", "text", "office", "stated-on"];
    let word = |name: &str| {
        let key = format!("own-field-{name}");
        frame.plain(&key).to_string()
    };
    // What the program or the installation says about every place is not this municipality's to end.
    let action = |one: &Explanation| {
        let id = one.id.clone().filter(|_| one.organisation == Some(about.home.id))?;
        let pair = frame
            .plain("comparison-pair")
            .with("source", about.name_of(frame, &one.source));
        Some(RowAction {
            address: frame.href(&format!(
                "/desk/own/{}/differences/{}",
                about.home.slug, about.indicator.slug
            )),
            name: "end",
            value: id,
            label: frame.plain("comparison-explain-end").to_string(),
            about: pair.with("other", about.name_of(frame, &one.other)).to_string(),
        })
    };
    Table {
        row_actions: about.explained.iter().map(action).collect(),
        caption: frame.plain("comparison-explained").to_string(),
        head: head.into_iter().map(word).collect(),
        rows: about.explained.iter().map(row).collect(),
        notes: vec![frame.plain("comparison-explain-end-note").to_string()],
        action: None,
    }
}
