import { Box, SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";

/** A figure with its name, and what to know of it. */
export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  readonly note?: ReactNode;
}

/** Figures beside each other, on narrow screens two in a row. */
export function Facts({ facts, columns = 4 }: { readonly facts: readonly Fact[]; readonly columns?: number }) {
  return (
    <SimpleGrid component="dl" cols={{ base: Math.min(2, columns), sm: columns }} spacing="md" m={0}>
      {facts.map(({ name, value, note }) => (
        <Box key={name}>
          <Text component="dt" size="xs" c="dimmed">
            {name}
          </Text>
          <Text component="dd" m={0} fw={600} className="figures foreign">
            {value}
            {note !== undefined && (
              <Text span display="block" size="xs" c="dimmed" fw={400}>
                {note}
              </Text>
            )}
          </Text>
        </Box>
      ))}
    </SimpleGrid>
  );
}
