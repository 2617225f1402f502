/** What can be seen of a scenario while it is played. */

import type { Block } from "../chain.js";
import type { Amounts } from "../json.js";
import type { Deployment, Step } from "./format.js";
import type { Moves } from "./moves.js";

/** What came of a step. */
export interface Outcome {
  /** What was not as expected. */
  problems: string[];
  /** Why the call was refused, if it was. */
  refused: string | undefined;
  moves: Moves;
  /** The block of the step. */
  block: Block;
}

/** Somebody or something with an address. */
export interface Member {
  name: string;
  address: string;
  /** The code of a contract. */
  code?: string;
}

/** Everybody that a scenario has met, with what they had before they did anything. */
export interface Cast {
  accounts: Member[];
  /** The contracts, coinbases included. */
  contracts: Member[];
  /** What each account had at first, by name. */
  before: Map<string, Amounts>;
}

/** Who watches a scenario being played. */
export interface Watcher {
  /** A contract was deployed. What is done here and at a step is waited for before the next. */
  deployed(deployment: Deployment, address: string): void | Promise<void>;
  /** A step of the file was played; numbers begin with 1. */
  played(number: number, step: Step, outcome: Outcome): void | Promise<void>;
  /** It is over. */
  ended(cast: Cast): Promise<void>;
}
