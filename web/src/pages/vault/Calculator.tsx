import { Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";

import { ActButton } from "../../actions/act.js";
import { useEstimates, type Estimate, type Vault, type Wish } from "../../data/vault.js";
import { useChain } from "../../network/ChainProvider.js";
import { Amount } from "../../parts/Amount.js";
import { ProblemAlert } from "../../parts/Asked.js";
import { Facts } from "../../parts/Facts.js";
import { Panel } from "../../parts/Panel.js";
import { Rows } from "../../parts/Rows.js";
import { Section } from "../../parts/Section.js";
import { decimalPpm, decimalText, shortPpmText } from "../../words/rates.js";
import { counted, pointText, type ChainNow } from "../../words/time.js";
import { periodProblem, phaseRule, shortestPeriod, type Programme } from "./period.js";
import { timesText } from "./times.js";
import { useWishForm, WishInputs } from "./WishInputs.js";

interface Props {
  readonly vault: Vault;
  readonly config: Programme & { readonly nft_cap: number; readonly loyalty_cap: number };
  /** What boosts the reader now. */
  readonly boost: { readonly nfts: number; readonly loyalty: number } | undefined;
}

/** Periods that people compare. */
const PERIODS = [30, 90, 180, 365];

/** What a stake would earn, and what would multiply that. */
export function Calculator({ vault, config, boost }: Props) {
  const { now } = useChain();
  const form = useWishForm(config, boost);
  const [wish] = useDebouncedValue(form.wish, 300);
  const others = wish === undefined ? [] : othersOf(wish, config, now);
  const estimates = useEstimates(vault, wish === undefined ? [] : [wish, ...others.map((other) => other.wish)]);
  const [own, ...rest] = wish === undefined ? [] : (estimates.data ?? []);
  const rule = phaseRule(config, now);
  return (
    <Section
      title="What would it earn?"
      about="The contract’s own estimate, if the stake came now and nothing else changed. Others who come or go change it."
    >
      <Panel>
        <Stack>
          <WishInputs form={form} />
          {rule !== undefined && <Text size="sm">{rule}</Text>}
          {estimates.error !== null && own === undefined && <ProblemAlert error={estimates.error} />}
          {own?.status === "rejected" && <ProblemAlert error={own.reason} />}
          {wish !== undefined && own?.status === "fulfilled" && (
            <>
              <Answer estimate={own.value} />
              <StakeButton vault={vault} wish={wish} disabled={wish.days < shortestPeriod(config, now)} />
              <Comparison
                own={own.value}
                rows={others.flatMap(({ name }, index) => {
                  const other = rest[index];
                  return other?.status === "fulfilled" ? [{ name, estimate: other.value }] : [];
                })}
              />
            </>
          )}
        </Stack>
      </Panel>
    </Section>
  );
}

function StakeButton({ vault, wish, disabled }: { readonly vault: Vault; readonly wish: Wish; readonly disabled: boolean }) {
  const { days, amount: coins } = wish;
  return (
    <ActButton
      variant="filled"
      size="sm"
      style={{ alignSelf: "start" }}
      disabled={disabled}
      request={{ code: "boosted-staking", message: "stake", address: vault.address, preset: { days }, coins }}
    >
      Stake this
    </ActButton>
  );
}

function Answer({ estimate }: { readonly estimate: Estimate }) {
  return (
    <Facts
      facts={[
        {
          name: "Reward",
          value: <Amount of="reward" base={estimate.reward} short />,
          note: `until ${pointText({ at_time: estimate.ends_at })}`,
        },
        { name: "A day", value: <Amount of="reward" base={estimate.reward_per_day} short /> },
        { name: "A year", value: shortPpmText(decimalPpm(estimate.apr)) },
        { name: "Weight of a unit", value: decimalText(estimate.unit_weight) },
      ]}
    />
  );
}

function Comparison({
  own,
  rows,
}: {
  readonly own: Estimate;
  readonly rows: readonly { readonly name: string; readonly estimate: Estimate }[];
}) {
  return (
    <Rows
      label="What would multiply it"
      rows={rows}
      keyOf={({ name }) => name}
      columns={[
        { name: "With", cell: ({ name }) => name },
        { name: "A day", right: true, cell: ({ estimate }) => <Amount of="reward" base={estimate.reward_per_day} short /> },
        { name: "A year", right: true, cell: ({ estimate }) => shortPpmText(decimalPpm(estimate.apr)) },
        { name: "Times as much", right: true, cell: ({ estimate }) => timesText(BigInt(estimate.weight), BigInt(own.weight)) },
      ]}
    />
  );
}

/** What to compare a wish with, as far as it is possible now. */
export function othersOf(wish: Wish, config: Props["config"], now: ChainNow): { name: string; wish: Wish }[] {
  const { nft_cap: nfts, loyalty_cap: loyalty } = config;
  const periods = PERIODS.filter((days) => days !== wish.days && periodProblem(days, config, now) === undefined);
  return [
    ...periods.map((days) => ({ name: counted(days, "day"), wish: { ...wish, days } })),
    ...(wish.nfts < nfts ? [{ name: "one more NFT", wish: { ...wish, nfts: wish.nfts + 1 } }] : []),
    ...(wish.loyalty < loyalty ? [{ name: "100 more of loyalty", wish: { ...wish, loyalty: wish.loyalty + 100 } }] : []),
  ];
}
