import type { CartsView } from '../../contracts/views/selling.ts';
import type { AppView, PullView, TillView } from '../../contracts/views/session.ts';
import { ask, listen } from './bridge.ts';
import { createSharedStore, useSelected, useStore } from './store.ts';

/** Main's state as last heard. The window changes none of it by itself. */
const appStore = createSharedStore<AppView | null>(null);
const cartsStore = createSharedStore<CartsView | null>(null);
const pullStore = createSharedStore<PullView | null>(null);

/** Starts listening to main and fetches the first view; call once. */
export function connectState(): void {
  listen('carts', acceptCarts);
  listen('pull', pullStore.set);
  listen('app', acceptApp);
  void ask('app:view').then((answer) => {
    if (answer.ok) acceptApp(answer.value);
  });
}

/** Answers and events travel apart: what is older than what is painted is dropped. */
let newestApp = -1;
let newestCarts = -1;

function acceptCarts(next: CartsView): void {
  if (next.serial < newestCarts) return;
  newestCarts = next.serial;
  cartsStore.set(next);
}

function acceptApp(next: AppView): void {
  if (next.serial < newestApp) return;
  newestApp = next.serial;
  const hadSession = appStore.get()?.session?.staffId;
  appStore.set(next);
  if (next.phase === 'open' && next.session?.staffId !== hadSession) void refreshCarts();
  // A locked till shows nobody's cart, not even for a frame after the next sign-in.
  if (next.phase !== 'open') cartsStore.set(null);
}

/** Asks main for the carts anew, for instance after it refused an action because they had changed. */
export async function refreshCarts(): Promise<void> {
  const answer = await ask('cart:get');
  if (answer.ok) acceptCarts(answer.value);
}

/** Null until main has answered for the first time. */
export function useAppOrNull(): AppView | null {
  return useStore(appStore);
}

/** The whole state outside carts; only below the shell, where it is known. */
export function useApp(): AppView {
  const app = useStore(appStore);
  if (app === null) throw new Error('the app view is not known yet');
  return app;
}

/** This machine's till and settings; only in phases `locked` and `open`. */
export function useTill(): TillView {
  const { till } = useApp();
  if (till === null) throw new Error('this machine is not bound yet');
  return till;
}

/** A part of the app view, for components that must not follow all of it. */
export function useAppPart<S>(select: (app: AppView | null) => S): S {
  return useSelected(appStore, select);
}

/** Null until the carts have come. */
export function useCarts(): CartsView | null {
  return useStore(cartsStore);
}

/** A part of the carts; the component is painted again only when that part changes. */
export function useCartsPart<S>(select: (carts: CartsView | null) => S): S {
  return useSelected(cartsStore, select);
}

export function usePull(): PullView | null {
  return useStore(pullStore);
}

/** Calls with every change of the carts, for state that follows them outside of components. */
export function onCarts(listener: (carts: CartsView | null) => void): void {
  cartsStore.subscribe(() => listener(cartsStore.get()));
}

/** For handlers that need the state at the moment of the key, not at the last paint. */
export const currentApp = appStore.get;
export const currentCarts = cartsStore.get;
