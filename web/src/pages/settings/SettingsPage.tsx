import { ActionIcon, Badge, Button, Group, Stack, Table, Text, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";

import { isProxy, useProxies, useProxyAnswers } from "../../data/metadata.js";
import { useNetwork } from "../../network/NetworkProvider.js";
import { AddressText } from "../../parts/AddressText.js";
import { Facts } from "../../parts/Facts.js";
import { PageHead } from "../../parts/PageHead.js";
import { Panel } from "../../parts/Panel.js";
import { Section } from "../../parts/Section.js";
import { counted } from "../../words/time.js";

/** What the reader can choose, and what this page talks to. */
export default function SettingsPage() {
  const network = useNetwork();
  return (
    <Stack gap="xl">
      <PageHead title="Settings" about="They are kept in this browser alone." />
      <Proxies />
      <Section title="Network">
        <Panel>
          <Facts
            facts={[
              { name: "Chain", value: network.chainId },
              { name: "Node", value: network.rpc },
              { name: "Staking denom", value: `${network.denom}, shown as ${network.unit.symbol}` },
              { name: "Price of gas", value: network.gasPrice },
            ]}
          />
        </Panel>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Contract</Table.Th>
              <Table.Th>Address</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {Object.entries(network.contracts).map(([label, { address }]) => (
              <Table.Tr key={label}>
                <Table.Td>{label}</Table.Td>
                <Table.Td>
                  <AddressText address={address} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Section>
    </Stack>
  );
}

function Proxies() {
  const [proxies, choose, reset] = useProxies();
  const answers = useProxyAnswers();
  const [text, setText] = useState("");
  const address = text.trim().replace(/\/$/, "");
  const usable = isProxy(address) && !proxies.includes(address);
  return (
    <Section
      title="Metadata proxies"
      about="They read how pools describe themselves. Ask several: where they differ you are told, and a pool’s page checks the description against the chain."
    >
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: "none" }}>
        {proxies.map((proxy) => {
          const answer = answers.find((entry) => entry.proxy === proxy);
          return (
            <li key={proxy}>
              <Panel p="sm">
                <Group justify="space-between" wrap="nowrap">
                  <Text size="sm" className="foreign">
                    {proxy}
                  </Text>
                  <Group gap="xs" wrap="nowrap">
                    {answer !== undefined && (
                      <Badge color={answer.problem === undefined ? "teal" : "orange"}>
                        {answer.problem === undefined ? counted(answer.rows.size, "pool") : "no answer"}
                      </Badge>
                    )}
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`Remove ${proxy}`}
                      onClick={() => choose(proxies.filter((other) => other !== proxy))}
                    >
                      <IconTrash size={16} aria-hidden />
                    </ActionIcon>
                  </Group>
                </Group>
              </Panel>
            </li>
          );
        })}
      </Stack>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!usable) return;
          choose([...proxies, address]);
          setText("");
        }}
      >
        <Group align="end" gap="xs">
          <TextInput
            label="Another proxy"
            placeholder="https://…"
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
            style={{ flex: 1 }}
            maw={420}
          />
          <Button type="submit" variant="default" disabled={!usable}>
            Add
          </Button>
          <Button variant="subtle" onClick={reset}>
            Back to those of the network
          </Button>
        </Group>
      </form>
    </Section>
  );
}
