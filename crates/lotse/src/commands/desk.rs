//! `lotse desk`: the desk of one person at her own computer, in her browser. Listens on 127.0.0.1 only and lets in whoever opens the
//! link that it prints. A second start on the same data folder leads to the desk that is open already.
//!
//! It speaks the language of the terminal, because the person who reads this has perhaps never seen another command.

use std::{
    env,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, IsTerminal as _, Write as _},
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, bail};
use axum::Router;
use clap::Args;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use townhall::{installation::Installation, people::desk};
use web::{language::Language, metrics::Metrics, words::Words};

use super::{Desk, Done, serve};
use crate::output;

/// Open the desk in the browser: read in figures and change things, on this computer only
#[derive(Debug, Args)]
pub(crate) struct OpenDesk {
    /// Print the link and open no browser
    #[arg(long)]
    no_browser: bool,
    /// Port on 127.0.0.1; 0 takes a free one
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    port: u16,
}

/// How long one request may take: a large file is read in one.
const TIME_LIMIT: Duration = Duration::from_secs(600);

impl OpenDesk {
    /// What happens without any command: a person has double-clicked the program.
    pub(super) fn plain() -> Self {
        Self {
            no_browser: false,
            port: 0,
        }
    }

    pub(super) async fn run(self, command: &Desk) -> anyhow::Result<Done> {
        let configuration = &command.configuration;
        let folder = &configuration.data.value;
        let site = townhall::site()?;
        let words = Terminal::new(site.words());
        create_for_one(folder).with_context(|| format!("cannot create the data folder {}", folder.display()))?;
        let Some(_lock) = alone_with(folder)? else {
            let link = link_of_the_open_desk(folder)?;
            words.say("desk-terminal-already-open")?;
            return self.show(&words, &link);
        };
        let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let listener = TcpListener::bind(wanted).await.with_context(|| {
            format!("cannot listen on {wanted}; another program may use the port, leave --port out to take a free one")
        })?;
        let address = listener.local_addr()?;
        let store = command.open().await?;
        townhall::desk::sweep(&store).with_context(|| format!("cannot tidy up in {}", folder.display()))?;
        let cursor_key = serve::cursor_key(store.folder())?;
        let installation = Installation::new(store, site.clone(), configuration.legal()?, cursor_key);
        let call = Call {
            address,
            key: hexadecimal(rand::random()),
        };
        let desk = desk::Desk::new(address, &call.key, rand::random);
        let settings = web::serve::Settings {
            time_limit: TIME_LIMIT,
            ..Default::default()
        };
        let routes: Router = townhall::routes_at_desk().with_state(installation.clone());
        let app = web::serve::frame(routes, &installation.site, &Metrics::new(), &settings);
        let app = desk::guard(app, desk.clone());
        let _call = call.write(folder)?;
        words.say("desk-terminal-open")?;
        self.show(&words, &format!("http://{address}{}", desk.new_link(Timestamp::now())))?;
        let shown = folder.canonicalize().unwrap_or_else(|_| folder.clone());
        words.say_with("desk-terminal-folder", &plain_path(&shown))?;
        words.say("desk-terminal-end")?;
        let stop = async {
            tokio::select! {
                () = serve::asked_to_stop() => {}
                () = desk.closed() => {}
            }
        };
        web::listen::serve(listener, app, stop).await?;
        words.say("desk-terminal-closed")?;
        Ok(Done::Whole)
    }

    /// Prints the link and opens the browser, unless that is not wanted.
    fn show(&self, words: &Terminal<'_>, link: &str) -> anyhow::Result<Done> {
        output::say(link)?;
        if !self.no_browser && webbrowser::open(link).is_err() {
            words.say("desk-terminal-no-browser")?;
        }
        Ok(Done::Whole)
    }
}

