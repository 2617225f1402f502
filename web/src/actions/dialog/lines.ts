import { AT_ONCE, warning, type Line } from "../types.js";

/** What the messages of a transaction do, one after the other; what several of them say is said once. */
export function linesOf(told: readonly (readonly (Line | string)[])[]): readonly Line[] {
  const lines = told.flat().map((line): Line => (typeof line === "string" ? { tone: "plain", text: line } : line));
  const full = told.length >= AT_ONCE ? [warning(FULL)] : [];
  return [...new Map([...lines, ...full].map((line) => [`${line.tone} ${line.text}`, line])).values()];
}

const FULL = `One transaction takes ${AT_ONCE} of these at most: if there are more, send it again for the rest.`;
