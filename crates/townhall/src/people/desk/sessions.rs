//! The links that let a person in, and the sessions that they become. All of it in memory; of secrets only hashes are kept.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use tokio::sync::watch;

use super::AtDesk;

/// How long a link waits for its one use.
const LINK_LIFE: SignedDuration = SignedDuration::from_mins(10);
/// How long a session may rest.
const SESSION_REST: SignedDuration = SignedDuration::from_hours(12);
/// How many links and sessions are kept; the oldest go first.
const MOST: usize = 64;

type Hash = [u8; 32];

/// One running desk: its address, its links, its sessions. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Desk(Arc<Room>);

#[derive(Debug)]
struct Room {
    address: SocketAddr,
    /// 256 bits that nobody can guess, from outside so that tests can know them.
    chance: fn() -> [u8; 32],
    key: Hash,
    open: Mutex<Open>,
    closing: watch::Sender<bool>,
}

#[derive(Debug, Default)]
struct Open {
    links: HashMap<Hash, Link>,
    sessions: HashMap<Hash, Session>,
}

#[derive(Debug)]
struct Link {
    made_at: Timestamp,
    is_used: bool,
}

#[derive(Debug)]
struct Session {
    last_seen: Timestamp,
    token: Arc<str>,
}

/// Why a link lets nobody in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnterError {
    /// Somebody has opened it before.
    #[error("the link was used already; start \"lotse desk\" again for a new one")]
    Used,
    /// Nobody opened it in time, or it was never made.
    #[error("the link is unknown or too old; start \"lotse desk\" again for a new one")]
    Unknown,
}

impl Desk {
    /// A desk that listens at `address`. `key` is what another process of the same user proves itself with when it asks for a link.
    pub fn new(address: SocketAddr, key: &str, chance: fn() -> [u8; 32]) -> Self {
        Self(Arc::new(Room {
            address,
            chance,
            key: hash(key),
            open: Mutex::default(),
            closing: watch::Sender::new(false),
        }))
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.0.address
    }

    /// A new link: the path below the own address that lets one browser in, once.
    pub fn new_link(&self, now: Timestamp) -> String {
        let token = self.secret();
        let mut open = self.open();
        open.links
            .retain(|_, link| now.duration_since(link.made_at) < LINK_LIFE * 6);
        make_room(&mut open.links, |link| link.made_at);
        let link = Link {
            made_at: now,
            is_used: false,
        };
        open.links.insert(hash(&token), link);
        format!("/desk/enter/{token}")
    }

    /// Whether this is the key of the process that was started on the same data folder.
    pub fn is_key(&self, key: &str) -> bool {
        hash(key) == self.0.key
    }

    /// Uses a link: the header value that gives the browser its session.
    pub fn enter(&self, token: &str, now: Timestamp) -> Result<String, EnterError> {
        let secret = self.secret();
        let form_token: Arc<str> = hexadecimal(&hash(&self.secret())).into();
        let mut open = self.open();
        let link = open.links.get_mut(&hash(token)).ok_or(EnterError::Unknown)?;
        if link.is_used {
            return Err(EnterError::Used);
        }
        if LINK_LIFE <= now.duration_since(link.made_at) {
            return Err(EnterError::Unknown);
        }
        link.is_used = true;
        make_room(&mut open.sessions, |session| session.last_seen);
        let session = Session {
            last_seen: now,
            token: form_token,
        };
        open.sessions.insert(hash(&secret), session);
        let name = self.cookie_name();
        // No end date: the browser forgets it when it is closed. No "Secure": there is no TLS on the way to the own computer.
        Ok(format!("{name}={secret}; Path=/; HttpOnly; SameSite=Strict"))
    }

    /// Who sends this `Cookie` header, if she was let in and has not rested too long.
    pub fn session(&self, cookies: &str, now: Timestamp) -> Option<AtDesk> {
        let name = self.cookie_name();
        let secret = cookies.split(';').find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name).then_some(value)
        })?;
        let key = hash(secret);
        let mut open = self.open();
        let session = open.sessions.get_mut(&key)?;
        if SESSION_REST <= now.duration_since(session.last_seen) {
            open.sessions.remove(&key);
            return None;
        }
        session.last_seen = now;
        Some(AtDesk {
            token: Arc::clone(&session.token),
        })
    }

    /// Ends all sessions and asks the program to stop.
    pub fn close(&self) {
        *self.open() = Open::default();
        self.0.closing.send_replace(true);
    }

    /// Ends once the desk was closed.
    pub async fn closed(&self) {
        // The sender lives as long as the desk, so waiting cannot fail.
        let _ = self.0.closing.subscribe().wait_for(|is_closing| *is_closing).await;
    }

    /// Cookies know no ports; the name keeps two desks on one computer apart.
    fn cookie_name(&self) -> String {
        format!("lotse_desk_{}", self.0.address.port())
    }

    fn secret(&self) -> String {
        URL_SAFE_NO_PAD.encode((self.0.chance)())
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.0.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Looking secrets up by their hash also keeps the time of a comparison from telling how much of a guess was right.
fn hash(secret: &str) -> Hash {
    Sha256::digest(secret.as_bytes()).into()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn make_room<T>(kept: &mut HashMap<Hash, T>, age: impl Fn(&T) -> Timestamp) {
    while MOST <= kept.len() {
        let oldest = kept.iter().min_by_key(|(_, one)| age(one)).map(|(key, _)| *key);
        let Some(oldest) = oldest else { return };
        kept.remove(&oldest);
    }
}
