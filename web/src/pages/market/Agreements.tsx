import { Badge, Group, Text } from "@mantine/core";

import { ActButton } from "../../actions/act.js";
import type { Agreement } from "../../data/market.js";
import { useChain } from "../../network/ChainProvider.js";
import { Amount } from "../../parts/Amount.js";
import { Rows } from "../../parts/Rows.js";
import { Section } from "../../parts/Section.js";
import { bpsText } from "../../words/rates.js";
import { leftText, pointText } from "../../words/time.js";

const STATES: Readonly<Record<Agreement["status"], { name: string; color: string }>> = {
  active: { name: "Active", color: "teal" },
  matured: { name: "Its lock is over", color: "orange" },
  settled: { name: "Settled", color: "gray" },
  terminated: { name: "Ended early", color: "gray" },
};
const PRINCIPALS: Readonly<Record<Agreement["principal_state"], string>> = {
  held: "in the escrow",
  delegated: "works in a pool",
  unbonding: "on its way back",
  returned: "is back",
};

interface Props {
  /** The market alone counts, so that the page of all stakes can use it too. */
  readonly market: { readonly address: string };
  readonly agreements: readonly Agreement[];
  readonly account: string;
}

/** The agreements of an account, as owner and as staker. */
export function Agreements({ market, agreements, account }: Props) {
  const { now } = useChain();
  return (
    <Section title="My agreements">
      <Rows
        label="My agreements"
        rows={agreements}
        keyOf={({ agreement_id: id }) => id}
        columns={[
          {
            name: "Agreement",
            cell: (row) => (
              <>
                <Text size="sm" fw={600} className="foreign">
                  {row.device}
                </Text>
                <Text size="xs" c="dimmed">
                  number {row.agreement_id} · you are the {row.owner === account ? "owner" : "staker"}
                </Text>
              </>
            ),
          },
          {
            name: "State",
            cell: (row) => (
              <>
                <Badge color={STATES[row.status].color}>{STATES[row.status].name}</Badge>
                <Text size="xs" c="dimmed">
                  {row.status === "active" ? `ends ${leftText(endOf(row), now)}` : pointText(endOf(row))}
                </Text>
              </>
            ),
          },
          {
            name: "Principal",
            right: true,
            cell: (row) => (
              <>
                <Amount of="stake" base={row.principal} short />
                <Text size="xs" c="dimmed">
                  {PRINCIPALS[row.principal_state]}
                </Text>
              </>
            ),
          },
          {
            name: "To claim",
            right: true,
            cell: (row) => (
              <>
                <Amount of="reward" base={partOf(row, account).claimable} short />
                <Text size="xs" c="dimmed">
                  your part {bpsText(row.owner === account ? row.owner_share_bps : 10_000 - row.owner_share_bps)}
                </Text>
              </>
            ),
          },
          {
            name: "",
            right: true,
            cell: (row) => (
              <AgreementActions row={row} address={market.address} claimable={BigInt(partOf(row, account).claimable) > 0n} />
            ),
          },
        ]}
      />
    </Section>
  );
}

function AgreementActions({
  row,
  address,
  claimable,
}: {
  readonly row: Agreement;
  readonly address: string;
  readonly claimable: boolean;
}) {
  const code = "joint-staking";
  const preset = { agreement_id: row.agreement_id };
  return (
    <Group gap={6} justify="end" wrap="nowrap">
      {claimable && <ActButton request={{ code, message: "claim_rewards", address, preset }}>Claim</ActButton>}
      {row.status === "active" && (
        <>
          <ActButton request={{ code, message: "consent_exit", address, preset }}>Consent to end</ActButton>
          <ActButton request={{ code, message: "terminate_agreement", address, preset }}>End early</ActButton>
        </>
      )}
      {row.status === "matured" && (
        <ActButton variant="filled" request={{ code, message: "settle_agreement", address, preset }}>
          Settle
        </ActButton>
      )}
      {row.principal_state === "unbonding" && (
        <ActButton request={{ code, message: "release_principal", address, preset }}>Release</ActButton>
      )}
    </Group>
  );
}

function partOf(row: Agreement, account: string): Agreement["owner_rewards"] {
  return row.owner === account ? row.owner_rewards : row.staker_rewards;
}

function endOf({ end_secs: end }: Agreement): { readonly at_time: string } {
  return { at_time: `${end}000000000` };
}
