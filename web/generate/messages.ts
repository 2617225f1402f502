import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** A schema of JSON, as far as the contracts' schemas use it. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly enum?: readonly (string | null)[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

interface Contract {
  readonly contract_name: string;
  readonly execute: Schema;
}

/** What a field takes. Kinds are told by type, then by name: rates and addresses are plain numbers and strings in the schema. */
type Shape =
  | { readonly kind: Kind }
  | { readonly kind: "choice"; readonly options: readonly string[] }
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "object"; readonly fields: readonly Field[] }
  | { readonly kind: "variants"; readonly options: readonly Variant[] };

type Kind = "amount" | "ppm" | "bps" | "address" | "integer" | "boolean" | "text" | "binary" | "duration" | "point" | "decimal";

interface Field {
  readonly name: string;
  readonly help: string;
  readonly required: boolean;
  readonly shape: Shape;
}

/** One of several forms: `{name: value}`, or the bare word where there is no value. */
interface Variant {
  readonly name: string;
  readonly help: string;
  readonly shape?: Shape;
}

const OWN_KINDS: Readonly<Record<string, Kind>> = {
  Uint128: "amount",
  Uint256: "amount",
  Uint64: "integer",
  Binary: "binary",
  Duration: "duration",
  Expiration: "point",
  Timestamp: "point",
  Decimal: "decimal",
};

/** Fields that people expect first; the others follow by name. */
const FIRST = [
  "pool",
  "from_pool",
  "to_pool",
  "staker",
  "from",
  "to",
  "device",
  "class",
  "offer_id",
  "agreement_id",
  "token_id",
  "amount",
];

const ADDRESSES = new Set([
  ..."pool from_pool to_pool delegator recipient fee_recipient operator owner staker identity signing_address".split(" "),
  ..."coinbase_address from to user guardian treasury registrar registrars contract spender node minter hook".split(" "),
  ..."license_nft staker_registry loyalty_oracle slasher new_owner users sender exclude group coinbase cw20 set".split(" "),
]);

/** The text of the generated file. */
export async function messagesFile(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json") && name !== "events.json").sort();
  const contracts = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8")) as Contract),
  );
  const entries = contracts.map(({ contract_name: name, execute }) => [name, messagesOf(execute)]);
  return [
    "// Generated from schema/ by `npm run generate`. Do not edit.",
    "",
    "/** The messages of each contract with their fields, in the order of the schema. */",
    `export const MESSAGES = ${JSON.stringify(Object.fromEntries(entries), null, 1)} as const;`,
    "",
  ].join("\n");
}

function messagesOf(execute: Schema): Record<string, readonly Field[]> {
  const definitions = execute.definitions ?? {};
  const messages = (execute.oneOf ?? []).map((message) => {
    const [name = "", body = {}] = Object.entries(message.properties ?? {})[0] ?? [];
    const shape = shapeOf(name, body, definitions);
    const fields = shape.kind === "object" ? shape.fields : [{ name: "", help: "", required: true, shape }];
    return [name, fields] as const;
  });
  return Object.fromEntries(messages);
}

function fieldsOf(schema: Schema, definitions: Readonly<Record<string, Schema>>): readonly Field[] {
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    help: helpOf(property.description ?? ""),
    required: required.has(name),
    shape: shapeOf(name, property, definitions),
  }));
  return fields.sort((a, b) => Number(b.required) - Number(a.required) || placeOf(a.name) - placeOf(b.name));
}

/** What the schema says of a field, without what does not count in a form: there amounts and rates are typed as people write them. */
function helpOf(description: string): string {
  const [first = ""] = description.split("\n\n");
  return first
    .replace(/,? in (?:base units|millionths|basis points)/g, "")
    .replace(/\b1000000\b/g, "100 %")
    .replace(/\n/g, " ");
}

function placeOf(name: string): number {
  const place = FIRST.indexOf(name);
  return place < 0 ? FIRST.length : place;
}

function shapeOf(name: string, schema: Schema, definitions: Readonly<Record<string, Schema>>): Shape {
  const reference = schema.$ref?.replace("#/definitions/", "");
  if (reference !== undefined) {
    const own = OWN_KINDS[reference];
    return own === undefined ? shapeOf(name, definitions[reference] ?? {}, definitions) : { kind: own };
  }
  const several = schema.oneOf ?? schema.anyOf?.filter((part) => part.type !== "null") ?? schema.allOf;
  if (several !== undefined) {
    const [only, ...others] = several;
    return only !== undefined && others.length === 0 ? shapeOf(name, only, definitions) : variantsOf(several, definitions);
  }
  if (schema.enum !== undefined) return { kind: "choice", options: schema.enum.filter((option) => option !== null) };
  return plainShape(name, schema, definitions);
}

function plainShape(name: string, schema: Schema, definitions: Readonly<Record<string, Schema>>): Shape {
  const [type = "object"] = [schema.type ?? "object"].flat().filter((part) => part !== "null");
  switch (type) {
    case "array":
      return { kind: "list", of: shapeOf(name, schema.items ?? {}, definitions) };
    case "object":
      return { kind: "object", fields: fieldsOf(schema, definitions) };
    case "boolean":
      return { kind: "boolean" };
    case "integer":
      if (name.endsWith("_ppm")) return { kind: "ppm" };
      return { kind: name.endsWith("_bps") ? "bps" : "integer" };
    default:
      return { kind: ADDRESSES.has(name) ? "address" : "text" };
  }
}

function variantsOf(options: readonly Schema[], definitions: Readonly<Record<string, Schema>>): Shape {
  const variants = options.flatMap((option): Variant[] => {
    const help = option.description ?? "";
    if (option.enum !== undefined) return option.enum.filter((word) => word !== null).map((name) => ({ name, help }));
    const [name = "", body = {}] = Object.entries(option.properties ?? {})[0] ?? [];
    return [{ name, help, shape: shapeOf(name, body, definitions) }];
  });
  const words = variants.every(({ shape }) => shape === undefined);
  return words ? { kind: "choice", options: variants.map(({ name }) => name) } : { kind: "variants", options: variants };
}
