/** The cache: good files by their hash, their logos, and the last list of pools. */

import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile as readBytes, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { metadataHash } from "tributary-client";

import { TOO_LARGE } from "./fetcher.js";
import type { PoolList } from "./registry.js";
import { poolIn } from "./registry.js";
import type { Description } from "./rules.js";
import { readFile } from "./rules.js";

/** The last list, and of what chain and registry it is. */
export interface SavedList extends PoolList {
  chain_id: string;
  registry: string;
  /** Milliseconds since 1970. */
  checked_at: number;
}

const LIST = "pools.json";

/** Drafts are what is being written. */
const PARTS = ["files", "logos", "drafts"] as const;

/** A folder of files that keep all rules. */
export class Store {
  private readonly descriptions = new Map<string, Description>();

  private constructor(private readonly folder: string) {}

  /** @throws when there can be no such folder */
  static async open(folder: string): Promise<Store> {
    for (const part of PARTS) await mkdir(join(folder, part), { recursive: true });
    return new Store(folder);
  }

  /** The last list, if there is one. */
  async savedList(): Promise<SavedList | undefined> {
    try {
      const saved = JSON.parse(await readBytes(join(this.folder, LIST), "utf8")) as SavedList;
      const { chain_id, registry, checked_at, height, complete } = saved;
      if (!Number.isSafeInteger(height) || !Number.isSafeInteger(checked_at)) return undefined;
      return { chain_id, registry, checked_at, height, complete, pools: saved.pools.map(poolIn) };
    } catch {
      return undefined;
    }
  }

  /** Keeps a list. */
  async saveList(list: SavedList): Promise<void> {
    await this.write(join(this.folder, LIST), JSON.stringify(list));
  }

  /** Reads those files that are wanted, checks each again, and drops all others. */
  async load(wanted: ReadonlySet<string>): Promise<void> {
    for (const hash of wanted) {
      const file = this.file(hash);
      try {
        if ((await stat(file)).size >= TOO_LARGE) continue;
        const bytes = await readBytes(file);
        if (metadataHash(bytes) === hash) await this.keepParts(hash, readFile(bytes));
      } catch {
        // Not there, or not good: the next look fetches it.
      }
    }
    const kept = new Set([...this.descriptions.keys()].flatMap((hash) => [this.file(hash), this.logo(hash)]));
    for (const part of PARTS) {
      for (const name of await readdir(join(this.folder, part))) {
        const file = join(this.folder, part, name);
        if (!kept.has(file)) await rm(file, { force: true, recursive: true });
      }
    }
  }

  /**
   * Checks a file and keeps it.
   *
   * @throws Fault if it breaks a rule
   */
  async keepChecked(hash: string, bytes: Uint8Array): Promise<void> {
    const parts = readFile(bytes);
    await this.write(this.file(hash), bytes);
    await this.keepParts(hash, parts);
  }

  /** What the file with that hash says, if it is there. */
  description(hash: string): Description | undefined {
    return this.descriptions.get(hash);
  }

  /** Where the file with that hash is. */
  file(hash: string): string {
    return join(this.folder, "files", `${hash}.json`);
  }

  /** Where its logo is. */
  logo(hash: string): string {
    return join(this.folder, "logos", `${hash}.png`);
  }

  /** Drops all files but these. */
  async retain(wanted: ReadonlySet<string>): Promise<void> {
    const unwanted = [...this.descriptions.keys()].filter((hash) => !wanted.has(hash));
    for (const hash of unwanted) {
      this.descriptions.delete(hash);
      await rm(this.file(hash), { force: true });
      await rm(this.logo(hash), { force: true });
    }
  }

  private async keepParts(hash: string, { description, logo }: ReturnType<typeof readFile>): Promise<void> {
    await this.write(this.logo(hash), logo);
    this.descriptions.set(hash, description);
  }

  /** A file is there as a whole or not at all. */
  private async write(file: string, content: string | Uint8Array): Promise<void> {
    const draft = join(this.folder, "drafts", randomUUID());
    try {
      await writeFile(draft, content);
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }
}
