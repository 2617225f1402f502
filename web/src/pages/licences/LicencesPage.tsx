import { Stack } from "@mantine/core";

import { ActButton } from "../../actions/act.js";
import { useFunding, useLicenceState, useMyLicences } from "../../data/licences.js";
import { Amount } from "../../parts/Amount.js";
import { Asked } from "../../parts/Asked.js";
import { Facts } from "../../parts/Facts.js";
import { PageHead } from "../../parts/PageHead.js";
import { Empty, Panel } from "../../parts/Panel.js";
import { PausedAlert } from "../../parts/RegistryAlerts.js";
import { Section } from "../../parts/Section.js";
import { useContracts } from "../../data/contracts.js";
import { useWallet } from "../../wallet/WalletProvider.js";
import { grouped } from "../../words/amounts.js";
import { MyLicences } from "./MyLicences.js";

const STAGES = {
  testnet: "Licences are minted and can be bonded; they cannot change hands, and nothing can be taken.",
  mainnet: "Minting is over. Licences can change hands and answer for faults of their holder’s own node.",
  stable: "Licences that are not bonded can be redeemed for their coins.",
} as const;

/** Licences that count as stake. */
export default function LicencesPage() {
  const { licences } = useContracts();
  return (
    <Stack gap="xl">
      <PageHead
        title="Licences"
        about="A licence stands for a fixed number of coins: bonded it counts and earns like them, and later it is redeemed for them."
      />
      {licences === undefined ? <Empty>There is no licence contract on this network.</Empty> : <LicencesView />}
    </Stack>
  );
}

function LicencesView() {
  const state = useLicenceState();
  const { address } = useWallet();
  const mine = useMyLicences(address);
  return (
    <Asked query={state} what="the licences">
      {({ config, status }) => (
        <>
          <PausedAlert paused={config.paused} stops="minting" />
          <Collection config={config} status={status} />
          <Section title="My licences">
            {address === undefined ? (
              <Empty>Connect a wallet to see your licences.</Empty>
            ) : (
              <Asked query={mine} what="your licences">
                {(rows) =>
                  rows.length === 0 ? (
                    <Empty>You hold no licence.</Empty>
                  ) : (
                    <MyLicences rows={rows} stage={status.stage} account={address} />
                  )
                }
              </Asked>
            )}
          </Section>
          {address === config.minter && <Minting open={status.stage === "testnet"} />}
        </>
      )}
    </Asked>
  );
}

type State = NonNullable<ReturnType<typeof useLicenceState>["data"]>;

function Collection({ config, status }: State) {
  const { address } = useWallet();
  const funding = useFunding(address).data;
  const given = BigInt(funding?.funded ?? 0);
  return (
    <Panel>
      <Facts
        facts={[
          { name: "Stage", value: status.stage, note: STAGES[status.stage] },
          {
            name: "Living licences",
            value: `${grouped(status.live)} of ${grouped(status.cap)}`,
            note: `${grouped(status.bonded)} bonded`,
          },
          { name: "A licence stands for", value: <Amount base={config.coins_per_license} /> },
          {
            name: "Reserve",
            value: <Amount base={status.reserve} short />,
            note: (
              <>
                <Amount base={status.reserve_required} short /> are needed
                {status.stage === "testnet" && (
                  <ActButton mt={4} display="block" request={{ code: "license-nft", message: "fund_reserve" }}>
                    Fund it
                  </ActButton>
                )}
                {given > 0n && (
                  <ActButton mt={4} display="block" request={{ code: "license-nft", message: "reclaim_funding" }}>
                    Take mine back
                  </ActButton>
                )}
              </>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function Minting({ open }: { readonly open: boolean }) {
  return (
    <Section title="Minting" about="You are the minter.">
      {open ? (
        <Panel>
          <ActButton request={{ code: "license-nft", message: "mint" }} mr="xs">
            Mint a licence
          </ActButton>
          <ActButton request={{ code: "license-nft", message: "mint_many" }}>Mint several</ActButton>
        </Panel>
      ) : (
        <Empty>Minting is closed for ever.</Empty>
      )}
    </Section>
  );
}
