//! Markdown as harmless HTML: for texts that the operator or an editor writes.
//!
//! Paragraphs, headings, lists, links, emphasis, quotations and code; everything else is shown as the letters it was written with or
//! left out. A heading of the first level at the very beginning is the title, which the page says itself, and left out; the highest
//! of the others becomes an `h2`. A line break stays a line break, so that an address in plain text keeps its lines.

use std::{collections::HashSet, sync::LazyLock};

use pulldown_cmark::{CowStr, Event, HeadingLevel, Parser, Tag, TagEnd};

/// The text as HTML that holds nothing but the elements named above.
///
/// ```
/// use townhall::texts::markdown::html;
/// assert_eq!(html("# Impressum\n\nStadt Ort\nRathaus"), "<p>Stadt Ort<br>\nRathaus</p>\n");
/// assert_eq!(html("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
/// ```
pub fn html(markdown: &str) -> String {
    let mut events: Vec<Event<'_>> = Parser::new(markdown).map(plain).collect();
    if let Some(Event::Start(Tag::Heading {
        level: HeadingLevel::H1,
        ..
    })) = events.first()
        && let Some(end) = events
            .iter()
            .position(|event| matches!(event, Event::End(TagEnd::Heading(_))))
    {
        events.drain(..=end);
    }
    let highest = events.iter().filter_map(level).min().unwrap_or(2);
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events.into_iter().map(|event| moved(event, highest)));
    CLEANER.clean(&html).to_string()
}

/// HTML of somebody else, such as the metadata of a publisher, with nothing left but the elements named above.
///
/// ```
/// use townhall::texts::markdown::cleaned;
/// assert_eq!(cleaned("<p onclick=\"x\">Anteil <b>aller</b></p><script>alert(1)</script>"), "<p>Anteil aller</p>");
/// ```
pub fn cleaned(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

/// HTML inside the text is shown as letters; breaks of lines stay.
fn plain(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::SoftBreak => Event::HardBreak,
        // A picture would be fetched from elsewhere; its description stays.
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => Event::Text(CowStr::Borrowed("")),
        event => event,
    }
}

fn level(event: &Event<'_>) -> Option<usize> {
    match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as usize),
        _ => None,
    }
}

/// Moves headings up or down, so that the highest level of the text becomes the second.
fn moved(event: Event<'_>, highest: usize) -> Event<'_> {
    let fitting =
        |level: HeadingLevel| HeadingLevel::try_from(level as usize + 2 - highest).unwrap_or(HeadingLevel::H6);
    match event {
        Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
            level: fitting(level),
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        }),
        Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(fitting(level))),
        event => event,
    }
}

/// The only list of what may stand in a page without having been written by us.
static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::empty();
    cleaner
        .tags(HashSet::from([
            "p",
            "br",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "li",
            "a",
            "strong",
            "em",
            "blockquote",
            "code",
            "pre",
            "hr",
        ]))
        .add_tag_attributes("a", ["href"])
        .add_tag_attributes("ol", ["start"])
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(Some("noopener noreferrer"));
    cleaner
});

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn a_text_becomes_paragraphs_headings_lists_and_links() {
        let made =
            html("## Kontakt\n\n* [Rathaus](https://example.org/rathaus)\n* <amt@example.org>\n\n1. eins\n2. zwei");
        assert_eq!(
            made,
            "<h2>Kontakt</h2>\n<ul>\n<li><a href=\"https://example.org/rathaus\" rel=\"noopener noreferrer\">Rathaus</a></li>\n\
             <li><a href=\"mailto:amt@example.org\" rel=\"noopener noreferrer\">amt@example.org</a></li>\n</ul>\n\
             <ol>\n<li>eins</li>\n<li>zwei</li>\n</ol>\n"
        );
        assert_eq!(
            html("text\n\n# Titel\n\n## Teil"),
            "<p>text</p>\n<h2>Titel</h2>\n<h3>Teil</h3>\n"
        );
        assert_eq!(
            html("# Titel\n\n### Teil\n\n#### Stück"),
            "<h2>Teil</h2>\n<h3>Stück</h3>\n"
        );
    }

    #[test]
    fn nothing_runs_and_nothing_is_fetched() {
        for text in [
            "<img src=x onerror=alert(1)>",
            "[klick](javascript:alert(1))",
            "[klick](JaVaScRiPt:alert(1))",
            "[klick](data:text/html,<script>alert(1)</script>)",
            "![bild](https://example.org/pixel.gif)",
            "<style>body{display:none}</style>",
            "<iframe src=\"https://example.org\"></iframe>",
            "a <b onclick=alert(1)>b</b>",
            "<https://example.org/\"onmouseover=\"alert(1)>",
            "<svg><script>alert(1)</script></svg>",
        ] {
            let made = html(text);
            for part in [
                "<script",
                "<img",
                "<iframe",
                "<style",
                "<svg",
                "<b ",
                "javascript:",
                "data:",
                " onerror=\"",
                " onmouseover=\"",
            ] {
                let attributes = made
                    .split('<')
                    .skip(1)
                    .filter_map(|rest| rest.split('>').next())
                    .collect::<String>();
                let is_element = part.starts_with('<') && made.contains(part);
                assert!(
                    !is_element && !attributes.to_lowercase().contains(part),
                    "{text} became {made}"
                );
            }
        }
    }

    #[test]
    fn an_empty_text_stays_empty() {
        assert_eq!(html(" \n\n "), "");
    }
}
