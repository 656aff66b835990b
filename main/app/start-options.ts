import { join } from 'node:path';
import { isKeychainKind, type KeychainKind } from '../secrets/keychain.ts';
import { memoryKeyStore } from '../secrets/memory-key-store.ts';
import type { KeyStore } from '../services/ports-keychain.ts';

export type DemoOptions = {
  readonly sourceRoot: string;
  readonly keyStore: KeyStore;
  readonly products: number;
};

export type StartOptions = {
  readonly profile: string;
  readonly resources: string;
  readonly rendererRoot: string;
  /** Null outside the demo shop; the packed program has none. */
  readonly demo: DemoOptions | null;
  /** Another way to the system's keychain than the till remembers; null leaves it. */
  readonly keychain: KeychainKind | null;
};

type App = {
  readonly isPackaged: boolean;
  readonly getPath: (name: 'userData') => string;
  readonly getAppPath: () => string;
  readonly setPath: (name: 'userData' | 'sessionData', path: string) => void;
};

/** `--profile DIR` names the till's folder; `--keychain keytar|safe-storage` its way to the system's keychain; `--demo [--products N]` opens the demo shop when run from the sources. */
export function startOptions(argv: readonly string[], app: App): StartOptions {
  const isDemo = argv.includes('--demo') && !app.isPackaged;
  const profile =
    flagValue(argv, '--profile') ?? join(app.getPath('userData'), isDemo ? 'demo-shop' : 'till');
  // Chromium's own files stay inside the profile, so that two profiles are two programs.
  app.setPath('userData', join(profile, 'window'));
  const root = app.getAppPath();
  const keychain = flagValue(argv, '--keychain');
  return {
    profile,
    resources: app.isPackaged ? join(process.resourcesPath, 'resources') : join(root, 'resources'),
    rendererRoot: join(root, 'out', 'build', 'renderer'),
    keychain: isKeychainKind(keychain) ? keychain : null,
    demo: isDemo
      ? {
          sourceRoot: root,
          keyStore: memoryKeyStore(),
          products: Number(flagValue(argv, '--products') ?? 1200),
        }
      : null,
  };
}

function flagValue(argv: readonly string[], flag: string): string | undefined {
  const index = argv.indexOf(flag);
  return index >= 0
    ? argv[index + 1]
    : argv.find((argument) => argument.startsWith(`${flag}=`))?.slice(flag.length + 1);
}
