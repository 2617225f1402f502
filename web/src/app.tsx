import { AppShell, Burger, Container, Group, NavLink, Stack, Text, useMantineTheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconBell,
  IconBuildingBank,
  IconBuildingStore,
  IconCoins,
  IconDroplets,
  IconLicense,
  IconListCheck,
  IconLock,
  IconSettings,
} from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { Link, Outlet, useLocation } from "react-router";

import { ActProvider } from "./actions/act.js";
import { ChainProvider, useChain } from "./network/ChainProvider.js";
import { ClockMenu } from "./network/ClockMenu.js";
import { NetworkProvider, useNetwork } from "./network/NetworkProvider.js";
import { deployedOf } from "./network/network.js";
import { SilentBanner } from "./network/SilentBanner.js";
import { NoticesProvider, useNotices } from "./notices/NoticesProvider.js";
import { SchemeButton } from "./parts/SchemeButton.js";
import { WalletButton } from "./wallet/WalletButton.js";
import { WalletProvider } from "./wallet/WalletProvider.js";
import { grouped } from "./words/amounts.js";
import { dateText } from "./words/time.js";

interface Page {
  readonly to: string;
  readonly name: string;
  readonly Icon: typeof IconBell;
  /** The contract that it is about: without one on the network the page is not offered. */
  readonly code?: string;
}

const PAGES: readonly Page[] = [
  { to: "/", name: "Pools", Icon: IconDroplets },
  { to: "/stake", name: "My stake", Icon: IconCoins },
  { to: "/market", name: "Joint staking", Icon: IconBuildingStore, code: "joint-staking" },
  { to: "/vault", name: "Vault", Icon: IconLock, code: "boosted-staking" },
  { to: "/licences", name: "Licences", Icon: IconLicense, code: "license-nft" },
  { to: "/treasury", name: "Treasury", Icon: IconBuildingBank, code: "treasury-decay" },
  { to: "/actions", name: "All actions", Icon: IconListCheck },
  { to: "/notices", name: "Notices", Icon: IconBell },
  { to: "/settings", name: "Settings", Icon: IconSettings },
];

/** Everything that all pages need, and their frame. */
export function App() {
  return (
    <NetworkProvider>
      <ChainProvider>
        <WalletProvider>
          <NoticesProvider>
            <ActProvider>
              <Frame />
            </ActProvider>
          </NoticesProvider>
        </WalletProvider>
      </ChainProvider>
    </NetworkProvider>
  );
}

function Frame() {
  const [opened, { toggle, close }] = useDisclosure(false);
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    close();
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
    window.scrollTo(0, 0);
  }, [pathname, close]);
  return (
    <AppShell
      header={{ height: 60 }}
      navbar={{ width: 220, breakpoint: "sm", collapsed: { mobile: !opened } }}
      padding={{ base: "md", sm: "xl" }}
    >
      <a href="#main" className="skip">
        Skip to the content
      </a>
      <AppShell.Header px={{ base: "sm", sm: "md" }}>
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Navigation" aria-expanded={opened} />
            <Mark />
          </Group>
          <Group gap="xs" wrap="nowrap">
            <SchemeButton />
            <WalletButton />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Pages" className="pages" mod={{ folded: !opened }}>
        <Navigation current={pathname} onGo={close} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1} ref={main}>
        <Container size={1180} p={0}>
          <SilentBanner />
          <Outlet />
        </Container>
      </AppShell.Main>
    </AppShell>
  );
}

function Mark() {
  return (
    <Group component={Link} {...{ to: "/" }} gap={8} wrap="nowrap" c="inherit" td="none" aria-label="Tributary, to the pools">
      <img src="/mark.svg" alt="" width={28} height={28} />
      <Text fw={700} size="lg" visibleFrom="xs">
        Tributary
      </Text>
    </Group>
  );
}

function Navigation({ current, onGo }: { readonly current: string; readonly onGo: () => void }) {
  const { unread } = useNotices();
  const theme = useMantineTheme();
  const network = useNetwork();
  const pages = PAGES.filter(({ code }) => code === undefined || deployedOf(network, code).length > 0);
  return (
    <Stack h="100%" justify="space-between">
      <div>
        {pages.map(({ to, name, Icon }) => {
          const active = to === "/" ? current === "/" || current.startsWith("/pools") : current.startsWith(to);
          return (
            <NavLink
              key={to}
              component={Link}
              to={to}
              label={to === "/notices" && unread > 0 ? `${name} (${unread})` : name}
              active={active}
              aria-current={active ? "page" : undefined}
              onClick={onGo}
              leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
              styles={{ root: { borderRadius: theme.radius.md } }}
            />
          );
        })}
      </div>
      <Stack gap="xs">
        <ClockMenu />
        <ChainStatus />
      </Stack>
    </Stack>
  );
}

function ChainStatus() {
  const { now, silent } = useChain();
  const { chainId } = useNetwork();
  return (
    <Text size="xs" c="dimmed" px="sm" pb="xs" component="div">
      <div>{chainId}</div>
      <div className="figures">{silent ? "no answer" : `Block ${grouped(now.height)}`}</div>
      <div>{dateText(now.timeMs)}</div>
    </Text>
  );
}
