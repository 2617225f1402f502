/** A contract that takes every message and never comes to an end: it burns all the gas that it is given. */

import { createHash } from "node:crypto";

import type { Artifact } from "../../src/artifacts.js";

/** What `instantiate` answers. */
const ANSWER = '{"ok":{"messages":[],"attributes":[],"events":[]}}';

/** Where the memory describes what comes in, what goes out, and where that is. */
const [INPUT, OUTPUT, ANSWER_AT] = [8, 20, 32];
/** Where what comes in is written, over what came before: nobody reads it. */
const [INPUT_AT, INPUT_SIZE] = [4096, 8192];

const I32 = 0x7f;
const [FUNCTION, MEMORY] = [0, 2];
const [CONST, LOOP, BRANCH, UNREACHABLE, END] = [0x41, 0x03, 0x0c, 0x00, 0x0b];
/** A block that leaves nothing on the stack. */
const EMPTY = 0x40;

/** With its length before it, in one byte: nothing here is longer. */
function sized(bytes: readonly number[]): number[] {
  if (bytes.length > 127) throw new RangeError(`${bytes.length} bytes`);
  return [bytes.length, ...bytes];
}

function many(...items: number[][]): number[] {
  return [items.length, ...items.flat()];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...sized(content)];
}

function type(parameters: readonly number[], results: readonly number[]): number[] {
  return [0x60, ...sized(parameters), ...sized(results)];
}

function exported(name: string, kind: number, index: number): number[] {
  return [...sized([...Buffer.from(name)]), kind, index];
}

/** A function without variables. */
function body(...code: number[]): number[] {
  return sized([0, ...code, END]);
}

/** A place in the memory as the virtual machine reads and writes it. */
function region(offset: number, capacity: number, length: number): number[] {
  return [...new Uint8Array(Uint32Array.of(offset, capacity, length).buffer)];
}

const DATA = [...region(INPUT_AT, INPUT_SIZE, 0), ...region(ANSWER_AT, ANSWER.length, ANSWER.length), ...Buffer.from(ANSWER)];

/** The module section by section, with its text beside. */
const MODULE = [
  ...Buffer.from("\0asm"),
  ...[1, 0, 0, 0],
  // (type) (type (param i32) (result i32)) (type (param i32)) (type (param i32 i32 i32) (result i32))
  ...section(1, many(type([], []), type([I32], [I32]), type([I32], []), type([I32, I32, I32], [I32]))),
  // The types of the functions, in the order of their exports.
  ...section(3, [5, 0, 1, 2, 3, 3]),
  // (memory 1)
  ...section(5, many([0, 1])),
  ...section(
    7,
    many(
      exported("memory", MEMORY, 0),
      exported("interface_version_8", FUNCTION, 0),
      exported("allocate", FUNCTION, 1),
      exported("deallocate", FUNCTION, 2),
      exported("instantiate", FUNCTION, 3),
      exported("execute", FUNCTION, 4),
    ),
  ),
  ...section(
    10,
    many(
      // (func $interface_version_8)
      body(),
      // (func $allocate (param i32) (result i32) i32.const INPUT)
      body(CONST, INPUT),
      // (func $deallocate (param i32))
      body(),
      // (func $instantiate (param i32 i32 i32) (result i32) i32.const OUTPUT)
      body(CONST, OUTPUT),
      // (func $execute (param i32 i32 i32) (result i32) (loop br 0) unreachable)
      body(LOOP, EMPTY, BRANCH, 0, END, UNREACHABLE),
    ),
  ),
  // (data (i32.const INPUT) ..), which OUTPUT and ANSWER_AT follow
  ...section(11, many([0, CONST, INPUT, END, ...sized(DATA)])),
];

/** Its code. */
export function burner(): Artifact {
  const wasm = Uint8Array.from(MODULE);
  return { name: "burner", wasm, checksum: createHash("sha256").update(wasm).digest("hex") };
}
