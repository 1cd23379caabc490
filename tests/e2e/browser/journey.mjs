// A reader's walk, by keyboard and without scripts: from the start page to a municipality, to an indicator whose chart and
// table say the same, to the origin of one number, to the report of its delivery; then search, a territory, English.
//
//   node journey.mjs --origin http://127.0.0.1:8080 --out FOLDER

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { guarded, launch } from "./chromium.mjs";
import { follow, tabTo } from "./keyboard.mjs";

const { values: given } = parseArgs({ options: { origin: { type: "string" }, out: { type: "string" } } });
const { origin, out } = given;
await mkdir(out, { recursive: true });
const browser = await launch();
const { context, complaints } = await guarded(browser, origin, { javaScriptEnabled: false, viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
let station = 0;

/// Notes where the walk is, with a picture, and gives the heading.
async function arrived(name, address) {
  station += 1;
  assert.match(new URL(page.url()).pathname + new URL(page.url()).search, address, `${name}: another page came`);
  await page.screenshot({ path: path.join(out, `${station}-${name}.png`), fullPage: true });
  return (await page.locator("h1").innerText()).trim();
}

try {
  await page.goto(`${origin}/`);
  await arrived("start", /^\/de\/?$/);
  const first = await tabTo(page, "the skip link", () => true);
  assert.equal(first.href, "#main", "the first stop is not the link past the navigation");

  await follow(page, "Münster", (link) => link.href === "/de/muenster");
  assert.match(await arrived("muenster", /^\/de\/muenster$/), /Münster/);

  await follow(page, "the indicators of Münster", (link) => link.href === "/de/muenster/indicators");
  await arrived("indikatoren", /^\/de\/muenster\/indicators$/);

  await follow(page, "an indicator", (link) => link.inMain && /^\/de\/muenster\/indicators\/[^/?]+$/.test(link.href));
  const title = await arrived("indikator", /^\/de\/muenster\/indicators\/[^/]+$/);
  const values = await chartAndTable();

  const origins = /\/deliveries\/\d+\/cells\/\d+(\?|$)/;
  const number = await follow(page, "the origin of a number", (link) => link.inMain && origins.test(link.href));
  await arrived("herkunft", origins);
  const told = await page.locator("main").innerText();
  assert.ok([...values.values()].some((value) => told.includes(value)), `the origin shows none of the values of "${title}": ${told}`);
  for (const word of [/Datei/, /Zeile/, /Spalte/]) assert.match(told, word, "the origin does not say where the number stood");

  const delivery = new URL(number.href, origin).pathname.replace(/\/cells\/\d+$/, "");
  await follow(page, "the report of the delivery", (link) => link.href === delivery);
  await arrived("lieferbericht", /\/deliveries\/\d+$/);
  assert.match(await page.locator("main").innerText(), /dl-de\/by-2-0|Datenlizenz Deutschland/i, "the report does not name the licence");

  await page.evaluate(() => document.activeElement?.blur());
  await tabTo(page, "the search field", (element) => element.tag === "input" && element.name === "q");
  await page.keyboard.type("Havixbeck");
  await Promise.all([page.waitForURL(/search\?q=Havixbeck/), page.keyboard.press("Enter")]);
  await arrived("suche", /\/search\?q=Havixbeck$/);

  await follow(page, "Havixbeck among the results", (link) => link.inMain && /\/territories\/.*05558020$/.test(decodeURIComponent(link.href)));
  assert.match(await arrived("gebiet", /\/territories\//), /Havixbeck/);

  const german = new URL(page.url()).pathname;
  await follow(page, "the page in English", (link) => link.href === german.replace(/^\/de/, "/en"));
  assert.match(await arrived("english", /^\/en\/.*territories\//), /Havixbeck/);
  assert.equal(await page.getAttribute("html", "lang"), "en");

  assert.deepEqual(complaints(), []);
  console.log(`${station} stations; pictures in ${out}`);
} catch (error) {
  await page.screenshot({ path: path.join(out, "failed.png"), fullPage: true });
  throw error;
} finally {
  await browser.close();
}

/// Every marked value of the chart stands in the table beside it, with the same digits. Gives the values by period.
async function chartAndTable() {
  const hints = await page.locator("svg.chart-wide path > title").allTextContents();
  assert.ok(hints.length > 3, `the chart marks only ${hints.length} values`);
  const rows = await page.locator("main table tbody tr").evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.innerText.trim())),
  );
  const table = new Map(rows.map((cells) => [cells[0], cells]));
  const values = new Map();
  for (const hint of hints) {
    const told = hint.match(/(\d{4}[^:]*): ([-−]?[\d.]+(?:,\d+)?)/);
    assert.ok(told, `the mark "${hint}" names no period and value`);
    const [, period, value] = told;
    const cells = table.get(period.trim());
    assert.ok(cells, `the table has no row for ${period}`);
    assert.ok(cells.some((cell) => cell.split(/\s/)[0] === value), `chart says ${value} for ${period}, the table ${cells.join(" | ")}`);
    values.set(period.trim(), value);
  }
  return values;
}
