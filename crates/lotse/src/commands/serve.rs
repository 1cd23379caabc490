//! `lotse serve`: the pages and the API. The server changes nothing; every change goes through the command line.

use std::{fs, io::Write as _, net::SocketAddr, path::Path};

use anyhow::{Context, bail};
use axum::Router;
use clap::Args;
use tokio::net::TcpListener;
use townhall::installation::{Installation, Legal};
use web::metrics::Metrics;

use super::{Desk, Done};
use crate::{configuration::WrongUse, output};

/// Serve the pages and the API
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Address and port [default: 127.0.0.1:8080] [env: LOTSE_LISTEN]
    #[arg(long, value_name = "ADDRESS")]
    pub(super) listen: Option<SocketAddr>,
}

impl Serve {
    pub(super) async fn run(self, desk: &Desk) -> anyhow::Result<Done> {
        let configuration = &desk.configuration;
        let listen = configuration.listen.value;
        let legal = configuration.legal()?;
        may_go_public(listen, &legal)?;
        // The port is taken before anything else, so that a second server does not even open the installation.
        let listener = TcpListener::bind(listen).await.with_context(|| {
            format!("cannot listen on {listen}; another program may use the port, choose one with --listen")
        })?;
        let store = desk.open().await?;
        let key = cursor_key(store.folder())?;
        let installation = Installation::new(store, townhall::site()?, legal, key);
        let metrics = Metrics::new();
        let settings = web::serve::Settings {
            is_behind_tls: configuration.behind_tls.value,
            ..Default::default()
        };
        let routes: Router = townhall::routes().with_state(installation.clone());
        let app = web::serve::frame(routes, &installation.site, &metrics, &settings);
        let address = listener.local_addr()?;
        tracing::info!(%address, data = %configuration.data.value.display(), engine = installation.store.sql.engine(), "serving");
        output::say(&format!("http://{address}"))?;
        web::listen::serve(listener, app, asked_to_stop()).await?;
        Ok(Done::Whole)
    }
}

/// A server that others can reach must name who runs it: German law asks for imprint, privacy notice and accessibility statement.
fn may_go_public(listen: SocketAddr, legal: &Legal) -> anyhow::Result<()> {
    if listen.ip().is_loopback() {
        return Ok(());
    }
    let missing: Vec<&str> = [
        ("imprint", &legal.imprint),
        ("privacy", &legal.privacy),
        ("accessibility", &legal.accessibility),
    ]
    .into_iter()
    .filter(|(_, text)| text.as_deref().is_none_or(|text| text.trim().is_empty()))
    .map(|(name, _)| name)
    .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(WrongUse(format!(
        "{listen} can be reached from outside, and a public server needs legal texts that are still missing: {}; name their files under \
         [legal] in lotse.toml, or listen on 127.0.0.1",
        missing.join(", ")
    ))
    .into())
}

/// The key that signs cursors of the API. Kept, so that a cursor survives a restart; it protects no secret.
pub(super) fn cursor_key(folder: &Path) -> anyhow::Result<[u8; 32]> {
    let path = folder.join("cursor.key");
    match fs::read(&path) {
        Ok(bytes) => match <[u8; 32]>::try_from(bytes) {
            Ok(key) => Ok(key),
            Err(_) => bail!(
                "{} is damaged; delete it, a new one is made at the next start",
                path.display()
            ),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let key: [u8; 32] = rand::random();
            let mut file = fs::File::create_new(&path).with_context(|| format!("cannot write {}", path.display()))?;
            file.write_all(&key)?;
            file.sync_all()?;
            Ok(key)
        }
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Ends when the person presses Ctrl-C or the system asks the process to stop.
pub(super) async fn asked_to_stop() {
    let interrupted = async {
        // Without a handler for the key the process ends by it anyway.
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => tokio::select! {
                () = interrupted => {}
                _ = terminated.recv() => {}
            },
            Err(_) => interrupted.await,
        }
    }
    #[cfg(not(unix))]
    interrupted.await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_server_names_the_texts_that_are_missing() -> anyhow::Result<()> {
        may_go_public("127.0.0.1:80".parse()?, &Legal::default())?;
        let some = Legal {
            imprint: Some("Stadt".to_owned()),
            privacy: Some("  ".to_owned()),
            accessibility: None,
        };
        let message = may_go_public("0.0.0.0:80".parse()?, &some)
            .err()
            .context("refused")?
            .to_string();
        assert!(message.contains("missing: privacy, accessibility;"), "{message}");
        Ok(())
    }
}
