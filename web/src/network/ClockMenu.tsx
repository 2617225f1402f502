import { Button, Menu, Text } from "@mantine/core";
import { IconClock } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";

import { useChain } from "./ChainProvider.js";
import { useNetwork } from "./NetworkProvider.js";

const JUMPS = [
  { name: "A day", seconds: 86_400 },
  { name: "A week", seconds: 7 * 86_400 },
  { name: "A month", seconds: 30 * 86_400 },
];

/** Puts the clock of a chain forward that can do that; nothing where it cannot. */
export function ClockMenu() {
  const { clock } = useNetwork();
  const { refresh } = useChain();
  const moving = useMutation({
    mutationFn: (seconds: number) => moveClock(clock ?? "", seconds),
    onSettled: refresh,
  });
  if (clock === undefined) return null;
  return (
    <>
      <Menu position="top-start" withinPortal>
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            fullWidth
            leftSection={<IconClock size={16} aria-hidden />}
            loading={moving.isPending}
          >
            Move the clock
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>How much time passes at once</Menu.Label>
          {JUMPS.map(({ name, seconds }) => (
            <Menu.Item key={name} onClick={() => moving.mutate(seconds)}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {moving.error !== null && (
        <Text size="xs" role="alert">
          The clock did not move: {moving.error.message}
        </Text>
      )}
    </>
  );
}

async function moveClock(clock: string, seconds: number): Promise<void> {
  const answer = await fetch(clock, { method: "POST", body: JSON.stringify({ advance_seconds: seconds }) });
  if (!answer.ok) throw new Error(await answer.text());
}
