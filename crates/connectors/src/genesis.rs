//! GENESIS databases: regional statistics of Bund and Länder, the Federal Statistical Office, the databases of some Länder, the census.
//!
//! All speak the same interface (`rest/2020`, since July 2025 by POST with user name and password in headers). A table is asked for as flat
//! file. A table too large for an answer is ordered as a job: the order is placed, watched, and its result fetched; when the command is
//! interrupted, the next one finds the finished order.

use std::time::{Duration, Instant};

use serde::Deserialize;

use crate::{
    Document, FetchError, Fetched, Terms,
    client::{Client, Progress, Request, Saved, address},
};

/// A database and where its interface lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// Regionaldatenbank Deutschland.
    Regional,
    /// GENESIS-Online of the Federal Statistical Office.
    Destatis,
    /// Landesdatenbank Nordrhein-Westfalen.
    NordrheinWestfalen,
    /// Database of the census of 2022.
    Census2022,
}

impl Database {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Regional,
        Self::Destatis,
        Self::NordrheinWestfalen,
        Self::Census2022,
    ];

    /// The word on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Regional => "regional",
            Self::Destatis => "destatis",
            Self::NordrheinWestfalen => "nrw",
            Self::Census2022 => "census-2022",
        }
    }

    /// Where its interface lies.
    pub const fn address(self) -> &'static str {
        match self {
            Self::Regional => "https://www.regionalstatistik.de/genesisws/rest/2020/",
            Self::Destatis => "https://genesis.destatis.de/genesisWS/rest/2020/",
            Self::NordrheinWestfalen => "https://www.landesdatenbank.nrw.de/ldbnrwws/rest/2020/",
            Self::Census2022 => "https://ergebnisse.zensus2022.de/api/rest/2020/",
        }
    }

    fn terms(self) -> Terms {
        let publisher = match self {
            Self::Regional => "Statistische Ämter des Bundes und der Länder, Regionaldatenbank Deutschland",
            Self::Destatis => "Statistisches Bundesamt (Destatis), GENESIS-Online",
            Self::NordrheinWestfalen => "Information und Technik Nordrhein-Westfalen (IT.NRW), Landesdatenbank",
            Self::Census2022 => "Statistische Ämter des Bundes und der Länder, Zensus 2022",
        };
        Terms {
            source_note: format!("{publisher}; Datenlizenz Deutschland – Namensnennung – Version 2.0"),
            licence: Some("dl-de/by-2-0".to_owned()),
        }
    }
}

/// Who asks.
#[derive(Clone)]
pub struct Account {
    /// User name, or the token of the account.
    pub user: String,
    /// Password; empty when the user name is a token.
    pub password: String,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Account(secret)")
    }
}

/// What a person asks for.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Codes of tables, for example `12411-01-01-5`.
    pub tables: Vec<String>,
    /// First year.
    pub from: Option<i16>,
    /// Last year.
    pub to: Option<i16>,
    /// Official key of the place or district that is wanted; all when not given.
    pub region: Option<String>,
}

/// How long finished orders are waited for, and how often they are looked at.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Time between two looks.
    pub look: Duration,
    /// When it is left for another day.
    pub most: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            look: Duration::from_secs(15),
            most: Duration::from_secs(30 * 60),
        }
    }
}

