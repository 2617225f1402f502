import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { readConfig } from "../src/config.js";

const folder = mkdtempSync(join(tmpdir(), "tributary-proxy-config-"));
after(() => rmSync(folder, { recursive: true }));

const NEEDED = { chain_id: "chain-1", rpc: "http://127.0.0.1:26657", registry: "wasm1pools", cache: "cache" };

/** A file with what is needed, and these keys. */
function fileWith(keys: Record<string, unknown> | string): string {
  const file = join(folder, "proxy.json");
  writeFileSync(file, typeof keys === "string" ? keys : JSON.stringify({ ...NEEDED, ...keys }));
  return file;
}

test("what is left out is what the page says", () => {
  assert.deepEqual(readConfig(fileWith({})), {
    ...NEEDED,
    host: "127.0.0.1",
    port: 7780,
    poll_seconds: 30,
    retry_seconds: 60,
    recheck_seconds: 21_600,
    timeout_seconds: 10,
    concurrency: 16,
    per_host: 2,
    max_pools: 5000,
    ports: [443],
    deny: [],
    dns: [],
    ca: [],
  });
});

test("options go before the file, and do without it", () => {
  const options = {
    "poll-seconds": "5",
    ports: "443,8443",
    deny: "203.0.113.0/24,2001:db8::/32",
    host: "::1",
    dns: "1.1.1.1,[::1]:53,8.8.8.8:53",
  };
  const config = readConfig(fileWith({ poll_seconds: 7, ports: [1], per_host: 3 }), options);
  assert.deepEqual(
    [config.poll_seconds, config.ports, config.deny, config.host, config.per_host],
    [5, [443, 8443], ["203.0.113.0/24", "2001:db8::/32"], "::1", 3],
  );
  assert.equal(readConfig(undefined, { "chain-id": "x", rpc: NEEDED.rpc, registry: "y", cache: "z" }).chain_id, "x");
  assert.deepEqual(readConfig(fileWith({ deny: ["203.0.113.0/24"] }), { deny: "" }).deny, []);
});

test("what is wrong is said", () => {
  const file = join(folder, "proxy.json");
  const cases: [Record<string, unknown> | string, Record<string, string>, RegExp][] = [
    ["{", {}, /proxy\.json: .*JSON/],
    ["[]", {}, /proxy\.json: expected a JSON object/],
    [{ polls: 5 }, {}, /proxy\.json: there is no key polls; there are chain_id, rpc, /],
    [{ constructor: 5 }, {}, /there is no key constructor/],
    [{ poll_seconds: "5" }, {}, /proxy\.json: poll_seconds: expected a whole number from 1 to 86400/],
    [{ poll_seconds: 0 }, {}, /poll_seconds: expected a whole number/],
    [{ concurrency: 2.5 }, {}, /concurrency: expected a whole number from 1 to 256/],
    [{ port: 65_536 }, {}, /port: expected a whole number from 0 to 65535/],
    [{ ports: 443 }, {}, /ports: expected a list/],
    [{ ports: [0] }, {}, /ports: expected a whole number from 1 to 65535/],
    [{ registry: "" }, {}, /registry: expected a text/],
    [{ registry: null }, {}, /registry: expected a text/],
    [{ deny: [5] }, {}, /deny: expected a text/],
    [{ deny: ["10.0.0.1"] }, {}, /deny: 10\.0\.0\.1 is no range/],
    [{ dns: ["localhost"] }, {}, /dns: localhost is no address/],
    [{ rpc: "127.0.0.1:26657" }, {}, /rpc: 127\.0\.0\.1:26657 is no http/],
    [{ rpc: "ftp://a.example" }, {}, /rpc: ftp:/],
    [{ ca: [join(folder, "nothing.pem")] }, {}, /ca: there is no file .*nothing\.pem/],
    [{}, { port: "x" }, /--port: expected a whole number/],
    [{}, { port: "-1" }, /--port: expected a whole number/],
    [{}, { ports: "443,x" }, /--ports: expected a whole number/],
    [{}, { rpc: "" }, /--rpc: expected a text/],
  ];
  for (const [keys, options, expected] of cases) assert.throws(() => readConfig(fileWith(keys), options), expected);
  for (const key of Object.keys(NEEDED)) {
    const { [key as keyof typeof NEEDED]: _, ...rest } = NEEDED;
    const without = fileWith(JSON.stringify(rest));
    assert.throws(() => readConfig(without), new RegExp(`${key} is missing: .* --${key.replace("_", "-")}$`));
  }
  assert.throws(() => readConfig(`${file}.not`), /ENOENT/);
});
