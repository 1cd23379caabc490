// Debian's Chromium, headless, for the pages tests. Every context watches that no request leaves the server under test and
// that no page complains; both end the test. Playwright only drives; its own browser is never fetched.

import { existsSync } from "node:fs";
import { chromium } from "playwright-core";

const executablePath = process.env.LOTSE_TEST_CHROMIUM ?? "/usr/bin/chromium";

export async function launch() {
  if (!existsSync(executablePath)) {
    throw new Error(`${executablePath} is missing; install Debian's package chromium or set LOTSE_TEST_CHROMIUM`);
  }
  const args = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
  ];
  // Chromium refuses its sandbox to root, as whom containers run tests.
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  return chromium.launch({ executablePath, headless: true, args });
}

/// A context that collects what must not happen. `complaints()` gives it, empty when all is well.
export async function guarded(browser, origin, options = {}) {
  const context = await browser.newContext({ locale: "de-DE", ...options });
  const seen = [];
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol !== "data:") seen.push(`a request left the server: ${request.url()}`);
  });
  context.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    // A navigation that replaces another one aborts it; that is no fault of the page.
    if (reason !== "net::ERR_ABORTED") seen.push(`a request failed: ${request.url()} (${reason})`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400 && response.request().resourceType() !== "document") {
      seen.push(`${response.status()} for ${response.url()}`);
    }
  });
  context.on("weberror", (error) => seen.push(`a script failed: ${error.error()}`));
  context.on("console", (message) => {
    // A document that is meant to be missing is also noted on the console; documents are judged by their own tests.
    const about = message.location()?.url ?? "";
    const isDocument = about === message.page()?.url();
    if (message.type() === "error" && !isDocument) seen.push(`the console says: ${message.text()} (${about})`);
  });
  return { context, complaints: () => seen };
}
