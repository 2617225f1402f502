/**
 * Hands the licences of a file to a contract on another chain. How far the import is stands in the contract, with the digest over
 * what has come, so an interrupted one is continued by running it again.
 */

import { LicenseNftClient, refusalIn } from "tributary-client";
import type { licenseNft } from "tributary-client";

import { lastHeight, StateAt } from "../at.js";
import type { Account, Chain } from "../chain.js";
import type { Say } from "../deploy/deploy.js";
import { digestOver, EMPTY } from "./digest.js";
import { licensesAt } from "./export.js";
import { prefixOf, recoded } from "./snapshot.js";
import type { Snapshot } from "./snapshot.js";

type License = licenseNft.License;

/** The contract takes no more at once. */
const PAGE = 50;

/** Blocks until a transaction of an interrupted run is in one. */
const BLOCKS_UNDERWAY = 2;

/** An import, or what is left of it. */
export class Importer {
  private readonly client: LicenseNftClient;
  private readonly licenses: readonly License[];
  /** The licences of the file that have come, and the digest over them. */
  private progress = { count: 0, digest: EMPTY };

  constructor(
    private readonly chain: Chain,
    private readonly owner: Account,
    private readonly contract: string,
    private readonly snapshot: Snapshot,
    private readonly say: Say,
  ) {
    this.client = new LicenseNftClient(owner.connection, owner.address, contract);
    this.licenses = recoded(snapshot, prefixOf(contract));
  }

  /**
   * Imports what is missing, compares everything with the file and seals it.
   *
   * @throws when the contract holds anything that is not in the file; then nothing is sealed
   */
  async run(): Promise<void> {
    if (await this.look()) return this.say(`done: ${this.sealed()}`);
    await this.ensurePossible();
    this.say(`${this.contract} on ${this.chain.id}: ${this.soFar()}`);
    while (this.progress.count < this.licenses.length) {
      await this.sendPage();
      this.say(this.soFar());
    }
    await this.compare();
    await this.client.finishImport(this.progress);
    if (!(await this.look())) throw new Error(`${this.contract}: finish_import went through, yet the import is not finished`);
    this.say(this.sealed());
  }

  /**
   * Reads how far the import is and whether it is finished.
   *
   * @throws when what has come is no beginning of the file
   */
  private async look(): Promise<boolean> {
    const { expected, finished, count, digest } = await this.client.genesis();
    if (!expected) throw new Error(`${this.contract} was not instantiated with genesis_import: it takes no licences`);
    const { progress, licenses } = this;
    const computed = digestOver(licenses.slice(progress.count, count), progress.digest);
    if (count < progress.count || count > licenses.length || digest !== computed) {
      throw new Error(
        `${this.contract} has taken ${count} licences with the digest ${digest}, which are no beginning of the file: ` +
          `of its ${licenses.length} the first ${Math.min(count, licenses.length)} have ${computed}`,
      );
    }
    this.progress = { count, digest };
    if (finished && count < licenses.length) {
      throw new Error(`${this.contract} was sealed with the first ${count} of the ${licenses.length} licences of the file`);
    }
    return finished;
  }

  /** Before anything is sent: what would be refused on the way. */
  private async ensurePossible(): Promise<void> {
    const { owner, cap } = await this.client.config();
    if (owner !== this.owner.address) {
      throw new Error(`the owner of ${this.contract} is ${owner ?? "nobody"}, the key is that of ${this.owner.address}`);
    }
    if (this.licenses.length > cap) {
      throw new Error(
        `${this.contract} takes ${cap} licences, the file has ${this.licenses.length}: instantiate it with a larger cap`,
      );
    }
  }

  private async sendPage(): Promise<void> {
    const { count } = this.progress;
    try {
      await this.client.importLicenses({ licenses: this.licenses.slice(count, count + PAGE) });
      await this.look();
    } catch (error) {
      // A transaction of the run before this one may have been on its way, or this one come late.
      const refusal = refusalIn(error);
      const late = refusal?.kind === "sequence" || refusal?.kind === "timeout" || refusal?.words.includes("increasing");
      if (!late) throw error;
      const { height } = await this.chain.block();
      await this.chain.waitFor({ height: height + BLOCKS_UNDERWAY, time: 0 });
      await this.look();
      if (this.progress.count === count) throw error;
    }
  }

  /** What the digest leaves out is compared too. Only the new chain's own burns and bonds may differ. */
  private async compare(): Promise<void> {
    const { chain, contract, say, snapshot } = this;
    const state = new StateAt(chain.comet, await lastHeight(chain.comet));
    const { licenses, digest } = await licensesAt(state, contract, () => undefined);
    const found = new Map(licenses.map((license) => [license.token_id, license]));
    const there = this.licenses.filter(({ token_id }) => found.has(token_id));
    const other = there.find((license) => lasting(license) !== lasting(found.get(license.token_id)));
    if (other !== undefined) {
      const is = found.get(other.token_id);
      throw new Error(`${contract}: licence ${other.token_id} is ${lasting(is)}, not ${lasting(other)} as in the file`);
    }
    say(`digest ${snapshot.digest} on ${snapshot.chainId} at height ${snapshot.height}`);
    say(`digest ${digest} on ${chain.id} at height ${state.height}`);
    if (digest === snapshot.digest) return;
    const burned = this.licenses.length - there.length;
    const bonded = there.filter((license) => bond(license) !== bond(found.get(license.token_id))).length;
    say(`they differ by what happened there since the import: ${burned} burned, ${bonded} bonded or returned`);
  }

  private soFar(): string {
    return `${this.progress.count} of ${this.licenses.length} licences imported`;
  }

  private sealed(): string {
    return `${this.contract} is sealed with ${this.progress.count} licences, digest ${this.progress.digest}`;
  }
}

/** What nobody can change on the new chain before its mainnet. */
function lasting(license: License | undefined): string {
  return JSON.stringify([license?.owner, license?.token_uri, license?.mining_pool, license?.minted_at_secs]);
}

function bond(license: License | undefined): string {
  return JSON.stringify([license?.role, license?.node]);
}
