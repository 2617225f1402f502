import { useDebouncedValue } from "@mantine/hooks";
import { useMemo, useState } from "react";

import { inputText } from "../../words/amounts.js";
import type { ActionRequest, Json, Values } from "../act.js";
import { draftOf, emptyDraft, MISSING, readDraft, readFields, type Draft } from "../form/draft.js";
import type { Units } from "../form/units.js";
import type { Known } from "../tables/index.js";

/** What is filled in, and what of it is wrong. */
export interface Form {
  readonly drafts: Readonly<Record<string, Draft>>;
  readonly setDraft: (name: string, draft: Draft) => void;
  readonly coinsText: string;
  readonly setCoinsText: (text: string) => void;
  readonly setAmount: (name: string, base: bigint) => void;
  /** Once for each message of the transaction. */
  readonly messages: readonly Values[];
  readonly coins: bigint;
  /** Whether everything that is needed is there and well formed. */
  readonly complete: boolean;
}

/** Waits until the typing stops before anything is asked. */
const PAUSE_MS = 350;

/** The form of a message, begun with what is known. The units are final: what is typed is read in those in which it was begun. */
export function useForm(request: ActionRequest, { action, fields }: Known, units: Units): Form {
  const { preset = {}, each } = request;
  const coinDecimals = units.coins?.unit.decimals ?? 0;
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>(() =>
    Object.fromEntries(
      fields.map(({ name, shape }) => {
        const known = preset[name];
        return [name, known === undefined ? emptyDraft(shape) : draftOf(shape, known, units.of(name).decimals)];
      }),
    ),
  );
  const [coinsText, setCoinsText] = useState(request.coins === undefined ? "" : inputText(request.coins, coinDecimals));
  const typed = useMemo(() => ({ drafts, coinsText }), [drafts, coinsText]);
  const [settled] = useDebouncedValue(typed, PAUSE_MS);

  const { values, problems } = readFields(fields, settled.drafts, (name) => units.of(name).decimals);
  const coins = readDraft({ kind: "amount" }, settled.coinsText, coinDecimals);
  const coinsProblem = action.coins === undefined ? undefined : coinProblem(coins, action.coinsOptional === true);
  return {
    drafts,
    setDraft: (name, draft) => setDrafts((last) => ({ ...last, [name]: draft })),
    coinsText,
    setCoinsText,
    setAmount: (name, base) =>
      name === "coins"
        ? setCoinsText(inputText(base, coinDecimals))
        : setDrafts((last) => ({ ...last, [name]: inputText(base, units.of(name).decimals) })),
    messages: each ?? [values],
    coins: typeof coins.value === "string" ? BigInt(coins.value) : 0n,
    complete: (each !== undefined || Object.keys(problems).length === 0) && coinsProblem === undefined && settled === typed,
  };
}

function coinProblem({ value, problem }: { readonly value?: Json; readonly problem?: string }, optional: boolean) {
  if (problem !== undefined) return problem;
  return optional || (value !== undefined && value !== "0") ? undefined : MISSING;
}
