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
import { follow, stepTo, tabTo } from "./keyboard.mjs";

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

/// A picture of the whole page. It proves nothing and is there for people; a browser that is busy may refuse one, and is asked again.
async function picture(name) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await page.screenshot({ path: path.join(out, `${name}.png`), fullPage: true });
    } catch (error) {
      if (attempt === 3) throw error;
      await page.waitForTimeout(500 * attempt);
    }
  }
}

/// Notes where the walk is, with a picture, and lets the checkers look.
async function arrived(name, address) {
  station += 1;
  const here = new URL(page.url()).pathname;
  assert.match(here, address, `${name}: another page came: ${(await page.locator("main").innerText()).slice(0, 800)}`);
  const file = `${String(station).padStart(2, "0")}-${name}`;
  if (!checked) {
    await picture(file);
    return;
  }
  for (const width of [320, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    findings.push(...(await checkers.overflow(page, name)));
    if (width !== 768) await picture(`${file}-${width}`);
  }
  findings.push(...(await checkers.axe(page, name)), ...(await checkers.codeSniffer(page, name)));
  await page.emulateMedia({ colorScheme: "dark" });
  findings.push(...(await checkers.contrast(page, `${name} (dark)`)));
  await page.emulateMedia({ colorScheme: "light" });
  const raw = (await page.locator("body").innerText()).match(/\[[a-z]+(-[a-z0-9]+)+\]|undefined|NaN|\{\{/);
  if (raw) findings.push(`${name}: shows ${raw[0]}`);
  // Asked for once more, because the checkers have written into the page.
  texts.set(name, await (await context.request.get(page.url())).text());
}

/// Goes to what is wished for: by keyboard from the top of the page, or with scripts at once.
async function reach(wish, isWished) {
  if (checked) return stepTo(page, wish, isWished);
  await page.evaluate(() => document.activeElement?.blur());
  return tabTo(page, wish, isWished);
}

/// Follows a link.
async function go(wish, isWished) {
  n_actions += 1;
  await follow(page, wish, isWished, reach);
}

/// Types into a field, in place of what stands there.
async function type(wish, isWished, value) {
  n_actions += 1;
  await reach(wish, isWished);
  await page.keyboard.type(value);
}

/// Presses a button and waits for the next page.
async function press(wish, isWished) {
  n_actions += 1;
  await reach(wish, (element) => element.tag === "button" && isWished(element));
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
  await reach("the field for files", (element) => element.tag === "input" && element.name === "files");
  await page.setInputFiles("#files", file);
}

/// Chooses from a list: by the arrow keys, or with scripts at once. Letters would do too, but only as fast as the page listens.
async function pick(wish, name, entry) {
  n_actions += 1;
  await reach(wish, (element) => element.tag === "select" && element.name === name);
  const list = page.locator(`select[name="${name}"]`);
  const entries = (await list.locator("option").allInnerTexts()).map((text) => plain(text).trim());
  const to = entries.indexOf(entry);
  assert.ok(0 <= to, `${wish}: ${entry} is not in the list: ${entries.join(", ")}`);
  if (checked) return list.selectOption({ index: to });
  const from = await list.evaluate((element) => element.selectedIndex);
  for (let n = from; n !== to; n += Math.sign(to - from)) await page.keyboard.press(from < to ? "ArrowDown" : "ArrowUp");
  assert.equal(await list.evaluate((element) => element.selectedIndex), to, `${wish}: another entry was chosen`);
}

async function said() {
  return plain(await page.locator("main").innerText());
}

/// Without the marks that keep names and numbers apart from the direction of the text around them; every blank as a plain one.
function plain(text) {
  return text.replaceAll(/[\u2068\u2069]/g, "").replaceAll(/[\u00a0\u202f]/g, " ");
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
  const slug = new URL(page.url()).pathname.split("/").at(-1);
  assert.ok((await said()).includes(value), `the page of the municipality does not show ${value}`);

  await go("read in more", (one) => one.href === "/de/desk/upload");
  await arrived("einlesen-2", /^\/de\/desk\/upload$/);
  await choose(given.table);
  await press("start the trial run", (element) => element.text === "Probelauf starten");
  await whenRead();
  await arrived("probelauf-tabelle", /^\/de\/desk\/uploads\/[0-9a-f]+$/);
  assert.match(await said(), /6 Werte können übernommen werden/, "numbers of sheets look like values until a person says otherwise");
  assert.match(await said(), /Kartenblatt/, "what the first values are is not shown");
  await pick("the meaning of the numbers of sheets", "column-1", "nicht verwenden");
  await pick("who may see the values", "visibility", "alle, sobald sie übernommen sind");
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

  // What the municipality counts itself, by its own words, with a mistake on the way.
  await go("the desk", (one) => one.href === "/de/desk");
  await go("own figures", (one) => one.inMain && one.href === "/de/desk/own");
  await arrived("eigene-zahlen", /^\/de\/desk\/own$/);
  await go("a new indicator", (one) => one.inMain && one.href === `/de/desk/own/${slug}/indicators/new`);
  await arrived("eigener-indikator", /\/indicators\/new$/);
  await type("its title", (element) => element.name === "title", "Fahrradbügel am Bahnhof");
  await pick("what is counted", "counts", "Dinge, Geld, Flächen");
  await type("its goals", (element) => element.name === "goals", "11.2");
  await pick("who may see it", "visibility", "öffentlich");
  await press("save it", (element) => element.text === "Speichern");
  await arrived("eigener-indikator-gespeichert", /\/indicators\/[a-z0-9.-]+fahrrad[a-z0-9-]*$/);
  assert.match(await said(), /Gespeichert/);

  await go("enter values", (one) => one.inMain && /\/values\//.test(one.href));
  await arrived("eigene-werte", /\/values\//);
  await type("a year", (element) => element.name === "period-0", "2025");
  await type("half a thing", (element) => element.name === "value-0", "48,5");
  await press("save the values", (element) => element.text === "Werte speichern");
  await arrived("eigene-werte-mit-fehler", /\/values\//);
  assert.match(await said(), /„48,5“ ist keine ganze Zahl/);
  await type("the value", (element) => element.name === "value-0", "48");
  await pick("who sees the values", "release", "freigegeben, alle sehen sie");
  await press("save the values", (element) => element.text === "Werte speichern");
  await arrived("eigene-werte-gespeichert", /\/values\//);
  assert.match(await said(), /Was schon eingetragen ist[\s\S]*2025\s+48\s+freigegeben/);

  await go("the page of the indicator", (one) => one.inMain && one.text === "Seite des Indikators");
  await arrived("seite-des-eigenen-indikators", /^\/de\/[a-z-]+\/indicators\//);
  assert.match(await said(), /48/);
  await go("the desk", (one) => one.href === "/de/desk");
  await go("own figures", (one) => one.inMain && one.href === "/de/desk/own");
  await go("a target", (one) => one.inMain && one.href.includes(`/own/${slug}/targets/new?`) && one.text === "Zielwert festhalten");
  await arrived("zielwert", /\/targets\/new$/);
  await type("the value to reach", (element) => element.name === "value", "120");
  await type("by when", (element) => element.name === "by", "2030");
  await type("who decided", (element) => element.name === "body", "Gemeinderat");
  await type("the day of the decision", (element) => element.name === "decided_on", "12.3.2026");
  await pick("who may see the target", "visibility", "öffentlich");
  await press("save the target", (element) => element.text === "Speichern");
  await arrived("zielwert-gespeichert", /\/targets\/[0-9a-f-]+$/);
  assert.match(await said(), /Gespeichert/);
  await go("all targets", (one) => one.inMain && one.text === "Alle Zielwerte");
  await arrived("zielwerte", /^\/de\/[a-z-]+\/targets$/);
  assert.match(await said(), /Fahrradbügel am Bahnhof/);
  assert.match(await said(), /mindestens 120 /);
  assert.match(await said(), /Gemeinderat, 12\. März 2026/);
  await go("its indicator", (one) => one.inMain && one.text === "Fahrradbügel am Bahnhof");
  await go("the goal", (one) => one.inMain && /\/goals\/11/.test(one.href));
  await arrived("seite-des-ziels", /^\/de\/[a-z-]+\/goals\/11$/);
  assert.match(await said(), /Fahrradbügel am Bahnhof/);

  // The way of the demo goes on to own fields of action; nothing about them depends on how the installation began.
  if (given["has-home"]) {
    await go("the desk", (one) => one.href === "/de/desk");
    await go("fields of action", (one) => one.inMain && one.href === "/de/desk/goals");
    await arrived("handlungsfelder-und-ziele", /^\/de\/desk\/goals$/);
    await go("begin", (one) => one.inMain && new RegExp(`/${slug}/new$`).test(one.href));
    await arrived("handlungsfelder-anlegen", /\/new$/);
    await type("the fields", (element) => element.name === "fields", "Klima und Energie\nMobilität");
    await press("set them up without a source", (element) => element.text === "Anlegen");
    await arrived("handlungsfelder-mit-fehler", /\/new$/);
    assert.match(await said(), /Es fehlt, wer die Handlungsfelder festgelegt hat/);
    await type("who has set them", (element) => element.name === "source", "Ratsbeschluss vom 3. Februar 2026");
    await press("set them up", (element) => element.text === "Anlegen");
    await arrived("handlungsfelder", /\/fields\/[a-z0-9-]+$/);
    assert.match(await said(), /H2 Mobilität[\s\S]*2 von 2 Handlungsfeldern haben noch keinen Indikator/);
    await go("the second field", (one) => one.inMain && /\/field\/H2$/.test(one.href));
    await arrived("handlungsfeld", /\/field\/H2$/);
    await go("its indicators", (one) => one.inMain && /\/field\/H2\/indicators$/.test(one.href));
    await arrived("indikatoren-des-handlungsfelds", /\/indicators$/);
    await pick("the own indicator", "indicator", "Fahrradbügel am Bahnhof");
    await press("link it", (element) => element.text === "Zuordnen");
    await arrived("indikatoren-zugeordnet", /\/indicators$/);
    assert.match(await said(), /ein Indikator zugeordnet[\s\S]*Fahrradbügel am Bahnhof/);
    await go("the overview", (one) => one.href === "/de/desk/goals");
    await go("what is our task", (one) => one.inMain && new RegExp(`/${slug}/relevance/sdg-2015$`).test(one.href));
    await arrived("unsere-aufgabe", /\/relevance\/sdg-2015$/);
    await go("goal 14", (one) => one.inMain && /\/relevance\/sdg-2015\/14$/.test(one.href));
    await arrived("unsere-aufgabe-14", /\/relevance\/sdg-2015\/14$/);
    await pick("the result", "result-0", "Nicht unsere Aufgabe");
    await type("the reason", (element) => element.name === "reason-0", `${place} liegt nicht am Meer`);
    await press("save it", (element) => element.text === "Speichern");
    assert.match(await said(), /Gespeichert/);
    await page.goto(`${origin}/de/${slug}/goals?framework=${slug}-${new Date().getFullYear()}`);
    await arrived("ziele-nach-handlungsfeldern", /\/goals$/);
    assert.match(await said(), /H2 Mobilität[\s\S]*ein Indikator mit eigenen Werten[\s\S]*kommen in keinem Handlungsfeld vor/);
    await go("the desk", (one) => one.href === "/de/desk");
  }

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
  // What went wrong is told even when the browser itself is gone.
  await page.screenshot({ path: path.join(out, "failed.png"), fullPage: true }).catch(() => {});
  for (const finding of new Set(findings)) console.error(finding);
  throw error;
} finally {
  await browser.close();
}
