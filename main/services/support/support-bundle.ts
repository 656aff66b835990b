import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { appendJournal } from '../../db/repositories/journal.ts';
import { databaseFile } from '../../db/repositories/schema-facts.ts';
import { type Envelope, failure, success } from '../answer.ts';
import type { AppFacts } from '../app-view.ts';
import type { Actor, Till } from '../till.ts';
import { type BundleSource, bundleParts } from './bundle-parts.ts';
import { cleanLog } from './clean-log.ts';
import { type ZipFile, zipOf } from './zip.ts';

const contents = `Gói hỗ trợ của Quầy / Quầy support bundle

Không có: mã truy cập, mã PIN, mã khôi phục, khách hàng, nhân viên, nội dung hóa đơn, số tiền.
Not in here: tokens, PINs, recovery codes, customers, staff, what was sold, amounts.
`;

/** Everything somebody at support needs and nothing of the shop's own, as one file. */
export async function supportBundle(till: Till, facts: AppFacts): Promise<Buffer> {
  const source: BundleSource = { till, facts, folder: dirname(databaseFile(till.store)) };
  const files: ZipFile[] = [{ name: 'README.txt', content: Buffer.from(contents, 'utf8') }];
  for (const { file, read } of bundleParts) {
    // Selling goes on between the parts.
    await setImmediate();
    files.push({
      name: file,
      content: Buffer.from(`${JSON.stringify(await partOf(read, source), null, 2)}\n`, 'utf8'),
    });
  }
  files.push({ name: 'log.jsonl', content: Buffer.from(await cleanLog(source.folder), 'utf8') });
  return zipOf(files, new Date(till.clock()));
}

/** A part that cannot be read says so in its place: the others are wanted all the more. */
async function partOf(read: (typeof bundleParts)[number]['read'], source: BundleSource): Promise<unknown> {
  try {
    return await read(source);
  } catch (error) {
    return { notRead: error instanceof Error ? error.name : 'unknown' };
  }
}

export async function saveSupportBundle(
  till: Till,
  actor: Actor,
  facts: AppFacts,
  path: string,
): Promise<Envelope<{ readonly bytes: number }>> {
  const bundle = await supportBundle(till, facts);
  const draft = `${path}.new`;
  try {
    await writeFile(draft, bundle);
    await rename(draft, path);
  } catch {
    await rm(draft, { force: true }).catch(() => undefined);
    return failure('BUNDLE_NOT_SAVED');
  }
  appendJournal(till.store, {
    kind: 'support-bundle-saved',
    at: till.clock(),
    staffId: actor.staffId,
    subjectId: null,
    facts: { bytes: bundle.length },
  });
  return success({ bytes: bundle.length });
}

/** `quay-ho-tro-20261125-1403.zip`: tells the day without a look inside. */
export function bundleName(at: number): string {
  const stamp = new Date(at + 7 * 3_600_000).toISOString().replace(/[-:]/g, '');
  return `quay-ho-tro-${stamp.slice(0, 8)}-${stamp.slice(9, 13)}.zip`;
}
