import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { RecordFile } from "../../src/record.js";
import { committed, newBook, settled } from "../../src/spending.js";

const LIMITS = { feePerTransaction: 10n ** 30n, feePerDay: 10n ** 30n, balanceFloor: 0n };
const pending = { hash: "AB", sequence: 7, timeoutHeight: 90, fee: 10n ** 20n, items: 2, bounty: 3n };

const newPath = (): string => join(mkdtempSync(join(tmpdir(), "keeper-")), "record.json");

test("a book comes back as it was, and nothing else is left in the folder", () => {
  const path = newPath();
  const file = new RecordFile(path, "chain", "me");
  assert.deepEqual(file.book, newBook("chain", "me"));
  const open = committed(file.book, LIMITS, pending, 10n ** 25n, Date.now());
  file.save(open);
  assert.deepEqual(new RecordFile(path, "chain", "me").book, open);
  const closed = settled(open, { earned: 10n ** 21n, items: 1 }, Date.now());
  file.save(closed);
  assert.deepEqual(new RecordFile(path, "chain", "me").book, closed);
  assert.deepEqual(readdirSync(join(path, "..")), ["record.json"]);
  assert.equal(statSync(path).mode & 0o777, 0o600);
});

test("a half-written file of an interrupted save does not count", () => {
  const path = newPath();
  const file = new RecordFile(path, "chain", "me");
  file.save(committed(file.book, LIMITS, pending, 10n ** 25n, 0));
  writeFileSync(`${path}.new`, '{"version":');
  assert.deepEqual(new RecordFile(path, "chain", "me").book.pending, pending);
});

test("a save that fails leaves the old book", () => {
  const path = join(mkdtempSync(join(tmpdir(), "keeper-")), "missing", "record.json");
  const file = new RecordFile(path, "chain", "me");
  assert.throws(() => file.save(committed(file.book, LIMITS, pending, 10n ** 25n, 0)));
  assert.equal(file.book.pending, undefined);
});

test("what cannot be read, or is another's, is refused", () => {
  const path = newPath();
  new RecordFile(path, "chain", "me").save(newBook("chain", "me"));
  assert.throws(() => new RecordFile(path, "other", "me"), /of the chain chain, not other/);
  assert.throws(() => new RecordFile(path, "chain", "you"), /of the account me, the key is that of you/);
  const good = readFileSync(path, "utf8");
  const bad = [
    "",
    "{}",
    "null",
    good.slice(0, -5),
    good.replace('"version": 1', '"version": 2'),
    good.replace('"earned": "0"', '"earned": 0'),
    good.replace('"hours": {}', '"hours": {"1.5": "3"}'),
    good.replace('"pending": null', '"pending": {"hash": "AB"}'),
  ];
  for (const text of bad) {
    assert.notEqual(text, good);
    writeFileSync(path, text);
    assert.throws(() => new RecordFile(path, "chain", "me"), /is no record of a keeper/, text);
  }
});

test("of two that take the lock, as in containers, only the later writes, and it knows what the earlier wrote", () => {
  const path = newPath();
  const [one, other] = [new RecordFile(path, "chain", "me"), new RecordFile(path, "chain", "me")];
  const releaseOne = one.lock();
  const open = committed(one.book, LIMITS, pending, 10n ** 25n, Date.now());
  one.save(open);
  // The same process id, as in two containers.
  const release = other.lock();
  assert.deepEqual(other.book, open);
  const refused = { name: "Refused", message: /another keeper began to work with .*record\.json/ };
  assert.throws(() => one.save(newBook("chain", "me")), refused);
  releaseOne();
  assert.ok(existsSync(`${path}.lock`), "it is the other's");
  const closed = settled(open, "expired", Date.now());
  other.save(closed);
  assert.deepEqual(new RecordFile(path, "chain", "me").book, closed);
  release();
  assert.throws(() => other.save(open), refused);
  assert.deepEqual(readdirSync(join(path, "..")), ["record.json"]);
});

test("many that start at once: one is left", () => {
  const path = newPath();
  writeFileSync(`${path}.lock`, "1073741824");
  const files = Array.from({ length: 5 }, () => new RecordFile(path, "chain", "me"));
  for (const file of files) file.lock();
  const saved = files.filter((file) => {
    try {
      file.save(file.book);
      return true;
    } catch {
      return false;
    }
  });
  assert.deepEqual(saved, files.slice(-1));
});

test("a file that is no record is named, and nothing of it repeated", () => {
  const path = newPath();
  writeFileSync(path, "abandon hope");
  assert.throws(
    () => new RecordFile(path, "chain", "me"),
    ({ message }: Error) => /is no record of a keeper: no JSON/.test(message) && !message.includes("aba"),
  );
});

test("one keeper at a time, and a dead one's lock does not count", async () => {
  const path = newPath();
  const file = new RecordFile(path, "chain", "me");
  const release = file.lock();
  assert.ok(existsSync(`${path}.lock`));
  release();
  assert.ok(!existsSync(`${path}.lock`));

  const other = spawn("sleep", ["60"]);
  writeFileSync(`${path}.lock`, String(other.pid));
  assert.throws(() => file.lock(), new RegExp(`process ${other.pid} works with`));
  const gone = new Promise((resolve) => other.once("exit", resolve));
  other.kill("SIGKILL");
  await gone;
  file.lock()();
});
