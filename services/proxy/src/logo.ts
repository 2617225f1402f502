/** Logos: PNG images of 256 by 256, made anew so that nothing but the pixels is left. */

import { crc32, inflateSync } from "node:zlib";

import { PNG } from "pngjs";

import { Fault } from "./status.js";

/** Pixels of a side. */
const SIDE = 256;

const SIGNATURE = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

/** By colour type: samples of a pixel, and how many bits a sample may have. */
const COLOURS: Record<number, readonly [samples: number, depths: readonly number[]]> = {
  0: [1, [1, 2, 4, 8, 16]],
  2: [3, [8, 16]],
  3: [1, [1, 2, 4, 8]],
  4: [2, [8, 16]],
  6: [4, [8, 16]],
};

/** Where pixels lie in an image that comes in seven passes: first column and row, and the steps from there. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** What a decoder needs to know; everything else may be missing. */
const NEEDED = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"];

/** One filter, since trying all takes three times as long and makes logos hardly smaller. */
const QUICKLY = { filterType: 4, deflateLevel: 6 };

interface Chunk {
  type: string;
  data: Buffer;
  /** With length and checksum. */
  whole: Buffer;
}

/**
 * The image of a logo, encoded anew: 8 bits, colour and transparency, no other chunks.
 *
 * @throws Fault if it is no such image
 */
export function logoOf(base64: string): Buffer {
  const file = Buffer.from(base64, "base64");
  if (file.length === 0 || file.toString("base64") !== base64) throw unfit("not base64");
  const chunks = chunksOf(file);
  const size = sizeOf(chunks[0]);
  const data = Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map((chunk) => chunk.data));
  try {
    // Tried here, since the library would unpack an image in passes to whatever size it has.
    if (inflateSync(data, { maxOutputLength: size }).length !== size) throw unfit("too few pixels");
    const needed = Buffer.concat([SIGNATURE, ...chunks.filter(({ type }) => NEEDED.includes(type)).map(({ whole }) => whole)]);
    return PNG.sync.write(PNG.sync.read(needed, { checkCRC: true }), QUICKLY);
  } catch (error) {
    throw error instanceof Fault ? error : unfit("the image cannot be decoded");
  }
}

/** The chunks up to the end of the image, their checksums tested; what comes behind is left out. */
function chunksOf(file: Buffer): Chunk[] {
  if (!file.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw unfit("not a PNG");
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at + 12 <= file.length;) {
    const end = at + 12 + file.readUInt32BE(at);
    if (end > file.length) break;
    const type = file.toString("latin1", at + 4, at + 8);
    if (crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4)) throw unfit("a checksum is wrong");
    if (/^[A-Z]/.test(type) && !NEEDED.includes(type)) throw unfit("a chunk that nobody knows");
    chunks.push({ type, data: file.subarray(at + 8, end - 4), whole: file.subarray(at, end) });
    if (type === "IEND") return chunks;
    at = end;
  }
  throw unfit("the image is cut off");
}

/** How many bytes the pixels have, filters included. */
function sizeOf(header: Chunk | undefined): number {
  if (header?.type !== "IHDR" || header.data.length !== 13) throw unfit("not a PNG");
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)];
  if (width !== SIDE || height !== SIDE) throw unfit(`${width} x ${height} pixels instead of ${SIDE} x ${SIDE}`);
  const [depth = 0, colour = 0, , , interlace = 0] = header.data.subarray(8);
  const [samples, depths] = COLOURS[colour] ?? [];
  if (samples === undefined || !depths?.includes(depth) || interlace > 1) throw unfit("not a PNG");
  const rows = (columns: number, lines: number): number => lines * (1 + Math.ceil((columns * samples * depth) / 8));
  if (interlace === 0) return rows(SIDE, SIDE);
  return PASSES.reduce((sum, [x, y, dx, dy]) => sum + rows(Math.ceil((SIDE - x) / dx), Math.ceil((SIDE - y) / dy)), 0);
}

function unfit(reason: string): Fault {
  return new Fault("malformed", `logo: ${reason}`);
}
