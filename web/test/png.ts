/** PNG images to try things with. */

import { crc32, deflateSync } from "node:zlib";

import { joined } from "../src/data/logo.js";

export const SIGNATURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** A chunk, its checksum right. */
export function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = joined([new TextEncoder().encode(type), data]);
  return joined([word(data.length), body, word(crc32(body))]);
}

/** A black image. */
export function png(side = 256): Uint8Array {
  const header = joined([word(side), word(side), new Uint8Array([8, 0, 0, 0, 0])]);
  const pixels = new Uint8Array(deflateSync(new Uint8Array(side * (side + 1))));
  return joined([SIGNATURE, chunk("IHDR", header), chunk("IDAT", pixels), chunk("IEND", new Uint8Array())]);
}

function word(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
