//! `lotse fetch …`: asks the interfaces that offices publish and takes what is new as deliveries.
//!
//! Documents are kept below the data folder under `fetched`, so that the next time only what has changed is sent. What was taken already
//! and has not changed makes no delivery. A broken connection or an interrupted command loses nothing: the same command goes on.

mod progress;
mod take;

use std::{fs, path::PathBuf, time::Duration};

use anyhow::Context;
use clap::{Args, Subcommand};
use connectors::{
    Fetched,
    client::{Client, Settings, folder_of},
    genesis::{self, Account, Database, Patience},
    inkar, open_sdg, sdmx, wegweiser,
};
use jiff::Zoned;
use store::scope::OrganisationId;
use townhall::{people, territories};

use super::{Desk, Done, import::Problems};
use crate::{
    configuration::{Configuration, WrongUse},
    output,
};
use progress::Watch;

/// Fetch figures from the interfaces that offices publish, and take what is new
#[derive(Debug, Args)]
pub(crate) struct Fetch {
    #[command(subcommand)]
    publisher: Publisher,
    /// Another address of the same interface
    #[arg(long, global = true, value_name = "ADDRESS")]
    address: Option<String>,
    /// Only fetch; take nothing
    #[arg(long, global = true)]
    download_only: bool,
    /// Tell what would be taken and store nothing
    #[arg(long, global = true, conflicts_with = "download_only")]
    dry_run: bool,
    /// Take documents again that have not changed
    #[arg(long, global = true)]
    again: bool,
    /// What happens when rows are wrong
    #[arg(long, global = true, value_enum, default_value = "reject-rows")]
    on_problem: Problems,
    /// Least time between two requests, in milliseconds
    #[arg(long, global = true, value_name = "MILLISECONDS", default_value_t = 1_000)]
    pace: u64,
}

#[derive(Debug, Subcommand)]
enum Publisher {
    /// Wegweiser Kommune and SDG-Portal of the Bertelsmann Stiftung
    Wegweiser {
        /// An indicator or topic by the name in its address; may be given several times
        #[arg(long = "indicator", value_name = "NAME")]
        indicators: Vec<String>,
        /// A place by official key or name; may be given several times [default: the municipalities with pages of their own]
        #[arg(long = "place", value_name = "PLACE")]
        places: Vec<String>,
        /// First year
        #[arg(long, value_name = "YEAR", default_value_t = 2006)]
        from: i16,
        /// Last year [default: this year]
        #[arg(long, value_name = "YEAR")]
        to: Option<i16>,
        /// Only list the indicators that are offered
        #[arg(long)]
        list: bool,
    },
    /// Regional statistics of Bund and Länder and other GENESIS databases; an account there is free of charge
    Genesis {
        /// Code of a table, for example 12411-01-01-5; may be given several times
        #[arg(long = "table", value_name = "CODE", required = true)]
        tables: Vec<String>,
        /// Which database: regional, destatis, nrw, census-2022
        #[arg(long, value_name = "NAME", default_value = "regional", value_parser = database)]
        database_of: Database,
        /// Official key of the one place or district that is wanted
        #[arg(long, value_name = "KEY")]
        region: Option<String>,
        /// First year
        #[arg(long, value_name = "YEAR")]
        from: Option<i16>,
        /// Last year
        #[arg(long, value_name = "YEAR")]
        to: Option<i16>,
    },
    /// INKAR of the BBSR: the whole collection of an edition, several hundred megabytes
    Inkar {
        /// The year of the edition
        #[arg(long, value_name = "YEAR")]
        edition: i16,
    },
    /// Indicators of the German Sustainability Strategy
    Dns {
        /// Code of an indicator or the beginning of it, for example 11.2.a; all when not given
        #[arg(long = "indicator", value_name = "CODE")]
        indicators: Vec<String>,
    },
    /// Any Open SDG platform; needs --address, the place where its folder meta lies
    OpenSdg {
        /// Code of an indicator or the beginning of it; all when not given
        #[arg(long = "indicator", value_name = "CODE")]
        indicators: Vec<String>,
        /// Short name of the source
        #[arg(long, value_name = "NAME", default_value = "open-sdg")]
        source: String,
        /// Official key of the territory that the figures are about, where they do not say it; DG is Germany
        #[arg(long, value_name = "KEY")]
        territory: Option<String>,
    },
    /// Global indicators of the United Nations, for Germany
    Un {
        /// Code of a series, for example SI_POV_DAY1; may be given several times
        #[arg(long = "series", value_name = "CODE", required = true)]
        series: Vec<String>,
        /// First year
        #[arg(long, value_name = "YEAR", default_value_t = 2000)]
        from: i16,
        /// Last year [default: this year]
        #[arg(long, value_name = "YEAR")]
        to: Option<i16>,
        /// Also fetch the structure of the data, by which codes have words
        #[arg(long)]
        with_structure: bool,
    },
    /// Any SDMX web service; needs --address
    Sdmx {
        /// Agency, flow and version, for example ESTAT,SDG_11_10,1.0
        #[arg(long, value_name = "FLOW")]
        flow: String,
        /// A key, places divided by points; may be given several times [default: everything]
        #[arg(long = "key", value_name = "KEY", default_value = "all")]
        keys: Vec<String>,
        /// Also fetch the structure of the data, by which codes have words
        #[arg(long)]
        with_structure: bool,
    },
}

