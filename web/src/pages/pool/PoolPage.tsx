import { Alert, Anchor, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { Link, useParams } from "react-router";

import { useCheckedFile, useDescriptions } from "../../data/metadata.js";
import { usePool, usePoolConfig, type Pool } from "../../data/poolRegistry.js";
import { useChain } from "../../network/ChainProvider.js";
import { AddressText } from "../../parts/AddressText.js";
import { Asked, Trouble } from "../../parts/Asked.js";
import { Facts } from "../../parts/Facts.js";
import { PageHead } from "../../parts/PageHead.js";
import { Panel } from "../../parts/Panel.js";
import { StateBadge } from "../../parts/PoolBits.js";
import { RegistryAlerts } from "../../parts/RegistryAlerts.js";
import { useWallet } from "../../wallet/WalletProvider.js";
import { shortAddress } from "../../words/addresses.js";
import { ppmText } from "../../words/rates.js";
import { POOL_STATES } from "../../words/states.js";
import { leftText, pointText } from "../../words/time.js";
import { openRequest } from "../../data/estimates.js";
import { Delegators } from "./Delegators.js";
import { Description } from "./Description.js";
import { MyPart } from "./MyPart.js";
import { Operator } from "./Operator.js";
import { PoolCharts } from "./PoolCharts.js";
import { PoolFigures } from "./PoolFigures.js";

/** Everything about one pool. */
export default function PoolPage() {
  const { pool = "" } = useParams();
  const query = usePool(pool);
  return (
    <Stack gap="xl">
      <Anchor component={Link} to="/" size="sm">
        ← All pools
      </Anchor>
      <RegistryAlerts />
      <Asked query={query} what="the pool">
        {(answer) => <PoolView pool={answer} />}
      </Asked>
    </Stack>
  );
}

function PoolView({ pool }: { readonly pool: Pool }) {
  const described = useDescriptions([pool]).get(pool.pool);
  const checked = useCheckedFile(pool.metadata_url === "" ? undefined : pool.metadata_hash);
  const { address } = useWallet();
  const config = usePoolConfig();
  // What a proxy says counts until the file itself was looked for.
  const name = checked.data === undefined ? described?.name : checked.data?.file?.name;
  const logo = checked.data?.file?.logo;
  return (
    <Stack gap="xl">
      <Group wrap="nowrap" align="start" gap="md">
        {logo !== undefined && <img src={logo} alt="" width={56} height={56} style={{ borderRadius: 12, flexShrink: 0 }} />}
        <PageHead
          title={name ?? `Pool ${shortAddress(pool.pool)}`}
          about={
            <Group gap="sm">
              <StateBadge state={pool.state} />
              <AddressText address={pool.pool} />
            </Group>
          }
        />
      </Group>
      <Warnings pool={pool} />
      <MyPart pool={pool} />
      {address === pool.pool && <Operator pool={pool} />}
      <Trouble query={config} />
      <PoolFigures pool={pool} config={config.data} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
        <Description pool={pool} described={described} checked={checked} />
        <Technical pool={pool} />
      </SimpleGrid>
      <PoolCharts pool={pool} config={config.data} />
      <Delegators pool={pool} />
    </Stack>
  );
}

/** What a delegator of this pool should know first. */
function Warnings({ pool }: { readonly pool: Pool }) {
  const { now } = useChain();
  const { state, commission_ppm: fee } = pool;
  const request = openRequest(pool, now);
  return (
    <>
      {state !== "active" && (
        <Alert color={state === "broken" ? "red" : "gray"} title={`This pool is ${state}`}>
          {POOL_STATES[state].meaning}
        </Alert>
      )}
      {request !== undefined && (
        <Alert
          color={request.commission_ppm > fee ? "orange" : "teal"}
          title={`The fee is about to change: ${ppmText(fee)} → ${ppmText(request.commission_ppm)}`}
        >
          The operator can put it in force from {pointText(request.release)} on ({leftText(request.release, now)}), until{" "}
          {pointText(request.expires)}.
        </Alert>
      )}
    </>
  );
}

function Technical({ pool }: { readonly pool: Pool }) {
  return (
    <Panel>
      <Stack gap="sm">
        <Text fw={600}>On the chain</Text>
        <Facts
          columns={2}
          facts={[
            { name: "Operator", value: <AddressText address={pool.pool} /> },
            { name: "Rewards arrive at", value: <AddressText address={pool.coinbase} /> },
            { name: "Signs with", value: <AddressText address={pool.signing_address} /> },
            { name: "Registered", value: pointText({ at_time: pool.registered_at }) },
          ]}
        />
        <Facts
          columns={1}
          facts={[
            { name: "Address of the description", value: <Verbatim>{pool.metadata_url || "none"}</Verbatim> },
            { name: "Blake2b-256 of the description", value: <Verbatim>{pool.metadata_hash}</Verbatim> },
          ]}
        />
      </Stack>
    </Panel>
  );
}

/** A text of the chain as it stands there: nothing to click on. */
function Verbatim({ children }: { readonly children: string }) {
  return (
    <Text span size="xs" ff="monospace" fw={400} className="foreign">
      {children}
    </Text>
  );
}
