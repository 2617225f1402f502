/** What pools say of themselves: the rules of the proxy, held to by the page too. */

import { deflateSync } from "node:zlib";

import { afterEach, describe, expect, test, vi } from "vitest";
import { metadataHash } from "tributary-client";

import { readFile } from "../../services/proxy/src/rules.js";
import { bytesOf } from "../src/data/fetched.js";
import { joined, logoAddress, plainLogo } from "../src/data/logo.js";
import { checkedFile, isProxy, keptProxies } from "../src/data/metadata.js";
import { mergeMetadata, parseFile, parseProxyList, type ProxyRow } from "../src/data/metadataRules.js";
import { pool, row, rowsOf } from "./fakes.js";
import { chunk, png, SIGNATURE } from "./png.js";

const LOGO = Buffer.from(png()).toString("base64");
const GOOD = {
  schema_version: 1,
  name: "Mill",
  description: "Grinds.",
  tags: ["green"],
  url: "https://mill.example",
  logo: LOGO,
};
const file = (keys: object = {}): Uint8Array => new TextEncoder().encode(JSON.stringify({ ...GOOD, ...keys }));

afterEach(() => vi.unstubAllGlobals());

describe("what proxies say", () => {
  const { metadata_hash: hash } = pool("a");
  const merged = (...answers: readonly (readonly ProxyRow[])[]) =>
    mergeMetadata(
      [pool("a")],
      answers.map((rows) => ({ rows: rowsOf(...rows) })),
    ).get("a");

  test("counts for the hash on the chain alone", () => {
    expect(merged([row("a", { hash: "old" })])).toMatchObject({ name: undefined, disagree: false });
    expect(merged([row("a")])?.name).toBe("Mill");
  });

  test("where proxies differ no name is shown, and the reader is told", () => {
    expect(merged([row("a")], [row("a", { proxy: "q" }, { name: "Free Money" })])).toMatchObject({
      name: undefined,
      disagree: true,
    });
    expect(merged([row("a")], [row("a", { proxy: "q", status: "slow" })])).toMatchObject({ name: "Mill", disagree: false });
  });

  test("a file that was good and vanished is still shown, with a mark", () => {
    expect(merged([row("a", { status: "unreachable" })])).toMatchObject({ name: "Mill", trouble: "unreachable" });
    expect(merged([row("a", { status: "wrong_hash", texts: undefined })])).toMatchObject({
      name: undefined,
      trouble: "wrong_hash",
    });
    expect(merged([row("a", { status: "slow" })], [row("a", { proxy: "q" })])?.trouble).toBeUndefined();
    expect(merged([row("a", { status: "none", texts: undefined })])?.trouble).toBeUndefined();
  });

  test("a proxy's nonsense harms nothing", () => {
    const entry = { ...GOOD, pool: "a", metadata_hash: hash, status: "ok" };
    const read = (keys: object) => parseProxyList({ pools: [{ ...entry, ...keys }] }, "https://p").get("a");
    expect(() => parseProxyList({ pools: "none" }, "p")).toThrow("no list");
    expect(parseProxyList({ pools: [null, 5, {}, { pool: "a" }, { ...entry, status: "fine" }] }, "p").size).toBe(0);
    expect(read({})).toMatchObject({ texts: { name: "Mill" }, reason: undefined });
    for (const lie of [{ name: "x".repeat(65) }, { name: "\u3164" }, { url: "javascript:alert(1)" }, { tags: "all" }])
      expect(read(lie)?.texts).toBeUndefined();
    expect(read({ reason: "x".repeat(257) })?.reason).toBeUndefined();
    expect(read({ reason: "the file is another" })?.reason).toBe("the file is another");
  });

  test("a logo is the one of that hash at that proxy, or none", () => {
    const read = (logo: unknown) =>
      parseProxyList({ pools: [{ ...GOOD, pool: "a", metadata_hash: hash, status: "ok", logo }] }, "https://p").get("a")?.logo;
    expect(read(`/v1/logos/${hash}.png`)).toBe(`https://p/v1/logos/${hash}.png`);
    for (const other of ["//evil", "/redirect", `/v1/logos/${"0".repeat(64)}.png`, `/v1/logos/../${hash}.png`, undefined])
      expect(read(other)).toBeUndefined();
  });

  test("sixty thousand rows of one pool cost nothing, and the first counts", () => {
    const entry = { ...GOOD, pool: "a", metadata_hash: hash, status: "ok" };
    const pools = Array.from({ length: 60_000 }, (_, index) => ({ ...entry, name: `Mill ${index}` }));
    const start = performance.now();
    const rows = parseProxyList({ pools }, "p");
    expect(mergeMetadata([pool("a")], [{ rows }]).get("a")?.name).toBe("Mill 0");
    expect(performance.now() - start).toBeLessThan(1_000);
    const others = Array.from({ length: 60_000 }, (_, index) => ({ pool: `p${index}`, metadata_hash: hash, status: "none" }));
    expect(parseProxyList({ pools: others }, "p").size).toBe(20_000);
  });
});

