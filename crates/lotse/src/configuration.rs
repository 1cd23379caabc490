//! The settings of an installation: from `lotse.toml`, overruled by the environment, overruled by the command line.
//!
//! Each effective value knows where it came from, so that `lotse check` can show it. An unknown key in the file is an error: a setting
//! that is spelled wrong must not be passed over in silence.

use std::{
    env, fmt, fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use anyhow::Context;
use serde::Deserialize;
use townhall::installation::Legal;

/// Something about the command line or the settings that a person has to mend.
#[derive(Debug)]
pub(crate) struct WrongUse(pub(crate) String);

impl fmt::Display for WrongUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WrongUse {}

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Origin {
    Default,
    File(PathBuf),
    Environment(&'static str),
    CommandLine,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Environment(name) => write!(f, "environment {name}"),
            Self::CommandLine => f.write_str("command line"),
        }
    }
}

/// A value and where it came from.
#[derive(Debug, Clone)]
pub(crate) struct Setting<T> {
    pub(crate) value: T,
    pub(crate) origin: Origin,
}

/// All settings, effective.
#[derive(Clone)]
pub(crate) struct Configuration {
    pub(crate) data: Setting<PathBuf>,
    pub(crate) database: Setting<Option<String>>,
    pub(crate) listen: Setting<SocketAddr>,
    pub(crate) behind_tls: Setting<bool>,
    pub(crate) imprint: Setting<Option<PathBuf>>,
    pub(crate) privacy: Setting<Option<PathBuf>>,
    pub(crate) accessibility: Setting<Option<PathBuf>>,
    pub(crate) genesis_user: Setting<Option<String>>,
    pub(crate) genesis_password_file: Setting<Option<PathBuf>>,
    /// From the environment only, and never shown.
    pub(crate) genesis_password: Option<String>,
}

