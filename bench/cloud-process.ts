import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const ready = z.object({
  url: z.string(),
  token: z.string(),
  locations: z.array(z.object({ id: z.number(), name: z.string() })).min(1),
});

export type CloudProcess = z.output<typeof ready> & { readonly stop: () => Promise<void> };

/** A shop's cloud in a process of its own, so that its work is not counted as the till's; its call limit is out of the way. */
export async function startCloudProcess(flags: readonly string[]): Promise<CloudProcess> {
  const script = join(import.meta.dirname, '..', 'sandbox', 'main.ts');
  const child = spawn(
    process.execPath,
    [script, '--port', '0', '--bucket', '1000000', '--leak', '1000000', ...flags],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const about = ready.parse(JSON.parse(await firstLine(child)));
  return {
    ...about,
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await gone;
    },
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('the cloud has no stdout'));
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) => reject(new Error(`the cloud ended with code ${code}`)));
  });
}
