// Do the checkers check? A page with planted faults must be found by each of them, a clean page by none.

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import * as checkers from "./checkers.mjs";
import { guarded, launch } from "./chromium.mjs";

const clean = `<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sauber</title>
<link rel="icon" href="data:,">
</head>
<body>
<main>
<h1>Sauber</h1>
<p>Ein Satz.</p>
</main>
</body>
</html>
`;
const faulty = clean
  .replace("<p>Ein Satz.</p>", '<img src="/bild.png"><p style="width:900px">Breit</p><a href="/x"></a><div id="a"></div><div id="a"></div><p><div></div></p>')
  .replace("</body>", '<script src="https://example.org/fremd.js"></script></body>');

const server = createServer((request, response) => {
  const found = { "/sauber": clean, "/fehler": faulty }[request.url];
  // The policy that our own pages have: the checkers must get past it.
  response.writeHead(found ? 200 : 404, { "content-type": "text/html", "content-security-policy": "default-src 'self'" });
  response.end(found ?? "");
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}`;
const folder = await mkdtemp(path.join(os.tmpdir(), "lotse-selfcheck-"));
const browser = await launch();
try {
  for (const [address, expected] of [["/sauber", false], ["/fehler", true]]) {
    const { context, complaints } = await guarded(browser, origin, { bypassCSP: true, viewport: { width: 320, height: 700 } });
    const page = await context.newPage();
    await page.goto(origin + address);
    const html = address === "/sauber" ? clean : faulty;
    const findings = {
      axe: await checkers.axe(page, address),
      codeSniffer: await checkers.codeSniffer(page, address),
      htmlValidate: await checkers.htmlValidate(html, address),
      nu: await checkers.nu(new Map([[address, html]]), folder),
      overflow: await checkers.overflow(page, address),
      guard: complaints(),
    };
    for (const [checker, found] of Object.entries(findings)) {
      assert.equal(found.length > 0, expected, `${checker} on ${address}: ${JSON.stringify(found, null, 1)}`);
    }
    await context.close();
  }
} finally {
  await browser.close();
  server.close();
  await rm(folder, { recursive: true });
}
console.log("all checkers find the planted faults and nothing else");