impl Publisher {
    const fn name(&self) -> &'static str {
        match self {
            Self::Wegweiser { .. } => "wegweiser",
            Self::Genesis { .. } => "genesis",
            Self::Inkar { .. } => "inkar",
            Self::Dns { .. } => "dns",
            Self::OpenSdg { .. } => "open-sdg",
            Self::Un { .. } => "un",
            Self::Sdmx { .. } => "sdmx",
        }
    }
}

fn database(text: &str) -> Result<Database, String> {
    let known = Database::ALL.into_iter().find(|database| database.as_str() == text);
    known.ok_or_else(|| format!("use one of {}", Database::ALL.map(Database::as_str).join(", ")))
}

impl Fetch {
    pub(super) async fn run(mut self, desk: &Desk) -> anyhow::Result<Done> {
        let folder = folder_of(&desk.configuration.data.value, self.publisher.name());
        self.fill_in_homes(desk).await?;
        let account = match self.publisher {
            Publisher::Genesis { .. } => Some(account(&desk.configuration)?),
            _ => None,
        };
        let settings = Settings {
            pace: Duration::from_millis(self.pace),
            ..Settings::default()
        };
        // Asking waits for servers; the other work of the program goes on meanwhile.
        let (this, fetched) = {
            let folder = folder.clone();
            tokio::task::spawn_blocking(move || {
                let fetched = self.ask(&folder, settings, account.as_ref());
                (self, fetched)
            })
            .await?
        };
        let Some(fetched) = fetched? else {
            return Ok(Done::Whole);
        };
        for absent in &fetched.absent {
            output::complain(absent);
        }
        take::take(desk, &this, &folder, &fetched).await
    }

    /// Without a place, those of this installation are meant.
    async fn fill_in_homes(&mut self, desk: &Desk) -> anyhow::Result<()> {
        let Publisher::Wegweiser {
            places, list: false, ..
        } = &mut self.publisher
        else {
            return Ok(());
        };
        if !places.is_empty() {
            return Ok(());
        }
        let store = desk.open().await?;
        let scope = Desk::scope();
        let read = store.sql.read(&scope);
        let keys = territories::key_table(read).await?;
        for home in people::organisations(read).await? {
            if home.id != OrganisationId::INSTALLATION
                && let Some((key, _)) = home.territory_id.and_then(|id| keys.get(id))
            {
                places.push(key.code().to_owned());
            }
        }
        if places.is_empty() {
            let sentence = "say which places are wanted with --place, or give a municipality pages of its own with lotse homes add";
            return Err(WrongUse(sentence.to_owned()).into());
        }
        Ok(())
    }

