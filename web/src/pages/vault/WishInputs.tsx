import { SimpleGrid, Slider, Text, TextInput } from "@mantine/core";
import { useMemo, useState } from "react";

import { MISSING, readDraft } from "../../actions/form/draft.js";
import { useUnit } from "../../data/assets.js";
import type { Wish } from "../../data/vault.js";
import { useChain } from "../../network/ChainProvider.js";
import type { Unit } from "../../words/amounts.js";
import { counted } from "../../words/time.js";
import { longestPeriod, periodProblem, shortestPeriod, type Programme } from "./period.js";

/** What stands in the inputs. */
type Typed = Readonly<Record<"amount" | "days" | "nfts" | "loyalty", string>>;

/** The inputs of the calculator: what was typed, what is wrong with it, and the wish if nothing is. */
export interface WishForm {
  readonly typed: Typed;
  readonly type: (name: keyof Typed, text: string) => void;
  readonly problems: Readonly<Partial<Record<keyof Typed, string>>>;
  readonly wish: Wish | undefined;
  /** Of the stake; undefined until it is known. */
  readonly unit: Unit | undefined;
  /** The periods between which the slider moves. */
  readonly days: readonly [least: number, most: number];
}

/** A period that people begin with, where it is possible. */
const USUAL_DAYS = 90;

/** Begins with a usual stake and with what boosts the reader. */
export function useWishForm(config: Programme, boost: Pick<Wish, "nfts" | "loyalty"> | undefined): WishForm {
  const { now } = useChain();
  const unit = useUnit("stake");
  const most = longestPeriod(config, now);
  const [changed, setChanged] = useState<Partial<Typed>>(() => ({
    amount: "1000",
    days: String(Math.min(Math.max(USUAL_DAYS, shortestPeriod(config, now)), most)),
  }));
  const { amount = "", days = "", nfts = String(boost?.nfts ?? 0), loyalty = String(boost?.loyalty ?? 0) } = changed;
  const typed = { amount, days, nfts, loyalty };
  const { wish, problems } = useMemo(
    () => (unit === undefined ? { wish: undefined, problems: {} } : readWish({ amount, days, nfts, loyalty }, unit.decimals)),
    [amount, days, nfts, loyalty, unit],
  );
  const problem = wish === undefined ? undefined : periodProblem(wish.days, config, now);
  return {
    typed,
    type: (name, text) => setChanged((before) => ({ ...before, [name]: text })),
    problems: problem === undefined ? problems : { ...problems, days: problem },
    wish: problem === undefined ? wish : undefined,
    unit,
    days: [config.min_days, most],
  };
}

/** Reads the inputs as forms do; without a wish if one of them is empty or wrong. */
export function readWish(typed: Typed, decimals: number): Pick<WishForm, "wish" | "problems"> {
  const read = (name: keyof Typed): [value: string | undefined, problem: string | undefined] => {
    const answer = readDraft({ kind: name === "amount" ? "amount" : "integer" }, typed[name], decimals);
    if (answer.value !== undefined) return [String(answer.value), undefined];
    return [undefined, answer.problem ?? MISSING];
  };
  const [[amount, noAmount], [days, noDays], [nfts, noNfts], [loyalty, noLoyalty]] = [
    read("amount"),
    read("days"),
    read("nfts"),
    read("loyalty"),
  ];
  const problems = {
    ...(noAmount !== undefined && { amount: noAmount }),
    ...(noDays !== undefined && { days: noDays }),
    ...(noNfts !== undefined && { nfts: noNfts }),
    ...(noLoyalty !== undefined && { loyalty: noLoyalty }),
  };
  if (amount === undefined || days === undefined || nfts === undefined || loyalty === undefined)
    return { wish: undefined, problems };
  if (BigInt(amount) === 0n) return { wish: undefined, problems: { ...problems, amount: "More than nothing" } };
  return { wish: { amount: BigInt(amount), days: Number(days), nfts: Number(nfts), loyalty: Number(loyalty) }, problems };
}

const INPUTS = [
  { name: "amount", label: "Stake", inputMode: "decimal" },
  { name: "days", label: "Period in days", inputMode: "numeric" },
  { name: "nfts", label: "NFTs", inputMode: "numeric" },
  { name: "loyalty", label: "Loyalty score", inputMode: "numeric" },
] as const;

/** The inputs, and a slider for the period. */
export function WishInputs({ form }: { readonly form: WishForm }) {
  const { typed, type, problems, unit, days } = form;
  const [least, most] = days;
  return (
    <>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {INPUTS.map(({ name, label, inputMode }) => (
          <TextInput
            key={name}
            label={label}
            inputMode={inputMode}
            autoComplete="off"
            value={typed[name]}
            error={problems[name]}
            onChange={({ currentTarget }) => type(name, currentTarget.value)}
            {...(name === "amount" && {
              rightSectionWidth: 60,
              rightSection: (
                <Text size="xs" c="dimmed">
                  {unit?.symbol}
                </Text>
              ),
            })}
          />
        ))}
      </SimpleGrid>
      <Slider
        thumbLabel="Period in days"
        min={least}
        max={most}
        value={Math.min(Math.max(Number(typed.days) || least, least), most)}
        onChange={(value) => type("days", String(value))}
        label={(value) => counted(value, "day")}
      />
    </>
  );
}
