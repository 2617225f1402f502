import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, deflateSync } from "node:zlib";

import { PNG } from "pngjs";

import { readFile } from "../src/rules.js";
import { Fault } from "../src/status.js";
import { fileOf, GOOD, LOGO, png } from "./support/files.js";

/** Why a file is refused. */
function reason(bytes: Uint8Array): string {
  try {
    readFile(bytes);
  } catch (error) {
    if (error instanceof Fault && error.status === "malformed") return error.message;
    throw error;
  }
  return "nothing";
}

const reasonOf = (keys: Record<string, unknown>): string => reason(fileOf(keys));

test("a good file is read, and other keys are left alone", () => {
  const { logo: _, schema_version: __, ...description } = GOOD;
  assert.deepEqual(readFile(fileOf({ more: { name: "x" } })).description, description);
  const least = { description: "", tags: [], name: "x" };
  assert.equal(reasonOf(least), "nothing");
});

test("texts are as long as they may be, in characters", () => {
  const wide = "\u{1f30a}";
  for (const [key, max] of [
    ["name", 64],
    ["description", 256],
  ] as const) {
    assert.equal(reasonOf({ [key]: wide.repeat(max) }), "nothing");
    for (const text of [wide.repeat(max + 1), "x".repeat(max + 1), "x".repeat(500_000)]) {
      assert.equal(reasonOf({ [key]: text }), `${key}: more than ${max} characters`);
    }
  }
  assert.equal(reasonOf({ tags: Array<string>(10).fill(wide.repeat(35)) }), "nothing");
  assert.equal(reasonOf({ tags: Array<string>(11).fill("x") }), "tags: more than 10");
  assert.equal(reasonOf({ tags: [wide.repeat(36)] }), "tags: more than 35 characters");
});

test("texts of people everywhere are taken", () => {
  const joined = [
    "می\u200cخواهم",
    "क्\u200dष",
    "ক্\u200cষ",
    "র\u200d্যাব",
    "ക\u0d4d\u200d പുഴ",
    "ශ්\u200dරී ලංකා",
    "👩🏽\u200d🚀",
    "👁\ufe0f\u200d🗨\ufe0f",
    "🏴\u200d☠\ufe0f",
    "👩\u200d❤\ufe0f\u200d👨",
    "❤\ufe0e",
    "No. 1\ufe0f\u20e3",
  ];
  for (const name of joined) assert.equal(reasonOf({ name }), "nothing", name);
  const texts = ["Žluťoučký kůň", "پادشاهی\u200cها", "क्षत्रिय", "ครั้งที่", "물결", "潮汐", "👩\u200d🚀 ❤\ufe0f", "e\u0301\u0302"];
  for (const name of texts) assert.equal(reasonOf({ name }), "nothing", name);
});

test("what cannot be seen or plays tricks is refused", () => {
  const tricks = [
    "\u0000",
    "\n",
    "\u001b[31m",
    "\u007f",
    "\u0085",
    "\u2028",
    "\u200b",
    "\u202e",
    "\u2066",
    "\u200f",
    "\u061c",
    "\ufeff",
    "\ud800",
    "\u{e0041}",
    ...["\u3164", "\u115f", "\u1160", "\uffa0", "\u034f", "\ufe00", "\u{e0100}", "\u17b4", "\u17b5", "\u180b"],
    ...["\u2800", "\u{13441}", "\u{16fe4}", "\u{1d159}", "\u{1d173}", "\u{e0fff}", "\ufff0"],
    ...["\u200c", "\u200d", "\ufe0e", "\ufe0f", "\u200d\u200d"],
  ];
  for (const trick of tricks) {
    for (const keys of [
      { name: `a${trick}b` },
      { description: `a${trick}b` },
      { tags: [`a${trick}b`] },
      { url: `https://a.example/${trick}` },
    ]) {
      const [key] = Object.keys(keys);
      assert.equal(reasonOf(keys), `${key}: a control character or an invisible one`, JSON.stringify(keys));
    }
  }
  const strays = [
    "Ada\u200d",
    "\u200dAda",
    "1\ufe0f",
    "❤\ufe0f\ufe0f",
    "❤\ufe0f\ufe0e",
    "👩\u200d",
    "👩\u200d\u200d🚀",
    "👩\u200dA",
    "می\u200c\u200cخواهم",
    "می\u200c",
    "क्\u200d\u200dष",
    "क्\u200c",
    "潮\u{e0100}",
    "潮\ufe00",
  ];
  for (const name of strays)
    assert.equal(reasonOf({ name }), "name: a control character or an invisible one", JSON.stringify(name));
  for (const name of ["", " ", "\u00a0", "\u3000\u2003", "\u0301"]) assert.equal(reasonOf({ name }), "name: nothing to be seen");
  assert.equal(reasonOf({ tags: ["x", ""] }), "tags: nothing to be seen");
  assert.equal(reasonOf({ name: `Z${"\u0300".repeat(7)}` }), "name: marks heaped on a letter");
  assert.equal(reasonOf({ name: `क${"\u0951".repeat(6)}` }), "nothing");
  assert.equal(reasonOf({ description: `क${"\u0951\u0952\u200d".repeat(24)}क` }), "description: marks heaped on a letter");
});

