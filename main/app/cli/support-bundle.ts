import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { failure, success } from '../../services/answer.ts';
import { saveSupportBundle } from '../../services/support/support-bundle.ts';
import type { Actor, Till } from '../../services/till.ts';
import type { Answer } from './answer.ts';
import type { Arguments } from './arguments.ts';

const manifest = z.object({ version: z.string() });

/** The same bundle as behind the window, into the file that is named. */
export async function saveBundle(till: Till, given: Arguments, actor: Actor): Promise<Answer> {
  const out = given.one('out');
  if (out === undefined) return failure('COMMAND_UNKNOWN', { where: '--out' });
  const path = resolve(out);
  const saved = await saveSupportBundle(till, actor, { version: ownVersion(), demoPins: [] }, path);
  return saved.ok ? success({ saved: path, bytes: saved.value.bytes }) : saved;
}

function ownVersion(): string {
  const path = join(import.meta.dirname, '..', '..', '..', 'package.json');
  return manifest.parse(JSON.parse(readFileSync(path, 'utf8'))).version;
}