    /// Asks; nothing is left to take when only a list was wanted.
    fn ask(
        &self,
        folder: &std::path::Path,
        settings: Settings,
        account: Option<&Account>,
    ) -> anyhow::Result<Option<Fetched>> {
        let watch = Watch::begin();
        let mut client = Client::new(folder, settings, |progress| watch.see(&progress))?;
        let base = |default: &'static str| self.address.clone().unwrap_or_else(|| default.to_owned());
        let this_year = Zoned::now().year();
        let fetched = match &self.publisher {
            Publisher::Wegweiser { list: true, .. } => {
                let listed = wegweiser::list(&mut client, &base(wegweiser::ADDRESS))?;
                drop(client);
                watch.end();
                for (name, title) in listed {
                    output::say(&format!("{name}\t{title}"))?;
                }
                return Ok(None);
            }
            Publisher::Wegweiser {
                indicators,
                places,
                from,
                to,
                ..
            } => {
                let wish = wegweiser::Wish {
                    indicators: indicators.clone(),
                    places: places.clone(),
                    years: (*from, to.unwrap_or(this_year)),
                };
                wegweiser::fetch(&mut client, &base(wegweiser::ADDRESS), &wish)?
            }
            Publisher::Genesis {
                tables,
                database_of,
                region,
                from,
                to,
            } => {
                let wish = genesis::Wish {
                    tables: tables.clone(),
                    from: *from,
                    to: *to,
                    region: region.clone(),
                };
                let account = account.context("an account")?;
                let base = base(database_of.address());
                genesis::fetch(&mut client, *database_of, &base, account, &wish, Patience::default())?
            }
            Publisher::Inkar { edition } => inkar::fetch(&mut client, &base(inkar::ADDRESS), *edition)?,
            Publisher::Dns { indicators } => {
                open_sdg::fetch(&mut client, &base(open_sdg::DNS_ADDRESS), indicators, &open_sdg::dns())?
            }
            Publisher::OpenSdg {
                indicators,
                source,
                territory,
            } => {
                if !source.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
                    let sentence =
                        format!("the short name of a source has letters, digits and strokes only, not \"{source}\"");
                    return Err(WrongUse(sentence).into());
                }
                let platform = open_sdg::Platform {
                    source: source.clone(),
                    territory: territory.clone(),
                    terms: None,
                };
                open_sdg::fetch(
                    &mut client,
                    &self.needed_address("https://sdg.example.org")?,
                    indicators,
                    &platform,
                )?
            }
            Publisher::Un {
                series,
                from,
                to,
                with_structure,
            } => {
                let keys = series.iter().map(|series| sdmx::un_key(series, sdmx::GERMANY));
                let wish = sdmx::Wish {
                    flow: sdmx::UN_FLOW.to_owned(),
                    keys: keys.collect::<Result<_, _>>()?,
                    years: Some((*from, to.unwrap_or(this_year))),
                    with_structure: *with_structure,
                };
                sdmx::fetch(&mut client, &base(sdmx::UN_ADDRESS), &wish, Some(&sdmx::un_terms()))?
            }
            Publisher::Sdmx {
                flow,
                keys,
                with_structure,
            } => {
                let wish = sdmx::Wish {
                    flow: flow.clone(),
                    keys: keys.clone(),
                    years: None,
                    with_structure: *with_structure,
                };
                sdmx::fetch(
                    &mut client,
                    &self.needed_address("https://data.un.org/ws/rest/")?,
                    &wish,
                    None,
                )?
            }
        };
        drop(client);
        watch.end();
        Ok(Some(fetched))
    }

    fn needed_address(&self, example: &str) -> anyhow::Result<String> {
        self.address.clone().ok_or_else(|| {
            let sentence = format!("say where it lies with --address, for example --address {example}");
            WrongUse(sentence).into()
        })
    }
}

/// User name and password of GENESIS databases, from the settings.
fn account(configuration: &Configuration) -> anyhow::Result<Account> {
    let missing = || {
        WrongUse(
            "GENESIS databases ask for an account, which is free of charge; give its name in LOTSE_GENESIS_USER and its password in LOTSE_GENESIS_PASSWORD or in a file that LOTSE_GENESIS_PASSWORD_FILE names"
                .to_owned(),
        )
    };
    let user = configuration.genesis_user.value.clone().ok_or_else(missing)?;
    let password = match (
        &configuration.genesis_password,
        &configuration.genesis_password_file.value,
    ) {
        (Some(password), _) => password.clone(),
        (None, Some(path)) => read_password(path)?,
        // A token needs no password.
        (None, None) if user.len() >= 32 => String::new(),
        (None, None) => return Err(missing().into()),
    };
    Ok(Account { user, password })
}

fn read_password(path: &PathBuf) -> anyhow::Result<String> {
    let text = fs::read_to_string(path)
        .map_err(|error| WrongUse(format!("cannot read the password file {}: {error}", path.display())))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