describe("a file", () => {
  test("keeps the rules, or says nothing", () => {
    expect(parseFile(file())).toMatchObject({ name: "Mill", tags: ["green"], url: "https://mill.example/" });
    expect(parseFile(file())?.logo).toMatch(/^data:image\/png;base64,/);
    expect(parseFile(file({ description: "" }))?.description).toBe("");
    for (const key of Object.keys(GOOD)) expect(parseFile(file({ [key]: undefined })), key).toBeUndefined();
  });

  test.each([
    ["a good one", {}],
    ["the longest name", { name: "\u{1f30a}".repeat(64) }],
    ["a name too long", { name: "x".repeat(65) }],
    ["a name of nothing", { name: "" }],
    ["a name that cannot be seen", { name: "\u3164" }],
    ["a name of an empty pattern of dots", { name: "\u2800" }],
    ["a name that turns the direction", { name: "a\u202eb" }],
    ["a control character", { description: "a\u0000b" }],
    ["marks heaped on a letter", { name: `Z${"\u0300".repeat(7)}` }],
    ["joiners", { name: "\u{1f469}\u200d\u{1f680}" }],
    ["half a character", { name: "a\ud800b" }],
    ["a description too long", { description: "y".repeat(257) }],
    ["an empty description", { description: "" }],
    ["too many tags", { tags: Array(11).fill("t") }],
    ["a tag too long", { tags: ["x".repeat(36)] }],
    ["an empty tag", { tags: [""] }],
    ["tags that are no list", { tags: "a" }],
    ["http", { url: "http://mill.example" }],
    ["a user name in the address", { url: "https://bank.example@evil.example/" }],
    ["an address too long", { url: `https://mill.example/${"\u6f6e".repeat(1000)}` }],
    ["another version", { schema_version: 2 }],
    ["no logo", { logo: undefined }],
    ["a logo that is no base64", { logo: `${LOGO}\n` }],
    ["a logo that is no image", { logo: "AAAA" }],
    ["a small logo", { logo: Buffer.from(png(16)).toString("base64") }],
    ["other keys", { more: { name: "x" } }],
  ])("is taken or refused as by the proxy: %s", (_, keys) => {
    expect(parseFile(file(keys)) !== undefined).toBe(taken(file(keys)));
  });

  test("bytes are taken or refused as by the proxy", () => {
    const json = JSON.stringify(GOOD);
    const texts = [
      json,
      `\ufeff${json}`,
      `[${json}]`,
      `{"name":"x",${json.slice(1)}`,
      `{"n\\u0061me" :"x",${json.slice(1)}`,
      "null",
      "",
    ];
    const seen = texts.map((text) => parseFile(new TextEncoder().encode(text)) !== undefined);
    expect(seen).toEqual(texts.map((text) => taken(new TextEncoder().encode(text))));
    expect(seen).toEqual([true, false, false, false, false, false, false]);
    expect(parseFile(new Uint8Array([0xff, 0xfe]))).toBeUndefined();
  });
});

function taken(bytes: Uint8Array): boolean {
  try {
    readFile(bytes);
    return true;
  } catch {
    return false;
  }
}

describe("a logo", () => {
  test("has nothing in it but the image", () => {
    const image = png();
    const head = image.subarray(0, 33);
    const hidden = joined([head, chunk("tEXt", new TextEncoder().encode("Comment\0buy")), image.subarray(33), new Uint8Array(9)]);
    expect(plainLogo(hidden)).toEqual(image);
    expect(logoAddress(hidden)).toBe(`data:image/png;base64,${LOGO}`);
  });

  test("of another size, damaged or cut off is none", () => {
    const image = png();
    const damaged = image.with(40, (image[40] ?? 0) ^ 1);
    const needed = joined([image.subarray(0, 33), chunk("ABCD", new Uint8Array()), image.subarray(33)]);
    const huge = joined([
      SIGNATURE,
      image.subarray(8, 33),
      new Uint8Array([0xff, 0xff, 0xff, 0xff, 0x49, 0x44, 0x41, 0x54, 0, 0, 0, 0]),
    ]);
    for (const wrong of [png(255), damaged, image.subarray(0, -5), needed, huge, deflateSync(image), new Uint8Array()])
      expect(plainLogo(wrong)).toBeUndefined();
  });
});

describe("fetching", () => {
  const answer = (bytes: Uint8Array): Response => new Response(bytes.slice().buffer);

  test("stops at the limit, however much comes", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(1_000));
      },
    });
    await expect(bytesOf(new Response(endless), 10_000)).rejects.toThrow("too large");
    expect(pulled).toBeLessThan(20);
    expect(await bytesOf(answer(new Uint8Array(10)), 10)).toHaveLength(10);
    expect(await bytesOf(new Response(null), 10)).toHaveLength(0);
  });

  test("a file comes from whoever has it; a silent proxy and a lying one delay nobody", async () => {
    const bytes = file();
    const asked: RequestInit[] = [];
    vi.stubGlobal("fetch", (address: string, init: RequestInit) => {
      asked.push(init);
      if (address.startsWith("https://silent")) return new Promise(() => undefined);
      return Promise.resolve(answer(address.startsWith("https://lying") ? file({ name: "Other" }) : bytes));
    });
    const found = await checkedFile(metadataHash(bytes), ["https://silent", "https://lying", "https://good"]);
    expect(found).toMatchObject({ proxy: "https://good", file: { name: "Mill" } });
    expect(asked.every(({ redirect, credentials }) => redirect === "error" && credentials === "omit")).toBe(true);
    expect(await checkedFile("0".repeat(64), ["https://lying"])).toBeNull();
    expect(await checkedFile("../../secret", ["https://good"])).toBeNull();
  });
});

describe("the choice of proxies that a browser kept", () => {
  test("is believed as far as it can be one", () => {
    expect(keptProxies('["https://a","http://b","https://a"]')).toEqual(["https://a", "http://b"]);
    expect(keptProxies('["ftp://a",5,null,"https://"," ",{"x":1},"https://a"]')).toEqual(["https://a"]);
    for (const text of [undefined, "", "{", "5", '{"0":"https://a"}', '"https://a"']) expect(keptProxies(text)).toBeUndefined();
    expect(isProxy("javascript:alert(1)")).toBe(false);
  });
});
