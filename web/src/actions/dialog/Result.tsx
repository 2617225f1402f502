import { Button, Group, List, Stack, Text, ThemeIcon } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import type { Executed } from "tributary-client";

import { useNetwork } from "../../network/NetworkProvider.js";
import { grouped } from "../../words/amounts.js";
import { tellEvents } from "../../words/events/index.js";
import { useVoice } from "../../words/useTeller.js";

/** What a transaction brought about, by what our contracts reported; what others report under their names counts for nothing. */
export function Result({ executed, onClose }: { readonly executed: Executed; readonly onClose: () => void }) {
  const { contracts } = useNetwork();
  const voice = useVoice();
  const ours = new Set(Object.values(contracts).map(({ address }) => address));
  const sentences = tellEvents(
    executed.events.filter(({ address }) => ours.has(address)),
    voice,
  );
  return (
    <Stack role="status">
      <Group gap="sm" wrap="nowrap" align="start">
        <ThemeIcon color="teal" radius="xl" aria-hidden>
          <IconCheck size={18} />
        </ThemeIcon>
        <div>
          <Text fw={600}>Done</Text>
          {sentences.length === 0 ? (
            <Text size="sm">It is in the chain; nothing had to change.</Text>
          ) : (
            <List size="sm" spacing={4} listStyleType="none">
              {sentences.map((sentence) => (
                <List.Item key={sentence}>{sentence}</List.Item>
              ))}
            </List>
          )}
        </div>
      </Group>
      <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        Block {grouped(executed.height)} · transaction {executed.transactionHash} · {grouped(executed.gasUsed)} gas used
      </Text>
      <Button onClick={onClose} data-autofocus style={{ alignSelf: "end" }}>
        Close
      </Button>
    </Stack>
  );
}
