import { Button, type ButtonProps } from "@mantine/core";
import { createContext, lazy, Suspense, use, useCallback, useState, type ReactNode } from "react";

import type { MESSAGES } from "./generated.js";

/** The messages of each contract, as the schemas say them. */
export type Messages = typeof MESSAGES;
/** A contract by its code, for example `pool-registry`. */
export type ContractCode = keyof Messages;
/** A message of a contract. */
export type MessageName<C extends ContractCode> = keyof Messages[C] & string;
/** What JSON a field of a message can have. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
/** The fields of a message, filled in. */
export type Values = Readonly<Record<string, Json>>;

/** Something that somebody is about to do. */
export type ActionRequest = {
  [C in ContractCode]: {
    readonly code: C;
    readonly message: MessageName<C>;
    /** Which of several contracts of that code; the first if omitted. */
    readonly address?: string;
    /** Fields that are known already. */
    readonly preset?: Values;
    /** Coins that are known already, in base units. */
    readonly coins?: bigint;
    /** Sends the message once for each of these, `AT_ONCE` at most, instead of asking: one transaction, nothing to fill in. */
    readonly each?: readonly Values[];
  };
}[ContractCode];

const ActContext = createContext<((request: ActionRequest) => void) | undefined>(undefined);

const ActionDialog = lazy(() => import("./dialog/ActionDialog.js"));

/** Gives `useAct` to everything inside, and draws the one dialog. */
export function ActProvider({ children }: { readonly children: ReactNode }) {
  const [request, setRequest] = useState<{ readonly request: ActionRequest; readonly number: number }>();
  const [opened, setOpened] = useState(false);
  const act = useCallback((next: ActionRequest) => {
    setRequest((last) => ({ request: next, number: (last?.number ?? 0) + 1 }));
    setOpened(true);
  }, []);
  return (
    <ActContext value={act}>
      {children}
      {request !== undefined && (
        <Suspense>
          <ActionDialog key={request.number} request={request.request} opened={opened} onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </ActContext>
  );
}

/** Opens the dialog of an action. */
export function useAct(): (request: ActionRequest) => void {
  const act = use(ActContext);
  if (act === undefined) throw new Error("useAct stands outside ActProvider");
  return act;
}

/** A button that opens the dialog of an action. */
export function ActButton({
  request,
  children,
  ...rest
}: ButtonProps & { readonly "aria-label"?: string } & { readonly request: ActionRequest; readonly children: ReactNode }) {
  const act = useAct();
  return (
    <Button size="xs" variant="default" {...rest} onClick={() => act(request)}>
      {children}
    </Button>
  );
}
