// Walking by keyboard: Tab until the wished place has the focus, Enter to go. What cannot be reached or whose focus cannot be
// seen is a fault of the page.

/// What has the focus, as far as the walk wants to know it.
async function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const hasOutline = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
    const own = getComputedStyle(element);
    // A card may show the focus of its link as its own.
    const shown = [own, getComputedStyle(element, "::after")];
    for (let around = element.parentElement; around !== null; around = around.parentElement) shown.push(getComputedStyle(around));
    const box = element.getBoundingClientRect();
    return {
      tag: element.tagName.toLowerCase(),
      href: element.getAttribute("href"),
      name: element.getAttribute("name"),
      text: (element.innerText ?? "").trim(),
      inMain: element.closest("main") !== null,
      isSeen: box.width > 0 && box.height > 0 && (shown.some(hasOutline) || own.boxShadow !== "none"),
      html: element.outerHTML.slice(0, 160),
    };
  });
}

/// Tabs from the top of the page to the first element that is wished for.
export async function tabTo(page, wish, isWished) {
  for (let n = 0; n < 400; n++) {
    await page.keyboard.press("Tab");
    const element = await focused(page);
    if (element === null) continue;
    if (!element.isSeen) throw new Error(`${page.url()}: the focus cannot be seen on ${element.html}`);
    if (isWished(element)) return element;
  }
  throw new Error(`${page.url()}: ${wish} cannot be reached by keyboard`);
}

/// Puts the focus on the first element that is wished for, without walking there: for walks that are about something else.
export async function stepTo(page, wish, isWished) {
  const all = page.locator("a[href], button, input:not([type=hidden]), select, textarea");
  const elements = await all.evaluateAll((found) =>
    found.map((element) => ({
      tag: element.tagName.toLowerCase(),
      href: element.getAttribute("href"),
      name: element.getAttribute("name"),
      text: (element.innerText ?? "").trim(),
      inMain: element.closest("main") !== null,
      html: element.outerHTML.slice(0, 160),
      isShown: element.checkVisibility(),
    })),
  );
  const place = elements.findIndex((element) => element.isShown && isWished(element));
  if (place < 0) throw new Error(`${page.url()}: ${wish} is not on the page`);
  await all.nth(place).focus();
  if (elements[place].tag === "input") await all.nth(place).evaluate((field) => field.type === "text" && field.select());
  return elements[place];
}

async function fromTheTop(page, wish, isWished) {
  await page.evaluate(() => document.activeElement?.blur());
  return tabTo(page, wish, isWished);
}

/// Goes to a link and follows it; `wish` is for the message, `reach` another way to get there than by keyboard.
export async function follow(page, wish, isWished, reach) {
  const isLink = (element) => element.tag === "a" && element.href !== null && isWished(element);
  const link = reach ? await reach(wish, isLink) : await fromTheTop(page, wish, isLink);
  const target = new URL(link.href, page.url());
  await Promise.all([page.waitForURL((url) => url.pathname + url.search === target.pathname + target.search), page.keyboard.press("Enter")]);
  return link;
}
