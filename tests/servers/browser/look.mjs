// Looks at pages with a real browser and says what is there, for tests that judge it:
//
//     node look.mjs FOLDER <PLAN
//
// FOLDER is what install-browser.sh made. PLAN is a JSON array of looks:
//
//     { url, width, height, scheme: light|dark, screenshot?, whole?, tabs?, renewed? }
//
// The answer is a JSON array of what was seen, in the same order. Nothing is judged here.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(process.argv[2]);
const { chromium } = createRequire(join(folder, 'package.json'))('playwright-core');
const plan = JSON.parse(readFileSync(0, 'utf8'));
const browser = await chromium.launch({
  executablePath: join(folder, 'chromium'),
  args: [
    '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
    '--no-first-run',
  ],
});
try {
  const seen = [];
  for (const one of plan) seen.push(await look(one));
  process.stdout.write(JSON.stringify(seen));
} finally {
  await browser.close();
}

async function look({ url, width, height, scheme, screenshot, whole = false, tabs = 0, renewed = 0 }) {
  const phone = width < 600;
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: scheme, isMobile: phone, hasTouch: phone,
  });
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  page.on('console', (message) => { if (message.type() !== 'log') complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => complaints.push(`${request.url()} ${request.failure()?.errorText}`));
  // Every request is written down; one that would leave the page's own place goes nowhere.
  await page.route('**/*', (route) => {
    requests.push(route.request().url());
    return new URL(route.request().url()).host === new URL(url).host ? route.continue() : route.abort();
  });
  const response = await page.goto(url, { waitUntil: 'load' });
  const headers = response ? response.headers() : {};
  if (screenshot) await page.screenshot({ path: screenshot, fullPage: whole });
  const there = await page.evaluate(describe);
  const focus = [];
  for (let press = 0; press < tabs; press += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(focused);
    if (!at) break;
    focus.push(at);
  }
  let skipped = null;
  if (tabs > 0) {
    await page.goto(url, { waitUntil: 'load' });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    skipped = await page.evaluate(() => ({ hash: location.hash, focus: document.activeElement?.tagName.toLowerCase() }));
  }
  const html = await page.content();
  const before = requests.length;
  while (requests.length < before + renewed) await page.waitForEvent('request', { timeout: 30_000 });
  await context.close();
  return { ...there, headers, requests, complaints, focus, skipped, html };
}

// Runs in the page. Scrolling to what has the focus may take a few frames.
async function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const style = getComputedStyle(element);
  // What can be scrolled may reach beyond the screen; links and buttons may not.
  const part = !element.matches('a, button, summary');
  const inView = () => {
    const box = element.getBoundingClientRect();
    if (part) return box.top < innerHeight && box.bottom > 0;
    // To a pixel: what is scrolled to ends between two of them.
    return box.width > 0 && box.top >= -1 && box.left >= -1 && box.bottom <= innerHeight + 1 && box.right <= innerWidth + 1;
  };
  for (let frame = 0; frame < 60 && !inView(); frame += 1) await new Promise(requestAnimationFrame);
  return {
    tag: element.tagName.toLowerCase(),
    text: element.textContent.trim().replace(/\s+/g, ' ').slice(0, 80),
    href: element.getAttribute('href'),
    inView: inView(),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
  };
}

// Runs in the page.
function describe() {
  const words = (element) => (element ? element.innerText.trim().replace(/\s+/g, ' ') : '');
  const seen = { opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true };
  const visible = (element) => element.checkVisibility(seen);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];

  const rgba = (text) => {
    const parts = text.match(/[\d.]+/g).map(Number);
    return { r: parts[0], g: parts[1], b: parts[2], a: parts.length > 3 ? parts[3] : 1 };
  };
  const over = (top, below) => {
    const mixed = (part) => top[part] * top.a + below[part] * (1 - top.a);
    return { r: mixed('r'), g: mixed('g'), b: mixed('b'), a: 1 };
  };
  const luminance = ({ r, g, b }) => {
    const shares = [r, g, b].map((value) => value / 255);
    const linear = shares.map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const ground = (element) => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) layers.push(rgba(getComputedStyle(at).backgroundColor));
    layers.push({ r: 255, g: 255, b: 255, a: 1 });
    return layers.reverse().reduce((below, top) => over(top, below));
  };
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!text || !visible(element) || element.closest('style, title')) continue;
    const style = getComputedStyle(element);
    const drawn = element instanceof SVGElement;
    const below = ground(element);
    const ink = over(rgba(drawn ? style.fill : style.color), below);
    const [light, dark] = [luminance(ink), luminance(below)].sort((a, b) => b - a);
    const matrix = drawn && element.getScreenCTM ? element.getScreenCTM() : null;
    texts.push({
      text: text.replace(/\s+/g, ' ').slice(0, 60),
      ratio: Math.round(((light + 0.05) / (dark + 0.05)) * 100) / 100,
      size: Math.round(parseFloat(style.fontSize) * (matrix ? matrix.a : 1) * 10) / 10,
    });
  }

  const cells = (table) => {
    const columns = all('thead th', table).filter((cell) => cell.scope === 'col').length;
    return all('tbody tr', table).every((row) => row.children.length === columns);
  };
  const ids = all('[id]').map((element) => element.id);
  return {
    title: document.title,
    lang: document.documentElement.lang,
    width: document.documentElement.scrollWidth,
    headings: all('h1, h2, h3, h4, h5, h6').filter(visible).map((element) => (
      { level: Number(element.tagName[1]), text: words(element) }
    )),
    landmarks: all('header, main, footer, nav').map((element) => element.tagName.toLowerCase()),
    sections: all('section').map((element) => {
      const heading = element.querySelector('h2');
      return {
        heading: words(heading),
        named: ids.includes(element.getAttribute('aria-labelledby')),
        rest: words(element).length - words(heading).length,
      };
    }),
    tables: all('table').filter(visible).map((table) => ({
      heading: words(table.closest('section')?.querySelector('h2')),
      columns: all('thead th', table).map((cell) => ({ text: words(cell), scope: cell.scope })),
      rows: all('tbody tr', table).map((row) => ({ cells: [...row.children].map(words), data: { ...row.dataset } })),
      headed: cells(table),
    })),
    links: all('a').map((element) => (
      { text: words(element) || element.textContent.trim(), href: element.getAttribute('href') }
    )),
    double: ids.filter((id, index) => ids.indexOf(id) !== index),
    texts,
    text: words(document.body),
    ground: getComputedStyle(document.body).backgroundColor,
  };
}
