import { Badge, Button, Group, Modal, NativeSelect, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { licenseMessage, type licenseNft } from "tributary-client";

import { ActButton, useAct } from "../../actions/act.js";
import { PoolInput } from "../../actions/form/PoolInput.js";
import { useContracts } from "../../data/contracts.js";
import type { useMyLicences } from "../../data/licences.js";
import { useChain } from "../../network/ChainProvider.js";
import { AddressText } from "../../parts/AddressText.js";
import { Rows } from "../../parts/Rows.js";
import { leftText, reached } from "../../words/time.js";

type Row = NonNullable<ReturnType<typeof useMyLicences>["data"]>[number];

const BONDS = { bonded: "Bonded", unbonding: "On its way back", burned: "Burned for a fault" } as const;

interface Props {
  readonly rows: readonly Row[];
  readonly stage: "testnet" | "mainnet" | "stable";
  readonly account: string;
}

/** The licences of an account: where they are bonded, and what can be done with them. */
export function MyLicences({ rows, stage, account }: Props) {
  const { now } = useChain();
  const [bonding, setBonding] = useState<string>();
  return (
    <>
      <Rows
        label="My licences"
        rows={rows}
        keyOf={({ licence }) => licence.token_id}
        columns={[
          {
            name: "Licence",
            cell: ({ licence }) => (
              <>
                <Text size="sm" fw={600} className="foreign">
                  {licence.token_id}
                </Text>
                <Text size="xs" c="dimmed" className="foreign">
                  {licence.mining_pool}
                </Text>
              </>
            ),
          },
          {
            name: "State",
            cell: ({ bond }) => (
              <>
                <Badge color={bond === undefined ? "gray" : bond.state === "bonded" ? "teal" : "orange"}>
                  {bond === undefined ? "In your account" : BONDS[bond.state]}
                </Badge>
                {bond?.release !== null && bond?.release !== undefined && (
                  <Text size="xs" c="dimmed">
                    can come back {leftText(bond.release, now)}
                  </Text>
                )}
              </>
            ),
          },
          { name: "Counts for", cell: ({ bond }) => (bond === undefined ? "–" : <AddressText address={bond.staker} />) },
          {
            name: "",
            right: true,
            cell: (row) => (
              <Group gap={6} justify="end" wrap="nowrap">
                <LicenceActions row={row} stage={stage} due={isDue(row, now)} onBond={() => setBonding(row.licence.token_id)} />
              </Group>
            ),
          },
        ]}
      />
      <BondChoice key={bonding} tokenId={bonding} account={account} onClose={() => setBonding(undefined)} />
    </>
  );
}

function isDue({ bond }: Row, now: Parameters<typeof reached>[1]): boolean {
  return bond?.release !== null && bond?.release !== undefined && reached(bond.release, now);
}

function LicenceActions({
  row,
  stage,
  due,
  onBond,
}: {
  readonly row: Row;
  readonly stage: Props["stage"];
  readonly due: boolean;
  readonly onBond: () => void;
}) {
  const preset = { token_id: row.licence.token_id };
  if (row.bond?.state === "bonded")
    return <ActButton request={{ code: "staker-registry", message: "unbond_license", preset }}>Unbond</ActButton>;
  if (row.bond !== undefined) {
    return due ? (
      <ActButton variant="filled" request={{ code: "staker-registry", message: "release_license", preset }}>
        Release
      </ActButton>
    ) : null;
  }
  return (
    <>
      <Button size="xs" variant="filled" onClick={onBond}>
        Bond
      </Button>
      {stage !== "testnet" && <ActButton request={{ code: "license-nft", message: "transfer_nft", preset }}>Transfer</ActButton>}
      {stage === "stable" && <ActButton request={{ code: "license-nft", message: "redeem", preset }}>Redeem</ActButton>}
    </>
  );
}

interface BondProps {
  readonly tokenId: string | undefined;
  readonly account: string;
  readonly onClose: () => void;
}

/** Asks where a licence should count; what comes of it is said in the dialog of the action. */
function BondChoice({ tokenId, account, onClose }: BondProps) {
  const { stakers } = useContracts();
  const act = useAct();
  const [pool, setPool] = useState("");
  const [role, setRole] = useState<licenseNft.NodeRole>("validator");
  const own = role === "resource_node";
  return (
    <Modal
      opened={tokenId !== undefined}
      onClose={onClose}
      title="Where should it count?"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (tokenId === undefined) return;
          const msg = licenseMessage({ bond_license: { staker: own ? account : pool, role } });
          onClose();
          act({
            code: "license-nft",
            message: "send_nft",
            preset: { contract: stakers.contractAddress, token_id: tokenId, msg },
          });
        }}
      >
        <Stack>
          <NativeSelect
            label="As"
            value={role}
            onChange={({ currentTarget }) => setRole(currentTarget.value === "resource_node" ? "resource_node" : "validator")}
            data={[
              { value: "validator", label: "Stake of a pool or validator" },
              { value: "resource_node", label: "Stake of my own resource node" },
            ]}
          />
          {!own && (
            <PoolInput
              field={{ name: "pool", help: "Or your own staker’s address.", required: true, shape: { kind: "address" } }}
              text={pool}
              onText={setPool}
            />
          )}
          <Button type="submit" disabled={!own && pool.trim() === ""} style={{ alignSelf: "end" }}>
            Go on
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
