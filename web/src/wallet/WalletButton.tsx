import { Alert, Autocomplete, Button, Menu, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconCopy, IconLogout, IconWallet } from "@tabler/icons-react";
import { useState } from "react";

import { useNetwork } from "../network/NetworkProvider.js";
import { shortAddress } from "../words/addresses.js";
import { said } from "../words/errors.js";
import { hasKeplr, isRefusal } from "./keplr.js";
import { useWallet } from "./WalletProvider.js";

/** Connects a wallet, or says which one is connected. */
export function WalletButton() {
  const { address, choice, connecting, leave } = useWallet();
  const [opened, { open, close }] = useDisclosure(false);
  if (address === undefined) {
    return (
      <>
        <Button onClick={open} loading={connecting} leftSection={<IconWallet size={18} aria-hidden />} size="sm">
          Connect
        </Button>
        <WalletChoice opened={opened} onClose={close} />
      </>
    );
  }
  const name = choice?.kind === "test" ? choice.name : shortAddress(address);
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="default"
          size="sm"
          rightSection={<IconChevronDown size={16} aria-hidden />}
          aria-label={`Account ${name}`}
        >
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{shortAddress(address)}</Menu.Label>
        <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={() => void navigator.clipboard.writeText(address)}>
          Copy the address
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={leave}>
          Disconnect
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function WalletChoice({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const { testWallets } = useNetwork();
  const { choose, connecting, problem } = useWallet();
  const [name, setName] = useState(testWallets?.[0] ?? "");
  return (
    <Modal opened={opened} onClose={onClose} title="Connect a wallet" centered closeButtonProps={{ "aria-label": "Close" }}>
      <Stack>
        <Text size="sm" c="dimmed">
          Everything can be read without a wallet. To delegate, to leave or to be paid you sign with your own account.
        </Text>
        <Button onClick={() => choose({ kind: "keplr" })} loading={connecting} disabled={!hasKeplr()}>
          Keplr
        </Button>
        {!hasKeplr() && (
          <Text size="xs" c="dimmed">
            Keplr is not installed in this browser.
          </Text>
        )}
        {testWallets !== undefined && (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              choose({ kind: "test", name: name.trim() });
            }}
          >
            <Stack gap="xs">
              <Autocomplete
                label="Test account"
                description="This is a test chain: anybody can sign for these accounts."
                data={[...testWallets]}
                value={name}
                onChange={setName}
              />
              <Button type="submit" variant="default" loading={connecting} disabled={name.trim() === ""}>
                Use the test account
              </Button>
            </Stack>
          </form>
        )}
        {problem !== null && (
          <Alert role="alert" color={isRefusal(problem) ? "gray" : "red"} title="Not connected">
            {isRefusal(problem) ? "The wallet was not opened to this page." : said(problem).detail}
          </Alert>
        )}
      </Stack>
    </Modal>
  );
}
