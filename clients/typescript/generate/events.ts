import { comment } from "./clients.js";
import type { EventSchema, EventSchemas } from "./schema.js";

const HEAD = `// Generated from schema/events.json by \`npm run generate\`. Do not edit.

/** The events of each contract: the keys of their attributes and the types of these, with \`?\` where one may be absent. */
export const EVENTS = {`;

/** The text of \`events.ts\`: one table, from which the types of the events are derived. */
export function eventsFile(schemas: EventSchemas): string {
  const contracts = Object.entries(schemas)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([contract, events]) => [`  ${JSON.stringify(contract)}: {`, ...events.flatMap(eventLines), "  },"]);
  return [HEAD, ...contracts, "} as const;", ""].join("\n");
}

function eventLines({ name, about, attributes }: EventSchema): string[] {
  const lines = attributes.flatMap((attribute) => [
    ...comment(attribute.about, "      "),
    `      ${attribute.name}: ${JSON.stringify(attribute.type + (attribute.optional ? "?" : ""))},`,
  ]);
  return [...comment(about, "    "), `    ${name}: {`, ...lines, "    },"];
}
