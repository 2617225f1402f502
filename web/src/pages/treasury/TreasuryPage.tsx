import { Alert, Stack, Text } from "@mantine/core";

import { ActButton } from "../../actions/act.js";
import { CurveChart } from "../../charts/CurveChart.js";
import { useContracts } from "../../data/contracts.js";
import { useCurve, useMyTreasury, useTreasuryState } from "../../data/treasury.js";
import { useChain } from "../../network/ChainProvider.js";
import { useNetwork } from "../../network/NetworkProvider.js";
import { Amount } from "../../parts/Amount.js";
import { Asked, Trouble } from "../../parts/Asked.js";
import { Facts } from "../../parts/Facts.js";
import { PageHead } from "../../parts/PageHead.js";
import { Empty, Panel } from "../../parts/Panel.js";
import { Section } from "../../parts/Section.js";
import { useWallet } from "../../wallet/WalletProvider.js";
import { shortAmountText, shortDigits, grouped } from "../../words/amounts.js";
import { decimalPpm, shortPpmText } from "../../words/rates.js";
import { leftText, pointText, reached } from "../../words/time.js";

/** Where revenue goes, and how much of a stake counts for it. */
export default function TreasuryPage() {
  const { treasury } = useContracts();
  return (
    <Stack gap="xl">
      <PageHead
        title="Treasury"
        about="Revenue of the network is handed to the pools by the stake of their delegators. Of a stake far above the others only a part counts; what the rest would have earned fills the treasury."
      />
      {treasury === undefined ? <Empty>There is no treasury on this network.</Empty> : <TreasuryView />}
    </Stack>
  );
}

function TreasuryView() {
  const state = useTreasuryState();
  const { address } = useWallet();
  const asked = useMyTreasury(address);
  const mine = asked.data;
  return (
    <Asked query={state} what="the treasury">
      {({ threshold, epoch, revenue }) => (
        <>
          <Threshold threshold={threshold} epoch={epoch} />
          <Trouble query={asked} />
          {mine !== undefined && address !== undefined && <MyPart mine={mine} account={address} />}
          <Curve threshold={threshold.threshold} own={mine === undefined ? undefined : BigInt(mine.efficiency.stake)} />
          <Revenue revenue={revenue} />
        </>
      )}
    </Asked>
  );
}

type State = NonNullable<ReturnType<typeof useTreasuryState>["data"]>;

function Threshold({ threshold, epoch }: Pick<State, "threshold" | "epoch">) {
  const { now } = useChain();
  const end = { at_time: epoch.ends_at };
  return (
    <Panel>
      <Facts
        facts={[
          {
            name: "Threshold",
            value: threshold.threshold === "0" ? "none" : <Amount base={threshold.threshold} short />,
            note: "a stake up to it counts in full",
          },
          {
            name: "If the epoch ended now",
            value: <Amount base={threshold.next} short />,
            note: `the mean of ${grouped(threshold.counted_users)} users`,
          },
          { name: "All stake in pools", value: <Amount base={threshold.total_stake} short /> },
          {
            name: `Epoch ${epoch.epoch} ends`,
            value: leftText(end, now),
            note: reached(end, now) ? (
              <ActButton request={{ code: "treasury-decay", message: "roll_epoch" }}>Begin the next one</ActButton>
            ) : (
              pointText(end)
            ),
          },
        ]}
      />
    </Panel>
  );
}

type MyTreasury = NonNullable<ReturnType<typeof useMyTreasury>["data"]>;

function MyPart({ mine, account }: { readonly mine: MyTreasury; readonly account: string }) {
  const { efficiency, share } = mine;
  const due = BigInt(share.claimable);
  return (
    <Section
      title="Your stake"
      actions={
        <>
          <ActButton request={{ code: "treasury-decay", message: "settle", preset: { user: account } }}>Settle me</ActButton>
          {due > 0n && (
            <ActButton variant="filled" request={{ code: "treasury-decay", message: "claim_share" }}>
              Claim my share
            </ActButton>
          )}
        </>
      }
    >
      {!efficiency.identified && (
        <Alert color="orange" title="You are not identified">
          As long as the registrar does not know you, your stake earns nothing here for its pools. Block rewards are not touched
          by this.
        </Alert>
      )}
      <Panel>
        <Facts
          facts={[
            { name: "In all pools", value: <Amount base={efficiency.stake} short /> },
            { name: "Counts", value: <Amount base={efficiency.effective_stake} short /> },
            { name: "Efficiency", value: shortPpmText(decimalPpm(efficiency.efficiency)) },
            {
              name: "Credited to you directly",
              value: <Amount base={share.claimable} short />,
              note: (
                <>
                  <Amount base={share.paid} short /> paid so far
                </>
              ),
            },
          ]}
        />
      </Panel>
    </Section>
  );
}

function Curve({ threshold, own }: { readonly threshold: string; readonly own: bigint | undefined }) {
  const { unit } = useNetwork();
  const curve = useCurve(threshold);
  if (threshold === "0") return <Empty>No threshold is in force in this epoch: every stake counts in full.</Empty>;
  const most = BigInt(threshold) * 10n;
  const mark =
    own === undefined || own === 0n
      ? undefined
      : { x: own > most ? most : own, name: own > most ? "your stake, and more" : "your stake" };
  return (
    <Section
      title="How much of a stake counts"
      about="Up to the threshold all of it. Beyond it each further coin counts less, and no stake counts much more than the threshold."
    >
      <Asked query={curve} what="the curve">
        {(points) => (
          <Panel>
            <CurveChart
              label={`A stake of the threshold, ${shortAmountText(BigInt(threshold), unit)}, counts in full; one of ten thresholds counts ${shortAmountText(points.at(-1)?.effective ?? 0n, unit)}`}
              name="counts"
              points={points.map(({ stake, effective }) => ({ x: stake, y: effective }))}
              text={(value) => shortDigits(value, unit.decimals)}
              mark={mark}
            />
            <Text size="xs" c="dimmed" ta="center">
              Stake in {unit.symbol}, and how much of it counts
            </Text>
          </Panel>
        )}
      </Asked>
    </Section>
  );
}

function Revenue({ revenue }: Pick<State, "revenue">) {
  return (
    <Section
      title="Where revenue is"
      actions={<ActButton request={{ code: "treasury-decay", message: "distribute_revenue" }}>Pay revenue in</ActButton>}
    >
      <Panel>
        <Facts
          facts={[
            { name: "Received ever", value: <Amount base={revenue.received} short /> },
            {
              name: "For the stakes",
              value: <Amount base={revenue.distributed} short />,
              note: (
                <>
                  <Amount base={revenue.unreleased} short /> not released yet
                </>
              ),
            },
            {
              name: "Sent to pools",
              value: <Amount base={revenue.paid_to_pools} short />,
              note: (
                <>
                  <Amount base={revenue.paid_to_users} short /> to users directly
                </>
              ),
            },
            {
              name: "In the treasury",
              value: <Amount base={revenue.treasury} short />,
              note: (
                <>
                  <Amount base={revenue.spent} short /> spent, <Amount base={revenue.burned} short /> burned
                </>
              ),
            },
          ]}
        />
      </Panel>
    </Section>
  );
}
