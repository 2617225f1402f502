import { Alert, List, Text } from "@mantine/core";

import { ActButton } from "../actions/act.js";
import { usePendingPoolConfig, usePoolConfig } from "../data/poolRegistry.js";
import { usePendingStakerConfig, useStakerConfig } from "../data/stakerRegistry.js";
import { useChain } from "../network/ChainProvider.js";
import { useNetwork } from "../network/NetworkProvider.js";
import { amountText } from "../words/amounts.js";
import { leftText, pointText, reached, type Point } from "../words/time.js";
import { changeLines } from "./announced.js";

/** Whether the registries take entries, and what is announced for them. Nothing as long as all goes its way. */
export function RegistryAlerts() {
  const [pools, stakers] = [usePoolConfig().data, useStakerConfig().data];
  const [poolsPending, stakersPending] = [usePendingPoolConfig().data, usePendingStakerConfig().data];
  return (
    <>
      <PausedAlert paused={pools?.paused} stops="opening pools, delegating, moving and redelegating" />
      <PausedAlert paused={stakers?.paused} stops="new stakes, in pools and alone, and moving them" />
      <Announced of="the pools" code="pool-registry" pending={poolsPending?.pending} config={pools} />
      <Announced of="stakes and locks" code="staker-registry" pending={stakersPending?.pending} config={stakers} />
    </>
  );
}

/** Says that a contract's guardian has stopped something, if it has. */
export function PausedAlert({ paused, stops }: { readonly paused: boolean | undefined; readonly stops: string }) {
  if (paused !== true) return null;
  return (
    <Alert color="orange" title="Entries are stopped">
      The guardian has stopped {stops}, until the owner ends that. Leaving and being paid work as always.
    </Alert>
  );
}

interface Props {
  /** What the parameters are about: "the pools". */
  readonly of: string;
  readonly code: "pool-registry" | "staker-registry";
  readonly pending: { readonly change: object; readonly release: Point } | null | undefined;
  readonly config: object | undefined;
}

function Announced({ of, code, pending, config }: Props) {
  const { now } = useChain();
  const { unit } = useNetwork();
  if (pending === null || pending === undefined || config === undefined) return null;
  const due = reached(pending.release, now);
  return (
    <Alert title={`Other parameters are announced for ${of}`}>
      <List size="sm" mb="xs">
        {changeLines(pending.change, config, (base) => amountText(base, unit)).map((line) => (
          <List.Item key={line} className="foreign">
            {line}
          </List.Item>
        ))}
      </List>
      <Text size="sm" mb={due ? "xs" : 0}>
        {due
          ? "Anyone can put them in force now."
          : `Anyone can put them in force from ${pointText(pending.release)} on, ${leftText(pending.release, now)}.`}
      </Text>
      {due && <ActButton request={{ code, message: "apply_config" }}>Put them in force</ActButton>}
    </Alert>
  );
}
