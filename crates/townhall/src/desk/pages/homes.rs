//! Choosing the municipality that this desk is about: found by name or official key, founded as a home with pages of its own.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::Deserialize;
use store::StoreError;
use web::{frame::Frame, problem::Problem, words::Message};

use super::onward;
use crate::{
    installation::Installation,
    people::{
        self, NewOrganisation,
        desk::{AtDesk, Sent, change},
    },
    territories,
};

/// How many places a search shows.
const N_FOUND: u32 = 20;

#[derive(Template)]
#[template(path = "desk/pages/homes.html")]
struct Homes {
    frame: Frame,
    wanted: String,
    found: Vec<Found>,
    n_found: u64,
    homes: Vec<(String, String)>,
}

struct Found {
    key: String,
    title: String,
    level: String,
    /// Whether places of this level have pages of their own.
    may_be_home: bool,
    /// The address of its pages, when it has some already.
    href: Option<String>,
}

/// What may stand behind the question mark.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    q: Option<String>,
}

/// GET /{language}/desk/homes
pub(super) async fn choose(
    State(installation): State<Installation>,
    Query(asked): Query<Asked>,
    at_desk: AtDesk,
    frame: Frame,
) -> Result<Response, Problem> {
    let scope = at_desk.scope();
    let read = installation.store.sql.read(&scope);
    let homes = people::organisations(read).await.map_err(Problem::failed)?;
    let keys = territories::key_table(read).await.map_err(Problem::failed)?;
    let wanted: String = asked.q.unwrap_or_default().trim().chars().take(100).collect();
    let hits = territories::search(read, &wanted, N_FOUND)
        .await
        .map_err(Problem::failed)?;
    let n_found = territories::n_found(read, &wanted).await.map_err(Problem::failed)?;
    let found = hits
        .into_iter()
        .map(|hit| {
            let id = keys.resolve(&hit.detail, None).ok().map(|resolved| resolved.id);
            let home = homes
                .iter()
                .find(|home| home.territory_id.is_some() && home.territory_id == id);
            let may_be_home = id
                .and_then(|id| keys.key_of(id))
                .is_some_and(|key| territories::may_be_home(key.level()));
            Found {
                may_be_home,
                level: frame.plain(hit.kind).to_string(),
                href: home.map(|home| frame.href(&format!("/{}", home.slug))),
                key: hit.detail,
                title: hit.title,
            }
        })
        .collect();
    let homes = homes
        .into_iter()
        .map(|home| (frame.href(&format!("/{}", home.slug)), home.name))
        .collect();
    let desk = frame.plain("desk-title").to_string();
    Ok(frame
        .title_words("desk-home-title")
        .section("desk")
        .crumb(desk, "/desk")
        .show(|frame| Homes {
            wanted,
            found,
            n_found,
            homes,
            frame,
        }))
}

/// What the button sends.
#[derive(Debug, Deserialize)]
pub(super) struct Chosen {
    key: String,
}

/// POST /{language}/desk/homes
pub(super) async fn found(
    State(installation): State<Installation>,
    frame: Frame,
    sent: Sent<Chosen>,
) -> Result<Response, Problem> {
    let scope = sent.at_desk.scope();
    let store = &installation.store;
    let read = store.sql.read(&scope);
    let keys = territories::key_table(read).await.map_err(Problem::failed)?;
    let unknown = || {
        Problem::invalid()
            .detail(Message::key("desk-home-unknown"))
            .back("/desk/homes")
    };
    let id = keys.resolve(&sent.form.key, None).map_err(|_| unknown())?.id;
    let territory = territories::by_id(read, id)
        .await
        .map_err(Problem::failed)?
        .ok_or_else(unknown)?;
    if !territories::may_be_home(territory.level()) {
        let message = Message::key("desk-home-other-level");
        return Err(Problem::invalid().detail(message).back("/desk/homes"));
    }
    let homes = people::organisations(read).await.map_err(Problem::failed)?;
    if homes.iter().any(|home| home.territory_id == Some(id)) {
        return Ok(onward(&frame, "/desk").into_response());
    }
    let code = territory.code().to_owned();
    // A second "Neustadt" and a place called like one of our pages get their key behind their name.
    let plain = people::slug_of(&territory.name);
    let with_key = people::slug_of(&format!("{} {code}", territory.name));
    for (slug, is_last) in [(plain, false), (with_key, true)] {
        let new = NewOrganisation {
            slug,
            name: territory.name.clone(),
            territory_id: id,
        };
        let (sql, scope) = (store.sql.clone(), scope.clone());
        let done = change(move || async move {
            let now = Timestamp::now();
            sql.write(&scope, async |write| people::found(write, now, &new).await)
                .await
        });
        match done.await? {
            Ok(_) => return Ok(onward(&frame, "/desk").into_response()),
            Err(StoreError::Refused(_)) if !is_last => {}
            // Somebody founds it in another window at this moment.
            Err(StoreError::Refused(_)) => return Err(Problem::conflict().back("/desk/homes")),
            Err(error) => return Err(Problem::failed(error)),
        }
    }
    Err(unknown())
}
