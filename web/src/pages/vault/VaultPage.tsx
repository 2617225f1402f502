import { Stack } from "@mantine/core";

import { ActButton } from "../../actions/act.js";
import { useContracts } from "../../data/contracts.js";
import { partPpm } from "../../data/estimates.js";
import { useMyVault, useVaultState, type Vault } from "../../data/vault.js";
import { useChain } from "../../network/ChainProvider.js";
import { Amount } from "../../parts/Amount.js";
import { Asked, Trouble } from "../../parts/Asked.js";
import { Chosen } from "../../parts/Chosen.js";
import { Facts } from "../../parts/Facts.js";
import { PageHead } from "../../parts/PageHead.js";
import { Empty, Panel } from "../../parts/Panel.js";
import { PausedAlert } from "../../parts/RegistryAlerts.js";
import { useWallet } from "../../wallet/WalletProvider.js";
import { shortPpmText } from "../../words/rates.js";
import { counted, leftText, pointText, reached } from "../../words/time.js";
import { Calculator } from "./Calculator.js";
import { longestPeriod } from "./period.js";
import { Positions } from "./Positions.js";

/** Stake for a fixed period and share in a programme's rewards. */
export default function VaultPage() {
  const { vaults } = useContracts();
  return (
    <Stack gap="xl">
      <PageHead
        title="Vault"
        about="Stake for a fixed period and share in a programme’s rewards. There is no way out before the end; the reward vests after it."
      />
      <Chosen entries={vaults} none="There is no vault on this network.">
        {(vault) => <VaultView vault={vault} />}
      </Chosen>
    </Stack>
  );
}

function VaultView({ vault }: { readonly vault: Vault }) {
  const { address } = useWallet();
  const state = useVaultState(vault);
  const asked = useMyVault(vault, address);
  const mine = asked.data;
  return (
    <Asked query={state} what="the vault">
      {({ config, vault: sums }) => (
        <>
          <PausedAlert paused={config.paused} stops="staking here" />
          <Programme vault={vault} config={config} sums={sums} />
          <Trouble query={asked} />
          {mine !== undefined && <Positions vault={vault} mine={mine} />}
          <Ending vault={vault} config={config} boost={mine?.boost} />
        </>
      )}
    </Asked>
  );
}

/** What a stake would earn, as long as one can come. */
function Ending(props: Parameters<typeof Calculator>[0]) {
  const { now } = useChain();
  const { config } = props;
  const start = { at_time: config.starts_at };
  if (!reached(start, now))
    return (
      <Empty>
        The programme begins {leftText(start, now)}, on {pointText(start)}. From then on it takes stakes.
      </Empty>
    );
  if (longestPeriod(config, now) < config.min_days)
    return <Empty>The programme ends too early for another stake. What has vested can be claimed at any time.</Empty>;
  return <Calculator {...props} />;
}

type State = NonNullable<ReturnType<typeof useVaultState>["data"]>;

function Programme({
  vault,
  config,
  sums,
}: {
  readonly vault: Vault;
  readonly config: State["config"];
  readonly sums: State["vault"];
}) {
  const { now } = useChain();
  const end = { at_time: sums.ends_at };
  const total = BigInt(config.total_rewards);
  return (
    <Panel>
      <Facts
        facts={[
          {
            name: "Staked",
            value: <Amount of="stake" base={sums.total_staked} short />,
            note: counted(sums.open_positions, "open position"),
          },
          {
            name: "Rewards of the programme",
            value: <Amount of="reward" base={total} short />,
            note: `${shortPpmText(partPpm(BigInt(sums.emitted), total))} emitted`,
          },
          {
            name: "Funded",
            value: shortPpmText(partPpm(BigInt(sums.funded), total)),
            note: (
              <ActButton mt={4} request={{ code: "boosted-staking", message: "fund", address: vault.address }}>
                Add to it
              </ActButton>
            ),
          },
          {
            name: reached(end, now) ? "Ended" : "Ends",
            value: reached(end, now) ? pointText(end) : leftText(end, now),
            note: reached(end, now) ? undefined : pointText(end),
          },
        ]}
      />
    </Panel>
  );
}
