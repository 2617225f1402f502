import { Stack } from "@mantine/core";

import { useBalance } from "../../data/bank.js";
import { useDescriptions } from "../../data/metadata.js";
import { useHoldings, usePools, type Holdings } from "../../data/poolRegistry.js";
import { Amount } from "../../parts/Amount.js";
import { Asked, Trouble } from "../../parts/Asked.js";
import { Facts } from "../../parts/Facts.js";
import { PageHead } from "../../parts/PageHead.js";
import { Empty, Panel } from "../../parts/Panel.js";
import { RegistryAlerts } from "../../parts/RegistryAlerts.js";
import { useWallet } from "../../wallet/WalletProvider.js";
import { Delegations } from "./Delegations.js";
import { Elsewhere } from "./Elsewhere.js";
import { OnTheWay } from "./OnTheWay.js";
import { Solo } from "./Solo.js";

/** What the reader holds, and what is on its way. */
export default function StakePage() {
  const { address } = useWallet();
  const holdings = useHoldings(address);
  return (
    <Stack gap="xl">
      <PageHead title="My stake" about="What you hold in pools, what it has earned by the last block, and what is on its way." />
      <RegistryAlerts />
      {address === undefined ? (
        <Empty>Connect a wallet to see your stake.</Empty>
      ) : (
        <Asked query={holdings} what="your stake">
          {(answer) => <StakeView account={address} holdings={answer} />}
        </Asked>
      )}
    </Stack>
  );
}

function StakeView({ account, holdings }: { readonly account: string; readonly holdings: Holdings }) {
  const balance = useBalance(account);
  const pools = usePools();
  const described = useDescriptions(pools.data);
  const { delegations, undelegations, transfers } = holdings;
  const sum = (amounts: readonly string[]): bigint => amounts.reduce((all, amount) => all + BigInt(amount), 0n);
  return (
    <Stack gap="xl">
      <Trouble query={pools} />
      <Panel>
        <Facts
          facts={[
            { name: "In pools", value: <Amount base={sum(delegations.map(({ weight }) => weight))} /> },
            { name: "Rewards to withdraw", value: <Amount base={sum(delegations.map(({ rewards }) => rewards))} /> },
            {
              name: "On the way",
              value: <Amount base={sum([...undelegations, ...transfers].map(({ amount }) => amount))} />,
              note: "out of pools or between them",
            },
            { name: "In your account", value: <Balance query={balance} /> },
          ]}
        />
      </Panel>
      <Delegations delegations={delegations} pools={pools.data ?? []} described={described} />
      <OnTheWay undelegations={undelegations} transfers={transfers} described={described} />
      <Solo account={account} />
      <Elsewhere account={account} />
    </Stack>
  );
}

function Balance({ query: { data, error } }: { readonly query: ReturnType<typeof useBalance> }) {
  if (data !== undefined) return <Amount base={data} />;
  return error === null ? "…" : "not known, the node did not say";
}
