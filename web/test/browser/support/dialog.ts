/** What a person does with the dialog of an action. */

import type { Locator, Page } from "playwright-core";

/** What stands in a form, by the labels of the inputs. */
export type Filled = Readonly<Record<string, string>>;

/** Which of several contracts, the first if nothing is said: by its label, or by the address where the page does not know it. */
interface Chosen {
  readonly which?: string | undefined;
  readonly address?: string | undefined;
}

/** Opens an action on the page of all actions. */
export async function openAction(page: Page, contract: string, title: string, chosen: Chosen = {}): Promise<Locator> {
  await page.getByRole("tab", { name: contract, exact: true }).click();
  const several = page.getByLabel("Which one");
  // What was chosen for another action stays chosen.
  if ((await several.count()) > 0)
    await several.selectOption(chosen.which === undefined ? { index: 0 } : { label: chosen.which });
  if (chosen.address !== undefined) await page.getByLabel("Address of the coinbase").fill(chosen.address);
  await page.getByRole("button", { name: `Open: ${title}`, exact: true }).click();
  return dialogOf(page, title);
}

/** The dialog with that title, once it is there. */
export async function dialogOf(page: Page, title: string): Promise<Locator> {
  const dialog = page.getByRole("dialog", { name: title, exact: true });
  await dialog.waitFor();
  return dialog;
}

/** Fills the form. `Users 1` adds the first entry of a list, into which nothing is typed for an empty text; `Hooks 1 / Contract` is a field of one. */
export async function fill(dialog: Locator, filled: Filled): Promise<void> {
  for (const [path, value] of Object.entries(filled)) {
    const [label = "", ...outer] = path.split(" / ").reverse();
    const place = outer.reduceRight((group, name) => group.getByRole("group", { name, exact: true }), dialog);
    const list = /^(.+) \d+$/.exec(label)?.[1];
    if (list !== undefined) {
      // Behind the entries, which may have lists themselves.
      const add = place.getByRole("group", { name: list, exact: true }).getByRole("button", { name: "Add one" }).last();
      await add.click();
    }
    if (value === "") continue;
    const input = place
      .getByLabel(label, { exact: true })
      .or(place.getByLabel(`${label} *`, { exact: true }))
      .first();
    if ((await input.evaluate((element) => element.tagName)) === "SELECT") await input.selectOption(value);
    else await input.fill(value);
  }
}

/** Signs, and waits for the result. */
export async function signAndSend(dialog: Locator): Promise<string> {
  await dialog.getByRole("button", { name: "Sign and send" }).click();
  const done = dialog.getByRole("status");
  await done.waitFor().catch(async (error: unknown) => {
    throw new Error(`the dialog says: ${await dialog.innerText()}`, { cause: error });
  });
  const text = await done.innerText();
  await done.getByRole("button", { name: "Close" }).click();
  await dialog.waitFor({ state: "hidden" });
  return text;
}

/** How it is said that the chain would refuse this; it cannot be signed. */
export async function refusal(dialog: Locator): Promise<string> {
  const said = dialog.getByRole("alert", { name: "It would be refused" });
  await said.waitFor();
  if (await dialog.getByRole("button", { name: "Sign and send" }).isEnabled()) throw new Error("it could be signed");
  const text = await said.innerText();
  await dialog.page().keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  return text;
}
