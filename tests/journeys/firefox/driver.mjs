// Firefox as a person's hands and eyes, over WebDriver BiDi: one order a line on standard input,
// one answer a line on standard output. `firefox.py` beside this folder speaks to it.
import { createInterface } from "node:readline";

const [library, firefox] = process.argv.slice(2);
const { default: puppeteer } = await import(library);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: firefox,
  protocolTimeout: 30_000,
  // Tests may set its preferences: without this, a second Firefox would have to start for each.
  args: ["--remote-allow-system-access"],
});
const said = [];
let context, size, tabs, page;

// The preference that people set in about:config. Handles of puppeteer's are scripts of the page
// themselves and hang without it, so every order below is plain evaluation or input by position.
async function allowScript(allowed) {
  const { result } = await browser.connection.send("browsingContext.getTree", {
    "moz:scope": "chrome",
  });
  await browser.connection.send("script.evaluate", {
    expression: `Services.prefs.setBoolPref("javascript.enabled", ${allowed})`,
    target: { context: result.contexts[0].context },
    awaitPromise: false,
  });
}

async function arrive(leaves, act) {
  await Promise.all([leaves ? page.waitForNavigation({ timeout: 20_000 }) : null, act()]);
}

const orders = {
  async open({ script, width, height }) {
    await context?.close();
    await allowScript(script);
    context = await browser.createBrowserContext();
    size = { width, height };
    tabs = [];
    said.length = 0;
    await orders.turn({ tab: 0 });
  },
  async turn({ tab }) {
    if (tab === tabs.length) {
      page = await context.newPage();
      tabs.push(page);
      page.on("console", (message) => said.push(`console: ${message.text()}`));
      page.on("request", (request) => said.push(`asked: ${request.url()}`));
      await page.setViewport(size);
    }
    page = tabs[tab];
    await page.bringToFront();
  },
  goto: ({ address }) => page.goto(address),
  back: () => page.goBack(),
  reload: () => page.reload(),
  see: ({ expression }) => page.evaluate(expression),
  tap: ({ x, y, leaves }) => arrive(leaves, () => page.mouse.click(x, y)),
  write: ({ text }) => page.keyboard.type(text),
  press: ({ key, leaves }) => arrive(leaves, () => page.keyboard.press(key)),
  picture: ({ path }) => page.screenshot({ path }),
  said: () => said,
  async attach({ selector, files }) {
    const place = { context: page.mainFrame()._id };
    const { result } = await browser.connection.send("browsingContext.locateNodes", {
      ...place,
      locator: { type: "css", value: selector },
    });
    const { sharedId } = result.nodes[0];
    await browser.connection.send("input.setFiles", { ...place, element: { sharedId }, files });
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { order, ...details } = JSON.parse(line);
  let answer;
  try {
    const value = await orders[order](details);
    answer = { value: ["see", "said"].includes(order) ? (value ?? null) : null };
  } catch (error) {
    answer = { error: `${order}: ${error.message}` };
  }
  console.log(JSON.stringify(answer));
}
await browser.close();
