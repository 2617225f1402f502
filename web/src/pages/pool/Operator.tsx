import { Group, Stack, Text } from "@mantine/core";

import { ActButton } from "../../actions/act.js";
import { useContracts } from "../../data/contracts.js";
import { openRequest } from "../../data/estimates.js";
import type { Pool } from "../../data/poolRegistry.js";
import { useChain } from "../../network/ChainProvider.js";
import { Panel } from "../../parts/Panel.js";
import { ppmText } from "../../words/rates.js";
import { leftText, pointText, reached } from "../../words/time.js";

/** What the operator alone can do with its pool, for the operator. */
export function Operator({ pool }: { readonly pool: Pool }) {
  const { treasury } = useContracts();
  const { now } = useChain();
  const request = openRequest(pool, now);
  const code = "pool-registry";
  return (
    <Panel>
      <Stack gap="sm">
        <Text fw={600}>You are the operator</Text>
        {request !== undefined && (
          <Text size="sm">
            You have announced a fee of {ppmText(request.commission_ppm)}. It can be put in force {leftText(request.release, now)}
            , until {pointText(request.expires)}; then it lapses.
          </Text>
        )}
        <Group gap="xs">
          {request !== undefined && reached(request.release, now) && (
            <ActButton variant="filled" request={{ code, message: "finalize_commission_change" }}>
              Put the announced fee in force
            </ActButton>
          )}
          <ActButton request={{ code, message: "request_commission_change" }}>Announce another fee</ActButton>
          {request !== undefined && (
            <ActButton request={{ code, message: "cancel_commission_change" }}>Take back the announced fee</ActButton>
          )}
          <ActButton request={{ code, message: "update_metadata" }}>Change the description</ActButton>
          <ActButton request={{ code, message: "set_signing_address" }}>Change the signing address</ActButton>
          {treasury !== undefined && (
            <ActButton request={{ code: "treasury-decay", message: "set_user_share" }}>Leave a share to the users</ActButton>
          )}
          <ActButton request={{ code, message: "recover_foreign", preset: { pool: pool.pool } }}>Recover other coins</ActButton>
        </Group>
      </Stack>
    </Panel>
  );
}
