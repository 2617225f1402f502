import { UnitsOf } from "../../data/assets.js";
import { useContracts } from "../../data/contracts.js";
import { useMyLicences, useLicenceState } from "../../data/licences.js";
import { useMyMarket, type Market } from "../../data/market.js";
import { useMyVault, type Vault } from "../../data/vault.js";
import { Asked } from "../../parts/Asked.js";
import { Section } from "../../parts/Section.js";
import { MyLicences } from "../licences/MyLicences.js";
import { Agreements } from "../market/Agreements.js";
import { Positions, type Mine } from "../vault/Positions.js";

/** What somebody has beside its delegations; what it has not takes no room. */
export function Elsewhere({ account }: { readonly account: string }) {
  const { licences, vaults, markets } = useContracts();
  return (
    <>
      {licences !== undefined && <InLicences account={account} />}
      {markets.map((market) => (
        <UnitsOf key={market.address} address={market.address}>
          <InMarket market={market} account={account} />
        </UnitsOf>
      ))}
      {vaults.map((vault) => (
        <UnitsOf key={vault.address} address={vault.address}>
          <InVault vault={vault} account={account} />
        </UnitsOf>
      ))}
    </>
  );
}

function InLicences({ account }: { readonly account: string }) {
  const [mine, state] = [useMyLicences(account), useLicenceState()];
  return (
    <Asked query={mine} what="your licences" quiet>
      {(rows) =>
        rows.length > 0 && (
          <Asked query={state} what="the licences" quiet>
            {({ status }) => (
              <Section title="Licences">
                <MyLicences rows={rows} stage={status.stage} account={account} />
              </Section>
            )}
          </Asked>
        )
      }
    </Asked>
  );
}

function InMarket({ market, account }: { readonly market: Market; readonly account: string }) {
  return (
    <Asked query={useMyMarket(market, account)} what="your agreements" quiet>
      {({ agreements }) => agreements.length > 0 && <Agreements market={market} agreements={agreements} account={account} />}
    </Asked>
  );
}

function InVault({ vault, account }: { readonly vault: Vault; readonly account: string }) {
  return (
    <Asked query={useMyVault(vault, account)} what="your positions" quiet>
      {(mine) => hasAny(mine) && <Positions vault={vault} mine={mine} />}
    </Asked>
  );
}

/** Whether somebody has anything in a vault: deposited NFTs alone are something too. */
export function hasAny({ positions, batches, deposits }: Pick<Mine, "positions" | "batches" | "deposits">): boolean {
  return positions.length + batches.length + deposits.length > 0;
}
