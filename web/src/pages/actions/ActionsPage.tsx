import { Group, NativeSelect, Stack, Table, Tabs, Text, TextInput, VisuallyHidden } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";

import { ActButton, type ActionRequest, type ContractCode } from "../../actions/act.js";
import { ACTIONS, CONTRACT_NAMES, messagesOf } from "../../actions/tables/index.js";
import { useNetwork } from "../../network/NetworkProvider.js";
import { deployedOf } from "../../network/network.js";
import { PageHead } from "../../parts/PageHead.js";

/** Every message of every contract: what is on no other page is here. */
export default function ActionsPage() {
  const network = useNetwork();
  const [text, setText] = useState("");
  const codes = (Object.keys(ACTIONS) as ContractCode[]).filter(
    (code) => code === "coinbase" || deployedOf(network, code).length > 0,
  );
  return (
    <Stack gap="lg">
      <PageHead
        title="All actions"
        about="Everything that can be sent to the contracts, also what operators, registrars and owners do. Before you sign you are told what it will do."
      />
      <TextInput
        label="Search"
        placeholder="What do you want to do?"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        maw={420}
      />
      <Tabs defaultValue="pool-registry" keepMounted={false}>
        <Tabs.List aria-label="Contracts" className="one-line">
          {codes.map((code) => (
            <Tabs.Tab key={code} value={code}>
              {CONTRACT_NAMES[code]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {codes.map((code) => (
          <Tabs.Panel key={code} value={code} pt="md">
            <ContractActions code={code} text={text} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Stack>
  );
}

function ContractActions({ code, text }: { readonly code: ContractCode; readonly text: string }) {
  const deployed = deployedOf(useNetwork(), code);
  const [address, setAddress] = useState(deployed[0]?.address ?? "");
  const wanted = text.trim().toLowerCase();
  const rows = messagesOf(code).filter(([name, { title, says }]) => `${name} ${title} ${says}`.toLowerCase().includes(wanted));
  const ordinary = rows.filter(([, { internal }]) => internal !== true);
  const internal = rows.filter(([, action]) => action.internal === true);
  return (
    <Stack>
      {deployed.length > 1 && (
        <NativeSelect
          label="Which one"
          data={deployed.map(({ label, address: value }) => ({ label, value }))}
          value={address}
          onChange={({ currentTarget }) => setAddress(currentTarget.value)}
          maw={320}
        />
      )}
      {code === "coinbase" && (
        <TextInput
          label="Address of the coinbase"
          description="Each pool has a coinbase of its own, named on the pool’s page. The pool-registry alone may send it messages."
          value={address}
          onChange={({ currentTarget }) => setAddress(currentTarget.value.trim())}
          maw={520}
        />
      )}
      <Table verticalSpacing="xs" aria-label={`Actions of ${CONTRACT_NAMES[code]}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>What</Table.Th>
            <Table.Th visibleFrom="sm">Who may</Table.Th>
            <Table.Th>
              <VisuallyHidden>Open</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {[...ordinary, ...internal].map(([message, action]) => (
            <Table.Tr key={message}>
              <Table.Td>
                <Text size="sm" fw={600}>
                  {action.title}
                </Text>
                <Text size="xs" c="dimmed">
                  {action.says}
                </Text>
              </Table.Td>
              <Table.Td visibleFrom="sm">
                <Text size="sm">{action.who}</Text>
              </Table.Td>
              <Table.Td ta="right">
                <Group justify="end">
                  <ActButton
                    request={{ code, message, address } as ActionRequest}
                    disabled={address === ""}
                    aria-label={`Open: ${action.title}`}
                  >
                    Open
                  </ActButton>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
