/** Actions as a person does them: fill the form, read what it will do, sign, read what it did. */

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { startChain, type TestChain } from "./chain.js";
import { fill, openAction, refusal, signAndSend, type Filled } from "./dialog.js";
import { Site } from "./site.js";
import { WORLD } from "./world.js";

/** An action of somebody. */
export type Deed = Attempt & Ending;

interface Attempt {
  /** The contract as the page of all actions calls it. */
  readonly on: string;
  readonly title: string;
  readonly by?: string;
  /** Seconds that pass before. */
  readonly after?: number;
  /** Which one of several of a contract, by its label. */
  readonly which?: string;
  /** Which coinbase, where there is one for each pool. */
  readonly address?: (at: At) => Promise<string>;
  readonly fill?: Filled | ((at: At) => Promise<Filled>);
  /** What must be said before signing. */
  readonly says?: RegExp;
  /** What the chain must say then. */
  readonly then?: (at: At) => Promise<void>;
}

type Ending =
  | {
      /** What must be said after it. */
      readonly done: RegExp;
      readonly refused?: never;
    }
  | {
      readonly done?: never;
      /** In what words it must be refused: before signing, and if it is sent even so. */
      readonly refused: RegExp;
    };

/** Where a deed is done. */
export interface At {
  readonly chain: TestChain;
  /** The address of a test account. */
  readonly who: (name: string) => Promise<string>;
}

/** Deeds that follow each other on a chain of their own. */
export interface Story {
  /** Who does what nobody is named for. */
  readonly everybody: string;
  /** The scenario that comes before; the small network if none is named. */
  readonly world?: object;
  readonly deeds: readonly Deed[];
}

/** Does them in order, each a test of its own. */
export function playStory({ everybody, world = WORLD, deeds }: Story): void {
  let [chain, site]: [TestChain?, Site?] = [];
  const pages = new Map<string, Page>();

  beforeAll(async () => {
    [chain, site] = [await startChain(world), await Site.open()];
  });
  afterAll(async () => {
    await chain?.stop();
    await site?.close();
  });

  const pageOf = async (name: string): Promise<Page> => {
    if (chain === undefined || site === undefined) throw new Error("nothing runs");
    const page = pages.get(name) ?? (await site.visit(chain, "/actions", { account: name }));
    await page.getByRole("button", { name: `Account ${name}` }).waitFor();
    return page;
  };

  test.each(deeds.map((deed, index) => [`${index + 1} ${deed.on}: ${deed.title}`, deed] as const))("%s", async (_, deed) => {
    if (chain === undefined) throw new Error("nothing runs");
    const at: At = { chain, who: addressOf(chain) };
    if (deed.after !== undefined) await chain.advance(deed.after);
    const name = deed.by ?? everybody;
    const page = await pageOf(name);
    // Only a deed that ends well leaves its page to the next one.
    pages.delete(name);
    const dialog = await openAction(page, deed.on, deed.title, { which: deed.which, address: await deed.address?.(at) });
    const filled = typeof deed.fill === "function" ? await deed.fill(at) : deed.fill;
    await fill(dialog, filled ?? {});
    if (deed.says !== undefined) await dialog.getByText(deed.says).first().waitFor();
    if (deed.refused === undefined) expect(await signAndSend(dialog)).toMatch(deed.done);
    else expect(await refusal(dialog)).toMatch(deed.refused);
    await deed.then?.(at);
    pages.set(name, page);
  });
}

function addressOf(chain: TestChain): At["who"] {
  return async (name) => (await chain.as(name)).address;
}
