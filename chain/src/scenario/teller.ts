/** Tells a scenario while it is played on a chain: who did what, what came of it, and where every coin is in the end. */

import type { Block, Chain } from "../chain.js";
import { object, read, text } from "../json.js";
import type { Amounts } from "../json.js";
import type { Row, Total } from "./books.js";
import { books, holds, remainder } from "./books.js";
import type { Deployment, Step } from "./format.js";
import type { Moves } from "./moves.js";
import type { Cast, Outcome, Watcher } from "./watcher.js";

/** Coins that people call otherwise, and the decimals of one. */
const SYMBOLS: Record<string, string> = { ustake: "STAKE" };
const DECIMALS = 6;

/** Columns of a line, and where what happens begins, as in the story of the embedded chain. */
const WIDTH = 110;
const MARGIN = 15;

/** What a step is called, by its number. */
export type Words = Record<string, string>;

/** Reads the sentences that `tributary-sim demo --words` wrote. */
export function readWords(file: string): Words {
  return read(file, (json) => {
    const words = object(json, "words");
    return Object.fromEntries(Object.entries(words).map(([number, sentence]) => [number, text(sentence, number)]));
  });
}

/** An amount in coins, exactly: `1,234.5 STAKE`. */
export function coins(amount: bigint, denom: string): string {
  const symbol = SYMBOLS[denom];
  const sign = amount < 0n ? "-" : "";
  const digits = String(amount < 0n ? -amount : amount);
  const grouped = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, ",");
  if (symbol === undefined) return `${sign}${grouped(digits)} ${denom}`;
  const padded = digits.padStart(DECIMALS + 1, "0");
  const fraction = padded.slice(-DECIMALS).replace(/0+$/, "");
  return `${sign}${grouped(padded.slice(0, -DECIMALS))}${fraction && `.${fraction}`} ${symbol}`;
}

/** Says one line at a time. */
export class Teller implements Watcher {
  /** Whether every contract has what it says, and nothing appeared or vanished. */
  balanced = false;
  private chapters = 0;
  private begin: Block | undefined;
  /** Denoms that moved, by whose they were. */
  private readonly touched = new Map<string, Set<string>>();

  constructor(
    private readonly chain: Chain,
    private readonly words: Words,
    private readonly print: (line: string) => void,
  ) {}

  /** Prints a text, broken between words, every line behind as many blanks. */
  private say(text: string, margin = 0): void {
    for (const line of wrapped(text, WIDTH - margin)) this.print(" ".repeat(margin) + line);
  }

  /** Prints a text behind a moment. */
  private sayWhen(when: string, text: string): void {
    for (const [index, line] of wrapped(text, WIDTH - MARGIN).entries()) {
      this.print((index === 0 ? when : "").padEnd(MARGIN) + line);
    }
  }

  deployed({ name, code, from }: Deployment): void {
    this.say(`${from} deploys ${name}${name === code ? "" : ` (code ${code})`}`);
  }

  played(number: number, step: Step, outcome: Outcome): void {
    this.begin ??= outcome.block;
    for (const [name, denom] of outcome.moves) this.touched.set(name, (this.touched.get(name) ?? new Set()).add(denom));
    if (step.chapter !== undefined) this.print(`\n${++this.chapters}. ${step.chapter}`);
    if (step.note !== undefined) this.say(step.note, 3);
    if (step.kind === "advance") {
      this.print(`-- ${span(step.seconds)} `.padEnd(WIDTH, "-"));
    } else {
      this.sayWhen(this.moment(outcome.block), this.words[number] ?? wordsOf(step));
      this.say(came(step, outcome), MARGIN + 4);
    }
    for (const problem of outcome.problems) this.say(`FAILED step ${number}: ${problem}`);
  }

  async ended(cast: Cast): Promise<void> {
    const { rows, totals } = await books(this.chain, cast, this.touched);
    this.print("\nThe closing account, as the contracts and the bank answer it");
    for (const row of rows) this.print(told(row));
    for (const total of totals) this.say(kept(total));
    this.balanced = rows.every(holds) && totals.every(({ before, after }) => before === after);
    const contracts = new Set(rows.map((row) => row.contract)).size;
    const denoms = new Set(rows.map((row) => row.denom)).size;
    const over = `over ${contracts} contracts and ${denoms} ${denoms === 1 ? "denom" : "denoms"}`;
    this.say(this.balanced ? `The account ${over} balances.` : `THE ACCOUNT ${over} DOES NOT BALANCE.`);
  }

  /** `day 3, 00:10` since the first step. */
  private moment(block: Block): string {
    const minutes = Math.floor((block.time - (this.begin?.time ?? block.time)) / 60_000);
    const two = (number: number): string => String(number).padStart(2, "0");
    return `day ${Math.floor(minutes / 1440) + 1}, ${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
  }
}

/** A text in lines of that width at most, broken between words. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** What came of a step. */
function came(step: Step, { refused, moves, block, problems }: Outcome): string {
  if (step.kind === "query" || step.kind === "balance") return problems.length === 0 ? "so it is" : "it is not so";
  if (refused !== undefined) return `refused: ${refused.split("\n")[0] ?? ""}`;
  return `block ${block.height}${moves.length === 0 ? "" : `: ${movedBy(moves)}`}`;
}

function movedBy(moves: Moves): string {
  const signed = (change: bigint, denom: string): string => `${change > 0n ? "+" : ""}${coins(change, denom)}`;
  return moves.map(([name, denom, change]) => `${name} ${signed(change, denom)}`).join(", ");
}

/** A step without a sentence of its own: who sends what where. */
function wordsOf(step: Step): string {
  switch (step.kind) {
    case "execute":
      return `${step.from} sends ${step.contract} ${JSON.stringify(step.execute)}${withCoins(step.funds)}`;
    case "send":
      return `${step.from} sends ${step.to}${withCoins(step.coins)}`;
    case "query":
      return `${step.contract} is asked ${JSON.stringify(step.query)}`;
    case "balance":
      return `the bank is asked what ${step.name} has of ${step.denom}`;
    case "advance":
      return span(step.seconds);
  }
}

function withCoins(amounts: Amounts): string {
  const all = Object.entries(amounts).map(([denom, amount]) => coins(BigInt(amount), denom));
  return all.length === 0 ? "" : ` with ${all.join(" and ")}`;
}

function told(row: Row): string {
  const says = row.says.map(([what, amount]) => `${what} ${coins(amount, row.denom)}`).join(", ") || "nothing";
  const rest = remainder(row);
  const dust = rest === 0n ? "" : holds(row) ? `, dust ${coins(rest, row.denom)}` : `, DIFFERS BY ${coins(rest, row.denom)}`;
  return `  ${row.contract.padEnd(16)} ${coins(row.banked, row.denom).padStart(24)}   says: ${says}${dust}`;
}

function kept({ denom, before, after }: Total): string {
  const difference = before === after ? "nothing appeared, nothing vanished" : `DIFFERS BY ${coins(after - before, denom)}`;
  return `people and contracts had ${coins(before, denom)} before the first step and have ${coins(after, denom)}: ${difference}`;
}

function span(seconds: number): string {
  const units: [number, string][] = [
    [86_400, "day"],
    [3_600, "hour"],
    [60, "minute"],
    [1, "second"],
  ];
  const [size, name] = units.find(([size]) => seconds >= size && seconds % size === 0) ?? [1, "second"];
  return `${seconds / size} ${name}${seconds === size ? "" : "s"}`;
}