/// What the interface says instead of a table.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    status: Option<Status>,
    #[serde(default)]
    list: Option<Vec<Job>>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Status {
    Coded {
        #[serde(rename = "Code")]
        code: i64,
        #[serde(rename = "Content", default)]
        content: String,
    },
    Text(String),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Job {
    code: String,
    #[serde(default)]
    state: String,
}

/// The table would be larger than an answer may be.
const TOO_LARGE: i64 = 98;
/// The order was placed.
const ORDERED: i64 = 99;

/// Fetches tables.
pub fn fetch(
    client: &mut Client<'_>,
    database: Database,
    base: &str,
    account: &Account,
    wish: &Wish,
    patience: Patience,
) -> Result<Fetched, FetchError> {
    if wish.tables.is_empty() {
        return Err(FetchError::Asked(
            "say which tables are wanted, for example --table 12411-01-01-5".to_owned(),
        ));
    }
    let asking = Asking {
        base,
        account,
        wish,
        patience,
    };
    let mut fetched = Fetched::default();
    for (n, table) in wish.tables.iter().enumerate() {
        client.tell(Progress::Step {
            n: n + 1,
            of: wish.tables.len(),
            what: table.clone(),
        });
        match asking.table(client, table)? {
            Some(saved) => fetched.documents.push(Document {
                what: format!("table {table}"),
                file_name: format!("{}.csv", plain(table)),
                saved,
                parts: Vec::new(),
                terms: Some(database.terms()),
                territory: None,
                source: None,
            }),
            None => fetched.absent.push(format!(
                "there is no table \"{table}\", or it has no values for this choice"
            )),
        }
    }
    Ok(fetched)
}

/// A code as part of a file name.
fn plain(code: &str) -> String {
    code.chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' })
        .collect()
}

struct Asking<'a> {
    base: &'a str,
    account: &'a Account,
    wish: &'a Wish,
    patience: Patience,
}

