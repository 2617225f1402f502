import { Alert, List, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { refusalIn } from "tributary-client";

import { useNetwork } from "../../network/NetworkProvider.js";
import { ProblemAlert } from "../../parts/Asked.js";
import { amountText, grouped } from "../../words/amounts.js";
import { said } from "../../words/errors.js";
import type { StdFee } from "../fee.js";
import type { Line } from "../types.js";
import type { Outcome } from "./outcome.js";

/** What will happen, what the chain would say to it, and what it costs. */
export function Consequences({
  lines,
  trial,
  ready,
}: {
  readonly lines: Outcome<readonly Line[]> | undefined;
  readonly trial: Outcome<StdFee> | undefined;
  /** Whether the transaction could be sent, as far as the form and the wallet are concerned. */
  readonly ready: boolean;
}) {
  const known = lines?.answer ?? [];
  const plain = known.filter(({ tone }) => tone === "plain");
  const warnings = known.filter(({ tone }) => tone === "warning");
  return (
    <Stack gap="xs" aria-live="polite">
      {warnings.length > 0 && (
        <Alert color="orange" icon={<IconAlertTriangle aria-hidden />} p="sm">
          {warnings.map(({ text }) => (
            <Text key={text} size="sm" style={{ overflowWrap: "anywhere" }}>
              {text}
            </Text>
          ))}
        </Alert>
      )}
      {plain.length > 0 && (
        <Alert color="river" icon={<IconInfoCircle aria-hidden />} p="sm" title="Before you sign">
          <List size="sm" spacing={4} style={{ overflowWrap: "anywhere" }}>
            {plain.map(({ text }) => (
              <List.Item key={text}>{text}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {lines?.error !== undefined && <ProblemAlert error={lines.error} />}
      {trial?.error !== undefined && <Untried error={trial.error} />}
      {trial?.answer !== undefined && <FeeLine fee={trial.answer} />}
      {ready && (lines === undefined || trial === undefined) && (
        <Text size="xs" c="dimmed">
          Asking the chain what it would do …
        </Text>
      )}
    </Stack>
  );
}

/** Why a transaction could not be tried: the chain refuses it, or it did not even come to that. */
function Untried({ error }: { readonly error: unknown }) {
  const { says, advice, detail } = said(error);
  const refused = refusalIn(error) !== undefined;
  return (
    <Alert color="red" p="sm" title={refused ? "It would be refused" : "It could not be tried"}>
      <Text size="sm">
        {says} {advice}
      </Text>
      <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        {detail}
      </Text>
    </Alert>
  );
}

function FeeLine({ fee }: { readonly fee: StdFee }) {
  const { denom, unit } = useNetwork();
  const paid = fee.amount.map((coin) =>
    coin.denom === denom ? amountText(BigInt(coin.amount), unit) : `${grouped(BigInt(coin.amount))} ${coin.denom}`,
  );
  return (
    <Text size="xs" c="dimmed">
      The chain takes {paid.join(", ")} for up to {grouped(BigInt(fee.gas))} gas.
    </Text>
  );
}
