import type { ErrorKind, Health } from './status.ts';

/** Which pin opens it, and what the printer feels at pin 3 while it stands open; null where none hangs on it. */
export type DrawerWiring = { readonly pin: 2 | 5; readonly open: 'high' | 'low' } | null;

export type Pulse = { readonly pin: 2 | 5; readonly line: number };

export type Sensors = {
  readonly health: () => Health;
  readonly setCover: (isOpen: boolean) => void;
  /** Rows left on the roll. */
  readonly setRoll: (rows: number) => void;
  readonly setLow: () => void;
  readonly setError: (kind: ErrorKind | null) => void;
  readonly setDrawer: (isOpen: boolean) => void;
  readonly isDrawerOpen: () => boolean;
  readonly pulses: readonly Pulse[];
  readonly pulse: (pin: 2 | 5, line: number) => void;
  /** Rows went through. */
  readonly use: (rows: number) => void;
};

/** What the printer feels of itself: cover, roll, cutter, drawer. Calls `changed` after each change. */
export function createSensors(drawer: DrawerWiring, changed: () => void): Sensors {
  let coverOpen = false;
  let roll = Number.POSITIVE_INFINITY;
  let isLow = false;
  let error: ErrorKind | null = null;
  let drawerOpen = false;
  const pulses: Pulse[] = [];
  const setDrawer = (isOpen: boolean) => {
    drawerOpen = isOpen;
    changed();
  };
  return {
    health: () => ({
      coverOpen,
      paper: roll <= 0 ? 'out' : isLow ? 'near-end' : 'there',
      error,
      drawerPinHigh: drawer === null || drawerOpen === (drawer.open === 'high'),
    }),
    setCover: (isOpen) => {
      coverOpen = isOpen;
      changed();
    },
    setRoll: (rows) => {
      roll = rows;
      isLow = false;
      changed();
    },
    setLow: () => {
      isLow = true;
      changed();
    },
    setError: (kind) => {
      error = kind;
      changed();
    },
    setDrawer,
    isDrawerOpen: () => drawerOpen,
    pulses,
    pulse: (pin, line) => {
      pulses.push({ pin, line });
      if (drawer?.pin === pin) setDrawer(true);
    },
    use: (rows) => {
      const hadPaper = roll > 0;
      roll -= rows;
      if (hadPaper && roll <= 0) changed();
    },
  };
}
