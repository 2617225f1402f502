/** The built application, and a browser that looks at it. */

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { preview, type PreviewServer } from "vite";

import type { TestChain } from "./chain.js";

const WEB = fileURLToPath(new URL("../../../", import.meta.url));

/** Where a Chromium may be; TRIBUTARY_CHROMIUM names another. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/snap/bin/chromium", "/usr/bin/google-chrome"];

/** How a page is to be opened. */
export interface Wanted extends BrowserContextOptions {
  /** The test account that is connected. */
  readonly account?: string;
  /** Runs in the page before anything else. */
  readonly before?: string;
}

/** The application in a browser. */
export class Site {
  private readonly broken: string[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly server: PreviewServer,
    readonly url: string,
  ) {}

  /** Serves what is in `dist/app` and starts the browser. */
  static async open(): Promise<Site> {
    const executablePath = process.env["TRIBUTARY_CHROMIUM"] ?? PLACES.find((place) => existsSync(place));
    if (executablePath === undefined)
      throw new Error("there is no Chromium: apt-get install chromium, or set TRIBUTARY_CHROMIUM");
    if (!existsSync(`${WEB}dist/app/index.html`)) throw new Error("the application is not built: npm run build --workspace web");
    const server = await preview({ root: WEB, logLevel: "error", preview: { host: "127.0.0.1", port: 0 } });
    const [url] = server.resolvedUrls?.local ?? [];
    if (url === undefined) throw new Error("the application is not served");
    return new Site(await chromium.launch({ executablePath }), server, url.replace(/\/$/, ""));
  }

  /** Opens a page for a chain, in a browser profile of its own. Whatever the page throws, `close` reports. */
  async visit(chain: TestChain, path: string, { account, before, ...options }: Wanted = {}): Promise<Page> {
    const context = await this.browser.newContext({ locale: "en-GB", timezoneId: "UTC", ...options });
    context.setDefaultTimeout(20_000);
    await context.route("**/network.json", (route) => route.fulfill({ json: chain.file }));
    if (account !== undefined) {
      const entry = [`tributary/wallet/${chain.network.chainId}`, JSON.stringify({ kind: "test", name: account })];
      await context.addInitScript(`if (location.protocol !== "about:") localStorage.setItem(...${JSON.stringify(entry)})`);
    }
    if (before !== undefined) await context.addInitScript(before);
    const page = await context.newPage();
    page.on("pageerror", (error) => this.broken.push(`${path}: ${error.message}`));
    await page.goto(this.url + path);
    return page;
  }

  /** Ends everything, and fails if a page threw. */
  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
    if (this.broken.length > 0) throw new Error(`pages threw: ${this.broken.join("; ")}`);
  }
}
