// The way from nothing to a first true statement about a town, through the pages of the desk: by keyboard and without scripts, or
// with scripts and every page through the checkers. Counts what a person does and how long the program takes.
//
//   node desk.mjs --link http://127.0.0.1:40000/desk/enter/… --out FOLDER --place Havixbeck --key 05558020 --inkar FILE --table FILE
//     [--checked] [--has-home]

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import * as checkers from "./checkers.mjs";
import { guarded, launch } from "./chromium.mjs";
import { follow, tabTo } from "./keyboard.mjs";

const text = { type: "string" };
const flag = { type: "boolean", default: false };
const { values: given } = parseArgs({
  options: { link: text, out: text, place: text, key: text, inkar: text, table: text, checked: flag, "has-home": flag },
});
const { link, out, place, key, checked } = given;
const origin = new URL(link).origin;
await mkdir(out, { recursive: true });
const browser = await launch();
const options = { javaScriptEnabled: checked, bypassCSP: checked, viewport: { width: 1440, height: 900 } };
const { context, complaints } = await guarded(browser, origin, options);
const page = await context.newPage();
const began = performance.now();
const findings = [];
const texts = new Map();
let n_actions = 0;
let station = 0;

/// Notes where the walk is, with a picture, and lets the checkers look.
async function arrived(name, address) {
  station += 1;
  const here = new URL(page.url()).pathname;
  assert.match(here, address, `${name}: another page came: ${(await page.locator("main").innerText()).slice(0, 800)}`);
  const file = `${String(station).padStart(2, "0")}-${name}`;
  if (!checked) {
    await page.screenshot({ path: path.join(out, `${file}.png`), fullPage: true });
    return;
  }
  for (const width of [320, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    findings.push(...(await checkers.overflow(page, name)));
    await page.screenshot({ path: path.join(out, `${file}-${width}.png`), fullPage: true });
  }
  findings.push(...(await checkers.axe(page, name)), ...(await checkers.codeSniffer(page, name)));
  await page.emulateMedia({ colorScheme: "dark" });
  findings.push(...(await checkers.axe(page, `${name} (dark)`)));
  await page.screenshot({ path: path.join(out, `${file}-dark.png`), fullPage: true });
  await page.emulateMedia({ colorScheme: "light" });
  const raw = (await page.locator("body").innerText()).match(/\[[a-z]+(-[a-z0-9]+)+\]|undefined|NaN|\{\{/);
  if (raw) findings.push(`${name}: shows ${raw[0]}`);
  // Asked for once more, because the checkers have written into the page.
  texts.set(name, await (await context.request.get(page.url())).text());
}

/// Follows a link, by keyboard.
async function go(wish, isWished) {
  n_actions += 1;
  await follow(page, wish, isWished);
}

/// Types into a field that has the focus next.
async function type(wish, isWished, value) {
  n_actions += 1;
  await page.evaluate(() => document.activeElement?.blur());
  await tabTo(page, wish, isWished);
  await page.keyboard.type(value);
}

/// Presses a button, by keyboard, and waits for the next page.
async function press(wish, isWished) {
  n_actions += 1;
  await page.evaluate(() => document.activeElement?.blur());
  await tabTo(page, wish, (element) => element.tag === "button" && isWished(element));
  await Promise.all([page.waitForEvent("framenavigated"), page.keyboard.press("Enter")]);
  await page.waitForLoadState("load");
}

/// Waits while the page says that a file is being read; it loads itself again.
async function whenRead() {
  const isReading = async () => /wird gelesen$/.test(await page.locator("h1").innerText().catch(() => "wird gelesen"));
  for (let n = 0; n < 120 && (await isReading()); n++) await page.waitForTimeout(500);
  await page.waitForLoadState("load");
}

/// Chooses a file; the window of the system in which a person does that cannot be steered.
async function choose(file) {
  n_actions += 1;
  await tabTo(page, "the field for files", (element) => element.tag === "input" && element.name === "files");
  await page.setInputFiles("#files", file);
}

async function said() {
  return plain(await page.locator("main").innerText());
}

/// Without the marks that keep names and numbers apart from the direction of the text around them.
function plain(text) {
  return text.replaceAll(/[\u2068\u2069]/g, "");
}

try {
  await page.goto(link);
  await page.waitForURL(`${origin}/de/desk`);
  await arrived("schreibtisch", /^\/de\/desk$/);
  if (!given["has-home"]) {
    await type("the search for the municipality", (element) => element.name === "q" && element.inMain, place);
    n_actions += 1;
    await Promise.all([page.waitForURL(/homes\?q=/), page.keyboard.press("Enter")]);
    await arrived("gemeinde-waehlen", /^\/de\/desk\/homes$/);
    await press(`choose ${place}`, (element) => element.html.includes(`aria-label="${place}`));
    await arrived("schreibtisch-mit-gemeinde", /^\/de\/desk$/);
  }

  await go("read in figures", (one) => one.inMain && one.href === "/de/desk/upload");
  await arrived("einlesen", /^\/de\/desk\/upload$/);
  await choose(given.inkar);
  await press("start the trial run", (element) => element.text === "Probelauf starten");
  await whenRead();
  await arrived("probelauf-inkar", /^\/de\/desk\/uploads\/[0-9a-f]+$/);
  assert.match(await said(), /Werte können übernommen werden/);
  await press("take the figures", (element) => /übernehmen$/.test(element.text));
  await whenRead();
  await arrived("bericht-inkar", /^\/de\/desk\/deliveries\/\d+$/);
  assert.match(await said(), new RegExp(`Das sagen die neuen Zahlen über ${place}`));
  const seconds = (performance.now() - began) / 1000;
  const n_first = n_actions;
  const ofPlace = page.locator("section", { has: page.getByRole("heading", { name: place }) });
  const value = (await ofPlace.locator(".key-figure-value").first().innerText()).split(/\s/)[0];

  await go(`the page of ${place}`, (one) => one.inMain && plain(one.text) === `Zur Seite von ${place}`);
  await arrived("gemeindeseite", /^\/de\/[a-z-]+$/);
  assert.ok((await said()).includes(value), `the page of the municipality does not show ${value}`);

  await go("read in more", (one) => one.href === "/de/desk/upload");
  await arrived("einlesen-2", /^\/de\/desk\/upload$/);
  await choose(given.table);
  await press("start the trial run", (element) => element.text === "Probelauf starten");
  await whenRead();
  await arrived("probelauf-tabelle", /^\/de\/desk\/uploads\/[0-9a-f]+$/);
  assert.match(await said(), /6 Werte können übernommen werden/, "numbers of lines look like values until a person says otherwise");
  assert.match(await said(), /lfd\. Nr\./, "what the first values are is not shown");
  await type("the meaning of the numbers of lines", (element) => element.name === "column-1", "nicht verwenden");
  await press("try again", (element) => element.text === "Noch einmal probieren");
  await whenRead();
  await arrived("probelauf-zugeordnet", /^\/de\/desk\/uploads\/[0-9a-f]+$/);
  assert.match(await said(), /3 Werte können übernommen werden/);
  await type("where the figures come from", (element) => element.name === "source_note", `Gemeinde ${place}`);
  await press("take the figures", (element) => /übernehmen$/.test(element.text));
  await whenRead();
  await arrived("bericht-tabelle", /^\/de\/desk\/deliveries\/\d+$/);
  assert.match(await said(), new RegExp(`Das sagen die neuen Zahlen über ${place}`));

  await go("undo", (one) => /\/undo$/.test(one.href));
  await arrived("ruecknahme", /\/undo$/);
  await type("the reason", (element) => element.name === "reason", "Nur zur Probe eingelesen");
  await press("undo", (element) => element.text === "Rückgängig machen");
  await arrived("zurueckgenommen", /^\/de\/deliveries\/\d+$/);
  assert.match(await said(), /zählt nicht mehr[\s\S]*Nur zur Probe eingelesen/);

  await go("close the desk", (one) => one.href === "/de/desk/close");
  await arrived("schliessen", /^\/de\/desk\/close$/);
  await press("close the desk", (element) => element.text === "Schreibtisch schließen");
  assert.match(await said(), /Lotse ist beendet/);

  for (const [name, html] of texts) findings.push(...(await checkers.htmlValidate(html, name)));
  if (checked) findings.push(...(await checkers.nu(texts, out)));
  findings.push(...complaints());
  console.log(`first true statement after ${n_first} actions and ${seconds.toFixed(1)} s: ${value}; ${n_actions} actions in all; pictures in ${out}`);
  for (const finding of new Set(findings)) console.error(finding);
  process.exitCode = findings.length > 0 ? 1 : 0;
} catch (error) {
  await page.screenshot({ path: path.join(out, "failed.png"), fullPage: true });
  for (const finding of new Set(findings)) console.error(finding);
  throw error;
} finally {
  await browser.close();
}
