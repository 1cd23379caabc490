// Every kind of page, in both languages, through four checkers and at three widths. Finds the pages as a reader does, by
// following links from the two start pages; one or two of each kind are checked, every link that was seen must lead somewhere.
//
//   node pages.mjs --origin http://127.0.0.1:8080 --out FOLDER
//
// Screenshots stay in FOLDER for people to look at. Ends with 1 and one line a finding.

import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import * as checkers from "./checkers.mjs";
import { guarded, launch } from "./chromium.mjs";

const { values: given } = parseArgs({ options: { origin: { type: "string" }, out: { type: "string" } } });
const { origin, out } = given;
const PAGES_A_KIND = { de: 2, en: 1 };
/// The second page of a kind is looked at only while there are fewer than this; every kind is met at least once.
const ENOUGH_PAGES = 80;
/// German is looked at in full; English differs in words alone, and the narrowest window shows what is too long.
const WIDTHS = { de: [320, 768, 1440], en: [320] };
/// Kinds that must be met on the way; fewer means that a link is missing or a page is gone.
const EXPECTED = [
  "/de", "/en", "/de/ORT", "/de/goals", "/de/indicators", "/de/indicators/…", "/de/territories/…", "/de/deliveries",
  "/de/deliveries/…", "/de/deliveries/…/cells/…", "/de/search?q", "/de/ORT/goals", "/de/ORT/goals/…", "/de/ORT/indicators",
  "/de/ORT/indicators/…",
];
/// Addresses that no link shows but people reach: a search with and without result, pages that are missing.
const ALSO = ["/de/search?q=arbeit", "/de/search?q=gibtesnicht", "/en/search?q=work", "/de/problems/not-found", "/de/gibt-es-nicht", "/en/nothing-here"];
const MISSING = /gibt-es-nicht|nothing-here/;
/// The homes of the demo, and the parts of addresses that are words; everything else is the name or number of something.
const HOMES = new Set(["muenster", "havixbeck", "huegelland-taeler"]);
const WORDS = new Set(["goals", "indicators", "territories", "deliveries", "cells", "search", "problems"]);

/// The shape of an address: which template it comes from.
function kind(address) {
  const url = new URL(address, origin);
  const [language, ...rest] = url.pathname.split("/").filter(Boolean);
  if (language === undefined) return "/";
  const shape = rest.map((part, place) => (HOMES.has(part) ? "ORT" : WORDS.has(part) || place === 0 ? part : "…"));
  const query = [...url.searchParams.keys()].filter((key) => key === "q").map((key) => `?${key}`).join("");
  return `/${[language, ...shape].join("/")}${query}`;
}

const findings = [];
const screenshots = path.join(out, "screenshots");
await mkdir(screenshots, { recursive: true });
const browser = await launch();
const { context, complaints } = await guarded(browser, origin, { bypassCSP: true, viewport: { width: 1440, height: 900 } });
const page = await context.newPage();

const waiting = ["/de", "/en", ...ALSO];
const known = new Set(waiting);
const linked = new Map();
const counted = new Map();
const texts = new Map();

/// The next address whose kind has been met least, so that what lies deep is reached before the hundredth page of one kind.
function next() {
  const met = (address) => (ALSO.includes(address) ? -1 : (counted.get(kind(address)) ?? 0));
  let best = null;
  for (const address of waiting) {
    const most = address.startsWith("/en") ? PAGES_A_KIND.en : PAGES_A_KIND.de;
    if (met(address) < most && (best === null || met(address) < met(best))) best = address;
  }
  if (best === null || (met(best) > 0 && texts.size >= ENOUGH_PAGES)) return null;
  waiting.splice(waiting.indexOf(best), 1);
  return best;
}

