import { connect, StakerRegistryQueryClient } from "tributary-client";

/** What `deployments/<chain-id>.json` and the local server's `/deployment` say, as far as it matters here. */
export interface Deployment {
  readonly chain_id: string;
  readonly contracts: Readonly<Record<string, { readonly code: string; readonly address: string }>>;
}

/** What is not in a deployment. */
export interface Around {
  readonly rpc: string;
  readonly gasPrice: string;
  /** Names of the test accounts that may sign. */
  readonly wallets: readonly string[];
  readonly proxies: readonly string[];
  readonly rest?: string;
  /** Where the clock can be moved. */
  readonly clock?: string;
}

/**
 * The `network.json` of a test chain. The staking denom is the one that the staker-registry says.
 *
 * @throws Error if there is no staker-registry, or the node does not answer.
 */
export async function networkOf({ chain_id, contracts }: Deployment, around: Around): Promise<object> {
  const registry = Object.values(contracts).find(({ code }) => code === "staker-registry");
  if (registry === undefined) throw new Error(`${chain_id} has no staker-registry, and without it there is nothing to show`);
  const connection = await connect(around.rpc);
  const { denom } = await new StakerRegistryQueryClient(connection, registry.address).config();
  const { gasPrice, wallets, clock, ...rest } = around;
  return {
    chain_id,
    ...rest,
    ...shown(denom),
    gas_price: gasPrice,
    bech32_prefix: registry.address.slice(0, registry.address.lastIndexOf("1")),
    contracts: Object.fromEntries(Object.entries(contracts).map(([label, { code, address }]) => [label, { code, address }])),
    test_wallets: wallets,
    ...(clock !== undefined && { clock }),
  };
}

/** The `network.json` of a `tributary-sim serve`. */
export async function networkOfServer(url: string, proxies: readonly string[] = []): Promise<object> {
  const [deployment, { wallets }] = await Promise.all([
    answer<Deployment>(`${url}/deployment`),
    answer<{ wallets: readonly { name: string }[] }>(`${url}/wallets`),
  ]);
  return networkOf(deployment, {
    rpc: url,
    gasPrice: "0.0025ufee",
    wallets: wallets.map(({ name }) => name),
    proxies,
    clock: `${url}/clock`,
  });
}

/** What `devnet.json` in the home of a devnet says, as far as it matters here. */
export interface Devnet {
  readonly gas_price: string;
  readonly nodes: readonly { readonly rpc: string; readonly rest: string }[];
  readonly accounts: Readonly<Record<string, string>>;
}

/** The `network.json` of a devnet with what is deployed there. */
export async function networkOfDevnet(devnet: Devnet, deployment: Deployment, proxies: readonly string[] = []): Promise<object> {
  const [node] = devnet.nodes;
  if (node === undefined) throw new Error("the devnet has no node");
  const { rpc, rest } = node;
  return networkOf(deployment, { rpc, rest, gasPrice: devnet.gas_price, wallets: Object.keys(devnet.accounts), proxies });
}

/** A denom of millionths, such as `ustake`, is shown as `STAKE`; others are shown as they are. */
function shown(denom: string): { denom: string; display_denom: string; decimals: number } {
  const millionths = /^u([a-z]{2,})$/.exec(denom)?.[1];
  return millionths === undefined
    ? { denom, display_denom: denom, decimals: 0 }
    : { denom, display_denom: millionths.toUpperCase(), decimals: 6 };
}

async function answer<Answer>(url: string): Promise<Answer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${response.statusText}`);
  return (await response.json()) as Answer;
}