/// Creates the data folder so that other people on the same computer cannot look into it. One that exists keeps its rights.
fn create_for_one(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// A path as people know it, without the mark of long paths that Windows puts before it.
fn plain_path(path: &Path) -> String {
    let text = path.display().to_string();
    text.strip_prefix(r"\\?\").map_or_else(|| text.clone(), str::to_owned)
}

/// The window in which the program writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Window {
    /// The system has opened it for this start, and closes it with the program.
    OfThisStart,
    /// A terminal in which somebody types commands.
    OfAnother,
}

impl Window {
    /// Waits for a key before the window closes, so that what went wrong can be read.
    pub(crate) fn stay_open(self) {
        let may_close = cfg!(windows) && self == Self::OfThisStart && io::stdin().is_terminal();
        let Ok(site) = townhall::site() else { return };
        if may_close && Terminal::new(site.words()).say("desk-terminal-wait").is_ok() {
            // Whatever is typed, or nothing more to read: the window may close.
            let _ = io::stdin().read_line(&mut String::new());
        }
    }
}

/// Takes the data folder for this desk; `None` when another one is open on it. The lock ends with the process, however that ends.
fn alone_with(folder: &Path) -> anyhow::Result<Option<File>> {
    let path = folder.join("desk.lock");
    let fail = || format!("cannot open {}; check that you may write there", path.display());
    let lock = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .with_context(fail)?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error).with_context(fail),
    }
}

/// Where the open desk listens, and the key by which a second start proves that it belongs to the same person.
#[derive(Debug, Serialize, Deserialize)]
struct Call {
    address: SocketAddr,
    key: String,
}

/// The file with the call, gone when the desk is closed.
struct Written(PathBuf);

impl Drop for Written {
    fn drop(&mut self) {
        // A file that stays behind names a desk that no longer answers; the next start writes it anew.
        let _ = fs::remove_file(&self.0);
    }
}

impl Call {
    fn path(folder: &Path) -> PathBuf {
        folder.join("desk.toml")
    }

    fn write(&self, folder: &Path) -> anyhow::Result<Written> {
        let path = Self::path(folder);
        let fail = || format!("cannot write {}", path.display());
        // One that a crash left behind may have wider rights.
        let _ = fs::remove_file(&path);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let mut file = options.open(&path).with_context(fail)?;
        file.write_all(toml::to_string(self)?.as_bytes()).with_context(fail)?;
        Ok(Written(path))
    }
}

/// Asks the desk that is open already for a new link.
fn link_of_the_open_desk(folder: &Path) -> anyhow::Result<String> {
    let unreachable = || {
        format!(
            "a desk is open on {} already, but it does not answer; close its window or end the program \"lotse\", then start again",
            folder.display()
        )
    };
    let text = fs::read_to_string(Call::path(folder)).with_context(unreachable)?;
    let call: Call = toml::from_str(&text).with_context(unreachable)?;
    if !call.address.ip().is_loopback() {
        bail!(unreachable());
    }
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(10)))
        .build()
        .into();
    let path = agent
        .post(format!("http://{}/desk/link", call.address))
        .header("authorization", format!("Bearer {}", call.key))
        .send_empty()
        .and_then(|mut answer| answer.body_mut().read_to_string())
        .with_context(unreachable)?;
    Ok(format!("http://{}{path}", call.address))
}

/// The words for the terminal, in its language.
struct Terminal<'a> {
    words: &'a Words,
    language: Language,
}

impl<'a> Terminal<'a> {
    fn new(words: &'a Words) -> Self {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
        let language = match set {
            Some(locale) if locale.starts_with("en") => Language::En,
            _ => Language::De,
        };
        Self { words, language }
    }

    fn say(&self, key: &str) -> anyhow::Result<()> {
        output::say(&self.words.plain(self.language, key).to_string())
    }

    /// A sentence about a folder.
    fn say_with(&self, key: &str, folder: &str) -> anyhow::Result<()> {
        output::say(&self.words.plain(self.language, key).with("folder", folder).to_string())
    }
}

fn hexadecimal(bytes: [u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn a_new_data_folder_is_for_its_owner_only() -> anyhow::Result<()> {
        use std::os::unix::fs::PermissionsExt as _;
        let beside = tempfile::tempdir()?;
        let folder = beside.path().join("one/two");
        create_for_one(&folder)?;
        create_for_one(&folder)?;
        assert_eq!(fs::metadata(&folder)?.permissions().mode() & 0o777, 0o700);
        Ok(())
    }

    #[test]
    fn a_path_is_shown_as_people_know_it() {
        assert_eq!(plain_path(Path::new(r"\\?\C:\Users\x")), r"C:\Users\x");
        assert_eq!(plain_path(Path::new("/home/x")), "/home/x");
    }
}
