import { readFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";

/** A JSON schema, as far as the generator reads it. */
export interface JsonSchema {
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly JsonSchema[];
  readonly enum?: readonly string[];
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

/** The schema of a contract as `cosmwasm-schema` writes it. */
export interface ContractSchema {
  readonly instantiate: JsonSchema;
  readonly execute: JsonSchema;
  readonly query: JsonSchema;
  readonly migrate: JsonSchema | null;
  readonly responses: Readonly<Record<string, JsonSchema>>;
}

/** A contract that has a schema file. */
export interface Contract {
  /** The file's name without its extension, for example `pool-registry`. */
  readonly name: string;
  /** The same as TypeScript spells a class, for example `PoolRegistry`. */
  readonly pascal: string;
  /** The same as TypeScript spells a namespace, for example `poolRegistry`. */
  readonly camel: string;
  readonly path: string;
  readonly schema: ContractSchema;
}

/** An event of a contract, as `events.json` describes it. */
export interface EventSchema {
  readonly name: string;
  readonly about: string;
  readonly attributes: readonly AttributeSchema[];
}

/** An attribute of an event. */
export interface AttributeSchema {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly about: string;
}

/** The events of each contract. */
export type EventSchemas = Readonly<Record<string, readonly EventSchema[]>>;

const EVENTS_FILE = "events.json";

/** The contracts of a schema folder, in the order of their names: every file but `events.json` is one. */
export async function readContracts(folder: string): Promise<Contract[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".json") && file !== EVENTS_FILE);
  return Promise.all(files.sort().map((file) => readContract(join(folder, file))));
}

/** The events of a schema folder. */
export async function readEvents(folder: string): Promise<EventSchemas> {
  return JSON.parse(await readFile(join(folder, EVENTS_FILE), "utf8")) as EventSchemas;
}

/** The messages of an execute or query schema, by name. */
export function messages(schema: JsonSchema): Map<string, JsonSchema> {
  const variants = schema.oneOf ?? [];
  return new Map(variants.flatMap((variant) => variantNames(variant).map((name) => [name, variant])));
}

/** `pool_registry` or `pool-registry` as `PoolRegistry`. */
export function pascalCase(name: string): string {
  return name.replace(/(?:^|[-_])([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** `pool_registry` or `pool-registry` as `poolRegistry`. */
export function camelCase(name: string): string {
  return name.replace(/[-_]([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

async function readContract(path: string): Promise<Contract> {
  const name = basename(path, ".json");
  const schema = JSON.parse(await readFile(path, "utf8")) as ContractSchema;
  refuseSharedNames(name, schema);
  return { name, pascal: pascalCase(name), camel: camelCase(name), path, schema };
}

/** A client class has one method a name: an execute and a query that share one would silently become one. */
function refuseSharedNames(contract: string, schema: ContractSchema): void {
  const queries = messages(schema.query);
  const shared = [...messages(schema.execute).keys()].filter((name) => queries.has(name));
  if (shared.length > 0) {
    throw new Error(`${contract}: both execute and query are called ${shared.join(", ")}`);
  }
}

function variantNames(variant: JsonSchema): readonly string[] {
  return variant.enum ?? Object.keys(variant.properties ?? {});
}
