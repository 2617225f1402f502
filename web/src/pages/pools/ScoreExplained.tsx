import { Collapse, List, Paper, Text, UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronRight, IconScale } from "@tabler/icons-react";
import { useId } from "react";

import type { PoolConfig } from "../../data/poolRegistry.js";
import { counted } from "../../words/time.js";

/** Says how attractiveness comes about, with the weights that are in force. */
export function ScoreExplained({ config }: { readonly config: PoolConfig }) {
  const [opened, { toggle }] = useDisclosure(false);
  const id = useId();
  const { fee, performance, capacity } = config.score_weights;
  const times = (weight: number): string => (weight === 1 ? "once" : weight === 2 ? "twice" : `${weight} times`);
  const same = fee === performance && performance === capacity;
  return (
    <Paper bg="var(--quiet)" p="sm">
      <UnstyledButton
        onClick={toggle}
        aria-expanded={opened}
        aria-controls={id}
        fz="sm"
        style={{ display: "flex", gap: 8, alignItems: "center" }}
      >
        <IconScale size={16} aria-hidden style={{ flexShrink: 0 }} />
        <Text span size="sm">
          {same
            ? "Attractiveness counts a low fee, performance and room left alike."
            : `Attractiveness counts a low fee ${times(fee)}, performance ${times(performance)}, room left ${times(capacity)}.`}
        </Text>
        <IconChevronRight size={16} aria-hidden style={{ transform: opened ? "rotate(90deg)" : undefined, flexShrink: 0 }} />
      </UnstyledButton>
      <Collapse expanded={opened} id={id}>
        <List size="sm" mt="xs" spacing={4} c="dimmed">
          <List.Item>
            The contract computes it for each pool and everybody sees the same figure. Its owner sets the weights.
          </List.Item>
          <List.Item>Fee: what is left of a reward after the operator’s commission.</List.Item>
          <List.Item>
            Performance: the pool’s part of all rewards over its part of all stake, in the last{" "}
            {counted(config.performance_window, "block")}; more than 100 % counts as 100 %. Luck moves it. Of a pool that is too
            young to be measured it is left out: fee and room alone make its score.
          </List.Item>
          <List.Item>Room left: how much of what the operator’s own stake allows is still free.</List.Item>
          <List.Item>A broken or retired pool scores 0.</List.Item>
          <List.Item>It is a hint, no promise: an operator can pay rewards to its own pool.</List.Item>
        </List>
      </Collapse>
    </Paper>
  );
}
