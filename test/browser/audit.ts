import type { Page } from "playwright-core";

/** WCAG 2.2 AA: 1.4.3 contrast of text (large: 24 px, or 18.66 px bold), 2.5.8 target size. */
const RATIO = 4.5;
const LARGE_RATIO = 3;
const TARGET_PX = 24;

/** What is wrong with the page as it stands, a sentence each; computed from what the browser really drew and tells readers aloud. */
export async function audit(page: Page): Promise<readonly string[]> {
  return [...(await page.evaluate(look, { RATIO, LARGE_RATIO, TARGET_PX })), ...(await nameless(page))];
}

/** Controls, pictures and regions that the browser's own accessibility tree has no name for. */
async function nameless(page: Page): Promise<readonly string[]> {
  const NAMED =
    /^(?:button|link|textbox|combobox|radio|checkbox|option|dialog|alertdialog|region|navigation|complementary|image|log|listbox|spinbutton|progressbar|Date|Month)$/;
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  return nodes
    .filter((node) => !node.ignored && NAMED.test(String(node.role?.value)) && String(node.name?.value ?? "").trim() === "")
    .map((node) => `a ${String(node.role?.value)} has no name`);
}

/** Runs in the page, so it may name nothing from outside. */
function look({ RATIO, LARGE_RATIO, TARGET_PX }: { RATIO: number; LARGE_RATIO: number; TARGET_PX: number }): string[] {
  type Colour = readonly [r: number, g: number, b: number, a: number];
  const wrong = new Set<string>();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (pen === null) throw new Error("no canvas");
  /** Any CSS colour as the screen has it. */
  const colour = (css: string): Colour => {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = css;
    pen.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (i: 0 | 1 | 2): number => top[i] * top[3] + below[i] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const luminance = ([r, g, b]: Colour): number => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * (x ?? 0) + 0.7152 * (y ?? 0) + 0.0722 * (z ?? 0);
  };
  const contrast = (a: Colour, b: Colour): number => {
    const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
    return (light + 0.05) / (dark + 0.05);
  };
  const dark =
    getComputedStyle(document.documentElement).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches;
  const paper: Colour = dark ? [18, 18, 18, 1] : [255, 255, 255, 1];
  const behind = (element: Element): Colour => {
    const layers: Colour[] = [];
    for (let at: Element | null = element; at !== null; at = at.parentElement) {
      const layer = colour(getComputedStyle(at).backgroundColor);
      if (layer[3] > 0) layers.push(layer);
      if (layer[3] === 1) break;
    }
    return layers.reduceRight((below, layer) => over(layer, below), paper);
  };
  const shown = (element: Element): boolean => {
    const { width, height } = element.getBoundingClientRect();
    return (
      width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })
    );
  };
  const nameOf = (element: Element): string =>
    `${element.tagName.toLowerCase()}${element.className === "" ? "" : `.${String(element.className).split(" ")[0]}`} "${(element.textContent ?? "").trim().slice(0, 24)}"`;
  const readable = (element: Element, css: string, what: string): void => {
    const style = getComputedStyle(element);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const below = behind(element);
    const ratio = contrast(over(colour(css), below), below);
    if (ratio < (large ? LARGE_RATIO : RATIO)) wrong.add(`${what} has a contrast of ${ratio.toFixed(2)}`);
  };

  const dialog = document.querySelector("dialog[open]");
  const walker = document.createTreeWalker(dialog ?? document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    if (element === null || (node.textContent ?? "").trim() === "" || element.closest("script, noscript, option") !== null) continue;
    // What cannot be used at the moment need not be readable at a glance (WCAG 1.4.3, inactive components).
    if (!shown(element) || element.closest("button:disabled") !== null) continue;
    readable(element, getComputedStyle(element).color, nameOf(element));
  }
  for (const box of document.querySelectorAll("textarea, input[type=text]"))
    if (shown(box) && (box as HTMLInputElement).value === "") readable(box, getComputedStyle(box, "::placeholder").color, "a placeholder");

  for (const control of (dialog ?? document).querySelectorAll(
    "button, a[href], input:not([hidden]), select, textarea, summary, [role=option]",
  )) {
    if (!shown(control) && !control.matches("input[type=radio]")) continue;
    const { width, height } = control.getBoundingClientRect();
    if (control.checkVisibility({ visibilityProperty: true }) && (width < TARGET_PX || height < TARGET_PX))
      wrong.add(`${nameOf(control)} is ${Math.round(width)} × ${Math.round(height)} px, too small for a finger`);
  }

  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((h) => shown(h) && h.closest("dialog") === null);
  const first = headings.filter((h) => h.tagName === "H1");
  if (first.length !== 1) wrong.add(`${first.length} first headings instead of one`);
  let level = 0;
  for (const heading of headings.filter((h) => h.closest(".main, .thread") !== null)) {
    const next = Number(heading.tagName.slice(1));
    if (level > 0 && next > level + 1) wrong.add(`heading ${nameOf(heading)} follows one of level ${level}`);
    level = next;
  }
  if (document.querySelectorAll("main").length !== 1) wrong.add("not exactly one main landmark");
  if (document.querySelector("nav") === null) wrong.add("no navigation landmark");
  const language = document.querySelector<HTMLInputElement>("input[name=language]:checked")?.value === "zh" ? "zh-CN" : "en";
  if (document.documentElement.lang !== language)
    wrong.add(`the page says that it is ${document.documentElement.lang} and speaks ${language}`);
  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  for (const id of ids.filter((one, i) => ids.indexOf(one) !== i)) wrong.add(`two elements have the id ${id}`);
  for (const attribute of ["aria-controls", "aria-labelledby", "aria-describedby", "aria-activedescendant", "for"])
    for (const element of document.querySelectorAll(`[${attribute}]`))
      for (const id of (element.getAttribute(attribute) ?? "").split(" "))
        if (document.getElementById(id) === null) wrong.add(`${attribute}="${id}" names nothing`);

  if (document.documentElement.scrollWidth > innerWidth)
    wrong.add(`the page is ${document.documentElement.scrollWidth} px wide in ${innerWidth}`);
  for (const box of document.querySelectorAll(".scroll"))
    if (box.scrollWidth > box.clientWidth) wrong.add(`${nameOf(box)} scrolls sideways by ${box.scrollWidth - box.clientWidth} px`);
  for (const tile of document.querySelectorAll(".fact .value"))
    if (tile.scrollWidth > tile.clientWidth + 1) wrong.add(`figure ${nameOf(tile)} is cut off`);
  return [...wrong];
}

/** Goes through the page with Tab: what it came by, and every control on which nobody could see that the focus is there. */
export async function focusTour(
  page: Page,
  steps: number,
): Promise<{ readonly reached: ReadonlySet<string>; readonly unseen: readonly string[] }> {
  const reached = new Set<string>();
  const unseen: string[] = [];
  for (let i = 0; i < steps; i += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate(() => {
      const here = document.activeElement;
      // Past the end of the page.
      if (here === null || here === document.body) return null;
      const signature = (): string => {
        const places = [here, here.parentElement, here.parentElement?.parentElement].filter((e) => e != null);
        return places
          .map((e) => ((s) => `${s.outlineStyle} ${s.outlineWidth} ${s.boxShadow} ${s.borderColor}`)(getComputedStyle(e)))
          .join("|");
      };
      const focused = signature();
      (here as HTMLElement).blur();
      const blurred = signature();
      (here as HTMLElement).focus();
      const name = `${here.tagName.toLowerCase()} "${here.getAttribute("aria-label") ?? here.textContent?.trim().slice(0, 24)}"`;
      return { name, seen: focused !== blurred };
    });
    if (found === null) continue;
    reached.add(found.name);
    if (!found.seen) unseen.push(found.name);
  }
  return { reached, unseen };
}
