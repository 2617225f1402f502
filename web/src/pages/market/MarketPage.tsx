import { Stack } from "@mantine/core";

import { ActButton } from "../../actions/act.js";
import { useContracts } from "../../data/contracts.js";
import { useMarketState, useMyMarket, type Market } from "../../data/market.js";
import { Amount } from "../../parts/Amount.js";
import { Asked, Trouble } from "../../parts/Asked.js";
import { Chosen } from "../../parts/Chosen.js";
import { Facts } from "../../parts/Facts.js";
import { PageHead } from "../../parts/PageHead.js";
import { Panel } from "../../parts/Panel.js";
import { PausedAlert } from "../../parts/RegistryAlerts.js";
import { useWallet } from "../../wallet/WalletProvider.js";
import { bpsText, decimalPpm, shortPpmText } from "../../words/rates.js";
import { Agreements } from "./Agreements.js";
import { Devices } from "./Devices.js";
import { Offers } from "./Offers.js";

/** Devices that look for a stake, and stakes that look for a device. */
export default function MarketPage() {
  const { markets } = useContracts();
  return (
    <Stack gap="xl">
      <PageHead
        title="Joint staking"
        about="The owner of a device offers a share of its rewards to whoever stakes for it. The agreement runs by itself; nobody can hold the other’s money."
      />
      <Chosen entries={markets} none="There is no market on this network.">
        {(market) => <MarketView market={market} />}
      </Chosen>
    </Stack>
  );
}

function MarketView({ market }: { readonly market: Market }) {
  const { address } = useWallet();
  const asked = useMyMarket(market, address);
  const mine = asked.data;
  return (
    <>
      <State market={market} />
      <Trouble query={asked} />
      {mine !== undefined && mine.agreements.length > 0 && (
        <Agreements market={market} agreements={mine.agreements} account={address ?? ""} />
      )}
      <Offers market={market} account={address} />
      {mine !== undefined && mine.devices.length > 0 && <Devices market={market} devices={mine.devices} />}
    </>
  );
}

function State({ market }: { readonly market: Market }) {
  const state = useMarketState(market);
  return (
    <Asked query={state} what="the market">
      {({ config, totals }) => (
        <>
          <PausedAlert paused={config.paused} stops="opening, changing and accepting offers" />
          <Panel>
            <Facts
              facts={[
                { name: "Staked in agreements", value: <Amount of="stake" base={totals.principal} short /> },
                {
                  name: "Reward pool",
                  value: <Amount of="reward" base={totals.reward_pool} short />,
                  note: (
                    <ActButton mt={4} request={{ code: "joint-staking", message: "fund_rewards", address: market.address }}>
                      Add to it
                    </ActButton>
                  ),
                },
                { name: "Scaling today", value: shortPpmText(decimalPpm(totals.nu)), note: "of the base rewards are paid" },
                {
                  name: "Leaving early costs",
                  value: `up to ${bpsText(config.penalty_bps)}`,
                  note:
                    config.min_penalty_bps === 0
                      ? "of what was received"
                      : `of what was received, at least ${bpsText(config.min_penalty_bps)} of the principal`,
                },
              ]}
            />
          </Panel>
        </>
      )}
    </Asked>
  );
}
