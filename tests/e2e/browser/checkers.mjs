// Four independent checkers, because each finds what the others miss: axe and HTML_CodeSniffer look at the living page,
// html-validate and the Nu checker of the W3C at its text. Each finding becomes one line: page, checker, rule, place.

import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";

const require = createRequire(import.meta.url);
const here = path.dirname(fileURLToPath(import.meta.url));
const axeSource = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const codeSnifferSource = await readFile(require.resolve("html_codesniffer/build/HTMLCS.js"), "utf8");
const validator = new HtmlValidate(new FileSystemConfigLoader());

/// Accessibility by axe, its good practices included. The page's context must bypass the content security policy.
export async function axe(page, name) {
  return run(page, name, { resultTypes: ["violations"] });
}

/// Only whether text stands out from its ground, for a page that was looked at in other colours before.
export async function contrast(page, name) {
  return run(page, name, { resultTypes: ["violations"], runOnly: { type: "rule", values: ["color-contrast"] } });
}

async function run(page, name, options) {
  if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ content: axeSource });
  const result = await page.evaluate((options) => window.axe.run(document, options), options);
  return result.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${name}: axe ${violation.id}: ${violation.help}: ${node.target.join(" ")} ${node.html.slice(0, 160)}`),
  );
}

/// WCAG 2 AA by HTML_CodeSniffer: its errors; warnings and notices are questions to a person.
export async function codeSniffer(page, name) {
  if (!(await page.evaluate(() => "HTMLCS" in window))) await page.addScriptTag({ content: codeSnifferSource });
  const errors = await page.evaluate(
    () =>
      new Promise((resolve) => {
        window.HTMLCS.process("WCAG2AA", document, () => {
          const errors = window.HTMLCS.getMessages().filter((message) => message.type === window.HTMLCS.ERROR);
          resolve(errors.map((message) => `${message.code}: ${message.msg} ${message.element.outerHTML?.slice(0, 160) ?? ""}`));
        });
      }),
  );
  return errors.map((error) => `${name}: HTML_CodeSniffer ${error}`);
}

/// Markup by html-validate, with the rules in .htmlvalidate.json beside this file: the recommended ones, except that a title
/// may name page, home and product in full (the 70 characters are what a search engine shows), that blanks at the end of a
/// line are no fault of markup, that boxes of one list share their name, and that files of our own server need no checksum.
export async function htmlValidate(html, name) {
  const report = await validator.validateString(html, path.join(here, "page.html"));
  return report.results.flatMap((result) =>
    result.messages.map((message) => `${name}: html-validate ${message.ruleId}: ${message.message} (line ${message.line})`),
  );
}

/// Markup by the Nu checker, all pages in one start of Java. `pages` maps the name of a page to its text.
export async function nu(pages, folder) {
  const names = new Map();
  let number = 0;
  for (const [name, html] of pages) {
    const file = path.join(folder, `page-${String(++number).padStart(3, "0")}.html`);
    await writeFile(file, html);
    names.set(file, name);
  }
  const jar = require.resolve("vnu-jar/build/dist/vnu.jar");
  // It ends with 1 when it has findings, and says them on standard error either way.
  const said = await promisify(execFile)("java", ["-Xss4m", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", ...names.keys()], {
    maxBuffer: 256 << 20,
  });
  return JSON.parse(said.stdout).messages.map((message) => {
    const name = names.get(message.url.replace(/^file:/, "")) ?? message.url;
    return `${name}: Nu ${message.subType ?? message.type}: ${message.message} (line ${message.lastLine}: ${(message.extract ?? "").trim().slice(0, 120)})`;
  });
}

/// Nothing may reach beyond the window's edge: names the widest element.
export async function overflow(page, name) {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return null;
    const reach = (element) => element.getBoundingClientRect().right;
    const beyond = [...document.body.querySelectorAll("*")].filter((element) => reach(element) > width + 0.5);
    const widest = beyond.sort((a, b) => reach(b) - reach(a))[0];
    return `${document.documentElement.scrollWidth} of ${width} px: ${widest?.outerHTML.slice(0, 160) ?? ""}`;
  });
  return wide === null ? [] : [`${name}: wider than the window at ${page.viewportSize().width} px: ${wide}`];
}
