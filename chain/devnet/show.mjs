// What scripts/tx.sh prints: answers of wasmd in a form for people.
//
//   node show.mjs address FILE NAME      the address of a contract in a file of deployments
//   node show.mjs check JSON             nothing, or what is wrong with the JSON
//   node show.mjs sent | answer | refused | result CONTRACT FILE      what is on standard input
import { existsSync, readFileSync } from "node:fs";

const [action, ...rest] = process.argv.slice(2);

function fail(text) {
  console.error(`error: ${text}`);
  process.exit(1);
}

const input = () => readFileSync(0, "utf8").trim();

/** The contracts of a file of deployments, address by name. */
function contracts(file) {
  if (!existsSync(file)) return {};
  const { contracts = {} } = JSON.parse(readFileSync(file, "utf8"));
  return Object.fromEntries(Object.entries(contracts).map(([name, contract]) => [name, contract.address]));
}

/** The part of an error that the contract or the chain meant for people: no source files, no wrappers. */
function readable(log) {
  return log
    .replace(/ ?\[[^\]\s]+\.go:\d+\]/g, "")
    .replace(/^(Error: )?(rpc error: code = \w+ desc = )+/, "")
    .replace(/^failed to execute message; message index: \d+: /, "")
    .replace(/ ?with gas used: '\d+'/, "")
    .replace(/(: (execute|query|instantiate) wasm contract failed)?(: (unknown request|invalid request))?$/, "");
}

/** Why a command of wasmd failed, out of all that it printed: the line of its logger, or one that begins with "Error:". */
function reason(output) {
  const lines = output.replace(/\x1b\[[0-9;]*m/g, "").split("\n");
  const last = (pattern) => lines.map((line) => pattern.exec(line)?.[1]).findLast((text) => text !== undefined);
  const logged = last(/ ERR failure when running app err(?:or)?=(.*?)(?: module=\w+)?$/);
  if (logged !== undefined) return readable(unquoted(logged));
  return readable(last(/^Error: (.*)$/) ?? lines.filter((line) => line.trim()).join("\n"));
}

function unquoted(text) {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

/** The first line that is a JSON object, of output that may begin with remarks. */
function object(output) {
  const line = output.split("\n").find((text) => text.startsWith("{"));
  return line === undefined ? fail(reason(output) || "wasmd answered nothing") : JSON.parse(line);
}

const plain = (value) => (value === "" || /[\s"]/.test(value) ? JSON.stringify(value) : value);

function result(contract, file) {
  const tx = object(input());
  const names = Object.fromEntries(Object.entries(contracts(file)).map(([name, address]) => [address, name]));
  console.log(`tx      ${tx.txhash}`);
  console.log(`height  ${tx.height}`);
  console.log(`code    ${tx.code}${tx.code ? ` (${tx.codespace})` : ""}`);
  console.log(`gas     ${tx.gas_used} used of ${tx.gas_wanted}`);
  if (tx.code) fail(readable(tx.raw_log));
  for (const { type, attributes } of tx.events) {
    if (!type.startsWith("wasm-")) continue;
    const words = [type];
    for (const { key, value } of attributes) {
      if (key === "msg_index") continue;
      if (key === "_contract_address") words.push(`contract=${names[value] ?? value}`);
      else words.push(`${key}=${plain(value)}`);
    }
    console.log(words.join(" "));
  }
}

switch (action) {
  case "address": {
    const [file, name] = rest;
    const known = contracts(file);
    if (!known[name]) fail(`${name} is no address and no contract of ${file}, which has ${Object.keys(known).join(", ") || "none"}`);
    console.log(known[name]);
    break;
  }
  case "check":
    try {
      JSON.parse(rest[0]);
    } catch (error) {
      fail(`the message is no JSON: ${error.message}`);
    }
    break;
  case "sent": {
    const { code, raw_log, txhash } = object(input());
    if (code) fail(`not accepted, code ${code}: ${readable(raw_log)}`);
    console.log(txhash);
    break;
  }
  case "answer":
    console.log(JSON.stringify(object(input()).data, null, 2));
    break;
  case "refused":
    fail(reason(input()));
    break;
  case "result":
    result(...rest);
    break;
  default:
    fail(`unknown action ${action}`);
}
