import { Badge } from "@mantine/core";

import { ActButton } from "../../actions/act.js";
import type { Device, Market } from "../../data/market.js";
import { Rows } from "../../parts/Rows.js";
import { Section } from "../../parts/Section.js";

/** The devices of an account, and what they are doing. */
export function Devices({ market, devices }: { readonly market: Market; readonly devices: readonly Device[] }) {
  return (
    <Section title="My devices">
      <Rows
        label="My devices"
        rows={devices}
        keyOf={({ device }) => device}
        columns={[
          { name: "Device", cell: ({ device }) => device },
          { name: "Class", cell: (row) => row.class },
          { name: "State", cell: (row) => <Badge color={row.suspended ? "orange" : "teal"}>{doing(row)}</Badge> },
          {
            name: "",
            right: true,
            cell: ({ device, offer_id: offer, agreement_id: agreement }) =>
              (offer ?? agreement ?? null) === null && (
                <ActButton
                  request={{ code: "joint-staking", message: "open_offer", address: market.address, preset: { device } }}
                >
                  Offer it
                </ActButton>
              ),
          },
        ]}
      />
    </Section>
  );
}

function doing({ suspended, offer_id: offer, agreement_id: agreement }: Device): string {
  const state =
    agreement !== null && agreement !== undefined
      ? `in agreement ${agreement}`
      : offer !== null && offer !== undefined
        ? `on offer, number ${offer}`
        : "free";
  return suspended ? `${state}, down` : state;
}
