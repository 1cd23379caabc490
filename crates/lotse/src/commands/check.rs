//! `lotse check`: shows the effective settings and proves that what is stored is whole.

use clap::Args;
use serde_json::json;
use townhall::indicators::deliveries;

use super::{Desk, Done};
use crate::{
    configuration::Setting,
    output::{self, Format, Rows},
};

/// Show the effective settings and prove that everything stored is whole
#[derive(Debug, Args)]
pub(crate) struct Check {}

impl Check {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let settings = settings(desk);
        if desk.output == Format::Table {
            let mut rows = Rows::begin(Format::Table, &["setting", "value", "from"])?;
            for [name, value, origin] in &settings {
                rows.row(|| [(*name).clone(), value.clone(), origin.clone()], || json!(null))?;
            }
            rows.end()?;
            output::say("")?;
        }
        let store = desk.open().await?;
        let scope = Desk::scope();
        let mut damages = Vec::new();
        let n_segments = match store.lake.verify(&store.sql, &scope).await {
            Ok(n_segments) => n_segments,
            Err(error) => {
                damages.push(error.to_string());
                0
            }
        };
        let mut n_originals = 0;
        for delivery in deliveries::deliveries(&store, &scope, None, i64::MAX).await? {
            // What was recalled is gone on purpose.
            if !deliveries::recalls(&store, &scope, delivery.number).await?.is_empty() {
                continue;
            }
            match deliveries::file_of(&store, &delivery) {
                Ok(Some(_)) => n_originals += 1,
                Ok(None) => {}
                Err(error) => damages.push(format!("delivery {}: {error}", delivery.number)),
            }
        }
        let moment = store.sql.moment().await?;
        match desk.output {
            Format::Json => output::json(&json!({
                "settings": settings.iter().map(|[name, value, origin]| json!({ "setting": name, "value": value, "from": origin })).collect::<Vec<_>>(),
                "engine": store.sql.engine(),
                "change_sequence": moment.sequence,
                "lake_generation": moment.generation,
                "segments_read": n_segments,
                "originals_read": n_originals,
                "damages": damages,
            }))?,
            _ => {
                output::say(&format!(
                    "records in {}, after {} changes; {n_segments} segments and {n_originals} kept files read and found unchanged",
                    store.sql.engine(),
                    moment.sequence,
                ))?;
                for damage in &damages {
                    output::say(&format!("damaged: {damage}"))?;
                }
            }
        }
        Ok(if damages.is_empty() { Done::Whole } else { Done::Failed })
    }
}

fn settings(desk: &Desk) -> Vec<[String; 3]> {
    fn line<T>(name: &str, setting: &Setting<T>, value: impl Fn(&T) -> String) -> [String; 3] {
        [name.to_owned(), value(&setting.value), setting.origin.to_string()]
    }
    let configuration = &desk.configuration;
    let path = |path: &Option<std::path::PathBuf>| {
        path.as_ref()
            .map_or("none".to_owned(), |path| path.display().to_string())
    };
    vec![
        line("data", &configuration.data, |path| path.display().to_string()),
        line("database", &configuration.database, |address| match address {
            Some(address) => store::sql::without_password(address),
            None => "SQLite in the data folder".to_owned(),
        }),
        line("listen", &configuration.listen, ToString::to_string),
        line("behind_tls", &configuration.behind_tls, ToString::to_string),
        line("legal.imprint", &configuration.imprint, path),
        line("legal.privacy", &configuration.privacy, path),
        line("legal.accessibility", &configuration.accessibility, path),
        line("fetch.genesis_user", &configuration.genesis_user, |user| {
            user.clone().unwrap_or_default()
        }),
        line(
            "fetch.genesis_password_file",
            &configuration.genesis_password_file,
            path,
        ),
    ]
}