for (let address = next(); address !== null; address = next()) {
  const shape = kind(address);
  const response = await page.goto(origin + address);
  const status = response.status();
  if (!(response.headers()["content-type"] ?? "").startsWith("text/html")) {
    findings.push(`${address}: a page is expected, not ${response.headers()["content-type"]}`);
    continue;
  }
  const isMissing = MISSING.test(address);
  if (status !== (isMissing ? 404 : 200)) findings.push(`${address}: status ${status}`);
  counted.set(shape, (counted.get(shape) ?? 0) + 1);
  texts.set(address, await response.text());
  findings.push(...(await checked(address)));
  for (const href of await page.$$eval("a[href]", (links) => links.map((link) => new URL(link.getAttribute("href"), document.baseURI).href))) {
    const url = new URL(href);
    if (url.origin !== origin) continue;
    const target = url.pathname + url.search;
    // A missing page offers itself in the other language, where it is missing too.
    if (isMissing && MISSING.test(target)) continue;
    if (!linked.has(target)) linked.set(target, address);
    const isPage = /^\/(de|en)(\/|$)/.test(url.pathname) && !/\.[a-z]+$/.test(url.pathname);
    if (isPage && !known.has(target)) {
      known.add(target);
      waiting.push(target);
    }
  }
}

/// All that is looked at while the page stands in the browser.
async function checked(address) {
  const found = [];
  const file = address.replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_|_$/g, "");
  const language = await page.getAttribute("html", "lang");
  for (const width of WIDTHS[language] ?? WIDTHS.de) {
    await page.setViewportSize({ width, height: 900 });
    found.push(...(await checkers.overflow(page, address)));
    await page.screenshot({ path: path.join(screenshots, `${file}-${width}.png`), fullPage: true });
  }
  const headings = await page.locator("h1").count();
  if (headings !== 1) found.push(`${address}: ${headings} headings of first order instead of one`);
  if (!address.startsWith(`/${language}`)) found.push(`${address}: says that it is written in "${language}"`);
  const text = await page.locator("body").innerText();
  for (const sign of ["undefined", "NaN", "{{", "}}", "[object"]) {
    if (text.includes(sign)) found.push(`${address}: shows "${sign}"`);
  }
  const raw = text.match(/\[[a-z]+(-[a-z0-9]+)+\]/);
  if (raw) found.push(`${address}: has no words for ${raw[0]}`);
  found.push(...(await checkers.axe(page, address)), ...(await checkers.codeSniffer(page, address)));
  // Contrast once more on the dark look, for those whose system asks for it; it is the same in both languages.
  if (language === "de" && counted.get(kind(address)) === 1) {
    await page.emulateMedia({ colorScheme: "dark" });
    found.push(...(await checkers.axe(page, `${address} (dark)`)));
    await page.screenshot({ path: path.join(screenshots, `${file}-dark.png`), fullPage: true });
    await page.emulateMedia({ colorScheme: "light" });
  }
  return found;
}

for (const [address, html] of texts) findings.push(...(await checkers.htmlValidate(html, address)));
findings.push(...(await checkers.nu(texts, out)));
const unseen = [...linked].filter(([target]) => !texts.has(target));
await Promise.all([1, 2, 3, 4].map(follow));
/// Takes links from the pile until it is empty.
async function follow() {
  for (let link = unseen.pop(); link !== undefined; link = unseen.pop()) {
    const [target, from] = link;
    const response = await context.request.get(origin + target, { maxRedirects: 3 });
    if (response.status() >= 400) findings.push(`${from}: the link to ${target} leads to status ${response.status()}`);
  }
}
for (const shape of EXPECTED) if (!counted.has(shape)) findings.push(`no page of the kind ${shape} can be reached by links`);
// Pages that are meant to be missing answer 404; everything else that the browser complained about counts.
findings.push(...complaints().filter((line) => !MISSING.test(line)));
await browser.close();

console.log(`${texts.size} pages of ${counted.size} kinds, ${linked.size} links; screenshots in ${screenshots}`);
for (const finding of new Set(findings)) console.error(finding);
process.exitCode = findings.length > 0 ? 1 : 0;