impl Asking<'_> {
    fn table(&self, client: &mut Client<'_>, table: &str) -> Result<Option<Saved>, FetchError> {
        let saved = client.fetch(&self.request("data/tablefile", self.choice(table, false))?)?;
        match self.refusal(&saved)? {
            None => Ok(Some(saved)),
            Some((TOO_LARGE, _)) => self.order(client, table).map(Some),
            Some((90 | 104, _)) => Ok(None),
            Some((code, content)) => Err(self.refused(code, &content)),
        }
    }

    /// Orders a large table and waits for it.
    fn order(&self, client: &mut Client<'_>, table: &str) -> Result<Saved, FetchError> {
        if let Some(finished) = self.jobs(client, table)?.into_iter().find(Job::is_finished) {
            return self.result(client, &finished.code);
        }
        let saved = client.fetch(&self.request("data/tablefile", self.choice(table, true))?)?;
        let name = match self.refusal(&saved)? {
            Some((ORDERED, content)) => job_name(&content),
            Some((code, content)) => return Err(self.refused(code, &content)),
            // It was small enough after all.
            None => return Ok(saved),
        };
        let began = Instant::now();
        while began.elapsed() < self.patience.most {
            client.wait(self.patience.look, &format!("the office prepares table {table}"));
            let jobs = self.jobs(client, table)?;
            let ours = jobs
                .into_iter()
                .find(|job| name.as_ref().map_or(job.is_finished(), |name| *name == job.code));
            match ours {
                Some(job) if job.is_finished() => return self.result(client, &job.code),
                Some(job) if job.has_failed() => {
                    return Err(self.refused(0, &format!("the order {} ended as \"{}\"", job.code, job.state)));
                }
                _ => {}
            }
        }
        Err(FetchError::Refused {
            host: self.host(),
            status: 0,
            message: format!(
                "table {table} was ordered and is not ready yet; run the same command again later, the order stays"
            ),
        })
    }

    fn jobs(&self, client: &mut Client<'_>, table: &str) -> Result<Vec<Job>, FetchError> {
        let form = vec![
            ("selection".to_owned(), format!("*{table}*")),
            ("searchcriterion".to_owned(), "code".to_owned()),
            ("sortcriterion".to_owned(), "status".to_owned()),
            ("pagelength".to_owned(), "50".to_owned()),
            ("language".to_owned(), "de".to_owned()),
        ];
        let text = client.fetch_text(&self.request("catalogue/jobs", form)?)?;
        let answer: Answer = serde_json::from_str(&text).map_err(|error| self.shape(&error.to_string()))?;
        Ok(answer.list.unwrap_or_default())
    }

    fn result(&self, client: &mut Client<'_>, job: &str) -> Result<Saved, FetchError> {
        let mut form = self.choice(job, false);
        form.retain(|(name, _)| matches!(name.as_str(), "name" | "area" | "compress" | "format" | "language"));
        let saved = client.fetch(&self.request("data/resultfile", form)?)?;
        match self.refusal(&saved)? {
            None => Ok(saved),
            Some((code, content)) => Err(self.refused(code, &content)),
        }
    }

    fn choice(&self, name: &str, is_job: bool) -> Vec<(String, String)> {
        let mut form: Vec<(String, String)> = [
            ("name", name),
            ("area", "all"),
            ("compress", "false"),
            ("transpose", "false"),
            ("format", "ffcsv"),
            ("job", if is_job { "true" } else { "false" }),
            ("language", "de"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
        form.extend(self.wish.from.map(|year| ("startyear".to_owned(), year.to_string())));
        form.extend(self.wish.to.map(|year| ("endyear".to_owned(), year.to_string())));
        if let Some(region) = &self.wish.region {
            form.push(("regionalkey".to_owned(), region.clone()));
        }
        form
    }

    fn request(&self, path: &str, form: Vec<(String, String)>) -> Result<Request, FetchError> {
        Ok(Request::post(address(self.base, path)?, form)
            .secret("username", self.account.user.clone())
            .secret("password", self.account.password.clone()))
    }

    /// Code and text when a document holds no table but what the interface says instead.
    fn refusal(&self, saved: &Saved) -> Result<Option<(i64, String)>, FetchError> {
        const LARGEST_REFUSAL: u64 = 64 * 1024;
        if LARGEST_REFUSAL < saved.n_bytes {
            return Ok(None);
        }
        let bytes = std::fs::read(&saved.path).map_err(|error| self.shape(&error.to_string()))?;
        let text = String::from_utf8_lossy(&bytes);
        if !text.trim_start().starts_with('{') {
            return Ok(None);
        }
        let answer: Answer = serde_json::from_str(&text).map_err(|error| self.shape(&error.to_string()))?;
        Ok(match answer.status {
            Some(Status::Coded { code, content }) => Some((code, content)),
            Some(Status::Text(text)) => Some((0, text)),
            None => Some((0, "it answers without a table and without a reason".to_owned())),
        })
    }

    fn refused(&self, code: i64, content: &str) -> FetchError {
        let words = content.to_lowercase();
        if code == 15 || words.contains("kennung") || words.contains("passwort") || words.contains("anmeld") {
            return FetchError::NotAllowed {
                host: self.host(),
                remedy: "check them; an account is free of charge at the database itself",
            };
        }
        FetchError::Refused {
            host: self.host(),
            status: u16::try_from(code).unwrap_or(0),
            message: content.chars().take(300).collect(),
        }
    }

    fn shape(&self, detail: &str) -> FetchError {
        FetchError::Shape {
            host: self.host(),
            detail: detail.to_owned(),
        }
    }

    fn host(&self) -> String {
        address(self.base, "")
            .ok()
            .and_then(|address| address.host_str().map(str::to_owned))
            .unwrap_or_else(|| self.base.to_owned())
    }
}

impl Job {
    fn is_finished(&self) -> bool {
        self.state.eq_ignore_ascii_case("fertig") || self.state.eq_ignore_ascii_case("finished")
    }

    fn has_failed(&self) -> bool {
        let state = self.state.to_lowercase();
        state.contains("fehler") || state.contains("abgebrochen") || state.contains("error")
    }
}

/// The name of an order in the sentence that confirms it: its only word of digits, strokes and underscores.
fn job_name(sentence: &str) -> Option<String> {
    sentence
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-' || c == '_'))
        .rfind(|word| word.contains('_') && word.bytes().any(|byte| byte.is_ascii_digit()))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_order_is_found_in_its_confirmation() {
        let sentence =
            "Die Bearbeitung Ihrer Anforderung wurde gestartet: 12411-0015_123456789. Sie finden das Ergebnis später.";
        assert_eq!(job_name(sentence).as_deref(), Some("12411-0015_123456789"));
        assert_eq!(job_name("Der Auftrag läuft."), None);
    }

    #[test]
    fn a_password_is_never_shown() {
        let account = Account {
            user: "u".to_owned(),
            password: "geheim".to_owned(),
        };
        assert!(!format!("{account:?}").contains("geheim"));
    }
}
