//! Names of homes in addresses: which are possible, and which one a name suggests.

/// First words of paths that all homes share, now or soon; and those that a reader or a program would expect to find.
pub const RESERVED: [&str; 51] = [
    "about",
    "accessibility",
    "account",
    "accounts",
    "actors",
    "admin",
    "api",
    "assets",
    "audit",
    "budget",
    "calendar",
    "catalogue",
    "checks",
    "council",
    "data",
    "datasets",
    "de",
    "defects",
    "deliveries",
    "desk",
    "docs",
    "en",
    "feeds",
    "files",
    "goals",
    "healthz",
    "help",
    "imprint",
    "indicators",
    "installation",
    "login",
    "logout",
    "measures",
    "methods",
    "metrics",
    "observations",
    "openapi",
    "opendata",
    "organisations",
    "participation",
    "people",
    "privacy",
    "problems",
    "reports",
    "search",
    "settings",
    "sign-in",
    "sources",
    "strategy",
    "territories",
    "thread",
];

const LONGEST: usize = 60;

/// Why a slug is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlugError {
    /// Letters or length that do not go into addresses.
    #[error(
        "\"{0}\" cannot stand in an address; use 2 to 60 lower-case letters a to z, digits and single hyphens, beginning with a letter"
    )]
    Spelling(String),
    /// A word that shared pages use.
    #[error("\"{0}\" is the address of a page that all homes share; choose another, for example \"stadt-{0}\"")]
    Reserved(String),
    /// Another organisation has it.
    #[error("\"{0}\" is the address of another organisation; choose another")]
    Taken(String),
}

/// Whether a slug may stand in addresses; whether it is free only the store knows.
pub fn check_slug(slug: &str) -> Result<(), SlugError> {
    let letters_fit = slug
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let shape_fits = slug.starts_with(|first: char| first.is_ascii_lowercase())
        && !slug.ends_with('-')
        && !slug.contains("--")
        && (2..=LONGEST).contains(&slug.len());
    if !(letters_fit && shape_fits) {
        return Err(SlugError::Spelling(slug.to_owned()));
    }
    if RESERVED.contains(&slug) {
        return Err(SlugError::Reserved(slug.to_owned()));
    }
    Ok(())
}

/// The slug that a name suggests, in German spelling without umlauts; it may still be reserved or taken.
///
/// ```
/// use townhall::people::slug_of;
/// assert_eq!(slug_of("Bad Münster am Stein-Ebernburg"), "bad-muenster-am-stein-ebernburg");
/// assert_eq!(slug_of("Groß-Gerau (Kreis)"), "gross-gerau-kreis");
/// ```
pub fn slug_of(name: &str) -> String {
    let mut slug = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match letter {
            'ä' => slug.push_str("ae"),
            'ö' => slug.push_str("oe"),
            'ü' => slug.push_str("ue"),
            'ß' => slug.push_str("ss"),
            'a'..='z' | '0'..='9' => slug.push(letter),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.truncate(LONGEST);
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}
