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

/// Tabs to a link and follows it; `wish` is for the message.
export async function follow(page, wish, isWished) {
  await page.evaluate(() => document.activeElement?.blur());
  const link = await tabTo(page, wish, (element) => element.tag === "a" && element.href !== null && isWished(element));
  const target = new URL(link.href, page.url());
  await Promise.all([page.waitForURL((url) => url.pathname + url.search === target.pathname + target.search), page.keyboard.press("Enter")]);
  return link;
}
