import { Alert, Button, Group, Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { said } from "../words/errors.js";
import { Waiting } from "./Waiting.js";

interface Props<Answer> {
  readonly query: UseQueryResult<Answer>;
  /** What is asked for: "the pools". */
  readonly what: string;
  /** Draws nothing while the answer is awaited: for what most readers do not have. */
  readonly quiet?: boolean;
  readonly children: (answer: Answer) => ReactNode;
}

/** Draws an answer, or says that it is awaited or did not come. An old answer stays. */
export function Asked<Answer>({ query, what, quiet = false, children }: Props<Answer>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error === null) return !quiet && query.isFetching && <Waiting what={what} />;
  return <Trouble query={query} />;
}

/** Says that an answer did not come; nothing as long as it may, or an old one is there. */
export function Trouble({ query }: { readonly query: UseQueryResult }) {
  if (query.data !== undefined || query.error === null) return null;
  return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
}

/** A failure in words. */
export function ProblemAlert({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { says, advice, detail } = said(error);
  return (
    <Alert role="alert" color="red" title={says}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {advice}
          {detail !== undefined && (
            <Text span size="xs" c="dimmed" display="block">
              {detail}
            </Text>
          )}
        </Text>
        {onRetry !== undefined && (
          <Button size="xs" variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Group>
    </Alert>
  );
}
