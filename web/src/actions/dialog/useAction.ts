import { useMutation, useQuery } from "@tanstack/react-query";
import type { Executed } from "tributary-client";

import { balanceIn, useAssets, type Assets } from "../../data/assets.js";
import { contractsAround, useContracts } from "../../data/contracts.js";
import { useChain } from "../../network/ChainProvider.js";
import { useNetwork } from "../../network/NetworkProvider.js";
import { deployedOf } from "../../network/network.js";
import { isRefusal } from "../../wallet/keplr.js";
import { useWallet } from "../../wallet/WalletProvider.js";
import { SigningRefused } from "../../words/errors.js";
import { useVoice } from "../../words/useTeller.js";
import type { ActionRequest } from "../act.js";
import { withAsset } from "../asset.js";
import { feeIn, type StdFee } from "../fee.js";
import type { Units } from "../form/units.js";
import { messageJson, type Known } from "../tables/index.js";
import { Fields, type Consider, type Line } from "../types.js";
import { linesOf } from "./lines.js";
import { outcomeOf, type Outcome } from "./outcome.js";
import type { Form } from "./useForm.js";

/** Which contract a request goes to. */
export function useAddress({ code, address }: ActionRequest): string | undefined {
  const network = useNetwork();
  return address ?? deployedOf(network, code)[0]?.address;
}

/** What the contract of a request stakes and pays, as far as it is known; undefined also for one that does neither. */
export function useAssetsOf(request: ActionRequest): Assets | undefined {
  return useAssets()[useAddress(request) ?? ""];
}

/** Makes what can be known before signing, for each message of the transaction. */
export function useConsider(request: ActionRequest, units: Units, fee: StdFee | undefined) {
  const { now, connection } = useChain();
  const network = useNetwork();
  const address = useAddress(request) ?? "";
  const contracts = contractsAround(useContracts(), connection, request.code, address);
  const voice = useVoice();
  const { address: sender } = useWallet();
  return (values: Form["messages"][number], coins: bigint): Consider => ({
    contracts,
    network,
    now,
    sender,
    address,
    fields: new Fields(values),
    coins,
    asset: units.coins,
    balance: (asset, account) => balanceIn(asset, account, contracts.bank, connection),
    fee: (denom) => feeIn(denom, fee, network.gasPrice),
    voice: voice.at(address),
  });
}

/** How often a question is asked anew, in milliseconds: about once a block. */
const BEAT_MS = 3_000;

/**
 * Asks the same question again and again, as long as it is shown. The last answer stays until the next one, but never for another
 * question; a failure is an answer too.
 */
function useAskedAgain<Answer>(question: readonly unknown[], ask: () => Promise<Answer>, enabled: boolean) {
  const { data } = useQuery({
    queryKey: question,
    queryFn: () => outcomeOf(ask()),
    enabled,
    refetchInterval: BEAT_MS,
    refetchOnWindowFocus: true,
    gcTime: 0,
  });
  return data;
}

/** What one form of an action asks the chain. */
function useQuestion(kind: string, request: ActionRequest, { messages, coins }: Form): readonly unknown[] {
  const { address: sender } = useWallet();
  return [kind, request.code, request.message, useAddress(request), messages, String(coins), sender];
}

/** What the transaction will do, said anew with each block and each change of the form. */
export function useConsequences(
  request: ActionRequest,
  { action }: Known,
  form: Form,
  units: Units,
): Outcome<readonly Line[]> | undefined {
  const consider = useConsider(request, units, undefined);
  const ask = () =>
    Promise.all(form.messages.map(async (values) => (await action.consequences?.(consider(values, form.coins))) ?? []));
  return useAskedAgain(useQuestion("consequences", request, form), async () => linesOf(await ask()), true);
}

/** By this, others know that something is being signed or sent. */
export const SENDING = ["sending"];

/** Tries the transaction without sending it, signs and sends it. */
export function useSending(request: ActionRequest, form: Form, units: Units) {
  const { connection: signing, address: sender } = useWallet();
  const { refresh } = useChain();
  const address = useAddress(request);
  const messages = (from: string) =>
    form.messages.map((values) => withAsset(from, address ?? "", messageJson(request.message, values), units.coins, form.coins));
  const sending = useMutation({
    mutationKey: SENDING,
    networkMode: "always",
    mutationFn: async (fee: StdFee): Promise<Executed> => {
      if (signing === undefined || sender === undefined) throw new Error("connect a wallet first");
      try {
        return await signing.send(sender, messages(sender), fee);
      } catch (error) {
        throw isRefusal(error) ? new SigningRefused() : error;
      }
    },
    onSettled: refresh,
  });
  const ready = signing !== undefined && sender !== undefined && address !== undefined && form.complete;
  const trial = useAskedAgain<StdFee>(
    useQuestion("trial", request, form),
    async () => {
      if (signing === undefined || sender === undefined) throw new Error("connect a wallet first");
      return signing.estimateFee(sender, messages(sender));
    },
    ready && !sending.isPending && !sending.isSuccess,
  );
  return { ready, trial, sending };
}
