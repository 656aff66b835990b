import type { Keychain } from '../../main/secrets/wrapping-key.ts';
import type { KeyStoreState } from '../../main/services/ports-keychain.ts';
import { KeyStoreFailure } from '../../main/services/ports-keychain.ts';

export type MemoryKeychain = Keychain & {
  readonly entries: Map<string, string>;
  /** What it is like from now on. */
  readonly become: (state: KeyStoreState) => void;
  /** Dies before the call of that number from now on, 1 being the next; never when null. */
  readonly dieAt: (call: number | null) => void;
  readonly calls: () => number;
};

export class Died extends Error {}

/** A keychain whose state a test holds, and which can end the program at any of its calls. */
export function memoryKeychain(entries = new Map<string, string>()): MemoryKeychain {
  let state: KeyStoreState = 'ready';
  let calls = 0;
  let deadly: number | null = null;
  const step = () => {
    calls += 1;
    if (deadly !== null && calls >= deadly) throw new Died('killed');
    if (state !== 'ready') throw new KeyStoreFailure(state);
  };
  return {
    entries,
    become: (next) => {
      state = next;
    },
    dieAt: (call) => {
      deadly = call === null ? null : calls + call;
    },
    calls: () => calls,
    probe: async () => state,
    get: async (name) => {
      step();
      return entries.get(name) ?? null;
    },
    set: async (name, value) => {
      step();
      entries.set(name, value);
    },
    remove: async (name) => {
      step();
      entries.delete(name);
    },
  };
}
