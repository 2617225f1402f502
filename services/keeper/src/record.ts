/** The book on disk. Each change is there as a whole or not at all, before anything that follows from it happens. */

import { randomUUID } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import { parseJson, Refused } from "./config.js";
import type { Book } from "./spending.js";
import { newBook } from "./spending.js";

const VERSION = 1;

/** Where the book is kept. */
export interface Store {
  /** The book as it is now. */
  readonly book: Book;
  /** Keeps another one. When it throws, either may be there. */
  save(book: Book): void;
}

/** A file that belongs to one chain and one account, and to one keeper at a time. */
export class RecordFile implements Store {
  private current: Book;
  /** What stands in the lock as long as we have it. */
  private token: string | undefined;

  /**
   * @throws Refused when what is there cannot be read, or is another account's: a book that is lost could be spent twice
   */
  constructor(
    private readonly path: string,
    private readonly chainId: string,
    private readonly address: string,
  ) {
    this.current = this.read();
  }

  get book(): Book {
    return this.current;
  }

  /** @throws Refused when another keeper took the lock, and an error when the disk fails */
  save(book: Book): void {
    const draft = `${this.path}${this.token === undefined ? "" : `.${this.token}`}.new`;
    write(draft, `${JSON.stringify(toJson(book), undefined, 2)}\n`);
    if (this.token !== undefined && !this.isOurs()) {
      rmSync(draft);
      throw new Refused(`another keeper began to work with ${this.path}`);
    }
    renameSync(draft, this.path);
    const folder = openSync(dirname(this.path), "r");
    fsyncSync(folder);
    closeSync(folder);
    this.current = book;
  }

  /**
   * Keeps other keepers away; answers what gives it up. A process that runs is seen on this machine alone, and not from one container in
   * another: there the later start has the lock, and the earlier keeper is refused before it writes or sends anything more.
   *
   * @throws Refused when another one has it
   */
  lock(): () => void {
    const file = this.lockFile;
    if (existsSync(file)) {
      const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
      if (pid !== process.pid && runs(pid)) {
        throw new Refused(`process ${pid} works with ${this.path}; if that is no keeper, remove ${file}`);
      }
    }
    const token = randomUUID();
    try {
      write(`${file}.${token}`, `${process.pid} ${token}`);
      renameSync(`${file}.${token}`, file);
    } catch (error) {
      throw new Refused(`${file} cannot be made: ${error instanceof Error ? error.message : String(error)}`);
    }
    this.token = token;
    // What the one before us wrote since we looked.
    this.current = this.read();
    return () => {
      if (this.isOurs()) rmSync(file);
    };
  }

  private get lockFile(): string {
    return `${this.path}.lock`;
  }

  private isOurs(): boolean {
    return existsSync(this.lockFile) && readFileSync(this.lockFile, "utf8") === `${process.pid} ${this.token}`;
  }

  private read(): Book {
    const book = existsSync(this.path) ? read(this.path) : newBook(this.chainId, this.address);
    const { chainId, address } = book;
    if (chainId !== this.chainId) throw new Refused(`${this.path} is of the chain ${chainId}, not ${this.chainId}`);
    if (address !== this.address) {
      throw new Refused(`${this.path} is of the account ${address}, the key is that of ${this.address}`);
    }
    return book;
  }
}

function runs(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function write(path: string, text: string, flags = "w"): void {
  const file = openSync(path, flags, 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function toJson({ chainId, address, hours, pending, totals }: Book): object {
  const texts = (row: object): object =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typeof value === "bigint" ? String(value) : value]));
  return {
    version: VERSION,
    chainId,
    address,
    hours: Object.fromEntries([...hours].map(([hour, fee]) => [hour, String(fee)])),
    pending: pending ? texts(pending) : null,
    totals: texts(totals),
  };
}

type Row = Record<string, unknown>;

function read(path: string): Book {
  try {
    const { version, chainId, address, hours, pending, totals } = parseJson(readFileSync(path, "utf8")) as Row;
    if (version !== VERSION) throw new Error(`version ${String(version)} is not known`);
    return {
      chainId: text(chainId),
      address: text(address),
      hours: new Map(Object.entries(row(hours)).map(([hour, fee]) => [whole(Number(hour)), amount(fee)])),
      pending: pending === null ? undefined : readPending(row(pending)),
      totals: readTotals(row(totals)),
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refused(`${path} is no record of a keeper: ${why}. Without it nobody knows what was spent today`);
  }
}

function readPending({ hash, sequence, timeoutHeight, fee, items, bounty }: Row) {
  return {
    hash: text(hash),
    sequence: whole(sequence),
    timeoutHeight: whole(timeoutHeight),
    fee: amount(fee),
    items: whole(items),
    bounty: amount(bounty),
  };
}

function readTotals({ earned, fees, feesLost, items, itemsLost }: Row) {
  return {
    earned: amount(earned),
    fees: amount(fees),
    feesLost: amount(feesLost),
    items: whole(items),
    itemsLost: whole(itemsLost),
  };
}

function row(value: unknown): Row {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("an object is missing");
  return value as Row;
}

function text(value: unknown): string {
  if (typeof value !== "string" || value === "") throw new Error("a text is missing");
  return value;
}

function whole(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new Error("a whole number is missing");
  return value as number;
}

function amount(value: unknown): bigint {
  if (typeof value !== "string" || !/^\d+$/.test(value)) throw new Error("an amount is missing");
  return BigInt(value);
}
