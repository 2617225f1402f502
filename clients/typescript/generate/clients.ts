import { copyFile, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import codegen from "@cosmwasm/ts-codegen";

import { camelCase, messages, type Contract, type JsonSchema } from "./schema.js";

/** Descriptions of the members of interfaces: interface, then member, then text; the interface's own stands under "". */
type Descriptions = Map<string, Map<string, string>>;

/**
 * Runs ts-codegen on the contracts and answers the files that are to be written, by name: `X.types.ts` and `X.client.ts` for each.
 *
 * ts-codegen writes for InterchainJS, without descriptions and without file extensions in its imports; the texts are adjusted to
 * CosmJS, to native modules, and to the descriptions of the schema.
 */
export async function clientFiles(contracts: readonly Contract[]): Promise<Map<string, string>> {
  const work = await mkdtemp(join(tmpdir(), "tributary-codegen-"));
  try {
    await runCodegen(contracts, work);
    const files = new Map<string, string>();
    for (const contract of contracts) {
      const descriptions = describe(contract);
      for (const kind of ["types", "client"]) {
        const name = `${contract.pascal}.${kind}.ts`;
        files.set(name, adjust(await readFile(join(work, "out", name), "utf8"), descriptions));
      }
    }
    return files;
  } finally {
    await rm(work, { recursive: true });
  }
}

async function runCodegen(contracts: readonly Contract[], work: string): Promise<void> {
  const folder = (contract: Contract): string => join(work, contract.name);
  for (const contract of contracts) {
    await mkdir(folder(contract));
    await copyFile(contract.path, join(folder(contract), "schema.json"));
  }
  const disabled = { enabled: false };
  await codegen.default({
    contracts: contracts.map((contract) => ({ name: contract.pascal, dir: folder(contract) })),
    outPath: join(work, "out"),
    options: {
      types: { enabled: true },
      client: { enabled: true, noImplicitOverride: true },
      bundle: disabled,
      reactQuery: disabled,
      recoil: disabled,
      messageComposer: disabled,
      messageBuilder: disabled,
    },
  });
}

function adjust(source: string, descriptions: Descriptions): string {
  const adjusted = source
    .replace("{ ICosmWasmClient, ISigningCosmWasmClient }", "{ Executed, ICosmWasmClient, ISigningCosmWasmClient }")
    .replace('"./baseClient"', '"../baseClient.js"')
    .replace('"@interchainjs/types"', '"@cosmjs/amino"')
    .replace(/("\.\/\w+\.types)"/, '$1.js"')
    .replaceAll("Promise<any>", "Promise<Executed>");
  return insertDescriptions(typeImports(adjusted), descriptions).trimEnd() + "\n";
}

/** Imports types only, and only those that are used. */
function typeImports(source: string): string {
  const body = source.replace(/^import .*$/gm, "");
  return source.replace(/^import \{ (.*) \} from (.*)$/gm, (_, names: string, from: string) => {
    const used = names.split(", ").filter((name) => new RegExp(`\\b${name}\\b`).test(body));
    return `import type { ${used.join(", ")} } from ${from}`;
  });
}

function insertDescriptions(source: string, descriptions: Descriptions): string {
  let members: Map<string, string> | undefined;
  const described = source.split("\n").flatMap((line) => {
    const opened = /^export interface (\w+)/.exec(line)?.[1];
    if (opened !== undefined) {
      members = descriptions.get(opened);
      return [...comment(members?.get(""), ""), line];
    }
    if (line === "}") members = undefined;
    const member = /^ {2}(\w+)\??: /.exec(line)?.[1];
    return member === undefined ? [line] : [...comment(members?.get(member), "  "), line];
  });
  return described.join("\n");
}

function describe({ pascal, schema }: Contract): Descriptions {
  const answers = Object.values(schema.responses);
  const described: Descriptions = new Map();
  for (const root of [schema.instantiate, schema.execute, schema.query, ...answers]) {
    for (const [name, definition] of Object.entries(root.definitions ?? {})) described.set(name, fields(definition));
  }
  for (const answer of [schema.instantiate, ...answers]) described.set(answer.title ?? "", fields(answer));
  described.set(`${pascal}Interface`, methods(schema.execute));
  described.set(`${pascal}ReadOnlyInterface`, methods(schema.query));
  return described;
}

function fields(schema: JsonSchema): Map<string, string> {
  const properties = Object.entries(schema.properties ?? {});
  const described = properties.map(([name, field]): [string, string] => [name, field.description ?? ""]);
  return new Map([["", schema.description ?? ""], ...described]);
}

function methods(schema: JsonSchema): Map<string, string> {
  const described = [...messages(schema)].map(([name, variant]): [string, string] => [
    camelCase(name),
    variant.description ?? "",
  ]);
  return new Map([["", schema.description ?? ""], ...described]);
}

/** A description as the lines of a comment; none for an empty one. */
export function comment(text: string | undefined, indent: string): string[] {
  if (text === undefined || text === "") return [];
  const lines = text.replaceAll("*/", "* /").split("\n");
  if (lines.length === 1) return [`${indent}/** ${text} */`];
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
}