test("spaces make no name another one", () => {
  for (const name of [
    "Ada's  pool",
    "Ada's\u00a0\u3000pool",
    "\u3000Ada's pool",
    "Ada's pool\u00a0\u00a0",
    " Ada's \u2003 pool ",
  ]) {
    assert.equal(readFile(fileOf({ name })).description.name, "Ada's pool", JSON.stringify(name));
  }
  const { description } = readFile(fileOf({ name: "潮\u3000汐", description: " a  b ", tags: [" green  north "] }));
  assert.deepEqual([description.name, description.description, description.tags], ["潮\u3000汐", "a b", ["green north"]]);
  assert.equal(reasonOf({ url: " https://a.example/ " }), "url: expected one with https://");
});

test("each key must be there and of its kind", () => {
  for (const value of [undefined, null, 1, {}, ["x"]]) {
    for (const key of ["name", "description", "url", "logo"]) assert.equal(reasonOf({ [key]: value }), `${key}: expected a text`);
    assert.equal(reasonOf({ tags: [value] }), "tags: expected a text");
  }
  for (const value of [undefined, null, "a, b", { length: 1 }]) assert.equal(reasonOf({ tags: value }), "tags: expected a list");
  for (const value of [undefined, null, 0, 2, "1", [1]])
    assert.equal(reasonOf({ schema_version: value }), "schema_version: expected 1");
});

test("the URL is https and shown as browsers write it", () => {
  const wrong = [
    "",
    "pools.example",
    "http://a.example/",
    "javascript:alert(1)",
    "data:text/html,x",
    "//a.example",
    "https://",
    "https://a b.example/",
  ];
  for (const url of wrong) assert.equal(reasonOf({ url }), "url: expected one with https://", url);
  assert.equal(reasonOf({ url: "https://bank.example@evil.example/" }), "url: a user name or password");
  assert.equal(reasonOf({ url: `https://a.example/${"x".repeat(2048)}` }), "url: more than 2048 characters");
  assert.equal(reasonOf({ url: `https://a.example/${"\u6f6e".repeat(1000)}` }), "url: more than 2048 characters");
  assert.equal(
    readFile(fileOf({ url: "HTTPS://xn--e1afmkfd.EXAMPLE/\u6f6e" })).description.url,
    "https://xn--e1afmkfd.example/%E6%BD%AE",
  );
});

test("the bytes are UTF-8 and JSON without a key twice", () => {
  const text = JSON.stringify(GOOD);
  const invalid = [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]];
  for (const bytes of invalid) {
    assert.equal(reason(Buffer.concat([Buffer.from(text.slice(0, -2)), Buffer.from(bytes), Buffer.from('"}')])), "not UTF-8");
  }
  assert.equal(reason(Buffer.from(`\ufeff${text}`)), "a byte order mark stands before the JSON");
  assert.equal(reason(Buffer.from(text, "utf16le")), "not JSON");
  const wrong = [
    "",
    "{",
    `${text},`,
    text.replace("{", "{//\n"),
    text.replaceAll('"', "'"),
    `${text.slice(0, -1)},}`,
    "NaN",
    "[".repeat(1_000_000),
  ];
  for (const json of wrong) assert.equal(reason(Buffer.from(json)), "not JSON", json.slice(0, 20));
  for (const json of ["null", "1", '"x"', `[${text}]`]) assert.equal(reason(Buffer.from(json)), "expected a JSON object");
  const twice = [
    `{"name":"x",${text.slice(1)}`,
    `{"n\\u0061me" :"x",${text.slice(1)}`,
    `{"other":[{}],"other"\n: {"other":1},${text.slice(1)}`,
  ];
  for (const json of twice) assert.match(reason(Buffer.from(json)), /^a key stands there twice/, json.slice(0, 40));
  const once = `{"a":{"name":1},"b":[{"name":2}],"c":"\\"name\\":1","d":"\\\\","":"name",${text.slice(1)}`;
  assert.equal(reason(Buffer.from(once)), "nothing");
  const deep = `{"a":${"[".repeat(300_000)}${"]".repeat(300_000)},${text.slice(1)}`;
  assert.equal(reason(Buffer.from(deep)), "nothing");
});

/** A chunk of a PNG, its checksum right. */
function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}

interface Image {
  width: number;
  height: number;
  depth: number;
  colour: number;
  interlace: number;
  data: Buffer;
  before: Buffer[];
  after: Buffer[];
}

const SIGNATURE = png().subarray(0, 8);

/** A PNG of nothing but what is said. */
function image(given: Partial<Image> = {}): Buffer {
  const { width = 256, height = 256, depth = 8, colour = 0, interlace = 0, before = [], after = [] } = given;
  const { data = deflateSync(Buffer.alloc(257 * 256)) } = given;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, interlace], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    ...before,
    chunk("IDAT", data),
    ...after,
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const logoReason = (file: Buffer): string => reasonOf({ logo: file.toString("base64") });

