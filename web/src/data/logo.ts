/** Logos: PNG images of 256 by 256 pixels, of which only what a decoder needs is kept. */

/** Pixels of a side. */
const SIDE = 256;

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What a decoder needs to know; everything else is left out. */
const NEEDED: ReadonlySet<string> = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);

/** By colour type: how many bits a sample may have. */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** A logo as an address of its own, without anything but the image; undefined if it is no logo. The browser decodes the pixels. */
export function logoAddress(file: Uint8Array): string | undefined {
  const plain = plainLogo(file);
  return plain === undefined ? undefined : `data:image/png;base64,${base64Of(plain)}`;
}

/** The image with nothing else in it: an animated one stands still. */
export function plainLogo(file: Uint8Array): Uint8Array | undefined {
  if (SIGNATURE.some((byte, at) => file[at] !== byte)) return undefined;
  const kept: Uint8Array[] = [file.subarray(0, SIGNATURE.length)];
  for (let at = SIGNATURE.length; at + 12 <= file.length;) {
    const chunk = chunkAt(file, at);
    if (chunk === undefined || (at === SIGNATURE.length) !== (chunk.type === "IHDR")) return undefined;
    if (chunk.type === "IHDR" && !isHeader(chunk.data)) return undefined;
    if (NEEDED.has(chunk.type)) kept.push(chunk.whole);
    // Others with a capital are needed too, by whoever knows them.
    else if (/^[A-Z]/.test(chunk.type)) return undefined;
    if (chunk.type === "IEND") return joined(kept);
    at += chunk.whole.length;
  }
  return undefined;
}

/** Bytes as base64, however many they are. */
export function base64Of(bytes: Uint8Array): string {
  let letters = "";
  for (let at = 0; at < bytes.length; at += 8_192) letters += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(letters);
}

/** Joins bytes. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** With length and checksum. */
  readonly whole: Uint8Array;
}

/** The chunk that begins there; undefined if it is cut off or damaged. */
function chunkAt(file: Uint8Array, at: number): Chunk | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const end = at + 12 + view.getUint32(at);
  if (end > file.length || crc32(file.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return undefined;
  const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
  return { type, data: file.subarray(at + 8, end - 4), whole: file.subarray(at, end) };
}

function isHeader(data: Uint8Array): boolean {
  if (data.length !== 13) return false;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [depth = 0, colour = 0, , , interlace = 0] = data.subarray(8);
  const square = view.getUint32(0) === SIDE && view.getUint32(4) === SIDE;
  return square && DEPTHS[colour]?.includes(depth) === true && interlace <= 1;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** The checksum of PNG. */
function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (CRC_TABLE[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
