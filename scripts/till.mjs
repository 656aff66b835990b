// The till without a window. Commands that talk to the shop's cloud need the keychain, so they run with one; selling never waits for it.
import { join } from 'node:path';
import { root, toolNode } from './setup/places.mjs';
import { runInForeground } from './support/child.mjs';

const cloudCommands = new Set(['bind', 'pull', 'push', 'staff', 'reconcile']);
const argv = process.argv.slice(2);
const till = [toolNode, '--disable-warning=ExperimentalWarning', join(root, 'main/app/cli/cli.ts'), ...argv];
const keychain = [toolNode, join(root, 'scripts/with-keychain.mjs')];
const needsKeychain = argv.some((word) => cloudCommands.has(word));
process.exitCode = await runInForeground(needsKeychain ? [...keychain, ...till] : till, process.env);