/// What the command line says; `None` where it says nothing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Said {
    pub(crate) config: Option<PathBuf>,
    pub(crate) data: Option<PathBuf>,
    pub(crate) database: Option<String>,
    pub(crate) listen: Option<SocketAddr>,
    /// No command was given: a person has double-clicked the program, and where that is says nothing.
    pub(crate) is_plain_start: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    data: Option<PathBuf>,
    database: Option<String>,
    listen: Option<SocketAddr>,
    behind_tls: Option<bool>,
    #[serde(default)]
    legal: LegalFile,
    #[serde(default)]
    fetch: FetchFile,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FetchFile {
    genesis_user: Option<String>,
    genesis_password_file: Option<PathBuf>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LegalFile {
    imprint: Option<PathBuf>,
    privacy: Option<PathBuf>,
    accessibility: Option<PathBuf>,
}

const DEFAULT_FILE: &str = "lotse.toml";
const DEFAULT_DATA: &str = "lotse-data";
const DEFAULT_LISTEN: &str = "127.0.0.1:8080";

impl Configuration {
    /// Reads file and environment and puts the three together.
    pub(crate) fn read(said: Said) -> anyhow::Result<Self> {
        Self::from(said, |name| env::var(name).ok().filter(|value| !value.is_empty()))
    }

    fn from(said: Said, environment: impl Fn(&'static str) -> Option<String>) -> anyhow::Result<Self> {
        let named = said.config.is_some();
        let path = said.config.unwrap_or_else(|| PathBuf::from(DEFAULT_FILE));
        let file = match fs::read_to_string(&path) {
            Ok(text) => toml::from_str::<File>(&text)
                .map_err(|error| WrongUse(format!("{}: {error}", path.display()).trim_end().to_owned()))?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && !named => File::default(),
            Err(error) => {
                return Err(WrongUse(format!("cannot read the settings {}: {error}", path.display())).into());
            }
        };
        // Paths in the file are meant from where the file lies.
        let beside = |other: PathBuf| path.parent().unwrap_or(Path::new("")).join(other);
        let listen = match environment("LOTSE_LISTEN") {
            Some(text) => Some(text.parse::<SocketAddr>().map_err(|_| {
                WrongUse(format!(
                    "LOTSE_LISTEN is \"{text}\", which is no address; use for example {DEFAULT_LISTEN}"
                ))
            })?),
            None => None,
        };
        let place = Places { path: &path };
        Ok(Self {
            data: place.setting(
                said.data,
                ("LOTSE_DATA", environment("LOTSE_DATA").map(PathBuf::from)),
                file.data.map(beside),
                || match said.is_plain_start {
                    true => personal_folder(&environment, &beside_the_program()),
                    false => PathBuf::from(DEFAULT_DATA),
                },
            ),
            database: place.optional(
                said.database,
                ("LOTSE_DATABASE", environment("LOTSE_DATABASE")),
                file.database,
            ),
            listen: place.setting(said.listen, ("LOTSE_LISTEN", listen), file.listen, || {
                SocketAddr::from(([127, 0, 0, 1], 8080))
            }),
            behind_tls: place.setting(None, ("", None), file.behind_tls, || false),
            imprint: place.optional(None, ("", None), file.legal.imprint.map(beside)),
            privacy: place.optional(None, ("", None), file.legal.privacy.map(beside)),
            accessibility: place.optional(None, ("", None), file.legal.accessibility.map(beside)),
            genesis_user: place.optional(
                None,
                ("LOTSE_GENESIS_USER", environment("LOTSE_GENESIS_USER")),
                file.fetch.genesis_user,
            ),
            genesis_password_file: place.optional(
                None,
                (
                    "LOTSE_GENESIS_PASSWORD_FILE",
                    environment("LOTSE_GENESIS_PASSWORD_FILE").map(PathBuf::from),
                ),
                file.fetch.genesis_password_file.map(beside),
            ),
            genesis_password: environment("LOTSE_GENESIS_PASSWORD"),
        })
    }

    /// Reads the texts of the legal pages.
    pub(crate) fn legal(&self) -> anyhow::Result<Legal> {
        let text = |setting: &Setting<Option<PathBuf>>| {
            setting
                .value
                .as_ref()
                .map(|path| {
                    fs::read_to_string(path).with_context(|| format!("cannot read the legal text {}", path.display()))
                })
                .transpose()
        };
        Ok(Legal {
            imprint: text(&self.imprint)?,
            privacy: text(&self.privacy)?,
            accessibility: text(&self.accessibility)?,
        })
    }
}

/// Folders in which somebody may have kept data already: where the program was started, and where it lies.
fn beside_the_program() -> Vec<PathBuf> {
    let program = env::current_exe().ok();
    let beside = program
        .as_deref()
        .and_then(Path::parent)
        .map(|folder| folder.join(DEFAULT_DATA));
    std::iter::once(PathBuf::from(DEFAULT_DATA)).chain(beside).collect()
}

/// Where a person's data lie when the program is started without a word: in a folder that is there already, else where the system keeps
/// the data of programs for this person. Never in a synchronised or shared place by accident.
fn personal_folder(environment: &impl Fn(&'static str) -> Option<String>, known: &[PathBuf]) -> PathBuf {
    if let Some(folder) = known.iter().find(|folder| folder.is_dir()) {
        return folder.clone();
    }
    let below = |name: &'static str, rest: &str| environment(name).map(|folder| PathBuf::from(folder).join(rest));
    let of_system = match cfg!(windows) {
        true => below("LOCALAPPDATA", "Lotse"),
        false => below("XDG_DATA_HOME", "lotse").or_else(|| below("HOME", ".local/share/lotse")),
    };
    of_system.unwrap_or_else(|| PathBuf::from(DEFAULT_DATA))
}

struct Places<'a> {
    path: &'a Path,
}

impl Places<'_> {
    fn setting<T>(
        &self,
        said: Option<T>,
        (name, in_environment): (&'static str, Option<T>),
        in_file: Option<T>,
        default: impl FnOnce() -> T,
    ) -> Setting<T> {
        let found = said
            .map(|value| (value, Origin::CommandLine))
            .or_else(|| in_environment.map(|value| (value, Origin::Environment(name))))
            .or_else(|| in_file.map(|value| (value, Origin::File(self.path.to_owned()))));
        let (value, origin) = found.unwrap_or_else(|| (default(), Origin::Default));
        Setting { value, origin }
    }

    fn optional<T>(
        &self,
        said: Option<T>,
        (name, in_environment): (&'static str, Option<T>),
        in_file: Option<T>,
    ) -> Setting<Option<T>> {
        self.setting(
            said.map(Some),
            (name, in_environment.map(Some)),
            in_file.map(Some),
            || None,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, said: Said, environment: &[(&'static str, &str)]) -> anyhow::Result<Configuration> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("lotse.toml");
        fs::write(&path, text)?;
        Configuration::from(
            Said {
                config: Some(path),
                ..said
            },
            |wanted| {
                environment
                    .iter()
                    .find(|(name, _)| *name == wanted)
                    .map(|(_, value)| (*value).to_owned())
            },
        )
    }

    #[test]
    fn command_line_over_environment_over_file() -> anyhow::Result<()> {
        let file = "data = \"from-file\"\ndatabase = \"postgres://file\"\nlisten = \"127.0.0.1:1\"\n";
        let said = Said {
            listen: Some("127.0.0.1:3".parse()?),
            ..Said::default()
        };
        let found = read(
            file,
            said,
            &[
                ("LOTSE_LISTEN", "127.0.0.1:2"),
                ("LOTSE_DATABASE", "postgres://environment"),
            ],
        )?;
        assert_eq!(
            (found.listen.value.port(), &found.listen.origin),
            (3, &Origin::CommandLine)
        );
        assert_eq!(found.database.origin, Origin::Environment("LOTSE_DATABASE"));
        assert!(found.data.value.ends_with("from-file") && found.data.value.is_absolute());
        assert_eq!(found.privacy.origin, Origin::Default);
        Ok(())
    }

    #[test]
    fn without_a_word_data_lie_where_they_were_or_where_the_system_keeps_them() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let known = [folder.path().join("missing"), folder.path().to_owned()];
        let environment = |name: &'static str| match name {
            "LOCALAPPDATA" => Some("C:/Users/x/AppData/Local".to_owned()),
            "HOME" => Some("/home/x".to_owned()),
            _ => None,
        };
        assert_eq!(personal_folder(&environment, &known), folder.path());
        let fresh = personal_folder(&environment, &known[..1]);
        match cfg!(windows) {
            true => assert_eq!(fresh, Path::new("C:/Users/x/AppData/Local/Lotse")),
            false => assert_eq!(fresh, Path::new("/home/x/.local/share/lotse")),
        }
        assert_eq!(personal_folder(&|_| None, &[]), Path::new(DEFAULT_DATA));
        Ok(())
    }

    #[test]
    fn an_unknown_key_is_named() -> anyhow::Result<()> {
        let error = read("lissten = \"x\"\n", Said::default(), &[])
            .err()
            .context("an error")?;
        assert!(error.to_string().contains("lissten"), "{error}");
        assert!(error.downcast_ref::<WrongUse>().is_some());
        Ok(())
    }
}
