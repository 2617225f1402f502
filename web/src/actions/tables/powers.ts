/** What owners, guardians and registrars do to other people's money and exits: the consequences of their messages. */

import { grouped } from "../../words/amounts.js";
import { durationText, type Duration } from "../../words/time.js";
import { warning, type Consider, type Line } from "../types.js";
import { ifAny } from "./asking.js";

type Lines = Promise<readonly (Line | string)[]>;

/** Consequences that do not depend on the chain's state. */
export function always(...lines: readonly (Line | string)[]): () => Lines {
  return async () => lines;
}

/** Who may pause from now on: the guardian alone, or the owner too. */
export function guarding(alone: boolean): (consider: Consider) => Lines {
  return async ({ fields, voice }) => {
    const named = fields.text("guardian");
    if (named === undefined)
      return [
        alone ? warning("Nobody can stop entries then, the owner neither.") : "Nobody but the owner can stop entries then.",
      ];
    return [
      warning(`${voice.whole(named)} can stop entries at any time then. Leaving and being paid go on even so.`),
      ...(alone ? ["The owner cannot: it can only end a pause, and name another guardian."] : []),
    ];
  };
}

/** Who decides from now on. */
export async function owning({ fields, voice }: Consider): Lines {
  const what = fields.values[""];
  if (what === "accept_ownership")
    return [warning("You decide what the owner decides from now on. The present owner decides nothing more.")];
  if (what === "renounce_ownership") return [warning("It is always refused: somebody must be able to end a pause.")];
  if (typeof what !== "object" || what === null || !("transfer_ownership" in what)) return [];
  const offered = what["transfer_ownership"];
  const heir = typeof offered === "object" && offered !== null && "new_owner" in offered ? offered["new_owner"] : undefined;
  return typeof heir !== "string"
    ? []
    : [
        warning(`Once ${voice.whole(heir)} accepts, it decides instead of you, and only it can give that back.`),
        "Until then everything stays as it is, and another offer takes the place of this one.",
      ];
}

/** An announcement of parameters, and when everybody must be ready for it. */
export async function announcing({ contracts, fields }: Consider): Lines {
  const { unbond_lock: lock } = await contracts.stakers.config();
  const change = fields.values["change"];
  const changes = typeof change === "object" && change !== null ? Object.entries(change) : [];
  const locks = changes.filter(([name]) => name.endsWith("_lock"));
  return [
    `It can be applied one unbond lock (${durationText(lock)}) and a day later, by anyone; at once as long as nobody is registered.`,
    "Whoever does not want it can leave before.",
    ...locks.map(([name, value]) => {
      const how = isDuration(value) ? ` of ${durationText(value)}` : "";
      return warning(
        `The ${name.replace("_", " ")}${how} holds for what is asked for once it is in force; what is on its way keeps its date.`,
      );
    }),
  ];
}

/** What the contracts that are told of stakes can do. */
export async function hooking({ contracts, fields }: Consider): Lines {
  const named = fields
    .list("hooks")
    .map((hook) => (typeof hook === "object" && hook !== null && "contract" in hook ? hook["contract"] : ""));
  const treasury = contracts.treasury?.contractAddress;
  return [
    warning("A contract that is named here can refuse every entry. Leaving does not depend on it, but costs more gas."),
    ...(treasury === undefined || named.includes(treasury)
      ? []
      : [warning("The treasury is not among them: it would not hear of changes of stake, and share revenue by old ones.")]),
  ];
}

/** A class of devices, and whom its change concerns. */
export async function classing({ contracts, address, fields, voice }: Consider): Lines {
  const name = fields.text("class");
  const market = contracts.markets.find((entry) => entry.address === address)?.client;
  const before = name === undefined ? undefined : await ifAny(market?._class({ class: name }));
  return [
    ...(before === undefined
      ? []
      : [
          `At present a device of it earns ${voice.at(address).reward(BigInt(before.base_value))} a day and needs ${voice.at(address).stake(BigInt(before.activation_stake))}.`,
        ]),
    "Running agreements keep what they earn. Open offers that ask for less than the class needs are refused when somebody accepts them.",
    ...(fields.values["enabled"] === false ? [warning("No device of it can be offered or accepted any more.")] : []),
  ];
}

/** Whoever mints licences. */
export async function minterOf({ contracts, fields, voice }: Consider): Lines {
  const minter = fields.text("minter");
  const status = await contracts.licences?.status();
  if (minter === undefined || status === undefined) return [];
  const room = status.cap - status.live;
  return [
    status.stage === "testnet"
      ? warning(
          `${voice.whole(minter)} can make ${grouped(room)} more licences, each worth ${voice.amount(BigInt(status.coins_per_license))} of stake, and destroy any; whoever minted before cannot.`,
        )
      : "Minting is closed for ever: it changes nothing.",
  ];
}

function isDuration(value: unknown): value is Duration {
  return typeof value === "object" && value !== null && ("time" in value || "height" in value);
}