test("logos of every kind are taken, and made anew without anything else in them", () => {
  const text = chunk("tEXt", Buffer.from("Comment\0<script>alert(1)</script>"));
  const profile = chunk("iCCP", Buffer.concat([Buffer.from("x\0\0"), deflateSync(Buffer.alloc(100_000_000))]));
  const palette = chunk("PLTE", Buffer.from([255, 0, 0]));
  const size = (samples: number, depth: number): Buffer => deflateSync(Buffer.alloc((1 + (256 * samples * depth) / 8) * 256));
  const passes = [
    [32, 32],
    [32, 32],
    [64, 32],
    [64, 64],
    [128, 64],
    [128, 128],
    [256, 128],
  ] as const;
  const inPasses = deflateSync(Buffer.alloc(passes.reduce((sum, [columns, lines]) => sum + lines * (1 + columns / 8), 0)));
  const images = [
    png(),
    image({ before: [text, profile], after: [text] }),
    image({ depth: 16, colour: 6, data: size(4, 16) }),
    image({ depth: 1, data: size(1, 1) }),
    image({ depth: 2, colour: 3, data: size(1, 2), before: [palette, chunk("tRNS", Buffer.from([7]))] }),
    image({ depth: 1, interlace: 1, data: inPasses }),
    Buffer.concat([png(), Buffer.from("PK\x03\x04 and more behind the end")]),
  ];
  for (const [index, file] of images.entries()) {
    const { logo } = readFile(fileOf({ logo: file.toString("base64") }));
    const { width, height } = PNG.sync.read(logo);
    assert.deepEqual([width, height], [256, 256], `image ${index}`);
    const types = logo.toString("latin1").match(/IHDR|PLTE|tRNS|tEXt|iCCP|gAMA|IEND|script|PK/g);
    assert.deepEqual(types, ["IHDR", "IEND"], `image ${index}`);
  }
  const red = readFile(fileOf({ logo: images[4]?.toString("base64") })).logo;
  assert.deepEqual([...PNG.sync.read(red).data.subarray(0, 4)], [255, 0, 0, 7]);
  const { logo } = readFile(fileOf());
  assert.deepEqual(PNG.sync.read(logo).data, PNG.sync.read(Buffer.from(LOGO, "base64")).data);
});

test("images that are none, or other ones, are refused", () => {
  const flipped = Buffer.from(png());
  flipped[flipped.length - 20] = (flipped[flipped.length - 20] ?? 0) ^ 1;
  const cases: [Buffer, RegExp][] = [
    [Buffer.from("GIF89a"), /not a PNG/],
    [Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /not a PNG/],
    [Buffer.concat([SIGNATURE, chunk("IDAT", Buffer.alloc(1)), chunk("IEND", Buffer.alloc(0))]), /not a PNG/],
    [png(255), /255 x 255 pixels/],
    [image({ height: 257 }), /256 x 257 pixels/],
    [image({ depth: 4, colour: 2 }), /not a PNG/],
    [image({ colour: 5 }), /not a PNG/],
    [image({ interlace: 2 }), /not a PNG/],
    [image({ data: deflateSync(Buffer.alloc(257 * 255)) }), /too few pixels/],
    [image({ data: Buffer.from("no stream") }), /cannot be decoded/],
    [image({ data: deflateSync(Buffer.alloc(257 * 256, 9)) }), /cannot be decoded/],
    [image({ colour: 3 }), /cannot be decoded/],
    [image({ before: [chunk("EVIL", Buffer.alloc(4))] }), /a chunk that nobody knows/],
    [flipped, /a checksum is wrong/],
    [png().subarray(0, -1), /cut off/],
    [SIGNATURE, /cut off/],
  ];
  for (const [index, [file, expected]] of cases.entries()) assert.match(logoReason(file), expected, `case ${index}`);
  for (const logo of ["", "!", `${LOGO}\n`, `data:image/png;base64,${LOGO}`, LOGO.replace(/=+$/, ""), "=".repeat(1_000_000)]) {
    if (logo !== LOGO) assert.equal(reasonOf({ logo }), "logo: not base64");
  }
});

test("bombs do not go off", () => {
  const bomb = deflateSync(Buffer.alloc(600_000_000), { level: 9 });
  const before = process.memoryUsage().rss;
  const started = Date.now();
  for (const interlace of [0, 1]) assert.match(logoReason(image({ interlace, data: bomb })), /cannot be decoded/);
  assert.match(logoReason(image({ width: 60_000, height: 60_000, data: bomb })), /60000 x 60000 pixels/);
  assert.match(logoReason(image({ width: 2 ** 32 - 1, height: 2 ** 32 - 1 })), /pixels/);
  assert.match(reasonOf({ tags: Array<string>(300_000).fill("x") }), /more than 10/);
  const grown = process.memoryUsage().rss - before;
  assert.ok(grown < 100_000_000, `${grown} bytes`);
  console.log(`bombs: ${Date.now() - started} ms, ${Math.round(grown / 1e6)} MB`);
});
