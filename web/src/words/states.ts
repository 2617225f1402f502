import type { poolRegistry } from "tributary-client";

/** How good a pool's performance is; the classes of the guide. */
export type PerformanceClass = "excellent" | "good" | "poor" | "unknown";

/** The class of a performance in millionths: excellent from 99 %, poor up to 95 %. Without one the pool is too young, or nobody earned anything. */
export function performanceClass(ppm: number | null | undefined): PerformanceClass {
  if (ppm === null || ppm === undefined) return "unknown";
  if (ppm >= 990_000) return "excellent";
  return ppm > 950_000 ? "good" : "poor";
}

/** What the state of a pool means to whoever reads it. */
export const POOL_STATES: Readonly<Record<poolRegistry.PoolState, { name: string; meaning: string }>> = {
  active: { name: "Active", meaning: "It takes part, earns and takes delegations." },
  broken: {
    name: "Broken",
    meaning:
      "The operator's own stake is too small. It earns nothing new and takes nothing; stake can leave or move at any time.",
  },
  retired: {
    name: "Retired",
    meaning: "The operator has taken out all its stake. It earns nothing new; stake can leave or move at any time.",
  },
};

/** What a class of performance means. */
export const PERFORMANCE_CLASSES: Readonly<Record<PerformanceClass, { name: string; meaning: string }>> = {
  excellent: { name: "Excellent", meaning: "It earned at least 99 % of what its stake should." },
  good: { name: "Good", meaning: "It earned between 95 and 99 % of what its stake should." },
  poor: { name: "Poor", meaning: "It earned 95 % or less of what its stake should." },
  unknown: { name: "No figure", meaning: "The pool is too young to be measured, or nobody earned anything in the window." },
};
